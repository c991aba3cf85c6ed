"""Checks any PDF by preflight, within limits of time and memory.

A stranger's file is read in a process of its own, so it can neither crash this one nor keep it
waiting. What was found before a check was stopped is kept, and the rest is reported as not run.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from msgspec import Struct, field

from generator.bounded import Bounds, Child, Stopped, Task
from generator.problems import Problem, Refused, WrongChoice, error
from generator.source.project_files import read_named

_WORK: Final = "generator.jobs.checking:read_and_check"
_BOUNDS: Final = Bounds()


class CheckReport(Struct, frozen=True):
    """What is known of one PDF. It was checked by `profile` and `standards`, and `reason` says why.
    `rules_run` are the rules that ran to their end. `facts` are its pages, plates, fonts and codes
    as plain data. `not_checked` is what no rule checks; `people_only` is the part of it that only
    people can check. `unread` says that the file could not be opened at all."""

    problems: tuple[Problem, ...] = ()
    profile: str = ""
    standards: tuple[str, ...] = ()
    reason: str = ""
    rules: tuple[str, ...] = ()
    rules_run: tuple[str, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)
    not_checked: tuple[str, ...] = ()
    people_only: tuple[str, ...] = ()
    unread: bool = False

    @property
    def errors(self) -> int:
        return sum(problem.is_error for problem in self.problems)

    @property
    def passed(self) -> bool:
        """Whether there is no error. There may be warnings."""
        return not self.errors

    def as_dict(self) -> dict[str, object]:
        return {
            "profile": self.profile or None,
            "standards": list(self.standards),
            "reason": self.reason or None,
            "passed": self.passed,
            "errors": self.errors,
            "warnings": len(self.problems) - self.errors,
            "rules_run": self.rules_run,
            "not_checked": list(self.not_checked),
            "problems": [problem.as_dict() for problem in self.problems],
            **self.facts,
        }


def check(
    file: Path | bytes,
    profile: str = "",
    standards: Iterable[str] = (),
    *,
    name: str = "",
    copy: Path | None = None,
    bounds: Bounds = _BOUNDS,
) -> CheckReport:
    """Check a PDF, or the one at a path, by `profile` and `standards`, or by what it declares
    itself to be if both are empty. Messages call it `name`. The file with its problems marked is
    written to `copy`. Raises `WrongChoice` if there is no such profile or standard. Whatever is
    wrong with the file itself is in the report."""
    name = name or (str(file) if isinstance(file, Path) else "")
    problems: list[Problem] = []
    known: dict[str, Any] = {}
    rules_run: list[str] = []
    with Child(bounds) as child:
        try:
            task = Task(f'"{name}"' if name else "the file", "checked whole")
            for part in child.each(task, _WORK, file, profile, tuple(standards), copy, name):
                problems += part.pop("problems", ())
                if "rule" not in part:
                    known |= part
                elif part["ran"]:
                    rules_run.append(part["rule"])
        except WrongChoice:
            raise
        except Stopped as stopped:
            done = {*rules_run, *(problem.rule for problem in problems)}
            problems.append(_unfinished(known.get("rules"), done, stopped, bounds))
        except Refused as refused:
            problems += refused.problems
            known["unread"] = True
    return CheckReport(tuple(problems), rules_run=tuple(rules_run), **known)


def read_and_check(
    file: Path | bytes, profile: str, standards: tuple[str, ...], copy: Path | None, name: str
) -> Iterator[dict[str, Any]]:
    """What `rule_by_rule.rule_results` finds of a file, which messages call by `name`; runs in the
    child process."""
    from generator.pdfobjects.file import MAX_PDF
    from generator.preflight.rule_by_rule import rule_results

    def read() -> bytes:
        return file if isinstance(file, bytes) else read_named(file, MAX_PDF)

    def list_problems(problems: Sequence[Problem]) -> bytes:
        from generator.cache import Cache
        from generator.reports.problem_list import problem_list

        return problem_list(name, problems, Cache())

    yield from rule_results(read, profile, standards, copy, list_problems)


def _unfinished(
    rules: tuple[str, ...] | None, done: set[str], stopped: Stopped, bounds: Bounds
) -> Problem:
    """A problem that says why some rules did not run."""
    left = "all of them" if rules is None else ", ".join(rule for rule in rules if rule not in done)
    message, hint = {
        "no-time": (
            f"the file could not be checked whole in {bounds.seconds:g} seconds",
            "check its pages a few at a time",
        ),
        "no-memory": (
            f"the file could not be checked whole in {bounds.megabytes} MB of memory",
            "check its pages a few at a time",
        ),
        "crashed": (
            "the file broke the program that read it, so it is not checked whole",
            "make the file again with another program",
        ),
    }[stopped.rule]
    return error(stopped.rule, message, None, hint, (f"rules that did not run: {left}",))
