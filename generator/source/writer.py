"""Writes YAML: the same data always gives the same bytes, and comments are kept.

A text stands plain if every reader takes it for text (or for a date), folded or as a block if it is
long, and in double quotes otherwise. `generator.source` reads it back unchanged.
"""

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Final, TypeAlias, Union

from msgspec.structs import replace

from generator.problems import Refused
from .merge_marks import has_merge_marks
from .nodes import Items, Node, Table
from .project_files import check_characters

Data: TypeAlias = Union[str, "Sequence[Data]", "Mapping[str, Data]"]


class Plain(str):
    """A text that stands without quotes though YAML takes it for more than text, such as true."""

    __slots__ = ()


Comments: TypeAlias = Mapping[str, Sequence[str]]
"""Lines of comment, each with its #, by the dotted key path of what they stand before; those at
the end of the file by the empty path."""

WIDTH: Final = 100

_INDICATORS: Final = "-?:,[]{}#&*!|>'\"%@`"
_UNSEEN: Final = re.compile("[\t\r]")  # of what a file may hold
# More than any version of YAML takes for a number, an octal or a time.
_NUMBER: Final = re.compile(r"[-+]?(?:0[xo][\da-fA-F_]*|[.\d][-+.,:_\deE]*)")
_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_TEXT: Final = "tag:yaml.org,2002:str"
_COMMENT: Final = re.compile(r"#[^\r\n]*")


def write(data: Mapping[str, Data], comments: Comments, inline: Container[str] = ()) -> str:
    """A YAML file of `data`, with a line feed at its end. Lists under a key of `inline` stand in
    brackets if they fit on a line. A comment whose value is gone stands before what held it. Raises
    `Refused` for characters that no file may have."""
    text = _YamlWriter(data, comments, inline).text()
    problems = check_characters(text, "")
    if problems:
        raise Refused(replace(problem, span=None) for problem in problems)
    return text


def table_lines(data: Mapping[str, Data], indent: int) -> list[str]:
    """The lines of a table's keys, indented by that many spaces."""
    writer = _YamlWriter({}, {}, ())
    writer.table(data, "", indent)
    return writer.lines


def item_lines(item: Data, indent: int) -> list[str]:
    """The lines of an item of a list, whose dash is indented by that many spaces."""
    writer = _YamlWriter({}, {}, ())
    writer.item(item, "", indent)
    return writer.lines


class _YamlWriter:
    def __init__(
        self, data: Mapping[str, Data], comments: Comments, inline: Container[str]
    ) -> None:
        self.inline = inline
        self.lines: list[str] = []
        self.comments: dict[str, list[str]] = {}
        known = {"", *_paths(data, "")}
        for path, lines in comments.items():
            place = path
            while place not in known:
                place = place.rpartition(".")[0]
            self.comments.setdefault(place, []).extend(lines)
        self.table(data, "", 0)
        self.lines += self.comments.get("", ())

    def text(self) -> str:
        return "".join(f"{line}\n" for line in self.lines)

    def comment(self, path: str, indent: int) -> None:
        self.lines += (f"{' ' * indent}{line}" for line in self.comments.get(path, ()))

    def table(self, data: Mapping[str, Data], path: str, indent: int) -> None:
        for number, (key, value) in enumerate(data.items()):
            here = f"{path}.{key}" if path else key
            if number and isinstance(value, Mapping):
                self.lines.append("")
            self.comment(here, indent)
            lead = f"{' ' * indent}{one_line(key)}:"
            self.value(value, here, lead, indent, brackets=key in self.inline)

    def value(self, value: Data, path: str, lead: str, indent: int, *, brackets: bool) -> None:
        if isinstance(value, str):
            self.lines += text_lines(value, f"{lead} ", indent + 2)
        elif not value:
            self.lines.append(f"{lead} {'{}' if isinstance(value, Mapping) else '[]'}")
        elif isinstance(value, Mapping):
            self.lines.append(lead)
            self.table(value, path, indent + 2)
        elif brackets and (line := _in_brackets(value, lead)):
            for number in range(len(value)):
                self.comment(f"{path}.{number}", indent)
            self.lines.append(line)
        else:
            self.lines.append(lead)
            for number, item in enumerate(value):
                here = f"{path}.{number}"
                self.comment(here, indent + 2)
                self.item(item, here, indent + 2)

    def item(self, item: Data, path: str, indent: int) -> None:
        dash = f"{' ' * indent}-"
        if isinstance(item, Mapping) and item:
            first = len(self.lines)
            self.table(item, path, indent + 2)
            self.lines[first] = f"{dash} {self.lines[first].lstrip(' ')}"
        else:
            self.value(item, path, dash, indent, brackets=False)


def _paths(data: Data, path: str) -> Iterator[str]:
    """The dotted path of every value within `data`."""
    if isinstance(data, str):
        return
    items = data.items() if isinstance(data, Mapping) else enumerate(data)
    for key, value in items:
        here = f"{path}.{key}" if path else str(key)
        yield here
        yield from _paths(value, here)


def _in_brackets(items: Sequence[Data], lead: str) -> str:
    """A list of texts on one line; empty if it does not fit there."""
    if not all(isinstance(item, str) for item in items):
        return ""
    line = f"{lead} [{', '.join(one_line(str(item), ',[]{}') for item in items)}]"
    return line if len(line) <= WIDTH else ""


def text_lines(text: str, lead: str, indent: int) -> list[str]:
    """A text as lines, the first of which begins with `lead`."""
    margin = " " * indent
    if "\n" in text:
        if _is_block(text):
            lines = text.split("\n")
            return [f"{lead}|-", *(f"{margin}{line}" if line else "" for line in lines)]
        return [lead + in_double_quotes(text)]
    whole = lead + one_line(text)
    if len(whole) <= WIDTH or " " not in text or not _is_foldable(text):
        return [whole]
    lines = [margin]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines[-1] != margin else margin + word
        if len(longer) > WIDTH and lines[-1] != margin and word != "-":
            lines.append(margin + word)
        else:
            lines[-1] = longer
    return [f"{lead}>-", *lines]


def _is_block(text: str) -> bool:
    """Whether a text of several lines can stand as it is, without anything that an editor would
    drop."""
    lines = text.split("\n")
    return not (
        _UNSEEN.search(text)
        or has_merge_marks(text)
        or lines[0].startswith(" ")
        or not lines[0]
        or not lines[-1]
        or any(line.endswith(" ") or line.lstrip().startswith("# ") for line in lines)
    )


def _is_foldable(text: str) -> bool:
    """Whether a line may be broken at any space, no line is taken for a comment or an item of a
    list, and the text is read back unchanged."""
    begins = text.startswith(("# ", "- ")) or " # " in text or has_merge_marks(text)
    return not (begins or _UNSEEN.search(text) or "  " in text or text != text.strip(" "))


def one_line(text: str, also: str = "") -> str:
    """A text, plain if it is safe or meant so, else in double quotes. Plain texts have none of
    `also`."""
    if isinstance(text, Plain):
        return str(text)
    plain = _DATE.fullmatch(text) or (
        text
        and text == text.strip(" ")
        and text[0] not in _INDICATORS
        and not any(character in text for character in ("\n", *also))
        and ": " not in text
        and " #" not in text
        and not text.endswith(":")
        and not _UNSEEN.search(text)
        and not _NUMBER.fullmatch(text)
        and _is_text(text)
    )
    return text if plain else in_double_quotes(text)


def _is_text(text: str) -> bool:
    """Whether YAML 1.1, as PyYAML resolves it, takes a plain scalar for text."""
    from yaml import ScalarNode

    return bool(_resolver().resolve(ScalarNode, text, (True, False)) == _TEXT)


@cache
def _resolver() -> Any:  # the stubs leave its methods untyped
    from yaml.resolver import Resolver

    return Resolver()


def in_double_quotes(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return '"' + _UNSEEN.sub(lambda match: f"\\u{ord(match[0]):04X}", escaped) + '"'


def comments(text: str, root: Node) -> dict[str, list[str]]:
    """The comments of a YAML file that was read as `root`, by the value that follows them. A
    comment at the end of a line belongs to the value on that line."""
    places = sorted(_places(root, ""))
    found: dict[str, list[str]] = {}
    for line, words, alone in _remarks(text):
        on_line = (path for at, _, path in places if at == line)
        after = (path for at, _, path in places if at > line)
        before = (path for at, _, path in reversed(places) if at < line)
        path = next(after, "") if alone else next(on_line, None) or next(before, "")
        found.setdefault(path, []).append(words)
    return found


def _places(node: Node, path: str) -> Iterator[tuple[int, int, str]]:
    """The line, column and path of every key and item."""
    if isinstance(node, Table):
        for key, value in node.items():
            here = f"{path}.{key}" if path else key
            at = node.keys_at[key]
            yield at.line, at.column, here
            yield from _places(value, here)
    elif isinstance(node, Items):
        for number, item in enumerate(node):
            yield item.span.line, item.span.column, f"{path}.{number}"
            yield from _places(item, f"{path}.{number}")


def _remarks(text: str) -> Iterator[tuple[int, str, bool]]:
    """Each comment with its line, and whether it stands there alone. A comment is what is neither a
    token of YAML nor white space."""
    from yaml import scan
    from yaml.tokens import StreamEndToken

    end = 0
    for token in scan(text):
        gap = len(text) if isinstance(token, StreamEndToken) else token.start_mark.index
        for match in _COMMENT.finditer(text, end, max(end, gap)):
            begin = text.rfind("\n", 0, match.start()) + 1
            alone = not text[begin : match.start()].strip()
            yield text.count("\n", 0, match.start()) + 1, match.group().rstrip(), alone
        end = max(end, token.end_mark.index)
