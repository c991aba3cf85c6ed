"""Changes single values of a YAML file, and no other byte: comments, order, quotes, blank lines and
line ends stay as somebody wrote them.

A change is read back: it is made only if the file then says what it said before but for that value.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Mapping
from copy import deepcopy
from typing import Any, TypeAlias

from msgspec import Struct

from generator.problems import Refused, Span, error
from .nodes import find
from .project_files import check_characters
from .text_change import FLOW_MARKS, TextChange, text_change
from .writer import Data, item_lines, one_line, table_lines
from .yaml_places import ValuePlace, holder_column, line_end
from .yaml_text import YamlText, places_in, said_by

KeyWay: TypeAlias = "list[tuple[ValuePlace, int]]"


def set_text(text: str, shown: str, key: str, value: str) -> str:
    """A YAML file with another text at the key path `key`. `text` is the file, `shown` its path for
    users. Quotes stay quotes, and of a folded text only the lines that differ are folded anew.

    Raises `Refused` if the file has an error, no text stands at `key`, or the text has characters
    that no file may have."""
    file = _ChangedFile(text, shown)
    way = file.way(key)
    holder, number = way[-1]
    place = holder.values[number]
    if place.kind != "text":
        raise file.refusal(key, "it is not a text that stands here alone")

    def wanted(data: Any, part: Any) -> None:
        data[part] = value

    return file.changed(key, [text_change(file.text, place, value)], file.with_change(way, wanted))


def rename(text: str, shown: str, key: str, name: str) -> str:
    """A YAML file in which the last key of the path `key` is called `name`; its value stays. Raises
    `Refused` if the file has an error, there is no such key, or the name is taken."""
    return rename_all(text, shown, {key: name})


def rename_all(text: str, shown: str, names: Mapping[str, str]) -> str:
    """The same for several key paths, none of which leads through another."""
    file = _ChangedFile(text, shown)
    changes, data = [], deepcopy(file.data)
    for key, name in names.items():
        way = file.way(key)
        holder, number = way[-1]
        if holder.kind != "table":
            raise file.refusal(key, "it is an item of a list, which has no name")
        if name in holder.names:
            raise file.refusal(key, f'the name "{name}" is taken')
        inner = _step_into(data, way)
        inner[name] = inner.pop(holder.names[number])
        old = holder.keys[number]
        changes.append(TextChange(old.start, old.end, one_line(name, FLOW_MARKS)))
    return file.changed(next(iter(names), ""), changes, data)


def swap(text: str, shown: str, key: str) -> str:
    """A YAML file in which the item of a list at the key path `key` has changed places with the one
    before it. Remarks behind an item go with it, and so do comments on lines of their own right
    above it. Raises `Refused` if the file has an error, or there are no such items."""
    file = _ChangedFile(text, shown)
    way = file.way(key)
    holder, number = way[-1]
    if holder.kind != "list" or not number:
        raise file.refusal(key, "there is no item before it")

    def wanted(data: Any, part: Any) -> None:
        data[part - 1], data[part] = data[part], data[part - 1]

    if holder.flow:
        parts = [(each.start, each.end) for each in holder.values[number - 1 : number + 1]]
    else:
        parts = _item_parts(file.text, holder)[number - 1 : number + 1]
    texts = [file.text[start:end] for start, end in parts]
    changes = [TextChange(*part, new) for part, new in zip(parts, reversed(texts), strict=True)]
    return file.changed(key, changes, file.with_change(way, wanted))


def _item_parts(text: str, holder: ValuePlace) -> list[tuple[int, int]]:
    """Where each item of a list on lines of its own begins and ends, with its comments."""
    parts: list[tuple[int, int]] = []
    for start, value in zip(_starts(text, holder), holder.values, strict=True):
        begin, margin = start, " " * holder.column
        while (line := text.rfind("\n", 0, max(0, begin - 1 - holder.column)) + 1) < begin:
            if not text.startswith(f"{margin}#", line):
                break
            begin = line + holder.column
        parts.append((begin, line_end(text, value.end)))
    return parts


def insert(text: str, shown: str, into: str, name: str | int, value: Data, after: str = "") -> str:
    """A YAML file with a new value in the table or list at the key path `into`, which is empty for
    the whole file. In a table it is called `name`, and stands behind the key `after` or else at the
    end. In a list it becomes the item of that number, from 0. What holds it may be `[]`, `{}` or
    nothing yet.

    Raises `Refused` if the file has an error, nothing can hold the value, or the name is taken."""
    file = _ChangedFile(text, shown)
    way = file.way(into) if into else []
    holder = way[-1][0].values[way[-1][1]] if way else file.root
    key = f"{into}.{name}" if into else str(name)
    count = len(holder.values)
    if holder.kind == ("table" if isinstance(name, int) else "list"):
        raise file.refusal(key, f"what should hold it is a {holder.kind}")
    if holder.kind == "alias" or (holder.kind == "text" and holder.start != holder.end):
        raise file.refusal(key, "what should hold it is a text")
    if isinstance(name, int) and not 0 <= name <= count:
        raise file.refusal(key, f"the list has {count} items")
    if name in holder.names:
        raise file.refusal(key, "it is there already")
    place = holder.names.index(after) + 1 if after in holder.names else count
    new = _NewValue(value, "", name) if isinstance(name, int) else _NewValue(value, name, place)

    def wanted(data: Any, part: Any) -> None:
        if part is not None and not data[part]:
            data[part] = [] if isinstance(name, int) else {}
        inner = data if part is None else data[part]
        if isinstance(name, int):
            inner.insert(name, value)
        else:
            inner[name] = value

    if holder.kind == "text" or not holder.values:
        changes = [_first(file.text, holder, new)]
    elif holder.flow:
        changes = [_among_brackets(file, key, holder, new)]
    else:
        changes = [_among_lines(file.text, holder, new)]
    return file.changed(key, changes, file.with_change(way, wanted))


def remove(text: str, shown: str, key: str) -> str:
    """A YAML file without the value at the key path `key`, and without the lines it stands on.
    Comments on lines of their own stay. What held nothing else becomes `[]` or `{}`.

    Raises `Refused` if the file has an error, there is no such value, or the file would be empty
    without it."""
    file = _ChangedFile(text, shown)
    way = file.way(key)
    holder, number = way[-1]

    def wanted(data: Any, part: Any) -> None:
        del data[part]

    if holder.flow:
        changes = [_out_of_brackets(holder, number)]
    elif len(holder.values) > 1:
        changes = [_out_of_lines(file, key, holder, number)]
    else:
        changes = _all_out_of_lines(file, key, way)
    return file.changed(key, changes, file.with_change(way, wanted))


class _NewValue(Struct):
    """A value to be put in as number `place`, with a `name` in a table."""

    value: Data
    name: str
    place: int

    def lines(self, indent: int) -> list[str]:
        if self.name:
            return table_lines({self.name: self.value}, indent)
        return item_lines(self.value, indent)

    def inline(self) -> str | None:
        """The value within brackets or braces; None if it is no text."""
        if not isinstance(self.value, str):
            return None
        words = one_line(self.value, FLOW_MARKS)
        return f"{one_line(self.name, FLOW_MARKS)}: {words}" if self.name else words


class _ChangedFile:
    """A YAML file about to be changed, with line feeds as its line ends."""

    def __init__(self, text: str, shown: str) -> None:
        self.written, self.shown = text, shown
        self.text = text.replace("\r\n", "\n") if "\r\n" in text else text
        self.data = said_by(self.text, shown)
        self.root = places_in(self.text)

    def refusal(self, key: str, why: str) -> Refused:
        message = f'"{key}" cannot be changed here: {why}'
        hint = "change it in the file itself"
        return Refused([error("splice", message, Span(self.shown, key=key), hint)])

    def way(self, key: str) -> KeyWay:
        """What holds the value at `key`, from the outermost."""
        found = self.root.way(key)
        if found is None:
            raise self.refusal(key, "there is no such value")
        return found

    def with_change(self, way: KeyWay, change: Callable[[Any, Any], None]) -> Any:
        """What the file shall say: what it says, after `change` was made to what holds the value
        and the value's name or number there (None for the whole file)."""
        data = deepcopy(self.data)
        change(_step_into(data, way), _steps(way)[-1] if way else None)
        return data

    def changed(self, key: str, changes: list[TextChange], wanted: Any) -> str:
        """The whole file with the changes made, and its own line ends. Refuses if it would not say
        what is wanted."""
        text = self.text
        for change in _from_the_end(changes):
            text = text[: change.start] + change.new + text[change.end :]
        if isinstance(self.text, YamlText):
            text = YamlText(text)
        try:
            found = said_by(text, self.shown)
        except Refused as refused:
            if bad := check_characters(text, self.shown):
                raise Refused(bad) from None
            raise self.refusal(key, "the file could not be read any more") from refused
        if found != wanted:
            raise self.refusal(key, "the change would reach other values as well")
        return text if self.text == self.written else self._with_line_ends(changes)

    def _with_line_ends(self, changes: list[TextChange]) -> str:
        """As `changed`, of a file with carriage returns."""
        ends = [match.start() - n for n, match in enumerate(re.finditer("\r\n", self.written))]
        usual = "\r\n" if 2 * len(ends) >= self.text.count("\n") else "\n"
        text = self.written
        for change in _from_the_end(changes):
            start = change.start + bisect_left(ends, change.start)
            end = change.end + bisect_left(ends, change.end)
            text = text[:start] + change.new.replace("\n", usual) + text[end:]
        return text


def _steps(way: KeyWay) -> list[Any]:
    """The name or the number of each value on a way."""
    return [holder.names[n] if holder.kind == "table" else n for holder, n in way]


def _step_into(data: Any, way: KeyWay) -> Any:
    """What holds the last value of a way in a file's data."""
    for step in _steps(way)[:-1]:
        data = data[step]
    return data


def _from_the_end(changes: list[TextChange]) -> list[TextChange]:
    return sorted(changes, key=lambda change: change.start, reverse=True)


def value_at(text: str, shown: str, key: str) -> Any:
    """What a YAML file says at the key path `key`: a text, a list or a table; None if that is
    nothing, or not there. Raises `Refused` if the file has an error."""
    value, is_there = find(said_by(text, shown), key)
    return value if is_there else None


def _first(text: str, holder: ValuePlace, new: _NewValue) -> TextChange:
    """The first value of what is `[]`, `{}` or nothing yet."""
    begin = text.rfind("\n", 0, holder.start) + 1
    start = begin + len(text[begin : holder.start].rstrip(" "))
    end = line_end(text, holder.end)
    remark = text[holder.end : end].rstrip()
    if holder.in_flow and (inline := new.inline()) is not None:
        enclosed = f"{{{inline}}}" if new.name else f"[{inline}]"
        return TextChange(start, holder.end, f" {enclosed}")
    margin = holder_column(text, holder.start) + 2
    return TextChange(start, end, "\n".join([remark, *new.lines(margin)]))


def _among_brackets(file: _ChangedFile, key: str, holder: ValuePlace, new: _NewValue) -> TextChange:
    """A value among others within brackets or braces."""
    inline = new.inline()
    if inline is None:
        raise file.refusal(key, "brackets or braces on a line can hold texts alone")
    if new.place:
        end = holder.values[new.place - 1].end
        return TextChange(end, end, f", {inline}")
    start = (holder.keys or holder.values)[0].start
    return TextChange(start, start, f"{inline}, ")


def _among_lines(text: str, holder: ValuePlace, new: _NewValue) -> TextChange:
    """A value among others on lines of their own."""
    lines = new.lines(holder.column)
    if not new.place:
        return TextChange(
            holder.start, holder.start, "\n".join(lines).lstrip(" ") + "\n" + " " * holder.column
        )
    end = line_end(text, holder.values[new.place - 1].end)
    starts = holder.keys or holder.values
    is_apart = isinstance(new.value, Mapping) and bool(new.name)
    if len(holder.values) > 1:
        number = max(1, min(new.place, len(holder.values) - 1))
        between = text[holder.values[number - 1].end : starts[number].start]
        is_apart = any(not line.strip() for line in between.split("\n")[1:-1])
    return TextChange(end, end, "\n".join(["", *([""] if is_apart else []), *lines]))


def _out_of_brackets(holder: ValuePlace, number: int) -> TextChange:
    """Without a value among brackets or braces, nor the comma beside it."""
    starts = [each.start for each in holder.keys or holder.values]
    if number + 1 < len(starts):
        return TextChange(starts[number], starts[number + 1], "")
    begin = holder.values[number - 1].end if number else starts[0]
    return TextChange(begin, holder.values[number].end, "")


def _out_of_lines(file: _ChangedFile, key: str, holder: ValuePlace, number: int) -> TextChange:
    """Without a value that others stand beside, on lines of their own."""
    text, starts = file.text, _starts(file.text, holder)
    begin = text.rfind("\n", 0, starts[number]) + 1
    if text[begin : starts[number]].strip():  # behind a dash
        gap = text[holder.values[number].end : starts[number + 1]]
        if gap.strip():
            raise file.refusal(key, "a comment stands behind it")
        return TextChange(starts[number], starts[number + 1], "")
    end = min(line_end(text, holder.values[number].end) + 1, len(text))
    if text[:begin].endswith("\n\n") and text[end : end + 1] in ("\n", ""):
        begin -= 1
    return TextChange(begin, end, "")


def _starts(text: str, holder: ValuePlace) -> list[int]:
    """Where each key, or the dash of each item, stands."""
    if holder.kind == "table":
        return [key.start for key in holder.keys]
    found = [holder.start]
    for value in holder.values[:-1]:
        here = line_end(text, value.end) + 1
        while text[here : line_end(text, here)].strip()[:1] != "-":
            here = line_end(text, here) + 1
        found.append(here + holder.column)
    return found


def _all_out_of_lines(file: _ChangedFile, key: str, way: KeyWay) -> list[TextChange]:
    """Without the only value of a table or list."""
    text, (holder, _) = file.text, way[-1]
    if len(way) < 2:
        raise file.refusal(key, "the file would be empty")
    outer, number = way[-2]
    empty = "{}" if holder.kind == "table" else "[]"
    begin = text.rfind("\n", 0, holder.start) + 1
    if text[begin : holder.start].strip():  # behind a dash
        return [TextChange(holder.start, holder.end, empty)]
    if outer.kind == "list":  # its dash stands alone on the line above
        mark = len(text[:begin].rstrip())
        if text[mark - 1 : mark] != "-":
            raise file.refusal(key, "it is the only value of an item")
    else:
        mark = text.index(":", outer.keys[number].end) + 1
    end = min(line_end(text, holder.end) + 1, len(text))
    return [TextChange(mark, mark, f" {empty}"), TextChange(begin, end, "")]
