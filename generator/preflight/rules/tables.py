"""Rules about tables: their rows and cells, and the headers of cells."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from generator.pdfobjects.values import Obj
from ..tree.structure_tree import StructElem, StructureTree, TaggedText
from .registry import Fault, in_element, rule
from .semantics import below, nesting

_SCOPES: Final = ("Row", "Column", "Both")
# A cell reaches over no more rows and columns than this, whatever it says, and a table has no
# more places than this.
_MOST_SPAN: Final = 1000
_MOST_PLACES: Final = 200_000


@rule(
    "tables have rows of cells as wide as each other, and headers that say for what",
    "ISO 14289-1, 7.2 and 7.5",
)
def tables(tree: StructureTree, tagged: TaggedText) -> Iterator[Fault]:
    yield from nesting(tree, tagged, lists=False)
    for table in tree.of("Table"):
        rows = [
            [cell for cell in below(row) if cell.role in ("TH", "TD")]
            for row in table.walk()
            if row.role == "TR"
        ]
        yield from (in_element(tagged, table, wrong) for wrong in _parts(table))
        yield from _headers(tree, tagged, table, [cell for row in rows for cell in row])
        yield from (in_element(tagged, table, wrong) for wrong in _grid(tree, rows))


def _parts(table: StructElem) -> Iterator[str]:
    """Report a table whose caption is not at an end, that has two heads or two feet, or a head or
    foot and no body."""
    roles = [kid.role for kid in below(table)]
    if roles.count("Caption") > 1:
        yield f"a table with {roles.count('Caption')} captions"
    if "Caption" in roles[1:-1]:
        yield "a table whose caption is neither first nor last in it"
    for part, name in (("THead", "heads"), ("TFoot", "feet")):
        if roles.count(part) > 1:
            yield f"a table with {roles.count(part)} {name} ({part})"
        if part in roles and "TBody" not in roles:
            yield f"a table with {part} and without TBody"


def _headers(
    tree: StructureTree, tagged: TaggedText, table: StructElem, cells: Sequence[StructElem]
) -> Iterator[Fault]:
    get = tree.file.get
    heads = [cell for cell in cells if cell.role == "TH"]
    if not heads:
        yield in_element(tagged, table, "a table without headers (TH)")
        return
    names = {get(cell.entries.get("ID")) for cell in cells} - {None}
    named = [
        [get(name) for name in tree.file.array(_attribute(tree, cell, "Headers"))]
        for cell in cells
        if cell.role == "TD"
    ]
    lost = any(name not in names for headers in named for name in headers)
    if lost:
        said = "a cell names a header that is not there (Headers)"
        yield in_element(tagged, table, said, "give each TH an ID, and name that")
    determined = not lost and named and all(named)
    if not determined and any(_attribute(tree, head, "Scope") not in _SCOPES for head in heads):
        said = "a header that does not say whether it is of a row or a column"
        hint = "give TH a Scope, or every cell its Headers"
        yield in_element(tagged, table, said, hint, " or ".join(_SCOPES))


def _grid(tree: StructureTree, rows: Sequence[Sequence[StructElem]]) -> Iterator[str]:
    """Report cells that do not fill the places of a table."""
    taken: set[tuple[int, int]] = set()
    overlap = False
    for row, cells in enumerate(rows):
        column = 0
        for cell in cells:
            while (row, column) in taken:
                column += 1
            down, across = _span(tree, cell, "RowSpan"), _span(tree, cell, "ColSpan")
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


def _attribute(tree: StructureTree, element: StructElem, name: str) -> Obj:
    return tree.attributes(element, "Table").get(name)


def _span(tree: StructureTree, cell: StructElem, name: str) -> int:
    found = _attribute(tree, cell, name)
    return min(found, _MOST_SPAN) if type(found) is int and found > 0 else 1
