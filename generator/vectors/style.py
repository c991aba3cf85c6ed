"""How SVG's shapes are painted: attributes, `style` attributes and plain style sheets.

Of CSS only what logos are exported with is read: rules for classes, ids and elements, and flat
colours. Anything that would look otherwise than it is drawn here is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from generator.vectors.model import Inked, Unusable
from generator.vectors.shapes import length, numbers

_COMMENT: Final = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_RULE: Final = re.compile(r"\s*([^{}]+?)\s*\{([^{}]*)\}")
_SELECTOR: Final = re.compile(r"(?P<tag>[a-zA-Z]\w*|\*)?(?:(?P<kind>[.#])(?P<name>[\w-]+))?")
_INHERITED: Final = frozenset(
    """fill fill-rule fill-opacity stroke stroke-width stroke-opacity stroke-linecap
    stroke-linejoin stroke-miterlimit stroke-dasharray stroke-dashoffset clip-rule color
    visibility""".split()
)
_OWN: Final = frozenset(
    "opacity display clip-path mask filter mix-blend-mode marker-start marker-mid marker-end "
    "marker paint-order vector-effect".split()
)
PROPERTIES: Final = _INHERITED | _OWN
_CAPS: Final = {"butt": 0, "round": 1, "square": 2}
_JOINS: Final = {"miter": 0, "round": 1, "bevel": 2}
# Properties that change how a shape looks in ways not drawn here, with the values that do not.
_PLAIN: Final[Mapping[str, tuple[frozenset[str], str]]] = {
    "mask": (frozenset({"none"}), "a mask"),
    "filter": (frozenset({"none"}), "an effect, such as a shadow or a blur"),
    "mix-blend-mode": (frozenset({"normal"}), "a blend mode"),
    "marker": (frozenset({"none"}), "arrow heads or markers"),
    "marker-start": (frozenset({"none"}), "arrow heads or markers"),
    "marker-mid": (frozenset({"none"}), "arrow heads or markers"),
    "marker-end": (frozenset({"none"}), "arrow heads or markers"),
    "paint-order": (frozenset({"normal", "fill"}), "lines that are painted under their fill"),
    "vector-effect": (frozenset({"none"}), "lines that do not scale"),
}
_FLATTEN: Final = "flatten it to shapes in plain colours (Object, Expand), or export it as PNG"


@dataclass(frozen=True)
class Look:
    """What a shape is painted with; what is inherited of it passes to those inside."""

    values: Mapping[str, str] = field(default_factory=dict)

    def get(self, name: str, default: str) -> str:
        return self.values.get(name, default).strip()

    def within(self, own: Mapping[str, str]) -> Look:
        """The look of an element inside, whose own properties are these."""
        kept = {name: value for name, value in self.values.items() if name in _INHERITED}
        given = {name: value for name, value in own.items() if value.strip() != "inherit"}
        return replace(self, values={**kept, **given})

    def check(self) -> None:
        """Raise `Unusable` for what is not drawn here."""
        for name, (allowed, what) in _PLAIN.items():
            if name in self.values and self.get(name, "") not in allowed:
                raise Unusable(f"has {what}", _FLATTEN)
        for name in ("opacity", "fill-opacity", "stroke-opacity"):
            if _share(self.get(name, "1")) not in {0.0, 1.0}:
                raise Unusable("has see-through parts", _FLATTEN)

    @property
    def hidden(self) -> bool:
        """Whether neither it nor what is inside shows."""
        return self.get("display", "inline") == "none" or _share(self.get("opacity", "1")) == 0

    def fill(self) -> Inked | None:
        return self._paint("fill", "black")

    def stroke_colour(self) -> Inked | None:
        return self._paint("stroke", "none") if self.stroke_width() > 0 else None

    def stroke_width(self) -> float:
        return length(self.get("stroke-width", "1"))

    @property
    def cap(self) -> int:
        return _CAPS.get(self.get("stroke-linecap", "butt"), 0)

    @property
    def join(self) -> int:
        return _JOINS.get(self.get("stroke-linejoin", "miter"), 0)

    @property
    def mitre(self) -> float:
        return max(1.0, length(self.get("stroke-miterlimit", "4"), 4.0))

    @property
    def dash(self) -> tuple[float, ...]:
        text = self.get("stroke-dasharray", "none")
        values = () if text == "none" else tuple(numbers(re.sub("px", "", text)))
        return values if any(values) and min(values) >= 0 else ()

    @property
    def phase(self) -> float:
        return length(self.get("stroke-dashoffset", "0"))

    def evenodd(self, name: str = "fill-rule") -> bool:
        return self.get(name, "nonzero") == "evenodd"

    def _paint(self, name: str, default: str) -> Inked | None:
        text = self.get(name, default)
        if text.lower() == "currentcolor":
            text = self.get("color", "black")
        if (
            self.get("visibility", "visible") != "visible"
            or _share(self.get(f"{name}-opacity", "1")) == 0
        ):
            return None
        return colour(text)


def _share(text: str) -> float:
    try:
        value = float(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
    except ValueError:
        raise Unusable(f'has an opacity of "{text}"', _FLATTEN) from None
    return min(1.0, max(0.0, value))


def colour(text: str) -> Inked | None:
    """A flat colour; None for no paint. Raises `Unusable` for anything else."""
    from PIL import ImageColor

    if text.lower() in {"none", "transparent"}:
        return None
    if text.lower().startswith("url("):
        raise Unusable("has gradients or patterns", _FLATTEN)
    try:
        found = ImageColor.getrgb(text)
    except ValueError:
        raise Unusable(f'has a colour "{text[:40]}" that is not known', _FLATTEN) from None
    if len(found) == 4 and found[3] == 0:
        return None
    if len(found) == 4 and found[3] != 255:
        raise Unusable("has see-through parts", _FLATTEN)
    red, green, blue = found[:3]
    return Inked((red / 255, green / 255, blue / 255))


@dataclass(frozen=True)
class Sheet:
    """Style rules by what they are for: `tag`, `.class`, `tag.class`, `#id`."""

    rules: tuple[tuple[str, str, str, Mapping[str, str]], ...] = ()

    def of(self, tag: str, attributes: Mapping[str, str]) -> dict[str, str]:
        """An element's own properties: attributes, then rules from the vaguest to the narrowest,
        then its `style`."""
        own = {name: value for name, value in attributes.items() if name in PROPERTIES}
        classes = attributes.get("class", "").split()
        ranked: list[tuple[tuple[int, int], Mapping[str, str]]] = []
        for number, (wanted, kind, name, values) in enumerate(self.rules):
            fits = wanted in {"", "*", tag} and (
                not kind or name in (classes if kind == "." else [attributes.get("id", "")])
            )
            if fits:
                weight = {"": 0, ".": 10, "#": 100}[kind] + (wanted not in {"", "*"})
                ranked.append(((weight, number), values))
        for _, values in sorted(ranked, key=lambda rule: rule[0]):
            own |= values
        return own | declarations(attributes.get("style", ""))


def sheet(css: str) -> Sheet:
    """A style sheet. Raises `Unusable` for rules that are not understood."""
    text = _COMMENT.sub("", css)
    found: list[tuple[str, str, str, Mapping[str, str]]] = []
    position = 0
    while text[position:].strip():
        match = _RULE.match(text, position)
        if not match or match[1].startswith("@"):
            raise Unusable("has a style sheet that is not plain", _EXPORT)
        values = declarations(match[2])
        found += ((*selector, values) for selector in _selectors(match[1]))
        position = match.end()
    return Sheet(tuple(found))


_EXPORT: Final = "export it anew with presentation attributes in place of style sheets"


def _selectors(text: str) -> Iterator[tuple[str, str, str]]:
    for part in text.split(","):
        match = _SELECTOR.fullmatch(part.strip())
        if not match or not part.strip():
            raise Unusable(f'has a style for "{part.strip()[:40]}"', _EXPORT)
        yield match["tag"] or "", match["kind"] or "", match["name"] or ""


def declarations(text: str) -> dict[str, str]:
    """`name: value; …` for the properties that are drawn here."""
    found = {}
    for part in text.split(";"):
        name, colon, value = part.partition(":")
        if colon and name.strip().lower() in PROPERTIES:
            found[name.strip().lower()] = value.replace("!important", "").strip()
    return found
