"""How the words of a piece fit, measured once nobody types: on it, and on the other pieces that
print them."""

from __future__ import annotations

from collections.abc import Generator, Iterable

import msgspec
from msgspec import Struct

from generator.content.document import Document
from generator.jobs.making import Setup, setup_of
from generator.jobs.set_pages import set_pages, setup_in_steps
from generator.jobs.text_room import (
    blocks_of,
    characters_too_long,
    fits_if_shorter,
    frame_rooms,
    is_too_full,
    keys_of,
    room_in_others,
)
from generator.problems import Problem, Refused
from .asking import Call
from .desk import SHOWN, DeskName
from .state import Studio
from .worker import LAST, LATER


class FitRequest(Struct, frozen=True, forbid_unknown_fields=True):
    """The piece that is shown, and the key of the field that was typed in last."""

    desk: DeskName
    layout: str
    format: str = ""
    key: str = ""


class TooLong(Struct, frozen=True):
    """A text that is too long for its place: its key, empty if there is none, and by how many
    characters; None if no shortening of it alone is enough. `wide` says that one word is wider than
    its column. `instead` is the key of another text in the same place that could be shortened as
    well."""

    key: str = ""
    characters: int | None = 0
    wide: bool = False
    instead: str = ""


class OtherFit(Struct, frozen=True):
    """Another piece: its layout, its title, the keys it prints, and those of them that stand in a
    place which is too full."""

    layout: str
    title: str
    keys: tuple[str, ...]
    tight: tuple[str, ...]


class FitAnswer(Struct, frozen=True):
    """How the words fit. `rooms` has for each key how full its place is, in per cent, with type at
    its full size."""

    rooms: dict[str, int]
    long: TooLong


class OtherFits(Struct, frozen=True):
    """How the words fit the other pieces that print them."""

    others: tuple[OtherFit, ...]


class FitCalls:
    """Measures a piece in many short steps, so that somebody who types does not wait."""

    def __init__(self, studio: Studio) -> None:
        self._studio, self._project = studio, studio.project

    def calls(self) -> list[Call]:
        return [
            Call(
                "/api/fit",
                "Measure how the words fit their places",
                FitRequest,
                FitAnswer,
                self.measure,
                when=LATER,
            ),
            Call(
                "/api/fit-others",
                "Measure how the words fit the other pieces that print them",
                FitRequest,
                OtherFits,
                self.measure_others,
                when=LAST,
            ),
        ]

    def measure(self, asked: FitRequest) -> Generator[None, None, FitAnswer]:
        """The measures of a piece, in steps. Raises `Refused` if its words are wrong."""
        project, document = self._project.project, self._document(asked)
        formats = project.formats(asked.layout)
        if asked.format and asked.format not in formats:
            raise msgspec.ValidationError("there is no such format")
        size = asked.format or formats[0]
        setup = setup_of(project, document, asked.layout, size, SHOWN, "")
        yield
        yield from setup_in_steps(setup)
        rooms = _rooms(setup)
        yield
        long = yield from self._too_long(setup, asked)
        return FitAnswer(rooms, long)

    def measure_others(self, asked: FitRequest) -> Generator[None, None, OtherFits]:
        """The other pieces that print the words, each set in steps. Raises `Refused` if the words
        are wrong."""
        project, document = self._project.project, self._document(asked)
        found: dict[str, OtherFit] = {}
        words = self._words(asked)
        for piece in room_in_others(project, document, asked.layout):
            yield
            if self._words(asked) != words:
                break  # somebody types on: they are measured after that
            if piece is None:
                continue
            title = project.design.layout(piece.layout).title
            known = found.get(piece.layout)
            tight = {*_keys(document, piece.tight), *(known.tight if known else ())}
            keys = _keys(document, piece.blocks)
            found[piece.layout] = OtherFit(
                piece.layout, title, tuple(sorted(keys)), tuple(sorted(tight))
            )
        return OtherFits(tuple(found.values()))

    def _words(self, asked: FitRequest) -> list[str]:
        """The texts of the desk's files as they are now."""
        return [
            self._project.history.text(path) for path in self._project.paths(asked.desk).values()
        ]

    def _document(self, asked: FitRequest) -> Document:
        return self._project.document(self._studio.desk(asked.desk, asked.layout))[0]

    def _too_long(self, setup: Setup, asked: FitRequest) -> Generator[None, None, TooLong]:
        overset = _overset(setup)
        if not overset:
            return TooLong()
        words = {path: word for word, path in self._project.paths(asked.desk).items()}
        span = overset[0].span
        found = f"{words[span.path]}:{span.key}" if span and span.path in words else ""
        yield
        if not (yield from is_too_full(setup)):
            return TooLong(found, None, wide=True)
        for key in dict.fromkeys((asked.key, found)):
            characters = yield from characters_too_long(setup, key) if key else _nothing()
            if characters:
                instead = yield from self._instead(setup, key, characters)
                return TooLong(key, characters, instead=instead)
        return TooLong(found, None)

    def _instead(self, setup: Setup, key: str, count: int) -> Generator[None, None, str]:
        """Another text beside one that is too long, which could be shortened by as much: the
        longest."""
        document = setup.document
        own = blocks_of(document, key)
        beside = [frame.blocks for frame in frame_rooms(setup) if own & set(frame.blocks)]
        texts = {
            text.key: len(text.plain)
            for name in dict.fromkeys(name for blocks in beside for name in blocks)
            if name in document.blocks and name not in own
            for text in document.blocks[name].texts
            if text.key
        }
        for other in sorted(texts, key=lambda each: -texts[each])[:3]:
            if (yield from fits_if_shorter(setup, other, count)):
                return other
        return ""


def _keys(document: Document, names: Iterable[str]) -> set[str]:
    """The keys of the texts of some blocks."""
    blocks = (document.blocks[name] for name in names if name in document.blocks)
    return {key for block in blocks for key in keys_of(block)}


def _nothing() -> Generator[None, None, None]:
    yield from ()


def _overset(setup: Setup) -> list[Problem]:
    """What does not fit, if a piece cannot be set for that."""
    try:
        set_pages(setup.project, setup.document, setup.layout, setup.format, SHOWN)
    except Refused as refused:
        return [problem for problem in refused.problems if problem.rule == "overset"]
    return []


def _rooms(setup: Setup) -> dict[str, int]:
    """How full the place of each text is, in per cent."""
    blocks = setup.document.blocks
    return {
        key: round(100 * frame.full)
        for frame in frame_rooms(setup)
        for name in frame.blocks
        if name in blocks
        for key in keys_of(blocks[name])
    }
