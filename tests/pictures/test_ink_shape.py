"""Where a picture's ink is, how much of that box it covers, and its mean colour."""

import pytest
from PIL import Image, ImageDraw

from generator.pictures.ink_shape import InkShape, ink_shape
from generator.pictures.tones import stands_out, tones


def picture(*boxes: tuple[tuple[int, int, int, int], str]) -> Image.Image:
    made = Image.new("RGBA", (200, 100))
    for box, colour in boxes:
        left, top, right, bottom = box
        ImageDraw.Draw(made).rectangle((left, top, right - 1, bottom - 1), fill=colour)
    return made


def box(found: InkShape) -> tuple[float, float, float, float]:
    return found.left, found.top, found.width, found.height


def test_margins_that_are_see_through_are_cut_off() -> None:
    found = ink_shape(picture(((50, 20, 150, 60), "navy")))
    assert box(found) == pytest.approx((0.25, 0.2, 0.5, 0.4))
    assert found.cover == pytest.approx(1.0)
    assert found.mean == (0, 0, 128)


def test_a_margin_of_a_hair_stays() -> None:
    assert box(ink_shape(picture(((5, 3, 200, 100), "navy")))) == (0, 0, 1, 1)


def test_white_margins_that_are_opaque_are_cut_off_and_count_for_no_colour() -> None:
    found = ink_shape(picture(((0, 0, 200, 100), "white"), ((50, 20, 150, 60), "navy")))
    assert box(found) == pytest.approx((0.25, 0.2, 0.5, 0.4))
    assert found.cover == pytest.approx(1.0)
    assert found.mean == (0, 0, 128)
    assert found.on_white


def test_a_drawing_on_white_may_end_within_a_pixel() -> None:
    drawn = picture(((0, 0, 200, 100), "white"), ((50, 20, 150, 60), "navy"))
    half = Image.new("L", (1, 100), 128)
    for edge in (0, 199):
        opacity = drawn.getchannel("A")
        opacity.paste(half, (edge, 0))
        drawn.putalpha(opacity)
        assert ink_shape(drawn).on_white
    drawn.putalpha(opacity.point(lambda value: min(value, 254)))
    assert not ink_shape(drawn).on_white


def test_white_paper_that_a_picture_brings_is_not_counted() -> None:
    """A mark of a twentieth of its file is seen on paper, if it is dark; pale, it is not."""
    for colour, seen in (("navy", True), ("#F0F0F0", False)):
        mark = (20, 20, 60, 45), colour
        for paper in ((), (((0, 0, 200, 100), "white"),)):
            assert stands_out(tones(picture(*paper, mark)), (255, 255, 255), 3) is seen
            assert ink_shape(picture(*paper, mark)).mean == ink_shape(picture(mark)).mean


def test_a_white_edge_round_a_logo_is_no_margin() -> None:
    """What is see-through round it shows the ground."""
    found = ink_shape(picture(((20, 10, 180, 90), "white"), ((50, 20, 150, 60), "navy")))
    assert box(found) == pytest.approx((0.1, 0.1, 0.8, 0.8))
    assert not found.on_white


def test_white_is_no_ink_unless_all_of_it_is_white() -> None:
    half = ink_shape(picture(((0, 0, 160, 100), "navy"), ((0, 0, 80, 100), "white")))
    assert half.cover == pytest.approx(0.5)
    all_of_it = ink_shape(picture(((0, 0, 200, 100), "white")))
    assert (box(all_of_it), all_of_it.cover) == ((0, 0, 1, 1), 1)
    white = ink_shape(picture(((0, 0, 100, 50), "white"), ((100, 50, 200, 100), "white")))
    assert white.cover == pytest.approx(0.5)
    assert white.mean == (255, 255, 255)


def test_a_picture_of_nothing() -> None:
    assert ink_shape(picture()) == InkShape()
