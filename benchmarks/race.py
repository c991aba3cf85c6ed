"""The race itself: one core, rounds interleaved, medians, a table and a file of results.

Two events. Cold: one leaflet in a fresh process, CPU seconds. Warm: documents per CPU second
from the second variant onward, which is (n - 1) / (cost of n variants - cost of one), so that
starting up and the first document count for nobody.

Beside it, in the same rounds, what of our own batches is preflight, what tagging costs (the
edition for screens beside the one for office printers), and what `cease check` costs. Our cold
leaflet includes its job sheet, and each file of our batches is checked; the other tools do neither.
"""

import argparse
import json
import os
import platform
import shutil
import statistics
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks import contestants, measure
from benchmarks.contestants import OURS, PROJECT, Contestant
from benchmarks.measure import Cost, Failed
from benchmarks.parts import Parts

RESULTS = PROJECT / "benchmarks"
# Cold leaflets in a round: one is over so soon that whatever else the machine does counts.
COLD = 3
# Of our own editions: the leaflet's, one with tags, and what that one is without them.
PARTED = ("press", "office", "screen")
# A file system in memory: the cost of a disk would hide that of the engines.
MEMORY = Path("/dev/shm")  # noqa: S108


@dataclass
class Tally:
    """The rounds of one contestant."""

    cold: list[Cost] = field(default_factory=list)
    one: list[Cost] = field(default_factory=list)
    many: list[Cost] = field(default_factory=list)

    def row(self, n: int) -> dict[str, float]:
        """Medians: cold CPU s, warm documents per CPU s, peak MB of either event."""
        warm = [(n - 1) / (m.cpu - o.cpu) for m, o in zip(self.many, self.one, strict=True)]
        return {
            "cold_cpu_s": round(statistics.median(c.cpu for c in self.cold), 3),
            "cold_peak_mb": round(max(c.peak for c in self.cold)),
            "warm_docs_per_cpu_s": round(statistics.median(warm), 1),
            "warm_least": round(min(warm), 1),
            "warm_most": round(max(warm), 1),
            "warm_peak_mb": round(max(c.peak for c in self.many)),
        }


def build(who: Contestant, command: tuple[str, ...], n: int, work: Path) -> Cost:
    """One run of a command into an empty folder. Raises `Failed` unless `n` PDFs came out."""
    out = Path(tempfile.mkdtemp(dir=work))
    argv = [part.format(out=out, n=n) for part in command]
    cost = measure.run(argv, who.cwd, who.env)
    pieces = (path for path in out.rglob("*.pdf") if not path.stem.endswith("--job-sheet"))
    whole = sum(path.read_bytes()[:5] == b"%PDF-" for path in pieces)
    shutil.rmtree(out)
    if whole != n:
        raise Failed(f"{who.name} made {whole} PDFs of {n}")
    return cost


def race(
    field_of: list[Contestant], n: int, rounds: int, work: Path
) -> tuple[dict[str, dict[str, float]], dict[str, Any]]:
    """Every contestant once per round, so that a slow minute of the machine slows them all. An
    uncounted round of single leaflets first fills the disk cache."""
    tallies, own = {who.name: Tally() for who in field_of}, Own()
    for who in field_of:
        build(who, who.cold, 1, work)
    for number in range(rounds):
        for who in field_of:
            print(f"round {number + 1} of {rounds}: {who.name}", file=sys.stderr, flush=True)
            tally = tallies[who.name]
            tally.cold += [build(who, who.cold, 1, work) for _ in range(COLD)]
            tally.one.append(build(who, who.batch, 1, work))
            tally.many.append(build(who, who.batch, n, work))
        if OURS in tallies:
            own.round(n, work)
    rows = {name: tally.row(n) for name, tally in tallies.items()}
    return rows, own.row() if OURS in tallies else {}


@dataclass
class Own:
    """The rounds of our own editions, and of `cease check` of the press leaflet, CPU s."""

    parts: dict[str, list[Parts]] = field(default_factory=lambda: {name: [] for name in PARTED})
    check: list[Cost] = field(default_factory=list)

    def row(self) -> dict[str, Any]:
        """Medians: CPU ms of a piece without and with preflight, what preflight adds, what the
        edition for screens takes of what the one for office printers does; CPU s of a check."""
        editions = {
            name: {
                "build_ms": round(
                    1000 * statistics.median(p.whole - p.preflight for p in rounds), 2
                ),
                "preflight_ms": round(1000 * statistics.median(p.preflight for p in rounds), 2),
                "preflight_adds": round(
                    statistics.median(p.preflight / (p.whole - p.preflight) for p in rounds), 3
                ),
            }
            for name, rounds in self.parts.items()
        }
        pairs = list(zip(self.parts["screen"], self.parts["office"], strict=True))
        return {
            "editions": editions,
            "screen_of_office_build": round(
                statistics.median(
                    (s.whole - s.preflight) / (o.whole - o.preflight) for s, o in pairs
                ),
                3,
            ),
            "screen_of_office": round(statistics.median(s.whole / o.whole for s, o in pairs), 3),
            "check_cpu_s": round(statistics.median(cost.cpu for cost in self.check), 3),
        }

    def round(self, n: int, work: Path) -> None:
        """One round. Raises `Failed`."""
        for name, rounds in self.parts.items():
            print(f"our {name} edition in parts", file=sys.stderr, flush=True)
            argv = (sys.executable, "-m", "benchmarks.parts", str(n), name)
            rounds.append(Parts(**json.loads(measure.said(argv, PROJECT))))
        self.check.append(_checked(work))


def _checked(work: Path) -> Cost:
    """`cease check` of the leaflet, made for it: its rendering included."""
    us = contestants.ours()
    out = Path(tempfile.mkdtemp(dir=work))
    measure.run([part.format(out=out) for part in us.cold], us.cwd, us.env)
    leaflet = next(path for path in out.rglob("*--press.pdf"))
    cost = measure.run((sys.executable, "-m", "generator", "check", str(leaflet)), us.cwd, us.env)
    shutil.rmtree(out)
    return cost


def machine() -> dict[str, str | int]:
    """What the figures depend on."""
    model = platform.processor()
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            model = line.partition(":")[2].strip()
            break
    return {"cpu": model, "cores": os.cpu_count() or 0, "python": platform.python_version()}


def table(rows: dict[str, dict[str, float]]) -> str:
    """The rows as a Markdown table. Ratios say how many times better than each tool we are."""
    us = rows.get(OURS)
    heads = ["tool", "cold, CPU s", "theirs / ours", "warm, documents per CPU s", "ours / theirs"]
    heads += ["peak cold, MB", "peak warm, MB"]
    lines = [f"| {' | '.join(heads)} |", "|---" + "|--:" * (len(heads) - 1) + "|"]
    for name, row in rows.items():
        cold = f"{row['cold_cpu_s'] / us['cold_cpu_s']:.2f}" if us else ""
        warm = f"{us['warm_docs_per_cpu_s'] / row['warm_docs_per_cpu_s']:.2f}" if us else ""
        lines.append(
            f"| {name} | {row['cold_cpu_s']:.2f} | {cold} "
            f"| {row['warm_docs_per_cpu_s']:.1f} ({row['warm_least']:.1f} to "
            f"{row['warm_most']:.1f}) | {warm} "
            f"| {row['cold_peak_mb']:.0f} | {row['warm_peak_mb']:.0f} |"
        )
    return "\n".join(lines) + "\n"


def own_table(own: dict[str, Any]) -> str:
    """What our own batches and checks cost, as Markdown."""
    lines = [
        "| edition | setting and writing, CPU ms | preflight, CPU ms | preflight adds |",
        "|---|--:|--:|--:|",
    ]
    for name, row in own["editions"].items():
        lines.append(
            f"| {name} | {row['build_ms']:.2f} | {row['preflight_ms']:.2f} "
            f"| {row['preflight_adds']:.0%} |"
        )
    return (
        "\n".join(lines) + "\n\n"
        "Every rule of its profile checks every file; none is sampled. What is byte for byte "
        "what was checked before in the same process is not checked again.\n\n"
        f"A tagged leaflet (screen) takes {own['screen_of_office_build']:.2f} times what an "
        f"untagged one (office) does to set and write, {own['screen_of_office']:.2f} times with "
        "preflight, which has more rules for it. "
        f"`cease check` of the press leaflet in a fresh process: {own['check_cpu_s']:.2f} CPU s, "
        "rendering included.\n"
    )


def keep(rows: dict[str, dict[str, float]], own: dict[str, Any], n: int, rounds: int) -> None:
    """Writes results.json and results.md beside this file."""
    facts = machine()
    data = {"machine": facts, "variants": n, "rounds": rounds, "tools": rows, "own": own}
    (RESULTS / "results.json").write_text(json.dumps(data, indent=2) + "\n")
    heading = (
        f"# The leaflet beside other tools\n\n"
        f"{facts['cpu']}, one of {facts['cores']} cores, Python {facts['python']}; medians of "
        f"{rounds} rounds, {COLD} cold leaflets in each, {n} variants. Our cold leaflet comes with "
        "its job sheet. Written by `make bench`.\n\n"
    )
    own_heading = "\n## Where our own time goes\n\nFrom the second variant onward, CPU time.\n\n"
    (RESULTS / "results.md").write_text(heading + table(rows) + own_heading + own_table(own))


def arguments() -> argparse.Namespace:
    beside = PROJECT.parent / "shared" / "bench"
    parser = argparse.ArgumentParser(prog="python -m benchmarks.race", description=__doc__)
    parser.add_argument(
        "--peers",
        type=Path,
        default=beside if beside.is_dir() else None,
        metavar="DIR",
        help="folder with the other tools' versions of the leaflet (default: ../shared/bench if "
        "it exists; without one we run alone). On Debian they need libpango-1.0-0, "
        "libpangoft2-1.0-0 and fonts-noto-core",
    )
    parser.add_argument("-n", type=int, default=200, help="variants in the warm event")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument(
        "--only", action="append", metavar="NAME", help="race these alone and keep no results"
    )
    return parser.parse_args()


def main() -> int:
    choice = arguments()
    if choice.peers and (advice := contestants.missing_for_peers()):
        print(advice, file=sys.stderr)
        return 2
    scratch = MEMORY if MEMORY.is_dir() else None
    with tempfile.TemporaryDirectory(prefix="cease-race-", dir=scratch) as folder:
        work = Path(folder)
        everyone = [contestants.ours()]
        everyone += contestants.peers(choice.peers, work) if choice.peers else []
        measure.pin()
        racing = [who for who in everyone if not choice.only or who.name in choice.only]
        try:
            rows, own = race(racing, choice.n, choice.rounds, work)
        except Failed as failure:
            print(failure, file=sys.stderr)
            return 1
    print(table(rows), own_table(own) if own else "", sep="\n", end="")
    if not choice.only:
        keep(rows, own, choice.n, choice.rounds)
    return 0


if __name__ == "__main__":
    sys.exit(main())
