"""Finds which of pydantic's errors matter, and the nodes at which they happened.

A value that fits no branch of a union fails once for each branch. What remains of these errors is
the branch that came furthest, or all of them as alternatives.
"""

from collections.abc import Iterable
from difflib import get_close_matches
from functools import cached_property
from typing import Any, Final, TypeAlias

from pydantic_core import ErrorDetails, ValidationError

from .nodes import NODES, Items, Node, Table, child
from .scalars import BRANCH

# What was expected, for every error that says only "not this kind of thing".
EXPECTED: Final = {
    **dict.fromkeys(("string_type",), "text"),
    **dict.fromkeys(
        ("int_type", "int_parsing", "int_parsing_size", "int_from_float"), "a whole number"
    ),
    **dict.fromkeys(
        ("float_type", "float_parsing", "finite_number", "decimal_type", "decimal_parsing"),
        "a number",
    ),
    **dict.fromkeys(("bool_type", "bool_parsing"), "true or false"),
    **dict.fromkeys(
        ("date_type", "date_parsing", "date_from_datetime_parsing", "date_from_datetime_inexact"),
        "a date such as 2026-03-31",
    ),
    **dict.fromkeys(("list_type", "tuple_type", "set_type", "frozen_set_type"), "a list"),
    **dict.fromkeys(("dict_type", "model_type", "model_attributes_type"), "a group of keys"),
}

CHOICES: Final = ("literal_error", "enum")

Location: TypeAlias = tuple[int | str, ...]


class Failure:
    """One error of validation, with the nodes from the whole file down to where it happened."""

    def __init__(self, details: ErrorDetails, root: Node) -> None:
        self.kind: str = details["type"]
        self.loc: Location = details["loc"]
        self.context: dict[str, Any] = details.get("ctx", {})
        self.message: str = details["msg"]
        self._input = details["input"]
        self._root = root
        if self.kind == "union_tag_not_found" and not isinstance(self._input, Table):
            self.kind = "model_type"  # it has no keys at all

    @property
    def key(self) -> str:
        """The key, or index, of the error."""
        return str(self.loc[-1]) if self.loc else ""

    @cached_property
    def trail(self) -> tuple[Node, ...]:
        """The nodes on the way, the failing one last; for a missing key its table."""
        loc = self.loc
        if self.kind == "missing":
            loc = loc[:-1]
        elif self.key == "[key]":
            loc = loc[:-2]
        failed = self._input if isinstance(self._input, NODES) else None
        return _trail(self._root, loc, failed) or _trail(self._root, loc, None) or (self._root,)

    @property
    def node(self) -> Node:
        return self.trail[-1]

    @property
    def is_shape(self) -> bool:
        """Whether the error only says that the value is another kind of thing."""
        return self.kind in EXPECTED or self.kind in CHOICES

    def deeper_than(self, depth: int) -> bool:
        return any(not _is_branch(part) for part in self.loc[depth:])

    @property
    def subject(self) -> str:
        """The value in the user's words: `"size"`, `item 3 of "panels"`, `the file`."""
        span = self.node.span
        above, _, last = span.key.rpartition(".")
        if not span.key:
            return "the file"
        if len(self.trail) > 1 and isinstance(self.trail[-2], Items):
            owner = above.rpartition(".")[2]
            return f'item {int(last) + 1} of "{owner}"' if owner else f"item {int(last) + 1}"
        return f'"{last}"'


def failures(exc: ValidationError, root: Node) -> list[list[Failure]]:
    """Each thing wrong with what was read, as the alternatives that would be right."""
    found = [Failure(details, root) for details in exc.errors(include_url=False)]
    return _without_echoes(_alternatives(found))


def _alternatives(failures: Iterable[Failure], depth: int = 0) -> list[list[Failure]]:
    """Errors as lists of alternatives. Each list has one error, unless every branch of a union
    failed because the value is another kind of thing. If one branch came further, the others are
    dropped."""
    found: list[list[Failure]] = []
    unions: dict[Location, dict[int | str, list[Failure]]] = {}
    for failure in failures:
        at = next((i for i in range(depth, len(failure.loc)) if _is_branch(failure.loc[i])), None)
        if at is None:
            found.append([failure])
        else:
            branches = unions.setdefault(failure.loc[:at], {})
            branches.setdefault(failure.loc[at], []).append(failure)
    for prefix, branches in unions.items():
        found += _union_alternatives(list(branches.values()), len(prefix) + 1)
    return found


def _union_alternatives(branches: list[list[Failure]], depth: int) -> list[list[Failure]]:
    tried = [_alternatives(branch, depth) for branch in branches]
    words = [branch for branch in branches if _is_text_with_a_colon(branch[0])]
    if words:
        return words[:1]
    further = [
        branch
        for branch in tried
        if any(not one.is_shape or one.deeper_than(depth) for each in branch for one in each)
    ]
    if further:
        return min(further, key=len)
    return [[one for branch in tried for each in branch for one in each]]


def _is_text_with_a_colon(failure: Failure) -> bool:
    """Whether text without quotes was read as keys, none of which is known."""
    table = failure.node
    if failure.kind != "string_type" or not isinstance(table, Table) or table.flow or not table:
        return False
    fields = fields_of(table)
    return not any(get_close_matches(key, fields, n=1) for key in table)


def _without_echoes(found: list[list[Failure]]) -> list[list[Failure]]:
    """Drop errors that follow from another: "`title` is missing" after "`titel`, did you mean
    `title`?", and "too few items" if the items are there, but wrong."""
    meant = {
        (failure.trail[-2].span, near)
        for (failure, *_) in found
        if failure.kind == "extra_forbidden" and len(failure.trail) > 1
        for near in get_close_matches(failure.key, fields_of(failure.trail[-2]), n=1)
    }

    def is_echo(failure: Failure) -> bool:
        if failure.kind == "missing":
            return (failure.node.span, failure.key) in meant
        if failure.kind == "too_short" and isinstance(failure.node, Items):
            return len(failure.node) >= int(failure.context["min_length"])
        return False

    return [alternatives for alternatives in found if not is_echo(alternatives[0])]


def fields_of(table: Node) -> dict[str, str]:
    """The keys that a table may have, by the rows that tried to read it, each with its
    description."""
    fields: dict[str, str] = {}
    for reader in table.readers if isinstance(table, Table) else ():
        for name, field in reader.row_fields.items():
            fields[field.alias or name] = field.description or ""
    return fields


def _is_branch(part: int | str) -> bool:
    return isinstance(part, str) and part.startswith(BRANCH)


def _trail(node: Node, loc: Location, wanted: Node | None) -> tuple[Node, ...] | None:
    """The nodes from `node` along `loc` to `wanted`; None if `loc` does not lead there.

    The parts of `loc` are keys and indexes, and between them the branches of unions, which lead
    nowhere: numbers, and tags, which are values of their table.
    """
    if not loc:
        return (node,) if wanted is None or node.span is wanted.span else None
    part, rest = loc[0], loc[1:]
    inner = child(node, part)
    found = _trail(inner, rest, wanted) if inner is not None else None
    if found:
        return (node, *found)
    is_tag = isinstance(node, Table) and part in node.values()
    return _trail(node, rest, wanted) if is_tag or _is_branch(part) else None
