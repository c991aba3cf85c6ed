"""Write generator/vectors/already_compared.txt. It holds the drawings that ship with the program
against resvg's pictures of them, so that no build has to.

    python -m tools.compare_drawings
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Final

from generator.vectors.compare import difference
from generator.vectors.svg import read_svg

ROOT: Final = Path(__file__).resolve().parents[1]
FILE: Final = ROOT / "generator/vectors/already_compared.txt"


def drawings() -> list[Path]:
    """Every drawing that ships with the program."""
    return sorted((ROOT / "content").glob("*/symbols/*.svg"))


def written() -> str:
    """The file. Raises `AssertionError` for a drawing that is read otherwise than by resvg."""
    digests = set()
    for file in drawings():
        data = file.read_bytes()
        assert difference(data, read_svg(data)) is None, file
        digests.add(hashlib.sha256(data).hexdigest())
    return "".join(f"{digest}\n" for digest in sorted(digests))


if __name__ == "__main__":
    FILE.write_text(written(), encoding="utf-8")
