"""Composes a piece: sets a document's words in a drawing's frames, and gives inert pages."""

from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from generator.cache import Cache
from generator.content.document import Document
from generator.design import layout_walk
from generator.design.drawing import Drawing
from generator.page import Artwork, Page
from generator.problems import Problem, Refused, with_places
from . import faults
from .copyfit import StatesInputs, Steps, StylesInputs, first, initial, is_taken
from .frames import DrawnFrame, Frames, MeasuredFrame
from .geometry import Geometry, GeometryInputs, LanguageSettings
from .parts import PlacedPicture
from .picture_files import LogoRoom, open_picture


class Composed(Struct, frozen=True, eq=False):
    """A composed piece: its artwork, its warnings, and the size in pt of each style that
    copyfitting shrank. `full` is the size of every style before that."""

    artwork: Artwork
    problems: tuple[Problem, ...]
    steps: Mapping[str, float]
    full: Mapping[str, float]


def compose(document: Document, drawing: Drawing, format_name: str, *, cache: Cache) -> Composed:
    """The document in the layout at one of its formats. Raises `Refused` with every problem. A
    block or letter may be missing, words may not fit at the layout's smallest sizes, text may stand
    in an unsafe place, or a required code may have no place."""
    geometry = cache.get(GeometryInputs(drawing, format_name, LanguageSettings.of(document)))
    try:
        composed = PieceComposer(document, geometry, cache).compose()
    except Refused as refused:
        raise Refused(with_places(refused.problems, document.span)) from None
    return replace(composed, problems=with_places(composed.problems, document.span))


def overshoots(
    document: Document, drawing: Drawing, format_name: str, *, cache: Cache
) -> list[tuple[tuple[str, ...], float]]:
    """The blocks of each frame, and how many mm it is too short for their words at the layout's
    smallest sizes (0 if they fit), in mm of the layout. It leaves nothing out and refuses
    nothing."""
    geometry = cache.get(GeometryInputs(drawing, format_name, LanguageSettings.of(document)))
    return PieceComposer(document, geometry, cache).overshoots()


class PieceComposer:
    """A document in a drawing at one of its formats."""

    def __init__(self, document: Document, geometry: Geometry, cache: Cache) -> None:
        self.document, self.geometry, self.cache = document, geometry, cache
        self.drawing, self.layout = geometry.drawing, geometry.layout
        self.initial = initial(self.layout)
        pictures, self.problems = self._pictures()
        self.frames = Frames(document, self.geometry, pictures, cache)

    def compose(self) -> Composed:
        document, layout = self.document, self.layout
        printed = faults.printed_codes(layout)
        problems = list(document.missing_codes(printed, layout.at("pages")))
        problems += self.problems
        steps = self._fit()
        styles = self.cache.get(StylesInputs(self.geometry, steps))
        drawn: list[DrawnFrame] = []
        for number, frame in enumerate(self.frames.measured(steps)):
            problems += frame.problems
            problems += [faults.too_wide(each, document) for each in frame.too_wide]
            if frame.overset and not frame.too_wide:
                place = self.geometry.frames[number]
                problems.append(
                    faults.overset(place, frame.overset, document, styles, self.drawing)
                )
            elif not frame.overset:
                drawn.append(self.frames.drawn(number, steps))
                problems += drawn[-1].problems
        if any(problem.is_error for problem in problems):
            raise Refused(dict.fromkeys(problems))
        drops, short = is_taken(layout, steps, "drop"), is_taken(layout, steps, "short")
        problems += faults.left_out(document, self.drawing, drops, short)
        problems += faults.unprinted(document, self.drawing)
        full = self.cache.get(StylesInputs(self.geometry, self.initial))
        sizes = {name: style.size for name, style in full.items()}
        shrunk = {name: each.size for name, each in styles.items() if each.size < sizes[name]}
        return Composed(self._artwork(drawn), tuple(problems), shrunk, sizes)

    def overshoots(self) -> list[tuple[tuple[str, ...], float]]:
        every = frozenset(self.layout.styles)
        steps = self._states(self.initial, every, frozenset({"pictures"}))[-1]
        frames = zip(self.geometry.frames, self.frames.measured(steps), strict=True)
        return [(place.blocks, frame.overset) for place, frame in frames]

    # fitting

    def _fit(self) -> Steps:
        """The fewest steps with which everything fits, or all steps. Styles with a word wider than
        its column shrink first, then whatever helps frames that are too full. Each search ends when
        it helps one of them, and the next is for the others alone. So no style shrinks to its floor
        for words that do not use it."""
        steps = self._narrow_enough(self.initial)
        while over := self._overset(steps):
            places = [self.geometry.frames[number] for number in over]
            used = frozenset().union(*(place.styles for place in places))
            has = frozenset().union(*(place.has for place in places))
            found = self._states(steps, used, has)
            if len(found) == 1:
                break

            def helps(steps: Steps, over: list[int] = over) -> bool:
                return any(not self._measured(number, steps).overset for number in over)

            steps = first(found, helps)
        return steps

    def _narrow_enough(self, steps: Steps) -> Steps:
        """The fewest steps with which every word fits its column, or all steps."""
        while wide := self._wide(steps):
            found = self._states(steps, wide, frozenset())
            if len(found) == 1:
                break

            def helps(steps: Steps, wide: frozenset[str] = wide) -> bool:
                return not wide <= self._wide(steps)

            steps = first(found, helps)
        return steps

    def _measured(self, number: int, steps: Steps) -> MeasuredFrame:
        return self.cache.get(self.frames.inputs(number, steps))

    def _wide(self, steps: Steps) -> frozenset[str]:
        return frozenset().union(*(frame.wide for frame in self.frames.measured(steps)))

    def _overset(self, steps: Steps) -> list[int]:
        return [n for n, frame in enumerate(self.frames.measured(steps)) if frame.overset]

    def _states(self, start: Steps, used: frozenset[str], has: frozenset[str]) -> list[Steps]:
        return self.cache.get(StatesInputs(self.geometry, start, used, has))

    # pictures and pages

    def _pictures(self) -> tuple[tuple[PlacedPicture, ...], list[Problem]]:
        place = next((place for place in self.geometry.frames if place.logos), None)
        if place is None or place.logos is None or not self.document.logos:
            return (), []
        item = place.logos
        cell = (place.width - item.gap * (item.cells - 1)) / item.cells
        scale = self.geometry.scale
        name = place.row.ground or self.layout.pages[place.page].ground
        ground = layout_walk.logos_ground(place.row.stack, name)
        room = LogoRoom(
            item.tallest * scale,
            cell * scale,
            self.drawing.palette[ground] if ground else None,
            self.drawing.logos_black,
        )
        found: list[PlacedPicture] = []
        problems: list[Problem] = []
        for logo in self.document.logos:
            picture, more = open_picture(logo, room, self.cache)
            problems += more
            if picture:
                found.append(picture)
        return tuple(found), problems

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
