"""The studio as a web application: its pages, and what its scripts ask for."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from importlib.resources import files
from typing import Any, Final

import jinja2
import msgspec
from msgspec import Struct
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from generator.problems import Problem, Refused
from generator.svgpages import Asset
from .answers import (
    Answer,
    ChangeRequest,
    ConflictAnswer,
    SaveAnswer,
    SaveRequest,
    UndoRequest,
    answer,
    fault,
)
from .changes import Change
from .desk import DeskName, OpenProject
from .guard import OPENING, Guard, Keys
from .saving import drafts, keep_drafts, save
from .worker import LATER, Worker

_TYPES: Final = {".css": "text/css", ".js": "text/javascript", ".ttf": "font/ttf"}
QUIET: Final = 0.5  # seconds without typing, after which drafts are kept
_FOREVER: Final = {"cache-control": "private, max-age=31536000, immutable"}


class Studio:
    """A project being edited, the thread that sets it, and the pages that show it."""

    def __init__(self, project: OpenProject, keys: Keys) -> None:
        self.project, self.keys = project, keys
        self.worker = Worker()
        self.assets: dict[str, Asset] = {}
        self.revision = 0
        self.keeping: asyncio.Task[None] | None = None
        for draft in drafts(project.root):
            project.restore(draft.path, draft.base, draft.now)
        folder = files("generator.studio") / "pages"
        loader = jinja2.FunctionLoader(lambda name: (folder / name).read_text("utf-8"))
        self.pages = jinja2.Environment(
            loader=loader, autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True
        )

    def application(self) -> ASGIApp:
        """The application, behind its guard."""
        routes = [
            Route(OPENING, self.open),
            Route("/", self.choose),
            Route("/edit/{campaign}/{language}/{area}/{layout}", self.edit),
            Route("/art/{name}", self.art),
            Route("/static/{name}", self.static),
            Route("/api/change", self.change, methods=["POST"]),
            Route("/api/undo", self.undo, methods=["POST"]),
            Route("/api/save", self.save, methods=["POST"]),
        ]
        return Guard(Starlette(routes=routes), self.keys)

    # pages

    async def open(self, request: Request) -> Response:
        """Exchange a ticket for the cookie. The answer is a page and not a redirection: a browser
        leaves a strict cookie out of one that began in a file."""
        if not self.keys.take_ticket(request.query_params.get("ticket", "")):
            return PlainTextResponse("Open the studio from the window where you started it.", 403)
        response = self._page("opening.html")
        response.set_cookie(
            self.keys.cookie_name, self.keys.cookie, httponly=True, samesite="strict"
        )
        return response

    async def choose(self, request: Request) -> Response:
        """Every piece in a language for an area."""
        return await self._shown(lambda: self._choose(request))

    def _choose(self, request: Request) -> Response:
        project = self.project.project
        campaign = _among(project.campaigns(), request.query_params.get("campaign", ""))
        languages = project.content.languages()
        tag = _among(project.languages(campaign), request.query_params.get("language", ""))
        if "language" not in request.query_params:
            tag = languages.default
        area = _among(project.areas(), request.query_params.get("area", ""))
        if "area" not in request.query_params:
            area = project.usual_area()
        layouts = [
            (name, row.title)
            for name, row in project.readable_layouts().items()
            if row.flow is None
        ]
        return self._page(
            "choose.html",
            campaign=campaign,
            areas=[(name, self._area_title(name)) for name in project.areas()],
            languages=[(each, self._language_title(each)) for each in project.languages(campaign)],
            area=area,
            language=tag,
            layouts=layouts,
        )

    async def edit(self, request: Request) -> Response:
        """The editor of a piece."""
        return await self._shown(lambda: self._edit(request))

    def _edit(self, request: Request) -> Response:
        names = request.path_params
        desk = DeskName(names["campaign"], names["language"], names["area"])
        layout = names["layout"]
        if not self._is_known(desk, layout):
            return PlainTextResponse("There is no such piece.", 404)
        project = self.project.project
        row = project.content.language(desk.language)
        return self._page(
            "edit.html",
            desk=desk,
            layout=layout,
            title=project.design.layout(layout).title,
            language=self._language_title(desk.language),
            direction=row.direction if row else "ltr",
            tag=desk.language,
            original=project.content.languages().default,
            groups=self.project.fields(desk, layout),
            changed=self.project.history.changed,
        )

    # files

    async def art(self, request: Request) -> Response:
        """A drawing or picture of a page."""
        asset = self.assets.get(request.path_params["name"])
        if asset is None:
            return PlainTextResponse("There is no such picture.", 404)
        return Response(asset.data, media_type=asset.media_type, headers=_FOREVER)

    async def static(self, request: Request) -> Response:
        """A style sheet, a script or a font of the studio."""
        name = request.path_params["name"]
        folder = files("generator.studio") / "static"
        known = {each.name: each for each in folder.iterdir()}
        suffix = "." + name.rpartition(".")[2]
        if name not in known or suffix not in _TYPES:
            return PlainTextResponse("There is no such file.", 404)
        return Response(known[name].read_bytes(), media_type=_TYPES[suffix])

    # what scripts ask for

    async def change(self, request: Request) -> Response:
        """Make changes, and show the piece as it is then."""
        self._keep_soon()
        return await self._asked(request, ChangeRequest, self._change)

    def _change(self, asked: ChangeRequest) -> Answer:
        desk, layout = self._desk(asked.desk, asked.layout), asked.layout
        paths = self.project.paths(desk)
        refused: list[Problem] = []
        for each in asked.changes:
            word, _, inside = each.key.partition(":")
            if word not in paths:
                raise msgspec.ValidationError(f"there is no value {each.key}")
            try:
                self.project.change(Change(paths[word], "set", inside, each.text), time.monotonic())
            except Refused as problem:
                refused += problem.problems
        self.revision += 1
        return self._answer(desk, layout, asked.have, refused)

    async def undo(self, request: Request) -> Response:
        """Take the last change back, or make it again."""
        self._keep_soon()
        return await self._asked(request, UndoRequest, self._undo)

    def _undo(self, asked: UndoRequest) -> Answer:
        desk, layout = self._desk(asked.desk, asked.layout), asked.layout
        paths = self.project.paths(desk)
        step = self.project.redo if asked.again else self.project.undo
        done = step(list(paths.values()))
        self.revision += 1
        found = self._answer(desk, layout, asked.have, [])
        if done is None:
            return found
        word = next(word for word, path in paths.items() if path == done.change.path)
        key = f"{word}:{done.change.key}"
        return msgspec.structs.replace(found, changed={key: self.project.value(desk, key) or ""})

    async def save(self, request: Request) -> Response:
        """Write what was edited to the files."""
        return await self._asked(request, SaveRequest, self._save)

    def _save(self, asked: SaveRequest) -> SaveAnswer:
        paths = self.project.paths(self._desk(asked.desk))
        words = {path: word for word, path in paths.items()}
        chosen = {}
        for key, text in asked.choices.items():
            word, _, inside = key.partition(":")
            if word not in paths:
                raise msgspec.ValidationError(f"there is no value {key}")
            chosen[paths[word], inside] = text
        try:
            done = save(self.project, [*paths.values()], chosen)
        except Refused as refused:
            return SaveAnswer((), (), tuple(fault(each, words) for each in refused.problems))
        conflicts = tuple(
            ConflictAnswer(
                f"{words[each.path]}:{each.key}",
                *(_spoken(value) for value in (each.before, each.ours, each.theirs)),
            )
            for each in done.conflicts
        )
        return SaveAnswer(done.files, conflicts)

    def _answer(
        self, desk: DeskName, layout: str, have: list[str], refused: list[Problem]
    ) -> Answer:
        shown = self.project.shown(desk, layout)
        for page in shown.pages:
            for group in page.groups:
                self.assets.update({asset.name: asset for asset in group.assets})
        paths = {path: word for word, path in self.project.paths(desk).items()}
        problems = [fault(problem, paths) for problem in (*refused, *shown.problems)]
        return answer(self.revision, shown, frozenset(have), problems)

    # helpers

    def _keep_soon(self) -> None:
        """Keep drafts once nobody has typed for a moment."""
        if self.keeping:
            self.keeping.cancel()
        self.keeping = asyncio.create_task(self._keep())

    async def _keep(self) -> None:
        await asyncio.sleep(QUIET)
        await self.worker.call(keep_drafts, self.project, time.time(), when=LATER)

    def _desk(self, desk: DeskName, layout: str = "") -> DeskName:
        if not self._is_known(desk, layout):
            raise msgspec.ValidationError("there is no such piece")
        return desk

    def _is_known(self, desk: DeskName, layout: str = "") -> bool:
        """Whether there is such a desk and layout. Names are compared with those that there are: no
        path is made of what a browser sends."""
        project = self.project.project
        return (
            desk.campaign in project.campaigns()
            and desk.language in project.languages(desk.campaign)
            and desk.area in project.areas()
            and (not layout or layout in project.layouts())
        )

    def _area_title(self, name: str) -> str:
        row, _ = self.project.project.content.area_row(name)
        return row.title if row else name

    def _language_title(self, tag: str) -> str:
        row = self.project.project.content.language(tag)
        if row is None:
            return tag
        return row.english if row.english == row.name else f"{row.english} – {row.name}"

    def _page(self, name: str, **values: Any) -> HTMLResponse:
        return HTMLResponse(self.pages.get_template(name).render(**values))

    async def _shown(self, function: Callable[[], Response]) -> Response:
        try:
            return await self.worker.call(function)
        except Refused as refused:
            page = self._page("refused.html", problems=refused.problems)
            page.status_code = 409
            return page

    async def _asked(
        self, request: Request, kind: Any, function: Callable[[Any], Struct]
    ) -> Response:
        try:
            asked = msgspec.json.decode(await request.body(), type=kind)
            found = await self.worker.call(function, asked)
        except msgspec.MsgspecError as problem:
            return JSONResponse({"error": str(problem)}, 400)
        return Response(msgspec.json.encode(found), media_type="application/json")


def _spoken(value: Any) -> str:
    """A value for a person to compare with another."""
    return value if isinstance(value, str) else "" if value is None else ", ".join(map(str, value))


def _among(known: list[str], name: str) -> str:
    """The name if it is known, or else the first; empty if there is none."""
    return name if name in known else next(iter(known), "")
