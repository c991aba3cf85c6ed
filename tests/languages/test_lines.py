"""How lines end in every language and layout: nobody stands alone, nothing is parted, and the edge
is no more ragged than a browser's."""

import pytest

from benchmarks.line_ends import faults, report
from benchmarks.paragraphs import paragraphs
from benchmarks.rag import comparable, edges, means
from tests.languages.translated import TAGS
from tests.outside_programs import needs

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("tag", TAGS)
def test_lines_end_well_in_every_layout(tag: str) -> None:
    found = list(paragraphs(tag))
    assert any(each.inputs.style.name == "chat" for each in found)
    wrong = [report(each, fault) for each in found for fault in faults(each)]
    assert not wrong, "\n".join(wrong)

    needs("chromium")  # `text-wrap: pretty`: the same words, measure and number of lines
    running = [edge for edge in edges(comparable(found)) if edge.drawn.is_body]
    assert len(running) > 5
    ours, theirs = means(running)
    assert ours <= theirs
