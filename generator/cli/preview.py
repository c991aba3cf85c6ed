"""`cease preview`: page images of what would be built."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from generator.cli import show
from generator.cli.session import Session
from generator.jobs import gc_policy
from generator.jobs.choosing import Choice
from generator.jobs.making import located
from generator.jobs.planning import drawable, plan
from generator.jobs.publish import publish
from generator.problems import Refused, counted
from generator.reports.page_images import page_images
from generator.typeset.geometry import unit_of


def preview(session: Session, choice: Choice, out: Path, *, dpi: int, guides: bool) -> None:
    """A picture of each page of each piece, called `<file>-<page>.png`. They stand together in
    `out`, or in folders as in the output where several campaigns, areas or languages are asked
    for."""
    gc_policy.collect()
    project = session.project
    planned = plan(project, choice)
    session.report(planned.problems)
    jobs = drawable(project, planned.jobs)
    several = len({(job.piece.campaign, job.piece.area, job.piece.language) for job in jobs}) > 1
    written: list[str] = []
    session.document["files"] = written
    with show.progress(len(jobs)) as advance:
        for job in jobs:
            file = PurePosixPath(job.file if several else PurePosixPath(job.file).name)
            piece = job.piece
            try:
                document, found = project.document(piece.campaign, piece.language, piece.area)
                session.report(found)
                made = project.make(document, piece.layout, piece.format, piece.edition_name)
            except Refused as refused:
                session.report(located(problem, job.file) for problem in refused.problems)
                continue
            session.report(located(problem, job.file) for problem in made.problems)
            drawing, _ = project.design.drawing(piece.layout)
            unit = unit_of(drawing, piece.format)[1] if guides else None
            pages = made.artwork.pages
            images = page_images(made.data, pages, made.report.pages, dpi, unit)
            for number, picture in enumerate(images, 1):
                path = out / file.with_name(f"{file.stem}-{number}.png")
                publish(path, picture)
                written.append(str(path))
            advance(job.file)
    session.say(f"{counted(len(written), 'picture')} in {out}")
