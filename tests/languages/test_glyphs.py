"""Every line of every translation has the glyphs, in the places, that HarfBuzz's own program
gives: its letters joined, stacked and moved as the font and the language ask."""

import json
import subprocess
from collections import defaultdict
from typing import NamedTuple

import pytest

from generator.fonts import FontFile
from generator.isolates import ADDRESS
from generator.page import GlyphRun
from tests.languages.translated import RTL, TAGS, all_runs, composed, document, own_fonts
from tests.outside_programs import needs
from tests.typeset.shipped import PIECES

PUT_IN = "\u00ad"  # a hyphen that a line's end put in
Placed = tuple[int, float, float]  # glyph id, x and y from the start of the run, font units


class Asked(NamedTuple):
    """How `hb-shape` is asked to set a line."""

    font: FontFile
    script: str
    direction: str
    features: str
    language: str


def unspelt(tag: str) -> dict[str, str]:
    """The places of the area that nobody has spelt in the language, each with its own: English."""
    places = [each.place for block in document(tag).blocks.values() for each in block.contacts]
    found = {each.plain: each.language for each in places if each.language != tag}
    assert set(found.values()) <= {"en-GB"}
    return found


def asked(tag: str, run: GlyphRun) -> Asked:
    own = run.font in own_fonts(tag)
    return Asked(
        run.font,
        document(tag).script if own else "Latn",
        "rtl" if own and tag in RTL else "ltr",
        "-liga,-clig" if ADDRESS.fullmatch(run.text.strip()) else "",
        unspelt(tag).get(run.text, tag),
    )


def logical(run: GlyphRun, direction: str) -> str:
    clusters = reversed(run.clusters) if direction == "rtl" else run.clusters
    return "".join(cluster.text for cluster in clusters)


def hb_shape(how: Asked, texts: list[str]) -> list[tuple[list[Placed], int]]:
    """Each text's glyphs in their places, and its width, as `hb-shape` sets it."""
    result = subprocess.run(
        [
            "hb-shape",
            "--output-format=json",
            "--no-glyph-names",
            "--cluster-level=1",
            "--remove-default-ignorables",
            f"--script={how.script}",
            f"--language={how.language}",
            f"--direction={how.direction}",
            *([f"--features={how.features}"] if how.features else []),
            "--text-file=-",
            how.font.path,
        ],
        input="".join(f"{text}\n" for text in texts),
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    found = []
    for line in result.stdout.splitlines():
        placed, pen = [], 0
        for glyph in json.loads(line):
            placed.append((glyph["g"], pen + glyph.get("dx", 0), glyph.get("dy", 0)))
            pen += glyph["ax"]
        found.append((placed, pen))
    assert len(found) == len(texts)
    return found


def placed(run: GlyphRun, tracking: float) -> list[Placed]:
    """A run's glyphs in their places, without tracking."""
    found, pen = [], 0.0
    for cluster in run.clusters:
        found += [(glyph, round(pen + x, 3), y) for glyph, x, y in cluster.glyphs]
        pen += cluster.advance - tracking
    return found


@pytest.mark.parametrize("tag", TAGS)
def test_every_line_is_set_as_harfbuzz_sets_it(tag: str) -> None:
    needs("hb-shape")
    wanted: dict[Asked, dict[str, GlyphRun]] = defaultdict(dict)
    for layout, size in PIECES:
        if size in ("a2", "a1"):
            continue  # the same lines larger
        for run in all_runs(composed(tag, layout, size)):
            if run.clusters[-1].text != PUT_IN:
                how = asked(tag, run)
                wanted[how].setdefault(logical(run, how.direction), run)
    compared = 0
    for how, lines in wanted.items():
        texts = list(lines)
        for text, (expected, width) in zip(texts, hb_shape(how, texts), strict=True):
            run = lines[text]
            ours = sum(cluster.advance for cluster in run.clusters)
            tracking = (ours - width) / len(run.clusters)
            assert how.script == "Latn" or document(tag).script == "Cyrl" or abs(tracking) < 0.001
            assert placed(run, tracking) == [
                (glyph, pytest.approx(x, abs=0.01), y) for glyph, x, y in expected
            ], (text, how)
            compared += len(expected)
    assert compared > 1000
