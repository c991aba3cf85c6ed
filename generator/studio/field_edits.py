"""What becomes of a project's files when somebody types in a field, or adds, moves or takes out
what fields stand for. Each function gives an edit of one step (`changes.Edit`)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

from msgspec import Struct

from generator.content.area_rows import AreaImprint, Own
from generator.content.normalise import normalise, normalise_line
from generator.content.review import unsigned
from generator.content.sentences import IMAGE_WORDS
from generator.problems import Span
from generator.source.splice import insert, remove, rename_all, set_text, swap, value_at
from generator.source.writer import Plain
from .changes import Edit, ReadText, check_text

_PLACE: Final = re.compile(r"contacts\.(?P<list>.+)\.(?P<number>\d+)\.place")
_SPELT: Final = ("names", "places")
_OWN: Final = ("heading", "sentence", "name", "role")
_BLOCK: Final = re.compile(r"(?P<at>blocks\.(?P<name>.+?))\.(?:texts?|shorts?)(?:\.\d+)?")
_EASY: Final = re.compile(r"(?P<at>blocks\..+\.easy)\.sentences\.\d+\.text")
_IMAGE: Final = re.compile(r"(?P<at>images\..+)\.(?:alt|credit)")
_CREDIT: Final = re.compile(r"images\.[^.]+\.credit")
NO_PICTURE: Final = "none"  # in place of a picture: the campaign's is not printed
NEW_CONTACT: Final = {"place": "", "number": ""}


class FieldPlace(Struct, frozen=True):
    """A value: the file it stands in, what kind of file that is, and its key path there."""

    path: str
    inside: str
    is_area: bool = False
    is_translation: bool = False


def typed(place: FieldPlace, words: str, language: str) -> Edit:
    """Words typed in a field, on a desk in a language. What is missing is put in where it may be
    missing. With a contact's place its spellings in other languages are renamed; a review of words
    that change is taken away."""

    def edit(read: ReadText) -> dict[str, str]:
        path, inside = place.path, place.inside
        check_text(words, Span(path, key=inside))
        text = read(path)
        data = value_at(text, path, "")
        if place.is_area:
            text = _typed_in_area(text, path, data, inside, words, language)
        elif _CREDIT.fullmatch(inside) and value_at(text, path, inside) is None:
            text = insert(text, path, inside.rpartition(".")[0], "credit", words) if words else text
        else:
            text = set_text(text, path, inside, words)
            at = review_of(inside, is_translation=place.is_translation)
            if at is not None and text != read(path):
                text = unsigned(text, path, at)
        return {path: text}

    return edit


def review_of(inside: str, *, is_translation: bool) -> str | None:
    """The key path of what the review of a text stands in; None if it has none."""
    if not is_translation:
        match = _EASY.fullmatch(inside)
        return match["at"] if match else None
    if inside in ("title", "subject"):
        return ""
    match = _BLOCK.fullmatch(inside) or _IMAGE.fullmatch(inside)
    return match["at"] if match else None


def _typed_in_area(text: str, path: str, data: Any, inside: str, words: str, language: str) -> str:
    parts = _parts(inside)
    if parts[0] == "logos" and parts[-1] == "lead":
        words = Plain(words)
    before = _at(data, parts)
    may_lack = _may_lack(parts, data, language)
    if before is None and may_lack:
        return _put(text, path, data, parts, words) if words else text
    if may_lack and not words and parts[0] in ("translations", "logos", "images"):
        return remove(text, path, inside)
    text = set_text(text, path, inside, words)
    match = _PLACE.fullmatch(inside)
    if match and before is not None:
        text = _renamed(text, path, data, place_name(str(before)), place_name(words))
    return text


def _renamed(text: str, path: str, data: Any, before: str, words: str) -> str:
    """With the spellings of a place under its new name, unless another contact has the old one."""
    rows = [row for each in data["contacts"].values() for row in each or ()]
    places = [place_name(str(row.get("place"))) for row in rows]
    if before == words or places.count(before) > 1:
        return text
    names: dict[str, str] = {}
    for tag, spelling in (data.get("translations") or {}).items():
        known = (spelling or {}).get("places") or {}
        key = f"translations.{tag}.places.{before}"
        if before in known and words not in known:
            names[key] = words
        elif before in known:
            text = remove(text, path, key)
    return rename_all(text, path, names) if names else text


def place_name(words: str) -> str:
    """A contact's place as its spellings name it: as it is printed, on one line."""
    return normalise_line(normalise(words))


def _parts(inside: str) -> tuple[str, ...]:
    """The parts of a key path in an area's file, whose last may contain dots."""
    parts = inside.split(".")
    if parts[0] == "translations" and len(parts) > 4 and parts[2] != "images":
        return (*parts[:3], ".".join(parts[3:]))
    return tuple(parts)


def _may_lack(parts: Sequence[str], data: Any, language: str) -> bool:
    """Whether an area's file may lack the value and still have a field for it."""
    match parts:
        case ["translations", tag, "names", name]:
            return tag == language and name in (data.get("names") or {})
        case ["translations", tag, "places", name]:
            return tag == language and name in _places(data)
        case ["translations", tag, "own", part]:
            return tag == language and part in _OWN and bool(data.get("own"))
        case ["translations", tag, "imprint", "publisher"]:
            return tag == language and bool((data.get("imprint") or {}).get("publisher"))
        case ["translations", tag, "images", slot, word]:
            picture = (data.get("images") or {}).get(slot)
            return tag == language and word in IMAGE_WORDS and isinstance(picture, dict)
        case ["images", slot, "credit"]:
            return isinstance((data.get("images") or {}).get(slot), dict)
        case ["own", part]:
            return part in Own.row_fields and isinstance(data.get("own"), dict)
        case ["imprint", part]:
            return part in AreaImprint.row_fields
        case ["logos", number, "lead"]:
            return number.isdecimal() and int(number) < len(data.get("logos") or ())
    return False


def _places(data: Any) -> set[str]:
    lists = (data.get("contacts") or {}).values()
    rows = [row for each in lists for row in each or () if isinstance(row, dict)]
    return {place_name(str(row.get("place") or "")) for row in rows}


def _at(data: Any, parts: Sequence[str]) -> Any:
    for part in parts:
        if isinstance(data, list):
            data = data[int(part)] if part.isdecimal() and int(part) < len(data) else None
        else:
            data = data.get(part) if isinstance(data, dict) else None
    return data


def _put(text: str, path: str, data: Any, parts: Sequence[str], words: str) -> str:
    """With a value that was missing, and whatever must hold it."""
    there = len(parts) - 1
    while there and not isinstance(_at(data, parts[:there]), dict):
        there -= 1
    value: Any = words
    for part in reversed(parts[there + 1 :]):
        value = {part: value}
    into, name = ".".join(parts[:there]), parts[there]
    held = _at(data, parts[:there])
    if name in held:  # given without a value
        text = remove(text, path, ".".join(parts[: there + 1]))
    return insert(text, path, into, name, value)


def contact_added(path: str, key: str) -> Edit:
    """A contact without words, at the end of a list of contacts."""
    return lambda read: {path: _added(read(path), path, key, dict(NEW_CONTACT))}


def logo_added(path: str, file: str) -> Edit:
    """A logo, named by its file beside the area's, at the end."""
    return lambda read: {path: _added(read(path), path, "logos", {"file": file, "alt": ""})}


def _added(text: str, path: str, key: str, value: dict[str, str]) -> str:
    there = value_at(text, path, key)
    if there is None and not isinstance(value_at(text, path, ""), dict):
        return text
    if there is None and key not in value_at(text, path, ""):
        return insert(text, path, "", key, [value])
    return insert(text, path, key, len(there or ()), value)


def own_added(path: str) -> Edit:
    """Words of the area's own, with nothing said yet."""
    empty: dict[str, Any] = {"heading": "", "sentence": ""}

    def edit(read: ReadText) -> dict[str, str]:
        text = read(path)
        data = value_at(text, path, "")
        if "own" in data:
            text = remove(text, path, "own")
        after = next((name for name in ("links", "contacts") if name in data), "")
        return {path: insert(text, path, "", "own", empty, after)}

    return edit


def picture_hidden(path: str, key: str) -> Edit:
    """An area's file that wants no picture in a slot."""

    def edit(read: ReadText) -> dict[str, str]:
        text = read(path)
        return {path: _put(text, path, value_at(text, path, ""), key.split("."), NO_PICTURE)}

    return edit


def picture_shown(path: str, key: str) -> Edit:
    """An area's file that says nothing of a slot, so that the campaign's picture stands there."""

    def edit(read: ReadText) -> dict[str, str]:
        text = read(path)
        above = key.partition(".")[0]
        alone = len(value_at(text, path, above) or ()) == 1
        return {path: remove(text, path, above if alone else key)}

    return edit


def taken_out(path: str, key: str) -> Edit:
    """An area's file without what stands at a key, nor what is said of it in other languages."""

    def edit(read: ReadText) -> dict[str, str]:
        text = read(path)
        data = value_at(text, path, "")
        parts = tuple(key.split("."))
        spelt: list[str] = []
        for tag, spelling in (data.get("translations") or {}).items():
            if key == "own" and "own" in (spelling or {}):
                spelt.append(f"translations.{tag}.own")
            elif parts[0] == "images" and parts[1] in ((spelling or {}).get("images") or {}):
                spelt.append(f"translations.{tag}.{key}")
            elif parts[0] == "contacts":
                place = place_name(str((_at(data, parts) or {}).get("place")))
                rows = [row for each in data["contacts"].values() for row in each or ()]
                alone = sum(place_name(str(row.get("place"))) == place for row in rows) == 1
                if alone and place in ((spelling or {}).get("places") or {}):
                    spelt.append(f"translations.{tag}.places.{place}")
        text = remove(text, path, key)
        for each in spelt:
            text = remove(text, path, each)
        return {path: text}

    return edit


def moved(path: str, key: str, *, up: bool) -> Edit:
    """An item of a list before the one above it, or behind the one below it."""
    above, _, number = key.rpartition(".")
    second = key if up else f"{above}.{int(number) + 1}"
    return lambda read: {path: swap(read(path), path, second)}
