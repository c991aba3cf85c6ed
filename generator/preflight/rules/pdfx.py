"""Rules of PDF/X about transparency, screening, references and layers.

Sources name the standard and, where the standard is not public, a public description of it.
docs/pdfx-1a.md and docs/pdfx-4.md give their addresses.
"""

from collections.abc import Iterator
from typing import Final

from generator.pdfobjects.colour_spaces import PROCESS_INKS
from generator.pdfobjects.file import PdfFile
from generator.pdfobjects.values import Obj, Stream
from generator.problems import Place
from ..document_facts import DocumentFacts
from ..page_tree import PageTree
from ..painting.notes import Transparent
from ..painting.painted_pages import PaintedPages
from ..painting.references import PageReferences, Reached
from ..report import Expected
from .registry import Fault, rule

_NAMED: Final = {
    "page": "the page", "state": "a graphics state", "image": "an image", "form": "a form",
    "pattern": "a pattern", "shading": "a shading", "font": "a font",
}  # fmt: skip


def _text_of(value: Obj) -> str:
    return value if isinstance(value, str) else repr(value)


@rule(
    "nothing is see-through: no soft mask, blend mode, opacity or transparency group",
    "ISO 15930-4 (PDF/X-1a): transparency is flattened before the file is made",
)
def transparency(references: PageReferences, painted: PaintedPages) -> Iterator[Fault]:
    hint = "flatten transparency, or deliver PDF/X-4"
    for number, one in references.every():
        for what in sorted(set(_transparent(references.file, one))):
            said = f"page {number}: {_NAMED.get(one.kind, one.kind)} with {what}"
            yield Fault(said, hint, place=_seen_through(painted, number, what))


def _seen_through(painted: PaintedPages, number: int, what: str) -> Place | None:
    """The first place on a page with such transparency, if there is one."""
    kinds = ("opacity", "blend mode", "soft mask", "group")
    alike = [kind for kind in kinds if kind in what]
    for noted in painted.noted(
        Transparent, lambda veiled: any(kind in veiled.by for kind in alike)
    ):
        if noted.page == number - 1 and noted.places.first:
            return painted.place(noted.page, noted.places.first[0])
    return None


def _transparent(file: PdfFile, one: Reached) -> Iterator[str]:
    entries = one.entries
    mask = file.get(entries.get("SMask"))
    if one.kind == "image" and isinstance(mask, Stream):
        yield "a soft mask"
    if one.kind == "image" and file.get(entries.get("SMaskInData")) not in (None, 0):
        yield "a soft mask in its data"
    group = file.dictionary(entries.get("Group"))
    if one.kind in ("page", "form", "pattern") and file.get(group.get("S")) == "Transparency":
        yield "a transparency group"
    if one.kind != "state":
        return
    if mask not in (None, "None"):
        yield "a soft mask"
    for key in ("CA", "ca"):
        amount = file.get(entries.get(key))
        if amount is not None and amount != 1:
            yield f"an opacity of {_text_of(amount)}"
    modes = file.array(entries.get("BM")) or (entries.get("BM"),)
    for mode in map(file.get, modes):
        if mode not in (None, "Normal", "Compatible"):
            yield f"the blend mode {_text_of(mode)}"


@rule(
    "no transfer curve changes the inks behind the designer's back",
    "ISO 15930 (all parts): TR and HTP are not there, TR2 is Default at most",
)
def transfer_curves(references: PageReferences) -> Iterator[Fault]:
    for number, one in references.every("state"):
        for key in ("TR", "HTP"):
            if references.file.get(one.entries.get(key)) is not None:
                yield Fault(f"page {number}: a graphics state with {key}")
        if references.file.get(one.entries.get("TR2")) not in (None, "Default"):
            yield Fault(f"page {number}: a graphics state with a transfer curve (TR2)")


@rule(
    "screens are left to the press: halftones of type 1 or 5 only, and without a name",
    "ISO 15930 (all parts)",
)
def halftones(references: PageReferences) -> Iterator[Fault]:
    for number, one in references.every("state"):
        for what in sorted(set(_screens(references.file, one.entries.get("HT")))):
            yield Fault(f"page {number}: {what}", hint="leave screening to the printer")


def _screens(file: PdfFile, value: Obj, depth: int = 0) -> Iterator[str]:
    halftone = file.dictionary(value)
    if not halftone:
        return
    kind = file.get(halftone.get("HalftoneType"))
    if kind not in (1, 5):
        yield f"a halftone of type {_text_of(kind)}"
    if "HalftoneName" in halftone:
        yield "a halftone with a name"
    if kind == 5 and depth == 0:
        for key, part in halftone.items():
            if key not in ("Type", "HalftoneType", "HalftoneName"):
                yield from _screens(file, part, 1)


@rule(
    "nothing is fetched from elsewhere: no OPI, no reference to another file, no external stream",
    "ISO 15930 (complete exchange)",
)
def complete(references: PageReferences) -> Iterator[Fault]:
    for number, one in references.every():
        if one.kind not in ("form", "image"):
            continue
        for key, what in (("OPI", "stands for another picture (OPI)"),
                          ("Ref", "stands for a page of another file")):  # fmt: skip
            if key in one.entries:
                yield Fault(f"page {number}: {_NAMED[one.kind]} {what}")
    if "external" in references.pages.document.kinds:
        yield Fault("a stream keeps its data in another file")


@rule(
    "pages are whole, not one page for each plate",
    "ISO 15930 (all parts): SeparationInfo is not there",
)
def separated(pages: PageTree) -> Iterator[Fault]:
    for number, entries in enumerate(pages.entries, 1):
        if "SeparationInfo" in entries:
            yield Fault(f"page {number}: one plate of a page that was separated beforehand")


@rule(
    "device colours are device colours: no default colour space stands in for them",
    "ISO 15930-4 (PDF/X-1a): no device independent colour, also not by way of DefaultCMYK",
)
def default_spaces(references: PageReferences) -> Iterator[Fault]:
    for number, one in references.every("resources"):
        spaces = references.file.dictionary(one.entries.get("ColorSpace"))
        for key in sorted({"DefaultGray", "DefaultRGB", "DefaultCMYK"} & set(spaces)):
            yield Fault(f"page {number}: {key} stands in for a device colour")


@rule(
    "a spot ink is described the same way wherever it is used",
    "ISO 15930-7 and practice: two descriptions of one ink proof as two colours",
)
def spot_alike(references: PageReferences) -> Iterator[Fault]:
    file = references.file
    known: dict[str, bytes] = {}
    for number, one in references.every("space"):
        items = one.value if isinstance(one.value, tuple) else ()
        if len(items) != 4 or file.get(items[0]) != "Separation":
            continue
        ink = file.get(items[1])
        if not isinstance(ink, str) or ink in ("All", "None"):
            continue
        description = file.digest(file.get(items[2])) + file.digest(file.get(items[3]))
        if known.setdefault(ink, description) != description:
            yield Fault(
                f"page {number}: the ink {ink} is described in two ways",
                hint="use one swatch for it in the whole file",
            )


@rule(
    "viewers and printers show and print the whole page",
    "ISO 15930 (all parts): ViewArea, ViewClip, PrintArea, PrintClip are MediaBox or BleedBox",
)
def view_boxes(document: DocumentFacts) -> Iterator[Fault]:
    preferences = document.viewer_preferences
    for key in ("ViewArea", "ViewClip", "PrintArea", "PrintClip"):
        box = document.file.get(preferences.get(key))
        if box not in (None, "MediaBox", "BleedBox"):
            yield Fault(f"{key} is {_text_of(box)}, so some of the page is left out")


@rule(
    "what is printed does not depend on who opens the file: layers as the standard allows",
    "ISO 15930-4: none; ISO 15930-7: none that switch themselves on or off (AS)",
)
def layers(document: DocumentFacts, *, allowed: bool) -> Iterator[Fault]:
    if document.optional_content and not allowed:
        yield Fault("the file has layers", hint="merge them")
    elif any("AS" in choice for choice in document.layer_choices):
        yield Fault("layers switch themselves on or off by how the file is used")


@rule(
    "objects stand in the open: no object streams or cross-reference streams",
    "ISO 15930-4 (PDF/X-1a): PDF 1.4 knows neither",
)
def plain_objects(document: DocumentFacts) -> Iterator[Fault]:
    if document.file.in_streams:
        yield Fault("objects are packed in streams", hint="save the file as PDF 1.4")


@rule(
    "only compression the standard's version of PDF knows",
    "ISO 15930-4 (PDF/X-1a): no JPEG 2000, no JBIG2",
)
def compression(document: DocumentFacts, *, kinds: tuple[str, ...]) -> Iterator[Fault]:
    names = {"jpx": "JPEG 2000", "jbig2": "JBIG2"}
    for kind in kinds:
        if kind in document.kinds:
            yield Fault(f"an image is compressed with {names[kind]}")


@rule(
    "pages are measured in points",
    "practice: programs that do not know UserUnit print the page at another size",
)
def user_unit(document: DocumentFacts, pages: PageTree) -> Iterator[Fault]:
    for number, entries in enumerate(pages.entries, 1):
        unit = document.file.get(entries.get("UserUnit"))
        if unit not in (None, 1):
            yield Fault(
                f"page {number}: a UserUnit of {_text_of(unit)}", limit="1", found=_text_of(unit)
            )


@rule(
    "colours ask for one of the four ways of converting them",
    "ISO 32000-1, 8.6.5.8; ISO 15930 (all parts)",
)
def rendering_intents(references: PageReferences) -> Iterator[Fault]:
    known = {"AbsoluteColorimetric", "RelativeColorimetric", "Saturation", "Perceptual"}
    for number, one in references.every():
        key = {"state": "RI", "image": "Intent"}.get(one.kind)
        intent = references.file.get(one.entries.get(key)) if key else None
        if intent is not None and intent not in known:
            yield Fault(
                f"page {number}: {_NAMED[one.kind]} with the rendering intent {_text_of(intent)}"
            )


_WANTED: Final = {
    "Title": "title", "CreationDate": "creation date", "ModDate": "modification date",
}  # fmt: skip


@rule(
    "Info declares PDF/X-1a and describes the file",
    "ISO 15930-4 (PDF/X-1a), as public lists of its checks give it",
)
def pdfx_info(document: DocumentFacts, *, declared: tuple[str, ...]) -> Iterator[Fault]:
    info = document.info
    said = document.text(info.get("GTS_PDFXVersion"))
    if said not in declared:
        wanted = " or ".join(declared)
        yield Fault(f"Info says {said or 'nothing'} where it should say {wanted}")
    for key, label in _WANTED.items():
        if not document.text(info.get(key)):
            yield Fault(f"Info has no {label}")
    if document.file.get(info.get("Trapped")) not in ("True", "False"):
        yield Fault("Info does not say whether the file is trapped")


@rule(
    "every spot ink that was drawn has its plate, and there is no plate for any other ink",
    "the build's own promise: a spot ink must not turn into another in silence",
)
def plates(expected: Expected | None, painted: PaintedPages) -> Iterator[Fault]:
    if expected is None or expected.plates is None:
        return
    wanted, found = set(expected.plates), set(painted.plates)
    # A picture may print from any of the process inks, or from none.
    for ink in sorted(wanted - found - set(PROCESS_INKS)):
        yield Fault(f"the ink {ink} was drawn and has no plate")
    for ink in sorted(found - wanted):
        yield Fault(f"there is a plate for {ink}, which nothing was drawn in")
