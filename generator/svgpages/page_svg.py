"""Writes a page as SVG in groups, one for each line of text, in mm from the trim's top left.

The same markup has the same id, so whoever shows a page again fetches only the lines that changed.
Text is outlines: no font is sent, and no word is markup. Drawings of many shapes, and pictures, are
files of their own (`Asset`), fetched once.
"""

from __future__ import annotations

import base64
import io
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import field
from hashlib import sha256
from typing import Final, TypeAlias

from msgspec import Struct, msgpack
from msgspec.structs import replace

from generator.cache import Cache, Inputs, frozen_inputs
from generator.colour import Colour
from generator.fonts import FontFile
from generator.page import Box, Cluster, GlyphRun, Group, Image, Link, Mark, Page, Path, Shape, Tag
from generator.pictures import Recoloured, read_drawing
from generator.pictures.raster import Raster, RasterInputs
from generator.pictures.thumbnail import recoloured
from generator.problems import Refused, error
from generator.units import MM_PER_PT
from generator.vectors import Unusable, Vector, in_black, is_vector
from generator.vectors.redraw import as_svg
from .page_map import groups_of

HEAVY: Final = 40_000  # characters of a drawing that is better a file of its own
_NAMESPACE: Final = 'xmlns="http://www.w3.org/2000/svg"'


class Asset(Struct, frozen=True):
    """A file that groups show: its name, its media type and its bytes."""

    name: str
    media_type: str
    data: bytes


class SvgGroup(Struct, frozen=True):
    """A line of a page, or what stands between two: `ident` is this `markup`'s own."""

    ident: str
    markup: str
    assets: tuple[Asset, ...] = ()


class SvgPage(Struct, frozen=True):
    """A page of `width` by `height` mm, its groups from the bottom to the top."""

    name: str
    width: float
    height: float
    groups: tuple[SvgGroup, ...]

    def document(self) -> str:
        """The page as one SVG file that needs no other."""
        size = f"{_number(self.width)} {_number(self.height)}"
        body = "".join(f'<g id="{group.ident}">{group.markup}</g>' for group in self.groups)
        for asset in (asset for group in self.groups for asset in group.assets):
            held = base64.b64encode(asset.data).decode()
            body = body.replace(f'"/art/{asset.name}"', f'"data:{asset.media_type};base64,{held}"')
        return f'<svg {_NAMESPACE} viewBox="0 0 {size}">{body}</svg>'


def svg_page(page: Page, cache: Cache) -> SvgPage:
    """A page as groups, no two of one name. Raises `Refused` for a picture that cannot be drawn."""
    counts: Counter[str] = Counter()
    groups: list[SvgGroup] = []
    for group in groups_of(page.marks):
        for line in cache.get(GroupSvgInputs(group, page.width, page.height)):
            counts[line.ident] += 1
            number = counts[line.ident]
            groups.append(replace(line, ident=f"{line.ident}-{number}") if number > 1 else line)
    return SvgPage(page.name, page.width, page.height, tuple(groups))


def drawn_in_steps(page: Page, cache: Cache) -> Iterator[None]:
    """Draw each group of marks in a step, so that `svg_page` finds them remembered. Raises
    `Refused` for a picture that cannot be drawn."""
    for group in groups_of(page.marks):
        cache.get(GroupSvgInputs(group, page.width, page.height))
        yield


@frozen_inputs
class GroupSvgInputs(Inputs[tuple[SvgGroup, ...]]):
    """The lines of a group of marks on a page of this size, mm, and what stands between them."""

    group: Group
    width: float
    height: float

    def make(self, cache: Cache) -> tuple[SvgGroup, ...]:
        writer = _MarkWriter(cache, self.width, self.height)
        writer.draw((self.group,))
        return tuple(_svg_group(parts, writer.assets) for parts in writer.groups)


def _svg_group(parts: list[str], assets: dict[str, Asset]) -> SvgGroup:
    """Elements as one group, with those of the assets that it shows."""
    markup = "".join(parts)
    shown = (asset for name, asset in assets.items() if f'"/art/{name}"' in markup)
    return SvgGroup("g" + sha256(markup.encode()).hexdigest()[:16], markup, tuple(shown))


@frozen_inputs
class LineOutlinesInputs(Inputs[str]):
    """The outlines of a line as path data in font units, y downwards, from its left end."""

    font: FontFile
    clusters: tuple[Cluster, ...]

    def make(self, cache: Cache) -> str:
        across, outlines = 0.0, []
        for cluster in self.clusters:
            for glyph, x, y in cluster.glyphs:
                outline = cache.get(GlyphSvgInputs(self.font, glyph))
                if outline:
                    outlines.append(f"M{round(across + x)} {-round(y)}{outline}")
            across += cluster.advance
        return "".join(outlines)


@frozen_inputs
class GlyphSvgInputs(Inputs[str]):
    """The outline of a glyph as path data in font units, y downwards, from its own origin."""

    font: FontFile
    glyph: int

    def make(self, cache: Cache) -> str:
        out: list[str] = []
        here_x = here_y = first_x = first_y = 0
        for letter, *values in self.font.face.glyph_path(self.glyph):
            if letter == "Z":
                out.append("z")
                here_x, here_y = first_x, first_y
                continue
            numbers = [round(value) for value in values]
            points = [
                (x - here_x, -y - here_y) for x, y in zip(numbers[0::2], numbers[1::2], strict=True)
            ]
            out.append(letter.lower() + " ".join(f"{x} {y}" for x, y in points))
            here_x, here_y = numbers[-2], -numbers[-1]
            if letter == "M":
                first_x, first_y = here_x, here_y
        return "".join(out).replace(" -", "-")


class _MarkWriter(Struct):
    """Writes marks as SVG elements, in groups that end with each line of text."""

    cache: Cache
    width: float
    height: float
    groups: list[list[str]] = []
    assets: dict[str, Asset] = {}
    _line: tuple[str, float] | None = None  # the key and the baseline of what was drawn last

    def draw(self, marks: Iterable[Mark]) -> None:
        for mark in marks:
            match mark:
                case GlyphRun():
                    self._run(mark)
                case Shape():
                    self._add(_shape(mark))
                case Image():
                    self._image(mark)
                case Group() if mark.clip:
                    self._clipped(mark, mark.clip)
                case Group(static=True):
                    self._static(mark)
                case Group() | Tag():
                    self.draw(mark.marks)
                case Link():
                    pass

    def _add(self, element: str, line: tuple[str, float] | None = None) -> None:
        """Add an element to the group that it belongs to: all of one line are in one."""
        if not self.groups or line != self._line:
            self.groups.append([])
        self.groups[-1].append(element)
        self._line = line

    def _run(self, run: GlyphRun) -> None:
        data = self.cache.get(LineOutlinesInputs(run.font, run.clusters))
        if data:
            scale = run.size * MM_PER_PT / run.font.units_per_em
            place = f"translate({_number(run.x)} {_number(run.y)})scale({scale:.6f})"
            element = f'<path transform="{place}" fill="{_rgb(run.colour)}" d="{data}"/>'
            self._add(element, (run.key, run.y))

    def _clipped(self, group: Group, clip: Box) -> None:
        left, top, right, bottom = clip
        box = f"{_number(left)} {_number(top)} {_number(right - left)} {_number(bottom - top)}"
        x, y, width, height = box.split(" ")
        inside = self._markup(replace(group, clip=None))
        place = f'x="{x}" y="{y}" width="{width}" height="{height}"'
        self._add(f'<svg {place} viewBox="{box}">{inside}</svg>')

    def _static(self, group: Group) -> None:
        """A drawing that repeats whole: if heavy, a file of its own, as large as the page."""
        markup = self._markup(replace(group, static=False))
        if len(markup) < HEAVY:
            self._add(markup)
            return
        size = f"{_number(self.width)} {_number(self.height)}"
        whole = f'<svg {_NAMESPACE} viewBox="0 0 {size}">{markup}</svg>'
        name = f"g{sha256(whole.encode()).hexdigest()[:16]}.svg"
        self._show(Asset(name, "image/svg+xml", whole.encode()), 0, 0, self.width, self.height)

    def _markup(self, group: Group) -> str:
        """The markup of a group within another."""
        found = self.cache.get(GroupSvgInputs(group, self.width, self.height))
        for each in found:
            self.assets.update({asset.name: asset for asset in each.assets})
        return "".join(each.markup for each in found)

    def _image(self, image: Image) -> None:
        wanted = PictureInputs(image.path, image.digest, image.black, image.inks)
        try:
            asset = self.cache.get(wanted)
        except Unusable as unusable:
            message = f'"{image.path}" {unusable.message}'
            raise Refused([error("image", message, image.key, unusable.hint)]) from None
        self._show(asset, image.x, image.y, image.width, image.height)

    def _show(self, asset: Asset, x: float, y: float, width: float, height: float) -> None:
        self.assets[asset.name] = asset
        self._add(
            f'<image href="/art/{asset.name}" x="{_number(x)}" y="{_number(y)}" '
            f'width="{_number(width)}" height="{_number(height)}" preserveAspectRatio="none"/>'
        )


_PictureInks: TypeAlias = "tuple[tuple[tuple[float, ...], Colour], ...]"


@frozen_inputs
class PictureInputs(Inputs[Asset]):
    """A partner's picture, drawn anew: a drawing as painted paths, a raster as PNG."""

    path: str = field(compare=False)
    digest: str
    black: bool
    inks: _PictureInks

    def make(self, cache: Cache) -> Asset:
        name = sha256(msgpack.encode((self.digest, self.black, self.inks))).hexdigest()[:16]
        if not is_vector(self.path):
            raster = cache.get(RasterInputs(self.path, self.digest))
            return Asset(f"p{name}.png", "image/png", _png(raster, self.black))
        vector: Vector | None = read_drawing(self.path, self.digest, cache)
        if self.black and vector:
            vector = in_black(vector)
        if vector is None:
            raise Unusable("has several colours", "give a drawing of one colour")
        inks = tuple(Recoloured(drawn, colour.rgb) for drawn, colour in self.inks)
        markup = as_svg(recoloured(vector, inks), vector.width, vector.height)
        return Asset(f"p{name}.svg", "image/svg+xml", markup.encode())


def _png(raster: Raster, black: bool) -> bytes:
    """A raster's pixels as PNG, made anew from its pixels alone."""
    pixels = raster.pixels.convert("L" if black else "RGB").convert("RGB")
    if raster.opacity is not None:
        pixels.putalpha(raster.opacity)
    made = io.BytesIO()
    pixels.save(made, "PNG", compress_level=1)
    return made.getvalue()


def _shape(shape: Shape) -> str:
    fill = _rgb(shape.fill) if shape.fill else "none"
    line = ""
    if shape.stroke:
        line = f' stroke="{_rgb(shape.stroke)}" stroke-width="{_number(shape.weight)}"'
        if shape.dash:
            line += f' stroke-dasharray="{" ".join(map(_number, shape.dash))}"'
    return f'<path fill="{fill}"{line} d="{_path(shape.path)}"/>'


def _path(path: Path) -> str:
    return "".join(
        str(segment[0]) + " ".join(_number(float(value)) for value in segment[1:])
        for segment in path
    )


def _rgb(colour: Colour) -> str:
    return "#" + bytes(colour.rgb).hex()


def _number(value: float) -> str:
    """A number of at most three decimals: a thousandth of a millimetre."""
    written = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if written == "-0" else written
