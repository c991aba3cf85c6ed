"""Reads the first page of a PDF as painted paths."""

from collections.abc import Mapping
from typing import Final

from generator.cache import Cache
from generator.pdfobjects.file import PdfFile, decode, open_file, page_objects
from generator.pdfobjects.interpreter import WorkBounds
from generator.pdfobjects.values import Malformed, Obj, Stream, Unreadable
from .model import DEEPEST, Clip, Marks, Unusable, Vector, box
from .pdf_paths import DrawingState, PathReader, refuse_broken

# Bytes of content that a logo may lead to.
_MOST_CONTENT: Final = 1 << 24
# Flags of an annotation that is hidden or not viewed (ISO 32000-1, table 165).
_UNSEEN: Final = 0b100010


def read_pdf(data: bytes) -> Vector:
    """The first page, upright, as far as its CropBox shows it. Raises `Unusable`."""
    try:
        file = open_file(data, cache=Cache(0))
        return _page(file, page_objects(file)[0].entries)
    except Unreadable as problem:
        if problem.rule == "encrypted":
            raise Unusable("is locked with a password", "save it without one") from None
        refuse_broken()
    except (Malformed, TypeError, ValueError, LookupError, OverflowError):
        refuse_broken()


def _page(file: PdfFile, entries: Mapping[str, Obj]) -> Vector:
    turn = file.get(entries.get("Rotate"))
    if isinstance(turn, (int, float)) and turn % 360:
        raise Unusable("is turned on its side", "export it upright")
    if any(_shows(file, file.dictionary(each)) for each in file.array(entries.get("Annots"))):
        raise Unusable("has annotations on it", "flatten them, or export it without")
    left, bottom, right, top = _visible(file, entries)
    width, height = right - left, top - bottom
    if width <= 0 or height <= 0:
        raise Unusable("has no extent", "export it anew")
    upright = (1.0, 0.0, 0.0, -1.0, -left, top)
    state = DrawingState(upright, (Clip(box(0, 0, width, height), False),))
    marks, bounds = Marks(), WorkBounds(_MOST_CONTENT, DEEPEST)
    contents = file.get(entries.get("Contents"))
    listed = contents if isinstance(contents, tuple) else (contents,)
    parts = [decode(file, one) for one in map(file.get, listed) if isinstance(one, Stream)]
    reader = PathReader(file, file.dictionary(entries.get("Resources")), state, marks, bounds)
    reader.run(b"\n".join(parts))
    return marks.drawing(width, height)


def _visible(file: PdfFile, entries: Mapping[str, Obj]) -> tuple[float, float, float, float]:
    """What shows of a page: its CropBox, as far as it lies in its MediaBox (ISO 32000-1,
    14.11.2)."""
    x0, y0, x1, y1 = file.numbers_of(entries.get("MediaBox"))
    a, b, c, d = file.numbers_of(entries.get("CropBox")) or (x0, y0, x1, y1)
    return (
        max(min(x0, x1), min(a, c)),
        max(min(y0, y1), min(b, d)),
        min(max(x0, x1), max(a, c)),
        min(max(y0, y1), max(b, d)),
    )


def _shows(file: PdfFile, annotation: Mapping[str, Obj]) -> bool:
    """Whether an annotation is drawn on the page (ISO 32000-1, 12.5.3)."""
    flags = file.get(annotation.get("F"))
    hidden = isinstance(flags, int) and flags & _UNSEEN
    link = file.get(annotation.get("Subtype")) == "Link"
    return "AP" in annotation and not hidden and not link
