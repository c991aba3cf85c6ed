"""An item of a frame is made once for all areas and sizes that do not change it, and never again
changed."""

from operator import and_
from pathlib import Path

import pytest

from generator.cache import Cache
from generator.content.document import Document
from generator.design import items as rows
from generator.typeset.boxes import CLOSED, NATURAL
from generator.typeset.fit_path import initial
from generator.typeset.frame_items import DrawnFrame, DrawnItemInputs, Finer, ItemInputs
from generator.typeset.frames import Frames
from generator.typeset.geometry import Geometry, LanguageSettings
from generator.typeset.logo_boxes import PlacedLogo
from generator.typeset.parts import PlacedPicture
from generator.typeset.slots import OpenedSlot
from tests import sample_areas
from tests.declared_inputs import assert_fields_count
from tests.typeset import shipped
from tests.typeset.test_typeset_cache import geometry, shrunk
from tests.values import replace

document = shipped.document


def items(words: Document, here: Geometry, number: int) -> list[ItemInputs]:
    """What the items of a frame are made from, before any step."""
    frame = Frames(words, here, (), (), Cache()).inputs(number, initial(here.layout))
    return [item for item, _ in frame.made(Cache())]


def find(layout: str, kind: type[rows.Item], **fields: object) -> ItemInputs:
    """The first item of a kind in a layout whose fields are like this."""
    here = geometry(layout)
    for number, place in enumerate(here.frames):
        for index, item in enumerate(place.row.stack):
            if isinstance(item, kind) and all(getattr(item, f) == v for f, v in fields.items()):
                return items(document(), here, number)[index]
    raise AssertionError(f"{layout} has no such {kind.__name__}")


def test_an_item_depends_on_its_inputs() -> None:
    base = find(shipped.LEAFLET, rows.TextItem, only=None)
    style = base.place.row.stack[base.item].style  # type: ignore[union-attr]
    assert_fields_count(
        base,
        geometry=geometry(language="ur", script="Arab", rtl=True),
        number=base.number + 1,
        item=base.item + 1,
        steps=shrunk(2),
        opened=((style, 1.0),),
    )
    assert_fields_count(find(shipped.SIGNS, rows.BandItem), follows=True)
    here, cache = base.geometry, Cache()
    every = [each for number in range(len(here.frames)) for each in items(document(), here, number)]
    bubble = next(each for each in every if cache.get(each).lacking)
    shape = next(iter(cache.get(bubble).lacking))
    assert_fields_count(bubble, lacking=((shape, (2.0, 1.0)),))


def test_an_item_depends_on_how_much_larger_codes_are() -> None:
    here, words, cache = geometry(), sample_areas.document(strip=2), Cache()
    grown = next(
        item
        for number in range(len(here.frames))
        for item in items(words, here, number)
        if item.place.items[item.item].grows and cache.get(item).stacked
    )
    assert_fields_count(grown, larger=3)


@pytest.mark.parametrize(
    ("layout", "tag", "finer"),
    [(shipped.LEAFLET, "gu", Finer(falls=True)), (shipped.FLYER, "gu", Finer(whole=True))],
)
def test_an_item_depends_on_what_is_finer(layout: str, tag: str, finer: Finer) -> None:
    """Captions of few words a line stand under their codes, and short names stay whole."""
    words, cache = sample_areas.document(tag), Cache()
    drawing = shipped.drawing(layout)
    here = Geometry(drawing, drawing.layout.formats[0], LanguageSettings.of(words))
    every = [item for n in range(len(here.frames)) for item in items(words, here, n)]
    plain = next(item for item in every if any(map(and_, cache.get(item).lacks, finer)))
    assert_fields_count(plain, finer=finer)
    assert not any(map(and_, cache.get(replace(plain, finer=finer)).lacks, finer))


def test_an_item_depends_on_the_words_of_its_blocks() -> None:
    """`ItemInputs.blocks`"""
    here, cache = geometry(), Cache()
    changed = shipped.with_texts(lambda text: shipped.says("Other words", text))
    first, second = (items(each, here, 0) for each in (document(), changed))
    for one, other in zip(first, second, strict=True):
        cache.get(one)
        assert repr(cache.get(other)) == repr(other.make(Cache(0)))


def test_an_item_depends_on_how_many_contacts_there_are() -> None:
    """`ItemInputs.contacts`: of a block that only a condition names."""
    here = geometry()
    shown: list[list[bool]] = []
    cache = Cache()
    for count in (1, 3, 7):
        words = sample_areas.document(count=count)
        every = [each for n in range(len(here.frames)) for each in items(words, here, n)]
        made = [cache.get(each).stacked is not None for each in every]
        assert made == [each.make(Cache(0)).stacked is not None for each in every]
        shown.append(made)
    assert len({tuple(each) for each in shown}) > 1


def test_a_missing_block_is_told_with_those_there_are() -> None:
    """`ItemInputs.kinds`"""
    here, whole = geometry(), document()
    none = replace(whole, blocks={})
    one = replace(none, blocks={"lone": next(iter(whole.blocks.values()))})
    cache = Cache()
    told = [[cache.get(each).problems for each in items(d, here, 0)] for d in (none, one)]
    assert told[0] != told[1]


def test_an_item_depends_on_logos_and_pictures() -> None:
    strip = find(shipped.SIGNS, rows.LogosItem)
    logo = PlacedLogo(PlacedPicture("/a.png", "d", 2.0, "alt", "area:logos.0"))
    assert_fields_count(strip, logos=(logo,))
    picture = find(shipped.STORY, rows.ImageItem)
    file = str(shipped.ROOT / "content" / shipped.CAMPAIGN / "images/terrace.svg")
    placed = PlacedPicture(file, "digest", 2.4, "alt", "campaign:images.poster.file")
    whole = (0.0, 0.0, 1.0, 1.0)
    slot = OpenedSlot("poster", placed, None, "", (0.2, 0.4), whole, "ground", "en-GB")
    assert_fields_count(picture, slots=(slot,))


def test_an_item_depends_on_how_many_partners_there_are(tmp_path: Path) -> None:
    """`ItemInputs.partners`: of an item without a strip."""
    rule = "{kind: rule, only: {imprint: true},"
    wanted = "{kind: rule, only: {logos: true, from: 3},"
    edit = f"layouts/{shipped.CARD}.yaml", rule, wanted
    drawing = shipped.changed(tmp_path, edit)[1].drawing(shipped.CARD)[0]
    here = Geometry(drawing, drawing.layout.formats[0], LanguageSettings("en-GB", "Latn", False))
    (number,) = (n for n, place in enumerate(here.frames) if place.counts_logos)
    cache = Cache()
    made = [
        [cache.get(each).stacked is not None for each in items(words, here, number)]
        for words in (sample_areas.document(strip=1), sample_areas.document(strip=3))
    ]
    assert made[0] != made[1]


def test_an_item_depends_on_whether_the_area_has_an_imprint() -> None:
    here = geometry(shipped.CARD)
    (number,) = (n for n, place in enumerate(here.frames) if place.row.name == "report")
    cache, printed = Cache(), sample_areas.document()
    blocks = {name: each for name, each in printed.blocks.items() if name != rows.IMPRINT}
    made = [
        [cache.get(each).stacked is not None for each in items(words, here, number)]
        for words in (printed, replace(printed, blocks=blocks))
    ]
    assert made[0] != made[1]


def test_a_drawn_item_depends_on_its_inputs() -> None:
    """`box` is what `item`, `fit` and `share` make of it."""
    here, cache = geometry(), Cache()
    every = [each for number in range(len(here.frames)) for each in items(document(), here, number)]
    made = [(each, each.make(Cache()).stacked) for each in every]
    drawn = [
        DrawnItemInputs(item, 10.0, NATURAL, 0.0, stacked.box) for item, stacked in made if stacked
    ]

    def shown(one: DrawnFrame) -> object:
        return [group.digest for group in one.groups], one.codes, one.problems

    assert len({repr(shown(cache.get(each))) for each in drawn}) == len(drawn)
    first, second = drawn[:2]
    assert_fields_count(first, shown_by=shown, top=11.0)
    wider = replace(first, share=1.0, box=second.box)
    assert shown(cache.get(wider)) == shown(wider.make(Cache(0)))
    closed = [replace(each, fit=CLOSED) for each in drawn]
    assert [shown(cache.get(each)) for each in closed] == [
        shown(each.make(Cache(0))) for each in closed
    ]
    assert any(
        shown(cache.get(one)) != shown(cache.get(two))
        for one, two in zip(drawn, closed, strict=True)
    )


@pytest.mark.parametrize("language", ["en-GB", "ur"])
def test_no_area_and_no_size_changes_what_is_made(language: str) -> None:
    """Areas, and sizes, in one cache: each frame is as it is in a cache of its own, and what was
    made first is as it was made."""
    documents = [sample_areas.document(language, count=count) for count in (1, 3, 7)]
    here = Geometry(
        shipped.drawing(shipped.LEAFLET),
        shipped.drawing(shipped.LEAFLET).layout.formats[0],
        LanguageSettings.of(documents[0]),
    )
    cache = Cache()
    every = [
        Frames(words, here, (), (), cache).inputs(number, steps)
        for steps in (initial(here.layout), shrunk(2))
        for words in documents
        for number in range(len(here.frames))
    ]
    first = [repr(cache.get(each)) for each in every]
    assert [repr(cache.get(each)) for each in every] == first
    alone = every[:: len(here.frames) + 1]
    assert [repr(cache.get(each)) for each in alone] == [repr(each.make(Cache())) for each in alone]
