"""Writes docs/performance.md and its plot from the results of the races.

    python -m benchmarks.report

Every figure of the page comes from results.json, and a test compares them.
"""

import json
import statistics
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from benchmarks import reach
from benchmarks.contestants import EDITIONS, PROJECT
from benchmarks.parts import MAKING, PREFLIGHT
from benchmarks.plot import Bar, Line, drawing

RESULTS = PROJECT / "benchmarks" / "results.json"
PAGE = PROJECT / "docs" / "performance.md"
PLOT = PROJECT / "docs" / "performance.svg"
BEGIN = "<!-- made by benchmarks/report.py -->"
END = "<!-- end -->"
# A machine with less load than this when the races begin is called calm.
CALM = 0.5
WHOLE = 500  # areas

Row = dict[str, Any]


class Spread(NamedTuple):
    """The median of the rounds, the least and the most."""

    median: float
    least: float
    most: float

    @classmethod
    def of(cls, values: Iterable[float]) -> "Spread":
        found = list(values)
        return cls(statistics.median(found), min(found), max(found))

    def said(self, digits: int) -> str:
        median, least, most = (f"{value:.{digits}f}" for value in self)
        return median if least == most else f"{median} ({least} to {most})"


def of(results: dict[str, Any], event: str) -> list[Row]:
    return [row for row in results["rows"] if row["event"] == event]


def ratio(theirs: Row, ours: Row) -> Spread:
    """How many times our CPU time for a file another's is, round by round."""
    fewer = ours["files"] / theirs["files"]
    pairs = zip(theirs["cpu_s"], ours["cpu_s"], strict=False)
    return Spread.of(fewer * a / b for a, b in pairs)


def name(row: Row) -> str:
    return f"**cease, {row['tool']}**" if row["tool"] in EDITIONS else row["tool"]


def table(heads: Sequence[str], rows: Iterable[Sequence[object]], words: int = 1) -> str:
    """A table whose first columns are words and the others figures."""
    lines = [f"| {' | '.join(heads)} |", "|---" * words + "|--:" * (len(heads) - words) + "|"]
    lines += [f"| {' | '.join(map(str, row))} |" for row in rows]
    return "\n".join(lines)


def about(results: dict[str, Any]) -> str:
    facts = results["about"]
    rounds = facts["rounds"]
    runs = (
        "one run"
        if rounds == 1
        else f"medians of {rounds} rounds, with the least and the most where there are several"
    )
    busy = (
        f" Other work kept the machine busy (load {facts['load']} at the start), so trust the "
        "ratios and not the seconds."
        if facts["load"] > CALM
        else ""
    )
    few = (
        f" With {facts['areas']} files the start of each program still counts for much: the whole "
        f"race has {WHOLE}."
        if facts["areas"] < WHOLE
        else ""
    )
    return (
        f"Measured on {facts['day']} with {facts['program']}: {facts['areas']} areas, {runs}. "
        f"{facts['cpu']}, one of {facts['cores']} cores, Python {facts['python']}.{busy}{few}"
    )


def batches(results: dict[str, Any]) -> str:
    rows = of(results, "batch")
    ours = {row["tool"]: row for row in rows if row["tool"] in EDITIONS}
    cells = [
        (
            name(row),
            row["files"],
            row["checked"],
            Spread.of(row["files"] / cpu for cpu in row["cpu_s"]).said(1),
            *(ratio(row, ours[edition]).said(2) for edition in EDITIONS),
            f"{row['peak_mb']:.0f}",
        )
        for row in rows
    ]
    heads = ["tool", "files", "checked", "files per CPU s", "its time a file / office’s"]
    return table([*heads, "its time a file / press’s", "peak MB"], cells)


def cold(results: dict[str, Any]) -> str:
    again, rows = of(results, "cold again"), of(results, "cold")
    ours = rows[0]
    cells = [
        (
            name(row) + (", a second time" if row in again else ""),
            row["files"],
            row["checked"],
            Spread.of(row["cpu_s"]).said(2),
            f"{statistics.median(row['cpu_s']) / statistics.median(ours['cpu_s']):.2f}",
            f"{row['peak_mb']:.0f}",
        )
        for row in (ours, *again, *rows[1:])
    ]
    return table(["tool", "files", "checked", "CPU s", "its time / ours", "peak MB"], cells)


def again(results: dict[str, Any]) -> str:
    """Builds of a folder that has been built, and one with all cores. Each ratio is of whole
    commands."""
    whole = {row["tool"]: row for row in of(results, "batch")}
    events = {
        "no-op": "the same again",
        "one number": "after one number has changed",
        "all cores": "from nothing, on all cores",
    }
    cells = [
        (
            row["tool"],
            said,
            row["files"],
            row["made"],
            row["checked"],
            Spread.of(row["cpu_s"]).said(2),
            Spread.of(row["wall_s"]).said(2),
            ratio(row, whole[row["tool"]]).said(3),
            f"{row['peak_mb']:.0f}",
        )
        for event, said in events.items()
        for row in of(results, event)
    ]
    heads = ["edition", "build", "files", "made", "checked", "CPU s", "seconds"]
    return table([*heads, "of the whole batch’s CPU", "peak MB"], cells, 2)


def sized(results: dict[str, Any]) -> list[tuple[Row, Row]]:
    """Builds of the office edition from nothing and again, by the number of files."""
    made = [*of(results, "sizes"), *of(results, "batch")]
    kept = [*of(results, "sizes no-op"), *of(results, "no-op")]
    office = ([row for row in rows if row["tool"] == "office"] for rows in (made, kept))
    return list(zip(*office, strict=True))


def sizes(results: dict[str, Any]) -> str:
    cells = [
        (
            made["files"],
            made["checked"],
            f"{made['peak_mb']:.0f}",
            f"{kept['peak_mb']:.0f}",
            Spread.of(made["cpu_s"]).said(2),
            Spread.of(kept["cpu_s"]).said(2),
        )
        for made, kept in sized(results)
    ]
    heads = ["files", "checked", "peak MB", "peak MB, again", "CPU s", "CPU s, again"]
    return table(heads, cells, 0)


def checks(results: dict[str, Any]) -> str:
    rows = [
        row for event in ("check", "validate", "translate status") for row in of(results, event)
    ]
    cells = [
        (
            f"`{row['command']}`",
            row["tool"].rpartition(", ")[2],
            row["areas"] or "",
            row["checked"] or "",
            ("more than " if row["stopped"] else "") + Spread.of(row["cpu_s"]).said(2),
            f"{row['peak_mb']:.0f}",
        )
        for row in rows
    ]
    return table(["command", "time", "areas", "checked", "CPU s", "peak MB"], cells, 2)


def parts(results: dict[str, Any]) -> str:
    """What a file costs, stage by stage."""
    found = results["parts"]
    stages = [name for name in found["press"][0] if name != "files"]

    def cell(edition: str, names: Iterable[str]) -> list[str]:
        rounds = [sum(run[name] for name in names) for run in found[edition]]
        whole = [run["whole"] for run in found[edition]]
        share = statistics.median(a / b for a, b in zip(rounds, whole, strict=True))
        return [Spread.of(rounds).said(2), f"{share:.0%}"]

    sums = {
        "**setting and writing**": [*MAKING],
        "**preflight**": [*PREFLIGHT],
        "**the whole**": ["whole"],
    }
    rows = {name: [name] for name in stages if name != "whole"} | sums
    cells = [
        (stage, *(value for edition in EDITIONS for value in cell(edition, names)))
        for stage, names in rows.items()
    ]
    heads = ["stage", "office, CPU ms a file", "of it", "press, CPU ms a file", "of it"]
    counted = " and ".join(f"{int(found[edition][0]['files'])} {edition}" for edition in EDITIONS)
    return f"Of {counted} files, all checked.\n\n" + table(heads, cells)


def asked(results: dict[str, Any]) -> str:
    cells = [(aim.what, aim.asked, aim.found, aim.how) for aim in reach.aims(results)]
    return table(["what", "asked", "reached", "which is"], cells, 4)


def after_a_save(_results: dict[str, Any]) -> str:
    """What benchmarks/watching.py measured, apart from the races."""
    return reach.WATCHED.read_text("utf-8").partition("\n\n")[2].strip()


def commands(results: dict[str, Any]) -> str:
    """The command of each figure, as it is typed."""
    cells = [
        (
            row["event"],
            name(row) if row["tool"] in EDITIONS else row["tool"].partition(", ")[0],
            f"`{row['command']}`",
            row["files"] or "",
            row["checked"] or "",
            len(row["cpu_s"]),
        )
        for row in results["rows"]
        if not row["tool"].startswith("cease ")  # these stand beside their figures
    ]
    cells += [
        ("stages", edition, f"`python -m benchmarks.parts {edition} PROJECT OUT`",
         int(runs[0]["files"]), int(runs[0]["files"]), len(runs))
        for edition, runs in results["parts"].items()
    ]  # fmt: skip
    return table(["race", "tool", "command", "files", "checked", "runs"], cells, 3)


def tables(results: dict[str, Any]) -> str:
    sections = {
        "What was asked": asked,
        "A batch": batches,
        "One leaflet, cold": cold,
        "The same again, one number, all cores": again,
        "Memory, by the number of files": sizes,
        "Checks": checks,
        "Where a file’s time goes": parts,
        "From a save to the picture of the first page": after_a_save,
        "Commands": commands,
    }
    found = [f"## {title}\n\n{section(results)}" for title, section in sections.items()]
    return "\n\n".join([about(results), *found])


def plotted(results: dict[str, Any]) -> str:
    bars = []
    for row in of(results, "batch"):
        rate = Spread.of(row["files"] / cpu for cpu in row["cpu_s"])
        ours = row["tool"] in EDITIONS
        said = f"cease, {row['tool']}: checked" if ours else row["tool"]
        bars.append(Bar(said, *rate, ours))
    pairs = sized(results)
    lines = [
        Line("from nothing", tuple((made["files"], made["peak_mb"]) for made, _ in pairs)),
        Line("again", tuple((kept["files"], kept["peak_mb"]) for _, kept in pairs)),
    ]
    return drawing(bars, lines)


def page(text: str, results: dict[str, Any]) -> str:
    """The page with these results in place of those it has."""
    before, _, rest = text.partition(BEGIN)
    return f"{before}{BEGIN}\n\n{tables(results)}\n\n{END}{rest.partition(END)[2]}"


def write(results: dict[str, Any]) -> None:
    PAGE.write_text(page(PAGE.read_text("utf-8"), results), "utf-8")
    PLOT.write_text(plotted(results), "utf-8")


if __name__ == "__main__":
    write(json.loads(RESULTS.read_text("utf-8")))
