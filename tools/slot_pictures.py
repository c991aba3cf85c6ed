"""Draws the cover and the poster with a picture in their slots, for docs: `python -m
tools.slot_pictures FOLDER`."""

import sys
from io import BytesIO
from pathlib import Path
from typing import Final

import pypdfium2

from generator import Project

ROOT: Final = Path(__file__).parents[1]
WORDS: Final = "content/kayleighs-love-story/en-GB.yaml"
EXAMPLE: Final = ROOT / "docs/themes.md"
# Layout, theme, pixels per inch, and the name of the picture.
DRAWN: Final = (
    ("leaflet-dl-6pp", "", 72, "cover-with-picture"),
    ("poster-story", "", 40, "poster-with-picture"),
    ("poster-story", "harbour", 40, "poster-with-picture-harbour"),
    ("poster-story", "meadow", 40, "poster-with-picture-meadow"),
)


def example() -> str:
    """The rows that docs/themes.md shows, as they stand in a campaign's file."""
    lines = EXAMPLE.read_text("utf-8").splitlines()
    start = lines.index("    images:")
    rows = []
    for line in lines[start:]:
        if not line.startswith("    "):
            break
        rows.append(line.removeprefix("    "))
    return "\n".join(rows) + "\n"


def main() -> None:
    out = Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    words = (ROOT / WORDS).read_text("utf-8") + example()
    project = Project.from_data({WORDS: words}, ROOT)
    for layout, theme, dpi, name in DRAWN:
        piece = project.build(layout, edition="screen", format="", theme=theme)
        page = pypdfium2.PdfDocument(BytesIO(piece.data))[0]
        page.render(scale=dpi / 72).to_pil().save(out / f"{name}.png")


if __name__ == "__main__":
    main()
