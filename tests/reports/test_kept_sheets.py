"""The report on a file and its job sheet are kept for the very file, promise and fonts."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.cache import Cache
from generator.colour import Colour
from generator.jobs.choosing import Choice
from generator.jobs.planning import plan
from generator.jobs.press_facts import press_facts
from generator.jobs.project import Project
from generator.kept import Kept
from generator.page import Shape, rectangle
from generator.preflight import Expected, ReportInputs, check
from generator.reports import job_sheet as sheets
from generator.reports.job_sheet import JobSheetInputs, job_sheet
from tests.preflight.samples import expected, press, write
from tests.values import replace


@pytest.fixture
def command(tmp_path: Path) -> Callable[[], Cache]:
    """The cache that a command begins with."""
    return lambda: Cache(kept=Kept(tmp_path / "kept", str))


def counted(monkeypatch: pytest.MonkeyPatch, kind: type) -> list[object]:
    """The inputs that a result is made from, as it is made."""
    made: list[object] = []
    real = kind.make  # type: ignore[attr-defined]

    def make(self: object, cache: Cache) -> object:
        made.append(self)
        return real(self, cache)

    monkeypatch.setattr(kind, "make", make)
    return made


PROMISE = expected()
GOOD = write(press())


@pytest.mark.parametrize(
    ("data", "profile", "promise", "standards"),
    [
        (GOOD + b"\n", "press-coated", PROMISE, ()),
        (GOOD, "office", PROMISE, ()),
        (GOOD, "press-coated", replace(PROMISE, bleed=2.0), ()),
        (GOOD, "press-coated", PROMISE, ("pdfx1a",)),
    ],
)
def test_another_file_or_promise_has_its_own_report(
    command: Callable[[], Cache],
    monkeypatch: pytest.MonkeyPatch,
    data: bytes,
    profile: str,
    promise: Expected,
    standards: tuple[str, ...],
) -> None:
    made = counted(monkeypatch, ReportInputs)
    first = check(GOOD, "press-coated", PROMISE, cache=command())
    assert first.passed, first.problems
    assert check(GOOD, "press-coated", PROMISE, cache=command()) == first
    assert len(made) == 1
    other = check(data, profile, promise, standards, cache=command())
    assert len(made) == 2
    assert other == check(data, profile, promise, standards, cache=Cache(0))


def test_a_report_with_an_error_is_not_kept(
    command: Callable[[], Cache], monkeypatch: pytest.MonkeyPatch
) -> None:
    made = counted(monkeypatch, ReportInputs)
    for _ in range(2):
        assert not check(GOOD, "press-coated", replace(PROMISE, bleed=9.0), cache=command()).passed
    assert len(made) == 2


def test_a_job_sheet_is_of_its_file_sides_and_fonts(
    project: Path,
    command: Callable[[], Cache],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    made = counted(monkeypatch, JobSheetInputs)
    opened = Project.open(project)
    (job,) = plan(opened, Choice(("card",), editions=("press",))).jobs
    piece = opened.make_named(job.piece)
    document, _ = opened.document(job.piece.campaign, job.piece.language, job.piece.area)
    facts = press_facts(opened, job, document, piece, ())
    first = job_sheet(facts, piece.flat, cache=command())
    assert job_sheet(facts, piece.flat, cache=command()) == first
    assert len(made) == 1

    renamed = replace(facts, area_title="North Moor")
    assert job_sheet(renamed, piece.flat, cache=command()) != first
    page = piece.flat.pages[0]
    box = Shape(rectangle(1, 1, 9, 9), Colour("black", (0, 0, 0, 100), "#000000"))
    drawn = replace(piece.flat, pages=(page.with_marks(box), *piece.flat.pages[1:]))
    assert job_sheet(facts, drawn, cache=command()) != first
    assert len(made) == 3

    (tmp_path / "fonts").mkdir()
    font = tmp_path / "fonts/one.ttf"
    font.write_bytes(b"one")
    monkeypatch.setattr(sheets, "shipped_root", lambda: tmp_path)
    for time in (1, 2):
        os.utime(font, (time, time))
        job_sheet(facts, piece.flat, cache=command())
    assert len(made) == 5
