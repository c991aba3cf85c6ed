"""The races: one core, rounds interleaved, and a file of results.

Every command of ours is the one that a user types. A batch makes a leaflet for each area of a
project; the areas differ in their names, numbers and codes. The other tools make one for each of
the same areas. CPU time is that of whole trees of processes. `benchmarks.report` writes
docs/performance.md from the results.

What does not differ from round to round, such as memory, is measured in the first alone.
"""

import argparse
import json
import os
import platform
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks import areas, contestants, measure, report
from benchmarks.contestants import EDITIONS, LEAFLET, PROJECT, Contestant, cease
from benchmarks.measure import Cost, Failed
from benchmarks.reach import WORD
from generator.jobs.program import program

# One cold leaflet is over so soon that whatever else the machine does counts.
COLD = 2
# Shares of the areas, for figures that depend on their number.
SHARES = (8, 4, 2, 1)
# The areas of a project that is validated, beside the shipped one with its one area.
MANY = 51
# So many times the areas have 20,000 files of words.
LARGE = 2.4
# What building the same again is called, after which events it is measured.
AGAIN = {"batch": "no-op", "sizes": "sizes no-op"}
# Seconds after which a command is stopped, and said to have been.
LIMIT = 300
# A file system in memory: the cost of a disk would hide that of the engines.
MEMORY = Path("/dev/shm")  # noqa: S108


@dataclass
class Row:
    """What was measured of one command. `files` are in place at the end, `made` those of them that
    this command made, `checked` those that preflight found good before they were put there."""

    event: str
    tool: str
    command: str
    files: int = 0
    made: int = 0
    checked: int = 0
    areas: int = 0
    stopped: bool = False
    cpu_s: list[float] = field(default_factory=list)
    wall_s: list[float] = field(default_factory=list)
    peak_mb: float = 0

    def add(self, cost: Cost) -> None:
        self.cpu_s.append(round(cost.cpu, 4))
        self.wall_s.append(round(cost.wall, 4))
        self.peak_mb = max(self.peak_mb, round(cost.peak, 1))
        self.stopped |= cost.stopped


class Results:
    """The rows of all events, in the order in which they were first seen. It says what runs."""

    def __init__(self) -> None:
        self.rows: dict[tuple[str, str, int], Row] = {}
        self.round = ""
        self.began = time.monotonic()

    def say(self, what: str) -> None:
        passed = time.monotonic() - self.began
        print(f"{passed:5.0f} s, {self.round}: {what}", file=sys.stderr, flush=True)

    def row(self, event: str, tool: str, command: str, count: int = 0) -> Row:
        row = Row(event, tool, command, areas=count)
        self.say(f"{event}: {tool}: {command}")
        return self.rows.setdefault((event, tool, count), row)


def made_at(out: Path) -> dict[Path, int]:
    """When each file of a folder was written; job sheets and letters go with another file."""
    every = (path for path in out.rglob("*--*") if path.suffix in {".pdf", ".txt"})
    pieces = (path for path in every if not path.stem.endswith(("--job-sheet", "--letter")))
    return {path: path.stat().st_mtime_ns for path in pieces}


def checked(out: Path, made: Sequence[Path]) -> int:
    """How many of these files the manifest lists. A file that preflight refuses is not made."""
    manifest = out / "manifest.jsonl"
    rows = map(json.loads, manifest.read_text("utf-8").splitlines())
    listed = {out / row["path"] for row in rows if "path" in row and not row.get("outdated")}
    return len(listed.intersection(made))


def build(row: Row, command: tuple[str, ...], out: Path, expected: int, kept: Path) -> None:
    """One of our builds into a folder, with what earlier commands have `kept` for it. Raises
    `Failed` if not all files are there that are `expected`."""
    before = made_at(out)
    cost = measure.run(command, PROJECT, {"CEASE_CACHE": str(kept)})
    after = made_at(out)
    made = [path for path, when in after.items() if before.get(path) != when]
    row.add(cost)
    row.files, row.made, row.checked = len(after), len(made), checked(out, made)
    if row.files != (expected or row.files) or row.checked != row.made:
        raise Failed(f"{row.command}: {row.files} files, {row.made} made, {row.checked} checked")


class Ours:
    """This project's commands, on a project of each size. What commands keep for one another is in
    a folder of the race's own, which is empty where it says so."""

    def __init__(self, results: Results, work: Path, count: int) -> None:
        self.results, self.work, self.count = results, work, count
        self.sizes = sorted({max(1, count // share) for share in SHARES})
        self.many = min(MANY, count)
        self.large = round(LARGE * count)
        self.projects: dict[int, Path] = {}
        self.files: dict[int, list[Path]] = {}
        for size in {*self.sizes, self.many, self.large}:
            folder = self.projects[size] = work / f"areas-{size}"
            measure.run(cease("init {folder}", folder=folder), PROJECT, {})
            self.files[size] = areas.project(folder, size)

    def folder(self) -> Path:
        return Path(tempfile.mkdtemp(dir=self.work))

    def batch(self, edition: str, size: int, event: str = "batch", more: str = "") -> None:
        """A batch from nothing, the same again, and again after one number has changed."""
        out, kept, project = self.folder(), self.folder(), self.projects[size]
        typed = f"cease build {LEAFLET} --edition {edition} --area all{more}"
        typed += " --project {project} --out {out}"
        shown = typed.format(project=project.name, out="OUT")
        command = cease(typed, project=project, out=out)
        build(self.results.row(event, edition, shown, size), command, out, size, kept)
        if again := AGAIN.get(event):
            build(self.results.row(again, edition, shown, size), command, out, size, kept)
        if event == "batch":
            changed = self.files[size][size // 2]
            text = changed.read_text("utf-8")
            changed.write_text(areas.with_another_number(text), "utf-8")
            build(self.results.row("one number", edition, shown, size), command, out, size, kept)
            changed.write_text(text, "utf-8")
        shutil.rmtree(out)
        shutil.rmtree(kept)

    def country(self) -> None:
        """Very many files, and the same again: the words alone, of every area in every language."""
        out, kept, project = self.folder(), self.folder(), self.projects[self.large]
        typed = "cease build --language all --edition text --area all"
        typed += " --jobs 1 --project {project} --out {out}"
        shown = typed.format(project=project.name, out="OUT")
        command = cease(typed, project=project, out=out)
        for event in ("country", "country no-op"):
            build(self.results.row(event, "text", shown, self.large), command, out, 0, kept)
        shutil.rmtree(out)
        shutil.rmtree(kept)

    def cold(self) -> None:
        """The shipped leaflet, when no command has kept anything, and a second time."""
        out, kept = self.folder(), self.folder()
        typed = f"cease build {LEAFLET} --edition press --force --out {{out}}"
        shown, command = typed.format(out="OUT"), cease(typed, out=out)
        for event in ("cold", "cold again"):
            build(self.results.row(event, "press", shown), command, out, 1, kept)
        shutil.rmtree(out)
        shutil.rmtree(kept)

    def others(self) -> None:
        """Checks of finished files, and of whole projects, each a first and a second time."""
        out = self.folder()
        build_both = cease(f"build {LEAFLET} --edition press,screen --out {{out}}", out=out)
        measure.run(build_both, PROJECT, {})
        for edition in ("press", "screen"):
            (leaflet,) = out.rglob(f"*--{edition}.pdf")
            self._twice("check", "cease check {file}", leaflet, files=1)
        shutil.rmtree(out)
        self._twice("validate", "cease validate", count=1)
        project = self.projects[self.many]
        words = areas.words_of(project)
        self._twice("validate", "cease validate --project {file}", project, words, count=self.many)
        self._twice("translate status", "cease translate status")

    def _twice(
        self,
        event: str,
        typed: str,
        file: Path | None = None,
        words: Path | None = None,
        *,
        files: int = 0,
        count: int = 0,
    ) -> None:
        """A command a first and a second time; and if `words` are given, again after one of them
        has changed."""
        kept = self.folder()
        before = words.read_text("utf-8") if words else ""
        shown = typed.format(file=file.name) if file else typed
        command = cease(typed, file=file) if file else cease(typed)
        for again in ("first", "again", *([WORD] if words else [])):
            if words and again == WORD:
                words.write_text(areas.with_another_word(before), "utf-8")
            row = self.results.row(event, f"{shown}, {again}", shown, count)
            row.files = row.checked = files
            env = {"CEASE_CACHE": str(kept)}
            row.add(measure.run(command, PROJECT, env, LIMIT, allowed=(0, 1)))
        if words:
            words.write_text(before, "utf-8")
        shutil.rmtree(kept)

    def parts(self, edition: str) -> dict[str, float]:
        """What the stages of a file cost, of the least of the projects with several areas."""
        size = next((each for each in self.sizes if each > 1), 1)
        out, project = self.folder(), self.projects[size]
        self.results.say(f"parts: python -m benchmarks.parts {edition} {project.name} OUT")
        argv = (sys.executable, "-m", "benchmarks.parts", edition, str(project), str(out))
        found: dict[str, float] = json.loads(measure.said(argv, PROJECT))
        shutil.rmtree(out)
        return found


def theirs(results: Results, who: Contestant, count: int, event: str, work: Path) -> None:
    """One run of another tool. Raises `Failed` unless it made every file."""
    out, count = Path(tempfile.mkdtemp(dir=work)), min(count, who.most)
    row = results.row(event, who.name, who.shown.format(n=count), count if event == "batch" else 0)
    row.add(measure.run([part.format(out=out, n=count) for part in who.batch], who.cwd, who.env))
    row.files = row.made = sum(path.read_bytes()[:5] == b"%PDF-" for path in out.rglob("*.pdf"))
    shutil.rmtree(out)
    if row.files != count:
        raise Failed(f"{who.name} made {row.files} PDFs of {count}")


def race(others: list[Contestant], count: int, rounds: int, work: Path) -> dict[str, Any]:
    """Everything once in each round, so that a slow minute of the machine slows all. Raises
    `Failed`."""
    results = Results()
    results.round = "before the rounds"
    ours = Ours(results, work, count)
    parts: dict[str, list[dict[str, float]]] = {edition: [] for edition in EDITIONS}
    had = measure.pin()
    for number in range(rounds):
        results.round = f"round {number + 1} of {rounds}"
        for edition in EDITIONS:
            ours.batch(edition, count, "batch", " --jobs 1")
        for who in others:
            theirs(results, who, count, "batch", work)
        for _ in range(COLD):
            ours.cold()
            for who in others:
                theirs(results, who, 1, "cold", work)
        for edition in EDITIONS:
            parts[edition].append(ours.parts(edition))
        if number == 0:
            once(ours, had)
    measure.pin(had)
    rows = [asdict(row) for row in results.rows.values()]
    return {"rows": rows, "parts": parts}


def once(ours: Ours, every: set[int]) -> None:
    """What is measured in the first round alone; at last, with `every` core."""
    for size in ours.sizes[:-1]:
        ours.batch("office", size, "sizes", " --jobs 1")
    ours.country()
    ours.others()
    measure.pin(every)
    ours.batch("office", ours.count, "all cores")
    measure.pin()


def machine() -> dict[str, Any]:
    """What the figures depend on."""
    model = platform.processor()
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            model = line.partition(":")[2].strip()
            break
    return {
        "cpu": model,
        "cores": os.cpu_count() or 0,
        "python": platform.python_version(),
        "load": round(os.getloadavg()[0], 1),
    }


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
    parser.add_argument(
        "--areas", type=int, default=report.WHOLE, help="how many; 40 for a quick run"
    )
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--keep", action="store_true", help="keep results of fewer areas, too")
    return parser.parse_args()


def main() -> int:
    choice = arguments()
    if choice.peers and (advice := contestants.missing_for_peers()):
        print(advice, file=sys.stderr)
        return 2
    about = {"day": datetime.now(UTC).date().isoformat(), "program": program(), **machine()}
    about |= {"areas": choice.areas, "rounds": choice.rounds}
    scratch = MEMORY if MEMORY.is_dir() else None
    with tempfile.TemporaryDirectory(prefix="cease-race-", dir=scratch) as folder:
        work = Path(folder)
        areas.for_peers(work / "areas.json", choice.areas)
        others = contestants.peers(choice.peers, work, work / "areas.json") if choice.peers else []
        try:
            found = race(others, choice.areas, choice.rounds, work)
        except Failed as failure:
            print(failure, file=sys.stderr)
            return 1
    results = {"about": about, **found}
    if choice.keep or choice.areas >= report.WHOLE:
        report.RESULTS.write_text(json.dumps(results, indent=1) + "\n")
        report.write(results)
    print(report.tables(results))
    return 0


if __name__ == "__main__":
    sys.exit(main())
