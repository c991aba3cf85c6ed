"""What our own writer writes passes its own preflight, and is checked by what is in it."""

import pytest

from generator.cache import Cache
from generator.colour import Colour
from generator.design.editions import Edition
from generator.page import Artwork, Group, Page, Shape
from generator.pdf import write
from generator.preflight import Expected, ExpectedCode, Report
from generator.qr import code
from tests.checked import check
from tests.pdf.artwork import (
    BLACK,
    COATED,
    CYAN,
    OFFICE,
    PRESS,
    REGISTRATION,
    WHITE,
    artwork,
    page,
    rectangle,
    words,
)
from tests.values import replace

TARGET = "https://example.org/pledge"
PLUM = Colour("plum", (75, 85, 0, 70), "#2F1B42")


def piece(side: str, ink: Colour = BLACK) -> Artwork:
    """A page with a bleeding ground, some words, a crop mark and a QR code."""
    symbol = code(TARGET, Cache())
    module = 30 / symbol.with_quiet_zone
    start = 4 * module
    drawn = Shape(symbol.path(60 + start, 20 + start, module), BLACK, kind="code")
    return artwork(
        page(
            Group((rectangle(-3, -3, 106, 66, CYAN), rectangle(60, 20, 30, 30, WHITE))),
            Group((drawn,), static=True),
            Group((words("Words that stay the same", colour=ink),)),
            Group((words(side, y=50),)),
            Group((words("example.org/pledge", y=40),)),
            Shape((("M", -10.0, 0.0), ("L", -5.0, 0.0)), stroke=REGISTRATION, weight=0.09),
            bleed=3,
            slug=12,
        )
    )


def checked(piece: Artwork, edition: Edition) -> Report:
    sides: tuple[Page, ...] = piece.pages
    promised = Expected(
        tuple((side.width, side.height) for side in sides),
        3 if edition.bleed else 0,
        (ExpectedCode(0, 60, 20, 30, TARGET, "example.org/pledge", 0.7),),
    )
    data = write(piece, edition, COATED if edition.condition else None, cache=Cache())
    return check(data, edition.profile, promised)


@pytest.mark.parametrize("edition", [PRESS, OFFICE], ids=["press", "office"])
def test_a_written_piece_passes(edition: Edition) -> None:
    piece_ = piece("One side")
    if edition is OFFICE:  # its marks would lie outside the sheet
        piece_ = replace(piece_, pages=(replace(piece_.pages[0], bleed=0, slug=0),))
    report = checked(piece_, edition)
    assert report.problems == ()
    assert [reading.text for reading in report.codes] == [TARGET]
    assert report.pages[0].size == pytest.approx((100, 60), abs=0.01)
    assert {font.kind for font in report.fonts} <= {"Type0", "TrueType", "Type3"}


def test_a_press_piece_has_the_plates_of_its_inks() -> None:
    assert checked(piece("One"), PRESS).plates == ("Cyan", "Black")
    assert checked(piece("One", PLUM), PRESS).plates == ("Cyan", "Magenta", "Black")


def test_text_over_the_code_fails_the_one_variant_that_has_it() -> None:
    """Variants of one piece, as in a batch: only what one of them changes may fail it."""
    clean, long = piece("Short"), piece("Words so long that they run on and on into the code")
    long_line = replace(long.pages[0].marks[3].marks[0], y=22.0)  # type: ignore[union-attr]
    marks = list(long.pages[0].marks)
    marks[3] = Group((long_line,))
    spoiled = replace(long, pages=(replace(long.pages[0], marks=tuple(marks)),))
    assert checked(clean, PRESS).passed
    assert not checked(spoiled, PRESS).passed
    assert checked(clean, PRESS).passed
    assert checked(piece("Another"), PRESS).passed
