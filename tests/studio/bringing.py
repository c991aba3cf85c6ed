"""How states of the studio's screens come about: what `shown_states` has is made of these.

Each state is brought about in a studio that is running, and taken back afterwards, so one studio
in one browser shows them all.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Literal

from msgspec import Struct

from generator.studio.changes import Change
from generator.studio.desk import OpenProject
from generator.studio.saving import keep_drafts
from tests.studio.studio_tab import AREA, NUMBER, PATIENCE, StudioTab
from tests.typeset import shipped

Brings = Callable[[StudioTab], AbstractContextManager[None]]
StateName = Literal["ready", "empty", "loading", "error", "conflict", "stale", "draft", "gone"]

PRINTED, DRAMA, TYPED_SHORT = "0116 252 7000", "0116 496 0123", "0116 49"


class ShownState(Struct, frozen=True):
    """A state of a view; `how` tells several ways into one state apart. Every run of the tests
    looks at those that are `sampled`, the long ones at all. Requests to the paths in `failing`, and
    to no other, are answered by a refusal; those in `perhaps` if they are asked for in time."""

    view: str
    state: StateName
    brings: Brings
    how: str = ""
    sampled: bool = False
    failing: tuple[str, ...] = ()
    perhaps: tuple[str, ...] = ()

    def __str__(self) -> str:
        return "-".join(filter(None, (self.view, self.state, self.how)))


class LackedStates(Struct, frozen=True):
    """States that a view cannot be in, and why."""

    view: str
    states: tuple[StateName, ...]
    why: str


def at(path: str) -> Brings:
    """The screen at a path, as it is at first."""

    @contextmanager
    def brings(studio: StudioTab) -> Iterator[None]:
        studio.visit(path)
        yield

    return brings


@contextmanager
def offline(studio: StudioTab) -> Iterator[None]:
    """A studio that does not answer any more."""
    conditions = {"latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
    studio.tab.call("Network.emulateNetworkConditions", offline=True, **conditions)
    try:
        yield
    finally:
        studio.tab.call("Network.emulateNetworkConditions", offline=False, **conditions)


@contextmanager
def held_back(studio: StudioTab, path: str) -> Iterator[None]:
    """What is asked for at a path gets no answer yet."""
    studio.tab.call("Fetch.enable", patterns=[{"urlPattern": f"*{path}*"}])
    try:
        yield
    finally:
        studio.tab.call("Fetch.disable")


@contextmanager
def changed_file(studio: StudioTab, path: str, before: str, after: str) -> Iterator[None]:
    """A file that somebody else has changed."""
    file = studio.folder / path
    text = file.read_text("utf-8")
    assert before in text, (path, before)
    file.write_text(text.replace(before, after), "utf-8")
    try:
        yield
    finally:
        file.write_text(text, "utf-8")


@contextmanager
def noticed_file(studio: StudioTab, path: str, before: str, after: str) -> Iterator[None]:
    """The same; the studio has noticed it, and afterwards that it is as it was."""
    studio.visit("/help")
    turn = last_turn(studio, path)
    with changed_file(studio, path, before, after):
        turn = later_turn(studio, path, turn)
        yield
    studio.visit("/help")
    later_turn(studio, path, turn)


def last_turn(studio: StudioTab, path: str) -> int:
    """The number of the last change of a file that the studio has noticed."""
    changed = studio.ask("fetch('/api/state').then((found) => found.json())")["changed"]
    return max((each["turn"] for each in changed if each["path"] == path), default=-1)


def later_turn(studio: StudioTab, path: str, turn: int) -> int:
    """The number of a later change, once the studio has noticed one."""
    end = time.monotonic() + PATIENCE
    while (found := last_turn(studio, path)) <= turn:
        assert time.monotonic() < end, f"{path} has changed, and nobody has noticed"
        time.sleep(0.1)
    return found


@contextmanager
def typed_number(studio: StudioTab, words: str, until: str = "true") -> Iterator[None]:
    """The editor of the Urdu flyer, with another number typed in."""
    studio.edit("ur", "flyer-a5")
    was = studio.ask(f"{studio.input(NUMBER)}.value")
    studio.type(NUMBER, words)
    studio.wait(until)
    try:
        yield
    finally:
        put_back(studio, was)


def printed(words: str) -> str:
    """The script for whether the page beside the fields prints this number."""
    lines = f"[...document.querySelectorAll('.words[data-key={json.dumps(NUMBER)}]')]"
    return f"{lines}.some((each) => each.ariaLabel.includes({json.dumps(words)}))"


def put_back(studio: StudioTab, was: str) -> None:
    """Leave the editor, and give the number its words of before; none wait in the browser."""
    studio.visit("/help")
    studio.ask("localStorage.clear()")
    desk = {"campaign": shipped.CAMPAIGN, "language": "ur", "area": shipped.AREA}
    asked = {"desk": desk, "layout": "flyer-a5", "changes": [{"key": NUMBER, "text": was}]}
    sent = {
        "method": "POST",
        "headers": {"content-type": "application/json"},
        "body": json.dumps(asked),
    }
    assert studio.ask(f"fetch('/api/change', {json.dumps(sent)}).then((found) => found.ok)")


def number_changed(studio: StudioTab) -> AbstractContextManager[None]:
    """Somebody else has changed the number that `typed_number` types."""
    return changed_file(studio, AREA, PRINTED, "0116 496 0777")


def left_by_another(folder: Path, words: str) -> None:
    """A draft with another number, of a studio that runs no more."""
    project = OpenProject(folder)
    project.change(Change(AREA, "set", NUMBER.removeprefix("area:"), words), 0.0)
    keep_drafts(project, 7.0)
    project.draft_files.close()


@contextmanager
def new_files(folder: Path) -> Iterator[None]:
    """A folder out of which whatever is new goes afterwards."""
    there = {*folder.rglob("*")}
    try:
        yield
    finally:
        for each in {*folder.rglob("*")} - there:
            if each.is_file():
                each.unlink()
