"""The screen that explains the others."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from .asking import Call
from .draft_files import FOLDER
from .state import Studio


class HelpScreen:
    """Says how a piece is made, what the keys are, and where everything is kept."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio

    def routes(self) -> list[Route]:
        return [Route("/help", self.show)]

    def calls(self) -> list[Call]:
        return []

    async def show(self, request: Request) -> Response:
        """The screen."""
        root = self._studio.project.root.resolve()
        return self._studio.page("help", root=str(root), drafts=FOLDER)
