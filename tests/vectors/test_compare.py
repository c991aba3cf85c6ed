"""The guarantee for drawings in SVG: what was read is what others draw, or it is refused."""

import io
import re
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from PIL import Image

from generator.pdfobjects.values import product
from generator.vectors import Unusable, read_vector
from generator.vectors.compare import difference
from generator.vectors.model import PaintedPath, Vector
from generator.vectors.svg import SvgDrawing, read_svg
from tools.compare_drawings import FILE, drawings, written

LOGOS = sorted((Path(__file__).parent / "logos").glob("*.svg"))
SYMBOLS = drawings()


@pytest.mark.parametrize("file", LOGOS, ids=lambda file: file.stem)
def test_good_drawings_are_not_refused(file: Path) -> None:
    data = file.read_bytes()
    assert difference(data, read_svg(data)) is None


def test_what_ships_was_compared() -> None:
    """And is known by its bytes: run python -m tools.compare_drawings where this fails."""
    assert FILE.read_text(encoding="utf-8") == written()


def test_a_drawing_that_nobody_compared_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[bytes] = []
    monkeypatch.setattr(
        "generator.vectors.compare.difference", lambda data, read: compared.append(data)
    )
    for file in (SYMBOLS[0], LOGOS[0]):
        assert read_vector(str(file)).marks
    assert compared == [LOGOS[0].read_bytes()]


def _gone(mark: PaintedPath, side: float) -> tuple[PaintedPath, ...]:
    return ()


def _moved(mark: PaintedPath, side: float) -> tuple[PaintedPath, ...]:
    return (mark._replace(matrix=product(mark.matrix, (1, 0, 0, 1, side / 20, 0))),)


def _turned(mark: PaintedPath, side: float) -> tuple[PaintedPath, ...]:
    return (mark._replace(matrix=product((-1, 0, 0, -1, 0, 0), mark.matrix)),)


def _larger(mark: PaintedPath, side: float) -> tuple[PaintedPath, ...]:
    return (mark._replace(matrix=product((1.3, 0, 0, 1.3, 0, 0), mark.matrix)),)


def _unpainted(mark: PaintedPath, side: float) -> tuple[PaintedPath, ...]:
    return (mark._replace(fill=None) if mark.fill else mark._replace(stroke=None),)


def _with(read: SvgDrawing, marks: Iterable[PaintedPath]) -> SvgDrawing:
    return read._replace(vector=read.vector._replace(marks=tuple(marks)))


@pytest.mark.parametrize("alter", [_gone, _moved, _turned, _larger, _unpainted])
@pytest.mark.parametrize("file", LOGOS, ids=lambda file: file.stem)
def test_a_logo_of_which_one_path_is_read_wrongly_is_refused(
    file: Path, alter: Callable[[PaintedPath, float], tuple[PaintedPath, ...]]
) -> None:
    data = file.read_bytes()
    read = read_svg(data)
    first, *others = read.vector.marks
    side = max(read.vector.width, read.vector.height)
    found = difference(data, _with(read, (*alter(first, side), *others)))
    assert found is not None
    assert found.percent > 1


@pytest.mark.parametrize(
    ("drawn", "misread"),
    [
        ('<path fill-rule="evenodd" d="M0 0h90v50h-90zM20 10h50v30h-50z"/>', {"evenodd": False}),
        ('<clipPath id="c"><circle r="20"/></clipPath><rect clip-path="url(#c)" width="50" '
         'height="50"/>', {"clips": ()}),
        ('<path d="M10 10h60v30" stroke="#00f" stroke-width="8" fill="none"/>', {"stroke": None}),
        ('<rect width="50" height="50" fill="#123456"/>', {"fill": None}),
    ],
)  # fmt: skip
def test_each_part_of_a_mark_is_compared(drawn: str, misread: dict[str, object]) -> None:
    space = 'xmlns="http://www.w3.org/2000/svg"'
    data = f'<svg {space} viewBox="0 0 100 50"><rect width="9" height="9"/>{drawn}</svg>'.encode()
    read = read_svg(data)
    assert difference(data, read) is None
    first, second = read.vector.marks
    wrong = _with(read, (first, second._replace(**misread)))  # type: ignore[arg-type]
    assert difference(data, wrong) is not None


def test_the_picture_shows_both_and_where_they_differ() -> None:
    data = LOGOS[0].read_bytes()
    read = read_svg(data)
    found = difference(data, _with(read, read.vector.marks[:1]))
    assert found
    picture = Image.open(io.BytesIO(found.picture))
    assert (220, 0, 0) in {colour for _, colour in picture.getcolors(1 << 20) or []}


def test_a_logo_read_wrongly_is_refused_with_a_figure_and_a_picture(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr(
        "generator.vectors.model.Marks.drawing",
        lambda marks, width, height: Vector(width, height, tuple(marks.found[1:])),
    )
    for _ in range(2):
        with pytest.raises(Unusable, match=r"not read here as other .*: \d+\.\d %") as unusable:
            read_vector(str(LOGOS[0]))
    named = re.search(r"(\S+\.png) shows", unusable.value.hint)
    assert named
    with Image.open(named[1]) as picture:
        assert picture.format == "PNG"
    assert [str(file) for file in tmp_path.iterdir()] == [named[1]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1", "windows-1252"])
def test_a_drawing_is_compared_in_the_encoding_it_declares(encoding: str) -> None:
    text = (
        f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig")}"?><svg '
        'xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><g id="café"><rect width="9" '
        'height="9"/></g></svg>'
    )
    data = text.encode(encoding)
    assert difference(data, read_svg(data)) is None
