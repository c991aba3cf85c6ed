"""Reads SVG as painted paths: the part of SVG that logos need. Whatever could do more than draw is
refused."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from generator.pdfobjects.values import Matrix, product
from .clipping import ClipShape, joined
from .css import StyleSheet, style_sheet
from .lengths import Viewport, length, transform
from .model import (
    DEEPEST,
    MOST_MARKS,
    Clip,
    DeviceColour,
    Marks,
    PaintedPath,
    Stroke,
    Unusable,
    Vector,
    VectorPath,
    moved,
)
from .svg_colours import FLATTEN, colour
from .svg_shapes import SHAPES, shape
from .svg_style import PaintStyle, presentation
from .svg_tree import XHTML, SvgElement, tree
from .viewport import nested_view, root_view

XLINK: Final = "{http://www.w3.org/1999/xlink}href"
_GROUPS: Final = frozenset({"g", "a"})
_SILENT: Final = frozenset(
    "title desc metadata defs style clipPath linearGradient radialGradient pattern filter mask "
    "marker symbol view cursor font font-face color-profile".split()
)
_PLACING: Final = frozenset({"x", "y", "width", "height", "refX", "refY"})
_PLAIN: Final = "export it anew as plain SVG"
_OUTLINES: Final = "convert its words to outlines (curves) and export it again"
# Elements that cannot be drawn here, in a designer's words.
_OTHERS: Final = {
    "text": ("has words that are type, not outlines", _OUTLINES),
    "image": ("holds a picture made of pixels", "place the picture itself, as PNG, JPEG or TIFF"),
    "foreignObject": ("holds a web page", _PLAIN),
}
_NEVER: Final = {
    "script": ("holds a script", _PLAIN),
    **dict.fromkeys(
        ("animate", "animateTransform", "animateMotion", "animateColor", "set"),
        ("moves", "export it without animation"),
    ),
}
_URL: Final = re.compile(r"url\(\s*[\"']?\s*#([^\"')]*?)\s*[\"']?\s*\)\s*(.*)", re.DOTALL)


class SvgDrawing(NamedTuple):
    """A drawing in SVG, and the size at which other programs show it, in px."""

    vector: Vector
    size: Viewport


def read_svg(data: bytes) -> SvgDrawing:
    """The painted paths of a file. Raises `Unusable`."""
    root = tree(data)
    for element in root.every():
        try:
            _check(element)
        except Unusable as unusable:
            raise unusable.at(element.line) from None
    return _SvgReader(root).read()


def _check(element: SvgElement) -> None:
    """Raise `Unusable` for an element that could do more than draw, whether it shows or not."""
    if element.tag in _NEVER:
        raise Unusable(*_NEVER[element.tag])
    if element.tag.startswith(XHTML) and element.tag.removeprefix(XHTML) in {
        *("style", "link", "script", "base")
    }:
        raise Unusable("holds parts of a web page", _PLAIN)
    if element.tag == "style" and element.get("media", "all").strip() not in {"", "all"}:
        raise Unusable("has a style sheet for some screens only", _PLAIN)
    if element.tag == "style" and element.get("type", "text/css").strip() not in {"", "text/css"}:
        raise Unusable("has a style sheet that is not CSS", _PLAIN)
    for name, value in element.attributes.items():
        if name.lower().startswith("on"):
            raise Unusable("holds a script", _PLAIN)
        outside = not value.strip().startswith(("#", "data:"))
        if name in {"href", XLINK} and element.tag != "a" and outside:
            what = _OTHERS.get(element.tag)
            found = what or ("takes parts from other files", "embed them, and export it anew")
            raise Unusable(*found)


class _ElementPlace(NamedTuple):
    """Where an element is drawn, and in which style."""

    style: PaintStyle
    matrix: Matrix
    clips: tuple[Clip, ...]
    viewport: Viewport
    depth: int = 0

    def inside(self, matrix: Matrix) -> _ElementPlace:
        return self._replace(matrix=product(matrix, self.matrix))


class _SvgReader:
    def __init__(self, root: SvgElement) -> None:
        self.root = root
        self.marks = Marks()
        self.visited = 0
        self.size = 0.0
        self.ids: dict[str, SvgElement] = {}
        for element in root.every():
            self.ids.setdefault(element.get("id"), element)
        css = "\n".join(each.text for each in root.every() if each.tag == "style")
        self.sheet: StyleSheet = style_sheet(css)

    def read(self) -> SvgDrawing:
        root = self.root
        try:
            own = self._properties(root)
            sizes = {name: own.pop(name, "") for name in ("width", "height")}
            view = root_view(root, sizes)
            self.size = max(view.width, view.height)
            style = PaintStyle().within(own)
            style.check(moved=False)
            if root.get("transform"):
                raise Unusable("is moved as a whole by a transform", _PLAIN)
        except Unusable as unusable:
            raise unusable.at(root.line) from None
        at = _ElementPlace(style, view.matrix, (view.clip((1, 0, 0, 1, 0, 0)),), view.inner)
        if not style.hidden:
            self._inside(root, at)
        return SvgDrawing(self.marks.drawing(view.width, view.height), view.natural)

    # properties of an element

    def _properties(self, element: SvgElement) -> dict[str, str]:
        return self.sheet.of(element, presentation(element.attributes))

    def _style(self, element: SvgElement, outer: PaintStyle) -> PaintStyle:
        style = outer.within(self._properties(element))
        style.check(moved=bool(element.get("transform")))
        return style

    def _style_in_place(self, element: SvgElement) -> PaintStyle:
        """The style of an element that is not drawn where it stands, such as a gradient's stop:
        its own properties, and those it inherits."""
        outer = self._style_in_place(element.parent) if element.parent else PaintStyle()
        return outer.within(self._properties(element))

    # walking

    def _inside(self, element: SvgElement, at: _ElementPlace) -> None:
        for child in element:
            self._draw(child, at._replace(depth=at.depth + 1))

    def _draw(self, element: SvgElement, at: _ElementPlace) -> None:
        try:
            self._draw_element(element, at)
        except Unusable as unusable:
            raise unusable.at(element.line) from None

    def _draw_element(self, element: SvgElement, at: _ElementPlace) -> None:
        tag = element.tag
        if tag.startswith("{") or tag in _SILENT or not _applies(element):
            return
        self.visited += 1
        if at.depth > DEEPEST or self.visited > 4 * MOST_MARKS:
            raise Unusable("has groups in groups without end", _PLAIN)
        style = self._style(element, at.style)
        if style.hidden:
            return
        at = at._replace(style=style).inside(transform(element.get("transform")))
        at = at._replace(clips=(*at.clips, *self._clips(style, at, 0)))
        if tag in _GROUPS:
            self._inside(element, at)
        elif tag == "switch":
            for child in [each for each in element if _applies(each)][:1]:
                self._draw(child, at._replace(depth=at.depth + 1))
        elif tag == "use":
            self._used(element, at)
        elif tag == "svg":
            self._nested(element, element, at)
        elif tag in SHAPES:
            self._paint(element, at)
        elif tag == "text" and not any(part.text.strip() for part in element.every()):
            return
        else:
            raise Unusable(*_OTHERS.get(tag, (f"has a part called <{tag[:40]}>", _PLAIN)))

    def _used(self, element: SvgElement, at: _ElementPlace) -> None:
        found = self._referred(element, {*SHAPES, *_GROUPS, "use", "switch", "symbol", "svg"})
        at = at.inside(_shift(element, at.viewport))._replace(depth=at.depth + 1)
        if found.tag not in {"symbol", "svg"}:
            self._draw(found, at)
            return
        self.visited += 1
        style = self._style(found, at.style)
        if at.depth > DEEPEST or style.hidden:
            return
        if found.get("transform"):
            raise Unusable("uses a part that is moved by a transform of its own", _PLAIN)
        at = at._replace(style=style, clips=(*at.clips, *self._clips(style, at, 0)))
        self._nested(found, element, at)

    def _referred(self, element: SvgElement, kinds: set[str]) -> SvgElement:
        name = (element.get("href") or element.get(XLINK)).strip().removeprefix("#")
        used = self.ids.get(name) if name else None
        if used is None or used.tag not in kinds:
            raise Unusable(
                f'uses a part "{name[:40]}" that is not a shape or a group',
                "expand its symbols, and export it anew as plain SVG",
            )
        return used

    def _nested(self, element: SvgElement, sized: SvgElement, at: _ElementPlace) -> None:
        """An `svg` or `symbol` inside the drawing, with a viewport of its own; `sized` is the
        element that may give its size."""
        sizes = []
        if element.tag == "symbol" and _PLACING & element.attributes.keys():
            raise Unusable("uses a symbol that says itself where it goes", _PLAIN)
        for name in ("width", "height"):
            text = sized.get(name) or (element.get(name) if element.tag == "svg" else "")
            sizes.append(length(text if text != "auto" else "", at.viewport, name, -1.0))
        width, height = (
            whole if size == -1.0 else size for size, whole in zip(sizes, at.viewport, strict=True)
        )
        view = nested_view(element, width, height)
        if view is None:
            return
        if element.tag == "svg":
            at = at.inside(_shift(element, at.viewport))
        if at.style.get("overflow", "hidden") not in {"visible", "auto"}:
            at = at._replace(clips=(*at.clips, view.clip(at.matrix)))
        self._inside(element, at._replace(viewport=view.inner).inside(view.matrix))

    # painting

    def _paint(self, element: SvgElement, at: _ElementPlace) -> None:
        style, viewport = at.style, at.viewport
        path = shape(element.tag, element.attributes, viewport)
        has_inside = element.tag != "line"
        fill = self._colour(style.paint("fill", "black"), path) if has_inside else None
        width = style.stroke_width(viewport)
        line = self._colour(style.paint("stroke", "none"), path) if width > 0 else None
        if not path or (fill is None and line is None):
            return
        stroke = None
        if line is not None:
            if element.get("pathLength") and style.dash(viewport):
                raise Unusable("has dashes counted along a length of its own (pathLength)", FLATTEN)
            dash, phase = style.dash(viewport), style.phase(viewport)
            stroke = Stroke(line, width, style.cap, style.join, style.mitre, dash, phase)
        mark = PaintedPath(path, at.matrix, fill, style.evenodd(), stroke, at.clips)
        self._check_reach(mark)
        if fill and stroke and style.stroke_first:
            self.marks.add(mark._replace(fill=None))
            self.marks.add(mark._replace(stroke=None))
        else:
            self.marks.add(mark)

    def _check_reach(self, mark: PaintedPath) -> None:
        if not mark.reach < 10_000 * self.size:
            raise Unusable("has a shape far larger than the drawing", "draw it no larger")

    def _colour(self, text: str, path: VectorPath) -> DeviceColour | None:
        """A flat colour, or the colour of a gradient that has only one."""
        if not text.lower().startswith("url("):
            return colour(text)
        match = _URL.fullmatch(text)
        name, other = (match[1], match[2]) if match else ("", "")
        found = self.ids.get(name) if name else None
        if match and found is None and other:
            return colour(other)
        if found is None or found.tag not in {"linearGradient", "radialGradient"}:
            raise Unusable("has gradients or patterns", FLATTEN)
        stops = self._stops(found)
        if len(set(stops)) > 1 or _is_flat(path):
            raise Unusable("has gradients or patterns", FLATTEN)
        return stops[0] if stops else None

    def _stops(self, gradient: SvgElement) -> list[DeviceColour | None]:
        """The colours of a gradient, or of the gradient that it refers to."""
        for _ in range(DEEPEST):
            stops = [each for each in gradient if each.tag == "stop"]
            if stops or not (gradient.get("href") or gradient.get(XLINK)):
                break
            gradient = self._referred(gradient, {"linearGradient", "radialGradient"})
        found = []
        for stop in stops:
            style = self._style_in_place(stop)
            share = style.share("stop-opacity")
            if 0 < share < 1:
                raise Unusable("has see-through parts", FLATTEN)
            shown = style.coloured(style.get("stop-color", "black"))
            found.append(colour(shown) if share else None)
        return found

    # clipping

    def _clips(self, style: PaintStyle, at: _ElementPlace, depth: int) -> tuple[Clip, ...]:
        text = style.get("clip-path", "none")
        if text.lower() == "none":
            return ()
        match = _URL.fullmatch(text)
        if not match or match[2]:
            raise Unusable(f'is clipped by a style "{text[:40]}"', "expand its clipping masks")
        found = self.ids.get(match[1])
        if found is None or found.tag != "clipPath":
            raise Unusable(f'is clipped by "{match[1][:40]}", which is not there', "export it anew")
        if found.get("clipPathUnits") == "objectBoundingBox" or depth > 3:
            raise Unusable("is clipped in a way that is not plain", "expand its clipping masks")
        own = self._style_in_place(found)
        own.check(moved=bool(found.get("transform")))
        inner = at.inside(transform(found.get("transform")))
        outlines = [made for child in found if (made := self._outline(child, own, inner))]
        self.marks.spend(sum(len(one.path) for one in outlines))
        return (joined(outlines), *self._clips(own, at, depth + 1))

    def _outline(
        self, element: SvgElement, outer: PaintStyle, at: _ElementPlace
    ) -> ClipShape | None:
        """One shape of a clip path in the drawing's units; None for an element that is no shape."""
        if element.tag in _SILENT or element.tag.startswith("{") or not _applies(element):
            return None
        style = self._style(element, outer)
        at = at.inside(transform(element.get("transform")))
        if element.tag == "use":
            at = at.inside(_shift(element, at.viewport))
            element = self._referred(element, set(SHAPES))
            style = self._style(element, style)
            at = at.inside(transform(element.get("transform")))
        if style.hidden or not style.visible:
            return None
        if element.tag not in SHAPES or style.get("clip-path", "none") != "none":
            raise Unusable("is clipped in a way that is not plain", "expand its clipping masks")
        path = shape(element.tag, element.attributes, at.viewport)
        return ClipShape(moved(path, at.matrix), style.evenodd("clip-rule"))


def _applies(element: SvgElement) -> bool:
    """Whether an element applies to a reader of English without extensions (SVG 2, 5.9)."""
    if element.get("requiredExtensions").strip():
        return False
    if "systemLanguage" not in element.attributes:
        return True
    tags = element.get("systemLanguage").lower().split(",")
    return any(tag.strip().split("-")[0] == "en" for tag in tags)


def _is_flat(path: VectorPath) -> bool:
    """Whether a path has no width or no height."""
    xs = [number for _, *values in path for number in values[::2]]
    ys = [number for _, *values in path for number in values[1::2]]
    return not path or min(xs) == max(xs) or min(ys) == max(ys)


def _shift(element: SvgElement, viewport: Viewport) -> Matrix:
    x = length(element.get("x"), viewport, "width")
    y = length(element.get("y"), viewport, "height")
    return 1, 0, 0, 1, x, y
