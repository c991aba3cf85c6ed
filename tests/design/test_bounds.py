"""No number in a file makes a search or a drawing without an end: each is refused at its place."""

import shutil
from pathlib import Path

import pytest

from tests.sample_projects import ROOT, cease, change

CARD = "layouts/card.yaml"


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (CARD, "{styles: [title]}", "{styles: [title], by: 0.0000001}", "must be at least 0.05"),
        (CARD, "{styles: [title]}", "{styles: [title], by: 0.01}", "must be at least 0.05"),
        (CARD, "theme: plain", "theme: plain\nunit: 0.000001", "must be at least 0.5"),
        (CARD, "size: 20, leading: 24", "size: 1e300, leading: 24", "must be at most 2000"),
        (CARD, "size: 20, leading: 24", "size: 20, leading: 5000", "must be at most 4000"),
        (CARD, "size: 20, leading: 24", "size: 1e-300, leading: 24", "must be at least 0.0001"),
        (CARD, "above: 5}", "above: 1e308}", "100000"),
        (CARD, "above: 5}", "above: -1e308}", "-100000"),
        (CARD, "stretch: 1", "stretch: 1e-320", "must be at least 0.0001"),
        (CARD, "margins: {top: 10", "margins: {top: 1e307", "must be at most 100000"),
        ("layouts/formats.yaml", "[105, 148]", "[105, 1e-9]", "must be at least 0.0001"),
        ("layouts/themes/plain.yaml", "60, 0, 80, 0", "60, 0, 1e300, 0", "100"),
    ],
)
def test_a_number_without_measure_is_refused(
    project: Path, file: str, old: str, new: str, said: str
) -> None:
    change(project / file, old, new)
    done = cease("validate", "--project", project)
    assert done.status == 1
    assert done.err.startswith(f"{file}:"), done.err
    assert said in done.err


@pytest.mark.parametrize(("value", "fits"), [(20_000, True), (20_001, False), (10**18, False)])
def test_a_field_shows_as_many_as_can_be_drawn(project: Path, value: int, fits: bool) -> None:
    change(
        project / "content/garden/en-GB.yaml",
        "  more:",
        f'  many: {{kind: statistic, text: "**many** gardens", value: {value}}}\n  more:',
    )
    change(
        project / CARD,
        "          - {kind: code",
        "          - {kind: field, block: many, height: 20, colour: black}\n"
        "          - {kind: code",
    )
    done = cease("validate", "--project", project)
    assert done.status == (0 if fits else 1), done.err
    assert ("counts" in done.err) != fits
    if not fits:
        assert done.err.startswith("layouts/card.yaml:18:34: error[too-many]")


DEVICES = ["con", "nul", "aux", "prn", "com1", "lpt9", "com0"]


@pytest.mark.parametrize("name", DEVICES)
@pytest.mark.parametrize("kind", ["area", "campaign", "layout"])
def test_nothing_begun_has_a_name_that_windows_keeps(project: Path, kind: str, name: str) -> None:
    before = {*project.rglob("*")}
    done = cease("new", kind, name, "--project", project)
    assert done.status == 2
    assert f'the {kind} would be called "{name}", which Windows keeps for a device' in done.err
    assert {*project.rglob("*")} == before


@pytest.mark.parametrize("tag", ["con", "nul", "aux", "prn"])
def test_languages_that_have_such_a_tag_are_refused_too(project: Path, tag: str) -> None:
    """They are real: `con` is Cofán, `aux` Aurá."""
    assert cease("new", "language", tag, "--project", project).status == 2
    change(
        project / "content/languages.yaml",
        "  cy:",
        f"  {tag}: {{name: A, english: B, script: Latn}}\n  cy:",
    )
    assert "which Windows keeps for a device" in cease("validate", "--project", project).err


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("content/areas/ashdale.yaml", "content/areas/nul.yaml"),
        ("content/garden", "content/aux"),
        ("layouts/card.yaml", "layouts/com1.yaml"),
        ("layouts/themes/plain.yaml", "layouts/themes/con.yaml"),
    ],
)
def test_what_is_called_so_already_is_reported(project: Path, old: str, new: str) -> None:
    shutil.copytree(project / old, project / new) if (project / old).is_dir() else shutil.copy(
        project / old, project / new
    )
    done = cease("validate", "--project", project)
    assert done.status == 1
    name = Path(new).stem
    assert f'is called "{name}", which Windows keeps for a device' in done.err


@pytest.mark.parametrize("name", ["con-air", "nullarbor", "com10", "auxiliary"])
def test_names_that_only_begin_so_are_names(project: Path, name: str) -> None:
    assert cease("new", "area", name, "--project", project).status == 0


def test_a_table_cannot_name_an_area_so(project: Path, tmp_path: Path) -> None:
    table = tmp_path / "areas.csv"
    table.write_text(
        "area,title,town,numbers.office,links.more,test\n"
        "nul,Null,Null,01632 960001,www.example.org/a,yes\n"
        "all,All,All,01632 960001,www.example.org/a,yes\n"
        "moor,Moor,Moor,01632 960001,www.example.org/a,yes\n"
    )
    done = cease("areas", "import", table, "--project", project)
    assert done.status == 1
    assert 'Windows keeps "nul" for a device' in done.err
    assert '"all" stands for all areas there are' in done.err
    assert not (project / "content/areas/nul.yaml").exists()
    assert not (project / "content/areas/all.yaml").exists()
    assert (project / "content/areas/moor.yaml").exists()


@pytest.mark.slow
def test_a_tiny_step_in_the_shipped_layout_is_refused(tmp_path: Path) -> None:
    for folder in ("content", "layouts"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    layout = tmp_path / "layouts/leaflet-dl-6pp.yaml"
    before = layout.read_text(encoding="utf-8").partition("by: 0.5}")[0]
    line, column = before.count("\n") + 1, len(before.rpartition("\n")[2]) + len("by: ") + 1
    change(layout, "by: 0.5}", "by: 0.0000001}")
    done = cease("build", "leaflet-dl-6pp", "--project", tmp_path, "--out", tmp_path / "out")
    assert done.status == 1
    where = f"layouts/leaflet-dl-6pp.yaml:{line}:{column}"
    assert f'{where}: error[range]: "by" must be at least' in done.err


@pytest.mark.slow
@pytest.mark.parametrize(
    ("margin", "said"), [("top: 100000", "leave no room"), ("top: 240", "error[")]
)
@pytest.mark.parametrize(
    ("layout", "chosen"),
    [("large-print", "leaflet-dl-6pp --edition large-print"), ("easy-read-a4", "easy-read-a4")],
)
def test_margins_that_leave_no_line_do_not_part_words_for_ever(
    tmp_path: Path, margin: str, said: str, layout: str, chosen: str
) -> None:
    for folder in ("content", "layouts"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    change(tmp_path / f"layouts/{layout}.yaml", "margins: {top: 18", f"margins: {{{margin}")
    done = cease("build", *chosen.split(), "--project", tmp_path, "--out", tmp_path / "out")
    assert done.status == 1
    assert said in done.err
