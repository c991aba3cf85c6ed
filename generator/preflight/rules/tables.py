"""Rules about tables as they are heard: what stands where, and which header is whose."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from generator.pdfobjects.values import Obj
from generator.preflight.facts import Facts
from generator.preflight.rules.registry import Fault, rule
from generator.preflight.rules.semantics import below, family, of
from generator.preflight.tree.structure_tree import StructElem
from generator.preflight.tree.text_alternatives import at, place

_SCOPES: Final = ("Row", "Column", "Both")
# A cell reaches over no more rows and columns than this, whatever it says, and a table has no
# more places than this.
_MOST_SPAN: Final = 1000
_MOST_PLACES: Final = 200_000


@rule(
    "tables",
    "tables have rows of cells as wide as each other, and headers that say for what",
    "ISO 14289-1, 7.2 and 7.5",
)
def tables(facts: Facts) -> Iterator[Fault]:
    yield from family(facts, lists=False)
    for table in of(facts, "Table"):
        yield from _parts(facts, table)
        rows = [
            [cell for cell in below(row) if cell.role in ("TH", "TD")]
            for row in table.walk()
            if row.role == "TR"
        ]
        yield from _headers(facts, table, [cell for row in rows for cell in row])
        for wrong in _grid(facts, rows):
            yield Fault(f"{at(table)}{wrong}", place=place(facts, table))


def _parts(facts: Facts, table: StructElem) -> Iterator[Fault]:
    """A caption at an end, one head and one foot at most, and a body where there is either."""
    kids = list(below(table))
    roles = [kid.role for kid in kids]
    said = []
    if roles.count("Caption") > 1:
        said.append(f"a table with {roles.count('Caption')} captions")
    if "Caption" in roles[1:-1]:
        said.append("a table whose caption is neither first nor last in it")
    for part, name in (("THead", "heads"), ("TFoot", "feet")):
        if roles.count(part) > 1:
            said.append(f"a table with {roles.count(part)} {name} ({part})")
        if part in roles and "TBody" not in roles:
            said.append(f"a table with {part} and without TBody")
    for wrong in said:
        yield Fault(f"{at(table)}{wrong}", place=place(facts, table))


def _headers(facts: Facts, table: StructElem, cells: Sequence[StructElem]) -> Iterator[Fault]:
    heads = [cell for cell in cells if cell.role == "TH"]
    where = place(facts, table)
    if not heads:
        yield Fault(f"{at(table)}a table without headers (TH)", place=where)
        return
    names = {facts.file.get(cell.entries.get("ID")) for cell in cells} - {None}
    told = [
        [facts.file.get(name) for name in facts.file.array(_attribute(facts, cell, "Headers"))]
        for cell in cells
        if cell.role == "TD"
    ]
    lost = {name for named in told for name in named if name not in names}
    if lost:
        yield Fault(
            f"{at(table)}a cell names a header that is not there (Headers)",
            "give each TH an ID, and name that",
            place=where,
        )
    determined = not lost and told and all(told)
    if not determined and any(_attribute(facts, head, "Scope") not in _SCOPES for head in heads):
        yield Fault(
            f"{at(table)}a header that does not say whether it is of a row or a column",
            "give TH a Scope, or every cell its Headers",
            place=where,
            limit=" or ".join(_SCOPES),
        )


def _grid(facts: Facts, rows: Sequence[Sequence[StructElem]]) -> Iterator[str]:
    """What is wrong with how cells fill the places of a table."""
    taken: set[tuple[int, int]] = set()
    overlap = False
    for row, cells in enumerate(rows):
        column = 0
        for cell in cells:
            while (row, column) in taken:
                column += 1
            down, across = _span(facts, cell, "RowSpan"), _span(facts, cell, "ColSpan")
            if len(taken) + down * across > _MOST_PLACES:
                yield "a table of more places than can be counted"
                return
            own = {(row + y, column + x) for y in range(down) for x in range(across)}
            overlap = overlap or not taken.isdisjoint(own)
            taken |= own
            column += across
    if overlap:
        yield "cells that reach over one another (RowSpan, ColSpan)"
    if any(row >= len(rows) for row, _ in taken):
        yield "a cell that reaches below the last row (RowSpan)"
    filled = Counter(row for row, _ in taken if row < len(rows))
    widths = {filled[row] for row in range(len(rows))}
    if len(widths) > 1:
        yield f"rows of different widths: {', '.join(map(str, sorted(widths)))} columns"


def _attribute(facts: Facts, element: StructElem, name: str) -> Obj:
    return facts.structure.attributes(element, "Table").get(name)


def _span(facts: Facts, cell: StructElem, name: str) -> int:
    found = _attribute(facts, cell, name)
    return min(found, _MOST_SPAN) if type(found) is int and found > 0 else 1
