"""Which files are drawings, and reading one."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from generator.vectors.already_compared import COMPARED
from generator.vectors.model import Unusable, Vector

if TYPE_CHECKING:
    from generator.vectors.compare import Difference

SUFFIXES: Final = frozenset({".svg", ".svgz", ".pdf", ".ai", ".eps"})


def is_vector(path: str) -> bool:
    """Whether a file is to be read as a drawing, by its name."""
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
        from generator.vectors.compare import page_difference
        from generator.vectors.pdf import read_pdf

        vector = read_pdf(data)
        _check(file, data, page_difference(data, vector))
        return vector
    if file.suffix.lower() in {".svg", ".svgz"}:
        return _compared(file, data)
    raise Unusable("is not a drawing in SVG or PDF", "save it as SVG or PDF, or as PNG")


def _compared(file: Path, data: bytes) -> Vector:
    """A drawing in SVG that was read as others read it."""
    from generator.vectors.compare import can_compare, difference
    from generator.vectors.svg import read_svg

    read = read_svg(data)
    if hashlib.sha256(data).hexdigest() not in COMPARED and can_compare():
        _check(file, data, difference(data, read))
    return read.vector


def _check(file: Path, data: bytes, found: Difference | None) -> None:
    """Raise `Unusable` for a drawing that was read otherwise than others read it."""
    from generator.vectors.compare import PERCENT

    if found is None:
        return
    message = (
        f"is not read here as other programs draw it: {found.percent:.1f} % of what it "
        f"paints differs, and {PERCENT:g} % may"
    )
    digest = hashlib.sha256(data).hexdigest()
    place = _kept(f"{file.stem}-{digest[:12]}.png", found.picture)
    look = f"; {place} shows what they draw, what was read here, and in red where that differs"
    raise Unusable(
        message, "export it anew as plain SVG, or PDF, of flat shapes" + (look if place else "")
    )


def _kept(name: str, picture: bytes) -> Path | None:
    """Where a picture lies for its user to look at: among the system's temporary files, never
    beside the logo. None if there is no room for it."""
    place = Path(tempfile.gettempdir()) / f"cease-{name}"
    try:
        with open(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(picture)
    except FileExistsError:
        return place
    except OSError:
        return None
    return place
