"""Rules about the standards that a file claims, and about PDF/A-2 as far as it is checked here."""

from collections.abc import Iterator
from typing import Final

from generator.pdfobjects.values import Stream
from ..document_facts import DocumentFacts
from ..page_tree import PageTree
from ..painting.notes import Paint
from ..painting.painted_pages import PaintedPages
from ..xmp import DC, PDF, PDFA, PDFUA, XMP
from .registry import Fault, rule


@rule("the metadata declares PDF/UA", "ISO 14289-1, 5")
def claims(document: DocumentFacts, *, ua: str) -> Iterator[Fault]:
    """`ua`: its part."""
    part = document.metadata.get((PDFUA, "part"), "")
    if part != ua:
        yield Fault("the metadata does not declare PDF/UA", limit=f"PDF/UA-{ua}",
                    found=f"PDF/UA-{part}" if part else "nothing")  # fmt: skip


def archive_claimed(document: DocumentFacts) -> str:
    """The part and level of PDF/A that the metadata declares, such as 2A; empty if it declares
    none."""
    found = document.metadata
    return found.get((PDFA, "part"), "") + found.get((PDFA, "conformance"), "").upper()


@rule("the metadata declares the PDF/A that is asked for", "ISO 19005-2, 6.6.4")
def archive_claim(document: DocumentFacts, *, level: str) -> Iterator[Fault]:
    """`level`: part and level, such as 2A."""
    said = archive_claimed(document)
    if said != level:
        yield Fault("the metadata does not declare PDF/A", limit=f"PDF/A-{level.lower()}",
                    found=f"PDF/A-{said.lower()}" if said else "nothing")  # fmt: skip


# What Info may say again, and under which name the metadata has it (ISO 19005-2, 6.6.3).
_TWICE: Final = {
    "Title": (DC, "title"), "Author": (DC, "creator"), "Subject": (DC, "description"),
    "Keywords": (PDF, "Keywords"), "Creator": (XMP, "CreatorTool"),
    "Producer": (PDF, "Producer"),
}  # fmt: skip


@rule("Info says nothing else than the metadata", "ISO 19005-2, 6.6.3")
def info_agrees(document: DocumentFacts) -> Iterator[Fault]:
    for key, name in _TWICE.items():
        said = document.file.get(document.info.get(key))
        if (
            isinstance(said, bytes)
            and said
            and document.text(said) != document.metadata.get(name, "")
        ):
            yield Fault(f"{key} in Info is not what the metadata says")


_SPACES: Final = {b"RGB ": "DeviceRGB", b"CMYK": "DeviceCMYK", b"GRAY": "DeviceGray"}


@rule(
    "colours of a device have the profile that says what they look like",
    "ISO 19005-2, 6.2.3 and 6.2.4",
)
def colours_meant(
    document: DocumentFacts, pages: PageTree, painted: PaintedPages
) -> Iterator[Fault]:
    profiles = [one.get("DestOutputProfile") for one in document.intents_for("GTS_PDFA1")]
    headers = [document.profile_header(profile) for profile in profiles]
    described = {_SPACES.get(head[16:20]) if head[36:40] == b"acsp" else None for head in headers}
    if len({document.file.digest(profile) for profile in profiles}) > 1:
        yield Fault("several output intents with different profiles")
    if None in described:
        yield Fault("an output intent without an ICC profile that is one")
    used: dict[str, tuple[int, Paint]] = {}
    for noted in painted.noted(Paint):
        for family in noted.detail.families:
            if not _stands_in(pages, noted.page, family):
                used.setdefault(family, (noted.page, noted.detail))
    for family, (page, paint) in used.items():
        needed = family in ("DeviceRGB", "DeviceCMYK") and family not in described
        if needed or (family == "DeviceGray" and not described):
            place, _ = next(painted.places_of_paint(page, paint))
            yield Fault(
                f"page {page + 1}: colours in {family} without a profile that describes them",
                "embed an output intent for PDF/A, such as sRGB",
                place=place,
            )


def _stands_in(pages: PageTree, page: int, family: str) -> bool:
    """Whether the resources of a page (from 0) define the colours of a device (8.6.5.6)."""
    resources = pages.file.dictionary(pages.entries[page].get("Resources"))
    spaces = pages.file.dictionary(resources.get("ColorSpace"))
    return pages.file.get(spaces.get(family.replace("Device", "Default"))) is not None


@rule(
    "nothing is carried that does not last: scripts, actions, other files, live forms",
    "ISO 19005-2, 6.1 and 6.4 to 6.8",
)
def kept(document: DocumentFacts, pages: PageTree) -> Iterator[Fault]:
    if "action-not-in-pdfa" in document.kinds:
        yield Fault("the file carries actions that do more than lead somewhere")
    if pages.has_actions:
        yield Fault("the file acts when it, or a page of it, is opened or closed (AA)")
    if "XFA" in document.file.dictionary(document.catalog.get("AcroForm")):
        yield Fault("the file carries a form in XFA")
    if "external" in document.kinds:
        yield Fault("a stream of the file is kept in another file")
    if not isinstance(document.file.get(document.catalog.get("Metadata")), Stream):
        yield Fault("the file has no metadata")


@rule("annotations are printed as they are seen, and bring their look", "ISO 19005-2, 6.3")
def annotations_shown(document: DocumentFacts, pages: PageTree) -> Iterator[Fault]:
    for note in pages.annotations:
        flags = document.file.get(note.entries.get("F"))
        said = f"page {note.page + 1}: an annotation ({note.kind})"
        if note.kind == "Popup":
            continue
        # Print set; Invisible, Hidden, NoView and ToggleNoView not (table 165).
        if type(flags) is not int or not flags & 4 or flags & 0x123:
            yield Fault(f"{said} that is not printed as it is seen", "set its flags (F) to Print",
                        place=pages.place_of(note))  # fmt: skip
        if note.kind != "Link" and not document.file.dictionary(note.entries.get("AP")):
            yield Fault(f"{said} without its look (AP)", place=pages.place_of(note))
