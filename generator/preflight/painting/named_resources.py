"""The resources that content streams call by name, and which of them they have called."""

from collections.abc import Mapping

from generator.pdfobjects.colour_spaces import NAMED, ColourSpace, colour_space
from generator.pdfobjects.file import PdfFile
from generator.pdfobjects.values import Malformed, Obj

# A category, such as Font, and a name in it.
Name = tuple[str, str]


class NamedResources:
    """Resources of a page or of a drawing. `named` collects what was called upon."""

    def __init__(self, file: PdfFile, entries: Mapping[str, Obj]) -> None:
        self.file = file
        self.entries = entries
        self.named: set[Name] = set()
        self._digests: dict[Name, bytes] = {}

    def category(self, category: str) -> Mapping[str, Obj]:
        return self.file.dictionary(self.entries.get(category))

    def entry(self, category: str, name: str) -> Obj:
        """A named resource. Raises `Malformed` if there is none."""
        found = self.find(category, name)
        if found is None:
            raise Malformed(f"{name} is not among the page's {category} resources")
        return found

    def find(self, category: str, name: str) -> Obj:
        """A named resource, None if there is none."""
        if not isinstance(name, str):
            raise Malformed(f"a {category} resource whose name is not one")
        self.named.add((category, name))
        return self.category(category).get(name)

    def digest(self, category: str, name: str) -> bytes:
        """A digest of a named resource and all it leads to."""
        key = category, name
        self.named.add(key)
        known = self._digests.get(key)
        if known is None:
            found = self.category(category).get(name)
            known = self._digests[key] = self.file.digest(found)
        return known

    def named_space(self, name: str) -> ColourSpace:
        if name not in NAMED:
            self.entry("ColorSpace", name)
        return self.space(name)

    def space(self, value: Obj) -> ColourSpace:
        """The colour space that a name or an array stands for."""
        return colour_space(self.file, value, self.category("ColorSpace"))

    def afresh(self) -> "NamedResources":
        """The same resources, of which none has been called upon."""
        same = NamedResources(self.file, self.entries)
        same._digests = self._digests
        return same
