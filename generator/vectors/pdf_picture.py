"""Draws a PDF's first page with PDFium, on a transparent ground."""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING, Any, Final

from generator.vectors.model import Unusable

if TYPE_CHECKING:
    from PIL.Image import Image

_WHITE: Final = 0xFFFFFFFF
_BLACK: Final = 0xFF000000


def rendered_page(data: bytes, side: int, size: tuple[int, int] | None = None) -> Image:
    """The page on a transparent ground, without its annotations. Its longer side has `side` pixels,
    unless `size` is given. Raises `Unusable` if PDFium cannot draw it."""
    import pypdfium2_raw as raw  # type: ignore[import-untyped]

    raw.FPDF_InitLibrary()
    document = raw.FPDF_LoadMemDocument64(data, len(data), None)
    page = raw.FPDF_LoadPage(document, 0) if document else None
    try:
        if not page:
            raise Unusable("cannot be read by other programs", "save it anew as PDF")
        width, height = raw.FPDF_GetPageWidthF(page), raw.FPDF_GetPageHeightF(page)
        scale = side / max(width, height)
        size = size or (max(1, round(width * scale)), max(1, round(height * scale)))
        return _transparent(*(_bitmap(raw, page, size, ground) for ground in (_WHITE, _BLACK)))
    finally:
        if page:
            raw.FPDF_ClosePage(page)
        if document:
            raw.FPDF_CloseDocument(document)


def _bitmap(raw: Any, page: Any, size: tuple[int, int], ground: int) -> Image:
    from PIL import Image

    width, height = size
    pixels = bytearray(width * height * 4)
    memory = (ctypes.c_char * len(pixels)).from_buffer(pixels)
    bitmap = raw.FPDFBitmap_CreateEx(width, height, raw.FPDFBitmap_BGRx, memory, width * 4)
    try:
        raw.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, ground)
        raw.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, 0)
    finally:
        raw.FPDFBitmap_Destroy(bitmap)
    return Image.frombytes("RGB", size, bytes(pixels), "raw", "BGRX")


def _transparent(over_white: Image, over_black: Image) -> Image:
    """The transparent picture that looks like these two over white and over black. Where they
    differ, the ground shows through."""
    from PIL import Image, ImageChops

    bare = ImageChops.difference(over_white, over_black)
    red, *others = bare.split()
    for channel in others:
        red = ImageChops.lighter(red, channel)
    return Image.merge("RGBa", (*over_black.split(), ImageChops.invert(red))).convert("RGBA")
