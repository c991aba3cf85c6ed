"""`cease new theme`: a theme from a council's colours, and what must be otherwise in them."""

import shutil
from pathlib import Path

import pytest

from generator.design.project_design import Design
from generator.source.shelf import Shelf
from tests.sample_projects import ROOT, cease

DEEP, SKY = "stranger=100,68,0,62", "ground=58,0,18,0"
PLUM, MIST = "help=10,95,0,34", "paper=6,0,3,0"


@pytest.fixture(name="own")
def _own(tmp_path: Path) -> Path:
    """A copy of the shipped project."""
    for room in ("content", "layouts"):
        shutil.copytree(ROOT / room, tmp_path / "own" / room)
    return tmp_path / "own"


def colours(*given: str) -> list[str]:
    return [part for each in given for part in ("--colour", each)]


def shown(own: Path, name: str) -> dict[str, str]:
    palette = Design(Shelf.at(own)).theme(name).palette
    return {role: palette[role].srgb for role in ("stranger", "ground", "help", "paper")}  # type: ignore[union-attr]


def test_four_colours_make_a_theme_that_passes_and_shows_what_the_profile_says(own: Path) -> None:
    done = cease("new", "theme", "sea", *colours(DEEP, SKY, PLUM, MIST), "--project", own)
    assert (done.status, done.err) == (0, "layouts/themes/sea.yaml\n")
    assert shown(own, "sea") == shown(own, "harbour")
    assert "like: cease" in (own / "layouts/themes/sea.yaml").read_text()
    assert not [one for one in Design(Shelf.at(own)).check() if one.is_error]


def test_of_two_colours_the_paper_is_made_and_the_help_colour_kept(own: Path) -> None:
    assert cease("new", "theme", "sea", *colours(DEEP, SKY), "--project", own).status == 0
    found = shown(own, "sea")
    assert found["help"] == "#005C62"
    assert found["paper"] == "#EFF8FA"


def test_without_colours_it_begins_as_the_theme_it_is_like(own: Path) -> None:
    assert cease("new", "theme", "town", "--project", own).status == 0
    assert shown(own, "town") == shown(own, "cease")


def test_colours_that_layouts_cannot_rest_on_are_reported_with_their_place(own: Path) -> None:
    done = cease("new", "theme", "bad", *colours("ground=50,0,0,0"), "--project", own)
    assert done.status == 1
    assert (
        'layouts/themes/bad.yaml:20:39: error[theme-lightness]: "ground" is too light' in done.err
    )


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (["theme", "x", "--colour", "sky=1,2,3,4"], 'no colour is called "sky"'),
        (["theme", "x", "--colour", "#0055aa"], '"#0055aa" does not say which colour'),
        (["theme", "x", "--colour", "help=#123456"], '"#123456" is no colour'),
        (["theme", "x", "--colour", "help=1,2,3,400"], '"1,2,3,400" is no colour'),
        (["area", "x", "--colour", "help=1,2,3,4"], "--colour is for a theme"),
        (["theme", "cease"], 'there is a "layouts/themes/cease.yaml" already'),
    ],
)
def test_what_is_no_colour_and_what_is_there_already_are_refused(
    own: Path, given: list[str], message: str
) -> None:
    done = cease("new", *given, "--project", own)
    assert done.status != 0
    assert message in done.err
