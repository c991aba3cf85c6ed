"""The colours of pages, in the order in which they are laid down."""

from generator.cache import Cache
from generator.colour import Colour
from generator.page import Group, Image, Page, Shape, Tag, rectangle
from generator.reports.sheet_colours import GroupColoursInputs, SheetColours, sheet_colours
from tests.declared_inputs import assert_fields_count
from tests.pdf.artwork import BLACK, CYAN, GRAY, MAGENTA, ORANGE, WHITE, words

BOX = rectangle(0, 0, 5, 5)


def page(*marks: Shape | Group | Tag | Image) -> Page:
    return Page("front", 100, 100, marks)


def test_each_colour_counts_where_it_is_first_laid_down() -> None:
    inner = Group((Shape(BOX, ORANGE, CYAN), Tag("P", (words("a", colour=BLACK),))))
    front = page(Shape(BOX, MAGENTA), Group((inner, Shape(BOX, WHITE))), Shape(BOX, GRAY, ORANGE))
    found = sheet_colours([page(), front, page(Shape(BOX, CYAN))], Cache())
    assert found.colours == (MAGENTA, ORANGE, CYAN, BLACK, GRAY)
    assert not found.pictures


def test_pictures_have_colours_of_their_own_but_for_drawings_in_given_inks() -> None:
    picture = Image("a.png", "1", 0, 0, 9, 9, "")
    drawing = Image("a.svg", "2", 0, 0, 9, 9, "", inks=(((0.0,), ORANGE), ((1.0,), WHITE)))
    assert sheet_colours([page(Group((drawing,)))], Cache()) == SheetColours(
        (ORANGE,), pictures=False
    )
    assert sheet_colours([page(Group((picture, drawing)))], Cache()) == SheetColours(
        (ORANGE,), pictures=True
    )


def test_what_is_remembered_of_a_group() -> None:
    base = GroupColoursInputs(Group((Shape(BOX, CYAN),)))
    assert_fields_count(base, group=Group((Shape(BOX, Colour("red", (0, 100, 100, 0), "#F00")),)))
