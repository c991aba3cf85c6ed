"""Page images: the finished file as it is, and the layout's guides over it."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from generator.cache import Cache
from generator.jobs.making import Piece
from generator.jobs.project import Project
from generator.problems import WrongChoice
from generator.reports.page_images import MOST_PIXELS, page_images


@pytest.fixture
def made(project: Path) -> Piece:
    opened = Project.open(project)
    document, _ = opened.document("garden", "en-GB", "ashdale")
    return opened.make(document, "card", "a6", "press")


def opened(made: Piece, dpi: int, unit: float | None = None) -> Image.Image:
    pages = made.artwork.pages
    (data,) = page_images(made.data, pages, made.report.pages, dpi, unit, cache=Cache())
    return Image.open(BytesIO(data))


def test_a_picture_is_as_large_as_the_sheet(made: Piece) -> None:
    image = opened(made, 127)  # five pixels to the millimetre
    assert image.size == pytest.approx((5 * (105 + 35), 5 * (148 + 35)), abs=1)
    assert image.info["dpi"] == pytest.approx((127, 127), abs=0.1)


def test_guides_lie_on_trim_safe_zone_and_frame(made: Piece) -> None:
    plain, guided = opened(made, 127), opened(made, 127, 5.5)
    assert guided.size == plain.size
    for x, y, colour in (
        (17.5, 50, (220, 0, 0)),  # trim
        (22.5, 50, (0, 150, 60)),  # safe
        (27.5, 50, (220, 0, 160)),  # frame
    ):
        across = [guided.getpixel((round(5 * x) + step, 5 * y + 2)) for step in (-1, 0, 1)]
        assert colour in across, (x, across)
    assert guided.getpixel((5, 5)) == plain.getpixel((5, 5)) == (255, 255, 255)


def test_the_name_of_a_frame_stands_above_it(made: Piece) -> None:
    """And nothing else is lettered: below it stands what the page has there."""
    guided = opened(made, 254, 5.5)
    (page,) = made.artwork.pages
    frame = page.frames[0]
    corner = [round(10 * (17.5 + edge)) for edge in (frame.x, frame.y)]
    box = corner[0], corner[1] - 30, corner[0] + 60, corner[1] - 4
    found = {colour for _, colour in guided.crop(box).getcolors(1 << 24) or ()}
    assert (220, 0, 160) in found
    beside = guided.crop((box[0] + 300, box[1], box[2] + 300, box[3]))
    assert (220, 0, 160) not in {colour for _, colour in beside.getcolors(1 << 24) or ()}


def test_a_picture_that_would_take_all_memory_is_refused(made: Piece) -> None:
    with pytest.raises(WrongChoice, match="million pixels") as refused:
        opened(made, 60_000)
    hint = refused.value.problems[0].hint
    most = int(hint.split()[2])
    assert hint == f"use --dpi {most} or less"
    width, height = (size + 35 for size in (105, 148))
    assert 0.98 < width * height * (most / 25.4) ** 2 / MOST_PIXELS <= 1
