"""Words and tables on the terminal, or plain text anywhere else."""

import json
import re
import sys
from collections.abc import Iterable, Sequence
from typing import Any, Final

from generator.problems import Problem

# What would steer a terminal, or turn the direction of what is read there; a line's end is meant.
_CONTROLS: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)


def safe(text: str) -> str:
    """A text whose characters that steer a terminal are replaced by their numbers, such as
    U+001B."""
    return _CONTROLS.sub(lambda match: f"<U+{ord(match[0]):04X}>", text)


def problems(found: Iterable[Problem]) -> None:
    """Print each problem, coloured on a terminal."""
    for problem in found:
        if sys.stderr.isatty():
            _coloured(problem)
        else:
            print(safe(str(problem)), file=sys.stderr)
    sys.stderr.flush()


def _coloured(problem: Problem) -> None:
    from rich.console import Console
    from rich.text import Text

    said = f"{problem.severity}[{problem.rule}]:"
    shown = safe(str(problem))
    text = Text(shown)
    text.highlight_words([said], "bold red" if problem.is_error else "bold yellow")
    if problem.span:
        text.stylize("bold", 0, shown.index(said))
    text.highlight_words(["\n  hint:"], "cyan")
    Console(stderr=True, highlight=False).print(text, soft_wrap=True)


def document(data: dict[str, Any]) -> None:
    """Print the one JSON document of `--json`. What is no plain data knows itself as such."""
    print(json.dumps(data, indent=2, ensure_ascii=False, default=lambda each: each.as_dict()))


_MOST_DRAWN: Final = 1000  # rows; Rich takes a millisecond for each


def table(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print rows under headers. A path that is too long shows its end. Without a terminal, on one
    too narrow for the ends, and where there are very many rows, the columns are plain text."""
    rows = [[safe(cell) for cell in row] for row in rows]
    if sys.stdout.isatty() and len(rows) <= _MOST_DRAWN:
        from rich import box
        from rich.console import Console
        from rich.table import Table

        console = Console(highlight=False)
        drawn = Table(box=box.SIMPLE_HEAD, pad_edge=False)
        room = _room_for_paths(headers, rows, console.width)
        if room is not None:
            for header, width in zip(headers, room, strict=True):
                drawn.add_column(header, width=width)
            for row in rows:
                shown = zip(row, room, strict=True)
                drawn.add_row(
                    *(cell if width is None else _end(cell, width) for cell, width in shown)
                )
            console.print(drawn)
            return
    widths = [max(map(len, column)) for column in zip(headers, *rows, strict=True)]
    for row in (headers, *rows):
        line = "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        print(line.rstrip())


_GAP: Final = 3  # between columns that Rich draws


def _room_for_paths(
    headers: Sequence[str], rows: Sequence[Sequence[str]], width: int
) -> list[int | None] | None:
    """The width of each column of paths, None for any other column. It is what the others leave,
    but never so little that files of one name in two folders look alike: None if there is not even
    room for that."""
    columns = list(zip(headers, *rows, strict=True))
    widest = [max(map(len, column)) for column in columns]
    found: list[int | None] = [None] * len(columns)
    for index, column in enumerate(columns):
        paths = [cell for cell in column[1:] if "/" in cell and " " not in cell]
        if not paths:
            continue
        room = width - sum(widest) + widest[index] - _GAP * len(columns)
        least = max(len("/".join(("…", *path.split("/")[-2:]))) for path in paths)
        most = width - sum(len(header) + _GAP for header in headers) + len(headers[index])
        if min(least, widest[index]) > most:
            return None
        found[index] = min(widest[index], max(room, least))
    return found


def _end(path: str, width: int) -> str:
    """A path, or as many of its last parts as fit."""
    parts = path.split("/")
    shorter = ("/".join(("…", *parts[index:])) for index in range(1, len(parts)))
    last = path if len(path) <= width else "…" + path[len(path) - width + 1 :]
    return next((each for each in (path, *shorter) if len(each) <= width), last)
