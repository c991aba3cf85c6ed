"""The page of a folder of web pages: every language under its own name."""

import base64
import hashlib
from collections.abc import Iterable, Sequence
from html import escape
from typing import Final

from msgspec import Struct

from generator.cache import Cache
from generator.content.document import Document
from generator.design.drawing import Drawing
from .colour_schemes import schemes
from .html import DRAFT, TEST, UNRUNG
from .reading_order import Passage, ReadingOrder
from .style_sheet import style_sheet
from .web_fonts import PageFonts, names_fonts, page_fonts
from .web_order import arranged
from .web_place import SitePage, WebPlace
from .web_weights import needs

_CSS: Final = """.list{display:grid;gap:.75rem;
grid-template-columns:repeat(auto-fill,minmax(17rem,1fr))}
.list li{border-block-start:2px solid var(--line);padding-block:.75rem}
.list .page{font-size:1.5rem;line-height:1.8;display:block;width:fit-content}
.list span{display:block;font-size:1rem}
.list .file{display:inline-block;padding-block:.4rem;font-size:1rem}
"""


class LanguageRow(Struct, frozen=True):
    """A language of the folder: its page, its fonts' script, whether nobody has reviewed its words,
    and links to PDFs, each with its words."""

    page: SitePage
    script: str
    draft: bool
    files: tuple[tuple[str, str], ...]


def languages_page(
    document: Document,
    drawing: Drawing,
    reading: ReadingOrder,
    rows: Sequence[LanguageRow],
    place: WebPlace,
    *,
    cache: Cache,
) -> bytes:
    """The page as HTML in UTF-8, in the colours of the drawing. `document` is in the project's own
    language."""
    shown = arranged(reading, drawing)
    body = _body(document, shown, rows)
    classes = {}
    day, night = schemes(drawing, shown)
    for number, name in enumerate(day.grounds, 1):
        classes["ground", name] = f"g{number}"
    names = [(row.page.name, row.script, row.page.tag) for row in rows]
    own = page_fonts(document, drawing, needs(body), cache)
    more = names_fonts(names, drawing, cache)
    families = own.families.replace("system-ui", f"{more.families}system-ui", 1)
    fonts = PageFonts(own.rules + more.rules, families, own.latin)
    style = "\n" + style_sheet(document, drawing, shown, (day, night), classes, fonts) + _CSS
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    robots = '<meta name="robots" content="noindex">' if document.test else ""
    head = [
        '<meta charset="utf-8">',
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        f"style-src 'sha256-{digest}'; font-src data:; img-src data:; base-uri 'none'; "
        "form-action 'none'\">",
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(document.title)}</title>",
        *([robots] if robots else []),
        '<meta name="color-scheme" content="light dark">',
        *place.head(document.title, document.subject),
        f"<style>{style}</style>",
    ]
    return "\n".join([
        "<!DOCTYPE html>",
        f'<html lang="{escape(document.language)}" dir="{document.direction}">',
        "<head>", *head, "</head>", body, "</html>\n",
    ]).encode()  # fmt: skip


def _body(document: Document, reading: ReadingOrder, rows: Iterable[LanguageRow]) -> str:
    first = reading.bands[0] if reading.bands else None
    passages = [each for group in first.groups for each in group.passages] if first else []
    main = next((each for each in passages if each.rank == 1), None)
    over = [_line(each) for each in passages if each.block.kind == "heading" and not each.rank]
    before, beside = (over[:-1], over[-1:]) if len(over) > 1 else ([], over)
    title = main.block.texts[0].plain if main else document.title
    ground = list(dict.fromkeys(band.ground or "white" for band in reading.bands))
    plain = ground.index(reading.bands[-1].ground or "white") + 1
    items = "".join(map(_item, rows))
    test = (
        f'<aside class="draft" lang="en" aria-label="Test"><p><strong>{TEST}</strong> {UNRUNG}</p>'
        "</aside>"
        if document.test
        else ""
    )
    return "\n".join([
        "<body>",
        *([test] if test else []),
        f'<header class="band g1"><div class="inner">{"".join(before)}<hgroup>{"".join(beside)}'
        f"<h1>{escape(title)}</h1></hgroup></div></header>",
        f'<main class="band g{plain}"><div class="inner"><ul role="list" class="list">{items}</ul>'
        "</div></main>",
        "</body>",
    ])  # fmt: skip


def _line(passage: Passage) -> str:
    return f'<p class="over">{escape(passage.block.texts[0].plain)}</p>'


def _item(row: LanguageRow) -> str:
    """A language's link and those to its files, which are named after it too: a list of links may
    have many of the same size."""
    page = row.page
    draft = f'<span lang="en" dir="ltr">{DRAFT}</span>' if row.draft else ""
    files = " ".join(
        f'<a class="file" id="{page.tag}-{number}" aria-labelledby="{page.tag} '
        f'{page.tag}-{number}" href="{escape(path)}" lang="en" dir="ltr">{escape(words)}</a>'
        for number, (path, words) in enumerate(row.files, 1)
    )
    return (
        f'<li><a class="page" id="{page.tag}" href="{page.link}" hreflang="{page.tag}" '
        f'lang="{page.tag}" dir="{page.direction}">{escape(page.name)}</a>{draft}{files}</li>'
    )
