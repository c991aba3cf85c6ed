"""Which part of a block's words an item prints."""

import pytest

from generator.content.document import Block
from generator.content.text import Run, Text
from generator.typeset.excerpts import excerpt, run_in, split
from tests.typeset.squares import text

RING = text("ring ", Run("101", strong=True), " at once.")


def words(texts: list[Text]) -> list[str]:
    return [found.plain for found in texts]


def block(kind: str = "paragraphs", *texts: Text, **more: object) -> Block:
    return Block("a", kind, texts or (RING,), **{"short": (text("Ring."),), **more})


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        ("whole", ["ring 101 at once."]),
        ("short", ["Ring."]),
        ("before", ["ring "]),
        ("strong", ["101"]),
        ("after", ["at once."]),
    ],
)
def test_parts_of_a_text(part: str, expected: list[str]) -> None:
    assert words(excerpt(block(), part)) == expected


def test_words_picked_out_are_no_longer_marked() -> None:
    _, strong, _ = split(RING)
    assert strong.runs == (Run("101"),)


def test_words_without_a_mark_all_stand_before_it() -> None:
    before, strong, after = split(text("nothing marked"))
    assert (before.plain, bool(strong), bool(after)) == ("nothing marked", False, False)


def test_marked_words_may_begin_or_end_a_text() -> None:
    assert [part.plain for part in split(text(Run("12", strong=True), " times"))] == [
        "",
        "12",
        "times",
    ]
    assert [part.plain for part in split(text("about ", Run("12", strong=True)))] == [
        "about",
        "12",
        "",
    ]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("তাদের মধ্যে ", "টি বার্তা", ["তাদের মধ্যে", "12টি", "বার্তা"]),
        ("", "-ல் முடிந்தது", ["", "12-ல்", "முடிந்தது"]),
        ("toplam ", "'ü geçti.", ["toplam", "12'ü", "geçti."]),
        ("", "%, they say", ["", "12%,", "they say"]),
        ("حوالي بـ", " رسالة", ["حوالي", "بـ12", "رسالة"]),
        ("ring ", ".", ["ring", "12", "."]),
        ("他们互发了", "条信息。", ["他们互发了", "12", "条信息。"]),
        ("some", "—and more", ["", "some12", "—and more"]),
    ],
)
def test_what_is_joined_to_a_number_is_a_part_of_it(
    before: str, after: str, expected: list[str]
) -> None:
    joined = text(before, Run("12", strong=True), after)
    assert [part.plain for part in split(joined)] == expected


def test_words_are_not_joined_as_numbers_are() -> None:
    parts = split(text("un", Run("do", strong=True), "ing it"))
    assert [part.plain for part in parts] == ["un", "do", "ing it"]


def test_only_the_first_marked_words_are_picked_out() -> None:
    twice = text("a ", Run("b", strong=True), " c ", Run("d", strong=True))
    _, strong, after = split(twice)
    assert strong.plain == "b"
    assert after.runs == (Run("c "), Run("d", strong=True))


def test_an_address_stands_alone_or_runs_on_after_its_words() -> None:
    link = block("link", text("More:"), address="www.example.org")
    assert words(excerpt(link, "address")) == ["www.example.org"]
    (run_on,) = excerpt(link, "run-on")
    end = Run("www.example.org", strong=True, link="https://www.example.org")
    assert run_on.runs == (Run("More:"), Run(" "), end)


def test_a_block_without_an_address_has_none_to_print() -> None:
    assert not any(excerpt(block(), "address"))


def test_two_texts_run_into_one_paragraph() -> None:
    assert run_in(text("It may be years."), text("They wrote ")).plain == (
        "It may be years. They wrote "
    )
    assert run_in(text("alone"), text()).plain == "alone"
