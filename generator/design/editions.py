"""Editions and press conditions as rows: the ways to deliver the same pages."""

from collections.abc import Collection, Iterator
from typing import Literal, Self

from generator.problems import Problem, error, unknown
from generator.source.fields import Field, validator
from generator.source.rows import Row
from generator.source.wrong_value import Wrong
from .printers import Delivery, Printer


class PressCondition(Row):
    """A printing condition: a paper, a press, and the ICC characterisation of both."""

    title: str
    identifier: str = Field(description="Output condition identifier, such as FOGRA39")
    registry: str = "http://www.color.org"
    info: str = ""
    icc: str = Field(description="ICC profile, relative to this file")
    ink_limit: float = Field(300, description="Most total ink, percent", gt=0, le=400)
    paper: str = ""


_NEEDED_OF_PDF = {
    "colours": "write `colours: cmyk` for a press, or `colours: srgb`",
    "profile": "name the preflight profile that its files must pass",
}
_WITHOUT_PAGES = frozenset({"title", "form", "once", "default", "pictures"})


class Edition(Delivery):
    """One way of delivering a piece."""

    title: str
    form: Literal["pdf", "html", "text", "png"] = Field(
        "pdf", description="A PDF; or, without pages: one web page, plain text, or pictures"
    )
    pictures: tuple[str, ...] = Field(
        (), description="Layouts of its pictures, in layouts/: social/square"
    )
    colours: Literal["cmyk", "srgb"] = Field(
        "srgb", description="Which numbers of the palette a PDF uses; a PDF must say"
    )
    printer: str = Field(
        "",
        description="Printer named in layouts/press/printers.yaml, whose bleed, marks, pages, "
        "condition and ink limit are taken unless they are given here",
    )
    overprint_black: bool = Field(False, description="Solid black text and codes overprint")
    pdf_version: Literal["1.4", "1.6", "1.7"] = "1.7"
    standard: Literal["", "PDF/X-4", "PDF/X-1a:2003", "PDF/A-2a"] = Field(
        "", description="What the file declares itself to be"
    )
    variant: str = Field("", description="Variant of the theme; none: the theme as it is")
    margin: float = Field(
        0,
        ge=0,
        le=20,
        description="What the printer leaves white along each edge of the sheet, mm: grounds end "
        "there; 0: they run to the edge",
    )
    print_settings: bool = Field(
        False,
        description="The file asks the print dialog for its own size, for both sides, and for "
        "the edge to turn on",
    )
    job_sheet: bool = Field(
        False,
        description="A page goes with each file, and the same as JSON: it says how a print shop "
        "is to print, cut and fold it",
    )
    links: bool = Field(False, description="Addresses and numbers can be followed")
    tagged: bool = Field(
        False, description="Marks say what they mean and in which order they are read: PDF/UA-1"
    )
    layout: str = Field(
        "", description="Layout in which the words of the one chosen are set instead"
    )
    type_size: float = Field(
        18, ge=12, le=24, description="Size of the running text in that layout, if it flows, pt"
    )
    least: float = Field(6, ge=6, description="Size of the smallest type, pt")
    once: bool = Field(
        False,
        description="Made once for a campaign where every layout is built: from the layout with "
        "most of its words",
    )
    profile: str = Field("", description="Preflight profile that a finished PDF must pass")
    default: bool = Field(True, description="Built when no edition is named")

    @validator
    def _says_what_its_form_needs(self) -> Self:
        given = self.model_fields_set
        if self.form == "pdf":
            for field, hint in _NEEDED_OF_PDF.items():
                if field not in given:
                    raise Wrong(f"a PDF edition needs `{field}`", hint, rule="missing-key")
        elif (self.form == "png") != bool(self.pictures):
            raise Wrong("pictures have `form: png` and `pictures:`", "write both", "form")
        elif of_pages := sorted(given - _WITHOUT_PAGES):
            message = f"`{of_pages[0]}` is for PDF, and this edition is {self.form}"
            raise Wrong(message, "take it out, or leave `form` out", of_pages[0])
        if self.tagged and not self.links:
            message = "a tagged edition needs `links`, for its tags say where they lead"
            raise Wrong(message, "write `links: true`", "tagged")
        if "type_size" in given and self.least > self.type_size:
            message = f"running text of {self.type_size:g} pt is smaller than `least`"
            raise Wrong(message, f"write at least {self.least:g}", "type_size")
        return self

    @property
    def suffix(self) -> str:
        """The end of its files' names."""
        return {"pdf": ".pdf", "html": ".html", "text": ".txt", "png": ".png"}[self.form]

    def at_printer(self, printer: Printer) -> Self:
        """The edition for a printer: the edition's own settings, and the printer's for the rest."""
        taken = set(Delivery.row_fields) - self.model_fields_set
        return self.model_copy(update={name: getattr(printer, name) for name in taken})


def check_edition(
    edition: Edition, bleed: bool | float, layouts: Collection[str]
) -> Iterator[Problem]:
    """Report what is wrong with an edition whose printer asks for a `bleed`, or in a project with
    these layouts."""
    if edition.margin and bleed:
        yield error(
            "edition",
            "an edition that keeps its bleed has no margin",
            edition.at("margin"),
            "take one of the two out",
        )
    if edition.layout and edition.layout not in layouts:
        yield unknown("layout", edition.layout, layouts, edition.at("layout"))


class Editions(Row):
    """layouts/editions.yaml."""

    editions: dict[str, Edition]


class Conditions(Row):
    """layouts/press/conditions.yaml."""

    conditions: dict[str, PressCondition]
