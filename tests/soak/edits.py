"""Every edit of one value in a project's files: what each file says, and how it may say another."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

import yaml

# Numbers that Ofcom keeps for drama, each with another.
_DRAMA: Final = re.compile(r"\b(0116 496 0)(\d{3})\b")
_ADDRESS: Final = re.compile(r"^(?:www\.|https?://)")
_NUMBER: Final = re.compile(r"^-?\d+(\.\d+)?$")
_WORD: Final = re.compile(r"(?<![{\w])[a-z]{4,}(?![\w}])")
COMMENT: Final = ("a comment",)


class Edit(NamedTuple):
    """A value of a file in another's place, by the keys that lead to it."""

    path: str
    keys: tuple[str, ...]
    start: int
    end: int
    new: str

    @property
    def name(self) -> str:
        return f"{self.path}:{'.'.join(self.keys)}"

    def of(self, text: str) -> str:
        return text[: self.start] + self.new + text[self.end :]


def edits(root: Path, path: str) -> Iterator[Edit]:
    """An edit for each value of a YAML file that has another which may be right, and a comment."""
    text = (root / path).read_text("utf-8")
    yield Edit(path, COMMENT, len(text), len(text), "# a remark\n")
    node = yaml.compose(text, yaml.SafeLoader)
    for keys, value in _values(node, ()):
        start, end = value.start_mark.index, value.end_mark.index
        new = _other(text[start:end], value)
        if new is not None:
            yield Edit(path, keys, start, end, new)


def _values(
    node: yaml.Node | None, keys: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], yaml.ScalarNode]]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _values(value, (*keys, str(key.value)))
    elif isinstance(node, yaml.SequenceNode):
        for number, value in enumerate(node.value):
            yield from _values(value, (*keys, str(number)))
    elif isinstance(node, yaml.ScalarNode):
        yield keys, node


def _other(shown: str, value: yaml.ScalarNode) -> str | None:
    """What may stand in a value's place; None if only its writer knows."""
    said = str(value.value)
    if value.tag.endswith(":bool"):
        return "false" if said == "true" else "true"
    if _DRAMA.search(shown):
        return _DRAMA.sub(lambda found: f"{found[1]}{(int(found[2]) + 1) % 1000:03}", shown)
    if _NUMBER.match(said):
        if said.startswith("0") and said != "0" and not said.startswith("0."):
            return None
        return f"{float(said) * 1.1 + 0.1:.4g}" if "." in said else str(int(said) + 1)
    if value.tag.endswith(":timestamp"):
        return re.sub(r"\d$", lambda digit: str((int(digit[0]) + 1) % 9 + 1), shown)
    if _ADDRESS.match(said):
        return f"{shown.rstrip('/')}s" if shown == said else None
    word = _WORD.search(shown)
    if word is None or re.search(r"\d", word[0]):
        return None
    last = "e" if word[0][-1] != "e" else "o"
    return shown[: word.end() - 1] + last + shown[word.end() :]


def misspellings(root: Path, path: str) -> Iterator[Edit]:
    """Each key of a YAML file misspelt, and each value left out or of another kind."""
    text = (root / path).read_text("utf-8")
    for keys, key, value in _pairs(yaml.compose(text, yaml.SafeLoader), ()):
        if key is not None:
            yield Edit(path, keys, key.end_mark.index, key.end_mark.index, "x")
        start, end = value.start_mark.index, value.end_mark.index
        line_end = "\n" if text[start:end].endswith("\n") else ""
        for other in ("", "{}", "[]", "7", '"x: y"'):
            yield Edit(path, keys, start, end, other + line_end)


def _pairs(
    node: yaml.Node | None, keys: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], yaml.Node | None, yaml.Node]]:
    """Each value with the keys that lead to it, and its own key if it has one."""
    found: list[tuple[str, yaml.Node | None, yaml.Node]] = []
    if isinstance(node, yaml.MappingNode):
        found = [(str(key.value), key, value) for key, value in node.value]
    elif isinstance(node, yaml.SequenceNode):
        found = [(str(number), None, value) for number, value in enumerate(node.value)]
    for name, key, value in found:
        yield (*keys, name), key, value
        yield from _pairs(value, (*keys, name))
