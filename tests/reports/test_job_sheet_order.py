"""The lines of a job sheet are shaped once for all sheets of a batch."""

from generator.cache import Cache
from generator.reports.job_sheet_order import FOLDS, ShapedLineInputs, text
from tests.declared_inputs import assert_fields_count


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
