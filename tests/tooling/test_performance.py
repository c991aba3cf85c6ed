"""docs/performance.md and its plot have the figures of the last races, and no others."""

import json
from typing import Any

import pytest

from benchmarks import areas, report

RESULTS: dict[str, Any] = json.loads(report.RESULTS.read_text("utf-8"))


def test_the_page_has_the_figures_of_the_last_races() -> None:
    text = report.PAGE.read_text("utf-8")
    assert report.page(text, RESULTS) == text, "run: python -m benchmarks.report"


def test_the_plot_has_the_figures_of_the_last_races() -> None:
    assert report.PLOT.read_text("utf-8") == report.plotted(RESULTS)


def test_another_figure_makes_another_page() -> None:
    other = json.loads(json.dumps(RESULTS))
    row = next(row for row in other["rows"] if row["event"] == "batch")
    row["cpu_s"] = [2 * seconds for seconds in row["cpu_s"]]
    assert report.tables(other) != report.tables(RESULTS)
    assert report.plotted(other) != report.plotted(RESULTS)


@pytest.mark.parametrize("event", ["batch", "no-op", "one number", "sizes", "all cores", "cold"])
def test_every_file_of_ours_was_checked_when_it_was_made(event: str) -> None:
    rows = [row for row in RESULTS["rows"] if row["event"] == event]
    ours = [row for row in rows if row["tool"] in ("office", "press")]
    assert ours
    assert all(row["checked"] == row["made"] <= row["files"] for row in ours)
    assert all(row["checked"] == 0 for row in rows if row not in ours)


def test_a_changed_number_makes_one_file_again_and_the_same_build_none() -> None:
    made = {row["event"]: row["made"] for row in RESULTS["rows"]}
    assert (made["one number"], made["no-op"]) == (1, 0)


def test_no_two_areas_of_the_races_are_alike() -> None:
    found = areas.areas(500)
    assert len({area.name for area in found}) == 500
    assert len({code for area in found for code in (area.pledge, area.story)}) == 1000
    assert found[:20] == areas.areas(20)
