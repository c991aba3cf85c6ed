"""Sets easy wording: a document's blocks in the order of the layout with most of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from generator.content.document import Document
from generator.design.drawing import Drawing
from generator.design.layout import Layout
from generator.problems import Refused, error
from .matching import block_reads, layout_with_most_blocks, matches

if TYPE_CHECKING:
    from generator.design.layout_walk import Section
    from generator.typeset.compose import Composed
    from .libraries import Libraries


def compose_easy_read(project: Libraries, document: Document, drawing: Drawing) -> Composed:
    """The document in a layout for easy wording, its blocks in the order of the layout with
    most of them. Raises `Refused`."""
    from generator.typeset.flowing import flow

    assert drawing.layout.flow is not None
    words = easy_words(project, document)
    return flow(document, drawing, words, drawing.layout.flow.body, cache=project.cache)


def easy_words(project: Libraries, document: Document) -> Sequence[Section]:
    """The blocks of a document in the order of the layout with most of them. Raises `Refused`."""
    from generator.design.layout_walk import sections

    source = layout_for_easy(project, document.campaign)
    project.shelf.note(block_reads(document, source, project.cache))
    project.shelf.note_files(*project.content.symbols(document.campaign))
    return sections(source, project.design.first_format(source))


def layout_for_easy(project: Libraries, campaign: str) -> Layout:
    """The layout with pages that has most of a campaign's blocks. Raises `Refused`."""
    words = project.content.source(campaign)
    layouts = [project.design.layout(name) for name in project.design.layouts()]
    layouts = [row for row in layouts if row.pages and matches(row, words)]
    if not layouts:
        message = f'no layout has an order for the words of "{campaign}"'
        raise Refused([error("no-words", message, words.at(), "make one with pages for it")])
    return layouts[layout_with_most_blocks(layouts, words)]
