"""Composes a piece: sets a document's words in a drawing's frames, and gives inert pages."""

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from itertools import count
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from generator.cache import Cache, Paused, StepCache
from generator.content.document import Block, Document
from generator.design import layout_walk
from generator.design.drawing import Drawing
from generator.design.items import OWN
from generator.page import Artwork, Page
from generator.problems import Problem, Refused
from generator.source.keys import LAYOUT, row_key
from . import area_faults, doing_without, faults
from .boxes import NATURAL
from .copyfit import PieceFit
from .emptiness import emptiness
from .fine_lines import fine_lines
from .fit_path import Steps, initial, is_taken, is_tight, left_out
from .frame_items import DrawnFrame, ItemInputs, without
from .frames import Frames, MeasuredFrame
from .geometry import Geometry, GeometryInputs, LanguageSettings
from .lockup import share
from .logo_boxes import PlacedLogo, strip_rules
from .picture_files import LogoRoom, open_logo
from .sized_styles import StylesInputs
from .slots import OpenedSlot, open_slots
from .styles import Setting

_FEW: Final = 4  # contacts that a frame is expected to have room for
_AS_DRAWN: Final = 0.005  # of a scale: so near 1 it is none


class Composed(Struct, frozen=True, eq=False):
    """A composed piece: its artwork, its warnings, and the size in pt of each style that
    copyfitting changed. `full` is the size of every style before that."""

    artwork: Artwork
    problems: tuple[Problem, ...]
    steps: Mapping[str, float]
    full: Mapping[str, float]


def compose(document: Document, drawing: Drawing, format_name: str, *, cache: Cache) -> Composed:
    """The document in the layout at one of its formats. Raises `Refused` with every problem. A
    block or letter may be missing, words may not fit at the layout's smallest sizes, text may stand
    in an unsafe place, or a required code may have no place."""
    try:
        composed = _composed(document, drawing, format_name, cache)
    except Refused as refused:
        raise Refused(faults.placed(refused.problems, document, drawing)) from None
    return replace(composed, problems=faults.placed(composed.problems, document, drawing))


def wrong_with(
    document: Document, drawing: Drawing, format_name: str, cache: Cache
) -> tuple[Problem, ...]:
    """What is wrong with the document in the layout, errors or warnings, with keys in place of
    places (see `faults.placed`)."""
    try:
        composed = _composed(document, drawing, format_name, cache)
        return (*composed.problems, *fine_lines(composed.artwork, drawing, cache))
    except Refused as refused:
        return refused.problems


def in_steps(work: Callable[[Cache], object], cache: Cache) -> Iterator[None]:
    """Do what composes a piece in steps, after which it finds all it makes remembered. The first
    step sets one item at one size, and each other one item more than the step before it: so there
    is an end, whatever the cache forgets meanwhile."""
    for most in count(1):
        try:
            work(StepCache(cache, ItemInputs, most))
            return
        except Paused:
            yield


def composed_in_steps(
    document: Document, drawing: Drawing, format_name: str, *, cache: Cache
) -> Iterator[None]:
    """Compose a piece in steps (see `in_steps`), so that `compose` takes no time."""
    return in_steps(lambda steps: wrong_with(document, drawing, format_name, steps), cache)


def pages_alone(
    document: Document, drawing: Drawing, format_name: str, *, cache: Cache
) -> tuple[Page, ...]:
    """The pages of words that the program says itself, whose warnings nobody reads. What it raises
    has keys in place of places."""
    return _composed(document, drawing, format_name, cache).artwork.pages


def _composed(document: Document, drawing: Drawing, format_name: str, cache: Cache) -> Composed:
    geometry = cache.get(GeometryInputs(drawing, format_name, LanguageSettings.of(document)))
    return PieceComposer(document, geometry, cache).compose()


def overshoots(
    document: Document, drawing: Drawing, format_name: str, *, cache: Cache
) -> list[tuple[tuple[str, ...], float]]:
    """The blocks of each frame, and how many mm it is too short for their words at the layout's
    smallest sizes (0 if they fit), in mm of the layout. It leaves nothing out and refuses
    nothing."""
    geometry = cache.get(GeometryInputs(drawing, format_name, LanguageSettings.of(document)))
    return PieceComposer(document, geometry, cache).overshoots()


def fullness(
    document: Document, drawing: Drawing, format_name: str, *, cache: Cache
) -> list[tuple[tuple[str, ...], float]]:
    """The blocks of each frame, and how full it is before anything gives way: the height of all
    that stands in it, as a share of its own. It leaves nothing out and refuses nothing."""
    geometry = cache.get(GeometryInputs(drawing, format_name, LanguageSettings.of(document)))
    return PieceComposer(document, geometry, cache).fullness()


class PieceComposer:
    """A document in a drawing at one of its formats."""

    def __init__(self, document: Document, geometry: Geometry, cache: Cache) -> None:
        self.document, self.geometry, self.cache = document, geometry, cache
        self.drawing, self.layout = geometry.drawing, geometry.layout
        self.initial = initial(self.layout)
        logos, self.problems = self._logos()
        slots, more = self._slots()
        self.problems += more
        frames = Frames(document, self.geometry, logos, slots, cache)
        self.fit = PieceFit(geometry, frames, cache)

    @property
    def frames(self) -> Frames:
        """The frames, as the fit has them."""
        return self.fit.frames

    def compose(self) -> Composed:
        document, layout = self.document, self.layout
        printed = faults.printed_codes(layout)
        # Nobody can scan the screen they hold.
        screen = self.drawing.first_format.pixels is not None
        where = row_key(LAYOUT, layout, "pages")
        problems = [] if screen else list(document.missing_codes(printed, where))
        problems += self.problems
        steps = doing_without.fitted(self.fit)
        styles = self.cache.get(StylesInputs(self.geometry, steps))
        drawn: list[DrawnFrame] = []
        measured = self.frames.measured(steps)
        used = [item for frame in measured for item in frame.used]
        problems += faults.lost_parts(document, self.drawing, used)
        for number, frame in enumerate(measured):
            problems += frame.problems
            too_wide = (faults.too_wide(each, document) for each in frame.too_wide)
            problems += map(self._at_its_format, too_wide)
            if frame.overset and not frame.too_wide:
                found = self._overset(number, frame, steps, styles)
                problems.append(self._at_its_format(found))
            elif not frame.overset:
                drawn.append(self.frames.drawn(number, steps))
                problems += drawn[-1].problems
        if any(problem.is_error for problem in problems):
            raise Refused(dict.fromkeys(problems))
        if self.fit.crowded:
            problems.append(faults.crowded(self.frames.logos, self.drawing))
        drops, short = is_taken(layout, steps, "drop"), is_taken(layout, steps, "short")
        lacks = left_out(layout, steps)
        problems += doing_without.warnings(lacks, document, self.drawing)
        problems += doing_without.strip_lost(self.fit, steps)
        document = without(lacks, document)
        problems += faults.left_out(document, self.drawing, drops, short)
        problems += faults.cut_imprint(
            document,
            self.drawing,
            brief=is_taken(layout, steps, "imprint"),
            tight=is_tight(layout, steps),
        )
        problems += faults.unprinted(document, self.drawing)
        problems += emptiness(self.geometry, measured)
        full = self.cache.get(StylesInputs(self.geometry, self.initial))
        sizes = {name: style.size for name, style in full.items()}
        fitted = {name: each.size for name, each in styles.items() if each.size != sizes[name]}
        return Composed(self._artwork(drawn), tuple(problems), fitted, sizes)

    def _at_its_format(self, problem: Problem) -> Problem:
        """A problem with the lengths and sizes of the layout, which says how large they are at a
        format that the layout is not drawn for."""
        name, scale = self.geometry.format_name, self.geometry.scale
        if abs(scale - 1) < _AS_DRAWN:
            return problem
        said = (
            f"these are the layout's own mm and pt: at {name} they are {scale:.2f} times as large"
        )
        return replace(problem, details=(*problem.details, said))

    def _overset(
        self, number: int, frame: MeasuredFrame, steps: Steps, styles: Mapping[str, Setting]
    ) -> Problem:
        """The error for a frame that is too full: of its logos, if its words fit without them, of
        a long name, if it fits with a shorter one, or of its contacts, if it fits with fewer."""
        place, excess, document = self.geometry.frames[number], frame.overset, self.document
        bare = self.fit.bare
        if not bare.frame(number, steps).overset or not self._fitted(bare, number).overset:
            return faults.logos_overset(place, excess, self.frames.logos, self.drawing)
        for value, key in area_faults.long_values(document, place.blocks):
            shorter = area_faults.shortened(document.blocks, value)
            if not self._refitted(shorter, number).overset:
                return area_faults.value_overset(place, excess, value, key, self.drawing, document)
        blocks = (document.blocks.get(name) for name in place.blocks)
        listed = [block for block in blocks if block and len(block.contacts) > 1]
        most = max(listed, key=lambda block: len(block.contacts), default=None)
        if most and self._fits_with_fewer(most, number):
            return faults.contacts_overset(place, excess, most.contacts, document, self.drawing)
        found = faults.overset(place, frame.used, excess, document, styles, self.drawing)
        own = document.blocks.get(OWN)
        if own is None or OWN not in place.blocks or found.key in {one.key for one in own.texts}:
            return found
        if self._without_own(number).overset:
            return found
        return faults.own_overset(place, excess, own, self.drawing)

    def _fits_with_fewer(self, block: Block, number: int) -> bool:
        """Whether a frame fits with half of a block's contacts, or half of that, and so on, down to
        a few. Where it has no room for a few, its words are to blame."""
        most = len(block.contacts)
        while most > _FEW:
            most = max(most // 2, _FEW)
            if self._fits_with(block, most, number):
                return True
        return False

    def _fits_with(self, block: Block, most: int, number: int) -> bool:
        """Whether a frame fits with the first contacts of a block, as many as asked for."""
        first = replace(block, contacts=block.contacts[:most])
        blocks = {**self.document.blocks, block.name: first}
        return not self._refitted(blocks, number).overset

    def _without_own(self, number: int) -> MeasuredFrame:
        """A frame of the piece without the area's own words."""
        blocks = {name: one for name, one in self.document.blocks.items() if name != OWN}
        return self._refitted(blocks, number)

    def _refitted(self, blocks: dict[str, Block], number: int) -> MeasuredFrame:
        """A frame of the piece with other blocks."""
        other = dataclasses.replace(self.document, blocks=blocks)
        logos, slots = self.frames.logos, self.frames.slots
        return self._fitted(Frames(other, self.geometry, logos, slots, self.cache), number)

    def _fitted(self, frames: Frames, number: int) -> MeasuredFrame:
        """A frame of other words or pictures, with everything fitted anew."""
        fit = PieceFit(self.geometry, frames, self.cache)
        steps = doing_without.fitted(fit)
        return fit.frames.frame(number, steps)

    def overshoots(self) -> list[tuple[tuple[str, ...], float]]:
        steps = self.fit.smallest({"pictures"})
        frames = zip(self.geometry.frames, self.frames.measured(steps), strict=True)
        return [(place.blocks, frame.overset) for place, frame in frames]

    def fullness(self) -> list[tuple[tuple[str, ...], float]]:
        frames = zip(self.geometry.frames, self.frames.measured(self.initial), strict=True)
        return [
            (place.blocks, frame.stack.height(NATURAL) / place.height)
            for place, frame in frames
            if place.height
        ]

    # pictures and pages

    def _logos(self) -> tuple[tuple[PlacedLogo, ...], list[Problem]]:
        """The area's logos, if the layout has a place for them."""
        place = next((place for place in self.geometry.frames if place.logos), None)
        given = self.document.logos
        if place is None or place.logos is None or not given:
            return (), []
        item, palette, scale = place.logos, self.drawing.palette, self.geometry.scale
        name = place.row.ground or self.layout.pages[place.page].ground
        ground = layout_walk.logos_ground(place.row.stack, name)
        rules = strip_rules(item, place.width, len(given))
        room = LogoRoom(
            rules.tallest * scale,
            rules.measure * scale,
            palette[ground] if ground else None,
            self.drawing.logos_black,
            rules.area * share(len(given)) * scale**2,
            palette[item.plate] if item.plate else None,
        )
        found: list[PlacedLogo] = []
        problems: list[Problem] = []
        for logo in given:
            placed, more = open_logo(logo, room, self.cache)
            problems += more
            if placed:
                found.append(placed)
        return tuple(found), problems

    def _slots(self) -> tuple[tuple[OpenedSlot, ...], list[Problem]]:
        """The pictures for the layout's slots; none in black alone."""
        wanted = frozenset().union(*(place.slots for place in self.geometry.frames))
        if not wanted or self.drawing.logos_black:
            return (), []
        return open_slots(self.document, wanted, self.drawing.drawn_inks, self.cache)

    def _artwork(self, drawn: list[DrawnFrame]) -> Artwork:
        geometry, document = self.geometry, self.document
        pages = []
        for index, page in enumerate(self.layout.pages):
            frames = zip(geometry.frames, drawn, strict=True)
            here = [(place, frame) for place, frame in frames if place.page == index]
            groups = (group for _, frame in here for group in frame.groups)
            pages.append(
                Page(
                    page.name,
                    *geometry.format.trim,
                    marks=(geometry.grounds[index], *groups),
                    bleed=max(0.0, geometry.out),
                    folds=geometry.folds(page),
                    safe=geometry.safe,
                    frames=tuple(geometry.outline(place) for place, _ in here),
                    codes=tuple(code for _, frame in here for code in frame.codes),
                    panels=geometry.panels(page),
                )
            )
        return Artwork(
            document.title,
            document.language,
            document.direction,
            tuple(pages),
            document.subject,
            document.publisher,
            document.date,
            geometry.format.turn if len(pages) > 1 else "",
        )
