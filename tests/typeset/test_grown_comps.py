"""Fronts whose words are shorter than the English ones, against the designer's second comps.

`goldens/comps-grown.json` has what stands above the help: lines of text (x, baseline, size, words)
and bubbles (x, y, width, height), in mm and pt of the Latin sizes. What is `FAR` from its comp is:

- sizes grow in steps, so the flyer's question in Chinese is 48 pt, where the comp has 47.16 pt, and
  the line over it stands as much higher;
- the Chinese poster's help says more than the comp's, whose words are older, at the leading of
  Chinese sentences (1.55), where the comp has 1.27: the chat has 2 mm less, and is 86 pt for 86.5;
- ":)" is in the Chinese font, where the comp has the Latin one: its line is 1.4 mm wider, so the
  flyer's chat is 51 pt for 51.5;
- in Urdu the chat takes the largest size at which it is one line, 62.5 pt, where the comp has 61,
  and the help's heading is 30.6 pt, as everywhere, where the comp has 27. Bubbles of a shape have
  one padding, and the comp has one for each.
"""

import json
from functools import lru_cache
from typing import Any, Final

import pytest

from generator.page import GlyphRun, Page
from generator.typeset.compose import compose
from tests import sample_areas
from tests.checked import CACHE
from tests.typeset import shipped
from tests.values import replace

NEAR: Final = 0.5  # mm
STEP: Final = 0.26  # pt
COMPS: Final[dict[str, Any]] = json.loads(
    (shipped.ROOT / "tests/goldens/comps-grown.json").read_text(encoding="utf-8")
)
LATIN: Final = {"en-GB": 1.0, "zh-Hans": 0.95, "ur": 1.05}  # the script's size, times the Latin
SHORT: Final = ("Hi :)", "Ok")
# By how much more than that a line's baseline (mm) and size (pt) are off, and a bubble (mm).
FAR: Final = {
    ("L2-front-grow-zh", "改天我们得"): (0.0, 0.3),
    ("L2-front-grow-zh", "见个面 :) x x"): (0.0, 0.3),
    ("L2-front-grow-zh", "嗯，好啊"): (0.4, 0.3),
    ("L2-front-grow-zh", "lol x x"): (0.6, 0.3),
    ("L2-front-grow-zh", "您能识别迹象吗？"): (0.0, 0.7),
    ("L2-front-grow-zh", "儿童性剥削"): (0.3, 0.0),
    ("P1-grow-zh", "改天我们得"): (0.0, 0.3),
    ("P1-grow-zh", "见个面 :) x x"): (0.0, 0.3),
    ("P1-grow-zh", "嗯，好啊"): (0.6, 0.3),
    ("P1-grow-zh", "lol x x"): (0.7, 0.3),
    ("P1-grow-zh", "您能识别迹象吗？"): (2.6, 0.0),
    ("P1-grow-zh", "儿童性剥削"): (0.1, 0.0),
}
FAR_BUBBLES: Final = {"L2-front-grow-zh": 1.0, "P1-grow-zh": 0.7}


@lru_cache(maxsize=4)
def front(name: str) -> Page:
    comp = COMPS[name]
    document = sample_areas.document(comp["language"])
    if name.endswith("-short"):
        block = document.blocks["messages"]
        said = [shipped.says(*each) for each in zip(SHORT, block.texts, strict=True)]
        chat = replace(block, texts=tuple(said))
        document = replace(document, blocks={**document.blocks, "messages": chat})
    drawing = shipped.drawing(comp["layout"])
    return compose(document, drawing, comp["format"], cache=CACHE).artwork.pages[0]


def lines(page: Page) -> dict[str, GlyphRun]:
    """The first run of each line, by all that the line says, without its spaces."""
    found: dict[str, list[GlyphRun]] = {}
    for _, run in shipped.lines(page):
        found.setdefault(f"{run.y:.3f}", []).append(run)
    return {
        "".join("".join(run.text for run in runs).split()): runs[0]
        for runs in found.values()
    }  # fmt: skip


@pytest.mark.parametrize("name", [name for name in COMPS if name != "P1-ur"])
def test_lines_stand_where_the_designer_put_them(name: str) -> None:
    found = lines(front(name))
    far = []
    for x, baseline, size, words in COMPS[name]["text"]:
        run = found["".join(words.split())]
        lower, larger = FAR.get((name, words), (0.0, 0.0))
        latin = run.size if words.isascii() else run.size / LATIN[COMPS[name]["language"]]
        off = abs(run.x - x), abs(run.y - baseline), abs(latin - size)
        at_end = words in ("嗯，好啊", "lol x x")  # from the end, less the width of the bubble
        most = NEAR + (0.9 if at_end else 0.0), NEAR + lower, STEP + larger
        if any(map(float.__gt__, off, most)):
            far.append(f"{words}: {(x, baseline, size)} is at {(run.x, run.y, latin)}")
    assert not far, "\n".join(far)


@pytest.mark.parametrize("name", [name for name in COMPS if name != "P1-ur"])
def test_bubbles_have_the_size_and_place_of_the_comp(name: str) -> None:
    found = list(shipped.shapes(front(name), "bubble"))
    for shape, row in zip(found, COMPS[name]["bubbles"], strict=False):
        left, top, right, _ = shipped.extent(shape)
        box = (left, top, right - left, shape.path[5][-1] - top)
        off = max(abs(a - b) for a, b in zip(box, row, strict=True))
        assert off <= NEAR + FAR_BUBBLES.get(name, 0.0), (box, row)


def test_each_message_in_urdu_stands_on_one_line_as_the_designer_drew_it() -> None:
    """Both within 1.5 pt of the comp's size, the question within half a point."""
    comp, page = COMPS["P1-ur"], front("P1-ur")
    words = [words for *_, words in comp["text"]]
    for shape, (x, y, width, _), said in zip(
        shipped.shapes(page, "bubble"), comp["bubbles"], words[-2:], strict=False
    ):
        left, top, right, _ = shipped.extent(shape)
        foot = shape.path[5][-1]
        inside = [run for _, run in shipped.lines(page) if top < run.y < foot]
        assert len({run.y for run in inside}) == 1, said
        assert max(run.size for run in inside) / 1.05 == pytest.approx(61, abs=1.51)
        assert max(abs(left - x), abs(right - x - width), abs(top - y)) < 7
    question = max(run.size for _, run in shipped.lines(page) if 230 < run.y < 265)
    assert question / 1.05 == pytest.approx(61.51, abs=0.5)
