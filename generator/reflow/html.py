"""A document as one web page: one file that asks the network for nothing and runs no script."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from html import escape
from itertools import groupby
from typing import Final, NamedTuple

from generator.content.document import Block, Document
from generator.content.text import BREAK, Run, Text
from generator.design import layout as rows
from generator.design.drawing import Drawing
from generator.design.layout import OWN
from generator.isolates import KISSES, stretches
from generator.reflow import web_pictures
from generator.reflow.colour_schemes import schemes
from generator.reflow.reading_order import LOWEST, Band, Passage, PassageGroup, ReadingOrder
from generator.reflow.style_sheet import style_sheet

MAIN: Final = "main"
DRAFT: Final = "Draft translation."
UNREVIEWED: Final = "Nobody qualified has reviewed these words yet. Do not publish them."
TEST: Final = "TEST."
UNRUNG: Final = "This is for trying things out: its numbers may ring nobody. Do not publish it."
_LEAD_WEIGHT: Final = 600  # CSS weight from which a layout's style picks a whole text out


class WebLogo(NamedTuple):
    """A partner's logo as it stands in the page: the file's name, its bytes, what it says."""

    file: str
    data: bytes
    alt: str


def web_page(
    document: Document, drawing: Drawing, reading: ReadingOrder, logos: Iterable[WebLogo] = ()
) -> bytes:
    """The document in the order of `reading` and in the colours of the drawing, as HTML in
    UTF-8. Everything it shows it holds."""
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
        self.rtl = document.direction == "rtl"
        self.day, self.night = schemes(drawing, reading)
        voices = [("voice", name) for name in self.day.voices]
        grounds = [("ground", name) for name in self.day.grounds]
        self.classes = {
            **{key: f"g{number}" for number, key in enumerate(grounds, 1)},
            **{key: f"v{number}" for number, key in enumerate(voices, 1)},
        }
        self.headings = 0
        self.rank = 1
        self.fields = 0

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
            *self._skip(bands),
            *self._warnings(),
            *header,
            f'<main id="{MAIN}" tabindex="-1">',
            main + logos,
            "</main>",
            "</body>",
            "</html>\n",
        ])  # fmt: skip

    # what is round the words

    def _head(self) -> Iterator[str]:
        document = self.document
        style = "\n" + style_sheet(
            document, self.drawing, self.reading, self.day, self.night, self.classes
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
        sign = web_pictures.sign(next(iter(self.day.voices.values()), self.day.paper).ground)
        yield f'<link rel="icon" href="{sign}">'
        yield f"<style>{style}</style>"

    def _skip(self, bands: Iterable[Band]) -> Iterator[str]:
        """A link over the header, worded as the heading it leads to: the page's own language."""
        headings = (group.heading for band in bands for group in band.groups)
        first = next((heading for heading in headings if heading), None)
        if first:
            text = first.block.texts[0]
            yield f'<a class="skip" href="#{MAIN}"{self._lang(text)}>{escape(text.plain)}</a>'

    def _warnings(self) -> Iterator[str]:
        """What says over the page that it is not to be published."""
        for told, name, why in (
            (self.document.draft, DRAFT, UNREVIEWED),
            (self.document.test, TEST, UNRUNG),
        ):
            if told:
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

    # bands and groups

    def _ground(self, band: Band) -> str:
        return self.classes["ground", band.ground or "white"]

    def _header(self, band: Band) -> str:
        """The first band: lines over the main heading, the heading, and what is under it."""
        first = [group for group in band.groups if not group.heading or group.heading.rank == 1]
        passages = [each for group in first for each in group.passages]
        main = next(index for index, each in enumerate(passages) if each.rank)
        over = main
        while over and passages[over - 1].block.kind == "heading":
            over -= 1
        lines = "".join(map(self._block, passages[over : main + 1]))
        parts = [
            *self._runs(passages[:over]),
            f"<hgroup>{lines}</hgroup>" if main > over else lines,
            *self._runs(passages[main + 1 :]),
            *map(self._group, band.groups[len(first) :]),
        ]
        return self._on_ground("header", band, parts)

    def _band(self, band: Band) -> str:
        return self._on_ground("div", band, map(self._group, band.groups))

    def _on_ground(self, element: str, band: Band, parts: Iterable[str]) -> str:
        inner = "\n".join(parts)
        return (
            f'<{element} class="band {self._ground(band)}"><div class="inner">\n{inner}\n'
            f"</div></{element}>"
        )

    def _group(self, group: PassageGroup) -> str:
        """A section under its heading, or what stands under none."""
        heading, passages = group.heading, list(group.passages)
        if heading is None:
            return "".join(['<div class="none">', *self._runs(passages), "</div>"])
        self.headings += 1
        if heading.voice:
            inner = "".join(self._runs(passages))
        else:
            inner = self._block(heading)
            if rest := "".join(self._runs(passages[1:])):
                inner += f'\n<div class="matter">{rest}</div>'
        return f'<section aria-labelledby="s{self.headings}">{inner}</section>'

    def _runs(self, passages: Iterable[Passage]) -> Iterator[str]:
        """Passages, those in one bubble together."""
        for voice, together in groupby(passages, key=lambda each: each.voice):
            run = list(together)
            inner = "\n".join(map(self._block, run))
            if voice and [each.block.kind for each in run] != ["quote"]:
                inner = f'<div class="{self._voice(voice)} panel">\n{inner}\n</div>'
            yield inner

    def _voice(self, name: str) -> str:
        """The classes of a bubble that a voice speaks in."""
        return f"says {self.drawing.theme.voices[name].side} {self.classes['voice', name]}"

    # blocks

    def _block(self, passage: Passage) -> str:
        return _BLOCKS[passage.block.kind](self, passage)

    def _heading(self, passage: Passage) -> str:
        block = passage.block
        words = self._inline(block.texts[0])
        lang = self._lang(block.texts[0])
        if not passage.rank:
            return f'<p class="over"{_named(block)}{lang}>{words}</p>'
        self.rank = passage.rank
        name = f' id="s{self.headings}"' if passage.rank in {1, 2} and self.headings else ""
        return f"<h{passage.rank}{name}{_named(block)}{lang}>{words}</h{passage.rank}>"

    def _paragraphs(self, passage: Passage) -> str:
        block = passage.block
        kind = ' class="lead"' if self._is_lead(passage) else ""
        return f"<div{kind}{_named(block)}>{''.join(self._paragraphs_of(block))}</div>"

    def _is_lead(self, passage: Passage) -> bool:
        style = self.drawing.layout.styles.get(getattr(passage.item, "style", ""))
        large = passage.block.name in self.reading.figures
        return style is not None and style.weight >= _LEAD_WEIGHT and not large

    def _paragraphs_of(self, block: Block) -> Iterator[str]:
        for text in block.texts:
            strong = any(run.strong for run in text.runs)
            if block.name in self.reading.figures and strong:
                yield f'<p class="large"{self._lang(text)}>{self._around(text)}</p>'
            else:
                yield f"<p{self._lang(text)}>{self._inline(text)}</p>"

    def _around(self, text: Text) -> str:
        """A text whose **strong** words are set large, on a line of their own."""
        first = next(index for index, run in enumerate(text.runs) if run.strong)
        before = self._runs_of(text.runs[:first], text)
        return (f"<span>{before}</span>" if before else "") + self._runs_of(text.runs[first:], text)

    def _list(self, passage: Passage) -> str:
        block, item = passage.block, passage.item
        bubbles = isinstance(item, rows.BubblesItem)
        says = f' class="{self._voice(item.voice)}"' if isinstance(item, rows.BubblesItem) else ""
        items = "".join(
            f"<li{says}{self._lang(text)}>{self._inline(text)}</li>" for text in block.texts
        )
        kind = "bubbles" if bubbles else "bullets"
        return f'<ul role="list" class="{kind}"{_named(block)}>{items}</ul>'

    def _messages(self, passage: Passage) -> str:
        block, item = passage.block, passage.item
        voices = item.voices if isinstance(item, rows.MessagesItem) else {}
        lines = []
        for text, speaker in zip(block.texts, block.speakers, strict=True):
            voice = voices.get(speaker)
            side = self.drawing.theme.voices[voice].side if voice else "start"
            says = f' class="{self._voice(voice)}"' if voice else ""
            words = f"<p{self._lang(text)}>{self._message(text)}</p>"
            lines.append(f'<li class="{side}"><blockquote{says}>{words}</blockquote></li>')
        return f'<ol role="list" class="chat"{_named(block)}>{"".join(lines)}</ol>'

    def _message(self, text: Text) -> str:
        """A message, whose kisses stay together."""
        *runs, last = text.runs
        kisses = None if self.rtl else KISSES.search(last.text)
        if kisses is None:
            return self._inline(text)
        before = replace(last, text=last.text[: kisses.start()])
        after = replace(last, text=kisses[0])
        return (
            self._runs_of((*runs, before), text)
            + f'<span class="kept">{self._runs_of((after,), text)}</span>'
        )

    def _statistic(self, passage: Passage) -> str:
        block = passage.block
        drawn = ""
        if block.name in self.reading.fields and block.value:
            self.fields += 1
            drawn = web_pictures.field(block.value, f"f{self.fields}")
        return f"<div{_named(block)}>{''.join(self._paragraphs_of(block))}</div>{drawn}"

    def _contacts(self, passage: Passage) -> str:
        block = passage.block
        pairs = "".join(
            f"<div><dt{self._lang(each.place)}>{self._inline(each.place)}</dt>"
            f"<dd{self._lang(each.number)}>{self._inline(each.number)}</dd></div>"
            for each in block.contacts
        )
        words = "".join(self._paragraphs_of(block))
        return f'<div class="numbers"{_named(block)}>{words}<dl class="contacts">{pairs}</dl></div>'

    def _own(self, passage: Passage) -> str:
        """The area's own words: a section of its own, one rank under what it stands in."""
        block = passage.block
        heading, *sentences = block.texts
        rank = min(self.rank + 1, LOWEST)
        parts = [f'<h{rank} id="own"{self._lang(heading)}>{self._inline(heading)}</h{rank}>']
        parts += [f"<p{self._lang(text)}>{self._inline(text)}</p>" for text in sentences]
        for asked in block.contacts:
            who = f"<span{self._lang(asked.place)}>{self._inline(asked.place)}</span>"
            said = [who] if asked.place else []
            if asked.number:
                said.append(self._inline(asked.number))
            kind = ' class="ring"' if asked.number else ""
            parts.append(f"<p{kind}>{' '.join(said)}</p>")
        if block.address:
            parts.append(f"<p>{self._address(block)}</p>")
        inner = "".join(parts)
        return f'<section class="own" aria-labelledby="own"{_named(block)}>{inner}</section>'

    def _quote(self, passage: Passage) -> str:
        block, voice = passage.block, passage.voice
        says = f"{self._voice(voice)} quote" if voice else "quote"
        text = block.texts[0]
        strong = [run.text for run in text.runs if run.strong]
        if block.name in self.reading.spelt and set(map(len, strong)) == {1}:
            words = f'<p class="spelt"{self._lang(text)}>{self._spelt(text)}</p>'
        else:
            words = "".join(self._paragraphs_of(block))
        return f'<blockquote class="{says}"{_named(block)}>{words}</blockquote>'

    def _spelt(self, text: Text) -> str:
        """A line for each initial, and one for what stands before the first."""
        lines: list[list[Run]] = [[]]
        for run in text.runs:
            if run.strong:
                lines.append([])
            lines[-1].append(run)
        return "".join(
            f"<span>{self._runs_of(tuple(line), text, 'b')}</span>" for line in lines if line
        )

    def _link(self, passage: Passage) -> str:
        block = passage.block
        text = block.texts[0]
        words = f"<p{self._lang(text)}>{self._inline(text)} {self._address(block)}</p>"
        if block.name not in self.reading.codes:
            return f"<div{_named(block)}>{words}</div>"
        target = block.target
        said = " ".join([f"{self.document.qr_code}:", text.plain, block.address])
        return f'<div class="code"{_named(block)}>{words}{web_pictures.qr(target, said)}</div>'

    @staticmethod
    def _address(block: Block) -> str:
        target, shown = block.target, _breakable(block.address)
        return f'<a class="address" href="{escape(target)}" dir="ltr">{shown}</a>'

    # words

    def _lang(self, text: Text) -> str:
        """Says the language of a text that is not in the page's, whose direction its letters
        tell."""
        if text.language == self.document.language:
            return ""
        return f' lang="{escape(text.language)}" dir="auto"'

    def _inline(self, text: Text) -> str:
        return self._runs_of(text.runs, text)

    def _runs_of(self, runs: tuple[Run, ...], text: Text, strong: str = "strong") -> str:
        amid_rtl = self.rtl and text.language == self.document.language
        return "".join(_inline(run, amid_rtl, strong) for run in runs)


def _named(block: Block) -> str:
    return f' data-block="{escape(block.name)}"'


def _inline(run: Run, amid_rtl: bool, strong: str) -> str:
    """A run with its meaning. A break the writer put in is a space: lines end where the screen
    does. What keeps its own order amid right-to-left words is isolated."""
    words = run.text.replace(BREAK, " ")
    if run.link:
        shown = escape(words) if run.link.startswith("tel:") else _breakable(words)
        made = f'<a href="{escape(run.link)}"{" dir=ltr" if amid_rtl else ""}>{shown}</a>'
    elif amid_rtl:
        made = "".join(
            f'<bdi dir="ltr">{escape(part)}</bdi>' if apart else escape(part)
            for part, apart in stretches(words)
        )
    else:
        made = escape(words)
    if run.emphasis:
        made = f"<em>{made}</em>"
    return f"<{strong}>{made}</{strong}>" if run.strong else made


def _breakable(address: str) -> str:
    """An address that may end a line after a slash and nowhere else."""
    return escape(address).replace("/", "/<wbr>")


# a table, as what a block is decides how it is written
_BLOCKS: Final[Mapping[str, Callable[[_WebPageWriter, Passage], str]]] = {
    "heading": _WebPageWriter._heading,
    "paragraphs": _WebPageWriter._paragraphs,
    "list": _WebPageWriter._list,
    "messages": _WebPageWriter._messages,
    "statistic": _WebPageWriter._statistic,
    "contacts": _WebPageWriter._contacts,
    OWN: _WebPageWriter._own,
    "quote": _WebPageWriter._quote,
    "link": _WebPageWriter._link,
}
