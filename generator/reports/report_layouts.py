"""The layouts that reports are set in: they come with the program, in the folder beside this."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Final

from generator.content.document import Block, Contact, Document
from generator.content.text import Run, Text
from generator.design.drawing import Drawing
from generator.design.project_design import Design
from generator.fonts import FontFile
from generator.source.shelf import Shelf

LANGUAGE: Final = "en-GB"
FAMILY: Final = "Public Sans"


@cache
def _design() -> Design:
    return Design(Shelf.at(Path(__file__).parent))


def report_drawing(name: str) -> Drawing:
    """One of the layouts with all it names."""
    return _design().drawing(name)[0]


@cache
def report_fonts() -> Mapping[int, FontFile]:
    """The fonts of reports, by CSS weight."""
    return _design().fonts.weights(FAMILY)


def words(name: str, *texts: str) -> Block:
    """A block of paragraphs."""
    made = tuple(map(_text, texts))
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


def _text(words: str) -> Text:
    return Text((Run(report_fonts()[400].face.spelt(words)),) if words else (), LANGUAGE)
