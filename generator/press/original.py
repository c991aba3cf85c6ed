"""Opens a PDF whose pages are to be placed, and measures its pages as viewers show them."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Final, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from generator.cache import Cache
from generator.pdfobjects.file import PageObject, PdfFile, header_version, open_file, page_objects
from generator.pdfobjects.values import Malformed, Matrix, Obj, Unreadable, decoded_text
from generator.problems import Problem, Refused, counted, error, warning
from generator.units import MM_PER_PT
from .pieces import PageSize
from .plan import Edges

# left, bottom, right, top in a page's own units
Corners: TypeAlias = tuple[float, float, float, float]

# Languages that are read from right to left, and scripts of others that are.
_RTL: Final = frozenset("ar arc ckb dv fa he nqo ps sd syr ug ur yi".split())
_RTL_SCRIPTS: Final = frozenset("arab aran hebr nkoo syrc thaa".split())

AGAIN: Final = "make it again, or fetch it again if it was sent to you"

ALIKE: Final = 0.3  # mm; pages whose sizes differ by less are of one size


class OriginalPage(Struct, frozen=True):
    """A page as viewers show it, upright: its trimmed size and its bleed in mm. `matrix` turns its
    own units into mm from its trimmed top left corner, downwards. `media` is its MediaBox in its
    own units, `measured` the name of the box that gave its trim, and `index` its number in the
    file, from 0."""

    index: int
    width: float
    height: float
    bleed: Edges
    matrix: Matrix
    media: Corners
    measured: str

    @property
    def size(self) -> PageSize:
        return PageSize(self.width, self.height, self.bleed)


class Original(Struct, frozen=True, eq=False):
    """An opened PDF. `problems` are what its owner should know before its pages are placed.
    `digest` is the sha256 of its bytes. `leftwards` says that it is read from right to left.
    `sources` are its pages in the file, by the `index` of an `OriginalPage`."""

    file: PdfFile
    sources: tuple[PageObject, ...]
    digest: bytes
    version: str
    leftwards: bool
    pages: tuple[OriginalPage, ...]
    problems: tuple[Problem, ...]

    def entries(self, page: OriginalPage) -> Mapping[str, Obj]:
        """The page's own dictionary, with inherited entries."""
        return self.sources[page.index].entries

    def chosen(self, wanted: Sequence[int]) -> Original:
        """The same file with these pages only, numbered from 1. Raises `Refused`."""
        unknown = [number for number in wanted if not 1 <= number <= len(self.pages)]
        if unknown:
            message = f"there is no page {unknown[0]}"
            hint = f"the file has {counted(len(self.pages), 'page')}"
            raise Refused([error("no-page", message, None, hint)])
        return replace(self, pages=tuple(self.pages[number - 1] for number in wanted))


def open_original(data: bytes, bleed: float | None = None) -> Original:
    """Open the PDF in `data`. A page's bleed is at most `bleed` mm. A page that does not state its
    bleed has as much as its MediaBox reaches. Raises `Refused` if the file is no PDF, is encrypted,
    is damaged beyond repair or has no pages."""
    with refusing_damage():
        file = open_file(data, cache=Cache(0))  # one file, whose objects are read once
        if file.is_encrypted:
            raise _encrypted()
        sources = page_objects(file)
        pages = tuple(
            _measured(file, index, source.entries, bleed) for index, source in enumerate(sources)
        )
        problems = [
            *_annotations(file, sources),
            *_left_behind(file),
            *_unboxed(pages),
        ]
    if not pages:
        raise Refused([error("damaged", "the file has no pages")])
    if file.damage:
        message = f"the file is damaged and was read as far as it goes: {file.damage}"
        problems.insert(0, warning("mended", message, None, "make it again if you can"))
    digest = hashlib.sha256(data).digest()
    return Original(file, sources, digest, _version(file), _leftwards(file), pages, tuple(problems))


@contextmanager
def refusing_damage() -> Iterator[None]:
    """Refuse a file that cannot be read, with the reason."""
    try:
        yield
    except Unreadable as problem:
        if problem.rule == "encrypted":
            raise _encrypted() from problem
        raise Refused([error(problem.rule, str(problem), None, problem.hint)]) from problem
    except (Malformed, RecursionError) as problem:
        message = "the file is damaged and its pages cannot be read"
        details = [str(problem)] if isinstance(problem, Malformed) else []
        raise Refused([error("damaged", message, None, AGAIN, details)]) from problem


def _encrypted() -> Refused:
    message = "the file is encrypted, so its pages cannot be placed"
    hint = "save it without a password or restrictions"
    return Refused([error("encrypted", message, None, hint)])


def _version(file: PdfFile) -> str:
    """The greater of the versions in the header and in the catalog."""
    named = file.get(file.catalog.get("Version"))
    stated = ("1.4", header_version(file.data), str(named))
    return max(filter(_is_version, stated), default="1.4")


def _leftwards(file: PdfFile) -> bool:
    """Whether the file says that it is read from right to left, or has such a language."""
    preferences = file.dictionary(file.catalog.get("ViewerPreferences"))
    if file.get(preferences.get("Direction")) == "R2L":
        return True
    language = file.get(file.catalog.get("Lang"))
    tags = decoded_text(language if isinstance(language, bytes) else b"").lower().split("-")
    return tags[0] in _RTL or any(tag in _RTL_SCRIPTS for tag in tags[1:])


def _is_version(text: str) -> bool:
    return len(text) == 3 and text[0] in "12" and text[1] == "." and text[2].isdigit()


def _measured(
    file: PdfFile, index: int, page: Mapping[str, Obj], bleed: float | None
) -> OriginalPage:
    media = _corners(file, page, "MediaBox")
    if media is None:
        message = f"page {index + 1} does not say how large it is (MediaBox)"
        raise Refused([error("damaged", message, None, AGAIN)])
    shown = _inside(_corners(file, page, "CropBox"), media) or media
    measured, trim = next(
        (
            (key, box)
            for key in ("TrimBox", "ArtBox")
            if (box := _inside(_corners(file, page, key), media))
        ),
        ("CropBox" if shown != media else "MediaBox", shown),
    )
    stated_unit = _number(file, page.get("UserUnit"))
    unit = (stated_unit if stated_unit > 0 else 1.0) * MM_PER_PT
    turn = int(_number(file, page.get("Rotate"))) // 90 * 90 % 360
    matrix = _upright(trim, turn, unit)
    width, height = ((trim[2] - trim[0]) * unit, (trim[3] - trim[1]) * unit)
    if turn in {90, 270}:
        width, height = height, width
    stated = _inside(_corners(file, page, "BleedBox"), media)
    around = stated if bleed is None or stated else media
    edges = _beyond(around or trim, matrix, width, height)
    if bleed is not None:
        edges = edges.within(Edges(bleed, bleed, bleed, bleed))
    return OriginalPage(index, width, height, edges, matrix, media, measured)


def _number(file: PdfFile, value: Obj) -> float:
    """A number; 0 for any other value."""
    found = file.get(value)
    return float(found) if isinstance(found, int | float) else 0.0


def _corners(file: PdfFile, page: Mapping[str, Obj], key: str) -> Corners | None:
    """A box of a page, its corners in order."""
    edges = file.numbers_of(page.get(key))
    if len(edges) != 4:
        return None
    x0, y0, x1, y1 = edges
    left, right, bottom, top = min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1)
    return (left, bottom, right, top) if right > left and top > bottom else None


def _inside(box: Corners | None, media: Corners) -> Corners | None:
    """The part of a box that is on the page; None if there is none."""
    if box is None:
        return None
    left, bottom = max(box[0], media[0]), max(box[1], media[1])
    right, top = min(box[2], media[2]), min(box[3], media[3])
    return (left, bottom, right, top) if right > left and top > bottom else None


def _upright(trim: Corners, turn: int, unit: float) -> Matrix:
    """The matrix from a page's units to mm from the top left corner that viewers show."""
    left, bottom, right, top = (value * unit for value in trim)
    match turn:
        case 90:
            return (0, unit, unit, 0, -bottom, -left)
        case 180:
            return (-unit, 0, 0, unit, right, -bottom)
        case 270:
            return (0, -unit, -unit, 0, top, right)
    return (unit, 0, 0, -unit, -left, top)


def _beyond(box: Corners, matrix: Matrix, width: float, height: float) -> Edges:
    """How far a box reaches past the trimmed page as viewers show it."""
    a, b, c, d, e, f = matrix
    corners = [(box[0], box[1]), (box[2], box[3])]
    xs = [a * x + c * y + e for x, y in corners]
    ys = [b * x + d * y + f for x, y in corners]
    sides = (-min(xs), -min(ys), max(xs) - width, max(ys) - height)
    return Edges(*(max(0.0, side) for side in sides))


def _unboxed(pages: Sequence[OriginalPage]) -> Iterator[Problem]:
    missing = [number for number, page in enumerate(pages, 1) if page.measured != "TrimBox"]
    if missing:
        first = pages[missing[0] - 1]
        size = f"{first.width:.1f} × {first.height:.1f} mm"
        yield warning(
            "no-trim",
            f"{_numbered(missing)} no TrimBox, so its {first.measured} is taken for the trimmed "
            f"page: {size}",
            None,
            "make sure there are no marks inside it",
        )


def _annotations(file: PdfFile, pages: Sequence[PageObject]) -> Iterator[Problem]:
    """Report annotations. They are not part of a page's content, and so are not on the sheets."""
    kinds: Counter[str] = Counter()
    seen: list[int] = []
    for number, page in enumerate(pages, 1):
        for item in file.array(page.entries.get("Annots")):
            if not (note := file.dictionary(item)):
                continue
            kind = str(file.get(note.get("Subtype")) or "unknown")
            kinds[kind] += 1
            flags = int(_number(file, note.get("F")))
            if kind not in {"Link", "Popup"} and flags & 4 and not flags & 2 and "AP" in note:
                seen.append(number)
    if not kinds:
        return
    listed = ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items()))
    yield warning(
        "annotations",
        f"annotations are not carried onto the sheets: {listed}",
        None,
        "flatten what is to be printed into the pages first" if seen else "",
        [f"some are seen in print, first on page {seen[0]}"] if seen else (),
    )


def _left_behind(file: PdfFile) -> Iterator[Problem]:
    parts = {
        "Outlines": "bookmarks",
        "StructTreeRoot": "tags for screen readers",
        "AcroForm": "form fields",
        "Names": "named destinations, scripts or files",
    }
    lost = [words for key, words in parts.items() if file.get(file.catalog.get(key)) is not None]
    if lost:
        message = f"sheets have no {', '.join(lost)}; the file they are made from keeps its own"
        yield warning("left-behind", message)


def _numbered(pages: Sequence[int]) -> str:
    if len(pages) == 1:
        return f"page {pages[0]} has"
    return f"{counted(len(pages), 'page')}, from page {pages[0]}, have"


def same_size(pages: Sequence[OriginalPage]) -> None:
    """Refuse trimmed pages of several sizes."""
    sizes: dict[tuple[float, float], list[int]] = {}
    for number, page in enumerate(pages, 1):
        for (width, height), alike in sizes.items():
            if abs(width - page.width) < ALIKE and abs(height - page.height) < ALIKE:
                alike.append(number)
                break
        else:
            sizes[page.width, page.height] = [number]
    if len(sizes) > 1:
        details = [
            f"{width:.1f} × {height:.1f} mm: page {', '.join(map(str, numbers[:12]))}"
            + (f" and {len(numbers) - 12} more" if len(numbers) > 12 else "")
            for (width, height), numbers in sizes.items()
        ]
        hint = "impose pages of one size at a time with --pages"
        message = f"the pages are of {len(sizes)} different sizes"
        raise Refused([error("mixed-sizes", message, None, hint, details)])
