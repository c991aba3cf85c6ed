"""What the words on pages are of: the keys of their values, and the families of their fonts."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from generator.cache import Cache, Inputs, frozen_inputs
from generator.page import GlyphRun, Group, Mark, Page, Tag

_BYTES = 200  # of memory that a key takes, about


class PrintedRuns(Struct, frozen=True):
    """The keys of all values of which words are printed, and the families of fonts they are in."""

    keys: frozenset[str]
    families: frozenset[str]


@frozen_inputs
class GroupRunsInputs(Inputs[PrintedRuns]):
    """The words of a group. The pages of a batch have most groups in common."""

    group: Group

    def make(self, cache: Cache) -> PrintedRuns:
        return _runs_in(self.group.marks, cache)

    def result_size(self, result: PrintedRuns) -> int:
        return _BYTES * (len(result.keys) + len(result.families))


def printed_runs(pages: Iterable[Page], cache: Cache) -> PrintedRuns:
    """The words on pages."""
    return _runs_in([mark for page in pages for mark in page.marks], cache)


def _runs_in(marks: Iterable[Mark], cache: Cache) -> PrintedRuns:
    keys: set[str] = set()
    families: set[str] = set()
    for mark in marks:
        if isinstance(mark, GlyphRun):
            keys.add(mark.key)
            families.add(mark.font.family)
        elif isinstance(mark, Group | Tag):
            inside = (
                cache.get(GroupRunsInputs(mark))
                if isinstance(mark, Group)
                else _runs_in(mark.marks, cache)
            )
            keys |= inside.keys
            families |= inside.families
    return PrintedRuns(frozenset(keys), frozenset(families))
