"""Draws pieces with partners' logos and an imprint, for docs: `python -m tools.logo_pictures
FOLDER`. The logos are those that tests use."""

import shutil
import sys
import tempfile
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import pypdfium2
import yaml

from generator import Project

ROOT: Final = Path(__file__).parents[1]
AREA: Final = "content/areas/leicester-leicestershire-rutland.yaml"
LOGOS: Final = ROOT / "tests/areas/logos"
IMPRINT: Final = {
    "publisher": "Partnership name",
    "date": "2026-03",
    "reference": "P/26",
    "formats": "www.example.org/formats",
}
ORDER: Final = ("square", "wide", "tall", "white", "round", "vwide", "medium", "light")
# Layout, page, logos (the first leads or not), the share of the page that is shown (left, top,
# right, bottom), pixels per inch, and the name of the picture.
DRAWN: Final = (
    ("leaflet-dl-6pp", 1, 8, False, (0.326, 0.5, 0.660, 1.0), 110, "logos-eight"),
    ("leaflet-dl-6pp", 1, 4, True, (0.326, 0.5, 0.660, 1.0), 110, "logos-lead"),
    ("poster-story", 1, 6, True, (0.0, 0.6, 1.0, 1.0), 50, "logos-on-a-band"),
    ("poster-story", 1, 0, False, (0.0, 0.84, 1.0, 1.0), 50, "imprint-inset"),
    ("flyer-a5", 2, 8, False, (0.0, 0.8, 1.0, 1.0), 90, "imprint-names"),
)


def area(count: int, leads: bool, folder: Path) -> dict[str, Any]:
    """The shipped area's file with so many logos, copied to `folder`."""
    found: dict[str, Any] = yaml.safe_load((ROOT / AREA).read_text("utf-8"))
    rows: list[dict[str, Any]] = []
    for name in ORDER[:count]:
        shutil.copy(LOGOS / f"{name}.svg", folder)
        rows.append({"file": f"logos/{name}.svg", "alt": f"Partner {name}"})
    if leads:
        rows[0]["lead"] = True
    return {**found, "verified": {}, "logos": rows, "imprint": IMPRINT}


def main() -> None:
    out = Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    for layout, number, count, leads, shown, dpi, name in DRAWN:
        with tempfile.TemporaryDirectory() as holder:
            folder = Path(holder) / "project"
            for room in ("content", "layouts", "fonts"):
                shutil.copytree(ROOT / room, folder / room)
            logos = folder / "content/areas/logos"
            logos.mkdir(parents=True, exist_ok=True)
            project = Project.from_data({AREA: area(count, leads, logos)}, folder)
            piece = project.build(layout, edition="office", format="")
        page = pypdfium2.PdfDocument(BytesIO(piece.data))[number - 1]
        picture = page.render(scale=dpi / 72).to_pil()
        left, top, right, bottom = shown
        width, height = picture.size
        box = round(left * width), round(top * height), round(right * width), round(bottom * height)
        picture.crop(box).save(out / f"{name}.png")


if __name__ == "__main__":
    main()
