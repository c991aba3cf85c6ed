"""A project's YAML files given as plain data: dictionaries, lists, text, numbers, dates.

Problems in them name the file and the key, and line 0, for there are no lines. A file may be given
as the text of its YAML, too, and then has lines.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from pathlib import Path, PurePosixPath
from typing import Any, Final, Self, TypeVar

from generator.problems import Problem, Refused, Span, error
from .nodes import Items, Missing, Node, Scalar, Table
from .project_files import check_characters
from .reader import MAX_DEPTH, MAX_VALUES, read
from .rows import Row, validate
from .shelf import Shelf

R = TypeVar("R", bound=Row)

_FOLDERS: Final = ("content", "layouts")


@dataclass(frozen=True)
class DataShelf(Shelf):
    """The files that are given as data, and a folder's files for the rest. Files under `hidden` in
    the folder are not read."""

    given: Mapping[str, tuple[Node, tuple[Problem, ...]]] = field(default_factory=dict, repr=False)
    hidden: str = ""

    @classmethod
    def of(cls, files: Mapping[str, Any], folder: str | Path, hidden: str = "") -> Self:
        """The given `files`, by path, over a folder. Raises `Refused` with everything in them
        that no YAML file could hold."""
        errors: list[Problem] = []
        given = {}
        for path, value in files.items():
            node, found = read(value, path) if isinstance(value, str) else _node(value, path)
            problems = (*_check_path(path), *found)
            errors += [problem for problem in problems if problem.is_error]
            if node is not None:
                given[path] = node, problems
        if errors:
            raise Refused(errors)
        return cls(Shelf.at(folder).root, given=given, hidden=hidden)

    def _load(
        self, path: str, model: type[R], wanted_by: Span | None
    ) -> tuple[R | None, list[Problem]]:
        if path not in self.given:
            return super()._load(path, model, wanted_by)
        node, before = self.given[path]
        row, problems = validate(node, model)
        wrong = any(problem.is_error for problem in problems)
        return None if wrong else row, [*before, *problems]

    def files(self, folder: str | Path, suffix: str = ".yaml") -> tuple[str, ...]:
        within = PurePosixPath(folder)
        given = {path for path in self.given if PurePosixPath(path).is_relative_to(within)}
        there = {path for path in super().files(folder, suffix) if not self._is_hidden(path)}
        return tuple(sorted(there | {path for path in given if path.endswith(suffix)}))

    def find(self, path: str | Path, wanted_by: Span | None = None) -> Path:
        name = self.name(path)
        if name in self.given or self._is_hidden(name):
            message = f'there is no file "{name}"'
            message += ", for it is given as data" if name in self.given else ""
            raise Refused([error("no-file", message, wanted_by or Span(name))])
        return super().find(path, wanted_by)

    def digest(self, path: str) -> str:
        if path not in self.given:
            return super().digest(path)
        node, _ = self.given[path]
        return hashlib.sha256(json.dumps(node, default=lambda _: None).encode()).hexdigest()

    def _is_hidden(self, path: str) -> bool:
        return bool(self.hidden) and PurePosixPath(path).is_relative_to(self.hidden)


def _check_path(path: str) -> Iterator[Problem]:
    """Report a path that no YAML file of a project can have."""
    pure = PurePosixPath(path)
    within = pure.parts[:1] and pure.parts[0] in _FOLDERS and ".." not in pure.parts
    if not within or pure.suffix != ".yaml" or str(pure) != path:
        message = f'"{path}" is no YAML file of a project'
        yield error("no-file", message, None, "name it as in content/areas/north-moor.yaml")


def _node(value: Any, path: str) -> tuple[Node, list[Problem]]:
    """Plain data as a node, and problems of values that no YAML file could hold."""
    problems: list[Problem] = []
    return _Nodes(path, problems).node(value), problems


class _Nodes:
    """Makes nodes of plain data, as the reader of YAML does. Every scalar becomes text."""

    def __init__(self, path: str, problems: list[Problem]) -> None:
        self.path, self.problems = path, problems
        self._number = count(1)

    def node(self, value: Any, key: str = "", depth: int = 0) -> Node:
        span = Span(self.path, 0, 0, key)
        if depth > MAX_DEPTH or next(self._number) > MAX_VALUES:
            rule = "too-deep" if depth > MAX_DEPTH else "too-many-values"
            raise Refused([error(rule, "the data is nested too deep, or too large", span)])
        match value:
            case None:
                return Missing(span)
            case Mapping():
                return self._table(value, span, depth)
            case str():
                return self._text(value, span)
            case bool():
                return self._text(str(value).lower(), span)
            case int() | float():
                return self._text(repr(value), span)
            case date():
                return self._text(value.isoformat(), span)
            case Sequence() if not isinstance(value, bytes | bytearray):
                items = Items(span)
                items.extend(
                    self.node(item, _key(key, index), depth + 1) for index, item in enumerate(value)
                )
                return items
        hint = "give text, a number, true or false, a date, a list or a dictionary"
        message = f"a value of type {type(value).__name__} is not taken"
        self.problems.append(error("value", message, span, hint))
        return Missing(span)

    def _table(self, value: Mapping[Any, Any], span: Span, depth: int) -> Table:
        table = Table(span)
        for name, item in value.items():
            key = str(name)
            if not isinstance(name, str | int) or isinstance(name, bool) or key in table:
                at = Span(self.path, 0, 0, _key(span.key, key))
                hint = "write it as text; PyYAML reads the key `on` as true"
                message = f'"{key}" is no key, or is given twice'
                self.problems.append(error("key", message, at, hint))
                continue
            table[key] = node = self.node(item, _key(span.key, key), depth + 1)
            table.keys_at[key] = node.span
        return table

    def _text(self, text: str, span: Span) -> Scalar:
        for problem in check_characters(text, self.path):
            self.problems.append(error(problem.rule, f"the text holds {problem.message}", span))
        return Scalar.make(str(text), span, plain=False)


def _key(key: str, part: object) -> str:
    return f"{key}.{part}" if key else str(part)
