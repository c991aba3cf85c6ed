"""Says how the text of a scalar becomes a value of each type.

Every scalar reaches validation as text. Pydantic reads numbers and dates from text as they are
written, but takes `1` and `on` for true, knows a `Literal[4, 6]` only as numbers, and names the
branches of a union after its own functions. `take_text` corrects these in the schema of a row.
"""

from collections.abc import Callable
from typing import Any, Final

from pydantic_core import PydanticKnownError, core_schema

# Before the number of a union's branch in the path of an error; no key can begin with it, since
# no text read from a file holds a NUL.
BRANCH: Final = "\x00"

MOST: Final = 100_000
LEAST: Final = 0.0001

_TRUTH: Final = {"true": True, "yes": True, "false": False, "no": False}


def take_text(schema: Any) -> None:
    """Change the schema of one row in place, leaving the rows within to themselves."""
    _change(schema, inside_row=False)


def _change(schema: Any, inside_row: bool) -> None:
    if isinstance(schema, list | tuple):
        for part in schema:
            _change(part, inside_row)
        return
    if not isinstance(schema, dict):
        return
    kind = schema.get("type")
    if kind == "model":
        if inside_row:
            return
        inside_row = True
    if kind == "bool":
        _read_with(schema, _truth)
    elif kind == "float":
        _check_with(schema, _sane)
    elif kind == "literal":
        others = {str(value): value for value in schema["expected"] if not isinstance(value, str)}
        if others:
            _read_with(schema, _choice(others))
    else:
        for name, part in schema.items():
            if name not in {"metadata", "serialization"}:
                _change(part, inside_row)
    if kind == "union":
        schema["choices"] = [
            choice if isinstance(choice, tuple) else (choice, f"{BRANCH}{index}")
            for index, choice in enumerate(schema["choices"])
        ]


def _read_with(schema: dict[str, Any], read: Callable[[Any], Any]) -> None:
    inner: Any = dict(schema)
    schema.clear()
    schema.update(core_schema.no_info_before_validator_function(read, inner))


def _check_with(schema: dict[str, Any], check: Callable[[Any], Any]) -> None:
    inner: Any = dict(schema)
    schema.clear()
    schema.update(core_schema.no_info_after_validator_function(check, inner))


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
    if value.lower() not in _TRUTH:
        raise PydanticKnownError("bool_parsing")
    return _TRUTH[value.lower()]


def _choice(others: dict[str, Any]) -> Callable[[Any], Any]:
    by_text = {
        **{text: value for text, value in others.items() if not isinstance(value, bool)},
        **{text: value for text, value in _TRUTH.items() if str(value) in others},
    }

    def read(value: Any) -> Any:
        return by_text.get(value, value) if isinstance(value, str) else value

    return read
