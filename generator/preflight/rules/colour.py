"""Rules about the colours and inks that pages paint."""

from collections.abc import Callable, Iterable, Iterator

from generator.pdfobjects.colour_spaces import Inks
from ..painting.notes import Paint
from ..painting.painted_pages import PaintedPages
from .registry import Fault, at_each, rule

# A colour whose red, green and blue would all be at most this is meant as black.
BLACKISH = 0.15
# What solid black ink lets the paper reflect, in sRGB (FOGRA39: #1F1F1D).
BLACK_INK = 0.12


def _faults(
    painted: PaintedPages, wrong: Callable[[Paint], bool], fault: Callable[[Paint], Fault]
) -> Iterator[Fault]:
    for number, page in enumerate(painted.pages):
        for paint in sorted(filter(wrong, page.paints)):
            found = fault(paint)
            said = found._replace(message=f"page {number + 1}: {found.message}")
            yield from at_each(painted.places_of_paint(number, paint), said)


def percent(inks: Inks) -> str:
    return ", ".join(f"{ink} {amount * 100:g}" for ink, amount in inks if amount)


@rule("the drawing on every page can be understood", "ISO 32000-1, 7.8 and annex A")
def content(painted: PaintedPages) -> Iterator[Fault]:
    for number, page in enumerate(painted.pages, 1):
        for fault in page.faults:
            yield Fault(f"page {number}: {fault}")


@rule(
    "only the colour spaces a press takes are used: fills, images, shadings, groups, masks",
    "docs/print.md, colour and ink; ISO 15930-7",
)
def colour_spaces(
    painted: PaintedPages, *, allowed: Iterable[str], looks: Iterable[str] = ()
) -> Iterator[Fault]:
    """`looks` are further spaces in which a named ink may say what it looks like."""
    known = {*allowed, "Pattern", "Indexed"}
    named = {(ink, look) for ink in ("Separation", "DeviceN") for look in looks}
    for number, page in enumerate(painted.pages):
        strange = {
            (family, paint) for paint in page.paints for family in paint.families
            if family not in known and paint.families[-2:] not in named
        }  # fmt: skip
        for family, paint in sorted(strange):
            fault = Fault(
                f"page {number + 1}: {family} in a {paint.kind.replace('-', ' ')}",
                hint="give the colour in ink: " + ", ".join(sorted(allowed)),
            )
            yield from at_each(painted.places_of_paint(number, paint), fault)


def looks_black(paint: Paint) -> bool:
    """Whether a paint is dark enough to be meant as black, by the arithmetic of ink on paper."""
    inks = dict(paint.inks)
    family = paint.families[0]
    if family in ("DeviceCMYK", "ICCBased CMYK"):
        black = 1 - (1 - BLACK_INK) * inks["Black"]
        light = [(1 - inks[ink]) * black for ink in ("Cyan", "Magenta", "Yellow")]
    elif family in ("DeviceRGB", "CalRGB", "ICCBased RGB"):
        light = list(paint.values)
    else:
        return False
    return max(light) <= BLACKISH


@rule(
    "black text is black ink alone",
    "docs/print.md, colour and ink: four inks under small type print blurred",
)
def black_text(painted: PaintedPages) -> Iterator[Fault]:
    def fault(paint: Paint) -> Fault:
        inks = percent(paint.inks)
        said = f"black text in several inks ({inks})"
        return Fault(said, "set it in Black 100", limit="Black 100", found=inks)

    yield from _faults(painted, _is_rich_black, fault)


def _is_rich_black(paint: Paint) -> bool:
    if paint.kind != "text":
        return False
    coloured = any(amount > 0 for ink, amount in paint.inks if ink != "Black")
    return coloured and looks_black(paint)


@rule(
    "text that looks black is black: no colour toner for it",
    "docs/print.md, office printers: a mono page must not count as a colour page",
)
def true_black(painted: PaintedPages) -> Iterator[Fault]:
    def fault(paint: Paint) -> Fault:
        shown = ", ".join(f"{value:.3g}" for value in paint.values)
        return Fault(f"text in almost black (red, green, blue {shown})", "set it in pure black")

    yield from _faults(painted, _is_almost_black, fault)


def _is_almost_black(paint: Paint) -> bool:
    rgb = paint.families[0] in ("DeviceRGB", "CalRGB", "ICCBased RGB")
    return paint.kind == "text" and rgb and looks_black(paint) and any(paint.values)


@rule("white never overprints", "docs/print.md, colour and ink: it would vanish")
def white_overprint(painted: PaintedPages) -> Iterator[Fault]:
    def fault(paint: Paint) -> Fault:
        said = f"white {paint.kind} set to overprint, so it vanishes"
        return Fault(said, "let it knock out (op false)")

    yield from _faults(painted, _is_overprinting_white, fault)


def _is_overprinting_white(paint: Paint) -> bool:
    bare = bool(paint.inks) and not any(amount for _, amount in paint.inks)
    return paint.overprint and bare
