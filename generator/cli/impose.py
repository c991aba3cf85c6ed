"""`cease impose`: the pages of a PDF on sheets."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from generator.cli.session import Session
from generator.cli.sheets import sides, write_sheets
from generator.press.impose import Imposed, ImposeOptions, impose_pdf
from generator.problems import counted


def impose(session: Session, file: Path, out: Path, options: ImposeOptions) -> None:
    """Write the sheets, whole or not at all, and say what is on them."""
    made = write_sheets(session, file, out, "put on sheets", impose_pdf, file.name, options)
    session.document |= {**_facts(made), "sides": sides(made.plan)}
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
        "without": made.room_taken and made.room_taken._asdict(),
    }


def _said(made: Imposed) -> str:
    grid, plan = made.grid, made.plan
    pieces = counted(grid.count, "place")
    said = f"{counted(len(plan.sheets), 'side')} of {grid.paper}, {pieces} on each"
    said += f" ({grid.columns} × {grid.rows}{', turned' if grid.turned else ''})"
    if made.scale != 1:
        said += f", at {made.scale:.1%}"
    if plan.flip:
        said += f"; turn the sheets on their {plan.flip} edge"
    if more := made.room_taken:
        said += f"; {more.what} take room: {more.places} fit with {more.options}"
    return said
