"""Makes the pictures of docs/studio.md and of the README: the studio as it is, in a real browser.

python -m tests.studio.pictures PICTURES
"""

from __future__ import annotations

import base64
import io
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec import Struct
from PIL import Image

from tests.browser import Browser, browser
from tests.studio.bringing import Brings
from tests.studio.states_of_pieces import choose, edit_error, take
from tests.studio.studio_tab import NUMBER, StudioTab, running
from tests.typeset import shipped

WIDTH, HEIGHT, SCALE = 1280, 860, 0.75
QUIET = 2  # seconds until what follows typing has come
COLOURS = 128  # of a picture, so that it stays small


class Picture(Struct, frozen=True):
    """A picture: how the screen comes about, and its height in CSS px."""

    brings: Brings
    height: int = HEIGHT
    scheme: str = "light"


@contextmanager
def edited(studio: StudioTab) -> Iterator[None]:
    """The flyer in Urdu, with the caret in a number."""
    studio.edit("ur", "flyer-a5")
    show_number(studio)
    yield


def show_number(studio: StudioTab) -> None:
    studio.ask(f"{studio.input(NUMBER)}.focus()")
    studio.ask(f"{studio.input(NUMBER)}.scrollIntoView({{block: 'center'}})")
    time.sleep(QUIET)


@contextmanager
def mistaken(studio: StudioTab) -> Iterator[None]:
    """The same with a digit too few."""
    with edit_error(studio):
        show_number(studio)
        yield


@contextmanager
def area(studio: StudioTab) -> Iterator[None]:
    """The form of the shipped area."""
    studio.visit(f"/area/{shipped.AREA}")
    studio.wait("document.querySelector('aside svg, aside img')")
    yield


PICTURES = {
    "studio-choose.png": Picture(choose, 1000),
    "studio-area.png": Picture(area, 1000),
    "studio-edit.png": Picture(edited),
    "studio-mistake.png": Picture(mistaken),
    "studio-take.png": Picture(take, 1000),
}


def save(tab: Browser, path: Path, height: int) -> None:
    """What the window shows, in few colours."""
    clip = {"x": 0, "y": 0, "width": WIDTH, "height": height, "scale": SCALE}
    shown = tab.call("Page.captureScreenshot", clip=clip)
    with Image.open(io.BytesIO(base64.b64decode(shown["data"]))) as taken:
        few = taken.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(path, optimize=True)


def pictures(into: Path) -> None:
    into.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as place, browser() as tab:
        folder = Path(place, "leaflets")
        for room in ("content", "layouts"):
            shutil.copytree(shipped.ROOT / room, folder / room)
        tab.screen(WIDTH, HEIGHT)
        with running(folder) as address:
            studio = StudioTab(tab, address, folder)
            for name, one in PICTURES.items():
                tab.screen(WIDTH, one.height, one.scheme)
                with one.brings(studio):
                    save(tab, into / name, one.height)


if __name__ == "__main__":
    pictures(Path(sys.argv[1]))
