"""`cease build` and `cease validate`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from generator.content.area_checks import is_long_ago
from generator.jobs import gc_policy
from generator.jobs.choosing import Choice
from generator.jobs.making import located
from generator.jobs.manifest import NAME as MANIFEST
from generator.jobs.manifest import Manifest
from generator.jobs.planning import BuildPlan, Job, drawable, plan
from generator.jobs.publish import check_folder, publish
from generator.jobs.run import Outcome, run
from generator.problems import Refused, WrongChoice, counted
from generator.reports.page_pictures import PictureKind, PixelSize
from . import show
from .outcomes import BuildMessages
from .progress import progress
from .session import Session

if TYPE_CHECKING:
    from generator.jobs.where import Condition

_MOST_NAMED: Final = 3
_MOST_LISTED: Final = 200  # files on a terminal


class BuildAs(Struct, frozen=True):
    """How files are made: by so many processes, or the workers of a cluster at an address, also if
    they are up to date, only if they may be released, up to the first failure, and only those of
    which a condition is true."""

    workers: int = 0
    cluster: str = ""
    force: bool = False
    release: bool = False
    fail_fast: bool = False
    where: Condition | None = None


def build(session: Session, choice: Choice, out: Path, how: BuildAs) -> None:
    """Make every file of the choice, then print a table of them."""
    project = session.project
    planned = _planned(session, choice, out, how.where)
    outcomes: list[Outcome] = []
    messages = BuildMessages(session)
    older: list[str] = []
    session.document |= {"out": str(out), "files": [], "failed": [], "outdated": older}
    try:
        with progress(len(planned.jobs), say=session.say) as advance:

            def on_done(outcome: Outcome) -> None:
                outcomes.append(outcome)
                _note(session, outcome)
                gc_policy.collect()
                advance(outcome.job.file, failed=outcome.failed)

            finished = run(
                project,
                planned.jobs,
                out,
                unread=planned.unread,
                workers=how.workers,
                cluster=how.cluster,
                force=how.force,
                release=how.release,
                fail_fast=how.fail_fast,
                on_done=on_done,
                on_older=older.append,
                on_wait=lambda: session.say(f"waiting for another build into {out} to finish"),
                on_unread=lambda lines: session.say(
                    f"{counted(lines, 'line')} of {out / MANIFEST} cannot be read, "
                    "for another version of cease wrote them or they are damaged: "
                    "the files that they list are made again"
                ),
                on_no_worker=lambda: session.say(
                    f"no worker is in the cluster at {how.cluster}, and the build waits; "
                    f"start some with: dask worker {how.cluster} --nthreads 1 --no-dashboard"
                ),
            )
            outcomes[:] = finished
            session.document |= {"files": [], "failed": []}
            for outcome in outcomes:
                _note(session, outcome)
    finally:  # also of a build that is stopped
        _warn_of_older(session, out)
        session.report(planned.problems)
        if not how.release:  # which says it as an error
            _report_overdue(session, messages, planned, outcomes)
        messages.report_outcomes(outcomes)
    if choice.is_every_layout:
        from generator.jobs.validate import unused_blocks

        for campaign in dict.fromkeys(job.piece.campaign for job in planned.jobs):
            session.report(unused_blocks(project, campaign))
    for traceback in dict.fromkeys(outcome.bug for outcome in outcomes if outcome.bug):
        session.report_internal_error(traceback)
    messages.conclude(outcomes, out)
    _conclude(session, outcomes, out, len(planned.jobs) - len(outcomes))


def _report_overdue(
    session: Session, messages: BuildMessages, planned: BuildPlan, outcomes: Sequence[Outcome]
) -> None:
    """Warn of areas that nobody has checked for more than a year. One whose files say that all of
    it was checked later is not read for that."""
    days = {outcome.job.piece.area: outcome.row.checked for outcome in outcomes if outcome.row}
    late = {day: is_long_ago(day) for day in {*days.values()}}
    for area in dict.fromkeys(job.piece.area for job in planned.jobs):
        if area not in days or late[days[area]]:
            messages.report(session.project.content.overdue([area]), area)


def _planned(session: Session, choice: Choice, out: Path, condition: Condition | None) -> BuildPlan:
    """The jobs to do. If the project's own files stop all of them, the files of earlier builds are
    outdated. Raises `Refused`."""
    try:
        return planned_jobs(session, choice, condition)
    except WrongChoice:
        raise
    except Refused:
        rows = Manifest.of(out).rows if out.is_dir() else {}
        session.document["outdated"] = [path for path in rows if (out / path).is_file()]
        _warn_of_older(session, out)
        raise


def planned_jobs(session: Session, choice: Choice, condition: Condition | None) -> BuildPlan:
    """The jobs to do. Raises `Refused`."""
    if condition is None:
        return plan(session.project, choice)
    from generator.jobs.narrowing import narrowed, widened

    planned = plan(session.project, widened(choice, condition))
    return narrowed(session.project, planned, condition)


def _note(session: Session, outcome: Outcome) -> None:
    """Add the outcome of a job to the document, which may be printed at any time, and is made plain
    data then."""
    if outcome.row is None:
        session.document["failed"].append(outcome.job.file)
    else:
        session.document["files"].append(outcome)


def _warn_of_older(session: Session, out: Path) -> None:
    """Before anything else, name the outdated files that nobody should use, for they look like new
    ones."""
    outdated = session.document["outdated"]
    if outdated:
        named = ", ".join(str(out / path) for path in outdated[:_MOST_NAMED])
        if len(outdated) > _MOST_NAMED:
            named += f" and {len(outdated) - _MOST_NAMED} more"
        which = "this file is" if len(outdated) == 1 else f"these {len(outdated)} files are"
        session.say(
            f"OUTDATED: {which} from an earlier build, and no new one takes the place: {named}"
        )


def _conclude(session: Session, outcomes: Sequence[Outcome], out: Path, untried: int) -> None:
    if session.json:
        return
    made = [outcome for outcome in outcomes if outcome.row]
    if made:
        if len(made) <= _MOST_LISTED or not sys.stdout.isatty():
            _table(made)
        else:
            session.say(f"too many files to show here: cease list outputs --out {out}")
        _small_letters(session, made)
    said = f"{counted(len(made), 'file')} in {out}"
    if kept := sum(outcome.kept for outcome in made):
        said += f", {kept} up to date already"
    if failed := len(outcomes) - len(made):
        said += f"; {counted(failed, 'file')} not made"
    if untried:
        said += f", {untried} not tried after the first failure"
    if outdated := session.document["outdated"]:
        said += f", {len(outdated)} outdated"
    session.say(said)


def _small_letters(session: Session, made: Sequence[Outcome]) -> None:
    """Say which files have sentences in type under 12 pt, those of one layout together."""
    most: dict[str, list[float]] = {}
    for outcome in made:
        if outcome.row and outcome.row.facts.under_12_pt:
            most.setdefault(outcome.row.layout, []).append(outcome.row.facts.under_12_pt)
    for layout, shares in most.items():
        least, largest = min(shares), max(shares)
        range_ = f"{largest:g}" if least == largest else f"{least:g} to {largest:g}"
        files = f" in {counted(len(shares), 'file')}" if len(shares) > 1 else ""
        session.say(
            f"{layout}: {range_} % of the letters of sentences are smaller than 12 pt{files}"
        )


def _table(made: Sequence[Outcome]) -> None:
    """The files, with a column that says how to print them if any of them says so."""
    headers = ["file", "pages", "mm", "print", "problems"]
    rows = []
    for outcome in made:
        row, size = outcome.row, ""
        assert row is not None
        if row.size:
            size = " × ".join(f"{edge:g}" for edge in row.size)
        found = counted(len(outcome.problems), "warning") if outcome.problems else "none"
        rows.append([row.path, str(row.facts.pages or ""), size, row.facts.print, found])
    if not any(row[3] for row in rows):
        headers.remove("print")
        rows = [[*row[:3], row[4]] for row in rows]
    show.table(headers, rows)


def validate(
    session: Session, areas: Sequence[str], languages: Sequence[str], workers: int = 0
) -> None:
    """Report every problem of every file, or of the choice."""
    from generator.jobs.validate import scope
    from generator.jobs.validate import validate as find_problems

    gc_policy.collect()
    project = session.project
    session.report(find_problems(project, scope(project, areas, languages), workers))
    count = len(project.shelf.read)
    session.document["files"] = sorted(project.shelf.read)
    warnings = len(session.reported) - session.errors
    session.say(
        f"{counted(count, 'file')} read: {counted(session.errors, 'error')}, "
        f"{counted(warnings, 'warning')}"
    )


INDEX: Final = "index.html"
DPI: Final = 150


class PreviewAs(Struct, frozen=True):
    """How pages become pictures: at a resolution, or of a size in pixels; and their kind. With
    neither, pictures for screens have their own size, and pages 150 pixels per inch."""

    dpi: int | None
    guides: bool = False
    size: PixelSize | None = None
    kind: PictureKind = "png"


def preview(session: Session, choice: Choice, out: Path, how: PreviewAs) -> None:
    """A picture of each page of each piece, called `<file>-<page>.png`. They stand together in
    `out`, or in folders as in the output where several campaigns, areas or languages are asked
    for."""
    from generator.jobs.survey import drawn, own_pixels

    check_folder(out)
    project = session.project
    jobs = _drawable(session, choice)
    several = len({(job.piece.campaign, job.piece.area, job.piece.language) for job in jobs}) > 1
    written: list[str] = []
    session.document["files"] = written
    with progress(len(jobs)) as advance:
        for job in jobs:
            piece = job.piece
            try:
                document, found = project.document(piece.campaign, piece.language, piece.area)
                session.report(found)
                plain = how.dpi is None and not how.guides
                size = how.size or (own_pixels(project, job) if plain else None)
                made, pictures = drawn(
                    project, job, document, how.dpi or DPI, how.guides, size, how.kind
                )
            except Refused as refused:
                session.report(located(problem, job.file) for problem in refused.problems)
                continue
            session.report(located(problem, job.file) for problem in made.problems)
            for name, picture in pictures:
                path = out / (name if several else PurePosixPath(name).name)
                publish(path, picture)
                written.append(str(path))
            advance(job.file)
    session.say(f"{counted(len(written), 'picture')} in {out}")


def overview(session: Session, choice: Choice, out: Path, *, dpi: int | None, guides: bool) -> None:
    """Write to `out` a page, `index.html`, a contact sheet for each piece, and the pages'
    pictures in folders as in the output; what cannot be made has its problems there."""
    from generator.jobs.survey import in_every_language, survey
    from generator.reports.overview import overview_page

    project = session.project
    jobs = _drawable(session, in_every_language(project, choice))
    written: list[str] = []
    session.document["files"] = written

    def keep(name: str, data: bytes) -> None:
        publish(out / name, data)
        written.append(str(out / name))

    with progress(len(jobs)) as advance:
        made = survey(
            project,
            jobs,
            keep,
            dpi=dpi,
            guides=guides,
            on_done=lambda job: advance(job.file),
        )
    keep(INDEX, overview_page(made).encode())
    for problems in made.words.values():
        session.report(problems)
    showings = list(made.showings)
    for showing in showings:
        session.report(located(problem, showing.file) for problem in showing.problems)
    session.document |= {"pieces": [showing.as_dict() for showing in showings]}
    failed = sum(showing.failed for showing in showings)
    said = f"{counted(len(made.pieces), 'contact sheet')} in {out}, and {out / INDEX}"
    session.say(said + (f"; {counted(failed, 'piece')} not made" if failed else ""))


def _drawable(session: Session, choice: Choice) -> tuple[Job, ...]:
    """The jobs that a choice means. Raises `WrongChoice` if there is nothing to draw of them."""
    gc_policy.collect()
    planned = plan(session.project, choice)
    session.report(planned.problems)
    return drawable(session.project, planned.jobs)
