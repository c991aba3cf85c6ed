"""Composing a piece: a document's words in a drawing's frames, as inert pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import count

from generator.cache import Cache, Inputs
from generator.content.document import Block, Document
from generator.design import layout_walk
from generator.design.drawing import Drawing, ScriptFonts
from generator.page import Artwork, CodeSpot, Group, Page
from generator.problems import Problem, Refused, with_places
from generator.typeset import faults
from generator.typeset.boxes import Fit, Stack, Stacked, TextBox
from generator.typeset.copyfit import Rungs, closed, first, ladder, shares
from generator.typeset.geometry import Cut, FramePlace, Geometry, LanguageSettings
from generator.typeset.item_boxes import ItemBuilder
from generator.typeset.kept import Kept
from generator.typeset.parts import PlacedPicture
from generator.typeset.picture_files import LogoRoom, open_picture
from generator.typeset.safety import too_near
from generator.typeset.styles import Setting, faces_of, setting


@dataclass(frozen=True, eq=False)
class Composed:
    """A piece set: its artwork, what was found that does not stop it, the styles that
    copyfitting shrank, as style → size in pt, and `full`, the size of every style before it."""

    artwork: Artwork
    problems: tuple[Problem, ...]
    steps: Mapping[str, float]
    full: Mapping[str, float]


def compose(document: Document, drawing: Drawing, format_name: str, *, cache: Cache) -> Composed:
    """The document in the layout at one of its formats.

    Raises `Refused` with every problem when a block or letter is missing, words do not fit at
    the layout's smallest sizes, text would stand in an unsafe place, or a code the campaign
    requires has no place.
    """
    composer = cache.get(ComposerInputs(drawing, format_name, _language_settings(document)))
    try:
        composed = composer.compose(document)
    except Refused as refused:
        raise Refused(with_places(refused.problems, document.span)) from None
    return replace(composed, problems=with_places(composed.problems, document.span))


def overshoots(
    document: Document, drawing: Drawing, format_name: str, *, cache: Cache
) -> list[tuple[tuple[str, ...], float]]:
    """Each frame's blocks, and by how many mm of the layout it is too short for their words at
    the layout's smallest sizes; 0 where they fit. Nothing is left out, and nothing refused."""
    composer = cache.get(ComposerInputs(drawing, format_name, _language_settings(document)))
    return composer.overshoots(document)


def _language_settings(document: Document) -> LanguageSettings:
    rtl = document.direction == "rtl"
    return LanguageSettings(document.language, document.script, rtl, document.original)


@dataclass(frozen=True, slots=True, eq=False)
class _Set:
    """A frame, or an item of one, drawn: its groups of marks, where its codes stand, and what is
    wrong with the places of its words."""

    groups: tuple[Group, ...]
    codes: tuple[CodeSpot, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Stacked:
    """A frame's boxes measured: how far they must close, what room is left over, by how many mm
    they are overset, the styles with words too wide, and what is wrong with the words."""

    stack: Stack
    fit: Fit
    left_over: float
    overset: float
    wide: frozenset[str]
    problems: tuple[Problem, ...]


_Boxed = tuple[Stacked | None, tuple[Problem, ...], frozenset[str]]


class _PieceComposer:
    """A drawing at one format in one language; for one that reads from right to left the whole
    design is mirrored. Keeps what it has set: the same words in the same place at the same sizes
    are the same `Group`."""

    def __init__(
        self, drawing: Drawing, format_name: str, tongue: LanguageSettings, cache: Cache
    ) -> None:
        self.cache = cache
        self.drawing, self.layout, self.tongue = drawing, drawing.layout, tongue
        self.places = Geometry(drawing, format_name, tongue)
        self.slots = self.places.slots
        self.script = drawing.setting_for(tongue.script, tongue.language)
        row = self.script.setting if self.script else None
        self.least = max(self.layout.least, row.least if row else 0.0) / self.places.scale
        self.least /= row.size if row else 1.0
        self.lower = row.floor if row else 1.0
        self.ladders: Kept[list[Rungs]] = Kept()
        self.stacks: Kept[_Stacked] = Kept()
        self.frames: Kept[tuple[_Stacked, _Set]] = Kept()
        self.boxes: Kept[_Boxed] = Kept()
        self.drawn: Kept[tuple[Stacked, _Set]] = Kept()
        self.numbers: Kept[int] = Kept()
        self.numbered: Kept[tuple[Block | None, int]] = Kept()
        self.counted = count(1)
        self.settings = lru_cache(maxsize=64)(lambda rungs: self._settings(rungs, self.script))
        self.latin = lru_cache(maxsize=64)(lambda rungs: self._settings(rungs, None))
        self.unclimbed: Rungs = (0,) * len(self.layout.copyfit)
        self.full = {name: style.size for name, style in self.settings(self.unclimbed).items()}

    # setting

    def _settings(self, rungs: Rungs, script: ScriptFonts | None) -> dict[str, Setting]:
        """Every style at its present size, for a script or (none) the theme's own."""
        found = shares(self.layout.copyfit, rungs, self.layout.styles)
        drawing = self.drawing
        least = self.least if script else self.layout.least / self.places.scale
        return {
            name: setting(
                name,
                style,
                found.get(name, 1.0),
                least,
                drawing.palette,
                lambda weight: faces_of(drawing, script, weight),
                script.setting if script else None,
            )
            for name, style in self.layout.styles.items()
        }

    def compose(self, document: Document) -> Composed:
        problems = faults.missing_codes(document, self.layout, faults.printed_codes(self.layout))
        pictures, more = self._pictures(document)
        problems += more
        rungs, stacks = self._fitted(document, pictures)
        frames = []
        for slot, made in zip(self.slots, stacks, strict=True):
            problems += made.problems
            if made.overset and not made.wide:
                problems.append(self._overset(slot, made, document, rungs))
            elif not made.overset:
                frames.append(self._frame(slot, made))
                problems += frames[-1].problems
        if any(problem.is_error for problem in problems):
            raise Refused(dict.fromkeys(problems))
        drops, short = self._climbed(rungs, "drop"), self._climbed(rungs, "short")
        problems += faults.left_out(document, self.drawing, drops, short)
        problems += faults.unprinted(document, self.drawing)
        artwork = self._artwork(document, frames)
        return Composed(artwork, tuple(problems), self._shrunk(rungs), self.full)

    def overshoots(self, document: Document) -> list[tuple[tuple[str, ...], float]]:
        pictures, _ = self._pictures(document)
        every = frozenset(self.layout.styles)
        rungs = self._ladder(self.unclimbed, every, frozenset({"pictures"}))[-1]
        return [
            (slot.blocks, self._stack(slot, document, rungs, pictures).overset)
            for slot in self.slots
        ]

    def _stack(
        self,
        slot: FramePlace,
        document: Document,
        rungs: Rungs,
        pictures: tuple[PlacedPicture, ...],
    ) -> _Stacked:
        key = (
            id(slot.row),
            self._rungs_for(slot.styles, rungs),
            self._words(document, slot.blocks),
            pictures if slot.logos else (),
        )
        return self.stacks.made(key, lambda: self._measure(slot, document, rungs, pictures))

    def _words(self, document: Document, names: Iterable[str]) -> tuple[int, ...]:
        """What stands for these blocks: the same numbers for the same words. Blocks are long, and
        are asked for again and again, so each is compared once."""

        def number(block: Block | None) -> int:
            # kept with its number, so that its id stays its own
            return self.numbered.made(
                id(block), lambda: (block, self.numbers.made(block, self.counted.__next__))
            )[1]

        return tuple([number(document.blocks.get(name)) for name in names])

    def _frame(self, slot: FramePlace, made: _Stacked) -> _Set:
        """A frame drawn, once its boxes are known to fit."""

        def draw() -> tuple[_Stacked, _Set]:
            drawn = [
                self._draw(one, slot, slot.y + top, made.fit)
                for one, (top, _) in zip(
                    made.stack.boxes, made.stack.tops(made.fit, made.left_over), strict=True
                )
            ]
            return made, _Set(
                tuple(group for one in drawn for group in one.groups),
                tuple(code for one in drawn for code in one.codes),
                tuple(problem for one in drawn for problem in one.problems),
            )

        # what was measured is kept with what was drawn, so that its id stays its own
        return self.frames.made(id(made), draw)[1]

    def _rungs_for(self, styles: frozenset[str], rungs: Rungs) -> tuple[int, ...]:
        """The rungs that change anything in these styles; the others might as well be unclimbed."""
        return tuple(
            count if not step.styles or styles.intersection(step.styles) else 0
            for step, count in zip(self.layout.copyfit, rungs, strict=True)
        )

    def _foot(self, stacked: list[Stacked]) -> float:
        """Room that a script needs under the last line of a frame, mm."""
        last = stacked[-1].box if stacked else None
        if self.script is None or not isinstance(last, TextBox):
            return 0.0
        faces = last.style.faces
        return 0.0 if faces.main == faces.latin else self.script.setting.foot * last.style.em

    def _fitted(
        self, document: Document, pictures: tuple[PlacedPicture, ...]
    ) -> tuple[Rungs, list[_Stacked]]:
        """The lowest state in which everything fits, or the highest, and the frames in it: first
        styles with a word wider than its column shrink, then what helps frames too full.

        Each climb ends where it helps one of them, and the next is for the others alone, so that
        no style goes to its floor for words that do not use it."""

        @cache
        def measured(rungs: Rungs) -> list[_Stacked]:
            return [self._stack(slot, document, rungs, pictures) for slot in self.slots]

        def too_wide(stacks: Iterable[_Stacked]) -> frozenset[str]:
            return frozenset().union(*(made.wide for made in stacks))

        def overset(slots: Iterable[FramePlace], rungs: Rungs) -> list[FramePlace]:
            return [s for s in slots if self._stack(s, document, rungs, pictures).overset]

        rungs = self.unclimbed
        while wide := too_wide(measured(rungs)):
            states = self._ladder(rungs, wide, frozenset())
            if len(states) == 1:
                break

            def narrower(state: Rungs, wide: frozenset[str] = wide) -> bool:
                return not wide <= too_wide(measured(state))

            rungs = first(states, narrower)
        while over := [
            slot for slot, made in zip(self.slots, measured(rungs), strict=True) if made.overset
        ]:
            used = frozenset().union(*(slot.styles for slot in over))
            has = frozenset().union(*(slot.has for slot in over))
            states = self._ladder(rungs, used, has)
            if len(states) == 1:
                break

            def shorter(state: Rungs, over: list[FramePlace] = over) -> bool:
                return overset(over, state) != over

            rungs = first(states, shorter)
        return rungs, measured(rungs)

    def _ladder(self, start: Rungs, used: frozenset[str], has: frozenset[str]) -> list[Rungs]:
        steps, styles = self.layout.copyfit, self.layout.styles
        return self.ladders.made(
            (start, used, has),
            lambda: ladder(steps, start, styles, used, has, self.least, self.lower),
        )

    def _climbed(self, rungs: Rungs, kind: str) -> bool:
        """Whether a rung that is not of styles has been climbed."""
        steps = zip(self.layout.copyfit, rungs, strict=True)
        return any(count and getattr(step, kind) for step, count in steps)

    def _measure(
        self,
        slot: FramePlace,
        document: Document,
        rungs: Rungs,
        pictures: tuple[PlacedPicture, ...],
    ) -> _Stacked:
        """A frame's items as boxes, stacked, and closed as far as they must."""
        builder = ItemBuilder(
            document,
            self.drawing.theme,
            self.settings(rungs),
            self.drawing.palette,
            self.cache,
            self.layout.unit,
            slot.edges,
            pictures,
            module=self.places.format.module / self.places.scale,
            where=self._where(slot),
            latin=self.latin(rungs),
            inline=self._climbed(rungs, "inline"),
            small=self._climbed(rungs, "pictures"),
            drops=self._climbed(rungs, "drop"),
            radius=self.drawing.border.radius,
            black=self.drawing.logos_black,
            begins=slot.items[0].item,
            short=self._climbed(rungs, "short"),
            script=self.script.setting if self.script else None,
        )
        stacked: list[Stacked] = []
        problems: list[Problem] = []
        wide: frozenset[str] = frozenset()
        for cut in slot.items:
            one, wrong, too_wide = self._boxed(cut, slot.width, builder, rungs)
            problems += wrong
            wide |= too_wide
            if one:
                stacked.append(one)
        stack = Stack(stacked, self.layout.unit)
        shrink = "pictures" in slot.has and self._climbed(rungs, "pictures")
        room = slot.height - self._foot(stacked)
        fit, overset = closed(stack, room, shrink)
        left_over = max(0.0, room - stack.height(fit))
        return _Stacked(stack, fit, left_over, overset, wide, tuple(problems))

    def _boxed(self, cut: Cut, width: float, builder: ItemBuilder, rungs: Rungs) -> _Boxed:
        """An item as a box in its stack, what is wrong with its words, and the styles in which
        some are too wide."""
        document = builder.document
        key = (
            id(cut.item),
            self._rungs_for(cut.styles, rungs),
            self._words(document, cut.blocks),
            builder.pictures if cut.pictures else (),
        )

        def make() -> _Boxed:
            builder.problems.clear()
            builder.wide.clear()
            stack = builder.stack([cut.item], width)
            box = stack.boxes[0] if stack.boxes else None
            return box, tuple(builder.problems), frozenset(builder.wide)

        return self.boxes.made(key, make)

    def _where(self, slot: FramePlace) -> str:
        return f'"{slot.row.name}" of {self.drawing.name}'

    def _draw(self, one: Stacked, slot: FramePlace, y: float, fit: Fit) -> _Set:
        """A box's marks at its place in a frame."""

        def make() -> tuple[Stacked, _Set]:
            places = self.places
            sheet = places.sheet(slot)
            one.box.draw(sheet, slot.x, y, fit)
            marks = (Group(tuple(sheet.marks), slot.row.name),) if sheet.marks else ()
            folds = places.folds(self.layout.pages[slot.page])
            width, height = places.format.trim
            where = self._where(slot)
            unsafe = too_near(sheet.suspects, width, height, folds, places.safe, where)
            return one, _Set((*marks, *sheet.cards), tuple(sheet.codes), tuple(unsafe))

        # the box is kept with what was drawn, so that its id stays its own
        return self.drawn.made((id(one), y, fit), make)[1]

    def _overset(
        self, slot: FramePlace, made: _Stacked, document: Document, rungs: Rungs
    ) -> Problem:
        return faults.overset(slot, made.overset, document, self.settings(rungs), self.drawing)

    def _pictures(self, document: Document) -> tuple[tuple[PlacedPicture, ...], list[Problem]]:
        slot = next((slot for slot in self.slots if slot.logos), None)
        if slot is None or slot.logos is None or not document.logos:
            return (), []
        item = slot.logos
        cell = (slot.width - item.gap * (item.cells - 1)) / item.cells
        scale = self.places.scale
        name = slot.row.ground or self.layout.pages[slot.page].ground
        ground = layout_walk.logos_ground(slot.row.stack, name)
        room = LogoRoom(
            item.tallest * scale,
            cell * scale,
            self.drawing.palette[ground] if ground else None,
            self.drawing.logos_black,
        )
        found: list[PlacedPicture] = []
        problems: list[Problem] = []
        for logo in document.logos:
            picture, more = open_picture(logo, room, self.cache)
            problems += more
            if picture:
                found.append(picture)
        return tuple(found), problems

    # pages

    def _shrunk(self, rungs: Rungs) -> dict[str, float]:
        return {
            name: style.size
            for name, style in self.settings(rungs).items()
            if style.size < self.full[name]
        }

    def _artwork(self, document: Document, frames: list[_Set]) -> Artwork:
        places = self.places
        pages = []
        for index, page in enumerate(self.layout.pages):
            here = [
                (slot, made)
                for slot, made in zip(self.slots, frames, strict=True)
                if slot.page == index
            ]
            marks = (places.grounds[index], *(group for _, made in here for group in made.groups))
            pages.append(
                Page(
                    page.name,
                    *places.format.trim,
                    marks=marks,
                    bleed=max(0.0, places.out),
                    folds=places.folds(page),
                    safe=places.safe,
                    frames=tuple(places.outline(slot) for slot, _ in here),
                    codes=tuple(code for _, made in here for code in made.codes),
                    panels=places.panels(page),
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
            places.format.turn if len(pages) > 1 else "",
        )


@dataclass(frozen=True, slots=True)
class ComposerInputs(Inputs[_PieceComposer]):
    """The composer of a drawing at one format in one language."""

    drawing: Drawing
    format_name: str
    language: LanguageSettings

    def make(self, cache: Cache) -> _PieceComposer:
        return _PieceComposer(self.drawing, self.format_name, self.language, cache)
