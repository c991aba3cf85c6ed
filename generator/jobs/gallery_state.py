"""What a gallery was made from. One that is made from the same is as it would be if it were made
again, so nothing of it is read."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

from generator.problems import Refused
from generator.reports.gallery_page import SUPPORT
from .file_marks import output_is
from .manifest import NAME as MANIFEST
from .publish import files_within, output_mark, publish

NAME: Final = f"{SUPPORT}/.made-from.json"

# The sha256 of a file by its recorded path; empty if it cannot be read.
DigestOf = Callable[[str], str]


class GalleryState(Struct, frozen=True):
    """What a gallery was made from: the program, the manifest with the mark that it bore, the names
    of all files of the folder, the project's `inputs` by path; and the marks of what was `made`.
    The gallery shows so many `files` and `pictures`."""

    program: str
    manifest: str
    seen: str
    names: str
    inputs: dict[str, str]
    made: dict[str, str]
    files: int
    pictures: int


def known_state(out: Path, program: str, digest: DigestOf) -> GalleryState | None:
    """What the gallery of an output folder was made from, if all of it is as it was then."""
    try:
        state = msgspec.json.decode((out / NAME).read_bytes(), type=GalleryState)
        is_whole = all(output_mark(out / path) == mark for path, mark in state.made.items())
    except (OSError, ValueError, RecursionError):
        return None
    if not is_whole or state.program != program or state.names != _names(out):
        return None
    is_same, _ = output_is(f"{out}/{MANIFEST}", state.seen, state.manifest)
    if is_same and all(digest(path) == known for path, known in state.inputs.items()):
        return state
    return None


def keep_state(
    out: Path,
    program: str,
    manifest: str,
    inputs: Mapping[str, str],
    made: Iterable[str],
    files: int,
    pictures: int,
) -> None:
    """Keep what a gallery was made from, as far as that is possible. `manifest` is the sha256 of
    the manifest that was read."""
    with suppress(OSError, Refused):
        is_same, seen = output_is(f"{out}/{MANIFEST}", "", manifest)
        marks = {path: output_mark(out / path) for path in sorted(made)}
        state = GalleryState(
            program, manifest, seen, _names(out), dict(inputs), marks, files, pictures
        )
        if is_same:
            publish(out / NAME, msgspec.json.encode(state) + b"\n")


def manifest_digest(out: Path) -> str:
    """The sha256 of a folder's manifest; empty without one."""
    try:
        with open(out / MANIFEST, "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def _names(out: Path) -> str:
    """A digest of the names of all files in an output folder, but for those of the folder itself
    and of the gallery."""
    root, gallery = str(out), f"{out}/{SUPPORT}"
    digest = hashlib.sha256()
    for folder, names in files_within(root):
        if folder != root and not folder.startswith(gallery):
            listed = "\n".join((folder.removeprefix(root), *names, ""))
            digest.update(listed.encode("utf-8", "surrogateescape"))
    return digest.hexdigest()
