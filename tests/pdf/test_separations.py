"""Plates: which ink goes where, checked by Ghostscript's separations."""

import hashlib
import io
import re
from pathlib import Path

import pypdf
import pytest
from PIL import Image

from generator.cache import Cache
from generator.colour import Colour
from generator.page import Group
from generator.page import Image as Placed
from generator.pdf import write
from generator.problems import Refused
from tests.outside_programs import run
from tests.pdf.artwork import (
    BLACK,
    BOLD,
    COATED,
    CYAN,
    GRAY,
    MAGENTA,
    NAVY,
    OFFICE,
    ORANGE,
    PRESS,
    REGISTRATION,
    WHITE,
    artwork,
    page,
    rectangle,
    words,
)
from tests.pdf.plates import ink, plates
from tests.values import replace


def test_solid_black_overprints_and_everything_else_knocks_out(tmp_path: Path) -> None:
    piece = artwork(
        page(
            rectangle(0, 0, 100, 60, CYAN),
            rectangle(10, 10, 10, 10, BLACK),
            rectangle(30, 10, 10, 10, WHITE),
            rectangle(50, 10, 10, 10, GRAY),
            Group((Group((rectangle(70, 10, 10, 10, BLACK),), static=True),)),
            rectangle(30, 30, 10, 10, WHITE),
        )
    )
    found = plates(piece, tmp_path)
    assert ink(found["Cyan"], 15, 15) == ink(found["Cyan"], 5, 15) == 100
    assert ink(found["Cyan"], 75, 15) == 100
    assert [round(ink(found["Black"], x, 15)) for x in (15, 35, 55, 75)] == [100, 0, 50, 100]
    assert [ink(found["Cyan"], x, 15) for x in (35, 55)] == [0, 0]
    assert ink(found["Cyan"], 35, 35) == 0


def test_black_text_leaves_the_ground_under_it_whole(tmp_path: Path) -> None:
    piece = artwork(
        page(rectangle(0, 0, 100, 60, CYAN), words("HHH", 10, 40, size=60), words("a", 80, 10))
    )
    found = plates(piece, tmp_path)
    assert found["Cyan"].getextrema() == (0, 0)
    assert found["Black"].getextrema() == (0, 255)
    assert found["Magenta"].getextrema() == found["Yellow"].getextrema() == (255, 255)


def test_overprinting_ends_with_the_mark_it_is_for(tmp_path: Path) -> None:
    """What follows black text knocks out, whatever it is and whichever stream it is in."""
    picture = tmp_path / "gray.png"
    Image.new("L", (60, 60), 128).save(picture)
    logo = tmp_path / "logo.svg"
    logo.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><rect width="10" height="10" '
        'fill="#808080"/></svg>'
    )
    black = words("H", 2, 55)

    def placed(file: Path, x: float) -> Placed:
        digest = hashlib.sha256(file.read_bytes()).hexdigest()
        return Placed(str(file), digest, x, 10, 10, 10, "a logo")

    followed = (
        black,
        rectangle(5, 10, 10, 10, MAGENTA),
        black,
        placed(picture, 20),
        black,
        placed(logo, 35),
        black,
        Group((rectangle(50, 10, 10, 10, GRAY),), static=True),
        Group((black, rectangle(65, 10, 10, 10, ORANGE))),
        Group((black,)),
        Group((rectangle(80, 10, 10, 10, MAGENTA.tinted(50)),)),
    )
    piece = artwork(page(rectangle(0, 0, 100, 60, CYAN), *followed))
    found = plates(piece, tmp_path)
    assert [ink(found["Cyan"], x, 15) for x in (10, 25, 40, 55, 70, 85)] == [0] * 6
    assert ink(found["Cyan"], 2, 15) == 100


def test_a_stroke_of_black_overprints_where_its_fill_knocks_out(tmp_path: Path) -> None:
    box = replace(rectangle(20, 10, 30, 20, MAGENTA), stroke=BLACK, weight=4)
    found = plates(artwork(page(rectangle(0, 0, 100, 60, CYAN), box)), tmp_path)
    assert (ink(found["Cyan"], 35, 20), ink(found["Magenta"], 35, 20)) == (0, 100)
    assert (ink(found["Black"], 19, 20), ink(found["Cyan"], 19, 20)) == (100, 100)


def test_white_with_a_black_line_is_painted_in_two_steps() -> None:
    """Painted at once, a white ground would overprint with its line (ISO 32000-1, 11.7.4.4)."""
    white = replace(rectangle(10, 10, 20, 20, WHITE), stroke=BLACK, weight=0.5)
    cyan = replace(rectangle(40, 10, 20, 20, CYAN), stroke=MAGENTA, weight=0.5)
    data = write(artwork(page(white, cyan)), PRESS, intent=COATED, cache=Cache())
    stream = pypdf.PdfReader(io.BytesIO(data)).pages[0].get_contents()
    assert stream is not None
    painted = re.findall(rb"/(\w+) gs|\b(f|S|B)\n", stream.get_data() + b"\n")
    said = b" ".join(state or paint for state, paint in painted)
    assert re.search(rb"(\w+) f (?!\1)\w+ S \1 B", said), said


def test_white_never_overprints(tmp_path: Path) -> None:
    piece = artwork(
        page(
            rectangle(0, 0, 100, 60, CYAN), words("H", 2, 55), words("HHH", 10, 40, BOLD, 80, WHITE)
        )
    )
    found = plates(piece, tmp_path)
    assert found["Cyan"].crop((40, 60, 360, 160)).getextrema() == (0, 255)


def test_without_overprinting_black_text_knocks_out(tmp_path: Path) -> None:
    edition = PRESS.model_copy(update={"overprint_black": False})
    piece = artwork(page(rectangle(0, 0, 100, 60, CYAN), rectangle(10, 10, 10, 10)))
    found = plates(piece, tmp_path, edition)
    assert ink(found["Cyan"], 15, 15) == 0
    assert ink(found["Cyan"], 5, 5) == 100


def test_registration_marks_are_on_every_plate(tmp_path: Path) -> None:
    piece = artwork(
        page(rectangle(40, 10, 10, 10, ORANGE), rectangle(10, 10, 10, 10, REGISTRATION))
    )
    found = plates(piece, tmp_path)
    assert set(found) == {"Cyan", "Magenta", "Yellow", "Black", "PANTONE 151 C"}
    assert [ink(plate, 15, 15) for plate in found.values()] == [100] * 5
    assert {name: ink(plate, 45, 15) for name, plate in found.items()} == {
        "Cyan": 0,
        "Magenta": 0,
        "Yellow": 0,
        "Black": 0,
        "PANTONE 151 C": 100,
    }


def test_a_page_of_black_text_stays_black_in_the_office(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(
        write(artwork(page(words("Black"), rectangle(50, 10, 10, 10, GRAY))), OFFICE, cache=Cache())
    )
    out = run("gs", "-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=inkcov", "-o", "-", tmp_path / "a.pdf")
    cyan, magenta, yellow, black = map(float, out.split()[:4])
    assert cyan == magenta == yellow == 0
    assert black > 0


def operators(data: bytes) -> set[str]:
    """Every operator in the pages and forms of a file."""
    reader = pypdf.PdfReader(io.BytesIO(data))
    contents = b"\n".join(side.get_contents().get_data() for side in reader.pages)
    for item in reader.pages[0]["/Resources"].get("/XObject", {}).values():
        contents += b"\n" + item.get_object().get_data()
    words_of = re.sub(rb"<[^>]*>", b" ", contents).decode().split()
    return {word for word in words_of if re.fullmatch(r"[A-Za-z]+\*?", word)}


def test_no_rgb_enters_a_press_file() -> None:
    piece = artwork(
        page(words("a", colour=NAVY), Group((Group((rectangle(1, 1, 2, 2, GRAY),), static=True),)))
    )
    press = write(piece, PRESS, COATED, cache=Cache())
    assert {"k"} <= operators(press)
    assert not {"rg", "RG", "g", "G", "sc", "SC"} & operators(press)
    assert b"DeviceRGB" not in press
    office = operators(write(piece, OFFICE, cache=Cache()))
    assert {"rg", "g"} <= office
    assert not {"k", "K"} & office


@pytest.mark.parametrize(
    "colour",
    [
        replace(CYAN, cmyk=()),
        replace(CYAN, cmyk=(100, 0, 0, float("nan"))),
        replace(CYAN, cmyk=(255, 0, 0, 0)),
    ],
)
def test_a_colour_without_a_build_is_refused(colour: Colour) -> None:
    with pytest.raises(Refused, match='"cyan" has no build'):
        write(artwork(page(rectangle(0, 0, 1, 1, colour))), PRESS, COATED, cache=Cache())


def test_every_colour_that_cannot_be_written_is_reported() -> None:
    bad = [replace(CYAN, name=name, srgb="blue") for name in ("one", "two")]
    with pytest.raises(Refused) as refused:
        write(
            artwork(page(rectangle(0, 0, 1, 1, bad[0])), page(Group((words("a", colour=bad[1]),)))),
            OFFICE,
            cache=Cache(),
        )
    assert [problem.message.split('"')[1] for problem in refused.value.problems] == ["one", "two"]
