"""One value of a YAML file is changed, and no other byte."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.problems import Refused
from generator.source.nodes import Scalar, find
from generator.source.project_files import check_characters
from generator.source.reader import read
from generator.source.splice import insert, remove, rename, rename_all, set_text, swap
from generator.source.yaml_places import ValuePlace, value_places
from tests.soak.trials import IS_WHOLE, chance

CONTENT = Path(__file__).parents[2] / "content"
FILES = sorted(CONTENT.rglob("*.yaml"))

AREA = """\
# The area's own file.
title: 'Leicester'   # as people say it
names: {region: Leicester, other: "A, b"}

contacts:
  social-care:
    # the city first
    - place: Leicester City
      number: 0116 496 0123  # rung on Monday

    - place: Rutland
      number: "01632 960123"
links:
  pledge: >-   # shown in large type
    one two three four five six seven eight nine ten
    eleven twelve thirteen fourteen fifteen sixteen
    seventeen

# behind a block
empty:
none: []  # yet
source: [a1, "22", c3]
letters: &letters
  - a
again: *letters
"""


def changed(before: str, after: str) -> list[str]:
    """The lines that went, then those that came."""
    old, new = before.splitlines(), after.splitlines()
    return [f"-{line}" for line in old if line not in new] + [
        f"+{line}" for line in new if line not in old
    ]


@pytest.mark.parametrize(
    ("key", "value", "lines"),
    [
        (
            "contacts.social-care.0.number",
            "0116 496 0999",
            [
                "-      number: 0116 496 0123  # rung on Monday",
                "+      number: 0116 496 0999  # rung on Monday",
            ],
        ),
        (
            "contacts.social-care.1.number",
            "01632 960999",
            ['-      number: "01632 960123"', '+      number: "01632 960999"'],
        ),
        (
            "links.pledge",
            "one two three four five six seven eight nine ten eleven twelve changed fourteen "
            "fifteen sixteen seventeen",
            [
                "-    eleven twelve thirteen fourteen fifteen sixteen",
                "+    eleven twelve changed fourteen fifteen sixteen",
            ],
        ),
        (
            "links.pledge",
            "short: now",
            [
                "-    one two three four five six seven eight nine ten",
                "-    eleven twelve thirteen fourteen fifteen sixteen",
                "-    seventeen",
                "+    short: now",
            ],
        ),
        (
            "names.region",
            "Leicester, and Rutland",
            [
                '-names: {region: Leicester, other: "A, b"}',
                '+names: {region: "Leicester, and Rutland", other: "A, b"}',
            ],
        ),
        ("empty", "no", ["-empty:", '+empty: "no"']),
        ("source.1", "yes", ['-source: [a1, "22", c3]', '+source: [a1, "yes", c3]']),
        (
            "title",
            "Young people's, #1",
            [
                "-title: 'Leicester'   # as people say it",
                '+title: "Young people\'s, #1"   # as people say it',
            ],
        ),
    ],
)
def test_only_the_lines_of_a_value_change(key: str, value: str, lines: list[str]) -> None:
    after = set_text(AREA, "a.yaml", key, value)
    assert changed(AREA, after) == lines


def read_value(text: str, key: str) -> str:
    node, _ = read(text, "a.yaml")
    value, is_there = find(node, key)
    assert is_there, key
    return value if isinstance(value, Scalar) else ""


def test_a_contact_is_put_in_and_taken_out() -> None:
    row = {"place": "Leicestershire", "number": "0116 496 0555"}
    for number in (0, 1, 2):
        after = insert(AREA, "a.yaml", "contacts.social-care", number, row)
        key = f"contacts.social-care.{number}"
        assert read_value(after, f"{key}.number") == "0116 496 0555"
        assert not [line for line in changed(AREA, after) if line.startswith("-")]
        without = remove(after, "a.yaml", key)
        assert [line for line in without.splitlines() if line] == [
            line for line in AREA.splitlines() if line
        ]


def test_a_row_stands_apart_where_its_neighbours_do() -> None:
    row = {"place": "Leicestershire", "number": "0116 496 0555"}
    after = insert(AREA, "a.yaml", "contacts.social-care", 2, row)
    assert (
        'number: "01632 960123"\n\n    - place: Leicestershire\n      number: 0116 496 0555\nlinks'
        in after
    )


@pytest.mark.parametrize(
    ("into", "name", "value", "line"),
    [
        ("empty", "status", "draft", "empty:\n  status: draft\nnone"),
        ("empty", 0, "first", "empty:\n  - first\nnone"),
        ("none", 0, "first", "none:  # yet\n  - first\nsource"),
        ("source", 3, "d4", 'source: [a1, "22", c3, d4]'),
        ("source", 0, "5", 'source: ["5", a1, "22", c3]'),
        ("names", "new", "C", 'other: "A, b", new: C}'),
        ("", "last", "word", "again: *letters\nlast: word\n"),
        ("contacts", "police", [{"number": "101"}], '    - number: "101"\nlinks:'),
    ],
)
def test_a_value_is_put_in(into: str, name: str | int, value: Any, line: str) -> None:
    after = insert(AREA, "a.yaml", into, name, value)
    assert line in after


def test_a_key_stands_behind_the_one_that_is_named() -> None:
    after = insert("a:\n  status: draft\n  text: b\n", "a.yaml", "a", "by", "Ann", after="status")
    assert after == "a:\n  status: draft\n  by: Ann\n  text: b\n"


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("source.0", 'source: ["22", c3]'),
        ("source.2", 'source: [a1, "22"]'),
        ("names.region", 'names: {other: "A, b"}'),
        ("contacts.social-care.0.place", "# the city first\n    - number: 0116 496 0123"),
        ("contacts.social-care", "contacts: {}\n    # the city first"),
        ("empty", "# behind a block\nnone"),
        ("links.pledge", "links: {}\n"),
    ],
)
def test_a_value_is_taken_out(key: str, text: str) -> None:
    if key == "contacts.social-care":  # its comment stays
        assert "# the city first" not in remove(AREA, "a.yaml", key)
        return
    assert text in remove(AREA, "a.yaml", key)


def test_the_only_value_of_an_item_beneath_its_dash_is_taken_out() -> None:
    text = 'c:\n  -\n    - ""\nd: x\n'
    assert remove(text, "a.yaml", "c.0.0") == "c:\n  - []\nd: x\n"


def test_a_place_is_renamed_where_its_name_has_a_dot() -> None:
    text = "places:\n  St. Albans: Sant Alban  # checked\n"
    after = rename(text, "a.yaml", "places.St. Albans", "St Albans: north")
    assert after == 'places:\n  "St Albans: north": Sant Alban  # checked\n'


ROWS = """\
social-care:
  # rung on Monday
  - place: North Moor  # the office
    number: 0116 496 0123

  # rung on Tuesday
  # by two people
  - place: East Moor
    number: "01632 960123"  # at night

  - place: West Moor
    number: 101
codes: [pledge, story,   film]
"""


def test_items_change_places_with_their_remarks() -> None:
    after = swap(ROWS, "a.yaml", "social-care.1")
    assert after.split("\n")[:9] == [
        "social-care:",
        "  # rung on Tuesday",
        "  # by two people",
        "  - place: East Moor",
        '    number: "01632 960123"  # at night',
        "",
        "  # rung on Monday",
        "  - place: North Moor  # the office",
        "    number: 0116 496 0123",
    ]
    assert swap(after, "a.yaml", "social-care.1") == ROWS
    assert "codes: [pledge, film,   story]" in swap(ROWS, "a.yaml", "codes.2")
    crlf = ROWS.replace("\n", "\r\n")
    assert swap(crlf, "a.yaml", "social-care.1") == after.replace("\n", "\r\n")


def test_several_keys_are_renamed_at_once() -> None:
    text = "a:\n  North: x  # here\nb: {North: y}\n"
    named = rename_all(text, "a.yaml", {"a.North": "South: 1", "b.North": "South"})
    assert named == 'a:\n  "South: 1": x  # here\nb: {South: y}\n'


def test_line_ends_stay_as_they_are() -> None:
    text = AREA.replace("\n", "\r\n")
    after = set_text(text, "a.yaml", "title", "Rutland")
    row = {"place": "Leicestershire", "number": "0116 496 0555"}
    after = insert(after, "a.yaml", "contacts.social-care", 2, row)
    assert after.count("\n") == after.count("\r\n") == AREA.count("\n") + 3
    mixed = "a: 1\nb: 2\r\nc: 3\r\n"
    assert set_text(mixed, "a.yaml", "b", "x") == "a: 1\nb: x\r\nc: 3\r\n"


@pytest.mark.parametrize("word", ["#", "-"])
def test_no_line_of_a_folded_text_is_taken_for_a_comment_or_an_item(word: str) -> None:
    lines = "".join(f"  {'word ' * 12}word{number}\n" for number in range(3))
    for count in range(1, 20):
        value = "word " * count + f"{word} word " * 9 + "word"
        after = set_text(f"a: >-\n{lines}b: c\n", "a.yaml", "a", value)
        assert read(after, "a.yaml")[1] == []
        assert read_value(after, "a") == value


def test_quotes_round_nothing_go_where_words_need_none() -> None:
    assert set_text('a: ""  # here\n', "a.yaml", "a", "North Moor") == "a: North Moor  # here\n"
    assert set_text('a: ""\n', "a.yaml", "a", "101") == 'a: "101"\n'
    assert set_text('a: "b"\n', "a.yaml", "a", "c") == 'a: "c"\n'


def test_no_line_feed_is_put_at_the_end_of_a_file() -> None:
    assert set_text("a: b", "a.yaml", "a", "c") == "a: c"
    assert insert("a: b", "a.yaml", "", "c", "d") == "a: b\nc: d"


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda: set_text(AREA, "a.yaml", "again", "x"), "it is not a text"),
        (lambda: set_text(AREA, "a.yaml", "letters.0", "x"), "other values"),
        (lambda: set_text(AREA, "a.yaml", "nothing", "x"), "no such value"),
        (lambda: swap(ROWS, "a.yaml", "social-care.0"), "no item before"),
        (lambda: swap(ROWS, "a.yaml", "codes"), "no item before"),
        (lambda: set_text(AREA, "a.yaml", "title", "\x00"), "NUL character"),
        (lambda: set_text("a: b\na: c\n", "a.yaml", "a", "x"), "given twice"),
        (lambda: rename(AREA, "a.yaml", "title", "links"), "is taken"),
        (lambda: rename(AREA, "a.yaml", "source.0", "x"), "no name"),
        (lambda: insert(AREA, "a.yaml", "", "title", "x"), "taken|there already"),
        (lambda: insert(AREA, "a.yaml", "source", 9, "x"), "3 items"),
        (lambda: insert(AREA, "a.yaml", "source", "x", "y"), "a list"),
        (lambda: insert(AREA, "a.yaml", "title", "x", "y"), "a text"),
        (lambda: insert(AREA, "a.yaml", "names", "x", ["y"]), "texts alone"),
        (lambda: remove(AREA, "a.yaml", "letters"), "other values|read any more"),
        (lambda: remove("a: b\n", "a.yaml", "a"), "empty"),
    ],
)
def test_what_cannot_be_changed_alone_is_refused(change: Any, why: str) -> None:
    with pytest.raises(Refused, match=why):
        change()


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp", "Cn")))
KEYS = [
    *("title", "names.region", "contacts.social-care.0.number", "contacts.social-care.1.number"),
    *("links.pledge", "empty", "source.1"),
]


@settings(max_examples=150 if not IS_WHOLE else 5000, deadline=None)
@given(st.sampled_from(KEYS), st.one_of(TEXTS, st.text("a :#-\n\t'\"\\|>é", max_size=60)))
def test_any_text_is_read_back_as_it_was_given(key: str, value: str) -> None:
    if check_characters(value, "a.yaml"):
        with pytest.raises(Refused):
            set_text(AREA, "a.yaml", key, value)
        return
    after = set_text(AREA, "a.yaml", key, value)
    assert read_value(after, key) == value
    assert "# rung on Monday" in after
    assert "# shown in large type" in after


def texts(place: ValuePlace, path: str = "") -> list[str]:
    """The key path of every text."""
    if place.kind == "text":
        return [path]
    names = place.names or [str(n) for n in range(len(place.values))]
    return [
        each
        for name, value in zip(names, place.values, strict=True)
        for each in texts(value, f"{path}.{name}" if path else name)
    ]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_values_of_the_content_change_alone(file: Path) -> None:
    text = file.read_text()
    keys = texts(value_places(text))
    for key in keys if IS_WHOLE else chance("splice", file.stem).sample(keys, 3):
        words = read_value(text, key).split(" ")
        words[len(words) // 2] += "x"
        after = set_text(text, "a.yaml", key, " ".join(words))
        gone, came = text.split("\n"), after.split("\n")
        same = 0
        while same < min(len(gone), len(came)) and gone[same] == came[same]:
            same += 1
        tail = 0
        while gone[-1 - tail] == came[-1 - tail] and tail < min(len(gone), len(came)) - same:
            tail += 1
        assert len(came) - same - tail <= 2, key
