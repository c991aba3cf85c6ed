"""Adds printer's marks and the slug line round an artwork."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from generator.cache import Cache
from generator.colour import Colour
from generator.page import Artwork, GlyphRun, Group, Page
from .inks import inks
from .printers_marks import MarksInputs, reach

if TYPE_CHECKING:
    from generator.design.editions import Edition

SLUG: Final = 12.0  # mm beyond the bleed: marks, then one line of small type
LEADING: Final = 2.6  # mm from line to line of the slug
FIRST: Final = 2.8  # mm from the end of the marks to the first baseline
UNDER: Final = 1.0  # mm from the last baseline, or the longest line, to the edge of the sheet
GAP: Final = 3.0  # mm between two entries of the slug


def finish(
    artwork: Artwork, edition: Edition, slugs: Sequence[Sequence[GlyphRun]], cache: Cache
) -> Artwork:
    """The artwork with the edition's marks on every page. `slugs` has the entries of each page's
    slug as runs at 0, 0. They stand below the page, outside bleed and marks, on as many lines as
    they need. The last is a group of its own, for the others are the same in many files. An
    edition without marks changes nothing."""
    if not edition.marks:
        return artwork
    used = inks(artwork, cache)
    pages = tuple(
        _page(page, edition, used, slug, cache)
        for page, slug in zip(artwork.pages, slugs, strict=True)
    )
    return replace(artwork, pages=pages)


def _page(
    page: Page,
    edition: Edition,
    used: tuple[Colour, ...],
    slug: Sequence[GlyphRun],
    cache: Cache,
) -> Page:
    trim = page.width, page.height, page.bleed, page.folds
    around = cache.get(MarksInputs(*trim, edition.marks, used))
    if "slug" not in edition.marks or not slug:
        return page.with_marks(around, slug=SLUG)
    end = reach(page.bleed)[1]
    entries = _slug(slug, page.width, page.height + end + FIRST)
    across = max(run.width for run in slug) - page.width
    down = entries[-1].y - page.height
    groups = (Group(each, "slug") for each in (entries[:-1], entries[-1:]) if each)
    return page.with_marks(around, *groups, slug=max(SLUG, max(down, across) + UNDER - page.bleed))


def _slug(slug: Sequence[GlyphRun], width: float, first: float) -> tuple[GlyphRun, ...]:
    """The entries on lines no longer than the page is wide, the first line's baseline at
    `first`."""
    found: list[GlyphRun] = []
    x, y = 0.0, first
    for run in slug:
        if x and x + run.width > width:
            x, y = 0.0, y + LEADING
        found.append(replace(run, x=x, y=y))
        x += run.width + GAP
    return tuple(found)
