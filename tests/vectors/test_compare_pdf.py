"""The guarantee for drawings in PDF: what was read is what others draw, or it is refused."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf.generic import RectangleObject

from generator.pdfobjects.values import product
from generator.vectors import Unusable, Vector, read_vector
from generator.vectors.compare import page_difference
from generator.vectors.model import PaintedPath
from generator.vectors.pdf import read_pdf
from tests.vectors.test_pdf import data, pdf

LINEAR = {"/WhitePoint": [0.95, 1, 1.09], "/Gamma": [1, 1, 1]}
DRAWN = {
    "fills": "0 .3 .6 rg 20 10 30 30 re f 0 .2 .9 .1 k 5 5 40 20 re f .5 g 80 5 9 9 re f",
    "even-odd": "1 0 0 rg 0 0 100 50 re 20 10 60 30 re f* 0 0 1 RG 30 20 20 10 re B*",
    "lines": "8 w 1 J 2 j 10 10 m 50 40 l 90 10 l S 2 w [8 3 2] 4 d 5 25 m 95 25 l S",
    "mitres": "8 w 1.2 M 10 10 m 50 40 l 90 10 l S 9 M 0 0 m 99 9 l 0 9 l s",
    "curves": "1 0 0 rg 10 10 m 20 60 70 60 90 10 c 60 20 30 5 v 1 40 10 10 y h f",
    "gone on": "1 0 0 rg 10 10 m 60 10 l 60 40 l h 90 40 90 10 v f",
    "clips": "20 10 60 30 re W n 0 0 99 50 re 40 20 9 9 re W* n 0 1 1 0 k 0 0 99 99 re f",
    "turned": "q .8 .3 -.3 .8 20 2 cm 0 0 50 20 re f Q 10 0 0 -10 0 50 cm 5 w 1 1 m 2 2 l S",
    "hairs": "0 w 0 0 m 99 49 l S .01 w 0 49 m 99 0 l S 9 9 20 20 re f",
    "tiny": ".00001 0 0 .00001 0 0 cm 1 0 0 rg 0 0 5000000 2500000 re f",
}


@pytest.mark.parametrize("name", DRAWN)
def test_good_drawings_are_not_refused(name: str) -> None:
    file = data(pdf(DRAWN[name]))
    assert page_difference(file, read_pdf(file)) is None


def test_forms_and_pages_cut_to_what_shows_are_not_refused() -> None:
    writer = pdf("/F Do 0 1 0 0 k 40 5 50 40 re f", forms={"/F": "1 0 0 rg 0 0 20 20 re f"})
    writer.pages[0].cropbox = RectangleObject((10, 5, 61.3, 44.7))
    file = data(writer)
    assert page_difference(file, read_pdf(file)) is None


def _gone(mark: PaintedPath) -> tuple[PaintedPath, ...]:
    return ()


def _moved(mark: PaintedPath) -> tuple[PaintedPath, ...]:
    return (mark._replace(matrix=product(mark.matrix, (1, 0, 0, 1, 5, 0))),)


def _larger(mark: PaintedPath) -> tuple[PaintedPath, ...]:
    return (mark._replace(matrix=product((1.3, 0, 0, 1.3, 0, 0), mark.matrix)),)


def _unpainted(mark: PaintedPath) -> tuple[PaintedPath, ...]:
    return (mark._replace(fill=None) if mark.fill else mark._replace(stroke=None),)


@pytest.mark.parametrize("alter", [_gone, _moved, _larger, _unpainted])
@pytest.mark.parametrize("name", ["fills", "even-odd", "lines", "curves", "turned"])
def test_a_drawing_of_which_one_path_is_read_wrongly_is_refused(
    name: str, alter: Callable[[PaintedPath], tuple[PaintedPath, ...]]
) -> None:
    file = data(pdf(DRAWN[name]))
    read = read_pdf(file)
    first, *others = read.marks
    found = page_difference(file, read._replace(marks=(*alter(first), *others)))
    assert found is not None
    assert found.percent > 1


@pytest.mark.parametrize(
    ("content", "misread"),
    [
        (DRAWN["even-odd"], {"evenodd": False}),
        (DRAWN["clips"], {"clips": ()}),
        ("0 1 1 0 k 0 0 50 40 re f", {"fill": None}),
        ("9 w 5 5 m 80 40 l S", {"stroke": None}),
    ],
)
def test_each_part_of_a_mark_is_compared(content: str, misread: dict[str, object]) -> None:
    file = data(pdf(f"{content} 0 0 9 9 re f"))
    read = read_pdf(file)
    first, *others = read.marks
    wrong = read._replace(marks=(first._replace(**misread), *others))  # type: ignore[arg-type]
    assert page_difference(file, wrong) is not None


def test_colours_that_look_otherwise_elsewhere_are_refused(tmp_path: Path) -> None:
    """As those of a calibrated space, of which only the numbers are read."""
    file = tmp_path / "crest.pdf"
    spaces: dict[str, dict[str, object]] = {"/ColorSpace": {"/C": ["/CalRGB", LINEAR]}}
    file.write_bytes(data(pdf("/C cs .5 .2 .2 sc 0 0 50 40 re f", spaces)))
    with pytest.raises(Unusable, match="not read here as other programs draw it"):
        read_vector(str(file))


def test_a_page_read_wrongly_is_refused_with_a_figure_and_a_picture(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "crest.pdf"
    file.write_bytes(data(pdf(DRAWN["fills"])))
    assert len(read_vector(str(file)).marks) == 3
    (tmp_path / "pictures").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "pictures"))
    monkeypatch.setattr(
        "generator.vectors.model.Marks.drawing",
        lambda marks, width, height: Vector(width, height, tuple(marks.found[1:])),
    )
    with pytest.raises(Unusable, match=r"not read here as .*: \d+\.\d %") as unusable:
        read_vector(str(file))
    named = re.search(r"(\S+\.png) shows", unusable.value.hint)
    assert named
    assert [str(each) for each in (tmp_path / "pictures").iterdir()] == [named[1]]


def test_a_page_of_another_shape_is_refused() -> None:
    file = data(pdf(DRAWN["fills"]))
    read = read_pdf(file)
    with pytest.raises(Unusable, match="has another shape for other programs: 512 × 256 where"):
        page_difference(file, read._replace(width=60))


def test_a_page_that_nobody_else_reads_is_refused() -> None:
    file = data(pdf(DRAWN["fills"]))
    with pytest.raises(Unusable, match="cannot be read by other programs"):
        page_difference(b"%PDF-1.4 nothing", read_pdf(file))
