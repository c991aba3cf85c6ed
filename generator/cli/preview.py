"""`cease preview`: page images of what would be built, with `--all-languages` every layout in
every language, side by side."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import Final

from generator.cli import show
from generator.cli.session import Session
from generator.jobs import gc_policy
from generator.jobs.choosing import Choice
from generator.jobs.making import located
from generator.jobs.planning import Job, drawable, plan
from generator.jobs.publish import publish
from generator.jobs.survey import drawn, in_every_language, survey
from generator.problems import Refused, counted
from generator.reports.overview import overview_page

INDEX: Final = "index.html"


def preview(session: Session, choice: Choice, out: Path, *, dpi: int, guides: bool) -> None:
    """A picture of each page of each piece, called `<file>-<page>.png`. They stand together in
    `out`, or in folders as in the output where several campaigns, areas or languages are asked
    for."""
    project = session.project
    jobs = _drawable(session, choice)
    several = len({(job.piece.campaign, job.piece.area, job.piece.language) for job in jobs}) > 1
    written: list[str] = []
    session.document["files"] = written
    with show.progress(len(jobs)) as advance:
        for job in jobs:
            piece = job.piece
            try:
                document, found = project.document(piece.campaign, piece.language, piece.area)
                session.report(found)
                made, pictures = drawn(project, job, document, dpi, guides)
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
    project = session.project
    jobs = _drawable(session, in_every_language(project, choice))
    written: list[str] = []
    session.document["files"] = written

    def keep(name: str, data: bytes) -> None:
        publish(out / name, data)
        written.append(str(out / name))

    with show.progress(len(jobs)) as advance:
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
