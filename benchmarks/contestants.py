"""Who races: this project's own commands, and the other tools' versions of the leaflet.

The other versions live outside this project, in a folder of scripts. They write beside themselves,
so they run in a copy; their tools live in a virtual environment of their own, `.venv-peers`.
"""

import ctypes.util
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
LOCK = PROJECT / "benchmarks" / "requirements-peers.txt"
PEERS_VENV = PROJECT / ".venv-peers"
NOTO = Path("/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf")


LEAFLET = "leaflet-dl-6pp"
EDITIONS = ("office", "press")
# The other tools, and how many files each makes at most: the slowest make fewer, and are compared
# file by file.
TOOLS = {
    "typst": 10_000,
    "typst-outlines": 10_000,
    "reportlab": 10_000,
    "chromium": 40,
    "weasyprint": 40,
    "fpdf2": 40,
}


@dataclass(frozen=True)
class Contestant:
    """One tool: the command that makes a leaflet for each area in one process, in which `{out}`
    stands for an empty folder and `{n}` for the number of areas, of which it takes `most`. `shown`
    is the same as a person would type it."""

    name: str
    most: int
    batch: tuple[str, ...]
    cwd: Path
    shown: str
    env: Mapping[str, str] = field(default_factory=dict)


def cease(typed: str, **folders: Path) -> tuple[str, ...]:
    """One of this project's own commands as it is typed, with folders in the places of their
    names."""
    words = (word.format(**folders) for word in typed.removeprefix("cease ").split())
    return (sys.executable, "-m", "generator", *words)


def peers(scripts: Path, work: Path, areas: Path) -> list[Contestant]:
    """The other tools, run from a copy of `scripts` in `work`, for our areas."""
    copy = shutil.copytree(scripts, work / "peers", copy_function=shutil.copyfile)
    copy.chmod(0o755)
    python = str(peers_python())
    return [
        Contestant(
            name,
            most,
            (python, "-m", "benchmarks.peer_batch", name, "{n}", str(areas), "{out}"),
            copy,
            f"python -m benchmarks.peer_batch {name} {{n}} areas.json OUT",
            {"PYTHONPATH": str(PROJECT)},
        )
        for name, most in TOOLS.items()
    ]


def missing_for_peers() -> str:
    """What this machine lacks for the other tools, as advice, or nothing."""
    lacks = []
    if not NOTO.is_file():
        lacks.append("fonts-noto-core")
    lacks += [
        f"lib{library}-0"
        for library in ("pango-1.0", "pangoft2-1.0")
        if not ctypes.util.find_library(library)
    ]
    return f"the other tools need: apt-get install {' '.join(lacks)}" if lacks else ""


def peers_python() -> Path:
    """The interpreter of `.venv-peers`, made from the lock when it is missing or older."""
    python, stamp = PEERS_VENV / "bin" / "python", PEERS_VENV / "installed"
    if not stamp.is_file() or stamp.stat().st_mtime < LOCK.stat().st_mtime:
        if not python.is_file():
            subprocess.run([sys.executable, "-m", "venv", PEERS_VENV], check=True)
        pip = (python, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", LOCK)
        subprocess.run(pip, check=True)
        stamp.touch()
    return python
