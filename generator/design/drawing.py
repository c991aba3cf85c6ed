"""A `Drawing`: a layout with everything it names (theme, formats, fonts), all known to exist."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from msgspec import structs

from generator.colour import Colour
from generator.fonts import FontFile
from generator.problems import Problem, Refused, Span, did_you_mean, error, unknown
from generator.source.keys import LAYOUT, Files
from .apply_variant import NO_BORDER, Border, apply_variant, check_variant, check_variants
from .clearances import Clearances
from .formats import Format
from .items import (
    BandItem,
    BubbleItem,
    BubblesItem,
    ColumnsItem,
    ContactsItem,
    EasyItem,
    FieldItem,
    ImageItem,
    ImprintItem,
    ListItem,
    LogosItem,
    MessagesItem,
    RuleItem,
)
from .layout import FrameRow, Grow, Layout, PageRow, Shrink
from .layout_walk import STYLES, all_items, items, named
from .palette import check_palette
from .roles import check_roles
from .theme import ScriptSetting, Theme, script_key


@dataclass(frozen=True)
class ScriptFonts:
    """How a script is set, with a font for every CSS weight a style may ask for."""

    setting: ScriptSetting
    weights: Mapping[int, FontFile] = field(hash=False)


@dataclass(frozen=True)
class Drawing:
    """A layout ready to be filled.

    `weights` are the theme's fonts by CSS weight. `scripts` are the settings of other scripts in
    the theme, and `fallback` the fonts to try, in order, for a character that neither a script's
    own font nor the theme's has. Fonts of `scripts` and of `fallback` have every weight that a
    style may ask for, and are opened only when they are needed. Grounds end at `border`. With
    `logos_black`, logos are drawn in black or not at all. `bleed` is how far grounds run past the
    trim, in mm, if that differs from the format's. `home` is the palette of the layout's own theme,
    whose colours drawings are drawn in. `settings` are the drawings of formats that have
    a setting of their own.

    Drawings are equal if everything in them is, wherever it was written, so a drawing may be a
    field of a cache's `Inputs`. A problem of the layout is made with a key, `row_key("layout",
    item, "block")`, and `Drawing.span` finds its place in these files.
    """

    name: str
    layout: Layout
    theme: Theme
    formats: Mapping[str, Format] = field(hash=False)
    weights: Mapping[int, FontFile] = field(hash=False)
    palette: Mapping[str, Colour] = field(hash=False)
    scripts: Mapping[str, ScriptFonts] = field(default_factory=dict, hash=False)
    fallback: tuple[Mapping[int, FontFile], ...] = field(default=(), hash=False)
    border: Border = NO_BORDER
    logos_black: bool = False
    bleed: float | None = None
    home: Mapping[str, Colour] = field(default_factory=dict, hash=False)
    settings: Mapping[str, "Drawing"] = field(default_factory=dict, hash=False)

    @property
    def drawn_inks(self) -> dict[tuple[float, ...], Colour]:
        """The palette by what drawings have in its place: colours of the layout's own theme."""
        home = self.home or self.palette
        return {
            tuple(part / 255 for part in home[name].rgb): ink
            for name, ink in self.palette.items()
            if name in home and not ink.spot
        }

    def for_format(self, name: str) -> "Drawing":
        """The drawing of a format, which may have a setting of its own."""
        return self.settings.get(name, self)

    def with_bleed(self, bleed: float | None) -> "Drawing":
        """The drawing, its grounds running `bleed` mm past the trim."""
        settings = {name: each.with_bleed(bleed) for name, each in self.settings.items()}
        return replace(self, bleed=bleed, settings=settings)

    def setting_for(self, script: str, language: str) -> ScriptFonts | None:
        """The settings of a language's script; None for the theme's own script and for one that the
        theme does not know."""
        return self.scripts.get(script_key(self.scripts, script, language))

    def span(self, key: str) -> Span | None:
        """The place of a key's value: `layout:…` in the layout, `theme:…` in its theme; None for
        the key of any other file."""
        return Files({LAYOUT: self.layout, "theme": self.theme}).span(key)

    @property
    def clearances(self) -> Clearances:
        """The least distances on the pages of the layout, in mm of the printed page."""
        return self.theme.clearances.get(self.layout.clearances) or Clearances.model_construct()

    @property
    def first_format(self) -> Format:
        """The format whose millimetres the layout uses."""
        return self.formats[self.layout.formats[0]]


def varied(drawing: Drawing, variant: str, margin: float) -> Drawing:
    """A drawing in a variant of its theme, or (empty) in its own colours, for a printer that leaves
    `margin` mm white along each edge of the sheet. Raises `Refused` if its theme has no such
    variant, or the variant lacks something that the layout needs."""
    if not variant:
        if not margin:
            return drawing
        settings = {name: varied(each, "", margin) for name, each in drawing.settings.items()}
        return replace(drawing, border=Border(margin), settings=settings)
    settings = {name: varied(each, variant, margin) for name, each in drawing.settings.items()}
    theme, layout = drawing.theme, drawing.layout
    if variant not in theme.variants:
        hint = did_you_mean(variant, theme.variants) or "say there what becomes of its colours"
        message = f'the theme "{layout.theme}" has no variant "{variant}"'
        raise Refused([error("unknown-variant", message, theme.at("variants"), hint)])
    problems = list(check_variant(theme, layout, variant))
    if problems:
        raise Refused(problems)
    width, height = drawing.first_format.trim
    scaled = (name for name in layout.formats if name not in layout.settings)
    sheets = (drawing.formats[name] for name in scaled)
    trims = [sheet.trim for sheet in sheets if not sheet.ganged]
    scales = (min(across / width, down / height) for across, down in trims)
    border = max((margin / scale for scale in scales), default=0.0)
    made = apply_variant(theme, layout, variant, drawing.palette, _panels(drawing), border)
    return replace(
        drawing,
        theme=made.theme,
        layout=made.layout,
        border=structs.replace(made.border, sheet=margin),
        logos_black=made.logos_black,
        settings=settings,
    )


def _panels(drawing: Drawing) -> dict[tuple[str, str], tuple[bool, bool]]:
    """For each panel of each side, whether it is the first and whether it is the last."""
    return {
        (side, name): (index == 0, index == len(row.panels) - 1)
        for side, row in drawing.first_format.sides.items()
        for index, name in enumerate(row.panels)
    }


def check(
    layout: Layout, theme: Theme, formats: Mapping[str, Format], weights: Iterable[int]
) -> list[Problem]:
    """Report every name in the layout that does not exist."""
    found = _Checker(layout, theme, formats, set(weights))
    found.formats_and_panels()
    found.told()
    found.styles()
    found.flow()
    found.items()
    found.slots()
    found.bands()
    found.settings()
    return found.problems


# What to do about a name where there is nothing of its kind to name.
_NONE_YET = {
    "panel": "leave it out, or say which `side:` of the format this page is",
    "side": "leave it out, or give the format `sides:`",
    "voice": "add it under `voices:` in the theme",
    "bubble": "add it under `bubbles:` in the theme",
}


class _Checker:
    def __init__(
        self, layout: Layout, theme: Theme, formats: Mapping[str, Format], weights: set[int]
    ) -> None:
        self.layout, self.theme, self.formats, self.weights = layout, theme, formats, weights
        self.problems: list[Problem] = []

    def known(self, what: str, name: str, names: Iterable[str], place: Span | None) -> bool:
        """Whether `name` is one of `names`, or empty. Any other name is a problem."""
        names = list(names)
        if not name or name in names:
            return True
        self.problems.append(unknown(what, name, names, place, _NONE_YET.get(what, "")))
        return False

    def formats_and_panels(self) -> None:
        layout = self.layout
        for index, name in enumerate(layout.formats):
            self.known("format", name, self.formats, layout.at(f"formats.{index}"))
        for index, name in enumerate(layout.default):
            if name not in layout.formats:
                place, hint = layout.at(f"default.{index}"), did_you_mean(name, layout.formats)
                message = f'"{name}" is none of the layout\'s formats'
                self.problems.append(error("unknown-format", message, place, hint))
        drawn = self.formats.get(layout.formats[0])
        if drawn is None:
            return
        for page in layout.pages:
            self.known("colour", page.ground, self.theme.palette, page.at("ground"))
            self._outline(page)
            known = self.known("side", page.side, drawn.sides, page.at("side"))
            panels = drawn.sides[page.side].panels if page.side and known else {}
            for frame in page.frames:
                self.known("colour", frame.ground, self.theme.palette, frame.at("ground"))
                self._outline(frame)
                if known and self.known("panel", frame.panel, panels, frame.at("panel")):
                    self._room(frame, panels.get(frame.panel, drawn.trim[0]), drawn.trim[1])
        frames = [frame.name for page in layout.pages for frame in page.frames]
        for index, name in enumerate(layout.web):
            self.known("frame", name, frames, layout.at(f"web.{index}"))

    def told(self) -> None:
        """Check that the layout tells every panel of its first format once."""
        layout, drawn = self.layout, self.formats.get(self.layout.formats[0])
        if drawn is None or not layout.told:
            return
        panels = [name for side in drawn.sides.values() for name in side.panels]
        for index, name in enumerate(layout.told):
            place = layout.at(f"told.{index}")
            known = self.known("panel", name, panels, place)
            if known and name in layout.told[:index]:
                message = f'"{name}" is told twice'
                self.problems.append(error("told", message, place, "name it once"))
        left_out = [name for name in panels if name not in layout.told]
        if left_out:
            message = f'"{left_out[0]}" is not told'
            self.problems.append(error("told", message, layout.at("told"), "name every panel"))

    def _room(self, frame: FrameRow, width: float, height: float) -> None:
        """The width that a frame's margins leave of a panel, mm."""
        margins = frame.margins or self.layout.margins
        inner = width - margins.start - margins.end, height - margins.top - margins.bottom
        if min(inner) <= 0:
            across = f"{width:g} × {height:g} mm"
            message = f'the margins leave no room for "{frame.name}", which is {across}'
            place = frame.at("margins") or self.layout.at("margins")
            self.problems.append(error("no-room", message, place, "make them smaller"))

    def styles(self) -> None:
        palette = self.theme.palette
        for name in ("black", "white"):
            self.known("colour", name, palette, self.theme.at("palette"))
        self.problems += check_palette(palette)
        self.problems += check_roles(self.theme)
        self.problems += check_variants(self.theme)
        name, place = self.layout.clearances, self.layout.at("clearances")
        self.known("clearances", name, self.theme.clearances, place)
        for name in self.layout.variants:
            place = self.layout.at(f"variants.{name}")
            self.known("variant", name, self.theme.variants, place)
        for voice in self.theme.voices.values():
            self.known("colour", voice.fill, palette, voice.at("fill"))
            self.known("colour", voice.text, palette, voice.at("text"))
        for style in self.layout.styles.values():
            for key in ("colour", "strong_colour", "small_colour"):
                self.known("colour", getattr(style, key) or "", palette, style.at(key))
            for key in ("weight", "strong"):
                weight = getattr(style, key)
                if weight is not None and weight not in self.weights:
                    self.problems.append(
                        error(
                            "unknown-font",
                            f"{self.theme.family} has no weight {weight}",
                            style.at(key),
                            "it has " + ", ".join(map(str, sorted(self.weights))),
                        )
                    )
        order = self.layout.fit
        steps: list[Shrink | Grow] = [*order.shrink, *order.grow]
        for step in steps:
            for index, name in enumerate(step.styles):
                self.known("style", name, self.layout.styles, step.at(f"styles.{index}"))
        for name in self.layout.scripts_least:
            place = self.layout.at(f"scripts_least.{name}")
            self.known("script", name, self.theme.scripts, place)
        for script in self.theme.scripts.values():
            for name in script.bubbles:
                self.known("bubble", name, self.theme.bubbles, script.at(f"bubbles.{name}"))

    def flow(self) -> None:
        """Check the names in a flowing layout outside its items."""
        flow = self.layout.flow
        if flow is None:
            return
        folio = flow.folio
        self.known("colour", flow.ground, self.theme.palette, flow.at("ground"))
        self.known("style", flow.running, self.layout.styles, flow.at("running"))
        self.known("style", folio.style, self.layout.styles, folio.at("style"))
        self.known("colour", folio.colour, self.theme.palette, folio.at("colour"))
        self.known("bubble", folio.shape, self.theme.bubbles, folio.at("shape"))
        if flow.cover:
            place = flow.cover.at("ground")
            self.known("colour", flow.cover.ground, self.theme.palette, place)
        for key, row in (("grow", flow.grow), ("shrink", flow.shrink)):
            for index, name in enumerate(row.styles if row else ()):
                self.known("style", name, self.layout.styles, flow.at(f"{key}.styles.{index}"))

    def settings(self) -> None:
        """Check the formats that have a setting of their own."""
        for name, own in self.layout.settings.items():
            for style, change in own.styles.items():
                self.known("style", style, self.layout.styles, change.at())
            layout = self.layout.for_format(name)
            found = check(layout, self.theme, self.formats, self.weights)
            self.problems += [each for each in found if each not in self.problems]

    def items(self) -> None:
        theme = self.theme
        for item in all_items(self.layout):
            for key, name in named(item, STYLES):
                self.known("style", name, self.layout.styles, item.at(key))
            match item:
                case RuleItem() | FieldItem():
                    self.known("colour", item.colour, theme.palette, item.at("colour"))
                    if isinstance(item, FieldItem):
                        self.known("colour", item.accent or "", theme.palette, item.at("accent"))
                        place = item.at("small_colour")
                        self.known("colour", item.small_colour, theme.palette, place)
                case ListItem():
                    self.known("voice", item.bullet, theme.voices, item.at("bullet"))
                    self.known("colour", item.colour, theme.palette, item.at("colour"))
                case MessagesItem():
                    self.known("bubble", item.shape, theme.bubbles, item.at("shape"))
                    for speaker, voice in item.voices.items():
                        place = item.at(f"voices.{speaker}")
                        self.known("voice", voice, theme.voices, place)
                case BubblesItem() | BubbleItem():
                    self.known("bubble", item.shape, theme.bubbles, item.at("shape"))
                    self.known("voice", item.voice, theme.voices, item.at("voice"))
                case EasyItem() | ContactsItem() | ImprintItem():
                    key = "line" if isinstance(item, EasyItem) else "rule"
                    name, weight = getattr(item, f"{key}_colour"), getattr(item, key)
                    self.known("colour", name, theme.palette, item.at(f"{key}_colour"))
                    self._colour_for_rule(weight, name, item.at(key))
                case ColumnsItem():
                    place = item.at("divider_colour")
                    self.known("colour", item.divider_colour, theme.palette, place)
                    self._colour_for_rule(item.divider, item.divider_colour, item.at("divider"))
                case BandItem() | LogosItem():
                    self.known("colour", item.ground, theme.palette, item.at("ground"))
                    if isinstance(item, BandItem):
                        self._outline(item)
                    else:
                        for key in ("plate", "rule_colour"):
                            self.known("colour", getattr(item, key), theme.palette, item.at(key))
                case _:
                    pass

    def slots(self) -> None:
        """Check the slots that items ask for."""
        slots = [item.slot for item in all_items(self.layout) if isinstance(item, ImageItem)]
        for item in all_items(self.layout):
            for key in ("image", "no_image") if item.only else ():
                self.known("slot", getattr(item.only, key), slots, item.at(f"only.{key}"))

    def bands(self) -> None:
        """Check that bands, which run to both sides of the page, stand in no other item, and in no
        layout that flows."""
        stacks = [frame.stack for page in self.layout.pages for frame in page.frames]
        held = [each for stack in stacks for item in stack for each in list(items((item,)))[1:]]
        message = "a band runs to both sides of the page, and this one stands in another item"
        hint = "put it in the stack of its frame"
        self.problems += [
            error("band-inside", message, item.at("kind"), hint)
            for item in (all_items(self.layout) if self.layout.flow else held)
            if isinstance(item, BandItem)
        ]

    def _outline(self, row: PageRow | FrameRow | BandItem) -> None:
        if row.outline:
            place = row.outline.at("colour")
            self.known("colour", row.outline.colour, self.theme.palette, place)

    def _colour_for_rule(self, weight: float, colour: str, place: Span | None) -> None:
        if weight and not colour:
            self.problems.append(
                error("missing-colour", "this rule has no colour", place, "give it one")
            )
