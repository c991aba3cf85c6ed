"""What the studio keeps for a while has so much room: what nobody uses goes first."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.jobs.manifest import Manifest
from generator.problems import Refused
from generator.studio import logo_files, take_jobs
from generator.studio.draft_files import DraftFiles
from generator.studio.kept_room import DAY, Room, spare, use
from generator.studio.logo_files import LogoFiles
from generator.studio.take_jobs import TakeJobs
from generator.studio.turns import RULE, Turns
from tests.studio.test_taking import CARD, finished, until
from tests.values import replace

AGO = 40 * DAY  # s


def used(place: Path, ago: float) -> None:
    """A file was last used so many seconds ago."""
    then = time.time() - ago
    os.utime(place, (then, then))


@pytest.fixture
def jobs(project: Path) -> Iterator[TakeJobs]:
    folder = project / ".cease/studio/taken"
    found = TakeJobs(project, folder, folder / "pictures")
    yield found
    found.close()


def test_what_was_used_longest_ago_goes_first(tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("old", "older", "new")]
    for file, ago in zip(files, (50, 60, 10), strict=True):
        file.write_bytes(bytes(100))
        used(file, ago)
    old, older, new = files
    assert spare(files, [], Room(100, 300)) == []
    assert spare(files, [], Room(100, 299)) == [older]
    assert spare(files, [older], Room(100, 299)) == [old]
    assert spare(files, [older], Room(100, 10)) == [old, new]
    assert spare(files, [], Room(55, 1000)) == [older]
    use([older])
    assert spare(files, [], Room(55, 1000)) == []


def test_parcels_that_nobody_takes_go(jobs: TakeJobs, monkeypatch: pytest.MonkeyPatch) -> None:
    first = finished(jobs)
    theirs = jobs._places(first)
    assert all(place.is_file() for place in theirs)
    for place in theirs:
        used(place, AGO)
    other = finished(jobs, replace(CARD, format="a5"))
    until(lambda: not any(place.exists() for place in theirs))
    assert all(place.is_file() for place in jobs._places(other))
    until(lambda: {*Manifest.of(jobs.out).rows} == {has.file.path for has in other.made})

    again = finished(jobs)  # they can be made again, and take the room of the others
    assert again.state == "done"
    monkeypatch.setattr(take_jobs, "ROOM", Room(AGO, 1))
    last = finished(jobs)
    until(lambda: not any(place.exists() for place in jobs._places(other)))
    assert all(place.is_file() for place in jobs._places(last))


def test_a_parcel_that_is_up_to_date_counts_as_used(jobs: TakeJobs) -> None:
    places = jobs._places(finished(jobs))
    for place in places:
        used(place, AGO)
    assert finished(jobs).state == "done"
    finished(jobs, replace(CARD, format="a5"))
    assert all(place.is_file() for place in places)


def test_logos_that_no_form_shows_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    logos = LogoFiles(tmp_path)
    shown, drafted, forgotten = (
        logos.wait(name, ".svg", name.encode()) for name in ("shown", "drafted", "forgotten")
    )
    drafts = DraftFiles(tmp_path)
    drafts.all()
    (tmp_path / ".cease/studio/drafts/1/a.json").write_text(f'{{"now": "file: {drafted}"}}')
    waiting = tmp_path / ".cease/studio"
    for file in (shown, drafted, forgotten):
        used(waiting / file, AGO)
    found = logos.found({"logos": [{"file": shown, "alt": "Us"}]})
    assert found["logos"] == [{"file": str(waiting / shown), "alt": "Us"}]

    again = LogoFiles(tmp_path)  # after a crash
    assert sorted(path.name for path in (waiting / "logos").iterdir()) == [
        "drafted.svg",
        "shown.svg",
    ]
    data = {"logos": [{"file": file} for file in (shown, drafted, forgotten)]}
    assert again.pending(data) == {
        f"content/areas/{shown}": b"shown",
        f"content/areas/{drafted}": b"drafted",
    }

    monkeypatch.setattr(logo_files, "ROOM", Room(AGO, 20))
    with pytest.raises(Refused, match="leave no room for another"):
        again.wait("large", ".svg", bytes(14))  # what a draft names has 7 bytes
    assert (waiting / drafted).read_bytes() == b"drafted"
    assert again.wait("small", ".svg", bytes(13)) == "logos/small.svg"
    again.write(again.pending(data))
    assert (tmp_path / "content/areas" / drafted).read_bytes() == b"drafted"
    assert not (waiting / drafted).exists()
    drafts.close()


def test_only_so_many_jobs_wait(jobs: TakeJobs, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(take_jobs, "MOST_IN_HAND", 2)
    first, second = jobs.start(CARD, "one"), jobs.start(CARD, "two")
    with pytest.raises(Refused, match="2 downloads in hand already") as refused:
        jobs.start(CARD, "three")
    assert [problem.rule for problem in refused.value.problems] == [RULE]
    assert jobs.start(CARD, "two") is second  # which waits already
    jobs.stop(second)
    third = jobs.start(CARD, "three")
    until(lambda: not (first.goes_on or third.goes_on))
    assert jobs.start(CARD, "four").state in ("waiting", "making")


def test_only_so_many_turns_are_taken() -> None:
    turns = Turns(2)
    full = pytest.raises(Refused, match="2 proofs or uploads in hand already")
    with turns.turn(), turns.turn(), full, turns.turn():
        pass
    with turns.turn(), pytest.raises(ValueError, match="wrong"), turns.turn():
        raise ValueError("wrong")
    with turns.turn(), turns.turn():
        pass
