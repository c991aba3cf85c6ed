"""What decides how the pages of a file look when they are rendered, and the codes read on them."""

from collections.abc import Iterator
from dataclasses import field
from functools import cached_property
from typing import Final, NamedTuple, TypeVar

from generator.cache import Cache, Inputs, frozen_inputs
from generator.pdfobjects.builder import ScratchBuilder
from generator.pdfobjects.file import PdfFile
from generator.pdfobjects.values import Malformed, Obj
from ..document_facts import DocumentFacts
from ..page_tree import PageTree
from ..painting.notes import UsedFont
from ..painting.painted_pages import PaintedPages
from ..plane import meet
from ..report import CodeReading, Expected, ExpectedCode, PageBox, PageFacts
from . import code_reading
from .render import Renderer

Result = TypeVar("Result")
ViewKey = tuple[object, ...]


class SeenCode(NamedTuple):
    """An expected code and what is seen in its place."""

    expected: ExpectedCode
    seen: code_reading.Seen

    @property
    def reading(self) -> CodeReading | None:
        """What was read there: the target if it is among them."""
        readings = self.seen.readings
        right = [one for one in readings if one.text == self.expected.target]
        return next(iter([*right, *readings]), None)


@frozen_inputs
class SeenCodesInputs(Inputs[tuple[code_reading.Seen, ...]]):
    """What is seen at the cards of codes on a page (from 0), each by x, y and size."""

    view: ViewKey | None
    page: int
    cards: tuple[tuple[float, float, float], ...]
    file: PdfFile = field(compare=False)
    facts: PageFacts = field(compare=False)

    def make(self, cache: Cache) -> tuple[code_reading.Seen, ...]:
        with Renderer(self.file.data) as renderer:
            return tuple(
                code_reading.read_card(renderer, self.page, self.facts, *card)
                for card in self.cards
            )


class RenderedPages:
    """The pages of a file as PDFium draws them."""

    def __init__(
        self,
        document: DocumentFacts,
        pages: PageTree,
        painted: PaintedPages,
        expected: Expected | None,
    ) -> None:
        self.document, self.pages, self.painted = document, pages, painted
        self.file = document.file
        self.expected = expected

    def is_plain(self, page: int) -> bool:
        """Whether a page (from 0) looks as its content streams say: all of them are understood,
        and neither layers nor annotations change what they paint."""
        changed = any(
            note.page == page and (note.kind != "Link" or "AP" in note.entries)
            for note in self.pages.every_annotation
        )
        layered = "OCProperties" in self.document.catalog
        return not (layered or changed or self.painted.pages[page].faults)  # guard

    def view_key(self, page: int, *boxes: PageBox) -> ViewKey | None:
        """All that decides what is seen in these boxes of a page (mm, the PDF's own direction): its
        geometry and the streams whose reach meets one of them. None if that is not known."""
        facts, unit = self.pages.boxes[page], self.pages.units[page]
        if facts.rotation or not self.is_plain(page):  # guard
            return None
        areas = [
            (box.left / unit, box.bottom / unit, box.right / unit, box.top / unit) for box in boxes
        ]
        painted = self.painted.pages[page]
        keys = [
            one.key for one in painted.streams
            if one.reach is not None and any(meet(one.reach, area) for area in areas)
        ]  # fmt: skip
        return painted.key, facts, *keys

    def remembered(self, view: ViewKey | None, inputs: Inputs[Result]) -> Result:
        """The result of `inputs`, remembered if `view` says all that decides it."""
        return inputs.make(self.file.cache) if view is None else self.file.cache.get(inputs)

    def known(self, inputs: Inputs[Result]) -> Result | None:
        """The result of `inputs` if it is remembered."""
        return self.file.cache.find(inputs)

    @cached_property
    def seen_codes(self) -> tuple[SeenCode, ...]:
        """Each expected code with what is seen in its place."""
        expected = self.expected.codes if self.expected else ()
        seen = {page: iter(self._look_at(page)) for page in {code.page for code in expected}}
        return tuple(SeenCode(code, next(seen[code.page])) for code in expected)

    def _look_at(self, index: int) -> tuple[code_reading.Seen, ...]:
        """What is seen at each expected code of a page (from 0)."""
        if index >= len(self.pages.boxes):
            raise Malformed(f"a code is expected on page {index + 1}, which is not there")
        assert self.expected is not None
        page = self.pages.boxes[index]
        codes = [code for code in self.expected.codes if code.page == index]
        cards = tuple((code.x, code.y, code.size) for code in codes)
        around = [code_reading.neighbourhood(page, *card) for card in cards]
        view = self.view_key(index, *around)
        return self.remembered(view, SeenCodesInputs(view, index, cards, self.file, page))

    @cached_property
    def scanned(self) -> tuple[code_reading.Seen, ...]:
        """What is seen on each page, of a file of which nothing is expected."""
        with Renderer(self.file.data) as renderer:
            boxes = enumerate(self.pages.boxes)
            return tuple(code_reading.scan(renderer, index, page) for index, page in boxes)

    @property
    def readings(self) -> tuple[CodeReading, ...]:
        if self.expected is None:
            return tuple(one for page in self.scanned for one in page.readings)
        return tuple(reading for code in self.seen_codes if (reading := code.reading))


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
        painted = rendered.painted.pages[page]
        near = [
            PageTextInputs((painted.streams[number].key, painted.key), rendered, page, number)
            for number in _near(rendered, code)
        ]
        # in a batch, one that is known says it, and the others are not read
        if any(wanted in (rendered.known(one) or "") for one in near):
            return True
        if any(wanted in rendered.remembered(one.keys, one) for one in near):
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
