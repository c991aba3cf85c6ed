"""How far a piece is, as `cease validate` and `cease translate status` see it."""

from pathlib import Path

import pytest

from generator.jobs.piece_states import STANDINGS, PieceState, piece_state, pieces_of
from generator.jobs.project import Project
from tests.sample_projects import WELSH, change, into_welsh
from tests.typeset import shipped

AREA = "content/areas/ashdale.yaml"
WORDS = "content/garden/en-GB.yaml"
LAYOUT = "layouts/card.yaml"
LONG = "Come and dig on Saturday with everybody. " * 60


def state(project: Path, tag: str = "en-GB") -> PieceState:
    return piece_state(Project.open(project), "garden", tag, "ashdale", "card")


def rules(found: PieceState) -> list[str]:
    return [problem.rule for problem in found.problems]


def live(project: Path) -> None:
    """Make the area one whose pieces may be handed out."""
    change(project / AREA, "test: true\n", "")
    change(project / AREA, "01632 960001", "0116 252 7000")
    change(project / AREA, "www.example.org/garden", "www.leics.police.uk/garden")


def test_a_piece_without_a_fault_is_ready(project: Path) -> None:
    assert state(project).standing == "test"
    assert rules(state(project)) == ["test-area"]
    live(project)
    assert state(project) == PieceState("ready", None)


def test_numbers_that_nobody_has_rung_are_told(project: Path) -> None:
    live(project)
    change(project / AREA, "verified: {by: A. Clerk, on: 2026-03-31}\n", "")
    assert state(project).standing == "unchecked"
    assert rules(state(project)) == ["unverified"]


def test_numbers_that_were_rung_long_ago_are_told(project: Path) -> None:
    live(project)
    change(project / AREA, "2026-03-31", "2025-03-31")
    assert (state(project).standing, rules(state(project))) == ("unchecked", ["verified-long-ago"])


def test_a_translation_goes_from_partial_to_ready(project: Path) -> None:
    live(project)
    some = {key: text for key, text in WELSH.items() if key != "words.0"}
    into_welsh(project, words=some)
    found = state(project, "cy")
    assert found.standing == "partial"
    assert found.progress
    assert (found.progress.sentences, found.progress.translated) == (3, 2)  # not of the title
    into_welsh(project)
    found = state(project, "cy")
    assert (found.standing, found.progress and found.progress.draft) == ("unread", 3)
    into_welsh(project, reviewed=True)
    found = state(project, "cy")
    assert (found.standing, found.progress and found.progress.reviewed) == ("ready", 3)
    change(project / WORDS, "on Saturday", "on Sunday")
    found = state(project, "cy")
    assert (found.standing, found.progress and found.progress.stale) == ("stale", 1)


def test_words_that_do_not_fit_are_told_before_all_that_is_only_unread(project: Path) -> None:
    into_welsh(project, words={**WELSH, "words.0": f"{LONG} {{office}}"})
    found = state(project, "cy")
    assert found.standing == "long"
    assert found.problems[0].rule == "overset"


def test_it_is_told_by_how_many_characters_a_text_is_too_long(project: Path) -> None:
    path = project / WORDS
    words = "Come and dig on Saturday. Ring {office} first."
    change(path, words, f"{LONG}{words}")
    found = state(project)
    assert (found.standing, found.problems[0].rule) == ("long", "overset")
    assert found.characters
    change(path, LONG, LONG[found.characters :])
    assert state(project).standing == "test"
    change(path, LONG[found.characters :], LONG[found.characters - 8 :])
    assert state(project).standing == "long"


def test_an_error_in_a_file_is_the_first_thing_that_is_told(project: Path) -> None:
    change(project / AREA, "01632 960001", "01632 9600")
    found = state(project)
    assert (found.standing, found.problems[0].rule) == ("wrong", "phone-number")
    assert found.problems[0].span
    assert found.problems[0].span.path == AREA


def test_a_broken_translation_has_no_progress(project: Path) -> None:
    into_welsh(project).write_text("blocks: [\n")
    found = state(project, "cy")
    assert (found.standing, found.progress) == ("wrong", None)


def test_a_theme_that_cannot_be_read_is_told(project: Path) -> None:
    (project / "layouts/themes/plain.yaml").write_text("title: [\n")
    assert state(project).standing == "wrong"


def test_a_language_without_a_font_is_told(project: Path) -> None:
    change(project / "content/languages.yaml", "script: Latn}\n", "script: Arab}\n")
    with (project / "content/languages.yaml").open("a") as languages:
        languages.write("  en: {name: English, english: English, script: Latn}\n")
    found = state(project)
    assert (found.standing, found.problems[0].rule) == ("wrong", "no-font")


def test_other_warnings_are_told(project: Path) -> None:
    live(project)
    change(project / AREA, "www.leics.police.uk/garden", "bit.ly/garden")
    assert state(project).standing == "warned"


def test_pieces_are_the_layouts_with_pages_that_match(project: Path) -> None:
    assert pieces_of(Project.open(project), "garden") == ["card"]
    text = (project / LAYOUT).read_text()
    (project / "layouts/other.yaml").write_text(text.replace("block: ", "block: no-"))
    assert pieces_of(Project.open(project), "garden") == ["card"]


@pytest.mark.parametrize("standing", STANDINGS)
def test_every_standing_is_tried_here(standing: str) -> None:
    assert f'"{standing}"' in Path(__file__).read_text()


def test_pieces_that_print_most_words_come_first() -> None:
    found = pieces_of(Project.open(shipped.ROOT), shipped.CAMPAIGN)
    assert found[:3] == [shipped.LEAFLET, shipped.BOOKLET, shipped.FLYER]
    assert len(found) == 6
