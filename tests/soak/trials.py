"""What the long trials share: how much is tried, by which seed, and how data is spoilt.

`make soak` tries everything; the tests of every day a small sample of the same.
"""

import os
from collections.abc import Sequence
from random import Random
from typing import Final

SEED: Final = 20260630
IS_WHOLE: Final = os.environ.get("CEASE_SOAK") == "whole"

# What programs have stumbled over, whatever the format.
_TOKENS: Final = (
    *(b"", b"\x00", b"\xff\xfe", b"\xed\xa0\x80", b"\n", b"\r", b'"', b"{", b"]", b"</", b"<<"),
    *(b"-1", b"0", b"1e999", b"NaN", b"9" * 400, b"null", b"../../etc/passwd", b"(" * 2000),
)


def rounds(whole: int, sample: int) -> range:
    """The numbers of what is tried, each a test of its own that can be run alone."""
    return range(whole if IS_WHOLE else sample)


def chance(*names: object) -> Random:
    """Chance that falls the same each time for what bears these names."""
    return Random(f"{SEED} {names}")


def mutated(data: bytes, luck: Random, tokens: Sequence[bytes] = _TOKENS) -> bytes:
    """The data with one to six places spoilt: bits turned, parts cut out, doubled, moved or
    overwritten, tokens put in, the end cut off."""
    spoilt = bytearray(data)
    for _ in range(luck.randint(1, 6)):
        first = luck.randint(0, len(spoilt))
        last = min(len(spoilt), first + luck.choice((1, 2, 4, 16, 200)))
        match luck.randrange(7):
            case 0 if first < len(spoilt):
                spoilt[first] ^= 1 << luck.randrange(8)
            case 1:
                del spoilt[first:last]
            case 2:
                spoilt[first:first] = spoilt[first:last] * luck.choice((1, 2, 50))
            case 3:
                part = spoilt[first:last]
                del spoilt[first:last]
                place = luck.randint(0, len(spoilt))
                spoilt[place:place] = part
            case 4:
                spoilt[first:last] = luck.randbytes(last - first)
            case 5:
                spoilt[first:last] = luck.choice(tokens)
            case _:
                if luck.random() < 0.25:
                    del spoilt[first:]
    return bytes(spoilt)
