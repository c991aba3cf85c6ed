"""Writes a drawing back as SVG or PDF with nothing but painted paths, for others to draw."""

from collections.abc import Iterator, Sequence
from typing import Final

from generator.pdfobjects.builder import ScratchBuilder
from .model import Clip, DeviceColour, PaintedPath, Vector, VectorPath, box

_CAPS: Final = ("butt", "round", "square")
_JOINS: Final = ("miter", "round", "bevel")


def as_svg(vector: Vector, width: float, height: float) -> str:
    """The drawing as SVG of this size in px. Its numbers are as exact as in our PDF files."""
    size = f"{_number(vector.width)} {_number(vector.height)}"
    made = _SvgWriter(box(0, 0, vector.width, vector.height))
    body = "".join(map(made.mark, vector.marks))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size}" '
        f'width="{width!r}" height="{height!r}" preserveAspectRatio="none">'
        f"<defs>{''.join(made.defs)}</defs>{body}</svg>"
    )


class _SvgWriter:
    def __init__(self, edge: VectorPath) -> None:
        self.edge = edge
        self.defs: list[str] = []
        self.known: dict[tuple[Clip, ...], str] = {}

    def mark(self, mark: PaintedPath) -> str:
        matrix = " ".join(map(_number, mark.matrix))
        rule = "evenodd" if mark.evenodd else "nonzero"
        stroke = mark.stroke
        line = ""
        if stroke:
            line = (
                f'stroke="{_colour(stroke.colour)}" stroke-width="{_number(stroke.width)}" '
                f'stroke-linecap="{_CAPS[stroke.cap]}" stroke-linejoin="{_JOINS[stroke.join]}" '
                f'stroke-miterlimit="{_number(stroke.mitre)}" '
                f'stroke-dashoffset="{_number(stroke.phase)}" '
            )
            if stroke.dash:
                line += f'stroke-dasharray="{" ".join(map(_number, stroke.dash))}" '
        shape = (
            f'<path transform="matrix({matrix})" d="{_path(mark.path)}" fill-rule="{rule}" '
            f'fill="{_colour(mark.fill)}" {line}/>'
        )
        # a clip at the drawing's own edge changes nothing
        clip = self._clip([one for one in mark.clips if one.path != self.edge])
        return f'<g clip-path="url(#{clip})">{shape}</g>' if clip else shape

    def _clip(self, clips: Sequence[Clip]) -> str:
        """The name of the clip path that combines all of these."""
        key = tuple(clips)
        if not key:
            return ""
        known = self.known.get(key)
        if known is None:
            outer = self._clip(key[:-1])
            known = self.known[key] = f"c{len(self.known)}"
            within = f' clip-path="url(#{outer})"' if outer else ""
            rule = "evenodd" if key[-1].evenodd else "nonzero"
            self.defs.append(
                f'<clipPath id="{known}"{within}><path clip-rule="{rule}" '
                f'd="{_path(key[-1].path)}"/></clipPath>'
            )
        return known


def as_pdf(vector: Vector) -> bytes:
    """The drawing as a PDF of one page, in the colours of its file."""
    builder = ScratchBuilder()
    upright = f"1 0 0 -1 0 {_number(vector.height)} cm"
    content = "\n".join([upright, *map(_operators, vector.marks)]).encode("ascii")
    page = {
        "MediaBox": (0, 0, vector.width, vector.height),
        "Resources": {},
        "Contents": builder.stream({}, content),
    }
    return builder.finish({"Pages": builder.page_tree([page])})


def _operators(mark: PaintedPath) -> str:
    """The PDF operators that paint a mark (ISO 32000-1, 8)."""
    clips = (f"{_built(clip.path)} {'W*' if clip.evenodd else 'W'} n" for clip in mark.clips)
    found = ["q", *clips, " ".join(map(_number, mark.matrix)) + " cm"]
    stroke, rule = mark.stroke, "*" if mark.evenodd else ""
    if mark.fill:
        found.append(_ink(mark.fill, ("g", "rg", "k")))
    if stroke:
        found += [
            _ink(stroke.colour, ("G", "RG", "K")),
            f"{_number(stroke.width)} w {stroke.cap} J {stroke.join} j {_number(stroke.mitre)} M",
            f"[{' '.join(map(_number, stroke.dash))}] {_number(stroke.phase)} d",
        ]
    painted = ("n", "S", "f" + rule, "B" + rule)[2 * bool(mark.fill) + bool(stroke)]
    return " ".join([*found, _built(mark.path), painted, "Q"])


def _built(path: VectorPath) -> str:
    return " ".join(
        " ".join((*map(_number, values), "h" if name == "Z" else name.lower()))
        for name, *values in path
    )


def _ink(colour: DeviceColour, operators: tuple[str, str, str]) -> str:
    operator = operators[(1, 3, 4).index(len(colour.values))]
    return " ".join((*map(_number, colour.values), operator))


def _path(path: VectorPath) -> str:
    return " ".join(" ".join((name, *map(_number, values))) for name, *values in path)


def _number(value: float) -> str:
    return f"{value:.6f}"


def _colour(colour: DeviceColour | None) -> str:
    return "#" + "".join(f"{part:02x}" for part in rgb(colour)) if colour else "none"


def rgb(colour: DeviceColour) -> tuple[int, ...]:
    """A colour as red, green and blue from 0 to 255. CMYK is converted without a profile."""
    return tuple(_levels(colour.values))


def _levels(values: Sequence[float]) -> Iterator[int]:
    if len(values) == 4:
        cyan, magenta, yellow, black = values
        values = tuple((1 - part) * (1 - black) for part in (cyan, magenta, yellow))
    for part in (tuple(values) * 3)[:3]:
        yield round(part * 255)
