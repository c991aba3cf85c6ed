"""Measures whether text can be read: its contrast with what lies beneath it, and its size.

It measures finished pages as WCAG 2.2 does: the sRGB of the words against the sRGB of the topmost
shape painted under them (success criteria 1.4.3 and 1.4.6). For a press edition these are the
colours of a proof.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from generator.cache import Cache, Inputs, frozen_inputs
from generator.colour import Colour, contrast
from generator.page import Artwork, Box, GlyphRun, Group, Mark, Path, Shape, Tag, around
from generator.problems import Place, Problem, error, warning
from generator.units import MM_PER_PT
from .bidi import as_read
from .distances import GroupThingsInputs
from .safety import ink, runs

# WCAG 2.2: at least so much, and wanted for running text; large is from 18 pt, or 14 pt bold.
LEAST: Final = 4.5
LEAST_LARGE: Final = 3.0
WANTED: Final = 7.0
LARGE: Final = 18.0
LARGE_BOLD: Final = 14.0
BOLD: Final = 700

# Drawings of many small marks: nothing is ever set on them.
_TEXTURES: Final = frozenset({"code", "field", "bullet", "mark", "rule", "underline"})
_PAPER: Final = Colour("paper", (0, 0, 0, 0), "#FFFFFF")
_NEAR: Final = 0.01  # mm
_CURVE: Final = 4  # straight pieces that stand for a curve


class _Ground(Struct, frozen=True):
    """A filled shape: its colour, the box round it, and its outline's corners."""

    colour: Colour
    box: Box
    corners: tuple[tuple[float, float], ...]

    def holds(self, x: float, y: float) -> bool:
        left, top, right, bottom = self.box
        return left <= x <= right and top <= y <= bottom and self._winds(x, y)

    def _winds(self, x: float, y: float) -> bool:
        """Whether a ray to the right crosses the outline an odd number of times."""
        inside = False
        before_x, before_y = self.corners[-1]
        for next_x, next_y in self.corners:
            if (next_y > y) != (before_y > y):
                across = (before_x - next_x) * (y - next_y) / (before_y - next_y) + next_x
                inside ^= x < across
            before_x, before_y = next_x, next_y
        return inside


class _Faint(Struct, frozen=True):
    """Words that are hard to read on what lies beneath them, or too small."""

    severe: bool
    measured: float
    rule: str
    message: str
    hint: str
    key: str
    box: Box
    found: str
    limit: str


def illegible(artwork: Artwork, least: float, *, cache: Cache) -> list[Problem]:
    """Report each text with less contrast than it must have or smaller than `least` pt, and warn of
    running text with less contrast than it should have. Each text has one problem, where it is
    worst."""
    found: dict[tuple[str, str], tuple[float, Problem]] = {}
    for number, page in enumerate(artwork.pages, 1):
        below: list[tuple[Group, Box]] = []
        for mark in page.marks:
            group = mark if isinstance(mark, Group) else Group((mark,))
            extent = cache.get(ExtentInputs(group))
            words = extent.words
            under = tuple(each for each, box in below if words and _meet(words, box))
            for faint in cache.get(FaintInputs(group, under, least)) if words else ():
                left, top, right, bottom = faint.box
                place = Place(number, left, top, right - left, bottom - top)
                key = faint.rule, faint.key or faint.message
                if key not in found or faint.measured < found[key][0]:
                    found[key] = faint.measured, _problem(faint, place)
            if extent.grounds:
                below.append((group, extent.grounds))
    return [problem for _, problem in found.values()]


def _problem(faint: _Faint, place: Place) -> Problem:
    make = error if faint.severe else warning
    problem = make(faint.rule, faint.message, faint.key, faint.hint)
    return replace(problem, place=place, found=faint.found, limit=faint.limit)


def _meet(one: Box, other: Box) -> bool:
    """Whether two boxes have a point in common, or nearly."""
    left, top, right, bottom = other
    beside = one[2] < left - _NEAR or right < one[0] - _NEAR
    return not (beside or one[3] < top - _NEAR or bottom < one[1] - _NEAR)


class GroupExtent(Struct, frozen=True):
    """The boxes round the words of a group, with their ink, and round the grounds that it paints.
    Either may be missing."""

    words: Box | None
    grounds: Box | None


@frozen_inputs
class ExtentInputs(Inputs[GroupExtent]):
    """How far the words and the grounds of a group reach. Their ink is known from the distances
    between them."""

    group: Group

    def make(self, cache: Cache) -> GroupExtent:
        inks = (thing.box for thing in cache.get(GroupThingsInputs(self.group)) if thing.runs)
        words = map(_box, runs(self.group.marks))
        grounds = (ground.box for ground in cache.get(GroundsInputs(self.group)))
        return GroupExtent(around((*words, *inks)), around(grounds))

    def result_size(self, result: GroupExtent) -> int:
        return 400


@frozen_inputs
class FaintInputs(Inputs[tuple[_Faint, ...]]):
    """What is hard to read in a group that stands on others. A page of a batch differs from the
    one before in a group or two, so `below` has none whose grounds these words do not meet."""

    group: Group
    below: tuple[Group, ...]
    least: float

    def make(self, cache: Cache) -> tuple[_Faint, ...]:
        grounds = [ground for each in self.below for ground in cache.get(GroundsInputs(each))]
        return tuple(_faint(self.group.marks, grounds, self.least))


@frozen_inputs
class GroundsInputs(Inputs[tuple[_Ground, ...]]):
    """The grounds that a group paints."""

    group: Group

    def make(self, cache: Cache) -> tuple[_Ground, ...]:
        return tuple(_within(self.group.marks))

    def result_size(self, result: tuple[_Ground, ...]) -> int:
        return sum(400 + 120 * len(ground.corners) for ground in result)


def _faint(marks: Iterable[Mark], grounds: list[_Ground], least: float) -> Iterator[_Faint]:
    for mark in marks:
        match mark:
            case Group() | Tag():
                yield from _faint(mark.marks, grounds, least)
            case Shape():
                grounds += _ground(mark)
            case GlyphRun() if mark.text.strip():
                yield from _read(mark, grounds, least)
            case _:
                pass


def _read(run: GlyphRun, grounds: list[_Ground], least: float) -> Iterator[_Faint]:
    box = _box(run)
    if run.size < least - 0.01:
        yield _Faint(
            True,
            run.size,
            "too-small",
            f"{_shown(run)} is set in {run.size:.1f} pt",
            "shorten it, or choose a larger layout",
            run.key,
            box,
            f"{run.size:.1f} pt",
            f"at least {least:g} pt",
        )
    large = run.size >= LARGE or (run.size >= LARGE_BOLD and run.font.weight >= BOLD)
    needed = LEAST_LARGE if large else LEAST
    under = dict.fromkeys(_under(run, box, grounds))
    if any(contrast(run.colour.rgb, ground.rgb) < needed for ground in under):
        inked = ink(run) or box  # a quotation mark that hangs may be half empty
        under = dict.fromkeys(_under(run, (inked[0], box[1], inked[2], box[3]), grounds))
    for ground in under:
        ratio = contrast(run.colour.rgb, ground.rgb)
        if ratio >= (needed if large else WANTED):
            continue
        yield _Faint(
            ratio < needed,
            ratio,
            "contrast",
            f"{_shown(run)} in {run.colour.name} on {ground.name} is hard to read",
            "choose a darker or a lighter colour for one of them in the layout or the theme",
            run.key,
            box,
            f"{ratio:.1f}:1",
            f"at least {needed:g}:1" if ratio < needed else f"{WANTED:g}:1 wanted",
        )


def _shown(run: GlyphRun) -> str:
    """The words of a run as a message quotes them."""
    words = as_read(run)
    return f'"{words}"' if len(words) <= 40 else f'"{words[:39]}…"'


def _box(run: GlyphRun) -> Box:
    """The box that is looked under: as wide as a run, and about as high as its capitals."""
    return run.x, run.y - 0.75 * run.size * MM_PER_PT, run.x + run.width, run.y


def _under(run: GlyphRun, box: Box, grounds: list[_Ground]) -> Iterator[Colour]:
    """The colours beneath a run: at its start, its middle and its end."""
    y = (box[1] + box[3]) / 2
    inset = min(0.2, (box[2] - box[0]) / 4)
    for x in (box[0] + inset, (box[0] + box[2]) / 2, box[2] - inset):
        top = next((one for one in reversed(grounds) if one.holds(x, y)), None)
        yield top.colour if top else _PAPER


def _within(marks: Iterable[Mark]) -> Iterator[_Ground]:
    for mark in marks:
        if isinstance(mark, Group | Tag):
            yield from _within(mark.marks)
        elif isinstance(mark, Shape):
            yield from _ground(mark)


def _ground(shape: Shape) -> list[_Ground]:
    if shape.fill is None or shape.kind in _TEXTURES or not shape.path:
        return []
    corners = _corners(shape.path)
    xs, ys = zip(*corners, strict=True)
    return [_Ground(shape.fill, (min(xs), min(ys), max(xs), max(ys)), corners)]


def _corners(path: Path) -> tuple[tuple[float, float], ...]:
    """A path as a polygon."""
    found: list[tuple[float, float]] = []
    for segment in path:
        match segment:
            case (_, x, y):
                found.append((x, y))
            case (_, x1, y1, x2, y2, x, y):
                x0, y0 = found[-1]
                for step in range(1, _CURVE + 1):
                    t = step / _CURVE
                    s = 1 - t
                    a, b, c, d = s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t
                    found.append(
                        (a * x0 + b * x1 + c * x2 + d * x, a * y0 + b * y1 + c * y2 + d * y)
                    )
            case _:
                pass
    return tuple(found)
