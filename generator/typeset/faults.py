"""Problems of a whole piece: overset words, blocks left out, codes without a place."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from msgspec import Struct

from generator.content.document import Block, Contact, Document
from generator.design import items as rows
from generator.design import layout_walk
from generator.design.drawing import Drawing
from generator.design.items import IMPRINT, OWN
from generator.design.layout import Layout
from generator.problems import Problem, Span, counted, error, warning, with_places
from generator.source.keys import LAYOUT, row_key
from generator.units import MM_PER_PT
from .area_faults import LONG_ADDRESS, value_with
from .conditions import has_contacts
from .excerpts import PART_NAMES, split
from .geometry import FramePlace
from .logo_boxes import PlacedLogo
from .styles import Setting

_TELLING: Final = 8  # letters of an address that are of no other word
_AROUND: Final = ".,;:()"


def placed(
    problems: Iterable[Problem], document: Document, drawing: Drawing
) -> tuple[Problem, ...]:
    """The problems, each with the place of its key in the files of the document or of the drawing.
    What they were found in may be remembered, so none may name a place of its own."""

    def span(key: str) -> Span | None:
        return document.span(key) or drawing.span(key)

    return with_places(problems, span)


class TooWide(Struct, frozen=True):
    """A word wider than its column of `width` mm in a frame, its style at `size` pt, and the key of
    its text."""

    word: str
    style: str
    size: float
    width: float
    where: str
    key: str


_WIDE_WORD: Final = (
    "write a shorter word, or a hyphen or a space in it; or let its style part words: "
    "`hyphenate: true`"
)
_WIDE_NUMBER: Final = (
    "write it without brackets, or name its extension with its place; or give its style a lower "
    "`floor` in the layout"
)


def too_wide(found: TooWide, document: Document) -> Problem:
    """The error for a word that is too wide, at its address if it is part of one."""
    shown = found.word if len(found.word) <= 40 else found.word[:39] + "…"
    key, hint = found.key, _WIDE_WORD
    for address, written in document.links:
        if len(found.word) >= _TELLING and found.word.strip(_AROUND) in address:
            key, hint = written or key, LONG_ADDRESS
    if name := value_with(found.word.strip(_AROUND + "“”„«»"), key, document):
        key, hint = name, f"in the area's file, {_WIDE_WORD}"
    if key.endswith(".number"):  # nobody may change a digit, or break it elsewhere
        hint = _WIDE_NUMBER
    return error(
        "overset",
        f'"{shown}" is wider than its column of {found.width:.1f} mm',
        key,
        hint,
        [f"it is set in {found.style} at {found.size:g} pt in {found.where}"],
    )


# How far off it may be to take every letter for half an em wide.
ROUGHLY = 1.25
# What a contact may take: its place, its number, and the space between them and the next.
LINES_EACH = 3


def overset(
    slot: FramePlace,
    items: Sequence[rows.Item],
    excess: float,
    document: Document,
    settings: Mapping[str, Setting],
    drawing: Drawing,
) -> Problem:
    """The error for a frame with too many words in its items, at the text that is best cut. If no
    cutting helps, it stands at the frame, for the layout asks for too much."""
    short = f"the frame is {excess:.1f} mm too short in {drawing.name}"
    set_in: dict[str, str] = {}
    for item in items:
        for _, name in layout_walk.named(item, layout_walk.BLOCKS):
            for _, used in list(layout_walk.named(item, layout_walk.STYLES))[:1]:
                if name in document.blocks:
                    set_in.setdefault(name, used)
    if set_in:
        longest = max((document.blocks[name] for name in set_in), key=_length)
        linked = max((document.blocks[name] for name in set_in), key=lambda one: len(one.address))
        if len(linked.address) > _length(longest):
            return error(
                "overset",
                f'what stands in "{slot.row.name}" does not fit: the address is the longest there',
                linked.address_key or linked.key,
                LONG_ADDRESS,
                [short],
            )
        style = settings[set_in[longest.name]]
        lines = -(-excess // style.line)
        characters = max(1, round(lines * slot.width / (0.5 * style.size * MM_PER_PT)))
        if characters < ROUGHLY * sum(_length(document.blocks[name]) for name in set_in):
            characters = min(characters, _length(longest))
            floor = "and may not shrink" if style.style.floor is None else "its smallest"
            return error(
                "overset",
                f'the words do not fit "{slot.row.name}": "{longest.name}" is the longest there',
                max(longest.texts, key=lambda text: len(text.plain)).key,
                f"shorten it by about {counted(characters, 'character')}, or give a `short:` form",
                [f"it is set in {style.name} at {style.size:g} pt, {floor}", short],
            )
        contacts = [contact for name in set_in for contact in document.blocks[name].contacts]
        if excess < LINES_EACH * style.line * len(contacts):
            return contacts_overset(slot, excess, contacts, document, drawing)
    found = error(
        "overset",
        f'what stands in "{slot.row.name}" does not fit, however short its words are',
        row_key(LAYOUT, slot.row, "stack"),
        "make its items and the space above them smaller, or take some out",
        [short],
    )
    return found.about_blocks(*set_in)


def contacts_overset(
    slot: FramePlace,
    excess: float,
    contacts: Sequence[Contact],
    document: Document,
    drawing: Drawing,
) -> Problem:
    """The error for a frame that has more contacts than fit, at the last of them."""
    hint = "list fewer of them in the area's file"
    if OWN in document.blocks and OWN in slot.blocks:
        hint += ", or shorten its own words"
    return error(
        "overset",
        f'{counted(len(contacts), "contact")} do not fit "{slot.row.name}"',
        contacts[-1].number.key,
        hint,
        [f"the frame is {excess:.1f} mm too short in {drawing.name}"],
    )


def own_overset(slot: FramePlace, excess: float, own: Block, drawing: Drawing) -> Problem:
    """The error for a frame that has no room for the area's own words, at the longest of them."""
    longest = max(own.texts, key=lambda text: len(text.plain), default=None)
    return error(
        "overset",
        f'the area\'s own words do not fit "{slot.row.name}"',
        longest.key if longest else own.key,
        "shorten them, or leave out the sentence, the role or the address",
        [f"the rest fits without them; the frame is {excess:.1f} mm too short in {drawing.name}"],
    )


def logos_overset(
    slot: FramePlace, excess: float, logos: Sequence[PlacedLogo], drawing: Drawing
) -> Problem:
    """The error for a frame whose words fit, and whose logos do not, at the last logo."""
    last = logos[-1].picture
    *_, name = last.path.replace("\\", "/").split("/")
    hint = "list fewer logos"
    if any(logo.lead for logo in logos):
        hint += ", or let none lead: the others then take fewer rows"
    return error(
        "logos-room",
        f'there is no room for {counted(len(logos), "logo")} in "{slot.row.name}" of '
        f'{drawing.name}: "{name}" is the last of them',
        last.key,
        hint,
        [f"the words fit without them; with them the frame is {excess:.1f} mm too short"],
    )


def crowded(logos: Sequence[PlacedLogo], drawing: Drawing) -> Problem:
    """The warning for logos that make type smaller on pages that they are not on."""
    return warning(
        "logos-crowd",
        f"type is smaller on other pages of {drawing.name}, to make room for "
        f"{counted(len(logos), 'logo')}",
        logos[-1].picture.key,
        "list fewer logos to have it larger",
    )


def _length(block: Block) -> int:
    return sum(len(text.plain) for text in block.texts)


def left_out(document: Document, drawing: Drawing, drops: bool, short: bool) -> list[Problem]:
    """Warn of each block that is left out, or set in its short form, so that the rest fits."""
    if not drops and not short:
        return []
    found: dict[str, Problem] = {}
    for item in layout_walk.all_items(drawing.layout):
        for _, name in layout_walk.named(item, layout_walk.BLOCKS):
            block = document.blocks.get(name)
            if block is None:
                continue
            place = block.texts[0].key
            where = f"{drawing.name} to make the rest fit"
            if item.drop and drops:
                code = isinstance(item, rows.CodeItem)
                lost = f'the words of "{name}" are' if code else f'"{name}" is'
                if isinstance(item, rows.FieldItem):
                    lost = f'the field of "{name}" is'
                if block.kind == OWN:
                    parts = [part for part in _printed(item) if part in _there(block)]
                    if not parts:
                        continue
                    lost = f"the {parts[0]} of the area's own words is"
                    place = block.texts[-1].key if parts[0] == "sentence" else block.key
                found[name] = warning(
                    "left-out",
                    f"{lost} left out of {where}",
                    place,
                    "shorten the words of this piece to have it back",
                )
            elif short and block.short != block.texts:
                found[name] = warning(
                    "short-form",
                    f'"{name}" is in its short form in {where}',
                    place,
                    "shorten the words of this piece to have the whole",
                )
    return list(found.values())


def cut_imprint(document: Document, drawing: Drawing, *, brief: bool, tight: bool) -> list[Problem]:
    """Warn of an imprint that has fewer sentences: only the first where it is `brief`, or as many
    as the `tight` arrangement for long words has."""
    block = document.blocks.get(IMPRINT)
    items = [i for i in layout_walk.all_items(drawing.layout) if isinstance(i, rows.ImprintItem)]
    kept = [1] if brief and items else []
    if tight:
        kept += [i.sentences for i in items if i.only and i.only.tight and _is_for(document, i)]
    if block is None or not kept or not min(kept) or len(block.texts) <= min(kept):
        return []
    rest = block.texts[min(kept) :]
    are = "is" if len(rest) == 1 else "are"
    return [
        warning(
            "left-out",
            f"the imprint's last {counted(len(rest), 'sentence')} {are} left out of "
            f"{drawing.name} to make the rest fit",
            rest[0].key,
            "shorten the words of this piece to have it back",
        )
    ]


def _is_for(document: Document, item: rows.Item) -> bool:
    """Whether an item is for an area with so many contacts."""
    only = item.only
    return only is None or not only.contacts or has_contacts(only, document)


def unprinted(document: Document, drawing: Drawing) -> Iterator[Problem]:
    """Warn of an imprint, and of the parts of an area's own words, that a layout has no place
    for."""
    yield from _no_imprint(document, drawing)
    block = document.blocks.get(OWN)
    if block is None:
        return
    items = [
        item
        for item in layout_walk.all_items(drawing.layout)
        if getattr(item, "block", "") == OWN and _is_for(document, item)
    ]
    if drawing.layout.flow:
        items = [*layout_walk.items(drawing.layout.flow.kinds.get(OWN, ()))]
    printed = frozenset[str]().union(*map(_printed, items))
    lost = [part for part in _there(block) if part not in printed]
    if lost:
        what = "own words are" if "heading" in lost else f"{' and '.join(lost)} is"
        hint = "web pages and text have all of them; or add items of the block `own` to the layout"
        message = f"the area's {what} not printed by {drawing.name}"
        yield warning("unprinted", message, block.key, hint)


def lost_parts(
    document: Document, drawing: Drawing, used: Iterable[rows.Item]
) -> Iterator[Problem]:
    """An error for each block of which the `used` items set the words round its **strong** ones,
    but not all of them: a translation may have words after a number that the original ends with."""
    parts: dict[str, set[str]] = {}
    whole: set[str] = set()
    for item in used:
        for _, name in layout_walk.named(item, layout_walk.BLOCKS):
            if isinstance(item, rows.TextItem) and item.part in _CUT:
                parts.setdefault(name, set()).add(item.part)
            elif not isinstance(item, rows.FieldItem):
                whole.add(name)
    for name, printed in parts.items():
        block = document.blocks.get(name)
        if block is None or name in whole or not printed & {"before", "after"}:
            continue
        is_statistic = block.kind == "statistic"
        before, _, after = split(block.short[0] if is_statistic else block.texts[0])
        there = [("before", before), ("after", after)]
        lost = [(part, text) for part, text in there if text and part not in printed]
        lost += [("after", text) for text in ([] if is_statistic else block.texts[1:])]
        for part, text in lost:
            where = "before" if part == "after" else "after"
            yield error(
                "unprinted",
                f'{drawing.name} does not print the words of "{name}" {PART_NAMES[part]}: '
                f'"{text.plain}"',
                text.key,
                f"say it {where} them, or give the layout an item with `part: {part}`",
            ).about_blocks(name)


_CUT: Final = frozenset({"before", "strong", "after"})


def _no_imprint(document: Document, drawing: Drawing) -> Iterator[Problem]:
    block = document.blocks.get(IMPRINT)
    every = layout_walk.all_items(drawing.layout)
    if block and block.texts and not any(isinstance(item, rows.ImprintItem) for item in every):
        message = f"{drawing.name} does not print who publishes it"
        hint = "add an item of kind imprint to the layout"
        yield warning("unprinted", message, block.texts[0].key, hint)


def _there(block: Block) -> list[str]:
    """The parts of its own words that an area has."""
    (asked,) = block.contacts or (None,)
    has = {
        "heading": True,
        "sentence": len(block.texts) > 1,
        "name": asked is not None and bool(asked.place),
        "number": asked is not None and bool(asked.number),
        "address": bool(block.address),
    }
    return [part for part, there in has.items() if there]


def _printed(item: rows.Item) -> frozenset[str]:
    """The parts of an area's own words that an item sets."""
    if isinstance(item, rows.ContactsItem):
        return frozenset({"name", "number"})
    part = item.part if isinstance(item, rows.TextItem) else ""
    return _PARTS.get(part, frozenset({part}))


_PARTS: Final = {
    "whole": frozenset({"heading", "sentence"}),
    "kicker": frozenset({"heading"}),
    "line": frozenset({"name", "number"}),
}


def printed_codes(layout: Layout) -> set[str]:
    """The blocks for whose code a layout has a place."""
    return {item.block for item in layout_walk.all_items(layout) if isinstance(item, rows.CodeItem)}
