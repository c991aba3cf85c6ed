"""The race itself: one core, rounds interleaved, medians, a table and a file of results.

Two events. Cold: one leaflet in a fresh process, CPU seconds. Warm: documents per CPU second
from the second variant onward, which is (n - 1) / (cost of n variants - cost of one), so that
starting up and the first document count for nobody.
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

from benchmarks import contestants, measure
from benchmarks.contestants import OURS, PROJECT, Contestant
from benchmarks.measure import Cost, Failed

RESULTS = PROJECT / "benchmarks"
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
) -> dict[str, dict[str, float]]:
    """Every contestant once per round, so that a slow minute of the machine slows them all. An
    uncounted round of single leaflets first fills the disk cache."""
    tallies = {who.name: Tally() for who in field_of}
    for who in field_of:
        build(who, who.cold, 1, work)
    for number in range(rounds):
        for who in field_of:
            print(f"round {number + 1} of {rounds}: {who.name}", file=sys.stderr, flush=True)
            tally = tallies[who.name]
            tally.cold.append(build(who, who.cold, 1, work))
            tally.one.append(build(who, who.batch, 1, work))
            tally.many.append(build(who, who.batch, n, work))
    return {name: tally.row(n) for name, tally in tallies.items()}


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


def keep(rows: dict[str, dict[str, float]], n: int, rounds: int) -> None:
    """Writes results.json and results.md beside this file."""
    facts = machine()
    data = {"machine": facts, "variants": n, "rounds": rounds, "tools": rows}
    (RESULTS / "results.json").write_text(json.dumps(data, indent=2) + "\n")
    heading = (
        f"# The leaflet beside other tools\n\n"
        f"{facts['cpu']}, one of {facts['cores']} cores, Python {facts['python']}; medians of "
        f"{rounds} rounds, {n} variants. Written by `make bench`.\n\n"
    )
    (RESULTS / "results.md").write_text(heading + table(rows))


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
            rows = race(racing, choice.n, choice.rounds, work)
        except Failed as failure:
            print(failure, file=sys.stderr)
            return 1
    print(table(rows), end="")
    if not choice.only:
        keep(rows, choice.n, choice.rounds)
    return 0


if __name__ == "__main__":
    sys.exit(main())
