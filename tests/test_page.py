"""A group's digest: of every value of its marks, and the same in every process."""

import os
import pickle
import subprocess
import sys
from pathlib import Path

import pytest

from generator.colour import Colour
from generator.fonts import FontFile
from generator.page import Cluster, GlyphRun, Group, Image, Link, Mark, Shape, Tag
from tests.values import field_names, replace

ROOT = Path(__file__).parents[1]
OTHER = {
    "font": FontFile("Public Sans", 700, "/fonts/a.ttf"),
    "colour": Colour("ink", (0, 0, 0, 99), "#1D1D1B"),
    "fill": Colour("ink", (0, 0, 0, 100), "#1D1D1B", tint=50),
    "stroke": None,
    "clusters": (Cluster("a", ((5, 0.0, 1.0),), 500.0),),
    "path": (("M", 0.0, 0.0), ("L", 1.0, 1.5), ("Z",)),
    "dash": (1.0, 2.0),
    "inks": (((0.0,), Colour("ink", (0, 0, 0, 100), "#1D1D1B")),),
    "clip": (0.0, 0.0, 1.0, 1.0),
    "static": True,
    "black": True,
    "intent": "perceptual",
    "marks": (),
}


def marks() -> tuple[Mark, ...]:
    """One mark of each kind, every object made anew."""
    ink = Colour("ink", (0, 0, 0, 100), "#1D1D1B")
    font = FontFile("Public Sans", 400, "/fonts/a.ttf")
    run = GlyphRun(font, 12, 1, 2, ink, (Cluster("a", ((5, 0.0, 0.0),), 500.0),), "en", "en:a")
    shape = Shape((("M", 0.0, 0.0), ("L", 1.0, 1.0), ("Z",)), ink, ink, 0.5)
    image = Image("/a.png", "d", 0, 0, 1, 1, "alt", "area:logos.0")
    link = Link(0, 0, 1, 1, "https://example.org", "words")
    return run, shape, image, link, Group((run,), "inner"), Tag("P", (run, shape), order=1)


@pytest.mark.parametrize("kind", range(len(marks())), ids=lambda n: type(marks()[n]).__name__)
def test_every_value_of_a_mark_is_in_the_digest(kind: int) -> None:
    mark = marks()[kind]
    known = Group((mark,)).digest
    for name in field_names(mark):
        value = getattr(mark, name)
        other = OTHER.get(name, f"{value}!" if isinstance(value, str) else None)
        if other is None and isinstance(value, int | float):
            other = value + 1
        assert other != value, f"{name} needs another value here"
        assert Group((replace(mark, **{name: other}),)).digest != known, name


@pytest.mark.parametrize("field", ["name", "cmyk", "srgb", "spot", "tint", "lab"])
def test_every_value_of_a_colour_is_in_the_digest(field: str) -> None:
    other = {"cmyk": (1, 0, 0, 100), "tint": 99.0, "lab": (50, 0, 0)}.get(field, "#other")
    run = marks()[0]
    changed = replace(run, colour=replace(run.colour, **{field: other}))
    assert Group((changed,)).digest != Group((run,)).digest


def test_equal_marks_have_equal_digests_whichever_objects_they_share() -> None:
    run = marks()[0]
    shared, apart = Group((run, run)), Group((run, marks()[0]))
    assert shared == apart
    assert hash(shared) == hash(apart)
    assert shared.digest == apart.digest
    assert Group(marks()) == pickle.loads(pickle.dumps(Group(marks())))
    assert Group(marks()) != Group(marks()[::-1])


def test_a_group_inside_a_tag_counts_with_all_its_marks() -> None:
    def holding(inner: Mark) -> Group:
        return Group((Tag("Figure", (Group((inner,), static=True),), alt="words"),))

    run, shape, *_ = marks()
    assert holding(run) == holding(marks()[0])
    assert holding(run) != holding(shape)
    assert holding(run) != holding(replace(run, size=13))


def test_words_that_another_cluster_could_begin_with_are_not_mixed_up() -> None:
    run = marks()[0]
    glyphs = ((5, 0.0, 0.0),)
    one = replace(run, clusters=(Cluster("ab", glyphs, 1.0), Cluster("c", glyphs, 1.0)))
    two = replace(run, clusters=(Cluster("a", glyphs, 1.0), Cluster("bc", glyphs, 1.0)))
    assert Group((one,)).digest != Group((two,)).digest


@pytest.mark.parametrize("seed", ["0", "7"])
def test_the_digest_is_the_same_in_every_process(seed: str) -> None:
    script = "from tests.test_page import *; print(Group(marks()).digest.hex())"
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
    result = subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True
    )
    assert result.stdout.strip() == Group(marks()).digest.hex()
