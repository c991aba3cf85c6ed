"""The words in which a type of row says what its fields are.

They are noted when a module is imported, and mean nothing until a file is read as such a row:
`row_schemas` hands them to pydantic-core then. A command whose rows are all kept on disk never
does.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, Protocol, TypeVar

from msgspec import Struct

Validating = TypeVar("Validating", bound=Callable[[Any], Any])

# The default of a field that must be given.
REQUIRED: Final = object()


class RowField(Struct, frozen=True):
    """What is said of a field: its default, or how to make one; its key in a file, if that has
    another name; a description; and all else, by pydantic's names."""

    default: Any = REQUIRED
    default_factory: Callable[[], Any] | None = None
    alias: str | None = None
    description: str | None = None
    limits: tuple[tuple[str, Any], ...] = ()

    @property
    def is_required(self) -> bool:
        return self.default is REQUIRED and self.default_factory is None

    def make_default(self) -> Any:
        return self.default if self.default_factory is None else self.default_factory()


def Field(  # noqa: N802
    default: Any = REQUIRED,
    *,
    default_factory: Callable[[], Any] | None = None,
    alias: str | None = None,
    description: str | None = None,
    **limits: Any,
) -> Any:
    """Describe a field, or in `Annotated` a value: `gt`, `ge`, `lt`, `le`, `min_length`, `pattern`
    and `discriminator` are pydantic's."""
    return RowField(default, default_factory, alias, description, tuple(limits.items()))


class Changed:
    """In `Annotated`: a value is changed by a function once it is read."""

    def __init__(self, change: Callable[[Any], Any]) -> None:
        self.change = change


def validator(method: Validating) -> Validating:
    """Say that a method of a row checks it once its fields are read. It returns the row, or raises
    `Wrong`."""
    method.__dict__["checks_row"] = True
    return method


def is_validator(value: object) -> bool:
    return getattr(value, "checks_row", False) is True


class KindOfRow(Protocol):
    """A type of rows: the fields that it adds to those of its bases, the keys of all of them in a
    file, and the types of the fields."""

    __name__: str
    __qualname__: str
    own_fields: dict[str, RowField]
    row_fields: dict[str, RowField]

    @property
    def keys_in_files(self) -> set[str]: ...

    @property
    def field_types(self) -> dict[str, Any]: ...
