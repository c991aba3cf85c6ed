"""How long a writer waits: from the save of a file to the picture of the leaflet's first page.

A `cease watch` follows a copy of the shipped campaign. Two letters are typed at the end of a
sentence and the file is saved, until thirty saves have changed the first page. Beside it a
`cease preview` is begun anew, as it had to be before. Run by `make bench-watching`; writes
watching.md beside this file, and its table into docs/performance.md. On a busy machine read the
ratios and the CPU time.
"""

import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, NamedTuple

from benchmarks import report
from benchmarks.contestants import PROJECT

RESULT: Final = PROJECT / "benchmarks" / "watching.md"
LANGUAGES: Final = ("en-GB", "ur", "zh-Hans")
SAVES: Final = 30
FRESH: Final = 3
CAMPAIGN: Final = "content/kayleighs-love-story"
HEAD: Final = (
    "| leaflet in | saves | clock, ms, p50 / p95 | CPU, ms, p50 / p95 "
    "| fresh `cease preview`, clock | CPU | ratio, clock | ratio, CPU |"
)
# A line of YAML whose value is a sentence without quotation marks.
_SENTENCE: Final = re.compile(r"^ +(- )?(text: )?[^\W\d_][^:#{}\[\]]{12,}[^\W\d_][.?!۔。]?$")
_TICKS: Final = os.sysconf("SC_CLK_TCK")


class Wait(NamedTuple):
    """What passed between a save and its picture, in ms: by the clock, and of the processor."""

    clock: float
    cpu: float


def command(name: str, project: Path, language: str, *more: str | Path) -> list[str]:
    chosen = ["leaflet-dl-6pp", "--edition", "office", "--language", language]
    return [
        sys.executable,
        "-m",
        "generator",
        name,
        *chosen,
        "--project",
        *map(str, (project, *more)),
    ]


def fresh(project: Path, language: str, work: Path) -> Iterator[Wait]:
    """What a `cease preview` takes, begun anew each time. One before fills what is kept on disk."""
    for number in range(FRESH + 1):
        before, started = os.times(), time.perf_counter()
        call = command("preview", project, language, "--out", work / "preview")
        subprocess.run(call, cwd=PROJECT, check=True, capture_output=True)
        after, ended = os.times(), time.perf_counter()
        used = (after.children_user + after.children_system) - (
            before.children_user + before.children_system
        )
        if number:
            yield Wait(1000 * (ended - started), 1000 * used)


def watched(project: Path, language: str, work: Path) -> Iterator[Wait]:
    """What each of the saves takes."""
    file = project / CAMPAIGN / f"{language}.yaml"
    words = file.read_text("utf-8")
    lines = words.splitlines(keepends=True)
    places = [number for number, line in enumerate(lines) if _SENTENCE.match(line)]
    folders = "--json", "--out", work / "out", "--image", work / "images"
    call = command("watch", project, language, *folders)
    process = subprocess.Popen(call, cwd=PROJECT, stdout=subprocess.PIPE, text=True)
    try:
        _until_idle(process)
        done = turn = 0
        while done < SAVES and turn < 20 * SAVES:
            typed = [*lines]
            place = places[turn % len(places)]
            typed[place] = lines[place].rstrip("\n") + "no" * (1 + turn // len(places)) + "\n"
            turn += 1
            part = file.with_name(".saved")
            part.write_text("".join(typed), "utf-8")
            before, started = _cpu(process.pid), time.perf_counter()
            part.replace(file)
            wait = None
            for event in _until_idle(process):
                if event["event"] == "picture" and not event["kept"]:
                    wait = Wait(1000 * (event["at"] - started), 1000 * (event["cpu"] - before))
            if wait is not None:  # or the sentence is on another page, or too long
                done += 1
                yield wait
    finally:
        process.terminate()
        process.wait()
        file.write_text(words, "utf-8")


def _until_idle(process: "subprocess.Popen[str]") -> list[dict[str, Any]]:
    """The events of a save, each with the time it came at."""
    assert process.stdout is not None
    found: list[dict[str, Any]] = []
    while not found or found[-1]["event"] != "idle":
        event = json.loads(process.stdout.readline())
        found.append({**event, "at": time.perf_counter(), "cpu": _cpu(process.pid)})
    return found


def _cpu(process: int) -> float:
    """The processor's time that a process has used, in seconds."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def _row(language: str, waits: list[Wait], anew: list[Wait]) -> str:
    clock, cpu = sorted(each.clock for each in waits), sorted(each.cpu for each in waits)
    late = round(0.95 * (len(waits) - 1))
    middle, used = statistics.median(clock), statistics.median(cpu)
    other, others = (statistics.median(values) for values in zip(*anew, strict=True))
    return (
        f"| {language} | {len(waits)} | {middle:.0f} / {clock[late]:.0f} "
        f"| {used:.0f} / {cpu[late]:.0f} | {other:.0f} | {others:.0f} "
        f"| {middle / other:.2f} | {used / others:.2f} |"
    )


def main() -> None:
    load = os.getloadavg()[0]
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        project = work / "project"
        for room in ("content", "layouts"):
            shutil.copytree(PROJECT / room, project / room)
        for language in LANGUAGES:
            anew = [*fresh(project, language, work)]
            rows.append(_row(language, [*watched(project, language, work)], anew))
            print(rows[-1], flush=True)
    day = datetime.now(UTC).date().isoformat()
    note = f"load {load:.1f} on {os.cpu_count()} processors; made again by `make bench-watching`."
    table = "\n".join((HEAD, "|---|" + "--:|" * 7, *rows))
    text = (
        f"# From a save to the picture of the first page\n\n{table}\n\nMeasured on {day}, {note}\n"
    )
    RESULT.write_text(text, encoding="utf-8")
    report.write(json.loads(report.RESULTS.read_text("utf-8")))  # its page shows this table


if __name__ == "__main__":
    main()
