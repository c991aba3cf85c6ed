"""The second page of a job sheet: all facts of the file, in strips below one another. Lengths are
mm."""

from collections.abc import Mapping, Sequence
from typing import Final

from generator.cache import Cache
from generator.page import Group, Page
from .job_sheet_facts import JobSheetFacts
from .job_sheet_order import A4
from .job_sheet_template import NAME, SetStrip, StripTemplatesInputs
from .job_sheet_words import OwnWords, SharedFacts, details_blocks
from .placed_pages import At, GatheredInputs
from .report_layouts import report_pages

# From the last baseline of a strip to the top of the next.
HEAD_TO_ORDER: Final = 3.4999
ORDER_TO_SHEET: Final = 6.9339
SECTION: Final = 4.5339
FOOT: Final = 274.5  # where the foot begins, unless its words need more lines
LOWEST: Final = 290.0  # no baseline of it stands lower
FACTS_TO_FOOT: Final = 7.3  # at least, from the last baseline above it


def details_page(facts: JobSheetFacts, stamps: Sequence[Group], cache: Cache) -> Page:
    """The page, with as many warnings as have room above its foot."""
    strips = filled_strips(facts, cache) or whole_strips(facts, cache)
    tops = _tops(strips)
    shared, own = (
        tuple((group, At(0, tops[name] + at.y)) for name, group, at in listed)
        for listed in (
            [(name, *each) for name, strip in strips.items() for each in strip.shared],
            [(name, *each) for name, strip in strips.items() for each in strip.own],
        )
    )
    marks = cache.get(GatheredInputs("facts", shared)), GatheredInputs("file", own).make(cache)
    return Page("details", *A4, (*marks, *stamps))


def filled_strips(facts: JobSheetFacts, cache: Cache) -> Mapping[str, SetStrip] | None:
    """The strips with all warnings, from those of another file; None if they cannot be made so."""
    own = OwnWords.of(facts, len(facts.preflight.warnings))
    inputs = StripTemplatesInputs(SharedFacts.of(facts), len(own.warnings))
    strips: dict[str, SetStrip] = {}
    for name, template in cache.get(inputs).items():
        filled = template.filled(own, cache)
        if filled is None:
            return None
        strips[name] = filled
    return strips if _has_room(strips, _tops(strips)) else None


def whole_strips(facts: JobSheetFacts, cache: Cache) -> Mapping[str, SetStrip]:
    """The strips from the top by name, with as many warnings as have room."""
    fitting, over = 0, len(facts.preflight.warnings)
    strips = _strips(facts, over, cache)
    tops = _tops(strips)
    if not _has_room(strips, tops):
        while over - fitting > 1:
            middle = (fitting + over) // 2
            if _has_room(_strips(facts, middle, cache), tops):
                fitting = middle
            else:
                over = middle
        strips = _strips(facts, fitting, cache)
    return strips


def _strips(facts: JobSheetFacts, most: int, cache: Cache) -> Mapping[str, SetStrip]:
    """The strips with at most so many warnings."""
    blocks = details_blocks(SharedFacts.of(facts), OwnWords.of(facts, most))
    pages = report_pages("job-sheet", NAME, blocks, cache)
    return {page.name: SetStrip.of(page) for page in pages}


def _tops(strips: Mapping[str, SetStrip]) -> dict[str, float]:
    """Where each strip begins."""
    spaces = (HEAD_TO_ORDER, ORDER_TO_SHEET, SECTION, SECTION)
    tops, above = {"head": 0.0}, "head"
    for name, space in zip(("order", "sheet", "codes", "preflight"), spaces, strict=True):
        tops[name] = tops[above] + strips[above].last + space
        above = name
    return tops | {"foot": min(FOOT, LOWEST - strips["foot"].last)}


def _has_room(strips: Mapping[str, SetStrip], tops: Mapping[str, float]) -> bool:
    """Whether all strips end above the foot."""
    last = tops["preflight"] + strips["preflight"].last
    return last <= tops["foot"] - FACTS_TO_FOOT
