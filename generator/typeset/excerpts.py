"""Finds the part of a block's words that an item prints: all of them, the short form, or the words
round its figure."""

from collections.abc import Sequence

from generator.content.document import Block
from generator.content.strong_words import parted
from generator.content.text import Run, Text, join, parting
from generator.design.items import OWN

PART_NAMES = {
    "before": "before its **strong** words",
    "strong": "marked **strong**",
    "after": "after its **strong** words",
    "address": "to print as an address",
    **dict.fromkeys(("heading", "kicker", "line", "sentence"), "of an area's own words"),
}


def excerpt(block: Block, part: str) -> list[Text]:
    """The texts of a block that `part` of a layout's item asks for."""
    match part:
        case "whole":
            return led_on(block.texts) if block.address else list(block.texts)
        case "short":
            return led_on(block.short) if block.address else list(block.short)
        case "run-on":
            text = block.texts[0]
            end = Run(block.address, strong=True, link=block.target)
            return [Text((*text.runs, Run(" "), end), text.language, text.key)]
        case "address":
            language = block.texts[0].language
            return [address(block, language)]
        case "heading" | "kicker" | "line" | "sentence":
            return list(_own(block, part)) if block.kind == OWN else []
        case _:
            before, strong, after = split(
                block.short[0] if block.kind == "statistic" else block.texts[0]
            )
            if part == "before":
                return led_on([before]) if strong else [before]
            return [strong if part == "strong" else after]


def _own(block: Block, part: str) -> Sequence[Text]:
    """A part of an area's own words."""
    heading, sentence = block.texts[:1], block.texts[1:]
    found = {"heading": heading, "sentence": sentence, "kicker": heading if named(block) else ()}
    found["line"] = (block.line,) if block.line else ()
    return found[part]


def named(block: Block) -> bool:
    """Whether an area's own words name the person to ask."""
    return any(contact.place for contact in block.contacts)


def address(block: Block, language: str) -> Text:
    """A block's address as words that lead there; empty if it has none."""
    run = Run(block.address, link=block.target)
    return Text((run,) if block.address else (), language, block.address_key or block.key)


def led_on(texts: Sequence[Text]) -> list[Text]:
    """The texts with a space after the last, for words that continue in another box."""
    *others, last = texts
    return [*others, Text(join((*last.runs, Run(" "))), last.language, last.key)]


def split(text: Text) -> tuple[Text, Text, Text]:
    """The words before the first **strong** words, the strong words themselves (no longer marked),
    and the words after them, without spaces at the cuts."""
    parts = parted(text)

    def cut(runs: tuple[Run, ...], plain: bool = False) -> Text:
        kept = [
            Run(run.text, False if plain else run.strong, run.emphasis, run.link) for run in runs
        ]
        if kept and parts.strong:
            start = kept[0]
            kept[0] = Run(start.text.lstrip(), start.strong, start.emphasis, start.link)
            end = kept[-1]
            kept[-1] = Run(end.text.rstrip(), end.strong, end.emphasis, end.link)
        return Text(tuple(run for run in kept if run.text), text.language, text.key)

    return cut(parts.before), cut(parts.strong, plain=True), cut(parts.after)


def run_in(lead: Text, text: Text) -> Text:
    """Two texts as one paragraph."""
    if not text:
        return lead
    parted = Run(parting(lead.plain, text.plain))
    return Text(join((*lead.runs, parted, *text.runs)), text.language, text.key)


def spells(text: Text) -> bool:
    """Whether the **strong** characters are initials, which an acrostic sets in a column. Whole
    strong words only stand out."""
    strong = [run.text for run in text.runs if run.strong]
    return bool(strong) and all(len(letters) == 1 for letters in strong)
