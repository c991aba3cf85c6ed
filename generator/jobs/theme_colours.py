"""Compares the colours that a theme shows on a screen with those that its inks print."""

from collections.abc import Iterable, Iterator
from typing import Final, TypeAlias

from msgspec.structs import replace

from generator.cache import Cache, KeptInputs, frozen_inputs
from generator.colour import Colour, Rgb
from generator.design.palette import Ink
from generator.design.roles import check_pairs, check_roles, has_roles
from generator.design.theme import Theme
from generator.page import Artwork, GlyphRun, Group, Mark, Shape, Tag
from generator.problems import Problem, Refused, warning
from .libraries import Libraries

# Levels of 255 that red, green or blue may be off: rounding, and a taste for a livelier screen.
OFF: Final = 16
EXACT: Final = 1  # rounding alone

# What a colour is on a screen once it is printed, by its inks and what it was.
_ColourKey: TypeAlias = tuple[tuple[float, ...], str]
_PrintedLooks: TypeAlias = dict[_ColourKey, str]


def shown_otherwise(project: Libraries) -> Iterator[Problem]:
    """Report what the themes with all roles print otherwise than a screen shows it (see
    `printed_otherwise`). Where a role is wrong, so is any `srgb` that is not the one its inks
    print: perhaps somebody has changed the inks alone. Themes that cannot be read are reported
    elsewhere."""
    for name in project.design.themes():
        try:
            theme = project.design.theme(name)
        except Refused:
            continue
        if has_roles(theme):
            off = EXACT if any(check_roles(theme)) else OFF
            yield from printed_otherwise(theme, project.cache, off=off)


def printed_otherwise(
    theme: Theme, cache: Cache, *, but_black: bool = False, off: int = OFF
) -> Iterator[Problem]:
    """Warn of each ink of a theme whose `srgb` is more than `off` levels from what coated paper
    shows for its build: a contrast that holds on a screen may not hold in print. Roles that then
    have too little are errors. Solid black is a little lighter in print than a screen's, which
    nobody needs to hear at each build."""
    colours = {name: theme.colour(name) for name in theme.palette}
    looked_at = (each for each in colours.values() if not (but_black and each.is_solid_black))
    printed = _looks(looked_at, cache, off)
    for role, row in theme.palette.items():
        wanted = printed.get(_known_by(colours[role]))
        if wanted and isinstance(row, Ink):
            apart = max(abs(one - other) for one, other in _levels(wanted, colours[role].srgb))
            message = f'"{role}" is {row.srgb.upper()} on a screen, and its inks print as {wanted}'
            found = warning("theme-srgb", message, row.at("srgb"), f'write srgb: "{wanted}"')
            yield replace(found, found=f"{apart} levels of 255 off", limit=f"at most {off}")
    if printed and has_roles(theme):
        as_inks = {name: _printed(colour, printed) for name, colour in colours.items()}
        yield from check_pairs(theme, as_inks, " as its inks print")


def as_printed(artwork: Artwork, palette: Iterable[Colour], cache: Cache) -> Artwork:
    """The artwork in the colours that the inks of a palette print, to be checked. Solid black stays
    as it is."""
    printed = _looks((each for each in palette if not each.is_solid_black), cache)
    if not printed:
        return artwork
    pages = [
        replace(page, marks=tuple(_recoloured(mark, printed) for mark in page.marks))
        for page in artwork.pages
    ]
    return replace(artwork, pages=tuple(pages))


def _looks(colours: Iterable[Colour], cache: Cache, off: int = OFF) -> _PrintedLooks:
    from generator.pdf.cmyk_to_srgb import coated_paper

    return cache.get(PrintedInputs(tuple(colours), coated_paper(cache), off))


def printed_rgb(inks: Iterable[float], cache: Cache) -> Rgb:
    """What coated paper shows for four inks, in percent."""
    from generator.pdf.cmyk_to_srgb import shown_colour

    shares = tuple(part / 100 for part in inks)
    red, green, blue = (round(255 * part) for part in shown_colour(shares, "relative", cache))
    return red, green, blue


@frozen_inputs
class PrintedInputs(KeptInputs[_PrintedLooks]):
    """Those of some colours that print more than `off` levels otherwise than a screen shows them.
    Of a spot ink nobody can say. `paper` is the digest of coated paper's profile."""

    kept_as = _PrintedLooks
    colours: tuple[Colour, ...]
    paper: str
    off: int = OFF

    def make(self, cache: Cache) -> _PrintedLooks:
        found: _PrintedLooks = {}
        for colour in self.colours:
            if colour.cmyk and not colour.spot:
                wanted = "#{:02X}{:02X}{:02X}".format(*printed_rgb(colour.cmyk, cache))
                if any(abs(one - other) > self.off for one, other in _levels(wanted, colour.srgb)):
                    found[_known_by(colour)] = wanted
        return found


def _levels(one: str, other: str) -> Iterator[tuple[int, int]]:
    """Red, green and blue of two colours, 0 to 255."""
    return zip(bytes.fromhex(one[1:]), bytes.fromhex(other[1:]), strict=True)


def _known_by(colour: Colour) -> _ColourKey:
    return colour.cmyk, colour.srgb


def _printed(colour: Colour, printed: _PrintedLooks) -> Colour:
    return replace(colour, srgb=printed.get(_known_by(colour), colour.srgb))


def _recoloured(mark: Mark, printed: _PrintedLooks) -> Mark:
    match mark:
        case Group() | Tag():
            return replace(mark, marks=tuple(_recoloured(each, printed) for each in mark.marks))
        case Shape(fill=fill, stroke=stroke):
            return replace(
                mark,
                fill=fill and _printed(fill, printed),
                stroke=stroke and _printed(stroke, printed),
            )
        case GlyphRun(colour=colour):
            return replace(mark, colour=_printed(colour, printed))
    return mark
