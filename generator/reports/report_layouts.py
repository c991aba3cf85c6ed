"""The layouts of reports, which come with the program in the folder beside this."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Final

from generator.cache import Cache
from generator.colour import Colour
from generator.content.document import Block, Contact, Document
from generator.content.text import BREAK, Run, Text
from generator.design.drawing import Drawing
from generator.design.project_design import Design
from generator.fonts import FontFile
from generator.page import Page
from generator.source.shelf import Shelf
from generator.typeset.compose import compose
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
    """The pages of a layout with these words. `size`, if given, is another page size in mm. Raises
    `Refused` if the words do not fit."""
    drawing = report_drawing(layout)
    (format_name,) = drawing.layout.formats
    if size:
        sized = drawing.first_format.model_copy(update={"trim": size})
        drawing = replace(drawing, formats={format_name: sized})
    return compose(document(title, blocks), drawing, format_name, cache=cache).artwork.pages


def last_baseline(page: Page) -> float:
    """The lowest baseline of words on a page, mm from its top."""
    return max(run.y for run in runs(page.marks))


def words(name: str, *texts: str, strong: bool = False) -> Block:
    """A block of paragraphs, all of it **strong** or nothing."""
    made = tuple(_text(text, strong) for text in texts)
    return Block(name, "paragraphs", made, made)


def table(name: str, rows: Iterable[tuple[str, str]]) -> Block:
    """A block of names with their values, either of which may be empty."""
    contacts = tuple(Contact(_text(key), _text(value)) for key, value in rows)
    return Block(name, "contacts", (_text(""),), contacts=contacts)


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


def _text(words: str, strong: bool = False) -> Text:
    return Text((Run(_spelt(words), strong=strong),) if words else (), LANGUAGE)


def _spelt(words: str) -> str:
    """The words, where a character that no font of reports has becomes its code point."""
    if words.isascii() and words.isprintable():
        return words
    drawing = report_drawing("contact-label")
    fonts = [weights[400] for weights in (drawing.weights, *drawing.fallback)]
    return "".join(
        each
        if each == BREAK or any(ord(each) in font.face.coverage for font in fonts)
        else f"U+{ord(each):04X}"
        for each in words
    )
