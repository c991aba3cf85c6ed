"""What the script of an area's screen sends and gets, as JSON."""

from __future__ import annotations

from msgspec import Struct, field

from .area_filled_in import FilledIn
from .edit_answers import FieldFault
from .form_checks import NumberNews


class AreaLook(Struct, frozen=True, forbid_unknown_fields=True):
    """A form as it is now: of the area `area`, or of a new one if that is empty. `have` are the
    groups of pages that the browser has."""

    form: FilledIn
    area: str = ""
    have: list[str] = field(default_factory=list)


class PanelPicture(Struct, frozen=True):
    """A page of `width` by `height` mm: its piece, its name, and the groups it is made of."""

    piece: str
    name: str
    width: float
    height: float
    groups: tuple[str, ...]


class LogoNews(Struct, frozen=True):
    """How wide the logo of a line is printed on the leaflet shown, mm."""

    number: int
    width: float


class SizesAsked(Struct, frozen=True, forbid_unknown_fields=True):
    """How large a layout prints the logos of a form."""

    form: FilledIn
    layout: str
    area: str = ""


class SizesAnswer(Struct, frozen=True):
    """The logos of a form on a piece at its largest, and what is wrong with them there."""

    piece: str
    logos: tuple[LogoNews, ...]
    faults: tuple[FieldFault, ...]


class AreaAnswer(Struct, frozen=True):
    """What is wrong in a form and what is right, by the keys of its fields; and its pages, none if
    they cannot be set. `file` is where the area is kept. `spelt` counts the languages in which the
    file spells the area's name otherwise. `again` says that numbers have changed since they were
    rung."""

    file: str
    faults: tuple[FieldFault, ...]
    news: tuple[NumberNews, ...]
    pages: tuple[PanelPicture, ...]
    new: dict[str, str]
    logos: tuple[LogoNews, ...] = ()
    spelt: int = 0
    again: bool = False


class AreaSaveRequest(Struct, frozen=True, forbid_unknown_fields=True):
    """Write a form to the file of an area, or to a new one. `base` is the file's text when the form
    was opened, and `choices` the wordings chosen where somebody else has changed it since."""

    form: FilledIn
    area: str = ""
    base: str = ""
    choices: dict[str, str] = field(default_factory=dict)


class AreaConflict(Struct, frozen=True):
    """A value that was changed here and on the disk. What is empty is gone. A `whole` one, such as
    a list, is in parts that cannot be joined here."""

    key: str
    ours: str
    theirs: str
    whole: bool


class AreaSaveAnswer(Struct, frozen=True):
    """The name of the area whose file was written, and the file's text. If none was, what keeps it
    from being written."""

    area: str = ""
    text: str = ""
    faults: tuple[FieldFault, ...] = ()
    conflicts: tuple[AreaConflict, ...] = ()
