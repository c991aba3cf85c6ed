"""The strip of partners' logos as a box, on its ground."""

from __future__ import annotations

import math
from collections.abc import Sequence

from msgspec import Struct

from generator.colour import Colour
from generator.design.items import LogosItem
from generator.page import Box, rectangle
from generator.pictures import InkShape
from .boxes import Fit
from .canvas import Canvas
from .lockup import LEAD_RULE, Lockup, PackedMark, PartnerMark, StripRules
from .outline import block
from .parts import PlacedPicture

PLATE_RADIUS = 1.2
PLATE_LINE = 0.35  # mm: a plate's outline in black alone


class PlacedLogo(Struct, frozen=True):
    """A partner's logo that can be printed: its picture, where the ink of that is, whether it needs
    a plate to be seen, and whether the partner leads."""

    picture: PlacedPicture
    ink: InkShape = InkShape()
    plate: bool = False
    lead: bool = False

    @property
    def mark(self) -> PartnerMark:
        ratio = self.picture.ratio * self.ink.width / self.ink.height
        return PartnerMark(ratio, self.ink.cover, self.plate, self.lead)


def strip_rules(item: LogosItem, measure: float, count: int, share: float = 1.0) -> StripRules:
    """The rules of an item for so many logos, in a strip of so many mm. `share` is of the area that
    the item gives them; the tallest is as much smaller, or else it would stay as it is."""
    area, rows = item.area, item.rows
    if item.many and count >= item.many.least:
        area, rows = item.many.area or area, item.many.rows or rows
    gap = item.gap
    tallest = item.tallest * math.sqrt(share)
    return StripRules(
        measure, tallest, area * share, gap.least, gap.natural, gap.most, rows, gap.rows
    )


class StripGround(Struct, frozen=True):
    """The colour behind logos, with its padding: a card with round corners, or a band to the
    `edges` (left, top, right and bottom) of the page."""

    colour: Colour
    padding: float
    radius: float = 0.0
    edges: tuple[float, float, float, float] | None = None

    @property
    def inset(self) -> float:
        """How far the logos stand inside the column."""
        return 0.0 if self.edges else self.padding


class LogosBox(Struct):
    """Logos in their places. `plate` is the colour behind those that need one."""

    logos: Sequence[PlacedLogo]
    lockup: Lockup
    width: float
    rule: Colour
    plate: Colour | None
    ground: StripGround | None

    def height(self, fit: Fit) -> float:
        return self.lockup.height + 2 * (self.ground.inset if self.ground else 0.0)

    def widest(self) -> float:
        return self.width

    def draw(self, sheet: Canvas, x: float, y: float, fit: Fit) -> None:
        if self.ground:
            self._ground(sheet, self.ground, x, y)
            x, y = x + self.ground.inset, y + self.ground.inset
        if self.lockup.rule is not None:
            line = rectangle(x + self.lockup.rule, y, LEAD_RULE, self.lockup.height)
            sheet.shape(line, self.rule, kind="rule")
        for packed in self.lockup.marks:
            self._logo(sheet, self.logos[packed.index], packed, x, y)

    def _ground(self, sheet: Canvas, ground: StripGround, x: float, y: float) -> None:
        if ground.edges:
            left, _, right, bottom = ground.edges
            top = y - ground.padding
            band = rectangle(left, top, right - left, bottom - top)
            sheet.shape(band, ground.colour, kind="ground")
            return
        spread = self.lockup.spread
        width = self.width if spread else self.lockup.width + 2 * ground.padding
        card = block(x, y, width, self.height(Fit()), ground.radius)
        sheet.shape(card, ground.colour, kind="card")

    def _logo(
        self, sheet: Canvas, logo: PlacedLogo, packed: PackedMark, x: float, y: float
    ) -> None:
        left, top, d = x + packed.x, y + packed.y, packed.padding
        if d and self.plate:
            self._plate(
                sheet, logo, (left - d, top - d, packed.width + 2 * d, packed.height + 2 * d)
            )
        ink, picture = logo.ink, logo.picture
        width, height = packed.width / ink.width, packed.height / ink.height
        # the canvas mirrors boxes and not pictures, so margins change sides with it
        before = 1 - ink.left - ink.width if sheet.transform.mirror is not None else ink.left
        box = (left - before * width, top - ink.top * height, width, height)
        sheet.image(
            picture.path, picture.digest, box, picture.alt, picture.key, picture.intent,
            picture.black, ink.box, ink.on_white,
        )  # fmt: skip

    def _plate(self, sheet: Canvas, logo: PlacedLogo, box: Box) -> None:
        """The plate behind a logo; in black alone its outline, inside its edge."""
        assert self.plate is not None
        left, top, width, height = box
        if not logo.picture.black:
            sheet.shape(block(*box, PLATE_RADIUS), self.plate, kind="card")
            return
        d = PLATE_LINE
        line = block(left + d / 2, top + d / 2, width - d, height - d, PLATE_RADIUS - d / 2)
        sheet.shape(line, None, self.rule, d, kind="card")
