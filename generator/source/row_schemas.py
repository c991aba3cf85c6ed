"""Says to pydantic-core how nodes are read as rows.

Pydantic itself would make a model of each type of row, and find out from it what a row says of its
fields anyway. That, and its import, take longer than all the reading of a project.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from types import NoneType, UnionType
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin

from pydantic_core import CoreConfig, CoreSchema, SchemaValidator, core_schema

from .fields import REQUIRED, Changed, KindOfRow, RowField, is_validator
from .nodes import NODES, Table
from .scalars import literal, measure, truth, union

# Unknown keys are errors.
CONFIG: Final = CoreConfig(extra_fields_behavior="forbid", allow_inf_nan=False)
set_part = object.__setattr__  # for a row is frozen

_PLAIN: Final[dict[Any, Callable[..., CoreSchema]]] = {
    str: core_schema.str_schema,
    int: core_schema.int_schema,
    float: measure,
    bool: truth,
    date: core_schema.date_schema,
    NoneType: core_schema.none_schema,
}


def reader_of(kind: KindOfRow) -> SchemaValidator:
    """What reads nodes, or mappings, as rows of a type."""
    return SchemaValidator(schema_of(kind), CONFIG)


def schema_of(kind: KindOfRow) -> CoreSchema:
    """How a type of row is read, with the types of all rows within. Each has a name, so a row may
    hold rows of its own type."""
    schemas = _Schemas()
    root = schemas.row(kind)
    return core_schema.definitions_schema(root, [*schemas.known.values()])


class _Schemas:
    """The schemas of types of rows, each made once."""

    def __init__(self) -> None:
        self.known: dict[KindOfRow, CoreSchema] = {}

    def row(self, kind: KindOfRow) -> CoreSchema:
        """A reference to a type of row."""
        if kind not in self.known:
            name = f"{kind.__module__}.{kind.__qualname__}:{len(self.known)}"
            self.known[kind] = core_schema.any_schema(ref=name)  # until it is known, for itself
            self.known[kind] = {**self._row(kind), "ref": name}
        return core_schema.definition_reference_schema(self.known[kind]["ref"])

    def _row(self, kind: KindOfRow) -> CoreSchema:
        types = kind.field_types
        fields = {name: self._field(types[name], said) for name, said in kind.row_fields.items()}
        schema: CoreSchema = core_schema.model_schema(
            kind,  # type: ignore[arg-type]
            core_schema.model_fields_schema(fields, model_name=kind.__name__),
            frozen=True,
            config={**CONFIG, "title": kind.__name__},
        )
        schema = core_schema.no_info_wrap_validator_function(_remembering(kind), schema)
        for check in _checks(kind):
            schema = core_schema.no_info_after_validator_function(check, schema)
        return schema

    def _field(self, kind: Any, said: RowField) -> core_schema.ModelField:
        schema = self._value(kind, dict(said.limits))
        if not said.is_required:
            given = {"default": said.default} if said.default is not REQUIRED else {}
            schema = core_schema.with_default_schema(
                schema, **given, default_factory=said.default_factory
            )
        described = {"description": said.description} if said.description else {}
        return core_schema.model_field(
            schema, validation_alias=said.alias, metadata={"pydantic_js_updates": described}
        )

    def _value(self, kind: Any, limits: dict[str, Any]) -> CoreSchema:
        """How a value is read; `limits` are what pydantic-core calls them."""
        origin = get_origin(kind)
        if origin is Annotated:
            return self._annotated(kind, limits)
        if origin is Literal:
            return literal(get_args(kind))
        if origin in (Union, UnionType):
            return self._union(get_args(kind), limits)
        if origin is tuple:
            return self._tuple(get_args(kind), limits)
        if origin is dict:
            key, value = (self._value(part, {}) for part in get_args(kind))
            return core_schema.dict_schema(key, value, **limits)
        if hasattr(kind, "row_fields"):
            return self.row(kind)
        return _PLAIN[kind](**limits)

    def _annotated(self, kind: Any, limits: dict[str, Any]) -> CoreSchema:
        changes = []
        for said in kind.__metadata__:
            if isinstance(said, RowField):
                limits = {**dict(said.limits), **limits}
            if isinstance(said, Changed):
                changes.append(said.change)
        schema = self._value(kind.__origin__, limits)
        for change in changes:
            schema = core_schema.no_info_after_validator_function(change, schema)
        return schema

    def _union(self, kinds: tuple[Any, ...], limits: dict[str, Any]) -> CoreSchema:
        some = [kind for kind in kinds if kind is not NoneType]
        if "discriminator" in limits:
            tag = limits["discriminator"]
            choices = {name: self.row(kind) for kind in some for name in _tags(kind, tag)}
            schema: CoreSchema = core_schema.tagged_union_schema(choices, tag)
        elif len(some) == 1:
            schema = self._value(some[0], limits)
        else:
            schema = union([self._value(kind, limits) for kind in some])
        return schema if len(some) == len(kinds) else core_schema.nullable_schema(schema)

    def _tuple(self, kinds: tuple[Any, ...], limits: dict[str, Any]) -> CoreSchema:
        if kinds[-1] is Ellipsis:
            items = [self._value(kinds[0], {})]
            return core_schema.tuple_schema(items, variadic_item_index=0, **limits)
        return core_schema.tuple_schema([self._value(kind, {}) for kind in kinds])


def _tags(kind: KindOfRow, field: str) -> tuple[str, ...]:
    """What a row may say in the field that tells its type."""
    return get_args(kind.field_types[field])


def _checks(kind: Any) -> Iterator[Callable[[Any], Any]]:
    """The validators of a row, those of its bases first."""
    names = {
        name: None
        for base in reversed(kind.__mro__)
        for name, each in vars(base).items()
        if is_validator(each)
    }
    return (getattr(kind, name) for name in names)


def _remembering(kind: Any) -> Callable[[Any, Callable[[Any], Any]], Any]:
    """A validator that notes the row's type in its table, and the table in the row."""

    def remember(data: Any, read: Callable[[Any], Any]) -> Any:
        if isinstance(data, kind):
            return data
        if isinstance(data, Table):
            data.readers.append(kind)
            row = read(data.without_missing(kind.keys_in_files))
        else:
            row = read(data)
        set_part(row, "_node", data if isinstance(data, NODES) else None)
        set_part(row, "_hash", None)
        return row

    return remember
