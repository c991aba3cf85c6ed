"""Every web page and text of both campaigns, made once in a process, and a page taken apart."""

import re
from functools import lru_cache
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple
from unittest import mock

from generator.cache import Cache
from generator.content.document import Block, Document
from generator.design.drawing import Drawing
from generator.design.layout_walk import sections
from generator.reflow import ReadingOrder, plain_text, read, web_page
from tests.goldens.proofs import HARBOUR, ROOT, SHIPPED, SWIM, opened_project

CACHE = Cache()
RTL = ("ar", "ckb", "ur")
LEAFLET = "leaflet-dl-6pp"


class Piece(NamedTuple):
    """A layout with the words of one language."""

    root: Path
    campaign: str
    tag: str
    area: str
    layout: str

    def __str__(self) -> str:
        return f"{self.layout}-{self.tag}"


def _pieces() -> list[Piece]:
    found = []
    for root, (campaign, _, area) in ((ROOT, SHIPPED), (HARBOUR, SWIM)):
        project = opened_project(root)
        layouts = [name for name in project.design.layouts() if project.design.layout(name).pages]
        found += [
            Piece(root, campaign, tag, area, layout)
            for layout in layouts
            for tag in project.content.tags(campaign)
        ]
    return found


EVERY = _pieces()


def piece(tag: str = "en-GB", layout: str = LEAFLET) -> Piece:
    return next(each for each in EVERY if (each.tag, each.layout) == (tag, layout))


def document(one: Piece) -> Document:
    return opened_project(one.root).document(one.campaign, one.tag, one.area)[0]


def drawing(one: Piece) -> Drawing:
    return opened_project(one.root).design.drawing(one.layout)[0]


@lru_cache(maxsize=256)
def reading(one: Piece) -> ReadingOrder:
    found, problems = read(document(one), drawing(one))
    assert not problems
    return found


@lru_cache(maxsize=256)
def web_reading(one: Piece) -> ReadingOrder:
    drawn = drawing(one)
    found, problems = read(document(one), drawn, drawn.layout.web)
    assert not problems
    return found


@lru_cache(maxsize=256)
def page(one: Piece) -> bytes:
    """The page with nothing in its fonts, which take most of the time. Those tests that look at
    letters use `whole_page`."""
    with mock.patch("generator.reflow.web_fonts.web_font", return_value=b"wOF2"):
        return web_page(document(one), drawing(one), web_reading(one), cache=Cache(0))


@lru_cache(maxsize=32)
def whole_page(one: Piece) -> bytes:
    return web_page(document(one), drawing(one), web_reading(one), cache=CACHE)


def text(one: Piece) -> str:
    return plain_text(document(one), reading(one)).decode()


def printed(one: Piece) -> list[Block]:
    """Each block that the layout sets, in reading order."""
    words, drawn = document(one), drawing(one)
    return [
        words.blocks[name]
        for section in sections(drawn.layout, drawn.first_format)
        for name in section.blocks
        if name in words.blocks  # the area's own words, where it has any
    ]


def lines(block: Block, between: str = ": ") -> list[str]:
    contacts = [f"{each.place.plain}{between}{each.number.plain}" for each in block.contacts]
    texts = [each.closed.plain for each in block.texts]
    return texts + contacts + [block.address] * bool(block.address)


class Words(HTMLParser):
    """A page's words by block, in order; and of each element its name and attributes."""

    VOID = frozenset({"meta", "link", "br", "wbr", "img", "path"})
    APART = frozenset({"p", "li", "dt", "dd"})

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self.blocks: list[tuple[str, str]] = []
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.all = ""
        self._open: list[tuple[str, str]] = []
        self.feed(data.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.elements.append((tag, given))
        if tag not in self.VOID:
            name = given.get("data-block", "")
            self._open.append((tag, name))
            if name:
                self.blocks.append((name, ""))
        if tag in self.APART:
            self.handle_data(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in self.VOID:
            return
        assert self._open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        if any(tag in {"style", "title"} for tag, _ in self._open):
            return
        self.all += data
        if any(name for _, name in self._open):
            name, words = self.blocks[-1]
            self.blocks[-1] = name, words + data

    def of(self, *names: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.elements if name in names]


def plain(words: str) -> str:
    """Words with single spaces."""
    return " ".join(words.split())


def visible(words: str) -> str:
    """Words without what steers their direction."""
    return re.sub("[\u2066-\u2069]", "", words)
