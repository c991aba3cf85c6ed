"""The options that several commands have, and the kinds of options there are.

An option is called after its parameter: `turn_on` is --turn-on.
"""

from pathlib import Path
from typing import Annotated, Any, Final

import typer

from generator.cli import complete
from generator.cli.complete import Completer


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
    """Where files go."""
    return typer.Option("--out", "-o", metavar=metavar, help=help)


_List = list[str] | None

Names = Annotated[
    _List,
    typer.Argument(
        metavar="[NAME]…",
        help="Layouts, each with a format if you like: poster-story, poster-story-a4.",
        autocompletion=complete.layouts,
    ),
]
Campaigns = Annotated[_List, value("C", "Default: every campaign.", complete.campaigns)]
Languages = Annotated[
    _List,
    value(
        "L",
        "Such as pl or ur. Default: the one content/languages.yaml names.",
        complete.languages,
    ),
]
Areas = Annotated[
    _List,
    value(
        "A",
        "Files in content/areas/. Default: the one that says `default: true`.",
        complete.areas,
    ),
]
Layouts = Annotated[_List, value("X", "Same as NAME.", complete.layouts)]
Formats = Annotated[
    _List, value("F", "Such as a4. Default: those the layout names.", complete.formats)
]
Editions = Annotated[
    _List,
    value(
        "E",
        "Such as press or html. Default: those that say `default: true`.",
        complete.editions,
    ),
]
Printers = Annotated[
    _List,
    value("P", "For a press: this printer in place of the edition's own.", complete.printers),
]
Standards = Annotated[
    _List,
    value("S", "For a press: pdfx4 or pdfx1a in place of the edition's own.", complete.standards),
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

# What together chooses pieces.
CHOICE: Final[dict[str, Any]] = {
    "names": Names,
    "campaign": Campaigns,
    "language": Languages,
    "area": Areas,
    "layout": Layouts,
    "format": Formats,
    "edition": Editions,
    "printer": Printers,
    "standard": Standards,
}
