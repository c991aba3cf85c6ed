"""Layouts as rows: frames that hold stacks of items, with spacing, anchors and flexible space.

Lengths are in mm on the sheet the layout was drawn for, type is in pt.
"""

from typing import Annotated, Literal, Self

from generator.source.fields import Field, validator
from generator.source.rows import Row
from generator.source.wrong_value import Wrong
from .flow import Flow
from .items import AnyItem, Outline
from .variants import Measures, StyleChange


class Floor(Row):
    """The smallest size of a style, with its leading there."""

    size: float = Field(gt=0, le=2000)
    leading: float = Field(gt=0, le=4000)


class Style(Row):
    """A paragraph style. Size and leading in pt, tracking in em."""

    size: float = Field(gt=0, le=2000)
    leading: float = Field(gt=0, le=4000)
    weight: int = Field(400, ge=100, le=900)
    tracking: float = 0
    colour: str
    floor: float | Floor | None = Field(None, description="Smallest size, pt; none: never shrinks")
    most: float | None = Field(
        None, gt=0, le=4000, description="Largest size, pt; none: never grows"
    )
    least: float | None = Field(
        None,
        ge=6,
        description="It is printed no smaller, pt, in place of the layout's `least`: for imprints, "
        "addresses and names of places, which are no sentences",
    )
    align: Literal["start", "end"] = "start"
    wrap: Literal["rag", "first-fit", "chat", "balance"] = Field(
        "rag",
        description="rag: the best ragged edge over the whole paragraph; first-fit: line by line, "
        "as a phone would; chat: the same, but with no short first or last line; balance: lines of "
        "like length, for headings and captions",
    )
    shape: Literal["", "pyramid", "inverted-pyramid"] = Field(
        "", description="Balanced lines that grow, or shrink, from first to last"
    )
    breaks: Literal["keep", "flow"] = Field("flow", description="The writer's own line breaks")
    whole_words: bool = Field(
        False,
        description="Lines end at spaces alone. Only a word wider than the column is parted, where "
        "it may be, or else anywhere; without this it is an error",
    )
    hyphenate: bool = False
    caps: bool = Field(
        False, description="Set in capitals; larger in scripts that have none, to weigh the same"
    )
    ligatures: bool = True
    outdent: float | Literal["ink"] = Field(
        0,
        description="Display type hangs this far to the left, mm; ink: as far as puts the ink of "
        "each line's first letter on the margin",
    )
    strong: int | None = Field(None, description="Weight of **strong** words")
    strong_colour: str | None = None
    strong_tail: bool = Field(False, description="What follows **strong** words looks like them")
    small_colour: str | None = Field(
        None, description="Colour once the style has shrunk below 14 pt"
    )
    underline: float = Field(0, ge=0, description="Weight of a line under the words, mm")
    strong_underline: float = Field(0, ge=0, description="The same under **strong** words, mm")

    @property
    def weights(self) -> tuple[int, ...]:
        """The weights of its words, and of **strong** ones."""
        return (self.weight,) if self.strong is None else (self.weight, self.strong)


class Margins(Row):
    """Margins of a frame inside its panel or page, mm."""

    top: float = 0
    end: float = 0
    bottom: float = 0
    start: float = 0


class FrameRow(Row):
    """A frame: a panel of the format (or the whole page), its ground, and a stack of items."""

    name: str
    panel: str = Field("", description="Panel of the format's side; none: the whole page")
    ground: str = Field("", description="Colour of the panel, run into the bleed")
    outline: Outline | None = Field(None, description="Outline of the ground")
    margins: Margins | None = None
    stack: tuple[AnyItem, ...] = Field(min_length=1)


class PageRow(Row):
    """One side: `side` names a side of a folded format."""

    name: str
    side: str = ""
    ground: str = Field("", description="Colour of the whole page, run into the bleed")
    outline: Outline | None = Field(None, description="Outline of the ground")
    frames: tuple[FrameRow, ...] = Field(min_length=1)


class Shrink(Row):
    """One thing that makes room: styles that shrink together, pictures that may shrink, or contacts
    that take less room."""

    styles: tuple[str, ...] = ()
    by: float = Field(
        0.5, ge=0.05, description="Step of the first style, pt; the rest in proportion"
    )
    lines: bool = Field(
        False,
        description="They are up to a tenth smaller where that saves a line, or where a first or "
        "last line would be short",
    )
    pictures: bool = Field(False, description="Fields and codes shrink to their least size")
    columns: bool = Field(False, description="Columns give of their width as `gives` allows")
    inline: bool = Field(False, description="Contacts stand on one line each")
    logos: bool = Field(False, description="Partners' logos have 0.85 times their area")
    tight: bool = Field(
        False, description="Items for long words, `only: {tight: true}`, take the others' place"
    )
    tightest: bool = Field(
        False,
        description="The same with `only: {tightest: true}`, which may move items to another page. "
        "What is for long words, and not for these, stays",
    )
    alone: bool = Field(
        False,
        description="With `tightest`: it needs no other arrangement. Items of `only: {tight: …}` "
        "are as `tight` says",
    )
    nearer: float = Field(
        0, ge=0, description="Bubbles keep only this far from trim and folds, mm; 0: as ever"
    )
    names: bool = Field(
        False,
        description="Partners' names follow the imprint in place of their logos, with a warning, "
        "where their page is too full with them",
    )
    own: bool = Field(
        False,
        description="The area's own words are left out, with a warning, where their page is too "
        "full with them or others would be shortened",
    )
    imprint: bool = Field(
        False, description="The imprint is its first sentence, with a warning; partners' names stay"
    )
    short: bool = Field(False, description="Texts take their short form, with a warning")
    drop: bool = Field(False, description="Items marked `drop` are left out, with a warning")

    @validator
    def _is_alone_with_something(self) -> Self:
        if self.alone and not self.tightest:
            raise Wrong("only the row with `tightest` is `alone`", "leave it out", "alone")
        return self


class FormatSetting(Row):
    """A setting of its own for one of a layout's formats, in the millimetres of that format. What
    it leaves out is as the layout says."""

    unit: float | None = Field(None, ge=0.5, description="Baseline increment, mm")
    least: float | None = Field(None, ge=6, description="No type is printed smaller, pt")
    safe: float | None = Field(
        None, ge=0, description="Text keeps this far from trim and folds, mm"
    )
    safe_shapes: float | None = Field(None, ge=0, description="Bubbles do, mm")
    margins: Margins | None = None
    styles: dict[str, StyleChange] = Field(
        default_factory=dict, description="Changes of the layout's styles, by name"
    )
    pages: tuple[PageRow, ...] = Field(min_length=1)
    variants: dict[str, Measures] = Field(
        default_factory=dict, description="Its own measures in the theme's variants, by name"
    )


class Grow(Row):
    """One thing that takes up room left over: styles that grow together, pictures, or gaps."""

    styles: tuple[str, ...] = ()
    by: float = Field(
        0.5, ge=0.05, description="Step of the first style, pt; the rest in proportion"
    )
    pictures: bool = Field(False, description="Fields and codes grow to their most")
    gaps: bool = Field(False, description="Gaps grow to their most")
    fill: bool = Field(
        False,
        description="It grows while there is room; without this, while more than 18 % of the "
        "frame's height is empty in one place",
    )
    pauses: bool = Field(
        False,
        description="It grows while there is room, but only where more than 18 % of the frame's "
        "height is empty in one place, a pause among them",
    )


class FitOrder(Row):
    """What gives way when the words are long, and what grows when they are short, in order."""

    shrink: tuple[Shrink, ...] = Field(
        (), description="The order of sacrifice: what comes first gives way first, and furthest"
    )
    grow: tuple[Grow, ...] = Field((), description="The order of growth")
    floors: bool = Field(
        False,
        description="In a script that may go under its floors, no style does before every one of "
        "its row stands at its own, and then all go on alike, rows with `lines` before the others; "
        "`fitted` words take two lines first",
    )

    @property
    def type_grows_first(self) -> bool:
        """Whether every style that grows does before codes fill the room left over."""
        codes = next((n for n, row in enumerate(self.grow) if row.pictures and row.fill), 0)
        return not any(row.styles for row in self.grow[codes:])


class Layout(Row):
    """layouts/<name>.yaml."""

    title: str
    theme: str
    formats: tuple[str, ...] = Field(
        min_length=1, description="The first is the one the measurements are drawn for"
    )
    default: tuple[str, ...] = Field(
        (), description="Formats built when none is named; none: the first"
    )
    unit: float = Field(5.5, ge=0.5, description="Baseline increment, mm")
    least: float = Field(
        6, ge=6, description="No type is printed smaller than this at any format, pt"
    )
    scripts_least: dict[str, Annotated[float, Field(ge=6)]] = Field(
        default_factory=dict,
        description="The same of a script, by its name in the theme, where it is not the theme's",
    )
    safe: float = Field(5, ge=0, description="Text keeps this far from trim and folds, mm")
    safe_shapes: float | None = Field(
        None, ge=0, description="Bubbles with words, and their tails, do; none: as text does"
    )
    clearances: str = Field(
        "", description="The theme's least distances for this kind of piece; none: a leaflet's"
    )
    margins: Margins = Margins.model_construct()
    styles: dict[str, Style]
    fit: FitOrder = Field(
        FitOrder.model_construct(), description="How the words and the frames are made to fit"
    )
    pages: tuple[PageRow, ...] = ()
    web: tuple[str, ...] = Field(
        (),
        description="Names of frames in the order of a web page; those that are not named follow "
        "in reading order",
    )
    flow: Flow | None = Field(
        None, description="Instead of pages: the words of another layout, on as many as it takes"
    )
    told: tuple[str, ...] = Field(
        (),
        description="The panels of its first format in the order in which screen, text, large "
        "print and easy read tell them; none: the format's `reads`",
    )
    variants: dict[str, Measures] = Field(
        default_factory=dict, description="Its own measures in the theme's variants, by name"
    )
    settings: dict[str, FormatSetting] = Field(
        default_factory=dict,
        description="Formats that are drawn anew, not scaled from the first, by name",
    )

    def for_format(self, name: str) -> Self:
        """The layout as it is drawn for a format: the format's own setting if it has one, or else
        the layout itself, which is scaled."""
        own = self.settings.get(name)
        if own is None:
            return self
        changes = {"formats": (name,), "default": (), "settings": {}, "pages": own.pages}
        for field in ("unit", "least", "safe", "safe_shapes", "margins"):
            if (value := getattr(own, field)) is not None:
                changes[field] = value
        if own.variants:
            changes["variants"] = own.variants
        styles = dict(self.styles)
        for style, change in own.styles.items():
            if style in styles:
                styles[style] = styles[style].model_copy(update=change.given)
        return self.model_copy(update={**changes, "styles": styles})

    @property
    def is_easy(self) -> bool:
        """Whether it sets easy wording, and so is built as a layout of its own."""
        return self.flow is not None and bool(self.flow.easy)

    @validator
    def _has_pages(self) -> Self:
        if bool(self.pages) == bool(self.flow):
            raise Wrong("a layout has either `pages` or a `flow`", "keep one of them", "pages")
        return self

    @validator
    def _sets_its_other_formats(self) -> Self:
        for name in self.settings:
            if name not in self.formats[1:]:
                message = f'"{name}" is none of the formats that the layout is scaled to'
                hint = "name it under `formats:`, after the one the layout is drawn for"
                raise Wrong(message, hint, f"settings.{name}")
        return self
