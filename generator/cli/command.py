"""Makes commands of functions.

A function that takes a `session` gets one; the command has --json and --debug for it, and
--project where there can be one. A function that takes a `choice` of pieces gets that; the command
has the options that choose them. What a command does is imported when it runs.
"""

from collections.abc import Callable, Iterable
from inspect import Parameter, Signature, signature
from typing import Any

import typer

from generator.cli.options import CHOICE, Debug, Json, ProjectFolder
from generator.cli.session import session


def add_command(
    app: typer.Typer, work: Callable[..., None], name: str | None = None, *, project: bool = True
) -> None:
    """Make `work` a command of `app`, under its own name if no other is given."""
    own = dict(signature(work).parameters)
    del own["session"]
    chooses = own.pop("choice", None) is not None
    found = [_option(each, kind, None) for each, kind in CHOICE.items() if chooses]
    found += [each.replace(kind=Parameter.KEYWORD_ONLY) for each in own.values()]
    found += [_option("project", ProjectFolder, None)] if project else []
    found += [_option("json", Json, False), _option("debug", Debug, False)]

    def run(**given: Any) -> None:
        folder = given.pop("project", None)
        with session(json=given.pop("json"), debug=given.pop("debug"), project=folder) as opened:
            if chooses:
                given["choice"] = _choice({each: given.pop(each) for each in CHOICE})
            work(opened, **given)

    run.__doc__, run.__name__ = work.__doc__, work.__name__
    run.__signature__ = Signature(found)  # type: ignore[attr-defined]
    app.command(name)(run)


def _option(name: str, kind: Any, default: object) -> Parameter:
    return Parameter(name, Parameter.KEYWORD_ONLY, annotation=kind, default=default)


def _choice(options: dict[str, Iterable[str] | None]) -> Any:
    """A `Choice` of what was given as options."""
    from generator.cli.typed import listed
    from generator.jobs.choosing import Choice

    named = ((key, listed(values)) for key, values in options.items())
    return Choice(**{key if key == "names" else f"{key}s": values for key, values in named})
