"""The printer and the standard that a command may choose in place of an edition's own.

The edition's name then has both, as in `press--online--pdfx1a`.
"""

from collections.abc import Iterable, Mapping
from typing import Final, Literal

from msgspec import Struct

from .editions import Edition
from .printers import Printer

BETWEEN: Final = "--"


class Standard(Struct, frozen=True):
    """A standard to choose: its version of PDF, its colours, and whether its own preflight profile
    replaces the edition's."""

    declared: Literal["PDF/X-4", "PDF/X-1a:2003", "PDF/A-2a"]
    version: Literal["1.4", "1.6", "1.7"]
    colours: str
    tagged: bool = False
    profiles: Mapping[str, str] = {}


STANDARDS: Final[Mapping[str, Standard]] = {
    "pdfx4": Standard(
        "PDF/X-4", "1.6", "cmyk", profiles={"press-x1a": "press-coated", "pdfx1a": "pdfx4"}
    ),
    "pdfx1a": Standard(
        "PDF/X-1a:2003",
        "1.4",
        "cmyk",
        profiles={
            "press-coated": "press-x1a",
            "press-uncoated": "press-x1a",
            "press-newsprint": "press-x1a",
            "pdfx4": "pdfx1a",
        },
    ),
    "pdfa2a": Standard("PDF/A-2a", "1.7", "srgb", tagged=True),
}


def called(edition: str, choices: Iterable[str]) -> str:
    """The name of an edition with the choices for it."""
    return BETWEEN.join((edition, *choices))


def own_name(name: str) -> str:
    """The edition's own name, from a name with choices."""
    return name.partition(BETWEEN)[0]


def choices(name: str) -> tuple[str, ...]:
    """The choices in the name of an edition."""
    return tuple(name.split(BETWEEN)[1:])


def no_printer(edition: Edition) -> str:
    """Why an edition cannot have another printer; empty if it can."""
    if edition.form != "pdf":
        return f"it has no pages: it is {edition.form}"
    if edition.colours != "cmyk":
        return f"it has {edition.colours} colours, and a printer's press takes cmyk"
    return "it keeps a margin" if edition.margin else ""


def no_standard(edition: Edition, standard: Standard) -> str:
    """Why an edition cannot declare a standard; empty if it can."""
    if edition.form != "pdf":
        return f"it is no PDF: it is {edition.form}"
    if edition.colours != standard.colours:
        return f"it has {edition.colours} colours, and that takes {standard.colours}"
    return "it is not tagged" if standard.tagged and not edition.tagged else ""


def to_printer(edition: Edition, name: str, printer: Printer) -> Edition:
    """An edition for another printer, without what its own printer asks for."""
    return edition.model_copy(update={"printer": name}).at_printer(printer)


def to_standard(edition: Edition, standard: Standard) -> Edition:
    """An edition that declares another standard, and is checked by it."""
    return edition.model_copy(
        update={
            "standard": standard.declared,
            "pdf_version": standard.version,
            "profile": standard.profiles.get(edition.profile, edition.profile),
        }
    )
