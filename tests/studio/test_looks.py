"""Pieces are looked at in the background: their pictures are of the files as they are, and kept."""

import time
from pathlib import Path

import pytest

from generator.studio import thumbs
from generator.studio.looks import Look, Looks
from generator.studio.thumbs import (
    LONGEST,
    HeldProject,
    LookedAt,
    kept_thumbs,
    look,
    thumbs_folder,
)
from tests.sample_projects import change, into_welsh

AREA = "content/areas/ashdale.yaml"
CARD = LookedAt("garden", "en-GB", "ashdale", "card")
WELSH = LookedAt("garden", "cy", "ashdale", "card")
PATIENCE = 60


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> HeldProject:
    monkeypatch.setattr(thumbs, "_PATIENCE", 0)
    return HeldProject()


def pictured(held: HeldProject, project: Path, *changed: str) -> str:
    """The name of the picture of the card."""
    name, _ = look(held, project, CARD, changed, LONGEST)
    assert isinstance(name, str)
    return name


def test_a_picture_is_drawn_once_and_again_when_its_words_change(
    held: HeldProject, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = pictured(held, project)
    data = (thumbs_folder(project) / first).read_bytes()
    assert data.startswith(b"\x89PNG")
    with monkeypatch.context() as patch:
        patch.delattr(thumbs, "unchecked_pages")
        assert pictured(held, project) == first
    change(project / AREA, "01632 960001", "01632 960555")
    assert pictured(held, project) == first  # nobody has said that it has changed
    second = pictured(held, project, AREA)
    assert second != first
    assert kept_thumbs(project) == {second.partition("-")[0]: second}
    change(project / "layouts/card.yaml", "above: 5}", "above: 9}")
    third = pictured(held, project, "layouts/card.yaml")
    assert third != second
    assert (thumbs_folder(project) / third).read_bytes() != data


def test_words_that_cannot_be_set_have_no_new_picture(held: HeldProject, project: Path) -> None:
    first = pictured(held, project)
    change(project / AREA, "01632 960001", "01632 9600")
    (state,) = look(held, project, CARD, [AREA], LONGEST)
    assert not isinstance(state, str)
    assert state.standing == "wrong"
    assert [*kept_thumbs(project).values()] == [first]


def test_only_so_many_pictures_are_kept(
    held: HeldProject, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(thumbs, "MOST", 2)
    folder = thumbs_folder(project)
    folder.mkdir(parents=True)
    for number in range(4):
        (folder / f"{number}-0.png").write_bytes(b"")
    name = pictured(held, project)
    assert name in kept_thumbs(project).values()
    assert len(kept_thumbs(project)) == 2


def until(looks: Looks, piece: LookedAt) -> Look:
    end = time.monotonic() + PATIENCE
    while not (looks.of(piece).seen or looks.of(piece).broken):
        assert time.monotonic() < end
        time.sleep(0.02)
    return looks.of(piece)


def test_pieces_are_looked_at_in_the_background(project: Path) -> None:
    into_welsh(project)
    looks = Looks(project)
    try:
        assert looks.of(CARD) == Look()
        looks.want([CARD], [WELSH], ("garden", ["en-GB", "cy"]))
        found = until(looks, CARD)
        assert found.state
        assert (found.state.standing, found.drawn) == ("test", True)
        assert looks.picture(found.picture) == (thumbs_folder(project) / found.picture).read_bytes()
        other = until(looks, WELSH)
        assert (other.picture, other.state and other.state.standing) == ("", "unread")
        language = looks.language("garden", "cy")
        assert language
        assert language.progress
        assert language.progress.draft == 4
        assert looks.waiting == 0

        turn = looks.turn
        change(project / AREA, "01632 960001", "01632 9600")
        looks.forget([AREA])
        assert looks.turn > turn
        assert looks.of(CARD) == Look(found.picture)  # the last one stands
        looks.want([CARD])
        again = until(looks, CARD)
        assert again.state
        assert (again.state.standing, again.picture) == ("wrong", found.picture)
    finally:
        looks.stop()
    assert Looks(project).of(CARD) == Look(found.picture)  # after a restart, at once


def test_a_name_that_is_no_picture_is_not_read(project: Path) -> None:
    looks = Looks(project)
    thumbs_folder(project).mkdir(parents=True)
    secret = thumbs_folder(project) / "secret.txt"
    secret.write_text("secret")
    for name in ("secret.txt", "../../../content/languages.yaml", str(secret), ""):
        assert looks.picture(name) is None


def test_a_child_that_breaks_is_told_and_the_next_piece_is_looked_at(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks = Looks(project)
    nobody = LookedAt("garden", "en-GB", "ashdale", "no-such")
    try:
        looks.want([nobody, CARD])
        assert until(looks, CARD).seen
        found = until(looks, nobody)
        assert found.broken or (found.state and found.state.standing == "wrong")
    finally:
        looks.stop()
