"""Which items an area has a use for, and so what a frame may give up for it."""

import pytest

from generator.content.document import Document
from generator.design.items import Only
from generator.typeset.conditions import ContentsInputs, FrameContents, contents, is_met
from generator.typeset.fit_path import PathInputs, initial
from generator.typeset.geometry import Geometry, LanguageSettings
from tests import sample_areas
from tests.checked import CACHE
from tests.declared_inputs import assert_fields_count
from tests.own_words import SCHOOL
from tests.typeset import shipped


def geometry(layout: str, format_name: str = "") -> Geometry:
    drawing = shipped.drawing(layout)
    settings = LanguageSettings.of(shipped.document())
    return Geometry(drawing, format_name or drawing.layout.formats[0], settings)


def back(count: int, strip: int = 0) -> FrameContents:
    """The contents of the flyer's back for so many contacts and logos."""
    document = sample_areas.document("en-GB", count, strip)
    return contents(geometry(shipped.FLYER), document, (), CACHE)[1]


@pytest.mark.parametrize(
    ("only", "count", "strip", "own", "met"),
    [
        ({"contacts": "social-care", "from": 5}, 5, 0, False, True),
        ({"contacts": "social-care", "from": 5}, 4, 0, False, False),
        ({"contacts": "social-care", "from": 5, "own_counts": 2}, 3, 0, True, True),
        ({"contacts": "social-care", "from": 5, "own_counts": 2}, 3, 0, False, False),
        ({"contacts": "nobody", "from": 1}, 3, 0, False, False),
        ({"own": True}, 3, 0, False, False),
        ({"own": False}, 3, 0, True, False),
        ({"imprint": True}, 3, 0, False, True),
        ({"imprint": False}, 3, 0, False, False),
        ({"logos": False}, 3, 0, False, True),
        ({"logos": True, "from": 5}, 3, 3, False, False),
        ({"logos": True, "from": 5}, 3, 6, False, True),
        ({"image": "cover"}, 3, 0, False, False),
        ({"no_image": "cover"}, 3, 0, False, True),
        ({"tight": True}, 3, 0, False, True),  # asked elsewhere
    ],
)
def test_a_condition_asks_what_an_area_has(
    only: dict[str, object], count: int, strip: int, own: bool, met: bool
) -> None:
    words = {"own": SCHOOL} if own else {}
    document: Document = sample_areas.made(sample_areas.area(count, strip, **words))
    assert is_met(Only.model_validate(only), document, ()) is met


def test_an_area_may_have_no_imprint() -> None:
    document = shipped.document()
    assert is_met(Only(imprint=False), document, ())
    assert not is_met(Only(imprint=True), document, ())


def test_a_slot_with_a_picture_is_filled() -> None:
    document = sample_areas.document()
    assert is_met(Only(image="cover"), document, {"cover"})
    assert not is_met(Only(no_image="cover"), document, {"cover"})


def test_a_frame_has_what_its_area_has_a_use_for() -> None:
    few, one, many = back(3), back(1), back(8)
    assert "number" in few.styles
    assert not {"number-one", "number-many", "list-logos"} & few.styles
    assert "number-one" in one.styles
    assert not {"number", "number-many"} & one.styles
    assert "number-many" in many.styles
    assert "list-logos" in back(3, 6).styles


def test_type_that_an_area_has_no_use_for_makes_no_room() -> None:
    """The number of steps between two prices is that of the styles at hand."""
    drawn, document = geometry(shipped.FLYER), sample_areas.document()
    (row,) = [n for n, each in enumerate(drawn.layout.fit.shrink) if "list" in each.styles]
    used, all_used = contents(drawn, document, (), CACHE)[1].styles, drawn.frames[1].styles
    counts = [
        PathInputs(drawn, initial(drawn.layout), frozenset(styles), frozenset()).make(CACHE)[-1]
        for styles in (used, all_used)
    ]
    assert counts[0].steps[row] < counts[1].steps[row]


def test_contents_depend_on_every_field() -> None:
    drawn, document = geometry(shipped.FLYER), sample_areas.document()
    met = tuple(is_met(only, document, ()) for only in drawn.conditions)
    other = tuple(not each for each in met)
    assert_fields_count(ContentsInputs(drawn, met), met=other)
    square, share = geometry("social/square"), geometry("social/share")
    met = (True,) * len(square.conditions)
    assert len(met) == len(share.conditions)
    assert_fields_count(ContentsInputs(square, met), geometry=share)
