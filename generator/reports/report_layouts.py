"""The layouts of reports, which come with the program in the folder beside this."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Final

from msgspec import structs

from generator.cache import Cache
from generator.colour import Colour
from generator.content.document import Block, Contact, Document
from generator.content.text import BREAK, Run, Text
from generator.design.drawing import Drawing
from generator.design.project_design import Design
from generator.fonts import FontFile
from generator.page import Page
from generator.problems import Refused
from generator.source.shelf import Shelf
from generator.typeset.compose import compose, pages_alone
from generator.typeset.safety import runs

LANGUAGE: Final = "en-GB"
FAMILY: Final = "Public Sans"
THEME: Final = "report"


@cache
def _design() -> Design:
    return Design(Shelf.at(Path(__file__).parent))


def report_drawing(name: str) -> Drawing:
    """A layout of reports with everything that it names."""
    return _design().drawing(name)[0]


@cache
def report_fonts() -> Mapping[int, FontFile]:
    """The fonts of reports, by CSS weight."""
    return _design().fonts.weights(FAMILY)


def report_colour(name: str) -> Colour:
    """A colour of the reports' theme."""
    return _design().theme(THEME).colour(name)


def report_pages(
    layout: str,
    title: str,
    blocks: Iterable[Block],
    cache: Cache,
    size: tuple[float, float] | None = None,
) -> tuple[Page, ...]:
    """The pages of a layout with these words. `size`, if given, is another page size in mm. What
    cannot be set as it is becomes ASCII. Raises `Refused` if the words do not fit."""
    drawing = report_drawing(layout)
    (format_name,) = drawing.layout.formats
    if size:
        sized = drawing.first_format.model_copy(update={"trim": size})
        drawing = replace(drawing, formats={format_name: sized})
    given = document(title, blocks)
    try:
        return pages_alone(given, drawing, format_name, cache=cache)
    except Refused:
        plain = document(title, map(_in_ascii, given.blocks.values()))
        return compose(plain, drawing, format_name, cache=cache).artwork.pages


def last_baseline(page: Page) -> float:
    """The lowest baseline of words on a page, mm from its top."""
    return max(run.y for run in runs(page.marks))


def words(name: str, *texts: str, strong: bool = False) -> Block:
    """A block of paragraphs, all of it **strong** or nothing."""
    made = tuple(text(each, strong) for each in texts)
    return Block(name, "paragraphs", made, made)


def table(name: str, rows: Iterable[tuple[str, str]]) -> Block:
    """A block of names with their values, either of which may be empty."""
    contacts = tuple(Contact(text(key), text(value)) for key, value in rows)
    return Block(name, "contacts", (text(""),), contacts=contacts)


def document(title: str, blocks: Iterable[Block]) -> Document:
    """A report's words, ready to be set."""
    return Document(
        campaign="",
        area="",
        language=LANGUAGE,
        direction="ltr",
        script="Latn",
        title=title,
        subject="",
        publisher="",
        version="",
        date="",
        codes=(),
        blocks={block.name: block for block in blocks},
    )


def text(words: str, strong: bool = False) -> Text:
    """Words of a report, all of them **strong** or none. A character that no font of reports has
    becomes its code point."""
    strange = {each for each in set(words) if not (each.isascii() and each.isprintable())} - {BREAK}
    if strange:
        drawing = report_drawing("contact-label")
        # no font is opened before those in front of it lack a character
        fonts = [weights[400] for weights in (drawing.weights, *drawing.fallback)]
        known = {each for each in strange if any(ord(each) in font.face.coverage for font in fonts)}
        words = _spelt(words, lambda each: each in known or each not in strange)
    return Text((Run(words, strong=strong),) if words else (), LANGUAGE)


def _spelt(words: str, known: Callable[[str], bool]) -> str:
    return "".join(each if each == BREAK or known(each) else f"U+{ord(each):04X}" for each in words)


def _in_ascii(block: Block) -> Block:
    """The block, where every character beyond ASCII becomes its code point."""

    def spelt(whole: Text) -> Text:
        runs = (structs.replace(run, text=_spelt(run.text, str.isascii)) for run in whole.runs)
        return structs.replace(whole, runs=tuple(runs))

    texts = tuple(map(spelt, block.texts))
    contacts = tuple(Contact(spelt(row.place), spelt(row.number)) for row in block.contacts)
    return structs.replace(block, texts=texts, short=texts, contacts=contacts)
