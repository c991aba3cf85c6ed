"""Logos are fine enough for the size they print at, or a problem says that they are not."""

from pathlib import Path

import pytest
from PIL import Image

from generator.content.document import Logo
from generator.typeset.picture_files import LogoRoom, open_logo
from tests.checked import CACHE

KEY = "area:logos.0.file"


def opened(folder: Path, mode: str, high: int, kind: str = "png") -> tuple[bool, list[object]]:
    """Whether a logo two inches wide and one high (25.4 mm) is placed, and what is said of it."""
    file = folder / f"crest.{kind}"
    ink = (0, 0, 0, 255) if mode == "CMYK" else 0
    Image.new(mode, (2 * high, high), ink).save(file)
    picture, problems = open_logo(Logo(str(file), "Ashdale", KEY), LogoRoom(25.4, 100), cache=CACHE)
    said = [(str(one.severity), one.rule, one.found, one.limit, one.key) for one in problems]
    return picture is not None, said


@pytest.mark.parametrize("kind", ["png", "jpg", "tif"])
def test_a_fine_picture_is_placed_without_a_word(tmp_path: Path, kind: str) -> None:
    assert opened(tmp_path, "RGB", 300, kind) == (True, [])


def test_a_bitmap_needs_more_for_its_edges_show_steps(tmp_path: Path) -> None:
    assert opened(tmp_path, "1", 800) == (True, [])
    said = [("error", "small-image", "799 ppi", "at least 800 ppi", KEY)]
    assert opened(tmp_path, "1", 799) == (False, said)


def test_one_that_is_not_quite_sharp_is_placed_with_a_warning(tmp_path: Path) -> None:
    said = [("warning", "small-image", "299 ppi", "300 ppi wanted", KEY)]
    assert opened(tmp_path, "L", 299) == (True, said)
    assert opened(tmp_path, "L", 250)[0]


def test_one_that_is_not_sharp_is_refused(tmp_path: Path) -> None:
    said = [("error", "small-image", "249 ppi", "at least 250 ppi", KEY)]
    assert opened(tmp_path, "CMYK", 249, "tif") == (False, said)


def test_a_picture_carries_how_its_colours_become_ink(tmp_path: Path) -> None:
    file = tmp_path / "crest.png"
    Image.new("RGB", (600, 300)).save(file)
    picture, _ = open_logo(
        Logo(str(file), "Ashdale", KEY, "perceptual"), LogoRoom(25.4, 100), cache=CACHE
    )
    assert picture is not None
    assert picture.picture.intent == "perceptual"
