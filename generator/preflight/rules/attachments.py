"""Rules about what a file carries beside its words: layers, files, media, forms.

Every other rule checks hidden layers as if they were shown.
"""

from collections.abc import Iterator, Mapping

from generator.pdfobjects.values import Obj, Ref, Stream, parts
from ..document_facts import DocumentFacts
from ..painting.notes import InLayer
from ..painting.painted_pages import PaintedPages
from .registry import Fault, at_each, rule


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
    """Every dictionary of the file, if the file has objects of a kind."""
    for stored in document.file.every if kind in document.kinds else ():
        yield from (part for part in parts(stored.value) if isinstance(part, dict))


@rule(
    "nothing is painted in a layer that is switched off",
    "practice: some presses print every layer; ISO 32000-1, 8.11.4.3",
)
def hidden_layers(document: DocumentFacts, painted: PaintedPages) -> Iterator[Fault]:
    layered = list(painted.noted(InLayer))
    hidden = _hidden(document) if layered else {}
    for noted in layered:
        name = hidden.get(noted.detail.layer)
        if name is not None:
            said = (
                f'page {noted.page + 1}: the layer "{name}" is switched off but still in the file'
            )
            fault = Fault(said, "delete what is not to be printed")
            yield from at_each(painted.places(noted), fault)


def _hidden(document: DocumentFacts) -> dict[bytes, str]:
    """The digests of the layers, and of the rules on layers (OCMD), that hide their content when
    the file is opened."""
    file, optional = document.file, document.optional_content
    usual = file.dictionary(optional.get("D"))
    groups = file.array(optional.get("OCGs"))
    off = {ref for ref in file.array(usual.get("OFF")) if isinstance(ref, Ref)}
    if file.get(usual.get("BaseState")) == "OFF":
        off |= {ref for ref in groups if isinstance(ref, Ref)}
        off -= {ref for ref in file.array(usual.get("ON")) if isinstance(ref, Ref)}
    found = {file.digest(ref): document.text(file.dictionary(ref).get("Name")) for ref in off}
    for number in file.numbers if off else ():
        entries = file.dictionary(Ref(number, 0))
        if entries.get("Type") == "OCMD" and not _is_shown(document, entries, off):
            found[file.digest(Ref(number, 0))] = "shown by a rule"
    return found


def _is_shown(document: DocumentFacts, entries: Mapping[str, Obj], off: set[Ref]) -> bool:
    """Whether a membership dictionary shows its content (8.11.2.2). Expressions (VE) are not
    evaluated."""
    members = entries.get("OCGs")
    groups = document.file.array(members) or (members,)
    states = [group not in off for group in groups if isinstance(group, Ref)]
    match document.file.get(entries.get("P")):
        case "AllOn":
            return all(states)
        case "AnyOff":
            return not all(states) or not states
        case "AllOff":
            return not any(states)
    return any(states) or not states
