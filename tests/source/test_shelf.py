"""What is read through a shelf is recorded for whoever makes something of it."""

from pathlib import Path

import pytest

from generator.content.area_rows import Area
from generator.problems import Refused
from generator.source.reads import Reads
from generator.source.shelf import Remembered, Shelf

AREA = "content/areas/ashdale.yaml"


def test_every_way_of_reading_is_recorded(project: Path) -> None:
    shelf = Shelf.at(project)
    (project / "notes.txt").write_text("notes")
    with shelf.recording() as recorder:
        shelf.row(AREA, Area)
        shelf.read_text("notes.txt")
        shelf.find("layouts/card.yaml")
        shelf.digest("layouts/formats.yaml")
    assert recorder.reads.files == {AREA, "notes.txt", "layouts/card.yaml", "layouts/formats.yaml"}


def test_what_was_read_before_is_recorded_again(project: Path) -> None:
    shelf = Shelf.at(project)
    shelf.row(AREA, Area)
    shelf.digest("layouts/card.yaml")
    with shelf.recording() as recorder:
        shelf.row(AREA, Area)
        shelf.digest("layouts/card.yaml")
    assert recorder.reads.files == {AREA, "layouts/card.yaml"}


def test_a_remembered_result_reports_what_was_read_for_it(project: Path) -> None:
    shelf = Shelf.at(project)
    known: Remembered[str, int] = {}

    def make() -> int:
        shelf.row(AREA, Area)
        shelf.note(Reads(blocks=frozenset({"film"}), fields=frozenset({"en:blocks.film.text"})))
        return 3

    found = []
    for _ in range(2):
        with shelf.recording() as recorder:
            assert shelf.remember(known, "key", make) == 3
        found.append(recorder.reads)
    assert found[0] == found[1]
    assert found[0].files == {AREA}
    assert found[0].blocks == {"film"}


def test_a_result_within_another_counts_for_both(project: Path) -> None:
    shelf = Shelf.at(project)
    with shelf.recording() as outer:
        with shelf.recording() as inner:
            shelf.find("layouts/card.yaml")
        shelf.row(AREA, Area)
    assert inner.reads.files == {"layouts/card.yaml"}
    assert outer.reads.files == {AREA, "layouts/card.yaml"}


def test_what_is_only_looked_at_is_not_recorded(project: Path) -> None:
    shelf = Shelf.at(project)
    with shelf.recording() as recorder, shelf.unrecorded():
        shelf.row(AREA, Area)
    assert recorder.reads == Reads()


def test_a_file_that_is_not_there_is_not_recorded(project: Path) -> None:
    shelf = Shelf.at(project)
    with shelf.recording() as recorder:
        assert shelf.digest("content/none.yaml") == ""
        with pytest.raises(Refused):
            shelf.find("content/none.yaml")
    assert recorder.reads.files == set()


def test_files_of_another_folder_are_recorded_with_a_prefix(project: Path) -> None:
    shelf = Shelf.at(project)
    with shelf.recording() as recorder:
        shelf.beside(project / "layouts", "shipped:").find("card.yaml")
    assert recorder.reads.files == {"shipped:card.yaml"}


def test_each_thread_records_what_it_reads(project: Path) -> None:
    from threading import Thread

    shelf = Shelf.at(project)
    with shelf.recording() as recorder:
        other = Thread(target=lambda: shelf.find("layouts/card.yaml"))
        other.start()
        other.join()
    assert recorder.reads.files == set()
