"""Finds out whether finished files are up to date, and if not, why.

A file is up to date if the same program made it from the same files, and nobody has touched it
since. Where files of the project have changed, the key of what it uses is asked (`used_parts`): if
that is the same, the file is kept, and its row learns what the files are now.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

from msgspec.structs import replace

from generator.problems import Problem, Refused
from generator.source.rows import Row
from generator.source.shelf import LISTED
from .file_marks import SeenFiles, output_is
from .libraries import Libraries
from .making import located, words_of
from .manifest import Manifest
from .manifest_rows import MadeOf, ManifestRow, ProblemRow, SaidProblems
from .planning import Job
from .program import library_versions, program
from .used_parts import UsedParts, changed_parts, used_parts

AREAS: Final = "content/areas/"
_MOST_NAMED: Final = 4


class Staleness:
    """The state of the files in an output folder, against a project as it is now."""

    def __init__(self, project: Libraries, out: Path, manifest: Manifest) -> None:
        self.project, self.out, self.manifest = project, out, manifest
        self.seen = SeenFiles.of(out, project.shelf, project.design.digest)
        self._changed: dict[str, tuple[str, ...]] = {}

    def is_current(self, job: Job) -> bool:
        """Whether the file of a job need not be made."""
        return next(self.reasons(job), None) is None

    def reasons(self, job: Job) -> Iterator[str]:
        """Why the file of a job must be made, in plain words; nothing if it is up to date. The row
        of one that is kept is brought up to date."""
        row = self.manifest.rows.get(job.file)
        if row is None:
            there = os.path.lexists(self.out / job.file)
            yield "the manifest does not list it" if there else "it has not been made"
            return
        if row.names != job.piece.names:
            yield "another piece had this name"
            return
        yield from self._about_program(row)
        inputs = self.manifest.inputs(row)
        if inputs is None:
            yield "the manifest does not say what it was made of"
            return
        touched = self._marked(row)
        if touched is None:
            yield "the file, or one that goes with it, is not as it was made"
        elif touched is not row:
            row = touched
            self.manifest.update(row, None)
        changed = self._changed_files(row)
        if changed:
            yield from self._about_files(row, inputs, changed)
        if row.outdated:
            yield (
                "an earlier build did not make it again: it was stopped, or what is wrong kept the "
                "file from being made or released"
            )

    def _about_program(self, row: ManifestRow) -> Iterator[str]:
        if row.program == program():
            return
        before = self.seen.before
        if before.program != row.program:
            yield f"another version of cease made it: {row.program}, and this is {program()}"
            return
        now, then = set(library_versions()), set(before.libraries)
        if now == then:
            yield "cease itself has changed since"
        for name in sorted({each.partition("==")[0] for each in now ^ then}):
            versions = [_version(name, each) for each in (then, now)]
            yield f"the library {name} has changed: {versions[0]} then, {versions[1]} now"

    def _changed_files(self, row: ManifestRow) -> list[str]:
        """The files that have changed since a row's file was made of them. One without a digest may
        have changed."""
        shared = self._changed.get(row.made_of)
        if shared is None:
            made_of = self.manifest.made_of(row)
            files = made_of.files if made_of else {}
            shared = self._changed[row.made_of] = tuple(self._differing(files))
        own = self._differing(row.own) if row.own else ()
        return [*shared, *own]

    def _differing(self, files: Mapping[str, str]) -> Iterator[str]:
        return (path for path, known in files.items() if not known or self.seen(path) != known)

    def _marked(self, row: ManifestRow) -> ManifestRow | None:
        """The row with the marks of its files as they are; None if one holds something else."""
        holds, mark = output_is(f"{self.out}/{row.path}", row.seen, row.sha256)
        if not holds:
            return None
        extra = []
        for each in row.extra:
            holds, seen = output_is(f"{self.out}/{each.path}", each.seen, each.sha256)
            if not holds:
                return None
            extra.append(each if seen == each.seen else replace(each, seen=seen))
        if mark == row.seen and all(map(_is, extra, row.extra)):
            return row
        return replace(row, seen=mark, extra=tuple(extra))

    def _about_files(
        self, row: ManifestRow, inputs: Mapping[str, str], changed: list[str]
    ) -> Iterator[str]:
        """What has changed of all that a file uses. If nothing has, its row is brought up to
        date."""
        try:
            with self.project.shelf.recording() as recorder:
                now = used_parts(self.project, row.piece)
                _, words = words_of(self.project, row.piece)
        except Refused as refused:
            yield f"it cannot be made as its files are now: {refused.problems[0].message}"
            return
        whole = [path for path in changed if not _is_told(path, now)]
        yield from map(_about_file, whole)
        made_of = self.manifest.made_of(row)
        names = made_of.parts if made_of else ()
        if row.used != now.key:
            parts = changed_parts(names, row.used, now) or ["the project's files"]
            yield from map(_about_part, parts)
            yield f"changed: {_listed(changed)}"
        elif not whole:
            self._keep(row, inputs, recorder.files, now, words)

    def _keep(
        self,
        row: ManifestRow,
        inputs: Mapping[str, str],
        read: set[str],
        now: UsedParts,
        words: tuple[Problem, ...],
    ) -> None:
        """Bring the row of a file that is kept up to date: its files' digests, as they were read,
        and the places of its warnings."""
        digest = self.project.design.digest
        files = {path: digest(path) for path in {*inputs, *read}}
        made_of, own = split_files({path: known for path, known in files.items() if known}, now)
        said = [ProblemRow.of(located(each, row.path)) for each in words]
        places = self._rows_of(row)
        rest = [_placed(each, places) for each in row.problems[row.report.worded :]]
        report = SaidProblems.of((*said, *rest), len(said))
        found = replace(
            row,
            made_of=made_of.name,
            said=report.name,
            own=own,
            checked=self.project.content.earliest_check(row.area),
            report=report,
        )
        self.manifest.update(found, made_of)

    def _rows_of(self, row: ManifestRow) -> dict[str, Row]:
        """The files that warnings of a piece stand in."""
        document, _ = self.project.document(row.campaign, row.language, row.area)
        found = [*document.files.rows.values()]
        with suppress(Refused):
            drawing, _ = self.project.design.drawing(row.layout)
            found += [drawing.layout, drawing.theme]
        return {place.path: each for each in found if (place := each.at()) is not None}


def split_files(files: Mapping[str, str], used: UsedParts) -> tuple[MadeOf, dict[str, str]]:
    """The files that a piece is made of, by path, apart from its area's own; and those."""
    own = {path: known for path, known in sorted(files.items()) if path.startswith(AREAS)}
    shared = {path: known for path, known in files.items() if path not in own}
    return MadeOf.of(shared, used.digests), own


def _is(one: object, other: object) -> bool:
    return one is other


def _is_told(path: str, now: UsedParts) -> bool:
    """Whether parts tell all that a piece uses of a file."""
    return path.endswith(".yaml") or LISTED in path or path in now.pictures


def _placed(found: ProblemRow, rows: Mapping[str, Row]) -> ProblemRow:
    """A warning at the place where its value stands now."""
    row = rows.get(found.path or "")
    place = row.nearest(found.key or "") if row is not None else None
    if place is None or not found.line:
        return found
    return replace(found, line=place.line, column=place.column)


def _version(name: str, known: set[str]) -> str:
    found = [each for each in known if each.partition("==")[0] == name]
    return found[0].partition("==")[2] if found else "none"


def _about_file(path: str) -> str:
    kinds = {"ttf": "font", "otf": "font", "icc": "ICC profile"}
    kind = kinds.get(path.rpartition(".")[2].lower(), "file")
    return f"the {kind} {path} has changed"


_ABOUT: Final = {
    "edition": "the settings of its edition are others",
    "font of marks": "the font of the printer's marks is another",
    "fonts": "the fonts of its theme are others",
    "format": "its format is another",
    "language": "the settings of its language are others",
    "layout": "its layout is another",
    "links": "an address on it opens another",
    "logos": "the logos on it are others",
    "names": "the names that it keeps on one line are others",
    "order": "the order of its words is another",
    "own words": "the area's own words stand elsewhere",
    "pictures": "the pictures on it are others",
    "press condition": "its press condition is another",
    "printer": "its printer is called otherwise",
    "theme": "its theme is another",
    "titles": "the titles or the paper on its job sheet are others",
    "warnings": "its job sheet has other warnings",
}


def _about_part(part: str) -> str:
    kind, _, name = part.partition(" ")
    if kind == "block":
        return f'the block "{name}" says something else'
    if kind == "field":
        return f'the field "{name}" says something else'
    return _ABOUT.get(part, f"{part} changed")


def _listed(paths: list[str]) -> str:
    more = len(paths) - _MOST_NAMED
    named = ", ".join(paths[:_MOST_NAMED])
    return f"{named} and {more} more" if more > 0 else named
