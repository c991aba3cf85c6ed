"""The whole way of somebody who corrects a number for print, from the first screen to a file that
passes every check, in a real browser. Each step follows what the screen offers."""

import base64
import difflib
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.studio.bringing import printed
from tests.studio.studio_tab import AREA, NUMBER, StudioTab
from tests.typeset import shipped

PIECE = f"{shipped.CAMPAIGN}/ur/{shipped.AREA}/flyer-a5"
OLD, WRONG, NEW = "0116 252 7000", "0116 49", "0116 496 0123"
SAID = "document.getElementById('kept').textContent"


class Journey:
    """Somebody at the studio, step by step."""

    def __init__(self, studio: StudioTab) -> None:
        self.studio = studio
        self.file = studio.folder / AREA
        self.before = self.file.read_text()

    def chooses_the_urdu_flyer(self) -> None:
        studio = self.studio
        studio.wait("document.readyState == 'complete' && document.getElementById('language')")
        studio.ask("document.getElementById('language').value = 'ur'")
        studio.click("#show")
        self.studio.follow(f'a[href^="/edit/{PIECE}"]')
        studio.wait("document.body.dataset.ready")
        assert studio.ask("document.querySelector('textarea[lang=ur]').dir") == "rtl"

    def sees_the_number_on_the_page(self) -> None:
        studio = self.studio
        studio.click("#sides button:last-child")
        studio.wait(f"document.querySelector('.words[data-key=\"{NUMBER}\"]')")
        studio.type(NUMBER, NEW)
        studio.wait(printed(NEW))
        assert self.file.read_text() == self.before

    def meets_an_error_and_mends_it(self) -> None:
        studio = self.studio
        studio.type(NUMBER, WRONG)
        fault = f"{studio.field(NUMBER)}.querySelector('.fault')"
        studio.wait(f"!{fault}.hidden && {fault}.textContent.includes('{WRONG}')")
        studio.click("#save")
        studio.wait("!document.querySelector('#fields > .summary').hidden")
        assert self.file.read_text() == self.before
        studio.type(NUMBER, NEW)
        studio.wait(f"{fault}.hidden")

    def saves(self) -> None:
        self.studio.click("#save")
        self.studio.wait(f"{SAID}.startsWith('Saved')")
        lines = difflib.ndiff(self.before.splitlines(), self.file.read_text().splitlines())
        changed = [line for line in lines if line[0] in "+-"]
        assert changed == [f"-       number: {OLD}", f"+       number: {NEW}"]

    def reads_the_proof_and_approves_it(self) -> None:
        studio = self.studio
        self.studio.follow(f'a[href^="/proof/{PIECE}"]')
        studio.wait("!document.getElementById('proof').hidden")
        assert NEW in studio.ask("document.getElementById('values').textContent")
        assert not [*self.records()]
        studio.ask("document.getElementById('by').focus()")
        studio.tab.call("Input.insertText", text="A. Reader")
        studio.click("#approve button")
        studio.wait("document.getElementById('recorded').textContent.includes('A. Reader')")
        (record,) = self.records()
        assert "A. Reader" in record.read_text()

    def records(self) -> list[Path]:
        """The files of approvals for the area."""
        return [*self.studio.folder.glob(f"content/**/approvals/**/*{shipped.AREA}*.yaml")]

    def takes_the_file_for_the_print_shop(self, into: Path) -> Path:
        studio = self.studio
        studio.visit(f"/?language=ur&area={shipped.AREA}")
        self.studio.follow(f'a[href="/take/{PIECE}"]')
        link = "document.querySelector('[data-place=shop] .offer a[href]')"
        studio.wait(link)
        data = studio.ask(
            f"fetch({link}.href).then((answer) => answer.blob())"
            ".then((data) => new Promise((done) => { const reader = new FileReader();"
            " reader.onload = () => done(reader.result); reader.readAsDataURL(data); }))"
        )
        file = into / "taken"
        file.write_bytes(base64.b64decode(data.partition(",")[2]))
        return file


def passes_every_check(file: Path) -> bool:
    """Whether `cease check` passes a PDF, or the one in a zip."""
    if zipfile.is_zipfile(file):
        with zipfile.ZipFile(file) as parcel:
            names = [each for each in parcel.namelist() if each.endswith(".pdf")]
            name = min((each for each in names if "--press" in each), key=len)
            file = Path(parcel.extract(name, file.parent))
    check = [sys.executable, "-m", "generator", "check", str(file)]
    return subprocess.run(check, check=False).returncode == 0


@pytest.mark.slow
@pytest.mark.timeout(400)  # it makes a proof and every edition of a piece
def test_somebody_corrects_a_number_and_takes_the_right_file(
    studio: StudioTab, tmp_path: Path
) -> None:
    journey = Journey(studio)
    journey.chooses_the_urdu_flyer()
    journey.sees_the_number_on_the_page()
    journey.meets_an_error_and_mends_it()
    journey.saves()
    journey.reads_the_proof_and_approves_it()
    file = journey.takes_the_file_for_the_print_shop(tmp_path)
    assert passes_every_check(file)
