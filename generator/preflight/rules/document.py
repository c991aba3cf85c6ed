"""Rules about the file as a whole: its structure, identity and output intent, and what it must not
have."""

from collections.abc import Iterator, Mapping
from typing import Final

from generator.pdfobjects.values import Obj, Stream
from ..document_facts import DocumentFacts
from ..page_tree import PageTree
from ..xmp import DC, PDF, PDFX, XMP, XMP_MM
from .registry import Fault, rule


@rule("the file is sound: its table of objects is right", "ISO 32000-1, 7.5")
def structure(document: DocumentFacts) -> Iterator[Fault]:
    if document.file.damage:
        yield Fault(f"the file is damaged: {document.file.damage}", hint="make it again")


@rule("the file is not encrypted", "ISO 32000-1, 7.6")
def encrypted(document: DocumentFacts) -> Iterator[Fault]:
    if document.file.is_encrypted:
        yield Fault(
            "the file is encrypted, though it opens without a password",
            hint="save it without a password or restrictions; PDF/X allows neither",
        )


@rule("the file is of no later version of PDF than the standard knows", "ISO 15930")
def version(document: DocumentFacts, *, latest: str) -> Iterator[Fault]:
    named: dict[str, Obj] = {"header": document.version}
    if "Version" in document.catalog:
        named["catalog"] = document.file.get(document.catalog["Version"])
    for where, found in named.items():
        said = found if isinstance(found, str) else ""
        if not "1.0" <= said <= latest:
            yield Fault(
                f"the {where} says PDF {said or 'of no version'}, not {latest} or earlier",
                limit=f"PDF {latest}",
                found=f"PDF {said or '?'}",
            )


@rule("the trailer holds the file's two identifiers", "ISO 15930-7")
def file_id(document: DocumentFacts) -> Iterator[Fault]:
    ids = [document.file.get(item) for item in document.file.array(document.file.trailer.get("ID"))]
    if len(ids) != 2 or not all(isinstance(item, bytes) and item for item in ids):
        yield Fault("the trailer has no file identifier")


_FORBIDDEN: Final = {
    "lzw": "a stream is compressed with LZW",
    "action": "the file carries actions",
    "javascript": "the file carries JavaScript",
    "embedded-file": "the file carries other files",
    "postscript": "the file carries PostScript",
    "alternates": "an image carries alternate versions",
}


@rule("nothing is carried that a press cannot run or must not: scripts, files, LZW", "ISO 15930-7")
def forbidden(
    document: DocumentFacts, pages: PageTree, *, kinds: tuple[str, ...]
) -> Iterator[Fault]:
    for kind in kinds:
        if kind in document.kinds or (kind == "action" and pages.has_actions):
            yield Fault(_FORBIDDEN[kind])


@rule("no note, link or field lies on the printed page or its bleed", "ISO 15930-7")
def annotations(pages: PageTree) -> Iterator[Fault]:
    for note in pages.every_annotation:
        page, number = pages.boxes[note.page], note.page + 1
        if note.kind in ("TrapNet", "PrinterMark"):
            continue
        if note.area is None:
            yield Fault(f"page {number}: an annotation without its place")
            continue
        printed = page.bleed or page.visible_trim
        left, bottom, right, top = (edge * pages.units[note.page] for edge in note.area)
        beside = left >= printed.right or right <= printed.left
        if not (beside or bottom >= printed.top or top <= printed.bottom):
            yield Fault(f"page {number}: an annotation ({note.kind!r}) on the page")


@rule("one output intent names the printing condition and embeds its CMYK profile", "ISO 15930-7")
def output_intent(document: DocumentFacts, *, embedded: bool = True) -> Iterator[Fault]:
    """`embedded`: the profile must be there, also if the condition is a registered one."""
    intents = document.intents_for("GTS_PDFX")
    if len(intents) != 1:
        yield Fault(f"{len(intents) or 'no'} PDF/X output intents instead of one")
        return
    intent = intents[0]
    for key in ("OutputConditionIdentifier", "RegistryName", "Info"):
        value = document.file.get(intent.get(key))
        if not isinstance(value, bytes) or not value:
            yield Fault(f"the output intent has no {key}")
    registered = bool(document.file.get(intent.get("RegistryName")))
    if embedded or not registered or "DestOutputProfile" in intent:
        yield from _profile(document, intent)


def _profile(document: DocumentFacts, intent: Mapping[str, Obj]) -> Iterator[Fault]:
    profile = document.file.get(intent.get("DestOutputProfile"))
    if not isinstance(profile, Stream):
        yield Fault("the output intent embeds no ICC profile")
        return
    head = document.profile_header(intent["DestOutputProfile"])
    if document.file.get(profile.dict.get("N")) != 4:
        yield Fault("the output profile is not said to have four colours")
    if head[36:40] != b"acsp":
        yield Fault("the output profile is not an ICC profile")
    elif head[12:16] != b"prtr" or head[16:20] != b"CMYK":
        kind, space = (head[at : at + 4].decode("latin-1").strip() for at in (12, 16))
        yield Fault(f"the output profile is for {kind} in {space}, not a press (prtr) in CMYK")


_WANTED: Final = {
    (DC, "title"): "title", (XMP, "CreateDate"): "creation date",
    (XMP, "ModifyDate"): "modification date", (XMP, "MetadataDate"): "metadata date",
    (XMP_MM, "DocumentID"): "document ID", (XMP_MM, "VersionID"): "version ID",
    (XMP_MM, "RenditionClass"): "rendition class",
}  # fmt: skip


@rule("the metadata declares PDF/X and describes the file", "ISO 15930-7")
def pdfx_metadata(document: DocumentFacts, *, declared: str) -> Iterator[Fault]:
    found = document.metadata
    said = found.get((PDFX, "GTS_PDFXVersion"), "")
    if said != declared:
        yield Fault(f"the metadata says {said or 'nothing'} where it should say {declared}")
    for key, label in _WANTED.items():
        if not found.get(key):
            yield Fault(f"the metadata has no {label}")
    trapped = found.get((PDF, "Trapped"), "")
    if trapped not in ("True", "False"):
        yield Fault("the metadata does not say whether the file is trapped")
    informed = document.file.get(document.info.get("Trapped"))
    if isinstance(informed, str) and informed != trapped:
        yield Fault(f"Info says trapped {informed}, the metadata {trapped or 'nothing'}")
    title = document.file.get(document.info.get("Title"))
    if isinstance(title, bytes) and document.text(title) != found.get((DC, "title")):
        yield Fault("the title in Info is not the title in the metadata")
