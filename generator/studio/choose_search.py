"""Finds pieces by a few words: of the piece, of its language in English or as its readers write it,
or of its area."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from typing import Final

from msgspec import Struct

from .thumbs import LookedAt

MOST_AREAS: Final = 20  # that a search shows pieces of, beside the area that is chosen

# What can be asked for: names with the words that find them.
FoundBy = Mapping[str, str]


class Shelves(Struct, frozen=True):
    """All that there is: layouts, languages and areas by name, each with the words that find
    it."""

    layouts: FoundBy
    languages: FoundBy
    areas: FoundBy


class Chosen(Struct, frozen=True):
    """What is chosen: a campaign, a language and an area."""

    campaign: str
    language: str
    area: str


def search(shelves: Shelves, chosen: Chosen, asked: str, *, any_language: bool) -> list[LookedAt]:
    """The pieces that suit the words asked for: each word is one of the piece, of the language or
    of the area. Where no word names a language or an area, it is the one that is chosen, or with
    `any_language` every language. Pieces of the chosen area and language come first."""
    words = _parts(asked)
    layouts = _found(shelves.layouts, words, shelves.layouts)
    languages = _found(shelves.languages, words, [])
    areas = _found(shelves.areas, words, [])[:MOST_AREAS]
    rest = list(shelves.languages) if any_language else []
    tags = dict.fromkeys((chosen.language, *languages, *rest))
    places = dict.fromkeys((chosen.area, *areas))
    pieces = (
        LookedAt(chosen.campaign, tag, area, layout)
        for area, tag, layout in product(places, tags, layouts)
    )
    return [piece for piece in pieces if _suits(shelves, piece, words)]


def closest(areas: FoundBy, typed: str) -> list[str]:
    """The areas that somebody may mean who types this: the one of this name or title, or all whose
    words begin like those typed."""
    same = [name for name, title in areas.items() if typed in (name, title)]
    return same[:1] or [name for name, title in areas.items() if _has(title, _parts(typed))]


def _found(named: FoundBy, words: Sequence[str], otherwise: Iterable[str]) -> list[str]:
    """The names that some of the words find; or others, if there are none."""
    found = [name for name, said in named.items() if any(_has(said, [word]) for word in words)]
    return found or list(otherwise)


def _suits(shelves: Shelves, piece: LookedAt, words: Sequence[str]) -> bool:
    said = (
        shelves.layouts.get(piece.layout, ""),
        shelves.languages.get(piece.language, ""),
        shelves.areas.get(piece.area, ""),
    )
    return _has(" ".join(said), words)


def _has(said: str, words: Sequence[str]) -> bool:
    """Whether each of the words begins one that is said. In scripts without spaces between words it
    may stand anywhere."""
    parts = _parts(said)
    return all(
        any(part.startswith(word) or (not word.isascii() and word in part) for part in parts)
        for word in words
    )


def _parts(text: str) -> list[str]:
    """The words of a text without accents and capitals."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    kept = (
        letter if unicodedata.category(letter)[0] in "LN" else " "
        for letter in plain
        if not unicodedata.combining(letter)
    )
    return "".join(kept).split()
