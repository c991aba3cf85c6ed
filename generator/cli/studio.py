"""`cease studio`: edits the project in the browser."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from generator.problems import Refused, WrongChoice, error
from generator.studio.interface import ENGLISH, Interface, read_interface, untranslated
from .session import Session

if TYPE_CHECKING:
    from generator.studio.network import Listening
    from generator.studio.sign_in import Password

PASSWORD: Final = "CEASE_STUDIO_PASSWORD"  # noqa: S105 - the variable's name
_MOST: Final = 4000  # bytes of a password's file
_MOST_NAMED: Final = 6  # words of a file


def studio(
    session: Session,
    port: int,
    *,
    host: str,
    password_file: Path | None,
    browser: bool,
    interface: str | None = None,
) -> None:
    """Serve the studio until it is interrupted."""
    try:
        from generator.studio.network import listen
        from generator.studio.serving import serve
    except ModuleNotFoundError as missing:
        if (missing.name or "").startswith("generator"):
            raise
        message = f"the studio needs {missing.name}, which is not installed"
        hint = "pip install 'cease-print[studio]'"
        raise Refused([error("no-studio", message, None, hint)]) from None
    spoken = _spoken(session, session.project_folder or Path(), interface) if interface else ENGLISH
    session.endless = True
    listening = listen(host, port)
    folder = session.project_folder
    if folder is None and listening.is_shared:
        listening.socket.close()
        message = "there is no project here for others to edit"
        hint = "begin one with: cease init my-campaign, and start the studio in it"
        raise Refused([error("no-project", message, None, hint)])
    password = _password(password_file) if listening.is_shared else None
    tell = partial(_say, listening)
    serve(folder, listening, browser, tell, password, spoken)


def _spoken(session: Session, root: Path, tag: str) -> Interface:
    """The studio's words in a language. What is wrong with them is reported."""
    spoken, problems = read_interface(root, tag)
    session.report(problems)
    left = untranslated(spoken)
    if left:
        session.say(f"{sum(map(len, left.values()))} of the studio's words are in English still:")
    for path, keys in left.items():
        session.say(f"  {path}: {_some(keys)}")
    return spoken


def _some(keys: Sequence[str]) -> str:
    """The first of some keys, and how many more there are."""
    more = len(keys) - _MOST_NAMED
    return ", ".join(keys[:_MOST_NAMED]) + (f" and {more} more" if more > 0 else "")


def _password(file: Path | None) -> Password:
    """The password from a file, from the environment or from whoever started the studio. It is
    never on the command line, where every user of the computer can read it."""
    import typer

    from generator.source.project_files import read_named
    from generator.studio.sign_in import Password

    if file:
        words = read_named(file, _MOST).decode("utf-8", "replace").strip()
    elif PASSWORD in os.environ:
        words = os.environ[PASSWORD]
    elif sys.stdin.isatty():
        words = typer.prompt("Password for the studio", hide_input=True, confirmation_prompt=True)
    else:
        message = "a studio that others can reach needs a password"
        hint = f"name a file with --password-file, or set {PASSWORD}"
        raise WrongChoice([error("wrong-choice", message, None, hint)])
    return Password(words)


def _say(listening: Listening, address: str, others: int) -> None:
    print(f"The studio is open at {address}", flush=True)
    if listening.is_shared:
        print(
            f"Others in the network open it at {listening.address} with the password.\n"
            "The connection has no encryption (TLS): anybody in the network could read what is "
            "sent, the\npassword too. Do this only in a network that you trust.",
            flush=True,
        )
    if others:
        print(
            "Another studio has this project open too. Both may save: what one of them has changed "
            "meanwhile\nis shown to the other, and never overwritten.",
            flush=True,
        )
    print("Press Ctrl and C to end it.", flush=True)
