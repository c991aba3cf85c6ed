"""Rules about what a file claims to be, and what PDF/A-2 asks for that can be judged here."""

from collections.abc import Iterator, Mapping
from typing import Final

from generator.pdfobjects.values import Obj, Stream
from generator.preflight.facts import Facts
from generator.preflight.painting.spaces import Paint
from generator.preflight.rules.reading import where
from generator.preflight.rules.registry import Fault, rule

_UA: Final = "http://www.aiim.org/pdfua/ns/id/"
_A: Final = "http://www.aiim.org/pdfa/ns/id/"
_XMP: Final = "http://ns.adobe.com/xap/1.0/"
_PDF: Final = "http://ns.adobe.com/pdf/1.3/"
_DC: Final = "http://purl.org/dc/elements/1.1/"


@rule("claims", "the metadata declares PDF/UA", "ISO 14289-1, 5")
def claims(facts: Facts, *, ua: str) -> Iterator[Fault]:
    """`ua`: its part."""
    part = facts.metadata.get((_UA, "part"), "")
    if part != ua:
        yield Fault("the metadata does not declare PDF/UA", limit=f"PDF/UA-{ua}",
                    found=f"PDF/UA-{part}" if part else "nothing")  # fmt: skip


def archive_claimed(facts: Facts) -> str:
    """Part and level of PDF/A that the metadata declares, such as 2A; empty if it does not."""
    found = facts.metadata
    return found.get((_A, "part"), "") + found.get((_A, "conformance"), "").upper()


@rule("archive-claim", "the metadata declares the PDF/A that is asked for", "ISO 19005-2, 6.6.4")
def archive_claim(facts: Facts, *, level: str) -> Iterator[Fault]:
    """`level`: part and level, such as 2A."""
    said = archive_claimed(facts)
    if said != level:
        yield Fault("the metadata does not declare PDF/A", limit=f"PDF/A-{level.lower()}",
                    found=f"PDF/A-{said.lower()}" if said else "nothing")  # fmt: skip


# What Info may say again, and under which name the metadata has it (ISO 19005-2, 6.6.3).
_TWICE: Final = {
    "Title": (_DC, "title"), "Author": (_DC, "creator"), "Subject": (_DC, "description"),
    "Keywords": (_PDF, "Keywords"), "Creator": (_XMP, "CreatorTool"),
    "Producer": (_PDF, "Producer"),
}  # fmt: skip


@rule("info-agrees", "Info says nothing else than the metadata", "ISO 19005-2, 6.6.3")
def info_agrees(facts: Facts) -> Iterator[Fault]:
    for key, name in _TWICE.items():
        said = facts.file.get(facts.info.get(key))
        if isinstance(said, bytes) and said and facts.text(said) != facts.metadata.get(name, ""):
            yield Fault(f"{key} in Info is not what the metadata says")


_MODELS: Final = {b"RGB ": "DeviceRGB", b"CMYK": "DeviceCMYK", b"GRAY": "DeviceGray"}


@rule(
    "colours-meant",
    "colours of a device have the profile that says what they look like",
    "ISO 19005-2, 6.2.3 and 6.2.4",
)
def colours_meant(facts: Facts) -> Iterator[Fault]:
    intents = [one for one in facts.output_intents if facts.file.get(one.get("S")) == "GTS_PDFA1"]
    described = {_model(facts, intent) for intent in intents}
    if len({facts.file.digest(one.get("DestOutputProfile")) for one in intents}) > 1:
        yield Fault("several output intents with different profiles")
    if "" in described:
        yield Fault("an output intent without an ICC profile that is one")
    used: dict[str, tuple[int, Paint]] = {}
    for noted in facts.noted(Paint):
        for family in noted.detail.families:
            if not _stands_in(facts, noted.page, family):
                used.setdefault(family, (noted.page, noted.detail))
    for family, (page, paint) in used.items():
        needed = family in ("DeviceRGB", "DeviceCMYK") and family not in described
        if needed or (family == "DeviceGray" and not described):
            spot, _ = next(facts.where(page, paint))
            yield Fault(
                f"page {page + 1}: colours in {family} without a profile that describes them",
                "embed an output intent for PDF/A, such as sRGB",
                place=spot,
            )


def _stands_in(facts: Facts, page: int, family: str) -> bool:
    """Whether the resources of a page (from 0) say what a device's colours mean (8.6.5.6)."""
    resources = facts.file.dictionary(facts.page_entries[page].get("Resources"))
    spaces = facts.file.dictionary(resources.get("ColorSpace"))
    return facts.file.get(spaces.get(family.replace("Device", "Default"))) is not None


def _model(facts: Facts, intent: Mapping[str, Obj]) -> str:
    """The device space that an intent's profile describes; empty if it is no profile."""
    head = facts.icc_header(intent.get("DestOutputProfile"))
    return _MODELS.get(head[16:20], "") if head[36:40] == b"acsp" else ""


@rule("kept", "nothing is carried that does not last: scripts, actions, other files, live forms",
      "ISO 19005-2, 6.1 and 6.4 to 6.8")  # fmt: skip
def kept(facts: Facts) -> Iterator[Fault]:
    if "lively-action" in facts.traits:
        yield Fault("the file carries actions that do more than lead somewhere")
    if "AA" in facts.catalog or any("AA" in page for page in facts.page_entries):
        yield Fault("the file acts when it, or a page of it, is opened or closed (AA)")
    if "XFA" in facts.file.dictionary(facts.catalog.get("AcroForm")):
        yield Fault("the file carries a form in XFA")
    if "external" in facts.traits:
        yield Fault("a stream of the file is kept in another file")
    if not isinstance(facts.file.get(facts.catalog.get("Metadata")), Stream):
        yield Fault("the file has no metadata")


@rule(
    "annotations-shown",
    "annotations are printed as they are seen, and bring their look",
    "ISO 19005-2, 6.3",
)
def annotations_shown(facts: Facts) -> Iterator[Fault]:
    for note in facts.annotations:
        flags = facts.file.get(note.entries.get("F"))
        said = f"page {note.page + 1}: an annotation ({note.kind})"
        if note.kind == "Popup":
            continue
        # Print set; Invisible, Hidden, NoView and ToggleNoView not (table 165).
        if type(flags) is not int or not flags & 4 or flags & 0x123:
            yield Fault(f"{said} that is not printed as it is seen", "set its flags (F) to Print",
                        place=where(facts, note))  # fmt: skip
        if note.kind != "Link" and not facts.file.dictionary(note.entries.get("AP")):
            yield Fault(f"{said} without its look (AP)", place=where(facts, note))
