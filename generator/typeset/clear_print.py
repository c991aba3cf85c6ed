"""Measures clear print: how many letters of sentences are smaller than 12 pt.

In another script a letter counts as small if Latin letters that look as large would be. What a
piece prints beside sentences is left out: places, names, numbers and addresses of the area, and the
imprint.
"""

import re
import unicodedata
from typing import Final

from msgspec import Struct

from generator.cache import Cache, Inputs, frozen_inputs
from generator.content.document import Document
from generator.design.drawing import Drawing
from generator.page import Artwork, GlyphRun, Group
from .safety import runs

CLEAR: Final = 12.0  # pt: the Clear Print guideline's least
_ROUNDING: Final = 0.01
_ADDRESS: Final = re.compile(r"(?:https?://|www\.)\S+")


class LetterCount(Struct, frozen=True):
    """How many letters of sentences there are, and how many of them are smaller than 12 pt. The
    `smallest` size is in pt of Latin letters that look as large, 0 without letters."""

    letters: int = 0
    small: int = 0
    smallest: float = 0.0

    @property
    def percent(self) -> float:
        """The share of small letters, never 0 if there are any."""
        share = 100 * self.small / self.letters if self.letters else 0.0
        return max(round(share, 1), 0.1) if self.small else 0.0

    def __add__(self, other: "LetterCount") -> "LetterCount":
        sizes = [size for size in (self.smallest, other.smallest) if size]
        letters, small = self.letters + other.letters, self.small + other.small
        return LetterCount(letters, small, min(sizes, default=0.0))


def clear_print(
    artwork: Artwork, document: Document, drawing: Drawing, *, cache: Cache
) -> LetterCount:
    """The letters of an artwork's sentences."""
    script = drawing.setting_for(document.script, document.language)
    latin, factor = drawing.theme.family, script.setting.size if script else 1.0
    found = LetterCount()
    for page in artwork.pages:
        for mark in page.marks:
            group = mark if isinstance(mark, Group) else Group((mark,))
            found += cache.get(SentenceLettersInputs(group, latin, factor))
    return found


@frozen_inputs
class SentenceLettersInputs(Inputs[LetterCount]):
    """The letters of the sentences in a group. Those of the family `latin` look as large as they
    are, others `factor` times smaller."""

    group: Group
    latin: str
    factor: float

    def make(self, cache: Cache) -> LetterCount:
        found = LetterCount()
        for run in runs(self.group.marks):
            if count := _letters(run):
                looks = run.size if run.font.family == self.latin else run.size / self.factor
                small = count if looks < CLEAR - _ROUNDING else 0
                found += LetterCount(count, small, looks)
        return found


def _letters(run: GlyphRun) -> int:
    """The letters of a run, none if it is no part of a sentence."""
    if not _is_said(run.key):
        return 0
    return sum(unicodedata.category(each)[0] == "L" for each in _ADDRESS.sub("", run.text))


def _is_said(key: str) -> bool:
    """Whether a value is part of what the campaign says, or of the area's own sentence."""
    file, _, path = key.partition(":")
    parts = path.split(".")
    if file == "area":
        return parts[-2:] == ["own", "sentence"]
    return bool(path) and parts[:2] != ["blocks", "imprint"] and parts[-1] != "address"
