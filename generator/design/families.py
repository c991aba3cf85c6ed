"""Font families as rows: the file of each weight, the licence, and the scripts covered."""

from typing import Annotated

from generator.source.fields import Field
from generator.source.rows import Row
from generator.source.text_patterns import SCRIPT

Script = Annotated[str, Field(pattern=SCRIPT.pattern)]


class Family(Row):
    """A family of static font files."""

    licence: str = Field(description="The licence's file, relative to this one")
    scripts: tuple[Script, ...] = Field(min_length=1, description="ISO 15924, such as Latn")
    weights: dict[int, str] = Field(
        min_length=1, description="CSS weight: font file, relative to this file"
    )


class Families(Row):
    """fonts/fonts.yaml."""

    families: dict[str, Family]
