"""Style sheets and `style` attributes: which properties CSS gives to an element of a drawing.

tinycss2 reads the syntax. Selectors name elements, classes and ids, alone, together, or inside one
another; a drawing with any other selector is refused.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from .model import Unusable
from .svg_tree import SvgElement

_EXPORT: Final = "export it anew with presentation attributes in place of style sheets"
_MOST_RULES: Final = 2_000
_PART: Final = re.compile(r"[.#]?[A-Za-z_\u0080-\uffff-][\w\u0080-\uffff-]*|\*")
# Pseudo-classes of somebody who points at a shape or selects it: on paper they never apply.
_NEVER_IN_PRINT: Final = re.compile(r":(hover|focus|active|visited|target|focus-within)\b")
_WITHOUT_EFFECT: Final = frozenset("charset namespace font-face".split())


class Declared(NamedTuple):
    """The value of a property, and whether it is `!important`."""

    value: str
    important: bool


class Compound(NamedTuple):
    """What one element has to be: its tag (empty: any), classes and ids. `is_child` if its parent
    has to be what the compound before it says, not only some element round it."""

    tag: str
    classes: frozenset[str]
    ids: frozenset[str]
    is_child: bool

    def fits(self, element: SvgElement) -> bool:
        return (
            self.tag in {"", element.tag}
            and self.classes <= set(element.get("class").split())
            and self.ids <= {element.get("id")}
        )


class StyleRule(NamedTuple):
    """Compounds from the outermost to the element itself, and what is declared for it."""

    compounds: tuple[Compound, ...]
    declared: Mapping[str, Declared]

    @property
    def specificity(self) -> tuple[int, int, int]:
        """Selectors 4, 17."""
        return (
            sum(len(one.ids) for one in self.compounds),
            sum(len(one.classes) for one in self.compounds),
            sum(bool(one.tag) for one in self.compounds),
        )

    def fits(self, element: SvgElement) -> bool:
        return self.compounds[-1].fits(element) and _is_inside(self.compounds, element)


def _is_inside(compounds: tuple[Compound, ...], element: SvgElement) -> bool:
    """Whether the elements round this one are what the selector says of them."""
    *before, last = compounds
    if not before:
        return True
    outer = element.parent
    while outer is not None:
        if before[-1].fits(outer) and _is_inside(tuple(before), outer):
            return True
        if last.is_child:
            return False
        outer = outer.parent
    return False


@dataclass(frozen=True)
class StyleSheet:
    """The rules of a drawing, from the least specific to the most specific."""

    rules: tuple[StyleRule, ...] = ()
    # A drawing repeats the same `style` on many elements; each is read once.
    _read: dict[str, dict[str, Declared]] = field(default_factory=dict, compare=False)

    def of(self, element: SvgElement, attributes: Mapping[str, str]) -> dict[str, str]:
        """An element's own properties: `attributes`, then rules, then its `style`, and what is
        `!important` after all (CSS Cascade 4, 6)."""
        own = dict(attributes)
        layers = [rule.declared for rule in self.rules if rule.fits(element)]
        layers.append(self._style(element.get("style")))
        for important in (False, True):
            for layer in layers:
                own |= {k: one.value for k, one in layer.items() if one.important is important}
        return own

    def _style(self, text: str) -> Mapping[str, Declared]:
        if text not in self._read:
            self._read[text] = declarations(text)
        return self._read[text]


def style_sheet(text: str) -> StyleSheet:
    """Read a style sheet. Raises `Unusable` for rules that are not understood."""
    import tinycss2

    if "\\" in text:
        raise _not_plain()
    found: list[StyleRule] = []
    for rule in tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True):
        if rule.type == "at-rule":
            if rule.lower_at_keyword not in _WITHOUT_EFFECT:
                raise _not_plain(f": it has @{rule.at_keyword[:20]}")
            continue
        if rule.type != "qualified-rule":
            raise _not_plain()
        declared = _declared(rule.content)
        found += (
            StyleRule(_compounds(selector.strip()), declared)
            for selector in _text(rule.prelude).split(",")
            if not _NEVER_IN_PRINT.search(selector)
        )
        if len(found) > _MOST_RULES:
            raise Unusable(f"has a style sheet of more than {_MOST_RULES} rules", _EXPORT)
    return StyleSheet(tuple(sorted(found, key=lambda rule: rule.specificity)))


def declarations(text: str) -> dict[str, Declared]:
    """Read a `style` attribute. Raises `Unusable` for what hides what it says behind escapes."""
    if not text:
        return {}
    if "\\" in text:
        raise Unusable("has a style that is not plain", _EXPORT)
    return _declared(text)


def _declared(content: str | Sequence[Any]) -> dict[str, Declared]:
    """The declarations of a block: of one property the last, an important one before others."""
    import tinycss2

    found: dict[str, Declared] = {}
    for part in tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True):
        if part.type in {"qualified-rule", "at-rule"}:
            raise _not_plain()
        if part.type != "declaration":
            continue  # CSS passes over what is no declaration
        name = part.name if part.name.startswith("--") else part.lower_name
        value = _text(part.value)
        known = found.get(name)
        if value and "!" not in value and (part.important or not (known and known.important)):
            found[name] = Declared(value, part.important)
    return found


def _text(tokens: Sequence[Any]) -> str:
    import tinycss2

    try:
        return str(tinycss2.serialize(tokens)).strip()
    except RecursionError:
        raise _not_plain() from None


def _compounds(selector: str) -> tuple[Compound, ...]:
    """The compounds of a selector. Raises `Unusable` for one that is not understood."""
    found: list[Compound] = []
    is_child = False
    for word in selector.replace(">", " > ").split():
        if word == ">":
            if is_child or not found:
                raise _unread(selector)
            is_child = True
            continue
        parts = _PART.findall(word)
        tags = [part for part in parts if part[0] not in ".#*"]
        if "".join(parts) != word or len(tags) > 1 or (tags and parts[0] != tags[0]):
            raise _unread(selector)
        classes = frozenset(part[1:] for part in parts if part[0] == ".")
        ids = frozenset(part[1:] for part in parts if part[0] == "#")
        found.append(Compound(tags[0] if tags else "", classes, ids, is_child))
        is_child = False
    if not found or is_child:
        raise _unread(selector)
    return tuple(found)


def _unread(selector: str) -> Unusable:
    return Unusable(f'has a style for "{selector[:40]}"', _EXPORT)


def _not_plain(why: str = "") -> Unusable:
    return Unusable(f"has a style sheet that is not plain{why}", _EXPORT)
