"""The fields of the editor in a real browser."""

import json

from tests.studio.fields_desk import WORDS
from tests.studio.studio_tab import AREA, NUMBER, StudioTab

CONTACTS = "area:contacts.social-care"
QUESTION = "blocks.question.text"


def shown(key: str, part: str) -> str:
    """The script for a part of a field."""
    field = f"[data-key={json.dumps(key)}]"
    return f"document.querySelector({json.dumps(f'{field} {part}')})"


def act(studio: StudioTab, what: str, key: str) -> None:
    """Click what does something with what stands at a key."""
    studio.click(f"[data-act={what}][data-of={json.dumps(key)}]")


def saved(studio: StudioTab) -> None:
    studio.click("#save")
    studio.wait("document.getElementById('kept').textContent.startsWith('Saved')")


def test_a_contact_is_added_and_taken_back_in_one_step(studio: StudioTab) -> None:
    file = studio.folder / AREA
    before = file.read_text()
    studio.edit("ur", "flyer-a5")
    act(studio, "add", CONTACTS)
    studio.wait(f"document.activeElement.closest('[data-key=\"{CONTACTS}.3.place\"]')")
    studio.type(f"{CONTACTS}.3.place", "North Moor")
    studio.type(f"{CONTACTS}.3.number", "0116 496 0123")
    good = shown(f"{CONTACTS}.3.number", ".good")
    studio.wait(f"{good}?.textContent.includes('0116 496 0123')")
    assert studio.ask(f"{studio.input(f'{CONTACTS}.3.number')} == document.activeElement")
    saved(studio)
    lines = "    - place: North Moor\n      number: 0116 496 0123\n"
    assert file.read_text() == before.replace("01572 758 407\n", f"01572 758 407\n{lines}")
    act(studio, "remove", f"{CONTACTS}.1")
    studio.wait(f"!document.querySelector('[data-key=\"{CONTACTS}.3.place\"]')")
    studio.click("#undo")
    studio.wait(f"document.querySelector('[data-key=\"{CONTACTS}.3.place\"]')")
    assert studio.ask(f"{studio.input(f'{CONTACTS}.1.number')}.value") == "0116 305 0005"


def test_a_mistake_in_a_number_waits_until_the_field_is_left(studio: StudioTab) -> None:
    studio.edit("ur", "flyer-a5")
    studio.type(NUMBER, "0116 49")
    studio.click("#save")
    studio.wait("!document.querySelector('.summary').hidden")
    assert studio.ask("document.activeElement.classList.contains('summary')")
    link = "document.querySelector('.summary a')"
    assert "Contact 1: Leicester City: Number" in studio.ask(f"{link}.textContent")
    studio.ask(f"{link}.click()")
    assert studio.ask(f"document.activeElement == {studio.input(NUMBER)}")
    assert studio.ask(f"{studio.input(NUMBER)}.getAttribute('aria-invalid')") == "true"


def test_words_are_signed_off_and_changed_again(studio: StudioTab) -> None:
    english = studio.folder / f"{WORDS}/en-GB.yaml"
    english.write_text(english.read_text().replace("Could you spot the", "Could you see the"))
    urdu, key = studio.folder / f"{WORDS}/ur.yaml", f"ur:{QUESTION}"
    studio.edit("ur", "flyer-a5")
    assert studio.ask(f"{shown(key, '.tag')}.textContent") == "English changed"
    assert studio.ask(f"{shown(key, 'del')}.textContent") == "spot"
    assert studio.ask(f"{shown(key, 'ins')}.textContent") == "see"
    assert studio.ask(f"getComputedStyle({studio.input(key)}).direction") == "rtl"
    studio.wait(
        "document.fonts.ready.then((all) => [...all].filter("
        "(font) => font.family.startsWith('cease-') && font.status == 'loaded').length)"
    )
    box = "document.querySelector('[data-sign=\"ur:blocks.question\"]')"
    studio.ask(f"{box}.click()")
    reader = f"{box}.closest('.signing').querySelector('.reader input')"
    assert studio.ask(f"document.activeElement == {reader}")
    studio.ask(f"{reader}.value = 'A. Reader'")
    studio.press("Enter")
    studio.wait(f"{box}.defaultChecked")
    assert studio.ask(f"{shown(key, '.tag')} == null")
    saved(studio)
    assert "reviewed_by: A. Reader" in urdu.read_text()
    words = studio.ask(f"{studio.input(key)}.value")
    studio.type(key, words[:-1])
    studio.wait("document.querySelector('.signing .aside')?.textContent.includes('A. Reader')")
    studio.wait(f"!{box}.checked")


def test_a_change_of_the_english_asks_what_it_means(studio: StudioTab) -> None:
    key = f"campaign:{QUESTION}"
    studio.edit("en-GB", "flyer-a5")
    studio.type(key, "Could you see the signs?")
    studio.wait(shown(key, "[data-act=same]"))
    act(studio, "changed", key)
    studio.wait(f"{shown(key, '.asked')}.textContent.includes('16 languages')")
    act(studio, "same", key)
    studio.wait(f"{shown(key, '.asked')}.textContent.includes('16 translations')")
    saved(studio)
    studio.edit("ur", "flyer-a5")
    assert studio.ask(f"{shown(f'ur:{QUESTION}', '.tag')} == null")


def test_fields_that_come_late_do_not_take_a_new_row_away(studio: StudioTab) -> None:
    """They were asked for before the row was added."""
    studio.edit("en-GB", "flyer-a5")
    studio.ask(
        "globalThis.late = 0, globalThis.plain = fetch, globalThis.fetch = async (to, ...rest) => {"
        " const answer = await plain(to, ...rest);"
        " if (late || !String(to).includes('/api/fields')) return answer;"
        " late = 1; await new Promise(done => setTimeout(done, 3000)); late = 2; return answer }"
    )
    studio.type(f"campaign:{QUESTION}", "Could you?")
    studio.wait("late === 1")
    act(studio, "add", CONTACTS)
    added = f"Boolean(document.querySelector('[data-key=\"{CONTACTS}.3.place\"]'))"
    studio.wait(added)
    assert studio.ask("late") == 1
    studio.wait("late === 2")
    studio.wait("new Promise(done => setTimeout(() => done(true), 100))")
    assert studio.ask(added)
