"""A campaign's file as rows: named blocks of words, each of a kind.

`generator.content.localise` makes a `Document` of them for one language and one area.
"""

from __future__ import annotations

import re
from datetime import date as day
from typing import Annotated, Final, Literal, Self

from generator.problems import did_you_mean
from generator.source.fields import Field, validator
from generator.source.rows import Row
from generator.source.text_patterns import DATE
from generator.source.wrong_value import Wrong
from .image_rows import SlotImage
from .text import PLACEHOLDER, strong_words
from .words_file import Address, Digest, Reviewable, WordsFile, check_words


class Phrase(Row):
    """A sentence with a shorter form for layouts that print one."""

    text: str = Field(description="The whole sentence; `**strong**`, `{name}` and links allowed")
    short: str = Field("", description="A shorter form, used where a layout asks for it")

    @validator
    def _check_words(self) -> Self:
        check_words([self.text], "text")
        return self


Words = str | Phrase
IMPRINT: Final = "imprint"  # the name of the block that says who publishes a piece, and its kind
# What an area gives to its sentences.
IMPRINT_VALUES: Final = frozenset({"publisher", "month", "reference", "formats"})


class BlockRow(Row):
    """What every kind of block may have."""

    label: str = Field("", description="What it is called by those who edit it, such as A survey")
    note: str = Field("", description="For translators: what the words alone do not say")
    easy: EasyWording | None = Field(
        None, description="The same in words that are easy to read, for layouts that set those"
    )


class Heading(BlockRow):
    """A title, a section heading, or any line that stands alone."""

    kind: Literal["heading"]
    text: str
    short: str = ""
    level: int = Field(
        2, ge=1, le=6, description="Its rank, for screen readers: 1 for the main title"
    )


class Paragraphs(BlockRow):
    """One paragraph or several that belong together."""

    kind: Literal["paragraphs"]
    paragraphs: tuple[Words, ...] = Field(min_length=1)

    @validator
    def _check_words(self) -> Self:
        check_words(self.paragraphs, "paragraphs.{}")
        return self


class List(BlockRow):
    """Items of equal rank: signs to look for, things to do."""

    kind: Literal["list"]
    items: tuple[Words, ...] = Field(min_length=1)

    @validator
    def _check_words(self) -> Self:
        check_words(self.items, "items.{}")
        return self


class Message(Row):
    """One message of a conversation; `by` is who wrote it, in the writer's own word."""

    by: str
    text: str

    @validator
    def _check_words(self) -> Self:
        check_words([self.text], "text")
        return self


class Messages(BlockRow):
    """A conversation, in order."""

    kind: Literal["messages"]
    messages: tuple[Message, ...] = Field(min_length=1)


class Statistic(BlockRow):
    """A sentence with a number in it; the `**strong**` part is the figure, `value` its count."""

    kind: Literal["statistic"]
    text: str
    short: str = ""
    value: int = Field(ge=0, description="The number itself, for pictures that count")

    @validator
    def _counts_what_it_says(self) -> Self:
        """The value is the figure, or one of several, as in "1 in 5"."""
        figure = strong_words(self.text)
        groups = re.findall(r"\d+", figure)
        if groups and self.value not in {int("".join(groups)), *map(int, groups)}:
            message = f'this is {self.value}, and the text says "{figure}"'
            raise Wrong(message, "write the same in both", "value")
        return self


class Contacts(BlockRow):
    """A sentence followed by the places and numbers that the area's file lists under a name."""

    kind: Literal["contacts"]
    text: str
    contacts: str = Field(description="Which of the area's lists of contacts")


class Quote(BlockRow):
    """Words somebody says or signs, such as a pledge."""

    kind: Literal["quote"]
    text: str


class LinkTo(BlockRow):
    """A sentence and the address it leads to; printed with a QR code where a layout has one."""

    kind: Literal["link"]
    text: str
    address: Address = Field(description="The address as printed, without https://")


class Imprint(BlockRow):
    """Who publishes the piece, when, under which reference, and where there are other formats: an
    area's `imprint` gives each `{name}`. A sentence takes its short form, or is left out, where an
    area lacks what it asks for."""

    kind: Literal["imprint"]
    sentences: tuple[Words, ...] = Field(
        min_length=1, description="With {publisher}, {month}, {reference} and {formats}"
    )

    @validator
    def _check_words(self) -> Self:
        check_words(self.sentences, "sentences.{}")
        for number, words in enumerate(self.sentences):
            whole = words if isinstance(words, str) else f"{words.text} {words.short}"
            for match in PLACEHOLDER.finditer(whole):
                if match[1].strip() not in IMPRINT_VALUES:
                    hint = did_you_mean(match[1].strip(), IMPRINT_VALUES)
                    hint = hint or f"there are {', '.join(sorted(IMPRINT_VALUES))}"
                    message = f"an imprint has no {match[0]}"
                    raise Wrong(message, hint, f"sentences.{number}")
        return self


AnyBlock = Annotated[
    Heading | Paragraphs | List | Messages | Statistic | Contacts | Quote | LinkTo | Imprint,
    Field(discriminator="kind"),
]


class ReleaseRule(Row):
    """What `cease build --release` demands of a campaign's pieces beside the rest."""

    approval: Literal["", "required"] = Field(
        "", description="required: somebody has approved each piece as it is, with `cease approve`"
    )


class Campaign(WordsFile):
    """All the words of a campaign in one language, as named blocks."""

    title: str = Field(description="The document's title, shown by readers and in the slug")
    subject: str = ""
    publisher: str = ""
    version: str = Field("1", description="The campaign's version, printed in the slug")
    date: str = Field(pattern=DATE.pattern, description="Date of these words, such as 2026-11-22")
    codes: tuple[str, ...] = Field(
        (), description="Link blocks whose QR code every piece must carry"
    )
    images: dict[str, SlotImage] = Field(
        default_factory=dict, description="Pictures for slots of layouts, by the slot's name"
    )
    theme: str = Field("", description="Theme for every layout of it; none: the layout's own")
    release: ReleaseRule = Field(
        default_factory=ReleaseRule.model_construct,
        description="What a release demands beside the rest",
    )
    own_after: str = Field(
        "", description="The block after which an area's own words are read, if it has any"
    )
    names: tuple[str, ...] = Field(
        (),
        description="Names that stand on one line where they fit. The name of a block stands for "
        "its words, such as a title; a translation has the wordings of its terms",
    )
    blocks: dict[str, AnyBlock]

    @validator
    def _entitled_and_dated(self) -> Self:
        if not self.title.strip():
            raise Wrong("the title is empty", "every file that is made carries it", "title")
        if "own" in self.blocks:
            hint = "call it something else"
            raise Wrong('"own" is what layouts call the area\'s own words', hint, "blocks.own")
        for name, row in self.blocks.items():
            if (name == IMPRINT) != isinstance(row, Imprint):
                hint = "there is one at most, and layouts know it by that name"
                raise Wrong(
                    f'a block of kind {IMPRINT} is called "{IMPRINT}"', hint, f"blocks.{name}"
                )
        try:
            day.fromisoformat(self.date)
        except ValueError:
            hint = "write the year, the month and the day, such as 2026-11-22"
            raise Wrong(f'"{self.date}" is not a date', hint, "date") from None
        return self


class EasySentence(Row):
    """One short sentence, and the picture that stands beside it."""

    text: str = Field(
        description="One idea in under about 15 words; `{name}` allowed, and a **number** that is "
        "to be set large"
    )
    symbol: str = Field(
        "", description="Picture (SVG, PDF, PNG, JPEG, TIFF), relative to the campaign's folder"
    )

    @validator
    def _check_words(self) -> Self:
        check_words([self.text], "text")
        return self


class EasyWording(Reviewable):
    """A block's words in easy wording: short sentences, each with a picture. It must not have a
    number, name or address that the block lacks."""

    source: tuple[Digest, ...] = Field(
        (),
        description="Digest of each text of the block that this was made from; if one of them has "
        "another by now, this is stale",
    )
    sentences: tuple[EasySentence, ...] = Field(min_length=1)
