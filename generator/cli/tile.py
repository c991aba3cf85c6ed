"""`cease tile`: a poster over sheets that any printer takes."""

from __future__ import annotations

from pathlib import Path

from generator.build.publish import publish
from generator.cli.impose import UNREAD, sides
from generator.cli.session import USAGE, Session
from generator.cli.typed import contents
from generator.press.tile import TileWish, tile_pdf
from generator.problems import Refused, counted


def tile(session: Session, file: Path, out: Path, wish: TileWish) -> None:
    """Write the tiles, whole or not at all, and tell how many there are."""
    try:
        made = tile_pdf(contents(file), file.stem, wish)
    except Refused as refused:
        if any(problem.rule in UNREAD for problem in refused.problems):
            session.leave(USAGE)
        raise
    publish(out, made.data)
    session.tell(made.problems)
    session.document |= {
        "file": str(out),
        "posters": [
            {
                "width_mm": round(found.width, 3),
                "height_mm": round(found.height, 3),
                "columns": found.columns,
                "rows": found.rows,
            }
            for found in made.tilings
        ],
        "sides": sides(made.plan),
    }
    for found in made.tilings:
        session.say(
            f"{out}: {found.width:.0f} × {found.height:.0f} mm on "
            f"{counted(found.count, 'sheet')} of {found.paper}, {found.columns} across and "
            f"{found.rows} down"
        )
