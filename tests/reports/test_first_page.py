"""The picture of a first page that is made in a moment."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from generator.jobs.project import Project
from generator.preflight.raster import render
from generator.reports.page_pictures import PixelSize, first_page, picture
from tests.sample_projects import cease


def test_it_shows_what_a_picture_that_is_kept_shows(project: Path) -> None:
    pages = Project.open(project).build("card-a6", edition="office").data
    with Image.open(BytesIO(first_page(pages, 400))) as quick:
        quick.load()
        size = PixelSize(*quick.size)
        assert (quick.mode, max(size)) == ("RGB", 400)
    with Image.open(BytesIO(picture(pages, 0, size, "png"))) as kept:
        assert ImageChops.difference(quick, kept).getextrema() == ((0, 0),) * 3


def test_a_picture_larger_than_what_is_drawn_at_once_is_drawn_in_bands(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = Project.open(project).build("card-a6", edition="office").data
    size = PixelSize(333, 470)
    whole = picture(pages, 0, size, "png")
    monkeypatch.setattr(render, "MOST_PIXELS", 40_000)
    in_bands = picture(pages, 0, size, "png")
    with Image.open(BytesIO(whole)) as one, Image.open(BytesIO(in_bands)) as other:
        ends = ImageChops.difference(one, other).getextrema()
    assert max(most for _, most in ends) <= 1


def test_a_preview_of_many_pixels_is_made(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A poster of A1 at 300 dpi has more than are drawn at once."""
    monkeypatch.setattr(render, "MOST_PIXELS", 1_000_000)
    chosen = "card-a6", "--edition", "office", "--dpi", "300", "--project", project
    assert cease("preview", *chosen, "-o", tmp_path / "out").status == 0
    assert list((tmp_path / "out").glob("*.png"))
