"""Contact sheets: what stopped a piece stands in the place of its pages, inside its cell."""

from io import BytesIO

from PIL import Image

from generator.problems import error
from generator.reports.contact import ContactEntry, contact_sheet


def sheet(message: str) -> Image.Image:
    entry = ContactEntry("English (en-GB)", "1 error", [], [error("no-file", message)])
    return Image.open(BytesIO(contact_sheet("leaflet", [entry])))


def test_lines_of_an_error_end_inside_its_cell() -> None:
    """Also those of a path, which may end after a slash."""
    picture = sheet("there is no file " + "folder/" * 40)
    width = picture.width - 28
    beyond = picture.crop((width + 2, 130, picture.width, picture.height))
    assert set(beyond.getcolors() or ()) == {(beyond.width * beyond.height, (238, 238, 236))}
    inside = picture.crop((36, 140, width - 4, 200))
    assert len(inside.getcolors(10_000) or ()) > 2


def test_a_cell_does_not_grow_with_its_error() -> None:
    short, long = sheet("a " * 300), sheet("a " * 3000)
    assert short.size == long.size
