"""Reads a project's YAML files as rows, and keeps the rows on disk for the next command."""

import hashlib
from dataclasses import field
from pathlib import Path
from typing import Any, TypeVar

from generator.cache import Cache, KeptInputs, frozen_inputs
from generator.problems import Problem, Refused, Span
from .nodes import Node
from .project_files import ProjectFiles, decode
from .rows import Row, validate

R = TypeVar("R", bound=Row)


def load(
    project: ProjectFiles,
    path: str | Path,
    model: type[R],
    wanted_by: Span | None = None,
    *,
    cache: Cache | None = None,
) -> tuple[R | None, list[Problem]]:
    """The YAML file `path` of the project as a row, and every problem found in it, in order. The
    row is None if there is any error. `wanted_by` is the place that asks for the file, if there is
    one."""
    try:
        data = project.read_some(path, wanted_by)
    except Refused as refused:
        return None, list(refused.problems)
    kind = f"{model.__module__}:{model.__qualname__}"
    digest = hashlib.sha256(data).digest()
    inputs = RowInputs(project.name(path), digest, kind, data, model)
    cache = Cache(0) if cache is None else cache  # one that is empty is false
    row, problems = cache.recall(inputs)
    return row, problems


def row_of(
    node: Node | None, problems: list[Problem], model: type[R]
) -> tuple[R | None, list[Problem]]:
    """What was read of a file as a row, None if it has any error; and every problem, in order."""
    if node is None:
        return None, problems
    row, more = validate(node, model)
    problems = [*problems, *more]
    problems.sort(key=lambda each: (each.span.line, each.span.column) if each.span else (0, 0))
    return (None if any(problem.is_error for problem in problems) else row), problems


@frozen_inputs
class RowInputs(KeptInputs[tuple[Any, list[Problem]]]):
    """The bytes of a file, and the type of row that it is read as. Only a row without any problem
    is kept: one with problems keeps what its writer wrote, which explains them."""

    most = 400
    path: str
    digest: bytes
    kind: str
    data: bytes = field(compare=False)
    model: type[Row] = field(compare=False)

    def make(self, cache: Cache) -> tuple[Any, list[Problem]]:
        from .reader import read

        try:
            text = decode(self.data, self.path)
        except Refused as refused:
            return None, list(refused.problems)
        return row_of(*read(text, self.path), self.model)

    def worth_keeping(self, result: tuple[Any, list[Problem]]) -> bool:
        row, problems = result
        return row is not None and not problems

    def packed(self, result: tuple[Any, list[Problem]]) -> bytes | None:
        from .kept_rows import packed

        return packed(result[0])

    def unpacked(self, data: bytes) -> tuple[Any, list[Problem]] | None:
        from .kept_rows import unpacked

        row = unpacked(data)
        return (row, []) if type(row) is self.model else None
