"""Palettes: inks, spot inks and tints, and what cannot be one."""

from pathlib import Path

import pytest

from generator.colour import Colour
from generator.design.project_design import Design
from generator.problems import Refused
from generator.source.shelf import Shelf
from tests import sample_projects

LEAF = '  leaf: {cmyk: [60, 0, 80, 0], srgb: "#66BB55"}\n'


def palette(project: Path, rows: str) -> dict[str, Colour]:
    sample_projects.change(project / "layouts/themes/plain.yaml", LEAF, rows)
    drawing, _ = Design(Shelf.at(project)).drawing("card")
    return dict(drawing.palette)


def test_a_tint_is_of_the_same_ink(project: Path) -> None:
    found = palette(
        project,
        """\
  leaf: {of: moss, tint: 25}
  moss: {spot: PANTONE 7496 C, cmyk: [46, 6, 100, 42], srgb: "#76881d"}
  night: {spot: Reflex Blue, lab: [20, 30, -70], srgb: "#001489"}
""",
    )
    assert found["moss"] == Colour("moss", (46, 6, 100, 42), "#76881D", "PANTONE 7496 C")
    assert found["leaf"] == Colour("leaf", (46, 6, 100, 42), "#76881D", "PANTONE 7496 C", 25)
    assert found["night"] == Colour("night", (), "#001489", "Reflex Blue", lab=(20, 30, -70))


def test_a_tint_of_process_inks_prints_less_of_each(project: Path) -> None:
    found = palette(project, LEAF.replace("leaf", "moss") + "  leaf: {of: moss, tint: 50}\n")
    assert found["leaf"].printed == (30, 0, 40, 0)
    assert found["leaf"].ink == 70
    assert found["moss"].printed == (60, 0, 80, 0)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("{of: blak, tint: 50}", '"blak" is no ink of this palette'),
        ("{of: leaf, tint: 50}", '"leaf" is no ink of this palette'),
        ("{of: black, tint: 0}", '"tint" must be more than 0'),
        ("{of: black, tint: 101}", '"tint" must be at most 100'),
        ('{of: black, tint: 50, srgb: "#66BB55"}', 'unknown key "srgb"'),
        ('{srgb: "#66BB55"}', "no `cmyk`"),
        ('{lab: [50, 0, 0], srgb: "#66BB55"}', "only a spot ink"),
        ('{lab: [50, 0, 200], spot: Gold, srgb: "#66BB55"}', r"no colour in L\*a\*b\*"),
        ('{lab: [50, 0, 0], cmyk: [1, 1, 1, 1], spot: Gold, srgb: "#66BB55"}', "both `cmyk`"),
        ('{cmyk: [0, 0, 0, 9], spot: cyan, srgb: "#66BB55"}', 'can be called "cyan"'),
        ('{cmyk: [0, 0, 0, 9], spot: All, srgb: "#66BB55"}', 'can be called "All"'),
        ('{cmyk: [0, 0, 0, 9], spot: " Gold", srgb: "#66BB55"}', 'can be called " Gold"'),
        (f'{{cmyk: [0, 0, 0, 9], spot: {"ગ" * 43}, srgb: "#66BB55"}}', "this name has 129 bytes"),
    ],
)
def test_what_is_no_colour_is_refused(project: Path, row: str, message: str) -> None:
    with pytest.raises(Refused, match=message) as refused:
        palette(project, f"  leaf: {row}\n")
    (problem,) = refused.value.problems
    assert problem.span is not None
    assert (problem.span.path, problem.span.line) == ("layouts/themes/plain.yaml", 6)


def test_one_spot_ink_cannot_look_two_ways(project: Path) -> None:
    gold = '{spot: Gold, cmyk: [0, 20, 60, 20], srgb: "#C9A227"}'
    with pytest.raises(Refused, match='"Gold" is described otherwise than in "leaf"'):
        palette(project, f"  leaf: {gold}\n  sun: {gold.replace('60', '70')}\n")


def test_two_names_may_be_of_one_ink(project: Path) -> None:
    gold = '{spot: Gold, cmyk: [0, 20, 60, 20], srgb: "#C9A227"}'
    assert palette(project, f"  leaf: {gold}\n  sun: {gold}\n")["sun"].spot == "Gold"
