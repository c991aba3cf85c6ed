"""Opening a partner's logo: that it is there, can be read, and is fine enough for its size."""

from __future__ import annotations

import hashlib
from pathlib import Path

from generator.content.document import Logo
from generator.problems import Problem, error
from generator.typeset.parts import Picture
from generator.vectors import Unusable, is_vector, read_vector

PPI = 250  # least effective resolution of an image in print
FORMATS = ("PNG", "JPEG", "TIFF")


def open_picture(logo: Logo, tallest: float, widest: float) -> tuple[Picture | None, list[Problem]]:
    """The logo as a picture to be placed no larger than `tallest` by `widest` mm."""
    if is_vector(logo.file):
        return _open_drawing(logo)
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
                "use an SVG, PDF, PNG, JPEG or TIFF file",
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


def _open_drawing(logo: Logo) -> tuple[Picture | None, list[Problem]]:
    """A drawing, which is sharp at any size."""
    shown = Path(logo.file).name
    try:
        digest = hashlib.sha256(Path(logo.file).read_bytes()).hexdigest()
        found = read_vector(logo.file, digest)
    except FileNotFoundError:
        return None, [error("missing-image", f'there is no file "{shown}"', logo.span)]
    except OSError as problem:
        reason = problem.strerror or str(problem)
        return None, [error("unreadable-image", f'"{shown}" cannot be read: {reason}', logo.span)]
    except Unusable as unusable:
        message = f'"{shown}" {unusable.message}'
        return None, [error("unreadable-image", message, logo.span, unusable.hint)]
    return Picture(logo.file, digest, found.width / found.height, logo.alt, logo.span), []
