"""Draws the plates of a page with PDFium: what each ink would print, pixel by pixel.

A page is rewritten once for every three plates, so that each colour becomes the channels of a
picture (`channels`), and PDFium draws that. Overprint, knocked out plates, spot inks, images,
shadings, patterns, soft masks and transparency groups come out as on a press. What cannot be
computed is `Unmeasurable`, by name, and never ignored.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from generator.pdfobjects.builder import ScratchBuilder
from generator.pdfobjects.file import PdfFile, decode
from generator.pdfobjects.interpreter import WorkBounds
from generator.pdfobjects.values import Obj, Stream
from ..render import Renderer
from .channels import ChannelView, Mixed, Plates, Unmeasurable
from .plate_drawings import form, kept
from .plate_operators import TABLE
from .plate_state import PlateState
from .rewriter import PlatePicture, Rewriter, group_entries, group_state
from .rgb_conversion import GRAY_AS_BLACK, Converter, OutputProfileInputs

if TYPE_CHECKING:
    from PIL.Image import Image


__all__ = [
    "GRAY_AS_BLACK", "WHOLE", "Converter", "OutputProfileInputs", "PagePart", "Unmeasurable",
    "plates",
]  # fmt: skip

PagePart = tuple[float, float, float, float]
# More than any press has, and any honest file names.
MOST_PLATES: Final = 64
WHOLE: Final[PagePart] = (0.0, 0.0, 1.0, 1.0)

# Entries that lead back up the tree or out of the page, and draw nothing.
_DRAW_NOTHING: Final = frozenset({
    "Parent", "StructParent", "StructParents", "Metadata", "PieceInfo", "OPI", "Alternates",
    "Measure",
})  # fmt: skip
# Bits of an annotation's flags (ISO 32000-1, table 165).
_HIDDEN: Final = 2
_PRINT: Final = 4
_CMY: Final = ("Cyan", "Magenta", "Yellow")


def plates(
    file: PdfFile,
    entries: Mapping[str, Obj],
    names: Sequence[str],
    dpi: float,
    area: PagePart = WHOLE,
    rgb: Converter | None = None,
) -> "dict[str, Image]":
    """A page's plates by name: gray pictures in which 255 is full ink.

    `area` is the part of the sheet that is drawn, x, y, width and height as fractions of the
    sheet from its top left corner, as it is displayed. `rgb` says what ink RGB becomes; without
    it nobody can say. Raises `Unmeasurable`, `Malformed` and `CannotRender`.
    """
    from PIL import ImageChops

    if len(names) > MOST_PLATES:
        raise Unmeasurable(f"{len(names)} inks on one page")
    copy = ScratchBuilder(file, dropped=_DRAW_NOTHING)
    pages: list[dict[str, Any]] = []
    order: list[tuple[str, str, str]] = []
    waiting = _threes(names)
    while waiting:
        three = waiting.pop(0)
        view = Plates(three, rgb)
        try:
            pages.append(plate_page(file, copy, view, entries))
        except Mixed:
            if len(set(three)) == 1:
                raise Unmeasurable("inks blended with one another where some overprint") from None
            waiting += [(one, one, one) for one in dict.fromkeys(three)]
        else:
            order.append(three)
    layers = file.dictionary(file.trailer.get("Root")).get("OCProperties")
    catalog: dict[str, Any] = {"Pages": copy.page_tree(pages)}
    if layers is not None:
        catalog["OCProperties"] = layers
    data = copy.finish(catalog)
    found: dict[str, Image] = {}
    with Renderer(data) as renderer:
        for index, three in enumerate(order):
            width, height = renderer.size(index)
            x, y, across, down = area
            drawn = renderer.draw(
                index, x * width, y * height, across * width, down * height, dpi / 72
            )
            drawn = ImageChops.invert(drawn)
            found |= dict(zip(three, drawn.split(), strict=True))
    return {name: found[name] for name in names}


def _threes(names: Sequence[str]) -> list[tuple[str, str, str]]:
    """Which plates are drawn together: cyan, magenta and yellow, then the rest in order."""
    threes = [_CMY] if set(names) & set(_CMY) else []
    rest = [name for name in names if name not in _CMY]
    for start in range(0, len(rest), 3):
        first, second, third = (rest[start : start + 3] + rest[-1:] * 2)[:3]
        threes.append((first, second, third))
    return threes


def plate_page(
    file: PdfFile, copy: ScratchBuilder, view: ChannelView, entries: Mapping[str, Obj]
) -> dict[str, Any]:
    """A page, by its entries, as `view` sees its colours. Raises `Unmeasurable`, `Mixed` and
    `Malformed`."""
    picture = PlatePicture(file, copy, view, TABLE, WorkBounds())
    rewriter = Rewriter(picture, file.dictionary(entries.get("Resources")), PlateState())
    group = file.dictionary(entries.get("Group"))
    made = kept(entries, ("MediaBox", "Rotate", "UserUnit"))
    if group:
        # the page's backdrop is paper
        state = group_state(rewriter, group, rewriter.stream.state)
        rewriter.stream.state = state._replace(isolated=False)
        made["Group"] = group_entries(group)
    contents = file.get(entries.get("Contents"))
    listed = contents if isinstance(contents, tuple) else (contents,)
    parts = [decode(file, one) for one in map(file.get, listed) if isinstance(one, Stream)]
    made["Contents"] = copy.stream({}, rewriter.rewritten(b"\n".join(parts)))
    return made | {"Resources": rewriter.used, "Annots": _annotations(rewriter, entries)}


def _annotations(rewriter: Rewriter, entries: Mapping[str, Obj]) -> tuple[Any, ...]:
    """Annotations with an appearance that is printed. All are drawn as stamps are, for PDFium draws
    no field of a form."""
    file = rewriter.file
    made: list[Any] = []
    for item in file.array(entries.get("Annots")):
        annotation = file.dictionary(item)
        flags = file.get(annotation.get("F"))
        if type(flags) is not int or flags & _HIDDEN or not flags & _PRINT:
            continue
        entry = file.dictionary(annotation.get("AP")).get("N")
        states, chosen = file.get(entry), file.get(annotation.get("AS"))
        if isinstance(states, dict) and isinstance(chosen, str):
            entry = states.get(chosen)
        target = file.get(entry)
        if isinstance(target, Stream):
            drawn = form(rewriter, entry, target, PlateState())
            made.append(
                {**kept(annotation, ("Rect", "F", "OC")), "Subtype": "Stamp", "AP": {"N": drawn}}
            )
    return tuple(made)
