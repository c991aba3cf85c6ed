"""Finished pieces look as they did; `python -m tests.goldens` takes the pictures anew."""

from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

from tests.goldens import proofs


@pytest.mark.parametrize("name", proofs.names())
def test_it_looks_as_it_did(name: str) -> None:
    piece, _, number = name.rpartition("-")
    found, wanted = proofs.taken(piece)[int(number)], proofs.expected(name)
    assert proofs.alike(wanted, found), proofs.complaint(name, wanted, found)


@pytest.mark.parametrize("piece", sorted(proofs.pieces()))
def test_every_piece_has_its_pictures(piece: str) -> None:
    kept = [name for name in proofs.names() if name.rpartition("-")[0] == piece]
    assert kept == [f"{piece}-{number}" for number in proofs.taken(piece)]


@pytest.mark.parametrize(
    "name", ["leaflet-dl-6pp-a4-roll-fold-dl--office-2", "flyer-a5-a5--office-1"]
)
def test_the_comparison_sees_what_a_reader_would(name: str) -> None:
    """Type moved by a pixel, a colour a little off, a few letters lost: none is alike."""
    picture = proofs.expected(name)
    assert proofs.alike(picture, picture)
    assert not proofs.alike(picture, ImageChops.offset(picture, 1, 0))
    assert not proofs.alike(
        picture, Image.blend(picture, Image.new("RGB", picture.size, "red"), 0.02)
    )
    assert not proofs.alike(picture, picture.resize((picture.width + 1, picture.height)))
    assert not proofs.alike(picture, without_letters(picture))


def without_letters(picture: Image.Image) -> Image.Image:
    """The picture with the busiest square of 12 pixels painted over."""
    squares = [
        (left, top, left + 12, top + 12)
        for top in range(0, picture.height - 12, 6)
        for left in range(0, picture.width - 12, 6)
    ]
    gray = picture.convert("L")
    busiest = max(squares, key=lambda square: ImageStat.Stat(gray.crop(square)).stddev[0])
    lost = picture.copy()
    lost.paste(picture.getpixel(busiest[:2]), busiest)
    return lost


def test_a_failure_says_where_to_look(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proofs.tempfile, "mkdtemp", lambda prefix: str(tmp_path))
    white, black = (Image.new("RGB", (30, 20), colour) for colour in ("white", "black"))
    message = proofs.complaint("a", white, black)
    assert "a differs by 255.00" in message
    assert str(tmp_path / "a.png") in message
    with Image.open(tmp_path / "a.png") as sheet:
        assert sheet.size == (110, 20)
        assert [sheet.getpixel((x, 5)) for x in (5, 45, 85)] == [(255,) * 3, (0,) * 3, (0,) * 3]
