"""What stops a save: an error at a value that was edited.

Errors elsewhere do not, for they were there before or are mended at another place: a sentence may
be too long for one piece, and a changed original makes its translations out of date.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.content.project_content import CONTENT
from generator.problems import Problem, Refused
from generator.source.splice import value_at
from .changes import Change, differences
from .desk import OpenProject


def faults_of_edits(project: OpenProject, paths: Sequence[str]) -> list[Problem]:
    """The errors of edited files that stand at values which were edited, each once."""
    history = project.history
    keys: dict[str, list[str]] = {}
    for path in paths:
        before, now = (value_at(text[path], path, "") for text in (history.base, history.now))
        keys[path] = [key for each in differences(path, before, now) for key in _keys(each)]
    found: dict[tuple[str, str, str], Problem] = {}
    for problem in _problems(project, paths):
        span = problem.span
        if problem.is_error and span and any(_at(span.key, key) for key in keys.get(span.path, ())):
            found.setdefault((span.path, span.key, problem.message), problem)
    return [*found.values()]


def _keys(change: Change) -> tuple[str, ...]:
    """The keys that a change touches: for one that takes out or renames, also what holds it."""
    if change.how == "set":
        return (change.key,)
    if change.how == "insert":
        new = f"{change.key}.{change.name}" if change.key else str(change.name)
        return change.key, new
    return change.key.rpartition(".")[0], change.key


def _at(key: str, edited: str) -> bool:
    """Whether a problem's key is one that was edited, or within it."""
    return bool(edited) and (key == edited or key.startswith(f"{edited}."))


def _problems(project: OpenProject, paths: Sequence[str]) -> Iterator[Problem]:
    """The problems of each edited file with those that it is read with."""
    opened = project.project
    default = opened.content.languages().default
    usual = opened.usual_area()
    for path in paths:
        folder, _, name = path.removeprefix(f"{CONTENT}/").rpartition("/")
        stem = name.removesuffix(".yaml")
        if folder == "areas":
            asked = [(campaign, default, stem) for campaign in opened.campaigns()]
        elif folder in opened.campaigns():
            asked = [(folder, stem, usual)]
        else:
            continue
        for each in asked:
            try:
                yield from opened.document(*each)[1]
            except Refused as refused:
                yield from refused.problems
