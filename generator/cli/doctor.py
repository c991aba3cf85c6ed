"""`cease doctor`: what is installed, what is found and what is missing."""

import os
import platform
import re
import shutil
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import Final

from msgspec import Struct, to_builtins

from generator import __version__
from generator.jobs import verapdf
from generator.jobs.project import Project
from generator.kept import OFF, SETTING, Kept, user_cache
from generator.problems import Refused, Span, counted, error
from . import show
from .session import Session

# Programs that check PDFs independently. None is needed to build.
CHECKERS: Final = ("qpdf", "gs", "pdftotext", "mutool", "zbarimg")
LEAST_PYTHON: Final = (3, 11)
DISTRIBUTION: Final = "cease-print"


class Finding(Struct, frozen=True):
    """Something that the command looked for."""

    what: str
    found: str
    ok: bool
    needed: bool = True
    hint: str = ""
    wrong: str = ""  # in a sentence, if it is not ok
    place: Span | None = None


def doctor(session: Session) -> None:
    """List everything looked for. What is needed and missing is an error."""
    findings = [
        *_program(),
        *_packages(),
        *_files(session.project),
        *_checkers(),
        *_verapdf(),
        _kept(session.project.cache.kept),
        _output(session.output),
    ]
    session.document["findings"] = [to_builtins(finding) for finding in findings]
    if not session.json:
        marks = {True: "ok", False: "missing"}
        show.table(
            ("what", "found", ""),
            [(each.what, each.found, marks[each.ok]) for each in findings],
        )
    session.report(
        error("missing", each.wrong or f"{each.what} is not there", each.place, each.hint)
        for each in findings
        if each.needed and not each.ok
    )


def _program() -> Iterator[Finding]:
    yield Finding("cease", __version__, True)
    least = ".".join(map(str, LEAST_PYTHON))
    found = f"{platform.python_version()} on {platform.system()} {platform.machine()}"
    yield Finding(
        "python",
        found,
        sys.version_info >= LEAST_PYTHON,
        hint=f"install {least} or newer",
        wrong=f"this Python is older than {least}",
    )


def _packages() -> Iterator[Finding]:
    try:
        wanted = requires(DISTRIBUTION) or []
    except PackageNotFoundError:
        wrong = f"{DISTRIBUTION} is not installed"
        yield Finding(DISTRIBUTION, "not installed", False, hint="run: pip install .", wrong=wrong)
        return
    for requirement in wanted:
        if "extra ==" in requirement:
            continue
        name = re.split(r"[^\w.-]", requirement, maxsplit=1)[0]
        try:
            yield Finding(name, version(name), True)
        except PackageNotFoundError:
            wrong = f"{name} is not installed"
            yield Finding(name, "", False, hint=f"run: pip install {name}", wrong=wrong)


def _files(project: Project) -> Iterator[Finding]:
    yield Finding("project", str(project.shelf.root), True)
    try:
        for name in project.design.fonts.families():
            weights = project.design.fonts.weights(name)
            yield Finding(f"font {name}", ", ".join(map(str, weights)), True)
        for name in project.design.conditions():
            path = project.design.profile_path(name)
            yield Finding(f"condition {name}", Path(path).name, True)
    except Refused as refused:
        for problem in refused.problems:
            said, place = problem.message, problem.span
            yield Finding("file", said, False, hint=problem.hint, wrong=said, place=place)


def _checkers() -> Iterator[Finding]:
    for name in CHECKERS:
        path = shutil.which(name)
        yield Finding(f"{name} (optional)", path or "", path is not None, needed=False)


def _verapdf() -> Iterator[Finding]:
    """The standards that `cease check --verapdf` adds to its own rules, if veraPDF and Java are
    there."""
    java, jar = verapdf.java(), verapdf.jar()
    yield Finding("java (optional)", java or "", java is not None, needed=False)
    there = str(jar or f"make verapdf, or put {verapdf.JAR} into {user_cache()}")
    yield Finding("verapdf (optional)", there, jar is not None, needed=False)


def _kept(kept: Kept | None) -> Finding:
    """Where results are kept between commands, and how much of them."""
    if kept is None:
        return Finding("kept results (optional)", f"{SETTING}={OFF}, or --no-cache", True)
    entries, size = kept.size()
    size_said = f"{counted(entries, 'result')}, {size / (1 << 20):.1f} MB; safe to delete"
    said = f"not used, for {kept.refusal}" if kept.refusal else size_said
    found = f"{kept.folder}: {said}, {OFF} by {SETTING}={OFF}"
    return Finding("kept results (optional)", found, not kept.refusal, needed=False)


def _output(folder: Path) -> Finding:
    """Whether files can be written to the output folder, or to the place where it would be made."""
    there = folder.absolute()
    while not there.exists():
        there = there.parent
    ok = there.is_dir() and os.access(there, os.W_OK)
    hint = "choose a folder you may write to with --out"
    if there.is_dir():
        wrong = f'nothing can be written into "{folder}"'
    else:
        wrong = f'"{there}" is a file, where a folder is needed'
    return Finding("output", str(folder), ok, hint=hint, wrong="" if ok else wrong)
