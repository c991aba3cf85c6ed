"""What writers put in YAML: campaigns, their translations, areas and languages, as rows.

A row holds words as they were typed. `generator.content.document` turns them into a `Document`
for one language and one area.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date as day
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from generator.colour import Intent
from generator.content.slips import mend, slips
from generator.content.tidy import tidy_address, tidy_line, tidy_number
from generator.problems import Problem
from generator.source.forms import DATE, DIGEST, SCRIPT
from generator.source.nodes import Node
from generator.source.rows import Row, Wrong


class WordsFile(Row):
    """A whole file of words, whatever it says."""

    @classmethod
    def mend(cls, node: Node) -> None:
        mend(node)

    @classmethod
    def slips(cls, node: Node) -> Iterable[Problem]:
        return slips(node)


Line = Annotated[str, AfterValidator(tidy_line)]
Number = Annotated[str, AfterValidator(tidy_number)]
Address = Annotated[str, AfterValidator(tidy_address)]


def _said(texts: Iterable[object], where: str) -> None:
    """One of several texts without words is an oversight: it would leave a gap, or an empty
    bubble. `where` is its field, with `{}` for its number. Raises `Wrong`."""
    for number, text in enumerate(texts):
        if isinstance(text, str) and not text.strip():
            hint = "write them, or take it out"
            raise Wrong("there are no words here", hint, where.format(number))


class Phrase(Row):
    """A sentence with a shorter form for layouts that print one."""

    text: str = Field(description="The whole sentence; `**strong**`, `{name}` and links allowed")
    short: str = Field("", description="A shorter form, used where a layout asks for it")

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        _said([self.text], "text")
        return self


Words = str | Phrase


class BlockRow(Row):
    """What every kind of block may have."""

    note: str = Field("", description="For translators: what the words alone do not tell them")
    easy: Easy | None = Field(
        None, description="The same in words that are easy to read, for layouts that set those"
    )


class Heading(BlockRow):
    """A title, a section heading, or any line that stands alone."""

    kind: Literal["heading"]
    text: str
    short: str = ""
    level: int = Field(
        2, ge=1, le=6, description="Its rank, for readers that hear the page: 1 for the main title"
    )


class Paragraphs(BlockRow):
    """One paragraph or several that belong together."""

    kind: Literal["paragraphs"]
    paragraphs: tuple[Words, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        _said(self.paragraphs, "paragraphs.{}")
        return self


class List(BlockRow):
    """Items of equal rank: signs to look for, things to do."""

    kind: Literal["list"]
    items: tuple[Words, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        _said(self.items, "items.{}")
        return self


class Message(Row):
    """One message of a conversation; `by` is who wrote it, in the writer's own word."""

    by: str
    text: str

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        _said([self.text], "text")
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


AnyBlock = Annotated[
    Heading | Paragraphs | List | Messages | Statistic | Contacts | Quote | LinkTo,
    Field(discriminator="kind"),
]


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
    own_after: str = Field(
        "", description="The block after which an area's own words are read, if it has any"
    )
    blocks: dict[str, AnyBlock]

    @model_validator(mode="after")
    def _entitled_and_dated(self) -> Self:
        if not self.title.strip():
            raise Wrong("the title is empty", "every file that is made carries it", "title")
        if "own" in self.blocks:
            hint = "call it something else"
            raise Wrong('"own" is what layouts call the area\'s own words', hint, "blocks.own")
        try:
            day.fromisoformat(self.date)
        except ValueError:
            hint = "write the year, the month and the day, such as 2026-11-22"
            raise Wrong(f'"{self.date}" is not a date', hint, "date") from None
        return self


Day = Annotated[str, Field(pattern=DATE.or_nothing)]
Digest = Annotated[str, Field(pattern=DIGEST.or_nothing)]


class Reviewed(Row):
    """Words that somebody qualified reads before they count: whether that is done."""

    status: Literal["draft", "reviewed"] = "draft"
    reviewed_by: str = Field("", description="Who read the words below against the original")
    reviewed_on: Day = Field("", description="When, such as 2026-03-31")

    @model_validator(mode="after")
    def _reviewed_by_somebody(self) -> Self:
        for field in ("reviewed_by", "reviewed_on"):
            if self.status == "reviewed" and not getattr(self, field).strip():
                raise Wrong(
                    f"it says `status: reviewed` but not `{field}`",
                    "say who reviewed it and when, or write `status: draft`",
                    "status",
                    "reviewed",
                )
        return self


class Reviewable(Reviewed):
    """Words made from others: whether somebody qualified has read them against the original, and
    which original that was."""

    source: tuple[Digest, ...] = Field(
        (),
        description="Digest of the original that each text was made from, as `cease translate` "
        "writes it; a text whose original has another is stale",
    )


class EasySentence(Row):
    """One short sentence, and the picture that stands beside it."""

    text: str = Field(
        description="One idea in under about 15 words; `{name}` allowed, and a **number** that is "
        "to be set large"
    )
    symbol: str = Field(
        "", description="Picture (SVG, PDF, PNG, JPEG, TIFF), relative to the campaign's folder"
    )

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        _said([self.text], "text")
        return self


class Easy(Reviewable):
    """A block's words made easy to read: short sentences, each with a picture. Nothing in them
    may be new: no number, name or address that the block itself has not."""

    source: tuple[Digest, ...] = Field(
        (),
        description="Digest of each text of the block that this was made from; if one of them has "
        "another by now, this is stale",
    )
    sentences: tuple[EasySentence, ...] = Field(min_length=1)


class TranslatedBlock(Reviewable):
    """The words of one block: `text` where the original has one, `texts` where it is a list."""

    text: str | None = None
    texts: tuple[str, ...] | None = None
    short_source: tuple[Digest, ...] = Field(
        (), description="As `source`, for short forms that the original has too"
    )
    short: str | None = Field(None, description="A shorter form of `text`")
    shorts: tuple[str, ...] | None = Field(
        None, description='A shorter form of each of `texts`; "" for none'
    )

    @property
    def sentences(self) -> tuple[str, ...]:
        return self.texts if self.texts is not None else (self.text or "",)

    @property
    def short_sentences(self) -> tuple[str, ...]:
        given = self.shorts if self.shorts is not None else (self.short or "",)
        return given + ("",) * (len(self.sentences) - len(given))

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        if self.text is None and self.texts is None:
            raise Wrong("there are no words here", "write them under `text`, or several in `texts`")
        if self.text is not None and self.texts is not None:
            raise Wrong("a block has either `text` or `texts`", "keep one of them")
        if (self.text is not None and self.shorts is not None) or (
            self.texts is not None and self.short is not None
        ):
            raise Wrong("`short` goes with `text`, and `shorts` with `texts`", "use the other")
        if self.shorts is not None and len(self.shorts) > len(self.sentences):
            raise Wrong(
                f"there are {len(self.shorts)} short forms of {len(self.sentences)} texts",
                'give one for each text, "" for none',
                "shorts",
            )
        for field, texts in (("source", self.sentences), ("short_source", self.short_sentences)):
            if len(getattr(self, field)) > len(texts):
                raise Wrong(
                    f"there are more digests than texts: {len(getattr(self, field))} of "
                    f"{len(texts)}",
                    "keep one for each text, in the same order",
                    field,
                )
        return self


class Translation(Reviewable, WordsFile):
    """All the words of a campaign in another language, block by block as in the original. What
    is not words (kinds, numbers, addresses, contacts) stays with the original.

    The status and digests at the top are those of `title` and `subject`.
    """

    title: str = ""
    subject: str = ""
    blocks: dict[str, TranslatedBlock] = Field(default_factory=dict)


class Term(Row):
    """A term of a campaign, and how a language says it."""

    term: str = Field(description="In the campaign's own language, such as grooming")
    forms: tuple[str, ...] = Field(
        (), description="Other forms of it that sentences have, such as groomed"
    )
    wordings: tuple[str, ...] = Field(
        min_length=1,
        description="How the language says it: the first is the one to prefer. The beginning that "
        "all forms of a word share is enough",
    )
    note: str = Field("", description="For translators: what it means here, what it must not mean")

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        _said([self.term], "term")
        _said(self.forms, "forms.{}")
        _said(self.wordings, "wordings.{}")
        return self


class Terms(Reviewed, WordsFile):
    """The terms of a campaign in one language, for translators and for a look at translations."""

    terms: tuple[Term, ...]


class Earlier(Row):
    """Originals that translations were made from, as they were then."""

    texts: dict[str, str] = Field(
        default_factory=dict, description="By digest; `cease translate import` writes them"
    )


class Contact(Row):
    """A place and the number to ring there."""

    place: Line
    number: Number


class Logo(Row):
    """A partner's logo: a file beside the area's file, and what it says, for those who cannot
    see it."""

    file: str
    alt: Line
    black: str = Field(
        "",
        description="The partner's own version in black alone, for editions in black",
    )
    dark: str = Field(
        "",
        description="The partner's own version in dark colours, for light grounds on which `file` "
        "cannot be seen",
    )
    intent: Intent = Field(
        "relative",
        description="How its RGB becomes ink: `relative` keeps every colour that can be printed, "
        "right for logos; `perceptual` keeps the steps between colours, right for photographs",
    )


class Own(Row):
    """Words of the area's own: a heading, and under it at least one of a sentence, a name, a role,
    a number and an address."""

    heading: Line = Field("", description="At most 40 characters, such as Our safeguarding lead")
    sentence: Line = Field("", description="One sentence of at most 110 characters")
    name: Line = Field("", description="Who to ask")
    role: Line = Field("", description="Their role, such as Deputy head")
    number: Number = Field("", description="The number to ring")
    address: Address = Field("", description="A web address as printed, without https://")


class OwnSpelling(Row):
    """The area's own words in another language; the number and the address stay as they are."""

    heading: Line = ""
    sentence: Line = ""
    name: Line = ""
    role: Line = ""


class Verified(Row):
    """Who checked every number and address of an area, and when."""

    by: str = ""
    on: Day = ""


class Link(Row):
    """An address that is printed, and another that its code and its links open."""

    shown: Address = Field(description="The address as printed, without https://")
    open: Address = Field(
        description="What opens instead: the shown address with a query; any other address needs "
        "`checked`"
    )
    checked: Verified | None = Field(
        None, description="Who opened it and saw what is meant by the shown address, and when"
    )


class Spelling(Row):
    """How an area's names and places are written in another language."""

    names: dict[str, Line] = Field(
        default_factory=dict, description="The area's `names`, as they stand in a sentence"
    )
    places: dict[str, Line] = Field(
        default_factory=dict, description="Places of the area's contacts, as typed there"
    )
    own: OwnSpelling | None = Field(None, description="The area's `own` words")


class Area(WordsFile):
    """What differs from place to place. Text refers to names, numbers and links as `{name}`."""

    title: Line
    names: dict[str, Line] = Field(default_factory=dict)
    numbers: dict[str, Number] = Field(default_factory=dict)
    contacts: dict[str, tuple[Contact, ...]] = Field(default_factory=dict)
    links: dict[str, Address | Link] = Field(default_factory=dict)
    own: Own | None = Field(None, description="Words that no other area has")
    logos: tuple[Logo, ...] = ()
    translations: dict[str, Spelling] = Field(
        default_factory=dict,
        description="By language, where names are written otherwise than above",
    )
    verified: Verified | None = None
    default: bool = Field(False, description="Built when no area is named and there are several")
    test: bool = Field(
        False,
        description="For trying things out: may have Ofcom's drama numbers; all files say TEST",
    )

    @property
    def shown(self) -> dict[str, str]:
        """Each of its links as it is printed."""
        given = self.links.items()
        return {name: link.shown if isinstance(link, Link) else link for name, link in given}


class Language(Row):
    """A language the tool can set."""

    name: str = Field(description="The language's own name")
    english: str
    script: str = Field(pattern=SCRIPT.pattern, description="ISO 15924, such as Latn")
    direction: Literal["ltr", "rtl"] = "ltr"
    fallback: str = Field(
        "", description="The language whose words and spellings stand in for missing ones"
    )
    apostrophe: str = Field("’", description="What a typed ' becomes after a letter")
    qr_code: str = Field(
        "QR code", description="What a QR code is called, for people who cannot see it"
    )
    comma: str = Field(",", description="What stands between a name and a role")
    colon: str = Field(":", description="What stands between a name and a number")


class Languages(WordsFile):
    """content/languages.yaml."""

    default: str
    languages: dict[str, Language]
