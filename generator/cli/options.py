"""The options that several commands have."""

from pathlib import Path
from typing import Annotated, Any, Final

import typer

from generator.cli import complete
from generator.cli.complete import Completer


def _listing(option: str, metavar: str, completion: Completer, help: str) -> Any:  # noqa: A002
    """An option that takes a name, several with commas between, or is given again."""
    return typer.Option(option, metavar=metavar, autocompletion=completion, help=help)


Names = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[NAME]…",
        help="Layouts, each with a format if you like: poster-story, poster-story-a4.",
        autocompletion=complete.layouts,
    ),
]
Campaigns = Annotated[
    list[str] | None,
    _listing("--campaign", "C", complete.campaigns, "Default: every campaign."),
]
Languages = Annotated[
    list[str] | None,
    _listing(
        "--language",
        "L",
        complete.languages,
        "Such as pl or ur. Default: the one content/languages.yaml names.",
    ),
]
Areas = Annotated[
    list[str] | None,
    _listing(
        "--area",
        "A",
        complete.areas,
        "Files in content/areas/. Default: the one that says `default: true`.",
    ),
]
Layouts = Annotated[list[str] | None, _listing("--layout", "X", complete.layouts, "Same as NAME.")]
Formats = Annotated[
    list[str] | None,
    _listing("--format", "F", complete.formats, "Such as a4. Default: those the layout names."),
]
Editions = Annotated[
    list[str] | None,
    _listing(
        "--edition",
        "E",
        complete.editions,
        "Such as press or html. Default: those that say `default: true`.",
    ),
]
Printers = Annotated[
    list[str] | None,
    _listing(
        "--printer",
        "P",
        complete.printers,
        "For a press: this printer in place of the edition's own.",
    ),
]
Standards = Annotated[
    list[str] | None,
    _listing(
        "--standard",
        "S",
        complete.standards,
        "For a press: pdfx4 or pdfx1a in place of the edition's own.",
    ),
]
ProjectFolder = Annotated[
    Path | None,
    typer.Option(
        "--project",
        metavar="DIR",
        help="A project's folder. Default: the nearest around this one, or what ships with cease.",
    ),
]
Json = Annotated[bool, typer.Option("--json", help="One JSON document on stdout, nothing else.")]
Debug = Annotated[bool, typer.Option("--debug", help="Show where a bug happened.")]

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
