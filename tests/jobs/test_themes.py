"""Which theme a piece is made in: the command line's, the area's, the campaign's, the layout's."""

from pathlib import Path

import pytest

from generator.jobs.choosing import Choice
from generator.jobs.manifest import Manifest
from generator.jobs.planning import plan
from generator.jobs.project import Project
from generator.jobs.run import run
from generator.jobs.staleness import Staleness
from generator.problems import WrongChoice
from tests.sample_projects import FILES, change

CHOICE = Choice(("card",), editions=("press",))
AREA, CAMPAIGN = "content/areas/ashdale.yaml", "content/garden/en-GB.yaml"
PLAIN = "card--press-TEST.pdf"


@pytest.fixture(name="garden")
def _garden(project: Path) -> Path:
    """A project with two more themes."""
    for name, leaf in {"autumn": "#EEAA66", "winter": "#99CCEE"}.items():
        text = f"title: {name}\nlike: plain\n"
        text += f'palette: {{leaf: {{cmyk: [0, 40, 60, 0], srgb: "{leaf}"}}}}\n'
        (project / f"layouts/themes/{name}.yaml").write_text(text)
    return project


def made(garden: Path, *themes: str) -> dict[str, tuple[str, str]]:
    """The files by name, each with the theme it is made in, and the theme if it was chosen."""
    opened = Project.open(garden)
    out = garden / "output"
    outcomes = run(opened, plan(opened, CHOICE._replace(themes=themes)).jobs, out)
    rows = [outcome.row for outcome in outcomes]
    assert all(rows), [outcome.problems for outcome in outcomes]
    return {row.path.rpartition("/")[2]: (row.facts.theme, row.other_theme) for row in rows if row}


def asks(garden: Path, path: str, theme: str) -> None:
    (garden / path).write_text((garden / path).read_text() + f"theme: {theme}\n")


def test_the_layouts_own_theme_is_not_in_the_name(garden: Path) -> None:
    assert made(garden) == made(garden, "plain") == {PLAIN: ("plain", "")}


def test_a_chosen_theme_is_in_the_name_of_the_file_and_in_the_manifest(garden: Path) -> None:
    assert made(garden, "autumn", "plain") == {
        "card--press--autumn-TEST.pdf": ("autumn", "autumn"),
        PLAIN: ("plain", ""),
    }
    assert len(made(garden, "all")) == 3


def test_the_area_is_asked_before_the_campaign_and_the_command_line_before_both(
    garden: Path,
) -> None:
    asks(garden, CAMPAIGN, "autumn")
    assert made(garden) == {PLAIN: ("autumn", "")}
    asks(garden, AREA, "winter")
    assert made(garden) == {PLAIN: ("winter", "")}
    assert made(garden, "winter", "autumn") == {
        PLAIN: ("winter", ""),
        "card--press--autumn-TEST.pdf": ("autumn", "autumn"),
    }


@pytest.mark.parametrize(
    ("path", "stale"),
    [
        ("layouts/themes/autumn.yaml", True),
        ("layouts/themes/plain.yaml", True),  # which autumn is like
        ("layouts/themes/winter.yaml", False),
        (AREA, True),
    ],
)
def test_a_file_is_stale_when_its_theme_has_changed(garden: Path, path: str, stale: bool) -> None:
    asks(garden, AREA, "autumn")
    made(garden)
    text = (garden / path).read_text().replace("town: Ashdale", "town: Ashdene")
    text = text.replace("#000000", "#010101").replace("#EEAA66", "#EEAA67")
    (garden / path).write_text(text.replace("#99CCEE", "#99CCEF"))
    opened = Project.open(garden)
    states = Staleness(opened, garden / "output", Manifest.of(garden / "output"))
    (job,) = plan(opened, CHOICE).jobs
    assert states.is_current(job) != stale


def test_a_theme_that_does_not_exist_is_reported_where_it_is_named(garden: Path) -> None:
    asks(garden, AREA, "autum")
    opened = Project.open(garden)
    (outcome,) = run(opened, plan(opened, CHOICE).jobs, garden / "output")
    line = FILES[AREA].count("\n") + 1
    assert str(outcome.problems[-1]).startswith(
        f'{AREA}:{line}:8: error[unknown-theme]: no theme is called "autum"'
    )
    assert outcome.problems[-1] in opened.validate()


def test_a_theme_that_is_chosen_must_exist_and_have_a_name_of_its_own(garden: Path) -> None:
    with pytest.raises(WrongChoice, match='no theme is called "autum"'):
        plan(Project.open(garden), CHOICE._replace(themes=("autum",)))
    (garden / "layouts/themes/pdfx4.yaml").write_text("title: X\nlike: plain\n")
    with pytest.raises(WrongChoice, match='a printer or a standard is called "pdfx4"'):
        plan(Project.open(garden), CHOICE._replace(themes=("pdfx4",)))


def test_a_theme_without_a_layouts_colours_cannot_be_chosen_for_it(garden: Path) -> None:
    change(garden / "layouts/themes/plain.yaml", "  leaf:", "  moss:")
    change(garden / "layouts/card.yaml", "theme: plain", "theme: autumn")
    assert made(garden)
    opened = Project.open(garden)
    (outcome,) = run(opened, plan(opened, CHOICE._replace(themes=("plain",))).jobs, garden / "out")
    assert 'no colour is called "leaf"' in str(outcome.problems)
