"""The `Document`: a campaign's words for one language and one area, which layouts set."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256

from msgspec import Struct, structs

from generator.addresses import leading_to
from generator.colour import Intent
from generator.problems import Problem, Span, Where, did_you_mean, error
from generator.source.keys import Files
from .own_block import OWN, own_place
from .text import Text


def letters_of(text: str) -> str:
    """The letters and figures of a text, without case."""
    return "".join(filter(str.isalnum, text)).casefold()


class Contact(Struct, frozen=True):
    """A place and its number, ready to be set. In an area's own words it is the person to ask, and
    either may be empty."""

    place: Text
    number: Text


class Easy(Struct, frozen=True):
    """A short sentence of a block's easy wording. It has the path and the key of its picture; both
    are empty if there is none."""

    text: Text
    symbol: str = ""
    key: str = ""


class Block(Struct, frozen=True, dict=True):
    """One named block of words. `texts` holds its paragraphs, items or messages in order, and
    `short` the shorter form of each (the same text if it has none). Messages have `speakers`,
    contacts have `contacts`, a statistic has a `value`, a heading has a `level`. A link has an
    `address`, and `opens` is the address that it opens if that is another. `easy` is the block's
    easy wording, in languages that have one.

    A block that is `part_of` another is one of its paragraphs, items or contacts by itself, under
    its own name. The area's own words are of the kind `own`: `texts` are their heading and perhaps
    a sentence, `contacts` the person to ask, and `line` says that on one line, which begins with
    the heading if nobody is named.

    An imprint has `names` as well, those of the area's partners with logos. It may have no texts.

    `key` is the key of the whole block, and `address_key` that of its address. `Document.span`
    finds their places, for another area's document may have been the first to use the block.
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
    names: tuple[Text, ...] = ()
    key: str = ""
    address_key: str = ""

    @property
    def target(self) -> str:
        """The address that opens: `opens`, or the printed one."""
        return self.opens or leading_to(self.address)

    @cached_property
    def digest(self) -> bytes:
        """The sha256 of all its words and keys, which is the same in every process."""
        return sha256(repr(self).encode()).digest()

    @cached_property
    def without_easy(self) -> str:
        """The digest of the block without its easy wording, as text."""
        return structs.replace(self, easy=()).digest.hex() if self.easy else self.digest.hex()

    @cached_property
    def letters(self) -> str:
        """The letters and figures of all it says, however that is spaced and quoted."""
        return letters_of(repr(self))


class LogoFile(Struct, frozen=True):
    """A file of a logo, relative to the project, and the key of its name."""

    file: str
    key: str = ""


class Logo(Struct, frozen=True):
    """A partner's logo; `file` is relative to the project. `black` is a version of it in black
    alone, `dark` one for light grounds. The partner with the `lead` comes first, and larger."""

    file: str
    alt: str
    key: str = ""
    intent: Intent = "relative"
    black: LogoFile | None = None
    dark: LogoFile | None = None
    lead: bool = False


class SlotPicture(Struct, frozen=True):
    """A picture for the layouts' slot of this name; `file` is an absolute path. `focus` must be
    seen, or is the middle if nobody has said so; `crop` is the part to use: shares of the whole
    picture from its left and top. With the `sky` "ground" it stands on the slot's foot, and the
    layout's ground is its sky. Its words are each in a language, none: the one that the campaign
    was written in."""

    slot: str
    file: str
    alt: str
    credit: str = ""
    focus: tuple[float, float] = (0.5, 0.5)
    must_be_seen: bool = True
    crop: tuple[float, float, float, float] = (0.0, 0.0, 1.0, 1.0)
    sky: str = ""
    key: str = ""
    alt_language: str = ""
    credit_language: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """Every block of a campaign in one language, with an area's names and numbers in place.

    A `draft` has translated words that nobody has reviewed. A `test` is for an area whose numbers
    may ring nobody, and its title says so. `original` is the language that the campaign was written
    in, and `qr_code` the language's word for a QR code. The area's own words, if it has any, follow
    the block `own_after`. `links` are the area's addresses, each with its key, and `opened` are
    those that open another address, each with that address. `named` are its names that sentences
    take, each with its key. `theme` is what the area asks for, or
    else the campaign; empty if neither does.

    `names` are names and titles in its language, which stand on one line where they fit.

    Texts, blocks and logos carry keys. `span` finds the place of a key's value in the `files` of
    this document: `area:…` in the area's file, `campaign:…` in the campaign's, `ur:…` in its
    translation into Urdu. What is set from them and remembered keeps the keys. A problem is made
    with a key, as in `error("overset", message, text.key)`, and `with_places(problems,
    document.span)` gives each its place when it is reported.
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
    images: tuple[SlotPicture, ...] = ()
    draft: bool = False
    test: bool = False
    original: str = "en"
    qr_code: str = "QR code"
    own_after: str = ""
    opened: tuple[tuple[str, str], ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    named: tuple[tuple[str, str], ...] = ()
    names: tuple[str, ...] = ()
    theme: str = ""
    theme_key: str = ""
    key: str = ""
    files: Files = field(default_factory=lambda: Files({}), compare=False, repr=False)

    def span(self, key: str) -> Span | None:
        """The place of a key's value; None if this document has no such file."""
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
        """The place of the area's own words in frames of blocks in reading order: the frame, and
        the index in it; frames that set them are named without them. None if there are none."""
        if OWN not in self.blocks or not frames:
            return None
        lists = (name for name, block in self.blocks.items() if block.kind == "contacts")
        return own_place(frames, self.own_after, lists)
