"""Rules about the file as a whole: structure, identity, intent, what it must not carry."""

from collections.abc import Iterator, Mapping
from typing import Final

from generator.pdfobjects.values import Obj, Stream
from generator.preflight.facts import Facts
from generator.preflight.report import PageBox
from generator.preflight.rules.registry import Fault, rule
from generator.units import MM_PER_PT


@rule("structure", "the file is sound: its table of objects is right", "ISO 32000-1, 7.5")
def structure(facts: Facts) -> Iterator[Fault]:
    if facts.file.damage:
        yield Fault(f"the file is damaged: {facts.file.damage}", hint="make it again")


@rule("version", "the file is of no later version of PDF than the standard knows", "ISO 15930")
def version(facts: Facts, *, latest: str) -> Iterator[Fault]:
    named: dict[str, Obj] = {"header": facts.version}
    if "Version" in facts.catalog:
        named["catalog"] = facts.file.get(facts.catalog["Version"])
    for where, found in named.items():
        said = found if isinstance(found, str) else ""
        if not "1.0" <= said <= latest:
            yield Fault(
                f"the {where} says PDF {said or 'of no version'}, not {latest} or earlier",
                limit=f"PDF {latest}",
                found=f"PDF {said or '?'}",
            )


@rule("file-id", "the trailer holds the file's two identifiers", "ISO 15930-7")
def file_id(facts: Facts) -> Iterator[Fault]:
    ids = [facts.file.get(item) for item in facts.file.array(facts.file.trailer.get("ID"))]
    if len(ids) != 2 or not all(isinstance(item, bytes) and item for item in ids):
        yield Fault("the trailer has no file identifier")


_TRAITS: Final = {
    "lzw": "a stream is compressed with LZW",
    "action": "the file carries actions",
    "javascript": "the file carries JavaScript",
    "embedded-file": "the file carries other files",
    "postscript": "the file carries PostScript",
    "alternates": "an image carries alternate versions",
}


@rule(
    "forbidden",
    "nothing is carried that a press cannot run or must not: scripts, files, LZW",
    "ISO 15930-7",
)
def forbidden(facts: Facts, *, traits: tuple[str, ...]) -> Iterator[Fault]:
    for trait in traits:
        if trait in facts.traits or (trait == "action" and _acts(facts)):
            yield Fault(_TRAITS[trait])


def _acts(facts: Facts) -> bool:
    return "AA" in facts.catalog or any("AA" in page for page in facts.page_entries)


@rule(
    "annotations",
    "no note, link or field lies on the printed page or its bleed",
    "ISO 15930-7",
)
def annotations(facts: Facts) -> Iterator[Fault]:
    file = facts.file
    for number, (page, entries) in enumerate(zip(facts.pages, facts.page_entries, strict=True), 1):
        printed = page.bleed or page.visible_trim
        for item in file.array(entries.get("Annots")):
            note = file.dictionary(item)
            if not note or file.get(note.get("Subtype")) in ("TrapNet", "PrinterMark"):
                continue
            edges = [edge * MM_PER_PT for edge in file.numbers_of(note.get("Rect"))]
            if len(edges) != 4:
                yield Fault(f"page {number}: an annotation without its place")
                continue
            x0, y0, x1, y1 = edges
            box = PageBox(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
            if (
                box.left < printed.right
                and box.right > printed.left
                and box.bottom < printed.top
                and box.top > printed.bottom
            ):
                yield Fault(f"page {number}: an annotation ({note.get('Subtype')!r}) on the page")


@rule(
    "output-intent",
    "one output intent names the printing condition and embeds its CMYK profile",
    "ISO 15930-7",
)
def output_intent(facts: Facts, *, embedded: bool = True) -> Iterator[Fault]:
    """`embedded`: the profile must be there, also if the condition is a registered one."""
    intents = [one for one in facts.output_intents if facts.file.get(one.get("S")) == "GTS_PDFX"]
    if len(intents) != 1:
        yield Fault(f"{len(intents) or 'no'} PDF/X output intents instead of one")
        return
    intent = intents[0]
    for key in ("OutputConditionIdentifier", "RegistryName", "Info"):
        value = facts.file.get(intent.get(key))
        if not isinstance(value, bytes) or not value:
            yield Fault(f"the output intent has no {key}")
    registered = bool(facts.file.get(intent.get("RegistryName")))
    if embedded or not registered or "DestOutputProfile" in intent:
        yield from _profile(facts, intent)


def _profile(facts: Facts, intent: Mapping[str, Obj]) -> Iterator[Fault]:
    profile = facts.file.get(intent.get("DestOutputProfile"))
    if not isinstance(profile, Stream):
        yield Fault("the output intent embeds no ICC profile")
        return
    head = facts.icc_header(intent["DestOutputProfile"])
    if facts.file.get(profile.dict.get("N")) != 4:
        yield Fault("the output profile is not said to have four colours")
    if head[36:40] != b"acsp":
        yield Fault("the output profile is not an ICC profile")
    elif head[12:16] != b"prtr" or head[16:20] != b"CMYK":
        kind, space = (head[at : at + 4].decode("latin-1").strip() for at in (12, 16))
        yield Fault(f"the output profile is for {kind} in {space}, not a press (prtr) in CMYK")


_X = "http://www.npes.org/pdfx/ns/id/"
_XMP = "http://ns.adobe.com/xap/1.0/"
_MM = "http://ns.adobe.com/xap/1.0/mm/"
_PDF = "http://ns.adobe.com/pdf/1.3/"
_DC = "http://purl.org/dc/elements/1.1/"
_WANTED: Final = {
    (_DC, "title"): "title", (_XMP, "CreateDate"): "creation date",
    (_XMP, "ModifyDate"): "modification date", (_XMP, "MetadataDate"): "metadata date",
    (_MM, "DocumentID"): "document ID", (_MM, "VersionID"): "version ID",
    (_MM, "RenditionClass"): "rendition class",
}  # fmt: skip


@rule(
    "pdfx-metadata",
    "the metadata declares PDF/X and describes the file",
    "ISO 15930-7",
)
def pdfx_metadata(facts: Facts, *, declared: str) -> Iterator[Fault]:
    found = facts.metadata
    said = found.get((_X, "GTS_PDFXVersion"), "")
    if said != declared:
        yield Fault(f"the metadata says {said or 'nothing'} where it should say {declared}")
    for key, label in _WANTED.items():
        if not found.get(key):
            yield Fault(f"the metadata has no {label}")
    trapped = found.get((_PDF, "Trapped"), "")
    if trapped not in ("True", "False"):
        yield Fault("the metadata does not say whether the file is trapped")
    informed = facts.file.get(facts.info.get("Trapped"))
    if isinstance(informed, str) and informed != trapped:
        yield Fault(f"Info says trapped {informed}, the metadata {trapped or 'nothing'}")
    title = facts.file.get(facts.info.get("Title"))
    if isinstance(title, bytes) and facts.text(title) != found.get((_DC, "title")):
        yield Fault("the title in Info is not the title in the metadata")
