"""How lines end in every language and layout: nobody stands alone, nothing is parted, and the edge
is no more ragged than a browser's."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any, Final

import pytest

from benchmarks.line_ends import FAULTS, faults, report
from benchmarks.paragraphs import paragraphs
from benchmarks.rag import comparable, edges, means
from tests.browser import Browser, browser
from tests.languages.translated import TAGS
from tests.outside_programs import needs

pytestmark = pytest.mark.slow


@pytest.fixture(name="tab", scope="module")
def _tab() -> Iterator[Browser]:
    needs("chromium")
    with browser() as tab:
        yield tab


@pytest.mark.parametrize(
    ("lines", "parted"),
    [
        (["Comprometa-", "se a apoiar"], True),
        (["que lhe está enviando-", "lhe. E"], True),
        (["bod ar-", "lein"], True),
        (["online-", "grooming"], False),
        (["a 13-year-", "old girl"], True),
        (["Comprometa-se", "a apoiar"], False),
    ],
)
def test_a_stub_of_a_word_is_seen(lines: list[str], parted: bool) -> None:
    drawn: Any = SimpleNamespace(words=lines)
    assert FAULTS["parts a stub from its word"](drawn) is parted


# Pieces so full that a name in brackets stands on two of their lines.
FULL: Final = {
    ("ar", "flyer-a5 a5"),
    ("ar", "leaflet-a5-4pp a4-half-fold"),
    ("hi", "flyer-a5 a5"),
    ("hi", "leaflet-a5-4pp a4-half-fold"),
    ("pa", "flyer-a5 a5"),
}


@pytest.mark.parametrize("tag", TAGS)
def test_a_short_name_in_brackets_is_parted_only_where_a_piece_is_full(tag: str) -> None:
    torn = {(tag, each.piece) for each in paragraphs(tag) if each.made.torn}
    assert torn <= FULL


@pytest.mark.parametrize("tag", TAGS)
def test_lines_end_well_in_every_layout(tag: str, tab: Browser) -> None:
    found = list(paragraphs(tag))
    assert any(each.inputs.style.name == "chat" for each in found)
    wrong = [report(each, fault) for each in found for fault in faults(each)]
    assert not wrong, "\n".join(wrong)

    # `text-wrap: pretty`: the same words, measure and number of lines
    running = [edge for edge in edges(comparable(found), tab) if edge.drawn.is_body]
    assert len(running) > 5
    ours, theirs = means(running)
    assert ours <= theirs
