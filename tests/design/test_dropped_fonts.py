"""A council's own font: files in fonts/, named in a theme by their family."""

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.tables._f_v_a_r import Axis
from fontTools.ttLib.tables._g_l_y_f import Glyph

from generator.design.project_design import Design
from generator.jobs.project import Project
from generator.problems import Problem, Refused
from generator.source.shelf import Shelf
from tests.sample_projects import ROOT, change

THEME = "layouts/themes/plain.yaml"
FOLDER = ROOT / "fonts/PublicSans"


def drop(
    project: Path, weight: str = "Regular", *, may: int = 0, varies: bool = False, to: str = ""
) -> None:
    """Put one of Public Sans's files into a project's fonts/ as Town Sans."""
    font = TTFont(FOLDER / f"PublicSans-{weight}.ttf")
    for record in font["name"].names:
        if record.nameID in (1, 4, 16):
            record.string = "Town Sans"
        if record.nameID == 6:
            record.string = f"TownSans-{weight}"
    font["OS/2"].fsType = may
    if varies:
        font["fvar"] = newTable("fvar")
        axis = Axis()
        axis.axisTag, axis.minValue, axis.defaultValue, axis.maxValue = "wght", 100, 400, 900
        axis.axisNameID = 256
        font["fvar"].axes = [axis]
    folder = project / "fonts/town"
    folder.mkdir(parents=True, exist_ok=True)
    font.save(folder / (to or f"Town-{weight}.ttf"))


@pytest.fixture(name="town")
def _town(project: Path) -> Path:
    """A project whose theme names Town Sans."""
    change(project / THEME, "family: Public Sans\n", "family: Town Sans\nfallback: [Noto Sans]\n")
    return project


def found(project: Path) -> list[Problem]:
    try:
        return list(Design(Shelf.at(project)).drawing("card")[1])
    except Refused as refused:
        return list(refused.problems)


def test_a_font_in_fonts_is_known_by_its_family(town: Path) -> None:
    drop(town)
    drop(town, "Bold")
    drawing, problems = Design(Shelf.at(town)).drawing("card")
    assert problems == ()
    assert {weight: font.name for weight, font in drawing.weights.items()} == {
        400: "TownSans-Regular",
        700: "TownSans-Bold",
    }


def test_a_piece_is_made_in_it_and_is_stale_when_it_has_changed(town: Path) -> None:
    drop(town)
    drop(town, "Bold")
    opened = Project.open(town)
    with opened.shelf.recording() as recorder:
        piece = opened.build("card", edition="press")
    assert {font.name.rpartition("+")[2] for font in piece.report.fonts} >= {"TownSans-Regular"}
    assert "fonts/town/Town-Regular.ttf" in recorder.files


def test_the_nearest_weight_stands_for_one_it_lacks_and_says_so(town: Path) -> None:
    drop(town)
    (problem,) = found(town)
    assert (problem.rule, problem.is_error) == ("nearest-weight", False)
    assert problem.message == ("Town Sans has no weight 700, so the nearest are set: 400 for 700")
    assert problem.span is not None
    assert (problem.span.path, problem.span.line) == (THEME, 2)
    drawing, _ = Design(Shelf.at(town)).drawing("card")
    assert drawing.weights[700].name == "TownSans-Regular"


@pytest.mark.parametrize(
    ("bits", "why"),
    [
        (0x0002, "files may not carry it"),
        (0x0100, "files may carry it only whole"),
        (0x0200, "files may carry only pictures of its letters"),
    ],
)
def test_a_font_that_files_may_not_carry_is_refused(town: Path, bits: int, why: str) -> None:
    drop(town, may=bits)
    (problem,) = found(town)
    assert (problem.rule, problem.message) == (
        "font-licence",
        f"the licence of Town Sans 400 says: {why}",
    )
    assert problem.span is not None
    assert problem.span.path == "fonts/town/Town-Regular.ttf"
    assert problem in Project.open(town).validate()


def test_a_font_that_may_be_shown_and_printed_is_allowed(town: Path) -> None:
    drop(town, may=0x0004)
    drop(town, "Bold", may=0x0008)
    assert found(town) == []


def test_a_variable_font_is_refused(town: Path) -> None:
    drop(town, varies=True)
    (problem,) = found(town)
    assert problem.rule == "variable-font"
    assert "put the static files of Town Sans there" in problem.hint
    assert problem in Project.open(town).validate()


def test_two_files_of_one_weight_are_refused(town: Path) -> None:
    drop(town)
    drop(town, "Bold")
    drop(town, to="Town-Again.ttf")
    (problem,) = found(town)
    assert problem.rule == "same-font"
    assert "are both Town Sans 400" in problem.message


def test_a_file_that_is_no_font_is_reported_and_a_family_that_is_not_there(town: Path) -> None:
    (town / "fonts").mkdir()
    (town / "fonts/town.otf").write_bytes(b"no font")
    problem, unread = found(town)
    assert problem.message == 'no font family is called "Town Sans"'
    assert unread.message == '"fonts/town.otf" cannot be read as a font'
    rules = {one.rule: one for one in Design(Shelf.at(town)).check()}
    assert rules["unreadable-font"].message == '"fonts/town.otf" cannot be read as a font'


@pytest.mark.parametrize("name", ["Town.woff2", "Town.ttc"])
def test_a_font_of_another_kind_is_named_where_its_family_is_looked_for(
    town: Path, name: str
) -> None:
    (town / "fonts").mkdir()
    (town / "fonts" / name).write_bytes(b"a font for web pages")
    _, unread = found(town)
    assert unread.message == f'"fonts/{name}" cannot be read as a font'


def test_a_file_that_cannot_be_read_among_those_of_a_family_is_refused(town: Path) -> None:
    """Half a download has lost its name. The next weight would take its place."""
    drop(town)
    drop(town, "Bold")
    whole = (town / "fonts/town/Town-Regular.ttf").read_bytes()
    (town / "fonts/town/Town-Regular.ttf").write_bytes(whole[: len(whole) // 2])
    (problem,) = found(town)
    assert (problem.rule, problem.span.path) == ("unreadable-font", "fonts/town/Town-Regular.ttf")


def test_what_macos_writes_beside_a_font_in_a_zip_is_no_font(town: Path) -> None:
    drop(town)
    drop(town, "Bold")
    (town / "fonts/town/._Town-Regular.ttf").write_bytes(b"\0\5\x16\7")
    assert found(town) == []


@pytest.mark.parametrize("table", ["loca", "glyf", "GSUB"])
def test_a_font_with_a_damaged_table_is_refused(town: Path, table: str) -> None:
    """Its letters would come out blank, or it could not be cut down for a file."""
    drop(town)
    drop(town, "Bold")
    file = town / "fonts/town/Town-Regular.ttf"
    with TTFont(file) as font:
        record = font.reader.tables[table]
    data = bytearray(file.read_bytes())
    data[record.offset : record.offset + record.length] = b"\xff" * record.length
    file.write_bytes(data)
    (problem,) = found(town)
    assert (problem.rule, problem.span.path) == ("unreadable-font", "fonts/town/Town-Regular.ttf")


def without(project: Path, letters: str, *, blank: bool) -> None:
    """Take some letters out of Town Sans, or only their outlines, as fonts to try out do."""
    for file in (project / "fonts/town").iterdir():
        font = TTFont(file)
        for letter in letters:
            if blank:
                font["glyf"][font.getBestCmap()[ord(letter)]] = Glyph()
            else:
                for part in font["cmap"].tables:
                    part.cmap.pop(ord(letter), None)
        font.save(file)


@pytest.mark.parametrize("blank", [True, False])
def test_letters_that_it_draws_blank_come_from_the_fallback(town: Path, blank: bool) -> None:
    """So do those of file names beside the page, though that has no fallback."""
    drop(town)
    drop(town, "Bold")
    change(town / "content/garden/en-GB.yaml", "Come and dig", "0116 496 0123 Come and dig")
    without(town, "0123456789", blank=blank)
    report = Project.open(town).build("card", edition="press").report
    assert any("NotoSans" in font.name for font in report.fonts)
    assert "missing-glyph" not in {problem.rule for problem in report.problems}


def test_letters_that_it_lacks_come_from_the_fallback(town: Path) -> None:
    drop(town)
    drop(town, "Bold")
    change(town / "content/garden/en-GB.yaml", "Come and dig", "\u0416 Come and dig")
    piece = Project.open(town).build("card", edition="press")
    assert any("NotoSans" in font.name for font in piece.report.fonts)
