"""Reads the drawings that content streams use: forms, the cells of patterns, soft masks."""

from collections.abc import Mapping
from dataclasses import field

from msgspec import Struct

from generator.cache import Cache, Inputs, frozen_inputs
from generator.pdfobjects.colour_spaces import PATTERN, ColourSpace
from generator.pdfobjects.file import PdfFile, decode
from generator.pdfobjects.values import Malformed, Obj, Stream, product
from ..coordinates import PageFrame
from ..plane import EVERYWHERE, Rectangle, matrix_of, moved, within
from .graphics import OPAQUE, Brush, GraphicsState, PaintColour, colour_in
from .image_data import image_fault
from .marked_sequences import OpenSequence
from .named_resources import NamedResources
from .notes import Background, Notebook, Notes, Paint, Transparent
from .painter import Painter, own_resources
from .placed_images import place_image


class NestedDrawing(Struct, frozen=True):
    """A drawing's reach, its notes, the backgrounds in it, and its number of bytes of content."""

    reach: Rectangle | None
    notes: Notes
    backgrounds: tuple[Background, ...]
    content: int

    @property
    def paints(self) -> list[Paint]:
        return [detail for detail, _ in self.notes if isinstance(detail, Paint)]


def external_object(painter: Painter, name: str) -> None:
    """Do: a form or an image XObject, perhaps in a layer of its own."""
    entry = painter.resources.entry("XObject", name)
    target = painter.file.get(entry)
    if not isinstance(target, Stream):
        raise Malformed("an XObject that is not a stream")
    layers = painter.layers
    if "OC" in target.dict:
        painter.layers += (painter.file.digest(target.dict["OC"]),)
    kind = painter.file.get(target.dict.get("Subtype"))
    if kind == "Form":
        _place_form(painter, entry, target)
    elif kind == "Image":
        place_image(painter, target.dict)
        for part in (entry, target.dict.get("SMask"), target.dict.get("Mask")):
            fault = image_fault(painter, part)
            if fault:
                painter.fault(fault)
    else:
        raise Malformed(f"an XObject of the kind {kind!r}")
    painter.layers = layers


def _place_form(painter: Painter, entry: Obj, target: Stream) -> None:
    drawn = _form(painter, entry, target, painter.stream.state, placed=True)
    painter.mark(drawn.reach, ())
    if drawn.reach is None:
        return
    seen = painter.seen(drawn.reach)
    if seen is not None:
        painter.record.absorb(drawn.notes, drawn.backgrounds, seen)
    if _is_group(painter, target.dict):
        painter.note_transparency(drawn.reach, fill=True)
        painter.record.book.note(Transparent("transparency group"), seen)


def _is_group(painter: Painter, entries: Mapping[str, Obj]) -> bool:
    return painter.file.dictionary(entries.get("Group")).get("S") == "Transparency"


def _form(
    painter: Painter, entry: Obj, target: Stream, state: GraphicsState, *, placed: bool = False
) -> NestedDrawing:
    """What a form paints when it is drawn in `state`. `placed` says that it is part of the page,
    and not what something is painted with."""
    page = painter.page
    if "Resources" not in target.dict:
        drawn = _draw_form(painter, target, state, placed)
    else:
        around = painter.sequences.open_sequences[-1:] if placed and painter.sequences else None
        digest = painter.file.digest(entry)
        drawn = page.cache.get(
            NestedInputs(digest, state, page.frame, around, painter.in_glyph, painter, target)
        )
    page.bounds.spend(drawn.content)
    return drawn


@frozen_inputs
class NestedInputs(Inputs[NestedDrawing]):
    """All that a form's drawing depends on, if it has resources of its own. `sequences` are those
    round it if the words of a tagged file are noted; otherwise None."""

    form: bytes
    state: GraphicsState
    frame: PageFrame | None
    sequences: tuple[OpenSequence, ...] | None
    in_glyph: bool
    painter: Painter = field(compare=False)
    target: Stream = field(compare=False)

    def make(self, cache: Cache) -> NestedDrawing:
        return _draw_form(self.painter, self.target, self.state, self.sequences is not None)

    def result_size(self, result: NestedDrawing) -> int:
        return 1000 + 1000 * (len(result.notes) + len(result.backgrounds))


def _draw_form(
    painter: Painter, target: Stream, state: GraphicsState, placed: bool
) -> NestedDrawing:
    file, bounds = painter.file, painter.page.bounds
    ctm = product(matrix_of(file.numbers_of(target.dict.get("Matrix"))), state.ctm)
    state = state._replace(ctm=ctm)
    if _is_group(painter, target.dict):  # what is drawn in a group starts anew (11.4.7)
        state = state._replace(transparency=OPAQUE)
    box = file.numbers_of(target.dict.get("BBox"))
    if len(box) != 4:
        raise Malformed("a form without its BBox")
    edges = (min(box[0], box[2]), min(box[1], box[3]), max(box[0], box[2]), max(box[1], box[3]))
    limit = moved(edges, ctm)
    resources = own_resources(painter, target.dict.get("Resources"))
    sequences = painter.sequences if placed else None
    inside = sequences.inside_form(file, target.dict) if sequences else None
    nested = Painter(painter.page, resources, state, inside, base=ctm, in_glyph=painter.in_glyph)
    before = bounds.content_left
    draw(nested, target)
    content, bounds.content_left = before - bounds.content_left, before
    book = Notebook()
    book.absorb(nested.notes(), limit, 0)
    for paint in group_paints(resources, target.dict):
        book.note(paint, None)
    reach = nested.record.reach
    return NestedDrawing(
        None if reach is None else within(reach, limit),
        book.notes(),
        tuple(nested.record.backgrounds),
        content,
    )


def draw(nested: Painter, target: Stream) -> None:
    """Read a drawing's stream. Raises `Malformed` for its first fault."""
    nested.run(decode(nested.file, target))
    if nested.faults:
        raise Malformed(nested.faults[0])


def group_paints(resources: NamedResources, entries: Mapping[str, Obj]) -> tuple[Paint, ...]:
    """The colour space that a transparency group blends in, if it names one."""
    blend = resources.file.dictionary(entries.get("Group")).get("CS")
    return () if blend is None else (Paint("group", resources.space(blend).families),)


def pattern_brush(painter: Painter, name: str, brush: Brush, values: tuple[float, ...]) -> Brush:
    """A pattern as what is painted with (ISO 32000-1, 8.7): one that has no colour of its own is
    drawn in `values` of the space of `brush`."""
    entry = painter.resources.entry("Pattern", name)
    entries, target = painter.file.dictionary(entry), painter.file.get(entry)
    colour = PaintColour(PATTERN.families, (), ())
    if entries.get("PatternType") == 2:
        painted = shading_paints(painter, entries.get("Shading"))
        return brush._replace(colour=colour._replace(painted=painted))
    if not isinstance(target, Stream):
        raise Malformed("a tiling pattern without its drawing")
    state = GraphicsState(ctm=painter.base)
    if brush.space.base and values:
        tint = Brush(brush.space.base, colour_in(brush.space.base, values))
        state = state._replace(fill=tint, stroke=tint)
    drawn = _form(painter, entry, target, state)
    painted = tuple(sorted(drawn.paints))
    return brush._replace(colour=colour._replace(painted=painted, cells=drawn.notes))


def soft_mask(painter: Painter, entry: Obj) -> None:
    """Read the SMask of an ExtGState: a drawn group whose colours are checked like any other's."""
    mask = painter.file.dictionary(entry)
    if "G" not in mask:
        return
    target = painter.file.get(mask["G"])
    if not isinstance(target, Stream):
        raise Malformed("a soft mask without its drawing")
    drawn = _form(painter, mask["G"], target, GraphicsState(ctm=painter.stream.state.ctm))
    for families in sorted({paint.families for paint in drawn.paints}):
        painter.record.book.note(Paint("soft-mask", families), drawn.reach)


# Functions stitched of functions, no deeper than this.
_DEEPEST = 4


def fill_shading(painter: Painter, name: str) -> None:
    """Fill the clip with a shading (sh)."""
    paints = shading_paints(painter, painter.resources.entry("Shading", name))
    painter.mark(EVERYWHERE, paints)
    painter.note_transparency(EVERYWHERE, fill=True)
    painter.note_background(EVERYWHERE, paints)


def shading_paints(painter: Painter, entry: Obj) -> tuple[Paint, ...]:
    """The paints at the ends of a shading's functions. Sampled and computed functions count as
    using each ink of the space somewhere."""
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
