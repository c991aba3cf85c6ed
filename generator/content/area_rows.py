"""An area's file as rows: the names, numbers, contacts and links of one place."""

from typing import Final, Literal

from generator.colour import Intent
from generator.source.fields import Field
from generator.source.rows import Row
from .image_rows import SlotImage
from .words_file import Address, Day, Line, Month, Number, WordsFile

MOST_LOGOS: Final = 8
_SHORT: Final = 6  # figures at most


class AreaContact(Row):
    """A place and the number to ring there."""

    place: Line
    number: Number


class AreaLogo(Row):
    """A partner's logo: a file beside the area's file, and its text alternative."""

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
    lead: bool = Field(
        False, description="The partner who leads: larger, at the start, with a rule beside it"
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


class AreaImprint(Row):
    """Who publishes an area's pieces, and what people ask a publisher. What is empty is not
    printed."""

    publisher: Line = Field("", description="Who publishes them, such as a partnership's name")
    date: Month = Field("", description="The month they are published in, such as 2026-03")
    reference: Line = Field("", description="The publisher's own number or code for them")
    formats: Line = Field(
        "", description="Where there are other formats: a web address, or a telephone number"
    )


class ImageSpelling(Row):
    """The words of a picture in another language."""

    alt: Line = Field("", description="What it shows, for those who cannot see it")
    credit: Line = Field("", description="Whose picture it is")


class ImprintSpelling(Row):
    """The imprint in another language."""

    publisher: Line = ""


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


class AreaLink(Row):
    """An address that is printed, and another address that its code and its links open."""

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
    imprint: ImprintSpelling | None = Field(None, description="The publisher's name")
    images: dict[str, ImageSpelling] = Field(
        default_factory=dict, description="The words of the area's pictures, by the slot's name"
    )


class Area(WordsFile):
    """What differs from place to place. Text refers to names, numbers and links as `{name}`."""

    title: Line
    site: str = Field(
        "",
        description="Where the folder of `cease web` is copied to, such as https://example.org/help",
    )
    names: dict[str, Line] = Field(default_factory=dict)
    numbers: dict[str, Number] = Field(default_factory=dict)
    contacts: dict[str, tuple[AreaContact, ...]] = Field(default_factory=dict)
    links: dict[str, Address | AreaLink] = Field(default_factory=dict)
    own: Own | None = Field(None, description="Words that no other area has")
    imprint: AreaImprint | None = Field(None, description="Who publishes its pieces, and when")
    logos: tuple[AreaLogo, ...] = ()
    translations: dict[str, Spelling] = Field(
        default_factory=dict,
        description="By language, where names are written otherwise than above",
    )
    images: dict[str, Literal["none"] | SlotImage] = Field(
        default_factory=dict,
        description="Pictures for slots of layouts, by the slot's name; none: the campaign's "
        "picture does not stand there",
    )
    theme: str = Field("", description="Theme for all that is made for it; none: the campaign's")
    verified: Verified | None = None
    default: bool = Field(False, description="Built when no area is named and there are several")
    test: bool = Field(
        False,
        description="For trying things out: may have Ofcom's drama numbers; all files say TEST",
    )

    @property
    def short_numbers(self) -> list[str]:
        """Its numbers such as 101, which words alone do not show to be telephone numbers."""
        return sorted(each for each in self.numbers.values() if len(each) <= _SHORT)

    @property
    def shown(self) -> dict[str, str]:
        """Each of its links as it is printed."""
        given = self.links.items()
        return {name: link.shown if isinstance(link, AreaLink) else link for name, link in given}
