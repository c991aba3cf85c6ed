"""Project, as a program uses it: what it lists, builds, reads from data and refuses."""

import io
import pickle
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import redirect_stderr, redirect_stdout
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator import CheckReport, Piece, Project, Refused, WrongChoice, check
from generator.jobs import making
from tests.sample_projects import FILES, change, into_welsh, manifest
from tests.sample_projects import cease as command

CAMPAIGN = "content/garden/en-GB.yaml"
ASHDALE = "content/areas/ashdale.yaml"


def data() -> dict[str, Any]:
    """The small project's own files as a program would have them."""
    files: dict[str, Any] = {path: yaml.safe_load(text) for path, text in FILES.items()}
    verified = files[ASHDALE]["verified"]
    verified["on"] = verified.pop(True)  # what YAML 1.1 takes `on` for
    return files


def refused(project: Project, layout: str = "card", **names: str) -> Refused:
    with pytest.raises(Refused) as caught:
        project.build(layout, **{"edition": "office", **names})
    return caught.value


def test_it_lists_what_there_is(project: Path) -> None:
    into_welsh(project)
    opened = Project.open(project)
    assert opened.folder == project.resolve()
    assert opened.campaigns() == ["garden"]
    assert opened.areas() == ["ashdale"]
    assert opened.languages() == opened.languages("garden") == ["cy", "en-GB"]
    assert opened.layouts() == ["card"]
    assert opened.formats("card") == ["a6", "a5"]
    assert set(opened.formats()) == {"a6", "a5"}
    assert set(opened.editions()) == {"press", "office"}


def test_a_piece_is_the_file_that_the_command_makes(project: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    arguments = ("card-a5", "--edition", "press", "--project", project, "-o", out)
    assert command("build", *arguments).status == 0
    piece = Project.open(project).build("card-a5", edition="press")
    assert piece.data == (out / piece.file).read_bytes()
    assert piece.pages == 1
    row = manifest(out)[piece.file]
    assert [problem.rule for problem in piece.problems] == [one["rule"] for one in row["problems"]]


def test_a_format_is_named_or_the_first(project: Path) -> None:
    change(project / "layouts/card.yaml", "pages:", "default: [a5, a6]\npages:")
    opened = Project.open(project)
    assert opened.build("card", edition="office").file.endswith("card-a5--office-TEST.pdf")
    assert opened.build("card", edition="office", format="a6").file.endswith(
        "card--office-TEST.pdf"
    )


@pytest.mark.parametrize(
    ("names", "rule"),
    [
        ({"layout": "crad"}, "unknown-layout"),
        ({"layout": "card", "area": "ashdle"}, "unknown-area"),
        ({"layout": "card", "edition": "pres"}, "unknown-edition"),
        ({"layout": "card", "language": "xx"}, "unknown-language"),
        ({"layout": "card", "format": "a1"}, "unknown-format"),
        ({"layout": "card", "campaign": "gardn"}, "unknown-campaign"),
        ({"layout": "card", "edition": "all"}, "wrong-choice"),
        ({"layout": "card", "format": "all"}, "wrong-choice"),
    ],
)
def test_a_wrong_name_is_a_problem(project: Path, names: dict[str, str], rule: str) -> None:
    problem = refused(Project.open(project), **names)
    assert isinstance(problem, WrongChoice)
    assert [each.rule for each in problem.problems] == [rule]


def test_a_layout_that_cannot_be_read_has_its_own_problems(project: Path) -> None:
    (project / "layouts/broken.yaml").write_text("title: [\n")
    (problem,) = refused(Project.open(project), "broken").problems
    assert problem.span is not None
    assert problem.span.path == "layouts/broken.yaml"


def test_a_folder_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="no folder"):
        Project.open(tmp_path / "nowhere")


def test_a_mistake_in_a_file_has_its_place_and_nothing_is_printed(project: Path) -> None:
    change(project / ASHDALE, "office: 01632 960001", "office: 01632 96000")
    said = io.StringIO()
    with redirect_stdout(said), redirect_stderr(said):
        (problem,) = refused(Project.open(project)).problems
        assert problem in Project.open(project).validate()
    assert problem.span is not None
    assert (problem.span.path, problem.span.line) == (ASHDALE, 4)
    assert said.getvalue() == ""


def test_results_can_be_pickled(project: Path) -> None:
    piece = Project.open(project).build("card", edition="office")
    again: Piece = pickle.loads(pickle.dumps(piece))
    assert (again.data, again.problems, again.pages) == (piece.data, piece.problems, piece.pages)
    report: CheckReport = pickle.loads(pickle.dumps(check(piece.data)))
    assert report.passed


def test_importing_the_package_imports_none_of_its_rooms() -> None:
    program = (
        "import sys, generator; print(generator.__version__);"
        "assert not [name for name in sys.modules if name.startswith('generator.')]"
    )
    subprocess.run([sys.executable, "-c", program], check=True, stdout=subprocess.DEVNULL)


# --- data --------------------------------------------------------------------------------------


def test_data_gives_the_bytes_that_files_give(project: Path) -> None:
    given = Project.from_data(data())
    assert given.campaigns() == ["garden"]
    assert given.areas() == ["ashdale"]
    for edition in ("press", "office"):
        ours = given.build("card", edition=edition)
        assert ours.data == Project.open(project).build("card", edition=edition).data


def test_data_takes_the_place_of_a_file_in_a_folder(project: Path) -> None:
    area = data()[ASHDALE] | {"title": "North Moor", "names": {"town": "North Moor"}}
    given = Project.from_data({"content/areas/north-moor.yaml": area}, folder=project)
    assert given.areas() == ["ashdale", "north-moor"]
    piece = given.build("card", edition="office", area="north-moor")
    assert "north-moor" in piece.file
    assert piece.data != given.build("card", edition="office", area="ashdale").data


def test_without_a_folder_no_words_come_from_elsewhere() -> None:
    files = data()
    del files[ASHDALE]
    given = Project.from_data(files)
    assert given.areas() == []
    assert [problem.rule for problem in refused(given).problems] == ["no-area"]


@pytest.mark.parametrize(
    ("value", "key", "message"),
    [
        ({"office": "01632 96000"}, "numbers.office", "01632 96000"),
        ({"office": None}, "numbers.office", ""),
        ({"office": b"01632 960001"}, "numbers.office", "a value of type bytes is not taken"),
        ({"office": "01632\x00960001"}, "numbers.office", "NUL"),
        ({"office": ["01632 960001"]}, "numbers.office", ""),
        ({None: "01632 960001"}, "numbers.None", "is no key"),
        ({True: "01632 960001"}, "numbers.True", "is no key"),
    ],
)
def test_a_problem_in_data_names_file_and_key(value: object, key: str, message: str) -> None:
    files = data()
    files[ASHDALE]["numbers"] = value
    with pytest.raises(Refused) as caught:
        Project.from_data(files).build("card", edition="office")
    problem = caught.value.problems[0]
    assert problem.span is not None
    assert (problem.span.path, problem.span.line, problem.span.key) == (ASHDALE, 0, key)
    assert message in problem.message
    assert str(problem).startswith(f"{ASHDALE}, {key}: error[")


def test_a_problem_found_while_setting_names_file_and_key_too() -> None:
    files = data()
    files[CAMPAIGN]["blocks"]["headline"]["text"] = "Gardens of {town} " * 200
    problems = refused(Project.from_data(files)).problems
    places = {problem.span and (problem.span.path, problem.span.line) for problem in problems}
    assert "overset" in {problem.rule for problem in problems}
    assert {line for _, line in filter(None, places)} == {0}


def test_data_without_end_is_a_problem() -> None:
    endless: list[object] = []
    endless += [endless, endless]
    with pytest.raises(Refused, match="nested too deep"):
        Project.from_data({ASHDALE: {"logos": endless}})
    with pytest.raises(Refused, match="too large"):
        Project.from_data({ASHDALE: {"logos": [0] * 200_000}})


def test_yaml_text_is_read_as_a_file_is(project: Path) -> None:
    given = Project.from_data(FILES)
    assert given.build("card", edition="press").data == (
        Project.open(project).build("card", edition="press").data
    )
    with pytest.raises(Refused) as caught:
        Project.from_data({**FILES, ASHDALE: "title: Ashdale\ntitle: Birch\n"})
    (problem,) = caught.value.problems
    assert (problem.rule, str(problem.span)) == ("duplicate-key", f"{ASHDALE}:2:1")


def test_warnings_of_yaml_text_are_kept() -> None:
    text = FILES[CAMPAIGN].replace("      - Come", "      One\n      - Come")
    problems = Project.from_data({**FILES, CAMPAIGN: text}).validate()
    assert "folded-item" in {problem.rule for problem in problems}


def test_data_is_no_file() -> None:
    files = data()
    files[ASHDALE]["logos"] = [{"file": "ashdale.yaml", "alt": "None"}]
    problem = refused(Project.from_data(files)).problems[0]
    assert "given as data" in problem.message
    assert problem.span is not None
    assert problem.span.key == "logos.0.file"


@pytest.mark.parametrize(
    "path", ["areas/x.yaml", "content/x", "content/../x.yaml", "/content/x.yaml"]
)
def test_a_path_that_no_project_has_is_a_problem(path: str) -> None:
    with pytest.raises(Refused, match="is no YAML file of a project"):
        Project.from_data({path: {}})


def test_dates_numbers_and_truth_values_are_read_as_in_yaml() -> None:
    files = data()
    files[CAMPAIGN]["date"] = date(2026, 3, 31)
    files[ASHDALE]["test"] = "yes"
    assert Project.from_data(files).build("card", edition="office").data == (
        Project.from_data(data()).build("card", edition="office").data
    )


# --- threads -----------------------------------------------------------------------------------


def test_threads_that_share_a_project_give_the_bytes_of_one(project: Path) -> None:
    text = (project / ASHDALE).read_text()
    for name in ("birch", "cedar"):
        other = text.replace("Ashdale", name.title()).replace("960001", f"96000{len(name)}")
        (project / f"content/areas/{name}.yaml").write_text(other)
    wanted = [
        {"area": area, "edition": edition, "format": size}
        for area in ("ashdale", "birch", "cedar")
        for edition in ("press", "office")
        for size in ("a6", "a5")
    ]
    alone = [Project.open(project).build("card", **names).data for names in wanted]
    shared = Project.open(project)
    with ThreadPoolExecutor(4) as threads:
        together = list(threads.map(lambda names: shared.build("card", **names).data, wanted * 2))
    assert together == alone * 2
    assert len(set(alone)) == len(alone)


def test_threads_take_turns(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compose, inside, most = making.compose_setup, 0, 0

    def slowly(*arguments: Any) -> Any:
        nonlocal inside, most
        inside += 1
        most = max(most, inside)
        time.sleep(0.05)
        inside -= 1
        return compose(*arguments)

    monkeypatch.setattr(making, "compose_setup", slowly)
    projects = [Project.open(project) for _ in range(4)]
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda one: one.build("card", edition="office"), projects))
    assert most == 1
