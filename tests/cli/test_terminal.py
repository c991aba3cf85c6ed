"""What a terminal shows: colours, a bar and a table; and none of them anywhere else."""

import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest

from generator.cli.progress import progress
from tests.sample_projects import ROOT, change

pty = pytest.importorskip("pty", reason="there are no pseudo-terminals on this system")


def on_terminal(*arguments: str | Path, columns: int = 100) -> str:
    """All that a command writes to a terminal so many columns wide."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        (sys.executable, "-m", "generator", *arguments),
        cwd=ROOT,
        env={**os.environ, "TERM": "xterm-256color", "COLUMNS": str(columns)},
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    said = b""
    while True:
        try:
            part = os.read(ours, 65536)
        except OSError:  # how Linux says that the other end is closed
            break
        if not part:
            break
        said += part
    os.close(ours)
    process.wait(30)
    return said.decode()


def test_a_build_shows_a_bar_and_a_table(project: Path) -> None:
    said = on_terminal("build", "--format", "all", "--project", project)
    assert "4/4" in said
    assert "\x1b[" in said
    assert "─" in said
    assert "garden/ashdale/en-GB/card--press-TEST.pdf" in said


def test_problems_are_coloured_but_worded_the_same(project: Path) -> None:
    change(project / "layouts/card.yaml", "style: title}", "style: titel}")
    said = on_terminal("validate", "--project", project)
    assert "\x1b[1;31merror[unknown-style]:\x1b[0m" in said
    assert 'no style is called "titel"' in said
    assert "hint:" in said


def test_a_narrow_table_keeps_the_ends_of_paths(project: Path) -> None:
    long = "a-council-with-a-name-as-long-as-can-be"
    (project / "content/areas/ashdale.yaml").rename(project / f"content/areas/{long}.yaml")
    chosen = ("--edition", "office,press", "--format", "all")
    said = on_terminal("build", "card", *chosen, "--project", project, columns=80)
    ends = ("card--press-TEST.pdf", "card--office-TEST.pdf", "card-a5--press-TEST.pdf")
    assert all(f"…/en-GB/{end}" in said for end in ends)


def test_a_terminal_too_narrow_for_a_table_shows_whole_paths(project: Path) -> None:
    said = on_terminal(
        "build", "card", "--edition", "office,press", "--project", project, columns=40
    )
    for kind in ("press", "office"):
        assert f"garden/ashdale/en-GB/card--{kind}-TEST.pdf" in said


@pytest.mark.parametrize(
    ("columns", "shown"), [(20, ""), (80, "4 a minute, 4:03:47 left, 3 failed")]
)
def test_a_bar_leaves_room_for_the_count_and_the_time_left(
    monkeypatch: pytest.MonkeyPatch, columns: int, shown: str
) -> None:
    class Terminal(StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setenv("COLUMNS", str(columns))
    stream, clock = Terminal(), iter(range(0, 1000, 10))
    with progress(1100, stream=stream, clock=lambda: next(clock)) as done:
        for _ in range(3):
            done("a-council-with-a-long-name/of-an-area/en-GB/leaflet--press.pdf", failed=True)
    said = stream.getvalue()
    assert "3/1100" in said
    assert shown in said
