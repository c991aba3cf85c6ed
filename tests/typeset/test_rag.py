"""The edge of a paragraph: which breaks are taken, for any words and any width."""

import itertools
import time
from collections.abc import Iterator, Sequence

from hypothesis import assume, given
from hypothesis import strategies as st

from generator.typeset.rag import SHORT_END, LineEnd, best_rag, first_fit
from tests.typeset.squares import drawn

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


def ends_alone(line: Sequence[int]) -> bool:
    return len(line) == 1 and line[0] < SHORT_END


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
            assert len(line) == 1 or width_of(line) <= width - (indent if number else 0) + 1e-6


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
def test_no_lone_short_last_word_where_full_lines_avoid_it(words: list[int], width: float) -> None:
    """If lines three quarters full leave company for the last word, it has company."""
    taken = best_rag(places(words), width, text_of(words))
    assume(1 < len(taken) <= 8)
    avoidable = any(
        not ends_alone(found[-1]) and all(width_of(line) >= 0.75 * width for line in found[:-1])
        for found in breakings(words, len(taken), width)
    )
    if avoidable:
        assert not ends_alone(lines(words, taken)[-1])


@given(st.lists(st.integers(1, 9), min_size=3, max_size=10), st.floats(0.6, 0.95))
def test_balanced_lines_are_as_alike_as_they_can_be(words: list[int], share: float) -> None:
    """No other setting in as many lines has a longer shortest line, a lone last word apart."""
    width = max(share * width_of(words), *map(float, words))
    taken = best_rag(places(words), width, text_of(words), balance=True)
    assume(len(taken) == 2)
    chosen = lines(words, taken)
    if len(chosen[-1]) == 1:
        return
    shortest = min(map(width_of, chosen))
    for other in breakings(words, 2, width):
        if len(other[-1]) > 1:
            assert min(map(width_of, other)) <= shortest + 1e-6


def test_line_by_line_as_a_phone_would() -> None:
    words = "aaaa bbbb cccc dddd ee"
    assert drawn(words, 14, wrap="first-fit") == ["aaaa bbbb cccc", "dddd ee"]
    assert drawn(words, 19, wrap="first-fit") == ["aaaa bbbb cccc dddd", "ee"]


def test_the_last_word_gets_company() -> None:
    assert drawn("aaaa bbbb cccc dddd ee", 19) == ["aaaa bbbb cccc", "dddd ee"]


def test_a_long_word_may_stand_alone() -> None:
    assert drawn("aaaa bbbb cccc dddddddddddd", 14) == ["aaaa bbbb cccc", "dddddddddddd"]


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
