"""The command line: every command, in the order in which they are listed.

Typer reads the parameters of every command that it knows, which takes longer than some commands do.
So it is told of the one that was typed, and of all only where none was.
"""

from collections.abc import Iterable, Mapping, Sequence
from importlib import import_module
from inspect import Parameter, Signature, signature
from types import MappingProxyType
from typing import Annotated, Any, Final

import typer
from msgspec import Struct

from generator import __version__
from .as_typed import AsTyped, GroupAsTyped
from .options import CHOICE, Debug, EveryLanguage, Json, NoCache, ProjectFolder
from .session import session


class _Command(Struct, frozen=True):
    """A command as it is typed, perhaps after the name of its group, and the module and function
    that do its work. `chosen` are its own options in place of some of a choice's, or None for those
    that it has not."""

    typed: str
    module: str
    work: str
    project: bool = True
    chosen: Mapping[str, Any] = MappingProxyType({})

    @property
    def group(self) -> str:
        return self.typed.rpartition(" ")[0]


_BUILDING: Final = "generator.cli.commands.building"
_ANY_PDF: Final = "generator.cli.commands.any_pdf"
_PROVING: Final = "generator.cli.commands.proving"
_SETTING_UP: Final = "generator.cli.commands.setting_up"
_TRANSLATIONS: Final = "generator.cli.commands.translations"
# Web pages are of no edition and for no press, and are in all languages.
_OF_PAGES: Final = {"language": EveryLanguage, "edition": None, "printer": None, "standard": None}
_COMMANDS: Final = (
    _Command("build", _BUILDING, "build"),
    _Command("watch", _BUILDING, "watch"),
    _Command("check", _ANY_PDF, "check", project=False),
    _Command("list", _BUILDING, "list_"),
    _Command("validate", _BUILDING, "validate"),
    _Command("verify", _BUILDING, "verify"),
    _Command("preview", _BUILDING, "preview"),
    _Command("proof", _PROVING, "proof"),
    _Command("approve", _PROVING, "approve"),
    _Command("web", _BUILDING, "web", chosen=_OF_PAGES),
    _Command("gallery", _BUILDING, "gallery"),
    _Command("studio", _SETTING_UP, "studio"),
    _Command("new", _SETTING_UP, "new"),
    _Command("init", _SETTING_UP, "init", project=False),
    _Command("impose", _ANY_PDF, "impose", project=False),
    _Command("tile", _ANY_PDF, "tile", project=False),
    _Command("schema", _SETTING_UP, "schema"),
    _Command("doctor", _SETTING_UP, "doctor"),
    _Command("areas import", _SETTING_UP, "import_areas"),
    _Command("areas logo", _SETTING_UP, "take_in_logo"),
    _Command("translate status", _TRANSLATIONS, "status"),
    _Command("translate export", _TRANSLATIONS, "export"),
    _Command("translate import", _TRANSLATIONS, "import_translation"),
    _Command("translate review", _TRANSLATIONS, "review"),
    _Command("translate same", _TRANSLATIONS, "same"),
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
    work = getattr(import_module(command.module), command.work)
    own = dict(signature(work).parameters)
    del own["session"]
    chooses = own.pop("choice", None) is not None
    choosing = {**CHOICE, **command.chosen} if chooses else {}
    found = [_option(each, kind, None) for each, kind in choosing.items() if kind is not None]
    found += [each.replace(kind=Parameter.KEYWORD_ONLY) for each in own.values()]
    if command.project:
        found += [_option("project", ProjectFolder, None), _option("no_cache", NoCache, False)]
    found += [_option("json", Json, False), _option("debug", Debug, False)]

    def run(**given: Any) -> None:
        shared = {each: given.pop(each) for each in ("json", "debug")}
        shared |= {each: given.pop(each) for each in ("project", "no_cache") if each in given}
        with session(**shared) as opened:
            if chooses:
                given["choice"] = _choice({each: given.pop(each, None) for each in CHOICE})
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
