"""Chooses line ends that let the lines of a text stand as near to one another as its style says."""

from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from generator.cache import Cache, Inputs, frozen_inputs
from generator.content.text import Text
from .glyph_ink import InkedLines
from .paragraph import Paragraph, ParagraphMeasure, TextLine, set_paragraph
from .styles import Setting

NARROWER: Final = (0.97, 0.94, 0.91, 0.88, 0.85)  # shares of a measure that lines may be kept to
NEAR: Final = 0.2  # mm by which lines reach into one another that is not worth other line ends
BYTES: Final = 500  # of memory that a result takes beside its paragraph, which is remembered too


class ClearLines(Struct, frozen=True):
    """A paragraph, and how much farther apart than is free each two of its lines must be, mm."""

    paragraph: Paragraph
    lacking: tuple[float, ...] = ()

    @property
    def reaching(self) -> float:
        """How far all lines reach into what must be free between them."""
        return sum(self.lacking)


@frozen_inputs
class ClearInputs(Inputs[ClearLines]):
    """A text whose lines had better be `free` mm apart at most where their ink touches. They stand
    at the left, or else at the `right`, and letters may reach `overhang` mm past the start."""

    text: Text
    setting: Setting
    measure: ParagraphMeasure
    free: float
    right: bool = False
    overhang: float = 0.0

    def make(self, cache: Cache) -> ClearLines:
        """The text with line ends by which its lines reach least into one another: narrower than
        it need be, but in no more lines."""
        paragraph, measure = self._inside(self.measure, cache)
        best = self._measured(paragraph)
        for share in NARROWER if best.reaching > NEAR else ():
            narrower = replace(measure, width=measure.width * share)
            if narrower.width >= paragraph.width:
                continue  # its lines all stay
            tried, _ = self._inside(narrower, cache)
            if tried.too_wide or len(tried.lines) > len(paragraph.lines):
                break
            other = self._measured(tried)
            if other.reaching < best.reaching - NEAR:
                best = other
            if best.reaching <= NEAR:
                break
        return best

    def _inside(
        self, measure: ParagraphMeasure, cache: Cache
    ) -> tuple[Paragraph, ParagraphMeasure]:
        """The text in a measure whose lines leave room for letters that reach past their line's
        start, and that measure."""
        paragraph = set_paragraph(self.text, self.setting, measure, cache)
        most = self.overhang
        while most and (over := min(most, _too_long(paragraph, measure))) > NEAR / 10:
            measure = replace(measure, width=measure.width - over)
            most -= over
            paragraph = set_paragraph(self.text, self.setting, measure, cache)
        return paragraph, measure

    def _measured(self, paragraph: Paragraph) -> ClearLines:
        near = self.free, self.right, self.setting.by_ink
        return ClearLines(paragraph, lacking(paragraph, *near))

    def result_size(self, result: ClearLines) -> int:
        return BYTES


def lacking(lines: InkedLines, free: float, right: bool, by_ink: bool) -> tuple[float, ...]:
    """How much farther apart than `free` mm each two lines must be, that stand at the left or else
    at the `right` (see `InkedLine.inset`)."""
    return tuple(max(0.0, touching - free) for touching in lines.touching(free, right, by_ink))


def inked(line: TextLine) -> float:
    """The width of a line with letters that reach out of it, mm."""
    if line.ink is None:
        return line.width
    return max(line.ink[2], line.width) - min(line.ink[0], 0.0)


def _too_long(paragraph: Paragraph, measure: ParagraphMeasure) -> float:
    """How far the longest line's ink reaches beyond a measure, mm."""
    reaching = (line.indent + inked(line) for line in paragraph.lines if line.ink)
    return max(reaching, default=measure.width) - measure.width
