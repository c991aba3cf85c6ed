"""Where the glyphs of a font come from, and what is asked of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from generator.pdfobjects.values import Obj
from generator.preflight.glyphs.font_encodings import encoded
from generator.preflight.plane import Rectangle


class FontGlyphs(Protocol):
    """A font program's glyphs by number. Boxes and advances are in thousandths of the em; `own`
    are the names of glyphs by code, as far as the program itself gives them, `names` all names."""

    count: int
    own: Mapping[int, str]

    @property
    def names(self) -> frozenset[str]: ...

    def box(self, glyph: int) -> Rectangle | None: ...

    def advance(self, glyph: int) -> float | None: ...

    def number(self, code: int) -> int | None:
        """The glyph of a character code by the program's own tables."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class FontSource:
    """Where a font's glyphs are to be had: the kind of program (its key in the descriptor), its
    stored bytes with their filters, which glyph each CID is if the file says, and for simple
    fonts what their encoding names and whether the program's own goes first."""

    kind: str
    raw: bytes
    filters: tuple[tuple[Obj, Mapping[str, Obj]], ...]
    composite: bool
    cids: bytes | None = None
    base_encoding: str = ""
    differences: Mapping[int, str] = field(default_factory=dict)
    symbolic: bool = False

    @property
    def names(self) -> Mapping[int, str]:
        """Glyph names by code, as far as the font's encoding gives them."""
        return encoded(self.base_encoding, self.differences)
