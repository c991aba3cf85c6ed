"""The studio as a web application: its screens, and what its scripts ask for."""

from __future__ import annotations

from typing import Any, Final

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from .area_import import AreaImport
from .area_screen import AreaScreen
from .asking import description, route
from .choose_screen import ChooseScreen
from .compare_calls import CompareCalls
from .edit_screen import EditScreen
from .entry_routes import EntryRoutes
from .field_screen import FieldScreen
from .fit_calls import FitCalls
from .guard import Guard
from .help_screen import HelpScreen
from .language_fonts import LanguageFonts
from .proof_screen import ProofScreen
from .refusals import Refusals
from .sign_in import Password, SignIn
from .state import Studio
from .state_poll import StatePoll
from .take_screen import TakeScreen
from .words import words_of

_FOREVER: Final = {"cache-control": "private, max-age=31536000, immutable"}


def application(studio: Studio, password: Password | None = None) -> ASGIApp:
    """The studio's application, behind its guard."""
    say, by_password = words_of("refusal", studio.interface).say, password is not None
    refuse = Refusals(studio.page, say, by_password=by_password)
    pictures = _PictureRoutes(studio)
    fields = FieldScreen(studio)
    screens = (
        ChooseScreen(studio),
        EditScreen(studio, fields),
        fields,
        AreaScreen(studio),
        AreaImport(studio),
        TakeScreen(studio),
        ProofScreen(studio),
        HelpScreen(studio),
        LanguageFonts(studio),
    )
    asked = (*screens, FitCalls(studio), CompareCalls(studio))
    calls = [call for each in asked for call in each.calls()]

    async def described(request: Request) -> Response:
        """This description."""
        return JSONResponse(description(calls, routes))

    routes = [
        *EntryRoutes(studio.page, studio.keys, refuse).routes(),
        Route("/art/{name}", pictures.art),
        Route("/thumb/{name}", pictures.thumb),
        Route("/openapi.json", described),
        *(SignIn(studio.keys, password, studio.interface).routes() if password else ()),
        *StatePoll(studio).routes(),
        *(each for screen in screens for each in screen.routes()),
    ]
    handlers: dict[Any, Any] = {HTTPException: refuse.of_request, Exception: refuse.of_bug}
    found = [*routes, *(route(studio, call) for call in calls)]
    app = Starlette(routes=found, exception_handlers=handlers)
    studio.paths = frozenset(each.path for each in routes)
    return Guard(app, studio.keys, refuse)


class _PictureRoutes:
    """The pictures that screens show."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio

    async def art(self, request: Request) -> Response:
        """A drawing or picture of a page."""
        asset = self._studio.assets.get(request.path_params["name"])
        if asset is None:
            raise HTTPException(404)
        return Response(asset.data, media_type=asset.media_type, headers=_FOREVER)

    async def thumb(self, request: Request) -> Response:
        """The picture of a piece on the first screen."""
        data = self._studio.looks.picture(request.path_params["name"])
        if data is None:
            raise HTTPException(404)
        return Response(data, media_type="image/png", headers=_FOREVER)
