"""Opening a partner's logo, or a picture beside a sentence: that it is there, can be read, and is
fine enough for its size."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from generator.colour import Colour
from generator.content.document import Easy, Logo
from generator.problems import Problem, error, warning
from generator.typeset.bitmap import is_one_colour
from generator.typeset.parts import Picture
from generator.vectors import Inked, Unusable, colours, in_black, is_dark, is_vector, read_vector

# Effective resolution in print, ppi: the least, and what looks sharp; of black and white without
# grays between them, whose edges show their steps, the least alone.
PPI = 250
WANTED = 300
BITMAP_PPI = 800
_ASK = "ask the partner for"
FORMATS = ("PNG", "JPEG", "TIFF")


def open_picture(
    logo: Logo, tallest: float, widest: float, black: bool = False
) -> tuple[Picture | None, list[Problem]]:
    """The logo as a picture to be placed no larger than `tallest` by `widest` mm. In `black` one
    of several colours is left out, with a warning: what they tell apart would be lost."""
    picture, problems = _open(logo, tallest, widest)
    if picture is None or not black:
        return picture, problems
    if not _is_one_colour(picture):
        shown = Path(logo.file).name
        message = f'"{shown}" has several colours or shades, so it is left out where there is black'
        hint = "ask the partner for one in a single colour"
        return None, [*problems, warning("logo-colours", f"{message} alone", logo.span, hint)]
    return replace(picture, black=True), problems


def open_symbol(
    sentence: Easy, size: float, palette: Mapping[str, Colour], black: bool = False
) -> tuple[Picture | None, list[Problem]]:
    """The picture beside a sentence, to be placed in a square of `size` mm. A drawing whose colours
    are all the palette's is printed in the palette's inks. In `black` each of its colours becomes
    black or paper, whichever it is nearer to; an image of several colours is left out there, with a
    warning."""
    picture, problems = _open(Logo(sentence.symbol, "", sentence.span), size, size)
    problems = [replace(one, hint=one.hint.replace(_ASK, "use")) for one in problems]
    if picture is None:
        return None, problems
    if is_vector(picture.path):
        return replace(picture, inks=_inks(picture, palette, black)), problems
    if not black or _is_one_colour(picture):
        return replace(picture, black=black), problems
    shown = Path(picture.path).name
    message = f'"{shown}" has several colours, so it is left out where there is black alone'
    hint = "use a drawing, in SVG or PDF"
    return None, [*problems, warning("symbol-colours", message, sentence.span, hint)]


def _inks(
    picture: Picture, palette: Mapping[str, Colour], black: bool
) -> tuple[tuple[tuple[float, ...], Colour], ...]:
    """What a drawing's colours are printed in; none if any of them is no ink of the palette."""
    found = sorted(one.values for one in colours(read_vector(picture.path, picture.digest)))
    if black:
        shades = palette["white"], palette["black"]
        return tuple((values, shades[is_dark(Inked(values))]) for values in found)
    inks = {tuple(part / 255 for part in ink.rgb): ink for ink in palette.values() if not ink.spot}
    return tuple((v, inks[v]) for v in found) if inks.keys() >= set(found) else ()


def _is_one_colour(picture: Picture) -> bool:
    if is_vector(picture.path):
        return in_black(read_vector(picture.path, picture.digest)) is not None
    from PIL import Image

    with Image.open(picture.path, formats=FORMATS) as image:
        return is_one_colour(image)


def _open(logo: Logo, tallest: float, widest: float) -> tuple[Picture | None, list[Problem]]:
    if is_vector(logo.file):
        return _open_drawing(logo)
    from PIL import Image, UnidentifiedImageError

    shown = Path(logo.file).name
    try:
        data = Path(logo.file).read_bytes()
        with Image.open(logo.file, formats=FORMATS) as image:
            width, height = image.size
            bitmap = image.mode == "1"
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
    found = _coarse(logo, shown, (width, height), placed, bitmap)
    if any(problem.is_error for problem in found):
        return None, found
    digest = hashlib.sha256(data).hexdigest()
    return Picture(logo.file, digest, ratio, logo.alt, logo.span, logo.intent), found


def _coarse(
    logo: Logo, shown: str, pixels: tuple[int, int], placed: float, bitmap: bool
) -> list[Problem]:
    """Whether so many pixels, `placed` mm high, are too few."""
    width, height = pixels
    ppi = height / (placed / 25.4)
    least, wanted = (BITMAP_PPI, BITMAP_PPI) if bitmap else (PPI, WANTED)
    if ppi >= wanted:
        return []
    needed = math.ceil(placed / 25.4 * wanted)
    kind = "black and white without grays" if bitmap else "a picture"
    say = error if ppi < least else warning
    problem = say(
        "small-image",
        f'"{shown}" is too small: {width} × {height} pixels print at {ppi:.0f} ppi',
        logo.span,
        f"ask the partner for one at least {needed} pixels high, or for SVG or PDF",
        [f"it stands {placed:.1f} mm high; {kind} should have {wanted} ppi or more"],
    )
    limit = f"at least {least} ppi" if ppi < least else f"{wanted} ppi wanted"
    return [replace(problem, found=f"{ppi:.0f} ppi", limit=limit)]


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
    ratio = found.width / found.height
    return Picture(logo.file, digest, ratio, logo.alt, logo.span, logo.intent), []
