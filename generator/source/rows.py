"""The base of every type that a user writes in YAML: a frozen row that knows where it stood.

`load` reads a file as such a row, with every problem found in it.
"""

import inspect
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final, Self, TypeAlias, TypeVar, get_type_hints

from generator.problems import Problem, Span
from .comments import behind_titles
from .fields import REQUIRED, RowField
from .nodes import Node, PlacedNode, find

if TYPE_CHECKING:
    from pydantic_core import SchemaValidator

R = TypeVar("R", bound="Row")
RowState: TypeAlias = tuple[dict[str, Any], set[str], PlacedNode | None]

# The parts of a row, in the order of its state; the last three are nothing at first.
_STATE: Final = (
    "__dict__",
    "__pydantic_fields_set__",
    "_node",
    "_hash",
    "__pydantic_extra__",
    "__pydantic_private__",
)


class RowType(type):
    """The type of types of rows. It notes a row's fields: its own, and those of all its bases."""

    own_fields: dict[str, RowField]
    row_fields: dict[str, RowField]

    def __init__(cls, name: str, bases: tuple[type, ...], namespace: dict[str, Any]) -> None:
        super().__init__(name, bases, namespace)
        own = {}
        for field in inspect.get_annotations(cls):
            said = namespace.get(field, REQUIRED)
            own[field] = said if isinstance(said, RowField) else RowField(said)
            if field in namespace:
                delattr(cls, field)
        cls.own_fields = own
        kinds = [kind for kind in reversed(cls.__mro__) if isinstance(kind, RowType)]
        cls.row_fields = {field: said for kind in kinds for field, said in kind.own_fields.items()}

    @property
    def keys_in_files(cls) -> set[str]:
        return {field.alias or name for name, field in cls.row_fields.items()}

    @property
    def reader(cls) -> "SchemaValidator":
        """What reads nodes as such rows, made when it is first asked for."""
        known: SchemaValidator | None = cls.__dict__.get("_reader")
        if known is None:
            from .row_schemas import reader_of

            known = reader_of(cls)
            cls._reader = known
        return known

    @property
    def field_types(cls) -> dict[str, Any]:
        """The type of each field, with what is said of its values."""
        known: dict[str, Any] | None = cls.__dict__.get("_field_types")
        if known is None:
            known = get_type_hints(cls, include_extras=True)
            cls._field_types = known
        return known


class _State:
    """What a row has beside its fields, which stand in its `__dict__`. Pydantic fills those that
    are called after it."""

    __slots__ = _STATE
    __pydantic_fields_set__: set[str]
    __pydantic_extra__: None
    __pydantic_private__: None
    _node: PlacedNode | None
    _hash: int | None


class Row(_State, metaclass=RowType):
    """A mapping of a YAML file as a frozen, typed value.

    `at()` gives its place. Unknown keys are errors, and a key without a value counts as not given.
    `Field(description=...)` documents a field, and becomes the editor's help through `cease
    schema`. Rows are equal when their fields are, wherever they were written. A field that may be
    text or a number is always text, as every scalar is.
    """

    def __init__(self, **values: Any) -> None:
        type(self).reader.validate_python(values, self_instance=self)

    @classmethod
    def model_validate(cls, value: object) -> Self:
        """The row that a node, or a mapping, stands for. Raises pydantic's `ValidationError`."""
        row: Self = cls.reader.validate_python(value)
        return row

    @classmethod
    def model_construct(cls, **values: Any) -> Self:
        """A row of values that nobody checks."""
        fields = cls.row_fields.items()
        made = {name: each.make_default() for name, each in fields if not each.is_required}
        return restored(cls, {**made, **values}, {*values}, None)

    def model_copy(self, *, update: Mapping[str, Any]) -> Self:
        """The row with other values of some fields, which nobody checks."""
        values, given, node = self.__getstate__()
        return restored(type(self), {**values, **update}, given | update.keys(), node)

    @property
    def model_fields_set(self) -> set[str]:
        """The fields that were given."""
        return self.__pydantic_fields_set__

    def at(self, field: str = "") -> Span | None:
        """The place of a field's value (`text`, or `items.2` in a list, or `style.size` in a row
        within), or of the row; of the row too if the field was not given. None for a row that
        was not read from a file."""
        found, is_there = find(self._node, field)
        node = found if is_there else self._node
        return None if node is None else node.span

    def nearest(self, path: str) -> Span | None:
        """The same place, or that of the innermost value round it that is there."""
        node, _ = find(self._node, path)
        return None if node is None else node.span

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Row) or type(self) is not type(other):
            return NotImplemented
        return self._values() == other._values()

    def __hash__(self) -> int:
        known = self._hash
        if known is None:
            known = hash((type(self), *map(_hash_of, self._values())))
            object.__setattr__(self, "_hash", known)
        return known

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a row is frozen, so its {name} stays as it is")

    def __getstate__(self) -> RowState:
        return self.__dict__, self.__pydantic_fields_set__, self._node

    def __setstate__(self, state: RowState) -> None:
        for name, value in zip(_STATE, (*state, None, None, None), strict=True):
            object.__setattr__(self, name, value)

    def __repr__(self) -> str:
        said = ", ".join(f"{name}={getattr(self, name)!r}" for name in type(self).row_fields)
        return f"{type(self).__name__}({said})"

    @classmethod
    def normalise(cls, node: Node) -> None:
        """Correct in place, before validation, what changes no word."""

    @classmethod
    def check_values(cls, node: Node) -> Iterable[Problem]:
        """The problems of values that have the right type."""
        return behind_titles(node)

    def _values(self) -> tuple[object, ...]:
        values = self.__dict__
        return tuple([values[name] for name in type(self).row_fields])


def restored(kind: type[R], values: dict[str, Any], given: set[str], node: PlacedNode | None) -> R:
    """A row of a type as it once was: the values of all its fields, those that were given, and the
    place of each."""
    row = kind.__new__(kind)
    row.__setstate__((values, given, node))
    return row


def _hash_of(value: object) -> int:
    """The hash of a field's value, which may hold mappings."""
    if isinstance(value, dict):
        return hash(frozenset((key, _hash_of(each)) for key, each in value.items()))
    return hash(tuple(map(_hash_of, value)) if isinstance(value, tuple) else value)


def validate(node: Node, model: type[R]) -> tuple[R | None, list[Problem]]:
    """A node as a row, None if it has an error; and every problem found in it."""
    from pydantic_core import ValidationError

    model.normalise(node)
    row, problems = None, list[Problem]()
    try:
        row = model.model_validate(node)
    except ValidationError as exc:
        from .validation_problems import located_problems

        problems = located_problems(exc, node)
    return row, list(dict.fromkeys([*problems, *model.check_values(node)]))
