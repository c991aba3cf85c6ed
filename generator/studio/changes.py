"""Changes of single values in YAML files: made one after another, undone, done again, and made anew
in a file that somebody else has changed meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Any, Final, Literal, TypeAlias

from msgspec import Struct, field
from msgspec.structs import replace

from generator.problems import Refused, Span, error
from generator.source.project_files import check_characters
from generator.source.splice import insert, remove, rename, set_text, value_at
from generator.source.writer import Data
from generator.source.yaml_text import YamlText
from .moved_items import item_number

MOST: Final = 200  # steps that can be undone
LONGEST: Final = 10_000  # characters of a text
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
        for words in (*_texts(self.value), str(self.name)):
            check_text(words, Span(self.path, key=self.key))
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


def _texts(value: Any) -> Iterator[str]:
    """Every text in a value, names of a table too."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield str(name)
            yield from _texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner)
    else:
        yield str(value)


def check_text(words: str, place: Span) -> None:
    """Raises `Refused` for words that no field can hold."""
    if len(words) > LONGEST:
        message = f"these are {len(words):,} characters, and a field holds at most {LONGEST:,}"
        raise Refused([error("too-large", message, place, "shorten them")])
    if bad := check_characters(words, place.path):
        raise Refused(replace(each, span=place) for each in bad)


class Step(Struct, frozen=True, eq=False):
    """What somebody did once, at a time (seconds): the text of each file that it changed, before
    and after. `typed` is the file and the key of the text that was typed, if it was typing."""

    time: float
    before: dict[str, str]
    after: dict[str, str]
    typed: tuple[str, str] | None = None

    @property
    def changes(self) -> list[Change]:
        """What it changed of the values of its files."""
        return [
            change
            for path, text in self.after.items()
            for change in differences(
                path, value_at(self.before[path], path, ""), value_at(text, path, "")
            )
        ]


ReadText: TypeAlias = Callable[[str], str]
"""Gives the text of a file of the project."""
Edit: TypeAlias = Callable[[ReadText], dict[str, str]]
"""Gives new texts for files, from those that they have. Raises `Refused`."""


class History(Struct):
    """The changes of a desk, with undo. `read` gives a file's text as it is on the disk; it is
    asked once for each file."""

    read: ReadText
    base: dict[str, str] = field(default_factory=dict)
    now: dict[str, str] = field(default_factory=dict)
    done: list[Step] = field(default_factory=list)
    undone: list[Step] = field(default_factory=list)

    def text(self, path: str) -> str:
        """A file's text with every change."""
        if path not in self.now:
            self.base[path] = self.now[path] = YamlText(self.read(path))
        return self.now[path]

    def make(self, change: Change, time: float) -> str:
        """Make a change, and give the file's new text. Raises `Refused`, and then nothing has
        changed."""
        typed = (change.path, change.key) if change.how == "set" else None
        self.edit(lambda read: {change.path: change.made(read(change.path))}, time, typed)
        return self.text(change.path)

    def edit(self, edit: Edit, time: float, typed: tuple[str, str] | None = None) -> list[str]:
        """Make an edit, and give the files that have another text by it. Typing on in one field is
        one step. What was undone in the files cannot be done again then. Raises `Refused`, and then
        nothing has changed."""
        last = self._typed_on(time, typed)
        earlier = last.before if last else {}
        begun = self._begun(typed)

        def read(path: str) -> str:
            return begun[path] if path in begun else self.text(path)

        made = edit(read)
        after = {**begun, **made}
        before = {path: earlier[path] if path in earlier else self.text(path) for path in after}
        moved = [path for path, text in after.items() if text != self.text(path)]
        if not moved:
            return []
        if last is not None:
            self.done.remove(last)
        touched = [path for path in after if after[path] != before[path]]
        if touched:
            was, is_now = ({path: texts[path] for path in touched} for texts in (before, after))
            self._forget_reading(begun.values())
            self.done.append(Step(time, was, is_now, typed))
        del self.done[:-MOST]
        self.undone = [step for step in self.undone if not step.after.keys() & after.keys()]
        self.now |= after
        return moved

    def _forget_reading(self, still: Collection[str]) -> None:
        """Keep no longer what the texts of earlier steps say, but for those which are `still`
        changed again."""
        for step in self.done[-2:]:
            for text in step.before.values():
                if isinstance(text, YamlText) and not any(text is each for each in still):
                    text.forget()

    def _begun(self, typed: tuple[str, str] | None) -> dict[str, str]:
        """The texts before the last steps, as far as they are typing in one field. What is typed on
        is made from these, so that quotes which half a word needed do not stay."""
        found: dict[str, str] = {}
        if typed is None:
            return found
        for step in reversed(self.done):
            if step.typed == typed:
                found |= step.before
            elif step.after.keys() & {typed[0], *found}:
                break
        return found

    def _typed_on(self, time: float, typed: tuple[str, str] | None) -> Step | None:
        """The last step, if it was typing in the same field a moment ago."""
        if typed is None:
            return None
        path = typed[0]
        last = self._last(self.done, [path])
        if (
            last is None
            or last.typed != typed
            or time - last.time >= TOGETHER
            or any(path in step.after for step in self.undone)
            or any(self.now[each] != text for each, text in last.after.items())
        ):
            return None
        return last

    def undo(self, paths: Sequence[str]) -> Step | None:
        """Take back the last step in any of these files; None if there is none."""
        step = self._last(self.done, paths)
        if step is not None:
            self.done.remove(step)
            self.undone.append(step)
            self._go(step.after, step.before)
        return step

    def redo(self, paths: Sequence[str]) -> Step | None:
        """Make the step again that was taken back last in these files; None if there is none."""
        step = self._last(self.undone, paths)
        if step is not None:
            self.undone.remove(step)
            self.done.append(step)
            self._go(step.before, step.after)
        return step

    def _go(self, here: dict[str, str], there: dict[str, str]) -> None:
        """Go from some texts to others. In a file that was changed otherwise meanwhile, as far as
        that lets it."""
        for path, text in here.items():
            now = self.now[path]
            same = now == text
            self.now[path] = there[path] if same else merged(path, text, there[path], now).text

    def saved(self, path: str, text: str) -> None:
        """Go on from `text`, which is the file on the disk now. What was done before can be undone
        unless somebody else's changes have come with it."""
        if text != self.text(path):
            self.done = [step for step in self.done if path not in step.after]
            self.undone = [step for step in self.undone if path not in step.after]
        self.base[path] = self.now[path] = YamlText(text)

    def restore(self, path: str, base: str, now: str) -> None:
        """Go on with a file that was edited before and not saved."""
        self.base[path], self.now[path] = YamlText(base), YamlText(now)

    def drop(self, path: str) -> None:
        """Know nothing of a file any more."""
        self.done = [step for step in self.done if path not in step.after]
        self.undone = [step for step in self.undone if path not in step.after]
        self.base.pop(path, None)
        self.now.pop(path, None)

    @staticmethod
    def _last(steps: Sequence[Step], paths: Sequence[str]) -> Step | None:
        found = (step for step in reversed(steps) if any(path in step.after for path in paths))
        return next(found, None)

    @property
    def changed(self) -> list[str]:
        """The files whose text is not as it was on the disk."""
        return sorted(path for path, text in self.now.items() if text != self.base[path])


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


def merged(path: str, base: str, ours: str, disk: str) -> Merged:
    """What was changed between the texts `base` and `ours` of a file, changed in the text that it
    has on the disk. A change is made where the disk has the value of `base`; one that the disk has
    already is not made again. A change in an item of a list goes with the item. Raises `Refused` if
    the file on the disk has an error."""
    steps = base
    conflicts: dict[str, Conflict] = {}
    for change in differences(path, value_at(base, path, ""), value_at(ours, path, "")):
        moved = _moved(change, value_at(steps, path, ""), value_at(disk, path, ""))
        key = change.concerns if isinstance(moved, Change) else moved
        key = next((each for each in conflicts if f"{key}.".startswith(f"{each}.")), key)
        is_new = key not in conflicts
        before = value_at(steps, path, key)
        there = value_at(disk, path, key)
        if isinstance(moved, Change) and is_new:
            there = value_at(disk, path, moved.concerns)
        steps = change.made(steps)
        wanted = value_at(steps, path, key)
        if there == wanted and is_new:
            continue
        if there == before and is_new and isinstance(moved, Change):
            try:
                disk = moved.made(disk)
                continue
            except Refused:  # on the disk it cannot be changed alone
                if moved != change:
                    raise
        first = conflicts.get(key)
        conflicts[key] = Conflict(path, key, first.before if first else before, wanted, there)
    return Merged(disk, tuple(conflicts.values()))


def _moved(change: Change, data: Any, disk: Any) -> Change | str:
    """A change of what an item of a list in `data` says, as it is to be made on the disk, where the
    item may have another number. The key of the list if nobody knows which item it is there."""
    parts, depth = change.concerns.split("."), 0
    while not isinstance(data, list) and depth < len(parts):
        data, disk = (
            each.get(parts[depth]) if isinstance(each, dict) else None for each in (data, disk)
        )
        depth += 1
    if depth == len(parts):
        return change
    above, number = parts[:depth], int(parts[depth])
    if not isinstance(disk, list):
        return change
    there = item_number(data, number, disk, parts[depth + 1 :])
    if there is None:
        return ".".join(above)
    if there == number:
        return change
    rest = change.key.split(".")[depth + 1 :]
    return replace(change, key=".".join([*above, str(there), *rest]))


def put_in(text: str, conflict: Conflict) -> str:
    """The text of a file with the wording of a conflict that was made here. Raises `Refused`."""
    path, key, ours, theirs = conflict.path, conflict.key, conflict.ours, conflict.theirs
    if theirs is None and isinstance(ours, str):
        above, _, name = key.rpartition(".")
        return Change(path, "insert", above, ours, name).made(text)
    for change in differences(path, theirs, ours, key):
        text = change.made(text)
    return text


def differences(path: str, before: Any, after: Any, key: str = "") -> Iterator[Change]:
    """The changes that make the data `before` of a file the data `after`, in order."""
    if before == after:
        return
    if isinstance(before, dict) and isinstance(after, dict):
        yield from _of_tables(path, before, after, key)
    elif isinstance(before, list) and isinstance(after, list):
        yield from _of_lists(path, before, after, key)
    elif isinstance(after, str) and not isinstance(before, dict | list):
        yield Change(path, "set", key, after)
    elif before is None:
        for name, value in after.items() if isinstance(after, dict) else enumerate(after):
            yield Change(path, "insert", key, value, name)
    else:
        holder, _, last = key.rpartition(".")
        name = int(last) if last.isdecimal() else last
        yield Change(path, "remove", key)
        yield Change(path, "insert", holder, after, name)


def _of_tables(
    path: str, before: dict[str, Any], after: dict[str, Any], key: str
) -> Iterator[Change]:
    above = f"{key}." if key else ""
    names = list(after)
    for name in names:
        if name in before:
            yield from differences(path, before[name], after[name], above + name)
    for number, name in enumerate(names):
        if name not in before:
            behind = names[number - 1] if number else ""
            yield Change(path, "insert", key, after[name], name, behind)
    for name in before:
        if name not in after:
            yield Change(path, "remove", above + name)


def _of_lists(path: str, before: list[Any], after: list[Any], key: str) -> Iterator[Change]:
    """Items that are alike at both ends stay; those between are changed, put in or taken out."""
    same = 0
    while same < min(len(before), len(after)) and before[same] == after[same]:
        same += 1
    tail = 0
    while tail < min(len(before), len(after)) - same and before[-1 - tail] == after[-1 - tail]:
        tail += 1
    old, new = len(before) - tail, len(after) - tail
    for number in range(same, min(old, new)):
        yield from differences(path, before[number], after[number], f"{key}.{number}")
    for number in range(old, new):
        yield Change(path, "insert", key, after[number], number)
    for number in reversed(range(new, old)):
        yield Change(path, "remove", f"{key}.{number}")
