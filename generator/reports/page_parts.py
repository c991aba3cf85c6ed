"""A page's picture as digests: of the whole of it, and of each part of a grid. They say whether two
pages look the same, and where they do not, without a picture being kept."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import field
from math import ceil
from pathlib import Path
from typing import Final

from msgspec import Struct, msgpack

from generator.cache import Cache, KeptInputs, frozen_inputs
from generator.design.editions import Edition
from generator.page import Artwork, Box, Page
from generator.pdf import write
from generator.preflight.raster.render import Renderer
from generator.typeset.safety import runs
from generator.units import PT_PER_MM
from .page_images import DRAWN_AT_ONCE

DPI: Final = 150
PART: Final = 60  # pixels: about 10 mm
LARGEST: Final = 64  # parts along the longer side of a page, each larger instead
FIGURES: Final = 4  # of the digest of a part


class PageLook(Struct, frozen=True):
    """How a page looks: its name, its size in mm, the sha256 of its picture, and the digest of each
    part of it, row by row."""

    name: str
    width: float
    height: float
    picture: str
    parts: tuple[str, ...]


def page_looks(pages: Sequence[Page], *, cache: Cache) -> tuple[PageLook, ...]:
    """How pages look in print: cut to their trim, without marks."""
    drawn = tuple(pages)
    shown, fonts = b"", tuple[str, ...]()
    if cache.keeps(PageLooksInputs):
        shown = hashlib.sha256(msgpack.encode(drawn)).digest()
        files = {run.font.path for page in drawn for run in runs(page.marks)}
        fonts = tuple(_font_digest(path) for path in sorted(files))
    return cache.recall(PageLooksInputs(shown, fonts, drawn))


def _font_digest(path: str) -> str:
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()


@frozen_inputs
class PageLooksInputs(KeptInputs[tuple[PageLook, ...]]):
    """A digest of all that the pages show, and those of their fonts."""

    kept_as = tuple[PageLook, ...]
    most = 200
    shown: bytes
    fonts: tuple[str, ...]
    pages: tuple[Page, ...] = field(compare=False)

    def make(self, cache: Cache) -> tuple[PageLook, ...]:
        artwork = Artwork("pages", "en", "ltr", self.pages)
        edition = Edition.model_construct(title="pages", colours="srgb", profile="office")
        data = write(artwork, edition, cache=cache)
        with Renderer(data) as renderer:
            return tuple(_look(renderer, n, page) for n, page in enumerate(self.pages))


def _look(renderer: Renderer, index: int, page: Page) -> PageLook:
    """A page is drawn in bands, for a large poster has too many pixels at once."""
    width, height = renderer.size(index)
    scale = DPI / 72
    part = part_of(page.width, page.height)
    across, down = round(width * scale), round(height * scale)
    band = max(1, DRAWN_AT_ONCE // across // part) * part
    whole = hashlib.sha256()
    parts: list[str] = []
    for top in range(0, down, band):
        tall = min(band, down - top)
        drawn = renderer.draw(index, 0, top / scale, width, tall / scale, scale)
        whole.update(drawn.tobytes())
        for y in range(0, drawn.height, part):
            row = (
                drawn.crop((x, y, min(x + part, drawn.width), min(y + part, drawn.height)))
                for x in range(0, drawn.width, part)
            )
            digests = (hashlib.sha256(each.tobytes()).hexdigest()[:FIGURES] for each in row)
            parts.append("".join(digests))
    return PageLook(page.name, page.width, page.height, whole.hexdigest(), tuple(parts))


def part_of(width: float, height: float) -> int:
    """The side of a part of a page of this size, in pixels."""
    longest = max(width, height) * PT_PER_MM * DPI / 72
    return max(PART, ceil(longest / LARGEST))


def changed_boxes(
    before: Sequence[str], after: Sequence[str], size: tuple[float, float]
) -> list[Box]:
    """The boxes (left, top, right, bottom; mm) round the parts in which two pictures of a page
    differ: neighbours are in one box. The whole page if they cannot be compared."""
    if [len(row) for row in before] != [len(row) for row in after]:
        return [(0.0, 0.0, *size)]
    cells = {
        (row, column)
        for row, (old, new) in enumerate(zip(before, after, strict=True))
        for column in range(len(new) // FIGURES)
        if old[column * FIGURES :][:FIGURES] != new[column * FIGURES :][:FIGURES]
    }
    side = part_of(*size) * 72 / DPI / PT_PER_MM
    found: list[Box] = []
    while cells:
        rows, columns = zip(*_island(cells), strict=True)
        found.append(
            (
                min(columns) * side,
                min(rows) * side,
                min((max(columns) + 1) * side, size[0]),
                min((max(rows) + 1) * side, size[1]),
            )
        )
    return found


def _island(cells: set[tuple[int, int]]) -> list[tuple[int, int]]:
    """Cells that touch one another, taken out of `cells`."""
    waiting = [min(cells)]
    cells.remove(waiting[0])
    found = []
    while waiting:
        row, column = waiting.pop()
        found.append((row, column))
        for beside in ((row + y, column + x) for y in (-1, 0, 1) for x in (-1, 0, 1)):
            if beside in cells:
                cells.remove(beside)
                waiting.append(beside)
    return found
