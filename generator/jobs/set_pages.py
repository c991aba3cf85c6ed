"""A piece's pages as they are set, without a file of them: for an editor, at every key press."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Final

from msgspec import Struct

from generator.content.document import Document
from generator.page import Artwork
from generator.problems import Problem, Refused, with_places
from .libraries import Libraries
from .making import TURN, Setup, arrange, compose_setup, setup_of


class SetPages(Struct, frozen=True):
    """A piece's pages, and what is wrong with the words on them. `steps` are the styles that
    copyfitting changed and `full` the size of each before it, pt."""

    artwork: Artwork
    problems: tuple[Problem, ...]
    steps: dict[str, float]
    full: dict[str, float]


def set_pages(
    project: Libraries,
    document: Document,
    layout: str,
    format_name: str,
    edition_name: str,
    theme: str = "",
) -> SetPages:
    """The pages of a document in a layout, as `making.make` sets them, neither written nor
    preflighted. Raises `Refused` if the words cannot be set."""
    with TURN:
        try:
            setup = setup_of(project, document, layout, format_name, edition_name, theme)
            composed = compose_setup(setup)
            artwork, found = arrange(setup, composed)
        except Refused as refused:
            raise Refused(with_places(refused.problems, document.span)) from None
    problems = with_places((*found, *composed.problems), document.span)
    return SetPages(artwork, tuple(problems), dict(composed.steps), dict(composed.full))


def set_in_steps(
    project: Libraries,
    document: Document,
    layout: str,
    format_name: str,
    edition_name: str,
    theme: str = "",
) -> Iterator[None]:
    """Set pages a little at a time (`compose.composed_in_steps`), so that `set_pages` finds them
    remembered. What is wrong is for that to say."""
    with suppress(Refused):
        with TURN:
            setup = setup_of(project, document, layout, format_name, edition_name, theme)
        yield
        yield from setup_in_steps(setup)


def setup_in_steps(setup: Setup, document: Document | None = None) -> Iterator[None]:
    """The same for a piece that is ready to be set, or with other words in its place. A layout that
    flows is set in one step."""
    from generator.typeset.compose import composed_in_steps

    if setup.drawing.layout.flow is not None:
        return
    words = setup.document if document is None else document
    steps = composed_in_steps(words, setup.drawing, setup.format, cache=setup.project.cache)
    while True:
        with TURN:
            if next(steps, _END) is _END:
                return
        yield


_END: Final = object()
