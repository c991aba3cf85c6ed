"""Font files: opened when first asked, once for each `FontFile`, and anew in another process."""

import pickle
from pathlib import Path

import pytest

from generator.fonts import FontFace, FontFile

PATH = Path(__file__).parents[2] / "fonts/PublicSans/PublicSans-Regular.ttf"
FONT = FontFile("Public Sans", 400, str(PATH))


def test_a_font_is_opened_when_it_is_first_asked_for(tmp_path: Path) -> None:
    font = FontFile("Late", 400, str(tmp_path / "late.ttf"))
    (tmp_path / "late.ttf").write_bytes(PATH.read_bytes())
    assert font.name == "PublicSans-Regular"
    assert font.face is font.face


def test_an_opened_font_does_not_cross_to_another_process() -> None:
    assert FONT.face.data
    packed = pickle.dumps(FONT)
    assert len(packed) < 500
    assert pickle.loads(packed) == FONT


def test_two_names_of_one_file_are_equal_whether_opened_or_not() -> None:
    other = FontFile(FONT.family, FONT.weight, FONT.path)
    assert FONT.face.data
    assert (other, hash(other)) == (FONT, hash(FONT))


def test_metrics_are_in_font_units() -> None:
    face = FONT.face
    assert face.units_per_em == FONT.units_per_em == 2000
    assert 0 < face.cap_height < face.ascent
    assert face.descent > 0
    assert face.advance(face.glyph(ord("m"))) > face.advance(face.glyph(ord("i"))) > 0
    assert face.glyph(0x4E00) == 0


@pytest.mark.parametrize("kept", [12, 60, 5_000])
def test_a_font_that_is_cut_short_is_not_whole(kept: int, tmp_path: Path) -> None:
    cut = tmp_path / "cut.ttf"
    cut.write_bytes(PATH.read_bytes()[:kept])
    assert FontFace(str(PATH)).is_whole
    assert not FontFace(str(cut)).is_whole


def test_a_glyph_is_drawn_inside_its_ink() -> None:
    face = FONT.face
    glyph = face.glyph(ord("g"))
    left, bottom, right, top = face.inks[glyph]
    path = face.glyph_path(glyph)
    numbers = [values for _, *values in path]
    assert path[0][0] == "M"
    assert path[-1] == ("Z",)
    assert {kind for kind, *_ in path} <= {"M", "L", "C", "Z"}
    xs = [x for values in numbers for x in values[::2]]
    ys = [y for values in numbers for y in values[1::2]]
    assert min(xs) >= left - 1
    assert max(xs) <= right + 1
    assert min(ys) >= bottom - 1
    assert max(ys) <= top + 1
