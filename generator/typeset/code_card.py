"""A QR code on its card, with its words and the printed address, as a box."""

from collections.abc import Sequence

from msgspec import Struct

from generator.cache import Cache, Inputs, frozen_inputs
from generator.colour import Colour
from generator.design.items import Space
from generator.page import Group, Shape
from generator.qr import QUIET, Code, CodeInputs
from .boxes import NATURAL, Fit, Stack, TextBox, space
from .canvas import Canvas, CardLink, PageTransform
from .outline import rounded

CARD_RADIUS = 2.2  # mm
KEYLINE = 0.35  # mm
FOOT = 0.5  # mm from the last line of an address at a card's foot to that foot
BESIDE = 0.15  # mm between the quiet zone of a code without a card and what stands beside it


@frozen_inputs
class SymbolInputs(Inputs[Group]):
    """The symbol of a code with its top left corner at x, y. A code is never mirrored."""

    target: str
    x: float
    y: float
    module: float
    ink: Colour
    transform: PageTransform

    def make(self, cache: Cache) -> Group:
        path = cache.get(CodeInputs(self.target)).path(self.x, self.y, self.module)
        return Group((Shape(self.transform.path(path), self.ink, kind="code"),), "code", True)

    def result_size(self, result: Group) -> int:
        return 200_000


def hang(code: Code, size: float) -> float:
    """How far a card without a keyline reaches past its symbol on every side, mm."""
    return QUIET * size / code.with_quiet_zone


def words_at(size: float, hang: float, gap: float) -> float:
    """The start of words beside a code: `gap` mm from its card. A card that is not drawn and hangs
    out at the start is itself the gap."""
    return size + gap if not hang else size - 2 * hang + max(hang + BESIDE, gap)


class CodeBox(Struct):
    """A QR code on its card with the words beside or beneath it, and the printed address. `alt` is
    the text alternative. What stands at its `foot` has the words' column, and ends with the card.
    What stands under the card is level with what stands under the codes `beside_it`."""

    code: Code
    size: float
    target: str
    address: str
    words: TextBox
    printed: TextBox
    beside: bool
    under_card: bool
    gap: float
    drop: float
    words_above: Space
    printed_above: Space
    keyline: bool
    dark: Colour
    light: Colour
    alt: str = ""
    key: str = ""
    bare: bool = False
    at_foot: bool = False
    foot: Stack | None = None
    beside_it: Sequence["CodeBox"] = ()

    @property
    def left(self) -> float:
        """The start of the words, mm from the card's."""
        return words_at(self.size, self.hang, self.gap) if self.beside else 0.0

    @property
    def hang(self) -> float:
        """How far a card that is not drawn hangs out above and at the start, in mm, so that its
        symbol is aligned."""
        return hang(self.code, self.size) if self.bare else 0.0

    @property
    def edge(self) -> float:
        """Weight of the keyline, mm: the quiet zone lies inside it."""
        return KEYLINE if self.keyline else 0.0

    @property
    def module(self) -> float:
        return (self.size - 2 * self.edge) / self.code.with_quiet_zone

    def _boxes(self, fit: Fit) -> list[tuple[float, float, TextBox]]:
        """The places of the words and the address, from the top left of the card, or of a bare
        symbol."""
        words, bottom = self.words.height(fit), self.size - self.hang
        if self.beside:
            left = self.left
            placed = [(left, self.drop, self.words)]
            if self.under_card:
                top = max(bottom + space(self.printed_above, fit), self.drop + words)
                placed.append((0.0, top, self.printed))
            else:
                top = self.drop + words + space(self.printed_above, fit)
                if self.at_foot:
                    level = bottom - FOOT - self.printed.height(fit) + self._below
                    top = max(top, level)
                placed.append((left, top, self.printed))
            return placed
        first, second = self._tops_under(fit)
        lower, lower_address = self._lowered(fit)
        return [
            (0.0, bottom + first + lower, self.words),
            (0.0, bottom + second + lower_address, self.printed),
        ]

    def _tops_under(self, fit: Fit) -> tuple[float, float]:
        """From the card down to the words and to the address under it, mm."""
        first = space(self.words_above, fit)
        between = 0.0 if self.under_card else space(self.printed_above, fit)
        return first, first + self.words.height(fit) + between

    def _lowered(self, fit: Fit) -> tuple[float, float]:
        """How much lower than they must the words and the address stand to be level with those
        `beside_it`, mm: never so low that the row of codes would be higher."""
        if not self.beside_it:
            return 0.0, 0.0
        row = [(*box._tops_under(fit), box.printed.height(fit)) for box in (self, *self.beside_it)]
        first, second, height = row[0]
        room = max(top + each for _, top, each in row) - second - height
        lower = min(room, max(top for top, _, _ in row) - first)
        return lower, max(lower, min(room, max(top for _, top, _ in row) - second))

    @property
    def _below(self) -> float:
        """The room of an address below its last baseline, mm."""
        return self.printed.style.line - self.printed.style.baseline

    def _bottom(self, fit: Fit) -> float:
        """The lowest end of the words and the address."""
        (_, words, _), (_, printed, _) = self._boxes(fit)
        ends = printed + self.printed.height(fit)
        if self.at_foot and self.beside:
            ends -= self._below  # its descenders may reach below the card
        return max(words + self.words.height(fit), ends)

    def height(self, fit: Fit) -> float:
        foot = self.foot.height(fit) if self.foot else 0.0
        return max(self.size - self.hang, self._bottom(fit) + foot)

    def widest(self) -> float:
        return max(
            self.size - self.hang, *(left + box.widest() for left, _, box in self._boxes(NATURAL))
        )

    def draw(self, sheet: Canvas, x: float, y: float, fit: Fit) -> None:
        self._symbol(sheet, sheet.across(x - self.hang, self.size), y - self.hang)
        for left, top, box in self._boxes(fit):
            if self.bare and left:
                with sheet.beside(x - self.hang, self.size):
                    box.draw(sheet, x + left, y + top, fit)
            else:
                box.draw(sheet, x + left, y + top, fit)
        if self.foot:
            top = self._bottom(fit)
            spare = self.height(fit) - top - self.foot.height(fit)
            self.foot.stretched(spare, fit).draw(sheet, x + self.left, y + top, fit)

    def _symbol(self, sheet: Canvas, at: float, y: float) -> None:
        """Draw the card with its left edge at `at` on the sheet, in either direction of the
        layout."""
        clear = self.size - 2 * self.edge
        quiet = self.edge + QUIET * self.module

        inset, side = self.edge / 2, self.size - self.edge
        outline = rounded(at + inset, y + inset, side, side, CARD_RADIUS)
        stroke = self.dark if self.keyline else None
        card = Shape(outline, self.light, stroke, self.edge, kind="code-card")
        place = at + quiet, y + quiet, self.module
        symbol = SymbolInputs(self.target, *place, self.dark, sheet.transform.unturned)
        leads = CardLink(self.target, self.alt, at, y, self.size)
        sheet.card(leads, None if self.bare else card, sheet.cache.get(symbol))
        sheet.code(
            at + self.edge,
            y + self.edge,
            clear,
            self.module,
            self.target,
            self.address,
            self.key,
        )
