"""XMP metadata as plain text by (namespace, name): simple values, and the first of a list."""

from typing import Final
from xml.parsers import expat

from generator.preflight.syntax import Malformed

Named = dict[tuple[str, str], str]
_RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_MAX_BYTES: Final = 4 * 1024 * 1024


def read(packet: bytes) -> Named:
    """Properties written as elements or attributes of rdf:Description. Raises `Malformed`."""
    if len(packet) > _MAX_BYTES:
        raise Malformed("metadata of more than 4 MB")
    found: Named = {}
    path: list[tuple[str, str]] = []
    held: dict[int, str] = {}

    def split(name: str) -> tuple[str, str]:
        space, _, local = name.rpartition("|")
        return space, local

    def opened(name: str, attributes: dict[str, str]) -> None:
        path.append(split(name))
        if path[-1] == (_RDF, "Description"):
            for key, value in attributes.items():
                found.setdefault(split(key), value)

    def text(value: str) -> None:
        held[len(path)] = held.get(len(path), "") + value

    def closed(name: str) -> None:
        value = held.pop(len(path), "").strip()
        owner = next((one for one in reversed(path) if one[0] != _RDF), None)
        if owner is not None and value:
            found.setdefault(owner, value)
        path.pop()

    def refuse(*_: object) -> None:
        raise Malformed("metadata with a document type of its own")

    parser = expat.ParserCreate(namespace_separator="|")
    parser.StartElementHandler = opened
    parser.EndElementHandler = closed
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(packet, True)
    except expat.ExpatError as problem:
        raise Malformed(f"metadata that is not XML ({problem})") from problem
    return found
