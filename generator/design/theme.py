"""Themes as rows: palette, typefaces, voices and the geometry of recurring parts."""

from collections.abc import Container
from typing import Annotated, Any, Final, Literal, Self

from generator.colour import Colour
from generator.source.fields import Field, validator
from generator.source.rows import Row
from generator.source.wrong_value import Wrong
from .clearances import Clearances
from .palette import Ink, Tint, colour
from .variants import Variant

Weight = Annotated[int, Field(ge=100, le=900)]

# What a theme has by name: one that is like another adds to these, or changes some.
_BY_NAME: Final = ("scripts", "palette", "voices", "bubbles", "clearances", "variants")


class Voice(Row):
    """A voice that speaks in a bubble: its ground, the colour of its words, and its side of the
    page."""

    fill: str
    text: str
    side: Literal["start", "end"] = Field(description="Where the tail, and a narrow bubble, stand")
    outline: float = Field(
        0, ge=0, description="Outline inside its edge, in the colour of its words, mm"
    )


class Measure(Row):
    """A length in mm, or in ems of the text beside it."""

    mm: float = 0
    em: float = 0

    def of(self, em: float) -> float:
        """The length in mm, if one em is `em` mm."""
        return self.mm + self.em * em


class BubbleShape(Row):
    """A bubble's geometry: corner radius, the tail's drop, base and eased tip, and the padding
    from edge to text."""

    radius: Measure
    drop: Measure
    base: Measure
    ease: Measure
    padding: tuple[Measure, Measure, Measure, Measure] = Field(
        description="Top, end, bottom, start"
    )
    inset: float = Field(0, ge=0, description="Further padding above and below, mm")
    over: Measure | None = Field(
        None, description="From its top to the ink of its words, in scripts that say `ink`"
    )
    under: Measure | None = Field(
        None, description="From the ink of its words to its foot, in scripts that say `ink`"
    )

    @property
    def is_even(self) -> bool:
        """Whether it has as much over the ink of its words as under it."""
        return self.over is not None and self.over == self.under


class Padding(Row):
    """A bubble's padding above and below its text, where a script needs it otherwise."""

    top: Measure | None = None
    bottom: Measure | None = None
    over: Measure | None = Field(None, description="The same from the ink, as in a bubble")
    under: Measure | None = Field(None, description="The same from the ink, as in a bubble")


class WebSetting(Row):
    """How a script is set on a screen, where there is room for more leading than on paper."""

    leading: float = Field(ge=1.5, description="Leading of running text, times its size")
    tight: float = Field(ge=1, description="Leading of headings, times their size")
    display: float = Field(1.0, gt=0, le=1, description="Size of display type, times the Latin")
    weights: dict[Weight, Weight] = Field(
        default_factory=dict,
        description="Which weight stands for another, so that the page holds fewer fonts",
    )


DISPLAY: Final = 1.12  # times its size: Latin led closer than this is display type


class ScriptSetting(Row):
    """The settings of a script beside the Latin that it replaces: its fonts, and factors of the
    layout's sizes and leadings."""

    family: str = Field(description="Family of fonts/fonts.yaml")
    size: float = Field(1.0, gt=0, description="Size, times the Latin size")
    leading: float = Field(
        1.0, gt=0, description="Leading, times the Latin leading at the same size"
    )
    tight: float | None = Field(
        None, gt=0, description="The same where a style stands at its floor; none: no tighter"
    )
    display: float | None = Field(
        None,
        gt=0,
        description="The same for display type, whose Latin is led at less than 1.12 times its "
        "size; none: as the rest",
    )
    least_leading: float = Field(
        0.0,
        ge=0,
        description="Leading is never less than this many times the size, so that lines of "
        "display type do not touch",
    )
    middle: float | None = Field(
        None,
        description="How far baselines stand below the middles of lines, em; none: as the font's "
        "ascent and descent say",
    )
    floor: float = Field(
        1.0, gt=0, le=1, description="How small it may get, times the style's floor"
    )
    least: float = Field(0.0, ge=0, description="No type of it is printed smaller, pt")
    latin: float = Field(
        1.0, gt=0, description="Size of Latin words inside it, times the Latin size"
    )
    weights: dict[Weight, Weight] = Field(
        default_factory=dict,
        description="Which weight stands for one the family lacks; otherwise the nearest does",
    )
    overhang: float = Field(
        0.0, ge=0, description="How far letters may reach past their line's start, em"
    )
    tracking: bool = Field(False, description="Whether letters may be tracked")
    caps: float = Field(1.0, gt=0, description="Size where the Latin is set in capitals")
    ink: bool = Field(
        False,
        description="Whether bubbles keep their `over` and `under` from the ink of its letters, "
        "which do not stand in their lines as Latin ones do",
    )
    bubbles: dict[str, Padding] = Field(
        default_factory=dict, description="Padding of the theme's bubbles, by name"
    )
    web: WebSetting | None = Field(
        None, description="Its setting in web pages; none: reckoned from `leading`"
    )

    def leading_at(self, size: float, ratio: float, shrunk: float = 0.0) -> float:
        """The leading at `size` (both pt) of a style whose Latin has `ratio` times its size, and
        which has `shrunk` from its full size (0) to its floor (1)."""
        if self.display is not None and ratio < DISPLAY:
            return size * max(ratio * self.display, self.least_leading)
        tight = self.leading if self.tight is None else self.tight
        factor = self.leading + (tight - self.leading) * shrunk
        return size * max(ratio * factor, self.least_leading)

    def bubble(self, name: str, shape: BubbleShape) -> BubbleShape:
        """A bubble of the theme with this script's padding."""
        changed = self.bubbles.get(name)
        if changed is None:
            return shape
        top, end, bottom, start = shape.padding
        padding = changed.top or top, end, changed.bottom or bottom, start
        over, under = changed.over or shape.over, changed.under or shape.under
        return shape.model_copy(update={"padding": padding, "over": over, "under": under})


class Theme(Row):
    """layouts/themes/*.yaml."""

    title: str
    like: str = Field("", description="Theme that answers for what this one does not say")
    family: str = Field(
        "",
        description="Family for the main script: of fonts/fonts.yaml, or of a font in fonts/",
    )
    scripts: dict[str, ScriptSetting] = Field(
        default_factory=dict,
        description="Other scripts, by ISO 15924 code, or code/language where a language differs: "
        "Arab, Arab/ur",
    )
    fallback: tuple[str, ...] = Field(
        (), description="Families for what neither a script's own nor the main one has, in order"
    )
    palette: dict[str, Ink | Tint] = Field(
        default_factory=dict,
        description="Colours by what they do: stranger, ground, help, paper, black, white",
    )
    voices: dict[str, Voice] = Field(default_factory=dict)
    bubbles: dict[str, BubbleShape] = Field(default_factory=dict)
    clearances: dict[str, Clearances] = Field(
        default_factory=dict, description="Least distances, by the kind of piece they are for"
    )
    variants: dict[str, Variant] = Field(
        default_factory=dict, description="The theme in other inks, by the name editions use"
    )

    @validator
    def _is_whole(self) -> Self:
        for key in ("family", "palette"):
            if not self.like and not getattr(self, key):
                hint = f"add `{key}:`, or `like:` with the theme to take it from"
                raise Wrong(f'the key "{key}" is missing', hint, rule="missing-key")
        return self

    def colour(self, name: str) -> Colour:
        return colour(self.palette, name)

    def after(self, base: "Theme") -> "Theme":
        """This theme, with all that `base` says and it does not."""
        given: dict[str, Any] = {
            name: getattr(base, name)
            for name in type(self).row_fields
            if name not in self.model_fields_set
        }
        given |= {name: {**getattr(base, name), **getattr(self, name)} for name in _BY_NAME}
        return self.model_copy(update={**given, "like": ""})


def script_key(keys: Container[str], script: str, language: str) -> str:
    """The key of the theme's settings for a language's script; empty if it has none. `ur-PK` has
    those of `ur`, unless it has a row of its own."""
    tag = language
    while tag:
        if f"{script}/{tag}" in keys:
            return f"{script}/{tag}"
        tag = tag.rpartition("-")[0]
    return script if script in keys else ""
