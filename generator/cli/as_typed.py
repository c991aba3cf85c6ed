"""Takes the values of options as they were typed, where nothing has to be read in them.

Typer asks pydantic about every value, and pydantic takes a fifth of a second to import. An option
that was not given needs none of it, nor do text and the names of files.
"""

import os
import re
from collections.abc import Callable
from functools import partial
from inspect import signature
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Final, Union, get_args, get_origin

from typer import BadParameter
from typer.core import TyperCommand, TyperGroup

_PLAIN: Final = tuple(
    (re.compile(pattern), words)
    for pattern, words in (
        (r"^Value error, ", ""),
        (r"^Input should be a valid integer.*", "it is no whole number"),
        (r"^Input should be a valid number.*", "it is no number"),
        (r"^Input should be greater than or equal to ", "the least is "),
        (r"^Input should be less than or equal to ", "the most is "),
    )
)


def _path(typed: str) -> Path:
    """A path, from the user's home if it begins with ~. A shell leaves that as it is in --out=~/x,
    and some always do; nobody means a folder of that name."""
    return Path(os.path.expanduser(typed))  # noqa: PTH111 - of ./~/x a path forgets the full stop


# What Typer makes of text, for types that need no more.
_TAKEN: Final[dict[Any, Callable[[Any], Any]]] = {Path: _path, list[str]: list}


class AsTyped(TyperCommand):
    """A command that takes what it can as it was typed."""

    def get_params(self, ctx: Any) -> list[Any]:
        return _quick(self, super().get_params(ctx))


class GroupAsTyped(TyperGroup):
    """A group of commands whose own options are taken so."""

    def get_params(self, ctx: Any) -> list[Any]:
        return _quick(self, super().get_params(ctx))


def _quick(command: Any, params: list[Any]) -> list[Any]:
    declared = signature(command.callback).parameters if command.callback else {}
    for each in params:
        kind = declared[each.name].annotation if each.name in declared else None
        each.process_value = partial(_process, each, _bare(kind))
    return params


def _process(param: Any, kind: Any, ctx: Any, value: Any) -> Any:
    """The value of a parameter, as Typer would have it. Defaults have their type already."""
    is_one = type(value) is kind
    if param.required or not (value is None or is_one or kind in _TAKEN):
        try:
            return type(param).process_value(param, ctx, value)
        except BadParameter as wrong:
            wrong.message = _plainly(wrong.message)
            raise
    if value is None:
        value = () if param.multiple or param.nargs == -1 else None
    elif not is_one:
        value = _TAKEN[kind](value)
    return value if param.callback is None else param.callback(ctx, param, value)


def _plainly(message: str) -> str:
    """What is wrong with a value, in other words than pydantic's."""
    for pattern, words in _PLAIN:
        message = pattern.sub(words, message)
    return message


def _bare(kind: Any) -> Any:
    """A type without what is said of it, and without None."""
    if get_origin(kind) is Annotated:
        kind = get_args(kind)[0]
    if get_origin(kind) in (Union, UnionType):
        parts = [each for each in get_args(kind) if each is not type(None)]
        kind = parts[0] if len(parts) == 1 else None
    return kind
