"""docs/performance.md and its plot have the figures of the last races, and no others."""

import json
from typing import Any

import pytest

from benchmarks import areas, report
from benchmarks.parts import FILE, REST, STAGES, found

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


@pytest.mark.parametrize(
    "event", ["batch", "no-op", "one number", "sizes", "all cores", "cold", "cold again"]
)
def test_every_file_of_ours_was_checked_when_it_was_made(event: str) -> None:
    rows = [row for row in RESULTS["rows"] if row["event"] == event]
    ours = [row for row in rows if row["tool"] in ("office", "press")]
    assert ours
    assert all(row["checked"] == row["made"] <= row["files"] for row in ours)
    assert all(row["checked"] == 0 for row in rows if row not in ours)


def test_a_changed_number_makes_one_file_again_and_the_same_build_none() -> None:
    made = {row["event"]: row["made"] for row in RESULTS["rows"]}
    assert (made["one number"], made["no-op"]) == (1, 0)


def test_each_figure_has_its_whole_command() -> None:
    table = report.commands(RESULTS) + report.checks(RESULTS)
    for row in RESULTS["rows"]:
        assert f"`{row['command']}`" in table
        if row["command"].startswith("cease build"):
            assert "--out OUT" in row["command"]
            assert "--project areas-" in row["command"] or row["event"].startswith("cold")


def test_a_tool_that_makes_fewer_files_is_compared_file_by_file() -> None:
    slow, ours = {"files": 10, "cpu_s": [5.0]}, {"files": 100, "cpu_s": [25.0]}
    assert report.ratio(slow, ours).median == 2


def test_the_stages_of_a_file_are_the_whole_of_it() -> None:
    for runs in RESULTS["parts"].values():
        for run in runs:
            stages = [run[name] for name in (*STAGES, REST)]
            assert sum(stages) == pytest.approx(run["whole"], abs=0.01)
            assert all(stage >= 0 for stage in stages)


def test_no_two_areas_of_the_races_are_alike() -> None:
    found = areas.areas(500)
    assert len({area.name for area in found}) == 500
    assert len({code for area in found for code in (area.pledge, area.story)}) == 1000
    assert found[:20] == areas.areas(20)


@pytest.mark.parametrize(
    "place", [FILE, *(place for places in STAGES.values() for place in places)]
)
def test_a_stage_begins_where_the_race_looks_for_it(place: str) -> None:
    _, _, function = found(place)
    assert callable(getattr(function, "func", function))
