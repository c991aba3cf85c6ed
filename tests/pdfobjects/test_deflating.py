"""The same bytes are compressed to the same bytes on every computer."""

import zlib
from hashlib import sha256

import pytest

from generator.pdfobjects.deflating import compressed

LINES = b"".join(
    b"1 0 0 1 %d.%03d %d Tm [<%04X>] TJ\n" % (n, n * 7 % 1000, n, n) for n in range(4000)
)


@pytest.mark.parametrize(
    ("level", "digest"),
    [
        (4, "cbaded32d883e045"),
        (6, "da1cc61dacae1469"),
    ],
)
def test_the_bytes_of_this_version_of_libdeflate(level: int, digest: str) -> None:
    """A new version may change every file that the program makes: CHANGELOG then says so."""
    packed = compressed(LINES, level)
    assert zlib.decompress(packed) == LINES
    assert sha256(packed).hexdigest()[:16] == digest


@pytest.mark.parametrize("data", [b"", b"q", bytes(100_000)])
def test_any_reader_inflates_it(data: bytes) -> None:
    assert zlib.decompress(compressed(data)) == data
