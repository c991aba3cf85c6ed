"""A picture of a finished web page as a telephone shows it: a drawing in SVG that holds the page.
So a browser draws the very page, with its fonts and colours, and follows none of its links."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Final
from xml.sax.saxutils import escape, quoteattr

WIDTH: Final = 360  # CSS px, as HEIGHT: a small telephone
HEIGHT: Final = 640
# A length in hundredths of the window, which would be those of the picture as it is shown.
_SHARE: Final = re.compile(r"(?<![\w.-])(\d*\.?\d+)(vw|vh)\b")
_SIDES: Final = {"vw": WIDTH, "vh": HEIGHT}
_VOID: Final = frozenset({"meta", "link", "br", "wbr", "img", "hr", "input"})
# What is not seen. A page allows its own style sheet alone, and the picture's has other lengths.
_UNSEEN: Final = frozenset({"meta", "link", "title"})
_SPACES: Final = {"html": "http://www.w3.org/1999/xhtml", "svg": "http://www.w3.org/2000/svg"}


def phone_picture(page: bytes) -> bytes:
    """The first screen of a web page, as an SVG picture."""
    written = _WrittenAsXml(page.decode()).written
    size = f'width="{WIDTH}" height="{HEIGHT}"'
    return (
        f'<svg xmlns="{_SPACES["svg"]}" {size} viewBox="0 0 {WIDTH} {HEIGHT}">'
        f'<foreignObject {size} text-rendering="geometricPrecision">{written}</foreignObject>'
        "</svg>\n"
    ).encode()


class _WrittenAsXml(HTMLParser):
    """Writes HTML as XML: every element is closed, every attribute has a value."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self._parts: list[str] = []
        self._open: list[str] = []
        self.feed(page)
        self.close()
        while self._open:
            self._end()

    @property
    def written(self) -> str:
        return "".join(self._parts)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._start(tag, attrs)
        if tag in _VOID:
            self._end()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._start(tag, attrs)
        if tag in _VOID or "svg" in self._open:
            self._end()

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:
            while self._open[-1] != tag:
                self._end()
            self._end()

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] not in _UNSEEN:
            is_style = self._open[-1] == "style"
            self._parts.append(escape(_SHARE.sub(_length, data) if is_style else data))

    def _start(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: name if value is None else value for name, value in attrs}
        if tag in _SPACES:
            given["xmlns"] = _SPACES[tag]
        written = "".join(f" {name}={quoteattr(value)}" for name, value in given.items())
        self._open.append(tag)
        if tag not in _UNSEEN:
            self._parts.append(f"<{tag}{written}>")

    def _end(self) -> None:
        tag = self._open.pop()
        if tag not in _UNSEEN:
            self._parts.append(f"</{tag}>")


def _length(share: re.Match[str]) -> str:
    return f"{float(share[1]) * _SIDES[share[2]] / 100:g}px"
