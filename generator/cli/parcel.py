"""`cease build --zip`: finished files as one zip, to be handed over."""

from pathlib import Path

from generator.jobs.publish import publish
from generator.jobs.run import Outcome
from generator.jobs.taken import parcel, taken
from generator.problems import counted
from .session import Session


def write_zip(session: Session, out: Path, target: Path) -> None:
    """Put the files of a build in a zip, if all of them were made."""
    if session.document["failed"]:
        session.say(f"{target} is not written, for some of its files were not made")
        return
    outcomes: list[Outcome] = session.document["files"]
    rows = [outcome.row for outcome in outcomes if outcome.row]
    data = parcel(out, [taken(session.project, out, row) for row in rows])
    publish(target, data)
    session.document["zip"] = str(target)
    session.say(f"{target}: {counted(len(rows), 'file')} with those that go with them")
