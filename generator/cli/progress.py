"""How far a command has come: a bar on a terminal, elsewhere a line now and then.

Nothing is drawn more than twice a second, so that the work is not slowed.
"""

import os
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final, Protocol, TextIO

_REDRAWN: Final = 0.5  # seconds
_LINE: Final = 60.0  # seconds between lines where there is no terminal
_RECENT: Final = 20  # looks that a rate is measured over
_BESIDE: Final = 60  # columns of a terminal beside the bar: the count, the rate, the time left


class Advance(Protocol):
    """Says that a thing is done, or has failed."""

    def __call__(self, name: str, *, failed: bool = False) -> None: ...


class Pace:
    """How many of so many things are done, and how fast the latest ones were."""

    def __init__(self, total: int, now: float) -> None:
        self.total, self.done, self.failed = total, 0, 0
        self.looks = deque([(now, 0)], _RECENT)

    def words(self, now: float) -> str:
        """The rate, the time left, and failures."""
        (before, done), count = self.looks[0], self.done
        self.looks.append((now, count))
        rate = (count - done) / (now - before) if now > before else 0.0
        said = []
        if rate:
            said.append(f"{rate:.0f} a second" if rate >= 1 else f"{60 * rate:.0f} a minute")
            said.append(f"{_time((self.total - count) / rate)} left")
        if self.failed:
            said.append(f"{self.failed} failed")
        return ", ".join(said)


def _time(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


@contextmanager
def progress(
    total: int,
    *,
    say: Callable[[str], None] | None = None,
    stream: TextIO | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> Iterator[Advance]:
    """Call what it gives with a name when each thing is done. `say` prints the lines where there
    is no terminal; without it there are none."""
    stream = stream or sys.stderr
    pace = Pace(total, clock())
    # A bar is drawn over and over, and a dumb terminal, as in an editor, cannot go back.
    draws = stream.isatty() and os.environ.get("TERM") not in ("dumb", "unknown")
    if total < 2 or not (draws or say):
        yield lambda name, *, failed=False: None
    elif draws:
        with _bar(pace, stream) as draw:
            yield _counted(pace, draw, _REDRAWN, clock)
    else:
        assert say is not None
        tell = say
        yield _counted(pace, lambda name, words: tell(_line(pace, words)), _LINE, clock)


def _line(pace: Pace, words: str) -> str:
    return f"{pace.done:,} of {pace.total:,} done" + (f": {words}" if words else "")


def _counted(
    pace: Pace, draw: Callable[[str, str], None], every: float, clock: Callable[[], float]
) -> Advance:
    """Counts what is done, and draws every so many seconds, and at the last."""
    due = clock() + every

    def advance(name: str, *, failed: bool = False) -> None:
        nonlocal due
        pace.done += 1
        pace.failed += failed
        now = clock()
        if now >= due or (pace.done == pace.total and every < _LINE):
            due = now + every
            draw(name, pace.words(now))

    return advance


@contextmanager
def _bar(pace: Pace, stream: TextIO) -> Iterator[Callable[[str, str], None]]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
    from rich.table import Column

    console = Console(file=stream)
    count = 2 * len(str(pace.total)) + 1
    columns = (
        BarColumn(min(40, max(1, console.width - _BESIDE))),
        MofNCompleteColumn(table_column=Column(no_wrap=True, min_width=count)),
        TextColumn("{task.fields[pace]}"),
        TextColumn("{task.description}", table_column=Column(no_wrap=True, ratio=1)),
    )
    with Progress(
        *columns, console=console, transient=True, auto_refresh=False, expand=True
    ) as bar:
        task = bar.add_task("", total=pace.total, pace="")

        def draw(name: str, words: str) -> None:
            end = "/".join(name.split("/")[-2:])
            bar.update(task, completed=pace.done, description=end, pace=words, refresh=True)

        yield draw
