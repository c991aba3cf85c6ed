"""Which saves are seen, and when: by a clock that the test turns."""

import os
from pathlib import Path

import pytest

from generator.source.changed_files import ChangedFiles

WORDS = "content/garden/en-GB.yaml"
COARSE = 10**9  # ns; the clock of a shared drive


class Watched:
    """A project's files, and a clock that goes on by so many seconds at each look."""

    def __init__(self, root: Path) -> None:
        self.root, self.now = root, 100.0
        self.changes = ChangedFiles(root, lambda: self.now)

    def look(self, later: float = 0.03) -> set[str]:
        self.now += later
        return {*self.changes.look()}

    def until(self, seconds: float) -> set[str]:
        """All that is seen within so many seconds."""
        return set[str]().union(*(self.look() for _ in range(round(seconds / 0.03))))

    def save(self, text: str, path: str = WORDS) -> None:
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(text)


@pytest.fixture(name="watched")
def _watched(project: Path) -> Watched:
    watched = Watched(project)
    watched.changes.look_often([WORDS])
    assert watched.until(1) == set()
    return watched


def test_a_save_is_seen_as_soon_as_the_file_is_at_rest(watched: Watched) -> None:
    watched.save("title: New")
    assert watched.look() == set()
    assert watched.look() == {WORDS}
    assert watched.until(5) == set()


def test_a_file_that_is_still_being_written_is_waited_for(watched: Watched) -> None:
    for length in range(5):
        watched.save("title: New" * length)
        assert watched.look() == set()
    assert watched.look() == {WORDS}


def test_a_file_that_is_emptied_first_is_one_change(watched: Watched) -> None:
    watched.save("")
    assert watched.look() | watched.look() | watched.look() == set()
    watched.save("title: New")
    assert watched.look() == set()
    assert watched.look() == {WORDS}


def test_a_file_that_another_takes_the_place_of_is_one_change(watched: Watched) -> None:
    """As editors save: the old file is moved away, and the new one renamed."""
    words, new = watched.root / WORDS, watched.root / "content/garden/.en-GB.yaml.swp"
    new.write_text("title: New")
    words.rename(words.with_suffix(".yaml~"))
    watched.look()
    new.rename(words)
    assert watched.until(0.3) == {WORDS, f"{WORDS}~"}


def test_a_rename_over_a_file_of_the_same_size_and_time_is_seen(watched: Watched) -> None:
    words, new = watched.root / WORDS, watched.root / "new"
    before = words.stat()
    new.write_text(words.read_text().replace("Saturday", "Tuesdays"))
    os.utime(new, ns=(before.st_atime_ns, before.st_mtime_ns))
    new.rename(words)
    assert words.stat().st_size == before.st_size
    assert watched.until(0.3) == {WORDS}


def test_files_that_come_and_go_are_seen(watched: Watched) -> None:
    card = "layouts/card.yaml"
    watched.save("title: Calderby", "content/areas/calderby.yaml")
    (watched.root / card).unlink()
    assert watched.until(1) == {"content/areas/calderby.yaml", card}
    watched.save("title: Card", card)
    assert watched.until(1) == {card}


def test_files_saved_together_are_one_change(watched: Watched) -> None:
    others = {f"content/areas/area-{index}.yaml" for index in range(40)}
    found = []
    for path in sorted(others):
        watched.save("title: A", path)
        found.append(watched.look(0.01))
    found += [watched.look() for _ in range(10)]
    assert [each for each in found if each] == [others]


def test_a_file_that_nobody_uses_yet_is_seen_a_little_later(watched: Watched) -> None:
    watched.save("title: Calderby", "content/areas/calderby.yaml")
    assert watched.until(0.3) == {"content/areas/calderby.yaml"}


def test_one_file_that_is_never_done_does_not_keep_the_others_waiting(watched: Watched) -> None:
    watched.save("title: New")
    found = set()
    for length in range(60):
        watched.save("x" * length, "fonts/download.ttf")
        found |= watched.look()
    assert found == {WORDS}


def test_a_second_save_within_the_same_time_of_a_coarse_clock_is_seen(watched: Watched) -> None:
    """A digit more or less, of the same size, and the drive's clock has not moved."""
    words = watched.root / WORDS
    for number in ("960001", "960002"):
        text = words.read_text().replace("Ring {office}", f"Ring 01632 {number}")
        words.write_text(text.replace("960001", number))
        os.utime(words, ns=(COARSE, COARSE))
        if number == "960001":
            assert watched.until(0.3) == {WORDS}
    assert watched.until(4) == {WORDS}
    assert watched.until(9) == set()


def test_hidden_files_and_other_folders_are_not_looked_at(watched: Watched) -> None:
    watched.save("x", "content/garden/.en-GB.yaml.swp")
    watched.save("x", "content/.git/HEAD")
    watched.save("x", "output/manifest.jsonl")
    assert watched.until(1) == set()


def test_a_file_elsewhere_is_looked_at_if_a_piece_is_made_of_it(watched: Watched) -> None:
    watched.save("<svg/>", "art/crest.svg")
    watched.changes.look_often(["art/crest.svg", WORDS])
    assert watched.until(1) == set()
    watched.save("<svg />", "art/crest.svg")
    assert watched.until(1) == {"art/crest.svg"}
    watched.changes.look_often([WORDS])
    (watched.root / "art/crest.svg").unlink()
    assert watched.until(1) == set()
