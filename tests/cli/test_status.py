"""Exit statuses, where words go, and what `--json` prints."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from generator import __version__
from generator.jobs.project import Project
from tests.sample_projects import ROOT, cease, change

COMMANDS = (
    ("build",),
    ("list", "layouts"),
    ("validate",),
    ("preview", "card"),
    ("doctor",),
    ("schema",),
    ("new", "area", "calderby"),
)


# What is said of the area of tests/sample_projects.py.
TEST = (
    'content/areas/ashdale.yaml:2:7: warning[test-area]: the area "ashdale" is for trying things '
    "out: its numbers may ring nobody\n  hint: before anything is handed out, give it real "
    "numbers, and take `test: true` out\n"
)


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_a_good_build_says_what_it_made(project: Path) -> None:
    done = cease("build", "card", "--project", project)
    assert done.status == 0
    lines = done.out.splitlines()
    assert lines[0].split() == ["file", "pages", "mm", "print", "problems"]
    assert lines[1].split() == [
        "garden/ashdale/en-GB/card--press-TEST.pdf",
        "1",
        "105",
        "×",
        "148",
        "1",
        "warning",
    ]
    assert lines[2].split()[-6:] == ["148", "at", "100", "%", "1", "warning"]
    assert done.err == f"{TEST}2 files in {project}/output\n"


def test_problems_go_to_stderr_with_status_1(project: Path) -> None:
    change(project / "layouts/card.yaml", "style: title}", "style: titel}")
    done = cease("build", "--project", project)
    assert done.status == 1
    assert done.out == ""
    assert done.err == (
        f"{TEST}"
        'layouts/card.yaml:16:50: error[unknown-style]: no style is called "titel"\n'
        '  hint: did you mean "title"?\n'
        f"0 files in {project}/output; 2 files not made\n"
    )


def test_a_warning_alone_is_status_0_and_is_said_once(project: Path) -> None:
    change(project / "content/areas/ashdale.yaml", "verified: {by: A. Clerk, on: 2026-03-31}\n", "")
    done = cease("build", "--format", "all", "--project", project)
    assert done.status == 0
    assert done.err.count("warning[unverified]") == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ("build", "crad"),
        ("build", "--edition", "pres"),
        ("build", "--jobs", "many"),
        ("build", "--no-such-option"),
        ("list", "colours"),
        ("new", "area", "Not A Name"),
        ("new", "layout", "flyer", "--campaign", "nowhere"),
        ("no-such-command",),
    ],
)
def test_wrong_usage_is_status_2(project: Path, arguments: tuple[str, ...]) -> None:
    done = cease(*arguments, *(("--project", project) if len(arguments) > 1 else ()))
    assert done.status == 2
    assert done.out == ""
    assert "Traceback" not in done.err


@pytest.mark.parametrize("folder", ["nowhere", "."])
def test_a_folder_that_is_no_project_is_status_2(folder: str) -> None:
    done = cease("validate", "--project", folder)
    assert done.status == 2
    assert "is not a project" in done.err


def test_an_output_that_cannot_be_written_is_status_2(project: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    done = cease("build", "--project", project, "--out", tmp_path / "file")
    assert done.status == 2
    assert "error[unwritable]" in done.err


@pytest.mark.parametrize("more", [(), ("--json",)])
def test_a_bug_is_status_3_without_a_traceback(
    project: Path, monkeypatch: pytest.MonkeyPatch, more: tuple[str, ...]
) -> None:
    def broken(*arguments: object) -> None:
        raise RuntimeError("boom")

    monkeypatch.setattr(Project, "make_named", broken)
    done = cease("build", "--project", project, *more)
    assert done.status == 3
    assert "this is a bug in cease, not in your files: RuntimeError: boom" in done.err
    assert "--debug" in done.err
    assert "Traceback" not in done.err + done.out


def test_debug_shows_the_traceback(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*arguments: object) -> None:
        raise RuntimeError("boom")

    monkeypatch.setattr(Project, "make_named", broken)
    monkeypatch.setattr(Project, "make", broken)
    for command in (("build", "card"), ("preview", "card")):
        done = cease(*command, "--project", project, "--debug")
        assert done.status == 3
        assert "Traceback (most recent call last)" in done.err


@pytest.mark.parametrize("arguments", COMMANDS, ids=lambda arguments: arguments[0])
def test_json_is_one_document_and_nothing_else(project: Path, arguments: tuple[str, ...]) -> None:
    done = cease(*arguments, "--project", project, "--json")
    assert done.json["status"] == done.status
    assert isinstance(done.json["problems"], list)
    assert done.err == ""


def test_json_of_a_build(project: Path) -> None:
    (project / "layouts/bad.yaml").write_text(
        (project / "layouts/card.yaml").read_text().replace("style: title}", "style: titel}")
    )
    found = cease("build", "--edition", "office", "--project", project, "--json").json
    assert found["status"] == 1
    assert found["failed"] == ["garden/ashdale/en-GB/bad--office-TEST.pdf"]
    (file,) = found["files"]
    assert (file["path"], file["pages"]) == ("garden/ashdale/en-GB/card--office-TEST.pdf", 1)
    assert (file["width_mm"], file["height_mm"]) == (105, 148)
    test, problem = found["problems"]
    assert test["rule"] == "test-area"
    assert problem["rule"] == "unknown-style"
    assert (problem["path"], problem["line"]) == ("layouts/bad.yaml", 16)
    assert problem["hint"] == 'did you mean "title"?'


def test_json_of_wrong_usage_still_is_json(project: Path) -> None:
    done = cease("build", "crad", "--project", project, "--json")
    assert done.json["status"] == done.status == 2
    assert done.json["problems"][0]["hint"] == 'did you mean "card"?'


def test_the_version(project: Path) -> None:
    assert cease("--version").out == f"cease {__version__}\n"
    assert f'version = "{__version__}"' in (ROOT / "pyproject.toml").read_text()


def test_every_command_explains_itself() -> None:
    for command in ((), *((name,) for name, *_ in COMMANDS)):
        done = cease(*command, "--help")
        assert done.status == 0
        assert "Usage" in done.out


@pytest.mark.slow
def test_outside_a_project_the_shipped_campaign_is_built_into_output(tmp_path: Path) -> None:
    done = subprocess.run(
        (sys.executable, "-m", "generator", "build", "flyer-a5", "--edition", "office", "--json"),
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0
    (file,) = json.loads(done.stdout)["files"]
    assert (tmp_path / "output" / file["path"]).is_file()
