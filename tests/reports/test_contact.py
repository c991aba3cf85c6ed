"""Contact sheets: pages as they are, each under its name; what stopped a piece stands in the place
of its pages, inside its cell."""

from io import BytesIO

import pytest
from PIL import Image, ImageChops

from generator.cache import Cache
from generator.problems import Problem, error
from generator.reports import page_images
from generator.reports.contact import ContactEntry, contact_sheet
from generator.reports.report_layouts import report_pages, words
from generator.typeset.safety import runs
from generator.units import mm, pt

GREY = (238, 238, 236)
LINE = (190, 190, 186)


def page(width: int, height: int) -> Image.Image:
    return Image.effect_noise((width, height), 90).convert("RGB")


def png(picture: Image.Image) -> bytes:
    file = BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


def made(*entries: ContactEntry) -> Image.Image:
    return Image.open(BytesIO(contact_sheet("leaflet", entries, Cache())))


def sheet(*errors: Problem) -> Image.Image:
    return made(ContactEntry("English (en-GB)", "1 error", [], errors))


def colours(picture: Image.Image, *box: int) -> set[object]:
    return {colour for _, colour in picture.crop(box).getcolors(1 << 24) or ()}


def test_pages_stand_as_they_are_with_a_line_round_them() -> None:
    pages = [page(360, 254), page(120, 200)]
    picture = made(ContactEntry("English", "fits", [png(each) for each in pages], []))
    assert picture.size == (28 + 360 + 8 + 120 + 28, 82 + 52 + 254 + 28)
    for left, each in zip((28, 396), pages, strict=True):
        right, bottom = left + each.width, 134 + each.height
        there = picture.crop((left, 134, right, bottom))
        assert ImageChops.difference(there, each).getbbox() is None
        for x, y in ((left - 1, 133), (right, 133), (left - 1, bottom), (right, bottom)):
            assert picture.getpixel((x, y)) == LINE
    assert colours(picture, 0, 389, 536, picture.height) == {GREY}


def test_a_page_is_made_small_and_keeps_its_proportions() -> None:
    picture = made(ContactEntry("English", "fits", [png(page(400, 1000))], []))
    assert picture.size == (28 + 144 + 28, 82 + 52 + 360 + 28)


def test_names_are_set_in_their_own_scripts() -> None:
    name = "ગુજરાતી اردو 中文 English \ue000"
    blocks = words("name", name), words("verdict", "fits")
    (label,) = report_pages("contact-label", "label", blocks, Cache(), (mm(800), mm(100)))
    fonts = {run.text.strip(): run.font.family for run in runs(label.marks)}
    assert fonts["ગુજરાતી"] == "Noto Sans Gujarati"
    assert fonts["اردو"[::-1]] == "Noto Sans Arabic"  # glyphs stand from the left
    assert fonts["中文"] == "Noto Sans SC"
    assert fonts["English U+E000"] == "Public Sans"


@pytest.mark.parametrize("width", range(230, 260))
def test_a_name_wider_than_its_cell_is_set_smaller_on_one_line(width: int) -> None:
    blocks = words("name", "Chinese (simplified) (zh-Hans)"), words("verdict", "fits")
    size = mm(width + 16), mm(100)  # with a margin
    (label,) = report_pages("contact-label", "label", blocks, Cache(), size)
    name, _ = runs(label.marks)
    assert width - 1 < pt(name.width) <= width


def test_a_name_far_wider_than_its_cell_takes_more_lines_inside_it() -> None:
    entry = ContactEntry("Pseudo-localised and mirrored " * 3, "fits", [png(page(360, 254))], [])
    picture = made(*[entry] * 6)
    assert picture.height > 82 + 2 * (52 + 254 + 28)
    assert colours(picture, 28 + 360 + 1, 80, 28 + 360 + 27, picture.height) == {GREY}


@pytest.mark.parametrize("name", ["\ud800", "أ", "\u06dd \u0604", "j\u0338", "\u202e\u2066"])
def test_whatever_stands_in_a_name_is_no_reason_to_stop(name: str) -> None:
    made(ContactEntry(name + " (x)", "fits", [png(page(360, 254))], []))
    sheet(error("no-file", name))


def test_lines_of_an_error_end_inside_its_cell() -> None:
    """Also those of a path, which may end after a slash."""
    picture = sheet(error("no-file", "there is no file " + "folder/" * 40))
    width = picture.width - 28
    assert colours(picture, width + 2, 130, picture.width, picture.height) == {GREY}
    assert len(colours(picture, 36, 140, width - 4, 200)) > 2


def test_a_cell_does_not_grow_with_its_errors() -> None:
    short = sheet(error("no-file", "a " * 300))
    assert sheet(error("no-file", "a " * 3000)).size == short.size
    assert sheet(*[error("no-file", "there is none")] * 80).size == short.size


@pytest.mark.parametrize("size", [(1000, 20), (20, 1000)])
def test_a_cell_of_narrow_pages_has_room_for_an_error(size: tuple[int, int]) -> None:
    strip = ContactEntry("English", "fits", [png(page(*size))], [])
    for said in ("there is no file", "ગુજરાતી " * 9, "W" * 99):
        made(strip, ContactEntry("Welsh", "1 error", [], [error("no-file", said)]))


def test_errors_are_cut_where_there_is_no_more_room() -> None:
    """With everything above the cut as it is where all of it has room."""
    some = [error("no-file", f"there is no file {number}") for number in range(8)]
    whole, cut = sheet(*some), sheet(*some, *[error("more", "a " * 3000)])
    box = 30, 137, 386, 137 + 14 * 21
    assert whole.crop(box).tobytes() == cut.crop(box).tobytes()
    last = 30, box[3], 386, box[3] + 24
    assert whole.crop(last).tobytes() != cut.crop(last).tobytes()
    assert colours(cut, 30, last[3], 386, 490) == {(255, 255, 255)}


def test_a_sheet_of_more_pixels_than_are_drawn_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    entry = ContactEntry("English", "fits", [png(page(360, 254))], [])
    whole = contact_sheet("leaflet", [entry] * 4, Cache())
    monkeypatch.setattr(page_images, "DRAWN_AT_ONCE", 100_000)
    assert contact_sheet("leaflet", [entry] * 4, Cache()) == whole
