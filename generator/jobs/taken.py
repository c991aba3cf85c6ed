"""Finished files to be handed over: what they are, what was checked in them, and all of them as one
zip."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Final
from zipfile import ZIP_STORED, ZipFile, ZipInfo

import msgspec
from msgspec import Struct

from generator.design.editions import Edition
from generator.pdfobjects.file import MAX_PDF
from generator.preflight.profiles import DECLARED
from generator.problems import Refused, error
from generator.reflow.web_check import RULES as WEB_RULES
from generator.reports.job_sheet import ENDING as SHEET
from generator.reports.job_sheet_facts import JobSheetFacts
from generator.reports.plain_checks import (
    CheckedFile,
    InkFound,
    PlainChecks,
    limits_of,
    lines,
    plain_checks,
)
from generator.reports.printer_letter import ENDING as LETTER
from generator.reports.printer_letter import NOTHING_SAID, LetterWords, printer_letter
from generator.source.project_files import read_named
from .checking import CheckReport
from .libraries import Libraries
from .manifest_rows import ManifestRow, PageBoxes, RawBytes

# Zips begin with this year. Times would make two zips of the same files differ.
_WHEN: Final = (1980, 1, 1, 0, 0, 0)
_MODE: Final = 0o644 << 16  # a file that its owner may write, and others may read
MANIFEST: Final = "manifest.json"
CHECKS: Final = "what-was-checked.txt"


class BesideFile(Struct, frozen=True):
    """A file that goes with another, by its path in the output folder."""

    path: str
    sha256: str
    bytes: int

    @classmethod
    def of(cls, path: str, data: RawBytes) -> BesideFile:
        return cls(path, sha256(data).hexdigest(), len(data))

    @property
    def name(self) -> str:
        return PurePosixPath(self.path).name


class TakenFile(Struct, frozen=True):
    """A finished file by its path in the output folder, with those that go with it. `title` is its
    edition's, `print` says how to print it, and `checks` what was checked in it."""

    edition: str
    title: str
    path: str
    sha256: str
    bytes: int
    pages: int
    size: tuple[float, ...]
    print: str
    beside: tuple[BesideFile, ...]
    checks: PlainChecks

    @property
    def name(self) -> str:
        return PurePosixPath(self.path).name

    @property
    def every(self) -> tuple[BesideFile, ...]:
        """The file itself, and those that go with it."""
        return (BesideFile(self.path, self.sha256, self.bytes), *self.beside)


def taken(project: Libraries, out: Path, row: ManifestRow) -> TakenFile:
    """What is known of a file in an output folder. Raises `Refused`."""
    edition = project.design.edition(row.piece.edition_name)
    facts = _press_facts(out, row)
    return TakenFile(
        edition=row.piece.made_as,
        title=edition.title,
        path=row.path,
        sha256=row.sha256,
        bytes=row.bytes,
        pages=row.facts.pages,
        size=row.size,
        print=row.facts.print,
        beside=tuple(BesideFile(each.path, each.sha256, each.bytes) for each in row.extra),
        checks=plain_checks(_checked(row, edition, facts)),
    )


def _checked(row: ManifestRow, edition: Edition, facts: JobSheetFacts | None) -> CheckedFile:
    """How a file was checked. One that failed a rule was not made."""
    limits = _limits(edition)
    known = CheckedFile(
        rules=tuple(limits),
        limits=limits,
        problems=row.found,
        codes=tuple(code.target for code in row.codes),
        bleed=min(map(_bleed, row.facts.boxes), default=0.0),
        standard=edition.standard,
    )
    if facts is None:
        return known
    ink = facts.ink
    return msgspec.structs.replace(
        known,
        safe=facts.sheet.safe_mm,
        folded=facts.sheet.fold != "none",
        ink=InkFound(ink.heaviest_percent, ink.limit_percent) if ink.limit_percent else None,
        pictures=ink.pictures,
    )


def _limits(edition: Edition) -> Mapping[str, Mapping[str, object]]:
    """The rules that a file of an edition passed, with their limits."""
    if edition.form == "html":
        return {rule: {} for rule in WEB_RULES}
    if edition.form != "pdf":
        return {}
    return limits_of(edition.profile, filter(None, [DECLARED.get(edition.standard)]))


def _bleed(page: PageBoxes) -> float:
    """How far a page's colours reach past its trim, on the side where they reach least."""
    if page.trim is None or page.bleed is None:
        return 0.0
    (left, bottom, right, top), (x, y, end, head) = page.trim, page.bleed
    return round(min(left - x, bottom - y, end - right, head - top), 1)


def _press_facts(out: Path, row: ManifestRow) -> JobSheetFacts | None:
    """The facts of a file's job sheet, if it has one."""
    for each in row.extra:
        if each.path.endswith(f"{SHEET}.json"):
            return _facts(read_named(out / each.path, MAX_PDF))
    return None


def _facts(data: RawBytes) -> JobSheetFacts:
    return msgspec.json.decode(data, type=JobSheetFacts)


def checked_file(found: CheckReport) -> CheckedFile:
    """How any PDF was checked."""
    codes = tuple(str(code["text"]) for code in found.facts.get("codes", ()))
    limits = limits_of(found.profile, found.standards)
    names = (found.profile, *found.standards)
    claimed = next((said for said, name in DECLARED.items() if name in names), "")
    return CheckedFile(found.rules_run, limits, found.problems, codes, standard=claimed)


def parcel(out: Path, files: Iterable[TakenFile], words: LetterWords = NOTHING_SAID) -> RawBytes:
    """Files of an output folder as a zip, with those that go with them, a manifest, and what was
    checked in plain words. Letters to a print shop have the `words` of the sender. Nothing in it is
    packed, for PDFs are. The same files and words make the same bytes. Raises `Refused`."""
    files = tuple(files)
    paths = [PurePosixPath(each.path) for file in files for each in file.every]
    shared = _shared_folder(paths)
    made = io.BytesIO()
    sent: list[TakenFile] = []
    with ZipFile(made, "w", ZIP_STORED) as archive:
        for file in files:
            beside = []
            for each in file.every:
                name = PurePosixPath(each.path).relative_to(shared)
                data = handed_over(out, file, each, words)
                beside.append(BesideFile.of(each.path, data))
                _put(archive, str(name), data)
            sent.append(msgspec.structs.replace(file, beside=tuple(beside[1:])))
        _put(archive, CHECKS, "\n".join(_check_lines(sent)).encode())
        _put(archive, MANIFEST, _manifest(sent, shared))
    return made.getvalue()


def handed_over(out: Path, file: TakenFile, each: BesideFile, words: LetterWords) -> RawBytes:
    """A file, or one that goes with it, as it is handed over: as it was made, but that a letter to
    a print shop has the `words` of its sender. Raises `Refused`."""
    data = read_as_made(out, each)
    if not each.path.endswith(LETTER) or words == NOTHING_SAID:
        return data
    named = {beside.path.rpartition(SHEET)[2]: beside for beside in file.beside}
    facts = _facts(read_as_made(out, named[".json"]))
    return printer_letter(facts, named[".pdf"].name, words).encode()


def _shared_folder(paths: Iterable[PurePosixPath]) -> PurePosixPath:
    """The innermost folder that holds all paths."""
    folders = [path.parent.parts for path in paths]
    least = min(folders, key=len, default=())
    count = 0
    while count < len(least) and len({folder[count] for folder in folders}) == 1:
        count += 1
    return PurePosixPath(*least[:count])


def _put(archive: ZipFile, name: str, data: RawBytes) -> None:
    entry = ZipInfo(name, _WHEN)
    entry.create_system, entry.external_attr = 3, _MODE  # else they say which system this is
    archive.writestr(entry, data)


def _check_lines(files: Iterable[TakenFile]) -> Iterator[str]:
    for file in files:
        yield file.name
        yield f"  {file.title}" + (f". Print it {file.print}." if file.print else "")
        yield from (f"  {line}" for line in lines(file.checks))
        yield ""


def _manifest(files: Iterable[TakenFile], shared: PurePosixPath) -> RawBytes:
    """What is in a zip, as data: each file, what it is for, and the digests of it and of those that
    go with it."""

    def named(file: BesideFile) -> dict[str, object]:
        path = str(PurePosixPath(file.path).relative_to(shared))
        return {"path": path, "bytes": file.bytes, "sha256": file.sha256}

    rows = [
        {
            **named(file.every[0]),
            "edition": file.edition,
            "title": file.title,
            "pages": file.pages,
            "size_mm": list(file.size),
            "print": file.print,
            "problems": [problem.as_dict() for problem in file.checks.known],
            "rules": [check.rule for check in file.checks.rules],
            "beside": [named(each) for each in file.beside],
        }
        for file in files
    ]
    return (json.dumps({"files": rows}, indent=1, ensure_ascii=False) + "\n").encode()


def read_as_made(out: Path, file: BesideFile) -> RawBytes:
    """A file of an output folder, if it is still as it was made. Raises `Refused`."""
    if not (out / file.path).exists():
        message = f'"{file.name}" is not there any more'
        raise Refused([error("made-again", message, None, "make the files again")])
    data = read_named(out / file.path, MAX_PDF)
    if sha256(data).hexdigest() != file.sha256:
        message = f'"{file.name}" was made again meanwhile, or changed'
        raise Refused([error("made-again", message, None, "make the files again")])
    return data
