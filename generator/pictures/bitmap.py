"""Finds whether a picture can be printed in black alone: it has one colour, and no shades of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from PIL.Image import Image

# Of 255: how far a pixel may be from the straight line between white and the one colour.
_ASIDE: Final = 24
# Share of the pixels that may be neither, where edges are smoothed.
_BETWEEN: Final = 0.25
_SIDE: Final = 400  # pixels: larger pictures are looked at in this size


def is_one_colour(image: Image) -> bool:
    """Whether every pixel is white, one colour, or on the way from one to the other at an edge."""
    import PIL.Image

    seen = image.convert("RGBA")
    seen.thumbnail((_SIDE, _SIDE), PIL.Image.Resampling.NEAREST)
    paper = PIL.Image.new("RGBA", seen.size, "white")
    pixels = PIL.Image.alpha_composite(paper, seen).convert("RGB").getcolors(_SIDE * _SIDE) or []
    inks = [(count, tuple(255 - part for part in pixel)) for count, pixel in pixels]  # type: ignore[union-attr]
    solid = max((ink for _, ink in inks), key=sum, default=(0, 0, 0))
    most = sum(part * part for part in solid)
    if not most:
        return False
    inked = between = 0
    for count, ink in inks:
        share = sum(a * b for a, b in zip(ink, solid, strict=True)) / most
        if any(abs(a - share * b) > _ASIDE for a, b in zip(ink, solid, strict=True)):
            return False
        inked += count * (share > 0.1)
        between += count * (0.1 < share < 0.9)
    return between <= _BETWEEN * inked
