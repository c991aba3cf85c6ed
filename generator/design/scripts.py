"""The fonts of a theme's scripts: a family for each script, and a font of it for each weight."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from generator.fonts import FontFile
from generator.problems import Problem, Span, did_you_mean, error, unknown
from .drawing import ScriptFonts
from .dropped_fonts import nearest
from .families import Family
from .theme import ScriptSetting, Theme

HUNDREDS: Final = range(100, 1000, 100)


def unknown_family(
    name: str, families: Mapping[str, Family], place: Span | None
) -> Iterator[Problem]:
    """A problem if no family has the name."""
    if name not in families:
        yield unknown("font", name, families, place, noun="font family")


def check_scripts(theme: Theme, families: Mapping[str, Family]) -> Iterator[Problem]:
    """Report every unknown family, script and weight in a theme's settings of other scripts."""
    for index, name in enumerate(theme.fallback):
        yield from unknown_family(name, families, theme.at(f"fallback.{index}"))
    for key, setting in theme.scripts.items():
        yield from unknown_family(setting.family, families, setting.at("family"))
        if setting.family in families:
            yield from _check_family(key.partition("/")[0], setting, families)


def _check_family(
    script: str, setting: ScriptSetting, families: Mapping[str, Family]
) -> Iterator[Problem]:
    family = families[setting.family]
    able = [name for name, other in families.items() if script in other.scripts]
    if not able:
        known = sorted({known for other in families.values() for known in other.scripts})
        yield error(
            "unknown-script",
            f'no font family is for the script "{script}"',
            setting.at(),
            did_you_mean(script, known),
        )
    elif script not in family.scripts:
        yield error(
            "unknown-script",
            f'{setting.family} is not for the script "{script}"',
            setting.at("family"),
            f"use {' or '.join(able)}",
        )
    for wanted, weight in setting.weights.items():
        if weight not in family.weights:
            yield error(
                "unknown-font",
                f"{setting.family} has no weight {weight}",
                setting.at(f"weights.{wanted}"),
                "it has " + ", ".join(map(str, sorted(family.weights))),
            )


def script_fonts(
    theme: Theme, fonts: Callable[[str], Mapping[int, FontFile]], asked: Iterable[int]
) -> tuple[dict[str, ScriptFonts], tuple[Mapping[int, FontFile], ...]]:
    """The settings of each script of a theme with their fonts, and its fallback families. `fonts`
    gives a family's files. Each hundred has a font, and so has each weight `asked` for. All names
    have been checked."""
    every = {*HUNDREDS, *asked}
    scripts = {
        key: ScriptFonts(setting, _for_every(every, fonts(setting.family), setting.weights))
        for key, setting in theme.scripts.items()
    }
    return scripts, tuple(_for_every(every, fonts(name), {}) for name in theme.fallback)


def with_least(
    scripts: Mapping[str, ScriptFonts], least: Mapping[str, float]
) -> dict[str, ScriptFonts]:
    """The scripts, some of them with the smallest size (pt) that a layout gives."""
    return {
        key: replace(fonts, setting=fonts.setting.model_copy(update={"least": least[key]}))
        if key in least
        else fonts
        for key, fonts in scripts.items()
    }


def _for_every(
    every: Iterable[int], fonts: Mapping[int, FontFile], instead: Mapping[int, int]
) -> dict[int, FontFile]:
    """A font for each weight: the one that replaces it, its own, or the nearest. Of two as near it
    is the bolder."""

    def standing_for(wanted: int) -> int:
        return instead.get(wanted) or nearest(fonts, wanted)

    return {weight: fonts[standing_for(weight)] for weight in every}
