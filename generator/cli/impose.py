"""`cease impose`: the pages of a PDF on sheets."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from generator.bounded import Bounds, Task, run
from generator.cli.session import USAGE, Session
from generator.jobs.publish import publish
from generator.pdfobjects.file import MAX_PDF
from generator.press.impose import Imposed, ImposeOptions, impose_pdf
from generator.press.plan import Plan
from generator.problems import Refused, counted
from generator.source.project_files import read_named

UNREAD = frozenset({"damaged", "not-a-pdf"})
FEWER = "take fewer pages at a time with --pages, or make the file again with another program"


def impose(session: Session, file: Path, out: Path, options: ImposeOptions) -> None:
    """Write the sheets, whole or not at all, and say what is on them."""
    try:
        data = read_named(file, MAX_PDF)
        task = Task(f'"{file}"', "put on sheets", hint=FEWER)
        made = run(task, Bounds(), impose_pdf, data, file.name, options)
    except Refused as refused:
        if any(problem.rule in UNREAD for problem in refused.problems):
            session.leave(USAGE)
        raise
    publish(out, made.data)
    session.report(made.problems)
    session.document |= {"file": str(out), **_facts(made), "sides": sides(made.plan)}
    session.say(f"{out}: {_said(made)}")


def _facts(made: Imposed) -> dict[str, Any]:
    grid = made.grid
    return {
        "pages": made.pages,
        "columns": grid.columns,
        "rows": grid.rows,
        "turned": grid.turned,
        "scale": made.scale,
        "work": made.sides,
        "turn_on": made.plan.flip or None,
        "without": made.spared and made.spared._asdict(),
    }


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


def _said(made: Imposed) -> str:
    grid, plan = made.grid, made.plan
    pieces = counted(grid.count, "place")
    said = f"{counted(len(plan.sheets), 'side')} of {grid.paper}, {pieces} on each"
    said += f" ({grid.columns} × {grid.rows}{', turned' if grid.turned else ''})"
    if made.scale != 1:
        said += f", at {made.scale:.1%}"
    if plan.flip:
        said += f"; turn the sheets on their {plan.flip} edge"
    if more := made.spared:
        said += f"; {more.what} take room: {more.places} fit with {more.options}"
    return said
