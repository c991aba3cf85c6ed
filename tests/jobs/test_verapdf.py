"""veraPDF beside our own rules: what it finds is reported, and so is that it finds nothing."""

import json
import os
from pathlib import Path

import pytest

from generator.jobs import verapdf
from generator.preflight.profiles import rows_of
from tests.outside_programs import needs_verapdf
from tests.preflight.samples import office, write
from tests.preflight.test_structure import BROKEN, changed, clean
from tests.sample_projects import cease

FAILED = {
    "ruleStatus": "FAILED",
    "specification": "ISO 14289-1:2014",
    "clause": "7.3",
    "description": "Figure tags shall include an alternative",
    "failedChecks": 2,
    "checks": [{"context": "root/document[0]"}],
}


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def install(monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """A Java of our own that runs `script` in a shell, and a jar for it."""
    folder = Path("bin").absolute()
    folder.mkdir()
    (folder / "java").write_text(f"#!/bin/sh\n{script}\n")
    (folder / "java").chmod(0o755)
    (folder / "vera.jar").touch()
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("CEASE_VERAPDF", str(folder / "vera.jar"))


def answer(path: Path, *summaries: dict[str, object]) -> str:
    results = [{"details": {"ruleSummaries": list(summaries)}}]
    job = {"itemDetails": {"name": str(path.absolute())}, "validationResult": results}
    return f"cat <<'END'\n{json.dumps({'report': {'jobs': [job]}})}\nEND"


posix = pytest.mark.skipif(os.name != "posix", reason="the stand-in for Java is a shell script")


@posix
def test_its_failures_are_reported_with_their_clause(monkeypatch: pytest.MonkeyPatch) -> None:
    path = Path("a.pdf")
    path.write_bytes(clean())
    install(monkeypatch, answer(path, FAILED) + "\nexit 1")
    done = cease("check", "a.pdf", "--verapdf", "--json")
    assert done.status == 1
    (row,) = json.loads(done.out)["files"]
    assert {(one["rule"], one["count"]) for one in row["problems"]} == {("verapdf-7.3", 2)}
    assert "verapdf" in row["rules_run"]


@posix
def test_it_is_asked_of_files_for_a_screen_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    install(monkeypatch, "exit 3")
    Path("a.pdf").write_bytes(write(office()))
    assert cease("check", "a.pdf", "--verapdf").status == 0


@posix
def test_it_is_not_asked_unasked(monkeypatch: pytest.MonkeyPatch) -> None:
    install(monkeypatch, "exit 3")
    Path("a.pdf").write_bytes(clean())
    assert cease("check", "a.pdf").status == 0


def test_asking_for_it_where_it_is_not_is_wrong_usage(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CEASE_VERAPDF", "nowhere.jar")
    Path("a.pdf").write_bytes(clean())
    done = cease("check", "a.pdf", "--verapdf")
    assert done.status == 2
    assert "veraPDF is not there, or Java is not" in done.err


@pytest.mark.parametrize(
    ("profile", "standards", "flavours"),
    [
        ("screen", (), ("ua1",)),
        ("screen", ("PDF/A-2a",), ("ua1", "2a")),
        ("", ("pdfua1", "pdfa2b"), ("ua1", "2b")),
        ("", ("PDF/A-9z",), ()),
        ("press-coated", ("pdfx4",), ()),
    ],
)
def test_it_is_asked_for_what_a_file_is_checked_by(
    profile: str, standards: tuple[str, ...], flavours: tuple[str, ...]
) -> None:
    assert verapdf.flavours(profile, standards) == flavours


@posix
@pytest.mark.parametrize("script", ["exit 9", "echo nothing", "echo '{\"report\": 1}'", "sleep 9"])
def test_no_answer_is_no_success(monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    install(monkeypatch, f"exec {script}" if script.startswith("sleep") else script)
    monkeypatch.setattr(verapdf, "SECONDS_EACH", 0.0)
    path = Path("a.pdf")
    path.touch()
    found = verapdf.check([path], seconds=1)[path]
    assert [problem.rule for problem in found] == ["verapdf", "verapdf"]


def test_without_it_our_own_rules_check(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CEASE_VERAPDF", "nowhere.jar")
    Path("a.pdf").write_bytes(clean())
    done = cease("check", "a.pdf", "--json")
    assert done.status == 0
    (row,) = json.loads(done.out)["files"]
    assert row["reason"] == "it declares PDF/UA-1"
    assert row["standards"] == ["PDF/A-2a"]
    assert row["rules_run"] == [one.rule for one in rows_of("screen", ["PDF/A-2a"])]
    assert len(row["not_checked"]) == 3


def test_it_sees_what_we_see(tmp_path: Path) -> None:
    needs_verapdf()
    path = tmp_path / "broken.pdf"
    path.write_bytes(changed(BROKEN["no Alt"][0]))
    found = verapdf.check([path], ["ua1"])[path]
    assert [problem.rule for problem in found] == ["verapdf-7.3"]
