"""Writes a partner's drawing as a Form XObject: its paths in the edition's colours, in a unit
square.

Gray is black ink alone. RGB goes to press through the profile of the printing condition. CMYK stays
as it is. A picture may name the inks of its colours.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import field

from msgspec import Struct

from generator.cache import Cache, Inputs, frozen_inputs
from generator.colour import Colour, Intent
from generator.page import Image as Placed
from generator.pictures import read_drawing
from generator.problems import Refused, error
from generator.vectors import DeviceColour, PaintedPath, Unusable, Vector, in_black
from .cmyk_to_srgb import shown_colour
from .colour_operators import InkOperators, press_ink, screen_ink
from .object_bytes import decimal, deflated
from .rgb_to_cmyk import Press, separated_colour

_SEGMENTS = {"M": "m", "L": "l", "C": "c", "Z": "h"}


def drawing(
    image: Placed, press: Press | None, cache: Cache, srgb: bool = False
) -> tuple[str, bytes]:
    """The name and the object of the form for a drawing on a page, which scales it to its width and
    height. A file of `srgb` alone has no inks. Raises Refused if the drawing cannot go in the
    file."""
    inks = _DrawingInks(press, image.intent, image.inks, srgb)
    try:
        return cache.get(DrawingInputs(image.path, image.digest, image.black, inks))
    except Unusable as unusable:
        raise Refused(
            [error("image", f'"{image.path}" {unusable.message}', image.key, unusable.hint)]
        ) from None


class _DrawingInks(Struct, frozen=True):
    """Turns a drawing's colours into a file's."""

    press: Press | None
    intent: Intent
    given: tuple[tuple[tuple[float, ...], Colour], ...]
    srgb: bool


@frozen_inputs
class DrawingInputs(Inputs[tuple[str, bytes]]):
    """The drawing in a file as a form. `digest` is that of the file's bytes."""

    path: str = field(compare=False)
    digest: str
    black: bool
    inks: _DrawingInks

    def make(self, cache: Cache) -> tuple[str, bytes]:
        vector: Vector | None = read_drawing(self.path, self.digest, cache)
        if self.black and vector:
            vector = in_black(vector)
        if vector is None:
            raise Unusable("has several colours", "give a drawing of one colour")
        operators = {
            colour: _operators(colour.values, self.inks, cache)
            for mark in vector.marks
            for colour in (mark.fill, mark.stroke and mark.stroke.colour)
            if colour
        }
        return _form(vector, operators)


def _form(vector: Vector, operators: Mapping[DeviceColour, InkOperators]) -> tuple[str, bytes]:
    marks = (line for mark in vector.marks for line in _mark(mark, operators))
    content = "\n".join(marks).encode()
    # From its units, y down, to a square of one, y up.
    across, down = _number(1 / vector.width), _number(-1 / vector.height)
    box = f"[0 0 {_number(vector.width)} {_number(vector.height)}]"
    entries = (
        f"/Type/XObject/Subtype/Form/BBox{box}/Matrix[{across} 0 0 {down} 0 1]/Resources<<>>"
    ).encode()
    key = "V" + hashlib.sha256(entries + content).hexdigest()[:16]
    return key, deflated(content, entries)


def _mark(mark: PaintedPath, operators: Mapping[DeviceColour, InkOperators]) -> Iterator[str]:
    yield "q"
    for clip in mark.clips:
        yield from _path(clip.path)
        yield "W* n" if clip.evenodd else "W n"
    yield " ".join(map(_number, mark.matrix)) + " cm"
    if mark.fill:
        yield operators[mark.fill].fill
    stroke = mark.stroke
    if stroke:
        yield operators[stroke.colour].stroke
        dash = " ".join(map(_number, stroke.dash))
        yield (
            f"{_number(stroke.width)} w {stroke.cap} J {stroke.join} j "
            f"{_number(stroke.mitre)} M [{dash}] {_number(stroke.phase)} d"
        )
    yield from _path(mark.path)
    if stroke and mark.fill:
        yield "B*" if mark.evenodd else "B"
    elif stroke:
        yield "S"
    else:
        yield "f*" if mark.evenodd else "f"
    yield "Q"


def _path(path: tuple[tuple[str, *tuple[float, ...]], ...]) -> Iterator[str]:
    for name, *values in path:
        yield " ".join([*map(_number, values), _SEGMENTS[name]])


def _number(value: float) -> str:
    return decimal(value, 6)


def _operators(values: tuple[float, ...], inks: _DrawingInks, cache: Cache) -> InkOperators:
    """The operators of a drawing's colour in the file."""
    press = inks.press
    given = dict(inks.given).get(values)
    if given:
        return screen_ink(given) if press is None else press_ink(given)
    if len(values) == 3 and len(set(values)) == 1:
        values = values[:1]
    if inks.srgb and len(values) == 4:
        values = shown_colour(values, inks.intent, cache)
    elif press is not None and len(values) == 3:
        red, green, blue = (round(value * 255) for value in values)
        printed = separated_colour((red, green, blue), press, inks.intent, cache)
        values = tuple(percent / 100 for percent in printed)
    elif press is not None and len(values) == 1:
        values = 0.0, 0.0, 0.0, 1 - values[0]
    elif press is not None and round(sum(values) * 100, 1) > press.limit:
        raise Unusable(
            f"has a colour of {sum(values) * 100:.0f} % ink, and the paper takes {press.limit:g} %",
            "export it with less ink in its darkest colours, or in RGB",
        )
    operator = {1: "g", 3: "rg", 4: "k"}[len(values)]
    shown = " ".join(decimal(value, 4) for value in values)
    return InkOperators(f"{shown} {operator}", f"{shown} {operator.upper()}")
