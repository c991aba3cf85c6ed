"""The sentences of a campaign as the studio shows them: each with its original, whether it is out
of date, and who has read it. They are found in files that may have errors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from msgspec import Struct

from generator.content.answers import Answer, answers
from generator.content.campaign_rows import Campaign
from generator.content.sentences import (
    IMAGE_WORDS,
    IMAGES,
    SHORT,
    digest,
    image_key,
    sentences,
)
from generator.content.translation_rows import Translation
from .edit_fields import HowFresh

_LISTS: Final = {"paragraphs": "paragraphs", "list": "items", "imprint": "sentences"}
LISTED: Final = frozenset({*_LISTS, "messages"})


class PhraseShown(Struct, frozen=True):
    """A text of a block: the key of its sentence (`how.2`), its key path in the campaign's file,
    its words, and who says them if it is a message."""

    sentence: str
    path: str
    words: str
    speaker: str = ""


class SentenceShown(Struct, frozen=True):
    """A sentence in the language of a desk: its key path in its file (empty if it is missing), its
    words, those of the original, and of the original that it was made from if that is known."""

    path: str
    words: str
    source: str
    standing: HowFresh = ""
    before: str = ""


def phrases(name: str, row: Any) -> Iterator[PhraseShown]:
    """The texts of a block as its file has them, each with its short form behind it."""
    if not isinstance(row, dict):
        return
    kind, at = str(row.get("kind")), f"blocks.{name}"
    if kind not in LISTED:
        for number, part in enumerate(("text", "short")):
            if isinstance(row.get(part), str):
                yield PhraseShown(f"{name}.0{SHORT * number}", f"{at}.{part}", row[part])
        return
    field = _LISTS.get(kind, kind)
    for number, each in enumerate(row.get(field) or ()):
        key, path = f"{name}.{number}", f"{at}.{field}.{number}"
        if isinstance(each, str):
            yield PhraseShown(key, path, each)
        elif isinstance(each, dict):
            for word, end in (("text", ""), ("short", SHORT)):
                if isinstance(each.get(word), str):
                    by = str(each.get("by") or "")
                    yield PhraseShown(key + end, f"{path}.{word}", each[word], by)


def picture_phrases(campaign: Mapping[str, Any], slot: str) -> Iterator[PhraseShown]:
    """What the campaign's picture in a slot says, as its file has it."""
    images = campaign.get("images")
    row = images.get(slot) if isinstance(images, dict) else None
    if not isinstance(row, dict):
        return
    for word in IMAGE_WORDS:
        if isinstance(row.get(word), str) and row[word].strip():
            yield PhraseShown(image_key(slot, word), image_key(slot, word), row[word])


def easy_digests(name: str, row: Any) -> list[str]:
    """The digests of the texts that a block's easy wording is made from."""
    given = phrases(name, row)
    return [digest(each.words) for each in given if not each.sentence.endswith(SHORT)]


class TranslationShown(Struct, frozen=True):
    """A translation as its file has it: its answers by the keys of their sentences, and its
    data."""

    given: Mapping[str, Answer]
    data: Any
    earlier: Mapping[str, str]

    def shown(self, phrase: PhraseShown) -> SentenceShown:
        """A sentence of the original in the language."""
        answer = self.given.get(phrase.sentence)
        source = phrase.words.strip()
        if answer is None:
            return SentenceShown(self._empty(phrase.sentence), "", source, "missing")
        stale = answer.source != digest(phrase.words)
        before = self.earlier.get(answer.source, "") if stale else ""
        return SentenceShown(
            answer.path, answer.text, source, "stale" if stale else "fresh", before
        )

    def room(self, name: str, number: int) -> int:
        """Where the words of a numbered sentence of a block go: where they are, or else behind
        those of the sentence before it."""
        for each in range(number, -1, -1):
            if (answer := self.given.get(f"{name}.{each}")) is not None:
                place = answer.path.rpartition(".")[2]
                return int(place) + (each < number) if place.isdecimal() else 0
        return 0

    def _empty(self, sentence: str) -> str:
        """The key path of the empty text that stands for a sentence; empty if there is none."""
        if sentence in _TOP:
            return sentence if self.data.get(sentence) == "" else ""
        name, _, number = sentence.removesuffix(SHORT).rpartition(".")
        if sentence.startswith(IMAGES):
            row = (self.data.get("images") or {}).get(name.removeprefix(IMAGES))
            return sentence if isinstance(row, dict) and row.get(number) == "" else ""
        row = (self.data.get("blocks") or {}).get(name)
        word = "short" if sentence.endswith(SHORT) else "text"
        if not isinstance(row, dict):
            return ""
        if row.get(word) == "":
            return f"blocks.{name}.{word}"
        place, texts = self.room(name, int(number)), row.get(f"{word}s") or ()
        there = place < len(texts) and texts[place] == ""
        return f"blocks.{name}.{word}s.{place}" if there else ""


_TOP: Final = {"title": "0", "subject": "1"}


def translated(
    campaign: Campaign | None, row: Translation | None, data: Any, earlier: Mapping[str, str]
) -> TranslationShown:
    """A translation. Without rows, because a file has an error, each text answers the sentence at
    its place."""
    if campaign is not None and row is not None:
        originals = sentences(campaign, "")
        return TranslationShown(answers(originals, row)[0], data, earlier)
    return TranslationShown(dict(_by_place(data)), data, earlier)


def _by_place(data: Any) -> Iterator[tuple[str, Answer]]:
    for key in _TOP:
        if isinstance(data.get(key), str):
            yield key, Answer(data[key], _nth(data.get("source"), int(_TOP[key])), None, key)
    for slot, row in (data.get("images") or {}).items():
        said = [word for word in IMAGE_WORDS if isinstance(row, dict) and row.get(word)]
        for number, word in enumerate(said):
            key = image_key(slot, word)
            yield key, Answer(str(row[word]), _nth(row.get("source"), number), None, key)
    for name, row in (data.get("blocks") or {}).items():
        if not isinstance(row, dict):
            continue
        for word, end in (("text", ""), ("short", SHORT)):
            source = row.get("source" if not end else "short_source")
            if isinstance(row.get(word), str):
                path = f"blocks.{name}.{word}"
                yield f"{name}.0{end}", Answer(row[word], _nth(source, 0), None, path)
            for number, text in enumerate(row.get(f"{word}s") or ()):
                path = f"blocks.{name}.{word}s.{number}"
                if isinstance(text, str) and text.strip():
                    yield f"{name}.{number}{end}", Answer(text, _nth(source, number), None, path)


def _nth(items: Any, number: int) -> str:
    return str(items[number]) if isinstance(items, list) and number < len(items) else ""
