"""A font as its dictionaries describe it (ISO 32000-1, 9.6 to 9.8)."""

from collections.abc import Mapping
from functools import cached_property
from typing import Final

from generator.pdfobjects.file import PdfFile
from generator.pdfobjects.values import Obj

_COMPOSITE: Final = frozenset({"Type0", "CIDFontType0", "CIDFontType2"})
_SYMBOLIC: Final = 4
# Under which keys a descriptor has the font's program.
PROGRAMS: Final = ("FontFile2", "FontFile3", "FontFile")


class FontDictionary:
    """A font's dictionary with those that it leads to."""

    def __init__(self, file: PdfFile, font: Obj) -> None:
        self.file, self.font = file, font
        self.entries = file.dictionary(font)

    def get(self, key: str) -> Obj:
        return self.file.get(self.entries.get(key))

    @property
    def digest(self) -> bytes:
        return self.file.digest(self.font)

    @cached_property
    def kind(self) -> str:
        found = self.get("Subtype")
        return found if isinstance(found, str) else ""

    @property
    def composite(self) -> bool:
        """Whether its codes mean characters of a CIDFont."""
        return self.kind in _COMPOSITE

    @cached_property
    def name(self) -> str:
        name = self.file.get(self.entries.get("BaseFont", self.entries.get("Name")))
        return name if isinstance(name, str) else ""

    @cached_property
    def inner(self) -> Mapping[str, Obj]:
        """The dictionary with widths and descriptor: a Type 0 font's descendant, or its own."""
        if self.kind != "Type0":
            return self.entries
        below = self.file.array(self.entries.get("DescendantFonts"))
        return self.file.dictionary(below[0]) if below else {}

    @cached_property
    def descriptor(self) -> Mapping[str, Obj]:
        return self.file.dictionary(self.inner.get("FontDescriptor"))

    @cached_property
    def symbolic(self) -> bool:
        flags = self.file.get(self.descriptor.get("Flags"))
        return type(flags) is int and bool(flags & _SYMBOLIC)

    @cached_property
    def base_encoding(self) -> str:
        """The name of its base encoding; empty if it names none."""
        encoding = self.get("Encoding")
        base = self.file.get(self.file.dictionary(encoding).get("BaseEncoding"))
        named = encoding if isinstance(encoding, str) else base
        return named if isinstance(named, str) else ""

    @cached_property
    def differences(self) -> Mapping[int, str]:
        """The names of codes in its Encoding that differ from the base encoding (9.6.6)."""
        found: dict[int, str] = {}
        code = 0
        for item in self.file.array(self.file.dictionary(self.get("Encoding")).get("Differences")):
            value = self.file.get(item)
            if isinstance(value, (int, float)):
                code = int(value)
            elif isinstance(value, str):
                found[code] = value
                code += 1
        return found
