"""The fields of an editor: every value that a piece prints, in the order in which it is read, with
what can be added, taken out and signed there. `piece_fields` makes them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import SequenceMatcher
from typing import Final, Literal, TypeAlias

from msgspec import Struct

from generator.content.number_kinds import NumberKind
from generator.months import spoken_month

FieldKind: TypeAlias = Literal["text", "line", "number", "address", "month", "date", "tick"]
HowFresh: TypeAlias = Literal["", "fresh", "stale", "missing"]
Act: TypeAlias = Literal[
    "add",
    "remove",
    "up",
    "down",
    "translate",
    "fresh",
    "sign",
    "unsign",
    "same",
    "changed",
    "hide",
    "show",
]


UNWRITTEN: Final = "?"  # begins the key of a value that no file has a place for


class TermHint(Struct, frozen=True):
    """A term that stands in an original, the wordings that the language has for it, and a note."""

    term: str
    wordings: tuple[str, ...]
    note: str = ""


class Asked(Struct, frozen=True):
    """What is asked of a sentence of the original that was changed: whether its meaning has. So
    many `languages` said what it said before; they are out of date unless it is the same."""

    languages: int
    said: Literal["", "same", "changed"] = ""


class EditField(Struct, frozen=True):
    """One value that can be edited. `key` is its (`source.keys`), `label` the key of the words for
    what it is, filled in with `of` and `number`, and `value` the words as the file has them, in
    `language` (empty: any). `source` has the words they are translated from, `before` what these
    were when they were translated, if that is known. `most` is how many characters may stand
    there, and `good` what the program understands by the value. The key of a field that `follows`
    ends with the value of the field before it, and begins with this."""

    key: str
    label: str
    kind: FieldKind
    value: str
    of: str = ""
    number: int = 0
    count: int = 0
    language: str = ""
    source: str = ""
    before: str = ""
    standing: HowFresh = ""
    terms: tuple[TermHint, ...] = ()
    optional: bool = False
    most: int = 0
    good: NumberKind | None = None
    asked: Asked | None = None
    follows: str = ""

    @property
    def unwritten(self) -> bool:
        """Whether there is no place for it in a file yet."""
        return self.key.partition(":")[2].startswith(UNWRITTEN)

    @property
    def rows(self) -> int:
        """How many lines its words take, about."""
        lines = (len(line) // 44 + 1 for line in self.value.split("\n"))
        return max(1, min(8, sum(lines)))

    @property
    def marks(self) -> list[tuple[str, str]]:
        """The marks that its words hold, each with what it stands round: a `name` in braces, words
        that are `bold` or `italic`, or the end of a `line`."""
        if self.kind != "text":
            return []
        words = f"{self.value} {self.source}"
        found = [("name", name) for name in dict.fromkeys(re.findall(r"\{[^{}\s]+\}", words))]
        rest = words.replace("**", "")
        found += [("bold", "")] if "**" in words else []
        found += [("italic", "")] if re.search(r"\*\S", rest) else []
        return found + ([("line", "")] if "\\\n" in words else [])

    @property
    def differences(self) -> list[tuple[str, str]]:
        """What was changed in its source since it was translated: words as they were, put in
        (`ins`) and taken out (`del`). None if nobody knows."""
        return word_differences(self.before, self.source) if self.before else []


class Signing(Struct, frozen=True):
    """Words that are reviewed together: the key of what the review stands in, and who read them
    when, if somebody did. `stale` says that an original has changed since, `whole` that every
    sentence is translated. If words were changed that somebody had read, `taken_from` is who."""

    key: str
    by: str = ""
    on: str = ""
    stale: bool = False
    whole: bool = True
    sentences: int = 1
    taken_from: str = ""

    @property
    def said_on(self) -> str:
        """The day on which they were read, in words."""
        month, _, day = self.on.rpartition("-")
        try:
            return f"{int(day)} {spoken_month(month, 'en-GB')}"
        except ValueError:
            return self.on


class ItemFields(Struct, frozen=True):
    """One of several things of a kind, such as a contact: the key of the thing, its number from 1,
    and what can be done with it."""

    key: str
    number: int
    name: str
    fields: tuple[EditField, ...]
    acts: tuple[Act, ...] = ()


class Adding(Struct, frozen=True):
    """Something that can be added under a key. `choices` are the names of those there are to choose
    from, where one is chosen."""

    key: str
    label: str
    choices: tuple[str, ...] = ()
    why_not: str = ""


class FieldBlock(Struct, frozen=True):
    """The fields of one block of words, or of one thing of the area's. `label` is the key of its
    name's words; without one, `name` is the name itself. `note` tells what the words alone do
    not. What stands at the key of `hiding` may be hidden, or shown again if it is `hidden`."""

    name: str
    label: str = ""
    note: str = ""
    fields: tuple[EditField, ...] = ()
    items: tuple[ItemFields, ...] = ()
    adding: Adding | None = None
    removing: str = ""
    signing: Signing | None = None
    hiding: str = ""
    hidden: bool = False

    def keys(self, paths: Mapping[str, str]) -> list[tuple[str, str]]:
        """The file and the key path of each of its values."""
        fields = [*self.fields, *(field for item in self.items for field in item.fields)]
        parts = [field.key.partition(":") for field in fields if not field.unwritten]
        return [(paths.get(word, word), inside) for word, _, inside in parts]


class FieldGroup(Struct, frozen=True):
    """The blocks of one part of a piece, such as a panel. `label` and `name` are as those of a
    block."""

    name: str
    blocks: tuple[FieldBlock, ...]
    label: str = ""


def all_fields(groups: tuple[FieldGroup, ...]) -> list[EditField]:
    """Every field of a form, in order."""
    found: list[EditField] = []
    for group in groups:
        for block in group.blocks:
            found += block.fields
            for item in block.items:
                found += item.fields
    return found


def word_differences(before: str, after: str) -> list[tuple[str, str]]:
    """Two wordings as one text, in parts: words of both (""), of the second (`ins`) and of the
    first alone (`del`)."""
    one, other = (re.findall(r"\s+|[^\s]+", text.strip()) for text in (before, after))
    found: list[tuple[str, str]] = []
    for how, i, j, k, end in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if how == "equal":
            found.append(("", "".join(one[i:j])))
            continue
        gone, come = "".join(one[i:j]), "".join(other[k:end])
        found += [("del", gone)] if gone else []
        found += [("ins", come)] if come else []
    return found
