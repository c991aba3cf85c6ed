"""PDFs whose pages show which they are and which way up, and pictures of finished sheets.

A page is drawn in mm from its trimmed top left corner, on whatever boxes, turn and units a test
gives it, so that pages which look alike can be made in every way a stranger might make them.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import pypdfium2 as pdfium
from PIL import Image, ImageChops, ImageFilter

from generator.press.plan import SheetBox
from generator.units import pt
from tests.preflight import samples

PER_MM = 4  # pixels
DPI = PER_MM * 25.4

INTENT = b"/OutputIntents [@intent] /Metadata @xmp"
GOLD = b"[/Separation /Gold /DeviceCMYK @tint]"


@dataclass(frozen=True)
class Drawn:
    """A page: trimmed size and bleed as it is seen (mm), and how it is written down. `entries`
    are further ones of its dictionary, `under` and `over` operators before and after."""

    width: float = 60
    height: float = 40
    bleed: float = 3
    edge: float = 10
    rotate: int = 0
    unit: float = 1
    origin: tuple[float, float] = (0, 0)
    boxes: tuple[str, ...] = ("Media", "Bleed", "Trim")
    inherited: bool = False
    entries: bytes = b""
    over: bytes = b""


def content(page: Drawn, number: int) -> bytes:
    """A ground to the bleed, a hook that has one right way up, as many bars as the page's number,
    a band of gold and words, in mm from the trimmed page's bottom left corner."""
    width, height, bleed = page.width, page.height, page.bleed
    bars = b"".join(b"%g %g 3 10 re\n" % (5 + 5 * index, height - 24) for index in range(number))
    return (
        b"q 0 0.1 0.3 0 k %g %g %g %g re f Q\n"
        % (-bleed, -bleed, width + 2 * bleed, height + 2 * bleed)
        + b"q 0.8 0.2 0 0 k 4 %g 14 4 re 4 %g 4 -8 re f Q\n" % (height - 8, height - 4)
        + b"q 0 0.9 0.9 0 k\n%bf Q\n" % bars
        + b"q /Gold cs 1 scn %g 4 %g 5 re f Q\n" % (width / 2, width / 2 - 4)
        + b"q 0 0 0 1 k BT /F1 6 Tf 1 0 0 1 4 4 Tm [<0022> 12 <0023>] TJ ET Q\n"
        + page.over
    )


def document(
    pages: Iterable[Drawn], catalog: bytes = b"", extra: samples.Sample | None = None, **how: str
) -> bytes:
    """The bytes of a file with these pages."""
    base = samples.press()
    sample: samples.Sample = {
        "catalog": b"<< /Type /Catalog /Pages @pages %b >>" % catalog,
        "pages": b"",
        "info": b"<< /Title (Sample) /Trapped /False /CreationDate (D:20240101000000Z) >>",
        **{name: base[name] for name in ("font", "cid", "descriptor", "program", "unicode")},
        "tint": b"<< /FunctionType 2 /Domain [0 1] /N 1 /C0 [0 0 0 0] /C1 [0.2 0.3 0.8 0] >>",
        "resources": b"<< /Font << /F1 @font >> /ColorSpace << /Gold %b >> >>" % GOLD,
        **{name: base[name] for name in ("intent", "icc", "xmp")},
    }
    sample |= extra or {}
    names = []
    inherited = b""
    for number, page in enumerate(pages, 1):
        names.append(b"@page%d" % number)
        sample[f"page{number}"] = _dictionary(page, number)
        sample[f"content{number}"] = (b"", _placed(page, number))
        inherited = b"/Resources @resources" if page.inherited else inherited
    sample["pages"] = b"<< /Type /Pages /Count %d /Kids [%b] %b >>" % (
        len(names),
        b" ".join(names),
        inherited,
    )
    return samples.write(sample, **how)


def _dictionary(page: Drawn, number: int) -> bytes:
    turned = page.rotate % 180 == 90
    width, height = (page.height, page.width) if turned else (page.width, page.height)
    x, y = page.origin
    beyond = {"Media": page.edge, "Crop": page.edge / 2, "Bleed": page.bleed, "Trim": 0.0}
    boxes = b""
    for name in page.boxes:
        by = beyond[name]
        corners = (page.edge - by, page.edge - by, width + page.edge + by, height + page.edge + by)
        moved = [pt(value) / page.unit + (x, y)[index % 2] for index, value in enumerate(corners)]
        boxes += f"/{name}Box [{' '.join(f'{value:.6f}' for value in moved)}] ".encode()
    resources = b"" if page.inherited else b"/Resources @resources"
    turn = b"/Rotate %d" % page.rotate if page.rotate else b""
    unit = b"/UserUnit %g" % page.unit if page.unit != 1 else b""
    return b"<< /Type /Page /Parent @pages %b %b %b %b %b /Contents @content%d >>" % (
        boxes, resources, turn, unit, page.entries, number
    )  # fmt: skip


def _placed(page: Drawn, number: int) -> bytes:
    """The content on the page's own units, so that it is upright when the page is seen."""
    scale = pt(1) / page.unit
    x, y = (pt(page.edge) / page.unit + value for value in page.origin)
    matrix = {
        0: (scale, 0, 0, scale, x, y),
        90: (0, scale, -scale, 0, x + page.height * scale, y),
        180: (-scale, 0, 0, -scale, x + page.width * scale, y + page.height * scale),
        270: (0, -scale, scale, 0, x, y + page.width * scale),
    }[page.rotate % 360]
    return b"q %b cm\n%bQ\n" % (
        " ".join(f"{value:.8f}" for value in matrix).encode(),
        content(page, number),
    )


# --- looking -----------------------------------------------------------------------------------


def pictures(data: bytes, per_mm: float = PER_MM) -> list[Image.Image]:
    """Every page as PDFium draws it, in its whole MediaBox."""
    return [
        page.render(scale=per_mm * 25.4 / 72, may_draw_forms=False).to_pil().convert("RGB")
        for page in pdfium.PdfDocument(data)
    ]


def part(picture: Image.Image, box: SheetBox, per_mm: float = PER_MM) -> Image.Image:
    """What stands in a box of a sheet, given in mm."""
    left, top = round(box.x * per_mm), round(box.y * per_mm)
    size = round(box.width * per_mm), round(box.height * per_mm)
    return picture.crop((left, top, left + size[0], top + size[1]))


def trimmed(picture: Image.Image, page: Drawn, per_mm: float = PER_MM) -> Image.Image:
    """The trimmed page out of a picture of its MediaBox."""
    return part(picture, SheetBox(page.edge, page.edge, page.width, page.height), per_mm)


def difference(one: Image.Image, other: Image.Image) -> float:
    """The share of pixels that differ clearly, once the edges of things, which fall on parts of
    pixels, are allowed for: slightly out of focus, a pixel counts if it is unlike all its
    neighbours too."""
    assert abs(one.width - other.width) <= 1
    assert abs(one.height - other.height) <= 1
    size = min(one.width, other.width), min(one.height, other.height)
    one, other = (
        image.crop((0, 0, *size)).filter(ImageFilter.GaussianBlur(1.2)) for image in (one, other)
    )
    least = None
    for x in (-1, 0, 1):
        for y in (-1, 0, 1):
            moved = ImageChops.difference(one, ImageChops.offset(other, x, y)).convert("L")
            least = moved if least is None else ImageChops.darker(least, moved)
    assert least is not None
    inner = least.crop((2, 2, size[0] - 2, size[1] - 2))
    unlike = sum(inner.histogram()[32:])
    return unlike / (inner.width * inner.height)
