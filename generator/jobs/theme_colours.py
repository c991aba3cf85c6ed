"""Compares the colours that a theme shows on a screen with those that its inks print."""

from collections.abc import Iterator
from typing import Final

from msgspec.structs import replace

from generator.cache import Cache
from generator.colour import Rgb
from generator.design.palette import Ink
from generator.design.roles import has_roles
from generator.problems import Problem, Refused, warning
from .libraries import Libraries

# Levels of 255 that red, green or blue may be off: rounding, and a taste for a livelier screen.
OFF: Final = 16


def shown_otherwise(project: Libraries) -> Iterator[Problem]:
    """Warn of each ink of a theme with all roles whose `srgb` is not what coated paper shows for
    its build: a contrast that holds on a screen would not hold in print. Themes that cannot be read
    are reported elsewhere."""
    for name in project.design.themes():
        try:
            theme = project.design.theme(name)
        except Refused:
            continue
        for role, row in theme.palette.items() if has_roles(theme) else ():
            if isinstance(row, Ink) and row.cmyk and not row.spot:
                yield from _compare(role, row, project.cache)


def _compare(role: str, row: Ink, cache: Cache) -> Iterator[Problem]:
    from generator.pdf.cmyk_to_srgb import shown_colour

    assert row.cmyk is not None
    shares = tuple(part / 100 for part in row.cmyk)
    red, green, blue = (round(255 * part) for part in shown_colour(shares, "relative", cache))
    printed: Rgb = red, green, blue
    off = max(abs(one - other) for one, other in zip(printed, row.colour(role).rgb, strict=True))
    if off > OFF:
        wanted = "#{:02X}{:02X}{:02X}".format(*printed)
        message = f'"{role}" is {row.srgb.upper()} on a screen, and its inks print as {wanted}'
        found = warning("theme-srgb", message, row.at("srgb"), f'write srgb: "{wanted}"')
        yield replace(found, found=f"{off} levels of 255 off", limit=f"at most {OFF}")
