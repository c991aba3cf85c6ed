"""A studio of a copy of the shipped project, in a tab of a real browser."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from tests.browser import Browser
from tests.typeset import shipped

AREA = f"content/areas/{shipped.AREA}.yaml"
NUMBER = "area:contacts.social-care.0.number"  # the key of the first number that is printed
CODES = {"Tab": 9, "Enter": 13, "Escape": 27, " ": 32}  # of keys that the browser acts on
# Whether the studio has these words, as the editor shows them to another window.
HAS = """async (key, words) => {
  const {campaign, language, area, layout} = document.getElementById('main').dataset;
  const body = JSON.stringify({desk: {campaign, language, area}, layout, changes: []});
  const headers = {'content-type': 'application/json'};
  const answer = await fetch('/api/refresh', {method: 'POST', headers, body});
  return (await answer.json()).changed[key] === words;
}"""
PATIENCE = 100  # seconds; a busy machine sets type slowly


def copy_project(folder: Path) -> Path:
    """The shipped project in a folder. Its area is a test, so Ofcom's numbers are allowed."""
    for room in ("content", "layouts"):
        shutil.copytree(shipped.ROOT / room, folder / room)
    area = folder / AREA
    area.write_text(f"{area.read_text()}test: true\n")
    return folder


@contextmanager
def running(folder: Path, *options: str) -> Iterator[str]:
    """The address at which a studio of a project opens, once."""
    with started(folder, "--project", str(folder), *options) as address:
        yield address


@contextmanager
def started(here: Path, *options: str) -> Iterator[str]:
    """The address at which a studio opens that is started in a folder."""
    command = [sys.executable, "-m", "generator", "studio", "--no-browser", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=here) as studio:
        assert studio.stdout
        address = next((word for word in studio.stdout.readline().split() if "//" in word), "")
        try:
            yield address
        finally:
            studio.terminate()


class StudioTab:
    """A tab that shows a studio."""

    def __init__(self, tab: Browser, address: str, folder: Path) -> None:
        self.tab, self.folder = tab, folder
        self.base = address.split("/open", maxsplit=1)[0]
        self.visit(address)
        self.wait(f"location.href == '{self.base}/' && document.readyState == 'complete'")

    def visit(self, address: str) -> None:
        """Go to an address, or to a path of the studio, and wait until it has loaded."""
        with self.next_screen():
            self.tab.call("Page.navigate", url=address if "//" in address else self.base + address)

    def edit(self, language: str, layout: str, area: str = shipped.AREA) -> None:
        """Open the editor of a piece, and wait for its pages."""
        self.visit(f"/edit/{shipped.CAMPAIGN}/{language}/{area}/{layout}")
        self.wait("document.body.dataset.ready")

    def ask(self, script: str) -> Any:
        """The value of an expression in the page, awaited."""
        return self.tab.asked(script)

    def wait(self, condition: str) -> None:
        """Wait until a condition holds in the page, or is promised to."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            with suppress(AssertionError):  # while the page changes, nothing can be asked
                if self.ask(f"Promise.resolve({condition}).then(Boolean)"):
                    return
            time.sleep(0.05)
        said = self.ask("document.querySelector('[role=status]')?.textContent")
        raise AssertionError(f"never: {condition[:300]}, but {said!r}")

    def field(self, key: str) -> str:
        """The script for the element round a field."""
        selector = f'.field[data-key="{key}"]'
        return f"document.querySelector({json.dumps(selector)})"

    def input(self, key: str) -> str:
        """The script for the input of a field."""
        return f"{self.field(key)}.querySelector('textarea, input')"

    def type(self, key: str, text: str) -> None:
        """Type words in place of those in a field, one letter after another."""
        self.ask(f"{self.input(key)}.focus() || {self.input(key)}.select()")
        for letter in text:
            self.tab.call("Input.insertText", text=letter)

    def type_whole(self, key: str, text: str) -> None:
        """The same, and wait until the studio has all of them."""
        self.type(key, text)
        self.wait(f"({HAS})({json.dumps(key)}, {json.dumps(text)})")

    def click(self, selector: str) -> None:
        """Click an element."""
        self.ask(f"document.querySelector({json.dumps(selector)}).click()")

    def follow(self, selector: str) -> None:
        """Click what leads to another screen, and wait until that screen has loaded."""
        self.wait(f"document.querySelector({json.dumps(selector)})")
        with self.next_screen():
            self.click(selector)

    @contextmanager
    def next_screen(self) -> Iterator[None]:
        """Wait until the screen to which something leads has loaded: the last one has a mark."""
        self.ask("window.isLeft = true")
        yield
        self.wait("!window.isLeft && document.readyState == 'complete'")

    def choose_file(self, selector: str, file: Path) -> None:
        """Choose a file in an input."""
        root = self.tab.call("DOM.getDocument")["root"]["nodeId"]
        found = self.tab.call("DOM.querySelector", nodeId=root, selector=selector)["nodeId"]
        self.tab.call("DOM.setFileInputFiles", nodeId=found, files=[str(file)])

    def press(
        self, key: str, *, ctrl: bool = False, shift: bool = False, alt: bool = False
    ) -> None:
        """Press a key, such as `F6` or `s`."""
        modifiers = alt + 2 * ctrl + 8 * shift
        for kind in ("rawKeyDown", "keyUp"):
            self.tab.call(
                "Input.dispatchKeyEvent", type=kind, key=key, code=key, modifiers=modifiers,
                windowsVirtualKeyCode=CODES.get(key, 0),
            )  # fmt: skip

    def said(self) -> str:
        """What the studio says of what it did."""
        return str(self.ask("document.getElementById('kept').textContent"))
