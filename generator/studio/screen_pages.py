"""Makes the pages of screens from their templates and their words."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import jinja2
from msgspec import Struct
from starlette.responses import HTMLResponse

from .interface import ENGLISH, Interface
from .words import words_of


class ScreenFrame(Struct, frozen=True):
    """What stands round every screen: the campaign that it shows, if it shows one, the folder, and
    whether there is a screen of help."""

    campaign: str
    folder: str
    helps: bool = True


class ScreenPages:
    """The templates of all screens. They have `say` and `count` for the words of their screen."""

    def __init__(self, interface: Interface = ENGLISH) -> None:
        self._interface = interface
        folder = files("generator.studio") / "pages"
        loader = jinja2.FunctionLoader(lambda name: (folder / name).read_text("utf-8"))
        self._templates = jinja2.Environment(
            loader=loader,
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def page(self, screen: str, frame: ScreenFrame, part: str = "", **values: Any) -> HTMLResponse:
        """The page of a screen, or a part of it that has a template of its own."""
        words = words_of(screen, self._interface)
        template = self._templates.get_template(f"{part or screen}.html")
        values = {"words": words.table, "say": words.say, "count": words.count, **values}
        html = template.render(frame=frame, interface=self._interface, **values)
        return HTMLResponse(html)

    def part(self, name: str, screen: str, **values: Any) -> str:
        """A part of the page of a screen, as a script asks for it."""
        words = words_of(screen, self._interface)
        template = self._templates.get_template(f"{name}.html")
        return template.render(say=words.say, count=words.count, **values)
