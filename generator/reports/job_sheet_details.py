"""The second page of a job sheet: all facts of the file, in strips below one another. Lengths are
mm."""

from collections.abc import Mapping, Sequence
from typing import Final

from generator.cache import Cache
from generator.page import Group, Page
from .job_sheet_facts import JobSheetFacts
from .job_sheet_order import A4
from .job_sheet_words import details_blocks
from .placed_pages import At, GatheredInputs
from .report_layouts import last_baseline, report_pages

NAME: Final = "Job sheet"
# The frames whose words differ from file to file, whatever is printed.
OWN: Final = frozenset({"file", "area", "codes", "preflight", "foot"})

# From the last baseline of a strip to the top of the next.
HEAD_TO_ORDER: Final = 3.4999
ORDER_TO_SHEET: Final = 6.9339
SECTION: Final = 4.5339
FOOT: Final = 274.5  # where the foot begins, unless its words need more lines
LOWEST: Final = 290.0  # no baseline of it stands lower
FACTS_TO_FOOT: Final = 7.3  # at least, from the last baseline above it


def details_page(facts: JobSheetFacts, stamps: Sequence[Group], cache: Cache) -> Page:
    """The page, with as many warnings as have room above its foot."""
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
    found = [(group, At(0, tops[name])) for name, page in strips.items() for group in page.marks]
    groups = [(group, at) for group, at in found if isinstance(group, Group)]
    alike = tuple(each for each in groups if each[0].name not in OWN)
    own = tuple(each for each in groups if each[0].name in OWN)
    marks = cache.get(GatheredInputs("facts", alike)), GatheredInputs("file", own).make(cache)
    return Page("details", *A4, (*marks, *stamps))


def _strips(facts: JobSheetFacts, most: int, cache: Cache) -> Mapping[str, Page]:
    """The strips from the top by name, with at most so many warnings."""
    pages = report_pages("job-sheet", NAME, details_blocks(facts, most), cache)
    return {page.name: page for page in pages}


def _tops(strips: Mapping[str, Page]) -> dict[str, float]:
    """Where each strip begins."""
    spaces = (HEAD_TO_ORDER, ORDER_TO_SHEET, SECTION, SECTION)
    tops, above = {"head": 0.0}, "head"
    for name, space in zip(("order", "sheet", "codes", "preflight"), spaces, strict=True):
        tops[name] = tops[above] + last_baseline(strips[above]) + space
        above = name
    return tops | {"foot": min(FOOT, LOWEST - last_baseline(strips["foot"]))}


def _has_room(strips: Mapping[str, Page], tops: Mapping[str, float]) -> bool:
    """Whether all strips end above the foot."""
    last = tops["preflight"] + last_baseline(strips["preflight"])
    return last <= tops["foot"] - FACTS_TO_FOOT
