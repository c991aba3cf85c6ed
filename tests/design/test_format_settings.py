"""A format may have a setting of its own in a layout, in its own millimetres."""

from pathlib import Path

import pytest

from generator.cache import Cache
from generator.design.drawing import Drawing, varied
from generator.problems import Refused
from generator.typeset.compose import compose
from generator.typeset.geometry import unit_of
from tests.typeset import shipped

FLYER = "layouts/flyer-a5.yaml"
FORMATS = (FLYER, "formats: [a5]", "formats: [a5, a4, a3]")
SETTING = """
settings:
  a4:
    unit: 7
    styles:
      cse: {size: 40, leading: 44}
    pages:
      - name: front
        ground: ground
        frames:
          - name: front
            margins: {top: 20, end: 20, bottom: 20, start: 20}
            stack:
              - {kind: text, block: exploitation, style: cse}
              - {kind: code, block: pledge-link, size: 40, caption: film, address: film}
              - {kind: code, block: story-link, size: 40, caption: film, address: film}
"""


def with_setting(folder: Path, *edits: tuple[str, str]) -> Drawing:
    setting = SETTING
    for old, new in edits:
        assert setting.count(old) == 1
        setting = setting.replace(old, new)
    _, design = shipped.changed(folder / "project", FORMATS)
    path = folder / "project" / FLYER
    path.write_text(path.read_text(encoding="utf-8") + setting, encoding="utf-8")
    return design.drawing("flyer-a5")[0]


def test_a_format_is_drawn_in_its_own_millimetres(tmp_path: Path) -> None:
    drawing = with_setting(tmp_path)
    (page,) = compose(shipped.document(), drawing, "a4", cache=Cache()).artwork.pages
    ((said, run), *_) = shipped.lines(page)
    assert said == "CHILD SEXUAL"
    assert run.size == 40  # not 1.41 times the flyer's size
    assert run.x == pytest.approx(20, abs=0.01)
    assert unit_of(drawing, "a4")[1] == 7


def test_other_formats_are_scaled_from_the_first(tmp_path: Path) -> None:
    drawing = with_setting(tmp_path)
    assert len(compose(shipped.document(), drawing, "a3", cache=Cache()).artwork.pages) == 2
    assert unit_of(drawing, "a3")[1] == pytest.approx(2 * unit_of(drawing, "a5")[1], rel=0.01)


def test_a_setting_has_the_variants_of_its_theme_and_the_bleed_of_the_edition(
    tmp_path: Path,
) -> None:
    drawing = with_setting(tmp_path)
    mono = varied(drawing, "mono", 5.0).with_bleed(1.0).for_format("a4")
    assert mono.layout.styles["cse"].colour == "black"
    assert mono.layout.styles["cse"].size == 40
    assert (mono.border.sheet, mono.bleed) == (5.0, 1.0)
    bordered = varied(drawing, "", 5.0).for_format("a4")
    assert bordered.border.sheet == 5.0


WRONG = {
    "a5": (("  a4:\n", "  a5:\n"), '"a5" is none of the formats that the layout is scaled to'),
    "a6": (("  a4:\n", "  a6:\n"), '"a6" is none of the formats that the layout is scaled to'),
    "style": (("cse: {size", "cee: {size"), 'no style is called "cee"'),
    "ground": (("ground: ground", "ground: peach"), 'no colour is called "peach"'),
    "used": (("exploitation, style: cse", "exploitation, style: cee"), 'no style is called "cee"'),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_in_a_setting_is_reported_at_its_line(tmp_path: Path, case: str) -> None:
    edit, message = WRONG[case]
    with pytest.raises(Refused) as found:
        with_setting(tmp_path, edit)
    (problem,) = found.value.problems
    assert message in problem.message
    lines = (tmp_path / "project" / FLYER).read_text(encoding="utf-8").splitlines()
    assert problem.span is not None
    assert problem.span.line > lines.index("settings:")


def test_a_problem_of_the_words_names_the_line_of_the_setting(tmp_path: Path) -> None:
    drawing = with_setting(tmp_path, ("block: exploitation", "block: exploration"))
    with pytest.raises(Refused) as found:
        compose(shipped.document(), drawing, "a4", cache=Cache())
    lines = (tmp_path / "project" / FLYER).read_text(encoding="utf-8").splitlines()
    wrong = next(n for n, line in enumerate(lines, 1) if "exploration" in line)
    assert wrong in {each.span.line for each in found.value.problems if each.span}
