"""Rules about the resolution of images, at the size they are placed."""

import math
from collections.abc import Iterator

from generator.preflight.facts import Facts, Noted
from generator.preflight.painting.notes import PlacedImage
from generator.preflight.rules.registry import Fault, rule

# Pixels are whole and matrices rounded, so a picture prepared for a limit may miss it by a hair.
SLACK = 0.99


def _resolution(facts: Facts, noted: Noted[PlacedImage]) -> tuple[float, float]:
    """Pixels per inch across and down. A side of one pixel is a flat colour, as sharp as can
    be."""
    picture, inch = noted.detail, 25.4 / facts.unit(noted.page)
    sides = (picture.columns, picture.across), (picture.rows, picture.down)
    across, down = (
        count * inch / length if count > 1 and length > 0 else math.inf for count, length in sides
    )
    return across, down


def _faults(
    facts: Facts, *, one_bit: bool, least: float, below: float, what: str, hint: str
) -> Iterator[Fault]:
    """Images from `least` up to `below` pixels per inch."""
    for noted in facts.noted(PlacedImage):
        picture, sides = noted.detail, _resolution(facts, noted)
        ppi = min(sides)
        if picture.one_bit is not one_bit or not least <= ppi < below * SLACK:
            continue
        for place, times in facts.places(noted):
            yield Fault(
                f"page {noted.page + 1}: {what} of {ppi:.0f} pixels to the inch",
                hint,
                (f"{picture.columns} x {picture.rows} pixels",),
                place,
                f"{below:g} ppi",
                " x ".join(f"{side:.0f}" for side in sides if side < math.inf) + " ppi",
                times,
            )


@rule(
    "image-resolution",
    "images have enough pixels at the size they are placed, in forms and patterns as well",
    "docs/print.md, colour and ink: at least 250 to the inch",
)
def image_resolution(facts: Facts, *, ppi: float) -> Iterator[Fault]:
    yield from _faults(
        facts, one_bit=False, least=0, below=ppi, what="an image",
        hint="place it smaller, or use a larger original",
    )  # fmt: skip


@rule(
    "image-sharpness",
    "images are as sharp as the press can show",
    "docs/print.md, colour and ink: 300 pixels to the inch wanted",
)
def image_sharpness(facts: Facts, *, ppi: float, least: float) -> Iterator[Fault]:
    yield from _faults(
        facts, one_bit=False, least=least * SLACK, below=ppi, what="an image",
        hint="a larger original would print sharper",
    )  # fmt: skip


@rule(
    "line-art-resolution",
    "images of black and white alone are finer than the eye: their edges are not screened",
    "docs/print.md, colour and ink: 800 pixels to the inch or more for 1-bit",
)
def line_art_resolution(facts: Facts, *, ppi: float) -> Iterator[Fault]:
    yield from _faults(
        facts, one_bit=True, least=0, below=ppi, what="a black-and-white image",
        hint="use a drawing in vectors, or a finer scan",
    )  # fmt: skip
