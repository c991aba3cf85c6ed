"""Drawings a content stream calls upon: forms, images, patterns, shadings, masks, Type 3 glyphs."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Final

from generator.preflight import spaces
from generator.preflight.graphics import (
    EVERYWHERE,
    IDENTITY,
    Area,
    Matrix,
    State,
    moved,
    product,
    start,
)
from generator.preflight.memo import Memo
from generator.preflight.spaces import Colour, Paint
from generator.preflight.streams import decode
from generator.preflight.syntax import Malformed, Obj, Stream
from generator.preflight.walk import Machine

UNIT: Final[Area] = (0.0, 0.0, 1.0, 1.0)
_Drawn = tuple[frozenset[Paint], Area | None]
_forms: Memo[bytes, _Drawn] = Memo(1024)


def external_object(m: Machine, entry: Obj) -> None:
    """Do: a form or an image XObject."""
    target = m.file.get(entry)
    if not isinstance(target, Stream):
        raise Malformed("an XObject that is not a stream")
    kind = m.file.get(target.dict.get("Subtype"))
    if kind == "Form":
        paints, reach = _form(m, entry, target, m.state)
        m.mark(reach, *paints)
    elif kind == "Image":
        m.mark(moved(UNIT, m.state.ctm), *image(m, target.dict))
    else:
        raise Malformed(f"an XObject of the kind {kind!r}")


def _form(m: Machine, entry: Obj, target: Stream, state: State) -> _Drawn:
    """What a form paints when drawn in `state`; remembered if it brings its own resources."""
    if m.depth > 20:
        raise Malformed("drawings inside drawings more than 20 deep")
    if "Resources" not in target.dict:
        return _draw_form(m, target, state)
    key = sha256(m.file.digest(entry) + repr(state.frozen()).encode()).digest()
    return _forms.get(key, lambda: _draw_form(m, target, state))


def _draw_form(m: Machine, target: Stream, state: State) -> _Drawn:
    file = m.file
    own = file.get(target.dict.get("Resources"))
    inner = State(state.frozen())
    inner.ctm = product(matrix(m, target.dict), state.ctm)
    nested = Machine(file, own if isinstance(own, dict) else m.resources, inner, m.depth + 1)
    box = file.numbers_of(target.dict.get("BBox"))
    if len(box) != 4:
        raise Malformed("a form without its BBox")
    edges = (min(box[0], box[2]), min(box[1], box[3]), max(box[0], box[2]), max(box[1], box[3]))
    limit = moved(edges, inner.ctm)
    nested.run(decode(file, target))
    if nested.faults:
        raise Malformed(nested.faults[0])
    if not isinstance(own, dict):
        m.uses |= nested.uses
    paints = frozenset(nested.paints | set(group(m, target.dict, "group")))
    return paints, _within(nested.reach, limit)


def _within(area: Area | None, limit: Area) -> Area | None:
    if area is None:
        return None
    left, bottom = max(area[0], limit[0]), max(area[1], limit[1])
    right, top = min(area[2], limit[2]), min(area[3], limit[3])
    return (left, bottom, right, top) if left <= right and bottom <= top else None


def matrix(m: Machine, entries: Mapping[str, Obj]) -> Matrix:
    values = m.file.numbers_of(entries.get("Matrix"))
    if len(values) != 6:
        return IDENTITY
    a, b, c, d, e, f = values
    return a, b, c, d, e, f


def group(m: Machine, entries: Mapping[str, Obj], kind: str) -> tuple[Paint, ...]:
    """The colour space a transparency group blends in, if it names one."""
    blend = m.file.dictionary(entries.get("Group")).get("CS")
    return () if blend is None else (Paint(kind, m.parse_space(blend).families),)


def image(m: Machine, entries: Mapping[str, Obj]) -> tuple[Paint, ...]:
    """What an image paints with, its soft mask included."""
    file = m.file
    paints: tuple[Paint, ...] = ()
    if file.get(entries.get("ImageMask")) is True:
        return m.with_colour("image", m.state.fill, m.state.fill_overprint)
    named = entries.get("ColorSpace")
    if named is None and file.get(entries.get("Filter")) == "JPXDecode":
        paints = (Paint("image", ("JPXDecode",)),)
    else:
        space = m.parse_space(named)
        paints = (Paint("image", space.families, (), space.anywhere()),)
    for key in ("SMask", "Mask"):
        mask = file.get(entries.get(key))
        if isinstance(mask, Stream) and file.get(mask.dict.get("ImageMask")) is not True:
            families = m.parse_space(mask.dict.get("ColorSpace")).families
            paints += (Paint("soft-mask", families),)
    return paints


_ABBREVIATED: Final = {"CS": "ColorSpace", "IM": "ImageMask", "F": "Filter"}


def inline_image(m: Machine, entries: Mapping[str, Obj]) -> None:
    full = {_ABBREVIATED.get(key, key): value for key, value in entries.items()}
    named = full.get("ColorSpace")
    if isinstance(named, str) and named not in spaces.NAMED:
        m.entry("ColorSpace", named)
    m.mark(moved(UNIT, m.state.ctm), *image(m, full))


def pattern(m: Machine, name: str, tint: Colour | None) -> Colour:
    """A pattern as a colour: what it paints with (ISO 32000-1, 8.7)."""
    entry = m.entry("Pattern", name)
    entries = m.file.dictionary(entry)
    target = m.file.get(entry)
    if entries.get("PatternType") == 2:
        return Colour(("Pattern",), (), (), shading(m, entries.get("Shading")))
    if not isinstance(target, Stream):
        raise Malformed("a tiling pattern without its drawing")
    state = start()
    if tint is not None:
        state.fill = state.stroke = tint
    paints, _ = _form(m, entry, target, state)
    return Colour(("Pattern",), (), (), tuple(sorted(paints)))


def shade(m: Machine, entry: Obj) -> None:
    """sh: fills the clip, which is not followed here, so it reaches everywhere."""
    m.mark(EVERYWHERE, *shading(m, entry))


def shading(m: Machine, entry: Obj) -> tuple[Paint, ...]:
    """The paints at the ends of a shading's functions. Sampled and computed ones are taken to
    use each ink of the space somewhere."""
    entries = m.file.dictionary(entry)
    space = m.parse_space(entries.get("ColorSpace"))
    ends = _ends(m, entries.get("Function"), space.components)
    if not ends:
        return (Paint("image", space.families, (), space.anywhere()),)
    colours = [space.colour(values) for values in ends]
    return tuple(Paint("shading", c.families, c.values, c.inks) for c in colours)


def _ends(m: Machine, function: Obj, components: int, depth: int = 0) -> list[tuple[float, ...]]:
    """The values a function of one number can reach at its ends; empty if not known."""
    file = m.file
    entries = file.dictionary(function)
    if depth > 4:
        return []
    if entries.get("FunctionType") == 2:
        pair = (
            file.numbers_of(entries.get("C0")) or (0.0,),
            file.numbers_of(entries.get("C1")) or (1.0,),
        )
        return [values for values in pair if len(values) == components]
    if entries.get("FunctionType") == 3:
        below = [_ends(m, one, components, depth + 1) for one in file.array(entries["Functions"])]
        return [] if not all(below) else [values for ends in below for values in ends]
    return []


def soft_mask(m: Machine, entry: Obj) -> None:
    """The SMask of an ExtGState: a drawn group whose colours are judged like any other's."""
    mask = m.file.dictionary(entry)
    if "G" not in mask:
        return
    target = m.file.get(mask["G"])
    if not isinstance(target, Stream):
        raise Malformed("a soft mask without its drawing")
    paints, _ = _form(m, mask["G"], target, start())
    kept = [Paint("soft-mask", paint.families) for paint in paints]
    m.paints.update(kept)


def drawn_font(m: Machine, font: Obj) -> None:
    """A Type 3 font: each of its glyphs is a drawing."""
    file = m.file
    entries = file.dictionary(font)
    own = file.get(entries.get("Resources"))
    for glyph in file.dictionary(entries.get("CharProcs")).values():
        target = file.get(glyph)
        if not isinstance(target, Stream):
            raise Malformed("a Type 3 glyph without its drawing")
        inner = State(m.state.frozen())
        resources = own if isinstance(own, dict) else m.resources
        nested = Machine(file, resources, inner, m.depth + 1)
        nested.run(decode(file, target))
        if nested.faults:
            raise Malformed(nested.faults[0])
        if not isinstance(own, dict):
            m.uses |= nested.uses
        m.paints.update(nested.paints)
