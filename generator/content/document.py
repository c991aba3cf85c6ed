"""The `Document`: a campaign's words for one language and one area, which layouts set."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256

from generator.addresses import leading_to
from generator.colour import Intent
from generator.content.own_block import OWN, own_place
from generator.content.text import Text
from generator.problems import Problem, Span, Where, did_you_mean, error
from generator.source.keys import Files


@dataclass(frozen=True, slots=True)
class Contact:
    """A place and its number, ready to be set. In an area's own words it is the person to ask, and
    either may be empty."""

    place: Text
    number: Text


@dataclass(frozen=True, slots=True)
class Easy:
    """A short sentence of a block's easy wording. It has the path and the key of its picture; both
    are empty if there is none."""

    text: Text
    symbol: str = ""
    key: str = ""


@dataclass(frozen=True)
class Block:
    """One named block with its meaning.

    `texts` holds its paragraphs, items or messages in order, `short` the shorter form of each
    (the same text where none was given). `speakers` go with messages, `contacts` with contacts,
    `value` with a statistic, `address` with a link and what it `opens` if that is another, `level`
    with a heading. `easy` says the same in short sentences, in languages that have such a wording.
    A `part_of` another block is one of its
    paragraphs, items or contacts alone, under a name of its own.

    The area's own words are of the kind `own`: `texts` are their heading and perhaps a sentence,
    `contacts` whoever is to be asked, and `line` says that on one line, which begins with the
    heading where nobody is named.

    `key` is that of the whole block, `address_key` that of its address: places are found from
    them with `Document.span`, for a block may have been made for another area's document first.
    """

    name: str
    kind: str
    texts: tuple[Text, ...]
    short: tuple[Text, ...] = ()
    speakers: tuple[str, ...] = ()
    contacts: tuple[Contact, ...] = ()
    value: int = 0
    address: str = ""
    opens: str = ""
    level: int = 0
    part_of: str = ""
    easy: tuple[Easy, ...] = ()
    line: Text | None = None
    key: str = ""
    address_key: str = ""

    @property
    def target(self) -> str:
        """What its address leads to."""
        return self.opens or leading_to(self.address)

    @cached_property
    def digest(self) -> bytes:
        """sha256 of all it says and of its keys: the same in every process."""
        return sha256(repr(self).encode()).digest()


@dataclass(frozen=True, slots=True)
class LogoFile:
    """A file of a logo, relative to the project, and the key of its name."""

    file: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class Logo:
    """A partner's logo; `file` is relative to the project. `black` is a version of it in black
    alone, `dark` one for light grounds."""

    file: str
    alt: str
    key: str = ""
    intent: Intent = "relative"
    black: LogoFile | None = None
    dark: LogoFile | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """Every block of a campaign in one language, with an area's names and numbers in place.

    A `draft` has words in it that were translated and that nobody has reviewed. A `test` is for an
    area whose numbers may ring nobody, and its title says so. `original` is the language the
    campaign was written in, and `qr_code` what a QR code is called in this one. The area's own
    words, if it has any, are read after the block `own_after`. `links` are the area's addresses,
    each with the key of where it is written, and `opened` those that open others, each with what
    it opens.

    Its texts, blocks and logos carry keys, and `span` finds where the value of a key stands in the
    `files` of this document: `area:…` in the area's file, `campaign:…` in the campaign's, `ur:…` in
    its translation into Urdu.
    Whatever is set from them and remembered keeps the keys. A problem is made with a key, as in
    `error("overset", message, text.key)`, and `with_places(problems, document.span)` gives each
    its place when it is reported.
    """

    campaign: str
    area: str
    language: str
    direction: str
    script: str
    title: str
    subject: str
    publisher: str
    version: str
    date: str
    codes: tuple[str, ...]
    blocks: dict[str, Block] = field(hash=False)
    logos: tuple[Logo, ...] = ()
    draft: bool = False
    test: bool = False
    original: str = "en"
    qr_code: str = "QR code"
    own_after: str = ""
    opened: tuple[tuple[str, str], ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    key: str = ""
    files: Files = field(default_factory=lambda: Files({}), compare=False, repr=False)

    def span(self, key: str) -> Span | None:
        """Where the value of a key stands; None if no file of this document has that word."""
        return self.files.span(key)

    def no_block(self, name: str, where: Where) -> Problem:
        """An error for a block that a layout asks for and the campaign does not have."""
        message = f'the campaign has no block called "{name}"'
        return error("missing-block", message, where, did_you_mean(name, self.blocks))

    def missing_codes(self, printed: Collection[str], where: Where) -> Iterator[Problem]:
        """An error for each code the campaign requires that is not among those printed."""
        for name in self.codes:
            if name not in printed:
                message = f'this layout has no QR code for "{name}", which every piece must carry'
                hint = did_you_mean(name, printed) or "add an item of kind code"
                yield error("missing-code", message, where, hint)

    def own_place(self, frames: Sequence[Sequence[str]]) -> tuple[int, int] | None:
        """Where in frames of blocks, as they are read, the area's own words are to be put: the
        frame, and before which of its blocks. None if there are none, or they are there."""
        if OWN not in self.blocks or not frames or any(OWN in blocks for blocks in frames):
            return None
        lists = (name for name, block in self.blocks.items() if block.kind == "contacts")
        return own_place(frames, self.own_after, lists)
