"""The resources that content streams call by name."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from hashlib import sha256
from typing import Final

from generator.pdfobjects.colour_spaces import NAMED, ColourSpace, colour_space
from generator.pdfobjects.file import PdfFile
from generator.pdfobjects.values import Dictionary, Malformed, Obj

# ISO 32000-1, table 33.
_CATEGORIES: Final = (
    "ColorSpace", "ExtGState", "Font", "Pattern", "Properties", "Shading", "XObject",
)  # fmt: skip


class NamedResources:
    """The resources of a page or of a drawing."""

    def __init__(self, file: PdfFile, entries: Mapping[str, Obj]) -> None:
        self.file = file
        self.entries = entries
        self._categories: dict[str, Mapping[str, Obj]] = {}
        self._digests: dict[tuple[str, str], bytes] = {}
        self._borrowing: dict[tuple[str, str], bool] = {}

    def category(self, category: str) -> Mapping[str, Obj]:
        known = self._categories.get(category)
        if known is None:
            known = self._categories[category] = self.file.dictionary(self.entries.get(category))
        return known

    def entry(self, category: str, name: str) -> Obj:
        """A named resource. Raises `Malformed` if there is none."""
        if not isinstance(name, str):
            raise Malformed(f"a {category} resource whose name is not one")
        found = self.category(category).get(name)
        if found is None:
            raise Malformed(f"{name} is not among the page's {category} resources")
        return found

    def named_space(self, name: str) -> ColourSpace:
        if name not in NAMED:
            self.entry("ColorSpace", name)
        return self.space(name)

    def space(self, value: Obj) -> ColourSpace:
        """The colour space that a name or an array stands for."""
        return colour_space(self.file, value, self.category("ColorSpace"))

    def digest(self, category: str, name: str) -> bytes:
        """A digest of a named resource and all it leads to."""
        known = self._digests.get((category, name))
        if known is None:
            known = self.file.digest(self.category(category).get(name))
            self._digests[category, name] = known
        return known

    def digest_of(self, names: Iterable[str]) -> bytes:
        """A digest of the resources with these names in any category, and of all that a drawing
        with them depends on."""
        found: list[bytes] = []
        places = self._categories_of
        named = sorted((kind, name) for name in names for kind in places.get(name, ()))
        for category, name in named:
            if self._draws_with_these(category, name):  # guard
                return self._all_digest
            # one space may be made of another, by name
            if category == "ColorSpace":  # guard
                found.append(self.file.digest(self.entries[category]))
            digest = self.digest(category, name)
            found.append(b"%b %b %b" % (category.encode(), name.encode(), digest))
        return sha256(b"".join(found)).digest()

    @cached_property
    def _categories_of(self) -> dict[str, list[str]]:
        """The categories that have a resource of each name."""
        found: dict[str, list[str]] = {}
        for category in _CATEGORIES:
            for name in self.category(category):
                found.setdefault(name, []).append(category)
        return found

    def _draws_with_these(self, category: str, name: str) -> bool:
        """Whether a form, pattern, font or soft mask is drawn without resources of its own."""
        known = self._borrowing.get((category, name))
        if known is None:
            known = self._borrowing[category, name] = self._borrows(self.category(category)[name])
        return known

    def _borrows(self, value: Obj) -> bool:
        file = self.file
        entries = file.dictionary(value)
        if "SMask" in entries:
            entries = file.dictionary(file.dictionary(entries["SMask"]).get("G")) or entries
        drawn = file.get(entries.get("Subtype")) in ("Form", "Type3") or "PatternType" in entries
        return drawn and "Resources" not in entries and "Shading" not in entries

    @cached_property
    def _all_digest(self) -> bytes:
        return self.file.digest(Dictionary(self.entries))
