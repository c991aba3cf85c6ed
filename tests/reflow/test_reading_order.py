"""A layout's reading order, its headings and what it makes of blocks."""

from typing import Any

import pytest

from generator.content.document import Block, Document
from generator.content.text import Run, Text
from generator.design.drawing import Drawing
from generator.design.layout import Layout
from generator.design.layout_walk import sections
from generator.reflow.reading_order import ReadingOrder, read
from tests.reflow.pages import document, drawing, piece, reading
from tests.values import replace

STYLE = {"size": 12, "leading": 15, "colour": "black"}


def ranks(found: ReadingOrder) -> list[tuple[str, int]]:
    return [
        (passage.block.name, passage.rank)
        for passage in found.passages
        if passage.block.kind == "heading"
    ]


def headings(**levels: int) -> Document:
    blocks = {
        name: Block(name, "heading", (Text((Run(name),), "en-GB"),), level=level)
        for name, level in levels.items()
    }
    return replace(document(piece()), blocks=blocks, codes=())


def layout(*frames: list[dict[str, Any]], **sizes: float) -> Drawing:
    """A page of frames with a style for each block of `sizes`."""
    styles = {"body": STYLE, **{name: {**STYLE, "size": size} for name, size in sizes.items()}}
    rows = [
        {"name": f"frame {number}", "stack": stack, "ground": "paper"}
        for number, stack in enumerate(frames)
    ]
    made = Layout.model_validate({
        "title": "Headings", "theme": "cease", "formats": ["a4"], "styles": styles,
        "pages": [{"name": "page", "frames": rows}],
    })  # fmt: skip
    return replace(drawing(piece()), layout=made)


def item(name: str, style: str = "body") -> dict[str, Any]:
    return {"kind": "text", "block": name, "style": style}


def test_the_main_heading_leads_and_lines_over_it_are_no_headings() -> None:
    assert ranks(reading(piece())) == [
        ("story", 0), ("exploitation", 0), ("question", 1),  # the front
        ("grooming", 2), ("story", 2), ("signs", 2), ("what-to-do", 2),
    ]  # fmt: skip
    first, *others = reading(piece()).bands
    assert first.leads
    assert not any(band.leads for band in others)


def test_without_a_main_heading_the_largest_is_it() -> None:
    found, _ = read(
        headings(small=2, large=2), layout([item("small")], [item("large", "large")], large=40)
    )
    assert ranks(found) == [("small", 2), ("large", 1)]
    assert not found.bands[0].leads


def test_a_second_main_heading_is_under_the_first_and_no_rank_is_skipped() -> None:
    words = headings(one=1, deep=5, deeper=6, two=1, last=4)
    found, _ = read(words, layout([item(name) for name in words.blocks]))
    assert ranks(found) == [("one", 1), ("deep", 2), ("deeper", 3), ("two", 2), ("last", 3)]


def test_a_section_begins_with_each_heading_of_the_second_rank() -> None:
    words = headings(one=1, two=2, three=3, again=2)
    found, _ = read(
        words, layout([item("one")], [item(name) for name in ("two", "three", "again")])
    )
    groups = [[each.block.name for each in group.passages] for group in found.bands[1].groups]
    assert groups == [["two", "three"], ["again"]]


def test_a_block_set_in_parts_is_read_once_where_it_is_named_first() -> None:
    names = [passage.block.name for passage in reading(piece()).passages]
    assert names.count("police") == 1
    assert names.index("social-care") < names.index("police") < names.index("ceop")


def test_what_stands_in_a_bubble_or_on_a_band_is_known_by_it() -> None:
    found = reading(piece(layout="leaflet-a5-4pp"))
    voices = {passage.block.name: passage.voice for passage in found.passages}
    assert voices["what-to-do"] == voices["ceop"] == "help"
    assert voices["actions"] == ""
    assert [band.ground for band in found.bands] == [
        "ground",
        "paper",
        "ground",
        "stranger",
        "paper",
    ]


def test_a_layout_tells_what_is_set_large_spelt_counted_and_coded() -> None:
    found = reading(piece())
    assert found.codes == {"pledge-link", "story-link"}
    assert found.figures == {"statistic", "police"}
    assert (found.fields, found.spelt) == ({"statistic"}, {"pledge"})


def test_a_block_that_is_not_there_is_an_error_at_its_name() -> None:
    found, problems = read(headings(one=1), layout([item("one"), item("oen")]))
    assert [passage.block.name for passage in found.passages] == ["one"]
    assert [(each.rule, each.hint) for each in problems] == [
        ("missing-block", 'did you mean "one"?')
    ]


@pytest.mark.parametrize("codes", [("pledge-link",), ("pledge-link", "story-link")])
def test_a_required_code_without_a_place_is_an_error(codes: tuple[str, ...]) -> None:
    words = replace(headings(one=1), codes=codes)
    _, problems = read(words, layout([item("one")]))
    assert [each.rule for each in problems] == ["missing-code"] * len(codes)


def test_what_goes_elsewhere_for_long_words_is_told_where_it_stands_else() -> None:
    moved = {**item("a"), "only": {"tightest": True}}
    found = read(headings(a=1, b=2), layout([moved, item("b")], [item("a")]))
    assert [passage.block.name for passage in found[0].passages] == ["b", "a"]


def test_the_leaflet_tells_each_block_of_a_panel_once() -> None:
    names = [passage.block.name for passage in reading(piece()).passages]
    assert [name for name in names if names.count(name) > 1 and name != "story"] == []
    told = [name for section in piece_sections() for name in section]
    assert [name for name in told if told.count(name) > 1 and name != "story"] == []


def piece_sections() -> list[tuple[str, ...]]:
    """The blocks of the leaflet's panels, as large print tells them."""
    shown = drawing(piece())
    return [section.blocks for section in sections(shown.layout, shown.first_format)]
