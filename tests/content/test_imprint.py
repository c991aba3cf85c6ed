"""An area's imprint: the campaign's sentences with the area's values."""

from typing import Any

import pytest

from generator.cache import Cache
from generator.content.document import Block
from generator.content.project_content import Content
from generator.isolates import ISOLATE, POP
from generator.months import spoken_month
from generator.problems import Refused
from generator.source.data import DataShelf
from tests import sample_areas
from tests.checked import CACHE
from tests.typeset import shipped


def block(imprint: dict[str, str] | None, tag: str = "en-GB", **more: Any) -> Block | None:
    return sample_areas.made(sample_areas.area(imprint=imprint, **more), tag).blocks.get("imprint")


def said(imprint: dict[str, str] | None, tag: str = "en-GB", **more: Any) -> list[str]:
    found = block(imprint, tag, **more)
    return [text.plain for text in found.texts] if found else []


def test_every_field_has_its_sentence() -> None:
    assert said(sample_areas.IMPRINT) == [
        "Published by Partnership name, March 2026.",
        "Ref P/26.",
        "Other formats: www.example.org/formats.",
    ]


def test_an_apostrophe_in_a_partners_name_is_typographic() -> None:
    area = sample_areas.area(strip=1)
    area["logos"][0]["alt"] = "St Helens' Council"
    found = sample_areas.made(area).blocks["imprint"]
    assert [text.plain for text in found.names] == ["St Helens’ Council"]


@pytest.mark.parametrize(
    ("fields", "sentences"),
    [
        ({"publisher": "A council"}, ["Published by A council."]),
        ({"date": "2026-03"}, []),
        ({"reference": "P/26", "date": "2026-03"}, ["Ref P/26."]),
        ({"formats": "0116 496 0123"}, ["Other formats: 0116 496 0123."]),
        ({"formats": "(0116) 496 0123"}, ["Other formats: (0116) 496 0123."]),
        (
            {"formats": "0116 496 0123 option 2"},
            ["Other formats: 0116 496 0123 option 2."],
        ),
        ({}, []),
        (None, []),
    ],
)
def test_an_empty_field_drops_its_sentence(
    fields: dict[str, str] | None, sentences: list[str]
) -> None:
    assert said(fields) == sentences


@pytest.mark.parametrize(
    ("fields", "lost"),
    [
        ({"date": "2026-03"}, ["imprint.date"]),
        ({"date": "2026-03", "reference": "P/26"}, ["imprint.date"]),
        ({"publisher": "A council"}, []),
        (sample_areas.IMPRINT, []),
        ({"date": ""}, []),
    ],
)
def test_what_no_sentence_says_is_a_warning(fields: dict[str, str], lost: list[str]) -> None:
    """A month is said with the publisher alone."""
    shelf = DataShelf.of({sample_areas.PATH: sample_areas.area(imprint=fields)}, shipped.ROOT)
    _, problems = Content(shelf, CACHE).document(shipped.CAMPAIGN, "en-GB", sample_areas.SAMPLE)
    found = [each for each in problems if each.rule == "imprint-unsaid"]
    assert [each.span and each.span.key for each in found] == lost
    assert not any(each.is_error for each in found)


def test_an_area_without_an_imprint_and_without_partners_has_no_such_block() -> None:
    assert block(None) is None
    assert block({}, logos=[]) is None
    found = block({}, strip=1)
    assert found
    assert ([text.plain for text in found.names], found.texts) == (["Partner square"], ())


def test_an_address_and_a_number_lead_there() -> None:
    for formats, target in (
        ("www.example.org/formats", "https://www.example.org/formats"),
        ("0116 496 0123", "tel:+441164960123"),
    ):
        found = block({"formats": formats})
        assert found
        assert [run.link for run in found.texts[0].runs if run.link] == [target]


def test_it_is_in_the_language_of_the_piece() -> None:
    assert said(sample_areas.IMPRINT, "pl")[0] == "Wydawca: Partnership name, marzec 2026."
    assert said(sample_areas.IMPRINT, "zh-Hans")[0] == "出版：Partnership name，2026年3月。"
    spelt = {"cy": {"imprint": {"publisher": "Y Bartneriaeth"}}}
    assert said(sample_areas.IMPRINT, "cy", translations=spelt)[0] == (
        "Cyhoeddwyd gan Y Bartneriaeth, Mawrth 2026."
    )


@pytest.mark.parametrize(
    ("tag", "month"),
    [
        ("en-GB", "March 2026"),
        ("ar", "مارس 2026"),
        ("uk", "березень 2026\u202fр"),
        ("ckb", "2026 ئازار"),
    ],
)
def test_months_are_said_in_the_figures_0_to_9(tag: str, month: str) -> None:
    assert spoken_month("2026-03", tag) == month


@pytest.mark.parametrize("tag", ["ur", "ar", "ckb"])
def test_what_an_area_gives_is_not_turned_round_from_right_to_left(tag: str) -> None:
    given = {**sample_areas.IMPRINT, "publisher": "7 Boroughs", "reference": "P/26 & 7"}
    names = {**sample_areas.area()["names"], "region": "3 Rivers"}
    row = sample_areas.area(imprint=given, names=names, translations={})
    blocks = sample_areas.made(row, tag).blocks
    words = " ".join(text.plain for block in blocks.values() for text in block.texts)
    for value in ("7 Boroughs", "P/26 & 7", "3 Rivers"):
        assert f"{ISOLATE}{value}{POP}" in words
    told = sample_areas.made(row, "pl").blocks["imprint"]
    assert not any(ISOLATE in text.plain for text in told.texts)


def test_other_formats_that_cannot_be_had() -> None:
    for formats, rule in (("0116 496 01", "phone-number"), ("on our pages", "address")):
        data = sample_areas.area(imprint={"formats": formats})
        shelf = DataShelf.of({sample_areas.PATH: data}, shipped.ROOT)
        with pytest.raises(Refused) as refused:
            Content(shelf, Cache()).area(sample_areas.SAMPLE)
        (problem,) = refused.value.problems
        assert (problem.rule, problem.span and problem.span.key) == (rule, "imprint.formats")
