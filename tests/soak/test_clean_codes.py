"""Codes at random, spotless and marked: one taken for clean is read through the blur.

`make soak` tries some hundreds.
"""

from random import Random
from typing import Final

import pytest

from tests.preflight.samples import CARD_X, CARD_Y, Sample, card_size, code, rectangle
from tests.preflight.test_blurred_codes import seen, through_blur, with_code
from tests.soak.trials import chance, rounds

INKS: Final = (b"0 0 0 1 k", b"1 1 1 1 k", b"1 0.5 0 0.6 k", b"0.5 0.5 0.5 0.5 k", b"1 1 0 0 k")
MARKS: Final = (b"0 0 0 0 k ", b"0 0 0 1 k ", b"0 0 0 0.5 k ")


def random_code(luck: Random) -> tuple[str, float, Sample]:
    """What a code says, the size of its card, and the page: often it has marks on it."""
    letters = "abcdefghijklmnopqrstuvwxyz0123456789-/?="
    text = "https://example.org/" + "".join(luck.choices(letters, k=luck.choice((3, 8, 20, 40))))
    module = luck.choice((0.5, 0.51, 0.55, 0.6)) * luck.uniform(1, 1.03)
    size = card_size(text, module)
    marks = b""
    for _ in range(luck.choice((0, 0, 0, 1, 4, 20))):
        wide, high = luck.choice(((0.4, 0.4), (0.1, 9.0), (12.0, 0.1)))
        left, top = (CARD_X + luck.uniform(0, size), CARD_Y + luck.uniform(0, size))
        marks += luck.choice(MARKS) + rectangle(left, top, wide, high) + b"f "
    return text, size, with_code(code(text, module, luck.choice(INKS)), size, marks)


# Marks on these hid them from the larger picture alone.
ONCE_FAULTY: Final = (216, 365)


@pytest.mark.parametrize("number", sorted({*rounds(400, 8), *ONCE_FAULTY}))
def test_a_clean_code_is_one_that_is_read_through_the_blur(number: int) -> None:
    """Whoever does not know what a code should say always reads it through the blur."""
    text, size, sample = random_code(chance("clean codes", number))
    assert through_blur(seen(sample, size, text), text) == through_blur(
        seen(sample, size, ""), text
    )
