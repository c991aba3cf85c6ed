"""How many lines end badly: every paragraph of every layout, in every language.

    python -m benchmarks.line_ends            # all languages: counts of each kind
    python -m benchmarks.line_ends pl ur      # some, and each paragraph that is counted

Whatever could be broken better in as many lines is counted, and nothing else: a text of two long
words stands on two lines.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import Final

from benchmarks.paragraphs import Drawn, paragraphs, tags
from generator.isolates import ADDRESS, NUMBER

STUB: Final = re.compile(r"(?<![^\s(])[^\W\d_]{1,3}[-\u2010]$")
HYPHEN: Final = re.compile(r"\w[-\u2010]$")
TAIL: Final = re.compile(r"[^\W\d_]{1,3}(?=[\s.,:;!?)”»]|$)")
SPACED: Final = re.compile(r"“\s|\s”(?!\w)")
HAN: Final = "[\u3000-\u303f\u4e00-\u9fff\uff00-\uff60]"
SPACED_HAN: Final = re.compile(f"{HAN} {HAN}")
KISSES: Final = re.compile(r"(\blol x x|:\) x x)$")


def _parts_the_kisses(each: Drawn) -> bool:
    return each.inputs.style.name == "chat" and not KISSES.search(each.words[-1])


def _parts_a_stub(each: Drawn) -> bool:
    """Whether a hyphen of a word's own parts its first or last letters, three or fewer."""
    lines = pairwise(each.words)
    tails = (TAIL.match(after) for before, after in lines if HYPHEN.search(before))
    return any(map(STUB.search, each.words[:-1])) or any(tails)


def _parts_a_number(each: Drawn) -> bool:
    said = " ".join(each.words)
    whole = [match[0] for match in NUMBER.finditer(said) if len(match[0]) > 6]
    whole += [match[0] for match in ADDRESS.finditer(said) if "/" not in match[0]]
    return not all(any(part in line for line in each.words) for part in whole)


FAULTS: Final[Mapping[str, Callable[[Drawn], bool]]] = {
    "ends with one word": lambda each: each.is_body and each.could_end_better,
    "has a short line": lambda each: each.is_short,
    "parts a name": lambda each: each.parts_needlessly,
    "parts the kisses": _parts_the_kisses,
    "parts a stub from its word": _parts_a_stub,
    "parts a number or an address": _parts_a_number,
    "has an open quotation mark": lambda each: bool(SPACED.search(" ".join(each.words))),
    "has a space between ideographs": lambda each: any(map(SPACED_HAN.search, each.words)),
}


def faults(each: Drawn) -> list[str]:
    """What is wrong with the lines of a paragraph."""
    return [fault for fault, there in FAULTS.items() if there(each)]


def report(each: Drawn, fault: str) -> str:
    return f"{each.piece}, {each.inputs.style.name}: {' / '.join(each.words)} {fault}"


def main(languages: Sequence[str]) -> None:
    total: Counter[str] = Counter()
    for tag in languages or tags():
        found = list(paragraphs(tag))
        wrong = [(each, fault) for each in found for fault in faults(each)]
        counts = Counter(fault for _, fault in wrong)
        total += Counter(paragraphs=len(found)) + counts
        print(tag, len(found), "paragraphs:", dict(counts) or 0, flush=True)
        for each, fault in wrong if languages else ():
            print(f"  {report(each, fault)}")
    print(f"{total['paragraphs']} paragraphs in all")
    for fault in FAULTS:
        print(f"{total[fault]:4} {fault}")


if __name__ == "__main__":
    main(sys.argv[1:])
