"""Draws arrangements for one, three and eight contacts and for an area's own words, for docs:
`python -m tools.arrangement_pictures FOLDER`. All numbers are Ofcom's for drama."""

import sys
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import pypdfium2
import yaml

from generator import Project

ROOT: Final = Path(__file__).parents[1]
AREA: Final = "content/areas/leicester-leicestershire-rutland.yaml"
PLACES: Final = ("one", "two", "with a long name", "four", "five", "six", "seven", "eight")
OWN: Final = {
    "heading": "Our safeguarding lead",
    "sentence": "Talk to her on any school day between 8 and 5.",
    "name": "Ms A. Shah",
    "role": "Deputy head",
    "number": "0116 496 0123",
}
# Layout, page, number of contacts, whether the area has words of its own, and the picture's name.
DRAWN: Final = (
    ("flyer-a5", 2, 1, False, "flyer-one-contact"),
    ("flyer-a5", 2, 8, False, "flyer-eight-contacts"),
    ("flyer-a5", 2, 1, True, "flyer-own-words"),
    ("flyer-a5", 1, 8, True, "flyer-tightest"),
    ("leaflet-dl-6pp", 2, 2, True, "leaflet-own-words"),
    ("leaflet-a5-4pp", 2, 1, True, "booklet-own-words"),
)
DPI: Final = 72


def area(contacts: int, own: bool) -> dict[str, Any]:
    """The shipped area's file with so many contacts in other places."""
    found: dict[str, Any] = yaml.safe_load((ROOT / AREA).read_text("utf-8"))
    found["test"] = True
    del found["verified"]  # its key `on` is true to PyYAML
    found["contacts"] = {
        "social-care": [
            {"place": f"Area {name}", "number": f"0116 496 012{number}"}
            for number, name in enumerate(PLACES[:contacts], 1)
        ]
    }
    for row in found["translations"].values():
        row.pop("places", None)
    return {**found, "own": OWN} if own else found


def main() -> None:
    out = Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    for layout, number, contacts, own, name in DRAWN:
        project = Project.from_data({AREA: area(contacts, own)}, ROOT)
        piece = project.build(layout, edition="office")
        page = pypdfium2.PdfDocument(BytesIO(piece.data))[number - 1]
        page.render(scale=DPI / 72).to_pil().save(out / f"{name}.png")


if __name__ == "__main__":
    main()
