"""Rules about the resolution of images at the size in which they are placed."""

import math
from collections.abc import Iterator

from ..painting.notes import PlacedImage
from ..painting.painted_pages import PaintedPages
from .registry import Fault, at_each, rule

# Pixels are whole and matrices rounded, so a picture prepared for a limit may miss it by a hair.
SLACK = 0.99


def _faults(
    painted: PaintedPages, one_bit: bool, least: float, below: float, what: str, hint: str
) -> Iterator[Fault]:
    """A fault for each image with at least `least` and less than `below` pixels per inch."""
    for noted in painted.noted(PlacedImage, lambda picture: picture.one_bit is one_bit):
        picture, inch = noted.detail, 25.4 / painted.tree.units[noted.page]
        # A side of one pixel is a flat colour, as sharp as can be.
        sides = [
            count * inch / length if count > 1 and length > 0 else math.inf
            for count, length in ((picture.columns, picture.across), (picture.rows, picture.down))
        ]
        ppi = min(sides)
        if least <= ppi < below * SLACK:
            fault = Fault(
                f"page {noted.page + 1}: {what} of {ppi:.0f} pixels to the inch",
                hint,
                (f"{picture.columns} x {picture.rows} pixels",),
                limit=f"{below:g} ppi",
                found=" x ".join(f"{side:.0f}" for side in sides if side < math.inf) + " ppi",
            )
            yield from at_each(painted.places(noted), fault)


@rule(
    "images have enough pixels at the size they are placed, in forms and patterns as well",
    "docs/print.md, colour and ink: at least 250 to the inch",
)
def image_resolution(painted: PaintedPages, *, ppi: float) -> Iterator[Fault]:
    hint = "place it smaller, or use a larger original"
    return _faults(painted, False, 0, ppi, "an image", hint)


@rule(
    "images are as sharp as the press can show",
    "docs/print.md, colour and ink: 300 pixels to the inch wanted",
)
def image_sharpness(painted: PaintedPages, *, ppi: float, least: float) -> Iterator[Fault]:
    hint = "a larger original would print sharper"
    return _faults(painted, False, least * SLACK, ppi, "an image", hint)


@rule(
    "images of black and white alone are finer than the eye: their edges are not screened",
    "docs/print.md, colour and ink: 800 pixels to the inch or more for 1-bit",
)
def line_art_resolution(painted: PaintedPages, *, ppi: float) -> Iterator[Fault]:
    hint = "use a drawing in vectors, or a finer scan"
    return _faults(painted, True, 0, ppi, "a black-and-white image", hint)
