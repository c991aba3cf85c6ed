"""Ctrl-C and its like: answered at once, by every command, and in JSON."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.sample_projects import ROOT, cease, manifest

STOPPING = [signal.SIGINT, signal.SIGTERM, signal.SIGHUP]


def build_until(project: Path, out: Path, files: int, *more: str) -> subprocess.Popen[str]:
    """A build of many files that has made some."""
    for index in range(30):
        text = (project / "content/areas/ashdale.yaml").read_text()
        (project / f"content/areas/area-{index}.yaml").write_text(text)
    command = (sys.executable, "-m", "generator", "build", "--area", "all", "--format", "all")
    begun = subprocess.Popen(
        (*command, "--project", project, "--out", out, *more),
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    while begun.poll() is None and len([*out.rglob("*.pdf")]) < files:
        time.sleep(0.01)
    return begun


@pytest.mark.slow
@pytest.mark.parametrize("number", STOPPING)
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_build_says_how_much_is_done(
    project: Path, tmp_path: Path, number: int, jobs: str
) -> None:
    out = tmp_path / "out"
    begun = build_until(project, out, 3, "--jobs", jobs)
    os.killpg(begun.pid, number)
    os.killpg(begun.pid, number)  # who is in a hurry is not answered twice
    said = begun.communicate()[1].splitlines()
    assert begun.returncode == 130, said
    rows = manifest(out)
    assert said[-1].startswith("interrupted: ")
    assert said[-1].endswith(" done; run it again to go on")
    assert int(said[-1].split()[1]) in (len(rows), len(rows) - 1)
    assert not any("Traceback" in line or "resource" in line for line in said)
    assert not [*out.rglob("*.part")]


@pytest.mark.slow
def test_a_build_lists_in_json_what_is_done(project: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    begun = build_until(project, out, 8, "--json", "--jobs", "2")
    begun.send_signal(signal.SIGTERM)
    answer, said = begun.communicate()
    reported = json.loads(answer)
    assert (begun.returncode, reported["status"]) == (130, 130)
    assert "interrupted" not in said
    done = len(reported["files"])
    assert reported["interrupted"] == f"interrupted: {done} files done; run it again to go on"
    assert done >= 2
    assert all((out / file["path"]).is_file() for file in reported["files"])


@pytest.mark.parametrize("in_json", [False, True])
def test_a_command_that_has_not_begun_is_stopped_too(in_json: bool) -> None:
    program = (
        "import os, signal, sys; from generator.cli import app, main\n"
        "def stop(*given, **named): os.kill(os.getpid(), signal.SIGTERM)\n"
        "app.app_for = stop; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, "validate", *(["--json"] if in_json else [])],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
    )
    said = "interrupted: 0 files done; run it again to go on"
    assert done.returncode == 130
    if in_json:
        assert json.loads(done.stdout)["interrupted"] == said
    else:
        assert done.stderr == f"{said}\n"


def test_an_interrupt_that_becomes_another_error_is_answered() -> None:
    """As where it comes while a lock is taken, and a lock that is not held is then released."""
    program = (
        "import os, signal, sys, time; from generator.cli import main, doctor\n"
        "def broken(run):\n"
        "    try:\n"
        "        os.kill(os.getpid(), signal.SIGINT); time.sleep(1)\n"
        "    except KeyboardInterrupt: raise RuntimeError('release unlocked lock')\n"
        "doctor.doctor = broken; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, "doctor"],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 130
    assert done.stderr == "interrupted: 0 files done; run it again to go on\n"


@pytest.mark.parametrize("in_json", [False, True])
def test_an_interrupt_that_is_dropped_is_answered_all_the_same(in_json: bool) -> None:
    """As by a function of ours that C calls: what it raises goes nowhere."""
    program = (
        "import os, signal, sys, time; from generator.cli import main, doctor\n"
        "def deaf(run):\n"
        "    try:\n"
        "        os.kill(os.getpid(), signal.SIGINT); time.sleep(1)\n"
        "    except KeyboardInterrupt: time.sleep(60)\n"
        "doctor.doctor = deaf; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, "doctor", *(["--json"] if in_json else [])],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 130
    assert "interrupted: 0 files done" in (done.stdout if in_json else done.stderr)


def test_a_signal_that_is_to_be_ignored_is(project: Path, tmp_path: Path) -> None:
    """As of a build that goes on when its terminal is closed, after nohup."""
    program = (
        "import os, signal, sys; from generator.cli import main, doctor\n"
        "doctor.doctor = lambda run: os.kill(os.getpid(), signal.SIGHUP); main()"
    )
    done = subprocess.run(
        ["nohup", sys.executable, "-c", program, "doctor"],
        cwd=ROOT,
        check=False,
        capture_output=True,
    )
    assert done.returncode == 0


@pytest.mark.parametrize(
    ("command", "place"),
    [
        ("validate", "generator.jobs.validate.validate"),
        ("preview card --edition office", "generator.jobs.survey.page_images"),
        ("check FILE", "generator.cli.check.checking.check"),
        ("impose FILE", "generator.cli.sheets.publish"),
        ("tile FILE", "generator.cli.sheets.publish"),
        ("areas import FILE", "generator.cli.areas.import_areas"),
        ("translate export cy", "generator.cli.translate.publish_all"),
        ("translate status", "generator.cli.translation_status.tally"),
        ("new area moor", "generator.cli.new.publish_all"),
        ("schema", "generator.cli.schemas.publish_all"),
    ],
)
def test_every_command_answers(
    project: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    command: str,
    place: str,
) -> None:
    def interrupted(*given: object, **named: object) -> None:
        raise KeyboardInterrupt

    out = tmp_path / "out"
    cease("build", "card", "--edition", "office", "--project", project, "--out", out)
    (file,) = out.rglob("*.pdf")
    monkeypatch.chdir(project)
    monkeypatch.setattr(place, interrupted)
    before = {*project.rglob("*")}
    arguments = [str(file) if word == "FILE" else word for word in command.split()]
    done = cease(*arguments)
    assert done.status == 130, done.err
    assert done.err.endswith("interrupted: 0 files done; run it again to go on\n")
    reported = cease(*arguments, "--json")
    assert (reported.status, reported.json["status"]) == (130, 130)
    assert reported.json["interrupted"] == "interrupted: 0 files done; run it again to go on"
    assert {*project.rglob("*")} == before
