"""`cease build --zip` makes one file to hand over, and the same bytes each time."""

import hashlib
import json
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.sample_projects import cease, into_welsh

SAID = (
    "--copies", "500", "--sender", "Jo Smith", "--contact", "0116 496 0123",
    "--deliver-to", "Town Hall", "--needed-by", "12 March",
)  # fmt: skip


def test_a_zip_has_the_files_and_says_what_they_are(project: Path, tmp_path: Path) -> None:
    out, first, second = tmp_path / "out", tmp_path / "a.zip", tmp_path / "b.zip"
    build = ("build", "card", "--edition", "press,office", "--project", project)
    done = cease(*build, "--out", out, "--zip", first)
    assert done.status == 0, done.err
    assert cease(*build, "--out", tmp_path / "elsewhere", "--zip", second).status == 0
    assert first.read_bytes() == second.read_bytes()
    made = [path for path in out.rglob("card--*") if path.is_file()]
    with ZipFile(first) as archive:
        assert sorted(archive.namelist()) == sorted(
            [*(path.name for path in made), "manifest.json", "what-was-checked.txt"]
        )
        for path in made:
            assert archive.read(path.name) == path.read_bytes()
        said = archive.read("what-was-checked.txt").decode()
        rows = json.loads(archive.read("manifest.json"))["files"]
    assert "Colours run 3 mm past where the paper is cut" in said
    for row in rows:
        for each in (row, *row["beside"]):
            data = next(out.rglob(each["path"])).read_bytes()
            assert (each["bytes"], each["sha256"]) == (len(data), hashlib.sha256(data).hexdigest())


def test_files_of_several_languages_stand_in_folders(project: Path, tmp_path: Path) -> None:
    into_welsh(project)
    cease(
        "build", "card", "--edition", "office", "--language", "all", "--project", project,
        "--out", tmp_path / "out", "--zip", tmp_path / "a.zip",
    )  # fmt: skip
    with ZipFile(tmp_path / "a.zip") as archive:
        names = archive.namelist()
    assert {"en-GB/card--office-TEST.pdf", "cy/card--office-TEST.pdf"} <= {*names}


def test_no_zip_is_made_of_half_the_files(project: Path, tmp_path: Path) -> None:
    words = project / "content/garden/en-GB.yaml"
    words.write_text(words.read_text().replace("text: ", "text: very ", 1) + "\nwrong: 1\n")
    done = cease(
        "build", "card", "--project", project, "--out", tmp_path, "--zip", tmp_path / "a.zip"
    )
    assert done.status == 1
    assert not (tmp_path / "a.zip").exists()


def test_a_check_in_plain_words(project: Path, tmp_path: Path) -> None:
    cease("build", "card", "--edition", "office", "--project", project, "--out", tmp_path)
    (file,) = tmp_path.rglob("*.pdf")
    done = cease("check", file, "--plain")
    assert done.status == 0
    assert "  ✓ Black words need no colour toner\n" in done.out
    assert "rules run" not in done.out
    found = cease("check", file, "--plain", "--json").json["files"][0]
    assert "Black words need no colour toner" in found["passed_in_words"]


def test_options_fill_in_the_letter(project: Path, tmp_path: Path) -> None:
    build = ("build", "card-a6", "--edition", "press,office", "--project", project)
    first, second = tmp_path / "a.zip", tmp_path / "b.zip"
    for target in (first, second):
        done = cease(*build, "--out", tmp_path / target.stem, "--zip", target, *SAID)
        assert done.status == 0, done.err
    assert first.read_bytes() == second.read_bytes()
    with ZipFile(first) as archive:
        letter = archive.read("card--press-TEST--letter.txt")
        rows = json.loads(archive.read("manifest.json"))["files"]
    assert b"How many: 500, from" in letter
    assert b"[how many]" in next((tmp_path / "a").rglob("*--letter.txt")).read_bytes()
    (row,) = [each for row in rows for each in row["beside"] if "letter" in each["path"]]
    assert (row["bytes"], row["sha256"]) == (len(letter), hashlib.sha256(letter).hexdigest())


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--copies", "500"), "add --zip FILE.zip, or leave --copies out"),
        (
            ("--zip", "a.zip", "--sender", "Jo\u202eSmith"),
            "--sender: a mark that overrides the direction",
        ),
        (("--zip", "a.zip", "--dry-run"), "--dry-run makes nothing, so --zip has no effect"),
    ],
)
def test_options_of_a_letter_that_cannot_be_are_refused(
    project: Path, tmp_path: Path, options: tuple[str, ...], says: str
) -> None:
    done = cease("build", "card", *options, "--project", project, "--out", tmp_path)
    assert done.status == 2
    assert says in " ".join(done.err.split())
    assert not [*tmp_path.rglob("*.pdf")]
