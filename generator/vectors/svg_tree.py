"""Parses SVG to a tree of elements with their lines. Nothing is fetched; entities are plain text.

This is expat with limits. ElementTree keeps no line numbers, and messages name the line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from xml.parsers import expat

from msgspec import Struct, field

from .model import DEEPEST, Unusable

SVG: Final = "{http://www.w3.org/2000/svg}"
XHTML: Final = "{http://www.w3.org/1999/xhtml}"
_EXPORT: Final = "export it anew as plain SVG"
_MOST_ELEMENTS: Final = 100_000
_MOST_ENTITIES: Final = 50
_LONGEST_ENTITY: Final = 200


class SvgElement(Struct, eq=False):
    """An element. `tag` begins with its namespace in braces, unless that is SVG's."""

    tag: str
    attributes: dict[str, str]
    line: int
    parent: SvgElement | None = None
    children: list[SvgElement] = field(default_factory=list)
    text: str = ""

    def __iter__(self) -> Iterator[SvgElement]:
        return iter(self.children)

    def every(self) -> Iterator[SvgElement]:
        """This element and all inside it, in the file's order."""
        yield self
        for child in self.children:
            yield from child.every()

    def get(self, name: str, default: str = "") -> str:
        return self.attributes.get(name, default)


def tree(data: bytes) -> SvgElement:
    """The root element. Raises `Unusable`."""
    if data.startswith(b"\x1f\x8b"):
        raise Unusable("is a compressed SVG (SVGZ)", "export it anew as plain SVG")
    reading = _SvgTreeBuilder()
    parser = reading.parser
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError) as problem:
        raise Unusable(f"is not whole: {problem}", "export it anew as SVG") from None
    except Unusable as unusable:
        raise unusable.at(parser.CurrentLineNumber) from None
    if reading.root is None or reading.root.tag != "svg":
        raise Unusable("is not SVG", "export it anew as SVG")
    return reading.root


class _SvgTreeBuilder:
    def __init__(self) -> None:
        self.root: SvgElement | None = None
        self.open: list[SvgElement] = []
        self.elements = self.entities = 0
        self.parser = expat.ParserCreate(namespace_separator="}")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._words
        self.parser.EntityDeclHandler = self._entity
        self.parser.ProcessingInstructionHandler = self._instruction

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self.elements += 1
        if len(self.open) >= DEEPEST:
            raise Unusable("has groups in groups without end", _EXPORT)
        if self.elements > _MOST_ELEMENTS:
            raise Unusable("is too detailed for a logo", "ask for the plain logo")
        own = {_named(name): value for name, value in attributes.items()}
        parent = self.open[-1] if self.open else None
        made = SvgElement(_tag(tag), own, self.parser.CurrentLineNumber, parent)
        if parent is None:
            self.root = made
        else:
            parent.children.append(made)
        self.open.append(made)

    def _end(self, tag: str) -> None:
        self.open.pop()

    def _words(self, text: str) -> None:
        if self.open:
            self.open[-1].text += text

    def _entity(
        self,
        name: str,
        is_parameter: bool,
        value: str | None,
        base: str | None,
        system: str | None,
        public: str | None,
        notation: str | None,
    ) -> None:
        """Illustrator writes its namespaces as entities. Those are plain text, and are allowed."""
        self.entities += 1
        plain = value is not None and not is_parameter and not set(value) & set("&<%")
        if not plain or len(value or "") > _LONGEST_ENTITY or self.entities > _MOST_ENTITIES:
            raise Unusable("declares entities", _EXPORT)

    def _instruction(self, target: str, data: str) -> None:
        if target == "xml-stylesheet":
            raise Unusable("takes its style sheet from another file", _EXPORT)


def _named(name: str) -> str:
    return "{" + name if "}" in name else name


def _tag(name: str) -> str:
    """An element's tag. One without a namespace gets empty braces: it is not SVG."""
    return ("{" + name if "}" in name else "{}" + name).removeprefix(SVG)
