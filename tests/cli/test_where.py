"""`--where` of builds and of lists of outputs."""

from pathlib import Path

import pytest

from tests.sample_projects import cease, into_welsh, manifest


@pytest.fixture
def bilingual(project: Path) -> Path:
    into_welsh(project)
    area = project / "content/areas/ashdale.yaml"
    (area.parent / "moor.yaml").write_text(area.read_text())
    area.write_text(f"{area.read_text()}default: true\n")
    return project


def test_a_build_makes_what_the_condition_chooses(bilingual: Path, tmp_path: Path) -> None:
    """A field that the condition names is chosen from all there is, any other as by default."""
    done = cease(
        "build", "--where", "language == cy and edition == office",
        "--project", bilingual, "--out", tmp_path / "out",
    )  # fmt: skip
    assert done.status == 0, done.err
    rows = manifest(tmp_path / "out").values()
    assert {(row["language"], row["edition"], row["area"]) for row in rows} == {
        ("cy", "office", "ashdale")
    }


def test_an_option_narrows_what_the_condition_chooses_from(bilingual: Path, tmp_path: Path) -> None:
    chosen = ("build", "--area", "moor", "--where", "area == ashdale or language == cy")
    done = cease(*chosen, "--project", bilingual, "--out", tmp_path / "out")
    assert done.status == 2
    assert 'no file has the area "ashdale"' in done.err


def test_everything_may_be_narrowed(bilingual: Path, tmp_path: Path) -> None:
    done = cease(
        "build", "--all", "--where", "edition == press and language != cy",
        "--project", bilingual, "--out", tmp_path / "out",
    )  # fmt: skip
    assert done.status == 0, done.err
    rows = manifest(tmp_path / "out").values()
    assert {row["language"] for row in rows} == {"en-GB"}
    assert {row["area"] for row in rows} == {"ashdale", "moor"}


def test_nothing_chosen_is_an_error(bilingual: Path, tmp_path: Path) -> None:
    done = cease(
        "build", "--where", "edition == press and edition == office",
        "--project", bilingual, "--out", tmp_path / "out",
    )  # fmt: skip
    assert done.status == 2
    assert "no file is all of what was chosen: edition == press and edition == office" in done.err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("text", "files"),
    [
        ("edition == press", ["card--press-TEST.pdf"]),
        ("pages > 5", []),
        ("outdated == yes", []),
        ("bytes > 100 and standard == PDF/X-4", ["card--press-TEST.pdf"]),
    ],
)
def test_outputs_are_listed_by_a_condition(
    project: Path, tmp_path: Path, text: str, files: list[str]
) -> None:
    here = ("--project", project, "--out", tmp_path / "out")
    assert cease("build", *here).status == 0
    listed = cease("list", "outputs", "--where", text, *here, "--json")
    assert listed.status == 0
    assert [Path(row["path"]).name for row in listed.json["outputs"]] == files


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("list", "outputs", "--where", "edition == pres"), 'did you mean "press"?'),
        (("list", "outputs", "--where", "sise == 3"), 'no field is called "sise"'),
        (("list", "areas", "--where", "area == moor"), "cease list outputs"),
    ],
)
def test_a_wrong_condition_of_a_list_is_refused(
    project: Path, tmp_path: Path, arguments: tuple[str, ...], message: str
) -> None:
    here = ("--project", project, "--out", tmp_path / "out")
    assert cease("build", *here).status == 0
    done = cease(*arguments, *here)
    assert done.status == 2
    assert message in done.err
