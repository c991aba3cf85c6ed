"""Every layout in every language as a file for a screen, built once for all processes of a run."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from generator.jobs.publish import lock

ROOT = Path(__file__).parents[1]
SCREEN = ("--edition", "screen", "--edition", "large-print", "--language", "all")
LARGER = ("--edition", "large-print-24", *(f"--language={tag}" for tag in ("en-GB", "ur", "ta")))
# What the first test that wants them may take, with other work on the machine, s.
PATIENCE = 900


def tagged(factory: pytest.TempPathFactory) -> Path:
    """The output folder. One process builds it, and the others wait."""
    base = factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "tagged"
    folder.mkdir(exist_ok=True)
    whole = folder / "whole"
    with (folder / "lock").open("wb") as file:
        lock(file)
        if not whole.exists():
            for choice in (SCREEN, LARGER):
                _build(folder, *choice)
            whole.touch()
    return folder


def _build(folder: Path, *choice: str) -> None:
    command = [sys.executable, "-m", "generator", "build", "--layout", "all", *choice]
    command += ["--project", str(ROOT), "--jobs", "2", "--out", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
