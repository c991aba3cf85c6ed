"""The metadata of a file of sheets: the parts of its original's that stay true.

Dates, titles, the PDF/X version and everything else in the XMP are kept. The identifiers are new,
because it is another document, and come from its input, so that the same input gives the same
bytes. Claims of PDF/A and PDF/UA are removed, because sheets have no tags.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final
from xml.etree import ElementTree

from generator.pdfobjects.builder import New, PdfBuilder
from generator.pdfobjects.file import PdfFile, decode
from generator.pdfobjects.values import Malformed, Stream, encoded_text
from generator.problems import Problem, warning

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

PRODUCER: Final = "cease-print"

_RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_XMP_MM: Final = "http://ns.adobe.com/xap/1.0/mm/"
_PDF: Final = "http://ns.adobe.com/pdf/1.3/"
_UNTRUE: Final = {
    "http://www.aiim.org/pdfua/ns/id/": "PDF/UA",
    "http://www.aiim.org/pdfa/ns/id/": "PDF/A",
}
_HEAD: Final = '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'.encode()
_TAIL: Final = b'\n<?xpacket end="r"?>'


def info(file: PdfFile) -> dict[str, Any]:
    """The Info dictionary: the original's, with this program as its producer."""
    return {**file.dictionary(file.trailer.get("Info")), "Producer": encoded_text(PRODUCER)}


def metadata(
    builder: PdfBuilder[Any], file: PdfFile, identifier: bytes
) -> tuple[New | None, list[Problem]]:
    """The XMP stream (None if the original has none that can be read), and problems to report.
    `identifier` has 16 bytes or more."""
    stream = file.get(file.catalog.get("Metadata"))
    if stream is None:
        return None, []
    try:
        if not isinstance(stream, Stream):
            raise Malformed("metadata that is no stream")
        packet, dropped = _revised(decode(file, stream), identifier)
    except (ElementTree.ParseError, ValueError, Malformed):
        message = "the file's XMP metadata cannot be read, so the sheets have none"
        hint = "a PDF/X file needs it: make the file again"
        return None, [warning("metadata", message, None, hint)]
    claims = [
        warning("claim", f"the sheets no longer say that they are {claim}, for they have no tags")
        for claim in dropped
    ]
    return builder.stream({"Type": "Metadata", "Subtype": "XML"}, packet), claims


def _revised(packet: bytes, identifier: bytes) -> tuple[bytes, list[str]]:
    """The packet with new identifiers and without false claims, and those claims."""
    parser = ElementTree.XMLParser(target=_PacketBuilder())  # noqa: S314 - without entities, see there
    parser.feed(packet)
    root = parser.close()
    dropped: list[str] = []
    for described in root.iter(f"{{{_RDF}}}Description"):
        dropped += _without_claims(described)
        _name_anew(described, identifier)
    return _HEAD + ElementTree.tostring(root) + _TAIL, list(dict.fromkeys(dropped))


class _PacketBuilder(ElementTree.TreeBuilder):
    """An element tree that keeps the packet's prefixes. XMP has no document type and so no
    entities; a packet with one is not read."""

    def start_ns(self, prefix: str, address: str) -> None:
        if prefix and not prefix.startswith("ns"):
            ElementTree.register_namespace(prefix, address)

    def doctype(self, *_: str) -> None:
        raise ValueError("a document type in XMP")


def _without_claims(described: Element) -> Iterator[str]:
    """Remove the standards that sheets cannot conform to, and give their names."""
    for key in list(described.attrib):
        if (claim := _claim(key)) is not None:
            del described.attrib[key]
            yield claim
    for child in list(described):
        if (claim := _claim(child.tag)) is not None:
            described.remove(child)
            yield claim


def _claim(tag: str) -> str | None:
    return _UNTRUE.get(tag[1:].partition("}")[0])


def _name_anew(described: Element, identifier: bytes) -> None:
    """Write new identifiers, and this program's name as the maker's, wherever the packet has
    them."""
    values = {
        f"{{{_XMP_MM}}}DocumentID": _uuid(identifier, 0),
        f"{{{_XMP_MM}}}InstanceID": _uuid(identifier, 1),
        f"{{{_PDF}}}Producer": PRODUCER,
    }
    for key, value in values.items():
        if key in described.attrib:
            described.attrib[key] = value
        child = described.find(key)
        if child is not None:
            child.text = value


def _uuid(identifier: bytes, number: int) -> str:
    """A name-based identifier (RFC 9562, version 8)."""
    digits = bytearray(identifier[:16])
    digits[0] ^= number
    digits[6] = digits[6] & 0x0F | 0x80
    digits[8] = digits[8] & 0x3F | 0x80
    text = digits.hex()
    return f"uuid:{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"
