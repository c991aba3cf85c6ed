"""The bytes of a file follow from its artwork alone."""

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest

from generator.cache import Cache
from generator.page import Artwork, Cluster, GlyphRun, Group
from generator.pdf import write
from generator.pdfobjects import deflating
from tests.pdf.artwork import (
    BLACK,
    BOLD,
    COATED,
    CYAN,
    NAVY,
    OFFICE,
    ORANGE,
    PRESS,
    REGISTRATION,
    REGULAR,
    ROOT,
    artwork,
    page,
    rectangle,
    words,
)


def piece(text: str, accent: str = "") -> Artwork:
    code = Group(tuple(rectangle(40 + n, 30, 0.5, 0.5) for n in range(9)), static=True)
    composed = GlyphRun(
        REGULAR, 12, 10, 50, BLACK, (Cluster(accent, ((180, 0, 0), (200, 10, 300)), 900),)
    )
    return artwork(
        page(
            Group((rectangle(-3, -3, 106, 66, CYAN), rectangle(0, 0, 5, 5, ORANGE))),
            Group((words(text), words(text, y=20, font=BOLD, colour=NAVY), code)),
            *([composed] if accent else []),
            rectangle(-9, 0, 5, 0.1, REGISTRATION),
            bleed=3,
            slug=8,
        )
    )


def test_the_same_artwork_gives_the_same_bytes_after_other_documents() -> None:
    cache = Cache()
    first = write(piece("First words", "e\u0307"), PRESS, COATED, cache=cache)
    write(piece("Ťažké slová ﬁ", "ó"), PRESS, COATED, cache=cache)
    write(piece("Others 0123"), OFFICE, cache=cache)
    assert write(piece("First words", "e\u0307"), PRESS, COATED, cache=cache) == first
    assert write(piece("First words", "e\u0307"), PRESS, COATED, cache=Cache(0)) == first


@pytest.mark.parametrize("seed", ["0", "7"])
def test_the_same_bytes_in_another_process_in_another_order(seed: str) -> None:
    script = (
        "import hashlib\n"
        "from tests.pdf.test_determinism import *\n"
        "cache = Cache()\n"
        "write(piece('Others', 'x'), PRESS, COATED, cache=cache)\n"
        "first = write(piece('First', 'y'), PRESS, COATED, cache=cache)\n"
        "print(hashlib.sha256(first).hexdigest())\n"
    )
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
    result = subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True
    )
    import hashlib

    here = hashlib.sha256(write(piece("First", "y"), PRESS, COATED, cache=Cache())).hexdigest()
    assert result.stdout.strip() == here


@pytest.mark.parametrize(
    "changed",
    [
        piece("Second"),
        artwork(*piece("First").pages, title="Another title"),
        artwork(*piece("First").pages, date="2001-02-03"),
    ],
)
def test_a_change_anywhere_changes_the_identifier(changed: Artwork) -> None:
    def identifier(data: bytes) -> bytes:
        return data[data.rindex(b"/ID") :][:80]

    assert identifier(write(changed, OFFICE, cache=Cache())) != identifier(
        write(piece("First"), OFFICE, cache=Cache())
    )


@pytest.fixture
def deflated(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """The size of everything that is deflated while the test runs."""
    sizes: list[int] = []
    compress = deflating.compressed

    def counted(data: bytes, *how: int) -> bytes:
        sizes.append(len(data))
        return compress(data, *how)

    monkeypatch.setattr(deflating, "compressed", counted)
    return sizes


def test_only_what_changed_is_deflated_again(deflated: list[int]) -> None:
    def with_place(name: str) -> Artwork:
        same = Group((words("These stay as they are"), rectangle(1, 1, 2, 2)))
        return artwork(page(same, Group((words(name),))))

    cache = Cache()
    write(with_place("Leicestershire"), PRESS, COATED, cache=cache)
    deflated.clear()
    write(with_place("Rutland"), PRESS, COATED, cache=cache)
    assert len(deflated) == 1
    assert deflated[0] < 300


def test_a_group_drawn_on_two_pages_is_in_the_file_once() -> None:
    field = Group(tuple(rectangle(x, y, 0.7, 0.7) for x in range(40) for y in range(40)))
    once = write(artwork(page(field)), OFFICE, cache=Cache())
    twice = write(artwork(page(field), page(field)), OFFICE, cache=Cache())
    assert len(twice) - len(once) < 500
