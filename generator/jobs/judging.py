"""Files of strangers judged by preflight, each within bounds of time and memory.

What was found before a judge was stopped is kept, and the rest is said not to have been run.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from generator.bounded import Bounds, Child, Stopped, Task
from generator.problems import Problem, Refused, WrongChoice, error

_JUDGE: Final = "generator.preflight.rule_by_rule:judgement"


@dataclass(slots=True)
class Judgement:
    """What is known of one file. `reason` says why it was judged by `profile`; `facts` are pages,
    plates, fonts and codes as plain data; `unread` means that nothing could be asked of it;
    of what is `not_judged` some can be told by people only."""

    problems: list[Problem] = field(default_factory=list)
    profile: str = ""
    standards: tuple[str, ...] = ()
    reason: str = ""
    rules: list[str] = field(default_factory=list)
    rules_run: list[str] = field(default_factory=list)
    facts: dict[str, Any] = field(default_factory=dict)
    not_judged: tuple[str, ...] = ()
    people_only: tuple[str, ...] = ()
    unread: bool = False

    @property
    def errors(self) -> int:
        return sum(problem.is_error for problem in self.problems)


def judged(
    path: Path,
    profile: str = "",
    copy: Path | None = None,
    bounds: Bounds | None = None,
    standards: tuple[str, ...] = (),
) -> Judgement:
    """Judge one file by `profile` and `standards`, or by what it declares itself to be if both
    are empty; and write to `copy` the file with what was found drawn on it, as far as that can be
    done. Raises `WrongChoice` if there is no such profile or standard."""
    found = Judgement()
    bounds = bounds or Bounds()
    with Child(bounds) as child:
        try:
            task = Task(f'"{path}"', "judged whole")
            for told in child.each(task, _JUDGE, path, profile, standards, copy, str(path)):
                _hear(found, told)
        except WrongChoice:
            raise
        except Stopped as stopped:
            found.problems.append(_unfinished(found, stopped, bounds))
        except Refused as refused:
            found.problems += refused.problems
            found.unread = True
    return found


def _hear(found: Judgement, told: dict[str, Any]) -> None:
    """Take in one thing the judge says."""
    found.problems += told.get("problems", ())
    if "profile" in told:
        found.profile, found.reason, found.rules = told["profile"], told["reason"], [*told["rules"]]
        found.standards, found.not_judged = told["standards"], told["not_judged"]
        found.people_only = told["people_only"]
    elif "rule" in told:
        found.rules_run += [told["rule"]] if told["ran"] else []
    elif "facts" in told:
        found.facts = told["facts"]


def _unfinished(found: Judgement, stopped: Stopped, bounds: Bounds) -> Problem:
    """That not every rule was run, and why."""
    known = {problem.rule for problem in found.problems} | set(found.rules_run)
    left = [rule for rule in found.rules if rule not in known]
    rules = "rules that did not run: " + (", ".join(left) if found.rules else "all of them")
    message, hint = {
        "no-time": (
            f"the file could not be judged whole in {bounds.seconds:g} seconds",
            "check its pages a few at a time",
        ),
        "no-memory": (
            f"the file could not be judged whole in {bounds.megabytes} MB of memory",
            "check its pages a few at a time",
        ),
        "crashed": (
            "the file broke the program that looked at it, so it is not judged whole",
            "make the file again with another program",
        ),
    }[stopped.rule]
    return error(stopped.rule, message, None, hint, (rules,))
