"""In scripts with tall or deep letters, small lines keep their distance from trim and folds.

An imprint, an address and the last line of a list stand at the foot of a page. They move, by the
ink of their letters, where these reach too near the knife. `make soak` tries every number of
contacts in every layout; the tests of every day a sample that falls the same each time.
"""

import re
from itertools import product
from typing import Final

import pytest

from generator.cache import Cache
from generator.problems import Problem, Refused
from generator.typeset.compose import Composed, compose
from generator.typeset.safety import ink, runs
from tests import sample_areas
from tests.soak.trials import IS_WHOLE, chance, rounds
from tests.typeset import shipped
from tests.values import replace

TAGS: Final = ("ar", "bn", "ckb", "gu", "hi", "pa", "ta", "ur")
PIECES: Final = tuple(piece for piece in shipped.PIECES if piece[1] not in {"a2", "a1"})
COUNTS: Final = range(1, 9)
LONGER: Final = (0.0, 0.05, 0.1)  # of the letters: gaps close, and most words still fit
NEAR: Final = 0.01  # mm


def groups() -> list[tuple[str, str, str]]:
    found = [(tag, *piece) for tag, piece in product(TAGS, PIECES)]
    chance("small lines").shuffle(found)
    return found


GROUPS: Final = groups()


def least_room(made: Composed) -> float:
    """How far the nearest ink of a piece stands from the trim or a fold, mm."""
    rooms = []
    for page in made.artwork.pages:
        for run in runs(page.marks):
            if box := ink(run):
                left, top, right, bottom = box
                rooms += [left, top, page.width - right, page.height - bottom]
                rooms += [max(left - fold, fold - right) for fold in page.folds]
    return min(rooms)


def is_long_word(problem: Problem) -> bool:
    """Whether a piece is refused for a word that doubled letters make wider than its column."""
    return re.fullmatch(r'".+" is wider than its column of [\d.]+ mm', problem.message) is not None


@pytest.mark.parametrize("number", rounds(len(GROUPS), 8))
def test_small_lines_keep_their_distance_by_moving(number: int) -> None:
    tag, layout, size = GROUPS[number]
    cache, drawing = Cache(), shipped.drawing(layout)
    cases = list(product(COUNTS, LONGER))
    for count, longer in cases if IS_WHOLE else chance(number).sample(cases, 2):
        document = sample_areas.document(tag, count)
        blocks = {
            name: replace(block, texts=tuple(shipped.longer(text, longer) for text in block.texts))
            if block.kind != "imprint" and not block.contacts and longer
            else block
            for name, block in document.blocks.items()
        }
        try:
            made = compose(replace(document, blocks=blocks), drawing, size, cache=cache)
        except Refused as refused:
            assert longer
            assert all(map(is_long_word, refused.problems))  # noqa: PT017 - others may be set
            continue
        least = min(page.safe for page in made.artwork.pages)
        assert least_room(made) >= least - NEAR, (GROUPS[number], count, longer)
        assert sample_areas.IMPRINT["publisher"] in shipped.words(made)
