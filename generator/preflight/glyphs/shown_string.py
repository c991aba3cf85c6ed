"""A string on a page, and the place of its ink."""

import math

from msgspec import Struct

from generator.pdfobjects.values import Matrix
from ..plane import Rectangle, moved
from .font_metrics import FontMetrics, array_parts


class ShownString(Struct, frozen=True):
    """A string as it was shown, from which its ink can be found. `raw` is the string, or the array
    of TJ as written. `matrix` leads from text space to the page."""

    font: FontMetrics
    raw: bytes
    array: bool
    size: float
    spacing: float
    word_spacing: float
    stretch: float
    rise: float
    matrix: Matrix

    def origins(self) -> list[tuple[int, float]]:
        """Each code with the place of its origin along the line, before stretching."""
        font, size, x = self.font, self.size / 1000, 0.0
        found: list[tuple[int, float]] = []
        for part in array_parts(self.raw) if self.array else (self.raw,):
            if isinstance(part, float):
                x -= part * size
                continue
            for code in font.codes(part):
                found.append((code, x))
                x += font.widths[code] * size + self.spacing
                if code == 32 and not font.wide:
                    x += self.word_spacing
        return found

    def ink(self) -> Rectangle | None:
        """The box of the ink on the page, None if there is none. If the font's program cannot be
        read, it is the box of advances and heights."""
        boxes = self._boxes()
        return self._advance_box() if boxes is None else self._around(boxes)

    def glyph_boxes(self) -> list[Rectangle]:
        """The boxes of its glyphs' ink on the page, or if the font's program cannot be read, that
        of the whole."""
        boxes = self._boxes()
        found = [self.ink()] if boxes is None else [self._around([box]) for box in boxes]
        return [box for box in found if box]

    @property
    def em(self) -> float:
        """The height of its em on the page."""
        a, b, c, d = self.matrix[:4]
        along = math.hypot(a, b)
        return abs(self.size) * self.font.em * (abs(a * d - b * c) / along if along else 0.0)

    def _boxes(self) -> list[Rectangle] | None:
        """The boxes of its glyphs' ink in text space; None if the program cannot be read."""
        program = self.font.program
        glyphs = program.glyphs if program is not None else None
        if program is None or glyphs is None:
            return None
        size = self.size / 1000
        boxes: list[Rectangle] = []
        for code, x in self.origins():
            number = program.number(code)
            box = glyphs.box(number) if number is not None else None
            if box is not None:
                left, bottom, right, top = box
                boxes.append((x + left * size, bottom * size, x + right * size, top * size))
        return boxes

    def bound(self) -> Rectangle | None:
        """A box that holds the ink, from the greatest reach of the font's glyphs; None if that is
        not known. It is much closer than FontBBox, and much cheaper than `ink`."""
        reach = self.font.program.overhang if self.font.program is not None else None
        if reach is None:
            return None
        size = self.size / 1000
        text = self.font.extent(self.raw, self.array)
        extra = text.codes * self.spacing + text.blanks * self.word_spacing
        back, forth = text.backward * size, (text.advance - text.backward) * size
        left, bottom, right, top = (edge * size for edge in reach)
        low = min(back, forth) + min(extra, 0.0) + min(left, right)
        high = max(back, forth) + max(extra, 0.0) + max(left, right)
        return self._around([(low, bottom, high, top)])

    def _advance_box(self) -> Rectangle | None:
        origins = self.origins()
        if not origins:
            return None
        size, (code, last) = self.size / 1000, origins[-1]
        below, above = self.font.heights
        xs = [*(x for _, x in origins), last + self.font.widths[code] * size]
        return self._around([(min(xs), below * size, max(xs), above * size)])

    def _around(self, boxes: list[Rectangle]) -> Rectangle | None:
        """The upright box on the page round boxes in text space."""
        if not boxes:
            return None
        xs = [x * self.stretch for left, _, right, _ in boxes for x in (left, right)]
        ys = [y + self.rise for _, bottom, _, top in boxes for y in (bottom, top)]
        return moved((min(xs), min(ys), max(xs), max(ys)), self.matrix)
