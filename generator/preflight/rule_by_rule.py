"""Checks a file rule by rule, so that what was found is kept if the process is stopped.

What is reported is plain data and problems, which can be read without loading the rules.
"""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from generator.cache import Cache
from generator.pdfobjects.values import Malformed
from generator.problems import Problem, Refused, WrongChoice, did_you_mean, error
from . import PROFILES, Report, RuleResult, opened, reported, run_rules
from .document_facts import DocumentFacts
from .facts import Facts
from .profiles import CLAIM, PEOPLE, STANDARDS, not_checked, rows_of
from .rules.pdfa import archive_claimed
from .xmp import PDFUA, PDFX


def rule_results(
    read: Callable[[], bytes],
    profile: str,
    standards: tuple[str, ...],
    copy: Path | None,
    list_problems: Callable[[Sequence[Problem]], bytes],
) -> Iterator[dict[str, Any]]:
    """Check the file that `read` gives by `profile` and `standards`, or by what it declares if
    both are empty: first what is going to be run, then each rule as it is done, then the facts.
    Write to `copy`, if there is one, the file with what was found drawn on it, and the list of it
    that `list_problems` makes, a PDF.
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
    facts_found = {
        "pages": [page._asdict() for page in report.pages],
        "plates": report.plates,
        "fonts": [font._asdict() for font in report.fonts],
        "codes": [code._asdict() for code in report.codes],
    }
    yield {"facts": json.loads(json.dumps(facts_found))}  # of nothing but what every program knows
    if copy:
        yield {"problems": list(_write_copy(facts, report, copy, list_problems))}


def _refuse_unknown(kind: str, names: Iterable[str], known: Collection[str]) -> None:
    wrong = [
        error("wrong-choice", f'no {kind} is called "{name}"', hint=did_you_mean(name, known))
        for name in names
        if name not in known
    ]
    if wrong:
        raise WrongChoice(wrong)


def _write_copy(
    facts: Facts, report: Report, copy: Path, list_problems: Callable[[Sequence[Problem]], bytes]
) -> Iterator[Problem]:
    from .annotate import CannotAnnotate, annotated

    try:
        copy.write_bytes(annotated(facts, report.problems, list_problems(report.problems)))
    except (CannotAnnotate, OSError) as reason:
        hint = "the list here is complete; a file made again may be marked"
        yield error("annotate", "the copy could not be drawn", None, hint, (str(reason),))


OTHERWISE: Final = "office"
# Profiles in which a claim of PDF/A is checked though the profile was asked for.
CLAIMANTS: Final = frozenset({"screen"})


def declared_profile(document: DocumentFacts) -> tuple[str, str]:
    """A profile, and why: what the file declares, in its metadata or in Info, or that it
    declares nothing known here."""
    for said in _declarations(document):
        if said.startswith("PDF/X-4"):
            return "pdfx4", f"it declares {said}"
        if said.startswith(("PDF/X-1a", "PDF/X-1:")):
            return "pdfx1a", f"it declares {said}"
    with suppress(Malformed):
        part = document.metadata.get((PDFUA, "part"), "")
        if part:
            return "screen", f"it declares PDF/UA-{part}"
    return OTHERWISE, "it declares neither PDF/X-4 nor PDF/X-1a"


def declared_archive(document: DocumentFacts, asked: Sequence[str]) -> tuple[str, ...]:
    """PDF/A, if a file claims any of it and none was asked for."""
    with suppress(Malformed):
        level = archive_claimed(document)
        if level and not any(name.startswith("pdfa") for name in asked):
            return (CLAIM + level.lower(),)
    return ()


def _declarations(document: DocumentFacts) -> Iterator[str]:
    with suppress(Malformed):  # its rule says so
        yield document.metadata.get((PDFX, "GTS_PDFXVersion"), "")
    for key in ("GTS_PDFXConformance", "GTS_PDFXVersion"):
        yield document.text(document.info.get(key))
