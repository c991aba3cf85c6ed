"""Fonts in a page's resources and in those of the drawings they lead to, used or not."""

import re
from collections.abc import Iterator, Mapping
from functools import cached_property, partial

from generator.memo import Memo
from generator.pdfobjects.file import PdfFile
from generator.pdfobjects.values import Obj
from generator.preflight.glyphs.unicode_maps import are_known
from generator.preflight.page_tree import PageTree
from generator.preflight.report import FontFacts

_SUBSET = re.compile(r"[A-Z]{6}\+")
_known: Memo[bytes, FontFacts] = Memo(1024)
_all: Memo[bytes, frozenset[FontFacts]] = Memo(256)


class DocumentFonts:
    """The fonts of a file."""

    def __init__(self, pages: PageTree) -> None:
        self.pages = pages

    @cached_property
    def all(self) -> tuple[FontFacts, ...]:
        """Every font in the resources of any page."""
        found: set[FontFacts] = set()
        for entries in self.pages.entries:
            found |= fonts(self.pages.file, entries.get("Resources"))
        return tuple(sorted(found, key=lambda font: (font.name, font.kind)))


def fonts(file: PdfFile, resources: Obj) -> frozenset[FontFacts]:
    """Every font that `resources` leads to."""
    return _all.get(file.digest(file.get(resources)), partial(_fonts, file, resources))


def _fonts(file: PdfFile, resources: Obj) -> frozenset[FontFacts]:
    found: set[FontFacts] = set()
    seen: set[int] = set()
    waiting = [file.dictionary(resources)]
    while waiting:
        here = waiting.pop()
        if not here or id(here) in seen:
            continue
        seen.add(id(here))
        for font in file.dictionary(here.get("Font")).values():
            found.add(_known.get(file.digest(font), partial(_facts, file, font)))
            waiting.append(file.dictionary(file.dictionary(font).get("Resources")))
        for category in ("XObject", "Pattern"):
            waiting += [
                file.dictionary(file.dictionary(drawing).get("Resources"))
                for drawing in file.dictionary(here.get(category)).values()
            ]
        for look in file.dictionary(here.get("ExtGState")).values():
            mask = file.dictionary(file.dictionary(look).get("SMask"))
            waiting.append(file.dictionary(file.dictionary(mask.get("G")).get("Resources")))
    return frozenset(found)


def _facts(file: PdfFile, value: Obj) -> FontFacts:
    font = file.dictionary(value)
    kind = file.get(font.get("Subtype"))
    below = file.array(font.get("DescendantFonts"))
    inner = file.dictionary(below[0]) if below else font
    name = file.get(font.get("BaseFont", font.get("Name", "")))
    text = name if isinstance(name, str) else ""
    descriptor = file.dictionary(inner.get("FontDescriptor"))
    return FontFacts(
        name=text,
        kind=kind if isinstance(kind, str) else "",
        embedded=kind == "Type3" or any(_programs(file, descriptor)),
        subset=kind == "Type3" or _SUBSET.match(text) is not None,
        to_unicode=file.get(font.get("ToUnicode")) is not None,
        letters_known=are_known(file, value),
    )


def _programs(file: PdfFile, descriptor: Mapping[str, Obj]) -> Iterator[bool]:
    for key in ("FontFile", "FontFile2", "FontFile3"):
        yield bool(file.dictionary(descriptor.get(key)))
