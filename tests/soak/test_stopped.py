"""A build that is killed or stopped has recorded nothing false, and what it had made is kept: two
layouts in three languages, made anew or for the first time, by one process or by two."""

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import pytest

from tests import sample_projects
from tests.sample_projects import ROOT, change, into_welsh, pieces
from tests.soak.trials import chance, rounds

AREA = "content/areas/ashdale.yaml"
NUMBERS = ("01632 960001", "01632 960002")
CHOSEN = ("--language", "en-GB", "--language", "cy", "--language", "pseudo", "--format", "all")
FILES = 2 * 2 * 2 * 3


class Garden(NamedTuple):
    """A project, built with each of two numbers; and the digests of each, by path."""

    project: Path
    built: tuple[Path, Path]
    digests: tuple[dict[str, str], dict[str, str]]


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Garden:
    folder = tmp_path_factory.mktemp("stopped")
    project = sample_projects.make(folder / "project")
    into_welsh(project)
    shutil.copy(project / "layouts/card.yaml", project / "layouts/sheet.yaml")
    outs = folder / "one", folder / "two"
    for number, out in enumerate(outs):
        if number:
            change(project / AREA, *NUMBERS)
        building = begin(project, out, 2)
        building.communicate(timeout=60)
        assert building.returncode == 0
        assert len(pieces(out)) == FILES
    return Garden(project, outs, (digests(outs[0]), digests(outs[1])))


def begin(project: Path, out: Path, workers: int, *more: str) -> subprocess.Popen[str]:
    command = (sys.executable, "-m", "generator", "build", *CHOSEN, "--jobs", str(workers), *more)
    return subprocess.Popen(
        (*command, "--project", project, "--out", out),
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def digests(out: Path) -> dict[str, str]:
    return {
        path.relative_to(out).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in pieces(out)
    }


def rows(out: Path) -> dict[str, dict[str, Any]]:
    """The last whole row of each path."""
    file = out / "manifest.jsonl"
    lines = file.read_bytes().split(b"\n")[:-1] if file.exists() else []
    return {row["path"]: row for row in map(json.loads, lines) if "path" in row}


def stopped(begun: subprocess.Popen[str], out: Path, luck: Random, number: int) -> str | None:
    """What a build says that a signal lands in amid its files; None if it ended first."""
    before = digests(out)
    wanted = luck.randint(1, FILES - 2)
    while begun.poll() is None:
        now = digests(out)
        if sum(before.get(path) != sha256 for path, sha256 in now.items()) >= wanted:
            break
        time.sleep(0.005)
    time.sleep(luck.uniform(0, 0.1))
    # One process is killed by itself, or all of them at once, as a terminal does.
    tell = luck.choice((os.kill, os.killpg))
    with suppress(ProcessLookupError):
        tell(begun.pid, number)
    said = begun.communicate(timeout=60)[1]
    return None if begun.returncode == 0 else said


@pytest.mark.slow
@pytest.mark.parametrize("number", rounds(60, 3))
def test_what_a_stopped_build_tells_is_true_and_what_it_made_is_kept(
    grown: Garden, tmp_path: Path, number: int
) -> None:
    for attempt in range(20):
        luck = chance("stopped", number, attempt)
        kind = signal.SIGKILL if number % 2 else signal.SIGTERM
        out = tmp_path / str(attempt)
        anew = luck.random() < 0.5
        if anew:
            shutil.copytree(grown.built[0], out)
        workers = luck.choice((1, 2))
        begun = begin(grown.project, out, workers)
        said = stopped(begun, out, luck, kind)
        if said is not None:
            break
    assert said is not None, "no signal landed"
    assert begun.returncode == (130 if kind == signal.SIGTERM else -9)
    after = digests(out)
    known = rows(out)
    parts = [*out.rglob("*.part")]
    if kind == signal.SIGTERM:
        new = sum(after[path] == grown.digests[1][path] for path in after)
        assert said.splitlines()[-1].startswith("interrupted: ")
        assert int(said.splitlines()[-1].split()[1]) in (new, new - 1)
        assert "Traceback" not in said
        assert parts == []
    old = grown.digests[0]
    assert all(after[path] in (old[path], grown.digests[1][path]) for path in after)
    false = [path for path, row in known.items() if after.get(path) != row["sha256"]]
    assert len(false) <= 1
    assert all(known[path]["outdated"] for path in false), "a row claims what is not there"
    done = {path for path, sha256 in after.items() if sha256 == grown.digests[1][path]}
    noted = {path for path, row in known.items() if not row["outdated"]}
    assert noted <= done
    assert len(done - noted) <= 1, "more than the file in hand is made again"
    again = begin(grown.project, out, workers, "--json")
    reported = json.loads(again.communicate(timeout=60)[0])
    assert again.returncode == 0
    assert {file["path"] for file in reported["files"] if file["kept"]} == noted
    assert digests(out) == grown.digests[1]
    assert not [*out.rglob("*.part")]
    assert not any(row["outdated"] for row in rows(out).values())
