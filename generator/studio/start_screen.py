"""The screen of a studio without a project: it copies the campaign that comes with the program into
a new folder, or opens a project that is there. It works without script."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from starlette.applications import Starlette
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from generator.jobs.begin_project import COPIED, begin_project, refuse_occupied, shipped
from generator.jobs.publish import unwritable
from generator.problems import Problem, Refused, error
from generator.source.file_names import name_problem
from generator.source.project_folder import projects_in
from .entry_routes import EntryRoutes
from .guard import Guard, Keys
from .refusals import Refusals, told
from .screen_pages import ScreenFrame, ScreenPages
from .words import words_of

USUAL: Final = "leaflets"  # the name that is offered for the folder
_LONGEST: Final = 60  # characters of a name: folders inside have names too
_SCREEN: Final = "start"


def start_application(keys: Keys, place: Path, opens: Callable[[Path], None]) -> ASGIApp:
    """The application of a studio without a project, behind its guard. It makes and finds projects
    in `place`, and `opens` one of them."""
    start = StartScreen(place, opens)
    refuse = Refusals(start.page, words_of("refusal").say, by_password=False)
    handlers: dict[Any, Any] = {HTTPException: refuse.of_request, Exception: refuse.of_bug}
    routes = [*EntryRoutes(start.page, keys, refuse).routes(), *start.routes()]
    return Guard(Starlette(routes=routes, exception_handlers=handlers), keys, refuse)


class StartScreen:
    """Begins a project, or opens one."""

    def __init__(self, place: Path, opens: Callable[[Path], None]) -> None:
        self._place, self._opens = place, opens
        self._pages = ScreenPages()

    def routes(self) -> list[Route]:
        return [
            Route("/", self.show),
            Route("/begin", self.begin, methods=["POST"]),
            Route("/project", self.open, methods=["POST"]),
        ]

    def page(self, screen: str, **values: Any) -> HTMLResponse:
        """The page of a screen."""
        frame = ScreenFrame("", self._place.name or str(self._place), helps=False)
        return self._pages.page(screen, frame, **values)

    async def show(self, request: Request) -> Response:
        """The screen."""
        return self._show(self._free())

    async def begin(self, request: Request) -> Response:
        """Copy the campaign into a new folder, and go on in it."""
        name = await _asked(request)
        try:
            self._check(name)
            await asyncio.to_thread(self._copy, self._place / name)
        except Refused as refused:
            return self._show(name, refused.problems)
        return self._open(self._place / name)

    async def open(self, request: Request) -> Response:
        """Go on in a project that is there."""
        name = await _asked(request)
        if name not in projects_in(self._place):
            return self._show(self._free())
        return self._open(self._place / name)

    def _open(self, folder: Path) -> Response:
        try:
            self._opens(folder)
        except Refused as refused:
            return self._show(self._free(), refused.problems)
        return self.page("opening")

    def _check(self, name: str) -> None:
        """Raise `Refused` for a name that the folder cannot have."""
        if len(name) > _LONGEST or name_problem(USUAL, name, None):
            say = words_of(_SCREEN).say
            message = say("start.wrong", name=name[:_LONGEST])
            raise Refused([error("name", message, None, say("start.right", name=_meant(name)))])

    def _copy(self, folder: Path) -> None:
        try:
            refuse_occupied(folder)
            begin_project(folder, shipped(*COPIED))
        except OSError as problem:
            raise Refused([unwritable(folder, problem)]) from None

    def _free(self) -> str:
        """A name that no folder has yet."""
        names = (USUAL, *(f"{USUAL}-{number}" for number in range(2, 100)))
        return next((name for name in names if not (self._place / name).exists()), "")

    def _show(self, name: str, problems: tuple[Problem, ...] = ()) -> Response:
        page = self.page(
            _SCREEN,
            place=str(self._place),
            name=name,
            problems=told(problems, self._place).problems,
            there=projects_in(self._place),
        )
        page.status_code = 409 if problems else 200
        return page


async def _asked(request: Request) -> str:
    """The name in a form that was sent."""
    async with request.form(max_files=0, max_fields=4) as form:
        name = form.get("name", "")
    return "" if isinstance(name, UploadFile) else name.strip()


def _meant(name: str) -> str:
    """A name for a folder that is near to what somebody typed."""
    return "-".join(re.findall("[a-z0-9]+", name.lower()))[:_LONGEST].strip("-") or USUAL
