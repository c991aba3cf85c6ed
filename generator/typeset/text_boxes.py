"""Sets a document's words in a layout's styles, and collects what is wrong with them."""

import math
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any, Final

from msgspec import Struct, field, structs

from generator.cache import Cache
from generator.colour import Colour
from generator.content.document import Block, Document
from generator.content.text import Text
from generator.design import items as rows
from generator.design.clearances import Clearances
from generator.design.items import OWN
from generator.design.theme import BubbleShape, ScriptSetting, Theme
from generator.isolates import ADDRESS, is_number
from generator.problems import Problem, error
from generator.source.keys import LAYOUT, row_key
from . import boxes
from .clear_lines import ClearInputs, ClearLines, inked, lacking
from .display import DisplayText, is_display
from .excerpts import PART_NAMES, split
from .faults import TooWide
from .glyph_ink import InkedLines
from .line_breaks import has_short_name
from .paragraph import Paragraph, ParagraphMeasure, ends_of, set_paragraph
from .styles import Setting

ADDRESS_LEAST = 0.95  # of its size: an address is set so small before it is parted
IN_LINES = 0.1  # pt by which words fitted to some lines may be smaller than they could be

PART_LEAST = 0.75  # ... and so small before it is refused
NARROWEST: Final = 0.01  # mm of a column: every word is too wide for it
GIVEN: Final = 0.01  # pt that a style is smaller where it gave way
KINDS: dict[type[rows.Item], tuple[str, ...]] = {
    rows.TextItem: ("heading", "paragraphs", "list", "statistic", "contacts", "quote", "link", OWN),
    rows.ListItem: ("list", "paragraphs"),
    rows.MessagesItem: ("messages",),
    rows.BubblesItem: ("list", "paragraphs"),
    rows.AcrosticItem: ("quote",),
    rows.StatisticItem: ("statistic",),
    rows.FieldItem: ("statistic",),
    rows.CodeItem: ("link",),
    rows.ContactsItem: ("contacts", OWN),
    rows.EasyItem: (
        "heading", "paragraphs", "list", "messages", "statistic", "contacts", "quote", "link",
    ),
}  # fmt: skip


class TextBuilder(Struct, kw_only=True, eq=False):
    """Sets words for one frame, called `where` in problems. `settings` are the styles at their
    present size, and `latin` the same for words that are Latin in every language. `short` asks for
    short forms, `floors` for two lines before words go under a floor. `rules` are the least
    distances in the layout's millimetres, and `opened` has every box of each style. Problems gather
    in `problems`, words that are too wide in `too_wide`, and texts whose lines are looked at one by
    one in `display`. Short names in brackets stay `whole` for another line; `bracketed` says that a
    text of several lines has one, and `torn` that one stands on two of them."""

    document: Document
    theme: Theme
    settings: Mapping[str, Setting]
    palette: Mapping[str, Colour]
    cache: Cache
    where: str
    latin: Mapping[str, Setting] | None = None
    script: ScriptSetting | None = None
    short: bool = False
    floors: bool = False
    rules: Clearances = field(default_factory=Clearances)
    opened: dict[str, list[boxes.TextBox]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    too_wide: list[TooWide] = field(default_factory=list)
    display: list[DisplayText] = field(default_factory=list)
    whole: bool = False
    bracketed: bool = False
    torn: bool = False

    @property
    def wide(self) -> set[str]:
        return {each.style for each in self.too_wide}

    def _block(self, item: rows.Item, name: str, field: str = "block") -> Block | None:
        """The block that a field of an item names. If it is missing there is a problem, except for
        the area's own words, which few areas have."""
        found = self.document.blocks.get(name)
        place = row_key(LAYOUT, item, field)
        kinds = KINDS[type(item)] if field == "block" else ("paragraphs",)
        if found is None and name == OWN:
            return None
        if found is None:
            self.problems.append(self.document.no_block(name, place))
        elif found.kind not in kinds:
            wanted = " or ".join(kinds)
            able = [key for key, block in self.document.blocks.items() if block.kind in kinds]
            hint = f"blocks it can set: {', '.join(able)}" if able else ""
            self.problems.append(
                error(
                    "wrong-block",
                    f'"{name}" is a block of kind {found.kind}; this item sets {wanted}',
                    place,
                    hint or "use another kind of item, or change the kind of the block",
                )
            )
            return None
        return found

    def _nothing(self, item: rows.Item, block: Block, part: str) -> None:
        """Report that a block lacks the part that an item sets. What its **strong** words begin or
        end with is no fault: in other languages they stand elsewhere in the sentence."""
        if part in {"before", "after"} and split(block.texts[0])[1].plain.strip():
            return
        where = row_key(LAYOUT, item, "part")
        hint = "mark it with ** in the campaign"
        message = f'"{block.name}" has nothing {PART_NAMES.get(part, "to set")}'
        if not any(text.plain.strip() for text in block.texts):
            where, hint = block.texts[0].key, "write its words"
            message = f'"{block.name}" is empty'
        elif part == "address":
            hint = "set the whole of it"
        found = error("missing-part", message, where, hint)
        self.problems.append(found.about_blocks(block.part_of or block.name))

    def _words(
        self,
        texts: Iterable[Text],
        style: str | Setting,
        width: float,
        between: rows.Space = 0,
        *,
        role: str = "P",
        key: str = "",
    ) -> boxes.TextBox:
        """Paragraphs set in a style. Missing glyphs and words that are too wide become problems. A
        screen reader uses `role` and `key` (see `TextBox`)."""
        texts = tuple(texts)
        setting = style if isinstance(style, Setting) else self._setting(style, texts)
        room = width + setting.outdent
        setting = self._unparted(texts, setting, room)
        measure = self._measure(room)
        if self.whole and any(has_short_name(text.plain) for text in texts):
            measure = structs.replace(measure, whole=True)
        lines = [self._clear(text, setting, measure) for text in texts]
        paragraphs = [each.paragraph for each in lines]
        self.bracketed = self.bracketed or any(each.bracketed for each in paragraphs)
        self.torn = self.torn or any(each.torn for each in paragraphs)
        if is_display(setting):
            self.display += [
                DisplayText.of(text, setting, measure, made.ends)
                for text, made in zip(texts, paragraphs, strict=True)
            ]
        for text, paragraph in zip(texts, paragraphs, strict=True):
            self._check(text, setting, paragraph.missing, paragraph.too_wide, width)
        keys = [text.key for text in texts]
        return self._set(lines, setting, width, between, keys, role, key)

    def unmarked(self, text: Text, style: str, width: float) -> boxes.TextBox:
        """A text that is no part of what is read, such as the number of a page."""
        return self._words([text], style, width, role="")

    def _clear(self, text: Text, setting: Setting, measure: ParagraphMeasure) -> ClearLines:
        """A text with line ends that let its lines stand as near as the style says."""
        near = self._near(setting)
        return self.cache.get(ClearInputs(text, setting, measure, *near, self._overhang(setting)))

    def _near(self, setting: Setting) -> tuple[float, bool]:
        """How far apart lines of a style may touch, mm, and whether they stand at the right."""
        return setting.line - self.rules.lines, self._at_right(setting)

    def _lines(self, paragraphs: Iterable[Paragraph], setting: Setting) -> list[ClearLines]:
        """Paragraphs whose line ends stay."""
        return [
            ClearLines(each, lacking(each, *self._near(setting), setting.by_ink))
            for each in paragraphs
        ]

    def _set(
        self, lines: Sequence[ClearLines], setting: Setting, width: float, *rest: Any
    ) -> boxes.TextBox:
        """A box of paragraphs (see `TextBox`) whose lines do not touch."""
        paragraphs = [each.paragraph for each in lines]
        box = boxes.TextBox(paragraphs, setting, width, *rest)
        box.opened = max((need for each in lines for need in each.lacking), default=0.0)
        if box.opened:
            box.needs = [each.lacking for each in lines]
        joints = (InkedLines((one.lines[-1], two.lines[0])) for one, two in pairwise(paragraphs))
        near = self._near(setting)
        gap = max(
            (need for each in joints for need in lacking(each, *near, setting.by_ink)), default=0.0
        )
        if gap:
            box.between = boxes.at_least(box.between, gap)
        self.opened.setdefault(setting.name, []).append(box)
        return box

    def _setting(self, style: str, texts: Iterable[Text]) -> Setting:
        """The setting of a style for texts. Numbers and addresses are Latin in every language, and
        do not need the leading of its script."""
        if self.latin is not None and all(text.plain.isascii() for text in texts):
            return self.latin[style]
        return self.settings[style]

    def _fitted(
        self,
        style: str,
        texts: Iterable[Text],
        width: float,
        most: float = 1.0,
        lines: int = 1,
        whole: bool = True,
    ) -> Setting:
        """The setting of a style for texts that fit the width: smaller if that keeps each of them
        on one line, and larger, up to `most` times its size, until the widest fills it. What gave
        way grows no larger, nor does it on several `lines`. Texts that are not `whole` may take two
        lines instead of one (see `Setting.on_one_line`)."""
        texts = tuple(texts)
        if lines > 1:
            return self._in_lines(style, texts, width, lines)
        setting = self._setting(style, texts)
        widest = self._widest(texts, setting)
        if widest > width:
            share = width / widest
            found = setting.narrowed(share) if whole else setting.on_one_line(share)
            # a number is no word, and no other stands for it
            is_last = found == setting and all(is_number(text.plain) for text in texts)
            return setting.squeezed(share) if is_last else found
        grows = most > 1 and widest and not self._gave_way(setting)
        return setting.narrowed(min(most, width / widest)) if grows else setting

    def _gave_way(self, setting: Setting) -> bool:
        """Whether a style is smaller than its layout says, to make room."""
        size, script = setting.style.size, self.script
        if script:
            size *= script.size * (script.caps if setting.style.caps else 1.0)
        return setting.size < size - GIVEN

    def _in_lines(self, style: str, texts: Sequence[Text], width: float, lines: int) -> Setting:
        """The setting of a style for texts of so many lines at most: smaller if it must be, and as
        it is if even its floor takes more."""
        setting = self._setting(style, texts)
        measure = self._measure(width + setting.outdent)

        def fits(tried: Setting) -> bool:
            found = (ends_of(text, tried, measure, self.cache) for text in texts)
            return all(ends.lines <= lines and not too_wide for ends, too_wide in found)

        if fits(setting):
            return setting
        low, high = (setting.smallest + 0.002) / setting.size, 1.0
        if low >= high or not fits(setting.narrowed(low)):
            return setting
        while (high - low) * setting.size > IN_LINES:
            middle = (low + high) / 2
            low, high = (middle, high) if fits(setting.narrowed(middle)) else (low, middle)
        return setting.narrowed(low)

    def _widest(self, texts: Iterable[Text], setting: Setting, width: float = math.inf) -> float:
        """The width of the widest line of some texts, mm, with letters that reach out of it in a
        script where they do. Each text is on one line, or in a column of a `width`."""
        measure = self._measure(width)
        made = [set_paragraph(text, setting, measure, self.cache) for text in texts]
        if not self._overhang(setting):
            return max(paragraph.width for paragraph in made)
        return max(inked(line) for paragraph in made for line in paragraph.lines)

    def _unparted(self, texts: Sequence[Text], setting: Setting, width: float) -> Setting:
        """The setting for texts. An address is a little smaller, if that keeps it on one line, and
        as small as a part of it wants that is else wider than the column."""
        if len(texts) != 1 or not ADDRESS.fullmatch(texts[0].plain):
            return setting
        share = width / self._widest(texts, setting)
        if share < ADDRESS_LEAST:
            share = width / self._widest(texts, setting, width)
        return setting.squeezed(share) if PART_LEAST <= share < 1 else setting

    def _shorter(self, block: Block) -> Sequence[Text]:
        """The texts of a block, or their short forms if copyfitting asks for them."""
        return block.short if self.short else block.texts

    def _at_right(self, setting: Setting) -> bool:
        """Whether lines of a style stand at the right of their column."""
        return (self.document.direction == "rtl") != (setting.style.align == "end")

    def _overhang(self, setting: Setting) -> float:
        """The room at the end of a line, in mm, that lets the line move if its letters overhang."""
        if self.script is None or setting.faces.main == setting.faces.latin:
            return 0.0
        return self.script.overhang * setting.em

    def _shape(self, name: str) -> BubbleShape:
        """A bubble of the theme, with the padding that the script needs."""
        shape = self.theme.bubbles[name]
        return self.script.bubble(name, shape) if self.script else shape

    def _measure(self, width: float, indent: float = 0.0) -> ParagraphMeasure:
        document = self.document
        rtl = document.direction == "rtl"
        return ParagraphMeasure(
            max(width, NARROWEST), indent, document.script, rtl, document.language, document.names
        )

    def _spoken(self, style: str, voice: str) -> Setting:
        colour = self.palette[self.theme.voices[voice].text]
        return structs.replace(self.settings[style], colour=colour, strong_colour=colour)

    def _check(
        self,
        text: Text,
        setting: Setting,
        missing: Sequence[tuple[str, object]],
        too_wide: str,
        width: float,
    ) -> None:
        for character, font in missing:
            name = getattr(font, "name", str(font))
            shown = f"“{character}” (U+{ord(character):04X})"
            if not character.isprintable():  # nothing would be seen between the quotes
                shown = f"character U+{ord(character):04X}"
            self.problems.append(
                error(
                    "missing-glyph",
                    f"the font {name} has no {shown}",
                    text.key,
                    "use another character, or a font that has it",
                )
            )
        if too_wide:
            self.too_wide.append(
                TooWide(too_wide, setting.name, setting.size, width, self.where, text.key)
            )
