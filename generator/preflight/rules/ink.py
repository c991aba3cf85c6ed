"""Rules about the ink on the paper, measured on rendered plates; and about black alone."""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from generator.pdfobjects.colour_spaces import PROCESS_INKS
from generator.problems import Place
from ..page_tree import PageTree
from ..painting.notes import Paint, PlacedImage
from ..painting.painted_pages import PaintedPages
from ..raster.ink_coverage import Laid, heaviest_of, proven, used_of
from ..raster.plates import Unmeasurable
from ..raster.rendered_pages import RenderedPages
from ..report import Expected
from .registry import Fault, rule


def _unmeasured(number: int, reason: Unmeasurable) -> Fault:
    return Fault(
        f"page {number}: its ink could not be measured: {reason}",
        hint="save it in CMYK, gray and spot inks, flattened, or let the print shop measure it",
    )


def _named(inks: Laid) -> str:
    return ", ".join(f"{name} {100 * amount:.0f} %" for name, amount in inks)


@rule(
    "nowhere does more ink lie than the paper takes, on a square of 1 mm",
    "the press condition; measured on plates rendered at 72 dpi, overprint and transparency "
    "included",
)
def ink_limit(
    expected: Expected | None, rendered: RenderedPages, *, percent: float
) -> Iterator[Fault]:
    promised = expected.ink_limit if expected else None
    limit = percent if promised is None else promised
    for index in range(len(rendered.pages.boxes)):
        if proven(rendered, index, limit):
            continue
        try:
            peak = heaviest_of(rendered, index, limit)
        except Unmeasurable as reason:
            yield _unmeasured(index + 1, reason)
            continue
        if peak is not None:
            yield Fault(
                f"page {index + 1}: {peak.total:.0f} % of ink in one place",
                hint="let black take the place of cyan, magenta and yellow where all lie together",
                details=(_named(peak.inks), f"{peak.over:.0f} mm² of the page are over the limit"),
                place=Place(index + 1, peak.x, peak.y, peak.side, peak.side),
                limit=f"{limit:g} %",
                found=f"{peak.total:.0f} %",
            )


@rule(
    "every spot ink named has something on its plate",
    "practice: a plate is made, and paid for, for each ink a file names",
)
def plate_empty(painted: PaintedPages, rendered: RenderedPages) -> Iterator[Fault]:
    spots: set[str] = set()
    found: set[str] = set()
    for index, page in enumerate(painted.pages):
        named = {name for paint in page.paints for name, _ in paint.inks}
        spots |= (here := named - {*PROCESS_INKS, "All", "None"})
        try:
            found |= dict(used_of(rendered, index, here).inks).keys() if here else set()
        except Unmeasurable as reason:
            yield _unmeasured(index + 1, reason)
            return
    for spot in sorted(spots - found):
        yield Fault(
            f'nothing is printed on the plate "{spot}"',
            hint="delete the ink from the file, or take off what covers or knocks it out",
        )


@rule(
    "black is the only ink: cyan, magenta and yellow plates are empty",
    "practice: a page with any colour in it is charged as a colour page",
)
def true_mono(pages: PageTree, painted: PaintedPages, rendered: RenderedPages) -> Iterator[Fault]:
    for index, page in enumerate(painted.pages):
        inks = {name for paint in page.paints for name, amount in paint.inks if amount > 0}
        bare = any(not one.inks for one in page.paints if one.kind not in ("group", "soft-mask"))
        noted = index in pages.pages_with_printed_notes
        if inks <= {"Black", "None"} and not bare and not noted:
            continue
        coloured = (inks | set(PROCESS_INKS)) - {"All", "None", "Black"}
        try:
            used = used_of(rendered, index, coloured, gray=True)
        except Unmeasurable as reason:
            yield _unmeasured(index + 1, reason)
            continue
        if used.inks:
            yield Fault(
                f"page {index + 1}: colour on a page that is to be black alone",
                hint="set it in black or gray",
                place=Place(index + 1, *used.place),
                limit="black alone",
                found=_named(used.inks),
            )


_HINT = "draw it in solid black or leave it white: a laser printer makes dots of anything else"


@rule(
    "everything is solid black or bare paper: no gray, no colour, no picture with shades",
    "docs/print.md, black alone: a screen of dots is coarse, and small type in it breaks up",
)
def black_alone(painted: PaintedPages) -> Iterator[Fault]:
    for paint in painted.noted(Paint):
        shown = _shade(paint.detail)
        if shown:
            number, first = paint.page, paint.places.first
            place = painted.place(number, first[0]) if first else None
            kind = "shape" if paint.detail.kind == "fill" else paint.detail.kind
            yield Fault(
                f"page {number + 1}: {kind.replace('-', ' ')} in {shown}",
                hint=_HINT,
                place=place,
                limit="black 100 % or none",
                found=shown,
            )
    for picture in painted.noted(PlacedImage):
        if not picture.detail.one_bit:
            yield Fault(
                f"page {picture.page + 1}: a picture with shades",
                hint="give it in black and white without grays, or as a drawing",
                place=painted.place(picture.page, picture.places.first[0]),
                limit="1 bit for each pixel",
            )


def _shade(paint: Paint) -> str:
    """The words for a paint that is neither solid black nor nothing; empty if it is one of these.
    The depth of a picture says how its own pixels are checked."""
    if paint.kind == "group":
        return ""
    if paint.kind == "soft-mask":
        return "transparency"
    if not paint.inks or paint.families[0].endswith("RGB"):
        return "colour" if paint.families[0] != "Pattern" else ""
    others = [ink for ink, amount in paint.inks if amount and ink != "Black"]
    if others:
        return " and ".join(others)
    black = max((amount for ink, amount in paint.inks if ink == "Black"), default=0.0)
    return "" if black in (0, 1) else f"black {black * 100:.0f} %"


# What programs add to the name of the same ink: the paper it is shown on, and their own marks.
_SUFFIX: Final = re.compile(
    r"(?: (?:c|u|m|cv|cvc|cvu|cvp|ec|eu|cp|up|pc|hc|xgc|coated|uncoated))+$"
)
_PROCESS: Final = {
    "c": "Cyan", "m": "Magenta", "y": "Yellow", "k": "Black", "schwarz": "Black", "noir": "Black",
    **{ink.lower(): ink for ink in PROCESS_INKS},
}  # fmt: skip


def plain(name: str) -> str:
    """The name of an ink without capitals, marks, `Pantone`, and the kind of paper at its end."""
    words = " ".join(re.sub(r"[^a-z0-9]+", " ", name.lower()).split())
    return _SUFFIX.sub("", words.removeprefix("pantone ").removeprefix("pms "))


@rule(
    "each ink has one name, and only process inks have theirs",
    "practice: every name is a plate, so two for one ink are two plates, and a spot called "
    "black a fifth",
)
def spots(painted: PaintedPages) -> Iterator[Fault]:
    alike: dict[str, list[str]] = defaultdict(list)
    for ink in painted.plates:
        if ink in PROCESS_INKS:
            continue
        name = plain(ink)
        process = _PROCESS.get(name.removeprefix("process ").removesuffix(" 100"))
        if process is not None:
            yield Fault(f'the spot ink "{ink}" is named like {process}', f"use {process} itself")
        elif name in ("all", "registration", "registration color", "none"):
            yield Fault(f'the spot ink "{ink}" is named like a mark on every plate', "use All")
        else:
            alike[name].append(ink)
    for names in alike.values():
        if len(names) > 1:
            listed = ", ".join(f'"{name}"' for name in names)
            yield Fault(
                f"{len(names)} names for what looks like one spot ink: {listed}",
                "use one swatch for it in the whole piece",
                limit="1 plate",
                found=f"{len(names)} plates",
            )
