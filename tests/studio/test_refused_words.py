"""Words that no file can take, in a real browser: they stay in their field, and are told until they
are changed."""

import json

from tests.studio.studio_tab import AREA, HAS, StudioTab
from tests.typeset import shipped

QUESTION, SIGNS = "campaign:blocks.question.text", "campaign:blocks.signs.text"
LONG = "a" * 10_001  # one more than a field holds
AREA_CONTACTS = "area:contacts.social-care"
FILE = f"content/{shipped.CAMPAIGN}/en-GB.yaml"


def paste(studio: StudioTab, key: str, words: str) -> None:
    """Put words in the place of a field's, at once."""
    studio.ask(f"{studio.input(key)}.focus() || {studio.input(key)}.select()")
    studio.tab.call("Input.insertText", text=words)


def test_words_that_are_refused_are_told_until_they_are_changed(studio: StudioTab) -> None:
    before = (studio.folder / FILE).read_text()
    studio.edit("en-GB", "flyer-a5")
    told = f"{studio.field(QUESTION)}.querySelector('.fault')"
    paste(studio, QUESTION, LONG)
    studio.wait(f"{told}.textContent.includes('at most 10,000')")
    studio.type_whole(SIGNS, "Signs of it")
    assert "at most 10,000" in studio.ask(f"{told}.textContent")
    studio.click("#save")
    studio.wait("document.getElementById('kept').textContent.startsWith('Nothing is saved')")
    assert studio.ask("document.activeElement.classList.contains('summary')")
    assert (studio.folder / FILE).read_text() == before
    studio.click(f'[data-act=add][data-of="{AREA_CONTACTS}"]')  # fields are made anew
    studio.wait(f"document.activeElement.closest('[data-key^=\"{AREA_CONTACTS}.3\"]')")
    assert len(studio.ask(f"{studio.input(QUESTION)}.value")) == len(LONG)
    studio.click(f'[data-act=remove][data-of="{AREA_CONTACTS}.3"]')
    studio.wait(f"!document.querySelector('[data-key^=\"{AREA_CONTACTS}.3\"]')")
    studio.type_whole(QUESTION, "Could you?")
    studio.click("#save")
    studio.wait("document.getElementById('kept').textContent.startsWith('Saved')")
    after = before.replace("Could you spot the signs?", "Could you?")
    assert (studio.folder / FILE).read_text() == after.replace("Spot the Signs", "Signs of it")


def test_words_typed_while_a_file_is_broken_reach_it_once_it_is_mended(studio: StudioTab) -> None:
    file = studio.folder / FILE
    before = file.read_text()
    studio.edit("en-GB", "flyer-a5")
    file.write_text(before.replace("title:", "title: [", 1))
    studio.wait("!document.getElementById('disk').hidden")
    paste(studio, QUESTION, "Could you?")
    studio.click("#save")
    studio.wait("!document.querySelector('.summary').hidden")
    file.write_text(before)
    studio.wait(f"({HAS})({json.dumps(QUESTION)}, 'Could you?')")
    assert studio.ask(f"{studio.input(QUESTION)}.value") == "Could you?"
    studio.click("#save")
    studio.wait("document.getElementById('kept').textContent.startsWith('Saved')")
    assert file.read_text() == before.replace("Could you spot the signs?", "Could you?")


def test_words_typed_while_an_area_is_away_are_sent_when_it_is_back(studio: StudioTab) -> None:
    file = studio.folder / AREA
    studio.edit("en-GB", "flyer-a5")
    file.rename(file.with_suffix(".away"))
    studio.wait("document.getElementById('kept').textContent.includes('Put it back')")
    paste(studio, QUESTION, "Could you?")
    studio.wait("Object.values(localStorage).join().includes('Could you?')")
    file.with_suffix(".away").rename(file)
    studio.wait(f"({HAS})({json.dumps(QUESTION)}, 'Could you?')")
    assert studio.ask(f"{studio.input(QUESTION)}.value") == "Could you?"
