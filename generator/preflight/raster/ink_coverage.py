"""Measures how much ink lies where: adds up the plates of a page, pixel by pixel.

Plates are drawn at 72 dpi. Ink counts if it covers a square of 1 mm. A smaller area is the edge of
a letter or a line, whose smoothed pixels say nothing. What the declared colours prove is not drawn.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct

from generator.cache import Cache, Inputs, frozen_inputs
from generator.pdfobjects.colour_spaces import CMYKS, PROCESS_INKS
from generator.pdfobjects.file import decode
from generator.pdfobjects.values import Malformed, Obj, Stream
from ..document_facts import DocumentFacts
from ..painting.notes import Paint
from ..plane import Rectangle
from ..report import PageBox, PageFacts
from .code_reading import corner
from .plates import GRAY_AS_BLACK, Converter, OutputProfileInputs, PagePart, Unmeasurable, plates
from .rendered_pages import RenderedPages, ViewKey

if TYPE_CHECKING:
    from PIL.Image import Image


DPI: Final = 72.0
# Larger sheets are drawn at fewer dots, so that no page takes more memory than an A0 poster.
PIXELS: Final = 9_000_000
# A square of as many pixels is 1.06 mm at 72 dpi.
SQUARE: Final = 3
# Each plate is drawn in steps of 0.4 %, so four of them may be this much off.
TOLERANCE: Final = 1.0
# Of 255: no more than the smoothing of an edge leaves.
TRACE: Final = 2
Laid = tuple[tuple[str, float], ...]


class HeaviestInk(Struct, frozen=True):
    """Where most ink lies: percent of all inks, of each, x and y in mm from the trimmed page's top
    left corner, the side of the square, and on how many mm2 the limit is passed."""

    total: float
    inks: Laid
    x: float
    y: float
    side: float
    over: float


class DrawnPlates(Struct, frozen=True):
    """Plates of the part of a page that is printed: `x`, `y` of its corner and the size of a pixel,
    in mm of the trimmed page."""

    plates: "Mapping[str, Image]"
    x: float
    y: float
    pixel: float


def printed(page: PageFacts) -> PageBox:
    """What of a sheet is printed on purpose: the page with its bleed, as far as there is sheet.
    Raises `Malformed` if there is none."""
    box, media = page.bleed or page.visible_trim, page.media
    part = PageBox(
        max(box.left, media.left), max(box.bottom, media.bottom),
        min(box.right, media.right), min(box.top, media.top),
    )  # fmt: skip
    if part.width <= 0 or part.height <= 0:
        raise Malformed("the trimmed page lies outside the sheet")
    return part


def draw(
    rendered: RenderedPages, index: int, names: Sequence[str], rgb: Converter | None = None,
    entries: Mapping[str, Obj] | None = None,
) -> DrawnPlates:  # fmt: skip
    """The plates `names` of a page, within its bleed. `entries` stand for the page's own."""
    page = rendered.pages.boxes[index]
    part, x, y = _part(page, printed(page))
    width, height = page._replace(trim=printed(page)).size
    dots = width * height * (DPI / 25.4) ** 2
    dpi = DPI * min(1.0, (PIXELS / dots) ** 0.5) if dots else DPI
    shown = entries or rendered.pages.entries[index]
    found = plates(rendered.file, shown, names, dpi, part, rgb)
    across = next(iter(found.values())).width
    return DrawnPlates(found, x, y, width / across)


def _part(page: PageFacts, box: PageBox) -> tuple[PagePart, float, float]:
    """A box as a part of the displayed sheet; and its corner in mm of the trimmed page."""
    sheet = page._replace(crop=None)
    trim, there = corner(sheet), corner(sheet._replace(trim=box))
    across, down = page._replace(trim=page.media).size
    width, height = page._replace(trim=box).size
    part = there[0] / across, there[1] / down, width / across, height / down
    return part, there[0] - trim[0], there[1] - trim[1]


def _sum(args: dict[str, Any]) -> Any:
    return args["a"] + args["b"]


def heaviest(
    drawn: DrawnPlates, limit: float, beside: Mapping[str, float] | None = None
) -> HeaviestInk | None:
    """Where most ink lies on a square of 1 mm, if that is more than `limit` percent. At least
    `beside` (fractions) is taken to lie on each plate."""
    from PIL import Image, ImageFilter, ImageMath

    least = {name: round(255 * amount) for name, amount in (beside or {}).items()}
    tops = [max(_most(plate), least.get(name, 0)) for name, plate in drawn.plates.items()]
    if sum(tops) / 2.55 <= limit:  # all of them in one place would not be too much
        return None
    total: Image.Image | None = None
    for name, plate in drawn.plates.items():
        layer = plate.point([max(value, least.get(name, 0)) for value in range(256)]).convert("I")
        total = layer if total is None else ImageMath.lambda_eval(_sum, a=total, b=layer)
    if total is None or int(total.getextrema()[1]) / 2.55 <= limit:  # type: ignore[arg-type]
        return None
    steady = total.filter(ImageFilter.MinFilter(SQUARE))
    most = int(steady.getextrema()[1])  # type: ignore[arg-type]
    if most / 2.55 <= limit:
        return None

    def above(value: float) -> Image.Image:
        found = ImageMath.lambda_eval(lambda args: (args["a"] > int(value)) * 255, a=steady)
        mask: Image.Image = found.convert("L")
        return mask

    box = above(most - 1).getbbox()
    assert box is not None
    top = box[1]
    left = above(most - 1).crop((0, top, total.width, top + 1)).getbbox()
    at = (left[0] if left else box[0]), top
    inks = tuple((name, _value(plate, at) / 255) for name, plate in drawn.plates.items())
    over = above(limit * 2.55).histogram()[255] * drawn.pixel**2
    half = SQUARE // 2
    return HeaviestInk(
        most / 2.55, tuple(ink for ink in inks if ink[1]),
        drawn.x + (at[0] - half) * drawn.pixel, drawn.y + (at[1] - half) * drawn.pixel,
        SQUARE * drawn.pixel, over,
    )  # fmt: skip


class UsedPlates(Struct, frozen=True):
    """Plates with something on them and the most that is; where that is, x, y, width and height
    in mm from the trimmed page's top left corner."""

    inks: Laid
    place: tuple[float, float, float, float]


def used(drawn: DrawnPlates, trace: int) -> UsedPlates:
    """The plates that have more than `trace` of 255 anywhere."""
    inks: list[tuple[str, float]] = []
    edges: list[tuple[int, int, int, int]] = []
    for name, plate in drawn.plates.items():
        box = plate.point([255 * (value > trace) for value in range(256)]).getbbox()
        if box is not None:
            inks.append((name, _most(plate) / 255))
            edges.append(box)
    lefts, tops, rights, bottoms = zip(*edges, strict=True) if edges else ((0,),) * 4
    left, top, pixel = min(lefts), min(tops), drawn.pixel
    size = (max(rights) - left) * pixel, (max(bottoms) - top) * pixel
    return UsedPlates(tuple(inks), (drawn.x + left * pixel, drawn.y + top * pixel, *size))


def _most(plate: "Image") -> int:
    return int(plate.getextrema()[1])  # type: ignore[arg-type]


def _value(plate: "Image", at: tuple[int, int]) -> int:
    found = plate.getpixel(at)
    return found if isinstance(found, int) else 0


def laid(paints: "frozenset[Paint]") -> tuple[str, ...]:
    """The inks a page lays anywhere, process inks first, registration as all of those."""
    found = {ink for paint in paints for ink, amount in paint.inks if amount > 0}
    if "All" in found or any(not paint.inks for paint in paints):
        found |= set(PROCESS_INKS)
    spots = sorted(found - set(PROCESS_INKS) - {"All", "None"})
    return (*[ink for ink in PROCESS_INKS if ink in found], *spots)


def converter(document: DocumentFacts) -> Converter | None:
    """What RGB becomes by the file's own output profile, if it has one in four colours."""
    file = document.file
    for intent in document.output_intents:
        profile = file.get(intent.get("DestOutputProfile"))
        if isinstance(profile, Stream) and file.get(profile.dict.get("N")) == 4:
            return file.cache.get(OutputProfileInputs(decode(file, profile)))
    return None


@frozen_inputs
class HeaviestInkInputs(Inputs[HeaviestInk | None]):
    """Where most ink lies on a page (from 0), if that is more than `limit` percent. RGB is ink by
    the output intents."""

    view: ViewKey | None
    limit: float
    intents: bytes
    rendered: RenderedPages = field(compare=False)
    page: int = field(compare=False)

    def make(self, cache: Cache) -> HeaviestInk | None:
        rendered = self.rendered
        names = laid(rendered.painted.pages[self.page].paints)
        if not names:
            return None
        drawn = draw(rendered, self.page, names, converter(rendered.document))
        return heaviest(drawn, self.limit + TOLERANCE)


def heaviest_of(rendered: RenderedPages, page: int, limit: float) -> HeaviestInk | None:
    view = rendered.view_key(page, rendered.pages.boxes[page].media)
    intents = rendered.file.digest(rendered.document.catalog.get("OutputIntents"))
    return rendered.remembered(view, HeaviestInkInputs(view, limit, intents, rendered, page))


@frozen_inputs
class UsedPlatesInputs(Inputs[UsedPlates]):
    """Which of some plates of a page (from 0) have anything on them, and where. `gray`: RGB is gray
    in black ink; else there must be none."""

    view: ViewKey | None
    names: tuple[str, ...]
    gray: bool = field(compare=False)
    rendered: RenderedPages = field(compare=False)
    page: int = field(compare=False)

    def make(self, cache: Cache) -> UsedPlates:
        rgb = GRAY_AS_BLACK if self.gray else None
        return used(draw(self.rendered, self.page, self.names, rgb), TRACE)


def used_of(
    rendered: RenderedPages, page: int, names: Iterable[str], *, gray: bool = False
) -> UsedPlates:
    view = rendered.view_key(page, rendered.pages.boxes[page].media)
    return rendered.remembered(
        view, UsedPlatesInputs(view, tuple(sorted(names)), gray, rendered, page)
    )


# Reach is a bound, but for letters taller than their font says: so much more, mm.
NEAR: Final = 1.0


def proven(rendered: RenderedPages, index: int, limit: float) -> bool:
    """Whether nothing on a page can lay more than `limit` percent, by what is declared.

    Without blend modes no pixel has more ink than the heaviest of what is painted there, each
    taken with the most that anything overprinting lays on each plate. Colours are taken as
    declared; a stream with images, or with registration marks round the page, is drawn alone
    and remembered, so that one logo or one set of marks is drawn once in a batch. One that paints
    nothing but the slug is no matter.
    """
    if {"blend", "transfer"} & rendered.document.kinds or not rendered.is_plain(index):
        return False
    painted = rendered.painted.pages[index]
    groups = {paint.families[0] for paint in painted.paints if paint.kind == "group"}
    if not groups <= CMYKS:
        return False
    over: dict[str, float] = {}
    for paint in painted.paints:
        if paint.overprint:
            for ink, amount in paint.inks:
                over[ink] = max(over.get(ink, 0.0), amount)
    return "All" not in over and all(
        max((_declared(paint, over) for paint in stream.paints), default=0.0) <= limit
        or _light_alone(rendered, index, number, over, limit)
        for number, stream in enumerate(painted.streams)
    )


def _declared(paint: Paint, over: Mapping[str, float]) -> float:
    """The most percent of ink a colour lays, over and under what overprints."""
    if paint.kind in ("group", "soft-mask"):
        return 0.0
    inks = dict(paint.inks)
    if not inks or "All" in inks:
        return 1000.0
    return 100 * sum(max(inks.get(ink, 0), over.get(ink, 0)) for ink in inks.keys() | over.keys())


def _light_alone(
    rendered: RenderedPages, index: int, number: int, over: Mapping[str, float], limit: float
) -> bool:
    """Whether one stream of a page lays little enough by itself."""
    painted = rendered.painted.pages[index]
    stream, facts = painted.streams[number], rendered.pages.boxes[index]
    in_ink = all(paint.inks for paint in stream.paints)
    if in_ink and (stream.reach is None or not _meets(stream.reach, facts, rendered, index)):
        return True  # what it paints is cut off
    # It must start as on a fresh page.
    if stream.key.before != painted.streams[0].key.before:
        return False
    laid_over = tuple(sorted(over.items()))
    return rendered.file.cache.get(
        LightStreamInputs((stream.key, painted.key), laid_over, limit, rendered, index, number)
    )


def _meets(reach: Rectangle, facts: PageFacts, rendered: RenderedPages, index: int) -> bool:
    """Whether something that reaches so far can lie where ink is measured."""
    unit, box = rendered.pages.units[index], printed(facts)
    left, bottom, right, top = (edge * unit for edge in reach)
    return (
        left <= box.right + NEAR and box.left <= right + NEAR
        and bottom <= box.top + NEAR and box.bottom <= top + NEAR
    )  # fmt: skip


@frozen_inputs
class LightStreamInputs(Inputs[bool]):
    """Whether one stream of a page lays no more than `limit` percent, beside what overprints."""

    keys: tuple[object, ...]
    over: Laid
    limit: float
    rendered: RenderedPages = field(compare=False)
    page: int = field(compare=False)
    stream: int = field(compare=False)

    def make(self, cache: Cache) -> bool:
        rendered = self.rendered
        entries = rendered.pages.entries[self.page]
        contents = rendered.file.get(entries.get("Contents"))
        alone = contents[self.stream] if isinstance(contents, tuple) else contents
        paints = rendered.painted.pages[self.page].streams[self.stream].paints
        over = dict(self.over)
        names = tuple(dict.fromkeys([*laid(paints), *over]))
        try:
            drawn = draw(rendered, self.page, names, entries={**entries, "Contents": alone})
        except Unmeasurable:
            return False
        return heaviest(drawn, self.limit + TOLERANCE, over) is None
