"""The first screen: every piece in a language for an area."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from .asking import Call
from .state import Studio


class ChooseScreen:
    """Shows what can be printed."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio

    def routes(self) -> list[Route]:
        return [Route("/", self.show)]

    def calls(self) -> list[Call]:
        return []

    async def show(self, request: Request) -> Response:
        """The screen."""
        return await self._studio.shown(lambda: self._show(request))

    def _show(self, request: Request) -> Response:
        studio = self._studio
        project, asked = studio.project.project, request.query_params
        campaign = _among(project.campaigns(), asked.get("campaign", ""))
        tags = project.languages(campaign)
        tag = _among(tags, asked.get("language", project.content.languages().default))
        area = _among(project.areas(), asked.get("area", project.usual_area()))
        rows = project.readable_layouts().items()
        return studio.page(
            "choose",
            campaign=campaign,
            areas=[(name, studio.area_title(name)) for name in project.areas()],
            languages=[(each, studio.language_title(each)) for each in tags],
            area=area,
            language=tag,
            layouts=[(name, row.title) for name, row in rows if row.flow is None],
        )


def _among(known: Sequence[str], name: str) -> str:
    """The name if it is known, or else the first; empty if there is none."""
    return name if name in known else next(iter(known), "")
