"""How far words keep from the edges of the ground under them."""

import math

import pytest

from generator.design.clearances import Clearances
from generator.typeset.boxes import Stack
from generator.typeset.edges import corner_depth, kept_from_edge

RULES = Clearances(bubble=2.0, bubble_em=0.0)
NO_CORNER = (0.0, 10.0)


def room(box: object, ems: float) -> float:
    """Half a millimetre above the ink of words that are 5 mm large."""
    return 0.5 - 5 * ems


@pytest.mark.parametrize(("aside", "depth"), [(8, 2), (6, 2.34), (4, 3.53), (2, 8)])
def test_ink_is_clear_of_a_round_corner(aside: float, depth: float) -> None:
    found = corner_depth(8, aside, 2)
    assert max(2, found) == pytest.approx(depth, abs=0.01)
    if 2 < aside < 8:  # 6 from the middle of the corner, 2 from its curve
        assert math.hypot(8 - aside, 8 - found) == pytest.approx(6)


def test_words_keep_from_a_straight_edge_and_from_a_round_corner() -> None:
    assert kept_from_edge(Stack([]), RULES, NO_CORNER, room) == pytest.approx(1.5)
    # letters may reach 0.3 mm out of their line
    found = kept_from_edge(Stack([]), RULES, (8.0, 4.3), room)
    assert found == pytest.approx(corner_depth(8, 4, 2) - 0.5)
    assert found > 3


def test_a_box_without_words_keeps_from_nothing() -> None:
    assert kept_from_edge(Stack([]), RULES, (8.0, 1.0), lambda *_: math.inf) == -math.inf
