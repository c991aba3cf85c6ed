"""Makes pydantic's models of rows, which read nodes as rows.

A model has the fields and validators of its type of row, and makes rows of that type. Only reading
a file needs it: pydantic takes a fifth of a second to import and to build what a project needs.
"""

from types import UnionType
from typing import (
    Annotated,
    Any,
    ClassVar,
    Literal,
    Self,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    ModelWrapValidatorHandler,
    create_model,
    model_validator,
)
from pydantic_core import CoreSchema

from .fields import REQUIRED, KindOfRow, RowField, is_validator
from .nodes import NODES, Table
from .scalars import take_text

set_part = object.__setattr__  # for a row is frozen


class RowModel(BaseModel):
    """The base of all models. Unknown keys are errors."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True, allow_inf_nan=False)

    _kind: ClassVar[Any]  # the type of rows that it makes

    @model_validator(mode="wrap")
    @classmethod
    def _remember(cls, data: Any, handler: ModelWrapValidatorHandler[Self]) -> Any:
        """Note the row's type in its table, and the table in the row."""
        kind = cls._kind
        if isinstance(data, kind):
            return data
        if isinstance(data, Table):
            data.readers.append(kind)
            row: Any = handler(data.without_missing(kind.keys_in_files))
        else:
            row = handler(data)
        set_part(row, "_node", data if isinstance(data, NODES) else None)
        set_part(row, "_hash", None)
        return row

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        schema = handler(source)
        inner: Any = handler.resolve_ref_schema(schema)
        take_text(inner)
        while inner["type"] != "model":
            inner = inner["schema"]
        inner["cls"] = cls._kind
        return schema


def model_of(kind: Any) -> type[RowModel]:
    """The model of a type of rows, which is made from those of its bases. That of the first type,
    which has no fields, is `RowModel`."""
    bases: list[KindOfRow] = [base for base in kind.__bases__ if hasattr(base, "own_fields")]
    if not bases:
        return RowModel
    hints = get_type_hints(kind, include_extras=True)
    fields = {
        name: (_annotation(hints[name]), _field(own)) for name, own in kind.own_fields.items()
    }
    checks = {name: each for name, each in vars(kind).items() if is_validator(each)}
    create: Any = create_model
    made: type[RowModel] = create(
        kind.__name__,
        __base__=tuple(base.model for base in bases),
        __module__=kind.__module__,
        __doc__=kind.__doc__,
        __validators__={name: model_validator(mode="after")(each) for name, each in checks.items()},
        **fields,
    )
    made._kind = kind
    return made


def _annotation(kind: Any) -> Any:
    """A type with what is said of its values in pydantic's own words."""
    origin = get_origin(kind)
    if origin is Annotated:
        said = (_field(each) if isinstance(each, RowField) else each for each in kind.__metadata__)
        return Annotated[(_annotation(kind.__origin__), *said)]
    if origin is None or origin is Literal:
        return kind
    parts = tuple(map(_annotation, get_args(kind)))
    return Union[parts] if origin in (Union, UnionType) else origin[parts]


def _field(said: RowField) -> Any:
    given: dict[str, Any] = dict(said.limits)
    if said.default is not REQUIRED:
        given["default"] = said.default
    if said.default_factory is not None:
        given["default_factory"] = said.default_factory
    return Field(alias=said.alias, description=said.description, **given)
