"""Writes a document as a web page: one file that fetches nothing and runs no script."""

import base64
import hashlib
from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby
from typing import Final, NamedTuple

from generator.content.document import Document
from generator.design.drawing import Drawing
from generator.design.items import IMPRINT
from . import web_pictures
from .colour_schemes import schemes
from .html_blocks import BlockWriter
from .reading_order import Band, Passage, PassageGroup, ReadingOrder
from .style_sheet import style_sheet

MAIN: Final = "main"
DRAFT: Final = "Draft translation."
UNREVIEWED: Final = "Nobody qualified has reviewed these words yet. Do not publish them."
TEST: Final = "TEST."
UNRUNG: Final = "This is for trying things out: its numbers may ring nobody. Do not publish it."


class WebLogo(NamedTuple):
    """A partner's logo in a web page: the file's name, its bytes and its text alternative."""

    file: str
    data: bytes
    alt: str


def web_page(
    document: Document, drawing: Drawing, reading: ReadingOrder, logos: Iterable[WebLogo] = ()
) -> bytes:
    """The document in the order of `reading` and in the drawing's colours, as HTML in UTF-8. The
    file holds all that it shows."""
    return _WebPageWriter(document, drawing, reading, tuple(logos)).written().encode()


class _WebPageWriter:
    def __init__(
        self,
        document: Document,
        drawing: Drawing,
        reading: ReadingOrder,
        logos: tuple[WebLogo, ...],
    ) -> None:
        self.document, self.drawing, self.reading = document, drawing, reading
        self.logos = logos if reading.logos else ()
        self.day, self.night = schemes(drawing, reading)
        grounds = {name: f"g{number}" for number, name in enumerate(self.day.grounds, 1)}
        voices = {name: f"v{number}" for number, name in enumerate(self.day.voices, 1)}
        self.grounds, self.voices = grounds, voices
        self.blocks = BlockWriter(document, drawing, reading, voices)
        self.sections = 0

    def written(self) -> str:
        bands = list(self.reading.bands)
        header = [self._header(bands.pop(0))] if bands and bands[0].leads else []
        main = "\n".join(self._band(band) for band in bands)
        logos = self._logos()
        document = self.document
        return "\n".join([
            "<!DOCTYPE html>",
            f'<html lang="{escape(document.language)}" dir="{document.direction}">',
            "<head>",
            *self._head(),
            "</head>",
            "<body>",
            *self._skip_link(bands),
            *self._warnings(),
            *header,
            f'<main id="{MAIN}" tabindex="-1">',
            main + logos,
            "</main>",
            *self._imprint(),
            "</body>",
            "</html>\n",
        ])  # fmt: skip

    # round the words

    def _head(self) -> Iterator[str]:
        document = self.document
        classes = {("ground", name): each for name, each in self.grounds.items()}
        classes |= {("voice", name): each for name, each in self.voices.items()}
        style = "\n" + style_sheet(
            document, self.drawing, self.reading, self.day, self.night, classes
        )
        digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
        policy = (
            f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; "
            "form-action 'none'"
        )
        yield '<meta charset="utf-8">'
        yield f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
        yield f"<title>{escape(document.title)}</title>"
        facts = {
            "description": document.subject,
            "author": document.publisher,
            "dcterms.date": document.date,
            "robots": "noindex" if document.draft or document.test else "",
            "format-detection": "telephone=no",
            "color-scheme": "light dark",
        }
        for name, value in facts.items():
            if value:
                yield f'<meta name="{name}" content="{escape(value)}">'
        for scheme, surfaces in (("light", self.day), ("dark", self.night)):
            colour = next(iter(surfaces.grounds.values()), surfaces.paper).ground
            media = f"(prefers-color-scheme:{scheme})"
            yield f'<meta name="theme-color" media="{media}" content="{colour}">'
        icon = web_pictures.icon(next(iter(self.day.voices.values()), self.day.paper).ground)
        yield f'<link rel="icon" href="{icon}">'
        yield f"<style>{style}</style>"

    def _skip_link(self, bands: Iterable[Band]) -> Iterator[str]:
        """A link past the header to the first heading after it. It has that heading's words, which
        are in the page's own language."""
        headings = (group.heading for band in bands for group in band.groups)
        first = next((heading for heading in headings if heading), None)
        if first:
            text = first.block.texts[0]
            lang = self.blocks.text.lang(text)
            yield f'<a class="skip" href="#{MAIN}"{lang}>{escape(text.plain)}</a>'

    def _warnings(self) -> Iterator[str]:
        """The notes above a page that must not be published."""
        for applies, name, why in (
            (self.document.draft, DRAFT, UNREVIEWED),
            (self.document.test, TEST, UNRUNG),
        ):
            if applies:
                yield (
                    f'<aside class="draft" lang="en" dir="ltr" aria-label="{name.rstrip(".")}">'
                    f"<p><strong>{name}</strong> {why}</p></aside>"
                )

    def _logos(self) -> str:
        if not self.logos:
            return ""
        items = "".join(
            f"<li>{web_pictures.logo(logo.file, logo.data, logo.alt)}</li>" for logo in self.logos
        )
        return f'\n<div class="band"><div class="inner"><ul class="logos">{items}</ul></div></div>'

    def _imprint(self) -> Iterator[str]:
        """Who publishes the page, after everything else."""
        block = self.document.blocks.get(IMPRINT)
        if block is None or not block.texts:
            return
        write = self.blocks.text
        words = " ".join(
            f"<span{write.lang(text)}>{write.inline(text)}</span>" for text in block.texts
        )
        yield (
            f'<footer class="band imprint" data-block="{IMPRINT}"><div class="inner">'
            f"<p>{words}</p></div></footer>"
        )

    # bands and groups

    def _header(self, band: Band) -> str:
        """The first band: lines over the main heading, the heading, and the passages under it."""
        first = [group for group in band.groups if not group.heading or group.heading.rank == 1]
        passages = [each for group in first for each in group.passages]
        main = next(index for index, each in enumerate(passages) if each.rank)
        over = main
        while over and passages[over - 1].block.kind == "heading":
            over -= 1
        lines = "".join(map(self.blocks.write, passages[over : main + 1]))
        parts = [
            *self._bubbles(passages[:over]),
            f"<hgroup>{lines}</hgroup>" if main > over else lines,
            *self._bubbles(passages[main + 1 :]),
            *map(self._group, band.groups[len(first) :]),
        ]
        return self._on_ground("header", band, parts)

    def _band(self, band: Band) -> str:
        return self._on_ground("div", band, map(self._group, band.groups))

    def _on_ground(self, element: str, band: Band, parts: Iterable[str]) -> str:
        ground = self.grounds[band.ground or "white"]
        inner = "\n".join(parts)
        return f'<{element} class="band {ground}"><div class="inner">\n{inner}\n</div></{element}>'

    def _group(self, group: PassageGroup) -> str:
        """A section with its heading, or passages without one."""
        heading, passages = group.heading, list(group.passages)
        if heading is None:
            return "".join(['<div class="none">', *self._bubbles(passages), "</div>"])
        self.sections += 1
        self.blocks.section = self.sections
        if heading.voice:
            inner = "".join(self._bubbles(passages))
        else:
            inner = self.blocks.write(heading)
            if rest := "".join(self._bubbles(passages[1:])):
                inner += f'\n<div class="matter">{rest}</div>'
        return f'<section aria-labelledby="s{self.sections}">{inner}</section>'

    def _bubbles(self, passages: Iterable[Passage]) -> Iterator[str]:
        """Passages, with those of one bubble together."""
        for voice, together in groupby(passages, key=lambda each: each.voice):
            run = list(together)
            inner = "\n".join(map(self.blocks.write, run))
            if voice and [each.block.kind for each in run] != ["quote"]:
                inner = f'<div class="{self.blocks.voice(voice)} panel">\n{inner}\n</div>'
            yield inner
