"""A row is what was written, typed, and knows where; what it cannot be is said in plain words."""

import pickle
from typing import Annotated, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.problems import Span
from generator.source.fields import Field
from generator.source.reader import read
from generator.source.rows import Row, validate
from tests.source.models import Heading, Leaflet

TEXT = """\
title: Spot the signs
fold: z
bleed: {top: 3, bottom: 4}
blocks:
  - kind: heading
    text: Could you?
  - kind: picture
    file: film.jpg
    alt: A still
named:
  film: {kind: heading, text: The film}
languages: [en, ur]
"""


def leaflet(text: str) -> Leaflet:
    node, problems = read(text, "a.yaml")
    assert node is not None
    assert not problems
    row, problems = validate(node, Leaflet)
    assert not problems
    assert row is not None
    return row


def problems_of(text: str, model: type[Row]) -> list[str]:
    node, problems = read(text, "a.yaml")
    assert node is not None
    row, more = validate(node, model)
    assert row is None
    return [
        f"{problem.span.line}:{problem.span.column} {problem.span.key}: {problem.message}"
        for problem in problems + more
        if problem.span
    ]


def test_a_row_knows_where_it_and_each_value_stands() -> None:
    row = leaflet(TEXT)
    assert row.at() == Span("a.yaml", 1, 1)
    assert row.at("title") == Span("a.yaml", 1, 8, "title")
    assert row.at("bleed.bottom") == Span("a.yaml", 3, 25, "bleed.bottom")
    assert row.at("blocks.1.alt") == Span("a.yaml", 9, 10, "blocks.1.alt")
    assert row.at("languages.1") == Span("a.yaml", 12, 17, "languages.1")


def test_rows_in_lists_tables_and_unions_know_it_too() -> None:
    row = leaflet(TEXT)
    assert row.blocks[0].at() == Span("a.yaml", 5, 5, "blocks.0")
    assert row.blocks[1].at("alt") == row.at("blocks.1.alt")
    assert row.named["film"].at("text") == Span("a.yaml", 11, 31, "named.film.text")
    assert not isinstance(row.bleed, float)
    assert row.bleed.at("top") == Span("a.yaml", 3, 14, "bleed.top")


def test_a_field_not_given_stands_where_its_row_does() -> None:
    assert leaflet(TEXT).at("size") == Span("a.yaml", 1, 1)
    assert leaflet(TEXT).at("languages.7") == Span("a.yaml", 1, 1)
    assert Heading(kind="heading", text="T").at("text") is None


def test_rows_are_equal_when_their_values_are() -> None:
    here, there = leaflet(TEXT), leaflet("\n\n" + TEXT)
    assert here.at() != there.at()
    assert here == there
    assert here.blocks[0] == Heading(kind="heading", text="Could you?")
    assert hash(here.blocks[0]) == hash(Heading(kind="heading", text="Could you?"))
    assert here != leaflet(TEXT.replace("fold: z", "fold: roll"))
    assert here.blocks[0] != here.blocks[1]


def test_rows_keep_their_places_through_pickling_and_copying() -> None:
    row = leaflet(TEXT)
    again = pickle.loads(pickle.dumps(row))
    assert again == row
    assert again.blocks[1].at("alt") == row.at("blocks.1.alt")
    assert row.model_copy(update={"size": 9.0}).at("title") == row.at("title")


def test_texts_in_a_row_are_plain_strings() -> None:
    row = leaflet(TEXT)
    assert type(row.title) is str
    assert {type(language) for language in row.languages} == {str}


def test_a_missing_key_is_named_with_its_path() -> None:
    assert problems_of("blocks:\n  - kind: heading\n", Leaflet) == [
        '1:1 title: the key "title" is missing',
        '2:5 blocks.0.text: the key "text" is missing in item 1 of "blocks"',
    ]


class Text(Row):
    """A block whose kind is also a key of it."""

    kind: Literal["text"]
    text: str
    size: float = 10


class Rule(Row):
    """Another kind."""

    kind: Literal["rule"]
    weight: float = Field(alias="line-weight")


class Page(Row):
    """A page of either."""

    blocks: tuple[Annotated[Text | Rule, Field(discriminator="kind")], ...] = ()
    either: Text | Rule | None = None
    within: "Page | None" = None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "blocks: [{kind: text, text: a, size: b}]",
            '1:38 blocks.0.size: "size" must be a number, not "b"',
        ),
        (
            "blocks: [{kind: text, text: [a]}]",
            '1:29 blocks.0.text: "text" must be text, not a list',
        ),
        (
            "blocks: [{kind: text, text: a, txt: b}]",
            '1:32 blocks.0.txt: unknown key "txt"',
        ),
        (
            "blocks: [{kind: rule}]",
            '1:10 blocks.0.line-weight: the key "line-weight" is missing in item 1 of "blocks"',
        ),
        (
            "either: {kind: rule, line-weight: b}",
            '1:35 either.line-weight: "line-weight" must be a number, not "b"',
        ),
        (
            "within: {within: {within: {blocks: a}}}",
            '1:36 within.within.within.blocks: "blocks" must be a list, not "a"',
        ),
    ],
)
def test_an_error_in_a_union_is_that_of_the_branch_meant(text: str, said: str) -> None:
    assert problems_of(text, Page) == [said]


def test_a_field_with_an_alias_is_written_by_it() -> None:
    node, _ = read("blocks: [{kind: rule, line-weight: 0.25}]", "a.yaml")
    assert node is not None
    page, problems = validate(node, Page)
    assert not problems
    assert page is not None
    assert page.blocks[0] == Rule.model_validate({"kind": "rule", "line-weight": 0.25})
    assert page.blocks[0].at("line-weight") == Span("a.yaml", 1, 36, "blocks.0.line-weight")


KEYS = st.sampled_from([*Leaflet.row_fields, "kind", "text", "level", "top", "film", "0"])
SCALARS = st.sampled_from(
    ["", "heading", "picture", "en", "3", "-1", "1e999", "nan", "no", "2026-02-30", "9" * 400, "z"]
)
NESTED = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]")
        | st.lists(st.tuples(KEYS, inner), max_size=4, unique_by=lambda pair: pair[0]).map(
            lambda pairs: "{" + ", ".join(f"{key}: {value}" for key, value in pairs) + "}"
        )
    ),
    max_leaves=25,
)


@settings(deadline=None, max_examples=300)
@given(st.dictionaries(KEYS, NESTED))
def test_anything_at_all_is_a_row_or_has_located_problems(data: dict[str, str]) -> None:
    text = "".join(f"{key}: {value}\n" for key, value in data.items()) or "{}"
    node, problems = read(text, "a.yaml")
    if node is None:
        assert problems
        return
    row, problems = validate(node, Leaflet)
    assert (row is None) == bool(problems)
    for problem in problems:
        assert problem.span is not None
        assert problem.span.path == "a.yaml"
        assert "pydantic" not in problem.message
        assert "input" not in problem.message.lower(), "a wording of our own is missing"


def test_equal_rows_have_equal_hashes_wherever_they_were_written() -> None:
    one, other = leaflet(TEXT), leaflet("# moved\n" + TEXT)
    assert (one == other, hash(one) == hash(other)) == (True, True)
    assert hash(one) == hash(pickle.loads(pickle.dumps(one)))


def test_a_changed_copy_of_a_row_has_a_hash_of_its_own() -> None:
    row = leaflet(TEXT)
    hash(row)
    changed = row.model_copy(update={"title": "Other"})
    assert hash(changed) == hash(leaflet(TEXT.replace("Spot the signs", "Other")))
