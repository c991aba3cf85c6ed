"""What a flowing layout looks like at one size of its running text, in one language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from generator.cache import Cache, Inputs, frozen_inputs
from generator.content.document import Document
from generator.design import items as rows
from generator.design.drawing import Drawing, ScriptFonts
from generator.design.flow import KINDS, Flow
from generator.design.layout import Floor
from generator.design.layout_walk import items, styles
from .boxes import NATURAL, Fit
from .canvas import Canvas, PageTransform
from .geometry import ItemPlace, LanguageSettings
from .item_boxes import ItemBuilder
from .portions import scaled
from .safety import clear_of
from .styles import Setting, faces_of, setting

_SIZE: Final = 20_000  # bytes of memory that a look takes, about
_SETTING: Final = 2_000  # ... and a style at a size


class StyleShare(NamedTuple):
    """A style `larger` than drawn, and then at a share of its size."""

    style: str
    larger: float = 1.0
    share: float = 1.0


class FlowSizes(NamedTuple):
    """How far gaps close, and the shares of the styles that are not as large as drawn."""

    gaps: Fit = NATURAL
    shares: tuple[StyleShare, ...] = ()

    def of(self, names: frozenset[str]) -> FlowSizes:
        """The sizes of some styles alone."""
        return self._replace(shares=tuple(each for each in self.shares if each.style in names))


class FlowLook:
    """A flowing drawing with running text of `body` pt in one language: `scale` is that of its
    sizes. `left`, `top`, `width` and `height` are those of the words, and `below` is the height
    under them beside the page number, in mm. Grounds run `out` mm past the edge. Items ask for the
    blocks `asked`, and perhaps whether there are logos. Blocks of some kinds are `flexible`: their
    pictures or codes may be small."""

    def __init__(self, drawing: Drawing, body: float, language: LanguageSettings) -> None:
        assert drawing.layout.flow is not None
        self._of = drawing, body, language
        self._hash = hash(self._of)
        self.drawing, self.layout, self.language = drawing, drawing.layout, language
        self.flow: Flow = drawing.layout.flow
        self.format = drawing.first_format
        self.scale = body / self.flow.body
        self.script = drawing.setting_for(language.script, language.language)
        margins = self.layout.margins
        self.left, self.top = margins.start, margins.top
        self.width = self.format.trim[0] - margins.start - margins.end
        self.height = self.format.trim[1] - margins.top - margins.bottom
        self.below = self.format.trim[1] - self.flow.folio.foot - self.top - self.height
        border = max(drawing.border.sheet, drawing.border.drawn)
        bleed = self.format.bleed if drawing.bleed is None else drawing.bleed
        self.out = -border if border else bleed
        self.rules = drawing.clearances
        stacks = [stack for kind in KINDS for stack in _stacks(self.flow, kind)]
        places = [ItemPlace.of(item) for stack in stacks for item in stack]
        self.asked = tuple(sorted({name for place in places for name in place.asked}))
        self.counts_logos = any(place.counts_logos for place in places)
        # of what is set without a block, or with any
        self.always = frozenset({self.flow.running, self.flow.folio.style})
        self._styles = dict(_styles(self.flow))
        self.flexible = frozenset(kind for kind in KINDS if _is_flexible(self.flow, kind))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, FlowLook) and self._of == other._of

    def __hash__(self) -> int:
        return self._hash

    def styles_of(self, kinds: Iterable[str]) -> frozenset[str]:
        """The styles that blocks of some kinds may be set in."""
        return self.always.union(*(self._styles.get(kind, ()) for kind in kinds))

    def is_at_floor(self, name: str, share: float) -> bool:
        """Whether a style at a share of its size is as small as it may be."""
        style = self.layout.styles[name]
        floor = style.floor.size if isinstance(style.floor, Floor) else style.floor
        return style.size * share <= (floor or style.size) + 1e-9

    def settings(
        self, names: Iterable[str], sizes: FlowSizes, cache: Cache, latin: bool = False
    ) -> dict[str, Setting]:
        """Some styles at their sizes, in the fonts of the language's script; or the `latin` ones in
        the theme's own."""
        found = {each.style: each for each in sizes.shares}
        return {
            name: cache.get(FlowSettingInputs(self, found.get(name) or StyleShare(name), latin))
            for name in names
        }

    def setting(self, of: StyleShare, script: ScriptFonts | None) -> Setting:
        """A style at its size, in the fonts of a script or (none) the theme's own."""
        drawing = self.drawing
        # of the size that is printed, which a script sets larger or smaller than Latin letters
        least = self.layout.least * self.scale / (script.setting.size if script else 1.0)
        return setting(
            of.style,
            scaled(self.layout.styles[of.style], self.scale * of.larger),
            of.share,
            least,
            drawing.palette,
            lambda weight: faces_of(drawing, script, weight),
            script.setting if script else None,
        )

    def builder(
        self,
        document: Document,
        names: Iterable[str],
        sizes: FlowSizes,
        cache: Cache,
        small: bool = False,
    ) -> ItemBuilder:
        """Makes boxes of a document's words in some styles, with `small` pictures or as drawn."""
        (width, height), out, drawing = self.format.trim, self.out, self.drawing
        names = tuple(names)
        own = self.settings(names, sizes, cache)
        return ItemBuilder(
            document=document,
            theme=drawing.theme,
            settings=own,
            palette=drawing.palette,
            cache=cache,
            unit=self.layout.unit,
            edges=(-out, -out, width + out, height + out),
            ground=drawing.palette[self.flow.ground],
            module=self.format.module,
            where=drawing.name,
            latin=self.settings(names, sizes, cache, latin=True) if self.script else own,
            small=small,
            black=drawing.logos_black,
            inks=drawing.drawn_inks,
            script=self.script.setting if self.script else None,
            rules=self.rules,
        )

    def canvas(self, cache: Cache) -> Canvas:
        """An empty canvas for the marks of a page."""
        language, (width, height) = self.language, self.format.trim
        clear = clear_of(self.left, width, height, (), self.layout.safe)
        transform = PageTransform(mirror=width if language.rtl else None)
        return Canvas(cache, transform, language.language, clear, language.original)


def _stacks(flow: Flow, kind: str) -> Iterator[Sequence[rows.AnyItem]]:
    """The stacks that may set a block of a kind."""
    special = {"heading": flow.opening, "paragraphs": flow.figure, "link": flow.code}
    for stack in (flow.kinds.get(kind), flow.easy.get(kind), special.get(kind)):
        if stack:
            yield stack


def _styles(flow: Flow) -> Iterator[tuple[str, frozenset[str]]]:
    for kind in KINDS:
        yield kind, frozenset().union(*map(styles, _stacks(flow, kind)))


def _is_flexible(flow: Flow, kind: str) -> bool:
    every = (item for stack in _stacks(flow, kind) for item in items(stack))
    return any(getattr(item, "min", None) for item in every)


@frozen_inputs
class FlowLookInputs(Inputs[FlowLook]):
    """The look of a flowing drawing with running text of `body` pt in one language."""

    drawing: Drawing
    body: float
    language: LanguageSettings

    def make(self, cache: Cache) -> FlowLook:
        return FlowLook(self.drawing, self.body, self.language)

    def result_size(self, result: FlowLook) -> int:
        return _SIZE


@frozen_inputs
class FlowSettingInputs(Inputs[Setting]):
    """A style of a flowing layout at its size, in the fonts of the language's script, or the
    theme's own for words that are `latin` in every language."""

    look: FlowLook
    of: StyleShare
    latin: bool

    def make(self, cache: Cache) -> Setting:
        return self.look.setting(self.of, None if self.latin else self.look.script)

    def result_size(self, result: Setting) -> int:
        return _SETTING


def shares_of(
    larger: Mapping[str, float], shares: Mapping[str, float], tight: Mapping[str, float]
) -> tuple[StyleShare, ...]:
    """The styles that are not as large as drawn, by how much they are `larger`, and by their shares
    of that size."""
    names = sorted({*larger, *shares, *tight})
    found = (
        StyleShare(name, larger.get(name, 1.0), shares.get(name, 1.0) * tight.get(name, 1.0))
        for name in names
    )
    return tuple(each for each in found if each[1:] != (1.0, 1.0))
