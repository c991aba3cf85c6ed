"""What users see when a file is wrong: each case a small project and the exact words for it.

A case is one file `tests/cases/<room>/<name>.case` of sections, each begun by a line `=== name`:

    === command                 what is done; `validate` if there is no such section
    read leaflet files/a.yaml   (a test model and a file; anything else is a `cease` command)
    === a.yaml                  a file of the project, and its content
    === b.yaml escaped          the same with \\t, \\r, \\x00 ... written as escapes, in one piece
    === c.yaml times 1000       content repeated
    === d.yaml -> ../e.yaml     a link
    === base                    the project to begin with: `garden`, of tests/sample_projects.py
    === f.yaml changed          lines of a file of that project: "-" before those taken out, "+"
                                before those put in, a space before those that stay; an empty
                                line between changes
    === expected                what appears on the terminal
    === printed                 lines of the files that are made, besides

or, where a project holds pictures, a folder `tests/cases/<room>/<name>/` with `files/`,
`command.txt` and `expected.txt`. UPDATE_CASES=1 writes what appears in place of what was
expected; read the difference before you keep it.
"""

import codecs
import os
import re
import shlex
import shutil
from pathlib import Path

import pytest
from pydantic_core import SchemaSerializer

from generator.source import reader
from generator.source.project_files import ProjectFiles
from generator.source.row_files import load
from generator.source.row_schemas import schema_of
from tests import sample_projects
from tests.source.models import MODELS

BASES = {"garden": sample_projects.make}
CASES = Path(__file__).parent / "cases"
SECTION = re.compile(
    r"^=== (?P<name>\S+)(?: (?P<escaped>escaped)| times (?P<times>\d+)"
    r"| (?P<changed>changed)| -> (?P<link>\S+))?\n",
    re.MULTILINE,
)


class Case:
    """One case, laid out as a project in `root`."""

    def __init__(self, path: Path, root: Path) -> None:
        self.path, self.root = path, root
        root.mkdir()
        self.command, self.expected, self.printed = "validate", "", ""
        if path.is_dir():
            shutil.copytree(path / "files", root, dirs_exist_ok=True)
            self.command = _text(path / "command.txt") or "validate"
            self.expected = _text(path / "expected.txt")
            return
        text = _text(path)
        headers = list(SECTION.finditer(text))
        ends = [header.start() for header in headers[1:]] + [len(text)]
        for header, end in zip(headers, ends, strict=True):
            self._section(header, text[header.end() : end])

    def _section(self, header: re.Match[str], content: str) -> None:
        name = header["name"]
        if name in {"command", "expected", "printed"}:
            setattr(self, name, content.strip() if name == "command" else content)
            return
        if name == "base":
            BASES[content.strip()](self.root)
            return
        file = self.root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        if header["link"]:
            file.symlink_to(header["link"])
        elif header["changed"]:
            _change(file, content)
        elif header["escaped"]:
            file.write_bytes(codecs.escape_decode(content.replace("\n", "").encode())[0])
        else:
            file.write_bytes(content.encode() * int(header["times"] or 1))

    def keep(self, shown: str) -> None:
        """Make what appeared what is expected."""
        if self.path.is_dir():
            (self.path / "expected.txt").write_bytes(shown.encode())
            return
        before, _, after = _text(self.path).partition("=== expected\n")
        _, printed, after = after.partition("=== printed\n")
        self.path.write_bytes(f"{before}=== expected\n{shown}{printed}{after}".encode())


def _change(file: Path, content: str) -> None:
    """Make each change to a file; the lines it is made to stand there once."""
    text = "\n" + _text(file)
    for change in content.strip("\n").split("\n\n"):
        lines = change.splitlines()
        old = "".join(f"\n{line[1:]}" for line in lines if line[0] in " -") + "\n"
        new = "".join(f"\n{line[1:]}" for line in lines if line[0] in " +") + "\n"
        assert text.count(old) == 1, f"{old!r} is not in {file} once"
        text = text.replace(old, new)
    file.write_bytes(text[1:].encode())


def _text(path: Path) -> str:
    return path.read_bytes().decode() if path.exists() else ""


def _read(case: Case) -> str:
    """Every problem of a file read as one of the test models, then what it holds if it does."""
    _, model, path = shlex.split(case.command)
    row, problems = load(ProjectFiles.at(case.root), path, MODELS[model])
    shown = [str(problem) for problem in problems]
    if row:
        written = SchemaSerializer(schema_of(type(row))).to_json(row, exclude_unset=True)
        shown.append(written.decode())
    return "".join(line + "\n" for line in shown)


def _cease(case: Case, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> str:
    from generator.cli import main

    monkeypatch.chdir(case.root)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("NO_COLOR", "1")
    try:
        status = main(shlex.split(case.command))
    except SystemExit as done:
        status = done.code
    out, err = capsys.readouterr()
    return f"{out}{err}exit status {status or 0}\n"


def _lines(folder: Path) -> set[str]:
    """Every line of the files in a folder, as they read."""
    import pypdfium2

    lines: set[str] = set()
    for path in folder.rglob("*.pdf"):
        with pypdfium2.PdfDocument(path) as file:
            for page in file:
                lines.update(page.get_textpage().get_text_range().splitlines())
    return lines


def _cases() -> list[Path]:
    return sorted([*CASES.glob("*/*.case"), *(p.parent for p in CASES.glob("*/*/expected.txt"))])


@pytest.mark.parametrize(
    "path", _cases(), ids=lambda path: path.relative_to(CASES).with_suffix("").as_posix()
)
def test_case(
    path: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    case = Case(path, tmp_path / "project")
    if case.command.startswith("read "):
        shown = _read(case)
        monkeypatch.setattr(reader, "_fast_parser", lambda: None)
        assert _read(case) == shown, "PyYAML without libyaml reads this differently"
    else:
        shown = _cease(case, monkeypatch, capsys)
    if os.environ.get("UPDATE_CASES"):
        case.keep(shown)
    assert "Traceback" not in shown
    assert "a bug in cease" not in shown
    if not shown.endswith("exit status 0\n"):
        left = [file for file in case.root.glob("output/**/*") if file.is_file()]
        known = {"manifest.jsonl", "failures.json", ".cease-lock", ".cease-seen.json"}
        assert {file.name for file in left} <= known
    assert shown == Case(path, tmp_path / "again").expected
    assert set(case.printed.splitlines()) <= _lines(case.root / "output")


def test_every_case_is_found() -> None:
    held = {path.name for path in CASES.glob("*/*") if path.suffix == ".case" or path.is_dir()}
    assert held == {path.name for path in _cases()}
