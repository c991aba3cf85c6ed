"""Makes a campaign's blocks for a document, with an area's names, numbers and contacts in place.

`BlockInputs` is all that a block depends on. Of the area it has only the values that the block
uses. So a block that uses none is made once for all areas, and a number in a block is one of its
inputs.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from generator.addresses import bare
from generator.cache import NO_CACHE, Cache, Inputs, frozen_inputs
from generator.problems import Problem, Where, warning
from generator.source.keys import CAMPAIGN, key_of
from .address_checks import check_address, check_addresses_in, check_targets
from .area_words import Named, words_of
from .campaign_rows import AnyBlock, Contacts, Heading, LinkTo, Messages, Statistic
from .document import Block, Contact, Easy
from .phone_numbers import check_numbers_in, dialled, printed_number
from .sentences import SHORT, Sentence
from .text import PLACEHOLDER, Run, Text, read_text, targets


class MadeBlock(Struct, frozen=True):
    """A block, and what is wrong with its words. Its problems carry keys."""

    block: Block
    problems: tuple[Problem, ...]


class BlockWords(Struct, frozen=True, cache_hash=True):
    """A block of a campaign in one language, whatever the area: its name and row, its sentences and
    those of its easy wording, by their keys, the names that any of them `asks` of the area, the
    language's apostrophe, and the `folder` of the campaign's pictures.

    One value serves all areas, so what is made of it is found again without comparing words.
    """

    name: str
    row: AnyBlock
    sentences: tuple[tuple[str, Sentence], ...]
    easy: tuple[Sentence, ...]
    asks: tuple[str, ...]
    apostrophe: str
    folder: str


def block_words(
    name: str,
    row: AnyBlock,
    sentences: tuple[tuple[str, Sentence], ...],
    easy: tuple[Sentence, ...],
    apostrophe: str,
    folder: str,
) -> BlockWords:
    sources = [sentence.text for _, sentence in sentences]
    sources += [sentence.text for sentence in easy]
    if isinstance(row, LinkTo):
        sources.append(row.address)
    return BlockWords(name, row, sentences, easy, asked_in(sources), apostrophe, folder)


@frozen_inputs
class BlockInputs(Inputs[MadeBlock]):
    """A block's words in the language of the document; the area's contacts that it lists, each a
    place and a number; and what stands for the names in any of them. In a `test` area numbers may
    ring nobody."""

    words: BlockWords
    contacts: tuple[tuple[Sentence, Sentence], ...]
    named: tuple[tuple[str, Named], ...]
    test: bool

    def make(self, cache: Cache) -> MadeBlock:
        reader = SentenceReader(self.named, self.words.apostrophe, self.test, cache)
        block = self._in_kind(reader, *self._texts(reader))
        block = replace(block, easy=self._easy(reader))
        return MadeBlock(block, tuple(reader.problems))

    def _texts(self, reader: SentenceReader) -> tuple[tuple[Text, ...], tuple[Text, ...]]:
        """Every sentence of the block, and for each its short form or, without one, itself
        again."""
        given = dict(self.words.sentences)
        texts = {key: reader.sentence(each) for key, each in given.items()}
        long = [key for key in given if not key.endswith(SHORT)]
        return (
            tuple(texts[key] for key in long),
            tuple(texts.get(key + SHORT, texts[key]) for key in long),
        )

    def _easy(self, reader: SentenceReader) -> tuple[Easy, ...]:
        """The easy wording; none in a language that has not all of it."""
        if self.words.row.easy is None or not self.words.easy:
            return ()
        found: list[Easy] = []
        for number, (part, sentence) in enumerate(
            zip(self.words.row.easy.sentences, self.words.easy, strict=True)
        ):
            symbol = Path(self.words.folder, part.symbol).as_posix() if part.symbol else ""
            key = self._key(f"easy.sentences.{number}.symbol")
            found.append(Easy(reader.sentence(sentence), symbol, key))
        return tuple(found)

    def _in_kind(
        self, reader: SentenceReader, texts: tuple[Text, ...], short: tuple[Text, ...]
    ) -> Block:
        row = self.words.row
        block = Block(self.words.name, row.kind, texts, short, key=self._key())
        match row:
            case Heading():
                return replace(block, level=row.level)
            case Messages():
                return replace(block, speakers=tuple(message.by for message in row.messages))
            case Contacts():
                return replace(
                    block, contacts=tuple(reader.contact(*each) for each in self.contacts)
                )
            case Statistic():
                return replace(block, value=row.value)
            case LinkTo():
                return self._with_address(block, row, reader)
            case _:
                return block

    def _with_address(self, block: Block, row: LinkTo, reader: SentenceReader) -> Block:
        key, before = self._key("address"), len(reader.problems)
        address = bare(reader.filled(Sentence(row.address, "", key=key)).plain)
        alone = PLACEHOLDER.fullmatch(row.address.strip())
        link = dict(self.named).get(alone[1].strip()) if alone else None
        if link is not None and link.is_link:
            return replace(block, address=address, opens=link.opens, address_key=link.key)
        if len(reader.problems) == before:
            reader.problems += check_address(address, key, self.test)
        return replace(block, address=address, address_key=key)

    def _key(self, path: str = "") -> str:
        return key_of(CAMPAIGN, f"blocks.{self.words.name}.{path}".rstrip("."))


class MadeText(Struct, frozen=True):
    """A text, and what is wrong with its words. Its problems carry keys."""

    text: Text
    problems: tuple[Problem, ...]


@frozen_inputs
class SentenceInputs(Inputs[MadeText]):
    """A sentence that stands in no block, such as the title, and what stands for the names in it.
    In a `test` area numbers may ring nobody."""

    sentence: Sentence
    named: tuple[tuple[str, Named], ...]
    apostrophe: str
    test: bool

    def make(self, cache: Cache) -> MadeText:
        reader = SentenceReader(self.named, self.apostrophe, self.test, cache)
        return MadeText(reader.sentence(self.sentence), tuple(reader.problems))


class SentenceReader:
    """Reads sentences as texts, with the values of their names, and collects what is wrong."""

    def __init__(
        self,
        named: Iterable[tuple[str, Named]],
        apostrophe: str,
        test: bool = False,
        cache: Cache = NO_CACHE,
    ) -> None:
        self.words, self.targets = words_of(named)
        self.apostrophe = apostrophe
        self.test, self.cache = test, cache
        self.problems: list[Problem] = []

    def sentence(self, sentence: Sentence) -> Text:
        """A sentence of the campaign. Only a test area may print numbers that ring nobody."""
        source, key = sentence.text, sentence.key
        self.problems += check_numbers_in(source, key, self.test, cache=self.cache)
        self.problems += check_addresses_in(source, key, self.test)
        if sentence.language.startswith("en"):
            self.problems += check_finished(source, key)
        if "](" in source:
            self.problems += check_targets(targets(source), key, self.test)
        return self.filled(sentence)

    def filled(self, sentence: Sentence) -> Text:
        text, problems = read_text(
            sentence.text,
            sentence.language,
            self.words,
            self.apostrophe,
            sentence.key,
            self.targets,
            cache=self.cache,
        )
        self.problems += problems
        return text

    def contact(self, place: Sentence, number: Sentence) -> Contact:
        return Contact(self.filled(place), self.number(number))

    def number(self, number: Sentence) -> Text:
        """A telephone number as words that lead to it."""
        printed = printed_number(number.text, cache=self.cache)
        text = self.filled(dataclasses.replace(number, text=printed))
        target = dialled(printed, cache=self.cache)
        runs = (Run(run.text, run.strong, run.emphasis, target) for run in text.runs)
        return Text(tuple(runs), text.language, text.key)


def asked_in(sources: Iterable[str]) -> tuple[str, ...]:
    """Each name that sources ask for, sorted."""
    return tuple(
        sorted({match[1].strip() for source in sources for match in PLACEHOLDER.finditer(source)})
    )


def values_of(asked: Iterable[str], named: Mapping[str, Named]) -> tuple[tuple[str, Named], ...]:
    """The values of names. If one of them is unknown, it gives all values, so that the nearest name
    can be suggested."""
    names = asked if all(name in named for name in asked) else sorted(named)
    return tuple((name, named[name]) for name in names)


# The sentences of a campaign that `cease new campaign` begins, and what people write themselves.
_UNFINISHED: Final = re.compile(
    r"Say here in two or three sentences[^.]*\.|Say why it matters, and what the reader can do[^.]*"
    r"|Say what the reader can do\.|The first thing to look for or to do|^The second$"
    r"|\bT(?:ODO|BC|BA)\b"
    r"|(?i:lorem ipsum|[\[<](?:insert|your|add|name of|enter)\b[^\]>]*[\]>](?!\())"
)


def check_finished(text: str, where: Where) -> Iterator[Problem]:
    """Warn of English words that stand for words still to be written."""
    found = _UNFINISHED.search(text)
    if found:
        yield warning(
            "placeholder-words",
            f'"{found[0]}" stands for words that are to be written',
            where,
            "write them, or take the sentence out",
        )
