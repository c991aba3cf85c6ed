"""The names of pieces and of their files."""

from typing import Final, Self

from msgspec import Struct
from msgspec.structs import asdict, replace

from generator.design.choices import called, choices, own_name
from generator.design.editions import Edition

# In the names of files that are not to be handed out.
DRAFT_MARK: Final = "-DRAFT"
TEST_MARK: Final = "-TEST"


class PieceName(Struct, frozen=True, gc=False):
    """All the names that identify a piece. `choices` are the printer and the standard chosen in
    place of the edition's own, and `other_theme` the theme chosen in place of the piece's."""

    campaign: str
    area: str
    language: str
    layout: str
    format: str
    edition: str
    choices: tuple[str, ...]
    other_theme: str = ""

    @classmethod
    def of(
        cls,
        campaign: str,
        area: str,
        language: str,
        layout: str,
        format_name: str,
        edition: str,
        other_theme: str = "",
    ) -> Self:
        """The name of a piece for an `edition` as it is called with what was chosen for it."""
        names = campaign, area, language, layout, format_name
        return cls(*names, own_name(edition), choices(edition), other_theme)

    def of_area(self, area: str) -> Self:
        """The name of the same piece for another area."""
        return replace(self, area=area)

    @property
    def names(self) -> tuple[object, ...]:
        """All of them, in their order here."""
        names = self.campaign, self.area, self.language, self.layout, self.format, self.edition
        return *names, self.choices, self.other_theme

    def without(self, *fields: str) -> dict[str, object]:
        """The names by their fields, but for these."""
        return {name: value for name, value in asdict(self).items() if name not in fields}

    @property
    def edition_name(self) -> str:
        """The name of the edition with the choices for it."""
        return called(self.edition, self.choices)

    @property
    def made_as(self) -> str:
        """The name of the edition with all that was chosen for it, the theme last."""
        return called(self.edition_name, (self.other_theme,) if self.other_theme else ())


def file_name(piece: str, made_as: str, edition: Edition, draft: bool, test: bool) -> str:
    """The name of a file, made as an edition with what was chosen for it. It says that its area is
    a test area, and for a press, or of a picture, that its words are a draft."""
    for_press = edition.colours == "cmyk"
    marks = DRAFT_MARK if draft and (for_press or edition.form == "png") else ""
    marks += TEST_MARK if test else ""
    return f"{piece}--{made_as}{marks}{edition.suffix}"


def stem(layout: str, formats: tuple[str, ...], format_name: str) -> str:
    """The name of a layout at a format. Its first format is not named."""
    name = layout.replace("/", "-")
    return name if format_name == formats[0] else f"{name}-{format_name}"
