"""Makes boxes of bubbles: conversations, and lists whose items stand in bubbles."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final

from generator.colour import Colour, Rgb, contrast
from generator.content.text import Text
from generator.design import items as rows
from generator.design.theme import BubbleShape
from generator.problems import did_you_mean, error
from . import boxes
from .number_boxes import NumberBuilder
from .outline import Bubble

FAINT: Final = 1.3  # a bubble with less contrast to its ground is outlined
LINE: Final = 0.085  # weight of that outline, of the size of the words
LINES: Final = 1.0, 1.6  # its least and its most, mm
BARE: Final[Rgb] = (255, 255, 255)  # paper


@dataclass
class BubbleBuilder(NumberBuilder):
    """Makes the boxes of conversations and of lists in bubbles, which stand on a `ground`; none:
    the bare paper."""

    ground: Colour | None = field(default=None, kw_only=True)

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
        for number, (text, speaker) in enumerate(zip(block.texts, block.speakers, strict=True)):
            if speaker not in item.voices:
                self.problems.append(
                    error(
                        "unknown-speaker",
                        f'the layout has no voice for "{speaker}"',
                        item.at("voices") or item.at(),
                        did_you_mean(speaker, item.voices),
                        [f"it is wanted for: {text.plain}"],
                    )
                )
                continue
            voice = item.voices[speaker]
            setting = self._spoken(item.style, voice)
            em = setting.em
            _, end, _, start = padding(shape, em)
            widest = width * item.widest
            inner = self._words([text], setting, widest - end - start)
            own = inner.widest() + end + start
            right = self.theme.voices[voice].side == "end"
            bubble = self._round(shape, em, inner, own, voice)
            bubble.offset = width - own if right else 0.0
            bubble.line = max(bubble.line, self._outline(bubble.fill, em))
            said = boxes.TaggedBox(bubble, "BlockQuote")
            stacked.append(boxes.Stacked(said, item.between if number else 0))
        return boxes.Stack(stacked)

    def _bubbles(self, item: rows.BubblesItem, width: float) -> boxes.FlexibleBox | None:
        block = self._block(item, item.block)
        if block is None:
            return None
        shape = self._shape(item.shape)
        em = self.settings[item.style].em
        _, end, _, start = padding(shape, em)
        room = width - end - start

        def bubble(text: Text) -> boxes.FlexibleBox:
            words = self._words([text], item.style, room, role="LBody")
            return boxes.TaggedBox(self._round(shape, em, words, width, item.voice), "LI")

        stacked = [
            boxes.Stacked(bubble(text), item.between if number else 0)
            for number, text in enumerate(self._shorter(block))
        ]
        return boxes.TaggedBox(boxes.Stack(stacked), "L", block.part_of)

    def _outline(self, fill: Colour, em: float) -> float:
        """Weight of the outline that a bubble needs to be seen on its ground, mm."""
        ground = self.ground.rgb if self.ground else BARE
        seen = contrast(fill.rgb, ground) >= FAINT
        return 0.0 if seen else min(max(LINE * em, LINES[0]), LINES[1])

    def _round(
        self, shape: BubbleShape, em: float, inner: boxes.FlexibleBox, width: float, voice: str
    ) -> boxes.BubbleBox:
        outline = Bubble(
            0.0,
            0.0,
            shape.radius.of(em),
            shape.drop.of(em),
            shape.base.of(em),
            shape.ease.of(em),
        )
        spoken = self.theme.voices[voice]
        fill = self.palette[spoken.fill]
        return boxes.BubbleBox(
            inner,
            width,
            outline,
            padding(shape, em),
            fill,
            spoken.side == "end",
            line=spoken.outline or self._outline(fill, em),
            ink=self.palette[spoken.text],
        )


def padding(shape: BubbleShape, em: float) -> tuple[float, float, float, float]:
    """The space between a bubble and its words: top, end, bottom, start; mm."""
    top, end, bottom, start = (measure.of(em) for measure in shape.padding)
    return top + shape.inset, end, bottom + shape.inset, start
