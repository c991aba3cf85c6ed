"""Draws what the keys of layouts do, for docs: `python -m tools.layout_pictures FOLDER`. Each
picture is a part of a shipped piece, in shipped words or in those given here."""

import sys
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any, Final, NamedTuple

import pypdfium2

from generator import Project
from generator.units import MM_PER_PT

ROOT: Final = Path(__file__).parents[1]
WORDS: Final = "content/kayleighs-love-story/en-GB.yaml"
# Short words and long ones in place of the conversation, to show what grows and what gives way.
SHORT: Final = (
    ("We will have to meet up some time :) x x", "Hi :)"),
    ("Yep sound good lol x x", "Ok"),
)
LONG: Final = (
    (
        "We will have to meet up some time :) x x",
        "We will have to meet up some time when nobody else is about, you know :) x x",
    ),
    ("Yep sound good lol x x", "Yep sound good lol, any time after school is fine for me x x"),
)


class Shown(NamedTuple):
    """A part of a page: left, top, right and bottom in mm of the trimmed page, and pixels per
    inch. `words` are pairs of the campaign's words and others in their place."""

    name: str
    layout: str
    box: tuple[float, float, float, float]
    page: int = 1
    language: str = "en-GB"
    edition: str = "office"
    dpi: int = 72
    words: tuple[tuple[str, str], ...] = ()


DRAWN: Final = (
    Shown("text", "leaflet-dl-6pp", (197, 140, 297, 210)),
    Shown("rule", "flyer-a5", (0, 0, 148, 30)),
    Shown("list", "flyer-a5", (0, 0, 148, 77), 2),
    Shown("messages", "flyer-a5", (0, 20, 148, 152)),
    Shown("bubbles", "leaflet-dl-6pp", (100, 0, 200, 210), 2, dpi=50),
    Shown("tail-bubble", "poster-signs", (0, 185, 148, 350), dpi=40),
    Shown("bubble", "flyer-a5", (0, 72, 148, 180), 2),
    Shown("acrostic", "leaflet-dl-6pp", (97, 0, 197, 100)),
    Shown("field", "poster-signs", (0, 0, 297, 182), dpi=40),
    Shown("code", "leaflet-dl-6pp", (97, 110, 197, 210)),
    Shown("no-imprint", "leaflet-dl-6pp", (97, 0, 197, 210), dpi=50),
    Shown("code-fitted", "poster-story", (0, 285, 297, 420), dpi=50),
    Shown("contacts", "leaflet-dl-6pp", (200, 51, 297, 144), 2),
    Shown("columns", "flyer-a5", (0, 107, 148, 174), 2),
    Shown("band", "leaflet-a5-4pp", (0, 0, 148.5, 90)),
    Shown("clearances", "leaflet-dl-6pp", (0, 0, 100, 210), language="ur"),
    Shown("outdent", "leaflet-a5-4pp", (148.5, 152, 297, 210)),
    Shown("fitted", "poster-story", (0, 0, 297, 420), language="zh-Hans", dpi=40),
    Shown("wrap", "leaflet-dl-6pp", (197, 0, 297, 210), language="pl"),
    Shown("fit-short", "flyer-a5", (0, 0, 148, 210), dpi=50, words=SHORT),
    Shown("fit-long", "flyer-a5", (0, 0, 148, 210), dpi=50, words=LONG),
    Shown("together", "leaflet-a5-4pp", (0, 0, 148.5, 210), 2, dpi=50),
    Shown("together-pl", "leaflet-a5-4pp", (0, 0, 148.5, 210), 2, language="pl", dpi=50),
    Shown("hug", "poster-signs", (0, 0, 297, 182), language="pl", dpi=40),
    Shown("tight", "flyer-a5", (0, 0, 148, 210), 2, language="so"),
    Shown("told", "leaflet-dl-6pp", (0, 0, 100, 210), 2, edition="screen", dpi=50),
)


def words(changes: tuple[tuple[str, str], ...]) -> Mapping[str, Any]:
    """The campaign's file with other words, if there are any."""
    text = (ROOT / WORDS).read_text("utf-8")
    for old, new in changes:
        if old not in text:
            raise ValueError(f"{WORDS} has no {old!r}")
        text = text.replace(old, new)
    return {WORDS: text} if changes else {}


def draw(shown: Shown, out: Path) -> None:
    project = Project.from_data(words(shown.words), ROOT)
    piece = project.build(shown.layout, edition=shown.edition, language=shown.language)
    page = pypdfium2.PdfDocument(BytesIO(piece.data))[shown.page - 1]
    picture = page.render(scale=shown.dpi / 72).to_pil()
    box = tuple(round(length / MM_PER_PT * shown.dpi / 72) for length in shown.box)
    left, top, right, bottom = box
    picture.crop((left, top, min(right, picture.width), min(bottom, picture.height))).save(
        out / f"{shown.name}.png"
    )


def main() -> None:
    out = Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    for shown in DRAWN:
        draw(shown, out)


if __name__ == "__main__":
    main()
