"""What a build says without making anything, what it clears away, and what is read again."""

from pathlib import Path

import pytest

from tests.sample_projects import add_picture, cease, change, manifest

PRESS = "garden/ashdale/en-GB/card--press-TEST.pdf"
OFFICE = "garden/ashdale/en-GB/card--office-TEST.pdf"


@pytest.fixture
def built(project: Path) -> Path:
    assert cease("build", "--project", project).status == 0
    return project


def explained(project: Path, path: str) -> list[str]:
    done = cease("build", "--explain", path, "--project", project, "--json")
    assert done.status == 0
    assert done.json["stale"] == bool(done.json["reasons"])
    reasons: list[str] = done.json["reasons"]
    return reasons


def test_what_has_changed_is_said_in_plain_words(built: Path) -> None:
    assert explained(built, PRESS) == []
    change(built / "content/garden/en-GB.yaml", "title: G", "# a remark\ntitle: G")
    assert explained(built, PRESS) == []
    change(built / "content/areas/ashdale.yaml", "01632 960001", "01632 960002")
    assert explained(built, str(built / "output" / PRESS)) == [
        'the block "words" says something else',
        "changed: content/garden/en-GB.yaml, content/areas/ashdale.yaml",
    ]
    change(built / "content/areas/ashdale.yaml", "01632 960002", "01632 960001")
    change(built / "layouts/card.yaml", "above: 5}", "above: 6}")
    assert explained(built, PRESS)[0] == "its layout is another"
    change(built / "layouts/card.yaml", "above: 6}", "above: 5}")
    with open(built / "layouts/press/FOGRA39L_coated.icc", "ab") as profile:
        profile.write(b"\n")
    assert explained(built, PRESS) == [
        "the ICC profile layouts/press/FOGRA39L_coated.icc has changed"
    ]
    assert explained(built, OFFICE) == []


def test_a_release_that_was_refused_is_not_called_old(built: Path) -> None:
    assert cease("build", "--release", "--project", built).status == 1
    (reason,) = explained(built, PRESS)
    assert reason == (
        "an earlier build did not make it again: it was stopped, or what is wrong kept the file "
        "from being made or released"
    )


def test_a_library_that_has_changed_is_named(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from generator.jobs import program, staleness

    known = [each for each in program.libraries() if not each.startswith("uharfbuzz==")]
    monkeypatch.setattr(staleness, "library_versions", lambda: (*known, "uharfbuzz==999"))
    monkeypatch.setattr(staleness, "program", lambda: "0.1.0+other")
    (reason,) = explained(built, OFFICE)
    assert reason.startswith("the library uharfbuzz has changed: ")
    assert reason.endswith(" then, 999 now")


def test_a_touched_file_and_a_strange_one(built: Path) -> None:
    (built / "output" / OFFICE).write_bytes(b"mine")
    assert explained(built, OFFICE) == ["the file, or one that goes with it, is not as it was made"]
    done = cease("build", "--explain", "card.pdf", "--project", built)
    assert (done.status, "no build into" in done.err) == (2, True)


def test_a_dry_run_counts_and_writes_nothing(built: Path) -> None:
    before = {path: path.read_bytes() for path in (built / "output").rglob("*") if path.is_file()}
    change(built / "layouts/editions.yaml", "print_settings: true", "print_settings: false")
    done = cease("build", "--dry-run", "--project", built, "--json")
    row = manifest(built / "output")[OFFICE]
    assert (done.json["make"], done.json["keep"], done.json["guessed"]) == (1, 1, 0)
    assert done.json["bytes"] == row["bytes"]
    assert done.json["seconds"] == round(row["seconds"], 1)
    said = cease("build", "--dry-run", "--project", built).err
    assert said.startswith("1 file to make, 1 up to date; about ")
    assert before == {
        path: path.read_bytes() for path in (built / "output").rglob("*") if path.is_file()
    }
    empty = cease("build", "--dry-run", "--project", built, "--out", built / "new")
    assert empty.err == "2 files to make, 0 up to date; 2 files like none made so far\n"
    assert not (built / "new").exists()


def test_only_what_nothing_makes_any_more_is_removed(built: Path) -> None:
    area = built / "content/areas/ashdale.yaml"
    other = area.with_name("birchdale.yaml")
    other.write_text(area.read_text())
    cease("build", "--area", "all", "--project", built)
    letter = built / "output/garden/birchdale/en-GB/letter.pdf"
    letter.write_bytes(b"mine")
    assert cease("build", "--prune", "--project", built, "--json").json["unwanted"] == []
    other.unlink()
    gone = sorted(path.replace("ashdale", "birchdale") for path in (PRESS, OFFICE))
    listed = cease("build", "--prune", "--project", built)
    assert 'no area is called "birchdale"' in listed.out
    assert listed.err == "2 files to remove; remove with: --prune --yes\n"
    assert all((built / "output" / path).is_file() for path in gone)
    (built / "output" / gone[0]).write_bytes(b"changed by hand")
    done = cease("build", "--prune", "--yes", "--project", built, "--json")
    assert done.json["unwanted"] == gone
    assert done.json["removed"] == gone[1:]
    assert {*manifest(built / "output")} == {PRESS, OFFICE, gone[0]}
    left = sorted(path.name for path in letter.parent.iterdir())
    assert left == [gone[0].rpartition("/")[2], "letter.pdf"]


def test_pictures_of_an_edition_are_removed_with_their_texts_once_it_has_others(
    built: Path,
) -> None:
    add_picture(built)
    cease("build", "--edition", "social", "--project", built)
    folder = built / "output/garden/ashdale/en-GB"

    def pictures() -> list[str]:
        return sorted(path.name for path in folder.glob("social-*"))

    assert pictures() == ["social-wall--social-TEST.png", "social-wall--social-TEST.txt"]
    done = cease("build", "--prune", "--yes", "--project", built, "--json")
    assert (done.json["unwanted"], len(pictures())) == ([], 2)
    (built / "layouts/social/wall.yaml").rename(built / "layouts/social/floor.yaml")
    change(built / "layouts/editions.yaml", "social/wall", "social/floor")
    listed = cease("build", "--prune", "--yes", "--project", built)
    assert 'no layout is called "social/wall"' in listed.out
    assert pictures() == []


def test_an_edition_that_is_no_more_is_named(built: Path) -> None:
    text = (built / "layouts/editions.yaml").read_text()
    (built / "layouts/editions.yaml").write_text(text.replace("  office:", "  bureau:"))
    done = cease("build", "--prune", "--yes", "--project", built)
    assert 'no edition is called "office"' in done.out
    assert [*manifest(built / "output")] == [PRESS]
    assert not (built / "output" / OFFICE).exists()


ALONE = [
    ("--dry-run --prune", "type one after the other: cease build --dry-run; cease build --prune"),
    ("--explain a.pdf --prune", 'one after the other: cease build --explain "a.pdf"; cease build'),
    ("--yes", "leave it out, or type: cease build --prune --yes"),
    ("--prune --area ashdale", "type: cease build --prune"),
    ("--prune --all", "type: cease build --prune"),
    ("card --prune --yes", "type: cease build --prune"),
    ("--prune --where outdated", "type: cease build --prune"),
    ("--prune --force", "leave --force out, or --prune"),
    ("--explain a.pdf --language cy", 'type: cease build --explain "a.pdf"'),
    ("--explain a.pdf --jobs 2", "leave --jobs out, or --explain"),
    ("--dry-run --gallery", "leave --gallery out, or --dry-run"),
    ("--dry-run --release", "leave --release out, or --dry-run"),
    ("--dry-run --cluster tcp://here:1", "leave --cluster out, or --dry-run"),
    ("--jobs 2 --cluster tcp://here:1", "leave one of them out; a cluster uses all the workers"),
]


@pytest.mark.parametrize(("options", "hint"), ALONE, ids=[options for options, _ in ALONE])
def test_options_that_exclude_one_another(project: Path, options: str, hint: str) -> None:
    done = cease("build", *options.split(), "--project", project)
    assert done.status == 2
    assert "[wrong-choice]" in done.err
    assert hint in done.err
    assert not (project / "output").exists()


def test_a_dry_run_counts_with_a_choice(project: Path) -> None:
    done = cease("build", "card", "--dry-run", "--force", "--jobs", "2", "--project", project)
    assert (done.status, done.err[:15]) == (0, "2 files to make")


@pytest.mark.parametrize(
    "command",
    ["verify", "list outputs", "gallery", "build --prune", "build --explain card.pdf"],
)
@pytest.mark.parametrize("name", ["nowhere", "empty", "file"])
def test_a_folder_that_no_build_has_made_anything_in_is_an_error(
    project: Path, command: str, name: str
) -> None:
    (project / "empty").mkdir()
    (project / "file").write_text("")
    out = project / name
    done = cease(*command.split(), "--project", project, "--out", out)
    assert done.status == 1
    said = "it is no folder" if name == "file" else "no build has made anything in it"
    assert f'error[no-build]: "{out}" has no manifest: {said}' in done.err
    assert not (project / "nowhere").exists()


def test_every_byte_is_compared(built: Path) -> None:
    assert cease("verify", "--project", built).status == 0
    import os

    path = built / "output" / OFFICE
    data, times = path.read_bytes(), path.stat()
    path.write_bytes(data[:-9] + b"X" + data[-8:])
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert explained(built, OFFICE) == []  # by its size and its time it is as it was
    (built / "output" / PRESS.replace(".pdf", "--job-sheet.json")).unlink()
    done = cease("verify", "--project", built)
    assert done.status == 1
    assert "2 files in output read: 2 differ" in done.err.replace(str(built) + "/", "")
    assert f'{OFFICE}" is not as it was made' in done.err
    assert 'job-sheet.json" cannot be read' in done.err
    # what it advises to do helps, and a build alone would not
    assert "hint: delete the file, and make it again with cease build" in done.err
    path.unlink()
    assert cease("build", "--project", built).status == 0
    assert path.read_bytes() == data
    assert cease("verify", "--project", built).status == 0


@pytest.mark.parametrize("lines", ["torn", "one"])
def test_a_damaged_manifest_is_told_wherever_it_is_read(built: Path, lines: str) -> None:
    """`verify` fails, for it cannot say what every file should be."""
    out = built / "output"
    file = out / "manifest.jsonl"
    rows = file.read_bytes().splitlines(keepends=True)
    (at,) = [number for number, row in enumerate(rows) if PRESS.encode() in row]
    rows[at] = rows[at][:40] + (b"" if lines == "torn" else b"\n")
    if lines == "torn":
        del rows[at + 1 :]
    file.write_bytes(b"".join(rows))
    done = cease("verify", "--out", out)
    assert done.status == 1
    assert "error[damaged-manifest]" in done.err
    assert "1 line that cannot be read" in done.err
    assert "1 file in" in done.err
    assert "read: all that can be told of are as they were made" in done.err
    assert PRESS in done.out + done.err
    assert PRESS in cease("verify", "--out", out, "--json").json["unlisted"]
    for command in (("list", "outputs"), ("gallery", "--project", built)):
        told = cease(*command, "--out", out)
        assert told.status == 0
        assert "warning[damaged-manifest]" in told.err
    assert cease("build", "--project", built).status == 0
    assert cease("verify", "--out", out).status == 0
    assert cease("verify", "--out", out, "--json").json["unlisted"] == []


@pytest.mark.parametrize("command", ["verify", "list outputs", "gallery"])
def test_a_folder_that_cannot_be_looked_into_is_not_called_empty(
    project: Path, tmp_path: Path, command: str
) -> None:
    """As one of another user, or a link that leads round in a circle."""
    out = tmp_path / "out"
    out.symlink_to(out)
    done = cease(*command.split(), "--project", project, "--out", out)
    assert done.status == 2
    assert f'error[unreadable]: "{out}" cannot be read: too many levels' in done.err
