"""manifest.json: what is in an output folder, what it was made from and how it was judged."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from generator.build.jobs import Job
from generator.build.program import program
from generator.build.publish import publish
from generator.build.workshop import Made
from generator.problems import Problem

if TYPE_CHECKING:
    from generator.preflight import Box, PageFacts

Row: TypeAlias = dict[str, Any]  # plain data, as in the file

NAME: Final = "manifest.json"
_VERSION: Final = 1


def row(
    job: Job,
    made: Made,
    inputs: Mapping[str, str],
    problems: Iterable[Problem],
    extra: Mapping[str, bytes],
) -> Row:
    """What is known of a finished file; lengths in mm. `extra` are files that go with it, by
    path."""
    return {
        "path": job.file,
        "campaign": job.campaign,
        "area": job.area,
        "language": job.language,
        "layout": job.layout,
        "format": job.format,
        "edition": job.edition,
        "program": program(),
        "inputs": dict(sorted(inputs.items())),
        "sha256": hashlib.sha256(made.data).hexdigest(),
        "bytes": len(made.data),
        "extra": [
            {"path": path, "sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}
            for path, data in extra.items()
        ],
        "pages": len(made.report.pages),
        "boxes": [_boxes(page) for page in made.report.pages],
        "plates": list(made.report.plates),
        "fonts": sorted({font.name for font in made.report.fonts}),
        "codes": [{"page": code.page + 1, "target": code.text} for code in made.report.codes],
        "targets": list(made.targets),
        "copyfit": dict(sorted(made.steps.items())),
        "problems": [problem.as_dict() for problem in problems],
    }


def _boxes(page: PageFacts) -> dict[str, list[float]]:
    """Each box as left, bottom, right, top."""
    boxes: dict[str, Box | None] = {
        "media": page.media,
        "crop": page.crop,
        "bleed": page.bleed,
        "trim": page.trim,
    }
    return {
        name: [round(edge, 2) for edge in box] for name, box in boxes.items() if box is not None
    }


def problems_of(known: Row) -> tuple[Problem, ...]:
    """What was found when a row's file was made."""
    return tuple(map(Problem.from_dict, known["problems"]))


def read(folder: Path) -> dict[str, Row]:
    """The rows of a folder's manifest by path; none if there is no manifest that can be used."""
    try:
        data = json.loads((folder / NAME).read_bytes())
        rows = {known["path"]: known for known in data["files"]}
        if data["version"] != _VERSION:
            return {}
    except (OSError, ValueError, TypeError, KeyError):
        return {}
    return rows


def write(folder: Path, rows: Mapping[str, Row]) -> None:
    """Write the manifest of a folder: the rows of files that exist, in the order of their paths.
    Raises `Refused`."""
    files = [rows[path] for path in sorted(rows) if (folder / path).is_file()]
    data = {"version": _VERSION, "files": files}
    text = json.dumps(data, indent=1, ensure_ascii=False) + "\n"
    publish(folder / NAME, text.encode())


def is_current(known: Row, folder: Path, digest: Callable[[str], str]) -> bool:
    """Whether a file need not be made again: this same program made it from the same files, and
    it and what goes with it are as they were left. Files are only ever found through others, so
    if none has changed there can be no new one."""
    try:
        if known["program"] != program():
            return False
        if any(digest(path) != sha256 for path, sha256 in known["inputs"].items()):
            return False
        return all(
            hashlib.sha256((folder / each["path"]).read_bytes()).hexdigest() == each["sha256"]
            for each in (known, *known["extra"])
        )
    except (OSError, KeyError, AttributeError, TypeError):
        return False


def clear(folder: Path, known: Row | None, new: Row | None = None) -> None:
    """Remove the files that went with a row's file and do not go with the new one."""
    for path in sorted(_extra(known) - _extra(new)):
        with suppress(OSError):
            (folder / path).unlink()


def _extra(known: Row | None) -> set[str]:
    """The paths of what goes with a row's file. Whatever somebody may have written into a
    manifest, only files of this folder that are called after that file are meant."""
    listed = known.get("extra") if known else None
    there = listed if isinstance(listed, list) else []
    paths = [each.get("path") for each in there if isinstance(each, dict)]
    stem = known["path"].removesuffix(".pdf") if known else ""
    return {
        path
        for path in paths
        if isinstance(path, str)
        and path.startswith(f"{stem}--")
        and "/" not in path.removeprefix(stem)
        and not {"..", "/"}.intersection(PurePosixPath(path).parts)
    }
