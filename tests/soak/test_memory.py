"""A build takes no more memory for more files, once its cache is full."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import areas
from tests.sample_projects import cease
from tests.soak.trials import IS_WHOLE

MOST_A_FILE = 150  # KB for a file more, while the cache is filled
MOST = 1.15  # times as much for 17 times as many files


def peak(project: Path, out: Path, *chosen: str) -> tuple[int, int]:
    """How many files a build in one process makes, and the most memory that it takes, KB."""
    command = [sys.executable, "-m", "generator", "build", "--area", "all", "--jobs", "1", *chosen]
    building = subprocess.Popen(
        [*command, "--project", str(project), "--out", str(out)],
        env={**os.environ, "CEASE_CACHE": "off"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, usage = os.wait4(building.pid, 0)
    building.returncode = os.waitstatus_to_exitcode(status)
    assert building.returncode == 0
    return sum(1 for _ in out.rglob("*--*")), usage.ru_maxrss


def grown(folder: Path, counts: tuple[int, int], *chosen: str) -> list[tuple[int, int]]:
    found = []
    for count in counts:
        project = folder / f"areas-{count}"
        cease("init", project)
        areas.project(project, count)
        found.append(peak(project, folder / f"out-{count}", *chosen))
    return found


@pytest.mark.slow
def test_a_file_more_takes_little_while_the_cache_is_filled(tmp_path: Path) -> None:
    (few, before), (many, after) = grown(tmp_path, (100, 400), "--edition", "text")
    assert (few, many) == (100, 400)
    assert after - before < MOST_A_FILE * (many - few)


@pytest.mark.slow
@pytest.mark.timeout(5400)
@pytest.mark.skipif(not IS_WHOLE, reason="it makes 20,000 files, which takes half an hour")
def test_memory_is_flat_from_a_thousand_files_to_twenty_thousand(tmp_path: Path) -> None:
    chosen = ("--layout", "all", "--language", "all", "--edition", "office,screen,text,html")
    (few, before), (many, after) = grown(tmp_path, (4, 67), *chosen)
    assert few > 1_000
    assert many > 20_000
    assert after < MOST * before
