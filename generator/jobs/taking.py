"""Makes the files that somebody takes away, one edition after another, in a process of its own.

Each is made as `cease build` makes it, and only finished files are reported. Whoever asked may end
the process at any time.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from generator.cache import Cache
from generator.kept import Kept
from generator.pdfobjects.file import MAX_PDF
from generator.problems import Problem
from generator.reflow import phone_picture
from generator.reports.page_pictures import small_page
from generator.source.project_files import read_named
from .approvals import REQUIRED, piece_of, since_approval
from .choosing import Choice
from .desk_sheets import DeskSheets, desk_sheets
from .planning import Job, plan
from .program import program
from .project import Project
from .publish import publish
from .run import run
from .taken import BesideFile, TakenFile, taken

_NICE: Final = 10  # so that whoever types at the same time does not wait
_WIDE: Final = 320  # pixels of a small picture's longest side
_WIDER: Final = 480  # the same of a sheet
_MOST_PICTURES: Final = 6
SHEETS: Final = "sheets"  # the folder of sheets beside the finished files


class WantedFiles(Struct, frozen=True, kw_only=True):
    """A layout at a format, and the editions of it that are wanted. `on_desk` names the one of
    which sheets for a desktop printer are wanted; empty for none."""

    layout: str
    format: str
    editions: tuple[str, ...]
    on_desk: str = ""


class WantedPiece(WantedFiles, frozen=True, kw_only=True):
    """The same of a campaign, in one language for one area."""

    campaign: str
    language: str
    area: str


class BeginsFile(Struct, frozen=True):
    """A file is being made, the one of this number from 1 among so many."""

    name: str
    number: int
    count: int


class HasFile(Struct, frozen=True):
    """A file is finished. `pictures` are names of files that show it."""

    file: TakenFile
    pictures: tuple[str, ...]


class HasSheets(Struct, frozen=True):
    """Sheets are finished: `file` has them. The rest says how to print them."""

    file: BesideFile
    sheets: DeskSheets
    pictures: tuple[str, ...]


class FoundApproval(Struct, frozen=True):
    """Who approved the piece, and when; both are empty if nobody has. `changes` say what is not as
    it was approved, and `required` that nothing may be handed out before."""

    by: str
    day: str
    changes: tuple[str, ...]
    required: bool


class LacksFile(Struct, frozen=True):
    """A file could not be made, and why. `bug` is the last line of a fault of this program."""

    edition: str
    name: str
    problems: tuple[Problem, ...]
    bug: str = ""


TakeEvent: TypeAlias = BeginsFile | HasFile | HasSheets | LacksFile | FoundApproval


def take(root: Path, out: Path, pictures: Path, wanted: WantedPiece) -> Iterator[TakeEvent]:
    """Make the files of a piece under `out`, with small pictures of them in a folder, and report
    each. Raises `Refused` if the project cannot be read."""
    project = Project.open(root, Cache(kept=Kept.of_user(program)))
    jobs = _jobs(project, wanted)
    for number, job in enumerate(jobs, 1):
        yield BeginsFile(_name(job.file), number, len(jobs))
        (outcome,) = run(project, [job], out)
        edition = job.piece.made_as
        if outcome.row is None:
            bug = outcome.bug.strip().rpartition("\n")[2]
            yield LacksFile(edition, _name(job.file), outcome.problems, bug)
            continue
        made = taken(project, out, outcome.row)
        yield HasFile(made, _pictures(out, pictures, made))
        if edition == wanted.on_desk:
            yield from _on_desk(project, out, pictures, job, made)
    for job in jobs[:1]:
        yield _approval(project, job, wanted.layout)


def take_beside(root: Path, out: Path, pictures: Path, wanted: WantedPiece) -> Iterator[TakeEvent]:
    """The same in a process of its own, which lets whoever types go first."""
    with suppress(OSError, AttributeError):  # not on Windows
        os.nice(_NICE - os.nice(0))
    yield from take(root, out, pictures, wanted)


def _jobs(project: Project, wanted: WantedPiece) -> Sequence[Job]:
    """The jobs of a piece in the order of its editions. Raises `Refused`."""
    choice = Choice(
        campaigns=(wanted.campaign,),
        languages=(wanted.language,),
        areas=(wanted.area,),
        layouts=(wanted.layout,),
        formats=(wanted.format,),
        editions=wanted.editions,
    )
    order = {name: number for number, name in enumerate(wanted.editions)}
    jobs = plan(project, choice).jobs
    return sorted(jobs, key=lambda job: order.get(job.piece.made_as, len(order)))


def _approval(project: Project, job: Job, layout: str) -> FoundApproval:
    """Whether somebody has approved a piece, and what has changed since. Raises `Refused`."""
    piece = replace(job.piece, layout=layout)
    approval = project.content.approval(piece.area, piece_of(piece))
    source = project.source(piece.campaign)
    required = source is not None and source.release.approval == REQUIRED
    if approval is None:
        return FoundApproval("", "", (), required)
    changes: list[str] = []
    for problem in since_approval(project, piece):
        changes += problem.details or (problem.message,)
    return FoundApproval(approval.by, approval.day, tuple(changes), required)


def _on_desk(
    project: Project, out: Path, pictures: Path, job: Job, made: TakenFile
) -> Iterator[HasSheets]:
    """The sheets for a desktop printer that suit a file."""
    data = read_named(out / made.path, MAX_PDF)
    drawn = project.design.formats().formats[job.piece.format]
    width, height = made.size
    for sheets in desk_sheets(data, made.name, made.pages, (width, height), drawn):
        path = f"{SHEETS}/{job.file.rpartition('/')[0]}/{sheets.name}"
        publish(out / path, sheets.data)
        file = BesideFile.of(path, sheets.data)
        shown = min(sheets.sides, _MOST_PICTURES)
        names = _drawn(pictures, file.sha256, sheets.data, shown, _WIDER)
        yield HasSheets(file, replace(sheets, data=b""), names)


def _pictures(out: Path, folder: Path, made: TakenFile) -> tuple[str, ...]:
    """Small pictures of a file: of its first two pages, of a web page as a telephone shows it, or
    the file itself if it is a picture."""
    is_page = made.path.endswith(".html")
    if not made.pages and not is_page:
        return ()
    data = read_named(out / made.path, MAX_PDF)
    if is_page:
        shown = f"{made.sha256}-1.svg"
        publish(folder / shown, phone_picture(data))
        return (shown,)
    if made.path.endswith(".pdf"):
        return _drawn(folder, made.sha256, data, min(made.pages, 2), _WIDE)
    name = f"{made.sha256}-1.png"
    publish(folder / name, data)
    return (name,)


def _drawn(folder: Path, digest: str, data: bytes, count: int, longest: int) -> tuple[str, ...]:
    """Pictures of the first pages of a PDF, as names of files in a folder."""
    names = tuple(f"{digest}-{number}.png" for number in range(1, count + 1))
    for index, name in enumerate(names):
        if not (folder / name).exists():
            publish(folder / name, small_page(data, index, longest))
    return names


def _name(path: str) -> str:
    return path.rpartition("/")[2]
