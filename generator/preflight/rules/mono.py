"""Rules for one ink: solid black and the paper, and nothing in between."""

from collections.abc import Iterator

from generator.preflight.painting.notes import PlacedImage
from generator.preflight.painting.painted_pages import PaintedPages
from generator.preflight.painting.paints import Paint
from generator.preflight.rules.registry import Fault, rule

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
    """What a paint is besides solid black or nothing; empty if that is all it is. A picture's own
    pixels are checked by their depth."""
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
