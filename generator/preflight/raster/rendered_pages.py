"""What decides how the pages of a file look when they are rendered, and the codes read on them."""

import math
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import field
from functools import cached_property
from typing import Final, Self, TypeVar

from msgspec import Struct

from generator.cache import Cache, Inputs, frozen_inputs
from generator.pdfobjects.revision import is_revisable, with_one_page
from generator.pdfobjects.values import Malformed
from ..document_facts import DocumentFacts
from ..page_tree import PageTree
from ..painting.notes import UsedFont
from ..painting.painted_pages import PaintedPages
from ..plane import meet
from ..report import CodeReading, Expected, ExpectedCode, PageBox
from . import code_reading
from .render import Renderer

Result = TypeVar("Result")
ViewKey = tuple[object, ...]
# Entries of a page that its content streams do not need, and those that link it to others.
_NOT_DRAWN: Final = frozenset({"Annots", "B", "Contents", "Parent", "StructParents", "Type"})


class SeenCode(Struct, frozen=True):
    """An expected code and what is seen in its place. `words` are those of what was drawn to see
    it, without what is not seen; none if it was seen before."""

    expected: ExpectedCode
    seen: code_reading.Seen
    words: str = ""

    @property
    def reading(self) -> CodeReading | None:
        """What was read there: the target if it is among them."""
        readings = self.seen.readings
        right = [one for one in readings if one.text == self.expected.target]
        return next(iter([*right, *readings]), None)


@frozen_inputs
class SeenCodeInputs(Inputs[code_reading.Seen]):
    """What is seen at the card of a code on a page (from 0), where one that says `wanted` should
    be. Only the `streams` that reach it are drawn."""

    view: ViewKey | None
    page: int
    card: tuple[float, float, float]
    wanted: str
    streams: tuple[int, ...] | None = field(compare=False)
    drawn: "DrawnParts" = field(compare=False)

    def make(self, cache: Cache) -> code_reading.Seen:
        renderer, index = self.drawn.page(self.page, is_part=self.streams is not None)
        facts = self.drawn.rendered.pages.boxes[self.page]
        seen = code_reading.read_card(renderer, index, facts, *self.card, wanted=self.wanted)
        readings = tuple(one._replace(page=self.page) for one in seen.readings)
        return seen._replace(readings=readings)


class DrawnParts:
    """The files in which codes are seen: the whole one, and one of each page that has only the
    streams that reach some of its codes. Each is opened once, when it is needed. What reaches one
    code changes nothing of another. Use as a context manager; raises `CannotRender`."""

    def __init__(self, rendered: "RenderedPages", streams: Mapping[int, Sequence[int]]) -> None:
        self.rendered, self._streams = rendered, streams
        self._whole: Renderer | None = None
        self._parts: dict[int, Renderer] = {}
        self._open = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *how: object) -> None:
        self._open.close()

    def page(self, page: int, *, is_part: bool) -> tuple[Renderer, int]:
        """A page (from 0) or the part of it, and its number in that file."""
        if not is_part:
            self._whole = self._whole or self._opened(self.rendered.file.data)
            return self._whole, page
        if page not in self._parts:
            data = self.rendered.part(page, self._streams[page])
            self._parts[page] = self._opened(data)
        return self._parts[page], 0

    def _opened(self, data: bytes) -> Renderer:
        return self._open.enter_context(Renderer(data))

    def words(self) -> dict[int, str]:
        """The words of each part that was drawn: the address of a code most often is among them."""
        return {page: plain(part.words(0)) for page, part in self._parts.items()}


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
        facts = self.pages.boxes[page]
        if facts.rotation or not self.is_plain(page):  # guard
            return None
        painted = self.painted.pages[page]
        keys = [painted.streams[number].key for number in self.reaching(page, *boxes)]
        return painted.key, facts, *keys

    def reaching(self, page: int, *boxes: PageBox) -> tuple[int, ...]:
        """The content streams of a page whose reach meets one of these boxes."""
        unit = self.pages.units[page]
        areas = [
            (box.left / unit, box.bottom / unit, box.right / unit, box.top / unit) for box in boxes
        ]
        return tuple(
            number for number, one in enumerate(self.painted.pages[page].streams)
            if one.reach is not None and any(meet(one.reach, area) for area in areas)
        )  # fmt: skip

    @cached_property
    def gives_parts(self) -> bool:
        """Whether a part of a page can be rendered."""
        return is_revisable(self.file)

    def stand_alone(self, page: int, streams: Sequence[int]) -> bool:
        """Whether these content streams of a page paint the same without the others: each of those
        leaves the page in the state in which it finds it."""
        others = (
            one for number, one in enumerate(self.painted.pages[page].streams)
            if number not in streams
        )  # fmt: skip
        return all(one.after.digest == one.key.before for one in others)

    def part(self, page: int, streams: Sequence[int]) -> bytes:
        """A file to render whose one page has only these content streams of a page: most of the
        time of a whole page goes into fonts and drawings that are elsewhere on it."""
        entries = self.pages.entries[page]
        contents = self.file.get(entries.get("Contents"))
        listed = contents if isinstance(contents, tuple) else (entries.get("Contents"),)
        drawn = {key: value for key, value in entries.items() if key not in _NOT_DRAWN}
        drawn["Contents"] = tuple(listed[number] for number in streams)
        return with_one_page(self.file, drawn)

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
        streams: dict[int, tuple[int, ...]] = {}
        with DrawnParts(self, streams) as drawn:
            asked = [self._asked(code, drawn) for code in expected]
            for each in asked:
                if each.streams is not None and self.known(each) is None:
                    before = streams.get(each.page, ())
                    streams[each.page] = tuple(sorted({*before, *each.streams}))
            seen = [self.remembered(each.view, each) for each in asked]
            words = drawn.words()
        return tuple(
            SeenCode(code, found, words.get(code.page, ""))
            for code, found in zip(expected, seen, strict=True)
        )

    def _asked(self, code: ExpectedCode, drawn: DrawnParts) -> SeenCodeInputs:
        if code.page >= len(self.pages.boxes):
            raise Malformed(f"a code is expected on page {code.page + 1}, which is not there")
        card = code.x, code.y, code.size
        around = code_reading.neighbourhood(self.pages.boxes[code.page], *card)
        view = self.view_key(code.page, around)
        streams: tuple[int, ...] | None = None
        if view is not None and self.gives_parts:
            reaching = self.reaching(code.page, around)
            streams = reaching if self.stand_alone(code.page, reaching) else None
        return SeenCodeInputs(view, code.page, card, code.target, streams, drawn)

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


@frozen_inputs
class PageTextInputs(Inputs[str]):
    """The text of a page (from 0), or of one of its content streams, without what is not seen."""

    keys: ViewKey | None
    rendered: RenderedPages = field(compare=False)
    page: int = field(compare=False)
    stream: int | None = field(default=None, compare=False)

    def make(self, cache: Cache) -> str:
        data, index = self.rendered.file.data, self.page
        if self.stream is not None:
            data, index = self.rendered.part(self.page, (self.stream,)), 0
        with Renderer(data) as renderer:
            return plain(renderer.words(index))


def is_printed(rendered: RenderedPages, code: CodeReading, words: str, address: str) -> bool:
    """Whether `address` stands on the page of a code. `words` are some that are known of it."""
    wanted, page = plain(address), code.page
    if wanted in words:
        return True
    view = rendered.view_key(page, rendered.pages.boxes[page].media)
    if view is not None and rendered.gives_parts:
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


def _near(rendered: RenderedPages, code: CodeReading) -> list[int]:
    """Which of several content streams of an upright page set text near a code, the nearest
    first."""
    trim, unit = rendered.pages.boxes[code.page].visible_trim, rendered.pages.units[code.page]
    x, y, side = (trim.left + code.x) / unit, (trim.top - code.y) / unit, code.side / unit
    around = x - side, y - 2 * side, x + 2 * side, y + side
    streams = rendered.painted.pages[code.page].streams
    found: list[tuple[float, int]] = []
    for number, stream in enumerate(streams if len(streams) > 1 else ()):
        if UsedFont in stream.notes and stream.reach and meet(stream.reach, around):
            left, bottom, right, top = stream.reach
            away = math.hypot((left + right) / 2 - x - side / 2, (bottom + top) / 2 - y + side / 2)
            found.append((away, number))
    return [number for _, number in sorted(found)]


def plain(text: str) -> str:
    return "".join(text.translate(_UNSEEN).split()).casefold()
