"""The base of every type that a user writes in YAML: a frozen row that knows where it stood.

`load` reads a file as such a row, with every problem found in it.
"""

from collections.abc import Iterable
from typing import Any, Self, TypeVar

from pydantic import (
    BaseModel,
    ConfigDict,
    GetCoreSchemaHandler,
    ModelWrapValidatorHandler,
    PrivateAttr,
    ValidationError,
    model_validator,
)
from pydantic_core import CoreSchema

from generator.problems import Problem, Span
from .comments import behind_titles
from .nodes import NODES, Node, PlacedNode, Table, find

R = TypeVar("R", bound="Row")


class Row(BaseModel):
    """A mapping of a YAML file as a frozen, typed value.

    `at()` gives its place. Unknown keys are errors, and a key without a value counts as not given.
    `Field(description=...)` documents a field, and becomes the editor's help through `cease
    schema`. Rows are equal when their fields are, wherever they were written. A field that may be
    text or a number is always text, as every scalar is.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True, allow_inf_nan=False)

    _node: PlacedNode | None = PrivateAttr(default=None)
    _hash: int | None = PrivateAttr(default=None)

    def at(self, field: str = "") -> Span | None:
        """The place of a field's value (`text`, or `items.2` in a list, or `style.size` in a row
        within), or of the row; of the row too if the field was not given. None for a row that
        was not read from a file."""
        whole = self._whole
        found, is_there = find(whole, field)
        node = found if is_there else whole
        return None if node is None else node.span

    def nearest(self, path: str) -> Span | None:
        """The same place, or that of the innermost value round it that is there."""
        node, _ = find(self._whole, path)
        return None if node is None else node.span

    @property
    def _whole(self) -> PlacedNode | None:
        """The node that the row was read from. Asked for by its name it takes ten times as long."""
        private = self.__pydantic_private__
        node: PlacedNode | None = private["_node"] if private else None
        return node

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Row) or type(self) is not type(other):
            return NotImplemented
        return self._values() == other._values()

    def __hash__(self) -> int:
        private = self.__pydantic_private__
        known: int | None = private["_hash"] if private else None
        if known is None:
            known = self._hash = hash((type(self), *map(_hash_of, self._values())))
        return known

    def __copy__(self) -> Self:
        copied = super().__copy__()
        copied._hash = None  # for fields that `model_copy` changes
        return copied

    def __getstate__(self) -> dict[Any, Any]:
        state = super().__getstate__()
        kept = {**(state["__pydantic_private__"] or {}), "_hash": None}  # of this process alone
        return {**state, "__pydantic_private__": kept}

    @classmethod
    def normalise(cls, node: Node) -> None:
        """Correct in place, before validation, what changes no word."""

    @classmethod
    def check_values(cls, node: Node) -> Iterable[Problem]:
        """The problems of values that have the right type."""
        return behind_titles(node)

    def _values(self) -> tuple[object, ...]:
        return tuple(getattr(self, name) for name in type(self).model_fields)

    @classmethod
    def _keys(cls) -> set[str]:
        """The keys that the row may have in a file."""
        return {field.alias or name for name, field in cls.model_fields.items()}

    @model_validator(mode="wrap")
    @classmethod
    def _remember(cls, data: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        """Note the row's type in its table, and the table in the row."""
        if isinstance(data, Table):
            data.readers.append(cls)
            row = handler(data.without_missing(cls._keys()))
        else:
            row = handler(data)
        if isinstance(data, NODES):
            row._node = data
        return row

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        from .scalars import take_text

        schema = handler(source)
        take_text(handler.resolve_ref_schema(schema))
        return schema


def _hash_of(value: object) -> int:
    """The hash of a field's value, which may hold mappings."""
    if isinstance(value, dict):
        return hash(frozenset((key, _hash_of(each)) for key, each in value.items()))
    return hash(tuple(map(_hash_of, value)) if isinstance(value, tuple) else value)


def validate(node: Node, model: type[R]) -> tuple[R | None, list[Problem]]:
    """A node as a row, None if it has an error; and every problem found in it."""
    model.normalise(node)
    row, problems = None, list[Problem]()
    try:
        row = model.model_validate(node)
    except ValidationError as exc:
        from .validation_problems import located_problems

        problems = located_problems(exc, node)
    return row, list(dict.fromkeys([*problems, *model.check_values(node)]))
