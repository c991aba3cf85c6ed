"""Spot inks: a plate each, by its own name, whatever that is, and tints of it."""

import io
from pathlib import Path

import pypdf
import pytest

from generator.cache import Cache
from generator.colour import Colour
from generator.page import Group
from generator.pdf import write
from generator.problems import Refused
from tests.outside_programs import run
from tests.pdf.artwork import (
    BLACK,
    COATED,
    CYAN,
    OFFICE,
    ORANGE,
    PRESS,
    X1A,
    artwork,
    page,
    rectangle,
    words,
)
from tests.pdf.plates import ink, plates
from tests.values import replace

LAB = Colour("violet", (), "#4B2A85", "PANTONE 267 C", lab=(26, 34, -48))


@pytest.mark.parametrize("edition", [PRESS, X1A], ids=["x4", "x1a"])
def test_tints_of_a_spot_ink_are_on_its_plate_alone(tmp_path: Path, edition: object) -> None:
    piece = artwork(
        page(
            rectangle(10, 10, 10, 10, ORANGE),
            rectangle(30, 10, 10, 10, ORANGE.tinted(40)),
            Group((rectangle(50, 10, 10, 10, ORANGE.tinted(40).tinted(50)),), static=True),
            words("HHH", 10, 50, size=60, colour=ORANGE),
        )
    )
    found = plates(piece, tmp_path, edition)
    assert set(found) == {"Cyan", "Magenta", "Yellow", "Black", "PANTONE 151 C"}
    spot = found.pop("PANTONE 151 C")
    assert [round(ink(spot, x, 15)) for x in (15, 35, 55)] == [100, 40, 20]
    assert spot.crop((40, 140, 200, 200)).getextrema() == (0, 255)
    assert all(plate.getextrema() == (255, 255) for plate in found.values())


def test_a_spot_ink_knocks_out_and_black_overprints_it(tmp_path: Path) -> None:
    piece = artwork(
        page(
            rectangle(0, 0, 100, 60, CYAN),
            rectangle(10, 10, 60, 20, ORANGE),
            rectangle(20, 15, 10, 10, BLACK),
            rectangle(40, 15, 10, 10, CYAN),
        )
    )
    found = plates(piece, tmp_path)
    assert [ink(found["Cyan"], x, 20) for x in (5, 15, 25, 45)] == [100, 0, 0, 100]
    assert [ink(found["PANTONE 151 C"], x, 20) for x in (5, 15, 25, 45)] == [0, 100, 100, 0]
    assert [ink(found["Black"], x, 20) for x in (15, 25)] == [0, 100]


@pytest.mark.parametrize("name", ["Reflex Blue (2024) #1/2", "Grün", "ગુલાબી", "50% [gold] {x}"])
def test_any_name_reaches_the_plate(tmp_path: Path, name: str) -> None:
    data = write(
        artwork(page(rectangle(0, 0, 9, 9, replace(ORANGE, spot=name)))),
        PRESS,
        COATED,
        cache=Cache(),
    )
    (space,) = pypdf.PdfReader(io.BytesIO(data)).pages[0]["/Resources"]["/ColorSpace"].values()
    assert str(space[1]) == f"/{name}"
    (tmp_path / "a.pdf").write_bytes(data)
    run("qpdf", "--check", tmp_path / "a.pdf")
    found = plates(artwork(page(rectangle(0, 0, 9, 9, replace(ORANGE, spot=name)))), tmp_path)
    (own,) = set(found) - {"Cyan", "Magenta", "Yellow", "Black"}
    assert ink(found[own], 4, 4) == 100


def test_an_ink_known_by_its_lab_has_its_plate(tmp_path: Path) -> None:
    piece = artwork(page(rectangle(10, 10, 10, 10, LAB), rectangle(30, 10, 10, 10, LAB.tinted(30))))
    found = plates(piece, tmp_path)
    assert [round(ink(found["PANTONE 267 C"], x, 15)) for x in (15, 35)] == [100, 30]
    (space,) = pypdf.PdfReader(tmp_path / "a.pdf").pages[0]["/Resources"]["/ColorSpace"].values()
    assert space[2][0] == "/Lab"
    assert list(space[3]["/C1"]) == [26, 34, -48]
    run("qpdf", "--check", tmp_path / "a.pdf")


def test_x_1a_takes_no_lab() -> None:
    piece = artwork(page(Group((Group((rectangle(0, 0, 9, 9, LAB),), static=True),))))
    with pytest.raises(Refused, match='"PANTONE 267 C" is described in Lab'):
        write(piece, X1A, COATED, cache=Cache())


@pytest.mark.parametrize(
    "other",
    [
        replace(ORANGE, cmyk=(0, 50, 100, 0)),
        replace(ORANGE, cmyk=(), lab=(70, 40, 70)),
    ],
)
def test_one_ink_cannot_look_two_ways(other: Colour) -> None:
    piece = artwork(
        page(rectangle(0, 0, 9, 9, ORANGE)),
        page(Group((rectangle(0, 0, 9, 9, other),), static=True)),
    )
    with pytest.raises(Refused, match='"PANTONE 151 C" is described in two ways'):
        write(piece, PRESS, COATED, cache=Cache())


def test_a_tint_of_process_inks_is_less_of_each(tmp_path: Path) -> None:
    build = Colour("moss", (60, 20, 80, 10), "#6E8B3D")
    piece = artwork(page(rectangle(0, 0, 9, 9, build.tinted(50)), rectangle(20, 0, 9, 9, BLACK)))
    found = plates(piece, tmp_path)
    assert [round(ink(plate, 4, 4)) for _, plate in sorted(found.items())] == [5, 30, 10, 40]


def test_a_tint_of_black_knocks_out(tmp_path: Path) -> None:
    half = rectangle(10, 10, 10, 10, BLACK.tinted(50))
    found = plates(artwork(page(rectangle(0, 0, 100, 60, CYAN), half)), tmp_path)
    assert (ink(found["Cyan"], 15, 15), round(ink(found["Black"], 15, 15))) == (0, 50)


def test_on_a_screen_a_tint_is_nearer_to_white() -> None:
    assert ORANGE.tinted(100).rgb == (0xEE, 0x7F, 0x00)
    assert ORANGE.tinted(50).rgb == (246, 191, 128)
    data = write(artwork(page(rectangle(0, 0, 9, 9, LAB.tinted(25)))), OFFICE, cache=Cache())
    assert b"Separation" not in data


@pytest.mark.parametrize("tint", [-1, 101, float("nan")])
@pytest.mark.parametrize("edition", [PRESS, OFFICE], ids=["press", "office"])
def test_a_tint_beyond_the_solid_is_refused(tint: float, edition: object) -> None:
    colour = replace(ORANGE, tint=tint)
    intent = COATED if edition is PRESS else None
    with pytest.raises(Refused, match='the colour "orange" is a tint of'):
        write(artwork(page(rectangle(0, 0, 9, 9, colour))), edition, intent, cache=Cache())
