"""The command `cease`."""

import atexit
import os
import sys
import threading
from collections.abc import Sequence
from typing import NoReturn

from generator.jobs import gc_policy
from . import stopping, streams

_UNWRITTEN = 2  # the status for output, as for any file, that cannot be written


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line, `sys.argv` unless `arguments` are given, and exit with its status."""
    if arguments is None:
        _leave(_main(sys.argv[1:]))
    with stopping.restored_handlers():
        sys.exit(_main(arguments))


def _leave(status: int) -> NoReturn:
    """End the process. Python would free every object first, which takes as long as setting a
    page; it waits for threads that still work."""
    if threading.active_count() > 1:
        sys.exit(status)
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    os._exit(status)


def _main(arguments: Sequence[str]) -> int:
    gc_policy.pause()
    streams.open_streams()
    # This project has no pydantic plugins, and looking for them reads every installed package.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")

    def answer() -> None:
        _report_interrupt("--json" in arguments)

    stopping.on_interrupt(answer)
    status = _run(arguments)
    stopping.ignore_interrupts()
    if status is None:
        answer()
        status = stopping.STOPPED
    gc_policy.leave()
    why = streams.why_lost()
    if why:
        print(f"what was asked for could not be written out: {why}", file=sys.stderr)
        status = max(status, _UNWRITTEN)
    return status


def _run(arguments: Sequence[str]) -> int | None:
    """The status of a command; None if it was interrupted before it began."""
    try:
        from .app import app_for

        app_for(arguments)([*arguments], prog_name="cease")
    except KeyboardInterrupt:
        return None
    except SystemExit as done:
        if isinstance(getattr(done.__context__, "__cause__", None), KeyboardInterrupt):
            return None  # Typer makes a status of it
        if "--json" in arguments:
            _report_usage(done.__context__)
        return done.code if isinstance(done.code, int) else 0
    return 0


def _report_usage(wrong: BaseException | None) -> None:
    """Print the document of a command that was typed so that it could not begin."""
    message = getattr(wrong, "format_message", str)()
    if message:
        from generator.problems import error
        from . import show

        problem = error("wrong-usage", message)
        show.document({"status": 2, "problems": [problem.as_dict()]})


def _report_interrupt(in_json: bool) -> None:
    """Report that a command was interrupted before it began."""
    message = stopping.message(0)
    if in_json:
        from . import show

        status = stopping.STOPPED
        show.document({"status": status, "interrupted": message, "files": [], "problems": []})
    else:
        print(message, file=sys.stderr)
    sys.stdout.flush()
