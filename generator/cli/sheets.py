"""What `cease impose` and `cease tile` share: the pages of any PDF on sheets."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, TypeVar

from generator.bounded import Bounds, Task, run
from generator.cli.session import USAGE, Session
from generator.jobs.publish import publish
from generator.pdfobjects.file import MAX_PDF
from generator.press.impose import Imposed
from generator.press.plan import Plan
from generator.press.tile import Tiled
from generator.problems import Refused
from generator.source.project_files import read_named

_UNREADABLE: Final = frozenset({"damaged", "not-a-pdf"})
_HINT: Final = (
    "take fewer pages at a time with --pages, or make the file again with another program"
)

Options = TypeVar("Options")
Sheets = TypeVar("Sheets", Imposed, Tiled)


def write_sheets(
    session: Session,
    file: Path,
    out: Path,
    done: str,
    work: Callable[[bytes, str, Options], Sheets],
    name: str,
    options: Options,
) -> Sheets:
    """Do the `work` on a file, within bounds, and write its sheets, whole or not at all. A message
    says what could not be `done`."""
    try:
        data = read_named(file, MAX_PDF)
        task = Task(f'"{file}"', done, hint=_HINT)
        made = run(task, Bounds(), work, data, name, options)
    except Refused as refused:
        if any(problem.rule in _UNREADABLE for problem in refused.problems):
            session.leave(USAGE)
        raise
    publish(out, made.data)
    session.report(made.problems)
    session.document["file"] = str(out)
    return made


def sides(plan: Plan) -> list[dict[str, Any]]:
    """Each sheet's side as plain data; pages count from 1."""
    return [
        {
            "name": sheet.name,
            "width_mm": sheet.width,
            "height_mm": sheet.height,
            "trim_mm": _rounded(sheet.trim),
            "bleed_mm": _rounded(sheet.bleed),
            "placements": [
                {
                    "page": None if place.page is None else place.page + 1,
                    "box_mm": _rounded(place.box),
                    "clip_mm": _rounded(place.clip),
                    "turned": place.turned,
                    "scale": place.scale,
                }
                for place in sheet.placements
            ],
        }
        for sheet in plan.sheets
    ]


def _rounded(box: tuple[float, ...]) -> list[float]:
    """x, y, width and height from the sheet's top left corner."""
    return [round(value, 3) for value in box]
