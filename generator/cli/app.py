"""The command line: every command, in the order in which they are listed."""

from collections.abc import Callable, Iterable
from inspect import Parameter, Signature, signature
from typing import Annotated, Any, Final

import typer

from generator import __version__
from .as_typed import AsTyped, GroupAsTyped
from .commands import any_pdf, building, proving, setting_up, translations
from .options import CHOICE, Debug, Json, NoCache, ProjectFolder
from .session import session


def add_command(
    app: typer.Typer, work: Callable[..., None], name: str | None = None, *, project: bool = True
) -> None:
    """Make `work` a command of `app`, under its own name if no other is given."""
    own = dict(signature(work).parameters)
    del own["session"]
    chooses = own.pop("choice", None) is not None
    found = [_option(each, kind, None) for each, kind in CHOICE.items() if chooses]
    found += [each.replace(kind=Parameter.KEYWORD_ONLY) for each in own.values()]
    if project:
        found += [_option("project", ProjectFolder, None), _option("no_cache", NoCache, False)]
    found += [_option("json", Json, False), _option("debug", Debug, False)]

    def run(**given: Any) -> None:
        shared = {each: given.pop(each) for each in ("json", "debug")}
        shared |= {each: given.pop(each) for each in ("project", "no_cache") if each in given}
        with session(**shared) as opened:
            if chooses:
                given["choice"] = _choice({each: given.pop(each) for each in CHOICE})
            work(opened, **given)

    run.__doc__, run.__name__ = work.__doc__, work.__name__
    run.__signature__ = Signature(found)  # type: ignore[attr-defined]
    app.command(name, cls=AsTyped)(run)


def _option(name: str, kind: Any, default: object) -> Parameter:
    return Parameter(name, Parameter.KEYWORD_ONLY, annotation=kind, default=default)


def _choice(options: dict[str, Iterable[str] | None]) -> Any:
    from generator.jobs.choosing import Choice
    from .typed import listed

    named = ((key, listed(values)) for key, values in options.items())
    return Choice(**{key if key == "names" else f"{key}s": values for key, values in named})


_SETTINGS: Final[dict[str, Any]] = {
    "cls": GroupAsTyped,
    "no_args_is_help": True,
    "context_settings": {"help_option_names": ["-h", "--help"]},
}

app = typer.Typer(
    help="Leaflets and posters ready to print, from content and layouts in YAML.",
    pretty_exceptions_enable=False,
    **_SETTINGS,
)
areas = typer.Typer(help="Make areas from a spreadsheet, and take in logos.", **_SETTINGS)
translate = typer.Typer(help="Send words to translators, and take translations in.", **_SETTINGS)

add_command(app, building.build)
add_command(app, building.watch)
add_command(app, any_pdf.check, project=False)
add_command(app, building.list_, "list")
add_command(app, building.validate)
add_command(app, building.verify)
add_command(app, building.preview)
add_command(app, proving.proof)
add_command(app, proving.approve)
add_command(app, building.web)
add_command(app, building.gallery)
add_command(app, setting_up.studio)
add_command(app, setting_up.new)
add_command(app, setting_up.init, project=False)
add_command(app, any_pdf.impose, project=False)
add_command(app, any_pdf.tile, project=False)
add_command(app, setting_up.schema)
add_command(app, setting_up.doctor)
app.add_typer(areas, name="areas")
add_command(areas, setting_up.import_areas, "import")
add_command(areas, setting_up.take_in_logo, "logo")
app.add_typer(translate, name="translate")
add_command(translate, translations.status)
add_command(translate, translations.export)
add_command(translate, translations.import_translation, "import")
add_command(translate, translations.review)
add_command(translate, translations.same)


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
