"""Which files are drawings, and reading each once."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Final

from generator.vectors.model import Unusable, Vector

SUFFIXES: Final = frozenset({".svg", ".pdf", ".ai", ".eps"})


def is_vector(path: str) -> bool:
    """Whether a file is to be read as a drawing, by its name."""
    return Path(path).suffix.lower() in SUFFIXES


@lru_cache(maxsize=64)
def read_vector(path: str, digest: str) -> Vector:
    """The drawing in a file; `digest` is of its bytes, so that a changed file is read anew.
    Raises `Unusable`, also if the file cannot be read."""
    file = Path(path)
    try:
        data = file.read_bytes()
    except OSError as problem:
        reason = f"cannot be read: {problem.strerror}"
        raise Unusable(reason, "check the path and the file") from None
    if b"%PDF-" in data[:1024]:  # Illustrator's own files are PDF too
        from generator.vectors.pdf import read_pdf

        return read_pdf(data)
    if file.suffix.lower() == ".svg":
        from generator.vectors.svg import read_svg

        return read_svg(data)
    raise Unusable("is not a drawing in SVG or PDF", "save it as SVG or PDF, or as PNG")
