"""XMP metadata as plain text by (namespace, name): simple values, and the first of a list."""

from typing import Final
from xml.parsers import expat

from generator.pdfobjects.values import Malformed

DC: Final = "http://purl.org/dc/elements/1.1/"
XMP: Final = "http://ns.adobe.com/xap/1.0/"
XMP_MM: Final = "http://ns.adobe.com/xap/1.0/mm/"
PDF: Final = "http://ns.adobe.com/pdf/1.3/"
PDFX: Final = "http://www.npes.org/pdfx/ns/id/"
PDFA: Final = "http://www.aiim.org/pdfa/ns/id/"
PDFUA: Final = "http://www.aiim.org/pdfua/ns/id/"

Properties = dict[tuple[str, str], str]
_RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_DESCRIPTION: Final = (_RDF, "Description")
_MAX_BYTES: Final = 4 * 1024 * 1024


def read(packet: bytes) -> Properties:
    """Properties written as elements or attributes of rdf:Description. Raises `Malformed`."""
    if len(packet) > _MAX_BYTES:
        raise Malformed("metadata of more than 4 MB")
    found: Properties = {}
    # of each element that is open: whose a text in it is, and its text
    owners: list[tuple[str, str] | None] = [None]
    held: list[str] = [""]

    def opened(name: str, attributes: dict[str, str]) -> None:
        one = _split(name)
        owners.append(owners[-1] if one[0] == _RDF else one)
        held.append("")
        if one == _DESCRIPTION:
            for key, value in attributes.items():
                found.setdefault(_split(key), value)

    def text(value: str) -> None:
        held[-1] += value

    def closed(name: str) -> None:
        value, owner = held.pop().strip(), owners.pop()
        if owner is not None and value:
            found.setdefault(owner, value)

    def refuse(*_: object) -> None:
        raise Malformed("metadata with a document type of its own")

    parser = expat.ParserCreate(namespace_separator="|")
    parser.buffer_text = True
    parser.StartElementHandler = opened
    parser.EndElementHandler = closed
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(packet, True)
    except expat.ExpatError as problem:
        raise Malformed(f"metadata that is not XML ({problem})") from problem
    return found


def _split(name: str) -> tuple[str, str]:
    space, _, local = name.rpartition("|")
    return space, local
