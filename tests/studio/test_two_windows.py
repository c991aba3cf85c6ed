"""Two windows of one studio, and one that goes on with another: no words take the place of others
without a question."""

import json
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser import Browser
from tests.studio.studio_tab import AREA, HAS, NUMBER, StudioTab, copy_project, running
from tests.typeset import shipped

QUESTION, SIGNS = "campaign:blocks.question.text", "campaign:blocks.signs.text"
WERE = "Could you spot the signs?"
FILE = f"content/{shipped.CAMPAIGN}/en-GB.yaml"
DIALOG = "document.getElementById('conflicts')"


def window_beside(studio: StudioTab) -> StudioTab:
    """Another window of the same browser."""
    made = object.__new__(StudioTab)
    made.tab = Browser(studio.tab.process, studio.tab.to, studio.tab.back)
    made.tab.screen(1280, 900)
    made.base, made.folder = studio.base, studio.folder
    return made


@pytest.fixture
def other(studio: StudioTab) -> Iterator[StudioTab]:
    made = window_beside(studio)
    yield made
    made.tab.call("Page.close")
    studio.tab.call("Page.bringToFront")  # what is hidden hears of nothing


def is_in(studio: StudioTab, words: str, key: str = QUESTION) -> None:
    """Wait until a field has words."""
    studio.wait(f"{studio.input(key)}.value == {json.dumps(words)}")


def saved(studio: StudioTab) -> str:
    studio.click("#save")
    studio.wait("document.getElementById('kept').textContent.startsWith('Saved')")
    return (studio.folder / FILE).read_text()


def test_a_window_shows_what_another_has_typed(studio: StudioTab, other: StudioTab) -> None:
    studio.edit("en-GB", "flyer-a5")
    other.edit("en-GB", "flyer-a5")
    studio.type_whole(QUESTION, "Do you see it?")
    is_in(other, "Do you see it?")
    other.wait("document.getElementById('disk').textContent.includes('another window')")


@pytest.mark.parametrize(("button", "kept"), [(0, "Can you tell?"), (1, "Do you see it?")])
def test_two_windows_that_type_in_one_field_are_asked(
    studio: StudioTab, other: StudioTab, button: int, kept: str
) -> None:
    studio.edit("en-GB", "flyer-a5")
    other.edit("en-GB", "flyer-a5")
    other.ask("window.fetchNow = fetch")
    hold = "window.fetch = (a, o) => a === '/api/state' ? new Promise(() => {}) : fetchNow(a, o)"
    other.ask(f"{hold}, 0")  # it hears nothing between two looks
    studio.type_whole(QUESTION, "Do you see it?")
    other.type(QUESTION, "Can you tell?")
    told = f"{other.field(QUESTION)}.querySelector('.fault').textContent"
    other.wait(f"{told}.includes('“Do you see it?”')")
    is_in(other, "Can you tell?")
    other.click("#save")
    other.wait(f"{DIALOG}.open")
    assert "Do you see it?" in other.ask(f"{DIALOG}.textContent")
    other.ask(f"{DIALOG}.querySelectorAll('form button')[{button}].click()")
    other.wait("document.getElementById('kept').textContent.startsWith('Saved')")
    is_in(other, kept)
    assert f"text: {kept}\n" in (other.folder / FILE).read_text()


def test_a_field_of_a_row_that_moved_changes_no_other_row(
    studio: StudioTab, other: StudioTab
) -> None:
    studio.edit("en-GB", "flyer-a5")
    other.edit("en-GB", "flyer-a5")
    other.ask("window.fetchNow = fetch")
    hold = "window.fetch = (a, o) => a === '/api/state' ? new Promise(() => {}) : fetchNow(a, o)"
    other.ask(f"{hold}, 0")
    studio.click('[data-act=remove][data-of="area:contacts.social-care.0"]')
    studio.wait("!document.querySelector('[data-key=\"area:contacts.social-care.2.number\"]')")
    other.type(NUMBER, "0116 496 0123")
    told = f"{other.field(NUMBER)}.querySelector('.fault').textContent"
    other.wait(f"{told}.includes('“0116 305 0005”')")


def test_what_somebody_else_saved_is_in_the_fields_after_a_save(studio: StudioTab) -> None:
    file = studio.folder / FILE
    studio.edit("en-GB", "flyer-a5")
    studio.type_whole(QUESTION, "Do you see it?")
    file.write_text(file.read_text().replace("Spot the Signs", "Know the Signs"))
    saved(studio)
    is_in(studio, "Know the Signs", SIGNS)
    studio.ask(f"{studio.input(SIGNS)}.focus() || {studio.input(SIGNS)}.setSelectionRange(99, 99)")
    studio.tab.call("Input.insertText", text=" of it")
    studio.wait(f"({HAS})({json.dumps(SIGNS)}, 'Know the Signs of it')")


def test_words_that_a_killed_studio_had_not_kept_are_sent_to_the_next(
    tab: Browser, tmp_path: Path
) -> None:
    folder = copy_project(tmp_path)
    port = free_port()
    with running(folder, "--port", port) as address:
        studio = StudioTab(tab, address, folder)
        studio.edit("en-GB", "flyer-a5")
        studio.type_whole(QUESTION, "Do you")
        studio.type_whole(QUESTION, "Do you see it?")
    for draft in (folder / ".cease/studio/drafts").glob("*/*.json"):
        draft.write_text(draft.read_text().replace("Do you see it?", "Do you"))  # kept too early
    with running(folder, "--port", port) as address:
        opening = json.dumps(address)
        studio.ask(f"fetch({opening}).then(() => 0)")  # as another tab of the browser opens it
        studio.wait(f"({HAS})({json.dumps(QUESTION)}, 'Do you see it?')")
        assert "text: Do you see it?\n" in saved(studio)


def free_port() -> str:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return str(found.getsockname()[1])


@pytest.mark.parametrize(("button", "kept"), [(0, "Melton"), (1, "Oadby")])
def test_one_of_two_lists_of_contacts_is_chosen(studio: StudioTab, button: int, kept: str) -> None:
    contacts = "area:contacts.social-care"
    studio.edit("en-GB", "flyer-a5")
    studio.click(f'[data-act=add][data-of="{contacts}"]')
    studio.wait(f"document.activeElement.closest('[data-key=\"{contacts}.3.place\"]')")
    studio.type_whole(f"{contacts}.3.place", "Melton")
    studio.type_whole(f"{contacts}.3.number", "0116 496 0123")
    file = studio.folder / AREA
    row = "    - place: Oadby\n      number: 0116 496 0777\n"
    file.write_text(file.read_text().replace("01572 758 407\n", f"01572 758 407\n{row}"))
    studio.click("#save")
    studio.wait(f"{DIALOG}.open")
    assert "Rutland, 01572 758 407; Melton, 0116 496 0123" in studio.ask(f"{DIALOG}.textContent")
    studio.ask(f"{DIALOG}.querySelectorAll('form button')[{button}].click()")
    studio.wait("document.getElementById('kept').textContent.startsWith('Saved')")
    is_in(studio, kept, f"{contacts}.3.place")
    text = file.read_text()
    assert [name in text for name in ("Melton", "Oadby")] == [kept == "Melton", kept == "Oadby"]


def test_two_windows_keep_what_is_typed_while_the_studio_is_stopped(
    tab: Browser, tmp_path: Path
) -> None:
    folder = copy_project(tmp_path)
    with running(folder) as address:
        studio = StudioTab(tab, address, folder)
        studio.edit("en-GB", "flyer-a5")
        other = window_beside(studio)
        other.edit("en-GB", "flyer-a5")
    other.type(QUESTION, "Do you see it?")
    kept = "Object.values(localStorage).join()"
    other.wait(f"{kept}.includes('Do you see it?')")
    studio.tab.call("Page.bringToFront")
    studio.type(SIGNS, "Signs of it")
    studio.wait(f"{kept}.includes('Signs of it')")
    assert "Do you see it?" in studio.ask(kept)
    studio.ask("localStorage.clear()")
    other.tab.call("Page.close")
