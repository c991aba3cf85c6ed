"""What every application of the studio answers: the one-time address that opens it, and its style
sheets, scripts, fonts and icon."""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files
from typing import Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from .guard import ICON, OPENING, Keys
from .refusals import Refusals

_TYPES: Final = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".ttf": "font/ttf",
    ".svg": "image/svg+xml",
}


class EntryRoutes:
    """Lets a browser in. `page` makes the page of a screen by its name."""

    def __init__(self, page: Callable[[str], HTMLResponse], keys: Keys, refuse: Refusals) -> None:
        self._page, self._keys, self._refuse = page, keys, refuse

    def routes(self) -> list[Route]:
        return [
            Route(OPENING, self.open),
            Route("/static/{name}", self.static),
            Route(ICON, self.icon),
        ]

    async def open(self, request: Request) -> Response:
        """Exchange a ticket for the cookie. The answer is a page and not a redirection: a browser
        leaves a strict cookie out of one that began in a file."""
        keys = self._keys
        if not keys.take_ticket(request.query_params.get("ticket", "")):
            return self._refuse(request.scope, 403, "closed")
        response = self._page("opening")
        response.set_cookie(keys.cookie_name, keys.cookie, httponly=True, samesite="strict")
        return response

    async def static(self, request: Request) -> Response:
        """A style sheet, a script, a font or the icon of the studio."""
        return _file(request.path_params["name"])

    async def icon(self, request: Request) -> Response:
        """The icon, for a browser that shows a file without a page round it."""
        return _file("icon.svg")


def _file(name: str) -> Response:
    known = {each.name: each for each in (files("generator.studio") / "static").iterdir()}
    suffix = "." + name.rpartition(".")[2]
    if name not in known or suffix not in _TYPES:
        raise HTTPException(404)
    return Response(known[name].read_bytes(), media_type=_TYPES[suffix])
