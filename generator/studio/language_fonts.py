"""The fonts in which the studio shows words of other scripts: those that pieces are set in, from
the project, so that every script can be read on a computer that has no font of it."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Final

from msgspec import Struct
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from generator.design.theme import script_key
from generator.fonts import FontFile
from generator.problems import Refused
from .asking import Call
from .state import Studio

SHEET: Final = "/languages.css"
_WEIGHT: Final = 400
_OWN: Final = '"Public Sans"'  # for the Latin letters and figures among others, as on the pages
_TYPES: Final = {".otf": "font/otf", ".ttf": "font/ttf"}
_KEEP: Final = {"cache-control": "private, max-age=3600"}


class LanguageFont(Struct, frozen=True):
    """The font of a language."""

    tag: str
    font: FontFile

    @property
    def name(self) -> str:
        """What the font goes by in an address. No path is made of it."""
        place = Path(self.font.path)
        return hashlib.sha256(place.as_posix().encode()).hexdigest()[:16] + place.suffix.lower()


class LanguageFonts:
    """The style sheet of languages, and the fonts that it names."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio

    def routes(self) -> list[Route]:
        return [Route(SHEET, self.sheet), Route("/font/{name}", self.font)]

    def calls(self) -> list[Call]:
        return []

    async def sheet(self, request: Request) -> Response:
        """The style sheet. Without fonts it is empty."""
        fonts = await self._studio.worker.call(self.fonts)
        return Response(style_sheet(fonts), media_type="text/css")

    async def font(self, request: Request) -> Response:
        """One of its fonts."""
        name = request.path_params["name"]
        for each in await self._studio.worker.call(self.fonts):
            if each.name == name and Path(name).suffix in _TYPES:
                data = await self._studio.worker.call(Path(each.font.path).read_bytes)
                return Response(data, media_type=_TYPES[Path(name).suffix], headers=_KEEP)
        raise HTTPException(404)

    def fonts(self) -> list[LanguageFont]:
        """The font of each language that the studio's own does not serve, as the first theme that
        sets its script has it."""
        project = self._studio.project.project
        try:
            design, languages = project.design, project.content.languages().languages
            themes = [design.theme(name) for name in design.themes()]
        except Refused:
            return []
        found = []
        for tag, row in languages.items():
            if row.script == "Latn":
                continue
            keys = ((theme, script_key(theme.scripts, row.script, tag)) for theme in themes)
            family = next((theme.scripts[key].family for theme, key in keys if key), "")
            try:
                weights = design.fonts.weights(family) if family else {}
            except (Refused, KeyError):
                continue
            if weights:
                nearest = min(weights, key=lambda weight: abs(weight - _WEIGHT))
                found.append(LanguageFont(tag, weights[nearest]))
        return found


def style_sheet(fonts: list[LanguageFont]) -> str:
    """Rules that show words in each language in its font."""
    lines: list[str] = []
    for each in fonts:
        family = f"cease-{each.name.partition('.')[0]}"
        face = f'@font-face {{ font-family: "{family}"; src: url("/font/{each.name}"); }}'
        if face not in lines:
            lines.append(face)
        lines.append(f':lang({each.tag}) {{ font-family: {_OWN}, "{family}", sans-serif; }}')
    return "\n".join(lines) + "\n"
