"""Makes pieces again whenever a file of the project is saved.

First the picture of each piece's first page is drawn, then the pieces are made and checked as every
build makes them. If files are saved meanwhile, the rest is given up: the newest save wins.
"""

from __future__ import annotations

import gc
import hashlib
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import Final, NamedTuple, NoReturn

from msgspec.structs import replace

from generator.problems import Problem, Refused, WrongChoice
from generator.source.changed_files import ChangedFiles
from generator.source.shelf import LISTED
from . import gc_policy
from .choosing import Choice
from .making import unchecked_pages
from .manifest_rows import ProblemRow
from .narrowing import narrowed, widened
from .planning import BuildPlan, Job, plan
from .project import Project
from .publish import publish
from .run import Outcome, run
from .validate import unused_blocks
from .watch_events import (
    AnyEvent,
    FileMade,
    FilesSaved,
    PictureDrawn,
    ProblemsChanged,
    WatchIdle,
)
from .where import Condition

LONGEST: Final = 1100  # pixels of the longest side of a picture
# Files that are looked at often; of more, looking would take too long.
_MOST: Final = 2000
_BRIEF: Final = 3  # digits of seconds


class WatchedPieces(NamedTuple):
    """Which pieces are watched, and where their files and pictures go."""

    choice: Choice
    out: Path
    pictures: Path
    condition: Condition | None = None


class _SavedAgain(Exception):
    """Files were saved while pieces were made of the older ones."""

    def __init__(self, paths: frozenset[str]) -> None:
        self.paths = paths
        super().__init__()


class _Drawn(NamedTuple):
    """The piece that a picture is of, and the digest of its pages; empty if the picture is kept
    though the page cannot be made."""

    file: str
    digest: str


class Watching:
    """An open project whose pieces follow its files. What happens is given to `tell`."""

    def __init__(
        self,
        project: Project,
        pieces: WatchedPieces,
        tell: Callable[[AnyEvent], None],
        on_wait: Callable[[], None] = lambda: None,
    ) -> None:
        self.project, self.pieces, self.tell, self.on_wait = project, pieces, tell, on_wait
        self.changes = ChangedFiles(project.shelf.root)
        self._began = time.monotonic()
        self._problems: tuple[Problem, ...] = ()
        self._drawn: dict[str, _Drawn] = {}  # by the path of the picture
        self._files: tuple[str, ...] = ()  # that were planned last

    def begin(self) -> None:
        """Make the pieces as their files are now. Raises `WrongChoice` for names that do not exist,
        while there is nobody yet who could have mistyped them in a file."""
        try:
            self._plan()
        except WrongChoice:
            raise
        except Refused:  # as will be told
            pass
        self._follow(frozenset())
        gc_policy.collect()
        gc.collect()
        gc.freeze()

    def go_on(self) -> NoReturn:
        """Follow the files until the process is interrupted."""
        while True:
            self._follow(self.changes.wait())

    def _follow(self, saved: frozenset[str]) -> None:
        """Make what follows from a save, and from those that come meanwhile."""
        while True:
            if saved:
                self._began = self.changes.seen
                self.project.forget(saved)
                self.tell(FilesSaved(tuple(sorted(saved))))
            try:
                self._make()
            except _SavedAgain as again:
                saved = again.paths
            else:
                return

    def _make(self) -> None:
        """Draw, make and check all that is watched, and tell what is new."""
        outcomes: list[Outcome] = []
        failed = self._files
        try:
            planned = self._plan()
        except Refused as refused:
            for path in self._drawn:  # for nobody knows which pieces there are
                self._keep(path)
            self._tell_problems(refused.problems, whole=False)
        else:
            self._files = tuple(job.file for job in planned.jobs)
            with self.project.shelf.recording() as recorder:
                undrawn = [*self._draw(planned.jobs)]
                problems, outcomes = self._build(planned)
            read = [path for path in recorder.files if LISTED not in path and ":" not in path]
            self.changes.look_often(read[:_MOST])
            made = {each.job.file for each in outcomes if not each.failed}
            failed = tuple(file for file in self._files if file not in made)
            self._tell_problems((*problems, *undrawn), whole=not failed)
        errors = sum(each.is_error for each in self._problems)
        files = sum(not each.failed for each in outcomes)
        numbers = files, failed, errors, len(self._problems) - errors
        self.tell(WatchIdle(*numbers, self._seconds()))

    def _plan(self) -> BuildPlan:
        """The jobs to do. Raises `Refused`."""
        project, choice, condition = self.project, self.pieces.choice, self.pieces.condition
        if condition is None:
            return plan(project, choice)
        return narrowed(project, plan(project, widened(choice, condition)), condition)

    def _build(self, planned: BuildPlan) -> tuple[tuple[Problem, ...], list[Outcome]]:
        """Make and check the pieces as `cease build` does; all problems, and the outcomes."""
        project, pieces = self.project, self.pieces

        def on_done(outcome: Outcome) -> None:
            if not outcome.failed and not outcome.kept:
                self.tell(FileMade(outcome.job.file, self._seconds()))
            self._look()

        outcomes: list[Outcome] = []
        found = list(planned.problems)
        try:
            outcomes = run(
                project,
                planned.jobs,
                pieces.out,
                unread=planned.unread,
                on_done=on_done,
                on_wait=self.on_wait,
            )
        except Refused as refused:  # the output folder cannot be written to
            found += refused.problems
        found += project.content.overdue(dict.fromkeys(job.piece.area for job in planned.jobs))
        for outcome in outcomes:
            found += outcome.problems
            found += outcome.failure.reasons if outcome.bug else ()
        if pieces.choice.is_every_layout:
            for campaign in dict.fromkeys(job.piece.campaign for job in planned.jobs):
                found += unused_blocks(project, campaign)
        return tuple(found), outcomes

    # pictures

    def _draw(self, jobs: Iterable[Job]) -> Iterator[Problem]:
        """Draw the first page of each piece that looks otherwise than before. The problems are
        those of the pictures' folder, for the build reports all others."""
        from generator.reports.page_pictures import first_page

        for path, job in self._pictures(jobs).items():
            self._look()
            whole = self.pieces.pictures / path
            try:
                pages = unchecked_pages(self.project, job.piece)
                drawn = _Drawn(job.file, hashlib.sha256(pages).hexdigest())
                if self._drawn.get(path) == drawn and whole.is_file():
                    continue
                picture = first_page(pages, LONGEST)
            except Refused:
                self._keep(path)
                continue
            except Exception:  # noqa: BLE001, S112 - the build reports it as a bug
                continue
            try:
                publish(whole, picture)
            except Refused as refused:
                yield from refused.problems
                continue
            self._drawn[path] = drawn
            self.tell(PictureDrawn(str(whole), job.file, self._seconds()))

    def _pictures(self, jobs: Iterable[Job]) -> dict[str, Job]:
        """The job that the picture of each piece is drawn from, by the picture's path: of its
        editions the first without printer's marks, if there is one."""
        editions = self.project.design.edition
        found: dict[object, Job] = {}
        for job in jobs:
            edition = editions(job.piece.edition_name)
            if edition.form not in {"pdf", "png"}:
                continue
            piece = replace(job.piece, edition="", choices=())
            known = found.get(piece)
            if known is None or (editions(known.piece.edition_name).marks and not edition.marks):
                found[piece] = job
        places = {
            (job.piece.campaign, job.piece.area, job.piece.language) for job in found.values()
        }
        named: dict[str, Job] = {}
        for job in found.values():
            path = f"{job.file.removesuffix('.pdf').removesuffix('.png')}-1.png"
            named[path if len(places) > 1 else PurePosixPath(path).name] = job
        return named

    def _keep(self, path: str) -> None:
        """Tell that a picture stays as it was, once."""
        drawn = self._drawn.get(path)
        if drawn and drawn.digest:
            self._drawn[path] = _Drawn(drawn.file, "")
            shown = str(self.pieces.pictures / path)
            self.tell(PictureDrawn(shown, drawn.file, self._seconds(), kept=True))

    # what is new

    def _look(self) -> None:
        """Raise `_SavedAgain` if files have been saved meanwhile."""
        if again := self.changes.look():
            raise _SavedAgain(again)

    def _tell_problems(self, found: Iterable[Problem], *, whole: bool) -> None:
        """Tell which problems are new and which are gone. Where a piece could not be made, not
        `whole` of it was looked at, and warnings that nobody looked for stay."""
        now, before = tuple(dict.fromkeys(found)), self._problems
        if not whole:
            now += tuple(each for each in _beyond(before, now) if not each.is_error)
        self._problems = now
        added, removed = [*_beyond(now, before)], [*_beyond(before, now)]
        if added or removed or {*now} != {*before}:  # which stand in other lines
            rows = (tuple(map(ProblemRow.of, each)) for each in (added, removed, now))
            self.tell(ProblemsChanged(*rows))

    def _seconds(self) -> float:
        return round(time.monotonic() - self._began, _BRIEF)


def _beyond(problems: Iterable[Problem], others: Iterable[Problem]) -> Iterator[Problem]:
    """The problems that are not among others."""
    left = Counter(map(_without_line, others))
    for problem in problems:
        same = _without_line(problem)
        if left[same]:
            left[same] -= 1
        else:
            yield problem


def _without_line(problem: Problem) -> Problem:
    """A problem as it is known again when lines were put in front of it."""
    if problem.span is None:
        return problem
    return replace(problem, span=replace(problem.span, line=0, column=0))
