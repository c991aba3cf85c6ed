"""Cuts a content stream into marked content: which operators belong to which element (ISO 32000-1,
14.6 and 14.7.4).

Content in a tag has a number by which the structure tree finds it. All other content is an
artifact.
"""

from __future__ import annotations

from typing import Final, TypeAlias

from msgspec import Struct, field

from generator.page import Tag

PdfRectangle: TypeAlias = tuple[float, float, float, float]  # left, bottom, right, top; pt

# Where a shape is content; anywhere else it is decoration (`generator.page.Tag`).
DRAWN: Final = frozenset({"Figure", "Lbl"})


class Annotation(Struct, frozen=True):
    """A link's rectangle in pt, its target and its words."""

    rectangle: PdfRectangle
    target: str
    description: str


class TagElement(Struct, frozen=True):
    """A tag as it was written: the numbers of its marked content, its links and the elements in it,
    in reading order; its words; and its box (None if nobody asks)."""

    tag: Tag
    kids: tuple[Kid, ...]
    words: str
    box: PdfRectangle | None


Kid: TypeAlias = "TagElement | Annotation | int"


class _OpenTag(Struct):
    """A tag that is being drawn."""

    tag: Tag
    kids: list[Kid] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    box: PdfRectangle | None = None

    @property
    def measured(self) -> bool:
        """Whether somebody needs its box: a figure's BBox does, and the target of a heading's
        bookmark."""
        return self.tag.role == "Figure" or self.tag.role.startswith("H")

    def closed(self) -> TagElement:
        kids = self.kids
        if all(isinstance(kid, TagElement) for kid in kids):
            kids = sorted(kids, key=lambda kid: kid.tag.order)  # type: ignore[union-attr]
        words = self.tag.actual_text
        if not words:
            inside = [kid.words for kid in kids if isinstance(kid, TagElement)]
            words = "".join([*self.words, *inside])
        return TagElement(self.tag, tuple(kids), words, self.box)


class Marking:
    """The marked content of one stream, with numbers from `first`."""

    def __init__(self, first: int) -> None:
        self.number = first
        self.kids: list[Kid] = []
        self._path: list[_OpenTag] = []
        self._state: _OpenTag | str = ""

    def enter(self, tag: Tag) -> None:
        self._path.append(_OpenTag(tag))

    def leave(self) -> None:
        """Close the innermost tag. A tag in which nothing was drawn is forgotten."""
        element = self._path.pop().closed()
        if element.kids:
            (self._path[-1].kids if self._path else self.kids).append(element)

    def switch(self, *, drawn: bool) -> list[str]:
        """The operators before something is painted, a drawing or words, where it does not go on
        with what was painted last."""
        inner = self._path[-1] if self._path else None
        wanted = inner if inner and (not drawn or inner.tag.role in DRAWN) else "artifact"
        if wanted is self._state:
            return []
        out = ["EMC"] if self._state else []
        self._state = wanted
        if isinstance(wanted, str):
            return [*out, "/Artifact BMC"]
        wanted.kids.append(self.number)
        self.number += 1
        return [*out, f"/{wanted.tag.role} <</MCID {self.number - 1}>> BDC"]

    def end(self) -> list[str]:
        """The operator after the last thing painted."""
        out = ["EMC"] if self._state else []
        self._state = ""
        return out

    def say(self, words: str) -> None:
        if self._path:
            self._path[-1].words.append(words)

    def link(self, annotation: Annotation) -> None:
        """Record a link. A link outside every tag is an element of its own."""
        if self._path:
            self._path[-1].kids.append(annotation)
        else:
            self.kids.append(TagElement(Tag("Link", ()), (annotation,), "", None))

    def reach(self, box: PdfRectangle) -> None:
        """Record that something was painted over a box."""
        for opened in self._path:
            if opened.measured:
                known = opened.box or box
                opened.box = (
                    min(known[0], box[0]),
                    min(known[1], box[1]),
                    max(known[2], box[2]),
                    max(known[3], box[3]),
                )
