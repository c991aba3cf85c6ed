"""Drafts that crashes left are shown, to be kept or thrown away; none goes unseen."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.problems import Refused
from generator.studio.changes import Change
from generator.studio.desk import OpenProject
from generator.studio.left_drafts import MOST_SHOWN, LeftDraft, LeftDrafts
from generator.studio.saving import keep_drafts, save
from tests.studio.studio_tab import AREA, StudioTab, copy_project
from tests.typeset import shipped

NUMBER = "contacts.social-care.0.number"
OTHER = "contacts.social-care.2.number"
BEFORE, MINE, THEIRS, THIRD = "0116 252 7000", "0116 496 0123", "0116 496 0777", "01632 960555"
CAMPAIGN = f"content/{shipped.CAMPAIGN}/en-GB.yaml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return copy_project(tmp_path)


def studio_with(folder: Path, *typed: tuple[str, str, str], time: float = 7.0) -> OpenProject:
    """A studio that runs, with a draft of what was typed in a file at a key."""
    project = OpenProject(folder)
    for draft in project.draft_files.all():
        project.restore(draft.path, draft.base, draft.now)
    for path, key, words in typed:
        project.change(Change(path, "set", key, words), 0.0)
    keep_drafts(project, time)
    return project


def after_two_crashes(folder: Path) -> OpenProject:
    """A studio that has one of two drafts of a file."""
    one = studio_with(folder, (AREA, NUMBER, MINE), time=7.0)
    two = studio_with(folder, (AREA, NUMBER, THEIRS), (AREA, OTHER, THIRD), time=8.0)
    for project in (one, two):
        project.draft_files.close()
    return studio_with(folder)


def left(project: OpenProject) -> tuple[LeftDraft, ...]:
    return LeftDrafts(project).all()


def words(draft: LeftDraft) -> list[tuple[str, str]]:
    """What each change was and is, without what stayed."""
    return [
        tuple(" ".join(w for k, w in parts if k == kind) for kind in ("del", "ins"))  # type: ignore[misc]
        for parts in draft.changes
    ]


def number(project: OpenProject, key: str = NUMBER) -> str:
    return str(project.data(AREA)["contacts"]["social-care"][int(key.split(".")[2])]["number"])


def test_the_second_draft_is_shown_with_what_it_changes(folder: Path) -> None:
    project = after_two_crashes(folder)
    assert number(project) == MINE
    (draft,) = left(project)
    assert (draft.path, draft.time, draft.thrown, draft.more) == (AREA, 8.0, False, 0)
    assert words(draft) == [("252 7000", "496 0777"), ("01572 758 407", "01632 960555")]


def test_its_words_are_kept_and_can_be_undone(folder: Path) -> None:
    project = after_two_crashes(folder)
    (draft,) = left(project)
    assert LeftDrafts(project).keep(draft.ident) == AREA
    assert (number(project), number(project, OTHER)) == (THEIRS, THIRD)
    assert left(project) == ()
    project.draft_files.close()
    again = studio_with(folder)  # after another crash
    assert (number(again), number(again, OTHER)) == (THEIRS, THIRD)
    assert project.undo([AREA])
    assert number(project) == MINE
    assert project.redo([AREA])
    save(project, [AREA])
    assert (folder / AREA).read_text().count(THEIRS) == 1


def test_what_the_newer_draft_alone_has_stays(folder: Path) -> None:
    one = studio_with(folder, (AREA, NUMBER, MINE))
    two = studio_with(folder, (AREA, OTHER, THIRD))
    for each in (one, two):
        each.draft_files.close()
    project = studio_with(folder)
    (draft,) = left(project)
    LeftDrafts(project).keep(draft.ident)
    assert (number(project), number(project, OTHER)) == (MINE, THIRD)


def test_it_is_thrown_away_and_taken_back_until_a_studio_starts(folder: Path) -> None:
    project = after_two_crashes(folder)
    drafts = LeftDrafts(project)
    (draft,) = drafts.all()
    drafts.throw(draft.ident)
    assert [each.thrown for each in drafts.all()] == [True]
    drafts.take_back(draft.ident)
    assert drafts.all() == (draft,)
    drafts.throw(draft.ident)
    project.draft_files.close()
    again = studio_with(folder)
    assert left(again) == ()
    assert number(again) == MINE


def test_a_studio_that_ends_meanwhile_leaves_its_drafts_in_sight(folder: Path) -> None:
    project = studio_with(folder)
    other = studio_with(folder, (CAMPAIGN, "blocks.signs.text", "Spot These Signs"))
    assert left(project) == ()  # somebody is working on it
    other.draft_files.close()
    (draft,) = left(project)
    assert (draft.path, words(draft)) == (CAMPAIGN, [("the", "These")])
    again = studio_with(folder)  # which takes that folder
    with pytest.raises(Exception, match="no such draft"):
        LeftDrafts(project).throw(draft.ident)
    again.draft_files.close()


def test_a_draft_that_cannot_be_put_in_still_waits(folder: Path) -> None:
    project = after_two_crashes(folder)
    project.change(Change(AREA, "remove", "contacts.social-care.2"), 1.0)
    before = project.history.text(AREA)
    (draft,) = left(project)
    with pytest.raises(Refused, match="other lists now"):
        LeftDrafts(project).keep(draft.ident)
    assert left(project) == (draft,)
    assert project.history.text(AREA) == before
    for ident in ("1-x", "../1", "", "2-" + "0" * 24):
        with pytest.raises(Exception, match="no such draft"):
            LeftDrafts(project).keep(ident)


def test_a_long_list_is_cut(folder: Path) -> None:
    text = (folder / CAMPAIGN).read_text()
    project = OpenProject(folder)
    names = [
        name
        for name, row in project.data(CAMPAIGN)["blocks"].items()
        if isinstance(row.get("text"), str)
    ][: MOST_SHOWN + 3]
    assert text
    other = studio_with(folder, *((CAMPAIGN, f"blocks.{n}.text", "Other words") for n in names))
    studio = studio_with(folder)
    other.draft_files.close()
    (draft,) = left(studio)
    assert (len(draft.changes), draft.more) == (MOST_SHOWN, len(names) - MOST_SHOWN)


def test_both_drafts_are_seen_in_the_browser(studio: StudioTab) -> None:
    one = studio_with(studio.folder, (AREA, NUMBER, THEIRS), time=7.0)
    one.draft_files.close()
    studio.visit("/")
    studio.wait("document.getElementById('left')")
    shown = studio.ask("document.getElementById('left').textContent")
    assert "7000" in shown
    assert "0777" in shown
    studio.click("#left [data-does=throw]")
    studio.wait("document.querySelector('#left [data-does=back]')")
    studio.click("#left [data-does=back]")
    studio.wait("document.querySelector('#left [data-does=keep]')")
    studio.click("#left [data-does=keep]")
    studio.wait("!document.getElementById('left')")
    studio.wait("document.querySelector('.banner li a[href^=\"/edit/\"]')")
    studio.edit("en-GB", "flyer-a5")
    assert studio.ask(f"{studio.input('area:' + NUMBER)}.value") == THEIRS
