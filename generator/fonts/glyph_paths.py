"""Glyphs as paths, for words that are drawn as shapes and need no font in the document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    import uharfbuzz as hb

# Segments as in `generator.page`, in font units, y upwards.
GlyphPath: TypeAlias = tuple[tuple[str, *tuple[float, ...]], ...]

_THIRD: Final = 1 / 3


def draw_glyph(font: hb.Font, glyph: int) -> GlyphPath:
    """The outline of a glyph. Every curve is a cubic one."""
    pen = _PathPen()
    font.draw_glyph_with_pen(glyph, pen)
    return tuple(pen.segments)


class _PathPen:
    """Collects what HarfBuzz draws. Its methods have the names of fontTools' pens."""

    def __init__(self) -> None:
        self.segments: list[tuple[str, *tuple[float, ...]]] = []
        self._at = (0.0, 0.0)

    def moveTo(self, to: tuple[float, float]) -> None:  # noqa: N802
        self._add("M", to)

    def lineTo(self, to: tuple[float, float]) -> None:  # noqa: N802
        self._add("L", to)

    def curveTo(self, *points: tuple[float, float]) -> None:  # noqa: N802
        self._add("C", *points)

    def qCurveTo(self, by: tuple[float, float], to: tuple[float, float]) -> None:  # noqa: N802
        # A quadratic curve as a cubic one: its handles reach two thirds of the way to `by`.
        first, second = (
            tuple(end + (middle - end) * 2 * _THIRD for end, middle in zip(point, by, strict=True))
            for point in (self._at, to)
        )
        self._add("C", first, second, to)

    def closePath(self) -> None:  # noqa: N802
        self.segments.append(("Z",))

    def _add(self, kind: str, *points: tuple[float, ...]) -> None:
        self.segments.append((kind, *(value for point in points for value in point)))
        self._at = points[-1][0], points[-1][1]
