"""What can be wrong with a whole piece, in words: overset, left out, a code without a place."""

from __future__ import annotations

from collections.abc import Mapping

from generator.content.document import Block, Document
from generator.design import layout as rows
from generator.design import walk
from generator.design.drawing import Drawing
from generator.problems import Problem, did_you_mean, error, warning
from generator.typeset.places import Slot
from generator.typeset.styles import Setting
from generator.units import MM_PER_PT


def overset(
    slot: Slot,
    excess: float,
    document: Document,
    settings: Mapping[str, Setting],
    drawing: Drawing,
) -> Problem:
    """The error for a frame whose words do not fit, at the place where cutting helps most."""
    blocks = [document.blocks[name] for name in slot.blocks if name in document.blocks]
    longest: Block = max(blocks, key=lambda b: sum(len(text.plain) for text in b.texts))
    text = max(longest.texts, key=lambda text: len(text.plain))
    item = next(i for i in walk.items(slot.row.stack) if getattr(i, "block", "") == longest.name)
    name = next(walk.named(item, walk.STYLES))[1]
    style = settings[name]
    lines = -(-excess // style.line)
    characters = max(1, round(lines * slot.width / (0.5 * style.size * MM_PER_PT)))
    floor = "and may not shrink" if style.style.floor is None else "its smallest"
    return error(
        "overset",
        f'the words do not fit "{slot.row.name}": "{longest.name}" is the longest there',
        text.span,
        f"shorten it by about {characters} characters, or give a `short:` form",
        [
            f"it is set in {style.name} at {style.size:g} pt, {floor}",
            f"the frame is {excess:.1f} mm too short in {drawing.name}",
        ],
    )


def left_out(document: Document, drawing: Drawing, drops: bool, short: bool) -> list[Problem]:
    """A warning for each block left out, or set in its short form, to make the rest fit."""
    found: dict[str, Problem] = {}
    for item in walk.all_items(drawing.layout):
        for _, name in walk.named(item, walk.BLOCKS):
            block = document.blocks.get(name)
            if block is None:
                continue
            place = block.texts[0].span
            where = f"{drawing.name} to make the rest fit"
            if item.drop and drops:
                found[name] = warning(
                    "left-out",
                    f'"{name}" is left out of {where}',
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


def missing_codes(document: Document, layout: rows.Layout) -> list[Problem]:
    """An error for each code the campaign requires for which the layout has no place."""
    printed = {item.block for item in walk.all_items(layout) if isinstance(item, rows.CodeItem)}
    return [
        error(
            "missing-code",
            f'this layout has no QR code for "{name}", which every piece must carry',
            layout.at("pages"),
            did_you_mean(name, printed) or "add an item of kind code",
        )
        for name in document.codes
        if name not in printed
    ]
