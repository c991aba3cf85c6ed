"""How an SVG shape is painted: its properties after the cascade of attributes and CSS.

A property is drawn here, or has no effect on a drawing without text, or is refused. No property
that would change how a shape looks is ignored.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from msgspec import Struct, field
from msgspec.structs import replace

from .lengths import Viewport, length, numbers
from .model import Unusable
from .svg_colours import FLATTEN

INHERITED: Final = frozenset(
    """fill fill-rule fill-opacity stroke stroke-width stroke-opacity stroke-linecap
    stroke-linejoin stroke-miterlimit stroke-dasharray stroke-dashoffset clip-rule color
    visibility paint-order marker marker-start marker-mid marker-end""".split()
)
_OWN: Final = frozenset("opacity display clip-path stop-color stop-opacity overflow".split())
_CAPS: Final = {"butt": 0, "round": 1, "square": 2}
_JOINS: Final = {"miter": 0, "round": 1, "bevel": 2}
_PLAIN: Final = "export it as plain SVG, with its shapes where they belong"
_NONE: Final = frozenset({"none", "", "normal", "auto", "initial"})
_MOVED: Final = "a style that moves, turns or sizes shapes"
_SHAPED: Final = "a style that says how large shapes are or where"
# Properties that change how a shape looks in a way not drawn here, unless their value says "none".
_REFUSED: Final[Mapping[str, tuple[str, str]]] = {
    **dict.fromkeys(
        ("transform", "rotate", "translate", "scale", "zoom", "perspective", "offset",
         "offset-path", "offset-position", "offset-distance", "offset-rotate", "motion-path"),
        (_MOVED, _PLAIN),
    ),
    **dict.fromkeys(
        ("x", "y", "width", "height", "r", "rx", "ry", "cx", "cy", "d", "inset", "left", "top",
         "right", "bottom", "position", "aspect-ratio", "max-width", "max-height", "min-width",
         "min-height"),
        (_SHAPED, _PLAIN),
    ),
    **dict.fromkeys(
        ("animation", "animation-name", "-webkit-animation", "-webkit-animation-name"),
        ("a style that moves", "export it without animation"),
    ),
    **dict.fromkeys(
        ("background", "background-color", "background-image", "border", "outline", "box-shadow"),
        ("a background or a border made by a style", "draw it as a shape"),
    ),
    **dict.fromkeys(
        ("mask", "mask-image", "-webkit-mask", "-webkit-mask-image", "mask-border"),
        ("a mask", FLATTEN),
    ),
    **dict.fromkeys(
        ("filter", "backdrop-filter", "-webkit-filter", "text-shadow"),
        ("an effect, such as a shadow or a blur", FLATTEN),
    ),
    **dict.fromkeys(
        ("marker", "marker-start", "marker-mid", "marker-end"),
        ("arrow heads or markers", FLATTEN),
    ),
    "mix-blend-mode": ("a blend mode", FLATTEN),
    "vector-effect": ("lines that do not scale", FLATTEN),
    "clip": ("a clip that is not plain", "expand its clipping masks"),
}  # fmt: skip
# The beginnings of names of properties on which neither the size nor the place of a shape depends.
_WITHOUT_EFFECT: Final = tuple(
    """-- -inkscape- -moz- -ms- -o- -webkit-font -webkit-text -webkit-tap -webkit-user alignment-
    all backface-visibility baseline block-progression color- colorprofile contain content-
    cursor direction display-
    dominant-baseline enable-background fill-box flood- font glyph- hyphens image-rendering
    inline-size isolation kerning letter-spacing lighting-color line- margin mask-type opacity-
    orphans overflow- padding pointer-events shape- solid- speak src stop- stroke-location tab-size
    text- touch-action transform-origin transform-box transform-style transition unicode-
    user-select vertical-align white-space widows will-change word- writing-mode font-""".split()
)
_CONFINED: Final = frozenset({"transform-origin", "transform-box"})


class PaintStyle(Struct, frozen=True):
    """What a shape is painted with. Shapes inside inherit part of it."""

    values: Mapping[str, str] = field(default_factory=dict)

    def get(self, name: str, default: str) -> str:
        return self.values.get(name, default).strip()

    def within(self, own: Mapping[str, str]) -> PaintStyle:
        """The style of an element inside this one that has these properties of its own."""
        kept = {name: value for name, value in self.values.items() if name in INHERITED}
        for name, value in own.items():
            word = value.strip().lower()
            from_outside = word == "inherit" or (word in {"unset", "revert", "revert-layer"})
            if from_outside and name in INHERITED:
                continue
            if word == "inherit" and name in self.values:
                kept[name] = self.values[name]
            elif from_outside or word == "initial":
                kept.pop(name, None)
            else:
                kept[name] = value
        return replace(self, values=kept)

    def check(self, moved: bool) -> None:
        """Raise `Unusable` for a property that is not drawn here. `moved`: the shape has a
        `transform`."""
        for name, value in self.values.items():
            _check(name, value.strip().lower(), moved)
        for name in ("opacity", "fill-opacity", "stroke-opacity"):
            if self.share(name) not in {0.0, 1.0}:
                raise Unusable("has see-through parts", FLATTEN)

    def share(self, name: str) -> float:
        """An opacity, from 0 to 1."""
        text = self.get(name, "1")
        try:
            value = float(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
        except ValueError:
            raise Unusable(f'has an opacity of "{text[:40]}"', FLATTEN) from None
        return min(1.0, max(0.0, value))

    @property
    def hidden(self) -> bool:
        """Whether neither the element nor anything inside it shows."""
        return self.get("display", "inline") == "none" or self.share("opacity") == 0

    @property
    def visible(self) -> bool:
        return self.get("visibility", "visible") == "visible"

    def paint(self, name: str, default: str) -> str:
        """The value of `fill` or `stroke`; `none` where nothing of it shows."""
        if not self.visible or self.share(f"{name}-opacity") == 0:
            return "none"
        return self.coloured(self.get(name, default))

    def coloured(self, text: str) -> str:
        """A colour, with `currentcolor` resolved."""
        return self.get("color", "black") if text.lower() == "currentcolor" else text

    def stroke_width(self, viewport: Viewport) -> float:
        return length(self.get("stroke-width", "1"), viewport, "diagonal")

    @property
    def cap(self) -> int:
        return _one_of(_CAPS, self.get("stroke-linecap", "butt"), "line ends")

    @property
    def join(self) -> int:
        return _one_of(_JOINS, self.get("stroke-linejoin", "miter"), "corners of lines")

    @property
    def mitre(self) -> float:
        (found,) = numbers(self.get("stroke-miterlimit", "4"))[:1] or [4.0]
        return max(1.0, found)

    def dash(self, viewport: Viewport) -> tuple[float, ...]:
        text = self.get("stroke-dasharray", "none")
        if text.lower() == "none":
            return ()
        if any(letter.isalpha() or letter == "%" for letter in text):
            parts = text.replace(",", " ").split()
            values = tuple(length(part, viewport, "diagonal") for part in parts)
        else:
            values = tuple(numbers(text))
        return values if any(values) and min(values) >= 0 else ()

    def phase(self, viewport: Viewport) -> float:
        return length(self.get("stroke-dashoffset", "0"), viewport, "diagonal")

    def evenodd(self, name: str = "fill-rule") -> bool:
        return self.get(name, "nonzero") == "evenodd"

    @property
    def stroke_first(self) -> bool:
        """Whether the stroke is painted before the fill."""
        order = self.get("paint-order", "normal").lower().split()
        return "stroke" in order and "fill" not in order[: order.index("stroke")]


def _check(name: str, value: str, moved: bool) -> None:
    refused = _REFUSED.get(name)
    if refused:
        what, hint = refused
        # a style that says "none" still overrides the attribute of the same name
        over = what == _SHAPED or (name == "transform" and moved)
        if over or value not in _NONE | {"0", "transparent", "static"}:
            raise Unusable(f"has {what} ({name})", hint)
    elif name in _CONFINED:
        if moved and set(value.replace("px", "").split()) - {"0", "view-box", ""}:
            raise Unusable(f"has {_MOVED} ({name})", _PLAIN)
    elif name not in INHERITED | _OWN and not name.startswith(_WITHOUT_EFFECT):
        raise Unusable(f'has a style "{name[:40]}" that is not known', _PLAIN)


def _one_of(known: Mapping[str, int], text: str, what: str) -> int:
    if text not in known:
        raise Unusable(f'has {what} of a kind "{text[:40]}"', FLATTEN)
    return known[text]


def presentation(attributes: Mapping[str, str]) -> dict[str, str]:
    """The properties that an element's attributes set (SVG 2, 6.6)."""
    return {
        name: value
        for name, value in attributes.items()
        if name in INHERITED or name in _OWN or name in _ATTRIBUTES
    }


_ATTRIBUTES: Final = frozenset(
    "mask filter mix-blend-mode vector-effect clip transform-origin transform-box".split()
)
