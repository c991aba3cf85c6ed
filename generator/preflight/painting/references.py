"""Lists what a page can use: every graphics state, image, form and pattern in its resources.

It does not matter whether a page paints them. PDF/X forbids some things in what a page could use.
"""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Final

from msgspec import Struct

from generator.pdfobjects.file import PdfFile
from generator.pdfobjects.values import Obj, Ref, Stream
from ..page_tree import PageTree

# More than any page needs.
_MOST: Final = 100_000


class Reached(Struct, frozen=True):
    """A dictionary with its kind: page, resources, state, image, form, pattern, font or space (a
    colour space, whose array is under `value`). `number` is that of its object, 0 if it has
    none."""

    kind: str
    entries: Mapping[str, Obj]
    number: int = 0
    value: Obj = None


_CATEGORIES: Final = {
    "ExtGState": "state", "XObject": "form", "Pattern": "pattern", "Font": "font",
    "ColorSpace": "space", "Shading": "shading",
}  # fmt: skip


class PageReferences:
    """What the pages of a file can use, in the order in which they lead there."""

    def __init__(self, pages: PageTree) -> None:
        self.pages = pages
        self.file = pages.file

    @cached_property
    def _reached(self) -> tuple[dict[str, list[Reached]], ...]:
        found: list[dict[str, list[Reached]]] = []
        for entries in self.pages.entries:
            kinds: dict[str, list[Reached]] = {"": list(reached(self.file, entries))}
            for one in kinds[""]:
                kinds.setdefault(one.kind, []).append(one)
            found.append(kinds)
        return tuple(found)

    def every(self, kind: str = "") -> Iterator[tuple[int, Reached]]:
        """Everything that the pages use, or only one kind of it, with the page's number from 1."""
        for number, kinds in enumerate(self._reached, 1):
            for one in kinds.get(kind, ()):
                yield number, one


def reached(file: PdfFile, page: Mapping[str, Obj]) -> Iterator[Reached]:
    """Everything that a page (with inherited entries) leads to, itself first, each object once."""
    seen: set[int] = set()
    waiting = [Reached("page", page)]
    for _ in range(_MOST):
        if not waiting:
            return
        here = waiting.pop()
        if here.number in seen:
            continue
        if here.number:
            seen.add(here.number)
        yield here
        waiting += _next(file, here)


def _next(file: PdfFile, here: Reached) -> Iterator[Reached]:
    entries = here.entries
    match here.kind:
        case "resources":
            for category, kind in _CATEGORIES.items():
                for value in file.dictionary(entries.get(category)).values():
                    yield _of(file, kind, value)
        case "state":
            mask = file.dictionary(entries.get("SMask"))
            if "G" in mask:
                yield _of(file, "form", mask["G"])
        case "image":
            for key in ("SMask", "Mask"):
                if isinstance(file.get(entries.get(key)), Stream):
                    yield _of(file, "image", entries[key])
            yield _of(file, "space", entries.get("ColorSpace"))
        case "pattern":
            yield _of(file, "state", entries.get("ExtGState"))
            yield _of(file, "shading", entries.get("Shading"))
        case "shading":
            yield _of(file, "space", entries.get("ColorSpace"))
    if here.kind == "page":
        for note in file.array(entries.get("Annots")):
            yield from _appearances(file, file.dictionary(note))
    if "Resources" in entries:
        yield _of(file, "resources", entries["Resources"])


def _of(file: PdfFile, kind: str, value: Obj) -> Reached:
    entries = file.dictionary(value)
    if kind == "form" and file.get(entries.get("Subtype")) == "Image":
        kind = "image"
    number = value.number if isinstance(value, Ref) else 0
    return Reached(kind, entries, number, file.get(value) if kind == "space" else None)


def _appearances(file: PdfFile, note: Mapping[str, Obj]) -> Iterator[Reached]:
    for value in file.dictionary(note.get("AP")).values():
        if isinstance(file.get(value), Stream):
            yield _of(file, "form", value)
            continue
        for state in file.dictionary(value).values():
            yield _of(file, "form", state)
