"""Files of strangers judged by preflight, each in a process of its own with bounds.

A file made to do harm, or only damaged in some unheard-of way, can then cost no more than its own
judgement: what was found until then is kept, and the rest is said not to have been run.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryFile
from threading import Timer
from typing import IO, Any, Final

import generator
from generator.problems import Place, Problem, Severity, WrongChoice, error

SECONDS: Final = 50.0
MEGABYTES: Final = 1000


@dataclass(slots=True)
class Judgement:
    """What is known of one file. `reason` says why it was judged by `profile`; `facts` are pages,
    plates, fonts and codes as plain data; `unread` means that nothing could be asked of it,
    `begun` that its judge was ready to."""

    problems: list[Problem] = field(default_factory=list)
    profile: str = ""
    reason: str = ""
    rules: list[str] = field(default_factory=list)
    rules_run: list[str] = field(default_factory=list)
    facts: dict[str, Any] = field(default_factory=dict)
    unread: bool = False
    begun: bool = False

    @property
    def errors(self) -> int:
        return sum(problem.is_error for problem in self.problems)


def judged(
    path: Path,
    profile: str = "",
    copy: Path | None = None,
    *,
    seconds: float = SECONDS,
    megabytes: int = MEGABYTES,
) -> Judgement:
    """Judge one file by `profile`, or by what it declares itself to be if that is empty; and
    write to `copy` the file with what was found drawn on it, as far as that can be done.
    Raises `WrongChoice` if there is no such profile."""
    found = Judgement()
    try:
        with open(path, "rb") as file, TemporaryFile() as errors:
            drawn = str(copy) if copy else ""
            judge = _begin(file, errors, profile, str(megabytes), drawn, str(path))
            late = _listen(judge, found, seconds)
            if not found.begun and not late:
                errors.seek(0)
                raise RuntimeError(errors.read().decode(errors="replace"))
    except OSError as problem:
        reason = (problem.strerror or str(problem)).lower()
        said = error("unreadable", f'"{path}" cannot be read: {reason}')
        return Judgement([said], unread=True)
    if not found.facts and not found.unread:
        found.problems.append(_unfinished(found, seconds if late else None))
    return found


def _begin(file: IO[bytes], errors: IO[bytes], *arguments: str) -> subprocess.Popen[str]:
    """The judge, reading the open file. -P: what lies in the folder it is called from is not
    taken for a part of Python."""
    root = str(Path(generator.__file__).parents[1])
    paths = [root, *filter(None, [os.environ.get("PYTHONPATH")])]
    return subprocess.Popen(  # noqa: S603 - ourselves
        [sys.executable, "-P", "-m", "generator.preflight", *arguments],
        stdin=file,
        stdout=subprocess.PIPE,
        stderr=errors,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
        encoding="utf-8",
    )


def _listen(judge: subprocess.Popen[str], found: Judgement, seconds: float) -> bool:
    """Take in all the judge says, and whether it had to be stopped for want of time."""
    late: list[bool] = []

    def stop() -> None:
        late.append(True)
        judge.kill()

    timer = Timer(seconds, stop)
    timer.start()
    try:
        for line in _lines(judge):
            _hear(found, line)
        judge.wait()
    finally:
        timer.cancel()
        judge.kill()
        judge.wait()
    return bool(late)


def _lines(judge: subprocess.Popen[str]) -> Iterator[dict[str, Any]]:
    assert judge.stdout is not None
    with judge.stdout as lines:
        for line in lines:
            if line.endswith("\n"):  # the last may be torn
                yield json.loads(line)


def _hear(found: Judgement, said: dict[str, Any]) -> None:
    """Take in one line of the judge's."""
    if "wrong" in said:
        raise WrongChoice([_problem(said["wrong"])])
    found.problems += map(_problem, said.get("problems", ()))
    if "begun" in said:
        found.begun = True
    elif said.get("unread"):
        found.unread = True
    elif "profile" in said:
        found.profile, found.reason, found.rules = said["profile"], said["reason"], said["rules"]
    elif "rule" in said:
        found.rules_run += [said["rule"]] if said["ran"] else []
    elif "pages" in said:
        found.facts = {key: said[key] for key in ("pages", "plates", "fonts", "codes")}


def _problem(said: dict[str, Any]) -> Problem:
    """The inverse of `Problem.as_dict`, for what is found in a finished file."""
    place = said.get("place")
    return Problem(
        Severity(said["severity"]),
        said["rule"],
        said["message"],
        hint=said["hint"] or "",
        details=tuple(said["details"]),
        place=Place(**place) if place else None,
        limit=said.get("limit", ""),
        found=said.get("found", ""),
        count=said.get("count", 1),
        others=tuple(Place(**other) for other in said.get("others", ())),
    )


def _unfinished(found: Judgement, seconds: float | None) -> Problem:
    """That not every rule was run: for want of time, or because the judge fell."""
    known = {problem.rule for problem in found.problems} | set(found.rules_run)
    left = [rule for rule in found.rules if rule not in known]
    rules = "rules that did not run: " + (", ".join(left) if found.rules else "all of them")
    if seconds is None:
        return error(
            "crashed",
            "the file broke the program that looked at it, so it is not judged whole",
            details=(rules,),
            hint="make the file again with another program",
        )
    return error(
        "no-time",
        f"the file could not be judged whole in {seconds:g} seconds",
        details=(rules,),
        hint="check its pages a few at a time",
    )
