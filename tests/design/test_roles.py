"""Themes: what they take from one another, and what their colours must keep."""

from pathlib import Path

import pytest

from generator.colour import Rgb, contrast, lightness
from generator.design.project_design import Design
from generator.design.roles import ROLES
from generator.problems import Refused
from tests.typeset import shipped

THEME = "layouts/themes/harbour.yaml"

# The designer's table: black on ground, stranger on paper, stranger on ground, white on stranger,
# white on help, help on paper, ground on stranger, ground on help, stranger on help.
PAIRS = (
    ("black", "ground"),
    ("stranger", "paper"),
    ("stranger", "ground"),
    ("white", "stranger"),
    ("white", "help"),
    ("help", "paper"),
    ("ground", "stranger"),
    ("ground", "help"),
    ("stranger", "help"),
)
TABLE = {
    "harbour": (8.3, 13.7, 7.3, 14.5, 7.3, 6.9, 7.3, 3.7, 2.0),
    "meadow": (8.2, 15.6, 8.2, 16.5, 8.1, 7.6, 8.2, 4.0, 2.0),
}


def rgb(theme: str, name: str) -> Rgb:
    return shipped.design().theme(theme).colour(name).rgb


@pytest.mark.parametrize("theme", TABLE)
def test_contrasts_are_those_of_the_designers_table(theme: str) -> None:
    found = [contrast(rgb(theme, one), rgb(theme, other)) for one, other in PAIRS]
    assert found == pytest.approx(TABLE[theme], abs=0.1)


@pytest.mark.parametrize("theme", ["cease", "harbour", "meadow"])
def test_a_grey_copy_keeps_three_voices_apart(theme: str) -> None:
    stranger, help_, ground = (
        lightness(rgb(theme, role)) for role in ("stranger", "help", "ground")
    )
    assert ground - help_ > 30
    assert help_ - stranger > 15
    assert lightness(rgb(theme, "white")) - ground > 20


@pytest.mark.parametrize("theme", ["cease", "harbour", "meadow"])
@pytest.mark.parametrize("layout", shipped.design().layouts())
def test_every_layout_can_be_set_in_every_theme(theme: str, layout: str) -> None:
    drawing, problems = shipped.design().drawing(layout, theme=theme)
    assert problems == ()
    assert drawing.layout.theme == theme
    assert [drawing.palette[role].rgb for role in ROLES] == [rgb(theme, role) for role in ROLES]


def test_a_theme_takes_all_that_it_does_not_say_from_another() -> None:
    theme, base = (shipped.design().theme(name) for name in ("meadow", "cease"))
    assert (theme.title, theme.family, theme.like) == ("Meadow", base.family, "")
    assert (theme.scripts, theme.bubbles, theme.variants) == (
        base.scripts,
        base.bubbles,
        base.variants,
    )
    assert theme.palette["black"] == base.palette["black"]
    assert theme.colour("help").name == "iris"


def refused(folder: Path, old: str, new: str) -> list[str]:
    """What is wrong with the leaflet in harbour after an edit of that theme."""
    _, design = shipped.changed(folder / "project", (THEME, old, new))
    with pytest.raises(Refused) as found:
        design.drawing("leaflet-dl-6pp", theme="harbour")
    assert set(found.value.problems) <= set(design.check())
    return [str(problem) for problem in found.value.problems]


WRONG = {
    "stranger": ("#002954", "#0A4482", '"stranger" is too light: its L* is 28.9, and may be'),
    "ground": ("#68C5D4", "#50A9B8", '"ground" is too dark: its L* is 64.6, and may be 73 to 76'),
    "help": ("#A11D64", "#6E1244", '"help" is too dark: its L* is 24.2, and may be 33 to 38'),
    "paper": ("#F3F9F9", "#E0EFEF", '"paper" is too dark: its L* is 93.4, and may be at least 96'),
    "black/ground": ("#68C5D4", "#40A8B8", '"black" on "ground" has a contrast of 5.9:1,'),
    "stranger/ground": (
        "#002954", "#0A4482", '"stranger" on "ground" has a contrast of 4.9:1, and needs 7:1'
    ),
    "white/help": ("#A11D64", "#D02580", 'on "help" has a contrast of 4.9:1, and needs 7:1'),
    "ground/help": ("#A11D64", "#D02580", 'on "help" has a contrast of 2.5:1, and needs 3:1'),
    "white/ground": (
        "#68C5D4", "#A0E5F0", '"white" on "ground" has a contrast of 1.4:1, and needs 1.9:1'
    ),
    "four inks": (
        "[10, 95, 0, 34]", "[10, 95, 5, 34]", '"help" is built of all four inks, and may have 3'
    ),
    "ink": (
        "[100, 68, 0, 62]", "[100, 68, 0, 80]", '"stranger" has 248 % of ink, and may have 230 %'
    ),
    "like": ("like: cease", "like: caese", 'no theme is called "caese"'),
    "circle": ("like: cease", "like: harbour", "these themes are each like the other"),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG)
def test_a_theme_in_which_a_layout_cannot_be_read_is_refused(tmp_path: Path, case: str) -> None:
    old, new, message = WRONG[case]
    reported = refused(tmp_path, old, new)
    found = [text for text in reported if message in text]
    assert found, reported
    assert found[0].startswith(f"{THEME}:"), found[0]


def test_a_problem_of_a_colour_has_the_place_of_the_colour(tmp_path: Path) -> None:
    _, design = shipped.changed(tmp_path / "project", (THEME, "#A11D64", "#6E1244"))
    (problem,) = (one for one in design.check() if one.rule == "theme-lightness")
    assert problem.span is not None
    assert (problem.span.path, problem.span.line) == (THEME, 10)


def test_a_theme_that_is_like_none_must_say_everything(tmp_path: Path) -> None:
    _, design = shipped.changed(tmp_path / "project", (THEME, "like: cease\n", ""))
    with pytest.raises(Refused, match='the key "family" is missing'):
        design.theme("harbour")


def test_a_theme_with_colours_of_its_own_is_not_held_to_the_roles(project: Path) -> None:
    from generator.source.shelf import Shelf

    assert not [one for one in Design(Shelf.at(project)).check() if one.rule.startswith("theme")]
