"""Rules about fonts."""

from collections.abc import Iterator

from generator.problems import counted
from ..glyphs.font_metrics import WIDTH_SLACK
from ..glyphs.font_resources import DocumentFonts
from ..painting.notes import MissingGlyphs, UnseenFont, UsedFont
from ..painting.painted_pages import PaintedPages
from .registry import Fault, at_each, rule


@rule(
    "every font in the file is embedded, but for those of words that are only there to be searched",
    "ISO 15930-7; ISO 14289-1, 7.21.4.1: fonts used for rendering",
)
def fonts_embedded(fonts: DocumentFonts, painted: PaintedPages) -> Iterator[Fault]:
    missing = [font for font in fonts.all if not font.embedded]
    unseen = _unseen(painted) if missing else frozenset[bytes]()
    for font in missing:
        if not fonts.digests(font) <= unseen:
            yield Fault(
                f"the font {font.name or 'without a name'} is not embedded",
                hint="another machine would print it in whatever font it has",
            )


def _unseen(painted: PaintedPages) -> frozenset[bytes]:
    """The digests of fonts in which words are laid over scanned pages, and none is painted."""
    unseen = {noted.detail.digest for noted in painted.noted(UnseenFont)}
    return frozenset(unseen - {noted.detail.font.digest for noted in painted.noted(UsedFont)})


@rule("fonts hold only the letters used", "practice")
def fonts_subset(fonts: DocumentFonts) -> Iterator[Fault]:
    for font in fonts.all:
        if font.embedded and not font.subset:
            yield Fault(f"the font {font.name} is embedded whole")


@rule(
    "every font says which letters its glyphs are: by a map, or by an encoding that is known",
    "ISO 32000-1, 9.10.2: else text cannot be searched, copied or read aloud",
)
def to_unicode(fonts: DocumentFonts) -> Iterator[Fault]:
    for font in fonts.all:
        if not font.letters_known:
            yield Fault(
                f"the font {font.name or 'without a name'} does not say which letters its glyphs "
                "are",
                "embed it with a ToUnicode map",
            )


@rule(
    "every letter has its glyph",
    "ISO 32000-1, 9.6.6: a code without a glyph prints as a box, or not at all",
)
def missing_glyph(painted: PaintedPages) -> Iterator[Fault]:
    for noted in painted.noted(MissingGlyphs):
        said = f"page {noted.page + 1}: text with letters that the font {noted.detail.font} lacks"
        fault = Fault(said, "set it in a font that has them")
        yield from at_each(painted.places(noted), fault)


@rule(
    "the widths the file gives for letters are those in the font",
    "ISO 32000-1, 9.7.4.3 and ISO 19005: where they differ, machines space letters differently",
)
def font_widths(painted: PaintedPages) -> Iterator[Fault]:
    seen: set[bytes] = set()
    for noted in painted.noted(UsedFont, lambda used: used.font.digest not in seen):
        font = noted.detail.font
        seen.add(font.digest)
        count, most = font.differing_widths
        if count:
            yield Fault(
                f"the font {font.name} gives {counted(count, 'letter')} another width than its "
                "outlines have",
                "embed the font anew",
                limit=f"{WIDTH_SLACK:g} thousandths of the size",
                found=f"{most:.0f} thousandths at most",
            )
