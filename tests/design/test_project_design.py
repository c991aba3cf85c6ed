"""Reading a project's design: layouts with everything they name."""

import shutil
from pathlib import Path

import pytest

from generator.design.project_design import Design
from generator.problems import Refused
from generator.source.shelf import Shelf
from tests.sample_projects import ROOT, change
from tests.typeset import shipped

THEME = "layouts/themes/cease.yaml"


def library(project: Path) -> Design:
    return Design(Shelf.at(project))


def rules(project: Path) -> list[str]:
    with pytest.raises(Refused) as refused:
        library(project).drawing("card")
    return [problem.rule for problem in refused.value.problems]


def test_a_layout_comes_with_all_it_names(project: Path) -> None:
    drawing, problems = library(project).drawing("card")
    assert problems == ()
    assert drawing.first_format.trim == (105, 148)
    assert sorted(drawing.weights) == [400, 500, 600, 700, 800]
    assert drawing.palette["leaf"].srgb == "#66BB55"


def test_the_same_drawing_is_given_again(project: Path) -> None:
    found = library(project)
    assert found.drawing("card")[0] is found.drawing("card")[0]


def test_problems_of_layout_theme_and_formats_come_together(project: Path) -> None:
    change(project / "layouts/card.yaml", "style: title}", "style: titel}")
    change(project / "layouts/card.yaml", "ground: leaf", "ground: lead")
    change(project / "layouts/card.yaml", "formats: [a6, a5]", "formats: [a6, a5, a4]")
    assert sorted(rules(project)) == ["unknown-colour", "unknown-format", "unknown-style"]


def test_fonts_are_the_shipped_ones_where_the_project_has_none(project: Path) -> None:
    found = library(project)
    with found.shelf.recording() as recorder:
        assert found.drawing("card")[0].weights[400].path.startswith(str(ROOT / "fonts"))
    assert "shipped:fonts/PublicSans/PublicSans-Regular.ttf" in recorder.files
    assert all(found.digest(path) for path in recorder.files)


def test_a_file_that_is_no_font_is_an_error(project: Path) -> None:
    (project / "fonts").mkdir()
    (project / "fonts/fonts.yaml").write_text(
        "families:\n  Public Sans: {licence: OFL.txt, scripts: [Latn], "
        "weights: {400: bad.ttf, 700: none.ttf}}\n"
    )
    (project / "fonts/bad.ttf").write_bytes(b"not a font")
    assert rules(project) == ["unreadable-font", "no-file"]


@pytest.mark.parametrize("kept", [40, 9_000, 60_000])
def test_a_font_that_is_cut_short_is_an_error(project: Path, kept: int) -> None:
    (project / "fonts").mkdir()
    whole = (ROOT / "fonts/PublicSans/PublicSans-Bold.ttf").read_bytes()
    (project / "fonts/short.ttf").write_bytes(whole[:kept])
    (project / "fonts/fonts.yaml").write_text(
        "families:\n  Public Sans: {licence: OFL.txt, scripts: [Latn], weights: {400: short.ttf}}\n"
    )
    assert rules(project) == ["unreadable-font"]


def test_a_drawing_has_the_bleed_it_is_asked_for(project: Path) -> None:
    found = library(project)
    plain, _ = found.drawing("card")
    wide, _ = found.drawing("card", bleed=5)
    assert (plain.bleed, wide.bleed) == (None, 5)
    assert found.drawing("card", bleed=5)[0] is wide
    assert found.drawing("card", bleed=3)[0] is plain  # what its formats have anyway


@pytest.mark.parametrize(
    ("reads", "key", "message"),
    [
        ("[front, bakc]", "formats.fold.reads.1", 'no panel is called "bakc"'),
        ("[front, back, front]", "formats.fold.reads.2", '"front" is read twice'),
        ("[front]", "formats.fold.reads", '"back" is not read'),
    ],
)
def test_every_panel_is_read_once(project: Path, reads: str, key: str, message: str) -> None:
    formats = project / "layouts/formats.yaml"
    fold = f"  fold: {{title: Fold, trim: [200, 100], reads: {reads},\n"
    panels = "         sides: {outside: {panels: {back: 100, front: 100}}}}\n"
    formats.write_text(formats.read_text() + fold + panels)
    with pytest.raises(Refused) as refused:
        library(project).formats()
    (problem,) = refused.value.problems
    assert problem.message == message
    assert problem.span is not None
    assert problem.span.key == key


@pytest.mark.parametrize(
    ("told", "key", "message"),
    [
        ("[front, bakc]", "told.1", 'no panel is called "bakc"'),
        ("[front, back, front]", "told.2", '"front" is told twice'),
        ("[front]", "told", '"back" is not told'),
    ],
)
def test_every_panel_is_told_a_single_time(
    project: Path, told: str, key: str, message: str
) -> None:
    formats = project / "layouts/formats.yaml"
    panels = "sides: {outside: {panels: {back: 100, front: 100}}}}\n"
    formats.write_text(f"{formats.read_text()}  fold: {{title: Fold, trim: [200, 100], {panels}")
    card = (project / "layouts/card.yaml").read_text()
    card = card.replace("formats: [a6, a5]", f"formats: [fold]\ntold: {told}")
    (project / "layouts/folded.yaml").write_text(card)
    with pytest.raises(Refused) as refused:
        library(project).drawing("folded")
    problem = refused.value.problems[0]
    assert problem.message == message
    assert problem.span is not None
    assert problem.span.key == key


def test_panels_are_read_as_listed_unless_the_format_says_otherwise(project: Path) -> None:
    formats = project / "layouts/formats.yaml"
    sides = "sides: {outside: {panels: {back: 100, front: 100}}}"
    formats.write_text(
        f"{formats.read_text()}  one: {{title: One, trim: [200, 100], {sides}}}\n"
        f"  two: {{title: Two, trim: [200, 100], reads: [front, back], {sides}}}\n"
    )
    found = library(project).formats().formats
    assert found["one"].reading == ("back", "front")
    assert found["two"].reading == ("front", "back")
    assert found["a6"].reading == ()


def test_a_label_is_set_in_a_font_with_latin_letters(project: Path) -> None:
    found = library(project)
    drawing, _ = found.drawing("card")
    font = found.fonts.label_font(drawing)
    assert font is not None
    assert font.name == "PublicSans-Regular"
    (project / "fonts").mkdir()
    regular = ROOT / "fonts/PublicSans/PublicSans-Regular.ttf"
    (project / "fonts/a.ttf").write_bytes(regular.read_bytes())
    (project / "fonts/fonts.yaml").write_text(
        "families:\n  Public Sans: {licence: OFL.txt, scripts: [Arab], "
        "weights: {400: a.ttf, 700: a.ttf}}\n"
    )
    found = library(project)
    assert found.fonts.label_font(found.drawing("card")[0]) is None


def test_a_kind_of_block_that_there_is_not(tmp_path: Path) -> None:
    text = (ROOT / "layouts/large-print.yaml").read_text(encoding="utf-8")
    (tmp_path / "layouts").mkdir()
    (tmp_path / "layouts/large-print.yaml").write_text(
        text.replace("    paragraphs:\n", "    paragraph:\n"), encoding="utf-8"
    )
    with pytest.raises(Refused) as caught:
        Design(Shelf.at(tmp_path)).layout("large-print")
    (problem,) = caught.value.problems
    assert problem.message == 'no kind of block is called "paragraph"'
    assert problem.hint == 'did you mean "paragraphs"?'


def test_a_tint_of_no_ink_is_one_error_in_a_theme_with_all_roles(tmp_path: Path) -> None:
    tint = "{of: stranger, tint: 18}"
    _, design = shipped.changed(tmp_path, (THEME, tint, tint.replace("stranger", "strangee")))
    (found,) = {str(each).partition("\n")[0] for each in design.check() if each.is_error}
    assert found == f'{THEME}:80:16: error[unknown-colour]: "strangee" is no ink of this palette'
    with pytest.raises(Refused, match="strangee"):
        design.theme("cease")


def test_a_bad_tint_of_its_own_theme_does_not_matter_to_a_layout_in_another(project: Path) -> None:
    themes = project / "layouts/themes"
    shutil.copy(themes / "plain.yaml", themes / "other.yaml")
    change(themes / "plain.yaml", "palette:\n", "palette:\n  pale: {of: laef, tint: 40}\n")
    drawing, problems = library(project).drawing("card", theme="other")
    assert drawing.palette["leaf"].srgb == "#66BB55"
    assert problems == ()
    assert rules(project) == ["unknown-colour"]


def test_the_first_format_of_a_layout_must_be_one(project: Path) -> None:
    change(project / "layouts/card.yaml", "formats: [a6, a5]", "formats: [a66, a5]")
    found = library(project)
    with pytest.raises(Refused, match='no format is called "a66"'):
        found.first_format(found.layout("card"))


def test_the_layouts_of_an_editions_pictures_are_checked_too(tmp_path: Path) -> None:
    square = "layouts/social/square.yaml"
    _, design = shipped.changed(tmp_path, (square, "theme: cease", "theme: caese"))
    found = [str(each).partition("\n")[0] for each in design.check() if each.is_error]
    assert [each for each in found if square in each and "unknown-theme" in each] == found
    assert found
    assert {square, "layouts/social/share.yaml"} <= design.shelf.read
