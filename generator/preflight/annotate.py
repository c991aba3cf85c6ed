"""Writes a copy of a checked file with what was found: numbered outlines, and a list.

Each outline is an annotation with its own appearance, so the pages stay as they are and a reader
can hide an outline. The list, a file that its caller sets, follows the last page. The copy is for
looking at.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from generator.pdfobjects.builder import New
from generator.pdfobjects.file import PdfFile, open_file, page_objects
from generator.pdfobjects.sheet_builder import SheetBuilder
from generator.pdfobjects.values import Malformed, encoded_text
from generator.problems import Place, Problem
from generator.units import MM_PER_PT, pt
from .facts import Facts
from .report import PageFacts

# A place smaller than this, mm, is outlined with more room.
_LEAST: Final = 4.0
_AROUND: Final = 0.7
_TAG: Final = 10.0
_RED: Final = (0.80, 0.05, 0.05)
_AMBER: Final = (0.72, 0.42, 0.0)
# Of an outline's number: every viewer has it, and nothing here goes to a press.
_FONTS: Final = {
    "F": {
        "Type": "Font",
        "Subtype": "Type1",
        "BaseFont": "Helvetica",
        "Encoding": "WinAnsiEncoding",
    }
}
# Outlines drawn on one copy: more cannot be distinguished.
_MOST: Final = 2000


class CannotAnnotate(Exception):
    """The file cannot be written again; the text says why."""


class _MarkedPlace(NamedTuple):
    number: int
    problem: Problem
    place: Place


def annotated(facts: Facts, problems: Sequence[Problem], listed: bytes) -> bytes:
    """The copy; `listed` is the list, as a PDF. Raises `CannotAnnotate`."""
    try:
        return _annotated(facts, problems, open_file(listed, cache=facts.document.file.cache))
    except Malformed as reason:
        raise CannotAnnotate(str(reason)) from reason


def _annotated(facts: Facts, problems: Sequence[Problem], listed: PdfFile) -> bytes:
    """The copy: pages stand in a new tree of one level, and what leads to a page of the file leads
    to its copy."""
    file, leaves = facts.document.file, facts.pages.leaves
    builder = SheetBuilder(file)
    drawn: defaultdict[int, list[New]] = defaultdict(list)
    for outline in _outlines(problems, min(len(facts.pages.boxes), len(leaves))):
        index = outline.place.page - 1
        page, unit = facts.pages.boxes[index], facts.pages.units[index]
        drawn[index].append(_outline(builder, page, unit, outline))
    tree, kids = builder.reserve(), []
    places = [builder.instead_of(leaf.number) for leaf in leaves]
    for index, leaf in enumerate(leaves):
        page_entries: dict[str, Any] = {**leaf.entries, "Type": "Page", "Parent": tree}
        if drawn[index]:
            page_entries["Annots"] = (*file.array(leaf.entries.get("Annots")), *drawn[index])
        builder.fill(places[index], page_entries)
        kids.append(places[index])
    carried: dict[int, New] = {}
    for leaf in page_objects(listed):
        entries = {key: value for key, value in leaf.entries.items() if key != "Parent"}
        page = builder.carry(listed, entries, carried)
        kids.append(builder.add({**page, "Type": "Page", "Parent": tree}))
    builder.fill(tree, {"Type": "Pages", "Count": len(kids), "Kids": kids})
    info = file.dictionary(file.trailer.get("Info"))
    return builder.finish({**file.catalog, "Type": "Catalog", "Pages": tree}, info)


def _outlines(problems: Sequence[Problem], pages: int) -> list[_MarkedPlace]:
    found = [
        _MarkedPlace(number, problem, place)
        for number, problem in enumerate(problems, 1)
        for place in ((problem.place, *problem.others) if problem.place else ())
        if 1 <= place.page <= pages
    ]
    return found[:_MOST]


def _outline(
    builder: SheetBuilder, page: PageFacts, millimetres: float, outline: _MarkedPlace
) -> New:
    """The annotation that outlines one place on a page of so many mm to its unit."""
    unit = millimetres / MM_PER_PT
    shown = _with_room(outline.place)
    corners = page.from_top_left(shown[0], shown[1]), page.from_top_left(*shown[2:])
    xs = sorted(pt(x) / unit for x, _ in corners)
    ys = sorted(pt(y) / unit for _, y in corners)
    problem = outline.problem
    words = str(problem).partition("]: ")[2]
    width, height = pt(shown[2] - shown[0]) / unit, pt(shown[3] - shown[1]) / unit
    return builder.add({
        "Type": "Annot",
        "Subtype": "Square",
        "Rect": (xs[0], ys[0], xs[1], ys[1]),
        "Contents": encoded_text(f"{outline.number}. {words}"),
        "T": encoded_text(problem.rule),
        "F": 4,
        "AP": {"N": _appearance(builder, outline, width, height, page.rotation)},
    })  # fmt: skip


def _with_room(place: Place) -> tuple[float, float, float, float]:
    """Left, top, right, bottom of an outline round a place, mm; its number stands on top."""
    more_x = max(_AROUND, (_LEAST - place.width) / 2)
    more_y = max(_AROUND, (_LEAST - place.height) / 2)
    tag = _TAG / pt(1.0)
    return (
        place.x - more_x, place.y - more_y - tag,
        max(place.x + place.width + more_x, place.x - more_x + 2 * tag),
        place.y + place.height + more_y,
    )  # fmt: skip


def _appearance(
    builder: SheetBuilder, outline: _MarkedPlace, width: float, height: float, turn: int
) -> New:
    """The outline and its number in a box of this size, upright on a page shown turned."""
    colour = _RED if outline.problem.is_error else _AMBER
    number = str(outline.number)
    tag = 5.0 + len(number) * 0.556 * 7.5  # the width of any figure in Helvetica
    ink = " ".join(f"{value:g}" for value in colour)
    content = (
        f"q {ink} RG 1 w 0.5 0.5 {width - 1:.2f} {height - _TAG - 0.5:.2f} re S\n"
        f"{ink} rg 0 {height - _TAG:.2f} {tag:.2f} {_TAG:g} re f\n"
        f"BT 1 g /F 7.5 Tf 2.5 {height - _TAG + 2.5:.2f} Td ({number}) Tj ET Q\n"
    )
    across = {0: (1, 0, 0, 1), 90: (0, 1, -1, 0), 180: (-1, 0, 0, -1), 270: (0, -1, 1, 0)}
    entries = {
        "Type": "XObject",
        "Subtype": "Form",
        "BBox": (0, 0, width, height),
        "Matrix": (*across.get(turn, across[0]), 0, 0),
        "Resources": {"Font": _FONTS},
    }
    return builder.deflated(entries, content.encode("ascii"))
