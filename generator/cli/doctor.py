"""`cease doctor`: what is installed, what is found and what is missing."""

from __future__ import annotations

import os
import platform
import re
import shutil
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import Any, Final, TypeAlias

from generator import __version__
from generator.cli import show
from generator.cli.session import Session
from generator.jobs import verapdf
from generator.jobs.project import Project
from generator.problems import Refused, error

Finding: TypeAlias = dict[str, Any]

# Programs that judge PDFs independently. None is needed to build.
JUDGES: Final = ("qpdf", "gs", "pdftotext", "mutool", "zbarimg")
LEAST_PYTHON: Final = (3, 11)
DISTRIBUTION: Final = "cease-print"


def doctor(session: Session) -> None:
    """List each thing looked for; what is needed and missing is an error."""
    findings = [
        *_program(),
        *_packages(),
        *_files(session.project),
        *_judges(),
        *_verapdf(),
        _output(session.output),
    ]
    session.document["findings"] = findings
    if not session.json:
        marks = {True: "ok", False: "missing"}
        show.table(
            ("what", "found", ""),
            [(row["what"], row["found"], marks[row["ok"]]) for row in findings],
        )
    session.report(
        error("missing", f"{row['what']}: {row['found'] or 'not found'}", None, row["hint"])
        for row in findings
        if row["needed"] and not row["ok"]
    )


def _finding(what: str, found: str, ok: bool, hint: str = "", needed: bool = True) -> Finding:
    return {"what": what, "found": found, "ok": ok, "needed": needed, "hint": hint}


def _program() -> Iterator[Finding]:
    yield _finding("cease", __version__, True)
    least = ".".join(map(str, LEAST_PYTHON))
    found = f"{platform.python_version()} on {platform.system()} {platform.machine()}"
    yield _finding("python", found, sys.version_info >= LEAST_PYTHON, f"install {least} or newer")


def _packages() -> Iterator[Finding]:
    try:
        wanted = requires(DISTRIBUTION) or []
    except PackageNotFoundError:
        yield _finding(DISTRIBUTION, "not installed", False, "run: pip install .")
        return
    for requirement in wanted:
        if "extra ==" in requirement:
            continue
        name = re.split(r"[^\w.-]", requirement, maxsplit=1)[0]
        try:
            yield _finding(name, version(name), True)
        except PackageNotFoundError:
            yield _finding(name, "", False, f"run: pip install {name}")


def _files(project: Project) -> Iterator[Finding]:
    yield _finding("project", str(project.shelf.root), True)
    try:
        for name in project.design.families():
            weights = project.design.weights(name)
            yield _finding(f"font {name}", ", ".join(map(str, weights)), True)
        for name in project.design.conditions():
            path = project.design.profile_path(name)
            yield _finding(f"condition {name}", Path(path).name, True)
    except Refused as refused:
        for problem in refused.problems:
            yield _finding("file", problem.message, False, problem.hint)


def _judges() -> Iterator[Finding]:
    for name in JUDGES:
        path = shutil.which(name)
        yield _finding(f"{name} (optional)", path or "", path is not None, needed=False)


def _verapdf() -> Iterator[Finding]:
    """What `cease check --verapdf` asks beside its own rules, if both are there."""
    java, jar = verapdf.java(), verapdf.jar()
    yield _finding("java (optional)", java or "", java is not None, needed=False)
    there = str(jar or f"make verapdf, or put {verapdf.JAR} into {verapdf.cache()}")
    yield _finding("verapdf (optional)", there, jar is not None, needed=False)


def _output(folder: Path) -> Finding:
    """Whether files could be written to the output folder, or to where it would be made."""
    there = folder.absolute()
    while not there.exists():
        there = there.parent
    ok = there.is_dir() and os.access(there, os.W_OK)
    return _finding("output", str(folder), ok, "choose a folder you may write to with --out")
