"""The lines of a job sheet are shaped once for all sheets of a batch, and so is its form."""

from generator.cache import Cache
from generator.page import Page, Panel
from generator.reports.job_sheet_facts import InkFacts, SheetFacts
from generator.reports.job_sheet_order import (
    BLACK,
    FOLDS,
    OrderFormInputs,
    ShapedLineInputs,
    SideOutline,
    text,
)
from tests.declared_inputs import assert_fields_count
from tests.values import replace


def test_what_a_shaped_line_depends_on() -> None:
    base = ShapedLineInputs("Total ink", 400)
    assert_fields_count(base, words="Paper", weight=800, shown_by=lambda run: run.clusters)


def test_a_line_stands_at_its_place_whatever_was_shaped_before() -> None:
    cache = Cache()
    for size, place in ((9.0, 20.0), (12.0, 90.0)):
        for align in (0.0, 0.5, 1.0):
            run = text(cache, "Order no.", place, 30.0, size, 600, FOLDS, align)
            assert (run.size, run.y, run.colour) == (size, 30.0, FOLDS)
            assert abs(run.x + run.width * align - place) < 1e-9
            assert run == text(Cache(0), "Order no.", place, 30.0, size, 600, FOLDS, align)


def test_what_the_form_of_a_first_page_depends_on() -> None:
    page = Page("outside", 200, 100, (), folds=(99.0,), panels=(Panel("front", 0, 99),))
    side = SideOutline.of(page)
    sheet = SheetFacts("Folded", (200, 100), (99, 100), "single fold", (), 3, 5, "sides", "short")
    ink = InkFacts(("Black",), (), 300, 100, False, "", "", "", True)
    base = OrderFormInputs("Leaflet", (side,), sheet, ink, "silk", (BLACK,))
    assert_fields_count(
        base,
        title="Booklet",
        sides=(side, side),
        sheet=replace(sheet, bleed_mm=5),
        ink=replace(ink, heaviest_percent=230),
        paper="uncoated",
        inks=(FOLDS,),
    )
    for other in (
        replace(side, name="inside"),
        replace(side, width=210),
        replace(side, height=90),
        replace(side, folds=(98.0,)),
        replace(side, panels=(Panel("back", 0, 99),)),
    ):
        assert_fields_count(base, sides=(other,))
