"""The first sheets of a proof, A4: what it is of, every number and address to ring and read, what
has changed since the last approval in words, and a place to sign."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from generator.cache import Cache
from generator.colour import Colour
from generator.content.document import Block, Contact
from generator.content.text import Run, Text
from generator.page import GlyphRun, Group, Mark, Page, Shape, Tag, rectangle
from generator.units import MM_PER_PT
from .job_sheet_order import A4, BLACK, LINE, fitted, text
from .proof_facts import ProofFacts
from .proof_pages import chip
from .report_layouts import LANGUAGE, report_pages
from .report_layouts import text as said
from .watermark import SIGN
from .word_changes import WordPart

NAME: Final = "Proof"
LEFT, RIGHT = 18.0, 192.0
_TALL: Final = 1e6  # mm; room for any list
_FIRST: Final = 222.0  # where the place to sign begins, on the first sheet
_LAST: Final = 276.0  # no row of a list reaches lower on the others
_TOP: Final = 24.0  # the first baseline of those
_SIZE, _SMALL = 9.0, 8.0
_BOX: Final = 3.6  # mm, a box to tick
_APART: Final = 2.4  # mm more before each change
_INDENT: Final = 6.0  # of what stands beside a box to tick
GONE: Final = Colour("gone", (0, 88, 88, 37), "#A01414")
NEW: Final = Colour("new", (100, 20, 60, 30), "#005E5D")

_APPROVAL: Final = (
    "Approved as it is",
    "Approved with the corrections marked on it",
    "Not approved: send a new proof",
)


def proof_sheets(facts: ProofFacts, cache: Cache) -> Iterator[Page]:
    """The sheets. The place to sign is on the first."""
    (strip,) = report_pages("proof-list", NAME, _blocks(facts), cache, (A4[0], _TALL))
    sheets = list(_sheets(list(_rows(strip)), cache))
    for number, marks in enumerate(sheets, 1):
        first = number == 1
        own = (*marks, *(_sign(facts, cache) if first else _head(facts, cache)))
        if number < len(sheets):
            y = (_FIRST if first else _LAST) - 1.6
            own += (text(cache, "Continued on the next sheet", RIGHT, y, _SIZE, 700, align=1.0),)
        foot = _foot(facts, number, len(sheets), cache)
        yield Page(f"sheet {number}", *A4, (Group((*own, *foot), f"sheet {number}"),))


# words


def _blocks(facts: ProofFacts) -> Iterator[Block]:
    yield _paragraph("title", f"Proof {facts.code}", "h:title")
    yield _paragraph("piece", f"{facts.title}   {facts.piece}", "h:piece")
    rows = [_row(f"f{n}", name, value) for n, (name, value) in enumerate(facts.facts)]
    yield _table("facts", rows)
    yield _paragraph("values-title", "Ring, open, scan and read each of these", "h:values")
    yield _table("values", [*_values(facts)] or [_row("v0", "None is printed.", "")])
    yield _paragraph("changes-title", facts.compared, "h:changes")
    yield _table("changes", [*_changes(facts)])


def _values(facts: ProofFacts) -> Iterator[Contact]:
    for number, value in enumerate(facts.values):
        beside = ", ".join(filter(None, (value.does, value.beside, value.where)))
        yield _row(f"v{number}", value.shown, beside)


def _changes(facts: ProofFacts) -> Iterator[Contact]:
    """A row of what each change is, then its words as they were and are."""
    if not facts.changes and not facts.looks:
        return
    for change in facts.changes:
        key = f"c{change.mark}"
        yield _row(f"{key}:head", change.mark, change.what, strong=True)
        if change.kind in ("changed", "gone"):
            yield _worded(f"{key}:was", "Was", change.before, change.language)
        if change.kind != "gone":
            yield _worded(f"{key}:now", "Is", change.after, change.language)
    for look in facts.looks:
        yield _row(f"c{look.mark}:head", look.mark, look.what, strong=True)


def _paragraph(name: str, words: str, key: str) -> Block:
    made = replace(said(words), key=key)
    return Block(name, "paragraphs", (made,), (made,))


def _table(name: str, rows: Iterable[Contact]) -> Block:
    found = tuple(rows) or (_row(f"{name}:none", "", ""),)
    return Block(name, "contacts", (said(""),), contacts=found)


def _row(key: str, name: str, value: str, *, strong: bool = False) -> Contact:
    return Contact(
        replace(said(name or " "), key=f"r:{key}"),
        replace(said(value, strong), key=f"r:{key}"),
    )


def _worded(key: str, name: str, parts: Sequence[WordPart], language: str) -> Contact:
    """The words of a change, with those that differ **strong**."""
    made = [
        replace(run, strong=part.differs)
        for part in parts
        for run in said(part.text.replace("**", "")).runs
    ]
    words = Text(tuple(made) or (Run(" "),), language or LANGUAGE, f"r:{key}")
    return Contact(replace(said(name), key=f"r:{key}"), words)


# rows


class _ReadRun(Struct, frozen=True):
    """A run as it is set: the cell of its row that it stands in, and the tag that has its words for
    a screen reader, if they are not those of its letters."""

    run: GlyphRun
    cell: int
    span: Tag | None

    def mark(self) -> Mark:
        return self.run if self.span is None else replace(self.span, marks=(self.run,))


class _SetRow(Struct, frozen=True):
    """What is set with one key, on as many lines as it takes; its top and its foot in mm."""

    key: str
    runs: tuple[_ReadRun, ...]
    top: float
    foot: float

    @property
    def role(self) -> str:
        """What it is to a screen reader."""
        heads = {"h:title": "H1", "h:values": "H2", "h:changes": "H2"}
        return heads.get(self.key, "P")

    @property
    def is_heading(self) -> bool:
        """Whether it must not stand at the foot of a sheet."""
        return self.key.startswith("h:") or self.key.endswith((":head", ":was"))


def _rows(strip: Page) -> Iterator[_SetRow]:
    """The rows of a strip from its top."""
    found: dict[str, list[_ReadRun]] = {}
    for each in _read_runs(strip.marks, count(1)):
        found.setdefault(each.run.key, []).append(each)
    for key, together in found.items():
        runs = [each.run for each in together]
        top = min(run.y - run.size * MM_PER_PT for run in runs)
        foot = max(run.y + 0.35 * run.size * MM_PER_PT for run in runs)
        yield _SetRow(key, tuple(together), top, foot)


def _read_runs(
    marks: Iterable[Mark], cells: Iterator[int], cell: int = 0, span: Tag | None = None
) -> Iterator[_ReadRun]:
    """Every run among marks, however deep, with its cell: the innermost element round its words.
    `cells` numbers these."""
    for mark in marks:
        if isinstance(mark, GlyphRun):
            yield _ReadRun(mark, cell, span)
        elif isinstance(mark, Tag) and mark.role == "Span":
            yield from _read_runs(mark.marks, cells, cell, mark)
        elif isinstance(mark, Tag):
            yield from _read_runs(mark.marks, cells, next(cells), span)
        elif isinstance(mark, Group):
            yield from _read_runs(mark.marks, cells, cell, span)


def _sheets(rows: Sequence[_SetRow], cache: Cache) -> Iterator[list[Mark]]:
    """The marks of each sheet: as many rows as have room."""
    ordered = sorted(rows, key=lambda row: row.top)
    begin, first = 0, True
    while begin < len(ordered):
        shift = 0.0 if first else _TOP - ordered[begin].top
        lowest = (_FIRST if first else _LAST) - 7
        end, shifts = begin, list[float]()
        while end < len(ordered):
            row = ordered[end]
            if end > begin and row.key.endswith(":head"):
                shift += _APART
            if end > begin and row.foot + shift > lowest:
                break
            shifts.append(shift)
            end += 1
        while end < len(ordered) and end - begin > 1 and ordered[end - 1].is_heading:
            end -= 1
        found = zip(ordered[begin:end], shifts, strict=False)
        yield [mark for row, down in found for mark in _drawn(row, down, cache)]
        begin, first = end, False


def _drawn(row: _SetRow, shift: float, cache: Cache) -> Iterator[Mark]:
    """A row at its place, with a rule above a heading, a box to tick before a value, and lines
    through and under words that differ."""
    moved = [replace(each, run=replace(each.run, y=each.run.y + shift)) for each in row.runs]
    read: list[Mark] = []
    kind = row.key.removeprefix("r:")
    if row.key in ("h:values", "h:changes"):
        y = row.top + shift - 1.6
        yield Shape(rectangle(LEFT, y, RIGHT - LEFT, 0.48), BLACK, kind="mark")
    if row.key.startswith("r:v"):
        first = min(each.run.y for each in moved)
        yield Shape(rectangle(LEFT, first - 3.0, _BOX, _BOX), None, BLACK, 0.35, kind="mark")
        left = min(each.run.x for each in moved)
        moved = [
            replace(each, run=replace(each.run, x=each.run.x + _INDENT))
            if each.run.x < left + 60
            else each
            for each in moved
        ]
    if kind.endswith(":head"):
        left = min(each.run.x for each in moved)
        read.append(Tag("Span", tuple(chip(row.key[3:-5], left, moved[0].run.y - 3.2, cache))))
        moved = [each for each in moved if each.run.x > left]
    differs, is_gone = kind.endswith((":was", ":now")), kind.endswith(":was")
    colour, lines = GONE if is_gone else NEW, list[Mark]()
    cells: dict[int, list[Mark]] = {}
    for each in moved:
        run, shown = each.run, each
        if differs and _is_strong(run):
            shown = replace(each, run=replace(run, colour=colour))
            height = run.size * MM_PER_PT
            y = run.y - 0.27 * height if is_gone else run.y + 0.16 * height
            line = rectangle(run.x, y - 0.15, run.width, 0.3)
            lines.append(Shape(line, colour, kind="mark"))
        cells.setdefault(each.cell, []).append(shown.mark())
    for number, (cell, marks) in enumerate(cells.items(), len(read)):
        spoken = next(each.run.language for each in moved if each.cell == cell)
        language = "" if spoken == LANGUAGE else spoken
        read.append(Tag("Span", tuple(marks), language=language, order=number))
    if any(each.run.text.strip() for each in moved):
        yield Tag(row.role, tuple(read))
    yield from lines


def _is_strong(run: GlyphRun) -> bool:
    """Whether a run is heavier than the names of rows, or than regular type where those are set in
    another family."""
    return run.font.weight >= 700 and run.text.strip() not in ("Was", "Is")


# around them


def _head(facts: ProofFacts, cache: Cache) -> Iterator[Mark]:
    said = f"Proof {facts.code}: {facts.file}, continued"
    yield fitted(cache, said, LEFT, 13.0, _SIZE, 600, RIGHT - LEFT)
    yield Shape(rectangle(LEFT, 15.2, RIGHT - LEFT, 0.48), BLACK, kind="mark")


def _sign(facts: ProofFacts, cache: Cache) -> Iterator[Mark]:
    """Boxes to tick, lines to fill in, and the command that records it."""
    y = _FIRST
    yield Shape(rectangle(LEFT, y, RIGHT - LEFT, 0.48), BLACK, kind="mark")
    yield Tag("H2", (text(cache, "To be signed by whoever approves it", LEFT, y + 5.3, 11, 800),))
    y += 11.8
    for words in _APPROVAL:
        yield Shape(rectangle(LEFT, y - 3.0, _BOX, _BOX), None, BLACK, 0.35, kind="mark")
        yield Tag("P", (text(cache, words, LEFT + _INDENT, y),))
        y += 5.6
    y += 2.6
    for names in (("Name", "Role"), ("Signature", "Date")):
        for name, start, end in zip(names, (LEFT, 110.0), (102.0, RIGHT), strict=True):
            yield Tag("P", (text(cache, name, start, y, weight=600),))
            line = (("M", start + 20, y + 1.2), ("L", end, y + 1.2))
            yield Shape(line, None, BLACK, LINE, kind="mark")
        y += 9.0
    record: list[Mark] = [text(cache, "Then record it:", LEFT, y, _SMALL, 600)]
    for words in _broken(facts.command, cache):
        record.append(fitted(cache, words, LEFT + 22, y, _SMALL, 400, RIGHT - LEFT - 22))
        y += 3.9
    yield Tag("P", tuple(record))


def _broken(command: str, cache: Cache) -> Iterator[str]:
    """A command on as many lines as it takes, broken before an option."""
    line = ""
    for part in command.replace(" --", "\n--").split("\n"):
        longer = f"{line} {part}".strip()
        if line and text(cache, longer, 0, 0, _SMALL).width > RIGHT - LEFT - 22:
            yield line
            longer = part
        line = longer
    yield line


def _foot(facts: ProofFacts, number: int, count: int, cache: Cache) -> Iterator[Mark]:
    yield Shape(rectangle(LEFT, 281.0, RIGHT - LEFT, 0.25), BLACK, kind="mark")
    yield text(cache, "PROOF, not for print", LEFT, 286.2, _SMALL, 700, SIGN)
    sheet = text(cache, f"Sheet {number} of {count}, then the pages", RIGHT, 286.2, _SMALL, align=1)
    yield sheet
    room = sheet.x - 4 - (LEFT + 36)
    yield fitted(cache, facts.file, LEFT + 36, 286.2, _SMALL, 400, room)
