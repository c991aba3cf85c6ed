"""Finds whether an address can be read on a page, in the page's own text.

The text is what a reader would copy, so an address counts wherever it stands, broken over lines or
not. An address drawn as outlines, or in a picture, does not count. The content streams that set
text near a code are read first, each alone: in a batch they are the same from page to page.
"""

from collections.abc import Iterator
from dataclasses import field
from typing import Final

from generator.cache import Cache, Inputs, frozen_inputs
from generator.pdfobjects.builder import ScratchBuilder
from generator.pdfobjects.values import Obj
from generator.preflight.painting.notes import UsedFont
from generator.preflight.plane import meet
from generator.preflight.report import CodeReading
from .render import Renderer
from .rendered_pages import RenderedPages, ViewKey

# Spaces, and the marks that part words or turn their direction without being seen.
_UNSEEN: Final = dict.fromkeys(
    map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\ufffe\x02")
)
_UNSEEN.update(dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)]))
_SHOWN: Final = ("MediaBox", "Resources", "UserUnit")


@frozen_inputs
class PageTextInputs(Inputs[str]):
    """The text of a page (from 0), or of one of its content streams, without what is not seen."""

    keys: ViewKey | None
    rendered: RenderedPages = field(compare=False)
    page: int = field(compare=False)
    stream: int | None = field(default=None, compare=False)

    def make(self, cache: Cache) -> str:
        file, entries = self.rendered.file, self.rendered.pages.entries[self.page]
        data, index = file.data, self.page
        if self.stream is not None:
            contents = file.get(entries.get("Contents"))
            alone = contents[self.stream] if isinstance(contents, tuple) else contents
            shown: dict[str, Obj] = {key: entries[key] for key in _SHOWN if key in entries}
            builder = ScratchBuilder(file)
            data = builder.finish({"Pages": builder.page_tree([{**shown, "Contents": alone}])})
            index = 0
        with Renderer(data) as renderer:
            return _plain(renderer.words(index))


def is_printed(rendered: RenderedPages, code: CodeReading, address: str) -> bool:
    """Whether `address` stands on the page of a code."""
    wanted, page = _plain(address), code.page
    view = rendered.view_key(page, rendered.pages.boxes[page].media)
    if view is not None:
        key = rendered.painted.pages[page].key
        for number in _near(rendered, code):
            keys = rendered.painted.pages[page].streams[number].key, key
            if wanted in rendered.remembered(keys, PageTextInputs(keys, rendered, page, number)):
                return True
    return wanted in rendered.remembered(view, PageTextInputs(view, rendered, page))


def _near(rendered: RenderedPages, code: CodeReading) -> Iterator[int]:
    """Which of several content streams of an upright page set text near a code."""
    trim, unit = rendered.pages.boxes[code.page].visible_trim, rendered.pages.units[code.page]
    left, top = trim.left + code.x, trim.top - code.y
    around = left - code.side, top - 2 * code.side, left + 2 * code.side, top + code.side
    left, bottom, right, top = (edge / unit for edge in around)
    streams = rendered.painted.pages[code.page].streams
    for number, stream in enumerate(streams if len(streams) > 1 else ()):
        sets_text = UsedFont in stream.notes
        if sets_text and stream.reach and meet(stream.reach, (left, bottom, right, top)):
            yield number


def _plain(text: str) -> str:
    return "".join(text.translate(_UNSEEN).split()).casefold()
