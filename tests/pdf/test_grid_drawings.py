"""A code is written in its modules: the same drawing wherever it stands and however large it is."""

import re
from itertools import pairwise

import pytest

from generator.cache import Cache
from generator.page import Group, Path, Shape
from generator.pdf import write
from generator.pdf.grid_drawings import MOST, code_on_grid, on_grid
from generator.pdfobjects.file import decode, open_file
from generator.pdfobjects.values import Stream
from generator.qr import CodeInputs
from generator.units import PT_PER_MM
from tests.pdf.artwork import BLACK, COATED, CYAN, OFFICE, PRESS, artwork, page

TARGET = "https://www.example.org/story"


def path(x: float, y: float, module: float, target: str = TARGET) -> Path:
    return Cache().get(CodeInputs(target)).path(x, y, module)


def drawn(x: float, y: float, module: float, kind: str = "code") -> Group:
    return Group((Shape(path(x, y, module), BLACK, kind=kind),), "code", True)


@pytest.mark.parametrize(
    ("x", "y", "module"), [(0, 0, 1), (12.345, 67.891, 0.811), (3.3, 4.4, 0.2171), (9, 9, 7.77)]
)
def test_each_corner_is_where_it_was(x: float, y: float, module: float) -> None:
    corners = path(x, y, module)
    grid = on_grid(corners, 30, 500)
    assert grid is not None
    a, b, c, d, left, bottom = map(float, grid.place.split())
    assert (a, b, c) == (d, 0, 0)
    points = re.findall(r"(\d+) (\d+) [ml]", grid.path)
    expected = [segment for segment in corners if len(segment) == 3]
    assert len(points) == len(expected) > 100
    for (column, row), (_, across, down) in zip(points, expected, strict=True):
        assert left + int(column) * a == pytest.approx(30 + across * PT_PER_MM, abs=0.001)
        assert bottom + int(row) * d == pytest.approx(500 - down * PT_PER_MM, abs=0.001)
    side = Cache().get(CodeInputs(TARGET)).side
    assert (grid.columns, grid.rows) == (side, side)
    assert grid.path.count("h") == sum(segment[0] == "Z" for segment in corners)


def square(*corners: tuple[float, float]) -> Path:
    first, *others = corners
    return ("M", *first), *(("L", *corner) for corner in others), ("Z",)


@pytest.mark.parametrize(
    "corners",
    [
        (*square((0, 0), (2, 0), (2, 2)), ("C", 0.0, 0.0, 1.0, 1.0, 2.0, 2.0)),
        square((0, 0), (1, 0), (1, 2.5), (0, 2.5)),
        square((0, 0), (1, 0), (2.5, 2), (0, 2)),
        square((0, 0), (9, 0)),
        square((0, 0), (0, 9)),
        square((0, 0), (1, 0), (1, MOST + 1), (0, MOST + 1)),
        square((0, 0), (1, 0), (MOST + 1, 1), (0, 1)),
    ],
)
def test_what_stands_on_no_grid(corners: Path) -> None:
    assert on_grid(corners, 0, 0) is None


def test_only_a_code_alone_is_written_so() -> None:
    code = Shape(path(0, 0, 1), BLACK, kind="code")
    assert code_on_grid([code], 0, 0) is not None
    for others in (
        [],
        [code, code],
        [Shape(code.path, BLACK, kind="field")],
        [Shape(code.path, BLACK, CYAN, 1, kind="code")],
        [Shape(code.path, None, CYAN, 1, kind="code")],
        [Shape((), BLACK, kind="code")],
    ):
        assert code_on_grid(others, 0, 0) is None


def forms(data: bytes) -> list[bytes]:
    """What is drawn in each form of a file."""
    file = open_file(data, cache=Cache(0))
    found = [each.value for each in file.every]
    return [
        decode(file, each)
        for each in found
        if isinstance(each, Stream) and each.dict.get("Subtype") == "Form"
    ]


def test_a_code_of_any_size_is_one_drawing() -> None:
    two = artwork(page(Group((drawn(10, 10, 0.5), drawn(40, 20, 0.9)))))
    for edition, intent in ((PRESS, COATED), (OFFICE, None)):
        (one,) = forms(write(two, edition, intent, cache=Cache()))
        assert b"." not in one.split(b"\n", 3)[-1]
    plain = artwork(page(Group((drawn(10, 10, 0.5, "field"), drawn(40, 20, 0.9, "field")))))
    assert len(forms(write(plain, OFFICE, cache=Cache()))) == 2


def test_it_looks_the_same() -> None:
    from generator.preflight.raster.render import Renderer

    pictures = []
    for kind in ("code", "field"):
        data = write(artwork(page(Group((drawn(10, 10, 0.8, kind),)))), OFFICE, cache=Cache())
        with Renderer(data) as renderer:
            width, height = renderer.size(0)
            pictures.append(renderer.draw(0, 0, 0, width, height, 4).convert("L").tobytes())
    differ = [abs(a - b) for a, b in zip(*pictures, strict=True)]
    assert max(differ) <= 16
    assert min(pictures[0]) < 60


def test_the_numbers_of_a_grid_lie_one_step_apart() -> None:
    grid = on_grid(path(3, 4, 0.7), 0, 0)
    assert grid is not None
    columns = sorted({int(column) for column in re.findall(r"(\d+) \d+ [ml]", grid.path)})
    assert {b - a for a, b in pairwise(columns)} == {1}
