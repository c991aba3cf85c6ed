"""The colours of the studio's screens: each pair that is used has contrast enough, by day and by
night (WCAG 2.2: 4.5 for words, 3 for edges and signs)."""

import re
from pathlib import Path

import pytest

from generator.colour import contrast

SHEET = Path(__file__).resolve().parents[2] / "generator/studio/static/studio.css"
WORDS, SIGNS = 4.5, 3.0
COLOUR = re.compile(r"--([\w-]+): (#[0-9a-f]{6});")

# What words stand on, and the colours of words there.
ON = {
    "paper": ("ink", "quiet", "night", "teal", "fault", "good"),
    "soft": ("ink", "quiet", "night", "teal", "fault", "good"),
    "grey": ("ink", "teal"),
    "head": ("on-head",),
    "night": ("on-night",),
    "teal": ("on-teal",),
    "button": ("on-button",),
    "focus": ("on-focus",),
    "ready": ("on-ready",),
    "unread": ("on-unread",),
    "stale": ("on-stale",),
    "bad": ("on-bad",),
    "test": ("on-test",),
}
# Edges and signs that say something, and what they stand on.
EDGES = {
    "line": ("paper", "soft"),
    "fault": ("paper", "soft", "grey"),
    "teal": ("paper", "soft"),
    "night": ("paper", "soft"),
    "on-unread": ("paper", "soft"),
    "on-focus": ("focus",),
    "page-fault": ("page-paper",),
}
# Lines that only part things, and grounds and shades that say nothing.
SILENT = {"rule", "button-edge", "teal-edge"}


def tables() -> dict[str, dict[str, str]]:
    """The colours by day, and those by night."""
    text = SHEET.read_text("utf-8")
    day, night = re.findall(r"(?<=:root \{)[^}]*--paper[^}]*", text)
    return {"day": dict(COLOUR.findall(day)), "night": dict(COLOUR.findall(night))}


def rgb(colour: str) -> tuple[int, int, int]:
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return red, green, blue


def faint(table: dict[str, str]) -> list[str]:
    """The pairs with too little contrast."""
    pairs = [(words, ground, WORDS) for ground, all_ in ON.items() for words in all_]
    pairs += [(edge, ground, SIGNS) for edge, grounds in EDGES.items() for ground in grounds]
    return [
        f"{one} on {other}: {found:.2f}"
        for one, other, least in pairs
        if (found := contrast(rgb(table[one]), rgb(table[other]))) < least
    ]


@pytest.mark.parametrize("time", ["day", "night"])
def test_every_pair_of_colours_has_contrast_enough(time: str) -> None:
    assert faint(tables()[time]) == []


def test_a_faint_pair_is_found() -> None:
    table = tables()["day"] | {"quiet": "#8f8a96"}
    assert [line.split(":")[0] for line in faint(table)] == ["quiet on paper", "quiet on soft"]


def test_every_colour_is_in_a_pair_by_day_and_by_night() -> None:
    found = tables()
    assert set(found["day"]) == set(found["night"])
    paired = {*ON, *EDGES, *SILENT, *(each for all_ in ON.values() for each in all_)}
    grounds = {ground for grounds in EDGES.values() for ground in grounds}
    assert set(found["day"]) == paired | grounds


def test_colours_stand_in_the_tables_alone() -> None:
    text = SHEET.read_text("utf-8")
    parts = text[text.index("/* --- the page") :]
    allowed = {"#fff", "#000", "#1d1724aa"}  # paper of a page, ink of a printer, behind a dialog
    assert set(re.findall(r"#[0-9a-f]{3,8}\b(?=[;,) ])", parts)) - allowed == set()
    named = set(re.findall(r"var\(--([\w-]+)\)", parts))
    known = set(re.findall(r"--([\w-]+):", text))
    assert named - known == set()
