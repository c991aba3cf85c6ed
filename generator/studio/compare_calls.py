"""A piece as it stands in the files beside a piece as it is now; and the finished file itself, in
pictures."""

from __future__ import annotations

import struct
from collections.abc import Generator, Iterator
from hashlib import sha256
from threading import Lock
from typing import Final

import msgspec
from msgspec import Struct

from generator.problems import Refused
from generator.reports.piece_names import PieceName
from generator.reports.word_changes import WordPart, word_changes
from generator.svgpages import Asset
from .asking import Call
from .desk import SHOWN, DeskName, shown_in_steps
from .drawn_files import FileDrawer
from .edit_answers import AnswerPage, FieldFault, answer_pages, fault, new_groups
from .state import Studio
from .worker import LATER

PIXELS: Final = 1400  # of a picture's longest side
MOST: Final = 12  # pictures that are kept for a browser to ask for


class PieceRequest(Struct, frozen=True, forbid_unknown_fields=True):
    """A piece at one of its formats, the first if none is named."""

    desk: DeskName
    layout: str
    format: str = ""


class ChangedWords(Struct, frozen=True):
    """The words of a value as they were and as they are: stretches, each with whether the other
    lacks it."""

    key: str
    before: tuple[WordPart, ...]
    after: tuple[WordPart, ...]


class CompareAnswer(Struct, frozen=True):
    """The pages as they stand in the files and as they are now, none where they cannot be set; the
    markup of their groups by name, and the fields whose words have changed."""

    before: tuple[AnswerPage, ...]
    after: tuple[AnswerPage, ...]
    groups: dict[str, str]
    words: tuple[ChangedWords, ...]


class PagePicture(Struct, frozen=True):
    """A picture of a page: the page's name, the address of the picture, and its size in pixels."""

    name: str
    address: str
    width: int
    height: int


class ExactAnswer(Struct, frozen=True):
    """Pictures of the pages of a finished file; or, if none can be made, what is wrong."""

    pictures: tuple[PagePicture, ...]
    faults: tuple[FieldFault, ...] = ()


class AskedFile(Struct, frozen=True):
    """A piece whose file is asked for: its name, the texts of the files that are edited, and the
    word of each file of the desk, by their paths."""

    name: PieceName
    edited: dict[str, str]
    words: dict[str, str]


class CompareCalls:
    """Shows what has changed, and what the printer will get."""

    def __init__(self, studio: Studio) -> None:
        self._studio, self._project = studio, studio.project
        self._exact: dict[str, None] = {}  # the names of the last pictures
        self._drawer, self._turn = FileDrawer(), Lock()
        studio.at_end.append(self._drawer.end)

    def calls(self) -> list[Call]:
        return [
            Call(
                "/api/compare",
                "Show a piece as it stands in the files and as it is now",
                PieceRequest,
                CompareAnswer,
                self.compare,
                when=LATER,
            ),
            Call(
                "/api/exact",
                "Write a piece, and draw pictures of the file",
                PieceRequest,
                ExactAnswer,
                self.asked_exact,
                apart=self.exact,
            ),
        ]

    def compare(self, asked: PieceRequest) -> Generator[None, None, CompareAnswer]:
        """Both states of a piece, in steps."""
        desk, size = self._studio.desk(asked.desk, asked.layout), self._format(asked)
        files = self._project.saved_project()
        yield
        before = yield from shown_in_steps(files, desk, asked.layout, size)
        yield
        after = yield from shown_in_steps(self._project.project, desk, asked.layout, size)
        self._studio.keep_assets(before, after)
        yield
        words = tuple(self._words(desk))
        yield
        groups = new_groups(before, ()) | new_groups(after, ())
        return CompareAnswer(answer_pages(before), answer_pages(after), groups, words)

    def _words(self, desk: DeskName) -> Iterator[ChangedWords]:
        """The values of the desk's files that have changed."""
        for word, path in self._project.paths(desk).items():
            for value in self._project.changes(path):
                for change in word_changes([value.before], [value.now]):
                    yield ChangedWords(f"{word}:{value.key}", change.before, change.after)

    def asked_exact(self, asked: PieceRequest) -> AskedFile:
        """The piece that is asked for, as it is in the editor."""
        desk, size = self._studio.desk(asked.desk, asked.layout), self._format(asked)
        name = PieceName.of(desk.campaign, desk.area, desk.language, asked.layout, size, SHOWN)
        history = self._project.history
        edited = {path: str(history.text(path)) for path in history.changed}
        words = {path: word for word, path in self._project.paths(desk).items()}
        return AskedFile(name, edited, words)

    def exact(self, asked: AskedFile) -> ExactAnswer:
        """Pictures of the finished file."""
        root = self._project.root
        try:
            drawn = self._drawer.draw(root, asked.name, asked.edited, PIXELS)
        except Refused as refused:
            faults = (fault(each, asked.words) for each in refused.problems)
            return ExactAnswer((), tuple(faults))
        pictures = []
        for page, png in drawn:
            name = f"exact-{sha256(png).hexdigest()[:16]}.png"
            self._keep(Asset(name, "image/png", png))
            width, height = struct.unpack(">II", png[16:24])
            pictures.append(PagePicture(page, f"/art/{name}", width, height))
        return ExactAnswer(tuple(pictures))

    def _keep(self, picture: Asset) -> None:
        """Keep a picture for a browser to ask for, and forget the oldest."""
        assets = self._studio.assets
        with self._turn:
            self._exact.pop(picture.name, None)
            self._exact[picture.name], assets[picture.name] = None, picture
            for name in [*self._exact][:-MOST]:
                del self._exact[name], assets[name]

    def _format(self, asked: PieceRequest) -> str:
        """The format that is meant. Raises msgspec's `ValidationError`."""
        formats = self._project.project.formats(asked.layout)
        if asked.format and asked.format not in formats:
            raise msgspec.ValidationError("there is no such format")
        return asked.format or formats[0]
