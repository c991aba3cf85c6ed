"""The command line: every command, in the order in which they are listed."""

from typing import Annotated, Any, Final

import typer

from generator import __version__
from generator.cli.command import add_command
from generator.cli.commands import any_pdf, building, setting_up, translations

_SETTINGS: Final[dict[str, Any]] = {
    "no_args_is_help": True,
    "context_settings": {"help_option_names": ["-h", "--help"]},
}

app = typer.Typer(
    help="Leaflets and posters ready to print, from content and layouts in YAML.",
    pretty_exceptions_enable=False,
    **_SETTINGS,
)
areas = typer.Typer(help="Make areas from a spreadsheet.", **_SETTINGS)
translate = typer.Typer(help="Send words to translators, and take translations in.", **_SETTINGS)

add_command(app, building.build)
add_command(app, any_pdf.check, project=False)
add_command(app, building.list_, "list")
add_command(app, building.validate)
add_command(app, building.preview)
add_command(app, setting_up.new)
add_command(app, setting_up.init, project=False)
add_command(app, any_pdf.impose, project=False)
add_command(app, any_pdf.tile, project=False)
add_command(app, setting_up.schema)
add_command(app, setting_up.doctor)
app.add_typer(areas, name="areas")
add_command(areas, setting_up.import_areas, "import")
app.add_typer(translate, name="translate")
add_command(translate, translations.status)
add_command(translate, translations.export)
add_command(translate, translations.import_translation, "import")


def _show_version(wanted: bool) -> None:
    if wanted:
        print(f"cease {__version__}")
        raise typer.Exit


@app.callback()
def _cease(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Print the version."),
    ] = False,
) -> None:
    pass
