"""Chooses line ends that let the lines of a text stand as near to one another as its style says."""

from typing import Final

from msgspec.structs import replace

from generator.cache import Cache, Inputs, frozen_inputs
from generator.content.text import Text
from .paragraph import Paragraph, ParagraphMeasure, set_paragraph
from .styles import Setting

NARROWER: Final = (0.97, 0.94, 0.91, 0.88, 0.85)  # shares of a measure that lines may be kept to
NEAR: Final = 0.2  # mm by which lines reach into one another that is not worth other line ends
BYTES: Final = 500  # of memory that a result takes beside its paragraph, which is remembered too


@frozen_inputs
class ClearInputs(Inputs[Paragraph]):
    """A text whose lines had better be `free` mm apart at most where their ink touches. They stand
    at the left, or else at the `right`, and letters may reach `overhang` mm past the start."""

    text: Text
    setting: Setting
    measure: ParagraphMeasure
    free: float
    right: bool = False
    overhang: float = 0.0

    def make(self, cache: Cache) -> Paragraph:
        """The text with line ends by which its lines reach least into one another: narrower than
        it need be, but in no more lines."""
        best, measure = self._inside(self.measure, cache)
        least = self._reaching(best)
        for share in NARROWER if least > NEAR else ():
            narrower = replace(measure, width=measure.width * share)
            tried, _ = self._inside(narrower, cache)
            if tried.too_wide or len(tried.lines) > len(best.lines):
                break
            reaching = self._reaching(tried)
            if reaching < least - NEAR:
                best, least = tried, reaching
            if least <= NEAR:
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

    def _reaching(self, paragraph: Paragraph) -> float:
        """How far lines reach into what must be free between them, all of them."""
        found = paragraph.touching(self.free, self.right)
        return sum(max(0.0, touching - self.free) for touching in found)

    def result_size(self, result: Paragraph) -> int:
        return BYTES


def _too_long(paragraph: Paragraph, measure: ParagraphMeasure) -> float:
    """How far the longest line's ink reaches beyond a measure, mm."""
    return max(
        (
            line.indent + max(line.ink[2], line.width) - min(line.ink[0], 0.0) - measure.width
            for line in paragraph.lines
            if line.ink
        ),
        default=0.0,
    )
