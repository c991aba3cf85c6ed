"""How thin the outlines of a path are, however the page is scaled and whatever was read before."""

import math

import pytest

from generator.cache import Cache
from generator.page import Path
from generator.pdfobjects.values import IDENTITY, Matrix
from generator.preflight.painting.path_building import (
    PathBuilder,
    PathPart,
    ThinnestInputs,
    thinnest,
)
from generator.qr import CodeInputs
from tests.declared_inputs import assert_fields_count

BAR = b"10 20 m 40 20 l 40 22 l 10 22 l h "
UPRIGHT = b"10 20 m 10 50 l 12 50 l 12 20 l h "
SLANTED = b"0 0 m 30 30 l 29 31 l -1 1 l h "
STEPS = b"0 0 m 9 0 l 9 3 l 4 3 l 4 2 l 0 2 l h "
THICK = 60 / math.hypot(30, 2)


def parts(raw: bytes) -> tuple[PathPart, ...]:
    builder = PathBuilder()
    builder.points(raw, IDENTITY)
    return builder.built().parts


def code(module: float) -> bytes:
    path: Path = Cache().get(CodeInputs("https://www.example.org/story")).path(0, 0, module)
    steps = {"M": "{} {} m", "L": "{} {} l", "Z": "h"}
    return "\n".join(steps[kind].format(*numbers) for kind, *numbers in path).encode()


@pytest.mark.parametrize(
    ("raw", "thick"),
    [
        (BAR, THICK),
        (UPRIGHT, THICK),
        (SLANTED, 60 / math.hypot(31, 29)),
        (STEPS, 3.0),
        (BAR + STEPS, THICK),
        (STEPS + BAR, THICK),
        (b"5 5 m 5 5 l 5 5 l 5 5 l h", 0.0),
        (code(3), 3 / math.sqrt(2)),
    ],
)
@pytest.mark.parametrize("scale", [1.0, 0.25, 3.0])
def test_outlines_are_as_thin_as_the_page_makes_them(
    raw: bytes, thick: float, scale: float
) -> None:
    cache, found = Cache(), parts(raw)
    for matrix in (
        (scale, 0, 0, scale, 7, 8),
        (scale, 0, 0, -scale, 0, 0),
        (0, scale, -scale, 0, 0, 0),
    ):
        ctm: Matrix = matrix
        assert thinnest(found, ctm, cache) == pytest.approx(thick * scale)
        assert thinnest(found, ctm, cache) == thinnest(found, ctm, Cache(0))


def test_what_is_remembered_of_a_long_path() -> None:
    one, other = parts(code(3)), parts(code(4))
    assert len(one[0].raw) > 1000
    assert_fields_count(ThinnestInputs(one[0]), part=other[0])
    cache = Cache()
    thinnest(parts(BAR), IDENTITY, cache)
    assert len(cache) == 0
    thinnest(one, IDENTITY, cache)
    assert len(cache) == 1
