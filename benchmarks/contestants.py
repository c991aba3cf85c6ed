"""Who races: this project's own commands, and the other tools' versions of the leaflet.

The other versions live outside this project, in a folder of scripts run as
`peer_x.py batch N DIR L` and `peer_x.py one L FILE`. They write beside themselves, so they run
in a copy; their tools live in a virtual environment of their own, `.venv-peers`.
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
OURS = "cease"


@dataclass(frozen=True)
class Contestant:
    """One tool: the commands that build one leaflet cold and `n` variants in one process, in
    which `{out}` stands for an empty folder and `{n}` for the number."""

    name: str
    cold: tuple[str, ...]
    batch: tuple[str, ...]
    cwd: Path
    env: Mapping[str, str] = field(default_factory=dict)


def ours() -> Contestant:
    """This project, as its user runs it."""
    build = "build leaflet-dl-6pp --edition press --force --out {out}"
    return Contestant(
        OURS,
        cold=(sys.executable, "-m", "generator", *build.split()),
        batch=(sys.executable, "-m", "benchmarks.variants", "{n}", "{out}"),
        cwd=PROJECT,
    )


def peers(scripts: Path, work: Path) -> list[Contestant]:
    """The other tools, run from a copy of `scripts` in `work`. Typst comes in the three forms
    that are close to its fastest: codes as PDF, as SVG, and tagged."""
    copy = shutil.copytree(scripts, work / "peers", copy_function=shutil.copyfile)
    copy.chmod(0o755)
    python = str(peers_python())
    forms: list[tuple[str, str, dict[str, str]]] = [
        ("typst", "peer_typst.py", {"TY_OPTS": "src,pdf"}),
        ("typst-svg", "peer_typst.py", {"TY_OPTS": "src,svg"}),
        ("typst-tagged", "peer_typst.py", {"TY_OPTS": "src,pdf,tags"}),
        ("weasyprint", "peer_weasy.py", {}),
        ("fpdf2", "peer_fpdf2.py", {}),
    ]
    return [
        Contestant(
            name,
            cold=(python, script, "one", "L", "{out}/leaflet.pdf"),
            batch=(python, script, "batch", "{n}", "{out}", "L"),
            cwd=copy,
            env=env,
        )
        for name, script, env in forms
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
        subprocess.run([sys.executable, "-m", "venv", PEERS_VENV], check=True)
        pip = (python, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", LOCK)
        subprocess.run(pip, check=True)
        stamp.touch()
    return python
