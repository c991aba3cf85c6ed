"""The studio in a real browser: words are typed, seen on the page, and saved to their files."""

from tests.studio.bringing import printed
from tests.studio.studio_tab import AREA, NUMBER, StudioTab


def test_a_number_is_corrected_on_the_page_and_in_its_file(studio: StudioTab) -> None:
    file = studio.folder / AREA
    before = file.read_text()
    studio.edit("ur", "flyer-a5")
    studio.click("#sides button:last-child")
    studio.wait("document.querySelector('#sides button:last-child').ariaPressed == 'true'")
    studio.type(NUMBER, "0116 496 0123")
    studio.wait(printed("0116 496 0123"))
    studio.click("#save")
    studio.wait("document.getElementById('kept').textContent.startsWith('Saved')")
    assert file.read_text() == before.replace("0116 252 7000", "0116 496 0123")
    studio.click("#undo")
    studio.wait(f"{studio.input(NUMBER)}.value == '0116 252 7000'")


def test_a_click_on_words_goes_to_their_field(studio: StudioTab) -> None:
    studio.edit("ur", "flyer-a5")
    box = f"document.querySelector('.words[data-key=\"{NUMBER}\"]')"
    studio.click("#sides button:last-child")
    studio.wait(box)
    studio.ask(f"{box}.dispatchEvent(new MouseEvent('click', {{bubbles: true}}))")
    assert studio.ask(f"document.activeElement == {studio.input(NUMBER)}")
    assert studio.ask(f"{box}.classList.contains('here')")


def test_a_mistake_is_told_at_its_field_and_the_page_stays(studio: StudioTab) -> None:
    studio.edit("ur", "flyer-a5")
    pages = studio.ask("document.querySelectorAll('svg.page').length")
    studio.type(NUMBER, "0116 49")
    fault = f"{studio.field(NUMBER)}.querySelector('.fault')"
    studio.wait(f"!{fault}.hidden")
    assert not studio.ask(f"{studio.field(NUMBER)}.querySelector('.good')?.checkVisibility()")
    described = studio.ask(f"{studio.input(NUMBER)}.getAttribute('aria-describedby')")
    assert described == studio.ask(f"{fault}.id")
    assert studio.ask("document.querySelectorAll('svg.page').length") == pages
    studio.type(NUMBER, "0116 496 0123")
    studio.wait(f"{fault}.hidden")


def test_a_page_that_cannot_be_shown_says_why(studio: StudioTab) -> None:
    studio.edit("en-GB", "flyer-a5")
    studio.type_whole(NUMBER, "0116 252")
    studio.wait(f"!{studio.field(NUMBER)}.querySelector('.fault').hidden")
    studio.edit("en-GB", "flyer-a5")
    studio.wait("document.getElementById('pages').textContent.includes('is mended')")
    studio.type(NUMBER, "0116 496 0123")
    studio.wait("document.querySelector('svg.page')")


def test_two_wordings_are_shown_side_by_side(studio: StudioTab) -> None:
    file = studio.folder / AREA
    studio.edit("ur", "flyer-a5")
    studio.type(NUMBER, "0116 496 0123")
    theirs = file.read_text().replace("0116 252 7000", "0116 496 0777")
    file.write_text(theirs)
    studio.click("#save")
    studio.wait("document.getElementById('conflicts').open")
    words = studio.ask("[...document.querySelectorAll('.both p')].map((each) => each.textContent)")
    assert words == ["0116 496 0123", "0116 496 0777"]
    studio.click(".both button")
    studio.wait("document.getElementById('kept').textContent.startsWith('Saved')")
    assert file.read_text() == theirs.replace("0116 496 0777", "0116 496 0123")
