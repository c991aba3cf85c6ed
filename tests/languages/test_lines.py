"""How lines end in every language and layout: nobody stands alone, and nothing is parted."""

import re

import pytest

from benchmarks.paragraphs import Drawn, paragraphs
from generator.isolates import ADDRESS, NUMBER
from tests.languages.translated import TAGS

pytestmark = pytest.mark.slow

STUB = re.compile(r"(?<![^\s(])[^\W\d_]{1,3}[-\u2010]$")
SPACED = re.compile(r"“\s|\s”(?!\w)")
HAN = "[\u3000-\u303f\u4e00-\u9fff\uff00-\uff60]"
KISSES = re.compile(r"(\blol x x|:\) x x)$")


def faults(each: Drawn) -> list[str]:
    """What is wrong with the lines of a paragraph."""
    said = " ".join(each.words)
    whole = [match[0] for match in NUMBER.finditer(said) if len(match[0]) > 6]
    whole += [match[0] for match in ADDRESS.finditer(said) if "/" not in match[0]]
    found = {
        "ends with one word": each.is_body and each.could_end_better,
        "parts the kisses": each.inputs.style.name == "chat" and not KISSES.search(each.words[-1]),
        "ends a line with a stub": any(map(STUB.search, each.words[:-1])),
        "parts a number or an address": not all(
            any(part in line for line in each.words) for part in whole
        ),
        "has an open quotation mark": SPACED.search(said),
        "has a space between ideographs": any(
            re.search(f"{HAN} {HAN}", line) for line in each.words
        ),
        "has a short line": each.is_short,
    }
    return [fault for fault, there in found.items() if there]


@pytest.mark.parametrize("tag", TAGS)
def test_lines_end_well_in_every_layout(tag: str) -> None:
    found = list(paragraphs(tag))
    assert any(each.inputs.style.name == "chat" for each in found)
    wrong = [
        f"{each.piece}, {each.inputs.style.name}: {' / '.join(each.words)} {fault}"
        for each in found
        for fault in faults(each)
    ]
    assert not wrong, "\n".join(wrong)
