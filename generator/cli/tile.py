"""`cease tile`: a poster over sheets that any printer takes."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Final

from generator.cli.session import Session
from generator.cli.sheets import sides, write_sheets
from generator.press.tile import Tiled, TileOptions, tile_pdf
from generator.problems import counted

_MOST_SMALLER: Final = 3  # of what smaller scales save


def tile(session: Session, file: Path, out: Path, options: TileOptions) -> None:
    """Write the tiles, whole or not at all, and say how many there are."""
    made = write_sheets(session, file, out, "spread over sheets", tile_pdf, file.stem, options)
    session.document |= {
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
