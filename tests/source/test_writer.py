"""YAML as it is written: read back as it was, the same bytes each time, comments kept."""

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from generator.problems import Refused
from generator.source.nodes import Items, Missing, Node, Table
from generator.source.project_files import check_characters
from generator.source.reader import read
from generator.source.writer import WIDTH, comments, write
from tests.source.models import REFUSED


def parsed(text: str) -> Node:
    node, problems = read(text, "a.yaml")
    assert not problems, (problems, text)
    assert node is not None
    return node


def plain(node: Node) -> object:
    """What was read, without places."""
    if isinstance(node, Table):
        return {key: plain(value) for key, value in node.items()}
    if isinstance(node, Items):
        return [plain(item) for item in node]
    assert not isinstance(node, Missing)
    return str(node)


def written(value: str) -> str:
    return write({"text": value}, {})


@pytest.mark.parametrize(
    ("value", "line"),
    [
        ("Spot the signs", "text: Spot the signs"),
        ("", 'text: ""'),
        ("{police}", 'text: "{police}"'),
        ("More: here", 'text: "More: here"'),
        ("Visit:", 'text: "Visit:"'),
        ("a #1 risk", 'text: "a #1 risk"'),
        ("no", 'text: "no"'),
        ("~", 'text: "~"'),
        ("0116", 'text: "0116"'),
        ("1:30", 'text: "1:30"'),
        ("12e45678", 'text: "12e45678"'),
        ("3f2a91c0", "text: 3f2a91c0"),
        ("2026-03-31", "text: 2026-03-31"),
        ("- not a list", 'text: "- not a list"'),
        (" kept ", 'text: " kept "'),
        ('He said "no"', 'text: He said "no"'),
        ("“ I pledge”", "text: “ I pledge”"),
        ("tab\there", 'text: "tab\\u0009here"'),
        ("CHILD\\\nSAFETY", "text: |-\n  CHILD\\\n  SAFETY"),
        ("ends\n", 'text: "ends\\n"'),
        ("你好：世界", "text: 你好：世界"),
    ],
)
def test_a_text_is_as_plain_as_it_can_be(value: str, line: str) -> None:
    assert written(value) == f"{line}\n"


def test_a_long_text_is_folded_between_words() -> None:
    value = "word " * 50 + "end"
    lines = written(value).splitlines()
    assert lines[0] == "text: >-"
    assert len(lines) == 4
    assert all(len(line) <= WIDTH and line.startswith("  word") for line in lines[1:])
    assert plain(parsed(written(value))) == {"text": value}


def test_a_long_text_whose_spaces_matter_is_not_folded() -> None:
    value = "two  spaces " * 20
    assert written(value).count("\n") == 1
    assert plain(parsed(written(value))) == {"text": value}


@pytest.mark.parametrize(
    "value",
    [
        "word " * 19 + "# word word",
        "- word " * 19 + "word",
        "# word " * 19 + "word",
        "word " * 16 + "words - word " + "word " * 9 + "word",
        "one\n# two\n- three",
        "one\n<<<<<<< two",
        "word " * 15 + ">>>>>>> " * 3 + "word " * 15 + "word",
    ],
)
def test_no_line_of_a_text_is_taken_for_something_else(value: str) -> None:
    assert plain(parsed(written(value))) == {"text": value}


def test_groups_stand_apart_and_lists_of_groups_begin_at_their_dash() -> None:
    data = {
        "title": "T",
        "codes": ["a", "b"],
        "blocks": {"one": {"text": "1 a"}, "two": {"messages": [{"by": "me", "text": "Hi"}]}},
    }
    assert write(data, {}, {"codes"}) == (
        "title: T\n"
        "codes: [a, b]\n"
        "\n"
        "blocks:\n"
        "  one:\n"
        "    text: 1 a\n"
        "\n"
        "  two:\n"
        "    messages:\n"
        "      - by: me\n"
        "        text: Hi\n"
    )


def test_a_list_too_long_for_its_line_is_written_down_the_page() -> None:
    data = {"source": ["abcdef12"] * 12}
    assert write(data, {}, {"source"}).count("\n  - ") == 12


COMMENTED = """\
# The file.
# Its second line.
title: T # of the leaflet

# Before the blocks.
blocks:
  one:
    # A note, with a "#" in it.
    text: "a # b"
    texts:
      # the first
      - x
# The end.
"""


def test_comments_stay_before_what_they_were_about() -> None:
    node = parsed(COMMENTED)
    assert comments(COMMENTED, node) == {
        "title": ["# The file.", "# Its second line.", "# of the leaflet"],
        "blocks": ["# Before the blocks."],
        "blocks.one.text": ['# A note, with a "#" in it.'],
        "blocks.one.texts.0": ["# the first"],
        "": ["# The end."],
    }
    assert isinstance(node, Table)
    again = write(node, comments(COMMENTED, node))
    assert again == COMMENTED.replace("title: T # of the leaflet", "# of the leaflet\ntitle: T")


def test_a_comment_on_what_has_gone_is_kept_where_it_was_held() -> None:
    kept = {"blocks.one.text": ["# why"], "gone.two": ["# lost?"], "codes.0": ["# first"]}
    assert write({"blocks": {"one": {"texts": ["a"]}}, "codes": ["c"]}, kept, {"codes"}) == (
        "blocks:\n  # why\n  one:\n    texts:\n      - a\n# first\ncodes: [c]\n# lost?\n"
    )


TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters=REFUSED)
    | st.sampled_from("\t\r"),
    max_size=60,
)
PROSE = st.lists(TEXTS, max_size=8).map(" ".join) | st.lists(TEXTS, max_size=3).map("\n".join)
KEYS = st.from_regex(r"[a-z][a-z -]{0,10}[a-z]", fullmatch=True) | TEXTS.filter(bool)
DATA = st.dictionaries(
    KEYS,
    st.recursive(
        PROSE,
        lambda inner: (
            st.lists(inner, min_size=1, max_size=4)
            | st.dictionaries(KEYS, inner, min_size=1, max_size=4)
        ),
        max_leaves=8,
    ),
    min_size=1,
    max_size=4,
)


@pytest.mark.parametrize("character", REFUSED)
@pytest.mark.parametrize("data", ["{}", "a {} b", "\t{}", "one\n{}"])
def test_what_no_file_may_hold_is_not_written_either(character: str, data: str) -> None:
    text = data.format(character)
    for whole in ({"text": text}, {"texts": [text]}, {text: "key"}):
        with pytest.raises(Refused) as refused:
            write(whole, {})
        assert [problem.rule for problem in refused.value.problems] == ["character"]
    assert check_characters(text, "")


@given(DATA)
@example({"a": [{"\u00a0": ""}]})
@example({"a": [{"\u3000b": "\u00a0c"}]})
@example({"a": ["\u00a0", [{"\u2003b\u2003": "\u2003"}]]})
def test_whatever_is_written_is_read_back(data: dict[str, object]) -> None:
    text = write(data, {}, {"source"})  # type: ignore[arg-type]
    node = parsed(text)
    assert plain(node) == data
    assert isinstance(node, Table)
    assert write(node, comments(text, node), {"source"}) == text
    assert yaml.load(text, yaml.BaseLoader) == data
