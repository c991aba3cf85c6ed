"""Changes the review of words in their file: who read them against their original, and which
original that was. All other bytes stay."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from generator.source.splice import insert, remove, set_text, value_at
from .answers import Answers, Review
from .sentences import IMAGES, SHORT, SUBJECT, TITLE, digest

SOURCE: Final = "source"
_HEADS: Final = (TITLE, SUBJECT)


def digests_at(
    given: Answers, at: str, originals: Mapping[str, str], alone: str = ""
) -> dict[str, str]:
    """The digest of the original of each text of a translation that stands at the key path of a
    review, or of the one `alone` at a key path, by its number under `source` or `short_source`.
    `originals` are the words of the sentences."""
    found: dict[str, str] = {}
    pictured = [key for key in originals if at.startswith(IMAGES) and key.startswith(f"{at}.")]
    for key, answer in given.items():
        stands = answer.path.startswith(f"{at}.") if at else answer.path in _HEADS
        if key not in originals or not stands or alone not in ("", answer.path):
            continue
        number = answer.path.rpartition(".")[2]
        if answer.path in _HEADS:
            number = str(_HEADS.index(answer.path))
        elif key in pictured:
            number = str(pictured.index(key))
        word = "short_source" if key.endswith(SHORT) else SOURCE
        found[f"{word}.{number if number.isdecimal() else 0}"] = digest(originals[key])
    return found


def signed(text: str, shown: str, at: str, review: Review, digests: Mapping[str, str]) -> str:
    """A file of words in which what stands at the key path `at` (empty for the title and the
    subject) is reviewed. `digests` are those of the originals that it was read against, by the
    number of each under `source`, such as `source.0` or `short_source.1`. Raises `Refused`."""
    text = _put(text, shown, at, "status", "reviewed", "")
    text = _put(text, shown, at, "reviewed_by", review.by, "status")
    text = _put(text, shown, at, "reviewed_on", review.on, "reviewed_by")
    return made_from(text, shown, at, digests)


def unsigned(text: str, shown: str, at: str) -> str:
    """The file without the review of what stands at `at`; as it is if there is none. Raises
    `Refused`."""
    row = value_at(text, shown, at)
    if not isinstance(row, dict) or row.get("status") != "reviewed":
        return text
    text = _put(text, shown, at, "status", "draft", "")
    for name in ("reviewed_by", "reviewed_on"):
        if name in row:
            text = remove(text, shown, _inside(at, name))
    return text


def made_from(text: str, shown: str, at: str, digests: Mapping[str, str]) -> str:
    """The file with the digests of the originals that texts were made from, as in `signed`. Raises
    `Refused`."""
    for place, wanted in digests.items():
        name, _, number = place.rpartition(".")
        row: Any = value_at(text, shown, at)
        known: Sequence[str] = (row or {}).get(name) or ()
        if int(number) < len(known):
            if known[int(number)] != wanted:
                text = set_text(text, shown, _inside(at, place), wanted)
            continue
        blank = [""] * (int(number) - len(known))
        if name not in (row or {}):
            after = "reviewed_on" if "reviewed_on" in (row or {}) else "status"
            text = insert(text, shown, at, name, [*blank, wanted], after)
            continue
        for index, each in enumerate([*blank, wanted], len(known)):
            text = insert(text, shown, _inside(at, name), index, each)
    return text


def _put(text: str, shown: str, at: str, name: str, value: str, after: str) -> str:
    row = value_at(text, shown, at)
    if isinstance(row, dict) and isinstance(row.get(name), str):
        return set_text(text, shown, _inside(at, name), value)
    if isinstance(row, dict) and name in row:  # given without a value
        text = remove(text, shown, _inside(at, name))
    return insert(text, shown, at, name, value, after)


def _inside(at: str, name: str) -> str:
    return f"{at}.{name}" if at else name


def renewed(text: str, shown: str, at: str, old: str, new: str) -> str:
    """The file in which what stands at `at` is made from the original with the digest `new`,
    wherever it was made from the one with `old`. As it is if nothing stands there. Raises
    `Refused`."""
    row = value_at(text, shown, at)
    for name in (SOURCE, "short_source") if isinstance(row, dict) else ():
        for number, each in enumerate(row.get(name) or ()):
            if each == old:
                text = set_text(text, shown, _inside(at, f"{name}.{number}"), new)
    return text


def noted(text: str, shown: str, originals: Mapping[str, str]) -> str:
    """A file of earlier originals with some more, by digest. Raises `Refused`."""
    known = value_at(text, shown, "texts") or {}
    for made_from_it, words in originals.items():
        if made_from_it not in known:
            text = insert(text, shown, "texts", made_from_it, words.strip())
    return text
