"""What was asked of the program's speed, and what the races found."""

import statistics
from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from benchmarks.contestants import PROJECT
from benchmarks.parts import MAKING

Row = dict[str, Any]
# A no-op is asked of so many files, and reckoned from what the measured ones cost each.
COUNTRY: Final = 100_000
# When a command is run after a word of the campaign has changed.
WORD: Final = "after one word"
# What benchmarks/watching.py measures.
WATCHED: Final = PROJECT / "benchmarks" / "watching.md"


class Aim(NamedTuple):
    """What was asked, in the words of whoever asked, and what was found."""

    what: str
    asked: str
    found: str
    how: str


def each(row: Row) -> float:
    """CPU seconds of a file."""
    return float(statistics.median(row["cpu_s"])) / max(1, int(row["files"]))


def aims(results: Mapping[str, Any]) -> Iterator[Aim]:
    rows: list[Row] = results["rows"]

    def found(event: str, tool: str) -> Row | None:
        return next((row for row in rows if (row["event"], row["tool"]) == (event, tool)), None)

    typst, weasyprint = found("batch", "typst"), found("cold", "weasyprint")
    if typst:
        how = "Typst’s CPU time a file, unchecked, over ours"
        for edition, said, asked in (
            ("office", "a batch, office", "at least 1.0"),
            ("press", "a batch, press with job sheets", "at least 0.7"),
        ):
            ours = found("batch", edition)
            assert ours
            yield Aim(said, asked, f"{each(typst) / each(ours):.2f}", how)
        alone = statistics.median(
            sum(run[stage] for stage in MAKING) for run in results["parts"]["press"]
        )
        found_alone = f"{1000 * each(typst) / alone:.2f}"
        said = "setting and writing alone, press"
        yield Aim(said, "at least 2.0", found_alone, how + "’ first four stages")
    if weasyprint:
        how = "our CPU time over WeasyPrint’s"
        for event, said in (
            ("cold", "one press leaflet, cold, nothing kept"),
            ("cold again", "the same, with what the first command kept"),
        ):
            ours = found(event, "press")
            assert ours
            yield Aim(said, "at most 0.5", f"{each(ours) / each(weasyprint):.2f}", how)
    yield from _again(rows)
    yield from _validate(rows)
    english = next(line for line in WATCHED.read_text("utf-8").splitlines() if "| en-GB |" in line)
    how = "by the clock, half of the saves and 95 of 100: `make bench-watching`"
    said = "from a save to the picture of the page"
    yield Aim(said, "300 ms", f"{english.split('|')[3].strip()} ms", how)


def _again(rows: list[Row]) -> Iterator[Aim]:
    """What a build costs that has nothing to make, for very many files, and for a country's."""
    for row in rows:
        if row["event"] == "country no-op":
            seconds, how = float(statistics.median(row["cpu_s"])), f"`{row['command']}`"
            said = f"the same again, {row['files']:,} files"
            yield Aim(said, "", f"{seconds:.1f} CPU s, {row['peak_mb']:.0f} MB", how)
            found = f"{seconds / row['files'] * COUNTRY:.0f} CPU s"
            how = "the line above, in proportion"
            yield Aim(f"the same again, {COUNTRY:,} files", "10 CPU s, 300 MB", found, how)


def _validate(rows: list[Row]) -> Iterator[Aim]:
    """What `validate` costs a first and a second time, and after a change of one word."""
    validated = [row for row in rows if row["event"] == "validate"]
    for again in ("first", "again"):
        those = [row for row in validated if row["tool"].endswith(again)]
        one, many = (choose(those, key=lambda row: row["areas"]) for choose in (min, max))
        seconds = [statistics.median(row["cpu_s"]) for row in (one, many)]
        time = "a first time" if again == "first" else "a second time"
        yield Aim(f"validate, {time}", "2 CPU s", f"{seconds[0]:.1f} CPU s", f"`{one['command']}`")
        if more := many["areas"] - one["areas"]:
            yield Aim(
                f"validate, {time}, an area more", "0.02 CPU s",
                f"{(seconds[1] - seconds[0]) / more:.3f} CPU s", f"`{many['command']}`",
            )  # fmt: skip
    for row in validated:
        if row["tool"].endswith(WORD):
            said = f"validate, {row['areas']} areas, {WORD} has changed"
            seconds = statistics.median(row["cpu_s"])
            yield Aim(said, "2 CPU s", f"{seconds:.1f} CPU s", f"`{row['command']}`")
