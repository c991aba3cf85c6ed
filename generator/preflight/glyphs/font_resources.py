"""Fonts in a page's resources and in those of the drawings they lead to, used or not."""

import re
from functools import cached_property
from typing import Final

from generator.pdfobjects.file import PdfFile
from generator.pdfobjects.values import Obj
from generator.preflight.glyphs.unicode_maps import are_known
from generator.preflight.page_tree import PageTree
from generator.preflight.report import FontFacts

_SUBSET = re.compile(r"[A-Z]{6}\+")
PROGRAMS: Final = ("FontFile2", "FontFile3", "FontFile")


class DocumentFonts:
    """The fonts of a file."""

    def __init__(self, pages: PageTree) -> None:
        self.pages = pages

    @cached_property
    def all(self) -> tuple[FontFacts, ...]:
        """Every font in the resources of any page, and of the drawings that they lead to."""
        file = self.pages.file
        found: set[FontFacts] = set()
        seen: set[int] = set()
        waiting = [file.dictionary(entries.get("Resources")) for entries in self.pages.entries]
        while waiting:
            here = waiting.pop()
            if not here or id(here) in seen:
                continue
            seen.add(id(here))
            for font in file.dictionary(here.get("Font")).values():
                found.add(_facts(file, font))
                waiting.append(file.dictionary(file.dictionary(font).get("Resources")))
            for category in ("XObject", "Pattern"):
                waiting += [
                    file.dictionary(file.dictionary(drawing).get("Resources"))
                    for drawing in file.dictionary(here.get(category)).values()
                ]
            for state in file.dictionary(here.get("ExtGState")).values():
                mask = file.dictionary(file.dictionary(state).get("SMask"))
                waiting.append(file.dictionary(file.dictionary(mask.get("G")).get("Resources")))
        return tuple(sorted(found, key=lambda font: (font.name, font.kind)))


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
        embedded=kind == "Type3" or any(file.dictionary(descriptor.get(key)) for key in PROGRAMS),
        subset=kind == "Type3" or _SUBSET.match(text) is not None,
        to_unicode=file.get(font.get("ToUnicode")) is not None,
        letters_known=are_known(file, value),
    )
