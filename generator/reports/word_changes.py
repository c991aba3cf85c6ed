"""Compares the words and values of a piece with those that were approved: what came, what went, and
which words of a text have become others."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Final, Literal, TypeAlias, TypeVar

from msgspec import Struct

ChangeKind: TypeAlias = Literal["changed", "new", "gone", "moved"]
Comparable = TypeVar("Comparable", bound=Hashable)

# Words and figures whole; ideographs, marks and spaces one by one.
_PIECES: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|[^\W_]+|\s+|.", re.DOTALL)
_ALIKE: Final = 0.45  # of two texts: less is one gone and another new


class WordPart(Struct, frozen=True):
    """A stretch of a text, and whether the other text lacks it."""

    text: str
    differs: bool = False


class WordChange(Struct, frozen=True):
    """A text that is not as it was. `before` and `after` are empty where it is new or gone; `index`
    is its number among the texts as they are, or that of the next one."""

    kind: ChangeKind
    before: tuple[WordPart, ...]
    after: tuple[WordPart, ...]
    index: int

    @property
    def was(self) -> str:
        return "".join(part.text for part in self.before)

    @property
    def now(self) -> str:
        return "".join(part.text for part in self.after)


def word_changes(before: Sequence[str], after: Sequence[str]) -> tuple[WordChange, ...]:
    """What has changed between two lists of texts, in their order."""
    found: list[WordChange] = []
    for how, i, j, k, m in _codes(before, after):
        if how == "equal":
            continue
        old, new = list(range(i, j)), list(range(k, m))
        for one, other in _pairs([before[n] for n in old], [after[n] for n in new]):
            was = before[old[one]] if one is not None else None
            now = after[new[other]] if other is not None else None
            place = new[other] if other is not None else min(k, len(after))
            found.append(_change(was, now, place))
    return tuple(_with_moves(found))


def _codes(
    before: Sequence[Comparable], after: Sequence[Comparable]
) -> Sequence[tuple[str, int, int, int, int]]:
    return SequenceMatcher(None, before, after, autojunk=False).get_opcodes()


def _pairs(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[int | None, int | None]]:
    """Texts that have become others, those alike together: in order, as few as possible alone. One
    in the place of one is the same text, however it reads."""
    if len(before) == len(after) == 1:
        yield 0, 0
        return
    least = [[0.0] * (len(after) + 1) for _ in range(len(before) + 1)]
    for i in reversed(range(len(before))):
        for k in reversed(range(len(after))):
            both = least[i + 1][k + 1] + _likeness(before[i], after[k])
            least[i][k] = max(both, least[i + 1][k], least[i][k + 1])
    i = k = 0
    while i < len(before) or k < len(after):
        if i == len(before):
            yield None, k
            k += 1
        elif k == len(after) or least[i][k] == least[i + 1][k]:
            yield i, None
            i += 1
        elif least[i][k] == least[i][k + 1]:
            yield None, k
            k += 1
        else:
            yield i, k
            i, k = i + 1, k + 1


def _likeness(one: str, other: str) -> float:
    """How alike two texts are, 0 if they are no more one text."""
    share = SequenceMatcher(None, one, other, autojunk=False).ratio()
    return share if share >= _ALIKE else 0.0


def _change(was: str | None, now: str | None, index: int) -> WordChange:
    if was is None or now is None:
        kind: ChangeKind = "new" if was is None else "gone"
        old = (WordPart(was, True),) if was is not None else ()
        new = (WordPart(now, True),) if now is not None else ()
        return WordChange(kind, old, new, index)
    before, after = _PIECES.findall(was), _PIECES.findall(now)
    olds: list[WordPart] = []
    news: list[WordPart] = []
    for how, i, j, k, m in _codes(before, after):
        olds += [WordPart("".join(before[i:j]), how != "equal")] if j > i else []
        news += [WordPart("".join(after[k:m]), how != "equal")] if m > k else []
    return WordChange("changed", tuple(olds), tuple(news), index)


def _with_moves(changes: Sequence[WordChange]) -> Iterator[WordChange]:
    """The changes, where a text that is gone in one place and new in another has moved."""
    gone = [each.was for each in changes if each.kind == "gone"]
    new = [each.now for each in changes if each.kind == "new"]
    for each in changes:
        if each.kind == "gone" and each.was in new:
            new.remove(each.was)
            continue
        if each.kind == "new" and each.now in gone:
            gone.remove(each.now)
            text = (WordPart(each.now),)
            yield WordChange("moved", text, text, each.index)
            continue
        yield each
