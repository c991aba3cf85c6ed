"""Style sheets of drawings: what is declared for an element, and what is refused."""

import pytest

from generator.vectors import Unusable
from generator.vectors.css import Declared, declarations, style_sheet
from generator.vectors.svg_tree import SvgElement


def element(tag: str, parent: SvgElement | None = None, **attributes: str) -> SvgElement:
    return SvgElement(tag, attributes, 1, parent)


ROOT = element("svg")
GROUP = element("g", ROOT, id="logo")
SHAPE = element("rect", GROUP, **{"class": "a b", "id": "i"})


@pytest.mark.parametrize(
    ("style", "declared"),
    [
        ("fill: red; stroke:none", {"fill": ("red", False), "stroke": ("none", False)}),
        ("FILL: Red", {"fill": ("Red", False)}),
        ("--Own: 1", {"--Own": ("1", False)}),
        ("fill: red ! IMPORTANT", {"fill": ("red", True)}),
        ("fill: red !important; fill: green", {"fill": ("red", True)}),
        ("fill: red !mine; stroke: red", {"stroke": ("red", False)}),
        ("fill:; stroke; : red; 9: red", {}),
        ("fill: url( 'a;b' ) red; r: 1", {"fill": ('url( "a;b" ) red', False), "r": ("1", False)}),
        ("fill/* ; */: rgb(1,/* ) */2,3)", {"fill": ("rgb(1,2,3)", False)}),
        ("fill: red /* not closed; stroke: red", {"fill": ("red", False)}),
    ],
)
def test_a_style_attribute(style: str, declared: dict[str, tuple[str, bool]]) -> None:
    assert declarations(style) == {name: Declared(*one) for name, one in declared.items()}


@pytest.mark.parametrize(
    "style", [r"f\69ll: red", "rect { fill: red }", "@media print { r: 1 }", "a:" + "(" * 5_000]
)
def test_a_style_attribute_that_is_not_plain_is_refused(style: str) -> None:
    with pytest.raises(Unusable, match="not plain"):
        declarations(style)


@pytest.mark.parametrize(
    ("selector", "fits"),
    [
        ("rect", True), ("circle", False), ("*", True), ("*.a", True), (".a.b", True),
        (".a.c", False), ("rect#i.b", True), ("g rect", True), ("svg .a", True),
        ("svg > rect", False), ("svg > g>#i", True), ("#logo > .a", True), ("g g rect", False),
        ("circle, .a", True),
    ],
)  # fmt: skip
def test_a_selector_fits_or_does_not(selector: str, fits: bool) -> None:
    sheet = style_sheet(f"{selector} {{ fill: red }}")
    assert sheet.of(SHAPE, {}) == ({"fill": "red"} if fits else {})


@pytest.mark.parametrize(
    "selector",
    ["g + rect", "g ~ rect", "[x]", "rect:first-child", "rect::before", "> rect", "rect >", "",
     "a|rect", "g >> rect", ".a rect:not(.b)", "rect , ", "1a", "#1a"],
)  # fmt: skip
def test_any_other_selector_is_refused(selector: str) -> None:
    with pytest.raises(Unusable, match="has a style for"):
        style_sheet(f"{selector} {{ fill: red }}")


@pytest.mark.parametrize(
    "sheet",
    ["@import 'x.css';", "@media screen { rect { fill: red } }", "rect", "rect { g { fill: red } }",
     "rect { fill: red } }", r"r\65ct { fill: red }", "@supports (x: y) {}"],
)  # fmt: skip
def test_a_style_sheet_that_is_not_plain_is_refused(sheet: str) -> None:
    with pytest.raises(Unusable, match="style sheet that is not plain"):
        style_sheet(sheet)


def test_a_style_sheet_may_have_so_many_rules_and_no_more() -> None:
    assert len(style_sheet("a{r:1}" * 2_000).rules) == 2_000
    with pytest.raises(Unusable, match="more than 2000 rules"):
        style_sheet("a{r:1}" * 2_001)


def test_what_is_more_specific_goes_before_what_is_later() -> None:
    sheet = style_sheet("#i{fill:a}.a.b{fill:b}.a{fill:c}rect{fill:d}rect{stroke:e}*{stroke:f}")
    assert sheet.of(SHAPE, {"fill": "x", "opacity": "1"}) == {
        "fill": "a", "stroke": "e", "opacity": "1"
    }  # fmt: skip


def test_marks_that_hid_a_style_sheet_from_old_browsers_are_passed_over() -> None:
    assert style_sheet("<!-- rect { fill: red } -->").of(SHAPE, {}) == {"fill": "red"}
