"""The slug: the line outside the trimmed page that says what the sheet is."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from generator.colour import Cmyk, Colour
from generator.content.document import Document
from generator.fonts import FontFile
from generator.page import Artwork, GlyphRun
from generator.press import REGISTRATION, plates
from generator.typeset.shape import shape

SIZE: Final = 6.5  # pt
DRAFT: Final = "DRAFT: TRANSLATION NOT REVIEWED"

_INKS: Final[dict[str, Cmyk]] = {
    "Cyan": (100, 0, 0, 0),
    "Magenta": (0, 100, 0, 0),
    "Yellow": (0, 0, 100, 0),
    "Black": (0, 0, 0, 100),
}


def slugs(
    artwork: Artwork, document: Document, file: str, edition: str, font: FontFile | None
) -> list[list[GlyphRun]]:
    """Each page's entries: file, page, edition, campaign with its version, date of the words,
    language, area, and the plates, each in its own ink; before and after them, that the words
    are a draft if they are. Nothing without a Latin font."""
    if font is None:
        return [[] for _ in artwork.pages]
    draft = [_run(DRAFT, font, REGISTRATION)] if document.draft else []
    common = (
        f"{document.campaign}, version {document.version}",
        document.date,
        document.language,
        document.area,
    )
    inks = [_run(name, font, ink(name)) for name in plates(artwork)]
    count = len(artwork.pages)
    return [
        [
            *draft,
            *(
                _run(text, font, REGISTRATION)
                for text in (file, f"page {number} of {count}: {page.name}", edition, *common)
            ),
            *inks,
            *draft,
        ]
        for number, page in enumerate(artwork.pages, 1)
    ]


@lru_cache(maxsize=64)
def ink(plate: str) -> Colour:
    """The solid ink of a plate, so that its name appears on that plate alone."""
    if plate in _INKS:
        return Colour(plate, _INKS[plate], "#000000")
    return Colour(plate, (0, 0, 0, 100), "#000000", spot=plate)


@lru_cache(maxsize=1024)
def _run(text: str, font: FontFile, colour: Colour) -> GlyphRun:
    return GlyphRun(font, SIZE, 0, 0, colour, shape(text, font, "en", "Latn").clusters)
