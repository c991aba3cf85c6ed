"""The fonts in the resources of pages, of annotations, and of the drawings that they lead to, used
or not."""

import re
from dataclasses import field
from functools import cached_property

from generator.cache import Cache, Inputs, frozen_inputs
from ..page_tree import PageTree
from ..report import FontFacts
from .font_dictionary import PROGRAMS, FontDictionary
from .unicode_maps import are_known

_SUBSET = re.compile(r"[A-Z]{6}\+")


class DocumentFonts:
    """The fonts of a file."""

    def __init__(self, pages: PageTree) -> None:
        self.pages = pages

    @cached_property
    def all(self) -> tuple[FontFacts, ...]:
        """Every font, by name."""
        return tuple(sorted(self._digests, key=lambda font: (font.name, font.kind)))

    def digests(self, font: FontFacts) -> frozenset[bytes]:
        """The digests of all fonts of which the same is known."""
        return frozenset(self._digests[font])

    @cached_property
    def _digests(self) -> dict[FontFacts, set[bytes]]:
        """The fonts in the resources of any page, of annotations that are not hidden, and of the
        drawings that they lead to."""
        file = self.pages.file
        found: dict[FontFacts, set[bytes]] = {}
        seen: set[int] = set()
        waiting = [file.dictionary(entries.get("Resources")) for entries in self.pages.entries]
        for note in self.pages.annotations:
            waiting += [file.dictionary(look.get("Resources")) for look in self.pages.looks(note)]
        while waiting:
            here = waiting.pop()
            if not here or id(here) in seen:
                continue
            seen.add(id(here))
            for font in file.dictionary(here.get("Font")).values():
                one = FontDictionary(file, font)
                facts = file.cache.get(FontFactsInputs(one.digest, one))
                found.setdefault(facts, set()).add(one.digest)
                waiting.append(file.dictionary(file.dictionary(font).get("Resources")))
            for category in ("XObject", "Pattern"):
                waiting += [
                    file.dictionary(file.dictionary(drawing).get("Resources"))
                    for drawing in file.dictionary(here.get(category)).values()
                ]
            for state in file.dictionary(here.get("ExtGState")).values():
                mask = file.dictionary(file.dictionary(state).get("SMask"))
                waiting.append(file.dictionary(file.dictionary(mask.get("G")).get("Resources")))
        return found


@frozen_inputs
class FontFactsInputs(Inputs[FontFacts]):
    """What is known of a font whose dictionary, with all that it leads to, has this digest."""

    digest: bytes
    font: FontDictionary = field(compare=False)

    def make(self, cache: Cache) -> FontFacts:
        font = self.font
        drawn = font.kind == "Type3"
        embedded = any(font.file.dictionary(font.descriptor.get(key)) for key in PROGRAMS)
        return FontFacts(
            name=font.name,
            kind=font.kind,
            embedded=drawn or embedded,
            subset=drawn or _SUBSET.match(font.name) is not None,
            to_unicode=font.get("ToUnicode") is not None,
            letters_known=are_known(font),
        )

    def result_size(self, result: FontFacts) -> int:
        return 300
