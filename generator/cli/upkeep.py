"""`cease verify`, and what `cease build` says or clears away without making a file."""

from pathlib import Path
from typing import Final

from generator.jobs.choosing import Choice
from generator.jobs.manifest import Manifest
from generator.jobs.planning import Job
from generator.jobs.staleness import Staleness
from generator.jobs.upkeep import differences, forecast, remove, unlisted_files, unwanted
from generator.problems import WrongChoice, counted, did_you_mean, error
from . import show
from .build import BuildAs, planned_jobs
from .session import Session

_MEGABYTE: Final = 1_000_000


def explain(session: Session, out: Path, file: Path) -> None:
    """Say why a file would be made again, or that it is up to date. Raises `WrongChoice` for a file
    that the manifest does not list, and `Refused` if there is no manifest."""
    manifest = Manifest.built(out)
    path = _within(out, file)
    row = manifest.rows.get(path)
    if row is None:
        near = did_you_mean(path, manifest.rows)
        message = f'no build into {out} has made "{path}"'
        raise WrongChoice([error("wrong-choice", message, None, near)])
    states = Staleness(session.project, out, manifest)
    reasons = list(states.reasons(Job(row.piece, path)))
    session.document |= {"file": path, "stale": bool(reasons), "reasons": reasons}
    session.say(f"{path} {'would be made again:' if reasons else 'is up to date'}")
    for reason in reasons:
        session.say(f"  {reason}")


def _within(out: Path, file: Path) -> str:
    """The path of a file in an output folder, which may be named from the current folder."""
    whole = file.resolve()
    if whole.is_relative_to(out.resolve()):
        return whole.relative_to(out.resolve()).as_posix()
    return file.as_posix()


def dry_run(session: Session, choice: Choice, out: Path, how: BuildAs) -> None:
    """Say what a build would make and keep, how long it may take, and what room it needs."""
    planned = planned_jobs(session, choice, how.where)
    session.report(planned.problems)
    workers = max(1, how.workers)
    found = forecast(session.project, planned.jobs, out, force=how.force)
    seconds = found.seconds / workers
    session.document |= {
        "make": found.make,
        "keep": found.keep,
        "seconds": round(seconds, 1),
        "bytes": found.bytes,
        "guessed": found.guessed,
    }
    said = f"{counted(found.make, 'file')} to make, {found.keep} up to date"
    if found.make > found.guessed:
        processes = "1 process" if workers == 1 else f"{workers} processes"
        said += f"; about {_lasting(seconds)} in {processes}"
        said += f", {found.bytes / _MEGABYTE:,.1f} MB"
    if found.guessed:
        said += f"; {counted(found.guessed, 'file')} like none made so far"
    session.say(said)


def _lasting(seconds: float) -> str:
    if seconds < 100:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 6000 else f"{seconds / 3600:.1f} h"


def prune(session: Session, out: Path, *, confirmed: bool) -> None:
    """List the files whose campaign, area, language, layout or edition is no more; remove them if
    that is confirmed."""
    rows = Manifest.built(out).rows
    found = list(unwanted(session.project, (rows[path] for path in sorted(rows))))
    removed: list[str] = []
    if confirmed and found:
        waiting = f"waiting for another build into {out} to finish"
        removed = remove(out, [each.path for each in found], lambda: session.say(waiting))
    session.document |= {"unwanted": [each.path for each in found], "removed": removed}
    if not session.json and found:
        show.table(["file", "why"], [[each.path, each.why] for each in found])
    if not found:
        session.say(f"every file in {out} is of the project as it is")
    elif not confirmed:
        session.say(f"{counted(len(found), 'file')} to remove; remove with: --prune --yes")
    else:
        session.say(f"{counted(len(removed), 'file')} removed")
        if kept := len(found) - len(removed):
            session.say(f"{counted(kept, 'file')} kept, for somebody has changed what is there")


def _differing(files: int) -> str:
    return "1 differs" if files == 1 else f"{files} differ"


def verify(session: Session, out: Path) -> None:
    """Read every file that the manifest of an output folder lists, and report what differs."""
    manifest = Manifest.built(out)
    rows = manifest.rows
    unlisted = sorted(unlisted_files(manifest))
    session.document |= {"out": str(out), "files": len(rows), "unlisted": unlisted}
    for path in sorted(rows):
        session.report(differences(out, [rows[path]]))
    differ = session.errors
    session.report(manifest.damage(error))
    said = f"{counted(len(rows), 'file')} in {out} read: "
    whole = "all that can be told of are" if session.errors > differ else "all"
    session.say(said + (_differing(differ) if differ else f"{whole} as they were made"))
    if unlisted:
        more = f" and {len(unlisted) - 3} more" if len(unlisted) > 3 else ""
        which = f"{counted(len(unlisted), 'PDF')}: {', '.join(unlisted[:3])}{more}"
        session.say(f"the manifest does not list, and nobody checked, {which}")
