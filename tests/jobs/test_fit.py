"""How long a translated sentence may be, and how a language fits."""

import re
from pathlib import Path

import pytest

from generator.jobs.checked_words import WordsToSet
from generator.jobs.fit import Fitting, fitting, limits
from generator.jobs.project import Project
from generator.problems import Refused
from tests.sample_projects import change, into_welsh

WORDS = "Come and dig on Saturday with us, and bring a spade if you have one at home. "


def lengthen(project: Path, times: int) -> None:
    change(project / "content/garden/en-GB.yaml", "Come and dig on Saturday. ", WORDS * times)


def fits(project: Path, length: int) -> bool:
    """Whether the card can be set with words of so many characters."""
    path = project / "content/garden/en-GB.yaml"
    before = path.read_text()
    words = (WORDS * 40)[:length].strip()
    path.write_text(re.sub(r"- Come .*", f"- {words}", before))
    found = fitting(Project.open(project), WordsToSet("garden", "en-GB", "ashdale"))
    path.write_text(before)
    assert found is not None
    return not found.overset


def test_a_limit_is_about_what_fits(project: Path) -> None:
    lengthen(project, 4)
    note = limits(Project.open(project), "garden", "ashdale")["words.0"]
    match = re.fullmatch(
        r"About (\d+) Latin characters fit \(card\); the original has (\d+)\.", note
    )
    assert match
    room, length = int(match[1]), int(match[2])
    assert length == len(WORDS * 4 + "Ring 01632 960001 first.")
    assert length < room
    # every sentence of the frame was taken to grow alike, so one alone may be a little longer
    assert fits(project, round(room * 0.97))
    assert not fits(project, round(room * 1.25))


def test_the_tightest_layout_sets_the_limit(project: Path) -> None:
    lengthen(project, 4)
    card = (project / "layouts/card.yaml").read_text()
    (project / "layouts/large.yaml").write_text(card.replace("[a6, a5]", "[a5]"))
    tight = card.replace("bottom: 10,", "bottom: 30,")
    (project / "layouts/tight.yaml").write_text(tight)
    assert "(tight)" in limits(Project.open(project), "garden", "ashdale")["words.0"]


def test_where_there_is_ample_room_there_is_no_limit(project: Path) -> None:
    assert limits(Project.open(project), "garden", "ashdale") == {}


def test_a_short_form_has_a_limit_of_its_own(project: Path) -> None:
    lengthen(project, 4)
    path = project / "content/garden/en-GB.yaml"
    path.write_text(
        re.sub(r"- (Come .*)", r"- {text: '\1', short: Dig on Saturday.}", path.read_text())
    )
    notes = limits(Project.open(project), "garden", "ashdale")
    assert "the original has 16." in notes["words.0.short"]


def test_a_campaign_that_cannot_be_read_has_no_limits(project: Path) -> None:
    change(project / "content/garden/en-GB.yaml", "{office}", "{offce}")
    with pytest.raises(Refused):
        limits(Project.open(project), "garden", "ashdale")


def test_a_layout_that_cannot_be_read_is_left_out(project: Path) -> None:
    into_welsh(project)
    (project / "layouts/broken.yaml").write_text("title: [\n")
    found = fitting(Project.open(project), WordsToSet("garden", "cy", "ashdale"))
    assert found == Fitting(layouts=1, overset=0, missing=0, unset=0)


def test_words_that_are_not_whole_are_not_fitted(project: Path) -> None:
    change(into_welsh(project), "Dysgwch fwy:", '""')
    assert fitting(Project.open(project), WordsToSet("garden", "cy", "ashdale")) is None
