"""What veraPDF finds wrong with the tagged leaflet of this tool and of two others.

The others' leaflets are the race's, from HTML (see `benchmarks.contestants`): WeasyPrint once as
PDF/UA-1 and once as PDF/A-2a, since it writes one of them at a time; Chromium with its tagging.
Run by `make bench-accessible`; writes accessible.md beside this file.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from benchmarks.contestants import PROJECT, missing_for_peers, peers_python
from generator import __version__
from generator.jobs import verapdf

RESULT = PROJECT / "benchmarks" / "accessible.md"
WEASY = """
import sys
import job, htmlgen, peer_weasy
from weasyprint import HTML
html = HTML(string=htmlgen.html("w", "L", job.variant(0), with_css=False))
html.write_pdf(sys.argv[1], stylesheets=[peer_weasy.sheet("L")], font_config=peer_weasy.FC,
               pdf_variant=sys.argv[2], pdf_tags=True)
"""


class Leaflet(NamedTuple):
    """One tool's file, and how it was made."""

    tool: str
    how: str
    path: Path


def leaflets(peers: Path, work: Path) -> Iterator[Leaflet]:
    ours = work / "ours"
    build = "build leaflet-dl-6pp --edition screen --out"
    _run([sys.executable, "-m", "generator", *build.split(), ours], PROJECT)
    yield Leaflet(f"cease {__version__}", "edition screen", next(ours.rglob("*.pdf")))
    copy = shutil.copytree(peers, work / "peers", copy_function=shutil.copyfile)
    python = peers_python()
    weasy = _run([python, "-c", "import weasyprint; print(weasyprint.__version__)"], copy).strip()
    for variant in ("pdf/ua-1", "pdf/a-2a"):
        path = work / f"weasyprint-{variant[-2:]}.pdf"
        _run([python, "-c", WEASY, path, variant], copy, W_OPTS="rgb")
        yield Leaflet(f"WeasyPrint {weasy}", f"pdf_variant {variant}", path)
    version = re.search(r"[\d.]{5,}", _run(["chromium", "--version"], copy))
    path = work / "chromium.pdf"
    _run([python, "peer_chromium.py", "one", "L", path], copy, CH_OPTS="tags")
    yield Leaflet(f"Chromium {version[0] if version else ''}", "--print-to-pdf, tagged", path)


def _run(command: list[str | Path], folder: Path, **settings: str) -> str:
    done = subprocess.run(
        list(map(str, command)), cwd=folder, env=os.environ | settings, stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL, text=True, check=True,
    )  # fmt: skip
    return done.stdout


def failures(path: Path, flavour: str) -> str:
    """Failed rules with their clauses, and failed checks."""
    found = verapdf.check([path], [flavour])[path]
    if any(problem.rule == "verapdf" for problem in found):
        raise RuntimeError(f"veraPDF gave no answer about {path}")
    if not found:
        return "0"
    clauses = dict.fromkeys(problem.rule.removeprefix("verapdf-") for problem in found)
    checks = sum(problem.count for problem in found)
    return f"{len(found)} rules, {checks} places ({', '.join(clauses)})"


def table(made: list[Leaflet]) -> str:
    lines = ["| tool | made as | PDF/UA-1 failures | PDF/A-2a failures |", "|---|---|---|---|"]
    for one in made:
        cells = (one.tool, one.how, *(failures(one.path, name) for name in verapdf.FLAVOURS))
        lines.append(f"| {' | '.join(cells)} |")
    day = datetime.now(UTC).date().isoformat()
    version = verapdf.ARTIFACT.rpartition(":")[2]
    note = f"Measured on {day} with veraPDF {version}; made again by `make bench-accessible`."
    return "\n".join([*lines, "", note, ""])


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.accessible", description=__doc__)
    parser.add_argument("--peers", type=Path, default=PROJECT.parent / "shared" / "bench")
    peers = parser.parse_args().peers
    lacks = [] if verapdf.is_ready() else ["veraPDF is needed: make verapdf"]
    lacks += [] if peers.is_dir() else [f"the other tools' leaflets are not in {peers}"]
    lacks += [] if shutil.which("chromium") else ["chromium is needed"]
    lacks += filter(None, [missing_for_peers()])
    if lacks:
        print("\n".join(lacks), file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        text = table(list(leaflets(peers, Path(folder))))
    RESULT.write_text(text)
    print(text, end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
