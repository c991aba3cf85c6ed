"""A copy of a judged file with what was found drawn on it: outlines with numbers, and a list.

Each outline is an annotation of its own appearance, so that the pages stay as they are and a
reader can put one aside; the list follows the last page. The copy is for looking at.
"""

import io
import textwrap
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from generator.pdfobjects.rewrite import rewritten
from generator.pdfobjects.values import Malformed
from generator.preflight.facts import Facts
from generator.preflight.report import PageFacts
from generator.problems import Place, Problem, counted
from generator.units import MM_PER_PT, pt

if TYPE_CHECKING:
    from pypdf import PdfWriter
    from pypdf.generic import ArrayObject, DictionaryObject, StreamObject

# A place smaller than this, mm, is outlined with more room.
_LEAST: Final = 4.0
_AROUND: Final = 0.7
_TAG: Final = 10.0
_RED: Final = (0.80, 0.05, 0.05)
_AMBER: Final = (0.72, 0.42, 0.0)
# The list's pages: A4 in pt, with type of this size on this leading.
_SHEET: Final = (595.0, 842.0)
_MARGIN: Final = 48.0
_SIZE: Final = 9.0
_LEADING: Final = 12.0
_COLUMNS: Final = 100
# Outlines drawn on one copy: more cannot be told apart.
_MOST: Final = 2000


class CannotAnnotate(Exception):
    """The file cannot be written again; the text says why."""


class _Outline(NamedTuple):
    number: int
    problem: Problem
    place: Place


def annotated(facts: Facts, problems: Sequence[Problem], name: str) -> bytes:
    """The copy; `name` heads the list. Raises `CannotAnnotate`."""
    import logging

    from pypdf import PdfReader, PdfWriter
    from pypdf.errors import PyPdfError

    logger = logging.getLogger("pypdf")
    told = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        data = rewritten(facts.document.file, facts.pages.leaves)
        writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data), strict=False))
        for outline in _outlines(problems, min(len(facts.pages.boxes), len(writer.pages))):
            index = outline.place.page - 1
            _outline(writer, facts.pages.boxes[index], facts.pages.units[index], outline)
        for lines in _sheets(name, problems):
            _add_sheet(writer, lines)
        out = io.BytesIO()
        writer.write(out)
    except (Malformed, PyPdfError) as reason:
        raise CannotAnnotate(str(reason)) from reason
    except Exception as reason:  # what pypdf meets in damaged files has many names
        raise CannotAnnotate("its objects are not what they should be") from reason
    finally:
        logger.setLevel(told)
    return out.getvalue()


def _outlines(problems: Sequence[Problem], pages: int) -> list[_Outline]:
    found = [
        _Outline(number, problem, place)
        for number, problem in enumerate(problems, 1)
        for place in ((problem.place, *problem.others) if problem.place else ())
        if 1 <= place.page <= pages
    ]
    return found[:_MOST]


def _outline(writer: "PdfWriter", page: PageFacts, millimetres: float, outline: _Outline) -> None:
    """Add the annotation that outlines one place on a page of so many mm to its unit."""
    from pypdf.generic import ArrayObject, FloatObject, NameObject, NumberObject, TextStringObject
    from pypdf.generic import DictionaryObject as Entries

    target = writer.pages[outline.place.page - 1]
    unit = millimetres / MM_PER_PT
    shown = _with_room(outline.place)
    corners = page.from_top_left(shown[0], shown[1]), page.from_top_left(*shown[2:])
    xs = sorted(pt(x) / unit for x, _ in corners)
    ys = sorted(pt(y) / unit for _, y in corners)
    problem = outline.problem
    note = Entries({
        NameObject("/Type"): NameObject("/Annot"),
        NameObject("/Subtype"): NameObject("/Square"),
        NameObject("/Rect"): ArrayObject([FloatObject(v) for v in (xs[0], ys[0], xs[1], ys[1])]),
        NameObject("/Contents"): TextStringObject(f"{outline.number}. {_words(problem)}"),
        NameObject("/T"): TextStringObject(problem.rule),
        NameObject("/F"): NumberObject(4),
    })  # fmt: skip
    width, height = pt(shown[2] - shown[0]) / unit, pt(shown[3] - shown[1]) / unit
    drawing = _appearance(outline, width, height, page.rotation)
    appearance = Entries({NameObject("/N"): writer._add_object(drawing)})
    note[NameObject("/AP")] = appearance
    notes = target.get("/Annots")
    listed = notes.get_object() if notes is not None else None
    if not isinstance(listed, ArrayObject):
        listed = ArrayObject()
        target[NameObject("/Annots")] = listed
    listed.append(writer._add_object(note))


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


def _appearance(outline: _Outline, width: float, height: float, turn: int) -> "StreamObject":
    """The outline and its number in a box of this size, upright on a page shown turned."""
    colour = _RED if outline.problem.is_error else _AMBER
    number = str(outline.number)
    tag = 5.0 + _width(number, 7.5)
    ink = " ".join(f"{value:g}" for value in colour)
    content = (
        f"q {ink} RG 1 w 0.5 0.5 {width - 1:.2f} {height - _TAG - 0.5:.2f} re S\n"
        f"{ink} rg 0 {height - _TAG:.2f} {tag:.2f} {_TAG:g} re f\n"
        f"BT 1 g /F 7.5 Tf 2.5 {height - _TAG + 2.5:.2f} Td ({number}) Tj ET Q\n"
    )
    form = _stream(content)
    from pypdf.generic import NameObject

    form[NameObject("/Subtype")] = NameObject("/Form")
    form[NameObject("/BBox")] = _numbers(0, 0, width, height)
    across = {0: (1, 0, 0, 1), 90: (0, 1, -1, 0), 180: (-1, 0, 0, -1), 270: (0, -1, 1, 0)}
    form[NameObject("/Matrix")] = _numbers(*across.get(turn, across[0]), 0, 0)
    form[NameObject("/Resources")] = _fonts()
    return form


def _sheets(name: str, problems: Sequence[Problem]) -> Iterator[list[tuple[str, bool]]]:
    """The lines of each page of the list; those in bold begin a problem."""
    errors = sum(problem.is_error for problem in problems)
    lines = [
        (name, True),
        (f"{counted(errors, 'error')}, {counted(len(problems) - errors, 'warning')}", False),
        ("", False),
    ]
    for number, problem in enumerate(problems, 1):
        head, *rest = str(problem).splitlines()
        first = True
        for line in (f"{number}. {head}", *rest):
            for piece in textwrap.wrap(line, _COLUMNS, subsequent_indent="     ") or [""]:
                lines.append((piece, first))
                first = False
        lines.append(("", False))
    room = int((_SHEET[1] - 2 * _MARGIN) / _LEADING)
    for start in range(0, len(lines), room):
        yield lines[start : start + room]


def _add_sheet(writer: "PdfWriter", lines: list[tuple[str, bool]]) -> None:
    from pypdf.generic import NameObject

    page = writer.add_blank_page(*_SHEET)
    drawn = [f"BT 0 g {_MARGIN:g} {_SHEET[1] - _MARGIN:g} Td {_LEADING:g} TL\n"]
    for text, bold in lines:
        drawn.append(f"/{'B' if bold else 'F'} {_SIZE:g} Tf ({_escaped(text)}) Tj T*\n")
    page[NameObject("/Contents")] = writer._add_object(_stream("".join(drawn) + "ET\n"))
    page[NameObject("/Resources")] = _fonts()


def _stream(content: str) -> "StreamObject":
    from pypdf.generic import DecodedStreamObject

    stream = DecodedStreamObject()
    stream.set_data(content.encode("cp1252", "replace"))
    return stream.flate_encode()


def _numbers(*values: float) -> "ArrayObject":
    from pypdf.generic import ArrayObject, FloatObject

    return ArrayObject([FloatObject(value) for value in values])


def _fonts() -> "DictionaryObject":
    """Helvetica in two weights, which every viewer has; nothing here goes to a press."""
    from pypdf.generic import DictionaryObject as Entries
    from pypdf.generic import NameObject

    def font(name: str) -> Entries:
        return Entries({
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject(name),
            NameObject("/Encoding"): NameObject("/WinAnsiEncoding"),
        })  # fmt: skip

    named = {"/F": font("/Helvetica"), "/B": font("/Helvetica-Bold")}
    fonts = Entries({NameObject(key): value for key, value in named.items()})
    return Entries({NameObject("/Font"): fonts})


def _width(digits: str, size: float) -> float:
    """The width of a number in Helvetica, whose figures are all as wide."""
    return len(digits) * 0.556 * size


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def _words(problem: Problem) -> str:
    return str(problem).partition("]: ")[2]
