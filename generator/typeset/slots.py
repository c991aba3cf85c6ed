"""Pictures in slots of a layout: opened, placed from edge to edge, and checked with what stands on
them.

A picture fills its slot, cut round its focus; or it stands on the slot's foot, and the ground is
its sky.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Collection, Iterator
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from generator.cache import Cache
from generator.content.document import Document, SlotPicture
from generator.design.items import ImageItem
from generator.page import Box, Group, Image, Tag
from generator.pictures import Recoloured, ThumbnailInputs, open_file
from generator.problems import Problem, error, warning
from generator.units import MM_PER_PT
from generator.vectors import Unusable
from .behind import Behind
from .boxes import BubbleBox, Fit, FlexibleBox, Stack, TaggedBox
from .canvas import Canvas
from .parts import PlacedPicture
from .picture_files import WANTED, DrawnInks, PaintedInputs, inks_of

MM_PER_INCH = 72 * MM_PER_PT


class OpenedSlot(Struct, frozen=True):
    """A picture for the slot of a name. `pixels` are its width and height, none for a drawing. The
    rest is as in `SlotPicture`, and `language` that of its text alternative."""

    name: str
    picture: PlacedPicture
    pixels: tuple[int, int] | None
    credit: str
    focus: tuple[float, float]
    crop: Box
    sky: str
    language: str
    credit_language: str = ""
    must_be_seen: bool = True


def open_slots(
    document: Document, wanted: Collection[str], inks: DrawnInks, cache: Cache
) -> tuple[tuple[OpenedSlot, ...], list[Problem]]:
    """The document's pictures for these slots. A drawing whose colours all have `inks` prints in
    these."""
    found: list[OpenedSlot] = []
    problems: list[Problem] = []
    for image in document.images:
        if image.slot not in wanted:
            continue
        shown = Path(image.file).name
        try:
            found.append(_opened(image, document.original, inks, cache))
        except OSError as problem:
            reason = problem.strerror or str(problem)
            message = f'"{shown}" cannot be read: {reason}'
            problems.append(error("unreadable-image", message, image.key))
        except Unusable as unusable:
            message = f'"{shown}" {unusable.message}'
            problems.append(error("unreadable-image", message, image.key, unusable.hint))
    return tuple(found), problems


def _opened(image: SlotPicture, language: str, inks: DrawnInks, cache: Cache) -> OpenedSlot:
    digest = hashlib.sha256(Path(image.file).read_bytes()).hexdigest()
    opened = open_file(image.file, digest, cache, inked=False)
    ratio = opened.width / opened.height
    picture = PlacedPicture(image.file, digest, ratio, image.alt, image.key, "perceptual")
    pixels = None
    if opened.vector is not None:
        painted = cache.get(PaintedInputs(digest, opened.vector))
        picture = replace(picture, inks=inks_of(painted, inks), intent="relative")
    else:
        pixels = round(opened.width), round(opened.height)
    return OpenedSlot(
        image.slot,
        picture,
        pixels,
        image.credit,
        image.focus,
        image.crop,
        image.sky,
        image.alt_language or language,
        image.credit_language or language,
        image.must_be_seen,
    )


ROUNDING = 0.05  # mm
UNDER = 1.0  # mm between a picture and whose it is


def bubbles(stack: Stack, fit: Fit, down: float = 0.0) -> Iterator[tuple[float, BubbleBox]]:
    """The bubbles of a stack, each with its top."""
    for top, each in stack.tops(fit):
        box = each
        while isinstance(box, TaggedBox):
            box = box.inner
        if isinstance(box, Stack):
            yield from bubbles(box, fit, down + top)
        elif isinstance(box, BubbleBox):
            yield down + top, box


class ImageBox(Struct):
    """A slot with its picture, and a stack of bubbles on it. The slot ends at the `edges` of its
    page or panel on both sides, and with `head` above. The stack begins at `left`, and on a
    `turned` page the picture's left is the layout's right. `credit` stands under it. It takes its
    share of the room left over, as `more` mm."""

    inner: Stack
    slot: OpenedSlot
    edges: Box
    item: ImageItem
    left: float
    turned: bool
    credit: FlexibleBox | None = None
    more: float = 0.0

    def _picture_height(self, fit: Fit) -> float:
        least = self.item.least * (self.edges[2] - self.edges[0])
        return max(self.inner.height(fit), least, self._clear_height(fit)) + self.more

    def _clear_height(self, fit: Fit) -> float:
        """The height that keeps every tail on the picture, and its focus under every bubble where
        the picture stands on the slot's foot."""
        needed = 0.0
        for top, bubble in bubbles(self.inner, fit):
            foot = top + bubble.height(fit) + bubble.outline.drop
            needed = max(needed, foot, foot + self._under(bubble))
        return needed

    def _under(self, bubble: BubbleBox) -> float:
        """How far a bubble must keep from the slot's foot, mm."""
        if not (self.slot.sky and self.slot.must_be_seen):
            return 0.0
        first, _, last, lower = self.slot.crop
        left, _, right, _ = self.edges
        whole, clear = (right - left) / (last - first), self.item.clear
        across = last - self.slot.focus[0] if self.turned else self.slot.focus[0] - first
        focus, start = left + across * whole, self.left + bubble.offset
        if not start - clear < focus < start + bubble.width + clear:
            return 0.0
        above_foot = (lower - self.slot.focus[1]) * whole / self.slot.picture.ratio
        return above_foot + clear + ROUNDING

    def height(self, fit: Fit) -> float:
        under = UNDER + self.credit.height(fit) if self.credit else 0.0
        return self._picture_height(fit) + under

    def widest(self) -> float:
        return self.inner.widest()

    def shares(self) -> float:
        return self.item.stretch

    def stretched(self, more: float, fit: Fit) -> ImageBox:
        return replace(self, more=self.more + more)

    def draw(self, sheet: Canvas, x: float, y: float, fit: Fit) -> None:
        foot = y + self._picture_height(fit)
        top = self.edges[1] if self.item.head else y
        behind = self._draw_picture(sheet, top, foot)
        around, sheet.behind = sheet.behind, behind
        self.inner.draw(sheet, x, y, fit)
        sheet.behind = around
        sheet.problems += self._hidden(sheet, behind)
        if self.credit:
            self.credit.draw(sheet, x, foot + UNDER, fit)

    def _draw_picture(self, sheet: Canvas, top: float, foot: float) -> Behind:
        """Draw the picture, and give its place on the page."""
        left, _, right, _ = self.edges
        first, upper = sheet.transform.point(sheet.across(left, right - left), top)
        shown = (
            first,
            upper,
            first + (right - left) * sheet.scale,
            upper + (foot - top) * sheet.scale,
        )
        box = self._placed(shown)
        picture = self.slot.picture
        image = Image(
            picture.path,
            picture.digest,
            box[0],
            box[1],
            box[2] - box[0],
            box[3] - box[1],
            picture.alt,
            picture.key,
            picture.intent,
            inks=picture.inks,
        )
        language = "" if self.slot.language == sheet.language else self.slot.language
        figure = Tag("Figure", (image,), alt=picture.alt, language=language)
        sheet.marks.append(Group((figure,), self.slot.name, clip=shown))
        sheet.problems += self._coarse(box)
        colours = tuple(Recoloured(drawn, ink.rgb) for drawn, ink in picture.inks)
        drawing = self.slot.pixels is None
        thumbnail = ThumbnailInputs(picture.path, picture.digest, drawing, colours)
        return Behind(box, shown, sheet.cache.get(thumbnail), self.item.line)

    def _placed(self, shown: Box) -> Box:
        """The place of the whole picture, where its slot shows this much of the page."""
        left, top, right, bottom = shown
        first, upper, last, lower = self.slot.crop
        ratio = self.slot.picture.ratio
        width, height = right - left, bottom - top
        part = ratio * (last - first) / (lower - upper)  # the crop's width over its height
        if self.slot.sky or width / part >= height:
            whole = width / (last - first)
            tall = whole / ratio
            above = tall * lower - height
            if not self.slot.sky:
                above = min(above, max(tall * upper, tall * self.slot.focus[1] - height / 2))
            return (
                left - whole * first,
                top - above,
                left - whole * first + whole,
                top - above + tall,
            )
        tall = height / (lower - upper)
        whole = tall * ratio
        before = whole * self.slot.focus[0] - width / 2
        before = min(whole * last - width, max(whole * first, before))
        return left - before, top - tall * upper, left - before + whole, top - tall * upper + tall

    def _coarse(self, box: Box) -> list[Problem]:
        """Warn of a photograph with fewer pixels than its size in print wants."""
        if self.slot.pixels is None:
            return []
        width = box[2] - box[0]
        ppi = self.slot.pixels[0] / (width / MM_PER_INCH)
        if ppi >= WANTED - 0.5:
            return []
        needed = math.ceil(width / MM_PER_INCH * WANTED)
        message = f'"{Path(self.slot.picture.path).name}" prints at {ppi:.0f} ppi'
        hint = f"use a picture at least {needed} pixels wide, or a drawing"
        found = warning("small-image", message, self.slot.picture.key, hint)
        return [replace(found, found=f"{ppi:.0f} ppi", limit=f"{WANTED:g} ppi wanted")]

    def _hidden(self, sheet: Canvas, behind: Behind) -> list[Problem]:
        """Report bubbles that hide too much of the picture, or what must be seen of it."""
        shown, key = Path(self.slot.picture.path).name, self.slot.picture.key
        problems: list[Problem] = []
        covered, most = behind.covered(), self.item.cover
        if covered > most:
            hint = "make the bubbles smaller in the layout, or leave the picture out"
            message = f'bubbles cover {covered:.0%} of "{shown}"'
            found = error("hidden-image", message, key, hint)
            problems.append(replace(found, found=f"{covered:.0%}", limit=f"at most {most:.0%}"))
        left, top, right, bottom = behind.box
        focus = (
            left + (right - left) * self.slot.focus[0],
            top + (bottom - top) * self.slot.focus[1],
        )
        away, least = behind.distance(focus), self.item.clear * sheet.scale
        if away < least and not self.slot.must_be_seen:
            hint = "name it in `focus:`, from the picture's left and its top, as in [0.3, 0.8]"
            message = f'bubbles hide the middle of "{shown}", and nobody said what must be seen'
            problems.append(warning("hidden-image", message, key, hint))
        elif away < least:
            hint = "choose another focus, or a picture with its subject elsewhere"
            message = f'a bubble stands {away:.1f} mm from the focus of "{shown}"'
            if not away:
                message = f'a bubble hides the focus of "{shown}"'
            found = error("hidden-image", message, key, hint)
            limit = f"at least {least:.1f} mm"
            problems.append(replace(found, found=f"{away:.1f} mm", limit=limit))
        return problems
