"""SVG logos: what of them is drawn, and what is refused by name."""

from pathlib import Path

import pytest

from generator.vectors import Inked, Painted, Unusable, Vector, read_vector
from generator.vectors.model import moved
from generator.vectors.svg import read_svg

RED, GREEN, BLACK = Inked((1.0, 0.0, 0.0)), Inked((0.0, 128 / 255, 0.0)), Inked((0.0, 0.0, 0.0))
SQUARE = '<rect width="10" height="10"/>'


def svg(inside: str, root: str = 'viewBox="0 0 100 50"') -> Vector:
    space = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return read_svg(f"<svg {space} {root}>{inside}</svg>".encode())


def one(inside: str, root: str = 'viewBox="0 0 100 50"') -> Painted:
    (mark,) = svg(inside, root).marks
    return mark


def extent(mark: Painted) -> tuple[float, ...]:
    """Left, top, right and bottom of its points in the drawing's units."""
    values = [number for _, *numbers in moved(mark.path, mark.matrix) for number in numbers]
    found = min(values[::2]), min(values[1::2]), max(values[::2]), max(values[1::2])
    return tuple(round(value, 3) for value in found)


def refused(inside: str, root: str = 'viewBox="0 0 100 50"') -> str:
    with pytest.raises(Unusable) as unusable:
        svg(inside, root)
    assert unusable.value.hint
    return unusable.value.message


@pytest.mark.parametrize(
    ("shape", "expected"),
    [
        ('<rect x="1" y="2" width="3" height="4"/>', (1, 2, 4, 6)),
        ('<rect x="1" y="2" width="8" height="6" rx="2"/>', (1, 2, 9, 8)),
        ('<rect x="1" y="2" width="8" height="6" ry="99"/>', (1, 2, 9, 8)),
        ('<circle cx="5" cy="6" r="2"/>', (3, 4, 7, 8)),
        ('<ellipse cx="5" cy="6" rx="2" ry="1"/>', (3, 5, 7, 7)),
        ('<polygon points="1,2 3 4,5,0"/>', (1, 0, 5, 4)),
        ('<polyline points="1,2 3,4"/>', (1, 2, 3, 4)),
        ('<path d="M1 2h3v4H1z"/>', (1, 2, 4, 6)),
        ('<path d="m1,2 3,0c0,2 0,4-3 4"/>', (1, 2, 4, 6)),
        ('<g transform="translate(9) scale(2,3)"><rect width="1" height="1"/></g>', (9, 0, 11, 3)),
        ('<rect width="2" height="1" transform="rotate(90 0 0)"/>', (-1, 0, 0, 2)),
        ('<rect width="2" height="1" transform="rotate(90, 1, 1)"/>', (1, 0, 2, 2)),
        ('<rect width="2" height="1" transform="skewX(45)"/>', (0, 0, 3, 1)),
        ('<rect width="2" height="1" transform="matrix(1 0 0 1 5 6)"/>', (5, 6, 7, 7)),
        ('<rect width="1cm" height="10mm"/>', (0, 0, 37.795, 37.795)),
        ('<defs><g id="a"><rect width="1" height="1"/></g></defs><use href="#a" x="3" y="4"/>',
         (3, 4, 4, 5)),
        ('<symbol id="s"/><defs><path id="p" d="M0 0h1v1"/></defs><use xlink:href="#p"/>',
         (0, 0, 1, 1)),
    ],
)  # fmt: skip
def test_shapes_stand_where_they_are(shape: str, expected: tuple[float, ...]) -> None:
    assert extent(one(shape)) == expected


def test_a_quadratic_curve_is_the_cubic_that_is_the_same() -> None:
    assert one('<path d="M0 0Q3 3 6 0"/>').path[1] == pytest.approx(("C", 2, 2, 4, 2, 6, 0))


def test_an_arc_goes_round_its_circle() -> None:
    _, *curves = one('<path d="M10 0A10 10 0 0 1 0 10"/>').path
    ends = [segment[-2:] for segment in curves]
    assert all(x * x + y * y == pytest.approx(100) for x, y in ends)
    assert ends[-1] == pytest.approx((0, 10))


@pytest.mark.parametrize(
    ("inside", "fill"),
    [
        (SQUARE, BLACK),
        ('<rect width="9" height="9" fill="red"/>', RED),
        ('<rect width="9" height="9" style="fill: #f00"/>', RED),
        ('<g fill="red"><rect width="9" height="9"/></g>', RED),
        ('<g fill="red"><rect width="9" height="9" fill="rgb(0,128,0)"/></g>', GREEN),
        ('<g color="red"><rect width="9" height="9" fill="currentColor"/></g>', RED),
        ('<style>.a{fill:red}</style><rect class="b a" width="9" height="9"/>', RED),
        ('<style>rect{fill:green}.a{fill:red}</style><rect class="a" width="9" height="9"/>', RED),
        ('<style>#i{fill:red}.a{fill:green}</style>'
         '<rect id="i" class="a" width="9" height="9"/>', RED),
        ('<style>/* a */ rect, .x { fill : red ; font-size: 1px }</style>' + SQUARE, RED),
        ('<style>.a{fill:red}</style><rect class="a" fill="green" width="9" height="9"/>', RED),
        ('<style>.a{fill:green}</style><rect class="a" style="fill:red" width="9" height="9"/>',
         RED),
    ],
)  # fmt: skip
def test_the_colour_of_a_shape(inside: str, fill: Inked) -> None:
    assert one(inside).fill == fill


def test_a_line_has_the_look_it_was_given() -> None:
    mark = one(
        '<path d="M0 0h9" fill="none" stroke="red" stroke-width="2" stroke-linecap="round" '
        'stroke-linejoin="bevel" stroke-dasharray="3,1" stroke-dashoffset="1"/>'
    )
    assert mark.fill is None
    assert mark.stroke is not None
    assert mark.stroke[:] == (RED, 2, 1, 2, 4, (3, 1), 1)


def test_the_rule_for_holes_is_kept() -> None:
    assert one('<path fill-rule="evenodd" d="M0 0h9v9z"/>').evenodd
    assert not one('<path d="M0 0h9v9z"/>').evenodd


def test_a_clip_is_an_outline_in_the_drawings_own_units() -> None:
    mark = one(
        '<clipPath id="c"><circle cx="5" cy="5" r="5"/></clipPath>'
        f'<g transform="translate(20 0)" clip-path="url(#c)">{SQUARE}</g>'
    )
    view, circle = mark.clips
    assert extent(Painted(view.path, (1, 0, 0, 1, 0, 0), None, False, None, ())) == (0, 0, 100, 50)
    xs = [number for _, *numbers in circle.path for number in numbers[::2]]
    assert (min(xs), max(xs)) == (20, 30)


@pytest.mark.parametrize(
    "hidden",
    [
        '<g display="none"><rect width="9" height="9"/></g>',
        '<g visibility="hidden"><rect width="9" height="9"/></g>',
        '<g opacity="0"><rect width="9" height="9"/></g>',
        '<rect width="9" height="9" fill="none"/>',
        '<rect width="9" height="9" fill="#ff000000"/>',
        '<rect width="0" height="9"/>',
        '<defs><rect width="9" height="9"/></defs>',
        '<metadata/><title>t</title><desc>d</desc>',
        '<i:pgf xmlns:i="http://ns.adobe.com/"><rect width="9" height="9"/></i:pgf>',
    ],
)  # fmt: skip
def test_what_does_not_show_is_not_drawn(hidden: str) -> None:
    assert len(svg(hidden + SQUARE).marks) == 1
    assert refused(hidden) == "has nothing in it that prints"


@pytest.mark.parametrize(
    ("root", "size", "shift"),
    [
        ('viewBox="10 20 100 50"', (100, 50), (-10, -20)),
        ('viewBox="0,0,10,5" width="100%"', (10, 5), (0, 0)),
        ('width="30mm" height="10mm"', (113.386, 37.795), (0, 0)),
    ],
)
def test_what_of_the_plane_is_shown(
    root: str, size: tuple[float, float], shift: tuple[float, float]
) -> None:
    found = svg(SQUARE, root)
    assert (found.width, found.height) == pytest.approx(size, abs=1e-3)
    assert found.marks[0].matrix[4:] == pytest.approx(shift)


GRADIENT = '<linearGradient id="g"/><rect width="9" height="9" fill="url(#g)"/>'
DEEP = "<g>" * 60 + SQUARE + "</g>" * 60


@pytest.mark.parametrize(
    ("inside", "message"),
    [
        ("<script>alert(1)</script>", "holds a script"),
        ('<rect width="9" height="9" onclick="x()"/>', "holds a script"),
        ("<text>Council</text>", "has words that are type, not outlines"),
        ('<image href="data:image/png;base64,AAAA"/>', "holds a picture made of pixels"),
        ("<foreignObject/>", "holds a web page"),
        ("<animate/>", "moves"),
        ('<use href="https://example.org/a.svg#b"/>', "takes parts from other files"),
        ('<use href="#none"/>', 'uses a part "none"'),
        ('<symbol id="s"><path/></symbol><use href="#s"/>', 'uses a part "s"'),
        ('<g id="a"><use href="#a"/></g>', "groups in groups without end"),
        (DEEP, "groups in groups without end"),
        (GRADIENT, "has gradients or patterns"),
        ('<rect width="9" height="9" opacity=".5"/>', "has see-through parts"),
        ('<rect width="9" height="9" fill-opacity="50%"/>', "has see-through parts"),
        ('<rect width="9" height="9" fill="#ff000080"/>', "has see-through parts"),
        ('<rect width="9" height="9" mask="url(#m)"/>', "has a mask"),
        ('<rect width="9" height="9" filter="url(#f)"/>', "has an effect"),
        ('<rect width="9" height="9" style="mix-blend-mode:multiply"/>', "has a blend mode"),
        ('<path d="M0 0h9" marker-end="url(#a)"/>', "has arrow heads"),
        ('<rect width="9" height="9" fill="reddish"/>', 'a colour "reddish"'),
        ('<rect width="50%" height="9"/>', 'a length of "50%"'),
        ('<rect width="9" height="9" transform="spin(9)"/>', 'a transform "spin(9)"'),
        ('<path d="M0 0 L nowhere"/>', "a path that cannot be read"),
        ('<polygon points="1,2 x"/>', "where numbers belong"),
        ("<style>@import url(x.css);</style>", "a style sheet that is not plain"),
        ("<style>g > rect {fill: red}</style>", 'a style for "g > rect"'),
        ('<rect width="9" height="9" clip-path="url(#no)"/>', 'clipped by "no"'),
        ("<widget/>", "a part called <widget>"),
        ("<rect", "is not whole"),
    ],
)
def test_what_is_refused(inside: str, message: str) -> None:
    assert message in refused(inside)


@pytest.mark.parametrize("root", ["", 'width="100%" height="100%"', 'viewBox="0 0 0 9"'])
def test_a_drawing_has_to_say_how_large_it_is(root: str) -> None:
    assert refused(SQUARE, root) in {"does not say how large it is", "has no extent"}


def test_no_entity_is_expanded() -> None:
    bomb = b'<!DOCTYPE svg [<!ENTITY a "x"><!ENTITY b "&a;&a;">]><svg>&b;</svg>'
    with pytest.raises(Unusable, match="declares entities"):
        read_svg(bomb)
    with pytest.raises(Unusable, match="is not SVG"):
        read_svg(b"<svg/>")


def test_groups_used_in_groups_do_not_multiply_without_end() -> None:
    levels = "".join(
        f'<g id="l{n}">' + f'<use href="#l{n - 1}"/>' * 10 + "</g>" for n in range(1, 12)
    )
    assert "without end" in refused(f'<defs><g id="l0"/>{levels}</defs><use href="#l11"/>')


def test_more_than_a_logo_needs_is_refused() -> None:
    assert "too detailed" in refused(SQUARE * 5001)


def test_a_file_is_known_by_its_bytes_and_its_name(tmp_path: Path) -> None:
    with pytest.raises(Unusable, match="cannot be read"):
        read_vector(str(tmp_path / "none.svg"), "")
    (tmp_path / "a.eps").write_bytes(b"%!PS-Adobe-3.0 EPSF-3.0")
    with pytest.raises(Unusable, match="is not a drawing in SVG or PDF"):
        read_vector(str(tmp_path / "a.eps"), "")
