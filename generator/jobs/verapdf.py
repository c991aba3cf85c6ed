"""Runs veraPDF, if the user has it: an independent check of PDF/UA and PDF/A.

It is a Java program, in the user's cache folder or at the path in CEASE_VERAPDF. Only `cease check
--verapdf` runs it, because Java takes seconds to start.
"""

import json
import os
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from generator.kept import user_cache
from generator.problems import Problem, Severity, error

# org.verapdf.apps:greenfield-apps on Maven Central: one jar with all it needs.
ARTIFACT: Final = "org.verapdf.apps:greenfield-apps:1.28.2"
JAR: Final = "greenfield-apps-1.28.2.jar"
SHA256: Final = "687d4d8bcfec48c9f7e931cf78ed061f1eeccfba55d4cdc000ba9b4d8aa46ce6"
MAIN: Final = "org.verapdf.apps.GreenfieldCliWrapper"
# Compiling it thoroughly costs more than it gains: half the time of ten files, a third of fifty.
BRIEFLY: Final = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
FLAVOURS: Final = ("ua1", "2a")  # of our own files
_CLAIM: Final = "PDF/A-"
_FLAVOURS: Final = frozenset("ua1 1a 1b 2a 2b 2u 3a 3b 3u 4 4e 4f".split())

# For starting, and for each file.
SECONDS: Final = 60.0
SECONDS_EACH: Final = 5.0
# Its statuses: all files comply; some do not; some could not be parsed.
_ANSWERED: Final = (0, 1, 7)


def jar() -> Path | None:
    """The path of veraPDF, if it is there."""
    named = os.environ.get("CEASE_VERAPDF")
    path = Path(named) if named else user_cache() / JAR
    return path if path.is_file() else None


def java() -> str | None:
    return shutil.which("java")


def is_ready() -> bool:
    return jar() is not None and java() is not None


def flavours(profile: str, standards: Sequence[str]) -> tuple[str, ...]:
    """veraPDF's names for the standards that a file is checked by, as far as it knows them."""
    claimed = (name.removeprefix(_CLAIM) for name in standards if name.startswith(_CLAIM))
    asked = (name.removeprefix("pdf") for name in standards if name.startswith(("pdfa", "pdfu")))
    levels = (name.removeprefix("a") for name in (*asked, *claimed))
    known = dict.fromkeys(("ua1",) if profile == "screen" else ())
    return tuple(known | dict.fromkeys(level for level in levels if level in _FLAVOURS))


def check(
    paths: Sequence[Path], flavours: Iterable[str] = FLAVOURS, *, seconds: float = SECONDS
) -> dict[Path, list[Problem]]:
    """The problems that veraPDF finds in each file. Java starts once for each flavour. No answer,
    or none in time (`seconds`, and more for each file), is an error of the file. Needs
    `is_ready`."""
    found: dict[Path, list[Problem]] = {path: [] for path in paths}
    for flavour in flavours:
        answers = _ask(paths, flavour, seconds + SECONDS_EACH * len(paths))
        for path in paths:
            job = answers.get(str(path.absolute()))
            found[path] += _no_answer(flavour) if job is None else _problems(job, flavour)
    return found


def _ask(paths: Sequence[Path], flavour: str, seconds: float) -> dict[str, dict[str, Any]]:
    """veraPDF's report on each file by its absolute path; empty if it gives none."""
    command = [str(java()), *BRIEFLY, "-cp", str(jar()), MAIN, "-f", flavour, "--format", "json"]
    try:
        done = subprocess.run(  # noqa: S603 - the user's own Java
            [*command, *(str(path.absolute()) for path in paths)],
            stdin=subprocess.DEVNULL, capture_output=True, timeout=seconds, check=False,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        return {}
    if done.returncode not in _ANSWERED:
        return {}
    try:
        jobs = json.loads(done.stdout)["report"]["jobs"]
        return {job["itemDetails"]["name"]: job for job in jobs}
    except (ValueError, LookupError, TypeError):
        return {}


def _problems(job: dict[str, Any], flavour: str) -> Iterator[Problem]:
    results = job.get("validationResult")
    if not results:
        yield from _no_answer(flavour)
        return
    for result in results:
        for summary in result["details"]["ruleSummaries"]:
            if summary["ruleStatus"] == "FAILED":
                yield Problem(
                    Severity.ERROR,
                    f"verapdf-{summary['clause']}",
                    f"{summary['specification']}, {summary['clause']}: {summary['description']}",
                    details=tuple(each["context"] for each in summary.get("checks", ())[:1]),
                    count=summary["failedChecks"],
                )


def _no_answer(flavour: str) -> list[Problem]:
    return [
        error(
            "verapdf",
            f"veraPDF gave no answer about the file ({flavour})",
            hint="run it on the file by itself to see why",
        )
    ]
