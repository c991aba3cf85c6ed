"""Where every value of a YAML file begins and ends, in characters, so that one can be changed and
the rest stay as it is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

from msgspec import Struct

if TYPE_CHECKING:
    from yaml import Event

Kind: TypeAlias = Literal["text", "table", "list", "alias"]

_COLLECTIONS: Final[dict[str, Kind]] = {
    "MappingStartEvent": "table",
    "SequenceStartEvent": "list",
}
_ENDS: Final = ("MappingEndEvent", "SequenceEndEvent")


class ValuePlace(Struct):
    """A value from `start` to `end`, without the white space and comments behind it. `column` is
    where it begins on its line. `style` is the mark of a text in quotes or of a block, else empty;
    `flow` says whether brackets or braces enclose a collection; `in_flow` whether any stand round
    the value."""

    kind: Kind
    start: int
    end: int
    column: int
    style: str = ""
    flow: bool = False
    in_flow: bool = False
    keys: list[ValuePlace] = []  # of a table, each with its value in `values`
    values: list[ValuePlace] = []
    names: list[str] = []

    def child(self, part: str) -> int | None:
        """Which value a key, or the number of an item from 0, stands for."""
        if self.kind == "table":
            return self.names.index(part) if part in self.names else None
        if self.kind == "list" and part.isdecimal() and int(part) < len(self.values):
            return int(part)
        return None

    def way(self, path: str) -> list[tuple[ValuePlace, int]] | None:
        """What holds the value at a key path such as `items.2.text`, from the outermost, each with
        the number of the value in it; None if there is no such value. Names in a path may contain
        dots."""
        ends = [n for n, letter in enumerate(path) if letter == "."] + [len(path)]
        for end in ends:
            number = self.child(path[:end])
            if number is None:
                continue
            if end == len(path):
                return [(self, number)]
            if (rest := self.values[number].way(path[end + 1 :])) is not None:
                return [(self, number), *rest]
        return None


def value_places(text: str) -> ValuePlace:
    """The outermost value of a YAML file that `reader.read` takes. Line feeds end its lines."""
    import yaml

    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return _whole(yaml.parse(text, Loader=loader), text)


def _whole(events: Iterator[Event], text: str) -> ValuePlace:
    for event in events:
        if hasattr(event, "anchor"):  # the first value: a text, a collection or an alias
            return _value(event, events, text, in_flow=False)
    raise ValueError("the file has no value")


def _value(event: Any, events: Iterator[Event], text: str, *, in_flow: bool) -> ValuePlace:
    start, end = event.start_mark.index, event.end_mark.index
    column, name = event.start_mark.column, type(event).__name__
    if name not in _COLLECTIONS:
        kind: Kind = "alias" if name == "AliasEvent" else "text"
        style = getattr(event, "style", None) or ""
        if style in ("|", ">"):
            end = _end_of_block(text, start)
        return ValuePlace(kind, start, end, column, style, in_flow=in_flow)
    flow = bool(event.flow_style)
    found = ValuePlace(
        _COLLECTIONS[name], start, start, column, "", flow, in_flow, keys=[], values=[], names=[]
    )
    each = next(events)
    while type(each).__name__ not in _ENDS:
        if found.kind == "table":
            found.names.append(str(getattr(each, "value", "")))
            found.keys.append(_value(each, events, text, in_flow=in_flow or flow))
            each = next(events)
        found.values.append(_value(each, events, text, in_flow=in_flow or flow))
        each = next(events)
    end_of_it: Any = each.end_mark
    found.end = end_of_it.index if flow else found.values[-1].end
    return found


def _end_of_block(text: str, start: int) -> int:
    """Where the last line with words of a block ends, which begins with its `|` or `>`. Its lines
    are indented more than what holds it."""
    margin = holder_column(text, start)
    here = end = line_end(text, start)
    while here < len(text):
        begin, here = here + 1, line_end(text, here + 1)
        line = text[begin:here]
        if line.strip(" \t"):
            if indent_of(line) <= margin:
                break
            end = here
    return end


def holder_column(text: str, start: int) -> int:
    """The column of what holds a block: its key, behind any dashes, or a dash alone."""
    line = text[text.rfind("\n", 0, start) + 1 : line_end(text, start)]
    column = indent_of(line)
    while line.startswith("- ", column):
        inner = len(line) - len(line[column + 2 :].lstrip(" "))
        if line[inner : inner + 1] in ("|", ">"):
            break
        column = inner
    return column


def line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end


def indent_of(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
