"""Boxes, and marks at the millimetre they were given."""

import io
from pathlib import Path

import pypdf
import pypdfium2
import pytest

from generator.cache import Cache
from generator.page import Group, Shape
from generator.pdf import write
from generator.problems import Refused
from tests.outside_programs import run
from tests.pdf.artwork import BLACK, COATED, OFFICE, PRESS, artwork, page, rectangle, words

MM = 72 / 25.4


def boxes(data: bytes, folder: Path) -> dict[str, list[float]]:
    """The page's boxes as Poppler reads them, in mm."""
    (folder / "a.pdf").write_bytes(data)
    lines = run("pdfinfo", "-box", folder / "a.pdf").splitlines()
    return {
        line.split(":")[0]: [float(number) / MM for number in line.split()[1:]]
        for line in lines
        if "Box:" in line
    }


def test_a_press_sheet_holds_trim_in_bleed_in_media(tmp_path: Path) -> None:
    data = write(artwork(page(words("a"), bleed=3, slug=9)), PRESS, COATED, cache=Cache())
    found = boxes(data, tmp_path)
    assert found["MediaBox"] == pytest.approx([0, 0, 124, 84], abs=0.01)
    assert found["BleedBox"] == pytest.approx([9, 9, 115, 75], abs=0.01)
    assert found["TrimBox"] == pytest.approx([12, 12, 112, 72], abs=0.01)
    side = pypdf.PdfReader(io.BytesIO(data)).pages[0]
    assert not {"/CropBox", "/ArtBox", "/Trans", "/Group"} & set(side)


def test_an_office_sheet_ends_at_the_trim(tmp_path: Path) -> None:
    data = write(artwork(page(words("a"), bleed=3, slug=9)), OFFICE, cache=Cache())
    found = boxes(data, tmp_path)
    assert found["MediaBox"] == found["TrimBox"] == pytest.approx([0, 0, 100, 60], abs=0.01)
    assert "/BleedBox" not in pypdf.PdfReader(io.BytesIO(data)).pages[0]


@pytest.mark.parametrize(("edition", "edge"), [(PRESS, 12), (OFFICE, 0)])
def test_a_shape_lands_on_its_pixels(edition: object, edge: int) -> None:
    data = write(
        artwork(page(rectangle(20, 10, 30, 5), bleed=3, slug=9)),
        edition,
        COATED if edition is PRESS else None,
        cache=Cache(),
    )
    with pypdfium2.PdfDocument(data) as document:
        picture = document[0].render(scale=10 / MM).to_pil().convert("L")
    dark = picture.point(lambda level: 255 if level < 200 else 0).getbbox()
    wanted = [10 * (edge + side) for side in (20, 10, 50, 15)]
    assert dark == pytest.approx(wanted, abs=1)


def test_strokes_and_dashes_have_their_length(tmp_path: Path) -> None:
    rule = Shape((("M", 10, 20), ("L", 90, 20)), stroke=BLACK, weight=2, dash=(5, 3))
    with pypdfium2.PdfDocument(write(artwork(page(rule)), OFFICE, cache=Cache())) as document:
        picture = document[0].render(scale=10 / MM).to_pil().convert("L")
    assert picture.getpixel((500, 200)) < 50 or picture.getpixel((520, 200)) < 50
    line = [picture.getpixel((x, 200)) < 128 for x in range(1000)]
    assert line.count(True) == pytest.approx(500, abs=15)
    column = [picture.getpixel((120, y)) < 128 for y in range(600)]
    assert column.count(True) == pytest.approx(20, abs=2)


def test_a_curve_bulges_where_its_control_points_pull() -> None:
    path = (("M", 20, 40), ("C", 20, 10, 60, 10, 60, 40), ("Z",))
    with pypdfium2.PdfDocument(
        write(artwork(page(Shape(path, BLACK))), OFFICE, cache=Cache())
    ) as document:
        picture = document[0].render(scale=10 / MM).to_pil().convert("L")
    dark = picture.point(lambda level: 255 if level < 128 else 0).getbbox()
    assert dark == pytest.approx([200, 175, 600, 400], abs=2)


def test_a_stroke_without_weight_is_refused() -> None:
    rule = Shape((("M", 10, 20), ("L", 90, 20)), stroke=BLACK, kind="rule")
    with pytest.raises(Refused) as refused:
        write(artwork(page(Group((rule,)))), OFFICE, cache=Cache())
    assert [problem.rule for problem in refused.value.problems] == ["hairline"]


def test_static_drawing_inside_a_group_is_drawn_in_place() -> None:
    code = Group((rectangle(20, 10, 30, 5),), static=True)
    data = write(artwork(page(Group((words("a", 80, 50), code)))), OFFICE, cache=Cache())
    with pypdfium2.PdfDocument(data) as document:
        picture = document[0].render(scale=10 / MM).to_pil().convert("L")
    dark = picture.crop((0, 0, 700, 600)).point(lambda level: 255 if level < 128 else 0).getbbox()
    assert dark == pytest.approx([200, 100, 500, 150], abs=1)
    side = pypdf.PdfReader(io.BytesIO(data)).pages[0]
    assert len(side["/Resources"]["/XObject"]) == 1
