"""Writes a document as a web page: one file that fetches nothing and runs no script."""

import base64
import hashlib
from collections.abc import Callable, Iterable, Iterator
from html import escape
from itertools import groupby
from typing import Final, NamedTuple

from generator.cache import Cache
from generator.colour import luminance
from generator.content.document import Document
from generator.design.drawing import Drawing
from generator.design.items import IMPRINT
from . import web_pictures
from .colour_schemes import DARK, schemes
from .html_blocks import MANY, BlockWriter
from .reading_order import Band, Passage, PassageGroup, ReadingOrder
from .style_sheet import style_sheet
from .web_fonts import page_fonts
from .web_order import arranged
from .web_place import WebPlace
from .web_weights import needs

MAIN: Final = "main"
DRAFT: Final = "Draft translation."
UNREVIEWED: Final = "Nobody qualified has reviewed these words yet. Do not publish them."
TEST: Final = "TEST."
UNRUNG: Final = "This is for trying things out: its numbers may ring nobody. Do not publish it."


class WebLogo(NamedTuple):
    """A partner's logo in a web page: the file's name, its bytes, its text alternative, its height
    in px, and the colour of the plate it stands on, if it needs one."""

    file: str
    data: bytes
    alt: str
    height: int = 56
    plate: str = ""


def web_page(
    document: Document,
    drawing: Drawing,
    reading: ReadingOrder,
    logos: Iterable[WebLogo] = (),
    *,
    cache: Cache,
    place: WebPlace | None = None,
) -> bytes:
    """The document in the order of `reading` and in the drawing's colours and fonts, as HTML in
    UTF-8. The file holds all that it shows. In a `place` it has links to its other languages."""
    shown = arranged(reading, drawing)
    return _WebPageWriter(document, drawing, shown, tuple(logos), cache, place).written().encode()


def _logo(logo: WebLogo) -> str:
    plate = ' class="plate"' if logo.plate else ""
    picture = web_pictures.logo(logo.file, logo.data, logo.alt, logo.height)
    return f"<li{plate}>{picture}</li>"


class _WebPageWriter:
    def __init__(
        self,
        document: Document,
        drawing: Drawing,
        reading: ReadingOrder,
        logos: tuple[WebLogo, ...],
        cache: Cache,
        place: WebPlace | None,
    ) -> None:
        self.document, self.drawing, self.reading = document, drawing, reading
        self.cache, self.place = cache, place
        self.logos = logos if reading.logos else ()
        self.day, self.night = schemes(drawing, reading)
        grounds = {name: f"g{number}" for number, name in enumerate(self.day.grounds, 1)}
        voices = {name: f"v{number}" for number, name in enumerate(self.day.voices, 1)}
        self.grounds, self.voices = grounds, voices
        self.blocks = BlockWriter(document, drawing, reading, voices, cache)
        self.sections = 0

    def written(self) -> str:
        document, body = self.document, self._body()
        return "\n".join([
            "<!DOCTYPE html>",
            f'<html lang="{escape(document.language)}" dir="{document.direction}">',
            "<head>",
            *self._head(body),
            "</head>",
            body,
            "</html>\n",
        ])  # fmt: skip

    def _body(self) -> str:
        bands = list(self.reading.bands)
        header = [self._header(bands.pop(0))] if bands and bands[0].leads else []
        return "\n".join([
            "<body>",
            *self._skip_link(bands),
            *self._warnings(),
            *header,
            f'<main id="{MAIN}" tabindex="-1">',
            *map(self._band, bands),
            "</main>",
            *self._foot(),
            "</body>",
        ])  # fmt: skip

    # round the words

    def _head(self, body: str) -> Iterator[str]:
        document = self.document
        classes = {("ground", name): each for name, each in self.grounds.items()}
        classes |= {("voice", name): each for name, each in self.voices.items()}
        fonts = page_fonts(document, self.drawing, needs(body), self.cache)
        both = self.day, self.night
        style = "\n" + style_sheet(document, self.drawing, self.reading, both, classes, fonts)
        style += "".join(
            f".plate{{background:{plate}}}\n"
            for plate in dict.fromkeys(logo.plate for logo in self.logos if logo.plate)
        )
        digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
        policy = (
            f"default-src 'none'; style-src 'sha256-{digest}'; font-src data:; img-src data:; "
            "base-uri 'none'; form-action 'none'"
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
        yield from self.place.head(document.title, document.subject) if self.place else ()
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

    def _foot(self) -> Iterator[str]:
        """The partners' logos, and who publishes the page, after everything else."""
        items = "".join(map(_logo, self.logos))
        parts = [f'<ul role="list" class="logos">{items}</ul>'] if items else []
        block = self.document.blocks.get(IMPRINT)
        if block and block.texts:
            write = self.blocks.text
            words = " ".join(
                f"<span{write.lang(text)}>{write.inline(text)}</span>" for text in block.texts
            )
            parts.append(f'<p data-block="{IMPRINT}">{words}</p>')
        parts += self.place.links() if self.place else []
        if parts:
            inner = "\n".join(parts)
            yield f'<footer class="foot"><div class="inner">\n{inner}\n</div></footer>'

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
        before, after, more = passages[:over], passages[main + 1 :], band.groups[len(first) :]
        parts = [
            *self._bubbles(before),
            f"<hgroup>{lines}</hgroup>" if main > over else lines,
            *self._bubbles(after),
            *map(self._group, more),
        ]
        kinds = [each.block.kind for each in before]
        pair = kinds[-1:] == ["messages"] and set(kinds[:-1]) <= {"heading"}
        return self._on_ground("header", band, parts, pair and not after and not more)

    def _band(self, band: Band) -> str:
        pair = len(band.groups) == 2 and all(
            group.heading and not group.heading.voice for group in band.groups
        )
        return self._on_ground("div", band, map(self._group, band.groups), pair, "two")

    def _on_ground(
        self,
        element: str,
        band: Band,
        parts: Iterable[str],
        pair: bool,
        beside: str = "pair",
    ) -> str:
        """A band. With a `pair`, its parts stand beside each other where there is room, by the
        class `beside`."""
        ground = band.ground or "white"
        deep = luminance(self.drawing.palette[ground].rgb) < DARK
        names = f"band {self.grounds[ground]}" + (" deep" if deep else "")
        inner = "\n".join(parts)
        within = f"inner {beside}" if pair else "inner"
        return f'<{element} class="{names}"><div class="{within}">\n{inner}\n</div></{element}>'

    def _group(self, group: PassageGroup) -> str:
        """A section with its heading, or passages without one."""
        heading, passages = group.heading, list(group.passages)
        if heading is None and not _asks(passages):
            return "".join(['<div class="none">', *self._bubbles(passages), "</div>"])
        self.sections += 1
        self.blocks.section = self.sections
        if heading is None:
            inner = self.blocks.invitation(passages[-1])
            inner += f'\n<div class="matter">{self._columns(passages, self._bubbles)}</div>'
        elif heading.voice:
            inner = "".join(self._bubbles(passages))
        else:
            inner = self.blocks.write(heading)
            if passages[1:]:
                counts = any(each.block.name in self.reading.fields for each in passages)
                matter = self._columns(passages[1:], self._bubbles)
                inner += f'\n<div class="matter{" counts" if counts else ""}">{matter}</div>'
        return f'<section aria-labelledby="s{self.sections}">{inner}</section>'

    def _bubbles(self, passages: Iterable[Passage]) -> Iterator[str]:
        """Passages, with those of one bubble together."""
        for voice, together in groupby(passages, key=lambda each: each.voice):
            run = list(together)
            if voice and [each.block.kind for each in run] != ["quote"]:
                first = self.blocks.write(run.pop(0)) if run[0].rank else ""
                inner = f"{first}\n{self._columns(run, self._plainly)}"
                yield f'<div class="{self.blocks.voice(voice)} panel">\n{inner}\n</div>'
            else:
                yield from self._plainly(run)

    def _plainly(self, passages: Iterable[Passage]) -> Iterator[str]:
        """Passages without the bubble that they stand in."""
        return map(self.blocks.write, passages)

    def _columns(
        self, passages: list[Passage], write: Callable[[Iterable[Passage]], Iterator[str]]
    ) -> str:
        """Passages one under another; those that make two columns stand in halves."""
        whole, left, right = _parted(passages)
        inner = "\n".join(write(whole))
        if not left:
            return inner
        kind = "halves spread" if left[0].block.kind == "quote" else "halves"
        halves = "".join(
            f'<div class="half">{"".join(write(half))}</div>' for half in (left, right)
        )
        return f'{inner}<div class="{kind}">{halves}</div>'


def _asks(passages: list[Passage]) -> bool:
    """Whether passages without a heading are a quote and an address: then the words before the
    address are their heading."""
    return [each.block.kind for each in passages] == ["quote", "link"]


def _parted(passages: list[Passage]) -> tuple[list[Passage], list[Passage], list[Passage]]:
    """Passages across the whole width, and those of two columns under them. Numbers to ring have a
    column for themselves and what leads to them."""
    if _asks(passages):
        return [], passages[:1], passages[1:]
    index = next((at for at, each in enumerate(passages) if each.block.kind == "contacts"), -1)
    before, after = passages[: index + 1], passages[index + 1 :]
    if not before or not after:
        return passages, [], []
    if len(before[-1].block.contacts) < MANY:
        return [], before, after
    return (before, after[:1], after[1:]) if len(after) > 1 else (passages, [], [])
