"""The standards that a file may declare, as rows, and what an edition may not ask of each.

PDF/X-4 is ISO 15930-7:2010 on PDF 1.6. PDF/X-1a:2003 is ISO 15930-4:2003 on PDF 1.4; it allows
neither transparency nor colours described by a profile or in Lab. PDF/A-2a is ISO 19005-2:2011 at
its level A, on PDF 1.7.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from generator.problems import Problem, error
from .colour_operators import SpotSpace

if TYPE_CHECKING:
    from generator.design.editions import Edition
    from .intent import OutputIntent


class PdfStandard(Struct, frozen=True):
    """The requirements and permissions of a standard: the version of PDF, the numbers of its
    colours, and the kind of output intent that describes them. `in_info` says that the Info
    dictionary names it. `namespace` is the XMP property's. `tagged` says that marks must have their
    meaning."""

    version: str
    transparency: bool
    lab: bool
    in_info: bool
    namespace: str
    colours: str = "cmyk"
    intent: str = "GTS_PDFX"
    links: bool = False
    tagged: bool = False


STANDARDS: Final[Mapping[str, PdfStandard]] = {
    "PDF/X-4": PdfStandard("1.6", True, True, False, "pdfxid"),
    "PDF/X-1a:2003": PdfStandard("1.4", False, False, True, "pdfx"),
    "PDF/A-2a": PdfStandard(
        "1.7", True, True, False, "pdfaid", "srgb", "GTS_PDFA1", links=True, tagged=True
    ),
}
# A file that declares nothing is held to nothing.
NONE: Final = PdfStandard("", True, True, False, "", links=True)


def standard(edition: Edition) -> PdfStandard:
    """The standard that an edition's files declare."""
    return STANDARDS.get(edition.standard, NONE)


def contradictions(edition: Edition, intent: OutputIntent | None) -> Iterator[Problem]:
    """Report what the edition asks for and cannot have together."""
    if edition.condition and intent is None:
        yield error(
            "condition", f'the press condition "{edition.condition}" was not given to the writer'
        )
    if not edition.standard:
        return
    kind = f"a {edition.standard} edition"
    asks = standard(edition)
    if edition.colours != asks.colours:
        yield error("edition", f"{kind} has to use {asks.colours} colours", edition.at("colours"))
    if edition.pdf_version != asks.version:
        yield error(
            "edition", f"{kind} has to have PDF version {asks.version}", edition.at("pdf_version")
        )
    if asks.tagged and not edition.tagged:
        yield error("edition", f"{kind} has to be tagged", edition.at("tagged"))
    if edition.links and not asks.links:
        yield error(
            "edition",
            f"{kind} cannot have links",
            edition.at("links"),
            "make a screen edition for them",
        )
    if intent is None and not edition.condition:
        yield error("edition", f"{kind} has to name its press condition", edition.at("condition"))


def check_inks(spaces: Iterable[SpotSpace], edition: Edition) -> Iterator[Problem]:
    """Report spot inks that the edition's standard cannot describe, and spot inks described in two
    ways: one ink is one plate, and looks one way."""
    known: dict[str, SpotSpace] = {}
    for space in sorted(set(spaces)):
        first = known.setdefault(space.ink, space)
        if first != space:
            yield error(
                "spot-ink",
                f'the spot ink "{space.ink}" is described in two ways',
                hint="give it the same `cmyk:` or `lab:` wherever it is named, or use tints of it",
            )
        if space.lab and not standard(edition).lab:
            yield error(
                "spot-ink",
                f'the spot ink "{space.ink}" is described in Lab, which {edition.standard} '
                "does not take",
                hint="give it its `cmyk:` instead, or make a PDF/X-4 edition",
            )
