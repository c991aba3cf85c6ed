"""The parts of a flowing layout's words that stand on pages."""

from collections.abc import Callable
from typing import Final, NamedTuple

from generator.content.document import Block
from generator.design.flow import Flow
from generator.design.layout_walk import styles
from . import edges
from .boxes import NATURAL, BubbleBox, Fit, FlexibleBox, Stack, TaggedBox

APART: Final = 5.0  # mm between an imprint, or its rule, and the page number beside or under it
SMALL_PICTURES: Final = Fit(pictures=1.0)


class PartSize(NamedTuple):
    """The height of a part in mm, how far the tail of a bubble at its foot hangs below it, and the
    room under its last ink."""

    height: float
    tail: float
    below: float


class FlowPart(NamedTuple):
    """A box on its way to a page. `above` is the space above it, and `rise` that space if it is
    first on a page, both in mm; there it stands `lower` mm down. It `keeps` together with the next
    part, or `opens` a page. `heading` is the heading that it stands under, and `block` the block
    that it is of. It may be a `title`, or have a `code`. What is `pinned` stands at the foot of its
    page, beside the page number, or over it where it runs `across`. `fit` says whether its pictures
    are small. `resized` makes it with a picture of another size. `few` are the sizes of its picture
    where it is the only one of a page, and where it is one of two; None: its own. `known` is its
    size, once its box stays as it is."""

    box: FlexibleBox
    above: float
    keeps: bool = False
    opens: bool = False
    heading: Block | None = None
    rise: float = 0.0
    lower: float = 0.0
    block: str = ""
    title: bool = False
    code: bool = False
    pinned: bool = False
    across: bool = False
    fit: Fit = NATURAL
    resized: Callable[[float], FlexibleBox | None] | None = None
    few: tuple[float | None, ...] = ()
    known: PartSize | None = None

    @property
    def size(self) -> PartSize:
        if self.known:
            return self.known
        return PartSize(self.box.height(self.fit), tail(self.box), edges.below(self.box))

    def measured(self) -> "FlowPart":
        """The part, whose box stays as it is: pages ask for its size many times."""
        return self._replace(known=self.size)

    def holding(self, box: FlexibleBox) -> "FlowPart":
        """The part with another box."""
        return self._replace(box=box, known=None)


def tail(box: FlexibleBox) -> float:
    """How far the tail of a bubble at the foot of a box hangs below it, mm."""
    while isinstance(box, TaggedBox):
        box = box.inner
    if isinstance(box, Stack):
        return tail(box.boxes[-1].box) if box.boxes else 0.0
    return box.outline.drop if isinstance(box, BubbleBox) else 0.0


def display_kinds(flow: Flow) -> list[frozenset[str]]:
    """The display styles that may shrink, by the kinds of block they are used in: numbers to ring
    first, headings last. Styles of one kind keep their proportion."""
    names = frozenset(flow.shrink.styles if flow.shrink else ())
    others = [stack for kind, stack in flow.kinds.items() if kind != "contacts"]
    stacks = [flow.kinds.get("contacts", ()), flow.figure, *others, flow.code, flow.opening]
    found = [names & styles(stack) for stack in stacks]
    return list(dict.fromkeys(each for each in found if each))
