"""How long a writer waits in the studio: from a key press to the picture of the page.

A studio of a copy of the shipped project is open in Chromium. In each of nine pieces letters are
typed in a field that the page shows, and taken back, 110 ms apart. The clock runs from the `input`
event to the task after the next animation frame once the page shows that letter. Beside it stands
the processor's time that the studio used for it. One leaflet is typed in once more in a browser
that is four times slower, as on a school's laptop. Run by `make bench-studio`; writes
studio_keys.json beside this file, and its table into docs/studio.md. On a busy machine read the
processor's time, or let the run go ahead of other work, in a session of its own, which is noted:

    setsid -w sh -c 'echo -18 > /proc/self/autogroup; make bench-studio'
"""

import json
import os
import platform
import re
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from benchmarks.contestants import PROJECT
from generator import __version__
from tests.browser import Browser, browser
from tests.studio.studio_tab import StudioTab, copy_project, running

RESULT: Final = PROJECT / "benchmarks" / "studio_keys.json"
PAGE: Final = PROJECT / "docs" / "studio.md"
LAYOUTS: Final = ("leaflet-dl-6pp", "flyer-a5", "poster-signs")
KEYS: Final = {  # a field that all three print
    "en-GB": "campaign:blocks.actions.items.0",
    "ur": "ur:blocks.actions.texts.0",
    "zh-Hans": "zh-Hans:blocks.actions.texts.0",
}
WORDS: Final = {"en-GB": " and so on", "ur": " اور بھی ہ", "zh-Hans": "还有更多的话要说一点"}
PRESSES: Final = 60  # the words three times, taken back each time
PAUSE: Final = 0.11  # seconds between two of them
SLOWER: Final = 4
_TICKS: Final = os.sysconf("SC_CLK_TCK")
_MADE: Final = re.compile(r"<!-- made by benchmarks/studio_keys.py -->.*?<!-- end -->", re.DOTALL)
# Notes for each letter when it was typed, and when the page that has it was painted.
WATCH: Final = """
window.waits = []; window.typedAt = []; window.answered = [];
const note = () => typedAt.push(performance.now());
document.getElementById('fields').addEventListener('input', note, true);
const really = window.fetch;
window.fetch = async (address, ...rest) => {
  const mine = String(address) === '/api/change' ? typedAt.splice(0) : null;
  const response = await really(address, ...rest);
  if (mine) answered.push(mine);
  return response;
};
new MutationObserver(() => {
  const [mine, channel] = [answered.splice(0).flat(), new MessageChannel()];
  channel.port1.onmessage = () => waits.push(...mine.map((at) => performance.now() - at));
  requestAnimationFrame(() => channel.port2.postMessage(0));
}).observe(document.body, { attributes: true, attributeFilter: ['data-revision'] });
0
"""


def typed(studio: StudioTab, process: int, language: str, layout: str) -> dict[str, Any]:
    """What each of the key presses takes in a piece."""
    key = KEYS[language]
    studio.edit(language, layout)
    studio.ask(f"{studio.input(key)}.focus()")
    studio.ask(f"{studio.input(key)}.setSelectionRange(1e6, 1e6)")
    # until what is measured after the opening is done
    studio.wait("performance.getEntriesByName(location.origin + '/api/fit-others').length")
    studio.ask(WATCH)
    words, before = WORDS[language], _cpu(process)
    for number in range(PRESSES):
        turn, place = divmod(number, len(words))
        started = time.perf_counter()
        if turn % 2:
            _back(studio.tab)
        else:
            studio.tab.call("Input.insertText", text=words[place])
        time.sleep(max(0.0, PAUSE - (time.perf_counter() - started)))
    end = time.monotonic() + 30
    while len(waits := studio.ask("waits")) < PRESSES and time.monotonic() < end:
        time.sleep(0.1)
    used = 1000 * (_cpu(process) - before) / PRESSES
    waits = sorted(waits)
    late = round(0.95 * (len(waits) - 1))
    return {
        "piece": layout,
        "language": language,
        "presses": len(waits),
        "p50": round(waits[len(waits) // 2]),
        "p95": round(waits[late]),
        "most": round(waits[-1]),
        "cpu": round(used),
    }


def _back(tab: Browser) -> None:
    for kind in ("rawKeyDown", "keyUp"):
        tab.call(
            "Input.dispatchKeyEvent",
            type=kind,
            key="Backspace",
            code="Backspace",
            windowsVirtualKeyCode=8,
        )


def _cpu(process: int) -> float:
    """The processor's time that a process has used, in seconds."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def _studio_process(folder: Path) -> int:
    """The number of the process that serves a project."""
    for place in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = place.read_bytes().split(b"\0")
        except OSError:
            continue
        if str(folder).encode() in words and b"studio" in words:
            return int(place.parent.name)
    raise RuntimeError("the studio has gone")


def _niceness() -> int:
    """How far the session of this process goes ahead of others (below 0), if the system says."""
    try:
        words = Path("/proc/self/autogroup").read_text("utf-8").split()
    except OSError:
        return 0
    return int(words[-1])


def table(found: dict[str, Any]) -> str:
    """The results as a section of a page."""
    rows = [
        f"| {row['piece']} | {row['language']} | {row['p50']} / {row['p95']} / {row['most']} "
        f"| {row['cpu']} |"
        for row in [*found["rows"], *found["slower"]]
    ]
    rows[-1] = rows[-1].replace(" | ", f", browser {SLOWER} × slower | ", 1)
    return "\n".join(
        [
            "<!-- made by benchmarks/studio_keys.py -->",
            "| piece | language | ms, half / 95 of 100 / most | the studio's CPU ms a press |",
            "|---|---|--:|--:|",
            *rows,
            "",
            f"{PRESSES} key presses each, {1000 * PAUSE:.0f} ms apart; load {found['load'][0]} at "
            f"the start and {found['load'][1]} at the end, on {found['processors']} processors"
            f"{_ahead(found['niceness'])}. "
            f"Measured on {found['day']} with {found['version']} by `make bench-studio`.",
            "<!-- end -->",
        ]
    )


def _ahead(niceness: int) -> str:
    if not niceness:
        return ""
    return f", with studio and browser ahead of the other work (niceness {niceness} of the session)"


def keep(rows: list[dict[str, Any]], slower: list[dict[str, Any]], begun: float) -> None:
    """Write what was measured so far."""
    found = {
        "day": datetime.now(UTC).date().isoformat(),
        "version": __version__,
        "load": [round(begun, 1), round(os.getloadavg()[0], 1)],
        "processors": os.cpu_count(),
        "niceness": _niceness(),
        "python": platform.python_version(),
        "rows": rows,
        "slower": slower,
    }
    RESULT.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    PAGE.write_text(_MADE.sub(lambda _: table(found), PAGE.read_text("utf-8")), encoding="utf-8")


def main() -> None:
    begun = os.getloadavg()[0]
    rows: list[dict[str, Any]] = []
    slower: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory() as place, browser() as tab:
        folder = copy_project(Path(place))
        tab.screen(1280, 900)
        with running(folder) as address:
            studio, process = StudioTab(tab, address, folder), _studio_process(folder)
            tab.call("Emulation.setCPUThrottlingRate", rate=SLOWER)
            slower.append(typed(studio, process, "ur", LAYOUTS[0]))
            tab.call("Emulation.setCPUThrottlingRate", rate=1)
            for layout in LAYOUTS:
                for language in KEYS:
                    rows.append(typed(studio, process, language, layout))
                    keep(rows, slower, begun)
                    print(rows[-1], file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
