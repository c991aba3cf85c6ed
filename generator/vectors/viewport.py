"""Viewports: which part of the plane a drawing shows, and where that part goes (SVG 2, 8)."""

from typing import Final, NamedTuple

from generator.pdfobjects.values import Matrix
from .lengths import Viewport, length, numbers
from .model import Clip, Unusable, box, moved
from .svg_tree import SvgElement

_ALIGN: Final = {"Min": 0.0, "Mid": 0.5, "Max": 1.0}


class PlacedViewport(NamedTuple):
    """A viewport of `width` by `height`. `matrix` takes the shapes inside to it, `inner` is what
    their percentages are of, and `natural` is the size at which other programs show it, in px."""

    width: float
    height: float
    matrix: Matrix
    inner: Viewport
    natural: Viewport

    def clip(self, place: Matrix) -> Clip:
        """Its edge as a clip, after the matrix `place`."""
        return Clip(moved(box(0, 0, self.width, self.height), place), False)


def root_view(root: SvgElement, style: dict[str, str]) -> PlacedViewport:
    """The viewport of a whole drawing. Its size may be given by its `style`. Raises `Unusable`."""
    shown = _view_box(root)
    sizes = [style.get(name) or root.get(name) for name in ("width", "height")]
    given = [None if _is_open(size) else length(size, Viewport(0, 0), "") for size in sizes]
    if shown is None:
        if None in given:
            raise Unusable("does not say how large it is", "export it with a viewBox")
        width, height = (size or 0.0 for size in given)
    else:
        ratio = shown[2] / shown[3]
        across, down = given
        width = across if across is not None else (down or shown[3]) * ratio
        height = down if down is not None else width / ratio
        if across is None and down is None:
            width, height = shown[2], shown[3]
    if width <= 0 or height <= 0:
        raise Unusable("has no extent", "export it anew")
    natural = Viewport(width, height)
    if shown and abs(width / height * shown[3] / shown[2] - 1) < 1e-6:
        # proportions agree, so the drawing keeps the units of its shapes
        width, height = shown[2], shown[3]
    return _view(root, shown, width, height)._replace(natural=natural)


def nested_view(element: SvgElement, width: float, height: float) -> PlacedViewport | None:
    """The viewport of an `svg` or `symbol` inside a drawing; None if nothing of it shows. Raises
    `Unusable`."""
    if width <= 0 or height <= 0:
        return None
    return _view(element, _view_box(element), width, height)


def _view(
    element: SvgElement, shown: tuple[float, ...] | None, width: float, height: float
) -> PlacedViewport:
    natural = Viewport(width, height)
    if shown is None:
        return PlacedViewport(width, height, (1, 0, 0, 1, 0, 0), natural, natural)
    x, y, across, down = shown
    aspect = element.get("preserveAspectRatio").removeprefix("defer ").split() or ["xMidYMid"]
    inner = Viewport(across, down)
    if aspect[0] == "none":
        sx, sy = width / across, height / down
        return PlacedViewport(width, height, (sx, 0, 0, sy, -x * sx, -y * sy), inner, natural)
    align, meet = aspect[0], aspect[1] if len(aspect) > 1 else "meet"
    left, top = _ALIGN.get(align[1:4]), _ALIGN.get(align[5:8])
    is_known = align[:1] == "x" and align[4:5] == "Y" and len(align) == 8
    if left is None or top is None or not is_known or meet not in {"meet", "slice"}:
        raise Unusable(f'has an aspect ratio "{" ".join(aspect)[:40]}"', "export it anew")
    scale = (min if meet == "meet" else max)(width / across, height / down)
    moved_x = (width - across * scale) * left - x * scale
    moved_y = (height - down * scale) * top - y * scale
    return PlacedViewport(width, height, (scale, 0, 0, scale, moved_x, moved_y), inner, natural)


def _view_box(element: SvgElement) -> tuple[float, ...] | None:
    values = numbers(element.get("viewBox"))
    if len(values) != 4:
        return None
    if min(values[2:]) <= 0:
        raise Unusable("has no extent", "export it anew")
    return tuple(values)


def _is_open(size: str) -> bool:
    """Whether a size is left to the program that shows the drawing."""
    return size.strip().lower() in {"", "auto"} or size.strip().endswith("%")
