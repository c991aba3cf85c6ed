"""Words checked here and in several processes: the same results in the same order."""

import os
import signal
from pathlib import Path

import pytest

from generator.cache import Cache
from generator.jobs import checked_words, executors
from generator.jobs.checked_words import WordsToSet
from generator.jobs.libraries import Libraries
from generator.jobs.program import program
from generator.jobs.project import Project
from generator.jobs.validate import validate
from generator.kept import Kept
from generator.problems import Refused
from tests.sample_projects import change, into_welsh

AREAS = 5


@pytest.fixture
def several(project: Path) -> Path:
    """A project with two languages and several areas, some with words that are too long."""
    into_welsh(project)
    here = project / "content/areas/ashdale.yaml"
    for number in range(AREAS):
        file = here.with_stem(f"area-{number}")
        file.write_text(here.read_text().replace("default: true\n", ""))
        longer = "Ashdale and Brackenford " * 12 if number % 2 else f"Place {number}"
        change(file, "{town: Ashdale}", "{town: " + longer + "}")
    return project


def opened(project: Path, kept: Path | None = None) -> Project:
    return Project.open(project, Cache(kept=Kept(kept, program) if kept else None))


def test_two_processes_find_the_same_in_the_same_order(several: Path, tmp_path: Path) -> None:
    kept, alone, shared = tmp_path / "kept", opened(several), opened(several, tmp_path / "kept")
    found = validate(alone, workers=1)
    assert any(problem.is_error for problem in found)
    assert validate(shared, workers=2) == found
    assert shared.shelf.read == alone.shelf.read
    again = opened(several, kept)
    assert validate(again, workers=1) == found
    assert again.piece_check.verdicts.made == 0


def test_processes_begin_once_there_is_much_to_set(
    several: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At once if no earlier command has set any of it."""
    begun: list[int] = []

    class Noted(executors.InProcesses):  # type: ignore[type-arg]
        def run(self, tasks, take) -> None:  # type: ignore[no-untyped-def]
            begun.append(len(tasks))
            for task in tasks:
                take(task, self.start()(task))

    monkeypatch.setattr(checked_words, "InProcesses", Noted)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    monkeypatch.setattr(checked_words, "_WORTH_PROCESSES", 3)
    found, kept = validate(opened(several), workers=0), tmp_path / "kept"
    assert found == validate(opened(several, kept), workers=1)
    change(several / "content/garden/en-GB.yaml", "title: ", "title: Our ")
    validate(opened(several, kept), workers=0)
    first, rest = begun
    assert first == 2 * (AREAS + 1)
    assert rest == AREAS + 1 - 3  # nothing is set in Welsh, whose title is out of date


def stopped(project: Libraries, words: WordsToSet) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def test_a_process_that_is_stopped_is_reported(several: Path) -> None:
    with pytest.raises(Refused) as refused:
        checked_words.checked(
            opened(several), [WordsToSet("garden", "cy", "ashdale")] * 2, stopped, 2
        )
    (problem,) = refused.value.problems
    assert problem.rule == "stopped"
    assert "garden in cy for ashdale" in problem.details[0]


def interrupted(project: Libraries, words: WordsToSet) -> str:
    if words.area != "ashdale":
        raise KeyboardInterrupt
    drawing, _ = project.design.drawing("card")
    document, _ = project.document(*words[:3])
    project.piece_check.pages(document, drawing, "a6")
    return words.area


def test_verdicts_are_kept_though_an_interrupt_comes(several: Path, tmp_path: Path) -> None:
    project = opened(several, tmp_path / "kept")
    tasks = [WordsToSet("garden", "en-GB", area) for area in ("ashdale", "area-0")]
    with pytest.raises(KeyboardInterrupt):
        checked_words.checked(project, tasks, interrupted, 1)
    again = opened(several, tmp_path / "kept")
    interrupted(again, tasks[0])
    assert again.piece_check.verdicts.made == 0
