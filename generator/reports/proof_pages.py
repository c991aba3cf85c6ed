"""The pages of a proof: each in its own size on a larger sheet, with PROOF across it, a line above
it that says what it is, and a numbered box round whatever has changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from generator.cache import Cache
from generator.page import Box, Group, Mark, Page, Segment, Shape, Tag, rectangle
from generator.press.lettering import width
from generator.typeset.safety import runs
from .job_sheet_order import fitted, text
from .page_ink import Obstacles, lines, texts
from .placed_pages import At, placed
from .proof_facts import ProofFacts
from .report_layouts import LANGUAGE
from .watermark import HALO, SIGN, clear_stretches, watermark

MARGIN: Final = 14.0  # mm of sheet beside the page, and above and below it
BAND: Final = 9.0  # the line above
_PAD: Final = 0.9  # between words and their box
_LINE, _AROUND = 0.6, 1.1
_DASH: Final = (2.2, 1.6)
_CHIP: Final = 4.4  # mm, the height of a box's number
_SIZE: Final = 8.5  # pt
_TICK: Final = 5.0


def proof_pages(facts: ProofFacts, pages: Sequence[Page], cache: Cache) -> Iterator[Page]:
    """A sheet for each page."""
    for number, page in enumerate(pages):
        at = At(MARGIN, MARGIN + BAND)
        read_in = "" if facts.language == LANGUAGE else facts.language
        band = tuple(_band(facts, number, len(pages), page, cache))
        words = " ".join(run.text for run in runs(band))
        marks: list[Mark] = [Group((Tag("H1", band, actual_text=words),), "band")]
        marks += placed(page, at, cache, read_in=read_in)
        marks.append(Group(watermark(page, texts(page), at), "watermark"))
        marks.append(Group(tuple(_edges(page, at)), "edges"))
        marks.append(Group(tuple(_boxes(facts, number, page, lines(page), at, cache)), "changes"))
        wide, high = page.width + 2 * MARGIN, page.height + 2 * MARGIN + BAND
        yield Page(f"proof of {page.name}", wide, high, tuple(marks))


def _band(facts: ProofFacts, number: int, count: int, page: Page, cache: Cache) -> Iterator[Mark]:
    """What the sheet is, above the page."""
    right = MARGIN + page.width
    y = MARGIN + 2.6
    word = text(cache, "PROOF", MARGIN, y, 13, 800, SIGN)
    yield word
    left = word.x + word.width + 3
    name = "" if page.name.startswith("page ") else f": {page.name}"
    said = f"Not for print. {facts.file}, page {number + 1} of {count}{name}"
    code = f"Proof {facts.code}, {facts.made_on}"
    last = text(cache, code, right, y, _SIZE, 400, align=1.0)
    if last.x > left + 30:
        yield fitted(cache, said, left, y, _SIZE, 400, last.x - 3 - left)
        yield last
    else:
        yield fitted(cache, said, left, y, _SIZE, 400, right - left)


def _edges(page: Page, at: At) -> Iterator[Shape]:
    """The edge of the page, and where it folds."""
    outline = rectangle(at.x, at.y, page.width, page.height)
    yield Shape(outline, None, SIGN, 0.18, kind="mark")
    for fold in page.folds:
        x = at.x + fold
        for y in (at.y - _TICK, at.y + page.height + 1):
            line = (("M", x, y), ("L", x, y + _TICK - 1))
            yield Shape(line, None, SIGN, 0.3, (1.0, 0.7), kind="mark")


def _boxes(
    facts: ProofFacts, number: int, page: Page, around: Obstacles, at: At, cache: Cache
) -> Iterator[Mark]:
    """The boxes of what has changed on a page, each with its number."""
    chips: list[Box] = []
    found = [(change.mark, box, False) for change in facts.changes
             for place, box in change.boxes if place == number]  # fmt: skip
    found += [(look.mark, box, True) for look in facts.looks if look.page == number
              for box in look.boxes]  # fmt: skip
    for _, box, is_look in found:
        drawn = _grown(box, 0.0 if is_look else _PAD)
        yield from _frame(drawn, _DASH if is_look else (), around, at)
    for mark, box, is_look in found:
        drawn = _grown(box, 0.0 if is_look else _PAD)
        place = _place(mark, drawn, page, around, chips)
        chips.append(place)
        yield from chip(mark, *at.point(place[0], place[1]), cache)


def _frame(box: Box, dash: tuple[float, ...], around: Obstacles, at: At) -> Iterator[Shape]:
    """The lines of a box, but where they would touch words."""
    left, top, right, bottom = box
    corners = [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)]
    path: list[Segment] = []
    for stretch in clear_stretches(corners, around, _AROUND / 2):
        for number, point in enumerate(stretch):
            path.append(("L" if number else "M", *at.point(*point)))
    if path:
        yield Shape(tuple(path), None, HALO, _AROUND, kind="mark")
        yield Shape(tuple(path), None, SIGN, _LINE, dash, kind="mark")


def _grown(box: Box, by: float) -> Box:
    return box[0] - by, box[1] - by, box[2] + by, box[3] + by


def _place(mark: str, box: Box, page: Page, around: Obstacles, chips: Iterable[Box]) -> Box:
    """Where a box's number stands: at one of its corners if that hides nothing, or else beside the
    page."""
    wide = _wide(mark)
    left, top, right, bottom = box
    taken = [*chips]
    line = _LINE / 2
    for x, y in (
        (left - line, top - _CHIP),
        (right - wide + line, top - _CHIP),
        (right, top - line),
        (left - wide, top - line),
        (right, bottom - _CHIP + line),
        (left - wide, bottom - _CHIP + line),
        (left - line, bottom),
        (right - wide + line, bottom),
    ):
        seat = (x, y, x + wide, y + _CHIP)
        inside = x > 0 and y > 0 and seat[2] < page.width and seat[3] < page.height
        if inside and not around.touches(seat) and not Obstacles(taken).touches(seat):
            return seat
    x = -wide - 1 if left + right < page.width else page.width + 1
    y = top
    while Obstacles(taken).touches((x, y, x + wide, y + _CHIP)):
        y += 0.5
    return x, y, x + wide, y + _CHIP


def chip(mark: str, left: float, top: float, cache: Cache) -> Iterator[Mark]:
    """The number of a change, in the list and at its box."""
    wide = _wide(mark)
    yield Shape(rectangle(left, top, wide, _CHIP), SIGN, HALO, 0.3, kind="mark")
    yield text(cache, mark, left + wide / 2, top + 3.2, _SIZE, 800, HALO, align=0.5)


def _wide(mark: str) -> float:
    return max(_CHIP, width(mark, _SIZE, bold=True) + 2.4)
