"""How a page looks is kept by all that it shows."""

from generator.page import Group, Page, Shape, rectangle
from generator.reports.page_parts import PageLooksInputs
from tests.pdf.artwork import BLACK


def looks(width: float, shown: bytes, *fonts: str) -> PageLooksInputs:
    marks = (Group((Shape(rectangle(10, 10, width, 9), BLACK),)),)
    return PageLooksInputs(shown, fonts, (Page("front", 60, 40, marks),))


def test_what_is_kept_is_of_these_marks_and_fonts() -> None:
    keys = {each.key() for each in (looks(9, b"a"), looks(9, b"b"), looks(9, b"a", "one"))}
    assert len(keys) == 3
    assert looks(9, b"a").key() == looks(9, b"a").key()
