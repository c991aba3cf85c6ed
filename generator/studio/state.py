"""What all screens of a running studio share."""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Final

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from generator.isolates import FIRST_STRONG, POP, has_rtl
from generator.problems import Problem, Refused
from generator.svgpages import Asset
from .desk import DeskName, OpenProject, ShownPiece
from .guard import Keys
from .interface import ENGLISH, Interface
from .looks import Looks
from .saving import drafts_kept, keep_drafts
from .screen_pages import ScreenFrame, ScreenPages
from .turns import Turns
from .worker import LATER, Worker

QUIET: Final = 0.5  # seconds without typing, after which drafts are kept
LONGEST: Final = 3.0  # seconds of typing, after which they are kept even so
MOST_BESIDE: Final = 4  # proofs and uploads in hand: fewer than there are threads for downloads


class NoSuchPiece(msgspec.ValidationError):
    """Raised for a piece whose area, words or layout are not in the project, or not any more."""


class Studio:
    """A project being edited, the thread that sets it, and the pages that show it."""

    def __init__(self, project: OpenProject, keys: Keys, interface: Interface = ENGLISH) -> None:
        self.project, self.keys, self.interface = project, keys, interface
        self.boot = secrets.token_hex(4)  # another one after the studio was started anew
        self.worker = Worker()
        self.beside = Turns(MOST_BESIDE)
        self.looks = Looks(project.root)
        self.assets: dict[str, Asset] = {}
        self.unkept: tuple[Problem, ...] = ()  # why drafts cannot be kept, if they cannot
        self.at_end: list[Callable[[], None]] = []  # what screens do then
        self._edited = 0.0
        self.paths: frozenset[str] = frozenset()  # of all screens
        self._keeping: asyncio.Task[None] | None = None
        try:
            for draft in project.draft_files.all():
                project.restore(draft.path, draft.base, draft.now)
        except Refused as refused:
            self.unkept = refused.problems
        self._pages = ScreenPages(interface)
        campaigns = project.project.campaigns()
        self._title = self.campaign_title(campaigns[0] if len(campaigns) == 1 else "")

    def page(self, screen: str, part: str = "", **values: Any) -> HTMLResponse:
        """The page of a screen, or a part of it that has a template of its own. The templates have
        `say` and `count` for the screen's words."""
        desk = values.get("desk")
        campaign = self.campaign_title(desk.campaign if desk else values.get("campaign", ""))
        frame = ScreenFrame(campaign or self._title, self.project.root.resolve().name)
        return self._pages.page(screen, frame, part, **values)

    def part(self, name: str, screen: str, **values: Any) -> str:
        """A part of the page of a screen, as a script asks for it."""
        return self._pages.part(name, screen, **values)

    def campaign_title(self, name: str) -> str:
        """A campaign as people say it. Empty if its words cannot be read."""
        if not name:
            return ""
        with suppress(Refused):
            row = self.project.project.content.source(name)
            return row.subject or row.title
        return ""

    async def shown(self, function: Callable[[], Response]) -> Response:
        """What the function answers in the thread that sets type; or a page of what is wrong with
        the project's files."""
        try:
            return await self.worker.call(function)
        except Refused as refused:
            page = self.page("refused", problems=refused.problems)
            page.status_code = 409
            return page

    def serves(self, path: str) -> bool:
        """Whether there is a screen at this path."""
        return path in self.paths

    def keep_assets(self, *pieces: ShownPiece) -> None:
        """Keep the drawings and pictures of pieces for a browser to ask for."""
        for piece in pieces:
            for page in piece.pages:
                for group in page.groups:
                    self.assets.update({asset.name: asset for asset in group.assets})

    def keep_soon(self) -> None:
        """Keep drafts once nobody has typed for a moment, or has typed on for long."""
        self._edited = time.monotonic()
        if self._keeping is None or self._keeping.done():
            self._keeping = asyncio.create_task(self._keep())

    async def _keep(self) -> None:
        kept = 0.0
        while kept < self._edited:
            started = time.monotonic()
            while (now := time.monotonic()) < min(self._edited + QUIET, started + LONGEST):
                await asyncio.sleep(min(self._edited + QUIET, started + LONGEST) - now)
            kept = self._edited
            try:
                await self.worker.call(drafts_kept, self.project, time.time(), when=LATER)
                self.unkept = ()
            except Refused as refused:
                self.unkept = refused.problems

    def close(self) -> None:
        """End the thread, and keep what was typed until now."""
        self.looks.stop()
        for end in self.at_end:
            end()
        if self.worker.stop():
            with suppress(Refused):
                keep_drafts(self.project, time.time())
        self.project.draft_files.close()

    def desk(self, desk: DeskName, layout: str = "") -> DeskName:
        """The desk, if there is such a desk and layout. Raises `NoSuchPiece`."""
        if not self.is_known(desk, layout):
            raise NoSuchPiece
        return desk

    def piece_of(self, request: Request) -> tuple[DeskName, str]:
        """The desk and the layout that an address names. Raises `HTTPException` if there is no such
        piece."""
        names = request.path_params
        desk = DeskName(names["campaign"], names["language"], names["area"])
        if not self.is_known(desk, names["layout"]):
            raise HTTPException(404)
        return desk, names["layout"]

    def is_known(self, desk: DeskName, layout: str = "") -> bool:
        """Whether there is such a desk and layout. Names are compared with those that there are: no
        path is made of what a browser sends."""
        project = self.project.project
        return (
            desk.campaign in project.campaigns()
            and desk.language in project.languages(desk.campaign)
            and desk.area in project.areas()
            and (not layout or layout in project.layouts())
        )

    def area_title(self, name: str) -> str:
        """An area as people say it."""
        row, _ = self.project.project.content.area_row(name)
        return row.title if row else name

    def language_title(self, tag: str) -> str:
        """A language in English, and as its readers write it."""
        row = self.project.project.content.language(tag)
        if row is None:
            return tag
        own = row.name
        if has_rtl(own):
            own = f"{FIRST_STRONG}{own}{POP}"  # so that what follows stands behind it
        return row.english if row.english == own else f"{row.english} – {own}"
