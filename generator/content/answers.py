"""Pairs a translation with its original: which text translates which sentence.

A text belongs to the sentence with the digest it was made from, wherever that stands in its block
now. So a sentence added to the original leaves the other translations fresh.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from msgspec import Struct

from generator.problems import Problem, did_you_mean, error
from .sentences import (
    IMAGE_WORDS,
    IMAGES,
    SHORT,
    SUBJECT,
    TITLE,
    Sentence,
    digest,
    image_key,
)
from .translation_rows import TranslatedBlock, Translation
from .words_file import Reviewable

Originals = Mapping[str, Sentence]


class Review(Struct, frozen=True):
    """Who read a translation against its original, and when."""

    by: str
    on: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The translation of a sentence: its words, the digest of the original they were made from
    (empty if nobody noted it), their review if they had one, and their key path in the file."""

    text: str
    source: str
    review: Review | None
    path: str = field(default="", compare=False)


Answers = Mapping[str, Answer]


def is_stale(of: Sentence, answer: Answer) -> bool:
    """Whether the original has changed since the answer was made from it."""
    return answer.source != digest(of.text)


def answers(originals: Originals, row: Translation) -> tuple[dict[str, Answer], list[Problem]]:
    """The answers in a translation's file by the key of their sentence, and a problem for each text
    that answers no sentence."""
    found: dict[str, Answer] = {}
    problems: list[Problem] = []
    review = _review(row)
    for number, (key, text) in enumerate(((TITLE, row.title), (SUBJECT, row.subject))):
        if key in originals and text.strip():
            found[key] = Answer(text, _at(row.source, number), review, key)
    for slot, image in row.images.items():
        words = [word for word in IMAGE_WORDS if image_key(slot, word) in originals]
        if not words:
            said = (key.removeprefix(IMAGES) for key in originals if key.startswith(IMAGES))
            slots = [key.rpartition(".")[0] for key in said]
            message = f'the original has no picture for a slot called "{slot}"'
            problems.append(error("unknown-slot", message, image.at(), did_you_mean(slot, slots)))
            continue
        for number, word in enumerate(words):
            key, text = image_key(slot, word), getattr(image, word)
            if text.strip():
                found[key] = Answer(text, _at(image.source, number), _review(image), key)
    blocks = {sentence.block for sentence in originals.values() if sentence.block}
    for name, block in row.blocks.items():
        if name in blocks:
            problems += _answer(name, block, originals, found)
        else:
            problems.append(
                error(
                    "unknown-block",
                    f'the original has no block called "{name}"',
                    block.at(),
                    did_you_mean(name, blocks),
                )
            )
    in_order = sorted(found, key=[*originals, *found].index)
    return {key: found[key] for key in in_order}, problems


def _answer(
    name: str, block: TranslatedBlock, originals: Originals, found: dict[str, Answer]
) -> Iterator[Problem]:
    texts, shorts = block.sentences, block.short_sentences
    many = block.texts is not None
    review = _review(block)
    wanted = {key: s for key, s in originals.items() if s.block == name and not key.endswith(SHORT)}
    numbers = {int(key.rpartition(".")[2]): digest(s.text) for key, s in wanted.items()}
    pairs = _pairs(numbers, texts, block.source)
    for number, index in sorted(pairs.items()):
        key, source = f"{name}.{number}", _at(block.source, index)
        path = f"blocks.{name}.texts.{index}" if many else f"blocks.{name}.text"
        found[key] = Answer(texts[index], source, review, path)
    answering = {index: number for number, index in pairs.items()}
    for index, (text, short) in enumerate(zip(texts, shorts, strict=True)):
        key = f"{name}.{answering.get(index, index)}"
        if short.strip() and (index in answering or (key in wanted and not text.strip())):
            sources = block.short_source if key + SHORT in originals else block.source
            path = f"blocks.{name}.shorts.{index}" if many else f"blocks.{name}.short"
            found[key + SHORT] = Answer(short, _at(sources, index), review, path)
        if text.strip() and index not in answering:
            yield error(
                "text-count",
                f'this answers no sentence of "{name}", which has {len(numbers)} in the original',
                block.at(f"texts.{index}" if many else "text"),
                "take it out, or put the texts in the order of the original",
            )


def _review(row: Reviewable) -> Review | None:
    return Review(row.reviewed_by, row.reviewed_on) if row.status == "reviewed" else None


def _pairs(
    wanted: Mapping[int, str], texts: Sequence[str], sources: Sequence[str]
) -> dict[int, int]:
    """The text that answers each numbered sentence of a block. That is the text made from it,
    wherever it stands; or else the text in its place, unless that was made from another
    sentence."""
    free = {index for index, text in enumerate(texts) if text.strip()}
    pairs: dict[int, int] = {}

    def take(number: int, index: int) -> None:
        pairs[number] = index
        free.remove(index)

    for number, made_from in wanted.items():
        if number in free and _at(sources, number) == made_from:
            take(number, number)
    for number, made_from in wanted.items():
        if number not in pairs:
            moved = (index for index in sorted(free) if _at(sources, index) == made_from)
            index = next(moved, None)
            if index is not None:
                take(number, index)
    for number in wanted:
        if number not in pairs and number in free:
            take(number, number)
    return pairs


def _at(items: Sequence[str], index: int) -> str:
    return items[index] if index < len(items) else ""
