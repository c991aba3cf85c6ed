"""Failures of a build, grouped by cause, and failures.json in the output folder.

The file is there if the last build into the folder came to its end and made less than it should.
"""

import json
import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Final, TypeAlias

from msgspec import Struct

from generator.content.project_content import Content
from generator.problems import Problem, Refused, Severity, counted
from .planning import Job
from .publish import publish

FAILURES: Final = "failures.json"
_MOST_NAMED: Final = 3
_QUOTED: Final = re.compile(r'"[^"]*"')

# The title of an area by its name; empty if it cannot be read.
Titles: TypeAlias = Callable[[str], str]


class FailedJob(Struct, frozen=True):
    """A file that was not made, its problems, and the traceback of a failure of this program."""

    job: Job
    problems: tuple[Problem, ...]
    bug: str = ""

    @property
    def reasons(self) -> tuple[Problem, ...]:
        errors = tuple(problem for problem in self.problems if problem.is_error)
        if not self.bug:
            return errors
        last = self.bug.strip().splitlines()[-1]
        return (*errors, Problem(Severity.ERROR, "bug", last))

    def as_dict(self) -> dict[str, object]:
        names = self.job.piece.without("choices", "other_theme")
        return {
            "file": self.job.file,
            **names,
            "made_as": self.job.piece.made_as,
            "problems": [problem.as_dict() for problem in self.problems],
            "bug": self.bug or None,
        }


class Cause(Struct, frozen=True):
    """What stopped files: a problem of the first of them, which the others have but for the
    area's name and values, and the place of the file."""

    problem: Problem
    files: tuple[str, ...]
    areas: tuple[str, ...]

    def __str__(self) -> str:
        problem, areas = self.problem, self.areas
        named = ", ".join(areas[:_MOST_NAMED])
        if len(areas) > _MOST_NAMED:
            named += f" and {len(areas) - _MOST_NAMED} more"
        where = f"{'area' if len(areas) == 1 else 'areas'} {named}"
        return f"{counted(len(self.files), 'file')}: [{problem.rule}] {problem.message}; {where}"

    def as_dict(self) -> dict[str, object]:
        problem = self.problem
        return {
            "rule": problem.rule,
            "message": problem.message,
            "files": len(self.files),
            "areas": list(self.areas),
        }


def names_file(problem: Problem, file: str) -> bool:
    """Whether a problem is of the place of a finished file, or of one that goes with it."""
    return _without_place(problem.message, file) != problem.message


def _without_place(message: str, file: str) -> str:
    """A message without the path of a finished file, which is as long as its folders."""
    stem = file.rpartition(".")[0]
    return _QUOTED.sub(lambda m: '"…"' if stem in m[0].replace("\\", "/") else m[0], message)


def likeness(problem: Problem, area: str, titles: Titles, file: str = "") -> tuple[str, ...]:
    """What two problems have in common that differ only in their areas, and in the place of the
    finished `file`. In an area's own file the values in quotation marks are the area's too, and so
    are lines and columns. There is no need to read that file for its title then, which stands in
    quotation marks."""
    span = problem.span
    message = _without_place(problem.message, file) if file else problem.message
    is_own = span is not None and span.path.endswith(Content.area_path(area))
    if is_own:
        message = _QUOTED.sub('"…"', message)
    for name in filter(None, (area, "" if is_own else titles(area))):
        message = re.sub(rf"(?<![\w-]){re.escape(name)}(?![\w-])", "…", message)
    return problem.rule, message, span.key if is_own and span else str(span or "")


def causes(failures: Iterable[FailedJob], titles: Titles) -> tuple[Cause, ...]:
    """The causes of failures, those of most files first."""
    first: dict[tuple[str, ...], Problem] = {}
    files: dict[tuple[str, ...], dict[str, str]] = {}
    for failure in failures:
        area = failure.job.piece.area
        for problem in failure.reasons:
            key = likeness(problem, area, titles, failure.job.file)
            first.setdefault(key, problem)
            files.setdefault(key, {})[failure.job.file] = area
    found = [
        Cause(first[key], tuple(there), tuple(dict.fromkeys(there.values())))
        for key, there in files.items()
    ]
    return tuple(sorted(found, key=lambda cause: -len(cause.files)))


def save_failures(folder: Path, failures: Iterable[FailedJob], titles: Titles) -> None:
    """Write failures.json into an output folder, or remove it if there are none. A disk that is
    full loses nothing, for whoever runs the build reports them as well."""
    failed = list(failures)
    file = folder / FAILURES
    with suppress(Refused, OSError):
        if not failed:
            file.unlink(missing_ok=True)
            return
        found = {
            "causes": [cause.as_dict() for cause in causes(failed, titles)],
            "failures": [failure.as_dict() for failure in failed],
        }
        publish(file, (json.dumps(found, ensure_ascii=False, indent=1) + "\n").encode())
