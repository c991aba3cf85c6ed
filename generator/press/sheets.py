"""Writes a plan of sheets: each page of the original goes in once, and stands where the plan says.

A page becomes a form XObject with the page's own content and resources. So fonts, spot inks,
overprint, layers and transparency stay as they were made.
"""

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any, Final

from generator.page import Shape
from generator.pdfobjects.builder import New
from generator.pdfobjects.file import decode
from generator.pdfobjects.sheet_builder import SheetBuilder
from generator.pdfobjects.values import Matrix, Obj, Stream, product
from generator.problems import Problem
from generator.units import PT_PER_MM
from .identity import info, metadata
from .inks import REGISTRATION
from .original import Original, OriginalPage, refusing_damage
from .plan import Placement, Plan, Sheet, SheetBox, Turn

_TINT: Final[dict[str, Any]] = {
    "FunctionType": 2,
    "Domain": (0, 1),
    "N": 1,
    "C0": (0, 0, 0, 0),
    "C1": (1, 1, 1, 1),
}
_DUPLEX: Final = {"long": "DuplexFlipLongEdge", "short": "DuplexFlipShortEdge"}
# What the sheets' catalog has of the original's.
_CATALOG: Final = ("OutputIntents", "OCProperties", "Lang")
_FILTERS: Final = ("Filter", "DecodeParms")
# Whoever refers to a page of the original (structure, threads) would bring all of it along.
_LEFT_BEHIND: Final = frozenset({"Page", "Pages", "Catalog"})

# What turning a page does to a point of it, before it is moved back into sight.
_TURNED: Final[dict[Turn, tuple[int, int, int, int]]] = {
    0: (1, 0, 0, 1),
    90: (0, 1, -1, 0),
    180: (-1, 0, 0, -1),
    270: (0, -1, 1, 0),
}


def write(original: Original, plan: Plan) -> tuple[bytes, list[Problem]]:
    """The sheets as a PDF, and the problems to report. The same original and plan give the same
    bytes. Raises `Refused` if a page turns out to be unreadable."""
    with refusing_damage():
        return _SheetWriter(original).write(plan)


class _SheetWriter:
    """Puts sheets into a file. A page that stands in several places goes in once."""

    def __init__(self, original: Original) -> None:
        self._original, self._file = original, original.file
        self._builder = SheetBuilder(original.file, left_behind=_LEFT_BEHIND)
        self._pages: dict[int, New] = {}
        self._space: New | None = None
        self._shared = _shared_group(original)

    def write(self, plan: Plan) -> tuple[bytes, list[Problem]]:
        builder, catalog = self._builder, self._file.catalog
        tree = builder.page_tree([self._sheet(sheet) for sheet in plan.sheets])
        identifier = hashlib.sha256(self._original.digest + repr(plan).encode()).digest()
        described, problems = metadata(builder, self._file, identifier)
        # PrintScaling: sheets are printed at their size, or nothing on them is (ISO 32000-1, 12.2).
        preferences = {"PrintScaling": "None"}
        if plan.duplex and plan.flip:
            preferences["Duplex"] = _DUPLEX[plan.flip]
        entries: dict[str, Any] = {
            "Pages": tree,
            "ViewerPreferences": preferences,
            **{key: catalog[key] for key in _CATALOG if key in catalog},
        }
        if described is not None:
            entries["Metadata"] = described
        return builder.finish(entries, info(self._file), self._original.version), problems

    def _sheet(self, sheet: Sheet) -> dict[str, Any]:
        """One page of the file, with its boxes and its content."""
        placed = [place for place in sheet.placements if place.page is not None]
        forms = {place.page: self._page(place.page) for place in placed if place.page is not None}
        lines = [line for place in placed for line in self._page_operators(place, sheet)]
        lines += [line for shape in sheet.marks for line in shape_operators(shape, sheet.height)]
        resources: dict[str, Any] = {
            "XObject": {f"P{index}": form for index, form in sorted(forms.items())}
        }
        if sheet.marks:
            resources["ColorSpace"] = {"Registration": self._registration()}
        page: dict[str, Any] = {
            "MediaBox": _corners(SheetBox(0, 0, sheet.width, sheet.height), sheet.height),
            "BleedBox": _corners(sheet.bleed, sheet.height),
            "TrimBox": _corners(sheet.trim, sheet.height),
            "Resources": resources,
            "Contents": self._builder.deflated({}, "\n".join(lines).encode("ascii")),
        }
        return page | ({"Group": self._shared} if self._shared else {})

    def _page_operators(self, place: Placement, sheet: Sheet) -> Iterator[str]:
        if place.clip.width <= 0 or place.clip.height <= 0:
            return
        assert place.page is not None
        matrix = seated(self._original.pages[place.page], place, sheet.height)
        yield "q"
        yield f"{_numbers(*rectangle(place.clip, sheet.height))} re W n"
        yield f"{_numbers(*matrix, places=8)} cm /P{place.page} Do Q"

    def _registration(self) -> New:
        """The colour space of marks, which stand on every plate (ISO 32000-1, 8.6.6.4)."""
        if self._space is None:
            tint = self._builder.add(_TINT)
            self._space = self._builder.add(("Separation", "All", "DeviceCMYK", tint))
        return self._space

    def _page(self, index: int) -> New:
        """A page of the original as a form XObject. Its transparency group stays with it, unless
        all pages have the same. Then that is the sheets' group, for pages do not meet there."""
        known = self._pages.get(index)
        if known is not None:
            return known
        page = self._original.pages[index]
        source = self._original.entries(page)
        entries: dict[str, Any] = {
            "Type": "XObject",
            "Subtype": "Form",
            "BBox": tuple(round(edge, 6) for edge in page.media),
            "Resources": source.get("Resources", {}),
        }
        group = self._file.dictionary(source.get("Group"))
        if self._shared is None and group:
            entries["Group"] = {**group, "I": True}
        made = self._pages[index] = self._form(source.get("Contents"), entries)
        return made

    def _form(self, contents: Obj, entries: dict[str, Any]) -> New:
        """The page's content as it is stored if it is one stream, or else its streams in one."""
        file, contents = self._file, self._file.get(contents)
        if isinstance(contents, tuple):
            streams = [one for one in map(file.get, contents) if isinstance(one, Stream)]
            if len(contents) > 1 or not streams:
                whole = b"\n".join(decode(file, one) for one in streams)
                return self._builder.deflated(entries, whole)
            contents = streams[0]
        if not isinstance(contents, Stream):
            return self._builder.deflated(entries, b"")
        filters = {key: contents.dict[key] for key in _FILTERS if key in contents.dict}
        return self._builder.stream(entries | filters, contents.raw)


def _shared_group(original: Original) -> Mapping[str, Obj] | None:
    """The transparency group that all pages have; None if there is none, if they differ, or if one
    knocks out."""
    file = original.file
    groups = [file.dictionary(original.entries(page).get("Group")) for page in original.pages]
    if any(file.get(group.get("K")) is True for group in groups):
        return None
    return groups[0] if all(group == groups[0] for group in groups) else None


def seated(page: OriginalPage, place: Placement, height: float) -> Matrix:
    """The matrix from the page's own units to points on a sheet that is `height` mm high."""
    a, b, c, d = (part * place.scale for part in _TURNED[place.turned])
    wide, high = page.width, page.height
    xs = [a * x + c * y for x in (0, wide) for y in (0, high)]
    ys = [b * x + d * y for x in (0, wide) for y in (0, high)]
    turned = (a, b, c, d, place.box.x - min(xs), place.box.y - min(ys))
    upwards = (PT_PER_MM, 0, 0, -PT_PER_MM, 0, height * PT_PER_MM)
    return product(product(page.matrix, turned), upwards)


def rectangle(box: SheetBox, height: float) -> tuple[float, float, float, float]:
    """A box as left, bottom, width and height in points from the sheet's bottom left corner."""
    values = (box.x, height - box.bottom, box.width, box.height)
    left, bottom, width, high = (value * PT_PER_MM for value in values)
    return left, bottom, width, high


def _corners(box: SheetBox, height: float) -> tuple[float, ...]:
    """A box in the form of a page's entry."""
    left, bottom, width, high = rectangle(box, height)
    return tuple(round(edge, 4) for edge in (left, bottom, left + width, bottom + high))


def shape_operators(shape: Shape, height: float) -> Iterator[str]:
    """The operators of a mark: registration on every plate, anything else in black ink alone."""
    yield "q"
    if shape.fill:
        yield "/Registration cs 1 scn" if shape.fill == REGISTRATION else _gray(shape.fill, "g")
    if shape.stroke:
        registration = shape.stroke == REGISTRATION
        yield "/Registration CS 1 SCN" if registration else _gray(shape.stroke, "G")
        yield f"{_numbers(shape.weight * PT_PER_MM)} w"
        if shape.dash:
            yield f"[{_numbers(*(length * PT_PER_MM for length in shape.dash))}] 0 d"
    for kind, *values in shape.path:
        if kind == "Z":
            yield "h"
            continue
        points = zip(values[::2], values[1::2], strict=True)
        flat = [at for x, y in points for at in (x * PT_PER_MM, (height - y) * PT_PER_MM)]
        yield f"{_numbers(*flat)} {kind.lower()}"
    yield {(True, False): "f", (False, True): "S", (True, True): "B"}[
        shape.fill is not None, shape.stroke is not None
    ]
    yield "Q"


def _gray(ink: Any, operator: str) -> str:
    assert ink.is_black_only
    return f"{_numbers(1 - ink.cmyk[3] / 100)} {operator}"


def _numbers(*values: float, places: int = 4) -> str:
    return " ".join(_decimal(value, places) for value in values)


def _decimal(value: float, places: int) -> str:
    text = f"{value:.{places}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
