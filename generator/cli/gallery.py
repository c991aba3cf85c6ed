"""`cease gallery`: a page of what is in an output folder."""

import time
from pathlib import Path

from generator.jobs.gallery import make_gallery
from generator.problems import counted
from .session import Session


def gallery(session: Session, out: Path) -> None:
    """Make the gallery, and say what that took."""
    started = time.perf_counter()
    made = make_gallery(
        session.project,
        out,
        on_wait=lambda: session.say(f"waiting for a build into {out} to finish"),
    )
    session.report(made.problems)
    seconds = round(time.perf_counter() - started, 1)
    found = {"page": str(made.page), "files": made.files, "drawn": made.drawn, "kept": made.kept}
    session.document["gallery"] = {**found, "seconds": seconds}
    drawn = f"{counted(made.drawn, 'picture')} drawn, {made.kept} kept"
    session.say(f"gallery of {counted(made.files, 'file')}: {drawn}, {seconds:g} s: {made.page}")
