"""Changes of single values in YAML files: made one after another, undone, done again, and made anew
in a file that somebody else has changed meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final, Literal

from msgspec import Struct, field

from generator.problems import Refused
from generator.source.splice import insert, remove, rename, set_text, value_at
from generator.source.writer import Data

MOST: Final = 200  # steps that can be undone
TOGETHER: Final = 1.0  # seconds within which typing in one field is one step


class Change(Struct, frozen=True, forbid_unknown_fields=True):
    """One change of the file `path`: `set` the text at `key`, `insert` a value into the table or
    list at `key` under `name` (and behind `after`), `remove` what stands at `key`, or `rename` its
    last key to `name`."""

    path: str
    how: Literal["set", "insert", "remove", "rename"]
    key: str
    value: Any = ""
    name: str | int = ""
    after: str = ""

    def made(self, text: str) -> str:
        """The file's text after the change. Raises `Refused`."""
        match self.how:
            case "set":
                return set_text(text, self.path, self.key, str(self.value))
            case "insert":
                value: Data = self.value
                return insert(text, self.path, self.key, self.name, value, self.after)
            case "remove":
                return remove(text, self.path, self.key)
            case "rename":
                return rename(text, self.path, self.key, str(self.name))

    @property
    def concerns(self) -> str:
        """The key of what must be as it was for the change to make sense: the value, or the list or
        table that an item or a key is put into, taken from or renamed in."""
        return self.key if self.how in ("set", "insert") else self.key.rpartition(".")[0]


class Step(Struct, frozen=True):
    """A change that was made at a time (seconds), and the file's text before and after it."""

    change: Change
    before: str
    after: str
    time: float


class History(Struct):
    """The changes of a desk, with undo. `read` gives a file's text as it is on the disk; it is
    asked once for each file."""

    read: Callable[[str], str]
    base: dict[str, str] = field(default_factory=dict)
    now: dict[str, str] = field(default_factory=dict)
    done: list[Step] = field(default_factory=list)
    undone: list[Step] = field(default_factory=list)

    def text(self, path: str) -> str:
        """A file's text with every change."""
        if path not in self.now:
            self.base[path] = self.now[path] = self.read(path)
        return self.now[path]

    def make(self, change: Change, time: float) -> str:
        """Make a change, and give the file's new text. Typing on in one field is one step. Raises
        `Refused`, and then nothing has changed."""
        now = before = self.text(change.path)
        last = self.done[-1] if self.done and not self.undone else None
        goes_on = last is not None and time - last.time < TOGETHER
        if last and goes_on and change.how == "set" and _same_field(last.change, change):
            before = last.before  # so that quotes which half a word needed do not stay
        after = change.made(before)
        if after == now:
            return after
        if before is not now:
            self.done.pop()
        if after != before:
            self.done.append(Step(change, before, after, time))
        del self.done[:-MOST]
        self.undone.clear()
        self.now[change.path] = after
        return after

    def undo(self) -> Step | None:
        """Take the last step back; None if there is none."""
        if not self.done:
            return None
        step = self.done.pop()
        self.undone.append(step)
        self.now[step.change.path] = step.before
        return step

    def redo(self) -> Step | None:
        """Make the step again that was taken back last; None if there is none."""
        if not self.undone:
            return None
        step = self.undone.pop()
        self.done.append(step)
        self.now[step.change.path] = step.after
        return step

    @property
    def changed(self) -> list[str]:
        """The files whose text is not as it was on the disk."""
        return sorted(path for path, text in self.now.items() if text != self.base[path])


def _same_field(one: Change, other: Change) -> bool:
    return (one.path, one.how, one.key) == (other.path, other.how, other.key)


class Conflict(Struct, frozen=True):
    """A value that was changed here and on the disk, each otherwise; None where it is gone."""

    path: str
    key: str
    before: Any
    ours: Any
    theirs: Any


class Merged(Struct, frozen=True):
    """A file's text as it is on the disk, with the changes that could be made in it."""

    text: str
    conflicts: tuple[Conflict, ...]


def merged(base: str, changes: Sequence[Change], disk: str) -> Merged:
    """The changes, which were made one after another in the text `base`, made in the text of the
    same file on the disk. A change whose value is on the disk as it was in `base` is made; one that
    is made there already is not made again. Raises `Refused` if the file on the disk has an
    error."""
    ours, theirs = base, disk
    conflicts: dict[str, Conflict] = {}
    for change in changes:
        path, key = change.path, change.concerns
        before, there = value_at(ours, path, key), value_at(theirs, path, key)
        ours = change.made(ours)
        wanted = value_at(ours, path, key)
        if there == wanted and key not in conflicts:
            continue
        if there == before and key not in conflicts:
            try:
                theirs = change.made(theirs)
                continue
            except Refused:
                pass  # what stands there cannot be changed alone
        first = conflicts.get(key)
        conflicts[key] = Conflict(path, key, first.before if first else before, wanted, there)
    return Merged(theirs, tuple(conflicts.values()))
