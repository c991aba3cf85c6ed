"""Areas to set every layout with: 0 to 8 partners' logos, and 1, 3 or 8 contacts.

The logos in `areas/logos` were drawn for the designer's comps, and belong to nobody. All numbers
are Ofcom's for drama.
"""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from generator.content.document import Document
from generator.content.project_content import Content
from generator.source.data import DataShelf
from tests.checked import CACHE
from tests.typeset import shipped

LOGOS = Path(__file__).parent / "areas/logos"
# The comps' strips, by the number of their logos.
STRIPS = {
    0: (),
    1: ("square",),
    2: ("square", "wide"),
    3: ("square", "wide", "round"),
    4: ("square", "white", "tall", "medium"),
    6: ("square", "wide", "tall", "vwide", "white", "round"),
    8: ("square", "wide", "tall", "white", "round", "vwide", "medium", "light"),
}
PLACES = ("one", "two", "with long name", "four", "five", "six", "seven", "eight")
IMPRINT = {
    "publisher": "Partnership name",
    "date": "2026-03",
    "reference": "P/26",
    "formats": "www.example.org/formats",
}
SAMPLE = "sample"
PATH = f"content/areas/{SAMPLE}.yaml"


def logos(names: Sequence[str], lead: bool = False) -> list[dict[str, Any]]:
    """The rows of logos in an area's file; the first of them may lead."""
    rows: list[dict[str, Any]] = [
        {"file": str(LOGOS / f"{name}.svg"), "alt": f"Partner {name}"} for name in names
    ]
    if lead:
        rows[0]["lead"] = True
    return rows


def contacts(count: int) -> list[dict[str, str]]:
    """So many contacts; the third has a long name. Three are those of the shipped area."""
    if count == 3:
        return list(_shipped()["contacts"]["social-care"])
    return [
        {"place": f"Area {name}", "number": f"0116 496 012{number}"}
        for number, name in enumerate(PLACES[:count], 1)
    ]


def area(count: int = 3, strip: int = 0, lead: bool = False, **changes: Any) -> dict[str, Any]:
    """An area's file with so many contacts and logos, and whatever else it should say."""
    found = {**_shipped(), "default": False, "test": True}
    found["verified"] = {"by": "Nobody", "on": "2026-03-31"}
    found["contacts"] = {"social-care": contacts(count)}
    if count != 3:  # the other places are spelt in English alone
        found["translations"] = {
            tag: {key: value for key, value in row.items() if key != "places"}
            for tag, row in found["translations"].items()
        }
    found["logos"] = logos(STRIPS[strip], lead)
    found["imprint"] = IMPRINT
    if count != 3:  # or else the spellings name places that are not there
        found["translations"] = {
            tag: {"names": spelling["names"]} for tag, spelling in found["translations"].items()
        }
    return {**found, **changes}


@lru_cache(maxsize=64)
def document(tag: str = "en-GB", count: int = 3, strip: int = 0, lead: bool = False) -> Document:
    """The shipped campaign in a language for such an area."""
    return made(area(count, strip, lead), tag)


def made(data: dict[str, Any], tag: str = "en-GB") -> Document:
    """The shipped campaign for an area with this file."""
    shelf = DataShelf.of({PATH: data}, shipped.ROOT)
    return Content(shelf, CACHE).document(shipped.CAMPAIGN, tag, SAMPLE)[0]


@lru_cache(maxsize=1)
def _shipped() -> dict[str, Any]:
    path = shipped.ROOT / f"content/areas/{shipped.AREA}.yaml"
    found: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return found
