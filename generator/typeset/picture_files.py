"""Opens a partner's logo, or a picture beside a sentence, and checks that it can be printed.

Its file must exist and be readable. It must have enough pixels for its size, and be visible on its
ground.
"""

import hashlib
import math
from collections.abc import Mapping, Sequence
from dataclasses import field
from pathlib import Path
from typing import NamedTuple, TypeAlias

from msgspec.structs import replace

from generator.cache import Cache, Inputs, frozen_inputs
from generator.colour import Colour, Rgb, contrast
from generator.content.document import Easy, Logo, LogoFile
from generator.pictures import BLACK, LEAST, OpenedPicture, Tones, open_file, stands_out
from generator.pictures import WANTED as CLEAR
from generator.problems import Problem, error, warning
from generator.vectors import DeviceColour, Unusable, Vector, colours, is_dark
from .lockup import LEADING, TALLER, PartnerMark, optical_height
from .logo_boxes import PlacedLogo
from .parts import PlacedPicture

# Effective resolution in print, ppi: the least, and what looks sharp; of black and white without
# grays between them, whose edges show their steps, the least alone.
PPI = 250
WANTED = 300
BITMAP_PPI = 800
WHITE: Rgb = (255, 255, 255)
WHITE_FROM = 250  # of 255 in red, green and blue
PALE = (
    1.6  # contrast of a logo's mean colour with its ground: less needs another version or a plate
)
_ASK = "ask the partner for"
_ADD_BLACK = "ask the partner for one in black alone, and name it: black: logos/…"


# What is printed in place of a drawing's colours.
DrawnInks: TypeAlias = Mapping[tuple[float, ...], Colour]


# A picture beside a sentence, with what is wrong with it; and those that a piece has opened, by
# their file, the key of their sentence and their size.
OpenedSymbol: TypeAlias = tuple[PlacedPicture | None, list[Problem]]
OpenedSymbols: TypeAlias = dict[tuple[str, str, float], OpenedSymbol]


class LogoRoom(NamedTuple):
    """The room for a logo: at most `tallest` by `widest` mm, of an optical `area` in mm² (none: the
    tallest), on a ground (none: paper), in its own colours or in `black` alone. `plate` is the
    colour that may stand behind a logo which is as pale as the ground."""

    tallest: float
    widest: float
    ground: Colour | None = None
    black: bool = False
    area: float = 0.0
    plate: Colour | None = None


class _Found(NamedTuple):
    """A file that can be placed."""

    picture: PlacedPicture
    opened: OpenedPicture


def open_logo(logo: Logo, room: LogoRoom, cache: Cache) -> tuple[PlacedLogo | None, list[Problem]]:
    """The logo as a picture to be placed: the version for the ground, or on a plate. In black, a
    logo of several colours is left out with a warning, for the colours may mean something."""
    found, problems = _in_black(logo, room, cache) if room.black else _in_colour(logo, room, cache)
    if found is None:
        return None, problems
    ground, plate = room.ground, False
    if room.plate and _is_pale(found.opened, ground):
        plate = True
        ground = ground if room.black else room.plate
    problems += _faint(found, logo, ground)
    if any(one.is_error for one in problems):
        return None, problems
    return PlacedLogo(found.picture, found.opened.ink, plate, logo.lead), problems


def _in_colour(logo: Logo, room: LogoRoom, cache: Cache) -> tuple[_Found | None, list[Problem]]:
    """The logo in its colours: the dark version, if there is one, where the other is faint."""
    found, problems = _open(LogoFile(logo.file, logo.key), logo, room, cache)
    if found and logo.dark:
        opened = found.opened
        faint = not _stands_out(opened.tones, room.ground, CLEAR)
        if faint or _is_pale(opened, room.ground):
            return _open(logo.dark, logo, room, cache)
    return found, problems


def _in_black(logo: Logo, room: LogoRoom, cache: Cache) -> tuple[_Found | None, list[Problem]]:
    """The logo in black alone: the version that is meant for it, or a file of one colour."""
    named = logo.black or LogoFile(logo.file, logo.key)
    found, problems = _open(named, logo, room, cache)
    if found and logo.dark and not logo.black and not _prints_black(found.opened):
        dark, more = _open(logo.dark, logo, room, cache)
        if dark and dark.opened.one_colour:
            named, found, problems = logo.dark, dark, more
    outlined = room.plate is not None and found is not None and found.opened.one_colour
    if found is None or outlined or _prints_black(found.opened):
        black = found and found._replace(picture=replace(found.picture, black=True))
        return black, problems
    shown = Path(named.file).name
    if logo.black:
        message = f'"{shown}" is named as the logo in black, and has several colours or shades'
        hint = "ask the partner for one in black alone"
        return None, [*problems, error("logo-colours", message, named.key, hint)]
    what = "has several colours or shades"
    if not _stands_out(found.opened.tones, None, LEAST):
        what = "is too light to be seen on paper"
    message = f'"{shown}" {what}, so it is left out where there is black alone'
    return None, [*problems, warning("logo-colours", message, logo.key, _ADD_BLACK)]


def _prints_black(opened: OpenedPicture) -> bool:
    """Whether a picture is of one colour, and that is not white: on no plate that would be its own
    opposite."""
    return opened.one_colour and min(opened.ink.mean) < WHITE_FROM


def _is_pale(opened: OpenedPicture, ground: Colour | None) -> bool:
    """Whether a picture is, on the whole, about as light as its ground."""
    return contrast(opened.ink.mean, ground.rgb if ground else WHITE) < PALE


def _stands_out(tones: Tones, ground: Colour | None, ratio: float) -> bool:
    return stands_out(tones, ground.rgb if ground else WHITE, ratio)


def _faint(found: _Found, logo: Logo, ground: Colour | None) -> list[Problem]:
    """Report a logo that cannot be seen on its ground."""
    tones = BLACK if found.picture.black else found.opened.tones
    if _stands_out(tones, ground, CLEAR):
        return []
    file, key = found.picture.path, found.picture.key
    name = ground.name if ground else "paper"
    hint = "ask the partner for one that can be seen there"
    if not found.picture.black and logo.dark is None:
        hint = "ask the partner for one in dark colours, and name it: dark: logos/…"
    say, seen = (
        (error, "cannot be seen")
        if not _stands_out(tones, ground, LEAST)
        else (warning, "is hard to see")
    )
    message = f'"{Path(file).name}" {seen} on {name}: nearly all of it is about as light'
    limit = f"{CLEAR:g}:1 wanted" if say is warning else f"at least {LEAST:g}:1"
    return [replace(say("unseen-logo", message, key, hint), limit=limit)]


def open_symbol(
    sentence: Easy,
    size: float,
    inks: DrawnInks,
    shades: tuple[Colour, Colour] | None,
    cache: Cache,
) -> OpenedSymbol:
    """The picture beside a sentence, to be placed in a square of `size` mm. If all colours of a
    drawing have `inks`, it prints in these. With `shades`, the paper and black, each of its colours
    becomes the nearer of the two. An image of several colours is then left out, with a
    warning."""
    named = LogoFile(sentence.symbol, sentence.key)
    room = LogoRoom(size, size)
    found, problems = _open(named, Logo(sentence.symbol, ""), room, cache, inked=False)
    problems = [replace(one, hint=one.hint.replace(_ASK, "use")) for one in problems]
    if found is None:
        return None, problems
    picture, vector = found.picture, found.opened.vector
    if vector is not None:
        painted = cache.get(PaintedInputs(picture.digest, vector))
        return replace(picture, inks=inks_of(painted, inks, shades)), problems
    if not shades or found.opened.one_colour:
        return replace(picture, black=bool(shades)), problems
    shown = Path(picture.path).name
    message = f'"{shown}" has several colours, so it is left out where there is black alone'
    hint = "use a drawing, in SVG or PDF"
    return None, [*problems, warning("symbol-colours", message, sentence.key, hint)]


def opened_once(
    known: OpenedSymbols,
    sentence: Easy,
    size: float,
    inks: DrawnInks,
    shades: tuple[Colour, Colour] | None,
    cache: Cache,
) -> OpenedSymbol:
    """The picture beside a sentence, which a piece opens once (see `open_symbol`)."""
    name = sentence.symbol, sentence.key, size
    if name not in known:
        known[name] = open_symbol(sentence, size, inks, shades, cache)
    return known[name]


@frozen_inputs
class PaintedInputs(Inputs[tuple[tuple[float, ...], ...]]):
    """The colours that the drawing in a file paints with, by the digest of the file."""

    digest: str
    vector: Vector = field(compare=False)

    def make(self, cache: Cache) -> tuple[tuple[float, ...], ...]:
        return tuple(sorted({one.values for one in colours(self.vector)}))


def inks_of(
    found: Sequence[tuple[float, ...]],
    inks: DrawnInks,
    shades: tuple[Colour, Colour] | None = None,
) -> tuple[tuple[tuple[float, ...], Colour], ...]:
    """The inks for the colours that a drawing paints with: those given, or one of two `shades`,
    paper and black; none if any colour has no ink."""
    if shades:
        return tuple((values, shades[is_dark(DeviceColour(values))]) for values in found)
    return tuple((v, inks[v]) for v in found) if inks.keys() >= set(found) else ()


def _open(
    file: LogoFile, logo: Logo, room: LogoRoom, cache: Cache, inked: bool = True
) -> tuple[_Found | None, list[Problem]]:
    """The file of a logo, if it can be read and has enough pixels (see `open_file`)."""
    shown, key = Path(file.file).name, file.key
    try:
        digest = hashlib.sha256(Path(file.file).read_bytes()).hexdigest()
        opened = open_file(file.file, digest, cache, inked)
    except FileNotFoundError:
        return None, [error("missing-image", f'there is no file "{shown}"', key)]
    except OSError as problem:
        reason = problem.strerror or str(problem)
        return None, [error("unreadable-image", f'"{shown}" cannot be read: {reason}', key)]
    except Unusable as unusable:
        message = f'"{shown}" {unusable.message}'
        return None, [error("unreadable-image", message, key, unusable.hint)]
    ratio = opened.width / opened.height
    found: list[Problem] = []
    if opened.vector is None:
        pixels = round(opened.width), round(opened.height)
        placed = _placed_height(opened, logo, room)
        found = _coarse(shown, key, pixels, placed, opened.bilevel)
    elif not opened.tones:  # of a drawing only resvg could say
        found = [_unchecked(shown, key)]
    if any(problem.is_error for problem in found):
        return None, found
    return _Found(
        PlacedPicture(file.file, digest, ratio, logo.alt, key, logo.intent), opened
    ), found


def _placed_height(opened: OpenedPicture, logo: Logo, room: LogoRoom) -> float:
    """How high a picture with its margins may stand, mm."""
    ink = opened.ink
    ratio = opened.width / opened.height * ink.width / ink.height
    height = room.tallest * (TALLER if logo.lead else 1.0)
    if room.area:
        area = room.area * (LEADING if logo.lead else 1.0)
        height = min(height, optical_height(PartnerMark(ratio, ink.cover), area))
    return min(height, room.widest / ratio) / ink.height


def _unchecked(shown: str, key: str) -> Problem:
    return warning(
        "unchecked-logo",
        f'"{shown}" is not compared with how other programs draw it: resvg is not installed',
        key,
        "look at it on the page; pip installs resvg-py where there is a wheel for the machine",
    )


def _coarse(
    shown: str, key: str, pixels: tuple[int, int], placed: float, bitmap: bool
) -> list[Problem]:
    """Whether an image has too few pixels for its height of `placed` mm."""
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
        key,
        f"ask the partner for one at least {needed} pixels high, or for SVG or PDF",
        [f"it stands {placed:.1f} mm high; {kind} should have {wanted} ppi or more"],
    )
    limit = f"at least {least} ppi" if ppi < least else f"{wanted} ppi wanted"
    return [replace(problem, found=f"{ppi:.0f} ppi", limit=limit)]
