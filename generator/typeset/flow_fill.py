"""Fills pages with the parts of a flowing layout's words, section by section."""

from collections.abc import Iterator, Sequence

from generator.content.document import Block
from generator.problems import error
from .boxes import NATURAL, TextBox
from .flow_pages import EVEN, chains, opened
from .flow_parts import FlowPart, FlowParts
from .item_boxes import ItemBuilder


class FlowFill(FlowParts):
    """The parts of a document's words on pages that are full enough, and no fuller than a page."""

    def _pages(self, pieces: Sequence[FlowPart], builder: ItemBuilder) -> Iterator[list[FlowPart]]:
        for section in opened([piece.measured() for piece in pieces]):
            pages = list(self._filled(section, builder, self.height))
            if self.flow.balance:
                even = self._balanced(section, builder, pages)
                pages = max(even, pages, key=lambda some: self._emptiest(some, builder))
            # boxes of small pictures are evened out once more with each section
            yield from ([piece._replace(known=None) for piece in page] for page in pages)

    def _emptiest(self, pages: list[list[FlowPart]], builder: ItemBuilder) -> float:
        """The height of what stands on the emptiest page, mm."""
        return min(self._tall(page, builder) for page in pages)

    def _balanced(
        self, pieces: Sequence[FlowPart], builder: ItemBuilder, pages: list[list[FlowPart]]
    ) -> list[list[FlowPart]]:
        """The pieces of a section on as few pages as they need, each filled as little as that
        allows. What follows a page that must be full is filled alike once more."""
        least = max(self._tall(chain, builder) for chain in chains(pieces))
        most = self.height
        while most - least > EVEN:
            middle = (least + most) / 2
            tried = list(self._filled(pieces, builder, middle))
            if len(tried) > len(pages):
                least = middle
            else:
                pages, most = tried, middle
        if len(pages) < 3:
            return pages
        rest = [piece for page in pages[1:] for piece in page]
        return [pages[0], *self._balanced(rest, builder, pages[1:])]

    def _filled(
        self, pieces: Sequence[FlowPart], builder: ItemBuilder, height: float
    ) -> Iterator[list[FlowPart]]:
        """A section's pieces on pages filled up to `height` mm."""
        held: list[FlowPart] = []
        for chain in chains(pieces):
            rest = chain
            if held and self._tall([*held, *chain], builder) > height:
                if self._tall(chain, builder) > self.height:  # it is parted in any case
                    held, rest = self._parted([*held, *chain], builder)
                yield held
                held = []
            while rest and not held and self._tall(rest, builder) > self.height:
                fitting, rest = self._parted(rest, builder)
                yield fitting
            held += rest
        if held:
            yield held

    def _parted(
        self, chain: list[FlowPart], builder: ItemBuilder
    ) -> tuple[list[FlowPart], list[FlowPart]]:
        """The part of a chain longer than a page that stands on the first page, and the rest."""
        for count in range(len(chain) - 1, 0, -1):
            if chain[count].pinned and chain[count - 1].pinned:
                continue
            if self._tall(chain[:count], builder) <= self.height:
                return chain[:count], chain[count:]
        piece, rest = chain[0], chain[1:]
        room = self.height - self._tall([], builder, piece.heading if not piece.opens else None)
        lines = (
            int((room + piece.box.opened) / piece.box.pitch)
            if isinstance(piece.box, TextBox)
            else 0
        )
        if isinstance(piece.box, TextBox) and lines > 0:
            first, second = piece.box.parted(lines)
            remainder = piece.holding(second)._replace(opens=False).measured()
            return [piece.holding(first).measured()], [remainder, *rest]
        excess = piece.size.height - room
        where = piece.heading.key if piece.heading else self.document.key
        self.problems.append(
            error(
                "overset",
                f"a part of {self.drawing.name} is {excess:.1f} mm taller than the page",
                where,
                "set it at a smaller size, or part it into several blocks",
            )
        )
        return [piece], rest

    def _tall(
        self, pieces: Sequence[FlowPart], builder: ItemBuilder, heading: Block | None = None
    ) -> float:
        """The height of pieces on one page in mm, with the repeated heading if they continue from
        the page before."""
        if pieces and not pieces[0].opens:
            heading = pieces[0].heading
        height = self._running(heading, builder)[1] if heading else 0.0
        at_foot, last = 0.0, None
        for piece in pieces:
            above, size = piece.above, piece.size
            if piece.pinned:
                at_foot += above + size.height
                continue
            if last is None:
                above = 0.0 if heading else piece.rise
            height += above + size.height
            last = size
        deep = 0.0
        if last:
            height += last.tail
            deep = self._deep(last.below)
        return height + max(deep, at_foot - self.below)

    def _deep(self, below: float) -> float:
        """How far deep letters in the last line of a page reach into the room above its number,
        where `below` is the room under them."""
        tall = self.flow.folio.size[1] * self.scale
        return max(0.0, self.rules.bubble_text - (self.below - tall + below))

    def _at_foot(self, pinned: Sequence[FlowPart]) -> float:
        """The height of what is pinned to the foot of a page, and the space above it, in mm."""
        return sum(piece.above + piece.size.height for piece in pinned)

    def _running(self, heading: Block, builder: ItemBuilder) -> tuple[TextBox, float]:
        """A heading in the short form that continued pages repeat, and its height in mm."""
        box = builder.heads.get(heading.name)
        if box is None:
            words = heading.short[0] if heading.short else heading.texts[0]
            box = builder.unmarked(words, self.flow.running, self.width)
            builder.heads[heading.name] = box
        return box, box.height(NATURAL) + self.flow.running_below
