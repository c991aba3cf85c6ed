"""A file judged piece by piece, so that what was found is kept if its judge is stopped."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from generator.preflight import PROFILES, Judged, Report, judge, opened, reported
from generator.preflight.facts import Facts
from generator.preflight.guess import CLAIMANTS, claimed, guess
from generator.preflight.profiles import STANDARDS, not_judged, rows_of
from generator.problems import Problem, Refused, WrongChoice, did_you_mean, error
from generator.source.files import MAX_PDF, read_named


class Begun(NamedTuple):
    """What a file is going to be judged by, and why: a profile (empty if only standards were
    asked for) and standards beside it; and what nothing here judges."""

    profile: str
    standards: tuple[str, ...]
    reason: str
    rules: tuple[str, ...]
    not_judged: tuple[str, ...]


class Known(NamedTuple):
    """Pages, plates, fonts and codes of a file as plain data."""

    facts: dict[str, Any]


Told: TypeAlias = Begun | Judged | Known | Problem


def judgement(
    path: Path, profile: str, standards: tuple[str, ...], copy: Path | None, name: str
) -> Iterator[Told]:
    """Judge a file by `profile` and `standards`, or by what it declares if both are empty: first
    what is going to be run, then each rule as it is done, then the facts. Write to `copy`, if
    there is one, the file with what was found drawn on it, under `name`. Raises `WrongChoice` if
    there is no such profile or standard, `Refused` if nothing can be asked of the file."""
    _refuse_unknown("profile", [profile] if profile else [], PROFILES)
    _refuse_unknown("standard", standards, STANDARDS)
    facts = opened(read_named(path, MAX_PDF))
    if isinstance(facts, Report):
        raise Refused(facts.problems)
    reason = "as asked"
    asked = profile or standards
    if not asked:
        profile, reason = guess(facts)
    if profile in CLAIMANTS or not asked:
        standards += claimed(facts, standards)
    rows = rows_of(profile, standards)
    names = tuple(row.rule for row in rows)
    yield Begun(profile, standards, reason, names, not_judged(profile, standards))
    done: list[Judged] = []
    for judged in judge(facts, rows):
        done.append(judged)
        yield judged
    report = reported(facts, profile, rows, done)
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


def _refuse_unknown(kind: str, names: Iterable[str], known: Collection[str]) -> None:
    wrong = [
        error("wrong-choice", f'no {kind} is called "{name}"', hint=did_you_mean(name, known))
        for name in names
        if name not in known
    ]
    if wrong:
        raise WrongChoice(wrong)


def _drawn(facts: Facts, report: Report, copy: Path, name: str) -> Iterator[Problem]:
    from generator.preflight.annotate import CannotAnnotate, annotated

    try:
        copy.write_bytes(annotated(facts, report.problems, name))
    except (CannotAnnotate, OSError) as reason:
        hint = "the list here is complete; a file made again may be marked"
        yield error("annotate", "the copy could not be drawn", None, hint, (str(reason),))
