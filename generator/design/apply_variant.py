"""Changes a theme and a layout into a variant of the theme, in other inks.

What is drawn takes the ink of the ground under it, so this walks from grounds down to items. It
happens before any words are set, so no later stage knows of variants.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final, TypeVar

from msgspec import Struct

from generator.colour import Colour
from generator.problems import Problem, error, unknown
from . import items as rows
from .flow import Cover, Flow, FlowGrowth, FlowShrink
from .item_base import closed, natural
from .layout import FitOrder, FrameRow, Grow, Layout, Margins, PageRow, Shrink, Style
from .layout_walk import STYLES, named
from .theme import Theme
from .variants import Fill, Measures, Variant

PLAIN: Final = "white"  # the sheet itself, under a page without a ground


class Border(Struct, frozen=True):
    """Where grounds end. They keep `sheet` mm from the edge of the page, or `drawn` mm of the
    layout if that is further in. If both are 0 they run into the bleed. From folds they keep `fold`
    mm of the layout, and their corners have `radius`."""

    sheet: float = 0.0
    drawn: float = 0.0
    fold: float = 0.0
    radius: float = 0.0


NO_BORDER: Final = Border()


class Varied(Struct, frozen=True):
    """A theme and a layout in a variant."""

    theme: Theme
    layout: Layout
    border: Border
    logos_black: bool


def resolved(theme: Theme, name: str) -> Variant:
    """The variant with what it is `like` filled in. The name, and those it leads to, are good."""
    variant = theme.variants[name]
    if not variant.like:
        return variant
    base = resolved(theme, variant.like)
    given = {field: getattr(variant, field) for field in variant.model_fields_set}
    given["grounds"] = {**base.grounds, **variant.grounds}
    given["voices"] = {**base.voices, **variant.voices}
    return base.model_copy(update=given)


def measures(theme: Theme, layout: Layout, name: str) -> Measures:
    """The layout's measures for a variant, or for the nearest one that it is like."""
    while name:
        if name in layout.variants:
            return layout.variants[name]
        name = theme.variants[name].like
    return Measures()


def check_variants(theme: Theme) -> Iterator[Problem]:
    """Every name in the theme's variants that nothing answers to."""
    palette = theme.palette
    for variant in theme.variants.values():
        seen = [variant]
        while seen[-1].like:
            if seen[-1].like not in theme.variants:
                yield unknown("variant", seen[-1].like, theme.variants, seen[-1].at("like"))
                break
            following = theme.variants[seen[-1].like]
            if any(following is one for one in seen):
                hint = "let one of them say everything itself"
                place = variant.at("like")
                yield error("variant", "these variants are each like the other", place, hint)
                break
            seen.append(following)
        for kind, fills, known in (
            ("colour", variant.grounds, palette),
            ("voice", variant.voices, theme.voices),
        ):
            for name, fill in fills.items():
                if name not in known:
                    yield unknown(kind, name, known, fill.at())
                for key in ("fill", "ink"):
                    if getattr(fill, key) not in palette:
                        yield unknown("colour", getattr(fill, key), palette, fill.at(key))


def check_variant(theme: Theme, layout: Layout, name: str) -> Iterator[Problem]:
    """What a layout needs of a variant that it does not say. All names are good."""
    variant = resolved(theme, name)
    place = theme.variants[name].at()
    hint = 'say it there: {fill: …, ink: …}, the "fill" it becomes and the "ink" of all on it'
    grounds = dict.fromkeys(_grounds(layout))
    for kind, wanted, known in (
        ("colour", grounds, variant.grounds),
        ("voice", theme.voices, variant.voices),
    ):
        for each in wanted:
            if each not in known:
                message = f'the variant "{name}" does not say what becomes of the {kind} "{each}"'
                yield error("variant", message, place, hint)
    own = measures(theme, layout, name)
    for style, change in own.styles.items():
        if style not in layout.styles:
            yield unknown("style", style, layout.styles, change.at())
    for bubble in own.bubbles:
        if bubble not in theme.bubbles:
            yield unknown("bubble", bubble, theme.bubbles, own.at(f"bubbles.{bubble}"))


def _grounds(layout: Layout) -> Iterator[str]:
    """Every colour that the layout fills an area with."""
    from .layout_walk import all_items

    yield PLAIN
    if layout.flow:
        yield layout.flow.ground
        if layout.flow.cover:
            yield layout.flow.cover.ground
    for page in layout.pages:
        yield from (ground for ground in (page.ground, *(f.ground for f in page.frames)) if ground)
    for item in all_items(layout):
        if isinstance(item, rows.BandItem | rows.LogosItem) and item.ground:
            yield item.ground


def apply_variant(
    theme: Theme,
    layout: Layout,
    name: str,
    palette: Mapping[str, Colour],
    panels: Mapping[tuple[str, str], tuple[bool, bool]],
    margin: float,
) -> Varied:
    """A layout and its theme in the variant `name`, which says all that they need.

    `panels` says of each panel, by side of the format and name, whether its start and its end
    lie at the edge of the sheet; `margin` is what the printer leaves white, mm of the layout.
    """
    own = measures(theme, layout, name)
    variant = resolved(theme, name)
    if own.line:
        variant = variant.model_copy(update={"line": own.line})
    border = Border(0.0, own.margin, own.fold, own.radius)
    builder = _VariantBuilder(theme, layout, variant, own, palette, panels, max(margin, own.margin))
    return Varied(builder.theme(), builder.layout(), border, variant.logos == "black")


S = TypeVar("S", Shrink, Grow)
R = TypeVar("R", FlowGrowth, FlowShrink)


class _VariantBuilder:
    """Changes a layout from its grounds down."""

    def __init__(
        self,
        theme: Theme,
        layout: Layout,
        variant: Variant,
        own: Measures,
        palette: Mapping[str, Colour],
        panels: Mapping[tuple[str, str], tuple[bool, bool]],
        margin: float,
    ) -> None:
        self.old_theme, self.old, self.variant, self.own = theme, layout, variant, own
        self.palette, self.panels, self.margin = palette, panels, margin
        self.styles: dict[str, Style] = {}
        self.copies: dict[str, dict[str, str]] = {}  # style → ink → its name in that ink

    def theme(self) -> Theme:
        voices = {}
        for name, voice in self.old_theme.voices.items():
            fill = self.variant.voices[name]
            changes = {
                "fill": fill.fill,
                "text": fill.ink,
                "outline": fill.lines * self.variant.line,
            }
            voices[name] = voice.model_copy(update=changes)
        bubbles = {
            name: shape.model_copy(update={"inset": self.own.bubbles.get(name, shape.inset)})
            for name, shape in self.old_theme.bubbles.items()
        }
        return self.old_theme.model_copy(update={"voices": voices, "bubbles": bubbles})

    def layout(self) -> Layout:
        pages = tuple(map(self._page, self.old.pages))
        flow = self.old.flow and self._flow(self.old.flow)
        changes = {"pages": pages, "fit": self._fit(), "flow": flow}
        return self.old.model_copy(update={**changes, "styles": {**self.old.styles, **self.styles}})

    def _flow(self, flow: Flow) -> Flow:
        on = self.variant.grounds[flow.ground]

        def stack(items: tuple[rows.AnyItem, ...]) -> tuple[rows.AnyItem, ...]:
            return tuple(self._item(item, on, self.old.margins) for item in items)

        folio = {"style": self._style(flow.folio.style, on), "colour": on.ink}

        def renamed(row: R | None) -> R | None:
            if row is None:
                return None
            names = tuple(name for style in row.styles for name in self._names(style))
            return row.model_copy(update={"styles": names})

        return flow.model_copy(
            update={
                "cover": flow.cover and self._cover(flow.cover),
                "grow": renamed(flow.grow),
                "shrink": renamed(flow.shrink),
                "ground": on.fill,
                "opening": stack(flow.opening),
                "kinds": {kind: stack(items) for kind, items in flow.kinds.items()},
                "easy": {kind: stack(items) for kind, items in flow.easy.items()},
                "figure": stack(flow.figure),
                "code": stack(flow.code),
                "running": self._style(flow.running, on),
                "folio": flow.folio.model_copy(update=folio),
            }
        )

    def _cover(self, cover: Cover) -> Cover:
        on = self.variant.grounds[cover.ground]

        def stack(items: tuple[rows.AnyItem, ...]) -> tuple[rows.AnyItem, ...]:
            return tuple(self._item(item, on, self.old.margins) for item in items)

        return cover.model_copy(
            update={
                "ground": on.fill,
                "opening": stack(cover.opening),
                "main": stack(cover.main),
                "kinds": {kind: stack(items) for kind, items in cover.kinds.items()},
            }
        )

    def _fit(self) -> FitOrder:
        def renamed(step: S) -> S:
            names = tuple(name for style in step.styles for name in self._names(style))
            return step.model_copy(update={"styles": names})

        old = self.old.fit
        shrink, grow = tuple(map(renamed, old.shrink)), tuple(map(renamed, old.grow))
        return old.model_copy(update={"shrink": shrink, "grow": grow})

    def _names(self, style: str) -> tuple[str, ...]:
        return tuple(self.copies.get(style, {"": style}).values())

    # grounds

    def _is_paper(self, fill: Fill) -> bool:
        return self.palette[fill.fill].ink == 0

    def _is_block(self, fill: Fill) -> bool:
        """Whether an area shows on the paper at all."""
        return fill.lines > 0 or not self._is_paper(fill)

    def _is_close(self, fill: Fill) -> bool:
        """Whether an outline stands so near that a symbol needs its quiet zone: an outline round a
        panel does, for a panel is as narrow as its words; a bubble has padding."""
        return fill.lines > 0 and any(fill is ground for ground in self.variant.grounds.values())

    def _painted(self, fill: Fill) -> dict[str, Any]:
        """The ground of a row; none if it would be paper on paper."""
        outline = None
        if fill.lines:
            weight = fill.lines * self.variant.line
            outline = rows.Outline(weight=weight, colour=fill.ink)
        return {"ground": fill.fill if self._is_block(fill) else "", "outline": outline}

    def _page(self, page: PageRow) -> PageRow:
        under = self.variant.grounds[page.ground or PLAIN]
        frames = tuple(self._frame(page, frame, under) for frame in page.frames)
        return page.model_copy(update={**self._painted(under), "frames": frames})

    def _frame(self, page: PageRow, frame: FrameRow, under: Fill) -> FrameRow:
        on = self.variant.grounds[frame.ground] if frame.ground else under
        changes: dict[str, Any] = {}
        margins = frame.margins or self.old.margins
        if margins.bottom < self.own.bottom:
            margins = changes["margins"] = margins.model_copy(update={"bottom": self.own.bottom})
        if self._is_block(on):
            outer = self.panels.get((page.side, frame.panel), (True, True))
            start, end = (self.margin if edge else self.own.fold for edge in outer)
            padding = natural(self.own.padding)
            margins = Margins(
                top=max(margins.top, self.margin + padding),
                end=max(margins.end, end + padding),
                bottom=max(margins.bottom, self.margin + padding),
                start=max(margins.start, start + padding),
            )
            changes["margins"] = margins
        if frame.ground:
            changes |= self._painted(on)
        changes["stack"] = tuple(self._item(item, on, margins) for item in frame.stack)
        return frame.model_copy(update=changes)

    # items

    def _item(self, item: rows.AnyItem, on: Fill, margins: Margins) -> rows.AnyItem:
        """An item on a ground, in a frame with these margins."""
        changes: dict[str, Any] = {}
        under = on
        match item:
            case rows.BubblesItem() | rows.BubbleItem():
                under = self.variant.voices[item.voice]
            case rows.BandItem():
                under = self.variant.grounds[item.ground]
                changes = self._band(item, under, margins)
            case rows.LogosItem():
                changes = {"plate": item.plate and on.ink, "rule_colour": on.ink}
                if item.ground:
                    ground = self.variant.grounds[item.ground]
                    changes["ground"] = "" if self._is_paper(ground) else ground.fill
                    changes["rule_colour"] = ground.ink
            case rows.RuleItem() | rows.ListItem():
                changes["colour"] = on.ink
            case rows.FieldItem():
                changes |= {"colour": on.ink, "accent": None}
            case rows.EasyItem():
                changes["line_colour"] = item.line_colour and "black"
            case rows.ContactsItem() | rows.ImprintItem():
                changes["rule_colour"] = item.rule_colour and on.ink
            case rows.CodeItem():
                changes["bare"] = self._is_paper(on) and not self._is_close(on)
                changes["keyline"] = False
            case rows.ColumnsItem():
                changes["divider_colour"] = item.divider_colour and on.ink
                changes["columns"] = tuple(
                    column.model_copy(
                        update={"stack": tuple(self._item(i, on, margins) for i in column.stack)}
                    )
                    for column in item.columns
                )
            case _:
                pass
        if isinstance(item, rows.BubbleItem | rows.BandItem | rows.CodeItem | rows.ImageItem):
            changes["stack"] = tuple(self._item(i, under, margins) for i in item.stack)
        changes |= {key: self._style(name, under) for key, name in named(item, STYLES)}
        return item.model_copy(update=changes)

    def _band(self, band: rows.BandItem, on: Fill, margins: Margins) -> dict[str, Any]:
        """A band that ends with the sheet's border, and whose words keep clear of its edges and of
        its outline: less far where its padding may close, for it is there for long words."""
        changes = self._painted(on)
        if self._is_block(on):
            inside = self.margin + on.lines * self.variant.line
            padding, nearest = natural(self.own.padding), closed(self.own.padding)
            most = max(natural(band.head), inside + padding - margins.top)
            if closed(band.padding) < natural(band.padding):
                padding = nearest
                least = max(closed(band.head), inside + nearest - margins.top)
                changes["head"] = rows.Gap(natural=most, min=least, most=most)
            else:
                changes["head"] = most
            changes["side"] = max(0.0, inside + padding - min(margins.start, margins.end))
        else:
            changes["ground"] = on.fill
        return changes

    # styles

    def _style(self, name: str, on: Fill) -> str:
        """The name of a style in the ink that its ground asks for. The first such ink keeps the
        style's own name."""
        known = self.copies.setdefault(name, {})
        if on.ink not in known:
            known[on.ink] = f"{name} in {on.ink}" if known else name
            self.styles[known[on.ink]] = self._inked(name, on)
        return known[on.ink]

    def _inked(self, name: str, on: Fill) -> Style:
        style = self.old.styles[name]
        only_coloured = (
            style.strong_colour not in (None, style.colour)
            and style.strong in (None, style.weight)
        )  # fmt: skip
        changes: dict[str, Any] = {"colour": on.ink, "strong_colour": None, "small_colour": None}
        if only_coloured:
            changes["strong_underline"] = self.variant.underline
        own = self.own.styles.get(name)
        if own:
            changes |= own.given
        return style.model_copy(update=changes)
