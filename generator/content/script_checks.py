"""Checks that a translation is in its language: in its script, and not in the original's words."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from generator.problems import Problem, Where, error, warning
from .fidelity import without_addresses

# How Unicode's names of letters begin, by script (ISO 15924).
_LETTERS: Final = {
    "Latn": ("LATIN", "FULLWIDTH"),
    "Cyrl": ("CYRILLIC",),
    "Grek": ("GREEK",),
    "Arab": ("ARABIC",),
    "Hebr": ("HEBREW",),
    "Armn": ("ARMENIAN",),
    "Geor": ("GEORGIAN",),
    "Deva": ("DEVANAGARI",),
    "Beng": ("BENGALI",),
    "Guru": ("GURMUKHI",),
    "Gujr": ("GUJARATI",),
    "Orya": ("ORIYA",),
    "Taml": ("TAMIL",),
    "Telu": ("TELUGU",),
    "Knda": ("KANNADA",),
    "Mlym": ("MALAYALAM",),
    "Sinh": ("SINHALA",),
    "Thai": ("THAI",),
    "Laoo": ("LAO",),
    "Mymr": ("MYANMAR",),
    "Khmr": ("KHMER",),
    "Ethi": ("ETHIOPIC",),
    "Hans": ("CJK",),
    "Hant": ("CJK", "BOPOMOFO"),
    "Hani": ("CJK",),
    "Jpan": ("CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA"),
    "Kore": ("HANGUL", "CJK"),
    "Hang": ("HANGUL",),
}
_NAMES: Final = {
    "LATIN": "Latin",
    "CJK": "Chinese",
    "FULLWIDTH": "Latin",
}
_LOOKALIKE: Final = frozenset({"LATIN", "CYRILLIC", "GREEK"})
_WORD: Final = re.compile(r"[^\W\d_]+")


def check_script(text: str, original: str, script: str, where: Where = None) -> Iterator[Problem]:
    """Report a translation that is mostly in another script than its language's, and warn of each
    word whose letters only look alike (Latin and Cyrillic). Placeholders, addresses, the original's
    names (QR, Luke Harlow) and its other short words (x, lol) do not count. Warn also of one that
    is the original itself."""
    if script == "Latn" and _is_copied(text, original):
        message = "this is the original, word for word"
        hint = "translate it, unless the language says it in the same words"
        yield warning("copied", message, where, hint)
    if script == "Latn" and text.isascii():
        return
    own = _LETTERS.get(script)
    if own is None:
        return
    names = {word for word in _WORD.findall(original) if word[0].isupper() or len(word) <= 3}
    ours, foreign = 0, dict[str, int]()
    for word in _WORD.findall(without_addresses(text)):
        kinds = [_kind(letter) for letter in word]
        mixed = _LOOKALIKE & set(kinds)
        if len(mixed) > 1:
            yield _mixed(word, sorted(mixed), where)
        if word in names:
            continue
        for kind in filter(None, kinds):
            if kind in own:
                ours += 1
            else:
                foreign[kind] = foreign.get(kind, 0) + 1
    count = sum(foreign.values())
    if count > ours and count > 3:
        most = max(foreign, key=lambda kind: foreign[kind])
        name = _NAMES.get(most, most.capitalize())
        yield error(
            "script",
            f"most of this is in {name} letters, which are not those of the language",
            where,
            "is it of another language, or not translated yet?",
        )


def _is_copied(text: str, original: str) -> bool:
    """Whether a text is its original, which is more than names and a word that is borrowed."""
    same = [" ".join(each.replace("’", "'").split()).casefold() for each in (text, original)]
    words = _WORD.findall(without_addresses(original))
    return same[0] == same[1] and sum(len(w) > 3 and w[0].islower() for w in words) > 1


def _kind(letter: str) -> str:
    """How the name of a letter begins; nothing for letters of every script."""
    kind = unicodedata.name(letter, "").partition(" ")[0]
    return "" if kind in {"MODIFIER", "MATHEMATICAL", "FEMININE", "MASCULINE"} else kind


def _mixed(word: str, kinds: list[str], where: Where) -> Problem:
    first, second = (_NAMES.get(kind, kind.capitalize()) for kind in kinds[:2])
    return warning(
        "mixed-script",
        f'"{word}" has {first} and {second} letters in one word',
        where,
        "type it again: letters that look alike are not read, found or spoken alike",
    )
