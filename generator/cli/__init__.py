"""The command `cease`: what a person types, and what they are told."""

import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from generator.cli import stopping, streams
from generator.jobs import gc_policy as garbage

_UNTAKEN = 2  # as of any file that cannot be written


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line, `sys.argv` if no other is given, and leave with its exit status. A
    process of its own is stopped by nothing from there on, for it is about to end."""
    if arguments is None:
        sys.exit(_main(sys.argv[1:]))
    with stopping.as_before():
        sys.exit(_main(arguments))


def _main(arguments: Sequence[str]) -> int:
    garbage.hold()
    streams.open_streams()
    # No plugin of pydantic's is ours, and looking for one reads every installed package's facts.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")

    def answer() -> None:
        _answer("--json" in arguments)

    stopping.hear(answer)
    status = _run(arguments)
    stopping.hear_no_more()
    if status is None:
        answer()
        status = stopping.STOPPED
    garbage.leave()
    why = streams.lost()
    if why:
        print(f"what was asked for could not be written out: {why}", file=sys.stderr)
        status = max(status, _UNTAKEN)
    return status


def _run(arguments: Sequence[str]) -> int | None:
    """The status of a command; None of one that was stopped before it began."""
    try:
        from generator.cli.app import app

        app([*arguments], prog_name="cease")
    except KeyboardInterrupt:
        return None
    except SystemExit as done:
        if isinstance(getattr(done.__context__, "__cause__", None), KeyboardInterrupt):
            return None  # Typer makes a status of it
        return done.code if isinstance(done.code, int) else 0
    return 0


def _answer(in_json: bool) -> None:
    """Say that a command was stopped that had not begun."""
    words = stopping.words(0)
    if in_json:
        from generator.cli import show

        show.document(
            {"status": stopping.STOPPED, "interrupted": words, "files": [], "problems": []}
        )
    else:
        print(words, file=sys.stderr)
    sys.stdout.flush()
