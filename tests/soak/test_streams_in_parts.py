"""Streams at random, alike but for what their lines say and where: read in parts with one cache,
they paint what each paints read as a whole.

`make soak` tries some hundreds.
"""

from random import Random
from typing import Final

import pytest

from generator.cache import Cache
from generator.preflight.painting.graphics import GraphicsState
from generator.preflight.painting.page_streams import PaintedPage
from tests.preflight.samples import pt, spelt
from tests.preflight.test_painted_streams import page, shown
from tests.preflight.test_stream_parts import parts_known
from tests.soak.trials import chance, rounds
from tests.values import replace

STATES: Final = (
    b"%d Tr", b"%d Tc", b"%d Tw", b"%d0 Tz", b"%d Ts", b"%d w", b"/F0 %d Tf", b"/F1 1%d Tf",
    b"0 0 0 0.%d k", b"0.%d 0 0 1 K", b"/K gs", b"1 0 0 1 %d %d cm", b"%d M", b"7 7 %d0 %d0 re W n",
)  # fmt: skip
SHAPES: Final = (b"%.1f %.1f 90 -80 re f", b"%.1f %.1f 9 0.4 re f", b"%.1f %.1f m 90 90 l S")
WORDS: Final = ("A", "AB", "https", "pledge", "B" * 30, "e.g", "")


def number(luck: Random) -> bytes:
    return b"%.3f" % pt(luck.uniform(-5, 75))


def line(luck: Random) -> bytes:
    """A line of text, straight or turned, in one piece or with shifts."""
    turn = luck.choice((b"1 0 0 1", b"1 0 0 1", b"0 1 -1 0", b"2 0 0.3 1"))
    pieces = [b"<%b>" % spelt(luck.choice(WORDS)) for _ in range(luck.randint(1, 3))]
    return b"%b %b %b Tm [%b] TJ\n" % (turn, number(luck), number(luck), b"12.5".join(pieces))


def state(luck: Random) -> bytes:
    made = luck.choice(STATES)
    return made % tuple([luck.randint(1, 7)] * made.count(b"%d")) + b"\n"


def shape(luck: Random) -> bytes:
    return luck.choice(SHAPES) % (luck.uniform(0, 200), luck.uniform(0, 200)) + b"\n"


def pieces_of(luck: Random) -> list[bytes]:
    """A stream in pieces. A line stands as an empty one."""
    found = [b"q BT /F1 9 Tf\n"]
    for _ in range(luck.randint(2, 9)):
        match luck.randrange(5):
            case 0:
                found.append(b"ET\n" + shape(luck) + b"BT\n")
            case 1:
                found.append(state(luck))
            case _:
                found.append(b"")
    return [*found, b"", b"ET " + luck.choice((b"Q", b"Q", b"", b"Q " + shape(luck)))]


def written(pieces: list[bytes], lines: list[bytes]) -> bytes:
    left = iter(lines)
    return b"".join(piece or next(left) for piece in pieces)


def all_of(found: PaintedPage) -> object:
    """All that is known of a page but digests of clips: they say in which stream each was made."""
    after = [replace(one.after, state=unclipped(one.after.state)) for one in found.streams]
    saved = [tuple(map(unclipped, one.saved)) for one in after]
    return shown(found), [replace(one, saved=()) for one in after], saved


def unclipped(state: GraphicsState) -> GraphicsState:
    return state._replace(clip=b"")


@pytest.mark.parametrize("trial", rounds(300, 12))
def test_a_stream_read_in_parts_paints_what_it_paints_whole(trial: int) -> None:
    luck, cache = chance("streams in parts", trial), Cache()
    pieces = pieces_of(luck)
    lines = [line(luck) for piece in pieces if not piece]
    for _ in range(4):
        content = written(pieces, lines)
        assert all_of(page(content, cache=cache)) == all_of(page(content)), content
        lines[luck.randrange(len(lines))] = line(luck)
    assert parts_known(cache)
