"""Starts the studio on this computer and opens it in the browser."""

from __future__ import annotations

import asyncio
import logging
import os
import tempfile
import webbrowser
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Final

import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send

from generator.cache import Cache
from generator.jobs.program import program
from generator.kept import Kept
from .app import application
from .desk import OpenProject
from .guard import OPENING, Keys
from .interface import ENGLISH, Interface
from .network import Listening
from .sign_in import Password
from .start_screen import start_application
from .state import Studio

GRACE: Final = 1  # second for answers that are on their way when the studio ends


def serve(
    folder: Path | None,
    listening: Listening,
    opens: bool,
    say: Callable[[str, int], None],
    password: Password | None = None,
    interface: Interface = ENGLISH,
) -> None:
    """Serve the project in a folder until it is interrupted; without a folder, a screen that begins
    or opens one. `say` is told the address, which only works once, and how many other studios have
    the project open. A studio that others can reach has a password, and a folder."""
    assert (password and folder) or not listening.is_shared
    with listening.socket:
        keys = Keys(listening.port, listening.names, password is not None)
        served = ServedStudio(keys, password, interface)
        if folder:
            served.open(folder)
        else:
            served.begin(_usable_folder())
        address = f"{listening.address}{OPENING}?ticket={keys.ticket}"
        say(address, served.others)
        launch = _launch_page(address) if opens else None
        if launch:
            webbrowser.open(launch.as_uri())
        logging.getLogger("uvicorn.error").addFilter(is_told)
        config = uvicorn.Config(
            served,
            log_level="warning",
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=GRACE,
        )
        try:
            uvicorn.Server(config).run(sockets=[listening.socket])
        finally:
            served.close()
            if launch:
                launch.unlink(missing_ok=True)


def is_told(record: logging.LogRecord) -> bool:
    """Whether what the server would log is said: not that an answer was on its way at the end."""
    reason = record.exc_info[0] if record.exc_info else None
    at_end = record.getMessage().startswith("Cancel ")
    return not at_end and not (reason and issubclass(reason, asyncio.CancelledError))


class ServedStudio:
    """An application that begins without a project, or goes on in one."""

    def __init__(
        self, keys: Keys, password: Password | None = None, interface: Interface = ENGLISH
    ) -> None:
        self._keys, self._password, self._interface = keys, password, interface
        self._application: ASGIApp | None = None
        self._studio: Studio | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        assert self._application
        await self._application(scope, receive, send)

    def begin(self, place: Path) -> None:
        """Offer to begin a project in this place."""
        self._application = start_application(self._keys, place, self.open)

    def open(self, folder: Path) -> None:
        """Go on in the project in a folder. Raises `Refused`."""
        kept = Kept.of_user(program)
        studio = Studio(OpenProject(folder, Cache(kept=kept)), self._keys, self._interface)
        self._application = application(studio, self._password)
        self._studio = studio

    @property
    def others(self) -> int:
        """How many other studios have the project open."""
        return self._studio.project.draft_files.others if self._studio else 0

    def close(self) -> None:
        """Keep what was typed, and end the studio's threads."""
        if self._studio:
            self._studio.close()


def _usable_folder() -> Path:
    """The folder where a project is begun: the current one, or the user's own if nothing can be
    written there."""
    here = Path.cwd()
    return here if os.access(here, os.W_OK) and here != here.parent else Path.home()


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
