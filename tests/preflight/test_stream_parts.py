"""A stream like one that was read is read in parts, and what it paints is what it paints whole."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

import pytest

from generator.cache import Cache
from generator.preflight.painting.page_streams import PaintedPage
from generator.preflight.painting.stream_parts import PartInputs, lines_apart
from tests.preflight.samples import spelt
from tests.preflight.test_painted_streams import BLUE, RED, page, separation, shown

# A stream of lines, with a bar where another stream begins, at a place for the first words.
BODY: Final = b"q BT /F1 9 Tf 1 0 0 1 120 150 Tm [<%b>] TJ\n1 0 0 1 120 139 Tm [<0023>] TJ\nET Q "
Words = Callable[[bytes], PaintedPage]


def parts_known(cache: Cache) -> int:
    return sum(kind is PartInputs for kind, _ in cache._known)


def filled(body: bytes, words: str) -> bytes:
    return body % spelt(words)


def test_the_first_stream_of_a_kind_is_read_whole() -> None:
    """`LikeStreamInputs.between` says its kind."""
    cache = Cache()
    page(filled(BODY, "A"), cache=cache)
    page(b"1 w " + filled(BODY, "A"), cache=cache)
    assert parts_known(cache) == 0
    page(filled(BODY, "AB"), cache=cache)
    assert parts_known(cache) == len([part for part in lines_apart(BODY % b"") if part])
    known = parts_known(cache)
    page(filled(BODY, "BA"), cache=cache)
    assert parts_known(cache) == known + 1


@pytest.mark.parametrize(
    "content",
    [
        b"BT 1 0 0 1 9 9 Tm [<0022>] TJ\n(1 0 0 1 9 9 Tm [<0022>] TJ ) Tj ET",
        b"BT 1 0 0 1 9 9 Tm [<0022>] TJ\n[<0022>] TJ ET",
        b"BT 1 0 0 1 9 9 Tm [<0022>] TJ\n0 9 Td ET",
        b"BT 1 0 0 1 9 9 Tm [<0022>] TJ\nT* ET",
        b"BT 1 0 0 1 9 9 Tm [(A)] TJ\nET",
        b"BT % 1 0 0 1 9 9 Tm [<0022>] TJ\nET",
        b"BT /P <</MCID 0>> BDC 1 0 0 1 9 9 Tm [<0022>] TJ\nEMC ET",
        b"BT /P BMC 1 0 0 1 9 9 Tm [<0022>] TJ\nEMC ET",
        b"/X Do BT 1 0 0 1 9 9 Tm [<0022>] TJ\nET",
        b"BI /W 1 /H 1 ID 1 0 0 1 9 9 Tm [<0022>] TJ\nEI ET",
        b"BT 1 0 0 1 9 9 Tm [<0022>] TJ\n",
        b"BT ET",
    ],
)
def test_a_stream_whose_lines_hang_together_is_read_whole(content: bytes) -> None:
    assert lines_apart(content) == ()


@pytest.mark.parametrize("fault", [b"7 1 0 0 1 9 9 Tm [<0022>] TJ\n", b"7 7 Tz\n", b"9 9 m\n"])
def test_a_stream_that_cannot_be_understood_is_read_whole(fault: bytes) -> None:
    body = BODY.replace(b"ET", fault + b"ET")
    cache = Cache()
    for words in ("A", "AB", "B"):
        assert shown(page(filled(body, words), cache=cache)) == shown(page(filled(body, words)))
    assert parts_known(cache)


def coloured(ink: bytes, words: str, **how: object) -> PaintedPage:
    return page(b"/S cs 1 scn " + filled(BODY, words), objects=separation(ink), **how)  # type: ignore[arg-type]


def after(ink: bytes, words: str, **how: object) -> PaintedPage:
    return page(ink + b"|" + filled(BODY, words), parts=2, **how)  # type: ignore[arg-type]


def on_shape(shape: bytes, words: str, **how: object) -> PaintedPage:
    """On a shape that is filled before any line is shown, in the line's own stream."""
    body = BODY.replace(b"q BT", b"q 0 0 0 0 k " + shape + b" f 0 0 0 1 k BT")
    return page(filled(body, words), **how)  # type: ignore[arg-type]


# By the part of a key, two ways to paint words that differ in nothing else.
KEYS: Final[dict[str, Sequence[Callable[..., PaintedPage]]]] = {
    "PartInputs.named": [partial(coloured, b"Red"), partial(coloured, b"Blue")],
    "PartInputs.before": [partial(after, RED), partial(after, BLUE)],
    "PartInputs.before: the shape that text stands on": [
        partial(on_shape, b"110 120 60 60 re"), partial(on_shape, b"119.9 120 60 60 re"),
    ],
}  # fmt: skip


@pytest.mark.parametrize("case", KEYS)
def test_parts_of_streams_that_differ_in_one_thing_are_painted_alike(case: str) -> None:
    alone = [[shown(way(words)) for words in ("A", "AB", "B")] for way in KEYS[case]]
    assert alone[0][-1] != alone[1][-1]
    cache = Cache()
    for way, found in zip(KEYS[case], alone, strict=True):
        assert [shown(way(words, cache=cache)) for words in ("A", "AB", "B")] == found
    assert parts_known(cache)


def test_each_string_is_measured() -> None:
    """`PartInputs.content`: the words of one line, of many that are the same."""
    cache = Cache()
    for words in ("A", "B", "AB", "ABBA", "A"):
        assert shown(page(filled(BODY, words), cache=cache)) == shown(page(filled(BODY, words)))
