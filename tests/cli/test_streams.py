"""Where nobody takes what is written, a command ends quietly, and truthfully."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.sample_projects import ROOT, manifest

CEASE = f"{sys.executable} -m generator"


def shell(command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command}"],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize("into", ["| head -c 1", ">&-", "2>&-", "2>/dev/full", "<&- >&- 2>&-"])
@pytest.mark.parametrize("command", ["list formats", "list formats --json"])
def test_who_stops_reading_or_never_does_is_no_error(command: str, into: str) -> None:
    done = shell(f"{CEASE} {command} {into}")
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("command", ["list formats", "list formats --json", "--help"])
@pytest.mark.parametrize(
    ("into", "why"),
    [(">/dev/full", "no space left on device"), ("1</dev/null", "bad file descriptor")],
)
def test_what_cannot_be_written_out_is_reported(command: str, into: str, why: str) -> None:
    done = shell(f"{CEASE} {command} {into}")
    assert done.returncode == 2
    assert done.stderr == f"what was asked for could not be written out: {why}\n"


def test_a_closed_stream_is_no_file_of_the_users(project: Path, tmp_path: Path) -> None:
    """A file that is opened may get the number of standard output."""
    chosen = f"card --edition office --project {project} --out {tmp_path / 'out'}"
    done = shell(f"{CEASE} build {chosen} >&- 2>&-")
    assert done.returncode == 0
    (row,) = manifest(tmp_path / "out").values()
    assert row["layout"] == "card"
    assert next((tmp_path / "out").rglob("*.pdf")).read_bytes().startswith(b"%PDF-")
