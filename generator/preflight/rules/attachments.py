"""Rules of PDF/UA about what a file carries beside its words: layers, files, media, forms."""

from collections.abc import Iterator, Mapping

from generator.pdfobjects.values import Obj, Stream, parts
from generator.preflight.document_facts import DocumentFacts
from generator.preflight.rules.registry import Fault, rule


@rule("each layer has a name, and none switches itself on or off", "ISO 14289-1, 7.10")
def layer_names(document: DocumentFacts) -> Iterator[Fault]:
    for choice in document.layer_choices:
        if not document.text(choice.get("Name")).strip():
            yield Fault("a choice of layers without a name (Name)")
        if "AS" in choice:
            yield Fault("layers that switch themselves on or off (AS)")


@rule("files that are carried have names", "ISO 14289-1, 7.11")
def files_named(document: DocumentFacts) -> Iterator[Fault]:
    for entries in _dictionaries(document, "embedded-file"):
        named = all(document.text(entries.get(key)).strip() for key in ("F", "UF"))
        if document.file.dictionary(entries.get("EF")) and not named:
            yield Fault("a file is carried without its name (F and UF)")


@rule("sound and film say what they are and show", "ISO 14289-1, 7.18.6")
def media_described(document: DocumentFacts) -> Iterator[Fault]:
    for entries in _dictionaries(document, "media-clip"):
        if entries.get("S") != "MCD":
            continue
        if document.file.get(entries.get("CT")) is None:
            yield Fault("sound or film that does not say what kind it is of (CT)")
        said = [document.file.get(part) for part in document.file.array(entries.get("Alt"))][1::2]
        if not said or not all(isinstance(part, bytes) and part.strip() for part in said):
            yield Fault("sound or film without an alternative in words (Alt)")


@rule("no drawing stands for a page of another file (Ref)", "ISO 14289-1, 7.20")
def whole_pages(document: DocumentFacts) -> Iterator[Fault]:
    for stored in document.file.every:
        entries = stored.value.dict if isinstance(stored.value, Stream) else {}
        if entries.get("Subtype") == "Form" and "Ref" in entries:
            yield Fault("a drawing stands for a page of another file (Ref)")


def _dictionaries(document: DocumentFacts, kind: str) -> Iterator[Mapping[str, Obj]]:
    """Every dictionary of the file, if there are objects of a kind in it."""
    for stored in document.file.every if kind in document.kinds else ():
        yield from (part for part in parts(stored.value) if isinstance(part, dict))
