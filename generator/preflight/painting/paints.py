"""What is painted with: the colours of fills, strokes, text, shadings and images."""

from typing import Final, NamedTuple

from generator.pdfobjects.colour_spaces import Inks

# Ink of this much or more is solid: it is printed without a screen.
SOLID: Final = 0.995


class Paint(NamedTuple):
    """Something painted. `kind` is fill, stroke, text, shading, image, or for a colour space
    that only takes part in blending: group, soft-mask. `families` are those of its colour space
    from the outside in, `values` its components, and `inks` what it lays. An image is taken to
    use each ink of its space somewhere, so its amounts say which inks, not how much."""

    kind: str
    families: tuple[str, ...]
    values: tuple[float, ...] = ()
    inks: Inks = ()
    overprint: bool = False


def solid_black(paint: Paint) -> bool:
    """Whether a colour is black ink alone, and all of it."""
    laid = [(ink, amount) for ink, amount in paint.inks if amount > 0]
    return len(laid) == 1 and laid[0][0] == "Black" and laid[0][1] >= SOLID
