"""Fills pages with the parts of a section of a flowing layout."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from msgspec import Struct

from generator.cache import Cache, Inputs, frozen_inputs
from generator.content.document import Block
from generator.problems import Problem, error
from .boxes import NATURAL, TextBox
from .faults import TooWide
from .flow_pages import EVEN, chains, codes_kept, worth
from .flow_parts import APART, FlowPart, PartSize
from .flow_sections import SectionInputs

_PART: Final = 500  # bytes of memory that a part on a page takes beside its box, about


class FilledPages(Struct, frozen=True, eq=False):
    """The parts of a section on pages, the height of what stands on each, mm, and what is wrong
    with the pages."""

    pages: tuple[tuple[FlowPart, ...], ...]
    heights: tuple[float, ...]
    too_wide: tuple[TooWide, ...]
    problems: tuple[Problem, ...]

    @property
    def worth(self) -> tuple[int, int, int]:
        """How good the pages are (see `flow_pages.worth`)."""
        return worth(self.pages)


@frozen_inputs
class FilledInputs(Inputs[FilledPages]):
    """The pages of a section of a flowing layout."""

    section: SectionInputs

    def make(self, cache: Cache) -> FilledPages:
        fill = PageFill(self.section, cache)
        parts = codes_kept(cache.get(self.section).parts)
        pages = fill.pages([part.measured() for part in parts])
        return FilledPages(
            tuple(map(tuple, pages)),
            tuple(map(fill.height, pages)),
            tuple(fill.builder.too_wide),
            (*fill.builder.problems, *fill.problems),
        )

    def result_size(self, result: FilledPages) -> int:
        return _PART * sum(map(len, result.pages))


class _Filled(NamedTuple):
    """What stands on a page: `height` mm under its margin, and `at_foot` mm at its foot, so many
    mm higher as is `lacking` between it and the page's number. `last` is the size of the last part
    that is not at the foot."""

    height: float
    at_foot: float = 0.0
    last: PartSize | None = None
    lacking: float = 0.0


class PageFill:
    """Fills pages with the parts of a section, none fuller than a page."""

    def __init__(self, section: SectionInputs, cache: Cache) -> None:
        look = section.look
        self.look, self.flow, self.room = look, look.flow, look.height
        self.builder = look.builder(section.document, look.always, section.sizes, cache)
        self.where = section.document.key
        self.problems: list[Problem] = []
        self._heads: dict[str, TextBox] = {}

    def pages(self, parts: Sequence[FlowPart]) -> list[list[FlowPart]]:
        """The parts on as few pages as they need: filled to the foot, or alike if the layout says
        so and the emptiest is fuller then."""
        pages = list(self._filled(parts, self.room))
        if self.flow.balance and parts:
            even = self._balanced(parts, pages)
            pages = max(even, pages, key=lambda some: min(map(self.height, some)))
        return pages

    def _balanced(
        self, parts: Sequence[FlowPart], pages: list[list[FlowPart]]
    ) -> list[list[FlowPart]]:
        """The parts of a section on as few pages as they need, each filled as little as that
        allows. What follows a page that must be full is filled alike once more."""
        least = max(self.height(chain) for chain in chains(parts))
        most = self.room
        while most - least > EVEN:
            middle = (least + most) / 2
            tried = list(self._filled(parts, middle))
            if len(tried) > len(pages):
                least = middle
            else:
                pages, most = tried, middle
        if len(pages) < 3:
            return pages
        rest = [part for page in pages[1:] for part in page]
        return [pages[0], *self._balanced(rest, pages[1:])]

    def _filled(self, parts: Sequence[FlowPart], room: float) -> Iterator[list[FlowPart]]:
        """A section's parts on pages filled up to `room` mm."""
        held: list[FlowPart] = []
        filled = _Filled(0.0)
        for chain in chains(parts):
            rest = chain
            more = self._with(filled, chain) if held else filled
            if held and self._all(more) > room:
                if self.height(chain) > self.room:  # it is parted in any case
                    held, rest = self._parted([*held, *chain])
                yield held
                held = []
            while rest and not held and self.height(rest) > self.room:
                fitting, rest = self._parted(rest)
                yield fitting
            if rest:
                filled = more if held else self._with(self._begun(rest), rest)
            held += rest
        if held:
            yield held

    def _parted(self, chain: list[FlowPart]) -> tuple[list[FlowPart], list[FlowPart]]:
        """The part of a chain longer than a page that stands on the first page, and the rest. What
        is pinned to the foot takes words with it to the next page, if there are any."""
        places = [
            count
            for count in range(len(chain) - 1, 0, -1)
            if not (chain[count].pinned and chain[count - 1].pinned)
        ]
        for count in sorted(places, key=lambda count: chain[count].pinned):
            if self.height(chain[:count]) <= self.room:
                return chain[:count], chain[count:]
        part, rest = chain[0], chain[1:]
        heading = part.heading if not part.opens else None
        room = self.room - (self.running_head(heading)[1] if heading else 0.0)
        lines = (
            int((room + part.box.opened) / part.box.pitch) if isinstance(part.box, TextBox) else 0
        )
        if isinstance(part.box, TextBox) and lines > 0:
            first, second = part.box.parted(lines)
            remainder = part.holding(second)._replace(opens=False).measured()
            return [part.holding(first).measured()], [remainder, *rest]
        excess = part.size.height - room
        self.problems.append(
            error(
                "overset",
                f"a part of {self.look.drawing.name} is {excess:.1f} mm taller than the page",
                part.heading.key if part.heading else self.where,
                "set it at a smaller size, or part it into several blocks",
            )
        )
        return [part], rest

    def height(self, parts: Sequence[FlowPart]) -> float:
        """The height of parts on one page in mm, with the repeated heading if they continue from
        the page before."""
        return self._all(self._with(self._begun(parts), parts))

    def _begun(self, parts: Sequence[FlowPart]) -> _Filled:
        """A page that begins with some parts, before they stand there."""
        heading = parts[0].heading if parts and not parts[0].opens else None
        return _Filled(self.running_head(heading)[1] if heading else 0.0)

    def _with(self, filled: _Filled, parts: Iterable[FlowPart]) -> _Filled:
        """A page with more parts."""
        height, at_foot, last, lacking = filled
        for part in parts:
            above, size = part.above, part.size
            if part.pinned:
                at_foot += above + size.height
                lacking = max(0.0, lacking - above - size.height)
                lacking = self._number + APART if part.across else lacking
                continue
            if last is None:
                above = 0.0 if height else part.rise
            height += above + size.height
            last = size
        return _Filled(height, at_foot, last, lacking)

    def at_foot(self, pinned: Sequence[FlowPart]) -> float:
        """The height over the foot of a page at which what is pinned to it begins, mm."""
        filled = self._with(_Filled(0.0), pinned)
        return filled.at_foot + filled.lacking

    @property
    def _number(self) -> float:
        """The height of a page's number, mm."""
        return self.flow.folio.size[1] * self.look.scale

    def _all(self, filled: _Filled) -> float:
        """The height of all that stands on a page, mm."""
        height, at_foot, last, lacking = filled
        deep = 0.0
        if last:
            height += last.tail
            deep = self._deep(last.below)
        return height + max(deep, at_foot + lacking - self.look.below)

    def _deep(self, below: float) -> float:
        """How far deep letters in the last line of a page reach into the room above its number,
        where `below` is the room under them."""
        return max(0.0, self.look.rules.bubble_text - (self.look.below - self._number + below))

    def running_head(self, heading: Block) -> tuple[TextBox, float]:
        """A heading in the short form that continued pages repeat, and its height in mm."""
        box = self._heads.get(heading.name)
        if box is None:
            words = heading.short[0] if heading.short else heading.texts[0]
            box = self.builder.unmarked(words, self.flow.running, self.look.width)
            self._heads[heading.name] = box
        return box, box.height(NATURAL) + self.flow.running_below
