"""Composing a piece: a document's words in a drawing's frames, as inert pages."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple, TypeVar

from generator.content.document import Block, Document
from generator.design import layout as rows
from generator.design import walk
from generator.design.drawing import Drawing, ScriptFonts
from generator.design.formats import Format
from generator.page import Artwork, CodeSpot, Frame, Group, Mark, Page, Shape
from generator.problems import Problem, Refused, did_you_mean, error, warning
from generator.typeset.boxes import Fit, Stack, Stacked, TextBox
from generator.typeset.copyfit import Rungs, climb, closed, shares
from generator.typeset.items import Builder
from generator.typeset.outline import rectangle
from generator.typeset.parts import Picture
from generator.typeset.pictures import open_picture
from generator.typeset.safety import clear_of, too_near
from generator.typeset.sheet import Box, Sheet
from generator.typeset.styles import Setting, faces_of, setting
from generator.units import MM_PER_PT

KEPT = 1024  # frames, boxes and drawn items kept between documents, of each
T = TypeVar("T")


@dataclass(frozen=True, eq=False)
class Composed:
    """A piece set: its artwork, what was found that does not stop it, the styles that
    copyfitting shrank, as style → size in pt, and `full`, the size of every style before it."""

    artwork: Artwork
    problems: tuple[Problem, ...]
    steps: Mapping[str, float]
    full: Mapping[str, float]


def compose(document: Document, drawing: Drawing, format_name: str) -> Composed:
    """The document in the layout at one of its formats.

    Raises `Refused` with every problem when a block or letter is missing, words do not fit at
    the layout's smallest sizes, text would stand in an unsafe place, or a code the campaign
    requires has no place.
    """
    tongue = Tongue(document.language, document.script, document.direction == "rtl")
    return _composer(drawing, format_name, tongue).compose(document)


def overshoots(
    document: Document, drawing: Drawing, format_name: str
) -> list[tuple[tuple[str, ...], float]]:
    """Each frame's blocks, and by how many mm of the layout it is too short for their words at
    the layout's smallest sizes; 0 where they fit. Nothing is left out, and nothing refused."""
    tongue = Tongue(document.language, document.script, document.direction == "rtl")
    return _composer(drawing, format_name, tongue).overshoots(document)


class Tongue(NamedTuple):
    """What setting depends on of a language: its tag, its script, and which way it reads."""

    language: str
    script: str
    rtl: bool


@lru_cache(maxsize=256)
def _composer(drawing: Drawing, format_name: str, tongue: Tongue) -> _Composer:
    return _Composer(drawing, format_name, tongue)


@dataclass(frozen=True, slots=True)
class _Cut:
    """An item of a frame's stack with the styles and blocks it uses."""

    item: rows.Item
    styles: frozenset[str]
    blocks: tuple[str, ...]
    pictures: bool


@dataclass(frozen=True, slots=True)
class _Slot:
    """A frame's place: left, top, width and height in the layout's millimetres."""

    page: int
    row: rows.FrameRow
    x: float
    y: float
    width: float
    height: float
    styles: frozenset[str]
    blocks: tuple[str, ...]
    has: frozenset[str]
    logos: rows.LogosItem | None
    items: tuple[_Cut, ...]
    clear: Box


class _Kept(OrderedDict[object, T]):
    """What was made, by what it was made from; the longest unused goes first."""

    def made(self, key: object, make: Callable[[], T]) -> T:
        found = self.get(key)
        if found is None:
            found = self[key] = make()
            if len(self) > KEPT:
                self.popitem(last=False)
        else:
            self.move_to_end(key)
        return found


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


class _Composer:
    """A drawing at one format in one language; for one that reads from right to left the whole
    design is mirrored. Keeps what it has set: the same words in the same place at the same sizes
    are the same `Group`."""

    def __init__(self, drawing: Drawing, format_name: str, tongue: Tongue) -> None:
        self.drawing, self.layout, self.tongue = drawing, drawing.layout, tongue
        self.mirror = drawing.drawn.trim[0] if tongue.rtl else None
        self.format = drawing.formats[format_name]
        width, height = drawing.drawn.trim
        self.scale = min(self.format.trim[0] / width, self.format.trim[1] / height)
        self.script = drawing.setting_for(tongue.script, tongue.language)
        row = self.script.setting if self.script else None
        self.least = max(self.layout.least, row.least if row else 0.0) / self.scale
        self.least /= row.size if row else 1.0
        self.lower = row.floor if row else 1.0
        self.left = (self.format.trim[0] - width * self.scale) / 2
        self.top = (self.format.trim[1] - height * self.scale) / 2
        self.safe = self.layout.safe * self.scale
        self.slots = [
            self._slot(index, page, frame)
            for index, page in enumerate(self.layout.pages)
            for frame in page.frames
        ]
        self.grounds = [
            Group(tuple(self._grounds(page)), f"{page.name} grounds") for page in self.layout.pages
        ]
        bleed = self.format.bleed
        self.edges = (
            -(self.left + bleed) / self.scale,
            -(self.top + bleed) / self.scale,
            (self.format.trim[0] + bleed - self.left) / self.scale,
            (self.format.trim[1] + bleed - self.top) / self.scale,
        )
        self.stacks: _Kept[_Stacked] = _Kept()
        self.frames: _Kept[tuple[_Stacked, _Set]] = _Kept()
        self.boxes: _Kept[_Boxed] = _Kept()
        self.drawn: _Kept[tuple[Stacked, _Set]] = _Kept()
        self.settings = lru_cache(maxsize=64)(lambda rungs: self._settings(rungs, self.script))
        self.latin = lru_cache(maxsize=64)(lambda rungs: self._settings(rungs, None))
        unclimbed = self.settings((0,) * len(self.layout.copyfit))
        self.full = {name: style.size for name, style in unclimbed.items()}

    # places

    def _slot(self, index: int, page: rows.PageRow, frame: rows.FrameRow) -> _Slot:
        x, width = self._panel(page, frame)
        margins = frame.margins or self.layout.margins
        items = list(walk.items(frame.stack))
        logos = next((item for item in items if isinstance(item, rows.LogosItem)), None)
        left = x + margins.start
        inner = width - margins.start - margins.end
        return _Slot(
            index,
            frame,
            left,
            margins.top,
            inner,
            self.drawing.drawn.trim[1] - margins.top - margins.bottom,
            walk.styles(frame.stack),
            tuple(sorted(walk.blocks(frame.stack))),
            _room(items),
            logos,
            tuple(self._cut(item) for item in frame.stack),
            clear_of(self._across(left, inner), *self.format.trim, self._folds(page), self.safe),
        )

    def _cut(self, item: rows.Item) -> _Cut:
        inside = list(walk.items([item]))
        return _Cut(
            item,
            walk.styles([item]),
            tuple(sorted(walk.blocks([item]))),
            any(isinstance(one, rows.LogosItem) for one in inside),
        )

    def _across(self, x: float, width: float) -> float:
        """The left edge on the page, mm, of a box that the layout puts at x."""
        if self.mirror is not None:
            x = self.mirror - x - width
        return self.left + x * self.scale

    def _folds(self, page: rows.PageRow) -> tuple[float, ...]:
        return tuple(sorted(self._across(x, 0.0) for x in self.drawing.drawn.folds(page.side)))

    def _panel(self, page: rows.PageRow, frame: rows.FrameRow) -> tuple[float, float]:
        """Left and width of a frame's panel, or of the page."""
        x = 0.0
        if frame.panel:
            for name, width in self.drawing.drawn.sides[page.side].panels.items():
                if name == frame.panel:
                    return x, width
                x += width
        return 0.0, self.drawing.drawn.trim[0]

    def _grounds(self, page: rows.PageRow) -> list[Mark]:
        """The page's colours, run into the bleed on every side they touch; colour changes lie
        exactly on the fold."""
        width, height = self.format.trim
        bleed = self.format.bleed
        palette = self.drawing.palette
        marks: list[Mark] = []

        def ground(left: float, right: float, colour: str) -> None:
            path = rectangle(left, -bleed, right - left, height + 2 * bleed)
            marks.append(Shape(path, palette[colour], kind="ground"))

        if page.ground:
            ground(-bleed, width + bleed, page.ground)
        for frame in page.frames:
            if not frame.ground:
                continue
            x, panel = self._panel(page, frame)
            left = self._across(x, panel)
            right = left + panel * self.scale
            first, last = left <= 0.01, right >= width - 0.01
            ground(-bleed if first else left, width + bleed if last else right, frame.ground)
        return marks

    # setting

    def _settings(self, rungs: Rungs, script: ScriptFonts | None) -> dict[str, Setting]:
        """Every style at its present size, for a script or (none) the theme's own."""
        found = shares(self.layout.copyfit, rungs, self.layout.styles)
        drawing = self.drawing
        return {
            name: setting(
                name,
                style,
                found.get(name, 1.0),
                self.least,
                drawing.palette,
                lambda weight: faces_of(drawing, script, weight),
                script.setting if script else None,
            )
            for name, style in self.layout.styles.items()
        }

    def compose(self, document: Document) -> Composed:
        problems = self._required_codes(document)
        pictures, more = self._pictures(document)
        problems += more
        rungs: Rungs = (0,) * len(self.layout.copyfit)
        while True:
            stacks = [self._stack(slot, document, rungs, pictures) for slot in self.slots]
            over = [
                slot
                for slot, made in zip(self.slots, stacks, strict=True)
                if made.overset or made.wide
            ]
            following = self._climb(rungs, over, stacks) if over else None
            if following is None:
                break
            rungs = following
        frames = []
        for slot, made in zip(self.slots, stacks, strict=True):
            problems += made.problems
            if made.overset:
                problems.append(self._overset(slot, made.overset, document, rungs))
            else:
                frames.append(self._frame(slot, made))
                problems += frames[-1].problems
        if any(problem.is_error for problem in problems):
            raise Refused(dict.fromkeys(problems))
        problems += self._left_out(document, rungs)
        artwork = self._artwork(document, frames)
        return Composed(artwork, tuple(problems), self._shrunk(rungs), self.full)

    def overshoots(self, document: Document) -> list[tuple[tuple[str, ...], float]]:
        pictures, _ = self._pictures(document)
        steps, styles = self.layout.copyfit, self.layout.styles
        rungs: Rungs = (0,) * len(steps)
        while True:
            following = climb(steps, rungs, styles, styles, ("pictures",), self.least, self.lower)
            if following is None:
                break
            rungs = following
        return [
            (slot.blocks, self._stack(slot, document, rungs, pictures).overset)
            for slot in self.slots
        ]

    def _stack(
        self, slot: _Slot, document: Document, rungs: Rungs, pictures: tuple[Picture, ...]
    ) -> _Stacked:
        key = (
            id(slot.row),
            self._rungs_for(slot.styles, rungs),
            tuple(document.blocks.get(name) for name in slot.blocks),
            pictures if slot.logos else (),
        )
        return self.stacks.made(key, lambda: self._measure(slot, document, rungs, pictures))

    def _frame(self, slot: _Slot, made: _Stacked) -> _Set:
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

    def _climb(self, rungs: Rungs, over: list[_Slot], stacks: list[_Stacked]) -> Rungs | None:
        """The next rung that helps: first for styles with a word wider than its column, then for
        frames that are too full."""
        has = frozenset().union(*(slot.has for slot in over))
        used = frozenset().union(*(slot.styles for slot in over))
        wide = frozenset().union(*(made.wide for made in stacks))
        steps, styles = self.layout.copyfit, self.layout.styles
        least, lower = self.least, self.lower
        narrower = climb(steps, rungs, styles, wide, (), least, lower) if wide else None
        return narrower or climb(steps, rungs, styles, used, has, least, lower)

    def _climbed(self, rungs: Rungs, kind: str) -> bool:
        """Whether a rung that is not of styles has been climbed."""
        steps = zip(self.layout.copyfit, rungs, strict=True)
        return any(count and getattr(step, kind) for step, count in steps)

    def _measure(
        self, slot: _Slot, document: Document, rungs: Rungs, pictures: tuple[Picture, ...]
    ) -> _Stacked:
        """A frame's items as boxes, stacked, and closed as far as they must."""
        builder = Builder(
            document,
            self.drawing.theme,
            self.settings(rungs),
            self.drawing.palette,
            self.layout.unit,
            self.format.module / self.scale,
            self.edges,
            pictures,
            latin=self.latin(rungs),
            inline=self._climbed(rungs, "inline"),
            small=self._climbed(rungs, "pictures"),
            drops=self._climbed(rungs, "drop"),
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

    def _boxed(self, cut: _Cut, width: float, builder: Builder, rungs: Rungs) -> _Boxed:
        """An item as a box in its stack, what is wrong with its words, and the styles in which
        some are too wide."""
        document = builder.document
        key = (
            id(cut.item),
            self._rungs_for(cut.styles, rungs),
            tuple(document.blocks.get(name) for name in cut.blocks),
            builder.pictures if cut.pictures else (),
        )

        def make() -> _Boxed:
            builder.problems.clear()
            builder.wide.clear()
            stack = builder.stack([cut.item], width)
            box = stack.boxes[0] if stack.boxes else None
            return box, tuple(builder.problems), frozenset(builder.wide)

        return self.boxes.made(key, make)

    def _draw(self, one: Stacked, slot: _Slot, y: float, fit: Fit) -> _Set:
        """A box's marks at its place in a frame."""

        def make() -> tuple[Stacked, _Set]:
            language = self.tongue.language
            sheet = Sheet(self.scale, self.left, self.top, language, self.mirror, slot.clear)
            one.box.draw(sheet, slot.x, y, fit)
            marks = (Group(tuple(sheet.marks), slot.row.name),) if sheet.marks else ()
            page = self.layout.pages[slot.page]
            unsafe = too_near(sheet.suspects, *self.format.trim, self._folds(page), self.safe)
            return one, _Set((*marks, *sheet.cards), tuple(sheet.codes), tuple(unsafe))

        # the box is kept with what was drawn, so that its id stays its own
        return self.drawn.made((id(one), y, fit), make)[1]

    # what is wrong

    def _overset(self, slot: _Slot, overset: float, document: Document, rungs: Rungs) -> Problem:
        """The error for a frame whose words do not fit, at the place where cutting helps most."""
        blocks = [document.blocks[name] for name in slot.blocks if name in document.blocks]
        longest: Block = max(blocks, key=lambda b: sum(len(text.plain) for text in b.texts))
        text = max(longest.texts, key=lambda text: len(text.plain))
        item = next(
            i for i in walk.items(slot.row.stack) if getattr(i, "block", "") == longest.name
        )
        name = next(walk.named(item, walk.STYLES))[1]
        style = self.settings(rungs)[name]
        lines = -(-overset // style.line)
        characters = max(1, round(lines * slot.width / (0.5 * style.size * MM_PER_PT)))
        floor = "and may not shrink" if style.style.floor is None else "its smallest"
        return error(
            "overset",
            f'the words do not fit "{slot.row.name}": "{longest.name}" is the longest there',
            text.span,
            f"shorten it by about {characters} characters, or give a `short:` form",
            [
                f"it is set in {style.name} at {style.size:g} pt, {floor}",
                f"the frame is {overset:.1f} mm too short in {self.drawing.name}",
            ],
        )

    def _left_out(self, document: Document, rungs: Rungs) -> list[Problem]:
        """A warning for each block left out, or set in its short form, to make the rest fit."""
        found: dict[str, Problem] = {}
        for item in walk.all_items(self.layout):
            for _, name in walk.named(item, walk.BLOCKS):
                block = document.blocks.get(name)
                if block is None:
                    continue
                place = block.texts[0].span
                where = f"{self.drawing.name} to make the rest fit"
                if item.drop and self._climbed(rungs, "drop"):
                    found[name] = warning(
                        "left-out",
                        f'"{name}" is left out of {where}',
                        place,
                        "shorten the words of this piece to have it back",
                    )
                elif self._climbed(rungs, "short") and block.short != block.texts:
                    found[name] = warning(
                        "short-form",
                        f'"{name}" is in its short form in {where}',
                        place,
                        "shorten the words of this piece to have the whole",
                    )
        return list(found.values())

    def _required_codes(self, document: Document) -> list[Problem]:
        printed = {
            item.block for item in walk.all_items(self.layout) if isinstance(item, rows.CodeItem)
        }
        return [
            error(
                "missing-code",
                f'this layout has no QR code for "{name}", which every piece must carry',
                self.layout.at("pages"),
                did_you_mean(name, printed) or "add an item of kind code",
            )
            for name in document.codes
            if name not in printed
        ]

    def _pictures(self, document: Document) -> tuple[tuple[Picture, ...], list[Problem]]:
        slot = next((slot for slot in self.slots if slot.logos), None)
        if slot is None or slot.logos is None or not document.logos:
            return (), []
        item = slot.logos
        cell = (slot.width - item.gap * (item.cells - 1)) / item.cells
        found: list[Picture] = []
        problems: list[Problem] = []
        for logo in document.logos:
            picture, more = open_picture(logo, item.tallest * self.scale, cell * self.scale)
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
        pages = []
        for index, page in enumerate(self.layout.pages):
            here = [
                (slot, made)
                for slot, made in zip(self.slots, frames, strict=True)
                if slot.page == index
            ]
            marks = (self.grounds[index], *(group for _, made in here for group in made.groups))
            pages.append(
                Page(
                    page.name,
                    *self.format.trim,
                    marks=marks,
                    bleed=self.format.bleed,
                    folds=self._folds(page),
                    safe=self.safe,
                    frames=tuple(self._outline(slot) for slot, _ in here),
                    codes=tuple(code for _, made in here for code in made.codes),
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
        )

    def _outline(self, slot: _Slot) -> Frame:
        return Frame(
            slot.row.name,
            self._across(slot.x, slot.width),
            self.top + slot.y * self.scale,
            slot.width * self.scale,
            slot.height * self.scale,
        )


def _room(items: Iterable[rows.Item]) -> frozenset[str]:
    """What a frame holds that copyfitting may make room with."""
    found = set()
    for item in items:
        if isinstance(item, rows.FieldItem | rows.CodeItem) and item.min:
            found.add("pictures")
        if isinstance(item, rows.ContactsItem):
            found.add("contacts")
        if item.drop:
            found.add("drop")
        if isinstance(item, rows.TextItem | rows.ListItem | rows.BubblesItem):
            found.add("short forms")
    return frozenset(found)


def unit_of(drawing: Drawing, format_name: str) -> tuple[Format, float]:
    """A format of the drawing and its baseline increment there, mm."""
    made, drawn = drawing.formats[format_name], drawing.drawn
    scale = min(made.trim[0] / drawn.trim[0], made.trim[1] / drawn.trim[1])
    return made, drawing.layout.unit * scale
