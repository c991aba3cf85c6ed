"""Makes boxes of QR codes: how large they are, and where their words stand."""

import math
import unicodedata
from collections.abc import Iterable
from typing import Final

from msgspec import field
from msgspec.structs import replace

from generator.content.document import Block
from generator.content.text import Text
from generator.design import items as rows
from generator.qr import CodeInputs
from . import boxes
from .code_card import BESIDE, KEYLINE, CodeBox, hang, words_at
from .edges import apart, over
from .excerpts import address, led_on
from .paragraph import set_paragraph
from .text_boxes import TextBuilder

FEW: Final = 3  # lines from which a caption is looked at
WORDS_A_LINE: Final = 1.5  # fewer, and a caption is a list of words
FEW_WORDS: Final = 1.75  # fewer, and it had better stand under its card ...
MANY: Final = 5  # ... as one of so many lines had, with ...
FEW_OF_MANY: Final = 2.5  # ... fewer words than this on each
IDEOGRAPHS: Final = 2  # of a word, in a script without spaces


class CodeBuilder(TextBuilder, kw_only=True, eq=False):
    """Makes the boxes of codes. `module` is the smallest module of a code, in the layout's
    millimetres. `small` and `drops` say what has given way, `larger` how many mm codes have grown
    where they may, or shrunk if it is negative, and `agreed` is the common form of codes side by
    side. A caption that `falls` stands under its card rather than beside it with few words a line;
    `narrow` says that there is such a one."""

    module: float
    small: bool = False
    drops: bool = False
    larger: float = 0.0
    agreed: dict[rows.CodeItem, tuple[float, bool]] = field(default_factory=dict)
    falls: bool = False
    narrow: bool = False

    def _code_on_card(self, item: rows.CodeItem, width: float) -> boxes.FlexibleBox | None:
        block = self._block(item, item.block)
        if block is None:
            return None
        target = block.target
        symbol = self.cache.get(CodeInputs(target))
        size, beside = self.agreed.get(item) or self._code_room(item, block, width, 0.0)
        words = self.settings[item.caption]
        hung, gap = self._hang(item, size), self._beside(item)
        room = (width - words_at(size, hung, gap) if beside else width) - item.inset
        printed = address(block, self.document.language)
        across = width if item.address_at == "card" else room
        style = self._fitted(item.address, [printed], across) if item.fitted else item.address
        said = " ".join(text.plain for text in block.texts)
        shown = [] if self._wordless(item) else led_on(block.texts)
        under = item.address_at == "card"
        drop = item.caption_drop
        if drop is None:
            drop = words.cap_height - words.baseline
        texts = self._words(shown, item.caption, room, key=block.name)
        clear = hung + BESIDE if item.bare else self.rules.card_beside
        nearer = self._nearer(texts) + clear - max(gap, clear)
        if beside and nearer > 0:
            gap = max(gap, clear) + nearer
            texts = self._words(shown, item.caption, room - nearer, key=block.name)
        link = self._words([printed], style, across, key=block.name)
        fallen = not beside and item.arrangement == "beside"
        above = self._gaps(item, texts, link, beside, fallen)
        return CodeBox(
            symbol,
            size,
            target,
            block.address,
            texts,
            link,
            beside,
            under,
            gap,
            drop,
            *above,
            item.keyline and not item.bare,
            self.palette["black"],
            self.palette["white"],
            f"{self.document.qr_code}: {said} {block.address}",
            block.key,
            item.bare,
            item.address_at == "foot",
        )

    def _nearer(self, words: boxes.TextBox) -> float:
        """How far the ink of words reaches out of their column at its start, mm: a quotation mark
        hangs there, and so do letters, a little."""
        right = self._at_right(words.style)
        lines = [line for paragraph in words.paragraphs for line in paragraph.lines]
        out = (line.hang + line.reaches(right) - line.leaves(right) for line in lines)
        return max(out, default=0.0)

    def _beside(self, item: rows.CodeItem) -> float:
        """From a card to the words beside it, mm. A code without a card has its quiet zone."""
        return item.gap if item.bare else max(item.gap, self.rules.card_beside)

    def _gaps(
        self,
        item: rows.CodeItem,
        words: boxes.TextBox,
        printed: boxes.TextBox,
        beside: bool,
        fallen: bool,
    ) -> tuple[rows.Space, rows.Space]:
        """The space above a code's words and above its address, whose ink keeps from the card and
        from each other's. A code without a card has its quiet zone instead."""
        card = self.rules.card_fallen if fallen else self.rules.card_under
        card = 0.0 if item.bare else card
        first, last = words if words.paragraphs else printed, printed

        def under(box: boxes.TextBox) -> float:
            return card - over(box)

        above = item.caption_above if beside else boxes.at_least(item.caption_above, under(first))
        if not words.paragraphs:
            return above, item.address_above if not beside else boxes.at_least(
                item.address_above, under(last)
            )
        least = apart(words, printed, self.rules)
        if beside and item.address_at == "card":
            least = under(last)
        return above, boxes.at_least(item.address_above, least)

    def _hang(self, item: rows.CodeItem, size: float) -> float:
        """How far a code's quiet zone hangs out of its column, mm."""
        if not item.bare:
            return 0.0
        return hang(self.cache.get(CodeInputs(self.document.blocks[item.block].target)), size)

    def _hung(self, column: rows.Column, width: float) -> float:
        """How far the widest code of a column, `width` mm wide, hangs out of it, mm."""
        codes = (item for item in column.stack if isinstance(item, rows.CodeItem) and item.bare)
        there = ((item, self.document.blocks.get(item.block)) for item in codes)
        sizes = (
            (item, (self.agreed.get(item) or self._code_room(item, block, width, 0.0))[0])
            for item, block in there
            if block
        )
        return max((self._hang(item, size) + BESIDE for item, size in sizes), default=0.0)

    def _code_room(
        self, item: rows.CodeItem, block: Block, width: float, least: float
    ) -> tuple[float, bool]:
        """The size of a code's card, `least` or more, and whether its words stand beside it."""
        target = block.target
        edges = 2 * KEYLINE if item.keyline and not item.bare else 0.0
        size = item.min if item.min and self.small else item.size
        if item.most and self.larger > 0:
            size = max(size, min(size + self.larger, item.most))
        if item.min and self.larger < 0 and item.arrangement == "beside":
            size = min(size, max(size + self.larger, item.min))
        size = max(
            size, least, self.cache.get(CodeInputs(target)).with_quiet_zone * self.module + edges
        )
        left = words_at(size, self._hang(item, size), self._beside(item))
        column = width - left - item.inset
        return size, item.arrangement == "beside" and self._fits_beside(block, item, column)

    def _wordless(self, item: rows.CodeItem) -> bool:
        """Whether the words of a code are left out. The code and its address never are."""
        return self.drops and item.drop

    def _agree(self, columns: Iterable[tuple[Iterable[rows.Item], float]]) -> None:
        """Give codes side by side, in the stacks of columns, one size of card and one place for
        their words."""
        found = [
            (item, self.document.blocks[item.block], width)
            for stack, width in columns
            for item in stack
            if isinstance(item, rows.CodeItem) and item.block in self.document.blocks
        ]
        if len(found) < 2:
            return
        size = max(self._code_room(*one, 0.0)[0] for one in found)
        beside = all(self._code_room(*one, size)[1] for one in found)
        self.agreed.update({item: (size, beside) for item, _, _ in found})

    def _fits_beside(self, block: Block, item: rows.CodeItem, column: float) -> bool:
        """Whether every word of the caption (and of the address, if it stands there) fits the
        column beside the card."""
        if column <= 0 or column < self._least_column(block, item):
            return False
        shown = () if self._wordless(item) else block.texts
        wanted = [(text, item.caption) for text in shown]
        if item.address_at != "card":
            printed = address(block, self.document.language)
            wanted.append((printed, item.address))
        measure, few = self._measure(column), False
        for text, style in wanted:
            words = set_paragraph(text, self._setting(style, [text]), measure, self.cache)
            if words.too_wide or _one_a_line(text, len(words.lines)):
                return False
            few = few or _few_a_line(text, len(words.lines))
        self.narrow = self.narrow or few
        return not (few and self.falls)

    def _least_column(self, block: Block, item: rows.CodeItem) -> float:
        """The width of as many average characters as words beside a code need at least, mm."""
        if not item.narrowest or self._wordless(item):
            return 0.0
        setting, unbroken = self.settings[item.caption], self._measure(math.inf)
        wide = sum(set_paragraph(text, setting, unbroken, self.cache).width for text in block.texts)
        count = sum(_cells(text.plain) for text in block.texts)
        return item.narrowest * wide / count if count else 0.0


def _one_a_line(text: Text, lines: int) -> bool:
    """Whether most lines of a caption hold one word each. A script without spaces between words
    has no such lines."""
    words = len(text.plain.split())
    return lines >= FEW and lines <= words < WORDS_A_LINE * lines


def _few_a_line(text: Text, lines: int) -> bool:
    """Whether the lines of a caption hold so few words that it reads better under its card."""
    least = lines * (FEW_OF_MANY if lines >= MANY else FEW_WORDS)
    words = len(text.plain.split())
    if letters := _ideographs(text):
        return lines >= FEW and max(words, letters / IDEOGRAPHS) < least
    return lines >= FEW and lines <= words < least


def _ideographs(text: Text) -> int:
    """How many letters a text has that are as wide as they are high: no spaces part them."""
    wide = (each for each in text.plain if unicodedata.east_asian_width(each) == "W")
    return sum(unicodedata.category(each) == "Lo" for each in wide)


def _cells(text: str) -> int:
    """How many characters with a width a text has; one as wide as it is high counts for two."""
    seen = (each for each in text if unicodedata.category(each) not in ("Mn", "Me", "Cf"))
    return sum(2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in seen)


def hang_above(box: boxes.FlexibleBox) -> float:
    """How far a bare code at the beginning of a box hangs out above it, mm."""
    if isinstance(box, CodeBox):
        return box.hang
    if not isinstance(box, boxes.ColumnsBox):
        return 0.0
    stacks = (stack for _, _, stack in box.columns if isinstance(stack, boxes.Stack))
    return max((hang_above(stack.boxes[0].box) for stack in stacks), default=0.0)


def level(columns: Iterable[boxes.FlexibleBox]) -> None:
    """Level what stands under codes side by side, at the tops of columns. An address that belongs
    to its caption stands right under that."""
    tops = [each.boxes[0].box for each in columns if isinstance(each, boxes.Stack)]
    codes = [box for box in tops if isinstance(box, CodeBox) and not box.beside]
    codes = [box for box in codes if box.words.paragraphs and (box.under_card or box.at_foot)]
    alone = [replace(box) for box in codes]
    for number, box in enumerate(codes):
        box.beside_it = alone[:number] + alone[number + 1 :]
