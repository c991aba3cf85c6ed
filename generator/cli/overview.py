"""`cease preview --all-languages`: every layout in every language, side by side."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from generator.cli import show
from generator.cli.session import Session
from generator.jobs import gc_policy
from generator.jobs.choosing import Choice
from generator.jobs.making import located
from generator.jobs.planning import drawable, plan
from generator.jobs.publish import publish
from generator.jobs.survey import in_every_language, survey
from generator.problems import counted
from generator.reports.overview import Showing
from generator.reports.overview_page import overview_page

INDEX = "index.html"


def overview(session: Session, choice: Choice, out: Path, *, dpi: int | None, guides: bool) -> None:
    """Write to `out` a page, `index.html`, a contact sheet for each piece, and the pages'
    pictures in folders as in the output; what cannot be made has its problems there."""
    gc_policy.collect()
    project = session.project
    planned = plan(project, in_every_language(project, choice))
    session.report(planned.problems)
    jobs = drawable(project, planned.jobs)
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
    session.document |= {"pieces": [_row(showing) for showing in showings]}
    failed = sum(showing.failed for showing in showings)
    said = f"{counted(len(made.pieces), 'contact sheet')} in {out}, and {out / INDEX}"
    session.say(said + (f"; {counted(failed, 'piece')} not made" if failed else ""))


def _row(showing: Showing) -> dict[str, Any]:
    piece = showing.piece
    return {
        **piece.model_dump(exclude={"choices"}),
        "edition": piece.edition_name,
        "made": not showing.failed,
        "copyfit": {step.style: [step.before, step.after] for step in showing.steps},
        "problems": [problem.as_dict() for problem in showing.problems],
    }
