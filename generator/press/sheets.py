"""A plan written: each page of the original goes in once, as it is, and is placed where it says.

A page becomes a form XObject with the page's own content and resources, so nothing in it is
redrawn: fonts, spot inks, overprint, layers and transparency stay as they were made.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any, Final

from generator.page import Shape
from generator.press.identity import info, metadata
from generator.press.inks import REGISTRATION
from generator.press.objects import Copy, entry
from generator.press.original import Matrix, Original, Sheetable, mending
from generator.press.plan import Box, Placement, Plan, Sheet, Turn
from generator.problems import Problem
from generator.units import PT_PER_MM

_SPACE: Final = b"/Registration"
_TINT: Final = b"<</FunctionType 2/Domain[0 1]/N 1/C0[0 0 0 0]/C1[1 1 1 1]>>"
_SOURCE: Final = b"[/Separation/All/DeviceCMYK %d 0 R]"
_DUPLEX: Final = {"long": b"/Duplex/DuplexFlipLongEdge", "short": b"/Duplex/DuplexFlipShortEdge"}

# What turning a page does to a point of it, before it is moved back into sight.
_TURNED: Final[dict[Turn, tuple[int, int, int, int]]] = {
    0: (1, 0, 0, 1),
    90: (0, 1, -1, 0),
    180: (-1, 0, 0, -1),
    270: (0, -1, 1, 0),
}


def write(original: Original, plan: Plan) -> tuple[bytes, list[Problem]]:
    """The sheets as a PDF, and what to tell of it. The same original and plan give the same
    bytes. Raises `Refused` if pages cannot be read after all."""
    with mending():
        return _Writer(original).write(plan)


class _Writer:
    """Puts sheets into a file; a page that stands in several places goes in once."""

    def __init__(self, original: Original) -> None:
        self._original = original
        self._copy = Copy(original.reader)
        self._pages: dict[int, int] = {}
        self._space: int | None = None
        groups = {_group(self._copy, original, page) for page in original.pages}
        self._shared = groups.pop() if len(groups) == 1 else None
        self._grouped = self._shared is None

    def write(self, plan: Plan) -> tuple[bytes, list[Problem]]:
        copy, root = self._copy, self._original.root
        tree = copy.reserve()
        numbers = [self._sheet(sheet, tree) for sheet in plan.sheets]
        kids = b" ".join(b"%d 0 R" % number for number in numbers)
        copy.fill(tree, b"<</Type/Pages/Count %d/Kids[%b]>>" % (len(numbers), kids))
        identifier = hashlib.sha256(self._original.digest + repr(plan).encode()).digest()
        described, told = metadata(copy, root, identifier)
        # PrintScaling: sheets are printed at their size, or nothing on them is (ISO 32000-1, 12.2).
        duplex = _DUPLEX[plan.flip] if plan.duplex and plan.flip else b""
        entries = [b"/Type/Catalog/Pages %d 0 R" % tree]
        entries.append(b"/ViewerPreferences<</PrintScaling/None%b>>" % duplex)
        if described is not None:
            entries.append(b"/Metadata %d 0 R" % described)
        entries += [
            key.encode() + b" " + copy.value(root.raw_get(key))
            for key in ("/OutputIntents", "/OCProperties", "/Lang")
            if key in root
        ]
        catalog = copy.add(b"<<" + b"".join(entries) + b">>")
        about = info(copy, entry(self._original.reader.trailer, "/Info"))
        return copy.finish(self._original.version, catalog, about), told

    def _sheet(self, sheet: Sheet, tree: int) -> int:
        """One page of the file, with its boxes and what is on it."""
        placed = [place for place in sheet.placements if place.page is not None]
        forms = {place.page: self._page(place.page) for place in placed if place.page is not None}
        lines = [line for place in placed for line in self._placed(place, sheet)]
        lines += [line for shape in sheet.marks for line in drawn(shape, sheet.height)]
        content = self._copy.stream("\n".join(lines).encode("ascii"))
        objects = b"".join(b"/P%d %d 0 R" % item for item in sorted(forms.items()))
        spaces = (
            b"/ColorSpace<<%b %d 0 R>>" % (_SPACE, self._registration()) if sheet.marks else b""
        )
        group = b"/Group" + self._shared if self._shared else b""
        boxes = (
            ("Media", Box(0, 0, sheet.width, sheet.height)),
            ("Bleed", sheet.bleed),
            ("Trim", sheet.trim),
        )
        return self._copy.add(
            b"<</Type/Page/Parent %d 0 R%b/Resources<</XObject<<%b>>%b>>/Contents %d 0 R%b>>"
            % (
                tree,
                b"".join(_box(name, box, sheet.height) for name, box in boxes),
                objects,
                spaces,
                content,
                group,
            )
        )

    def _placed(self, place: Placement, sheet: Sheet) -> Iterator[str]:
        """A page's operators on its sheet."""
        if place.clip.width <= 0 or place.clip.height <= 0:
            return
        assert place.page is not None
        matrix = seated(self._original.pages[place.page], place, sheet.height)
        yield "q"
        yield f"{_numbers(*rectangle(place.clip, sheet.height))} re W n"
        yield f"{_numbers(*matrix, places=8)} cm /P{place.page} Do Q"

    def _registration(self) -> int:
        """The colour space of marks, which stand on every plate (ISO 32000-1, 8.6.6.4)."""
        if self._space is None:
            self._space = self._copy.add(_SOURCE % self._copy.add(_TINT))
        return self._space

    def _page(self, index: int) -> int:
        """A page of the original as a form XObject. Its transparency group stays with it unless
        all pages have the same, which then is the sheets': there pages do not meet."""
        known = self._pages.get(index)
        if known is not None:
            return known
        copy, page = self._copy, self._original.pages[index]
        source = self._original.source(page)
        entries = {
            "/Type": b"/XObject",
            "/Subtype": b"/Form",
            "/BBox": b"[%b]" % _numbers(*page.media, places=6).encode(),
            "/Resources": copy.value(_resources(source)) or b"<<>>",
        }
        group = entry(source, "/Group")
        if self._grouped and group is not None:
            entries["/Group"] = copy.dictionary(group, {"/I": b"true"})
        number = _form(copy, source, entries)
        self._pages[index] = number
        return number


def _form(copy: Copy, source: Any, entries: dict[str, bytes]) -> int:
    """The page's content as it is stored if it is one stream, else its streams in one."""
    from pypdf.generic import ArrayObject, StreamObject

    contents = entry(source, "/Contents")
    if isinstance(contents, ArrayObject) and len(contents) == 1:
        contents = contents[0].get_object()
    written = b"".join(key.encode() + b" " + value for key, value in entries.items())
    if isinstance(contents, ArrayObject):
        streams = (part.get_object() for part in contents)
        whole = b"\n".join(bytes(s.get_data()) for s in streams if isinstance(s, StreamObject))
        return copy.stream(whole, written)
    if not isinstance(contents, StreamObject):
        return copy.stream(b"", written)
    data = bytes(contents._data)
    for key in ("/Filter", "/DecodeParms"):
        if key in contents:
            entries[key] = copy.value(contents.raw_get(key))
    written = b"".join(key.encode() + b" " + value for key, value in entries.items())
    return copy.add(b"<<%b/Length %d>>\nstream\n%b\nendstream" % (written, len(data), data))


def _resources(page: Any) -> Any:
    """A page's resources, its own or inherited."""
    node = page
    for _ in range(64):  # deeper page trees are loops
        if entry(node, "/Resources") is not None:
            return node.raw_get("/Resources")
        if entry(node, "/Parent") is None:
            break
        node = node["/Parent"]
    from pypdf.generic import DictionaryObject

    return DictionaryObject()


def _group(copy: Copy, original: Original, page: Sheetable) -> bytes | None:
    """A page's transparency group as it is written; None without one, or if it knocks out."""
    group = entry(original.source(page), "/Group")
    if group is None:
        return b""
    knocks_out = entry(group, "/K")
    return None if knocks_out is not None and knocks_out.value else copy.value(group)


# --- geometry ----------------------------------------------------------------------------------


def seated(page: Sheetable, place: Placement, height: float) -> Matrix:
    """From the page's own units to points on a sheet that is `height` mm high."""
    a, b, c, d = (part * place.scale for part in _TURNED[place.turned])
    wide, high = page.width, page.height
    xs = [a * x + c * y for x in (0, wide) for y in (0, high)]
    ys = [b * x + d * y for x in (0, wide) for y in (0, high)]
    turned = (a, b, c, d, place.box.x - min(xs), place.box.y - min(ys))
    upwards = (PT_PER_MM, 0, 0, -PT_PER_MM, 0, height * PT_PER_MM)
    return _then(_then(page.matrix, turned), upwards)


def _then(first: Matrix, second: Matrix) -> Matrix:
    """One matrix that does what the first does, then the second."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = second
    return (
        a * p + b * r,
        a * q + b * s,
        c * p + d * r,
        c * q + d * s,
        e * p + f * r + t,
        e * q + f * s + u,
    )


def rectangle(box: Box, height: float) -> tuple[float, float, float, float]:
    """A box as left, bottom, width and height in points from the sheet's bottom left corner."""
    values = (box.x, height - box.bottom, box.width, box.height)
    left, bottom, width, high = (value * PT_PER_MM for value in values)
    return left, bottom, width, high


def _box(name: str, box: Box, height: float) -> bytes:
    left, bottom, width, high = rectangle(box, height)
    return f"/{name}Box[{_numbers(left, bottom, left + width, bottom + high)}]".encode()


# --- marks -------------------------------------------------------------------------------------


def drawn(shape: Shape, height: float) -> Iterator[str]:
    """A mark's operators: registration on every plate, anything else in black ink alone."""
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
