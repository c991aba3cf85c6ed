"""Names of pieces and of their files: all the names that go into one."""

from __future__ import annotations

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
    """What a file is of, whatever it is called: the names of all that goes into it. `choices` are
    the printer and the standard chosen in place of the edition's own."""

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
        """What the edition is called with what was chosen for it."""
        return called(self.edition, self.choices)


def file_name(piece: str, edition_name: str, edition: Edition, draft: bool, test: bool) -> str:
    """What a file is called. One that is meant for a press says so if its words are a draft, and
    every one says so if its area is a test area."""
    marks = DRAFT_MARK if draft and edition.colours == "cmyk" else ""
    marks += TEST_MARK if test else ""
    return f"{piece}--{edition_name}{marks}{edition.suffix}"


def stem(layout: str, formats: tuple[str, ...], format_name: str) -> str:
    """What a layout is called at a format, which is named unless it is the one it is drawn for."""
    return layout if format_name == formats[0] else f"{layout}-{format_name}"
