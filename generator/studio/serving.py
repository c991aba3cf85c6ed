"""Starts the studio on this computer and opens it in the browser."""

from __future__ import annotations

import os
import socket
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
from .state import Studio

HOST: Final = "127.0.0.1"
GRACE: Final = 1  # second for answers that are on their way when the studio ends


def serve(folder: Path, port: int, opens: bool, say: Callable[[str], None]) -> None:
    """Serve the project in a folder until it is interrupted. Port 0 is any free one. `say` is told
    the address, which only works once."""
    with socket.socket() as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((HOST, port))
        keys = Keys(listening.getsockname()[1])
        studio = Studio(OpenProject(folder), keys)
        address = f"http://{HOST}:{keys.port}{OPENING}?ticket={keys.ticket}"
        say(address)
        launch = _launch_page(address) if opens else None
        if launch:
            webbrowser.open(launch.as_uri())
        config = uvicorn.Config(application(studio), log_level="warning", access_log=False)
        config.timeout_graceful_shutdown = GRACE
        try:
            uvicorn.Server(config).run(sockets=[listening])
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
