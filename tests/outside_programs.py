"""Programs that check our files and share no code with this one.

Where one is not installed the test is skipped and says so, so that `make test` needs nothing but
Python; in continuous integration (CI=true) its absence is a failure, so that no check is lost
unnoticed.
"""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from generator.jobs import verapdf


def needs(*programs: str) -> None:
    """Stop the test unless each program, or each file if it is an absolute path, is there."""
    for program in programs:
        there = Path(program).exists() if Path(program).is_absolute() else shutil.which(program)
        if not there:
            message = f"{program} is not installed"
            if os.environ.get("CI") == "true":
                pytest.fail(message)
            pytest.skip(message)


def needs_verapdf() -> None:
    """Stop the test unless Java and veraPDF are there."""
    needs("java")
    if verapdf.jar() is None:
        message = "veraPDF is not there; make verapdf fetches it"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)


# Where `make peers` puts programs that are no part of this one's tests.
PEERS = Path(__file__).parents[1] / ".venv-peers" / "bin"


def run(*command: str | Path) -> str:
    """The output of a program, which must succeed and write nothing to stderr."""
    needs(str(command[0]))
    result = subprocess.run(
        list(map(str, command)), capture_output=True, text=True, timeout=60, check=False
    )
    assert result.returncode == 0, result.stdout + result.stderr
    assert not result.stderr, result.stderr
    return result.stdout
