"""Writes a new theme from colours given in ink, and what a screen shows for them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from generator.cache import Cache
from generator.colour import Cmyk, lightness
from generator.design.palette import Ink
from generator.design.roles import GROUND, LIGHTNESS, PAPER, ROLES, check_roles, has_roles
from generator.jobs.project import Project
from generator.jobs.theme_colours import printed_rgb
from generator.problems import Problem, Refused, WrongChoice, error, unknown
from .new_layout import filled, title_of
from .typed import wrong_choice

_EXAMPLE: Final = "as in --colour ground=58,0,18,0"
_LIGHTER: Final = 0.75  # of its ink, until paper made of the ground's colour is light enough

Colours = Mapping[str, Cmyk]


def read_colours(given: Iterable[str]) -> dict[str, Cmyk]:
    """`ground=58,0,18,0` as a colour by its role. Raises `WrongChoice`."""
    found: dict[str, Cmyk] = {}
    for text in given:
        role, named, values = text.partition("=")
        if not named:
            message = f'"{text}" does not say which colour of the theme it is, and in what inks'
            raise wrong_choice(message, _EXAMPLE)
        if role not in ROLES:
            raise WrongChoice([unknown("colour", role, ROLES, None, _EXAMPLE)])
        try:
            parts = [float(part) for part in values.split(",")]
        except ValueError:
            parts = []
        if len(parts) != 4 or not all(0 <= part <= 100 for part in parts):
            message = f'"{values}" is no colour: it takes cyan, magenta, yellow and black'
            raise wrong_choice(message, f"each from 0 to 100, {_EXAMPLE}")
        cyan, magenta, yellow, black = parts
        found[role] = cyan, magenta, yellow, black
    return found


def begin_theme(project: Project, name: str, colours: Colours) -> dict[str, str]:
    """A theme like one of the project, in the colours given, by path. Raises
    `Refused`."""
    like = _base(project)
    base = project.design.theme(like)
    cache = Cache()
    rows: list[str] = []
    for role in ROLES:
        row = base.palette[role]
        given = colours.get(role)
        if given is None and role == PAPER and GROUND in colours:
            given = _paper(colours[GROUND], cache)
        if given is not None:
            rows.append(_row(role, given, _shown(given, cache), ""))
        elif isinstance(row, Ink) and row.cmyk:
            rows.append(_row(role, row.cmyk, row.srgb, row.name))
    return {
        project.design.theme_path(name): filled(
            "theme", title=title_of(name), like=like, colours="\n".join(rows)
        )
    }


def wrong_colours(project: Project, name: str) -> Iterator[Problem]:
    """What must be otherwise in a new theme."""
    yield from check_roles(project.design.theme(name))


def _base(project: Project) -> str:
    """The first theme that a layout names, or else that there is, with a colour for each role.
    Raises `Refused`."""
    wrong: list[Problem] = []
    named = (layout.theme for layout in project.readable_layouts().values())
    for name in dict.fromkeys((*named, *project.design.themes())):
        try:
            if has_roles(project.design.theme(name)):
                return name
        except Refused as refused:
            wrong += refused.problems
    hint = "copy layouts/themes/cease.yaml from: cease init"
    none = error("no-theme", "no theme here has colours for all roles", None, hint)
    raise Refused([*dict.fromkeys(wrong), none])


def _paper(ground: Cmyk, cache: Cache) -> Cmyk:
    """The ground's colour, thinned until it is as light as paper must be."""
    inks, least = ground, LIGHTNESS[PAPER][0]
    while lightness(printed_rgb(inks, cache)) < least:
        cyan, magenta, yellow, black = (round(part * _LIGHTER, 1) for part in inks)
        inks = cyan, magenta, yellow, black
    return inks


def _shown(inks: Sequence[float], cache: Cache) -> str:
    return "#{:02X}{:02X}{:02X}".format(*printed_rgb(inks, cache))


def _row(role: str, inks: Sequence[float], srgb: str, name: str) -> str:
    called = f"name: {name}, " if name else ""
    build = ", ".join(f"{part:g}" for part in inks)
    return f'  {role}: {{{called}cmyk: [{build}], srgb: "{srgb}"}}'
