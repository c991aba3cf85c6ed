"""Style sheets and `style` attributes, as far as drawings need CSS: what applies to an element.

Selectors name elements, classes and ids, alone, together, or inside one another. Text is walked
once from its start to its end, whatever it holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from generator.vectors.model import Unusable
from generator.vectors.svg_tree import SvgElement

_EXPORT: Final = "export it anew with presentation attributes in place of style sheets"
_MOST_RULES: Final = 2_000
_NAME: Final = r"[A-Za-z_\u0080-\uffff-][\w\u0080-\uffff-]*"
_PART: Final = re.compile(rf"[.#]?{_NAME}|\*")
# What holds only while somebody points at it, or looks at it.
_NEVER_IN_PRINT: Final = re.compile(r":(hover|focus|active|visited|target|focus-within)\b")
_WITHOUT_EFFECT: Final = ("@charset", "@namespace", "@font-face")


class Declared(NamedTuple):
    """The value of a property, and whether it is `!important`."""

    value: str
    important: bool


class Compound(NamedTuple):
    """What one element has to be: its tag (empty: any), classes, ids; and whether the one before
    in the selector has to be its parent, not only somewhere round it."""

    tag: str
    classes: frozenset[str]
    ids: frozenset[str]
    inside_at_once: bool

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
    def weight(self) -> tuple[int, int, int]:
        """How narrow it is (Selectors 4, 17)."""
        return (
            sum(len(one.ids) for one in self.compounds),
            sum(len(one.classes) for one in self.compounds),
            sum(bool(one.tag) for one in self.compounds),
        )

    def fits(self, element: SvgElement) -> bool:
        return self.compounds[-1].fits(element) and _inside(self.compounds, element)


def _inside(compounds: tuple[Compound, ...], element: SvgElement) -> bool:
    """Whether the elements round this one are what the selector says of them."""
    *before, last = compounds
    if not before:
        return True
    outer = element.parent
    while outer is not None:
        if before[-1].fits(outer) and _inside(tuple(before), outer):
            return True
        if last.inside_at_once:
            return False
        outer = outer.parent
    return False


@dataclass(frozen=True)
class StyleSheet:
    """The rules of a drawing, from the vaguest to the narrowest."""

    rules: tuple[StyleRule, ...] = ()

    def of(self, element: SvgElement, attributes: Mapping[str, str]) -> dict[str, str]:
        """An element's own properties: `attributes`, then rules, then its `style`, and what is
        `!important` after all (CSS Cascade 4, 6)."""
        own = dict(attributes)
        layers = [rule.declared for rule in self.rules if rule.fits(element)]
        layers.append(declarations(element.get("style")))
        for important in (False, True):
            for layer in layers:
                own |= {k: one.value for k, one in layer.items() if one.important is important}
        return own


def sheet(text: str) -> StyleSheet:
    """A style sheet. Raises `Unusable` for rules that are not understood."""
    text = _uncommented(text)
    if "\\" in text:
        raise Unusable("has a style sheet that is not plain", _EXPORT)
    found: list[StyleRule] = []
    position = 0
    while rest := text[position : position + 1]:
        if rest.isspace():
            position += 1
            continue
        position = _rule(text, position, found)
        if len(found) > _MOST_RULES:
            raise Unusable(f"has a style sheet of more than {_MOST_RULES} rules", _EXPORT)
    return StyleSheet(tuple(sorted(found, key=lambda rule: rule.weight)))


def _uncommented(text: str) -> str:
    """Without comments and the marks that hid style sheets from old browsers."""
    kept: list[str] = []
    position = 0
    while (start := text.find("/*", position)) >= 0:
        kept.append(text[position:start])
        end = text.find("*/", start + 2)
        position = end + 2 if end >= 0 else len(text)
    kept.append(text[position:])
    return " ".join(kept).replace("<!--", "").replace("-->", "")


def _rule(text: str, position: int, found: list[StyleRule]) -> int:
    """Take in the rule that begins here, and give where the next one may."""
    opens = text.find("{", position)
    if text.startswith("@", position):
        if not text.startswith(_WITHOUT_EFFECT, position):
            name = text[position : position + 20].split(maxsplit=1)[0]
            raise Unusable(f"has a style sheet that is not plain: it has {name}", _EXPORT)
        ends = text.find(";", position)
        if ends >= 0 and (opens < 0 or ends < opens):
            return ends + 1
    closes = text.find("}", position)
    if opens < 0 or closes < opens or "{" in text[opens + 1 : closes]:
        raise Unusable("has a style sheet that is not plain", _EXPORT)
    if not text.startswith("@", position):
        declared = declarations(text[opens + 1 : closes])
        found += (
            StyleRule(_compounds(selector.strip()), declared)
            for selector in text[position:opens].split(",")
            if not _NEVER_IN_PRINT.search(selector)
        )
    return closes + 1


def _compounds(text: str) -> tuple[Compound, ...]:
    found: list[Compound] = []
    at_once = False
    for word in text.replace(">", " > ").split():
        if word == ">":
            at_once = True
            continue
        parts = _PART.findall(word)
        if "".join(parts) != word:
            raise _unread(text)
        tags = [part for part in parts if part[0] not in ".#*"]
        if len(tags) > 1 or (tags and parts[0] != tags[0]):
            raise _unread(text)
        classes = frozenset(part[1:] for part in parts if part[0] == ".")
        ids = frozenset(part[1:] for part in parts if part[0] == "#")
        found.append(Compound(tags[0] if tags else "", classes, ids, at_once))
        at_once = False
    if not found or at_once or found[0].inside_at_once:
        raise _unread(text)
    return tuple(found)


def _unread(text: str) -> Unusable:
    return Unusable(f'has a style for "{text[:40]}"', _EXPORT)


def declarations(text: str) -> dict[str, Declared]:
    """`name: value; …`. Raises `Unusable` for what hides what it says behind escapes."""
    if "\\" in text:
        raise Unusable("has a style that is not plain", _EXPORT)
    found: dict[str, Declared] = {}
    for part in _parted(_uncommented(text) if "/*" in text else text):
        name, colon, value = part.partition(":")
        name = name.strip()
        if not colon or not name:
            continue
        name = name if name.startswith("--") else name.lower()
        words, mark, after = value.partition("!")
        important = bool(mark) and after.strip().lower() == "important"
        known = found.get(name)
        if (
            not words.strip()
            or (mark and not important)
            or (known and known.important and not important)
        ):
            continue
        found[name] = Declared(words.strip(), important)
    return found


def _parted(text: str) -> Iterator[str]:
    """What stands between semicolons that are in no brackets and no quotation marks."""
    if not set(text) & set("\"'("):
        yield from text.split(";")
        return
    start = depth = 0
    quote = ""
    for index, letter in enumerate(text):
        if quote:
            quote = "" if letter == quote else quote
        elif letter in "\"'":
            quote = letter
        elif letter in "()":
            depth = max(0, depth + (1 if letter == "(" else -1))
        elif letter == ";" and not depth:
            yield text[start:index]
            start = index + 1
    yield text[start:]
