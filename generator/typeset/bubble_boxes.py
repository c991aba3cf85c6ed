"""Makes boxes of bubbles: conversations, and lists whose items stand in bubbles."""

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType
from typing import Final, TypeAlias

from msgspec import field
from msgspec.structs import replace

from generator.cache import Cache, Inputs, frozen_inputs
from generator.colour import Colour, Rgb, contrast
from generator.content.text import Text
from generator.design import items as rows
from generator.design.theme import BubbleShape
from generator.isolates import KISSES
from generator.problems import did_you_mean, error
from generator.source.keys import LAYOUT, row_key
from . import boxes
from .clear_lines import inked
from .edges import InkEdge, below, corner_depth, foot, head, keep_apart, over, spaced
from .glyph_ink import BEARING
from .line_breaks import is_ideographic
from .number_boxes import NumberBuilder
from .outline import Bubble
from .paragraph import ParagraphMeasure, ends_of, set_paragraph
from .plain_boxes import BlankBox
from .styles import Setting

MOST_LINES = 1000  # more than a bubble has
NARROWED = 0.05  # mm

FAINT: Final = 1.3  # a bubble with less contrast to its ground is outlined
LINE: Final = 0.085  # weight of that outline, of the size of the words
LINES: Final = 1.0, 1.6  # its least and its most, mm
BARE: Final[Rgb] = (255, 255, 255)  # paper
EVEN: Final[Mapping[str, float]] = MappingProxyType({})  # no text elsewhere is opened


ShapePadding: TypeAlias = Mapping[str, tuple[float, float]]
"""The padding that bubbles lack above and below their words, mm, by the names of their shapes."""


@frozen_inputs
class NarrowestInputs(Inputs[float]):
    """The least width at which a text has no more lines than in its measure, mm, to a twentieth.
    In some scripts the letters may be `reaching` out of their line."""

    text: Text
    setting: Setting
    measure: ParagraphMeasure
    reaching: bool = False

    def make(self, cache: Cache) -> float:
        low, high = 0.0, self.measure.width
        wanted = self._lines(high, cache)
        if wanted == 1 and is_ideographic(self.text.language) and self._lines(high / 2, cache) > 1:
            wanted = 2  # signs without spaces are read in two lines where one is long
        while high - low > NARROWED:
            middle = (low + high) / 2
            if self._lines(middle, cache) > wanted:
                low = middle
            else:
                high = middle
        return high

    def _lines(self, width: float, cache: Cache) -> int:
        """How many lines the text has at a width."""
        measure = replace(self.measure, width=width + self.setting.outdent)
        ends, too_wide = ends_of(self.text, self.setting, measure, cache)
        if self.reaching and not too_wide:
            found = set_paragraph(self.text, self.setting, measure, cache)
            over = max(inked(line) for line in found.lines) - measure.width
            if over > 0:
                measure = replace(measure, width=measure.width - over)
                ends, too_wide = ends_of(self.text, self.setting, measure, cache)
        return MOST_LINES if too_wide else ends.lines


class BubbleBuilder(NumberBuilder, kw_only=True, eq=False):
    """Makes the boxes of conversations and of lists in bubbles, which stand on a `ground`; none:
    the bare paper. `bubbles` has all of each shape, and `lacking` the padding that these need."""

    ground: Colour | None = None
    bubbles: dict[str, list[boxes.BubbleBox]] = field(default_factory=dict)
    lacking: dict[str, tuple[float, float]] = field(default_factory=dict)

    @contextmanager
    def on(self, ground: Colour) -> Iterator[None]:
        """What is made meanwhile stands on another ground."""
        before, self.ground = self.ground, ground
        yield
        self.ground = before

    def _messages(self, item: rows.MessagesItem, width: float) -> boxes.FlexibleBox | None:
        block = self._block(item, item.block)
        if block is None:
            return None
        shape = self._shape(item.shape)
        stacked = []
        between = item.between
        if item.apart:
            between = boxes.at_least(between, item.apart * self.settings[item.style].em)
        for number, (text, speaker) in enumerate(zip(block.texts, block.speakers, strict=True)):
            if speaker not in item.voices:
                found = error(
                    "unknown-speaker",
                    f'the layout has no voice for "{speaker}"',
                    row_key(LAYOUT, item, "voices"),
                    _voice_hint(speaker, item.voices, self.theme.voices),
                    [f"it is wanted for: {text.plain}"],
                )
                self.problems.append(found.about_blocks(block.name))
                continue
            voice = item.voices[speaker]
            setting = self._spoken(item.style, voice)
            em = setting.em
            fill = self.palette[self.theme.voices[voice].fill]
            line = max(self._voice_line(voice, em), self._outline(fill, em))
            _, end, _, start = self._padding(shape, em, line)
            widest = width * item.widest
            room = widest - end - start
            if item.narrow:
                least = NarrowestInputs(
                    text, setting, self._measure(room), bool(self._overhang(setting))
                )
                room = self.cache.get(least)
            wider = width * item.wider - end - start
            if wider > room and self._kisses_alone(text, setting, room, wider):
                room = wider
            inner = self._words([text], setting, room)
            own = inner.widest() + end + start
            right = self.theme.voices[voice].side == "end"
            bubble = self._round(item.shape, em, inner, own, voice, line)
            bubble.offset = width - own if right else 0.0
            said = boxes.TaggedBox(bubble, "BlockQuote")
            stacked.append(boxes.Stacked(said, between if number else 0))
        return self._stack([*stacked, *self._tail(item, shape, item.style)])

    def _kisses_alone(self, text: Text, setting: Setting, room: float, wider: float) -> bool:
        """Whether the emoticon and kisses of a message stand on a line of their own, and in a wider
        room do not."""
        kisses = KISSES.search(text.plain)
        if kisses is None or kisses[0][0].isalnum():
            return False

        def alone(width: float) -> bool:
            lines = set_paragraph(text, setting, self._measure(width), self.cache).lines
            begins = min((segment.start for segment in lines[-1].segments), default=0)
            return len(lines) > 1 and begins == kisses.start()

        return alone(room) and not alone(wider)

    def _bubbles(self, item: rows.BubblesItem, width: float) -> boxes.FlexibleBox | None:
        block = self._block(item, item.block)
        if block is None:
            return None
        shape = self._shape(item.shape)
        em = self.settings[item.style].em
        line = self._voice_line(item.voice, em)
        _, end, _, start = self._padding(shape, em, line)
        room = width - end - start

        def bubble(text: Text) -> boxes.FlexibleBox:
            words = self._words([text], item.style, room, role="LBody")
            made = self._round(item.shape, em, words, width, item.voice, line)
            return boxes.TaggedBox(made, "LI")

        found = [bubble(text) for text in self._shorter(block)]
        between = spaced(found, item.between, self.rules)
        stacked = [boxes.Stacked(one, between if number else 0) for number, one in enumerate(found)]
        stacked += self._tail(item, shape, item.style)
        return boxes.TaggedBox(boxes.Stack(stacked), "L", block.part_of)

    def _stack(self, stacked: list[boxes.Stacked], unit: float = 0.0) -> boxes.Stack:
        """Boxes in a stack, no nearer to one another than they may be."""
        keep_apart(stacked, self.rules)
        return boxes.Stack(stacked, unit)

    def _outline(self, fill: Colour, em: float) -> float:
        """Weight of the outline that a bubble needs to be seen on its ground, mm."""
        ground = self.ground.rgb if self.ground else BARE
        seen = contrast(fill.rgb, ground) >= FAINT
        return 0.0 if seen else min(max(LINE * em, LINES[0]), LINES[1])

    def _tail(
        self,
        item: rows.MessagesItem | rows.BubblesItem | rows.BubbleItem,
        shape: BubbleShape,
        style: str,
    ) -> list[boxes.Stacked]:
        """Room for the tail that hangs below an item, if it takes any up."""
        if not item.tail:
            return []
        em = self.settings[style].em if style else 0.0
        return [boxes.Stacked(BlankBox(shape.drop.of(self._latin(em))))]

    def _latin(self, em: float) -> float:
        """The size of the Latin in whose place words of a size in mm stand: bubbles are drawn to
        it, and so alike in every script."""
        return em / self.script.size if self.script else em

    def _voice_line(self, voice: str, em: float) -> float:
        """Weight of the outline of a voice's bubbles, mm."""
        spoken = self.theme.voices[voice]
        return spoken.outline or self._outline(self.palette[spoken.fill], em)

    def _from_edge(self, em: float) -> float:
        """How far words keep from the edge of their bubble, mm inside its outline."""
        return max(self.rules.bubble, self.rules.bubble_em * em)

    def _padding(
        self, shape: BubbleShape, em: float, line: float
    ) -> tuple[float, float, float, float]:
        """The space between a bubble and its words of a size: top, end, bottom, start; mm. At the
        sides it holds the outline, `line` mm wide, and what words keep clear of that."""
        drawn = self._latin(em)
        top, end, bottom, start = (measure.of(drawn) for measure in shape.padding)
        least = line + self._from_edge(em)
        return top + shape.inset, max(end, least), bottom + shape.inset, max(start, least)

    def _round(
        self,
        name: str,
        em: float,
        inner: boxes.FlexibleBox,
        width: float,
        voice: str,
        line: float,
    ) -> boxes.BubbleBox:
        shape, drawn = self._shape(name), self._latin(em)
        outline = Bubble(
            0.0,
            0.0,
            shape.radius.of(drawn),
            shape.drop.of(drawn),
            shape.base.of(drawn),
            shape.ease.of(drawn),
        )
        spoken = self.theme.voices[voice]
        bubble = boxes.BubbleBox(
            inner,
            width,
            outline,
            self._inked_padding(shape, em, line, inner),
            self.palette[spoken.fill],
            spoken.side == "end",
            line=line,
            ink=self.palette[spoken.text],
            clear=self._from_edge(em),
            em=em,
        )
        self.bubbles.setdefault(name, []).append(bubble)
        return bubble

    def _inked_padding(
        self, shape: BubbleShape, em: float, line: float, inner: boxes.FlexibleBox
    ) -> tuple[float, float, float, float]:
        """The space between a bubble and its words, as in `_padding`; above and below from their
        ink, if the script says so. It is less than nothing where their lines have room enough."""
        top, end, bottom, start = self._padding(shape, em, line)
        drawn = self._latin(em)
        if self.script and self.script.ink:
            first, last = over(inner), below(inner)
            if shape.over and math.isfinite(first):
                top = shape.over.of(drawn) + shape.inset - first
            if shape.under and math.isfinite(last):
                bottom = shape.under.of(drawn) + shape.inset - last
        return top, end, bottom, start

    def even_out(
        self, elsewhere: Iterable[ShapePadding] = (), opened: Mapping[str, float] = EVEN
    ) -> None:
        """Give every bubble of a shape the padding, and every text of a style the leading, that one
        of them needs: equal things are equal wherever they stand. `elsewhere` is the padding that
        bubbles elsewhere lack, and `opened` what texts of some styles elsewhere are opened by."""
        for style, texts in self.opened.items():
            most = max(opened.get(style, 0.0), *(box.opened for box in texts))
            for text in texts:
                text.opened = most
        known = tuple(elsewhere)
        for name, found in self.bubbles.items():
            needs = [self._padding_needed(bubble) for bubble in found]
            above, under = (max(each) for each in zip(*needs, strict=True))
            if self.script and self.script.ink and self._shape(name).is_even:
                above = under = max(above, under)
            self.lacking[name] = above, under
            for there in known:
                above, under = map(max, (above, under), there.get(name, (0.0, 0.0)))
            for bubble in found:
                top, end, bottom, start = bubble.padding
                bubble.padding = top + above, end, bottom + under, start

    def _padding_needed(self, bubble: boxes.BubbleBox) -> tuple[float, float]:
        """The padding that a bubble lacks above and below its words, mm, inside its outline. At the
        start they keep clear of its round corners too, but for the corner that its tail hangs
        from."""
        rules, line = self.rules, bubble.line
        top, _, bottom, start = (room - line for room in bubble.padding)
        upper, lower = head(bubble.inner), foot(bubble.inner)

        def lacking(padding: float, edge: Callable[..., InkEdge]) -> float:
            room = edge(bubble.inner).get("text")
            if room is None:
                return 0.0
            shared = edge(bubble.inner, rules.bubble_em)["text"]
            return max(0.0, rules.bubble - padding - room, -padding - shared)

        above, under = lacking(top, head), lacking(bottom, foot)
        aside = start - BEARING * bubble.em
        corner = corner_depth(max(0.0, bubble.outline.radius - line), aside, bubble.clear)
        if "text" in upper:
            above = max(above, corner - top - upper["text"])
        if "text" in lower and bubble.tail_right:
            under = max(under, corner - bottom - lower["text"])
        return above, under


def _voice_hint(speaker: str, voices: Iterable[str], known: Iterable[str]) -> str:
    """What to do about a speaker whose name is not among an item's voices."""
    near = did_you_mean(speaker, voices)
    if near.startswith("did"):
        return near
    return f"say which of {', '.join(sorted(known))} it is: `{speaker}: …` under `voices:`"
