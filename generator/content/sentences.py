"""The sentences of a campaign, each under a key that the original and its translations share.

A key is `title`, `subject`, the words of a picture (`images.cover.alt`), or a block and a number
from 0 (`how.2`). A shorter form has `.short` after it. In a file for translators the key is the
context of the sentence.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from generator.source.keys import CAMPAIGN, key_of
from .campaign_rows import (
    AnyBlock,
    Campaign,
    Contacts,
    Heading,
    Imprint,
    LinkTo,
    List,
    Messages,
    Paragraphs,
    Quote,
    Statistic,
    Words,
)

SHORT: Final = ".short"
TITLE: Final = "title"
SUBJECT: Final = "subject"
IMAGES: Final = "images."
# What a picture of a slot says, in the order of its digests in a translation.
IMAGE_WORDS: Final = ("alt", "credit")

_KEY: Final = re.compile(r"(?P<block>.+)\.(?P<number>\d+)(?P<short>\.short)?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One text of a block as it was typed, in `language`; `block` is empty for the title and the
    subject, `speaker` is who wrote a message, `note` a note for translators on the block. `key`
    is that of the value (`source.keys`)."""

    text: str
    language: str
    block: str = ""
    speaker: str = ""
    key: str = ""
    note: str = field(default="", compare=False)


def sentences(campaign: Campaign, language: str) -> dict[str, Sentence]:
    """Every sentence there is to translate, in order."""
    found = facts(campaign, language)
    for name, row in campaign.blocks.items():
        found.update(of_block(name, row, language))
    return {key: sentence for key, sentence in found.items() if sentence.text.strip()}


def facts(campaign: Campaign, language: str) -> dict[str, Sentence]:
    """The title, the subject, and what the pictures in slots say."""
    found = {TITLE: campaign.title, SUBJECT: campaign.subject}
    for slot, row in campaign.images.items():
        found.update({image_key(slot, word): getattr(row, word) for word in IMAGE_WORDS})
    return {key: Sentence(text, language, key=key_of(CAMPAIGN, key)) for key, text in found.items()}


def image_key(slot: str, word: str) -> str:
    """The key of a word of the picture in a slot."""
    return f"{IMAGES}{slot}.{word}"


def of_block(name: str, row: AnyBlock, language: str) -> Iterator[tuple[str, Sentence]]:
    """The sentences of one block, with blank ones."""
    for number, (phrase, path, speaker) in enumerate(_phrases(row)):
        key, place = f"{name}.{number}", key_of(CAMPAIGN, f"blocks.{name}.{path}".rstrip("."))
        if isinstance(phrase, str):
            yield key, Sentence(phrase, language, name, speaker, place, row.note)
            continue
        yield key, Sentence(phrase.text, language, name, speaker, f"{place}.text", row.note)
        if phrase.short:
            short = Sentence(phrase.short, language, name, speaker, f"{place}.short", row.note)
            yield f"{key}{SHORT}", short


def of_easy(name: str, row: AnyBlock, language: str) -> Iterator[tuple[str, Sentence]]:
    """The sentences of one block's easy wording, under keys of their own (`how.easy.2`)."""
    for number, sentence in enumerate(row.easy.sentences if row.easy else ()):
        key = f"{name}.easy.{number}"
        place = key_of(CAMPAIGN, f"blocks.{name}.easy.sentences.{number}.text")
        yield key, Sentence(sentence.text, language, name, key=place)


def _phrases(
    row: AnyBlock,
) -> Iterator[tuple[Words | Heading | Statistic, str, str]]:
    """Each text of a block, where it stands in the row, and who speaks."""
    match row:
        case Paragraphs():
            for number, phrase in enumerate(row.paragraphs):
                yield phrase, f"paragraphs.{number}", ""
        case List():
            for number, phrase in enumerate(row.items):
                yield phrase, f"items.{number}", ""
        case Messages():
            for number, message in enumerate(row.messages):
                yield message.text, f"messages.{number}.text", message.by
        case Imprint():
            for number, phrase in enumerate(row.sentences):
                yield phrase, f"sentences.{number}", ""
        case Heading() | Statistic():
            yield row, "", ""
        case Contacts() | Quote() | LinkTo():
            yield row.text, "text", ""


def digest(text: str) -> str:
    """Identifies one wording of a sentence by the first 8 hexadecimal figures of the SHA-256 of its
    words, without white space at its ends."""
    return hashlib.sha256(text.strip().encode()).hexdigest()[:8]


def original(key: str) -> str:
    """The key of the sentence that a short form shortens; any other key itself."""
    return key.removesuffix(SHORT)


def spoken(key: str) -> str:
    """A key in the words of problems: `sentence 3 of "how"`."""
    if key.startswith(IMAGES):
        slot, _, word = key.removeprefix(IMAGES).rpartition(".")
        return f'the `{word}` of the picture "{slot}"'
    match = _KEY.fullmatch(key)
    if match is None:
        return f'the "{key}"'
    words = f'sentence {int(match["number"]) + 1} of "{match["block"]}"'
    return f"the short form of {words}" if match["short"] else words
