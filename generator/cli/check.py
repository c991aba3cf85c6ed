"""`cease check`: the preflight of any PDF."""

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from generator.jobs import checking, verapdf
from generator.jobs.checking import CheckReport
from generator.jobs.publish import publish
from generator.problems import Problem, Refused, counted
from .session import PROBLEMS, USAGE, Session
from .typed import wrong_choice

if TYPE_CHECKING:
    from generator.reports.plain_checks import PlainChecks

# Of a file of which nothing could be asked, an encrypted one was read, and found to be so.
_READ: Final = frozenset({"encrypted"})


class CheckOptions(Struct, frozen=True):
    """The profile and standards to check files by (either or both may be empty), whether veraPDF
    checks them too, and whether the report is in plain words."""

    profile: str = ""
    standards: tuple[str, ...] = ()
    verapdf: bool = False
    plain: bool = False


def check(
    session: Session, paths: Sequence[Path], asked: CheckOptions, annotate: Path | None
) -> None:
    """Check each file. A file that stops the check does not stop it for the others. Problems go to
    standard output, because the user asked for them."""
    copies = _copies(paths, annotate)
    if asked.verapdf and not verapdf.is_ready():
        message = "veraPDF is not there, or Java is not"
        raise wrong_choice(message, "make verapdf fetches it; cease doctor says what is there")
    rows: list[dict[str, object]] = []
    session.document["files"] = rows
    with TemporaryDirectory() as folder:
        drawn = Path(folder) / "drawn.pdf"
        for path in paths:
            copy = drawn if path in copies else None
            found = checking.check(path, asked.profile, asked.standards, copy=copy)
            if asked.verapdf:
                found = _with_verapdf(path, found)
            row = {"path": str(path), **found.as_dict()}
            if asked.plain:
                row["passed_in_words"] = _in_words(found).passed
            if not session.json:
                (_print_plain if asked.plain else _print_report)(path, found)
            if found.errors:
                read = not found.unread or any(one.rule in _READ for one in found.problems)
                session.leave(PROBLEMS if read else USAGE)
            if drawn.exists():
                if _publish(session, drawn, copies[path], found):
                    row["annotated"] = str(copies[path])
                drawn.unlink()
            rows.append(row)


def _with_verapdf(path: Path, found: CheckReport) -> CheckReport:
    """The report with veraPDF's results for the standards it knows, and the standards that it
    checks whole."""
    flavours = verapdf.flavours(found.profile, found.standards)
    if not flavours or found.unread:
        return found
    return replace(
        found,
        problems=(*found.problems, *verapdf.check([path], flavours)[path]),
        rules_run=(*found.rules_run, "verapdf"),
        not_checked=found.people_only,
    )


def _copies(paths: Sequence[Path], annotate: Path | None) -> dict[Path, Path]:
    """The path of each file's marked copy. Raises `WrongChoice`."""
    if annotate is None:
        return {}
    if len(paths) == 1 and not annotate.is_dir():
        copies = {paths[0]: annotate}
    elif annotate.suffix.lower() == ".pdf" and not annotate.is_dir():
        raise wrong_choice(f'"{annotate}" cannot show {len(paths)} files', "name a folder")
    else:
        copies = {path: annotate / path.name for path in paths}
    if len(set(copies.values())) < len(set(paths)):
        raise wrong_choice("two of the files have one name", "check them one by one")
    for path in paths:
        for copy in copies.values():
            if copy.exists() and path.exists() and copy.samefile(path):
                raise wrong_choice(
                    f'a copy would take the place of "{path}"', "choose another name"
                )
    return copies


def _publish(session: Session, drawn: Path, copy: Path, found: CheckReport) -> bool:
    """Put a marked copy in its place, whole or not at all."""
    try:
        publish(copy, drawn.read_bytes())
    except Refused as refused:
        session.report(refused.problems)
        return False
    session.say(f"{copy} shows where" if found.problems else f"{copy}: nothing to show in it")
    return True


def _print_report(path: Path, found: CheckReport) -> None:
    _print(str(path), "bold")
    if found.reason:
        by = " and ".join(filter(None, (found.profile, *found.standards)))
        _print(f"  checked as {by}: {found.reason}")
    by_rule: dict[str, list[Problem]] = {}
    for problem in found.problems:
        by_rule.setdefault(problem.rule, []).append(problem)
    for rule, problems in by_rule.items():
        _print(f"  {rule}", "bold red" if any(p.is_error for p in problems) else "bold yellow")
        _print_rule(problems)
    if found.not_checked:
        _print(f"  not checked: {'; '.join(found.not_checked)}")
    _print(
        f"  {counted(found.errors, 'error')}, "
        f"{counted(len(found.problems) - found.errors, 'warning')}; "
        f"{counted(len(found.rules_run), 'rule')} run"
        + ("; not all was checked" if found.not_checked else "")
    )


def _in_words(found: CheckReport) -> "PlainChecks":
    from generator.jobs.taken import checked_file
    from generator.reports.plain_checks import plain_checks

    return plain_checks(checked_file(found))


def _print_plain(path: Path, found: CheckReport) -> None:
    """Print what holds for a file, in words for people who are no printers."""
    _print(str(path), "bold")
    from generator.reports.plain_checks import lines

    for line in lines(_in_words(found)):
        _print(f"  {line}")
    for words in found.not_checked:
        _print(f"  Not checked: {words}")


def _print_rule(problems: Iterable[Problem]) -> None:
    """Print each problem of one rule, and a hint that several share once."""
    problems = list(problems)
    shared = {problem.hint for problem in problems}
    for index, problem in enumerate(problems):
        lines = str(problem).splitlines()
        lines[0] = f"{problem.severity}: {problem.message}"
        last = index == len(problems) - 1
        if problem.hint and len(shared) == 1 and not last:
            lines.pop()
        for line in lines:
            _print(f"    {line}", "cyan" if line.startswith("  hint: ") else "")


def _print(line: str, style: str = "") -> None:
    if not sys.stdout.isatty():
        print(line)
        return
    from rich.console import Console
    from rich.text import Text

    Console(highlight=False).print(Text(line, style), soft_wrap=True)
