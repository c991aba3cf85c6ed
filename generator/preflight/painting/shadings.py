"""Shadings (ISO 32000-1, 8.7.4): the colours they paint with."""

from generator.pdfobjects.colour_spaces import ColourSpace
from generator.pdfobjects.file import PdfFile
from generator.pdfobjects.values import Obj
from generator.preflight.painting.painter import Painter
from generator.preflight.painting.paints import Paint
from generator.preflight.plane import EVERYWHERE

# Functions stitched of functions, no deeper than this.
_DEEPEST = 4


def fill_shading(painter: Painter, name: str) -> None:
    """sh: fills the clip."""
    paints = shading_paints(painter, painter.resources.entry("Shading", name))
    painter.mark(EVERYWHERE, paints)
    painter.note_transparency(EVERYWHERE, fill=True)
    painter.note_background(EVERYWHERE, paints)


def shading_paints(painter: Painter, entry: Obj) -> tuple[Paint, ...]:
    """The paints at the ends of a shading's functions. Sampled and computed ones are taken to
    use each ink of the space somewhere."""
    entries = painter.file.dictionary(entry)
    space = painter.resources.space(entries.get("ColorSpace"))
    ends = _ends(painter.file, entries.get("Function"), space)
    if not ends:
        return (Paint("image", space.families, (), space.anywhere()),)
    return tuple(Paint("shading", space.families, values, space.inks_of(values)) for values in ends)


def _ends(
    file: PdfFile, function: Obj, space: ColourSpace, depth: int = 0
) -> list[tuple[float, ...]]:
    """The colours that a function of one number can reach at its ends; empty if not known."""
    entries = file.dictionary(function)
    if depth > _DEEPEST:
        return []
    if entries.get("FunctionType") == 2:
        first = file.numbers_of(entries.get("C0")) or (0.0,)
        last = file.numbers_of(entries.get("C1")) or (1.0,)
        return [values for values in (first, last) if len(values) == space.components]
    if entries.get("FunctionType") == 3:
        parts = file.array(entries.get("Functions"))
        below = [_ends(file, one, space, depth + 1) for one in parts]
        return [] if not (below and all(below)) else [values for ends in below for values in ends]
    return []
