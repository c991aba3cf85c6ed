"""Runs the rules of a profile on a PDF, and gathers what they found in a report."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple, TypeVar

from generator.cache import Cache
from generator.pdfobjects.file import open_file
from generator.pdfobjects.values import Malformed, Unreadable
from generator.problems import Problem, error, unknown
from .facts import Facts
from .merging import gathered
from .profiles import PROFILES, Check, Checks, rows_of
from .raster.render import CannotRender
from .report import Expected, Report
from .rules import RULES

T = TypeVar("T")


class RuleResult(NamedTuple):
    """What one rule found. `ran` is False if it could not run to its end."""

    rule: str
    problems: tuple[Problem, ...]
    ran: bool


def checked(
    data: bytes, profile: str, expected: Expected | None, standards: Sequence[str], cache: Cache
) -> Report:
    """The report on the PDF in `data`, by the rules of `profile` and of `standards`. It never
    raises for anything in the file."""
    if profile not in PROFILES:
        return Report((unknown("profile", profile, PROFILES, noun="preflight profile"),))
    facts = opened(data, expected, cache=cache)
    if isinstance(facts, Report):
        return facts
    rows = rows_of(profile, standards)
    return reported(facts, profile, rows, run_rules(facts, rows))


def opened(data: bytes, expected: Expected | None = None, *, cache: Cache) -> Facts | Report:
    """A file ready to be checked, or why it cannot be read."""
    try:
        return Facts(open_file(data, cache=cache), expected)
    except Unreadable as problem:
        return Report((error(problem.rule, str(problem), hint=problem.hint),))
    except MemoryError:
        return Report((error("too-large", "there is not memory enough to read the file"),))


def run_rules(facts: Facts, rows: Checks) -> Iterator[RuleResult]:
    """The result of each rule as it is run. What stopped rules is reported at the end, once for all
    rules that it stopped."""
    stopped: dict[str, list[str]] = {}
    for row in rows:
        try:
            result = RuleResult(row.rule, _problems_of(facts, row), True)
        except Exception as reason:  # noqa: BLE001 - whatever stops a rule, it is not passed
            stopped.setdefault(_reason_text(reason), []).append(row.rule)
            result = RuleResult(row.rule, (), False)
        yield result
    for said, rules in stopped.items():
        yield RuleResult(rules[0], (_could_not_run(rules, said),), False)


def reported(facts: Facts, profile: str, rows: Checks, results: Iterable[RuleResult]) -> Report:
    """The report on a file: the results of a profile's rules, and the facts about the file."""
    problems: list[Problem] = []
    ran: list[str] = []
    for result in results:
        problems += result.problems
        if result.ran:
            ran.append(result.rule)
    report = _report(facts, problems, ran)
    return report._replace(profile=profile, rules=tuple(row.rule for row in rows))


def _problems_of(facts: Facts, row: Check) -> tuple[Problem, ...]:
    faults = list(RULES[row.rule].faults(facts, row.limits))
    if not faults:
        return ()
    return tuple(
        gathered(
            Problem(
                fault.severity or row.severity, row.rule, fault.message, None, fault.hint,
                fault.details, fault.place, fault.limit, fault.found, fault.times,
            )
            for fault in faults
        )
    )  # fmt: skip


def _reason_text(reason: Exception) -> str:
    """The reason that stopped a rule: the file's own fault in its words, the program's with its
    kind."""
    said = str(reason) or type(reason).__name__
    return (
        said if isinstance(reason, Malformed | CannotRender) else f"{type(reason).__name__}: {said}"
    )


def _could_not_run(rules: Sequence[str], said: str) -> Problem:
    if len(rules) == 1:
        return error(rules[0], f"the preflight rule {rules[0]} could not run", details=(said,))
    message = f"{len(rules)} preflight rules could not run"
    return error(rules[0], message, details=(said, ", ".join(rules)))


def _report(facts: Facts, problems: list[Problem], ran: list[str]) -> Report:
    """The report, with the facts that the file gives. A missing fact is left empty and is an error,
    unless a rule has reported it already."""

    def fact(name: str, ask: Callable[[], T]) -> T | tuple[()]:
        try:
            return ask()
        except Exception as reason:  # noqa: BLE001 - as for the rules
            if not any(problem.is_error for problem in problems):
                problems.append(_could_not_run([name], _reason_text(reason)))
            return ()

    pages = fact("pages", lambda: facts.pages.boxes)
    plates = fact("plates", lambda: facts.painted.plates)
    fonts = fact("fonts", lambda: facts.fonts.all)
    # Looking for codes is most of the work, and is done only for a profile that checks them.
    looked = any(rule.startswith("code-") for rule in ran)
    codes = fact("codes", lambda: facts.rendered.readings) if looked else ()
    return Report(tuple(problems), pages, plates, fonts, codes, tuple(ran))
