"""`cease proof` and `cease approve`."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from msgspec import to_builtins

from generator.jobs import approvals
from generator.jobs.choosing import Choice
from generator.jobs.making import located
from generator.jobs.project import Project
from generator.jobs.proof import Proof, make_proof, proofed
from generator.jobs.publish import check_folder, publish
from generator.problems import Refused, counted
from generator.reports.piece_names import PieceName
from .progress import progress
from .session import Session
from .typed import listed


def choice_of(*options: Iterable[str] | None) -> Choice:
    """The choice that the options of these commands mean."""
    names, campaigns, languages, areas, formats, themes = map(listed, options)
    return Choice(names, campaigns, languages, areas, (), formats, themes=themes)


def prove(session: Session, choice: Choice, out: Path) -> None:
    """Write the proof of every chosen piece, and print what has changed in each."""
    check_folder(out)
    project = session.project
    names, problems = proofed(project, choice)
    session.report(problems)
    files: list[dict[str, Any]] = []
    session.document |= {"out": str(out), "files": files}
    with progress(len(names), say=session.say) as advance:
        for name in names:
            try:
                made = make_proof(project, name)
            except Refused as refused:
                session.report(located(each, _said(name)) for each in refused.problems)
                advance(_said(name), failed=True)
                continue
            session.report(located(each, made.file) for each in made.problems)
            publish(out / made.file, made.data)
            files.append(_document(out, made))
            advance(made.file)
            session.say(f"{out / made.file}: {made.facts.compared}")
    session.say(f"{counted(len(files), 'proof')} in {out}")


def _said(name: PieceName) -> str:
    return f"{name.campaign}/{name.area}/{name.language}/{name.layout}-{name.format}"


def _document(out: Path, made: Proof) -> dict[str, Any]:
    """A proof as plain data."""
    facts = made.facts
    return {
        "path": str(out / made.file),
        "proof": facts.code,
        "sheets": made.sheets,
        "pages": len(made.parts.artwork.pages),
        "approved": made.since
        and {
            "by": made.since.approval.by,
            "on": made.since.approval.day,
            "stands": made.since.stands,
        },
        "changes": [to_builtins(change) for change in facts.changes],
        "looks": [to_builtins(look) for look in facts.looks],
        "values": [to_builtins(value) for value in facts.values],
    }


def approve(session: Session, choice: Choice, by: str, code: str) -> None:
    """Record that somebody approves every chosen piece, or none of them."""
    if session.project_folder is None:
        session.own_folder  # noqa: B018 - refuses: the shipped campaign cannot be written into
    project: Project = session.project
    names, problems = proofed(project, choice)
    session.report(problems)
    done = approvals.approve(project, names, by, code)
    paths = list(dict.fromkeys(each.path for each in done))
    session.document |= {
        "files": paths,
        "approved": [{"piece": _said(each.parts.name), "proof": each.parts.code} for each in done],
    }
    session.say(f"{counted(len(done), 'piece')} approved by {by.strip()}: {', '.join(paths)}")
