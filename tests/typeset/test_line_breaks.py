"""Where a line may end: Unicode's own cases, and what a leaflet must never break."""

import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.typeset.line_breaks import (
    allowed,
    has_short_name,
    names,
    opportunities,
    particles,
    short_names,
    wholes,
)
from generator.typeset.paragraph import ParagraphMeasure, set_paragraph
from tests.checked import CACHE
from tests.outside_programs import needs
from tests.typeset import squares
from tests.typeset.squares import drawn, line_text, paragraph

UNICODE = "/usr/share/unicode/auxiliary/LineBreakTest.txt"  # Debian's unicode-data
HYPHEN, MARK, HEBREW = "-", "\u0308", "\u05d0"


def unicode_cases() -> list[tuple[str, tuple[int, ...]]]:
    """Text and the places where a line may end, of Unicode's own test file."""
    cases = []
    for line in Path(UNICODE).read_text(encoding="utf-8").splitlines():
        text, ends = "", []
        for sign in line.partition("#")[0].split():
            if sign == "÷":
                ends.append(len(text))
            elif sign != "×":
                text += chr(int(sign, 16))
        if text:
            cases.append((text, tuple(end for end in ends if end)))
    return cases


def newer_rule(text: str, place: int) -> str:
    """The rule of UAX #14 for Unicode 15.1 or 16 that a difference from 15.0 comes from."""
    before, after = text[:place].replace(MARK, ""), text[place:]
    if text == HEBREW + HYPHEN + HEBREW:
        return "LB21a: a hyphen between Hebrew letters"
    if before == HYPHEN:
        return "LB20a: a hyphen that begins a word stays with it"
    if after[0].isdecimal() and before[-1] in ".,":
        return "LB25: a figure stays with the stop before it"
    if before[-1] == " " and after[0] == ".":
        return "LB15c: a decimal point may begin a line"
    if set(text) & set('"«»'):
        return "LB15a, LB15b: quotation marks that open or close"
    return f"no rule: {text!r} at {place}"


def test_unicode_line_break_conformance() -> None:
    """ICU 77 follows Unicode 16; the file is Unicode 15.0. Nothing else may differ."""
    needs(UNICODE)
    if "LineBreakTest-15.0.0" not in Path(UNICODE).read_text(encoding="utf-8")[:80]:
        pytest.skip("the differences are known for LineBreakTest-15.0.0.txt only")
    reasons: Counter[str] = Counter()
    cases = unicode_cases()
    same = 0
    for text, expected in cases:
        found = {end for end in opportunities(text, "en") if end}
        same += found == set(expected)
        reasons.update(newer_rule(text, place) for place in found ^ set(expected))
    assert (same, len(cases)) == (7623, 7654)
    assert reasons == {
        "LB20a: a hyphen that begins a word stays with it": 8,
        "LB25: a figure stays with the stop before it": 14,
        "LB15a, LB15b: quotation marks that open or close": 10,
        "LB15c: a decimal point may begin a line": 1,
        "LB21a: a hyphen between Hebrew letters": 1,
    }


def test_characters_beyond_the_basic_plane_are_counted_once() -> None:
    assert opportunities("a 😀 b", "en")[-3:] == (2, 4, 5)


NUMBERS = ("0116 496 0123", "(01632) 960 123", "+44 1632 960123", "01632 960-123")


@pytest.mark.parametrize("number", NUMBERS)
def test_a_telephone_number_stays_on_one_line(number: str) -> None:
    found = allowed(f"Ring {number} at once", "en-GB")
    inside = range(len("Ring ") + 1, len("Ring ") + len(number))
    assert not set(found) & set(inside)
    assert {5, 5 + len(number) + 1} <= set(found)


def test_a_number_wider_than_its_column_is_reported_not_broken() -> None:
    set_narrow = paragraph("Ring 0116 496 0123 now", 8)
    assert set_narrow.too_wide == "0116 496 0123"
    assert drawn("Ring 0116 496 0123 now", 8) == ["Ring", "0116 496 0123", "now"]


def test_a_line_may_end_after_the_prefix_of_relay_uk() -> None:
    words = "Ring 18001 0116 496 0123 now"
    assert allowed(words, "en-GB") == (5, 11, 25, len(words))
    assert drawn(words, 8) == ["Ring", "18001", "0116 496 0123", "now"]
    assert allowed("Ring 18001", "en-GB") == (5, 10)


def test_figures_that_are_no_number_may_part() -> None:
    assert allowed("in 7 8 days", "en-GB") == (3, 5, 7, 11)


def test_an_address_ends_a_line_only_after_a_slash() -> None:
    address = "www.my-town.example.org/a-b/c.d?e=f"
    text = f"Visit {address} today"
    inside = [index - 6 for index in allowed(text, "en-GB") if 6 < index < 6 + len(address)]
    assert [address[:index] for index in inside] == [
        "www.my-town.example.org/",
        "www.my-town.example.org/a-b/",
    ]


def test_the_slashes_of_a_scheme_are_no_place_to_break() -> None:
    address = "https://example.org/swim"
    assert allowed(address, "en-GB") == (len("https://example.org/"), len(address))


def test_an_address_without_a_path_is_never_broken() -> None:
    assert drawn("see www.example.org now", 6) == ["see", "www.example.org", "now"]


@pytest.mark.parametrize("width", range(7, 40))
def test_the_kisses_that_end_a_message_stay_with_the_smile(width: int) -> None:
    lines = drawn("Meet up some time :) x x", width)
    assert lines[-1].endswith(":) x x")


def test_a_smile_may_begin_a_line() -> None:
    assert drawn("aaaa bbbb cccc :) x x", 15, wrap="first-fit") == ["aaaa bbbb cccc", ":) x x"]


@pytest.mark.parametrize("width", range(4, 30))
def test_kisses_without_a_smile_stay_together(width: int) -> None:
    assert drawn("Yep sound good lol x x", width)[-1].endswith("x x")


@pytest.mark.parametrize("width", range(9, 30))
def test_a_no_break_space_joins(width: int) -> None:
    lines = drawn("aa bb\u00a0cc\u00a0dd ee", width)
    assert sum("bb\u00a0cc\u00a0dd" in line for line in lines) == 1


WORD = st.text("abcdefgh", min_size=1, max_size=9)
NUMBER = st.from_regex(r"0[1-9]{3,4} [0-9]{3} [0-9]{3,4}", fullmatch=True)
ADDRESS = st.from_regex(r"(www\.)?[a-z]{2,8}\.example\.org(/[a-zA-Z]{1,9}){0,3}", fullmatch=True)


@settings(max_examples=40)
@given(st.lists(WORD | NUMBER | ADDRESS, min_size=1, max_size=8))
def test_numbers_and_addresses_are_whole_in_any_company(parts: list[str]) -> None:
    # figures in a row would read as one number, so a word stands between
    text = " and ".join(parts)
    places, at = set(allowed(text, "en-GB")), 0
    for part in parts:
        inside = {place - at for place in places if at < place < at + len(part)}
        if re.match(r"\d", part):
            assert not inside
        elif "." in part:
            assert all(part[place - 1] == "/" for place in inside)
        at += len(part) + len(" and ")
    assert places <= set(opportunities(text, "en-GB")) | {
        index + 1 for index, character in enumerate(text) if character == "/"
    }


def test_kisses_stay_with_the_word_before_them_where_they_fit() -> None:
    words = "Yep sound good lol x x"
    assert wholes(words, allowed(words, "en-GB")) == ((15, len(words)),)
    for width in range(7, 30):
        assert drawn(words, width, wrap="first-fit")[-1].endswith("lol x x")
    assert drawn(words, 4.5, wrap="first-fit")[-2:] == ["lol", "x x"]


@pytest.mark.parametrize("width", range(6, 40))
def test_kisses_amid_a_text_stay_together(width: int) -> None:
    lines = drawn("Meet up some time :) x x lorem ipsum", width, wrap="first-fit")
    assert any(":) x x" in line for line in lines)


def test_a_word_is_not_parted_after_its_first_letters() -> None:
    assert drawn("bod ar-lein", 8) == ["bod", "ar-lein"]
    assert drawn("aaaa cam-drin", 9.5) == ["aaaa", "cam-drin"]
    assert drawn("aaaa tell-tale", 10) == ["aaaa tell-", "tale"]
    assert drawn("aaaa e-mail-book", 10) == ["aaaa e-mail-", "book"]
    assert drawn("aaaa e-mail-book", 9.2) == ["aaaa", "e-mail-book"]


def test_a_verb_is_not_parted_from_its_pronoun() -> None:
    def kept(text: str, language: str) -> list[str]:
        return [
            text[start:end].strip()
            for start, end in wholes(text, allowed(text, language), language)
        ]

    said = "Comprometa-se a apoiar, enviando-lhe e mostrando-lhes, online-grooming"
    assert kept(said, "pt") == ["Comprometa-se", "enviando-lhe", "mostrando-lhes,"]
    assert kept("Angajați-vă să sprijiniți", "ro") == ["Angajați-vă"]
    assert kept("0116-49, 13-year-old", "en-GB") == ["year-old"]
    assert drawn("aaaa cccccc-se ggg", 13) == ["aaaa", "cccccc-se ggg"]
    assert drawn("cccccc-se", 7) == ["cccccc-", "se"], "wider than its line"


@pytest.mark.parametrize("isolate", [("", ""), ("\u2066", "\u2069")])
def test_a_short_name_in_brackets_is_found(isolate: tuple[str, str]) -> None:
    """With what no line parts from it. One word, a sentence and four words are no such name."""
    first, last = isolate
    name = f"({first}Children’s Social Care{last})"
    text = f"aaaa {name}no bbb (If you worry, ring us) (CEOP) (A Name Of More) (Child Care), ccc"
    found = short_names(text, allowed(text, "ar"))
    assert [text[start:end].strip() for start, end in found] == [f"{name}no", "(Child Care),"]
    assert has_short_name(text)
    assert not has_short_name("(If you worry, ring us) (CEOP)")


@pytest.mark.parametrize(
    ("words", "width", "parted", "whole"),
    [
        ("aaaa (Child Care) bb", 14, ["aaaa (Child", "Care) bb"], ["aaaa", "(Child Care) bb"]),
        (
            "aaaaaaa (Child Care) bbbbb",
            14,
            ["aaaaaaa (Child", "Care) bbbbb"],
            ["aaaaaaa", "(Child Care)", "bbbbb"],
        ),
        # wider than its line
        ("aaaa (Child Care) bb", 8, ["aaaa", "(Child", "Care) bb"], ["aaaa", "(Child", "Care) bb"]),
    ],
)
def test_a_short_name_in_brackets_takes_a_line_more_where_it_may(
    words: str, width: float, parted: list[str], whole: list[str]
) -> None:
    for lines, kept in ((parted, False), (whole, True)):
        measure = ParagraphMeasure(width, whole=kept)
        made = set_paragraph(squares.text(words), squares.style(), measure, cache=CACHE)
        assert [line_text(line) for line in made.lines] == lines
        assert made.bracketed == 1
        assert made.torn == any(line.endswith("(Child") for line in lines)


@pytest.mark.parametrize(
    ("text", "language", "parts"),
    [
        ("informacji o „Historii”", "pl", ["informacji ", "o „Historii”"]),
        ("informacji („o czymś”)", "pl", ["informacji ", "(„o czymś”)"]),
        ("змогли б ви", "uk", ["змогли б ", "ви"]),
        ("Я ж із ним же. У місті", "uk", ["Я ж ", "із ", "ним же. ", "У місті"]),
        ("а б’ють", "uk", ["а б’ють"]),
    ],
)
def test_a_word_of_one_letter_stands_with_the_word_it_belongs_to(
    text: str, language: str, parts: list[str]
) -> None:
    ends = allowed(text, language)
    assert [text[first:last] for first, last in pairwise((0, *ends))] == parts


@pytest.mark.parametrize(
    ("word", "stub"), [("কিশোর-কিশোরীদের", False), ("cam-drin", True), ("0116-496", False)]
)
def test_vowel_signs_count_as_letters_and_figures_do_not(word: str, stub: bool) -> None:
    assert bool(wholes(word, [len(word)])) == stub


def test_a_word_wider_than_its_line_is_parted_after_its_first_letters() -> None:
    assert drawn("ar-lein", 5) == ["ar-", "lein"]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("For more about ‘Kayleigh’, visit:", ["‘Kayleigh’"]),
        ("信息：《凯莉的爱情故事》的更多", ["《凯莉的爱情故事》"]),
        (
            "z opieką społeczną (Children’s Social Care):",
            ["(Children’s Social Care)", "Social Care"],
        ),
        ("’کیلی کی محبت‘ کے بارے", ["’کیلی کی محبت‘"]),
        ("“The whole of it is a quotation.”", []),
        ("Kayleigh’s story and Luke’s ‘game’", ["‘game’"]),
        ("Tell Social Care and the Social Care team", ["Social Care", "Social Care"]),
    ],
)
def test_titles_and_names_had_better_stay_whole(text: str, kept: list[str]) -> None:
    assert [text[start:end] for start, end in names(text, ["Social Care"])] == kept


def test_a_foreign_name_is_not_parted_from_its_dot() -> None:
    text = "凯莉·海伍德"
    assert not {text.index("·"), text.index("·") + 1} & set(allowed(text, "zh-Hans"))


def pieces(text: str) -> list[str]:
    ends = [0, *allowed(text, "zh-Hans")]
    return [text[first:last] for first, last in pairwise(ends)]


def test_characters_that_the_dictionary_leaves_alone_are_one_word() -> None:
    assert pieces("在莱斯特郡和拉特兰，举报") == ["在", "莱斯特郡", "和", "拉特兰，", "举报"]
    assert pieces("有数十名青少年") == ["有数十名", "青少年"]


def test_a_word_that_the_dictionary_lacks_stays_whole() -> None:
    def kept(text: str) -> list[str]:
        return [text[start:end] for start, end in wholes(text, (), "zh-Hans")]

    assert kept("儿童剥削与在线保护中心") == ["在线保护"]
    assert kept("犯罪者也可能会") == ["犯罪者"]
    assert kept("露骨的性内容") == ["性内容"]
    assert kept("改天我们得见个面") == ["见个面"]
    assert not wholes("You and I", (), "en-GB")


def test_a_particle_had_better_stay_with_its_word() -> None:
    def kept(text: str, language: str = "zh-Hans") -> list[str]:
        return [text[start:end] for start, end in particles(text, language)]

    assert kept("孩子的老师") == ["孩子的"]
    assert kept("露骨的性内容") == ["露骨的"]
    assert kept("改天我们得见个面") == ["我们得"]
    assert kept("《爱情》的信息与交谈过的人") == ["交谈过的"]
    assert not kept("孩子的老师", "en-GB")


@pytest.mark.parametrize(
    ("address", "parts"),
    [
        (
            "www.northmoorandashdale.gov.uk/children/pledge",
            ["www.northmoorandashdale", ".gov.uk/", "children/", "pledge"],
        ),
        (
            "https://care.northmoorandashdale.example/a",
            ["https://care", ".northmoorandashdale", ".example/", "a"],
        ),
        ("safeguardingchildrenpartnership.uk", ["safeguardingchildrenpartnership.uk"]),
        ("www.nottinghamshire.gov.uk", ["www.nottinghamshire", ".gov.uk"]),
        ("www.leics.police.uk/CEASE", ["www.leics.police.uk/", "CEASE"]),
        ("www.ceop.police.uk", ["www.ceop.police.uk"]),
    ],
)
def test_a_long_host_may_be_parted_before_a_dot(address: str, parts: list[str]) -> None:
    ends = [0, *allowed(address, "en-GB")]
    assert [address[one:other] for one, other in pairwise(ends)] == parts
