"""How the text of a scalar becomes a value of each type, for pydantic-core.

Every scalar reaches validation as text. Pydantic-core reads numbers from text as they are written,
but takes `1` and `on` for true, knows a `Literal[4, 6]` only as numbers, and names the branches of
a union after its own functions.
"""

from collections.abc import Callable, Sequence
from typing import Any, Final

from pydantic_core import CoreSchema, PydanticKnownError, core_schema

# Before the number of a union's branch in the path of an error; no key can begin with it, since
# no text read from a file holds a NUL.
BRANCH: Final = "\x00"

MOST: Final = 100_000
LEAST: Final = 0.0001

# What texts say true or false.
TRUTH: Final = {"yes": True, "no": False, "true": True, "false": False}


def measure(**limits: Any) -> CoreSchema:
    """A number that a printed thing can have."""
    return core_schema.no_info_after_validator_function(_sane, core_schema.float_schema(**limits))


def truth() -> CoreSchema:
    """True or false, as YAML writes them."""
    return core_schema.no_info_before_validator_function(_truth, core_schema.bool_schema())


def literal(values: Sequence[Any]) -> CoreSchema:
    """One of several values, of any types."""
    schema: CoreSchema = core_schema.literal_schema([*values])
    others = {str(value): value for value in values if not isinstance(value, str)}
    if others:
        return core_schema.no_info_before_validator_function(_choice(others), schema)
    return schema


def union(schemas: Sequence[CoreSchema]) -> CoreSchema:
    """A value that fits one of several schemas."""
    choices: list[CoreSchema | tuple[CoreSchema, str]] = [
        (schema, f"{BRANCH}{index}") for index, schema in enumerate(schemas)
    ]
    return core_schema.union_schema(choices)


def _sane(value: float) -> float:
    """Refuse a measure that no printed thing can have: one so large or so small that a drawing, or
    the search for one, would have no end."""
    if abs(value) > MOST:
        raise PydanticKnownError(
            *(
                ("less_than_equal", {"le": MOST})
                if value > 0
                else ("greater_than_equal", {"ge": -MOST})
            )
        )
    if 0 < abs(value) < LEAST:
        raise PydanticKnownError("greater_than_equal", {"ge": LEAST})
    return value


def _truth(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if value.lower() not in TRUTH:
        raise PydanticKnownError("bool_parsing")
    return TRUTH[value.lower()]


def _choice(others: dict[str, Any]) -> Callable[[Any], Any]:
    by_text = {
        **{text: value for text, value in others.items() if not isinstance(value, bool)},
        **{text: value for text, value in TRUTH.items() if str(value) in others},
    }

    def read(value: Any) -> Any:
        return by_text.get(value, value) if isinstance(value, str) else value

    return read
