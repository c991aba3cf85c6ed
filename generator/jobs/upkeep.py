"""Looks after an output folder: what a build would do, what nothing makes now, what differs."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from msgspec import Struct

from generator.content import pseudolocalise
from generator.problems import Problem, error
from .choosing import refuse_empty
from .libraries import Libraries
from .manifest import Manifest, clear
from .manifest_rows import CompanionFile, ManifestRow
from .planning import Job
from .publish import files_within, sole_writer
from .staleness import Staleness

_GONE: Final = "make the file again with cease build"
# A build trusts the size and the time of a file, which what spoilt it may have kept.
_SPOILT: Final = "delete the file, and make it again with cease build"


class Forecast(Struct, frozen=True):
    """What a build would do: the files that it would make and keep, and by what is recorded of
    files like them the seconds that this takes one process, and the bytes. `guessed` files are like
    none that were made."""

    make: int
    keep: int
    seconds: float
    bytes: int
    guessed: int


def forecast(project: Libraries, jobs: Sequence[Job], out: Path, *, force: bool) -> Forecast:
    """What a build of these jobs would do. Nothing is written. Raises `Refused`."""
    states = Staleness(project, out, Manifest.of(out))
    made = [job for job in jobs if force or not states.is_current(job)]
    rows = states.manifest.rows
    known: defaultdict[tuple[str, ...], list[ManifestRow]] = defaultdict(list)
    for row in rows.values():
        for names in ((row.layout, row.format, row.edition), (row.edition,), ()):
            known[names].append(row)
    from statistics import fmean

    costs = {names: (fmean(row.seconds for row in like), fmean(map(_bytes, like)))
             for names, like in known.items()}  # fmt: skip
    seconds = size = 0.0
    guessed = 0
    for job in made:
        piece = job.piece
        before = rows.get(job.file)
        like: list[tuple[str, ...]] = [
            (piece.layout, piece.format, piece.edition), (piece.edition,), (),
        ]  # fmt: skip
        cost = next((costs[names] for names in like if names in costs), None)
        if before is not None:
            cost = before.seconds, _bytes(before)
        guessed += cost is None
        seconds, size = seconds + (cost[0] if cost else 0), size + (cost[1] if cost else 0)
    return Forecast(len(made), len(jobs) - len(made), seconds, round(size), guessed)


def _bytes(row: ManifestRow) -> int:
    return row.bytes + sum(each.bytes for each in row.extra)


class Unwanted(Struct, frozen=True):
    """A file that no choice makes any more, and why, such as `no area is called "ashdale"`."""

    path: str
    why: str


def unwanted(project: Libraries, rows: Iterable[ManifestRow]) -> Iterator[Unwanted]:
    """The files whose campaign, area, language, layout or edition is no more. Raises `Refused` if
    a file that says what there is cannot be read."""
    refuse_empty(project)
    content, design = project.content, project.design
    tags = {name: {*content.tags(name), *pseudolocalise.TAGS} for name in content.campaigns()}
    known: Mapping[str, Callable[[ManifestRow], bool]] = {
        "campaign": lambda row: row.campaign in tags,
        "area": _among(content.areas()),
        "language": lambda row: row.campaign not in tags or row.language in tags[row.campaign],
        "layout": lambda row: row.layout in layouts,
        "edition": lambda row: row.edition in editions,
    }
    layouts, editions = {*design.layouts(), *design.pictures()}, {*design.editions()}
    for row in rows:
        for kind, is_there in known.items():
            if not is_there(row):
                yield Unwanted(row.path, f'no {kind} is called "{getattr(row, kind)}"')
                break


def _among(areas: Sequence[str]) -> Callable[[ManifestRow], bool]:
    there = set(areas)
    return lambda row: row.area in there


def remove(out: Path, paths: Iterable[str], on_wait: Callable[[], None]) -> list[str]:
    """Remove files of an output folder, those that go with them, and their rows, unless somebody
    has changed the file. The paths of what was removed. Raises `Refused`."""
    removed: list[str] = []
    with sole_writer(out, on_wait):
        manifest = Manifest.of(out)
        for path in paths:
            row = manifest.rows.get(path)
            if row is None or next(differences(out, [row]), None) is not None:
                continue
            with suppress(OSError):
                (out / path).unlink()
                clear(out, manifest.rows.pop(path))
                manifest.is_saved = False
                removed.append(path)
                _remove_empty(out, (out / path).parent)
        manifest.drop_missing()
        manifest.save()
    return removed


def _remove_empty(out: Path, folder: Path) -> None:
    with suppress(OSError):
        while folder != out:
            folder.rmdir()
            folder = folder.parent


def unlisted_files(manifest: Manifest) -> Iterator[str]:
    """The PDFs in an output folder that its manifest does not list, beside files that it does."""
    rows = manifest.rows.values()
    listed = {*manifest.rows, *(each.path for row in rows for each in row.extra)}
    root = str(manifest.folder)
    for folder, names in files_within(root):
        for name in names:
            path = f"{folder}/{name}".removeprefix(f"{root}/")
            if name.endswith(".pdf") and "/" in path and path not in listed:
                yield path


def differences(out: Path, rows: Iterable[ManifestRow]) -> Iterator[Problem]:
    """An error for each file of an output folder that is not what its row says, and for those that
    go with it. Every byte is read."""
    for row in rows:
        files: tuple[ManifestRow | CompanionFile, ...] = (row, *row.extra)
        for each in files:
            path = out / each.path
            try:
                with open(path, "rb") as file:
                    found = hashlib.file_digest(file, "sha256").hexdigest()
            except OSError as problem:
                reason = (problem.strerror or str(problem)).lower()
                yield error("differs", f'"{path}" cannot be read: {reason}', None, _GONE)
                continue
            if found != each.sha256:
                yield error(
                    "differs",
                    f'"{path}" is not as it was made',
                    None,
                    _SPOILT,
                    [f"its sha256 is {found}, and the manifest says {each.sha256}"],
                )
