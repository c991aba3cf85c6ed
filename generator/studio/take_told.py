"""A job of the take-away screen as its script shows it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias

from generator.jobs.taken import BesideFile, TakenFile
from generator.jobs.taking import HasFile, HasSheets
from generator.problems import Problem
from .take_answers import (
    AskedCheck,
    EditionAnswer,
    JobAnswer,
    LackingAnswer,
    Offer,
    SheetsAnswer,
    ToldFault,
)
from .take_jobs import TakeJob

FieldOf: TypeAlias = Callable[[Problem], str]


def job_answer(job: TakeJob, ahead: int, field: FieldOf, *, stale: bool) -> JobAnswer:
    """A job as it is now. `field` gives the address of a problem's field, if it has one."""
    begun, made = job.begun, [*job.made]
    names = dict.fromkeys(has.file.edition for has in made)
    return JobAnswer(
        state=job.state,
        now=begun.name if begun and job.state == "making" else "",
        number=begun.number if begun else 0,
        count=begun.count if begun else len(job.wanted.editions),
        ahead=ahead,
        editions=tuple(_edition(job, name, made, field) for name in names),
        lacking=tuple(
            LackingAnswer(each.edition, _told(_reasons(each.problems), field), each.bug)
            for each in job.lacking
        ),
        sheets=tuple(_sheets(job, has) for has in job.sheets),
        faults=_told(job.problems, field),
        everything=_zip(job, "") if made and not job.goes_on else None,
        approval=job.approval,
        stale=stale,
    )


def everything(job: TakeJob, edition: str) -> tuple[TakenFile, ...]:
    """The finished files of an edition, or of all of them if none is named."""
    return tuple(has.file for has in job.made if edition in ("", has.file.edition))


def named_parcel(job: TakeJob, edition: str) -> str:
    """The name of a zip: that of its file, or of the piece and its language."""
    files = everything(job, edition)
    if edition and len(files) == 1:
        return f"{files[0].name.rpartition('.')[0]}.zip"
    ending = f"--{edition}" if edition else ""
    layout = job.wanted.layout.replace("/", "-")
    return f"{layout}-{job.wanted.language}{ending}.zip"


def _edition(job: TakeJob, name: str, made: Iterable[HasFile], field: FieldOf) -> EditionAnswer:
    """The finished files of an edition, which may be several pictures."""
    has = [each for each in made if each.file.edition == name]
    first = has[0].file
    files = tuple(_file(job, each) for one in has for each in one.file.every)
    known = dict.fromkeys(problem for each in has for problem in each.file.checks.known)
    return EditionAnswer(
        edition=name,
        offer=files[0] if len(files) == 1 else _zip(job, name),
        files=files,
        pages=first.pages,
        print=first.print,
        pictures=tuple(_picture(job, each) for one in has for each in one.pictures),
        known=_told(known, field),
        passed=first.checks.passed,
        rules=tuple(AskedCheck(check.rule, check.asks) for check in first.checks.rules),
    )


def _sheets(job: TakeJob, has: HasSheets) -> SheetsAnswer:
    sheets = has.sheets
    return SheetsAnswer(
        use=sheets.use,
        offer=_file(job, has.file),
        paper=sheets.paper,
        sheets=sheets.sheets,
        places=sheets.places,
        across=sheets.across,
        down=sheets.down,
        percent=round(100 * sheets.scale, 1),
        turn=sheets.turn,
        pictures=tuple(_picture(job, name) for name in has.pictures),
    )


def _file(job: TakeJob, file: BesideFile) -> Offer:
    number = job.files.index(file)
    return Offer(file.name, file.bytes, f"/taken/{job.ident}/file/{number}")


def _zip(job: TakeJob, edition: str) -> Offer:
    """A zip of an edition, or of all, which is about as large as what is in it."""
    size = sum(each.bytes for file in everything(job, edition) for each in file.every)
    ending = f"/{edition}" if edition else ""
    return Offer(named_parcel(job, edition), size, f"/taken/{job.ident}/zip{ending}")


def _picture(job: TakeJob, name: str) -> str:
    return f"/taken/{job.ident}/picture/{name}"


def _reasons(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """What stopped a file: errors alone, for warnings stop none."""
    return tuple(problem for problem in problems if problem.is_error)


def _told(problems: Iterable[Problem], field: FieldOf) -> tuple[ToldFault, ...]:
    return tuple(ToldFault(each.rule, each.message, each.hint, field(each)) for each in problems)
