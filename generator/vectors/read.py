"""Reads a drawing from a file, and compares it with another program's picture of the file."""

from __future__ import annotations

import hashlib
import os
import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from .model import Unusable, Vector

if TYPE_CHECKING:
    from .compare import Difference

SUFFIXES: Final = frozenset({".svg", ".svgz", ".pdf", ".ai", ".eps"})


@cache
def _already_compared() -> frozenset[str]:
    """The digests of the drawings that ship with the program: each was held against resvg's picture
    of it. `python -m tools.compare_drawings` writes the file."""
    return frozenset(Path(__file__).with_name("already_compared.txt").read_text("ascii").split())


def is_vector(path: str) -> bool:
    """Whether a file is a drawing, by the end of its name."""
    return Path(path).suffix.lower() in SUFFIXES


def read_vector(path: str) -> Vector:
    """The drawing in a file. Raises `Unusable`, also if the file cannot be read."""
    file = Path(path)
    try:
        data = file.read_bytes()
    except OSError as problem:
        reason = f"cannot be read: {problem.strerror}"
        raise Unusable(reason, "check the path and the file") from None
    if b"%PDF-" in data[:1024]:  # Illustrator's own files are PDF too
        from .compare import page_difference
        from .pdf import read_pdf

        vector = read_pdf(data)
        _check(file, data, page_difference(data, vector))
        return vector
    if file.suffix.lower() in {".svg", ".svgz"}:
        return _compared(file, data)
    raise Unusable("is not a drawing in SVG or PDF", "save it as SVG or PDF, or as PNG")


def _compared(file: Path, data: bytes) -> Vector:
    """A drawing in SVG. Raises `Unusable` if other programs draw it otherwise."""
    from .compare import can_compare, difference
    from .svg import read_svg

    read = read_svg(data)
    if hashlib.sha256(data).hexdigest() not in _already_compared() and can_compare():
        _check(file, data, difference(data, read))
    return read.vector


def _check(file: Path, data: bytes, found: Difference | None) -> None:
    from .compare import PERCENT

    if found is None:
        return
    message = (
        f"is not read here as other programs draw it: {found.percent:.1f} % of what it "
        f"paints differs, and {PERCENT:g} % may"
    )
    digest = hashlib.sha256(data).hexdigest()
    place = _save(f"{file.stem}-{digest[:12]}.png", found.picture)
    look = f"; {place} shows what they draw, what was read here, and in red where that differs"
    raise Unusable(
        message, "export it anew as plain SVG, or PDF, of flat shapes" + (look if place else "")
    )


def _save(name: str, picture: bytes) -> Path | None:
    """Save a picture for the user to look at, in the system's temporary folder and never beside the
    logo. None if it cannot be saved."""
    place = Path(tempfile.gettempdir()) / f"cease-{name}"
    try:
        with open(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(picture)
    except FileExistsError:
        return place
    except OSError:
        return None
    return place
