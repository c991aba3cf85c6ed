"""Operators that mean the same for every visitor: colours, and the entries of an ExtGState."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, Generic, TypeVar

from msgspec import Struct

from .colour_spaces import CMYK, GRAY, RGB, ColourSpace
from .file import PdfFile
from .interpreter import Operator
from .values import Malformed, Obj

V = TypeVar("V")


class ColourActions(Struct, Generic[V], frozen=True):
    """The actions of a visitor at colour operators. `bool` says whether the colour fills or
    strokes."""

    space_in_force: Callable[[V, bool], ColourSpace]
    choose_space: Callable[[V, bool, str], None]
    set_colour: Callable[[V, bool, ColourSpace, tuple[float, ...]], None]
    # with the operands that colour a pattern without a colour of its own, and its name
    set_pattern: Callable[[V, bool, tuple[Any, ...], str], None]


def colour_values(space: ColourSpace, operands: Sequence[Any]) -> tuple[float, ...]:
    """The operands as a colour of `space`. Raises `Malformed` if they are not one."""
    numbers = all(isinstance(one, (int, float)) for one in operands)
    if len(operands) != space.components or not numbers:
        raise Malformed(f"{len(operands)} operands for a colour in {space.family}")
    return tuple(operands)


def colour_operators(actions: ColourActions[V]) -> Mapping[bytes, Operator]:
    """The colour operators (ISO 32000-1, table 74) for a visitor."""

    def device(filled: bool, space: ColourSpace) -> Operator:
        def operator(visitor: V, *operands: Any) -> None:
            actions.set_colour(visitor, filled, space, colour_values(space, operands))

        return operator

    def choose_space(filled: bool) -> Operator:
        def operator(visitor: V, name: str) -> None:
            actions.choose_space(visitor, filled, name)

        return operator

    def choose_colour(filled: bool) -> Operator:
        def operator(visitor: V, *operands: Any) -> None:
            if operands and isinstance(operands[-1], str):
                actions.set_pattern(visitor, filled, operands[:-1], operands[-1])
                return
            space = actions.space_in_force(visitor, filled)
            actions.set_colour(visitor, filled, space, colour_values(space, operands))

        return operator

    return {
        b"g": device(True, GRAY),
        b"G": device(False, GRAY),
        b"rg": device(True, RGB),
        b"RG": device(False, RGB),
        b"k": device(True, CMYK),
        b"K": device(False, CMYK),
        b"cs": choose_space(True),
        b"CS": choose_space(False),
        b"sc": choose_colour(True),
        b"SC": choose_colour(False),
        b"scn": choose_colour(True),
        b"SCN": choose_colour(False),
    }


_EXT_GSTATE: Final = frozenset({
    "OP", "op", "OPM", "LW", "LC", "LJ", "ML", "CA", "ca", "BM", "SMask",
})  # fmt: skip


class ExtGState(Struct, frozen=True):
    """The settings of an ExtGState dictionary (ISO 32000-1, 8.4.5); None for those it leaves."""

    stroke_overprint: bool | None
    fill_overprint: bool | None
    overprint_mode: int | None
    width: float | None
    cap: int | None
    join: int | None
    mitre: float | None
    stroke_alpha: float | None
    fill_alpha: float | None
    blend: str | None
    masked: bool | None


def ext_gstate(file: PdfFile, entries: Mapping[str, Obj]) -> ExtGState:
    found = {key: file.get(entries[key]) for key in _EXT_GSTATE & entries.keys()}

    def number(key: str) -> float | None:
        value = found.get(key)
        return float(value) if isinstance(value, (int, float)) else None

    def integer(key: str) -> int | None:
        value = found.get(key)
        return value if type(value) is int else None

    def truth(key: str) -> bool | None:
        value = found.get(key)  # some write numbers, and viewers take them
        return bool(value) if isinstance(value, (bool, int, float)) else None

    blend = found.get("BM")
    if isinstance(blend, tuple):  # the first that a reader knows; each is known to some reader
        blend = file.get(blend[0]) if blend else None
    return ExtGState(
        stroke_overprint=truth("OP"),
        fill_overprint=truth("OP") if found.get("op") is None else truth("op"),
        overprint_mode=integer("OPM"),
        width=number("LW"),
        cap=integer("LC"),
        join=integer("LJ"),
        mitre=number("ML"),
        stroke_alpha=number("CA"),
        fill_alpha=number("ca"),
        blend={"Compatible": "Normal"}.get(blend, blend) if isinstance(blend, str) else None,
        masked=found["SMask"] not in ("None", None) if "SMask" in found else None,
    )
