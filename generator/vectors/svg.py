"""SVG as painted paths: the part that logos need, and nothing that could do more than draw."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final
from xml.parsers import expat

from generator.vectors.model import (
    DEEPEST,
    MOST_MARKS,
    Clip,
    Marks,
    Matrix,
    Painted,
    Path,
    Stroke,
    Unusable,
    Vector,
    box,
    moved,
    then,
)
from generator.vectors.shapes import SHAPES, length, numbers, shape, transform
from generator.vectors.style import Look, Sheet, sheet

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

SVG: Final = "{http://www.w3.org/2000/svg}"
XLINK: Final = "{http://www.w3.org/1999/xlink}href"
_GROUPS: Final = frozenset({"g", "a"})
_SILENT: Final = frozenset({"title", "desc", "metadata", "defs", "style", "clipPath"})
_OUTLINES: Final = "convert its words to outlines (curves) and export it again"
# What is not drawn here, in the words of those who draw.
_OTHERS: Final = {
    "text": ("has words that are type, not outlines", _OUTLINES),
    "image": ("holds a picture made of pixels", "place the picture itself, as PNG, JPEG or TIFF"),
    "script": ("holds a script", "export it anew as plain SVG"),
    "foreignObject": ("holds a web page", "export it anew as plain SVG"),
    "svg": ("holds another drawing", "export it anew as plain SVG"),
    "switch": ("holds more than one version of itself", "export it anew as plain SVG"),
    **dict.fromkeys(
        ("animate", "animateTransform", "animateMotion", "animateColor", "set"),
        ("moves", "export it without animation"),
    ),
}
_NEVER_USED: Final = frozenset(
    "linearGradient radialGradient pattern filter mask marker symbol".split()
)


def read_svg(data: bytes) -> Vector:
    """A drawing in SVG. Raises `Unusable`."""
    root = _tree(data)
    if root.tag != f"{SVG}svg":
        raise Unusable("is not SVG", "export it anew as SVG")
    for element in root.iter():
        _check(element, element is root)
    return _Reader(root).read()


def _tree(data: bytes) -> Element:
    """The elements, with no entity expanded and nothing fetched."""
    from xml.etree.ElementTree import TreeBuilder

    builder = TreeBuilder()
    parser = expat.ParserCreate(namespace_separator="}")
    depth = 0

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise Unusable("has groups in groups without end", "export it anew as plain SVG")
        builder.start(_named(tag), {_named(name): value for name, value in attributes.items()})

    def end(tag: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(_named(tag))

    def entity(*declared: object) -> None:
        raise Unusable("declares entities", "export it anew as plain SVG")

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = builder.data
    parser.EntityDeclHandler = entity
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError) as problem:
        raise Unusable(f"is not whole: {problem}", "export it anew as SVG") from None
    return builder.close()


def _named(name: str) -> str:
    return "{" + name if "}" in name else name


def _check(element: Element, is_root: bool) -> None:
    """Raise `Unusable` for what could do more than draw."""
    for name, value in element.attrib.items():
        if name.lower().startswith("on"):
            raise Unusable("holds a script", "export it anew as plain SVG")
        if name in {"href", XLINK} and element.tag != f"{SVG}a" and not value.startswith("#"):
            what = _OTHERS.get(element.tag.removeprefix(SVG))
            raise (
                Unusable(*what)
                if what
                else Unusable("takes parts from other files", "embed them, and export it anew")
            )
    if element.tag.startswith(SVG) and not is_root:
        found = _OTHERS.get(element.tag.removeprefix(SVG))
        if found:
            raise Unusable(*found)


class _Reader:
    def __init__(self, root: Element) -> None:
        self.root = root
        self.marks = Marks()
        self.visited = 0
        self.ids = {element.get("id", ""): element for element in root.iter()}
        css = "".join(element.text or "" for element in root.iter(f"{SVG}style"))
        self.sheet: Sheet = sheet(css)

    def read(self) -> Vector:
        x, y, width, height = self._view()
        place = (1.0, 0.0, 0.0, 1.0, -x, -y)
        view = Clip(box(0, 0, width, height), False)
        self._inside(self.root, self._look(self.root, Look()), place, (view,), 0)
        return self.marks.drawing(width, height)

    def _view(self) -> tuple[float, float, float, float]:
        """What of the plane is shown."""
        values = numbers(self.root.get("viewBox", ""))
        if len(values) != 4:
            sizes = [self.root.get(name, "") for name in ("width", "height")]
            if not all(sizes) or any(size.strip().endswith("%") for size in sizes):
                raise Unusable("does not say how large it is", "export it with a viewBox")
            values = [0.0, 0.0, *map(length, sizes)]
        if min(values[2:]) <= 0:
            raise Unusable("has no extent", "export it anew")
        return values[0], values[1], values[2], values[3]

    def _look(self, element: Element, outer: Look) -> Look:
        look = outer.within(self.sheet.of(element.tag.removeprefix(SVG), element.attrib))
        look.check()
        return look

    def _inside(
        self, element: Element, look: Look, matrix: Matrix, clips: tuple[Clip, ...], depth: int
    ) -> None:
        for child in element:
            self._draw(child, look, matrix, clips, depth + 1)

    def _draw(
        self, element: Element, outer: Look, matrix: Matrix, clips: tuple[Clip, ...], depth: int
    ) -> None:
        tag = element.tag.removeprefix(SVG)
        if tag.startswith("{") or tag in _SILENT or tag in _NEVER_USED:
            return
        self.visited += 1
        if depth > DEEPEST or self.visited > 4 * MOST_MARKS:
            raise Unusable("has groups in groups without end", "export it anew as plain SVG")
        look = self._look(element, outer)
        if look.hidden:
            return
        matrix = then(transform(element.get("transform", "")), matrix)
        clips = (*clips, *self._clip(look, matrix))
        if tag in _GROUPS:
            self._inside(element, look, matrix, clips, depth)
        elif tag == "use":
            self._draw(self._referred(element), look, _shifted(element, matrix), clips, depth + 1)
        elif tag in SHAPES:
            self._paint(shape(tag, element.attrib), look, matrix, clips)
        else:
            raise Unusable(f"has a part called <{tag}>", "export it anew as plain SVG")

    def _referred(self, element: Element) -> Element:
        name = (element.get("href") or element.get(XLINK) or "").removeprefix("#")
        used = self.ids.get(name) if name else None
        if used is None or used.tag.removeprefix(SVG) not in {*SHAPES, *_GROUPS, "use"}:
            raise Unusable(
                f'uses a part "{name}" that is not a shape or a group',
                "expand its symbols, and export it anew as plain SVG",
            )
        return used

    def _clip(self, look: Look, matrix: Matrix) -> Iterator[Clip]:
        text = look.get("clip-path", "none")
        if text == "none":
            return
        name = text.removeprefix("url(").removesuffix(")").strip("\"' ").removeprefix("#")
        found = self.ids.get(name)
        if found is None or found.tag != f"{SVG}clipPath":
            raise Unusable(f'is clipped by "{name}", which is not there', "export it anew")
        own = self._look(found, Look())
        if found.get("clipPathUnits", "") == "objectBoundingBox" or "clip-path" in own.values:
            raise Unusable("is clipped in a way that is not plain", "expand its clipping masks")
        matrix = then(transform(found.get("transform", "")), matrix)
        path: Path = ()
        evenodd = False
        for child in found:
            tag = child.tag.removeprefix(SVG)
            part, outer = child, matrix
            if tag == "use":
                part = self._referred(child)
                outer = _shifted(child, then(transform(child.get("transform", "")), matrix))
                tag = part.tag.removeprefix(SVG)
            if tag in SHAPES:
                placed = then(transform(part.get("transform", "")), outer)
                path += moved(shape(tag, part.attrib), placed)
                evenodd = self._look(part, own).evenodd("clip-rule")
            elif tag not in _SILENT:
                raise Unusable("is clipped in a way that is not plain", "expand its clipping masks")
        yield Clip(path, evenodd)

    def _paint(self, path: Path, look: Look, matrix: Matrix, clips: tuple[Clip, ...]) -> None:
        fill, line = look.fill(), look.stroke_colour()
        if not path or (fill is None and line is None):
            return
        stroke = None
        if line is not None:
            stroke = Stroke(
                line,
                look.stroke_width(),
                look.cap,
                look.join,
                look.mitre,
                look.dash,
                look.phase,
            )
        self.marks.add(Painted(path, matrix, fill, look.evenodd(), stroke, clips))


def _shifted(element: Element, matrix: Matrix) -> Matrix:
    """Where a `use` puts what it uses."""
    x, y = length(element.get("x", "")), length(element.get("y", ""))
    return then((1, 0, 0, 1, x, y), matrix)
