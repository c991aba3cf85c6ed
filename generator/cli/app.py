"""The command line: every command, in the order in which they are listed.

Typer reads the parameters of every command that it knows, which takes longer than some commands do.
So it is told of the one that was typed, and of all only where none was.
"""

from collections.abc import Iterable, Sequence
from importlib import import_module
from inspect import Parameter, Signature, signature
from typing import Annotated, Any, Final, NamedTuple

import typer

from generator import __version__
from .as_typed import AsTyped, GroupAsTyped
from .options import CHOICE, Debug, Json, NoCache, ProjectFolder
from .session import session


class _Command(NamedTuple):
    """A command as it is typed, perhaps after the name of its group, and where its work is: a
    module of commands and a function."""

    typed: str
    work: str
    project: bool = True

    @property
    def group(self) -> str:
        return self.typed.rpartition(" ")[0]


_COMMANDS: Final = (
    _Command("build", "building.build"),
    _Command("watch", "building.watch"),
    _Command("check", "any_pdf.check", project=False),
    _Command("list", "building.list_"),
    _Command("validate", "building.validate"),
    _Command("verify", "building.verify"),
    _Command("preview", "building.preview"),
    _Command("proof", "proving.proof"),
    _Command("approve", "proving.approve"),
    _Command("web", "building.web"),
    _Command("gallery", "building.gallery"),
    _Command("studio", "setting_up.studio"),
    _Command("new", "setting_up.new"),
    _Command("init", "setting_up.init", project=False),
    _Command("impose", "any_pdf.impose", project=False),
    _Command("tile", "any_pdf.tile", project=False),
    _Command("schema", "setting_up.schema"),
    _Command("doctor", "setting_up.doctor"),
    _Command("areas import", "setting_up.import_areas"),
    _Command("areas logo", "setting_up.take_in_logo"),
    _Command("translate status", "translations.status"),
    _Command("translate export", "translations.export"),
    _Command("translate import", "translations.import_translation"),
    _Command("translate review", "translations.review"),
    _Command("translate same", "translations.same"),
)
_GROUPS: Final = {
    "areas": "Make areas from a spreadsheet, and take in logos.",
    "translate": "Send words to translators, and take translations in.",
}
_SETTINGS: Final[dict[str, Any]] = {
    "cls": GroupAsTyped,
    "no_args_is_help": True,
    "context_settings": {"help_option_names": ["-h", "--help"]},
}


def app_for(arguments: Sequence[str]) -> typer.Typer:
    """The app with the commands that the first of these arguments names, or with all commands."""
    app = typer.Typer(
        help="Leaflets and posters ready to print, from content and layouts in YAML.",
        pretty_exceptions_enable=False,
        **_SETTINGS,
    )
    app.callback()(_cease)
    first = arguments[0] if arguments else ""
    named = [each for each in _COMMANDS if first == (each.group or each.typed)]
    groups: dict[str, typer.Typer] = {"": app}
    for each in named or _COMMANDS:
        if each.group not in groups:
            groups[each.group] = typer.Typer(help=_GROUPS[each.group], **_SETTINGS)
            app.add_typer(groups[each.group], name=each.group)
        _add(groups[each.group], each)
    return app


def _add(app: typer.Typer, command: _Command) -> None:
    """Make a command one of an app or of a group."""
    module, _, name = command.work.partition(".")
    work = getattr(import_module(f"{__package__}.commands.{module}"), name)
    own = dict(signature(work).parameters)
    del own["session"]
    chooses = own.pop("choice", None) is not None
    found = [_option(each, kind, None) for each, kind in CHOICE.items() if chooses]
    found += [each.replace(kind=Parameter.KEYWORD_ONLY) for each in own.values()]
    if command.project:
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
    app.command(command.typed.rpartition(" ")[2], cls=AsTyped)(run)


def _option(name: str, kind: Any, default: object) -> Parameter:
    return Parameter(name, Parameter.KEYWORD_ONLY, annotation=kind, default=default)


def _choice(options: dict[str, Iterable[str] | None]) -> Any:
    from generator.jobs.choosing import Choice
    from .typed import listed

    named = ((key, listed(values)) for key, values in options.items())
    return Choice(**{key if key == "names" else f"{key}s": values for key, values in named})


def _show_version(wanted: bool) -> None:
    if wanted:
        print(f"cease {__version__}")
        raise typer.Exit


def _cease(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Print the version."),
    ] = False,
) -> None:
    pass
