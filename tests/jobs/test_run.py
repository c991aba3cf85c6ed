"""Running jobs: every file the same bytes however it is made, and one bad job alone."""

import hashlib
import json
import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from generator.content.area_files import AreaFiles
from generator.jobs import processes
from generator.jobs.choosing import Choice
from generator.jobs.making import Piece
from generator.jobs.manifest import Manifest
from generator.jobs.manifest_rows import ManifestRow
from generator.jobs.planning import Job, plan
from generator.jobs.project import Project
from generator.jobs.run import Outcome, run
from generator.jobs.staleness import Staleness
from generator.reports.piece_names import PieceName
from tests.sample_projects import ROOT, cease, change, into_welsh, made_of, manifest, pieces

EVERY = Choice(formats=("all",))


def build(project: Path, out: Path, choice: Choice = EVERY, **more: int) -> list[Outcome]:
    opened = Project.open(project)
    return run(opened, plan(opened, choice).jobs, out, **more)


def digests(out: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in pieces(out)}


def rows(out: Path) -> dict[str, dict[str, Any]]:
    return {path.rsplit("/")[-1]: row for path, row in manifest(out).items()}


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


def test_the_manifest_tells_of_every_file(project: Path, out: Path) -> None:
    build(project, out)
    found = rows(out)
    assert {name: row["sha256"] for name, row in found.items()} == digests(out)
    row = found["card-a5--press-TEST.pdf"]
    assert row["pages"] == 1
    assert row["boxes"] == [
        {"media": [0, 0, 178, 240], "bleed": [12, 12, 166, 228], "trim": [15, 15, 163, 225]}
    ]
    assert row["plates"] == ["Cyan", "Yellow", "Black"]
    assert row["codes"] == [{"page": 1, "target": "https://www.example.org/garden"}]
    assert [problem["rule"] for problem in row["problems"]] == ["test-area"]
    assert {name.split("+")[1] for name in row["fonts"]} == {
        "PublicSans-Bold", "PublicSans-Regular",
    }  # fmt: skip
    inputs = made_of(out, row["path"])
    assert {name.split("/")[0] for name in inputs} == {
        "content", "fonts", "layouts", "shipped:fonts",
    }  # fmt: skip
    assert "layouts/press/FOGRA39L_coated.icc" in inputs


def test_copyfit_is_reported(project: Path, out: Path) -> None:
    change(
        project / "content/garden/en-GB.yaml",
        'text: "Gardens of {town}"',
        f'text: "{"Gardens of Ashdale and Brackenford. " * 5}"',
    )
    build(project, out, Choice(editions=("office",)))
    assert 14 <= rows(out)["card--office-TEST.pdf"]["copyfit"]["title"] < 20


@pytest.mark.slow
def test_bytes_do_not_depend_on_anything_but_the_files(project: Path, tmp_path: Path) -> None:
    """In this process after another document, in fresh ones with other hash seeds, in two
    processes side by side, and the other way about."""
    build(project, tmp_path / "warm")
    opened = Project.open(project)
    run(opened, plan(opened, EVERY).jobs[::-1], tmp_path / "backwards")
    command = (sys.executable, "-m", "generator", "build", "--format", "all", "--project", project)
    for number, more in enumerate((("--jobs", "1"), ("--jobs", "2"))):
        subprocess.run(
            (*command, *more, "--out", tmp_path / f"fresh{number}"),
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": str(number + 1)},
            check=True,
            capture_output=True,
        )
    made = [digests(tmp_path / name) for name in ("warm", "backwards", "fresh0", "fresh1")]
    assert len(made[0]) == 4
    assert all(each == made[0] for each in made)


@pytest.mark.parametrize("at_once", [1, 2, 3])
def test_a_language_and_a_layout_are_made_for_many_areas_before_the_next(
    project: Path, out: Path, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    """So what areas share is still known: a cache does not hold all languages and layouts."""
    monkeypatch.setattr("generator.jobs.run.AREAS_AT_ONCE", at_once)
    into_welsh(project)
    areas = ["ashdale", "birchley", "calderby"]
    for name in areas[1:]:
        shutil.copy(project / "content/areas/ashdale.yaml", project / f"content/areas/{name}.yaml")
    opened = Project.open(project)
    choice = Choice(formats=("all",), areas=("all",), languages=("all",), editions=("office",))
    jobs = plan(opened, choice).jobs
    made: list[Outcome] = []
    found = run(opened, jobs, out, workers=1, on_done=made.append)
    assert [outcome.job for outcome in found] == [*jobs]
    pieces_made = [outcome.job.piece for outcome in made]
    assert [(each.area, each.language, each.format) for each in pieces_made] == [
        (area, language, size)
        for first in range(0, len(areas), at_once)
        for language in ("cy", "en-GB")
        for size in ("a6", "a5")
        for area in areas[first : first + at_once]
    ]


def test_files_up_to_date_are_kept(project: Path, out: Path) -> None:
    assert [outcome.kept for outcome in build(project, out)] == [False] * 4
    assert [outcome.kept for outcome in build(project, out)] == [True] * 4
    assert [outcome.kept for outcome in build(project, out, force=True)] == [False] * 4


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("content/garden/en-GB.yaml", "Come and dig", "Come and plant"),
        ("content/areas/ashdale.yaml", "01632 960001", "01632 960002"),
        ("content/languages.yaml", "english: English", "english: British English"),
        ("layouts/card.yaml", "above: 5}", "above: 6}"),
        ("layouts/themes/plain.yaml", "60, 0, 80, 0", "60, 0, 90, 0"),
        ("layouts/formats.yaml", "[105, 148]", "[105, 149]"),
        ("layouts/editions.yaml", "print_settings: true", "print_settings: false"),
    ],
)
def test_a_changed_file_makes_new_ones(
    project: Path, out: Path, file: str, old: str, new: str
) -> None:
    choice = Choice(("card",), editions=("office",))
    build(project, out, choice)
    change(project / file, old, new)
    assert [outcome.kept for outcome in build(project, out, choice)] == [False]


def test_a_name_that_another_piece_had_says_nothing_of_that_piece(project: Path, out: Path) -> None:
    """As where a layout's first format is another, which no file's name has."""
    choice = Choice(("card",), editions=("office",))
    (before,) = build(project, out, choice)
    change(project / "layouts/card.yaml", "formats: [a6, a5]", "formats: [a5]")
    opened = Project.open(project)
    (job,) = plan(opened, choice).jobs
    assert job.file == before.job.file
    states = Staleness(opened, out, Manifest.of(out))
    assert [*states.reasons(job)] == ["another piece had this name"]
    (after,) = build(project, out, choice)
    assert after.row is not None
    assert after.row.size == (148.0, 210.0)


def test_a_font_that_stood_in_for_one_letter_is_an_input(project: Path, out: Path) -> None:
    choice = Choice(("card",), editions=("office",))
    build(project, out, choice)
    (path,) = manifest(out)
    assert not any("Noto" in name for name in made_of(out, path))
    change(project / "layouts/themes/plain.yaml", "palette:", "fallback: [Noto Sans]\npalette:")
    change(project / "content/garden/en-GB.yaml", "Come and dig", "Come and dig, Оля, come")
    build(project, out, choice)
    regular = "shipped:fonts/NotoSans/NotoSans-Regular.ttf"
    assert regular in made_of(out, path)


def test_an_output_somebody_touched_is_made_again(project: Path, out: Path) -> None:
    choice = Choice(("card",), editions=("office",))
    (outcome,) = build(project, out, choice)
    before = digests(out)
    (out / outcome.job.file).write_bytes(b"%PDF-1.7 not ours")
    (outcome,) = build(project, out, choice)
    assert not outcome.kept
    assert digests(out) == before


def test_rows_of_other_files_stay_and_of_lost_ones_go(project: Path, out: Path) -> None:
    build(project, out)
    next(out.rglob("card-a5--press-TEST.pdf")).unlink()
    build(project, out, Choice(("card",), editions=("press",)))
    assert set(rows(out)) == {
        "card--press-TEST.pdf",
        "card--office-TEST.pdf",
        "card-a5--office-TEST.pdf",
    }


def test_a_row_is_there_as_soon_as_its_file_is(project: Path, out: Path) -> None:
    """A build that is killed at any time after that has recorded it."""
    reported = []

    def look(outcome: Outcome) -> None:
        row = manifest(out)[outcome.job.file]
        assert row["sha256"] == hashlib.sha256((out / row["path"]).read_bytes()).hexdigest()
        reported.append(len(manifest(out)))

    opened = Project.open(project)
    run(opened, plan(opened, EVERY).jobs, out, on_done=look)
    assert reported == [1, 2, 3, 4]
    assert [*manifest(out)] == sorted(manifest(out))


def test_the_last_row_of_a_path_counts_and_a_build_leaves_one(project: Path, out: Path) -> None:
    build(project, out)
    file = out / "manifest.jsonl"
    first = file.read_bytes()
    row = json.loads(first.splitlines()[-1])
    file.write_bytes(json.dumps({**row, "outdated": True}).encode() + b"\n" + first)
    assert [outcome.kept for outcome in build(project, out)] == [True] * 4
    assert file.read_bytes() == first
    file.write_bytes(first + json.dumps({**row, "outdated": True}).encode() + b"\n")
    assert [outcome.kept for outcome in build(project, out)].count(False) == 1
    assert len(file.read_bytes().splitlines()) == len(first.splitlines())


def test_a_manifest_of_another_version_is_made_anew_with_a_word(project: Path, out: Path) -> None:
    command = ("build", "card", "--project", project, "--out", out)
    cease(*command)
    file = out / "manifest.jsonl"
    file.write_text(file.read_text().replace('"used":', '"parts":'))
    done = cease(*command, "--json")
    assert [each["kept"] for each in done.json["files"]] == [False] * 2
    file.write_text(file.read_text().replace('"used":', '"parts":', 1))
    said = cease(*command).err
    assert f"1 line of {file} cannot be read, for another version of cease wrote them" in said
    assert "cannot be read" not in cease(*command).err


def test_a_build_of_nothing_new_reads_no_area(
    project: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """But one that was checked long ago, to say so."""
    area = project / "content/areas/ashdale.yaml"
    change(area, "test: true\n", "")
    change(area, "01632 960001", "101")
    command = ("build", "--project", project, "--out", out)
    assert cease(*command).status == 0
    read: list[str] = []
    whole = AreaFiles.area_row
    monkeypatch.setattr(
        AreaFiles, "area_row", lambda self, name: read.append(name) or whole(self, name)
    )
    assert "2 up to date already" in cease(*command).err
    assert read == []
    monkeypatch.setenv("CEASE_TODAY", "2027-06-30")
    assert "last checked on 2026-03-31, more than 12 months ago" in cease(*command).err
    assert read


def test_a_torn_last_line_costs_its_file_alone(project: Path, out: Path) -> None:
    build(project, out)
    file = out / "manifest.jsonl"
    whole = file.read_bytes()
    file.write_bytes(whole[:-1])
    assert [outcome.kept for outcome in build(project, out)].count(False) == 1
    file.write_bytes(whole + b'{"path": "garden/ash')
    assert [outcome.kept for outcome in build(project, out)].count(False) == 0
    assert len(manifest(out)) == 4


def test_what_many_rows_say_alike_is_held_once(project: Path, out: Path) -> None:
    """A country's rows have the same warnings of an area or a language beside others."""
    into_welsh(project)
    both = Choice(("card",), languages=("all",), editions=("office",))
    build(project, out, both)
    found = [each for row in Manifest.of(out).rows.values() for each in row.problems]
    assert len(found) > len(set(found)) == len({*map(id, found)})
    outcomes = build(project, out, both)
    said = [each for outcome in outcomes for each in outcome.problems]
    assert all(outcome.kept for outcome in outcomes)
    assert len(said) > len(set(said)) == len({*map(id, said)})


def test_a_row_is_never_written_behind_a_torn_line(project: Path, out: Path) -> None:
    """A full disk takes half a row; there is room again for the next."""
    build(project, out)
    known = Manifest.of(out)
    file = out / "manifest.jsonl"
    *others, first, second = file.read_bytes().splitlines(keepends=True)
    shared = b"".join(line for line in others if not line.startswith(b'{"campaign"'))
    file.write_bytes(shared + first[:-9])
    known.add(known.rows[json.loads(second)["path"]], None)
    assert file.read_bytes() == shared + first[:-9] + b"\n" + second
    assert [*Manifest.of(out).rows] == [json.loads(second)["path"]]


NO_VALUE = object()
WRONG = {
    "path": ["../secret", "/etc/passwd", "", "a\n.pdf", 3, None, ["a"]],
    "own": [None, {"a": 1}, {"a": "0"}, ["a"], {"a": None}],
    "made_of": [None, 1, {}],
    "used": [None, 1],
    "sha256": ["", "x", 0, None],
    "bytes": ["1", 1.5, None],
    "extra": [[{"path": "../a", "sha256": "0" * 64, "bytes": 1}], {}, [1], None],
    "boxes": [[{}], [{"media": [0, 0, 1]}], [{"media": [0, 0, 1, float("nan")]}], 1],
    "problems": [[{}], [1], {}, [{"severity": "loud"}], None],
    "copyfit": [{"a": "b"}, [], {"a": float("inf")}],
    "pages": ["2", None],
    "print": [None, 1],
    "outdated": ["no", 1],
}


def test_a_row_that_is_not_whole_is_dropped(project: Path, out: Path) -> None:
    choice = Choice(("card",), editions=("office",))
    build(project, out, choice)
    file = out / "manifest.jsonl"
    *shared, row = map(json.loads, file.read_text().splitlines())
    assert [*Manifest.of(out).rows] == [row["path"]]

    def write(key: str, value: object) -> None:
        """The manifest with another value, or without one, in the line that has it."""
        whole: list[dict[str, Any]] = json.loads(json.dumps([*shared, row]))
        values = (value for each in whole[:-1] for value in each.values())
        line = whole[-1] if key in row else next(each for each in values if key in each)
        line.pop(key) if value is NO_VALUE else line.update({key: value})
        file.write_text("".join(f"{json.dumps(each)}\n" for each in whole))

    for key, values in WRONG.items():
        for value in values:
            write(key, value)
            assert Manifest.of(out).rows == {}, (key, value)
        write(key, NO_VALUE)
        assert Manifest.of(out).rows == {} or key in {"problems", "outdated"}, key
    file.write_text(f"{json.dumps(shared[0])}\n{json.dumps({**row, 'more': 1})}\n")
    assert [outcome.kept for outcome in build(project, out, choice)] == [False]
    assert [*manifest(out)] == [row["path"]]


@pytest.mark.parametrize(
    "text", ["", "[]\n", "{}\n", "\x00\n", "[" * 9999 + "\n", "1" * 9999 + "\n"]
)
def test_a_manifest_that_is_none_is_made_anew(project: Path, out: Path, text: str) -> None:
    out.mkdir()
    (out / "manifest.jsonl").write_text(text)
    assert [outcome.kept for outcome in build(project, out)] == [False] * 4
    assert len(rows(out)) == 4


@pytest.mark.parametrize("kind", ["folder", "pipe"])
def test_a_manifest_that_is_no_file_is_left_to_the_user(
    project: Path, out: Path, kind: str
) -> None:
    out.mkdir()
    file = out / "manifest.jsonl"
    file.mkdir() if kind == "folder" else os.mkfifo(file)
    done = cease("build", "card", "--edition", "office", "--project", project, "--out", out)
    assert done.status == 2
    assert f'"{file}" cannot be' in done.err
    assert pieces(out) == []


@pytest.mark.parametrize("bad", ["", "0" * 64])
def test_a_file_without_a_digest_may_have_changed(project: Path, out: Path, bad: str) -> None:
    """Where an input could not be read, and can still not be, it was never the same."""
    choice = Choice(("card",), editions=("office",))
    build(project, out, choice)
    (row,) = Manifest.of(out).rows.values()
    assert [*states(project, out).reasons(job_of(row))] == []
    found = states(project, out)
    found.manifest.rows[row.path] = replace(row, own={**row.own, "content/lost.svg": bad})
    assert [*found.reasons(job_of(row))] == ["the file content/lost.svg has changed"]


def states(project: Path, out: Path) -> Staleness:
    return Staleness(Project.open(project), out, Manifest.of(out))


def job_of(row: ManifestRow) -> Job:
    return Job(row.piece, row.path)


def test_what_is_in_an_output_folder_can_be_listed(project: Path, out: Path) -> None:
    listed = ("list", "outputs", "--project", project, "--out", out)
    build(project, out)
    assert cease(*listed, "--json").json["outputs"] == [*manifest(out).values()]
    next(out.rglob("card--press-TEST.pdf")).unlink()
    assert cease(*listed).out.splitlines()[0].split() == ["file", "pages", "warnings", "outdated"]
    assert len(cease(*listed).out.splitlines()) == 4


# older files


def test_a_failed_rebuild_says_first_that_the_older_file_is_outdated(
    project: Path, out: Path
) -> None:
    """The area's new number is wrong: what is there still has the old one."""
    command = ("build", "card", "--project", project, "--out", out)
    cease(*command)
    before = digests(out)
    assert not any(row["outdated"] for row in rows(out).values())
    change(project / "layouts/themes/plain.yaml", "60, 0, 80, 0", "100, 100, 100, 20")
    done = cease(*command)
    assert done.status == 1
    path = out / "garden/ashdale/en-GB/card--press-TEST.pdf"
    assert done.err.splitlines()[0] == (
        "OUTDATED: this file is from an earlier build, and no new one takes the place: " + str(path)
    )
    assert done.err.splitlines()[-1].endswith("1 file not made, 1 outdated")
    assert digests(out)[path.name] == before[path.name]
    assert {name: row["outdated"] for name, row in rows(out).items()} == {
        "card--press-TEST.pdf": True, "card--office-TEST.pdf": False,
    }  # fmt: skip
    again = cease(*command, "--json")
    assert (
        again.json["outdated"]
        == again.json["failed"]
        == ["garden/ashdale/en-GB/card--press-TEST.pdf"]
    )
    change(project / "layouts/themes/plain.yaml", "100, 100, 100, 20", "60, 0, 80, 0")
    done = cease(*command, "--json")
    assert (done.json["outdated"], done.status) == ([], 0)
    assert [file["kept"] for file in done.json["files"]] == [False, False]
    assert not any(row["outdated"] for row in rows(out).values())
    assert digests(out) == before


def test_an_older_file_that_nothing_tells_of_is_named_too(project: Path, out: Path) -> None:
    command = ("build", "card", "--edition", "press", "--project", project, "--out", out)
    cease(*command)
    (out / "manifest.jsonl").unlink()
    change(project / "layouts/themes/plain.yaml", "60, 0, 80, 0", "100, 100, 100, 20")
    assert cease(*command).err.startswith("OUTDATED: this file is from an earlier build")


def test_files_of_a_layout_that_cannot_be_read_are_named_first(project: Path, out: Path) -> None:
    """Nobody knows which they are: they are found by their rows."""
    (project / "layouts/note.yaml").write_text((project / "layouts/card.yaml").read_text())
    cease("build", "--edition", "office", "--project", project, "--out", out)
    assert len(pieces(out)) == 2
    (project / "layouts/card.yaml").write_text("title: [\n")
    for chosen in ((), ("card",)):
        done = cease("build", *chosen, "--edition", "office", "--project", project, "--out", out)
        assert done.status == 1
        path = out / "garden/ashdale/en-GB/card--office-TEST.pdf"
        assert done.err.splitlines()[0] == (
            "OUTDATED: this file is from an earlier build, and no new one takes the place: "
            + str(path)
        )
        assert [row["layout"] for row in rows(out).values() if row["outdated"]] == ["card"]


def test_files_of_a_project_that_cannot_be_planned_are_named_first(
    project: Path, out: Path
) -> None:
    command = ("build", "card", "--edition", "office", "--project", project, "--out", out)
    cease(*command)
    slip = cease("build", "kard", "--project", project, "--out", out)
    assert (slip.status, "OUTDATED" in slip.err) == (2, False)
    (project / "layouts/editions.yaml").write_text("editions: [\n")
    done = cease(*command)
    assert done.status == 1
    assert done.err.startswith("OUTDATED: this file is from an earlier build")
    assert cease(*command, "--json").json["outdated"] == [
        "garden/ashdale/en-GB/card--office-TEST.pdf"
    ]


def test_a_file_that_is_called_otherwise_today_is_named_first(project: Path, out: Path) -> None:
    """An area that is for trying things out after all has left one without the mark."""
    change(project / "content/areas/ashdale.yaml", "test: true\n", "")
    change(project / "content/areas/ashdale.yaml", "01632 960001", "0800 1111")
    command = ("build", "card", "--edition", "office", "--project", project, "--out", out)
    assert cease(*command).status == 0
    change(project / "content/areas/ashdale.yaml", "title:", "test: true\ntitle:")
    done = cease(*command, "--json")
    assert done.json["outdated"] == ["garden/ashdale/en-GB/card--office.pdf"]
    assert {name: row["outdated"] for name, row in rows(out).items()} == {
        "card--office.pdf": True, "card--office-TEST.pdf": False,
    }  # fmt: skip
    (out / "garden/ashdale/en-GB/card--office.pdf").unlink()
    assert cease(*command, "--json").json["outdated"] == []


def card(marks: str = "", place: str = "ashdale/en-GB", edition: str = "press") -> str:
    return f"garden/{place}/card--{edition}{marks}.pdf"


def test_what_cannot_be_read_loses_no_mark_of_an_older_file(project: Path, out: Path) -> None:
    """The file would be called otherwise today, for nobody knows that it is a test or a draft."""
    command = ("build", "card", "--edition", "press", "--project", project, "--out", out)
    into_welsh(project)
    cease(*command, "--language", "en-GB,cy")
    area, words = (
        project / name for name in ("content/areas/ashdale.yaml", "content/garden/cy.yaml")
    )
    assert [*manifest(out)] == [card("-DRAFT-TEST", "ashdale/cy"), card("-TEST")]
    for broken, language, older in (
        (area, "en-GB", card("-TEST")),
        (words, "cy", card("-DRAFT-TEST", "ashdale/cy")),
    ):
        kept = broken.read_text()
        broken.write_text(kept + "more: [\n")
        done = cease(*command, "--language", language, "--json")
        assert (done.status, done.json["outdated"]) == (1, [older])
        assert manifest(out)[older]["outdated"]
        broken.write_text(kept)


def test_files_of_a_default_area_that_cannot_be_read_are_named_first(
    project: Path, out: Path
) -> None:
    """Nobody knows that it is the default one: the fault is in its file, not in the choice."""
    area = project / "content/areas/ashdale.yaml"
    change(area, "title:", "default: true\ntitle:")
    other = area.with_name("birchdale.yaml")
    other.write_text(area.read_text().replace("default: true\n", ""))
    command = ("build", "card", "--edition", "press", "--project", project, "--out", out)
    cease(*command)
    change(area, "title: Ashdale", "title: [")
    done = cease(*command)
    assert done.status == 1
    assert done.err.splitlines()[0].startswith("OUTDATED: this file is from an earlier build")
    assert "content/areas/ashdale.yaml:2:8: error" in done.err
    assert "which-area" not in done.err


def test_a_piece_is_the_same_whatever_its_format_is_called_after(project: Path, out: Path) -> None:
    """The format that a layout is drawn for is not named in what a piece is called."""
    command = ("build", "card", "--edition", "press", "--project", project, "--out", out)
    cease(*command, "--format", "a6")
    change(project / "layouts/card.yaml", "formats: [a6, a5]", "formats: [a5, a6]")
    assert cease(*command, "--format", "a6", "--json").json["outdated"] == [card("-TEST")]


def test_pieces_with_other_choices_are_not_the_same(project: Path, out: Path) -> None:
    command = ("build", "card", "--edition", "press", "--project", project, "--out", out)
    cease(*command)
    cease(*command, "--standard", "pdfx1a")
    change(project / "content/areas/ashdale.yaml", "test: true\n", "")
    change(project / "content/areas/ashdale.yaml", "01632 960001", "0800 1111")
    assert cease(*command, "--standard", "pdfx1a", "--json").json["outdated"] == [
        card("-TEST", edition="press--pdfx1a")
    ]


def test_files_with_choices_of_a_layout_that_cannot_be_read_are_named_first(
    project: Path, out: Path
) -> None:
    command = ("build", "--edition", "press", "--project", project, "--out", out)
    cease(*command, "card-a5", "--standard", "pdfx1a")
    (project / "layouts/card.yaml").write_text("title: [\n")
    done = cease(*command, "card-a5", "--standard", "pdfx1a")
    assert done.status == 1
    assert done.err.splitlines()[0].endswith("card-a5--press--pdfx1a-TEST.pdf")
    assert "layouts/card.yaml:2:1: error[yaml]: the file ends" in done.err
    assert "OUTDATED" not in cease(*command, "card-a5").err


def test_a_release_that_is_refused_outdates_what_is_there(project: Path, out: Path) -> None:
    command = ("build", "card", "--project", project, "--out", out)
    cease(*command)
    done = cease(*command, "--release")
    assert done.err.startswith("OUTDATED: these 2 files are from an earlier build")
    assert all(row["outdated"] for row in rows(out).values())
    assert not any(file["kept"] for file in cease(*command, "--json").json["files"])


def test_a_build_that_is_killed_has_marked_what_it_had_not_made(project: Path, out: Path) -> None:
    build(project, out)
    change(project / "content/areas/ashdale.yaml", "01632 960001", "01632 960002")

    def killed(outcome: Outcome) -> None:
        raise KeyboardInterrupt

    opened = Project.open(project)
    with pytest.raises(KeyboardInterrupt):
        run(opened, plan(opened, EVERY).jobs, out, on_done=killed)
    assert [row["outdated"] for row in manifest(out).values()].count(False) == 1
    made = [outcome.kept for outcome in build(project, out)]
    assert made.count(True) == 1


def test_a_file_that_is_removed_during_a_build_is_not_reported_as_there(
    project: Path, out: Path
) -> None:
    first: list[Outcome] = []

    def remove(outcome: Outcome) -> None:
        if not first:
            shutil.rmtree(out / "garden")
        first.append(outcome)

    opened = Project.open(project)
    outcomes = run(opened, plan(opened, EVERY).jobs, out, on_done=remove)
    gone = [outcome for outcome in outcomes if outcome.failed]
    assert [outcome.problems[0].message for outcome in gone] == [
        f'"{out / first[0].job.file}" was made, and is gone'
    ]
    assert {*manifest(out)} == {o.job.file for o in outcomes if not o.failed}
    assert len(pieces(out)) == 3


def test_what_was_wrong_is_reported_again_of_a_kept_file(project: Path, out: Path) -> None:
    change(project / "content/areas/ashdale.yaml", "verified: {by: A. Clerk, on: 2026-03-31}\n", "")
    first = build(project, out)
    second = build(project, out)
    assert all(outcome.kept for outcome in second)
    assert [outcome.problems for outcome in second] == [outcome.problems for outcome in first]
    assert [problem.rule for problem in first[0].problems] == ["test-area", "unverified"]


def test_one_bad_job_does_not_stop_the_rest(project: Path, out: Path) -> None:
    layout = (project / "layouts/card.yaml").read_text()
    (project / "layouts/bad.yaml").write_text(layout.replace("style: title}", "style: titel}"))
    outcomes = build(project, out, Choice(editions=("office",)))
    assert [(outcome.job.piece.layout, outcome.failed) for outcome in outcomes] == [
        ("bad", True), ("card", False),
    ]  # fmt: skip
    assert outcomes[0].problems[-1].rule == "unknown-style"
    assert set(digests(out)) == {"card--office-TEST.pdf"}


def test_a_file_that_fails_preflight_is_not_published(project: Path, out: Path) -> None:
    change(project / "layouts/editions.yaml", "  press:\n", "  press:\n    ink_limit: 120\n")
    outcomes = build(project, out, Choice(("card",)))
    assert [outcome.failed for outcome in outcomes] == [True, False]
    problem = next(problem for problem in outcomes[0].problems if problem.rule == "ink-limit")
    assert problem.details[-1] == "in garden/ashdale/en-GB/card--press-TEST.pdf"
    assert set(digests(out)) == {"card--office-TEST.pdf"}


def test_a_bug_in_one_job_is_kept_apart(
    project: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_named = Project.make_named

    def broken(self: Project, name: PieceName) -> Piece:
        if name.edition == "press":
            raise RuntimeError("boom")
        return make_named(self, name)

    monkeypatch.setattr(Project, "make_named", broken)
    bad, good = build(project, out, Choice(("card",)))
    assert bad.failed
    assert bad.bug.endswith("RuntimeError: boom\n")
    assert "test-area" in {problem.rule for problem in bad.problems}
    assert not good.failed


@pytest.mark.slow
@pytest.mark.parametrize(("number", "status"), [(signal.SIGKILL, -9), (signal.SIGINT, 130)])
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_build_that_is_stopped_leaves_whole_files_only(
    project: Path, out: Path, number: int, status: int, jobs: str
) -> None:
    for index in range(40):
        name = f"area-{index}.yaml"
        text = (project / "content/areas/ashdale.yaml").read_text()
        (project / "content/areas" / name).write_text(text)
    command = (sys.executable, "-m", "generator", "build", "--area", "all", "--format", "all")
    process = subprocess.Popen(
        (*command, "--project", project, "--out", out, "--jobs", jobs),
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    while process.poll() is None and len(list(out.rglob("*.pdf"))) < 8:
        time.sleep(0.01)
    process.send_signal(number)
    _, said = process.communicate(timeout=60)
    assert process.returncode == status
    assert "Traceback" not in said
    found = list(out.rglob("*.pdf"))
    assert 0 < len(found) < 246
    for path in found:
        data = path.read_bytes()
        assert data.startswith(b"%PDF-")
        assert data.rstrip().endswith(b"%%EOF")
    if number == signal.SIGINT:
        assert len(rows(out)) > 0
        assert not list(out.rglob("*.part"))
    assert gone(process.pid), "a worker outlived the build"


def gone(group: int) -> bool:
    """Whether every process of a group ends within five seconds."""
    for _ in range(100):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


@pytest.mark.slow
def test_files_of_workers_that_are_killed_are_made_by_others(project: Path, out: Path) -> None:
    """All workers are killed after the fourth file."""
    for index in range(20):
        text = (project / "content/areas/ashdale.yaml").read_text()
        (project / f"content/areas/area-{index}.yaml").write_text(text)
    opened = Project.open(project)
    jobs = plan(opened, Choice(areas=("all",))).jobs
    done: list[Outcome] = []

    def kill(outcome: Outcome) -> None:
        done.append(outcome)
        if len(done) == 4:
            for worker in multiprocessing.active_children():
                worker.kill()

    outcomes = run(opened, jobs, out, workers=2, on_done=kill)
    assert [str(one) for outcome in outcomes if outcome.failed for one in outcome.problems] == []
    assert len(outcomes) == len(jobs) == len(done)
    alone = run(opened, jobs, out.parent / "alone", workers=1)
    assert [one.row and one.row.sha256 for one in alone] == [
        one.row and one.row.sha256 for one in outcomes
    ]
    assert not list(out.rglob("*.part"))


@pytest.mark.slow
def test_files_whose_workers_are_killed_each_time_are_reported(
    project: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "_serve", _killed)
    opened = Project.open(project)
    jobs = plan(opened, Choice(areas=("all",))).jobs
    outcomes = run(opened, jobs, out, workers=2)
    assert {one.rule for outcome in outcomes for one in outcome.problems} == {"stopped"}
    assert [outcome.job for outcome in outcomes if outcome.failed] == [*jobs]


def _killed(start: object, pipe: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)
