"""Says in what kind of range a telephone number is, so that whoever types it sees what it is taken
for: a number of a place, of a mobile, a short one."""

from __future__ import annotations

from functools import cache as once
from pathlib import Path
from typing import Final, Literal, TypeAlias

from msgspec import Struct

from generator.cache import NO_CACHE, Cache
from .phone_numbers import VerdictInputs, check_number, printed_number, rung

KindOfNumber: TypeAlias = Literal["place", "mobile", "free", "local-rate", "short", "other"]

# libphonenumber's places of the United Kingdom; `python -m tools.dialling_codes` writes them.
CODES: Final = Path(__file__).with_name("dialling_codes.txt")
_LONGEST: Final = 9
# Ofcom's National Telephone Numbering Plan, by the figures that numbers begin with.
_RANGES: Final[tuple[tuple[tuple[str, ...], KindOfNumber], ...]] = (
    (("0800", "0808", "0500"), "free"),
    (("03",), "local-rate"),
    (("071", "072", "073", "074", "075", "077", "078", "079"), "mobile"),
)


class NumberKind(Struct, frozen=True):
    """What a number is taken for, where it is if that is a `place`, and how it is printed. One kept
    for `drama` rings nobody."""

    kind: KindOfNumber
    place: str
    printed: str
    drama: bool


def number_kind(number: str, *, cache: Cache = NO_CACHE) -> NumberKind | None:
    """The kind of a number; None if it cannot be rung."""
    if any(check_number(number, None, test=True, cache=cache)):
        return None
    verdict = cache.get(VerdictInputs(rung(number)))
    printed = printed_number(number, cache=cache)
    if not verdict.national:
        return NumberKind("short", "", printed, drama=False)
    figures = "".join(filter(str.isdigit, verdict.national))
    kind: KindOfNumber = "other"
    place = _place(figures)
    if place:
        kind = "place"
    for begins, name in _RANGES:
        if figures.startswith(begins):
            kind = name
    return NumberKind(kind, place, printed, verdict.drama)


def _place(figures: str) -> str:
    """The place of a number; empty if it has none."""
    ends = range(min(_LONGEST, len(figures)), 2, -1)
    return next((_places()[figures[:end]] for end in ends if figures[:end] in _places()), "")


@once
def _places() -> dict[str, str]:
    lines = CODES.read_text("utf-8").splitlines()
    return {begins: place for begins, _, place in (line.partition(" ") for line in lines)}
