"""The fields of a value, be it a struct or a dataclass."""

import dataclasses
from typing import Any, TypeVar, cast

from msgspec import Struct, structs

Value = TypeVar("Value")


def replace(value: Value, /, **changes: Any) -> Value:
    """The value with these fields changed."""
    if isinstance(value, Struct):
        return structs.replace(value, **changes)
    return cast("Value", dataclasses.replace(cast("Any", value), **changes))


def field_names(value: object) -> tuple[str, ...]:
    """The names of its fields; none if it is neither a struct nor a dataclass."""
    if isinstance(value, Struct):
        return value.__struct_fields__
    if dataclasses.is_dataclass(value):
        return tuple(row.name for row in dataclasses.fields(value))
    return ()
