"""The options that several commands have, and the kinds of options.

An option is named after its parameter: `turn_on` is --turn-on.
"""

from pathlib import Path
from typing import Annotated, Any, Final

import typer

from . import complete
from .complete import Completer


def value(metavar: str, help: str, completion: Completer | None = None) -> Any:  # noqa: A002
    """An option with a value. If it is a list, it may be given again."""
    return typer.Option(metavar=metavar, help=help, autocompletion=completion)


def length(most: float, help: str) -> Any:  # noqa: A002
    """An option with a length in mm, from 0 to `most`."""
    return typer.Option(min=0, max=most, metavar="MM", help=help)


def flag(name: str, help: str) -> Any:  # noqa: A002
    """An option that is given or not."""
    return typer.Option(name, help=help)


def output(metavar: str, help: str) -> Any:  # noqa: A002
    """The option for the place of files."""
    return typer.Option("--out", "-o", metavar=metavar, help=help)


_Several = list[str] | None

Names = Annotated[
    _Several,
    typer.Argument(
        metavar="[NAME]…",
        help="Layouts, each with a format if you like: poster-story, poster-story-a4.",
        autocompletion=complete.layouts,
    ),
]
CampaignOption = Annotated[_Several, value("C", "Default: every campaign.", complete.campaigns)]
LanguageOption = Annotated[
    _Several,
    value(
        "L",
        "Such as pl or ur. Default: the one content/languages.yaml names.",
        complete.languages,
    ),
]
AreaOption = Annotated[
    _Several,
    value(
        "A",
        "Files in content/areas/. Default: the one that says `default: true`.",
        complete.areas,
    ),
]
EveryLanguage = Annotated[
    _Several, value("L", "Such as pl or ur. Default: every one.", complete.languages)
]
EveryArea = Annotated[
    _Several, value("A", "Files in content/areas/. Default: every one.", complete.areas)
]
LayoutOption = Annotated[_Several, value("X", "Same as NAME.", complete.layouts)]
FormatOption = Annotated[
    _Several, value("F", "Such as a4. Default: those the layout names.", complete.formats)
]
EditionOption = Annotated[
    _Several,
    value(
        "E",
        "Such as press or html. Default: those that say `default: true`.",
        complete.editions,
    ),
]
PrinterOption = Annotated[
    _Several,
    value("P", "For a press: this printer in place of the edition's own.", complete.printers),
]
StandardOption = Annotated[
    _Several,
    value("S", "For a press: pdfx4 or pdfx1a in place of the edition's own.", complete.standards),
]
ThemeOption = Annotated[
    _Several,
    value("T", "Colours and fonts in layouts/themes/. Default: each piece's own.", complete.themes),
]
WhereOption = Annotated[
    str | None,
    value(
        "CONDITION",
        'Only files of which it is true: "language in (ur, gu) and edition == press".',
    ),
]
JobsOption = Annotated[
    int, typer.Option("--jobs", "-j", min=0, help="How many processes. 0: as many as help.")
]
ProjectFolder = Annotated[
    Path | None,
    value(
        "DIR",
        "A project's folder. Default: the nearest around this one, or what ships with cease.",
    ),
]
Json = Annotated[bool, flag("--json", "One JSON document on stdout, nothing else.")]
Debug = Annotated[bool, flag("--debug", "Show where a bug happened.")]
NoCache = Annotated[
    bool, flag("--no-cache", "Neither use nor keep results on disk (see cease doctor).")
]

# What together chooses pieces.
CHOICE: Final[dict[str, Any]] = {
    "names": Names,
    "campaign": CampaignOption,
    "language": LanguageOption,
    "area": AreaOption,
    "layout": LayoutOption,
    "format": FormatOption,
    "edition": EditionOption,
    "printer": PrinterOption,
    "standard": StandardOption,
    "theme": ThemeOption,
}
