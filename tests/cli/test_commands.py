"""What each command does, beyond building."""

import os
import re
import subprocess
from pathlib import Path

import pytest
import yaml
from PIL import Image

from generator.jobs.project_schemas import MODELS
from tests.sample_projects import ROOT, cease, change


def test_list_tells_what_there_is(project: Path) -> None:
    def rows(what: str) -> list[dict[str, object]]:
        found = cease("list", what, "--project", project, "--json").json[what]
        assert isinstance(found, list)
        return found

    assert [row["name"] for row in rows("campaigns")] == ["garden"]
    assert rows("campaigns")[0]["languages"] == ["en-GB"]
    assert rows("layouts")[0]["formats"] == ["a6", "a5"]
    assert [(row["tag"], row["default"]) for row in rows("languages")] == [
        ("en-GB", True), ("cy", False),
    ]  # fmt: skip
    assert rows("areas")[0] == {
        "name": "ashdale", "title": "Ashdale", "verified": "A. Clerk, 2026-03-31", "default": True,
    }  # fmt: skip
    assert [row["name"] for row in rows("editions")] == ["press", "office"]
    assert [row["name"] for row in rows("printers")] == ["trade", "online", "single-panels"]
    assert [row["bleed"] for row in rows("printers")] == [True, "3 mm", "3 mm"]
    assert [(row["name"], row["width"]) for row in rows("formats")] == [("a6", 105), ("a5", 148)]


def test_list_goes_on_past_a_broken_file(project: Path) -> None:
    (project / "layouts/broken.yaml").write_text("title: [\n")
    done = cease("list", "layouts", "--project", project)
    assert done.status == 1
    assert "card" in done.out
    assert done.err.startswith("layouts/broken.yaml:")


def test_validate_counts_what_it_read(project: Path) -> None:
    done = cease("validate", "--project", project)
    assert (done.status, done.out) == (0, "")
    assert done.err == "9 files read: 0 errors, 0 warnings\n"


# preview


def test_preview_makes_a_picture_of_each_page(project: Path, tmp_path: Path) -> None:
    chosen = ("card", "--edition", "office", "--dpi", "72", "--project", project)
    done = cease("preview", *chosen, "-o", tmp_path / "plain")
    assert done.status == 0
    plain = tmp_path / "plain/card--office-TEST-1.png"
    with Image.open(plain) as image:
        assert image.size == pytest.approx((105 * 72 / 25.4, 148 * 72 / 25.4), abs=1)
    cease("preview", *chosen, "--guides", "-o", tmp_path / "guided")
    guided = tmp_path / "guided/card--office-TEST-1.png"
    assert guided.read_bytes() != plain.read_bytes()
    named = cease("preview", *chosen, "-o", tmp_path / "plain", "--json").json["files"]
    assert named == [str(plain)]


@pytest.mark.parametrize(
    ("size", "kind", "made"),
    [("300x200", "png", "PNG"), ("120×240", "jpeg", "JPEG"), ("99 X 100", "webp", "WEBP")],
)
def test_a_preview_may_have_so_many_pixels_exactly(
    project: Path, tmp_path: Path, size: str, kind: str, made: str
) -> None:
    chosen = ("card", "--edition", "office", "--project", project, "-o", tmp_path / "out")
    cease("preview", *chosen, "--pixels", size, "--type", kind)
    (path, *_) = sorted((tmp_path / "out").iterdir())
    with Image.open(path) as picture:
        assert picture.format == made
        assert picture.size == tuple(map(int, re.findall(r"\d+", size)))


@pytest.mark.parametrize(
    "wrong",
    [
        ("--pixels", "12"), ("--pixels", "0x10"), ("--pixels", "9999x9999"), ("--pixels", "axb"),
        ("--pixels", "10x10", "--dpi", "72"), ("--pixels", "10x10", "--guides"),
        ("--pixels", "10x10", "--all-languages"), ("--all-languages", "--type", "webp"),
    ],
)  # fmt: skip
def test_a_preview_that_cannot_be_made_says_why(
    project: Path, tmp_path: Path, wrong: tuple[str, ...]
) -> None:
    done = cease("preview", "card", *wrong, "--project", project, "-o", tmp_path / "out")
    assert done.status == 2
    assert "hint:" in done.err
    assert not (tmp_path / "out").exists()


def test_previews_of_several_areas_stand_in_folders(project: Path, tmp_path: Path) -> None:
    area = (project / "content/areas/ashdale.yaml").read_text()
    (project / "content/areas/calderby.yaml").write_text(area)
    chosen = ("--area", "all", "--edition", "office", "--dpi", "20", "--project", project)
    cease("preview", "card", *chosen, "-o", tmp_path / "out")
    assert {path.relative_to(tmp_path / "out").as_posix() for path in tmp_path.rglob("*.png")} == {
        f"garden/{area}/en-GB/card--office-TEST-1.png" for area in ("ashdale", "calderby")
    }


# new


def test_what_is_begun_validates_and_builds(project: Path, tmp_path: Path) -> None:
    for arguments in (
        ("campaign", "winter-safety"),
        ("layout", "winter-poster", "--campaign", "winter-safety"),
        ("layout", "garden-sheet", "--campaign", "garden"),
        ("area", "north-moor"),
        ("language", "pl"),
        ("language", "ur", "--campaign", "garden"),
    ):
        done = cease("new", *arguments, "--project", project)
        assert done.status == 0, done.err
        assert (project / done.err.splitlines()[0]).is_file()
    done = cease("validate", "--project", project)
    assert done.status == 0, done.err
    change(
        project / "content/areas/ashdale.yaml", "title: Ashdale", "default: true\ntitle: Ashdale"
    )
    chosen = ("--campaign", "winter-safety", "--edition", "office")
    done = cease("build", "winter-poster", *chosen, "--project", project, "--out", tmp_path / "out")
    assert done.status == 0, done.err
    assert [path.name for path in (tmp_path / "out").rglob("*.pdf")] == [
        "winter-poster--office-TEST.pdf"
    ]


def test_a_language_begun_waits_to_be_translated(project: Path, tmp_path: Path) -> None:
    cease("new", "language", "pl", "--project", project)
    done = cease("validate", "--project", project)
    assert done.status == 0
    assert "content/garden/pl.yaml:9:5: warning[untranslated]" in done.err
    chosen = ("--language", "pl", "--edition", "office", "--out", tmp_path / "out")
    done = cease("build", *chosen, "--project", project)
    assert done.status == 1
    assert "content/garden/pl.yaml:9:5: error[untranslated]" in done.err
    text = (project / "content/garden/pl.yaml").read_text()
    assert text.startswith(
        "# yaml-language-server: $schema=../../schemas/translation.json\n"
        "# Polish words for the blocks of the original, which has everything else about them.\n"
        'title: ""\n'
    )


def test_an_area_begun_has_no_number_of_another(project: Path) -> None:
    cease("new", "area", "north-moor", "--project", project)
    text = (project / "content/areas/north-moor.yaml").read_text()
    assert "names:\n  town: North Moor\n" in text
    assert "links:\n  more: www.example.org/more\n" in text
    assert "01632 960001" not in text
    done = cease("validate", "--project", project)
    assert "north-moor.yaml:" in done.err
    assert "warning[unverified]" in done.err


def test_a_language_begun_is_in_the_list_with_its_script(project: Path) -> None:
    cease("new", "language", "ur", "--project", project)
    rows = cease("list", "languages", "--project", project, "--json").json["languages"]
    assert rows[-1] == {
        "tag": "ur", "name": "اردو", "english": "Urdu", "script": "Arab", "direction": "rtl",
        "default": False,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "name", "file"),
    [
        ("area", "ashdale", "content/areas/ashdale.yaml"),
        ("campaign", "garden", "content/garden/en-GB.yaml"),
        ("language", "en-GB", "content/garden/en-GB.yaml"),
        ("layout", "card", "layouts/card.yaml"),
    ],
)
def test_nothing_is_ever_overwritten(project: Path, kind: str, name: str, file: str) -> None:
    before = (project / file).read_bytes()
    done = cease("new", kind, name, "--project", project)
    assert done.status == 2
    assert f'error[exists]: there is a "{file}" already' in done.err
    assert (project / file).read_bytes() == before


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_language_is_begun_whole_or_not_at_all(
    project: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    """A full disk, met at the list of languages, at its older copy and at the translation."""
    before = {path: path.read_bytes() for path in project.rglob("*.yaml")}
    synced: list[int] = []

    def full(file: int) -> None:
        synced.append(file)
        if len(synced) == number:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    done = cease("new", "language", "pl", "--project", project)
    assert done.status == 2
    assert "cannot be written: no space left on device" in done.err
    monkeypatch.undo()
    assert {path: path.read_bytes() for path in project.rglob("*.yaml")} == before
    assert not [*project.rglob("*.part")]
    assert cease("new", "language", "pl", "--project", project).status == 0


@pytest.mark.parametrize(
    "command",
    ["new area moor", "new layout moor", "new campaign moor", "new language pl", "schema"],
)
def test_a_folder_that_cannot_be_written_to_is_said_so(
    project: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    before = [*project.rglob("*")]

    def refused(path: Path, mode: str) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("generator.jobs.publish.open", refused, raising=False)
    done = cease(*command.split(), "--project", project)
    assert done.status == 2, done.err
    assert done.err.count("error[unwritable]") == 1
    assert "cannot be written: permission denied\n  hint: allow writing" in done.err
    assert [*project.rglob("*")] == before


def test_nothing_is_begun_outside_a_project(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = cease("new", "area", "north-moor")
    assert done.status == 2
    assert list(tmp_path.iterdir()) == []


# schema


def test_a_schema_that_is_missing_or_stale_is_found(project: Path) -> None:
    cease("schema", "--project", project)
    assert cease("schema", "--check", "--project", project).status == 0
    (project / "schemas/area.json").unlink()
    change(project / "schemas/theme.json", "palette", "pallete")
    done = cease("schema", "--check", "--project", project)
    assert done.status == 1
    assert "schemas/area.json:1:1: error[schema]: this schema is missing" in done.err
    assert "schemas/theme.json:1:1: error[schema]: this schema is stale" in done.err


def test_the_kept_schemas_are_those_of_the_code() -> None:
    done = cease("schema", "--check", "--project", ROOT)
    assert done.status == 0, done.err


def test_every_shipped_file_names_a_schema_that_is_there() -> None:
    command = ("git", "ls-files", "-z", "content", "layouts", "fonts")
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    files = [ROOT / name for name in listed.stdout.split("\0") if name.endswith(".yaml")]
    assert files
    templates = list((ROOT / "generator/cli/templates").glob("*.yaml"))
    for path in files:
        line = path.read_text(encoding="utf-8").splitlines()[0]
        named = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", line)
        assert named, path
        assert (path.parent / named[1]).is_file(), path
    for path in templates:
        named = re.search(r"\$\$schema=\S*?(\w+)\.json", path.read_text(encoding="utf-8"))
        assert (named is None) == (path.stem == "language")
        assert named is None or named[1] in MODELS


# doctor


def test_doctor_tells_what_is_found(project: Path) -> None:
    found = cease("doctor", "--project", project, "--json").json
    rows = {row["what"]: row for row in found["findings"]}
    assert rows["python"]["ok"]
    assert rows["font Public Sans"]["found"] == "400, 500, 600, 700, 800"
    assert rows["condition fogra39-coated"]["found"] == "FOGRA39L_coated.icc"
    assert rows["output"]["ok"]


def test_doctor_fails_where_a_needed_file_is_missing(project: Path) -> None:
    (project / "layouts/press/FOGRA39L_coated.icc").unlink()
    done = cease("doctor", "--project", project)
    assert done.status == 1
    assert "FOGRA39L_coated.icc" in done.err
    assert "error[missing]: there is no file" in done.err
    assert ": file: " not in done.err


def test_doctor_says_what_is_wrong_with_the_output_folder(project: Path) -> None:
    (project / "output").write_text("")
    done = cease("doctor", "--project", project)
    assert (done.status, "is a file, where a folder is needed\n" in done.err) == (1, True), done.err


def test_doctor_calls_nothing_safe_to_delete_that_is_not_its_own(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, is_own in (("kept", True), ("file", False)):
        (tmp_path / "file").write_text("of the user")
        monkeypatch.setenv("CEASE_CACHE", str(tmp_path / name))
        found = cease("doctor", "--project", project, "--json").json
        (said,) = (row["found"] for row in found["findings"] if row["what"].startswith("kept"))
        assert ("safe to delete" in said, "not used" in said) == (is_own, not is_own), said


# options that stand for everything, and folders that are none


@pytest.mark.parametrize("command", ["web", "validate", "translate status", "translate same"])
def test_help_says_where_every_language_is_the_default(command: str) -> None:
    shown = " ".join(cease(*command.split(), "--help").out.replace("│", " ").split())
    assert "Such as pl or ur. Default: every one." in shown
    assert "languages.yaml names" not in shown


def test_pages_for_the_web_have_no_edition(project: Path) -> None:
    assert cease("web", "--edition", "press", "--project", project).status == 2


@pytest.mark.parametrize("command", ["build", "preview", "web", "proof"])
@pytest.mark.parametrize("within", ["", "within"])
def test_a_file_is_no_folder_for_files(
    project: Path, tmp_path: Path, command: str, within: str
) -> None:
    file = tmp_path / "file.txt"
    file.write_text("kept")
    done = cease(command, "--project", project, "--out", file / within)
    assert done.status == 2
    (said,) = [line for line in done.err.splitlines() if line.startswith("error[unwritable]")]
    assert said.endswith("is a file, where a folder is needed")
    assert "hint: name a folder, or move that file away" in done.err
    assert file.read_text() == "kept"


def test_web_refuses_a_layout_that_is_none_before_it_makes_a_page(tmp_path: Path) -> None:
    done = cease("web", "nosuch", "--project", ROOT, "--out", tmp_path / "web")
    assert done.status == 2
    assert done.err.startswith('error[unknown-layout]: no layout is called "nosuch"')
    assert not (tmp_path / "web").exists()


# what a layout begins with


@pytest.mark.parametrize(("formats", "built"), [("a5", ["a5"]), ("a6,a5", ["a6", "a5"])])
def test_a_layout_begins_in_the_formats_asked_for(
    project: Path, tmp_path: Path, formats: str, built: list[str]
) -> None:
    done = cease("new", "layout", "sheet", "--format", formats, "--project", project)
    assert done.status == 0, done.err
    rows = cease("list", "layouts", "--project", project, "--json").json["layouts"]
    assert next(row["formats"] for row in rows if row["name"] == "sheet") == built
    chosen = ("--format", "all", "--edition", "office", "--project", project, "--out", tmp_path)
    done = cease("build", "sheet", *chosen)
    assert done.status == 0, done.err
    assert len(list(tmp_path.rglob("*.pdf"))) == len(built)


FOLDS = {
    "leaflet": (
        "trim: [297, 210], reads: [front, left, right, back], sides: {outside: {panels: {back: "
        "148.5, front: 148.5}}, inside: {panels: {left: 148.5, right: 148.5}}}",
        {"outside": {"back": ["more"], "front": ["headline"]}, "inside": {"left": ["words"]}},
    ),
    "one-sided": (
        "trim: [210, 148], sides: {outside: {panels: {front: 105, back: 105}}}",
        {"outside": {"front": ["headline"], "back": ["words", "more"]}},
    ),
}


@pytest.mark.parametrize("name", FOLDS)
def test_a_layout_begins_on_a_folded_sheet(project: Path, tmp_path: Path, name: str) -> None:
    """With its words on the front, inside and on the last panel."""
    fold, placed = FOLDS[name]
    formats = project / "layouts/formats.yaml"
    formats.write_text(f"{formats.read_text()}  fold: {{title: Fold, {fold}}}\n")
    done = cease("new", "layout", "sheet", "--format", "fold", "--project", project)
    assert done.status == 0, done.err
    rows = yaml.safe_load((project / "layouts/sheet.yaml").read_text("utf-8"))["pages"]
    assert placed == {
        page["side"]: {
            frame["panel"]: [item["block"] for item in frame["stack"]] for frame in page["frames"]
        }
        for page in rows
    }
    chosen = ("--edition", "office", "--project", project, "--out", tmp_path)
    done = cease("build", "sheet", *chosen)
    assert done.status == 0, done.err
    assert len(list(tmp_path.rglob("*.pdf"))) == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("layout", "x", "--format", "a9"), 'no format is called "a9"'),
        (("layout", "x", "--format", "a5,fold"), 'the format "fold" is folded, and others'),
        (("area", "x", "--format", "a5"), "--format is for a layout"),
        (("area", "X y"), '"X y" is no name for an area'),
        (("area", "Bradford"), "use small letters, figures and hyphens only, such as bradford"),
        (("campaign", "areas"), '"areas" is no name for a campaign'),
    ],
)
def test_what_cannot_be_begun_is_refused(
    project: Path, arguments: tuple[str, ...], said: str
) -> None:
    formats = project / "layouts/formats.yaml"
    panels = "{outside: {panels: {back: 110, front: 110}}}"
    folded = f"  fold: {{title: Fold, trim: [220, 148], sides: {panels}, reads: [front, back]}}\n"
    formats.write_text(formats.read_text() + folded)
    done = cease("new", *arguments, "--project", project)
    assert (done.status, said in done.err) == (2, True), done.err
    assert not list(project.glob("**/x.yaml"))


def test_a_new_layout_asks_whose_it_is(project: Path) -> None:
    assert cease("new", "campaign", "winter", "--project", project).status == 0
    done = cease("new", "layout", "sheet", "--project", project)
    assert done.status == 2
    assert "hint: name one with --campaign: garden, winter" in done.err
    assert not (project / "layouts/sheet.yaml").exists()


def test_a_new_layout_says_what_it_does_not_print(project: Path) -> None:
    assert cease("new", "campaign", "winter", "--project", project).status == 0
    done = cease("new", "layout", "sheet", "--campaign", "winter", "--project", project)
    assert done.status == 0
    assert "warning[unprinted]: this layout does not print: advice\n" in done.err
    done = cease("new", "layout", "whole", "--campaign", "garden", "--project", project)
    assert "unprinted" not in done.err


def test_no_press_prints_what_nobody_has_written(project: Path, tmp_path: Path) -> None:
    cease("new", "campaign", "winter", "--project", project)
    cease("new", "layout", "sheet", "--campaign", "winter", "--project", project)
    chosen = ("build", "sheet", "--campaign", "winter", "--project", project, "--out", tmp_path)
    done = cease(*chosen)
    assert done.status == 1
    assert "error[placeholder-words]" in done.err
    assert "warning[placeholder-words]" not in done.err
    assert "no press prints it, but --edition office,screen shows it" in done.err
    assert {path.name for path in tmp_path.rglob("*.pdf")} == {"sheet--office-TEST.pdf"}
    words = project / "content/winter/en-GB.yaml"
    text = re.sub(r"(?m)^( *)- Say here.*$", r"\1- Come to the hall.", words.read_text())
    text = re.sub("Say why.*|Say what.*|The first thing.*|The second.*", "Wrap up warm.", text)
    words.write_text(text)
    done = cease(*chosen)
    assert done.status == 0, done.err


@pytest.mark.parametrize("kind", ["area", "campaign", "layout", "language"])
def test_nothing_is_called_what_stands_for_everything(project: Path, kind: str) -> None:
    done = cease("new", kind, "all", "--project", project)
    assert done.status == 2
    assert f'error[name]: the {kind} would be called "all", which stands for all' in done.err


@pytest.mark.parametrize(
    "command",
    [
        ("new", "area", "a" * 300),
        ("new", "campaign", "a" * 300),
        ("new", "layout", "a" * 300),
        ("validate", "--project", "a" * 300),
        ("validate", "--project", "a/" * 3000),
        ("schema", "--project", "a" * 300),
        ("impose", "a" * 300),
        ("tile", "a" * 300),
        ("init", "a" * 300),
        ("preview", "card", "-o", "a" * 300),
    ],
)
def test_a_path_that_no_system_takes_is_no_bug(
    project: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    monkeypatch.chdir(project)
    done = cease(*command)
    assert done.status == 2
    assert "file name too long" in done.err
    assert "hint: choose a shorter name" in done.err
