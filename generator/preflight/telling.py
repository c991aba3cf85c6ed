"""A file judged piece by piece, so that what was found is kept if its judge is stopped."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from generator.preflight import PROFILES, Judged, Report, judge, opened, reported
from generator.preflight.facts import Facts
from generator.preflight.guess import guess
from generator.problems import Problem, Refused, WrongChoice, did_you_mean, error
from generator.source.files import MAX_PDF, read_named


class Begun(NamedTuple):
    """What a file is going to be judged by, and why."""

    profile: str
    reason: str
    rules: tuple[str, ...]


class Known(NamedTuple):
    """Pages, plates, fonts and codes of a file as plain data."""

    facts: dict[str, Any]


Told: TypeAlias = Begun | Judged | Known | Problem


def judgement(path: Path, profile: str, copy: Path | None, name: str) -> Iterator[Told]:
    """Judge a file by `profile`, or by the one it asks for if that is empty: first what is going
    to be run, then each rule as it is done, then the facts. Write to `copy`, if there is one,
    the file with what was found drawn on it, under `name`. Raises `WrongChoice` if there is no
    such profile, `Refused` if nothing can be asked of the file."""
    if profile and profile not in PROFILES:
        hint = did_you_mean(profile, PROFILES)
        raise WrongChoice([
            error("wrong-choice", f'no profile is called "{profile}"', hint=hint)
        ])  # fmt: skip
    facts = opened(read_named(path, MAX_PDF))
    if isinstance(facts, Report):
        raise Refused(facts.problems)
    reason = "as asked"
    if not profile:
        profile, reason = guess(facts)
    yield Begun(profile, reason, tuple(row.rule for row in PROFILES[profile].rows))
    done: list[Judged] = []
    for judged in judge(facts, profile):
        done.append(judged)
        yield judged
    report = reported(facts, profile, done)
    known = set(report.rules)
    # What only the report found: a fact that cannot be had.
    yield from (problem for problem in report.problems if problem.rule not in known)
    yield Known({
        "pages": [page._asdict() for page in report.pages],
        "plates": report.plates,
        "fonts": [font._asdict() for font in report.fonts],
        "codes": [code._asdict() for code in report.codes],
    })  # fmt: skip
    if copy:
        yield from _drawn(facts, report, copy, name)


def _drawn(facts: Facts, report: Report, copy: Path, name: str) -> Iterator[Problem]:
    from generator.preflight.annotate import CannotAnnotate, annotated

    try:
        copy.write_bytes(annotated(facts, report.problems, name))
    except (CannotAnnotate, OSError) as reason:
        hint = "the list here is complete; a file made again may be marked"
        yield error("annotate", "the copy could not be drawn", None, hint, (str(reason),))
