"""What press remembers depends on every field that it declares."""

from generator.colour import Colour
from generator.page import Group, Shape
from generator.press.inks import BLACK, CYAN, InksInputs
from generator.press.panels import PanelInputs, _PanelOnSheet
from generator.press.printers_marks import MarksInputs
from tests.declared_inputs import assert_fields_count
from tests.values import replace

LEAF = Colour("leaf", (60, 0, 80, 0), "#66BB55")


def square(x: float, colour: Colour = LEAF) -> Group:
    path = (("M", x, 0.0), ("L", x + 5, 0.0), ("L", x + 5, 5.0), ("L", x, 5.0), ("Z",))
    return Group((Shape(path, colour, kind="ground"),), "ground")


def test_panels() -> None:
    cell = _PanelOnSheet(0.0, 10.0, (False, True), 50.0, 3.0)
    other = replace(cell, left=1.0)
    assert_fields_count(PanelInputs(square(8), cell), group=square(7), cell=other)


def test_inks() -> None:
    assert_fields_count(InksInputs(square(0)), group=square(0, CYAN))


def test_printers_marks() -> None:
    base = MarksInputs(200, 100, 3, (50.0,), ("crop", "fold", "colour-bar"), (CYAN,))
    assert_fields_count(
        base,
        width=210,
        height=110,
        bleed=5,
        folds=(60.0,),
        kinds=("crop",),
        inks=(CYAN, BLACK),
    )
