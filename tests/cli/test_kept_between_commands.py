"""Files and messages are the same whether anything is kept on disk between commands or not."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from generator.kept import SETTING
from tests.sample_projects import Result, cease

AREA = "content/areas/ashdale.yaml"
PIECE = ("card", "--edition", "press")


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for what is kept."""
    monkeypatch.setenv(SETTING, str(tmp_path / "kept"))
    return tmp_path / "kept"


def built(project: Path, out: Path, *options: str) -> tuple[Result, dict[str, bytes]]:
    done = cease("build", *PIECE, "--project", project, "--out", out, "--json", *options)
    files = {
        str(path.relative_to(out)): path.read_bytes()
        for path in sorted(out.rglob("*"))
        if path.suffix in {".pdf", ".json"} and not path.name.startswith(".")
    }
    return done, files


def test_a_later_build_gives_the_same_files_and_problems(
    project: Path, kept: Path, tmp_path: Path
) -> None:
    plain, files = built(project, tmp_path / "plain", "--no-cache")
    assert not kept.exists()
    assert any(name.endswith(".pdf") for name in files)
    for number in range(2):
        again, same = built(project, tmp_path / f"out{number}")
        assert same == files
        assert again.json["problems"] == plain.json["problems"]
    assert [*kept.iterdir()]


def test_a_mistake_made_later_is_reported(project: Path, kept: Path, tmp_path: Path) -> None:
    built(project, tmp_path / "first")
    path = project / AREA
    path.write_text(path.read_text().replace("01632 960001", "01632 96000"))
    with_kept, _ = built(project, tmp_path / "second")
    without, _ = built(project, tmp_path / "third", "--no-cache")
    assert with_kept.status == without.status == 1
    assert with_kept.json["problems"] == without.json["problems"]


def test_damaged_entries_change_nothing(project: Path, kept: Path, tmp_path: Path) -> None:
    _, files = built(project, tmp_path / "first")
    for entry in kept.iterdir():
        entry.write_bytes(entry.read_bytes()[:-3])
    _, again = built(project, tmp_path / "second")
    assert again == files


def test_doctor_says_where_and_how_much(project: Path, kept: Path, tmp_path: Path) -> None:
    built(project, tmp_path / "out")
    found = cease("doctor", "--project", project, "--json").json["findings"]
    (row,) = [row for row in found if row["what"].startswith("kept results")]
    assert row["ok"]
    assert str(kept) in row["found"]
    kept.chmod(0o777)
    found = cease("doctor", "--project", project, "--json").json["findings"]
    (row,) = [row for row in found if row["what"].startswith("kept results")]
    assert not row["ok"]
    assert "not used" in row["found"]


def test_what_is_kept_needs_no_yaml_pydantic_or_markdown(
    project: Path, kept: Path, tmp_path: Path
) -> None:
    words = project / "content/garden/en-GB.yaml"
    words.write_text(words.read_text().replace("first.", r"first\."))
    build = f"main({['build', *PIECE, '--project', str(project), '--out', str(tmp_path / 'out')]})"
    after = "print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    program = f"import sys\nfrom generator.cli import main\ntry: {build}\nfinally: {after}"
    for wanted in (True, False):
        shutil.rmtree(tmp_path / "out", ignore_errors=True)
        done = subprocess.run(
            [sys.executable, "-c", program], check=True, capture_output=True, text=True
        )
        modules = done.stdout.splitlines()[-1].split()
        read = [name in modules for name in ("pydantic_core", "yaml", "markdown_it")]
        assert read == [wanted] * 3
        assert "pydantic" not in modules


def test_a_check_of_a_file_opens_no_room_that_sets_type() -> None:
    check = "main(['check', 'tests/no-such-file.pdf'])"
    after = "print(*[name for name in sys.modules if name.startswith('generator.')])"
    program = f"import sys\nfrom generator.cli import main\ntry: {check}\nfinally: {after}"
    done = subprocess.run(
        [sys.executable, "-c", program], check=False, capture_output=True, text=True
    )
    modules = done.stdout.splitlines()[-1].split()
    assert "generator.cli.check" in modules
    rooms = {name.split(".")[1] for name in modules}
    assert not rooms & {"typeset", "design", "content", "reflow", "pdf"}
