"""The studio in a real browser: words are typed, seen on the page, and saved to their files."""

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.browser import Browser, browser
from tests.outside_programs import needs
from tests.typeset import shipped

AREA = f"content/areas/{shipped.AREA}.yaml"
KEY = "area:contacts.social-care.0.number"
EDITOR = f"edit/{shipped.CAMPAIGN}/ur/{shipped.AREA}/flyer-a5"


@pytest.fixture(scope="module")
def tab() -> Iterator[Browser]:
    needs("chromium")
    with browser() as found:
        found.screen(1280, 900)
        yield found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for room in ("content", "layouts"):
        shutil.copytree(shipped.ROOT / room, tmp_path / room)
    area = tmp_path / AREA
    area.write_text(f"{area.read_text()}test: true\n")  # or Ofcom's numbers are refused
    return tmp_path


@pytest.fixture
def address(folder: Path) -> Iterator[str]:
    """Where a studio of the project opens, once."""
    command = [sys.executable, "-m", "generator", "studio", "--no-browser"]
    with subprocess.Popen(
        [*command, "--project", str(folder)], stdout=subprocess.PIPE, text=True
    ) as studio:
        assert studio.stdout
        line = studio.stdout.readline()
        yield line.split()[-1]
        studio.terminate()


def go(tab: Browser, address: str) -> None:
    tab.call("Page.navigate", url=address)
    waited(tab, f"document.readyState == 'complete' && location.href.startsWith('{address[:20]}')")


def waited(tab: Browser, condition: str) -> None:
    """Wait until a condition holds in the page; 30 seconds at most."""
    end = time.monotonic() + 30
    while time.monotonic() < end:
        with suppress(AssertionError):  # while the page changes, nothing can be asked
            if tab.asked(f"Boolean({condition})"):
                return
        time.sleep(0.05)
    said = tab.asked("document.getElementById('kept').textContent")
    raise AssertionError(f"never: {condition[:300]}, but {said!r}")


def edited(tab: Browser, address: str) -> None:
    """Open the editor of the Urdu flyer."""
    go(tab, address)
    base = address.split("/open", maxsplit=1)[0]
    waited(tab, f"location.href == '{base}/'")
    go(tab, f"{base}/{EDITOR}")
    waited(tab, "document.body.dataset.ready")


def typed(tab: Browser, key: str, text: str) -> None:
    """Type words into a field, one letter after another."""
    tab.asked(
        f"document.getElementById({key!r}).select() || document.getElementById({key!r}).focus()"
    )
    for letter in text:
        tab.call("Input.insertText", text=letter)


def test_a_number_is_corrected_on_the_page_and_in_its_file(
    tab: Browser, address: str, folder: Path
) -> None:
    before = (folder / AREA).read_text()
    edited(tab, address)
    drawn = "document.getElementById('pages').innerHTML"
    was = tab.asked(drawn)
    typed(tab, KEY, "0116 496 0123")
    waited(tab, f"{drawn} != {json.dumps(was)}")
    tab.asked("document.getElementById('save').click()")
    waited(tab, "document.getElementById('kept').textContent.startsWith('Saved')")
    after = (folder / AREA).read_text()
    assert after == before.replace("0116 252 7000", "0116 496 0123")
    tab.asked("document.getElementById('undo').click()")
    waited(tab, f"document.getElementById({KEY!r}).value == '0116 252 7000'")


def test_a_click_on_words_goes_to_their_field(tab: Browser, address: str) -> None:
    edited(tab, address)
    box = f"document.querySelector('.words[data-key=\"{KEY}\"]')"
    tab.asked(f"{box}.dispatchEvent(new MouseEvent('click', {{bubbles: true}}))")
    assert tab.asked("document.activeElement.id") == KEY
    assert tab.asked(f"{box}.classList.contains('here')")


def test_a_mistake_is_told_at_its_field_and_the_page_stays(tab: Browser, address: str) -> None:
    edited(tab, address)
    pages = tab.asked("document.querySelectorAll('svg.page').length")
    typed(tab, KEY, "0116 49")
    fault = f"document.getElementById('fault:{KEY}')"
    waited(tab, f"!{fault}.hidden")
    assert tab.asked(f"document.getElementById({KEY!r}).getAttribute('aria-describedby')")
    assert tab.asked("document.querySelectorAll('svg.page').length") == pages
    typed(tab, KEY, "0116 496 0123")
    waited(tab, f"{fault}.hidden")


def test_two_wordings_are_shown_side_by_side(tab: Browser, address: str, folder: Path) -> None:
    edited(tab, address)
    typed(tab, KEY, "0116 496 0123")
    theirs = (folder / AREA).read_text().replace("0116 252 7000", "0116 496 0777")
    (folder / AREA).write_text(theirs)
    tab.asked("document.getElementById('save').click()")
    waited(tab, "document.getElementById('conflicts').open")
    words = tab.asked("[...document.querySelectorAll('.both p')].map((each) => each.textContent)")
    assert words == ["0116 496 0123", "0116 496 0777"]
    tab.asked("document.querySelector('.both button').click()")
    waited(tab, "document.getElementById('kept').textContent.startsWith('Saved')")
    assert (folder / AREA).read_text() == theirs.replace("0116 496 0777", "0116 496 0123")
