"""What writers put in YAML: campaigns, areas and languages, as rows.

A row holds words as they were typed. `generator.content.document` turns them into a `Document`
for one language and one area.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from generator.source.rows import Row


class Phrase(Row):
    """A sentence with a shorter form for layouts that print one."""

    text: str = Field(description="The whole sentence; `**strong**`, `{name}` and links allowed")
    short: str = Field("", description="A shorter form, used where a layout asks for it")


Words = str | Phrase


class Heading(Row):
    """A title, a section heading, or any line that stands alone."""

    kind: Literal["heading"]
    text: str
    short: str = ""


class Paragraphs(Row):
    """One paragraph or several that belong together."""

    kind: Literal["paragraphs"]
    paragraphs: tuple[Words, ...] = Field(min_length=1)


class List(Row):
    """Items of equal rank: signs to look for, things to do."""

    kind: Literal["list"]
    items: tuple[Words, ...] = Field(min_length=1)


class Message(Row):
    """One message of a conversation; `by` is who wrote it, in the writer's own word."""

    by: str
    text: str


class Messages(Row):
    """A conversation, in order."""

    kind: Literal["messages"]
    messages: tuple[Message, ...] = Field(min_length=1)


class Statistic(Row):
    """A sentence with a number in it; the `**strong**` part is the figure, `value` its count."""

    kind: Literal["statistic"]
    text: str
    short: str = ""
    value: int = Field(ge=0, description="The number itself, for pictures that count")


class Contacts(Row):
    """A sentence followed by the places and numbers that the area's file lists under a name."""

    kind: Literal["contacts"]
    text: str
    contacts: str = Field(description="Which of the area's lists of contacts")


class Quote(Row):
    """Words somebody says or signs, such as a pledge."""

    kind: Literal["quote"]
    text: str


class LinkTo(Row):
    """A sentence and the address it leads to; printed with a QR code where a layout has one."""

    kind: Literal["link"]
    text: str
    address: str = Field(description="The address as printed, without https://")


AnyBlock = Annotated[
    Heading | Paragraphs | List | Messages | Statistic | Contacts | Quote | LinkTo,
    Field(discriminator="kind"),
]


class Campaign(Row):
    """All the words of a campaign in one language, as named blocks."""

    title: str = Field(description="The document's title, shown by readers and in the slug")
    subject: str = ""
    publisher: str = ""
    version: str = Field("1", description="The campaign's version, printed in the slug")
    date: str = Field(
        pattern=r"^\d{4}-\d{2}-\d{2}$", description="Date of these words, such as 2026-11-22"
    )
    codes: tuple[str, ...] = Field(
        (), description="Link blocks whose QR code every piece must carry"
    )
    blocks: dict[str, AnyBlock]


class Contact(Row):
    """A place and the number to ring there."""

    place: str
    number: str


class Logo(Row):
    """A partner's logo: a file beside the area's file, and what it says, for those who cannot
    see it."""

    file: str
    alt: str


class Verified(Row):
    """Who checked every number and address of an area, and when."""

    by: str = ""
    on: str = Field("", pattern=r"^(\d{4}-\d{2}-\d{2})?$")


class Area(Row):
    """What differs from place to place. Text refers to names, numbers and links as `{name}`."""

    title: str
    names: dict[str, str] = Field(default_factory=dict)
    numbers: dict[str, str] = Field(default_factory=dict)
    contacts: dict[str, tuple[Contact, ...]] = Field(default_factory=dict)
    links: dict[str, str] = Field(default_factory=dict)
    logos: tuple[Logo, ...] = ()
    verified: Verified | None = None
    default: bool = Field(False, description="Built when no area is named and there are several")
    test: bool = Field(
        False, description="For trying things out: may have the numbers Ofcom keeps for drama"
    )


class Language(Row):
    """A language the tool can set."""

    name: str = Field(description="The language's own name")
    english: str
    script: str = Field(pattern=r"^[A-Z][a-z]{3}$", description="ISO 15924, such as Latn")
    direction: Literal["ltr", "rtl"] = "ltr"
    fallback: str = ""
    apostrophe: str = Field("’", description="What a typed ' becomes after a letter")


class Languages(Row):
    """content/languages.yaml."""

    default: str
    languages: dict[str, Language]
