"""What a build of many areas says: messages once for all areas, failures by cause."""

import json
from pathlib import Path

import pytest

from tests.sample_projects import cease, change, manifest

BAD = ("moor-1", "moor-2", "moor-4", "moor-5", "moor-6")


@pytest.fixture
def moors(project: Path) -> Path:
    """A project of eight areas; the numbers of five are wrong, each otherwise."""
    text = (project / "content/areas/ashdale.yaml").read_text()
    for number in range(7):
        name = f"moor-{number}"
        wrong = "01632 960001", f"01632 96000{number}12345"
        of_area = text.replace(*wrong) if name in BAD else text
        (project / f"content/areas/{name}.yaml").write_text(of_area)
    return project


def build(project: Path, out: Path, *more: str) -> tuple[int, str]:
    done = cease("build", "--area", "all", "--edition", "office", *more,
                 "--project", project, "--out", out)  # fmt: skip
    return done.status, done.err


def failed(out: Path) -> list[str]:
    found = json.loads((out / "failures.json").read_text(encoding="utf-8"))
    return [failure["area"] for failure in found["failures"]]


def test_failures_are_grouped_and_kept_in_a_file(moors: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    status, said = build(moors, out)
    assert status == 1
    assert said.count("error[phone-number]") == 3  # the first three with their places
    assert "more messages like these, of other areas or files; --json has them all" in said
    assert '  5 files: [phone-number] "01632 960001' in said
    assert said.rstrip().splitlines()[-2].endswith("; areas moor-1, moor-2, moor-4 and 2 more")
    assert failed(out) == [*BAD]
    found = json.loads((out / "failures.json").read_text(encoding="utf-8"))
    assert found["causes"][0]["areas"] == [*BAD]
    assert found["failures"][0]["problems"][0]["path"].endswith("content/areas/moor-1.yaml")
    for name in BAD:
        good = (moors / "content/areas/ashdale.yaml").read_text()
        (moors / f"content/areas/{name}.yaml").write_text(good)
    status, said = build(moors, out)
    assert status == 0
    assert not (out / "failures.json").exists()


def test_json_has_every_message(moors: Path, tmp_path: Path) -> None:
    done = cease("build", "--area", "all", "--edition", "office", "--json",
                 "--project", moors, "--out", tmp_path / "out")  # fmt: skip
    wrong = [each for each in done.json["problems"] if each["rule"] == "phone-number"]
    assert [Path(each["path"]).stem for each in wrong] == [*BAD]
    assert [cause["files"] for cause in done.json["causes"]] == [5]


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_build_may_stop_at_the_first_failure(moors: Path, tmp_path: Path, jobs: str) -> None:
    out = tmp_path / "out"
    status, said = build(moors, out, "--fail-fast", "--jobs", jobs)
    assert status == 1
    assert said.rstrip().splitlines()[-1].endswith("not tried after the first failure")
    made = {row["area"] for row in manifest(out).values()}
    assert made <= {"ashdale", "moor-0", "moor-3"}  # and what is done stays
    assert made or jobs == "2"
    assert len(failed(out)) == 1
    assert not [*out.rglob("*.part")]
    change(moors / f"content/areas/{failed(out)[0]}.yaml", "12345", "")
    build(moors, out, "--fail-fast", "--jobs", jobs)
    assert {row["area"] for row in manifest(out).values()} >= made


def test_places_that_cannot_be_written_are_one_cause(project: Path, tmp_path: Path) -> None:
    """As on a full disk, whichever layouts and areas there was no room for; and there may be none
    for the list of failures either."""
    text = (project / "content/areas/ashdale.yaml").read_text()
    (project / "content/areas/birchley.yaml").write_text(text)
    out = tmp_path / "out"
    for area in ("ashdale", "birchley"):
        for name in ("card", "card-a5"):
            (out / f"garden/{area}/en-GB/{name}--office-TEST.pdf/taken").mkdir(parents=True)
    (out / "failures.json").mkdir()
    status, said = build(project, out, "--format", "all")
    assert status == 2
    assert said.count("error[unwritable]") == 3
    assert "1 more message like these, of other areas or files" in said
    assert "not made, by cause:\n  4 files: [unwritable] " in said
    assert said.count("files: [unwritable]") == 1
