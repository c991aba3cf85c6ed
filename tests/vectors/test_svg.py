"""SVG logos: what of them is drawn, and what is refused by name."""

import gzip
import time
from pathlib import Path

import pytest

from generator.vectors import DeviceColour, PaintedPath, Unusable, Vector, read_vector
from generator.vectors.compare import difference
from generator.vectors.model import moved
from generator.vectors.svg import read_svg

RED, GREEN, BLACK = (
    DeviceColour((1.0, 0.0, 0.0)),
    DeviceColour((0.0, 128 / 255, 0.0)),
    DeviceColour((0.0, 0.0, 0.0)),
)
SQUARE = '<rect width="10" height="10"/>'


def svg(inside: str, root: str = 'viewBox="0 0 100 50"') -> Vector:
    space = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    data = f"<svg {space} {root}>{inside}</svg>".encode()
    read = read_svg(data)
    assert difference(data, read) is None
    return read.vector


def one(inside: str, root: str = 'viewBox="0 0 100 50"') -> PaintedPath:
    (mark,) = svg(inside, root).marks
    return mark


def extent(mark: PaintedPath) -> tuple[float, ...]:
    """Left, top, right and bottom of its points in the drawing's units."""
    values = [number for _, *numbers in moved(mark.path, mark.matrix) for number in numbers]
    found = min(values[::2]), min(values[1::2]), max(values[::2]), max(values[1::2])
    return tuple(round(value, 3) for value in found)


def refused(inside: str, root: str = 'viewBox="0 0 100 50"') -> str:
    with pytest.raises(Unusable) as unusable:
        svg(inside, root)
    assert unusable.value.hint
    return unusable.value.message.removesuffix(" (in its line 1)")


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
        ('<g color="red"><rect width="9" height="9" style="fill:currentcolor"/></g>', RED),
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
def test_the_colour_of_a_shape(inside: str, fill: DeviceColour) -> None:
    assert one(inside).fill == fill


RED_PERCENT = DeviceColour((203 / 255, 60 / 255, 51 / 255))


@pytest.mark.parametrize(
    ("colour", "fill"),
    [
        ("rgb(79.6%,23.5%,20%)", RED_PERCENT),
        ("rgb(203 60 51)", RED_PERCENT),
        ("rgb(203 60 51 / 1)", RED_PERCENT),
        ("rgba(203,60,51,100%)", RED_PERCENT),
        ("RGB( 203 , 60 , 51 )", RED_PERCENT),
        ("hsl(120, 100%, 25.1%)", GREEN),
        ("hsl(120deg 100% 25.1%)", GREEN),
        ("hsla(120 100% 25.1% / 1)", GREEN),
        ("hsl(0.5turn 100% 50%)", DeviceColour((0.0, 1.0, 1.0))),
        ("#008000 icc-color(Spot, 0.1, 0.9, 0.2, 0.1)", GREEN),
        ("#008000ff", GREEN),
        ("ReD", RED),
        ("rebeccapurple", DeviceColour((0.4, 0.2, 0.6))),
        ("url(#none) red", RED),
    ],
)
def test_a_colour_is_read_however_it_is_written(colour: str, fill: DeviceColour) -> None:
    assert one(f'<rect width="9" height="9" fill="{colour}"/>').fill == fill
    assert one(f'<rect width="9" height="9" style="fill:{colour}"/>').fill == fill


@pytest.mark.parametrize("colour", ["rgb(1,2)", "hsl(1%,2,3)", "lab(1 2 3)", "var(--a)", "#12345"])
def test_a_colour_that_is_none_is_refused(colour: str) -> None:
    assert "that is not known" in refused(f'<rect width="9" height="9" fill="{colour}"/>')


@pytest.mark.parametrize(
    "stops",
    [
        '<linearGradient id="g"><stop style="stop-color:#f00;stop-opacity:1"/></linearGradient>',
        '<radialGradient id="g"><stop stop-color="red"/><stop offset="1" stop-color="#f00"/>'
        "</radialGradient>",
        '<linearGradient id="h"><stop stop-color="red"/></linearGradient>'
        '<linearGradient id="g" xlink:href="#h"/>',
        '<style>stop{stop-color:red}</style><linearGradient id="g"><stop/></linearGradient>',
    ],
)
def test_a_gradient_of_one_colour_is_that_colour(stops: str) -> None:
    assert one(f'{stops}<rect width="9" height="9" fill="url(#g)"/>').fill == RED


@pytest.mark.parametrize(
    ("style", "fill"),
    [
        ("rect{fill:red!important}#i{fill:green}", RED),
        (".a{fill:green}rect.a{fill:red}", RED),
        ("g rect{fill:red}rect{fill:green}", RED),
        ("g>.a{fill:red}svg>.a{fill:green}", RED),
        (".a:hover{fill:green}.a{fill:red}", RED),
        ("@charset 'utf-8';@font-face{font-family:x}.a{fill:red}", RED),
        (".a{fill:red;;fill:;background:}", RED),
        (".a /* { */ {fill:red}/* } */", RED),
    ],
)
def test_what_a_style_sheet_says_is_obeyed(style: str, fill: DeviceColour) -> None:
    inside = '<g><rect id="i" class="a" width="9" height="9"/></g>'
    assert one(
        f"<style>{style.replace('<', '&lt;').replace('>', '&gt;')}</style>{inside}"
    ).fill == (fill)


def test_what_is_important_goes_before_an_elements_own_style() -> None:
    styled = '<style>rect{fill:red !important}</style><rect style="fill:green" '
    assert one(f'{styled} width="9" height="9"/>').fill == RED


@pytest.mark.parametrize(
    "style",
    [
        "transform:translate(2px,2px)", "TRANSFORM : scale(2)", "rotate:10deg", "translate:3px",
        "scale:2", "x:3px", "y:3px", "width:8px", "height:8px", "r:3px", "rx:2px", "cx:1px",
        "d:path('M0 0h5v5z')", "offset-path:path('M0 0h5')", "animation:spin 1s", "zoom:2",
        "clip-path:circle(3px)", "mask:url(#m)", "filter:blur(2px)", "background:#f00",
        "vector-effect:non-scaling-stroke", "position:absolute", "hovercraft:full",
        "x:1px!important", "fill:red;transform:none;rotate:45deg",
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    "placed",
    ['<g style="{}">' + SQUARE + "</g>", "<style>rect{{{}}}</style>" + SQUARE],
)
def test_a_style_that_moves_sizes_or_draws_is_refused(style: str, placed: str) -> None:
    message = refused(placed.format(style))
    assert message.startswith(("has a", "has an", "has lines", "is clipped by a style"))


@pytest.mark.parametrize(
    "style",
    ["transform:none", "rotate:none", "-inkscape-stroke:none", "font-family:Arial", "--x:1px",
     "enable-background:new 0 0 9 9", "overflow:visible", "mix-blend-mode:normal", "filter:none",
     "transform-origin:50% 50%", "isolation:isolate", "shape-rendering:crispEdges"],
)  # fmt: skip
def test_a_style_without_effect_is_passed_over(style: str) -> None:
    assert extent(one(f'<g style="{style}">{SQUARE}</g>')) == (0, 0, 10, 10)


def test_a_style_goes_before_an_attribute_even_if_it_says_none() -> None:
    assert "(transform)" in refused(f'<g transform="scale(2)" style="transform:none">{SQUARE}</g>')
    clip = '<clipPath id="c" style="scale:2"><circle r="5"/></clipPath>'
    assert "(scale)" in refused(f'{clip}<g clip-path="url(#c)">{SQUARE}</g>')
    assert "not CSS" in refused(f'<style type="text/less">rect{{fill:red}}</style>{SQUARE}')


def test_a_turn_about_a_point_of_its_own_is_refused() -> None:
    turned = f'<g transform="rotate(9)" style="transform-origin:50% 50%">{SQUARE}</g>'
    assert "transform-origin" in refused(turned)
    assert "transform-origin" in refused(turned.replace('style="', "").replace(":50%", '="50%'))


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ('<g transform="matrix(2 0 0 2-1-1)"><rect width="4" height="4"/></g>', (-1, -1, 7, 7)),
        ('<polygon points="1,2-3-4,.5.5"/>', (-3, -4, 1, 2)),
        ('<path d="M1.5.5h-.5.25l.5-.25z"/>', (1, 0.25, 1.75, 0.5)),
        ('<path d="M0 0a5 5 0 01-5 5 5 5 0 11.1.1z"/>', None),
        ('<path d="M08 01 L 1.e1 +3z"/>', (8, 1, 10, 3)),
        ('<path d="M1 1 2 2,3 1"/>', (1, 1, 3, 2)),
        ('<rect width="50%" height="100%"/>', (0, 0, 50, 50)),
        ('<circle cx="50%" cy="50%" r="10"/>', (40, 15, 60, 35)),
        ('<rect width="1pc" height="3pt"/>', (0, 0, 16, 4)),
        ('<svg x="2" y="2" width="5" height="5" viewBox="0 0 10 10"><rect width="4" height="4"/>'
         "</svg>", (2, 2, 4, 4)),
        ('<svg width="20" height="10" viewBox="0 0 10 10"><rect width="10" height="10"/></svg>',
         (5, 0, 15, 10)),
        ('<svg width="20" height="10" viewBox="0 0 10 10" preserveAspectRatio="none">'
         '<rect width="10" height="10"/></svg>', (0, 0, 20, 10)),
        ('<symbol id="s" viewBox="0 0 10 10"><rect width="4" height="4"/></symbol>'
         '<use href="#s" x="1" width="5" height="5"/>', (1, 0, 3, 2)),
        ('<switch><foreignObject requiredExtensions="http://ns.adobe.com/"/><g>' + SQUARE
         + "</g></switch>", (0, 0, 10, 10)),
        ('<switch><rect systemLanguage="fr" width="1" height="1"/>' + SQUARE + "</switch>",
         (0, 0, 10, 10)),
        ('<text display="none">Council</text><text> </text>' + SQUARE, (0, 0, 10, 10)),
    ],
)  # fmt: skip
def test_ordinary_notation_is_read(inside: str, expected: tuple[float, ...] | None) -> None:
    found = extent(one(inside))
    assert expected is None or found == pytest.approx(expected, abs=0.01)


@pytest.mark.parametrize(
    ("root", "size", "expected"),
    [
        ('viewBox="0 0 10 10" width="20" height="10"', (20, 10), (5, 0, 15, 10)),
        ('viewBox="0 0 10 10" width="20" height="10" preserveAspectRatio="xMinYMin meet"',
         (20, 10), (0, 0, 10, 10)),
        ('viewBox="0 0 10 10" width="20" height="10" preserveAspectRatio="xMaxYMax slice"',
         (20, 10), (0, -10, 20, 10)),
        ('viewBox="0 0 10 10" width="20" height="10" preserveAspectRatio="none"',
         (20, 10), (0, 0, 20, 10)),
        ('viewBox="0 0 10 5" width="20mm"', (10, 5), (0, 0, 10, 10)),
        ('viewBox="0 0 10 10" style="width:24px;height:24px"', (10, 10), (0, 0, 10, 10)),
    ],
)  # fmt: skip
def test_what_a_drawing_says_of_its_shape_is_obeyed(
    root: str, size: tuple[float, float], expected: tuple[float, ...]
) -> None:
    found = svg(SQUARE, root)
    assert (found.width, found.height) == size
    assert extent(found.marks[0]) == expected


def test_a_line_under_its_fill_is_painted_first() -> None:
    line, fill = svg('<rect width="9" height="9" stroke="red" paint-order="stroke"/>').marks
    assert (line.fill, fill.stroke) == (None, None)
    assert line.stroke
    assert fill.fill == BLACK


@pytest.mark.parametrize(
    ("inside", "message"),
    [
        ('<rect width="1e999" height="50"/>', 'a number "1e999"'),
        ('<g transform="rotate(1e999)">' + SQUARE + "</g>", 'a number "1e999"'),
        ('<path d="M0 0 L1e400 5 9 9z"/>', 'a number "1e400"'),
        ('<path d="M0 0h5" stroke="red" stroke-width="1e300"/>', 'a number "1e300"'),
        ('<g transform="scale(1e8) scale(1e8)">' + SQUARE + "</g>", "far larger than the drawing"),
        ('<circle r="99999999"/>', "far larger than the drawing"),
        ('<path d="M0 5h50" pathLength="100" stroke="red" stroke-dasharray="50"/>', "pathLength"),
    ],
)
def test_numbers_that_cannot_be_drawn_name_their_line(inside: str, message: str) -> None:
    with pytest.raises(Unusable) as unusable:
        svg("\n\n" + inside)
    assert message in unusable.value.message
    assert unusable.value.message.endswith("(in its line 3)")


def test_lines_of_more_dashes_than_anybody_can_draw_are_refused() -> None:
    line = '<path d="M0 5h90" stroke="red" stroke-width="9" stroke-dasharray="%s"/>'
    assert "too many dashes" in refused(line % "0.0001")
    assert one(line % "0.1").stroke


def test_a_drawing_in_huge_or_tiny_units_is_drawn_in_common_ones() -> None:
    for side in ("1e-5", "2e8"):
        mark = one(f'<rect width="{side}" height="{side}"/>', f'viewBox="0 0 {side} {side}"')
        assert extent(mark) == (0, 0, 1000, 1000)
        assert 0.1 < mark.matrix[0] < 100


def test_a_style_sheet_of_nothing_but_spaces_is_read_at_once() -> None:
    started = time.process_time()
    with pytest.raises(Unusable, match="style sheet that is not plain"):
        svg(f"<style>{' ' * 200_000}x</style>{SQUARE}")
    assert one(f"<style>{' ' * 200_000}</style>{SQUARE}")
    assert one(f'<g transform="{"scale(1) " * 20_000}">{SQUARE}</g>')
    assert time.process_time() - started < 2


def test_a_clip_used_again_and_again_is_counted() -> None:
    points = "".join(f"L{n % 50} {n % 7}" for n in range(20_000))
    clip = f'<clipPath id="c"><path d="M0 0{points}z"/></clipPath>'
    assert "too detailed" in refused(clip + '<g clip-path="url(#c)"/>' * 50 + SQUARE)


@pytest.mark.parametrize(
    ("shapes", "message"),
    [
        ('<rect width="5" height="5"/><rect x="6" width="5" height="5"/>', ""),
        ('<rect width="5" height="5"/><circle r="5"/>', ""),
        ('<rect width="5" height="5"/><path d="M0 0v9h9z"/>', "several shapes that overlap"),
        ("<text>x</text>", "clipped in a way that is not plain"),
    ],
)
def test_shapes_that_clip_together(shapes: str, message: str) -> None:
    clipped = f'<clipPath id="c">{shapes}</clipPath><g clip-path="url(#c)">{SQUARE}</g>'
    assert (message in refused(clipped)) if message else len(one(clipped).clips) == 2


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
    assert extent(PaintedPath(view.path, (1, 0, 0, 1, 0, 0), None, False, None, ())) == (
        0,
        0,
        100,
        50,
    )
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
    "away",
    [
        '<rect x="101" width="9" height="9"/>',
        '<rect width="9" height="9" transform="translate(0 -20)"/>',
        '<path d="M0 100h100" stroke="red" stroke-width="9"/>',
        '<clipPath id="c"><rect x="200" width="9" height="9"/></clipPath>'
        '<rect width="9" height="9" clip-path="url(#c)"/>',
    ],
)
def test_a_drawing_outside_its_edges_is_refused(away: str) -> None:
    assert refused(away) == "has nothing inside its edges"
    assert svg(away + SQUARE).marks


def test_a_drawing_over_its_edges_is_taken() -> None:
    assert svg('<rect x="-90" y="-90" width="400" height="400"/>').marks
    assert svg('<path d="M0 53h100" stroke="red" stroke-width="9"/>').marks


@pytest.mark.parametrize(
    ("root", "size", "shift"),
    [
        ('viewBox="5 -20 100 50"', (100, 50), (-5, 20)),
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


GRADIENT = (
    '<linearGradient id="g"><stop stop-color="red"/><stop offset="1"/></linearGradient>'
    '<rect width="9" height="9" fill="url(#g)"/>'
)
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
        ('<filter id="s"><path/></filter><use href="#s"/>', 'uses a part "s"'),
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
        ('<rect width="5em" height="9"/>', 'a length of "5em"'),
        ('<rect width="9" height="9" transform="spin(9)"/>', 'a transform "spin(9)"'),
        ('<path d="M0 0 L nowhere"/>', "a path that cannot be read"),
        ('<polygon points="1,2 x"/>', "where numbers belong"),
        ("<style>@import url(x.css);</style>", "a style sheet that is not plain"),
        ("<style>g + rect {fill: red}</style>", 'a style for "g + rect"'),
        ('<rect width="9" height="9" clip-path="url(#no)"/>', 'clipped by "no"'),
        ("<widget/>", "a part called <widget>"),
        ("<rect", "is not whole"),
        ('<svg style="width:9px">' + SQUARE + "</svg>", "(width)"),
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
        read_vector(str(tmp_path / "none.svg"))
    (tmp_path / "a.eps").write_bytes(b"%!PS-Adobe-3.0 EPSF-3.0")
    with pytest.raises(Unusable, match="is not a drawing in SVG or PDF"):
        read_vector(str(tmp_path / "a.eps"))


@pytest.mark.parametrize("place", ["refX", "refY", "x", "height"])
def test_a_symbol_that_places_itself_is_refused(place: str) -> None:
    """Not all programs obey it."""
    symbol = f'<symbol id="s" {place}="5"><rect width="4" height="4"/></symbol><use href="#s"/>'
    with pytest.raises(Unusable, match="symbol that says itself where it goes"):
        read_svg(
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{symbol}</svg>'.encode()
        )


def test_a_compressed_drawing_is_reported_as_compressed(tmp_path: Path) -> None:
    file = tmp_path / "crest.svgz"
    file.write_bytes(gzip.compress(b'<svg xmlns="http://www.w3.org/2000/svg"/>'))
    with pytest.raises(Unusable, match="is a compressed SVG"):
        read_vector(str(file))
