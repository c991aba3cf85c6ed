"""Reading never fails, never guesses types, and knows where everything stands."""

import json
from collections.abc import Callable

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.problems import Problem
from generator.source import reader
from generator.source.nodes import Items, Missing, Node, Scalar, Table
from generator.source.reader import read
from tests.source.models import REFUSED

Read = Callable[[str, str], tuple[Node | None, list[Problem]]]

# Text that means something to YAML, and so finds the corners of it.
YAMLISH = st.lists(
    st.sampled_from(
        ["a", "b: ", "- ", "\n", "  ", "\t", ": ", ":", "'", '"', "[", "]", "{", "}", ",", "&x ",
         "*x", "*x ", "!", "!!str ", "|", ">-", "\n  ", "#", " #", "%", "@", "? ", "---\n", "\r\n",
         "\\", "\\u", "é", "گ", "\ufeff", "\x00", "\ud800", "<<: ", "~", "\u2028", "\x85", "..."]
    ),
    max_size=30,
).map("".join)  # fmt: skip
PRINTABLE = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters=REFUSED))
DATA = st.recursive(
    PRINTABLE,
    lambda inner: st.lists(inner) | st.dictionaries(PRINTABLE, inner),
    max_leaves=20,
)


def plain(node: Node | None) -> object:
    """What a node holds, with the place of everything."""
    if isinstance(node, Table):
        keys = [(key, node.keys_at[key], plain(value)) for key, value in node.items()]
        return "table", node.span, node.flow, keys
    if isinstance(node, Items):
        return "items", node.span, node.flow, [plain(value) for value in node]
    if isinstance(node, Scalar):
        return "text", node.span, node.plain, node.comment, str(node)
    return node


@pytest.fixture(params=["libyaml", "python"])
def either(request: pytest.FixtureRequest) -> Read:
    return read if request.param == "libyaml" else reader._read_slowly


@settings(deadline=None, max_examples=300)
@given(st.text() | YAMLISH)
def test_any_text_gives_a_node_or_located_problems(text: str) -> None:
    node, problems = read(text, "a.yaml")
    lines = [*text.splitlines(), "", ""]
    assert node is not None or problems
    for problem in problems:
        assert problem.span is not None
        assert problem.span.path == "a.yaml"
        assert 1 <= problem.span.line <= len(lines)
        assert 1 <= problem.span.column <= len(text) + 1


@settings(deadline=None, max_examples=300)
@given(YAMLISH)
def test_both_parsers_read_the_same(text: str) -> None:
    if reader.check_characters(text, "a.yaml"):
        return
    node, problems = reader._read_slowly(text, "a.yaml")
    if not problems:  # libyaml takes a few things more: a tab after a colon, odd tags
        fast, fast_problems = read(text, "a.yaml")
        assert not fast_problems
        assert plain(fast) == plain(node)


@settings(deadline=None)
@given(DATA.filter(lambda data: not isinstance(data, str)))
def test_quoted_text_comes_back_as_it_was(data: object) -> None:
    node, problems = read(json.dumps(data, ensure_ascii=False), "a.json")
    assert not problems
    assert node == data


@settings(deadline=None)
@given(DATA.filter(lambda data: not isinstance(data, str)))
def test_block_text_comes_back_as_it_was(data: object) -> None:
    written = yaml.dump(data, default_style='"', default_flow_style=False, allow_unicode=True)
    node, problems = read(written, "a.yaml")
    assert not problems
    assert node == data


@given(st.from_regex(r"[0-9A-Za-z.~+_=-]([0-9A-Za-z.:~+_=-]*[0-9A-Za-z.~+_=-])?", fullmatch=True))
def test_plain_text_comes_back_as_it_was(written: str) -> None:
    if written.startswith(("---", "...")) or written == "-":
        return
    node, problems = read(f"key: {written}\n", "a.yaml")
    assert not problems
    assert node == {"key": written}


@given(
    st.lists(st.tuples(st.integers(0, 3), st.sampled_from(["plain", '"', "'"])), min_size=1),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(["", "\ufeff# é𝄞\n"]),
)
def test_spans_point_at_the_value(rows: list[tuple[int, str]], end: str, before: str) -> None:
    lines = [before.removeprefix("\ufeff").rstrip("\n")] if before else []
    for number, (indent, quote) in enumerate(rows):
        mark = "" if quote == "plain" else quote
        lines += [f"گ{number}:", " " * (indent + 1) + f"é𝄞:   {mark}value {number}{mark}"]
    node, problems = read(end.join(lines), "a.yaml")
    assert not problems
    assert isinstance(node, Table)
    for number, (_, quote) in enumerate(rows):
        inner = node[f"گ{number}"]
        assert isinstance(inner, Table)
        value, key_at = inner["é𝄞"], inner.keys_at["é𝄞"]
        at_value = lines[value.span.line - 1][value.span.column - 1 :]
        assert at_value.startswith("value" if quote == "plain" else quote)
        assert at_value.strip("\"'") == f"value {number}"
        assert lines[key_at.line - 1][key_at.column - 1 :].startswith("é𝄞:")
        assert value.span.key == f"گ{number}.é𝄞"


def test_an_alias_stands_where_its_anchor_does(either: Read) -> None:
    node, problems = either("one: &x\n  - deep\ntwo: *x\n", "a.yaml")
    assert not problems
    assert isinstance(node, Table)
    assert node["two"] is node["one"]


def test_nothing_after_a_colon_is_missing_and_empty_quotes_are_not(either: Read) -> None:
    node, _ = either('one:\ntwo: ""\nthree: # nothing\nfour:\n  -\n', "a.yaml")
    assert isinstance(node, Table)
    assert isinstance(node["one"], Missing)
    assert isinstance(node["two"], Scalar)
    assert isinstance(node["three"], Missing)
    assert [type(item) for item in node["four"]] == [Missing]


@pytest.mark.parametrize("text", ["a: &Co Hill\n", "- a: [&Co Hill]\n", "a: &Co\n  b: c\n"])
def test_an_anchor_that_nothing_asks_for_is_text(text: str, either: Read) -> None:
    (problem,) = either(text, "a.yaml")[1]
    assert problem.rule == "anchor"
    assert problem.message.startswith('"&Co" is read as a name')
    assert problem.span is not None
    assert (problem.span.line, problem.span.column) == (1, text.index("&") + 1)


def test_each_anchor_of_a_name_is_reported(either: Read) -> None:
    text = "a: &x 1\nb: &x 2\nc: *x\nd: &x 3\n"
    assert [problem.span.line for problem in either(text, "a.yaml")[1] if problem.span] == [4]


def test_an_anchor_may_be_set_again(either: Read) -> None:
    node, problems = either("- &x one\n- *x\n- &x two\n- *x\n", "a.yaml")
    assert (node, problems) == (["one", "one", "two", "two"], [])


@pytest.mark.parametrize(
    "opening", ["[", "{a: ", "- ", "? ", "!" * 9 + " ", "&a [", '"x ', "a: &a "]
)
def test_malice_is_refused_soon(opening: str) -> None:
    text = opening * (2_000_000 // len(opening))
    node, problems = read(text, "a.yaml")
    assert node is None or problems
    assert problems
    assert len("\n".join(map(str, problems))) < 2000
