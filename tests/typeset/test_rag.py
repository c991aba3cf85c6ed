"""The edge of a paragraph: which breaks are taken, for any words and any width."""

import itertools
import time
from collections.abc import Iterator, Sequence

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from generator.typeset.rag import (
    LAST,
    LONE,
    LONE_FIRST,
    NEAR,
    PARTED,
    UPPER,
    LineEnd,
    LineEnds,
    best_rag,
    first_fit,
    joined,
    line_ends,
)
from tests.typeset.squares import drawn
from tests.values import replace

SPACE = 0.5
WORDS = st.lists(st.integers(1, 12), min_size=1, max_size=24)
WIDTH = st.integers(4, 40).map(float)
INDENT = st.sampled_from([0.0, 1.5])


def places(words: Sequence[int]) -> list[LineEnd]:
    """Breaks after words of so many letters, each an em wide, with half an em between them."""
    found, x, index = [], 0.0, 0
    for letters in words:
        found.append(LineEnd(index + letters + 1, x + letters, x + letters + SPACE))
        x, index = found[-1].start, found[-1].after
    return found


def text_of(words: Sequence[int]) -> str:
    return " ".join("a" * letters for letters in words)


def lines(words: Sequence[int], taken: Sequence[int]) -> list[list[int]]:
    """The words of each line."""
    starts = [0, *(position + 1 for position in taken)]
    return [list(words[start:end]) for start, end in itertools.pairwise(starts)]


def width_of(line: Sequence[int]) -> float:
    return sum(line) + SPACE * (len(line) - 1)


def breakings(words: Sequence[int], count: int, width: float) -> Iterator[list[list[int]]]:
    """Every way to set the words in `count` lines, none too wide."""
    for cuts in itertools.combinations(range(len(words) - 1), count - 1):
        found = lines(words, [*cuts, len(words) - 1])
        if all(width_of(line) <= width for line in found):
            yield found


@given(WORDS, WIDTH, INDENT, st.booleans(), st.sampled_from([-1, 0, 1]))
def test_every_word_is_set_once_in_order_and_no_line_is_too_wide(
    words: list[int], width: float, indent: float, balance: bool, slope: int
) -> None:
    for taken in (
        first_fit(places(words), width, indent),
        best_rag(places(words), width, text_of(words), indent, balance, slope),
    ):
        assert taken == sorted(set(taken))
        assert taken[-1] == len(words) - 1
        for number, line in enumerate(lines(words, taken)):
            assert len(line) == 1 or width_of(line) <= width - (indent if number else 0) + NEAR


@given(WORDS, WIDTH, INDENT, st.booleans(), st.sampled_from([-1, 0, 1]))
def test_a_better_edge_never_costs_a_line(
    words: list[int], width: float, indent: float, balance: bool, slope: int
) -> None:
    fitted = first_fit(places(words), width, indent)
    better = best_rag(places(words), width, text_of(words), indent, balance, slope)
    assert len(better) == len(fitted)


@given(WORDS, WIDTH)
def test_first_fit_fills_every_line(words: list[int], width: float) -> None:
    found = lines(words, first_fit(places(words), width))
    for line, following in itertools.pairwise(found):
        assert width_of([*line, following[0]]) > width


@given(st.lists(st.integers(1, 9), min_size=2, max_size=12), st.integers(10, 24).map(float))
def test_no_lone_last_word_where_another_break_exists(words: list[int], width: float) -> None:
    taken = best_rag(places(words), width, text_of(words))
    assume(1 < len(taken) <= 8)
    if len(lines(words, taken)[-1]) == 1:
        assert all(len(found[-1]) == 1 for found in breakings(words, len(taken), width))


@given(st.lists(st.integers(1, 9), min_size=3, max_size=10), st.floats(0.6, 0.95))
def test_balanced_lines_are_as_alike_as_they_can_be(words: list[int], share: float) -> None:
    """No other setting in as many lines has a longer shortest line, a lone word on a line and a
    short first line apart."""
    width = max(share * width_of(words), *map(float, words))
    taken = best_rag(places(words), width, text_of(words), balance=True)
    assume(len(taken) == 2)
    chosen = lines(words, taken)
    if len(chosen[-1]) == 1:
        return
    shortest = min(map(width_of, chosen))
    for other in breakings(words, 2, width):
        if min(map(len, other)) > 1 and width_of(other[0]) >= UPPER * width:
            assert min(map(width_of, other)) <= shortest + 1e-6


def test_line_by_line_as_a_phone_would() -> None:
    words = "aaaa bbbb cccc dddd ee"
    assert drawn(words, 14, wrap="first-fit") == ["aaaa bbbb cccc", "dddd ee"]
    assert drawn(words, 19, wrap="first-fit") == ["aaaa bbbb cccc dddd", "ee"]


def test_the_last_word_gets_company() -> None:
    assert drawn("aaaa bbbb cccc dddd ee", 19) == ["aaaa bbbb cccc", "dddd ee"]


def test_no_paragraph_ends_on_a_few_letters() -> None:
    """Where other line ends, in as many lines, give them more words."""
    words = (
        "Ferries cannot stop for you. Stay inside the orange buoys, wear a bright cap, and take "
        "a float that you can hold on to."
    )
    plain, chosen = drawn(words, 34, wrap="first-fit"), drawn(words, 34)
    assert (len(plain), plain[-1]) == (4, "on to.")
    assert (len(chosen), chosen[-1]) == (4, "float that you can hold on to.")


def test_a_long_word_may_stand_alone() -> None:
    assert drawn("aaaa bbbb cccc dddddddddddd", 14) == ["aaaa bbbb cccc", "dddddddddddd"]


def test_a_long_address_has_the_last_line_to_itself() -> None:
    """What leads to it is not parted, as it would be to give any other word company."""
    words = "other formats: www.example.org/in"
    assert drawn(words, 26) == ["other formats:", "www.example.org/in"]
    assert drawn(words.replace(".", "-"), 26)[0] == "other"
    assert drawn("four formats: a.org", 16) == ["four", "formats: a.org"]


def test_headings_have_lines_of_like_length() -> None:
    assert drawn("aaaa bbb ccc dddd", 13) == ["aaaa bbb", "ccc dddd"]
    assert drawn("aaaa bbb ccc dddd eeee", 17) == ["aaaa bbb ccc", "dddd eeee"]
    heading = "aa bbb ccc dd eeee ffff"
    assert drawn(heading, 17, wrap="first-fit") == ["aa bbb ccc dd eeee", "ffff"]
    assert drawn(heading, 17, wrap="balance") == ["aa bbb ccc", "dd eeee ffff"]


def test_lines_that_grow_or_shrink() -> None:
    words = "aaaa bb ccc bb aaaa"
    assert drawn(words, 13, wrap="balance", shape="pyramid") == ["aaaa bb", "ccc bb aaaa"]
    assert drawn(words, 13, wrap="balance", shape="inverted-pyramid") == ["aaaa bb ccc", "bb aaaa"]


def test_a_shape_gives_way_to_a_last_line_of_one_word() -> None:
    words = "aaaaa bbbbbb ccccc"
    assert drawn(words, 14, wrap="balance", shape="inverted-pyramid") == ["aaaaa", "bbbbbb ccccc"]


def test_a_first_line_of_one_word_costs_a_little() -> None:
    assert drawn("aaaaaaa bbbb cc ddd", 15, wrap="balance") == ["aaaaaaa bbbb", "cc ddd"]


def test_lines_after_the_first_are_shorter_by_the_indent() -> None:
    assert drawn("aaaa bbbb cccc dddd", 9) == ["aaaa bbbb", "cccc dddd"]
    assert drawn("aaaa bbbb cccc dddd", 9, indent=1, wrap="first-fit") == [
        "aaaa bbbb",
        "cccc",
        "dddd",
    ]


def test_a_paragraph_of_thousands_of_words_is_set_in_seconds() -> None:
    words = [1 + index * 7 % 12 for index in range(5000)]
    begun = time.process_time()
    taken = best_rag(places(words), 80, text_of(words))
    assert time.process_time() - begun < 10
    assert taken[-1] == len(words) - 1


def ends_of(words: Sequence[int], *lines: int) -> LineEnds:
    """How well lines of so many words end."""
    taken = [sum(lines[: number + 1]) - 1 for number in range(len(lines))]
    return line_ends(places(words), taken, text_of(words))


def test_how_well_lines_end() -> None:
    assert ends_of([4], 1) == LineEnds() == LineEnds(1, 1.0, 1.0, False, 0)
    assert ends_of([4, 4, 2, 1], 2, 2) == LineEnds(2, 1.0, 3.5 / 8.5, False, 0)
    assert ends_of([2, 8, 4], 1, 1, 1) == LineEnds(3, 0.25, 0.5, True, 0, 0.25)
    assert ends_of([8, 2, 4], 1, 1, 1) == LineEnds(3, 0.25, 0.5, True, 0)
    assert joined([ends_of([2, 8], 1, 1), ends_of([8, 1], 1, 1)]) == LineEnds(
        4, 0.25, 0.125, True, 0
    )


def test_which_lines_are_short() -> None:
    assert not LineEnds(2, UPPER, LAST).short_upper
    assert not LineEnds(2, UPPER, LAST).short_last
    assert LineEnds(2, UPPER - 0.01, 1.0).short_upper
    assert LineEnds(2, 1.0, LAST - 0.01).short_last
    assert LineEnds(3, first=LONE_FIRST - 0.01).lone_first
    assert not LineEnds(3, first=LONE_FIRST).lone_first
    assert not LineEnds(2, first=LONE_FIRST - 0.01).lone_first
    assert not LineEnds(2, 1.0, LONE, alone=True).short_last
    assert LineEnds(2, 1.0, LONE - 0.01, alone=True).short_last


def test_a_name_is_parted_only_where_it_does_not_fit_the_line_below() -> None:
    words = [7, 5, 4, 4]
    found = places(words)
    found[1] = replace(found[1], cost=PARTED)
    assert lines(words, best_rag(found, 15, text_of(words))) == [[7], [5, 4, 4]]
    assert lines(words, best_rag(found, 13, text_of(words))) == [[7, 5], [4, 4]]


def test_display_type_parts_no_name_for_a_longer_last_line() -> None:
    words = [6, 5, 4, 3, 3, 2]
    found = places(words)
    for index in (1, 2):  # a name of three words
        found[index] = replace(found[index], cost=PARTED, parts=True)
    chosen = best_rag(found, 20, text_of(words), balance=True)
    assert lines(words, chosen) == [[6, 5, 4, 3], [3, 2]]


@pytest.mark.parametrize(
    ("words", "even"),
    [
        ([5, 5, 7, 3, 6, 3, 9], [[5, 5], [7, 3], [6, 3, 9]]),
        ([7, 3, 5, 7, 2, 2, 2, 6], [[7, 3], [5, 7], [2, 2, 2, 6]]),
    ],
)
def test_a_very_ragged_edge_is_made_even(words: list[int], even: list[list[int]]) -> None:
    assert lines(words, best_rag(places(words), 20, text_of(words))) == even


@pytest.mark.parametrize(
    ("words", "width", "lengths"),
    [
        ([5, 3, 7, 4, 11, 7, 11, 9], 30, [20.5, 18.5, 20.5]),  # and not 16, 15.5, 28
        ([8, 11, 7, 11, 2, 7, 11, 3], 32, [19.5, 21.0, 22.0]),  # and not 19.5, 18.5, 24.5
        # level lines, 13, 23, 16, would have a much worse edge
        ([7, 2, 3, 10, 6, 8, 5, 9], 23, [13.0, 16.5, 23.0]),
    ],
)
def test_short_lines_do_not_lead_to_the_longest_where_level_ones_fit(
    words: list[int], width: float, lengths: list[float]
) -> None:
    found = lines(words, best_rag(places(words), width, text_of(words)))
    assert [width_of(line) for line in found] == lengths


def test_a_chat_has_no_short_first_or_last_line() -> None:
    assert drawn("aaaa bbbb cccc dd", 14.5, wrap="chat") == ["aaaa bbbb", "cccc dd"]
    assert drawn("aaaa bbbb cccc dddd", 14, wrap="chat") == ["aaaa bbbb", "cccc dddd"]
    assert drawn("aaaa bbbb cccc dd ddd", 14, wrap="chat") == ["aaaa bbbb cccc", "dd ddd"]
    assert drawn("a bbbb cccccccc dddd", 9, wrap="chat") == ["a bbbb", "cccccccc", "dddd"]


@given(WORDS, WIDTH)
def test_a_chat_takes_the_lines_that_a_phone_does(words: list[int], width: float) -> None:
    text = text_of(words)
    assert len(drawn(text, width, wrap="chat")) == len(drawn(text, width, wrap="first-fit"))


def test_a_paragraph_of_three_lines_has_no_short_last_line() -> None:
    words = "aaaa bbbb cccc dddd eeee ff gg"
    assert drawn(words, 19, wrap="first-fit") == ["aaaa bbbb cccc dddd", "eeee ff gg"]
    assert drawn("aaaa bbbb cccc dddd ee ff", 20) == ["aaaa bbbb cccc", "dddd ee ff"]
