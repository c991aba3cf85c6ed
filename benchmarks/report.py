"""Writes docs/performance.md and its plot from the results of the races.

    python -m benchmarks.report

Every figure of the page comes from results.json, and a test compares them.
"""

import json
import statistics
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from benchmarks.contestants import EDITIONS, PROJECT
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
    """How many times our CPU time another's is, round by round."""
    each = len(theirs["cpu_s"]) // len(ours["cpu_s"]) or 1
    pairs = zip(theirs["cpu_s"][::each], ours["cpu_s"], strict=False)
    return Spread.of(a / b for a, b in pairs)


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
    runs = "one run" if rounds == 1 else f"medians of {rounds} rounds, with the least and the most"
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
    heads = ["tool", "files", "checked", "files per CPU s", "its time / office’s"]
    return table([*heads, "its time / press’s", "peak MB"], cells)


def cold(results: dict[str, Any]) -> str:
    rows = of(results, "cold")
    ours = rows[0]
    cells = [
        (
            name(row),
            row["files"],
            row["checked"],
            Spread.of(row["cpu_s"]).said(2),
            f"{statistics.median(row['cpu_s']) / statistics.median(ours['cpu_s']):.2f}",
            f"{row['peak_mb']:.0f}",
        )
        for row in rows
    ]
    return table(["tool", "files", "checked", "CPU s", "its time / ours", "peak MB"], cells)


def again(results: dict[str, Any]) -> str:
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
            row["areas"] or "",
            ("more than " if row["stopped"] else "") + Spread.of(row["cpu_s"]).said(2),
            f"{row['peak_mb']:.0f}",
        )
        for row in rows
    ]
    return table(["command", "areas", "CPU s", "peak MB"], cells)


def parts(results: dict[str, Any]) -> str:
    typst = next((row for row in of(results, "batch") if row["tool"] == "typst"), None)
    cells = []
    for edition, rounds in results["parts"].items():
        making = Spread.of(1000 * each["making"] for each in rounds)
        checking = Spread.of(1000 * each["preflight"] for each in rounds)
        beside = (
            f"{1000 * statistics.median(typst['cpu_s']) / typst['files'] / making.median:.2f}"
            if typst
            else ""
        )
        checked = int(rounds[0]["checked"])
        cells.append((edition, checked, making.said(2), checking.said(2), beside))
    heads = ["edition", "files checked", "setting and writing, CPU ms", "preflight, CPU ms"]
    return table([*heads, "Typst’s time / setting and writing"], cells)


def commands(results: dict[str, Any]) -> str:
    """The command of each tool, as it is typed."""
    rows = [*of(results, "batch"), *of(results, "all cores"), *of(results, "cold")[:1]]
    cells = [(row["event"], name(row), f"`{row['command']}`") for row in rows]
    return table(["race", "tool", "command"], cells, 3)


def tables(results: dict[str, Any]) -> str:
    sections = {
        "A batch": batches,
        "One leaflet, cold": cold,
        "The same again, one number, all cores": again,
        "Memory, by the number of files": sizes,
        "Checks": checks,
        "Where a file’s time goes": parts,
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
