"""A theme's palette as rows: inks, spot inks with their own plates, and tints."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from generator.colour import Colour
from generator.problems import Problem, did_you_mean, error
from generator.source.fields import Field, validator
from generator.source.rows import Row
from generator.source.text_patterns import COLOUR
from generator.source.wrong_value import Wrong

# Names of plates that are not a spot ink's: the process inks, every plate, and none
# (ISO 32000-1, 8.6.6.4).
RESERVED: Final = frozenset({"cyan", "magenta", "yellow", "black", "all", "none"})
LONGEST: Final = 127  # bytes of a name in PDF 1.4 (its appendix C)


class Ink(Row):
    """One colour of the palette: CMYK percentages, and the sRGB that a screen shows for them. With
    `spot` it is an ink with its own plate, and the numbers say what it looks like."""

    name: str = Field("", description="Its name in messages; none: the key it stands under")
    cmyk: tuple[float, float, float, float] | None = None
    srgb: str = Field(pattern=COLOUR.pattern)
    spot: str = Field("", description="Name of the ink as its maker has it, such as PANTONE 151 C")
    lab: tuple[float, float, float] | None = Field(
        None,
        description="L*a*b* (D50) of a spot ink's solid, in place of `cmyk`; not for PDF/X-1a",
    )

    @validator
    def _is_an_ink(self) -> Ink:
        for index, part in enumerate(self.cmyk or ()):
            if not 0 <= part <= 100:
                hint = "cyan, magenta, yellow and black, each from 0 to 100"
                raise Wrong(f"{part:g} is not a percentage of ink", hint, f"cmyk.{index}")
        if self.lab and not (0 <= self.lab[0] <= 100 and all(-128 <= x <= 127 for x in self.lab)):
            hint = "L from 0 to 100, a and b from -128 to 127, as the ink's maker gives them"
            raise Wrong("this is no colour in L*a*b*", hint, "lab")
        if self.lab and not self.spot:
            raise Wrong("only a spot ink can be given in Lab", "add `spot:`, or use `cmyk:`", "lab")
        if (self.cmyk is None) == (self.lab is None):
            hint = "`cmyk:` for inks that any press can stand in for, or `lab:` for a spot ink"
            what = "both `cmyk` and `lab`" if self.cmyk else "no `cmyk`"
            raise Wrong(f"this colour has {what}", hint)
        if self.spot.strip().lower() in RESERVED or self.spot != self.spot.strip():
            raise Wrong(
                f'no spot ink can be called "{self.spot}"',
                "use the name in the ink maker's guide, such as PANTONE 151 C",
                "spot",
            )
        if len(self.spot.encode()) > LONGEST:
            raise Wrong(
                f"this name has {len(self.spot.encode())} bytes, and a plate's name {LONGEST} "
                "at most",
                "use the name in the ink maker's guide, such as PANTONE 151 C",
                "spot",
            )
        return self

    def colour(self, name: str) -> Colour:
        return Colour(
            self.name or name, self.cmyk or (), self.srgb.upper(), self.spot, lab=self.lab
        )


class Tint(Row):
    """A lighter colour from the same ink, printed as dots of it."""

    of: str = Field(description="Colour of the palette")
    tint: float = Field(gt=0, le=100, description="How much of it is printed, percent")


def colour(palette: Mapping[str, Ink | Tint], name: str) -> Colour:
    """A colour of a palette that passed `check_palette`."""
    row = palette[name]
    if isinstance(row, Ink):
        return row.colour(name)
    return colour(palette, row.of).tinted(row.tint, name)


def check_palette(palette: Mapping[str, Ink | Tint]) -> Iterator[Problem]:
    """Report tints of colours that are no ink of the palette, and spot inks described in two
    ways."""
    inks = {name: row for name, row in palette.items() if isinstance(row, Ink)}
    first: dict[str, tuple[str, Ink]] = {}
    for row in palette.values():
        if isinstance(row, Tint) and row.of not in inks:
            yield error(
                "unknown-colour",
                f'"{row.of}" is no ink of this palette',
                row.at("of"),
                did_you_mean(row.of, inks),
            )
    for name, row in inks.items():
        known, other = first.setdefault(row.spot, (name, row)) if row.spot else (name, row)
        if (row.cmyk, row.lab) != (other.cmyk, other.lab):
            yield error(
                "spot-ink",
                f'the spot ink "{row.spot}" is described otherwise than in "{known}"',
                row.at("spot"),
                f"give it the same numbers, or make it a tint: {{of: {known}, tint: 50}}",
            )
