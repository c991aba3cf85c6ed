"""The imprint as it is set: sentences whole, and nothing at all without one."""

from pathlib import Path

import pytest

from generator import Project
from generator.cache import Cache
from generator.content.document import Document
from generator.content.text import Run, Text
from generator.design.drawing import Drawing
from generator.page import Page
from generator.typeset.compose import compose
from generator.typeset.partner_boxes import joined, listed
from generator.units import mm
from tests import sample_areas
from tests.checked import CACHE
from tests.own_words import SCHOOL
from tests.reading_order import by_pdfium
from tests.typeset import shipped
from tests.typeset.shipped import LEAFLET

STYLE = "  film: {"
SMALL = "  small: {size: 10.5, leading: 13, weight: 500, colour: black}\n"
STRIP = "          - kind: logos\n"


def leaflet(folder: Path, item: str) -> Drawing:
    """The folded leaflet with an imprint over its strip of logos."""
    file = f"layouts/{LEAFLET}.yaml"
    row = f"          - {{kind: imprint, style: small, {item}}}\n"
    edits = [(file, STYLE, SMALL + STYLE), (file, STRIP, row + STRIP)]
    return shipped.changed(folder, *edits)[1].drawing(LEAFLET)[0]


def back(document: Document, drawing: Drawing) -> Page:
    made = compose(document, drawing, shipped.formats(LEAFLET)[0], cache=CACHE)
    return made.artwork.pages[0]


def small(page: Page) -> list[str]:
    return [words for words, run in shipped.lines(page) if run.size == pytest.approx(10.5)]


def test_sentences_are_packed_whole(tmp_path: Path) -> None:
    area = sample_areas.area(imprint={**sample_areas.IMPRINT, "formats": "0116 496 0123"})
    found = back(sample_areas.made(area), leaflet(tmp_path, "names: 9"))
    assert small(found) == [
        "Published by Partnership name, March 2026.",
        "Ref P/26. Other formats: 0116 496 0123.",
    ]


def test_names_that_are_latin_in_every_language_are_set_as_such() -> None:
    """Eight of them stand on one line, and do not take the leading of Nastaliq."""
    words = sample_areas.made(sample_areas.area(8, 8, own=SCHOOL), "ur")
    drawing, _ = shipped.design().drawing(shipped.SIGNS, "mono-saver", 5.0)
    made = compose(words, drawing, "a4", cache=CACHE)
    lines = shipped.lines(made.artwork.pages[0])
    ((said, names),) = ((said, run) for said, run in lines if "Partner square" in said)
    assert said.endswith("Partner light.")
    assert names.size == pytest.approx(8)
    assert any(run.y < names.y < run.y + mm(19) for said, run in lines if "Partnership" in said)


def test_the_rule_goes_with_the_words(tmp_path: Path) -> None:
    drawing = leaflet(tmp_path, "rule: 0.35, rule_colour: black")
    without = sample_areas.made(sample_areas.area(imprint={}))
    rules = [
        len(list(shipped.shapes(back(each, drawing), "rule")))
        for each in (sample_areas.document(), without)
    ]
    assert rules[0] == rules[1] + 2  # the leaflet has one of its own
    assert small(back(without, drawing)) == []


def test_partners_names_follow_where_there_is_no_strip(tmp_path: Path) -> None:
    drawing = leaflet(tmp_path, "names: 3")
    assert "Partner square, Partner wide, Partner round." in small(
        back(sample_areas.document(strip=3), drawing)
    )
    assert not any(
        "Partner square" in line for line in small(back(sample_areas.document(strip=1), drawing))
    )


def test_sentences_of_chinese_stand_without_a_space() -> None:
    one, two = (Text((Run(words),), "zh-Hans") for words in ("编号：1。", "其他。"))
    assert joined(one, two).plain == "编号：1。其他。"
    assert joined(Text((Run("One."),), "en"), Text((Run("Two."),), "en")).plain == "One. Two."


def test_a_list_of_names_ends_with_a_full_stop() -> None:
    names = [Text((Run(words),), "en") for words in ("A", "B")]
    assert [text.plain for text in listed(names)] == ["A,", "B."]


def test_an_item_for_areas_with_logos_is_set_for_them_alone(tmp_path: Path) -> None:
    drawing = leaflet(tmp_path, "only: {logos: true, from: 3}")
    cache = Cache()
    lines = []
    for strip in (0, 1, 3):
        made = compose(
            sample_areas.document(strip=strip), drawing, shipped.formats(LEAFLET)[0], cache=cache
        )
        lines.append(len(small(made.artwork.pages[0])))
    assert lines == [0, 0, 3]
    other = leaflet(tmp_path / "none", "only: {logos: false}")
    assert small(back(sample_areas.document(strip=1), other)) == []
    assert len(small(back(sample_areas.document(), other))) == 3


@pytest.mark.parametrize("layout", [shipped.SIGNS, shipped.STORY])
def test_an_imprint_keeps_its_deep_letters_clear_of_the_trim(layout: str) -> None:
    """Nastaliq reaches far below its line."""
    drawing = shipped.drawing(layout)
    assert compose(sample_areas.document("ur"), drawing, drawing.layout.formats[0], cache=CACHE)


@pytest.mark.parametrize("edition", ["screen", "large-print-24"])
def test_sentences_on_lines_of_their_own_are_apart_for_whoever_hears_them(edition: str) -> None:
    path = f"content/areas/{shipped.AREA}.yaml"
    project = Project.from_data({path: sample_areas.area(1)}, shipped.ROOT)
    read = by_pdfium(project.build(LEAFLET, edition=edition).data)
    (said,) = [each.words for each in read if "Partnership name" in each.words]
    assert "Published by Partnership name, March 2026. Ref P/26. Other formats:" in said
