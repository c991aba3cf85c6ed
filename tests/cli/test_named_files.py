"""Files named on a command line that are no ordinary files, or that do harm."""

import os
import sys
import time
from pathlib import Path

import pytest

from generator.source import project_files
from tests import sample_projects
from tests.preflight.samples import Sample, write
from tests.sample_projects import cease

COMMANDS = ("check", "impose", "tile", "areas import", "areas logo", "translate import")
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="no such files on Windows")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    sample_projects.make(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def reported(command: str, file: str | Path) -> tuple[int, str]:
    done = cease(*command.split(), file)
    return done.status, done.out + done.err


@POSIX
@pytest.mark.parametrize("command", COMMANDS)
def test_a_file_that_is_no_ordinary_one_is_not_waited_for(command: str, here: Path) -> None:
    os.mkfifo("pipe")
    Path("folder").mkdir()
    Path("loop").symlink_to("loop")
    cases = {
        "pipe": '"pipe" cannot be read: it is not an ordinary file',
        "/dev/zero": '"/dev/zero" cannot be read: it is not an ordinary file',
        "folder": '"folder" cannot be read: it is a folder',
        "gone": '"gone" cannot be read: no such file or directory',
        "gone/gone": '"gone/gone" cannot be read: no such file or directory',
        "loop": '"loop" cannot be read: ',
    }
    for file, message in cases.items():
        status, said = reported(command, file)
        assert (status, message in said) == (2, True), said


@pytest.mark.parametrize("command", COMMANDS)
def test_a_file_too_large_to_read_is_not_read(command: str, here: Path) -> None:
    with open("large", "wb") as file:
        file.truncate(5 << 30)  # sparse: it takes no room
    began = time.monotonic()
    status, said = reported(command, "large")
    assert status == 2
    assert '"large" cannot be read: it has 5,120 MB, and more than ' in said
    assert time.monotonic() - began < 20


def test_a_file_that_grows_while_it_is_read_is_not_read_for_ever(tmp_path: Path) -> None:
    path = Path("/proc/self/maps")  # of no size, and yet there are bytes in it
    if not path.exists():
        pytest.skip("no /proc")
    with pytest.raises(project_files.Refused, match="more than 0 are not read"):
        project_files.read_named(path, 100)


@POSIX
@pytest.mark.parametrize("command", ["impose", "tile"])
def test_pages_that_take_all_memory_are_refused(command: str, here: Path) -> None:
    """One stream of four megabytes, named three hundred times by one page."""
    page = b"<< /Type /Page /Parent @pages /MediaBox [0 0 100 100] /Contents [%b] >>"
    sample: Sample = {
        "catalog": b"<< /Type /Catalog /Pages @pages >>",
        "pages": b"<< /Type /Pages /Count 1 /Kids [@page] >>",
        "page": page % (b"@stream " * 300),
        "info": b"<< >>",
        "stream": (b"", b"q Q\n" * 1_000_000),
    }
    Path("big.pdf").write_bytes(write(sample))
    status, said = reported(command, "big.pdf")
    assert status == 1
    assert 'error[no-memory]: "big.pdf" could not be ' in said
    assert not list(Path().glob("*--*.pdf"))
