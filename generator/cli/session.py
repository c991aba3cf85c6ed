"""One run of a command: its project, the problems it reports, and its exit status.

Exit status: 0 done; 1 problems in the user's files; 2 wrong usage, or a file that cannot be
read; 3 a bug in this program; 130 interrupted.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Final

from generator.problems import Problem, Refused, Span, WrongChoice, error
from generator.source.project_folder import project_around, project_at, shipped_root
from . import show, stopping

if TYPE_CHECKING:
    from generator.jobs.project import Project

DONE: Final = 0
PROBLEMS: Final = 1
USAGE: Final = 2
BUG: Final = 3

# Problems of the machine or of the command line, rather than of what a file says.
_WRONG_USAGE: Final = frozenset(
    {
        "unreadable",
        "unwritable",
        "no-project",
        "half-project",
        "exists",
        "clock",
        "no-dask",
        "no-cluster",
        "other-program",
    }
)


@dataclass
class Session:
    """One run of a command. `named` is the project's folder if the user named it, and `no_cache`
    keeps nothing on disk. `document` is printed under `--json`, with the problems that were
    `reported`. A command that is `endless` prints a line for each event, and to be interrupted is
    its proper end."""

    json: bool
    debug: bool
    named: Path | None
    no_cache: bool = False
    document: dict[str, Any] = field(default_factory=dict)
    reported: dict[Problem, None] = field(default_factory=dict)
    refused: set[tuple[str, str, Span | None]] = field(default_factory=set)
    status: int = DONE
    endless: bool = False
    concluded: bool = False
    ending: Lock = field(default_factory=Lock, repr=False)

    @cached_property
    def project_folder(self) -> Path | None:
        """The named folder, or the nearest project around the current one; None if only the shipped
        campaign is there. Its name is printed unless it is the current folder. Raises `Refused`."""
        here = _here()
        found = project_at(self.named) if self.named else project_around(here)
        self.document["project"] = str((found or shipped_root()).absolute())
        if found is None:
            print(
                "project: none here, so the campaign that comes with cease "
                "(cease init copies it, to be edited)",
                file=sys.stderr,
                flush=True,
            )
        elif not found.samefile(here):
            print(show.safe(f"project: {found}"), file=sys.stderr, flush=True)
        return found

    @property
    def own_folder(self) -> Path:
        """The folder of a project that the user can write into. Raises `Refused` if there is
        none."""
        if self.named is None and project_around(_here()) is None:
            hint = "run it in a project, name one with --project, or begin one with: cease init"
            raise Refused([error("no-project", "this folder is not in a project", None, hint)])
        assert self.project_folder is not None  # or it was refused
        return self.project_folder

    @cached_property
    def project(self) -> Project:
        """The opened project, or else the shipped campaign. Raises `Refused`."""
        from generator.cache import Cache
        from generator.content.area_checks import today
        from generator.jobs.program import program
        from generator.jobs.project import Project
        from generator.kept import Kept

        today()  # refuse a wrong date now, not when an area is checked on it
        cache = Cache(kept=None if self.no_cache else Kept.of_user(program))
        return Project.open(self.project_folder or shipped_root(), cache)

    @property
    def output(self) -> Path:
        """The default output folder: `output/` in the project, or in the current folder if there is
        no project. It is relative if the project is the current folder."""
        folder = self.project_folder
        if folder is None or (self.named is None and folder.samefile(_here())):
            return Path("output")
        return folder / "output"

    @property
    def errors(self) -> int:
        return sum(problem.is_error for problem in self.reported)

    def report(self, problems: Iterable[Problem], *, quietly: bool = False) -> None:
        """Report problems at once, each once, and no warning that was an error before. Errors
        change the exit status. What is reported `quietly` is in the JSON document alone."""
        new = [
            problem
            for problem in dict.fromkeys(problems)
            if problem not in self.reported
            and (problem.is_error or _without_severity(problem) not in self.refused)
        ]
        self.reported.update(dict.fromkeys(new))
        self.refused.update(_without_severity(problem) for problem in new if problem.is_error)
        if not (self.json or quietly):
            show.problems(new)
        for problem in new:
            if problem.is_error:
                self.leave(USAGE if problem.rule in _WRONG_USAGE else PROBLEMS)

    def say(self, words: str) -> None:
        """Print a remark for a person, on standard error."""
        if not self.json:
            print(show.safe(words), file=sys.stderr, flush=True)

    def leave(self, status: int) -> None:
        """Exit with this status in the end, or with a worse one."""
        self.status = max(self.status, status)

    def report_internal_error(self, traceback: str) -> None:
        self.leave(BUG)
        last = traceback.strip().splitlines()[-1]
        self.document.setdefault("bugs", []).append(traceback if self.debug else last)
        if self.debug:
            print(traceback, file=sys.stderr)
        print(f"this is a bug in cease, not in your files: {last}", file=sys.stderr)
        if not self.debug:
            print("  hint: run it again with --debug and report what it prints", file=sys.stderr)

    def interrupt(self) -> None:
        """Report that the command was interrupted, and how many files are done."""
        if self.endless:
            self.conclude()
            return
        message = stopping.message(len(self.document.get("files", ())))
        self.conclude(stopping.STOPPED, message)

    def conclude(self, status: int = DONE, interrupted: str = "") -> None:
        """Print the end of the command's output, once, from whichever thread is first."""
        stopping.ignore_interrupts()
        with self.ending:
            if self.concluded:
                return
            self.concluded = True
            self.leave(status)
            if interrupted:
                self.say(interrupted)
            if self.json and (self.reported or not self.endless):
                show.document(
                    {
                        "status": self.status,
                        **({"interrupted": interrupted} if interrupted else {}),
                        **self.document,
                        "problems": [problem.as_dict() for problem in self.reported],
                    }
                )
            sys.stdout.flush()


def _here() -> Path:
    """The current folder. Raises `Refused` if somebody removed it."""
    try:
        return Path.cwd()
    except OSError:
        hint = "change to a folder that is there"
        gone = error("unreadable", "the folder this command runs in is gone", None, hint)
        raise Refused([gone]) from None


@contextmanager
def session(
    *, json: bool, debug: bool, project: Path | None = None, no_cache: bool = False
) -> Iterator[Session]:
    """Run a command's body, and turn any exception into a report and an exit status."""
    import typer

    run = Session(json, debug, project, no_cache)
    interrupted = stopping.on_interrupt(run.interrupt)
    try:
        yield run
    except WrongChoice as refused:
        run.report(refused.problems)
        run.leave(USAGE)
    except Refused as refused:
        run.report(refused.problems)
    except typer.Exit:
        raise
    except KeyboardInterrupt:
        run.interrupt()
    except Exception as failure:  # noqa: BLE001 - no traceback reaches a user unasked
        if interrupted.is_set():
            run.interrupt()
        elif isinstance(failure, OSError) and failure.filename is not None:
            run.report([_system_error(failure)])
        else:
            run.report_internal_error(_trace())
    run.conclude()
    raise typer.Exit(run.status)


def _trace() -> str:
    import traceback

    return traceback.format_exc()


def _system_error(problem: OSError) -> Problem:
    """A problem of a file or folder that cannot be used, with the system's reason."""
    path = os.fsdecode(problem.filename)
    shown = path if len(path) <= 200 else f"{path[:199]}…"
    reason = (problem.strerror or str(problem)).lower()
    hint = "choose a shorter name" if problem.errno == errno.ENAMETOOLONG else ""
    return error("unreadable", f'"{shown}" cannot be used: {reason}', None, hint)


def _without_severity(problem: Problem) -> tuple[str, str, Span | None]:
    return problem.rule, problem.message, problem.span
