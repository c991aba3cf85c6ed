"""Opening a partner's logo: that it is there, can be read, and is fine enough for its size."""

from __future__ import annotations

import hashlib
from pathlib import Path

from generator.content.document import Logo
from generator.problems import Problem, error
from generator.typeset.parts import Picture

PPI = 250  # least effective resolution of an image in print
FORMATS = ("PNG", "JPEG", "TIFF")


def open_picture(logo: Logo, tallest: float, widest: float) -> tuple[Picture | None, list[Problem]]:
    """The logo as a picture to be placed no larger than `tallest` by `widest` mm."""
    from PIL import Image, UnidentifiedImageError

    shown = Path(logo.file).name
    try:
        data = Path(logo.file).read_bytes()
        with Image.open(logo.file, formats=FORMATS) as image:
            width, height = image.size
            image.verify()
    except FileNotFoundError:
        return None, [error("missing-image", f'there is no file "{shown}"', logo.span)]
    except (UnidentifiedImageError, OSError, SyntaxError, Image.DecompressionBombError):
        return None, [
            error(
                "unreadable-image",
                f'"{shown}" cannot be read as an image',
                logo.span,
                "use a PNG, JPEG or TIFF file",
            )
        ]
    ratio = width / height
    placed = min(tallest, widest / ratio)
    ppi = height / (placed / 25.4)
    if ppi < PPI:
        needed = round(placed / 25.4 * PPI)
        return None, [
            error(
                "small-image",
                f'"{shown}" is too small: {width} × {height} pixels print at {ppi:.0f} ppi',
                logo.span,
                f"ask the partner for one at least {needed} pixels high",
                [f"it stands {placed:.1f} mm high, and {PPI} ppi is the least that prints sharp"],
            )
        ]
    return Picture(logo.file, hashlib.sha256(data).hexdigest(), ratio, logo.alt, logo.span), []
