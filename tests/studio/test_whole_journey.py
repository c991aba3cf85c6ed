"""The whole way of somebody who corrects a number for print, from the first screen to a file that
passes every check, in a real browser. Each step follows what the screen offers."""

import difflib
import json
from pathlib import Path

import pytest

from tests.studio.studio_tab import AREA, NUMBER, StudioTab
from tests.typeset import shipped

PIECE = f"{shipped.CAMPAIGN}/ur/{shipped.AREA}/flyer-a5"
OLD, WRONG, NEW = "0116 252 7000", "0116 49", "0116 496 0123"
DRAWN = "document.getElementById('pages').innerHTML"
SAID = "document.getElementById('kept').textContent"


class Journey:
    """Somebody at the studio, step by step."""

    def __init__(self, studio: StudioTab) -> None:
        self.studio = studio
        self.file = studio.folder / AREA
        self.before = self.file.read_text()

    def follow(self, link: str) -> None:
        """Follow a link that the screen has, and wait for the next screen."""
        self.studio.wait(f"document.querySelector({json.dumps(link)})")
        self.studio.click(link)

    def chooses_the_urdu_flyer(self) -> None:
        studio = self.studio
        studio.ask("document.getElementById('language').value = 'ur'")
        studio.click("#show")
        self.follow(f'a[href^="/edit/{PIECE}"]')
        studio.wait("document.body.dataset.ready")
        assert studio.ask("document.querySelector('textarea[lang=ur]').dir") == "rtl"

    def sees_the_number_on_the_page(self) -> None:
        studio = self.studio
        studio.click("#sides button:last-child")
        studio.wait(f"document.querySelector('.words[data-key=\"{NUMBER}\"]')")
        was = studio.ask(DRAWN)
        studio.type(NUMBER, NEW)
        studio.wait(f"{DRAWN} != {json.dumps(was)}")
        assert self.file.read_text() == self.before

    def meets_an_error_and_mends_it(self) -> None:
        studio = self.studio
        studio.type(NUMBER, WRONG)
        fault = f"{studio.field(NUMBER)}.querySelector('.fault')"
        studio.wait(f"!{fault}.hidden")
        words = studio.ask(f"{fault}.textContent")
        assert WRONG in words
        studio.click("#save")
        studio.wait(f"{SAID} && !{SAID}.startsWith('Saved')")
        assert self.file.read_text() == self.before
        studio.type(NUMBER, NEW)
        studio.wait(f"{fault}.hidden")

    def saves(self) -> None:
        self.studio.click("#save")
        self.studio.wait(f"{SAID}.startsWith('Saved')")
        lines = difflib.ndiff(self.before.splitlines(), self.file.read_text().splitlines())
        changed = [line for line in lines if line[0] in "+-"]
        assert changed == [f"-       number: {OLD}", f"+       number: {NEW}"]


@pytest.mark.slow
def test_somebody_corrects_a_number_and_takes_the_right_file(
    studio: StudioTab, tmp_path: Path
) -> None:
    journey = Journey(studio)
    journey.chooses_the_urdu_flyer()
    journey.sees_the_number_on_the_page()
    journey.meets_an_error_and_mends_it()
    journey.saves()
