"""Starts the studio on this computer and opens it in the browser."""

from __future__ import annotations

import os
import tempfile
import webbrowser
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Final

import uvicorn

from .app import application
from .desk import OpenProject
from .guard import OPENING, Keys
from .interface import ENGLISH, Interface
from .network import Listening
from .sign_in import Password
from .state import Studio

GRACE: Final = 1  # second for answers that are on their way when the studio ends


def serve(
    folder: Path,
    listening: Listening,
    opens: bool,
    say: Callable[[str], None],
    password: Password | None = None,
    interface: Interface = ENGLISH,
) -> None:
    """Serve the project in a folder until it is interrupted. `say` is told the address, which only
    works once. A studio that others can reach has a password."""
    assert password or not listening.is_shared
    with listening.socket:
        keys = Keys(listening.port, listening.names, password is not None)
        studio = Studio(OpenProject(folder), keys, interface)
        address = f"{listening.address}{OPENING}?ticket={keys.ticket}"
        say(address)
        launch = _launch_page(address) if opens else None
        if launch:
            webbrowser.open(launch.as_uri())
        config = uvicorn.Config(
            application(studio, password),
            log_level="warning",
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=GRACE,
        )
        try:
            uvicorn.Server(config).run(sockets=[listening.socket])
        finally:
            studio.close()
            if launch:
                launch.unlink(missing_ok=True)


def _launch_page(address: str) -> Path:
    """A page for the browser to open, which only this user can read: an address on a command line
    can be read by every user of the computer."""
    handle, name = tempfile.mkstemp(prefix="cease-studio-", suffix=".html")
    with os.fdopen(handle, "w", encoding="utf-8") as page:
        page.write(
            f'<!doctype html><meta charset="utf-8"><title>Opening</title>'
            f'<meta http-equiv="refresh" content="0; url={escape(address)}">'
        )
    return Path(name)
