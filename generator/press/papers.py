"""Paper sizes by name (ISO 216 and ISO 217, mm upright), and sizes as users type them."""

from __future__ import annotations

import re
from typing import Final, Literal, TypeAlias

from msgspec import Struct

from generator.problems import Refused, did_you_mean, error

PAPERS: Final[dict[str, tuple[float, float]]] = {
    "a0": (841, 1189),
    "a1": (594, 841),
    "a2": (420, 594),
    "a3": (297, 420),
    "a4": (210, 297),
    "a5": (148, 210),
    "a6": (105, 148),
    "b1": (707, 1000),
    "b2": (500, 707),
    "ra3": (305, 430),
    "ra2": (430, 610),
    "sra4": (225, 320),
    "sra3": (320, 450),
    "sra2": (450, 640),
    "sra1": (640, 900),
}
LONGEST: Final = 5000.0  # mm; nearly as far as a page of a PDF reaches (ISO 32000-1, annex C)

Orientation: TypeAlias = Literal["auto", "portrait", "landscape"]

_SIZE: Final = re.compile(r"(\d+(?:\.\d+)?)\s*[x×*]\s*(\d+(?:\.\d+)?)\s*(?:mm)?")


class Paper(Struct, frozen=True):
    """The size of a sheet in mm. `fixed` says that somebody chose which side is up."""

    name: str
    width: float
    height: float
    fixed: bool

    @property
    def turned(self) -> Paper:
        return Paper(self.name, self.height, self.width, self.fixed)

    @property
    def ways(self) -> tuple[Paper, ...]:
        """The ways that the paper may lie: as chosen, or upright and on its side."""
        return (self,) if self.fixed or self.width == self.height else (self, self.turned)

    def __str__(self) -> str:
        return f"{self.name} ({self.width:g} × {self.height:g} mm)"


def paper(text: str, orientation: Orientation = "auto") -> Paper:
    """The sheet of a name such as `sra3`, or of a size such as `320x450` (mm, width first, fixed).
    Raises `Refused`."""
    name = text.strip().lower()
    size = _SIZE.fullmatch(name)
    if size:
        width, height = float(size[1]), float(size[2])
        if not 20 <= min(width, height) <= max(width, height) <= LONGEST:
            message = f'no sheet is as large as "{text}"'
            hint = f"give both sides in mm, from 20 to {LONGEST:g}"
            raise Refused([error("paper", message, None, hint)])
        found = Paper(f"{width:g}x{height:g}", width, height, fixed=True)
    elif name in PAPERS:
        found = Paper(name.upper(), *PAPERS[name], fixed=orientation != "auto")
    else:
        hint = did_you_mean(name, PAPERS) or "name one such as a4 or sra3, or a size as 320x450"
        raise Refused([error("paper", f'no sheet is called "{text}"', None, hint)])
    lies = found.width > found.height
    if (orientation == "landscape" and not lies) or (orientation == "portrait" and lies):
        return found.turned
    return found
