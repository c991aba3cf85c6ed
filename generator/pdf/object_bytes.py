"""Adds PDF objects as finished bytes to ReportLab's file.

ReportLab formats its own object tree anew for every document, which costs more than all else in a
batch. Here an object is bytes from the start, so one that does not change between documents costs
nothing the second time.
"""

import string
from itertools import accumulate
from typing import Final

from reportlab.pdfbase.pdfdoc import PDFFile, PDFTrailer

from generator.pdfobjects import deflating

# Bytes a name holds as they are (ISO 32000-1, 7.3.5): regular characters but the number sign.
_REGULAR: Final = (string.ascii_letters + string.digits + "!\"$&'*+,-.:;=?@^_`|~\\").encode()

# How hard it tries on long drawings.
LONG_LEVEL: Final = 4
LONG: Final = 1 << 16


class FileBuilder:
    """A PDF file under construction. `version` is such as "1.6"."""

    def __init__(self, version: str) -> None:
        major, minor = version.split(".")
        self._version = int(major), int(minor)
        self._objects: list[bytes] = []

    def add(self, content: bytes) -> int:
        """Put an object in and give its number."""
        self._objects.append(content)
        return len(self._objects)

    def reserve(self) -> int:
        """The number of an object whose content `fill` gives later."""
        return self.add(b"")

    def fill(self, number: int, content: bytes) -> None:
        self._objects[number - 1] = content

    def finish(self, catalog: int, info: int, identifier: bytes) -> bytes:
        """The whole file. `identifier` is the 16 bytes of the trailer's ID, twice the same in a
        file that was never edited."""
        file = PDFFile(self._version)
        objects = [
            b"%d 0 obj\n%b\nendobj\n" % (number, content)
            for number, content in enumerate(self._objects, 1)
        ]
        first = file.add(b"".join(objects))
        places = list(accumulate(map(len, objects[:-1]), initial=first))
        size = len(places) + 1
        table = "".join(f"{place:010d} 00000 n \n" for place in places)
        start = file.add(f"xref\n0 {size}\n0000000000 65535 f \n{table}")
        twice = f"[<{identifier.hex()}><{identifier.hex()}>]"
        trailer = PDFTrailer(start, size, Root=f"{catalog} 0 R", Info=f"{info} 0 R", ID=twice)
        file.add(trailer.format(self))
        return bytes(file.format(self))


def decimal(value: float, places: int = 4) -> str:
    """A number as PDF writes it: no exponent, no zeros at the end."""
    text = f"{value:.{places}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def deflated(content: bytes, entries: bytes = b"", level: int = 0) -> bytes:
    """A stream object holding `content`; `entries` are further keys of its dictionary."""
    level = level or (LONG_LEVEL if len(content) > LONG else deflating.LEVEL)
    return stream(deflating.compressed(content, level), entries + b"/Filter/FlateDecode")


def stream(data: bytes, entries: bytes = b"") -> bytes:
    """A stream object holding `data` as it stands."""
    return b"<<%b/Length %d>>\nstream\n%b\nendstream" % (entries, len(data), data)


def text_string(text: str) -> bytes:
    """A text string (ISO 32000-1, 7.9.2.2): ASCII as it is, anything else as UTF-16."""
    if text.isascii() and text.isprintable():
        for special in "\\()":
            text = text.replace(special, "\\" + special)
        return b"(%b)" % text.encode("ascii")
    return b"<FEFF%b>" % text.encode("utf-16-be").hex().upper().encode()


def name(text: str) -> bytes:
    """A name object; bytes that a name may not hold are written in hexadecimal."""
    return b"/" + b"".join(
        bytes([byte]) if byte in _REGULAR else b"#%02X" % byte for byte in text.encode("utf-8")
    )
