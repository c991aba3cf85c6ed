"""Compresses bytes (RFC 1950) with libdeflate, the same on every computer.

Python's own zlib is zlib on one and zlib-ng on another, and their bytes differ. libdeflate gives
the same bytes everywhere for one version, so its version is pinned to the last digit.
"""

from typing import Final

import deflate

# How hard it tries, as zlib counts.
LEVEL: Final = 6


def compressed(data: bytes, level: int = LEVEL) -> bytes:
    """`data` as a stream with the filter FlateDecode has it."""
    return bytes(deflate.zlib_compress(data, level))
