"""`cease tile`: a poster over sheets that any printer takes."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Final

from generator.bounded import Bounds, Task, run
from generator.cli.impose import FEWER, UNREAD, sides
from generator.cli.session import USAGE, Session
from generator.jobs.publish import publish
from generator.pdfobjects.file import MAX_PDF
from generator.press.tile import Tiled, TileOptions, tile_pdf
from generator.problems import Refused, counted
from generator.source.project_files import read_named

_MOST_SMALLER: Final = 3  # of what smaller scales save


def tile(session: Session, file: Path, out: Path, options: TileOptions) -> None:
    """Write the tiles, whole or not at all, and say how many there are."""
    try:
        data = read_named(file, MAX_PDF)
        task = Task(f'"{file}"', "spread over sheets", hint=FEWER)
        made = run(task, Bounds(), tile_pdf, data, file.stem, options)
    except Refused as refused:
        if any(problem.rule in UNREAD for problem in refused.problems):
            session.leave(USAGE)
        raise
    publish(out, made.data)
    session.report(made.problems)
    session.document |= {
        "file": str(out),
        "posters": [
            {
                "width_mm": round(found.width, 3),
                "height_mm": round(found.height, 3),
                "columns": found.columns,
                "rows": found.rows,
                "smaller": [
                    {"scale_percent": scale, "sheets": count} for scale, count in made.smaller(page)
                ],
            }
            for page, found in enumerate(made.tilings)
        ],
        "sides": sides(made.plan),
    }
    said = Counter(_said(made, page) for page in range(len(made.tilings)))
    for words, times in said.items():
        session.say(f"{out}: {words}" + (f", for each of {times} pages" if times > 1 else ""))


def _said(made: Tiled, page: int) -> str:
    found = made.tilings[page]
    said = (
        f"{found.width:.0f} × {found.height:.0f} mm on {counted(found.count, 'sheet')} of "
        f"{found.paper}, {found.columns} across and {found.rows} down"
    )
    saved = [
        f"{count} with --scale {scale:g}%" for scale, count in made.smaller(page)[:_MOST_SMALLER]
    ]
    return said + (f" ({', '.join(saved)})" if saved else "")
