"""Room for files that the studio keeps for a while, such as those that were taken away: they go
once nobody has used them for long, or when they take too much room."""

from __future__ import annotations

import os
import time
from collections.abc import Collection, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Final

from msgspec import Struct

from generator.jobs.manifest import Manifest
from generator.jobs.publish import files_within, sole_writer
from generator.problems import Refused

DAY: Final = 24 * 3600  # s


class Room(Struct, frozen=True):
    """For how long after its last use a file is kept (s), and how many bytes all of them may have
    together."""

    seconds: float
    bytes: int


class _KeptFile(Struct, frozen=True, order=True):
    used: float
    path: str
    bytes: int


def use(files: Iterable[Path]) -> None:
    """Note that files are used now. A file's time says when that was."""
    for file in files:
        with suppress(OSError):
            os.utime(file)


def spare(files: Iterable[Path], needed: Collection[Path], room: Room) -> list[Path]:
    """The files to remove: those that nobody has used for long, then those used longest ago until
    the others have room; never one that is needed."""
    found: list[_KeptFile] = []
    for file in files:
        with suppress(OSError):
            state = file.stat()
            found.append(_KeptFile(state.st_mtime, str(file), state.st_size))
    total, now, kept = sum(each.bytes for each in found), time.time(), {*map(str, needed)}
    gone: list[Path] = []
    for each in sorted(found):
        if each.path in kept:
            continue
        if each.used + room.seconds < now or total > room.bytes:
            gone.append(Path(each.path))
            total -= each.bytes
    return gone


def clear_output(out: Path, needed: Collection[Path], room: Room) -> None:
    """Remove what is not used from an output folder, and its rows from the manifest. A build that
    is under way ends first. What cannot be removed stays."""
    if not out.is_dir():
        return
    with suppress(Refused), sole_writer(out, lambda: None):
        files = [
            Path(folder, name)
            for folder, names in files_within(str(out))
            if folder != str(out)  # where a build keeps what it knows of all files
            for name in names
        ]
        gone = spare(files, needed, room)
        for file in gone:
            with suppress(OSError):
                file.unlink()
        for folder in sorted({each for file in gone for each in file.parents}, reverse=True):
            if out in folder.parents:
                with suppress(OSError):
                    folder.rmdir()
        if gone:
            manifest = Manifest.of(out)
            manifest.drop_missing()
            manifest.save()
