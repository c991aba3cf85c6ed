"""Posters and pocket card in English against the designer's second comps, within half a millimetre.

`goldens/comps-posters.json` has for each comp the area that it was drawn for (contacts, logos, and
whether the first leads), its lines of text (x, baseline, size, weight, words), bubbles (x, y,
width, height, radius, tail's side, voice) and code cards (x, y, size), in mm and pt.

The comps are overruled, and so not met, in these places:
- lines in `MENDED`, for names and titles stay whole where they fit;
- the pocket card's codes (`LARGER`): their keyline stands outside the quiet zone.
"""

import json
from functools import lru_cache
from typing import Any

import pytest

from generator.page import Page
from generator.typeset.compose import compose
from tests import sample_areas
from tests.checked import CACHE
from tests.typeset import shipped
from tests.values import replace

NEAR = 0.5  # mm
COMPS = shipped.ROOT / "tests/goldens/comps-posters.json"
IMPRINT = "<imprint>"  # whatever the area says
A3_TITLE = {
    "For more information": "For more information about",
    "about Kayleigh’s": "Kayleigh’s Love Story, visit:",
    "Love Story, visit:": "",
}
CENTRE = {
    "It is also easy to report concerns to the Child": "It is also easy to report concerns to the",
    "Exploitation and Online Protection Centre": "Child Exploitation and Online Protection Centre",
}
MENDED = {("poster-story", "a3"): A3_TITLE, ("poster-signs", "a3"): CENTRE}
LARGER = {"pocket-card": 0.6}  # mm
ROLES = {"stranger": "stranger", "help": "help", "white": "white"}


@lru_cache(maxsize=1)
def comps() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(COMPS.read_text(encoding="utf-8"))
    return found


@lru_cache(maxsize=len(json.loads(COMPS.read_text(encoding="utf-8"))))
def drawn(name: str) -> Page:
    comp = comps()[name]
    area = sample_areas.area(comp["contacts"], comp["logos"], comp["lead"])
    if comp["contacts"] != 3:
        del area["translations"]
    if comp["contacts"] == 1:
        area["contacts"]["social-care"] = [{"place": "Area name", "number": "0116 496 0123"}]
    document = sample_areas.made(area)
    made = compose(document, shipped.drawing(comp["layout"]), comp["format"], cache=CACHE)
    return made.artwork.pages[comp["page"] - 1]


@pytest.mark.parametrize("name", list(comps()))
def test_lines_of_text_stand_where_the_designer_put_them(name: str) -> None:
    comp, found = comps()[name], shipped.lines(drawn(name))
    mended = MENDED.get((comp["layout"], comp["format"]), {})
    far = []
    for x, baseline, size, weight, said in comp["text"]:
        words = mended.get(said, said)
        if not words:
            continue
        same = [
            run
            for text, run in found
            if text == words or (words == IMPRINT and text.startswith("Published by"))
        ]
        near = [
            run
            for run in same
            if abs(run.x - x) <= NEAR
            and abs(run.y - baseline) <= NEAR
            and run.size == pytest.approx(size, abs=0.26)
            and run.font.weight == weight
        ]
        if not near:
            at = [(round(run.x, 2), round(run.y, 2), run.size, run.font.weight) for run in same]
            far.append(f"{words!r}: {(x, baseline, size, weight)} is at {at}")
    assert not far, "\n".join(far)


@pytest.mark.parametrize("name", [name for name, comp in comps().items() if comp["bubbles"]])
def test_bubbles_have_the_size_and_place_of_the_comp(name: str) -> None:
    palette = shipped.drawing(comps()[name]["layout"]).palette
    far = []
    for x, y, width, height, radius, tail, voice in comps()[name]["bubbles"]:
        fill = palette[ROLES[voice]]
        near = []
        for shape in shipped.shapes(drawn(name), "bubble"):
            left, top, right, _ = shipped.extent(shape)
            body = shape.path[5][-1] - top  # the end of the corner that the tail hangs from
            box = (left, top, right - left, body, shape.path[0][2] - top)
            if shape.fill == fill:
                off = max(map(lambda a, b: abs(a - b), box, (x, y, width, height, radius)))
                near.append((off, shape.path[8][-2] < left + width / 2))
        distance, hangs_left = min(near)
        if distance > NEAR or hangs_left != (tail == "bl"):
            far.append(f"{voice} at {x}, {y} is {distance:.2f} mm off")
    assert not far, "\n".join(far)


@pytest.mark.parametrize("name", [name for name, comp in comps().items() if comp["codes"]])
def test_code_cards_stand_where_the_designer_put_them(name: str) -> None:
    found = []
    for shape in shipped.shapes(drawn(name), "code-card"):
        left, top, right, _ = shipped.extent(shape)
        found.append((left - shape.weight / 2, top - shape.weight / 2, right - left + shape.weight))
    larger = LARGER.get(comps()[name]["layout"], 0.0)
    for x, y, size in comps()[name]["codes"]:
        card = x, y, size + larger
        assert any(spot == pytest.approx(card, abs=NEAR) for spot in found), (card, found)


def test_every_line_of_the_comps_is_looked_for() -> None:
    """But for those that other lines take the place of."""
    asked = sum(len(comp["text"]) for comp in comps().values())
    left_out = sum(
        not MENDED.get((comp["layout"], comp["format"]), {}).get(row[-1], row[-1])
        for comp in comps().values()
        for row in comp["text"]
    )
    assert (asked, left_out) == (466, 4)


def test_a_short_chat_fills_its_room_as_the_designer_drew_it() -> None:
    """At 128.5 pt."""
    document = sample_areas.document()
    block = document.blocks["messages"]
    short = [shipped.says(*said) for said in zip(("Hi :)", "Ok"), block.texts, strict=True)]
    chat = replace(block, texts=tuple(short))
    words = replace(document, blocks={**document.blocks, "messages": chat})
    made = compose(words, shipped.drawing(shipped.STORY), "a3", cache=CACHE)
    runs = dict(shipped.lines(made.artwork.pages[0]))
    for said, x, baseline in (("Hi :)", 48.55, 77.9), ("Ok", 189.09, 186.42)):
        assert (runs[said].x, runs[said].y) == pytest.approx((x, baseline), abs=NEAR)
        assert runs[said].size == pytest.approx(128.5)
