"""The blocks and pages of a flowing layout are made once for all areas that do not change them."""

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from generator.cache import Cache
from generator.content.document import Document
from generator.content.project_content import Content
from generator.design import layout_walk
from generator.design.drawing import Drawing
from generator.design.layout_walk import Section
from generator.source.shelf import Shelf
from generator.typeset.boxes import CLOSED
from generator.typeset.evenness import Evenness
from generator.typeset.flow_blocks import FlowBlockInputs, FlowBlockWords, SetBlock
from generator.typeset.flow_drawn import FlowPageInputs, FolioInputs
from generator.typeset.flow_fill import FilledInputs
from generator.typeset.flow_look import (
    FlowLook,
    FlowLookInputs,
    FlowSettingInputs,
    FlowSizes,
    StyleShare,
)
from generator.typeset.flow_sections import SectionInputs
from generator.typeset.flowing import flow
from generator.typeset.geometry import LanguageSettings
from tests import own_words, sample_areas
from tests.declared_inputs import assert_fields_count
from tests.typeset import shipped
from tests.values import replace

LARGE, EASY = "large-print", "easy-read-a4"
BODY = 18.0


def look(words: Document, layout: str = LARGE, body: float = BODY) -> FlowLook:
    return FlowLook(shipped.drawing(layout), body, LanguageSettings.of(words))


def block(name: str, words: Document, here: FlowLook, **fields: Any) -> FlowBlockInputs:
    row = words.blocks[name]
    found = FlowBlockWords.of(row, words, here)
    made = FlowBlockInputs(here, found, FlowSizes(), False, False, words)
    return replace(made, **fields)


def sections(layout: str = shipped.LEAFLET) -> tuple[Section, ...]:
    drawing = shipped.drawing(layout)
    return layout_walk.sections(drawing.layout, drawing.first_format)


def shown(made: SetBlock) -> str:
    """A block without what makes its pictures anew."""
    return repr([part._replace(resized=None) for part in made.parts])


def pages(*blocks: FlowBlockInputs, document: Document) -> FilledInputs:
    return FilledInputs(SectionInputs(blocks[0].look, blocks, FlowSizes(), document))


def test_a_look_depends_on_its_inputs() -> None:
    words = shipped.document()
    base = FlowLookInputs(shipped.drawing(LARGE), BODY, LanguageSettings.of(words))

    def named(made: FlowLook) -> object:
        return made.drawing.name, made.scale, made.language

    other = LanguageSettings.of(sample_areas.document("ur"))
    drawing = shipped.drawing(EASY)
    assert_fields_count(base, shown_by=named, drawing=drawing, body=24.0, language=other)


def test_a_style_depends_on_its_inputs() -> None:
    words = sample_areas.document("ur")
    base = FlowSettingInputs(look(words), StyleShare("title"), False)
    other = StyleShare("title", 1.0, 0.9)
    assert_fields_count(base, look=look(words, body=24.0), of=other, latin=True)


def test_a_block_depends_on_its_inputs() -> None:
    words = shipped.document()
    here = look(words)
    base = block("grooming", words, here)
    smaller = FlowSizes(shares=(StyleShare("title", 1.0, 0.5),))
    other = FlowBlockWords.of(words.blocks["signs"], words, here)
    assert_fields_count(base, look=look(words, body=24.0), words=other, sizes=smaller, opening=True)
    assert_fields_count(block("actions", words, here), sizes=FlowSizes(CLOSED))


def test_a_block_depends_on_how_small_pictures_are() -> None:
    words = shipped.document()
    base = block("pledge-link", words, look(words))
    assert_fields_count(base, shown_by=shown, small=True)


def test_a_block_depends_on_what_others_need() -> None:
    """`FlowBlockInputs.even`: the leading of a style, and the padding of a shape."""
    words = sample_areas.document("ur")
    here = look(words)
    base = next(
        one
        for name in words.blocks
        for one in [block(name, words, here)]
        if one.make(Cache(0)).lacking
    )
    made = base.make(Cache(0))
    opened = tuple((style, by + 1) for style, by in made.opened.items())
    padding = tuple((shape, (above + 1, below)) for shape, (above, below) in made.lacking.items())
    assert_fields_count(base, even=Evenness(opened))
    assert_fields_count(base, even=Evenness((), padding))


def test_sections_and_pages_depend_on_their_inputs() -> None:
    words = shipped.document()
    here = look(words)
    first, second = (block(name, words, here) for name in ("grooming", "signs"))
    section = SectionInputs(here, (first,), FlowSizes(), words)
    assert_fields_count(section, blocks=(first, second))
    assert_fields_count(FilledInputs(section), section=replace(section, blocks=(second,)))
    filled = pages(first, document=words)
    assert_fields_count(
        FlowPageInputs(filled, 0, 2), filled=pages(second, document=words), number=3
    )
    folio = FolioInputs(here, FlowSizes(), 2, here.flow.folio.foot, words)
    larger = FlowSizes(shares=(StyleShare(here.flow.folio.style, 1.5, 1.0),))
    assert_fields_count(folio, look=look(words, body=24.0), sizes=larger, number=3, foot=30.0)


def test_a_page_depends_on_its_index() -> None:
    """`FlowPageInputs.index`: of a section of several pages. `SectionInputs.look`, and its `sizes`:
    those of the running head."""
    words = sample_areas.document("ta")
    here = look(words, body=24.0)
    names = next(each.blocks for each in sections() if "grooming" in each.blocks)
    blocks = tuple(block(name, words, here, opening=not n) for n, name in enumerate(names))
    filled = pages(*blocks, document=words)
    assert len(filled.make(Cache()).pages) > 1
    assert_fields_count(FlowPageInputs(filled, 0, 2), index=1)
    section = filled.section
    larger = FlowSizes(shares=(StyleShare(here.flow.running, 1.5, 1.0),))
    assert_fields_count(filled, section=replace(section, sizes=larger))
    assert_fields_count(filled, section=replace(section, look=look(words, body=36.0)))


def composed(words: Document, drawing: Drawing, found: Sequence[Section], cache: Cache) -> str:
    body = drawing.layout.flow.body if drawing.layout.flow else 0.0
    return repr(flow(words, drawing, found, body, cache=cache))


@pytest.mark.parametrize(("layout", "tag"), [(LARGE, "en-GB"), (LARGE, "ur"), (EASY, "en-GB")])
def test_no_area_changes_the_pages_of_another(layout: str, tag: str) -> None:
    drawing, found = shipped.drawing(layout), sections()
    areas = [sample_areas.document(tag, count=count) for count in (1, 3, 7)]
    areas += [sample_areas.document(tag, strip=2)]
    areas += [sample_areas.made(sample_areas.area(own=own_words.SCHOOL), tag)]
    cache = Cache()
    warm = [composed(each, drawing, found, cache) for each in areas]
    assert warm == [composed(each, drawing, found, Cache()) for each in areas]
    assert warm == [composed(each, drawing, found, cache) for each in areas]


def test_what_is_made_is_not_changed_later() -> None:
    words, drawing = sample_areas.document("ur"), shipped.drawing(LARGE)
    cache = Cache()
    base = block("grooming", words, look(words))
    before = repr(cache.get(base))
    composed(words, drawing, sections(), cache)
    assert repr(cache.get(base)) == before


def test_a_picture_that_has_changed_is_read_again(tmp_path: Path) -> None:
    """`FlowBlockWords.pictures`"""
    root = tmp_path / "project"
    shutil.copytree(shipped.ROOT / "content", root / "content")
    words = Content(Shelf.at(root), Cache()).document(shipped.CAMPAIGN, "en-GB", shipped.AREA)[0]
    here = look(words, EASY)
    name, picture = next(
        (each.name, Path(sentence.symbol))
        for each in words.blocks.values()
        for sentence in each.easy
        if sentence.symbol
    )
    cache = Cache()
    first = repr(cache.get(block(name, words, here)).parts)
    picture.write_bytes(picture.read_bytes() + b"<!-- redrawn -->")
    assert repr(cache.get(block(name, words, here)).parts) != first
    picture.unlink()
    (told,) = {one.rule for one in cache.get(block(name, words, here)).problems}
    assert told == "missing-image"


@pytest.mark.parametrize(
    ("only", "first", "second"),
    [
        ("{contacts: social-care, from: 2}", {"count": 1}, {"count": 3}),
        ("{logos: true, from: 2}", {"strip": 1}, {"strip": 3}),
    ],
)
def test_a_condition_of_an_item_is_asked_again(
    only: str, first: dict[str, int], second: dict[str, int], tmp_path: Path
) -> None:
    """`FlowBlockWords.contacts` and `logos`: of what only a condition names."""
    inner = '        - {kind: text, block: "*", style: heading}\n'
    more = inner.replace("}", f", only: {only}}}")
    design = shipped.changed(tmp_path, (f"layouts/{LARGE}.yaml", inner, inner + more))[1]
    drawing = design.drawing(LARGE)[0]
    cache, shown = Cache(), []
    for counts in (first, second):
        words = sample_areas.document(**counts)
        here = FlowLook(drawing, BODY, LanguageSettings.of(words))
        base = block("grooming", words, here, opening=True)
        made = repr(cache.get(base).parts)
        assert made == repr(base.make(Cache(0)).parts)
        shown.append(made)
    assert shown[0] != shown[1]


def test_a_missing_block_is_told_with_those_there_are(tmp_path: Path) -> None:
    """`FlowBlockWords.kinds`: what a condition names may be missing."""
    inner = '        - {kind: text, block: "*", style: heading}\n'
    wanted = inner.replace("}", ", only: {contacts: social-care, from: 1}}")
    design = shipped.changed(tmp_path, (f"layouts/{LARGE}.yaml", inner, wanted))[1]
    whole = shipped.document()
    here = FlowLook(design.drawing(LARGE)[0], BODY, LanguageSettings.of(whole))
    cache, told = Cache(), []
    for name in ("social-cares", "contact"):
        blocks = {key: row for key, row in whole.blocks.items() if row.kind != "contacts"}
        blocks[name] = whole.blocks["social-care"]
        words = replace(whole, blocks=blocks)
        told.append(cache.get(block("grooming", words, here, opening=True)).problems)
    assert told[0] != told[1]


def test_a_link_depends_on_whether_it_has_a_code() -> None:
    """`FlowBlockWords.coded`"""
    words, cache = shipped.document(), Cache()
    bare = replace(words, codes=())
    made = [cache.get(block("pledge-link", each, look(each))).parts for each in (words, bare)]
    assert [parts[0].code for parts in made] == [True, False]
