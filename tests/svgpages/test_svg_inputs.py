"""What is remembered of a page as SVG depends on all that it is made from."""

from pathlib import Path

from generator.page import Group, Page
from generator.svgpages.page_map import GroupWordsInputs
from generator.svgpages.page_svg import (
    GlyphSvgInputs,
    GroupSvgInputs,
    LineOutlinesInputs,
    PictureInputs,
)
from generator.typeset.compose import compose
from generator.typeset.safety import runs
from tests import sample_areas
from tests.checked import CACHE
from tests.declared_inputs import assert_fields_count
from tests.pdf.artwork import BLACK
from tests.typeset import shipped


def page() -> Page:
    """The leaflet's outside, which has a group so large that it is a file of its own."""
    words = sample_areas.document("en-GB", 3, 0)
    return compose(
        words, shipped.drawing(shipped.LEAFLET), shipped.formats(shipped.LEAFLET)[0], cache=CACHE
    ).artwork.pages[0]


def groups() -> list[Group]:
    return [mark for mark in page().marks if isinstance(mark, Group)]


def own_file() -> Group:
    def has_one(group: Group) -> bool:
        return any(each.assets for each in GroupSvgInputs(group, 297, 210).make(CACHE))

    return next(filter(has_one, groups()))


def test_the_outline_of_a_glyph() -> None:
    first, *others = runs(page().marks)
    other = next(run for run in others if run.font != first.font)
    one, *more = [glyph[0] for cluster in first.clusters for glyph in cluster.glyphs]
    another = next(each for each in more if each != one)
    assert_fields_count(GlyphSvgInputs(first.font, one), font=other.font, glyph=another)


def test_the_outlines_of_a_line() -> None:
    first, *others = runs(page().marks)
    other = next(run for run in others if run.font != first.font)
    base = LineOutlinesInputs(first.font, first.clusters)
    assert_fields_count(base, font=other.font, clusters=first.clusters[:1])


def test_a_group_as_svg() -> None:
    group = own_file()
    other = next(each for each in groups() if each != group)
    assert_fields_count(GroupSvgInputs(group, 297.0, 210.0), group=other, width=200.0, height=100.0)


def test_the_words_of_a_group() -> None:
    one, other = [each for each in groups() if any(run.key for run in runs([each]))][:2]
    assert_fields_count(GroupWordsInputs(one), group=other)


def test_a_picture(tmp_path: Path) -> None:
    file = tmp_path / "sign.svg"
    file.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'
        '<path fill="#ff0000" d="M0 0H9V9H0Z"/></svg>'
    )
    base = PictureInputs(str(file), "one", False, ())
    inks = (((1.0, 0.0, 0.0), BLACK),)
    assert_fields_count(base, digest="other", black=True, inks=inks)
