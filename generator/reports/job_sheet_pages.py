"""The pages of a job sheet, A4.

The first shows the sides of the flat sheet in small, with lines to fill in; the second has all
other facts, set in the layout `job-sheet`. What the files of a batch have in common is one stream
on each page, which is set, written and checked once.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from msgspec.structs import replace

from generator.cache import Cache
from generator.page import Artwork, Group, Shape, rectangle
from .job_sheet_details import details_page
from .job_sheet_facts import JobSheetFacts
from .job_sheet_order import BLACK, WHITE, order_page, text
from .job_sheet_order import RIGHT as ORDER_RIGHT
from .report_layouts import LANGUAGE

RIGHT: Final = 195.0  # mm, of the second page
STAMPS: Final = 9.0  # top of the first stamp

DRAFT: Final = "DRAFT: TRANSLATION NOT REVIEWED. NOT FOR PRINT"
TEST: Final = "TEST: NUMBERS MAY RING NOBODY. NOT FOR PRINT"


def job_sheet_artwork(facts: JobSheetFacts, flat: Artwork, cache: Cache) -> Artwork:
    """The pages of a job sheet: one to fill in, with the sides of the `flat` sheet and its
    colours; and one of the other `facts`."""
    said = [DRAFT] * facts.draft + [TEST] * facts.test
    order = order_page(facts, flat.pages, cache)
    pages = (
        replace(order, marks=(*order.marks, *_stamps(said, ORDER_RIGHT, cache))),
        details_page(facts, tuple(_stamps(said, RIGHT, cache)), cache),
    )
    title, date = f"Job sheet: {facts.file.name}", facts.campaign.date
    return Artwork(title, LANGUAGE, "ltr", pages, date=date)


def _stamps(texts: Sequence[str], right: float, cache: Cache) -> Iterator[Group]:
    """The stamps that nobody may overlook, white on black in the corner: they end at `right`, mm
    from the left."""
    for number, words in enumerate(texts):
        top = STAMPS - 7.5 * number
        run = text(cache, words, right - 3, top + 4.6, 8.5, 800, WHITE, align=1.0)
        width = run.width + 6
        box = Shape(rectangle(right - width, top, width, 7), BLACK, kind="mark")
        yield Group((box, run), "stamp")
