"""How far a command has come: the rate, the time left, and failures."""

from io import StringIO

import pytest

from generator.cli.progress import Pace, progress


def test_a_pace_is_of_the_latest_and_says_what_is_left() -> None:
    pace = Pace(10_000, 0.0)
    assert pace.words(0.0) == ""
    pace.done = 5000  # as kept files, at once
    assert pace.words(1.0) == "5000 a second, 0:01 left"
    for second in range(2, 40):
        pace.done += 2
        said = pace.words(float(second))
    assert said.startswith("2 a second, 41:")
    pace.failed = 3
    assert pace.words(40.0).endswith(" left, 3 failed")


def test_a_slow_pace_is_by_the_minute_and_hours_are_shown() -> None:
    pace = Pace(1000, 0.0)
    pace.done = 3
    assert pace.words(10.0) == "18 a minute, 55:23 left"
    pace.total = 10_003
    assert pace.words(20.0).endswith(", 18:31:07 left")


def test_without_a_terminal_a_line_is_said_now_and_then() -> None:
    lines: list[str] = []
    clock = iter(range(0, 10_000, 25))
    with progress(12_000, say=lines.append, stream=StringIO(), clock=lambda: next(clock)) as done:
        for number in range(6):
            done("a file", failed=number == 2)
    assert [line.partition(":")[0] for line in lines] == [
        "3 of 12,000 done",
        "6 of 12,000 done",
    ]
    assert lines[0].endswith(" left, 1 failed")


def test_a_terminal_that_cannot_go_back_has_the_lines_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "dumb")
    stream, lines = StringIO(), list[str]()
    monkeypatch.setattr(stream, "isatty", lambda: True)
    clock = iter(range(0, 10_000, 75))
    with progress(12, say=lines.append, stream=stream, clock=lambda: next(clock)) as done:
        done("a file")
    assert [line.partition(":")[0] for line in lines] == ["1 of 12 done"]
    assert stream.getvalue() == ""


def test_a_short_command_says_nothing() -> None:
    lines: list[str] = []
    with progress(3, say=lines.append, stream=StringIO()) as done:
        for _ in range(3):
            done("a file")
    assert lines == []
