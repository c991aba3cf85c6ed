"""Measures the lines of drawings, such as partners' logos, at the size in which they print.

A press holds no line that is thinner than a quarter of a point. Preflight finds such lines in a
finished file, which knows no names; here the drawing is known, and so is who can mend it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import field
from pathlib import PurePath
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from generator.cache import Cache, Inputs, frozen_inputs
from generator.content.document import Document
from generator.design.drawing import Drawing
from generator.page import Artwork, Group, Image, Mark, Tag
from generator.pictures import open_file, read_drawing
from generator.problems import Place, Problem, Where, warning
from generator.units import MM_PER_PT
from generator.vectors import ThinPart, is_vector, thin_parts
from .geometry import GeometryInputs, LanguageSettings
from .lockup import PartnerMark, lock_up
from .logo_boxes import strip_rules

PRESS_LEAST: Final = 0.25  # pt: the thinnest line that a press holds
_ROUNDING: Final = 0.005  # pt
_NUMBERS: Final = {1: "alone", 4: "as one of four", 8: "as one of eight"}


@frozen_inputs
class ThinPartsInputs(Inputs[tuple[ThinPart, ...]]):
    """The parts of the drawing in a file that are thinner than `least`, in its own units, the
    thinnest first. `digest` is that of the file's bytes."""

    path: str = field(compare=False)
    digest: str
    least: float

    def make(self, cache: Cache) -> tuple[ThinPart, ...]:
        return tuple(thin_parts(read_drawing(self.path, self.digest, cache), self.least))


class _Printed(Struct, frozen=True):
    """The drawing in a file, `width` mm wide in print, and a `unit` of its own in mm."""

    path: str
    digest: str
    width: float
    unit: float
    height: float

    @property
    def name(self) -> str:
        return PurePath(self.path.replace("\\", "/")).name


def fine_lines(artwork: Artwork, drawing: Drawing, cache: Cache) -> list[Problem]:
    """Warn of each drawing on the pages that has lines too thin for a press, where the thinnest
    stands."""
    found: list[Problem] = []
    for number, page in enumerate(artwork.pages, 1):
        for image in drawings(page.marks):
            opened = read_drawing(image.path, image.digest, cache)
            unit = image.width / opened.width
            printed = _Printed(image.path, image.digest, image.width, unit, image.height)
            problem, part = _thin(printed, f"in {drawing.name}", image.key, cache)
            if problem and part:
                left, top = image.x + part.left * unit, image.y + part.top * unit
                place = Place(number, left, top, part.width * unit, part.height * unit)
                found.append(replace(problem, place=place))
    return found


def fine_in_strip(
    file: str, digest: str, where: Where, document: Document, drawing: Drawing, cache: Cache
) -> Problem | None:
    """Warn of a partner's logo with lines too thin for a press at the size in which a layout prints
    it alone, or else among others. Raises `Unusable`."""
    formats = drawing.layout.default or drawing.layout.formats[:1]
    for count, number in _NUMBERS.items():
        for name in formats:
            settings = LanguageSettings.of(document)
            geometry = cache.get(GeometryInputs(drawing, name, settings))
            place = next((place for place in geometry.frames if place.logos), None)
            if place is None or place.logos is None:
                continue
            opened = open_file(file, digest, cache)
            ratio = opened.width / opened.height * opened.ink.width / opened.ink.height
            marks = [PartnerMark(ratio, opened.ink.cover)] * count
            lockup = lock_up(marks, strip_rules(place.logos, place.width, count))
            if lockup is None:
                continue
            width = lockup.marks[0].width * geometry.scale / opened.ink.width
            unit = width / opened.width
            printed = _Printed(file, digest, width, unit, opened.height * unit)
            problem, _ = _thin(printed, f"in {drawing.name} at {name}, {number}", where, cache)
            if problem:
                return problem
    return None


def drawings(marks: Iterable[Mark]) -> Iterator[Image]:
    """Every drawing among marks, however deep."""
    for mark in marks:
        if isinstance(mark, Image) and is_vector(mark.path):
            yield mark
        elif isinstance(mark, Group | Tag):
            yield from drawings(mark.marks)


def _thin(
    printed: _Printed, how: str, where: Where, cache: Cache
) -> tuple[Problem | None, ThinPart | None]:
    """The warning for a drawing whose thinnest line is too thin, and that line."""
    least = round((PRESS_LEAST - _ROUNDING) * MM_PER_PT / printed.unit, 6)
    parts = cache.get(ThinPartsInputs(printed.path, printed.digest, least))
    if not parts:
        return None, None
    thinnest, unit = parts[0], printed.unit
    thick = thinnest.thick * unit / MM_PER_PT
    across = (thinnest.left + thinnest.width / 2) * unit
    down = (thinnest.top + thinnest.height / 2) * unit
    details = [
        f"its middle is {across:.1f} mm from the left and {down:.1f} mm from the top of the "
        f"drawing, which is {printed.width:.1f} × {printed.height:.1f} mm",
    ]
    if len(parts) > 1:
        details.append(f"{len(parts)} of its lines are too thin")
    message = f'"{printed.name}" has a line {thick:.2g} pt thick {how}: too thin for a press'
    problem = warning("thin-lines", message, where, mended(thick), details)
    return replace(problem, found=f"{thick:.3g} pt", limit=f"{PRESS_LEAST:g} pt"), thinnest


def mended(thick: float) -> str:
    """How to mend a drawing whose thinnest line is so many points thick."""
    ask = "ask the partner for a version for small sizes"
    if thick <= 0:
        return f"{ask}, or give its lines a width"
    return f"{ask}, or have this line drawn {PRESS_LEAST / thick:.1f} times as thick"
