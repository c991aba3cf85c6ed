"""The names of pieces and of their files."""

from typing import Final, Self

from pydantic import BaseModel, ConfigDict

from generator.design.choices import called, choices, own_name
from generator.design.editions import Edition

# In the names of files that are not to be handed out.
DRAFT_MARK: Final = "-DRAFT"
TEST_MARK: Final = "-TEST"


class WholeRow(BaseModel):
    """Data that is whole, or none."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", allow_inf_nan=False)


class PieceName(WholeRow):
    """All the names that identify a piece. `choices` are the printer and the standard chosen in
    place of the edition's own."""

    campaign: str
    area: str
    language: str
    layout: str
    format: str
    edition: str
    choices: tuple[str, ...]

    @classmethod
    def of(
        cls, campaign: str, area: str, language: str, layout: str, format_name: str, edition: str
    ) -> Self:
        """The name of a piece for an `edition` as it is called with what was chosen for it."""
        return cls(
            campaign=campaign,
            area=area,
            language=language,
            layout=layout,
            format=format_name,
            edition=own_name(edition),
            choices=choices(edition),
        )

    @property
    def edition_name(self) -> str:
        """The name of the edition with the choices for it."""
        return called(self.edition, self.choices)


def file_name(piece: str, edition_name: str, edition: Edition, draft: bool, test: bool) -> str:
    """The name of a file. It says that its area is a test area, and for a press that its words are
    a draft."""
    marks = DRAFT_MARK if draft and edition.colours == "cmyk" else ""
    marks += TEST_MARK if test else ""
    return f"{piece}--{edition_name}{marks}{edition.suffix}"


def stem(layout: str, formats: tuple[str, ...], format_name: str) -> str:
    """The name of a layout at a format. Its first format is not named."""
    return layout if format_name == formats[0] else f"{layout}-{format_name}"
