"""Rules about pages, their boxes, and the area between trim and bleed."""

from collections.abc import Iterator
from itertools import pairwise

from generator.problems import Place
from ..document_facts import DocumentFacts
from ..page_tree import PageTree
from ..painting.notes import PlacedImage
from ..painting.painted_pages import PaintedPages
from ..raster.bleed_gaps import SLACK as ROUNDING
from ..raster.bleed_gaps import BleedGap, gaps_of
from ..raster.rendered_pages import RenderedPages
from ..report import Expected, PageBox, PageFacts
from .registry import Fault, rule

# Boxes are written in points with a few decimals; a hundredth of a millimetre is rounding.
SLACK = 0.02


def _size(width: float, height: float) -> str:
    return f"{width:.2f} x {height:.2f} mm"


@rule(
    "the file has the pages that were laid out, and any program shows them",
    "the build's own promise; ISO 14289-1, 7.15: no dynamic XFA",
)
def page_count(
    expected: Expected | None, document: DocumentFacts, pages: PageTree
) -> Iterator[Fault]:
    form = document.file.dictionary(document.catalog.get("AcroForm"))
    if "XFA" in form and document.file.get(document.catalog.get("NeedsRendering")) is True:
        yield Fault(
            "its true pages are those of a form (dynamic XFA): most programs print a notice",
            hint="open it in Acrobat Reader, and print it into a new PDF",
        )
    if not pages.boxes:
        yield Fault("the file has no pages")
    elif expected is not None and len(pages.boxes) != len(expected.pages):
        yield Fault(f"the file has {len(pages.boxes)} pages instead of {len(expected.pages)}")


@rule(
    "the MediaBox starts at 0,0",
    "practice: some drawing programs shift a page whose MediaBox starts elsewhere",
)
def media_origin(pages: PageTree) -> Iterator[Fault]:
    for number, page in enumerate(pages.boxes, 1):
        if page.media[:2] != (0, 0):
            yield Fault(
                f"page {number}: the MediaBox starts at "
                f"{page.media.left:.2f}, {page.media.bottom:.2f} mm instead of 0, 0"
            )


@rule("every page says where it is trimmed", "ISO 15930 (all parts)")
def trim_box(pages: PageTree, *, art: bool = False) -> Iterator[Fault]:
    """`art`: an ArtBox will do."""
    for number, (page, entries) in enumerate(zip(pages.boxes, pages.entries, strict=True), 1):
        if page.trim is None and not (art and "ArtBox" in entries):
            yield Fault(f"page {number}: no TrimBox, so nobody knows where it is cut")


@rule("no ArtBox stands beside a TrimBox", "ISO 15930-7")
def art_box(pages: PageTree) -> Iterator[Fault]:
    for number, entries in enumerate(pages.entries, 1):
        if "ArtBox" in entries and "TrimBox" in entries:
            yield Fault(f"page {number}: an ArtBox beside the TrimBox", hint="drop the ArtBox")


@rule("a CropBox hides nothing", "practice: presses read the MediaBox, viewers do not")
def crop_box(pages: PageTree) -> Iterator[Fault]:
    for number, page in enumerate(pages.boxes, 1):
        if page.crop is not None and page.crop != page.media:
            yield Fault(f"page {number}: the CropBox is not the MediaBox", hint="drop the CropBox")


@rule("MediaBox holds BleedBox holds TrimBox", "ISO 32000-1, 14.11.2 and ISO 15930-7")
def boxes_nested(pages: PageTree) -> Iterator[Fault]:
    for number, page in enumerate(pages.boxes, 1):
        chain: list[tuple[str, PageBox | None]] = [
            ("MediaBox", page.media), ("BleedBox", page.bleed), ("TrimBox", page.trim)
        ]  # fmt: skip
        known = [(name, box) for name, box in chain if box is not None]
        for (outer, around), (inner, box) in pairwise(known):
            if not around.holds(box, SLACK):
                yield Fault(f"page {number}: the {inner} reaches outside the {outer}")


@rule("each page is trimmed to the size laid out", "the build's own promise")
def trim_size(expected: Expected | None, pages: PageTree) -> Iterator[Fault]:
    wanted = expected.pages if expected else ()
    for number, (page, size) in enumerate(zip(pages.boxes, wanted, strict=False), 1):
        if any(abs(found - side) > SLACK for found, side in zip(page.size, size, strict=True)):
            yield Fault(f"page {number}: {_size(*page.size)} instead of {_size(*size)}")


@rule("the BleedBox is the TrimBox and the bleed on every side", "ISO 15930-7")
def bleed(expected: Expected | None, pages: PageTree) -> Iterator[Fault]:
    wanted = expected.bleed if expected else None
    for number, page in enumerate(pages.boxes, 1):
        if page.trim is None or page.bleed is None:
            if wanted or (page.bleed is None and wanted is None):
                yield Fault(f"page {number}: no BleedBox, so nobody knows how far grounds run")
            continue
        trim, box = page.trim, page.bleed
        sides = (
            trim.left - box.left, trim.bottom - box.bottom, box.right - trim.right,
            box.top - trim.top,
        )  # fmt: skip
        amount = sides[0] if wanted is None else wanted
        if any(abs(side - amount) > SLACK for side in sides):
            found = ", ".join(f"{side:.2f}" for side in sides)
            yield Fault(
                f"page {number}: the bleed is not {amount:g} mm on every side",
                details=(f"left, bottom, right, top: {found} mm",),
            )


@rule(
    "the sheet ends at the trim: no room for marks outside it",
    "practice: an office printer would print the marks, and scale the page to fit them in",
)
def no_marks(pages: PageTree) -> Iterator[Fault]:
    for number, page in enumerate(pages.boxes, 1):
        for name, box in (("CropBox", page.crop), ("BleedBox", page.bleed), ("TrimBox", page.trim)):
            if box is not None and not box.holds(page.media, SLACK):
                yield Fault(f"page {number}: the MediaBox is larger than the {name}")


@rule(
    "a ground that touches the trim is painted on to the edge of the bleed",
    "docs/print.md, geometry: looked at in the strips along each side, rendered at 300 dpi",
)
def bleed_painted(
    expected: Expected | None,
    pages: PageTree,
    painted: PaintedPages,
    rendered: RenderedPages,
    *,
    least: float,
) -> Iterator[Fault]:
    wanted = (expected.bleed if expected else 0.0) or least
    for index, page in enumerate(pages.boxes):
        for gap in gaps_of(rendered, index, wanted):
            place = _place(index, page, gap)
            if _in_picture(painted, index, place):
                continue
            yield Fault(
                f"page {index + 1}: a ground ends {gap.reach:.1f} mm beyond the {gap.side} trim, "
                f"from {gap.start:.1f} to {gap.end:.1f} mm along it",
                hint="run everything that touches the trim on to the edge of the bleed",
                place=place,
                limit=f"{gap.wanted:g} mm",
                found=f"{gap.reach:.1f} mm",
            )


def _in_picture(painted: PaintedPages, index: int, bare: Place) -> bool:
    """Whether what looks bare is the white of a picture, such as a bright sky, that reaches over
    all of it."""
    for noted in painted.noted(PlacedImage, lambda picture: picture.covers):
        if noted.page != index:
            continue
        for place, _ in painted.places(noted):
            if place is not None and _holds(place, bare):
                return True
    return False


def _holds(place: Place, other: Place) -> bool:
    """Whether `other` lies inside, give or take what `bleed_gaps` takes for rounding."""
    return (
        place.x <= other.x + ROUNDING
        and place.y <= other.y + ROUNDING
        and place.x + place.width >= other.x + other.width - ROUNDING
        and place.y + place.height >= other.y + other.height - ROUNDING
    )


def _place(index: int, page: PageFacts, gap: BleedGap) -> Place:
    """The part of the bleed that has no ink."""
    width, height = page.size
    bare, along = gap.wanted - gap.reach, gap.end - gap.start
    match gap.side:
        case "left":
            return Place(index + 1, -gap.wanted, gap.start, bare, along)
        case "right":
            return Place(index + 1, width + gap.reach, gap.start, bare, along)
        case "top":
            return Place(index + 1, gap.start, -gap.wanted, along, bare)
    return Place(index + 1, gap.start, height + gap.reach, along, bare)
