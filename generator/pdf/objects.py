"""PDF objects as finished bytes, inside ReportLab's document.

ReportLab keeps the file: object numbers, cross-reference table, trailer. What goes into it is
formatted here once, so that an object which does not change between documents costs nothing the
second time.
"""

import string
import zlib
from typing import Final

from reportlab.pdfbase.pdfdoc import PDFDocument, PDFObject

# Bytes a name holds as they are (ISO 32000-1, 7.3.5): regular characters but the number sign.
_REGULAR: Final = (string.ascii_letters + string.digits + "!\"$&'*+,-.:;=?@^_`|~\\").encode()


class Body(PDFObject):
    """An indirect object that is already bytes."""

    def __init__(self, content: bytes) -> None:
        self.content = content

    def format(self, document: PDFDocument) -> bytes:
        return self.content


class File(PDFDocument):
    """A PDF file under construction. `version` is such as "1.6"."""

    def __init__(self, version: str) -> None:
        major, minor = version.split(".")
        super().__init__(invariant=1, pdfVersion=(int(major), int(minor)))
        # ReportLab has put a dictionary of the standard fonts in already; no page of ours may
        # name a font that is not embedded, so the file starts without it.
        self.objectcounter = 0
        self._bodies: list[Body] = []
        for table in (self.idToObjectNumberAndVersion, self.idToObject, self.numberToId):
            table.clear()

    def add(self, content: bytes) -> int:
        """Put an object in and give its number."""
        body = Body(content)
        self._bodies.append(body)
        self.Reference(body)  # type: ignore[no-untyped-call]
        return len(self._bodies)

    def reserve(self) -> int:
        """The number of an object whose content `fill` gives later."""
        return self.add(b"")

    def fill(self, number: int, content: bytes) -> None:
        self._bodies[number - 1].content = content

    def finish(self, catalog: bytes, info: bytes, identifier: bytes) -> bytes:
        """The whole file. `identifier` is the 16 bytes of the trailer's ID, twice the same in a
        file that was never edited."""
        self.Catalog = Body(catalog)
        self.info = Body(info)  # type: ignore[assignment]
        hexadecimal = identifier.hex().encode()
        self._ID = b"[<%b><%b>]" % (hexadecimal, hexadecimal)
        return bytes(self.format())


def decimal(value: float, places: int = 4) -> str:
    """A number as PDF writes it: no exponent, no zeros at the end."""
    text = f"{value:.{places}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def deflated(content: bytes, entries: bytes = b"", level: int = 6) -> bytes:
    """A stream object holding `content`; `entries` are further keys of its dictionary."""
    return stream(zlib.compress(content, level), entries + b"/Filter/FlateDecode")


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
