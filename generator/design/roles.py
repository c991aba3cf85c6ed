"""The roles of colours, and what a theme must keep so that every layout can be read in it.

A theme whose palette has all four roles is checked: the lightness of each, so that a grey copy
keeps its voices apart, the contrast of what stands on what, and the ink of each build.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from msgspec import Struct

from generator.colour import Colour, contrast, lightness
from generator.problems import Problem, error
from .palette import Ink, check_palette
from .theme import Theme

STRANGER: Final = "stranger"
GROUND: Final = "ground"
HELP: Final = "help"
PAPER: Final = "paper"
ROLES: Final = (STRANGER, GROUND, HELP, PAPER)

# Least and most L* of each role.
LIGHTNESS: Final = {
    STRANGER: (0.0, 18.0),
    GROUND: (73.0, 76.0),
    HELP: (33.0, 38.0),
    PAPER: (96.0, 100.0),
}


class Pair(Struct, frozen=True):
    """What stands on what, and the least contrast between them."""

    on_top: str
    beneath: str
    least: float


PAIRS: Final = (
    Pair("black", GROUND, 7.0),
    Pair(STRANGER, GROUND, 7.0),
    Pair("white", HELP, 7.0),
    Pair(GROUND, HELP, 3.0),
    Pair("white", GROUND, 1.9),
)
MOST_INK: Final = 230.0  # percent, of all inks together
MOST_INKS: Final = 3
# Figures in a message are rounded, and what rounds to the limit keeps it.
ROUNDED: Final = 0.05


def has_roles(theme: Theme) -> bool:
    """Whether a theme has a colour for each role, so that any layout can be set in it."""
    return all(role in theme.palette for role in ROLES)


def check_roles(theme: Theme) -> Iterator[Problem]:
    """Report what a layout's words, voices or plates would suffer from. Colours that the theme does
    not have, and tints of no ink, are reported elsewhere."""
    palette = theme.palette
    if not has_roles(theme) or not {"black", "white"} <= palette.keys():
        return
    if any(check_palette(palette)):
        return
    colours = {name: theme.colour(name) for name in palette}
    for role in ROLES:
        yield from _check_lightness(theme, role, colours[role])
    yield from check_pairs(theme, colours)
    for name, row in palette.items():
        if isinstance(row, Ink) and not row.spot:
            yield from _check_ink(name, row, colours[name])


def check_pairs(theme: Theme, colours: Mapping[str, Colour], how: str = "") -> Iterator[Problem]:
    """Report roles that have too little contrast with what they stand on in these colours. `how`
    says in a message how they are seen."""
    for pair in PAIRS:
        yield from _check_contrast(theme, pair, colours, how)


def _check_lightness(theme: Theme, role: str, colour: Colour) -> Iterator[Problem]:
    least, most = LIGHTNESS[role]
    found = lightness(colour.rgb)
    if least - ROUNDED <= found <= most + ROUNDED:
        return
    what = "dark" if found < least else "light"
    window = f"at most {most:g}" if least == 0 else f"{least:g} to {most:g}"
    if most == 100:
        window = f"at least {least:g}"
    message = f'"{role}" is too {what}: its L* is {found:.1f}, and may be {window}'
    hint = f"make it {'lighter' if what == 'dark' else 'darker'}, so that a grey copy keeps "
    hint += "the voices apart"
    yield error("theme-lightness", message, theme.palette[role].at("srgb"), hint)


def _check_contrast(
    theme: Theme, pair: Pair, colours: Mapping[str, Colour], how: str
) -> Iterator[Problem]:
    found = contrast(colours[pair.on_top].rgb, colours[pair.beneath].rgb)
    if found >= pair.least - ROUNDED:
        return
    mended = pair.beneath if pair.on_top in {"black", "white"} else pair.on_top
    message = (
        f'"{pair.on_top}" on "{pair.beneath}" has a contrast of {found:.1f}:1{how}, '
        f"and needs {pair.least:g}:1"
    )
    hint = "set the lightness of each first: the ratio follows from it"
    yield error("theme-contrast", message, theme.palette[mended].at("srgb"), hint)


def _check_ink(name: str, row: Ink, colour: Colour) -> Iterator[Problem]:
    if sum(part > 0 for part in colour.cmyk) > MOST_INKS:
        message = f'"{name}" is built of all four inks, and may have {MOST_INKS} at most'
        hint = "take one out: black can stand for the smallest of the three others"
        yield error("theme-ink", message, row.at("cmyk"), hint)
    if colour.ink > MOST_INK:
        message = f'"{name}" has {colour.ink:g} % of ink, and may have {MOST_INK:g} %'
        yield error("theme-ink", message, row.at("cmyk"), "take the same share off each ink")
