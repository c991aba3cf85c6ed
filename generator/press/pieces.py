"""Pieces that are cut out of a sheet: faces made of pages, two of them back to back."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from .plan import FLUSH, NOWHERE, Edges, Lines, SheetBox


class FacePage(Struct, frozen=True):
    """A page on a face: its index from 0 (None: blank), the place of its trimmed page, and the area
    that it may paint, in mm from the face's top left corner. `scale` is a factor of its size."""

    page: int | None
    box: SheetBox
    clip: SheetBox
    scale: float = 1.0


class PieceFace(Struct, frozen=True):
    """One side of a piece: its trimmed size in mm, the pages on it, and its folds."""

    width: float
    height: float
    parts: tuple[FacePage, ...]
    folds: Lines = NOWHERE

    @property
    def bleed(self) -> Edges:
        """How far anything on the face reaches past the trim."""
        clips = [part.clip for part in self.parts]
        return Edges(
            max((-clip.x for clip in clips), default=0.0),
            max((-clip.y for clip in clips), default=0.0),
            max((clip.right - self.width for clip in clips), default=0.0),
            max((clip.bottom - self.height for clip in clips), default=0.0),
        )


class Leaf(Struct, frozen=True):
    """A piece: its front, and its back if it is printed on both sides."""

    front: PieceFace
    back: PieceFace | None = None


class PageSize(Struct, frozen=True):
    """The trimmed size of a page and its bleed, in mm."""

    width: float
    height: float
    bleed: Edges = FLUSH

    def times(self, factor: float) -> PageSize:
        return PageSize(self.width * factor, self.height * factor, self.bleed.times(factor))


def leaves(
    pages: Sequence[PageSize], *, two_sided: bool, scale: float = 1.0, folds: Lines = NOWHERE
) -> tuple[Leaf, ...]:
    """A leaf for each page, or for each pair of pages. All pages have one trimmed size. The back of
    an odd last page is blank. Folds are those of the front, as the front is seen."""
    fronts = [_face(number, page.times(scale), scale, folds) for number, page in enumerate(pages)]
    if not two_sided:
        return tuple(Leaf(face) for face in fronts)
    width = fronts[0].width
    behind = Lines(tuple(width - x for x in folds.upright), folds.level)
    backs = [_face(number, page.times(scale), scale, behind) for number, page in enumerate(pages)]
    blank = PieceFace(width, fronts[0].height, (_blank(width, fronts[0].height),), behind)
    pairs = range(0, len(pages), 2)
    return tuple(
        Leaf(fronts[number], backs[number + 1] if number + 1 < len(pages) else blank)
        for number in pairs
    )


def _face(number: int, page: PageSize, scale: float, folds: Lines) -> PieceFace:
    box = SheetBox(0, 0, page.width, page.height)
    part = FacePage(number, box, box.grown(page.bleed), scale)
    return PieceFace(page.width, page.height, (part,), folds)


def _blank(width: float, height: float) -> FacePage:
    box = SheetBox(0, 0, width, height)
    return FacePage(None, box, box)
