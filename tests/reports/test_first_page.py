"""The picture of a first page that is made in a moment."""

from io import BytesIO
from pathlib import Path

from PIL import Image, ImageChops

from generator.jobs.project import Project
from generator.reports.page_pictures import PixelSize, first_page, picture


def test_it_shows_what_a_picture_that_is_kept_shows(project: Path) -> None:
    pages = Project.open(project).build("card-a6", edition="office").data
    with Image.open(BytesIO(first_page(pages, 400))) as quick:
        quick.load()
        size = PixelSize(*quick.size)
        assert (quick.mode, max(size)) == ("RGB", 400)
    with Image.open(BytesIO(picture(pages, 0, size, "png"))) as kept:
        assert ImageChops.difference(quick, kept).getextrema() == ((0, 0),) * 3
