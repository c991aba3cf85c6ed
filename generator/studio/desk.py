"""The project that a studio edits, and its desks: a campaign's words in one language for one
area."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from msgspec import Struct

from generator.cache import Cache
from generator.content.document import Document
from generator.jobs.project import Project
from generator.jobs.set_pages import set_in_steps, set_pages
from generator.jobs.text_room import keys_of, set_smaller
from generator.problems import Problem, Refused
from generator.source.keys import AREA, CAMPAIGN
from generator.source.project_files import ProjectFiles
from generator.source.shelf import Shelf
from generator.source.splice import value_at
from generator.svgpages import PrintedWords, SvgPage, drawn_in_steps, printed_words, svg_page
from .changes import Change, Edit, History, Step, differences
from .draft_files import DraftFiles
from .drafts import DraftShelf

SHOWN: Final = (
    "office"  # the edition that pages are shown in: whole sides, in the colours of a screen
)


class DeskName(Struct, frozen=True):
    """What is edited: the names of a campaign, a language and an area."""

    campaign: str
    language: str
    area: str


class ShownPiece(Struct, frozen=True):
    """A piece as it is now: its pages with the places of their words, and what is wrong. Without
    pages it cannot be set, and the problems say why. `smaller` are the keys of words that are set
    smaller than the layout would, each with its share of that size."""

    pages: tuple[SvgPage, ...]
    words: tuple[tuple[PrintedWords, ...], ...]
    problems: tuple[Problem, ...]
    smaller: dict[str, float] = {}


class ChangedValue(Struct, frozen=True):
    """A value that was edited: its key in its file, and its words before and now."""

    key: str
    before: str
    now: str


class OpenProject:
    """A project that is being edited. Its files are read through their drafts, so every desk sees
    the same words. One thread uses it."""

    def __init__(self, folder: Path, cache: Cache | None = None) -> None:
        self.cache = Cache() if cache is None else cache
        self.shelf = DraftShelf.at(folder, self.cache)
        self.project = Project(self.shelf, self.cache)
        self.history = History(self.on_disk)
        self.draft_files = DraftFiles(self.root)
        self.edits = 0  # how many times a text was changed, by whomever

    def change(self, change: Change, time: float) -> None:
        """Make a change at a time (seconds). Raises `Refused`, and then nothing has changed."""
        self._read_as(change.path, self.history.make(change, time))

    def edit(self, edit: Edit, time: float, typed: tuple[str, str] | None = None) -> None:
        """Make an edit of any files as one step, at a time (seconds). `typed` is the file and the
        key of the text that was typed. Raises `Refused`, and then nothing has changed."""
        for path in self.history.edit(edit, time, typed):
            self._read_as(path, self.history.text(path))

    def undo(self, paths: list[str]) -> Step | None:
        """Take back the last step in any of these files."""
        return self._gone(self.history.undo(paths))

    def redo(self, paths: list[str]) -> Step | None:
        """Make the step again that was taken back last in these files."""
        return self._gone(self.history.redo(paths))

    def _gone(self, step: Step | None) -> Step | None:
        for path in step.after if step else ():
            self._read_as(path, self.history.text(path))
        return step

    @property
    def root(self) -> Path:
        """The project's folder."""
        return self.shelf.root

    def on_disk_bytes(self, path: str) -> bytes:
        """A file as it is on the disk. Raises `Refused`."""
        return ProjectFiles(self.root).read_bytes(path)

    def on_disk(self, path: str) -> str:
        """The text of a file as it is on the disk. Raises `Refused`."""
        return ProjectFiles(self.root).read_text(path)

    def saved(self, path: str, text: str) -> None:
        """Go on from a file that has this text on the disk now."""
        self.history.saved(path, text)
        self._read_as(path, text)

    def restore(self, path: str, base: str, now: str) -> None:
        """Go on with a draft of a file."""
        self.history.restore(path, base, now)
        self._read_as(path, now)

    def go_on(self, paths: Iterable[str]) -> list[str]:
        """Go on with files that have changed on the disk, and give those that somebody else has
        changed. What is edited stays as it is in the editor, and meets the disk when it is
        saved."""
        history = self.history
        theirs: list[str] = []
        anew: list[str] = []
        for path in paths:
            disk = self._found_on_disk(path) if path in history.base else None
            if disk is not None and disk == history.base[path]:
                continue  # what the studio itself has written
            theirs.append(path)
            if path not in history.base or path in history.changed:
                anew.append(path)
            elif disk is not None:
                self.saved(path, disk)
            else:
                history.drop(path)
                anew.append(path)
        self.project.forget(anew)
        return theirs

    def _found_on_disk(self, path: str) -> str | None:
        try:
            return self.on_disk(path)
        except Refused:
            return None

    def _read_as(self, path: str, text: str) -> None:
        self.edits += 1
        if text == self.history.base[path]:
            self.shelf.drop(path)
        else:
            self.shelf.put(path, text)
        self.project.forget([path])

    # what a desk shows

    def paths(self, desk: DeskName) -> dict[str, str]:
        """The files of a desk, each under its word (`source.keys`)."""
        content = self.project.content
        default = content.languages().default
        found = {
            CAMPAIGN: content.campaign_path(desk.campaign, default),
            AREA: content.area_path(desk.area),
        }
        if desk.language != default:
            found[desk.language] = content.campaign_path(desk.campaign, desk.language)
        return found

    def paths_together(self, desk: DeskName) -> dict[str, str]:
        """The files of a desk, and those that were changed along with them: the earlier originals,
        and, where the original is edited, its translations. Each is under its word, or its path."""
        found, content = self.paths(desk), self.project.content
        changed = set(self.history.changed)
        earlier = content.earlier_path(desk.campaign)
        if earlier in changed:
            found[earlier] = earlier
        if desk.language == content.languages().default:
            for tag in content.tags(desk.campaign):
                path = content.campaign_path(desk.campaign, tag)
                if path in changed and path not in found.values():
                    found[tag] = path
        return found

    def document(self, desk: DeskName) -> tuple[Document, list[Problem]]:
        """The words of a desk, and what is wrong with them. Raises `Refused`."""
        return self.project.document(desk.campaign, desk.language, desk.area)

    def value(self, desk: DeskName, key: str) -> str | None:
        """The text at a key as its file has it, None if there is none."""
        word, _, inside = key.partition(":")
        path = self.paths(desk).get(word)
        if path is None:
            return None
        found = value_at(self.history.text(path), path, inside)
        return found if isinstance(found, str) else None

    def data(self, path: str) -> Any:
        """What a file says with every change, without checks of its rows. Raises `Refused` if it is
        no YAML."""
        return value_at(self.history.text(path), path, "")

    def data_on_disk(self, path: str) -> Any:
        """The same of a file as it was before anything was changed."""
        self.history.text(path)
        return value_at(self.history.base[path], path, "")

    def shown(
        self, desk: DeskName, layout: str, format_name: str = "", page: int | None = None
    ) -> ShownPiece:
        """A piece as it is now, with the drawing of each page or of one alone: its number."""
        return shown_piece(self.project, desk, layout, format_name, page)

    def saved_project(self) -> Project:
        """The project as its files have it, whatever is edited."""
        found = Project(Shelf.at(self.root, self.cache), self.cache)
        found.design = self.project.design  # nobody edits it here
        return found

    def changes(self, path: str) -> list[ChangedValue]:
        """The values of a file that are not as they were before they were edited."""
        before, now = self.data_on_disk(path), self.data(path)
        keys = dict.fromkeys(change.concerns for change in differences(path, before, now))
        texts = self.history.base[path], self.history.text(path)
        return [
            ChangedValue(key, *(spoken(value_at(text, path, key)) for text in texts))
            for key in keys
        ]


def shown_piece(
    project: Project, desk: DeskName, layout: str, format_name: str = "", page: int | None = None
) -> ShownPiece:
    """A piece of a project, with the drawing of each page or of one alone: its number."""
    size = format_name or project.formats(layout)[0]
    try:
        document, found = project.document(desk.campaign, desk.language, desk.area)
        made = set_pages(project, document, layout, size, SHOWN)
        pages = tuple(
            svg_page(each, project.cache)
            if page in (None, number)
            else SvgPage(each.name, each.width, each.height, ())
            for number, each in enumerate(made.artwork.pages)
        )
    except Refused as refused:
        return ShownPiece((), (), refused.problems)
    words = tuple(printed_words(each, project.cache) for each in made.artwork.pages)
    shares = set_smaller(made, project.design.layout(layout))
    smaller = {
        key: share
        for name, share in shares.items()
        if name in document.blocks
        for key in keys_of(document.blocks[name])
    }
    return ShownPiece(pages, words, (*found, *made.problems), smaller)


def shown_in_steps(
    project: Project, desk: DeskName, layout: str, format_name: str = "", page: int | None = None
) -> Generator[None, None, ShownPiece]:
    """As `shown_piece`, a little at a time: a piece that was not shown before takes long."""
    size = format_name or project.formats(layout)[0]
    with suppress(Refused):
        document, _ = project.document(desk.campaign, desk.language, desk.area)
        yield
        yield from set_in_steps(project, document, layout, size, SHOWN)
        made = set_pages(project, document, layout, size, SHOWN)
        yield
        for number, each in enumerate(made.artwork.pages):
            if page in (None, number):
                yield from drawn_in_steps(each, project.cache)
    return shown_piece(project, desk, layout, format_name, page)


def spoken(value: object) -> str:
    """A value for a person to read."""
    if isinstance(value, dict):
        return ", ".join(map(spoken, value.values()))
    if isinstance(value, list | tuple):
        parted = "; " if any(isinstance(each, dict) for each in value) else ", "
        return parted.join(map(spoken, value))
    return value if isinstance(value, str) else ""
