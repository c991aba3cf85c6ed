"""Checks a file rule by rule, so that what was found is kept if the process is stopped.

What is reported is plain data and problems, which can be read without loading the rules.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path
from typing import Any

from generator.cache import Cache
from generator.preflight import PROFILES, Report, RuleResult, opened, reported, run_rules
from generator.preflight.declared import CLAIMANTS, declared_archive, declared_profile
from generator.preflight.facts import Facts
from generator.preflight.profiles import PEOPLE, STANDARDS, not_checked, rows_of
from generator.problems import Problem, Refused, WrongChoice, did_you_mean, error


def rule_results(
    read: Callable[[], bytes],
    profile: str,
    standards: tuple[str, ...],
    copy: Path | None,
    name: str,
) -> Iterator[dict[str, Any]]:
    """Check the file that `read` gives by `profile` and `standards`, or by what it declares if
    both are empty: first what is going to be run, then each rule as it is done, then the facts.
    Write to `copy`, if there is one, the file with what was found drawn on it, under `name`.
    Raises `WrongChoice` if there is no such profile or standard, `Refused` if nothing can be asked
    of the file."""
    _refuse_unknown("profile", [profile] if profile else [], PROFILES)
    _refuse_unknown("standard", standards, STANDARDS)
    facts = opened(read(), cache=Cache())
    if isinstance(facts, Report):
        raise Refused(facts.problems)
    reason = "as asked"
    asked = profile or standards
    if not asked:
        profile, reason = declared_profile(facts.document)
    if profile in CLAIMANTS or not asked:
        standards += declared_archive(facts.document, standards)
    rows = rows_of(profile, standards)
    names = tuple(row.rule for row in rows)
    left = not_checked(profile, standards)
    yield {
        "profile": profile, "standards": standards, "reason": reason, "rules": names,
        "not_checked": left, "people_only": tuple(one for one in left if one == PEOPLE),
    }  # fmt: skip
    done: list[RuleResult] = []
    for result in run_rules(facts, rows):
        done.append(result)
        yield result._asdict()
    report = reported(facts, profile, rows, done)
    known = set(report.rules)
    # What only the report found: a fact that cannot be had.
    yield {"problems": [one for one in report.problems if one.rule not in known]}
    yield {"facts": _plain({
        "pages": [page._asdict() for page in report.pages],
        "plates": report.plates,
        "fonts": [font._asdict() for font in report.fonts],
        "codes": [code._asdict() for code in report.codes],
    })}  # fmt: skip
    if copy:
        yield {"problems": list(_drawn(facts, report, copy, name))}


def _plain(facts: dict[str, Any]) -> Any:
    """The same of nothing but what every program knows."""
    return json.loads(json.dumps(facts))


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
