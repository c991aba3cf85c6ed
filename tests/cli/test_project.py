"""Which project a command uses, what it says of that, and `cease init`, which begins one."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from generator.content.language_checks import LANGUAGES
from generator.design.project_design import FORMATS
from generator.source.project_folder import MARKS
from tests.sample_projects import ROOT, Result, cease

SHIPPED = "project: none here, so the campaign that comes with cease (cease init copies it, "


def inside(folder: Path, monkeypatch: pytest.MonkeyPatch, *arguments: str | Path) -> Result:
    """A command run in a folder."""
    monkeypatch.chdir(folder)
    return cease(*arguments)


def areas(done: Result) -> list[str]:
    return [row["name"] for row in done.json["areas"]]


def test_what_marks_a_project_is_what_is_read_of_it() -> None:
    assert MARKS == (LANGUAGES, FORMATS)


# which


@pytest.mark.parametrize("folder", ["content", "content/garden", "layouts/press", "mine/old"])
def test_a_project_is_looked_for_upward(
    project: Path, folder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / folder).mkdir(parents=True, exist_ok=True)
    done = inside(project / folder, monkeypatch, "list", "areas", "--json")
    assert (done.status, areas(done)) == (0, ["ashdale"])
    assert done.json["project"] == str(project)
    assert done.project == f"project: {project}\n"


def test_output_goes_to_the_project_and_named_files_to_this_folder(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = ("build", "--edition", "office")
    done = inside(project / "content", monkeypatch, *chosen)
    assert done.err.endswith(f"1 file in {project / 'output'}\n")
    assert list((project / "output/garden/ashdale/en-GB").glob("card--office*.pdf"))
    assert not (project / "content/output").exists()
    inside(project / "content", monkeypatch, *chosen, "--out", "mine")
    assert list((project / "content/mine/garden/ashdale/en-GB").glob("card--office*.pdf"))


def test_this_folder_is_not_named(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for arguments in ((), ("--project", "."), ("--project", project)):
        done = inside(project, monkeypatch, "list", "areas", *arguments)
        assert (done.project, done.err) == ("", "")
    done = inside(project, monkeypatch, "build", "--edition", "office")
    assert done.err.endswith("1 file in output\n")


def test_a_project_given_by_name_is_named(project: Path, tmp_path: Path) -> None:
    done = cease("list", "areas", "--project", project)
    assert done.project == f"project: {project}\n"


def test_without_a_project_the_shipped_campaign_is_used_and_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = inside(tmp_path, monkeypatch, "list", "campaigns", "--json")
    assert [row["name"] for row in done.json["campaigns"]] == ["kayleighs-love-story"]
    assert done.project.startswith(SHIPPED)


def test_folders_of_another_tool_are_no_project(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Such as a web site's, which has content/ and layouts/ of its own."""
    for file in ("content/posts/first.md", "layouts/index.html", "layouts/partials/head.html"):
        (tmp_path / "site" / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "site" / file).touch()
    done = inside(tmp_path / "site", monkeypatch, "list", "campaigns", "--json")
    assert (done.status, done.project.startswith(SHIPPED)) == (0, True)


# half of one


@pytest.mark.parametrize(
    ("there", "missing"),
    [
        ("content/languages.yaml", "layouts/formats.yaml"),
        ("layouts/formats.yaml", "content/languages.yaml"),
    ],
)
@pytest.mark.parametrize("folder", [".", "content/garden", "layouts/press"])
def test_half_a_project_is_refused(
    project: Path, there: str, missing: str, folder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / missing).unlink()
    for command in (("build",), ("validate", "--json"), ("new", "area", "x"), ("schema",)):
        done = inside(project / folder, monkeypatch, *command)
        assert done.status == 2
        said = done.json["problems"][0]["message"] if "--json" in command else done.err
        assert f'"{project}" is half a project: it has {there}, and {missing} is missing' in said
    assert not (project / "output").exists()


def test_a_project_whose_content_may_not_be_read_is_not_half_of_one(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content, look = project / "content", Path.is_file

    def is_file(path: Path) -> bool:
        if path.is_relative_to(content):
            raise PermissionError(13, "Permission denied", str(path))
        return look(path)

    def access(path: Any, mode: int) -> bool:
        return not Path(path).is_relative_to(content)

    monkeypatch.setattr(Path, "is_file", is_file)
    monkeypatch.setattr(os, "access", access)
    done = cease("list", "areas", "--project", project)
    assert done.status == 2
    assert f'the folder "{content}" may not be looked into: permission denied' in done.err
    assert "half a project" not in done.err


def test_half_a_project_within_another_is_refused(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    half = project / "old/content"
    half.mkdir(parents=True)
    shutil.copy(project / LANGUAGES, half)
    done = inside(half, monkeypatch, "list", "areas")
    assert done.status == 2
    assert f'"{project / "old"}" is half a project' in done.err


@pytest.mark.parametrize("name", ["Formats.yaml", "formats.yml", "formats.yaml.txt"])
def test_a_file_that_has_nearly_the_name_is_pointed_out(project: Path, name: str) -> None:
    (project / FORMATS).rename(project / "layouts" / name)
    done = cease("validate", "--project", project)
    assert done.status == 2
    assert f'hint: call "{name}" formats.yaml' in done.err


def test_a_named_folder_must_be_the_project_itself(project: Path, tmp_path: Path) -> None:
    done = cease("validate", "--project", project / "content")
    assert done.status == 2
    assert f'"{project / "content"}" is not a project' in done.err
    assert f"hint: did you mean --project {project}\n" in done.err
    done = cease("validate", "--project", tmp_path)
    assert (done.status, "cease init" in done.err) == (2, True)


def test_a_folder_that_is_gone_is_refused(tmp_path: Path) -> None:
    (tmp_path / "gone").mkdir()
    program = (
        "import os; os.chdir('gone'); os.rmdir('../gone'); from generator.cli import main; "
        "main(['list', 'areas'])"
    )
    done = subprocess.run(
        (sys.executable, "-c", program),
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "the folder this command runs in is gone" in done.stderr


# init


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_init_copies_the_shipped_campaign(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done = inside(tmp_path, monkeypatch, "init", "mine")
    assert done.status == 0, done.err
    folder = tmp_path / "mine"
    listed = subprocess.run(
        ("git", "ls-files", "-z", "content", "layouts", "schemas"),
        cwd=ROOT, check=True, capture_output=True, text=True,
    )  # fmt: skip
    shipped = {name for name in listed.stdout.split("\0") if name}
    assert files(folder) == shipped | {".gitignore"}
    assert (folder / ".gitignore").read_text() == "/output/\n"
    for name in shipped:
        assert (folder / name).read_bytes() == (ROOT / name).read_bytes(), name
    done = inside(folder, monkeypatch, "build", "pocket-card", "--edition", "office")
    assert (done.status, done.project) == (0, ""), done.err
    assert inside(folder, monkeypatch, "schema", "--check").status == 0


def test_init_copies_fonts_if_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done = inside(tmp_path, monkeypatch, "init", "mine", "--fonts", "--empty", "winter")
    assert done.status == 0, done.err
    assert (tmp_path / "mine/fonts/fonts.yaml").read_bytes() == (
        ROOT / "fonts/fonts.yaml"
    ).read_bytes()
    assert list((tmp_path / "mine/fonts/PublicSans").glob("*.ttf"))


def test_a_campaign_of_its_own_validates_and_builds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = inside(tmp_path, monkeypatch, "init", "--empty", "winter-safety")
    assert done.status == 0, done.err
    assert "cease new layout NAME" in done.err
    assert {name for name in files(tmp_path) if name.startswith("content/")} == {
        "content/languages.yaml",
        "content/areas/example.yaml",
        "content/winter-safety/en-GB.yaml",
    }
    assert inside(tmp_path, monkeypatch, "validate").status == 0
    assert inside(tmp_path, monkeypatch, "new", "layout", "poster").status == 0
    assert inside(tmp_path, monkeypatch, "validate").status == 0
    done = inside(tmp_path, monkeypatch, "build", "--edition", "office")
    assert done.status == 0, done.err
    assert list((tmp_path / "output/winter-safety/example/en-GB").glob("poster--office*.pdf"))


@pytest.mark.parametrize("taken", ["content/notes.txt", "layouts/x.yaml", "schemas/area.json"])
def test_init_overwrites_nothing(
    tmp_path: Path, taken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / taken).parent.mkdir()
    (tmp_path / taken).write_text("mine")
    done = inside(tmp_path, monkeypatch, "init")
    assert done.status == 2
    assert f'"." has {taken.split("/", maxsplit=1)[0]}/ already' in done.err
    assert files(tmp_path) == {taken}


def test_init_leaves_what_is_none_of_its_business(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / ".gitignore").write_text("secrets\n")
    (tmp_path / "README.md").write_text("ours\n")
    assert inside(tmp_path, monkeypatch, "init").status == 0
    assert (tmp_path / ".gitignore").read_text() == "secrets\n"
    assert (tmp_path / "README.md").read_text() == "ours\n"


def test_init_leaves_nothing_behind_where_it_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace = Path.replace

    def fail_late(self: Path, target: Path) -> Path:
        if target.name == "theme.json":
            raise OSError(28, "No space left on device")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", fail_late)
    done = inside(tmp_path, monkeypatch, "init")
    assert done.status == 2
    assert "no space left on device" in done.err
    assert list(tmp_path.iterdir()) == []


def test_init_refuses_a_file_and_a_bad_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mine").write_text("a file")
    assert '"mine" is a file' in inside(tmp_path, monkeypatch, "init", "mine").err
    for name in ("Winter Safety", "areas", "../x", ""):
        done = inside(tmp_path, monkeypatch, "init", "new", "--empty", name)
        assert (done.status, f'"{name}" is no name for a campaign' in done.err) == (2, True)
    assert not (tmp_path / "new").exists()


def test_init_tells_json(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done = inside(tmp_path, monkeypatch, "init", "mine", "--json")
    reported = json.loads(done.out)
    assert reported["project"] == str(tmp_path / "mine")
    assert set(reported["files"]) == files(tmp_path / "mine")


def test_the_name_of_a_projects_folder_steers_no_terminal(project: Path) -> None:
    folder = project.rename(project.with_name("red\x1b[31m"))
    done = cease("list", "areas", "--project", folder)
    assert done.project == f"project: {folder.parent}/red<U+001B>[31m\n"
