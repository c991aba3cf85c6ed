"""The slug: the line outside the trimmed page that identifies the sheet."""

from collections.abc import Iterable
from typing import Final

from generator.cache import Cache, Inputs, frozen_inputs
from generator.colour import Colour
from generator.content.document import Document
from generator.fonts import FontFile
from generator.page import Artwork, GlyphRun
from generator.press import REGISTRATION, inks
from generator.typeset.shape import label

SIZE: Final = 6.5  # pt
DRAFT: Final = "DRAFT: TRANSLATION NOT REVIEWED"
EASY_DRAFT: Final = "DRAFT: EASY WORDING NOT REVIEWED"
TEST: Final = "TEST: NOT FOR PRINT"


def slugs(
    artwork: Artwork,
    document: Document,
    file: str,
    edition: str,
    printer: str,
    font: FontFile | None,
    said: Iterable[str] = (),
    *,
    cache: Cache,
) -> list[list[GlyphRun]]:
    """The entries of each page: file, page, edition, printer if it has one, campaign with its
    version, date of the words, language, and the plates, each in its own ink. Before and after them
    stands what is `said` of drafts and test areas. The last is the area, which alone differs from
    file to file of a batch. There are none without a Latin font."""
    if font is None:
        return [[] for _ in artwork.pages]

    def entry(words: str, ink: Colour = REGISTRATION) -> GlyphRun:
        return cache.get(SlugEntryInputs(words, font, ink))

    warnings = [entry(words) for words in said]
    common = (
        f"edition {edition}",
        *((f"printer {printer}",) if printer else ()),
        f"{document.campaign}, version {document.version}",
        document.date,
        document.language,
    )
    plates = [entry(ink.name, ink) for ink in inks(artwork, cache)]
    count = len(artwork.pages)
    return [
        [
            *warnings,
            *map(entry, (file, f"page {number} of {count}: {page.name}", *common)),
            *plates,
            *warnings,
            entry(document.area),
        ]
        for number, page in enumerate(artwork.pages, 1)
    ]


@frozen_inputs
class SlugEntryInputs(Inputs[GlyphRun]):
    """An entry at 0, 0. Most stand on every sheet of a batch."""

    words: str
    font: FontFile
    ink: Colour

    def make(self, cache: Cache) -> GlyphRun:
        return label(self.words, self.font, SIZE, self.ink)

    def result_size(self, result: GlyphRun) -> int:
        return 200 * len(result.clusters)
