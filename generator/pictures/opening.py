"""Opens a picture of any kind once, in a child process with limits.

Logos come from strangers. A file that is damaged or made to do harm costs its own opening and no
more. Whatever a library raises becomes a problem of that file.
"""

from __future__ import annotations

import atexit
from collections.abc import Callable
from functools import cache as once
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

from generator.bounded import Bounds, Child, Stopped, Task
from generator.cache import Cache, Inputs, frozen_inputs
from generator.vectors import AGAIN, Unusable, Vector, attempt, in_black, is_vector, read_vector
from .ink_shape import InkShape
from .tones import Tones

if TYPE_CHECKING:
    from PIL.Image import Image

A = TypeVar("A")
R = TypeVar("R")

# Of 255: how far a pixel may be from the straight line between white and the one colour.
_ASIDE: Final = 24
# Share of the pixels that may be neither, where edges are smoothed.
_BETWEEN: Final = 0.25
_SIDE: Final = 400  # pixels: larger pictures are looked at in this size


def is_one_colour(image: Image) -> bool:
    """Whether every pixel is white, one colour, or on the way from one to the other at an edge."""
    import PIL.Image

    seen = image.convert("RGBA")
    seen.thumbnail((_SIDE, _SIDE), PIL.Image.Resampling.NEAREST)
    paper = PIL.Image.new("RGBA", seen.size, "white")
    pixels = PIL.Image.alpha_composite(paper, seen).convert("RGB").getcolors(_SIDE * _SIDE) or []
    inks = [(count, tuple(255 - part for part in pixel)) for count, pixel in pixels]  # type: ignore[union-attr]
    solid = max((ink for _, ink in inks), key=sum, default=(0, 0, 0))
    most = sum(part * part for part in solid)
    if not most:
        return False
    inked = between = 0
    for count, ink in inks:
        share = sum(a * b for a, b in zip(ink, solid, strict=True)) / most
        if any(abs(a - share * b) > _ASIDE for a, b in zip(ink, solid, strict=True)):
            return False
        inked += count * (share > 0.1)
        between += count * (0.1 < share < 0.9)
    return between <= _BETWEEN * inked


BOUNDS: Final = Bounds(seconds=20.0, megabytes=1500)


class OpenedPicture(NamedTuple):
    """A picture the right way up: `width` and `height` in pixels, or in a drawing's own units; the
    `vector` of a drawing; whether pixels are `bilevel`, black and white without grays; whether all
    of it is `one_colour`; how light its parts are, nothing where nobody can say; and where its
    ink is, if that was asked for (see `open_file`)."""

    width: float
    height: float
    vector: Vector | None
    bilevel: bool
    one_colour: bool
    tones: Tones
    ink: InkShape = InkShape()


def open_file(path: str, digest: str, cache: Cache, inked: bool = True) -> OpenedPicture:
    """A picture; `digest` is of the file's bytes, so that a changed file is opened anew. Raises
    `Unusable`, also if the file cannot be read. Unless it is to be `inked`, nobody asks where the
    ink of a drawing is, which takes longer than all else."""
    found = _usable(cache.get(OpenedInputs(path, digest)))
    if inked and found.vector is not None:
        return found._replace(ink=_usable(cache.get(InkInputs(path, digest))))
    return found


def _usable(found: R | Unusable) -> R:
    if isinstance(found, Unusable):
        raise Unusable(*found.args)
    return found


def read_drawing(path: str, digest: str, cache: Cache) -> Vector:
    """The drawing in a file. Raises `Unusable`."""
    found = open_file(path, digest, cache, inked=False).vector
    assert found is not None
    return found


@frozen_inputs
class OpenedInputs(Inputs[OpenedPicture | Unusable]):
    """The picture in a file, or why it cannot be used: remembered, whichever it is."""

    path: str
    digest: str

    def make(self, cache: Cache) -> OpenedPicture | Unusable:
        return _in_child(look_at, self.path)


@frozen_inputs
class InkInputs(Inputs[InkShape | Unusable]):
    """Where the ink of the drawing in a file is, or why it cannot be used."""

    path: str
    digest: str

    def make(self, cache: Cache) -> InkShape | Unusable:
        return _in_child(drawn_ink, read_drawing(self.path, self.digest, cache))


def _in_child(work: Callable[[A], R | Unusable], given: A) -> R | Unusable:
    try:
        return _child().run(Task("", "read", hint=AGAIN), work, given)
    except Stopped as stopped:
        (problem,) = stopped.problems
        return Unusable(problem.message.strip(), problem.hint)


@once
def _child() -> Child:
    """The process in which all pictures are opened, one after another; begun with the first."""
    child = Child(BOUNDS)
    atexit.register(child.end)
    return child


def look_at(path: str) -> OpenedPicture | Unusable:
    """Open a file, here and now."""
    return attempt(_drawing if is_vector(path) else _raster, path)


def _drawing(path: str) -> OpenedPicture:
    vector = read_vector(path)
    one_colour = in_black(vector) is not None
    return OpenedPicture(vector.width, vector.height, vector, False, one_colour, _tones(vector))


def _tones(vector: Vector) -> Tones:
    """How light a drawing is, as far as somebody can draw it."""
    from generator.vectors.compare import can_compare, rendered
    from . import tones

    return tones.tones(rendered(vector, tones.SIDE)) if can_compare() else ()


def drawn_ink(vector: Vector) -> InkShape | Unusable:
    """Where a drawing's ink is, as far as somebody can draw it, here and now."""
    from generator.vectors.compare import can_compare, rendered
    from . import ink_shape

    try:
        drawn = rendered(vector, ink_shape.SIDE) if can_compare() else None
    except Unusable as unusable:
        return unusable
    return ink_shape.ink_shape(drawn) if drawn else InkShape()


def _raster(path: str) -> OpenedPicture:
    from .ink_shape import ink_shape
    from .opening import is_one_colour
    from .raster import read
    from .tones import tones

    raster = read(path)
    seen: Image = raster.pixels.convert("RGB").convert("RGBA")
    if raster.opacity is not None:
        seen.putalpha(raster.opacity)
    width, height = raster.pixels.size
    return OpenedPicture(
        width,
        height,
        None,
        raster.bilevel,
        is_one_colour(seen),
        tones(seen),
        ink_shape(seen),
    )
