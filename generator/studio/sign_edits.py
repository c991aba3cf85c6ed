"""What becomes of a project's files when somebody signs words off, brings one up to date, or says
that a change of the original left its meaning. Each function gives an edit of one step."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.content.answers import Review
from generator.content.kept_meaning import MadeFiles, meaning_kept
from generator.content.review import digests_at, made_from, noted, signed, unsigned
from generator.content.sentences import IMAGES, SHORT, digest
from generator.source.splice import insert, remove, value_at
from .changes import Edit, ReadText
from .sentences_shown import LISTED, TranslationShown, easy_digests, picture_phrases


def signed_off(
    path: str,
    at: str,
    shown: TranslationShown,
    originals: Mapping[str, str],
    review: Review,
    earlier: str,
) -> Edit:
    """The words at the key path `at` of a translation, read against their originals. These are
    noted in the file of `earlier` ones, if there is one, so that a change of them can be shown."""
    digests = digests_at(shown.given, at, originals)

    def edit(read: ReadText) -> dict[str, str]:
        made = {path: signed(read(path), path, at, review, digests)}
        return made | _noted(read, earlier, originals.values(), digests.values())

    return edit


def easy_signed_off(path: str, name: str, review: Review) -> Edit:
    """A block's easy wording, read against the block."""

    def edit(read: ReadText) -> dict[str, str]:
        text, at = read(path), f"blocks.{name}.easy"
        wanted = easy_digests(name, value_at(text, path, f"blocks.{name}"))
        for number in reversed(range(len(value_at(text, path, f"{at}.source") or ()))):
            if number >= len(wanted):
                text = remove(text, path, f"{at}.source.{number}")
        digests = {f"source.{number}": each for number, each in enumerate(wanted)}
        return {path: signed(text, path, at, review, digests)}

    return edit


def not_signed(path: str, at: str) -> Edit:
    """Words without their review."""
    return lambda read: {path: unsigned(read(path), path, at)}


def brought_up_to_date(
    path: str,
    at: str,
    alone: str,
    shown: TranslationShown,
    originals: Mapping[str, str],
    earlier: str,
) -> Edit:
    """A text of a translation, at the key path `alone`, that says what the original says now."""
    digests = digests_at(shown.given, at, originals, alone)

    def edit(read: ReadText) -> dict[str, str]:
        made = {path: made_from(read(path), path, at, digests)}
        return made | _noted(read, earlier, originals.values(), digests.values())

    return edit


def meaning_unchanged(sentence: str, before: str, now: str, files: MadeFiles) -> Edit:
    """What was made from a sentence as it was `before`, as made from what it is `now`."""
    old, new = digest(before), digest(now)
    words = {old: before, new: now}
    return lambda read: meaning_kept(read, files, sentence, old, new, words)


def earlier_kept(before: str, earlier: str) -> Edit:
    """What a sentence was before its meaning was changed, for those who translate it anew."""
    return lambda read: _noted(read, earlier, (before,), (digest(before),))


def _noted(read: ReadText, earlier: str, texts: Any, wanted: Any) -> dict[str, str]:
    if not earlier:
        return {}
    found = {digest(text): text for text in texts}
    kept = {each: found[each] for each in wanted if each in found}
    return {earlier: noted(read(earlier), earlier, kept)}


def begun(path: str, sentence: str, campaign: Any, shown: TranslationShown) -> Edit:
    """A translation with room for the words of a sentence that it lacks."""
    if sentence.startswith(IMAGES):
        return _picture_begun(path, sentence, campaign)
    name, short = _block(sentence), sentence.endswith(SHORT)
    number = int(sentence.removesuffix(SHORT).rpartition(".")[2])
    original = campaign["blocks"][name]
    listed = original.get("kind") in LISTED
    wanted = easy_digests(name, original)

    def edit(read: ReadText) -> dict[str, str]:
        text = read(path)
        row = value_at(text, path, f"blocks.{name}")
        if not isinstance(row, dict):
            words: Any = [""] * len(wanted)
            new = {"status": "draft", "source": wanted}
            new |= {"texts": words} if listed else {"text": ""}
            names = [*campaign["blocks"]]
            known = value_at(text, path, "blocks") or {}
            above = [each for each in names[: names.index(name)] if each in known]
            return {path: insert(text, path, "blocks", name, new, above[-1] if above else "")}
        if not listed:
            word = "short" if short else "text"
            if word not in row:
                text = insert(text, path, f"blocks.{name}", word, "")
            return {path: text}
        place = shown.room(name, number)
        for each in ("shorts", "short_source") if short else ("texts", "source"):
            value = wanted[number] if each == "source" else ""
            text = _with_room(text, path, f"blocks.{name}", each, place, value, moves=not short)
        return {path: text}

    return edit


def _picture_begun(path: str, sentence: str, campaign: Any) -> Edit:
    """A translation with room for what a picture says."""
    at, _, word = sentence.rpartition(".")
    slot = at.removeprefix(IMAGES)
    said = [*picture_phrases(campaign, slot)]

    def edit(read: ReadText) -> dict[str, str]:
        text = read(path)
        data = value_at(text, path, "")
        images = data.get("images")
        if isinstance(images, dict) and isinstance(images.get(slot), dict):
            return {path: insert(text, path, at, word, "")}
        new: dict[str, Any] = {"status": "draft", "source": [digest(each.words) for each in said]}
        new |= {each.sentence.rpartition(".")[2]: "" for each in said}
        if isinstance(images, dict):
            return {path: insert(text, path, "images", slot, new)}
        if "images" in data:
            text = remove(text, path, "images")
        above = [name for name in data if name not in ("images", "blocks")]
        return {path: insert(text, path, "", "images", {slot: new}, above[-1] if above else "")}

    return edit


def _with_room(
    text: str, path: str, at: str, name: str, place: int, value: str, *, moves: bool
) -> str:
    """With a value at a place of a list. What stands there moves on, if it `moves`."""
    there = (value_at(text, path, at) or {}).get(name)
    if there is None:
        return insert(text, path, at, name, [*[""] * place, value])
    if place < len(there) and not moves:
        return text
    for number in range(len(there), place):
        text = insert(text, path, f"{at}.{name}", number, "")
    return insert(text, path, f"{at}.{name}", place, value)


def _block(sentence: str) -> str:
    return sentence.removesuffix(SHORT).rpartition(".")[0]
