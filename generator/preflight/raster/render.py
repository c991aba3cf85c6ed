"""Draws pages of the finished file as pixels, with PDFium.

It uses the raw binding, because only a part of a page is drawn, into a buffer of that size. PDFium
is not safe for threads, so every call takes a lock.
"""

import ctypes
import threading
from functools import cache
from types import ModuleType, TracebackType
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from PIL.Image import Image

_LOCK = threading.RLock()
# A picture of more would take half a gigabyte.
MOST_PIXELS = 60_000_000
# Beyond any sheet, in pt.
FAR = 1e6


class CannotRender(Exception):
    """PDFium gives no picture of the page."""


@cache
def _pdfium() -> ModuleType:
    import pypdfium2_raw  # type: ignore[import-untyped]

    pypdfium2_raw.FPDF_InitLibrary()
    module: ModuleType = pypdfium2_raw
    return module


class Renderer:
    """An open file, each page as far as its CropBox shows it, or with `whole` the whole sheet.
    Use as a context manager; raises `CannotRender`."""

    def __init__(self, data: bytes, whole: bool = False) -> None:
        self._data = data
        self._whole = whole
        self._pages: dict[int, Any] = {}

    def __enter__(self) -> Self:
        _LOCK.acquire()
        self._raw = _pdfium()
        self._document = self._raw.FPDF_LoadMemDocument64(self._data, len(self._data), None)
        if not self._document:
            _LOCK.release()
            raise CannotRender("PDFium cannot open the file")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        for page in self._pages.values():
            self._raw.FPDF_ClosePage(page)
        self._raw.FPDF_CloseDocument(self._document)
        _LOCK.release()

    def _page(self, index: int) -> Any:
        page = self._pages.get(index)
        if page is None:
            page = self._loaded(index)
            if self._whole:
                # What is larger than the MediaBox is cut to it (ISO 32000-1, 14.11.2).
                self._raw.FPDFPage_SetCropBox(page, -FAR, -FAR, FAR, FAR)
                self._raw.FPDF_ClosePage(page)
                page = self._loaded(index)
            self._pages[index] = page
        return page

    def _loaded(self, index: int) -> Any:
        page = self._raw.FPDF_LoadPage(self._document, index)
        if not page:
            raise CannotRender(f"PDFium cannot open page {index + 1}")
        return page

    def words(self, index: int) -> str:
        """The text of a page, in the order in which it is drawn."""
        raw, page = self._raw, self._page(index)
        text = raw.FPDFText_LoadPage(page)
        if not text:
            raise CannotRender(f"PDFium cannot read the text of page {index + 1}")
        try:
            count = raw.FPDFText_CountChars(text) + 1
            units = (ctypes.c_ushort * count)()
            raw.FPDFText_GetText(text, 0, count - 1, units)
            return bytes(units).decode("utf-16-le", "replace").rstrip("\0")
        finally:
            raw.FPDFText_ClosePage(text)

    def size(self, index: int) -> tuple[float, float]:
        """Width and height in pt of the page as displayed."""
        page = self._page(index)
        return self._raw.FPDF_GetPageWidthF(page), self._raw.FPDF_GetPageHeightF(page)

    def draw(
        self, index: int, x: float, y: float, width: float, height: float, scale: float
    ) -> "Image":
        """The part of a page at x, y (pt from its displayed top left corner), `width` by
        `height` pt, at `scale` pixels per pt, on white."""
        return self.pixels(index, x, y, width, height, scale).convert("RGB")

    def pixels(
        self, index: int, x: float, y: float, width: float, height: float, scale: float
    ) -> "Image":
        """The same, with a fourth byte to each pixel that says nothing: PDFium's own memory,
        without a copy."""
        from PIL import Image

        raw, page = self._raw, self._page(index)
        across, down = max(1, round(width * scale)), max(1, round(height * scale))
        if across * down > MOST_PIXELS:
            raise CannotRender(f"page {index + 1} would take {across} x {down} pixels")
        pixels = bytearray(b"\xff") * (across * down * 4)
        memory = (ctypes.c_char * len(pixels)).from_buffer(pixels)
        bitmap = raw.FPDFBitmap_CreateEx(across, down, raw.FPDFBitmap_BGRx, memory, across * 4)
        if not bitmap:
            raise CannotRender("PDFium has no memory for the picture")
        try:
            moved = raw.FS_MATRIX(scale, 0, 0, scale, -x * scale, -y * scale)
            # What lies outside the page is not printed, though PDFium would draw it.
            right, bottom = (edge * scale for edge in self.size(index))
            left, top = -x * scale, -y * scale
            clip = raw.FS_RECTF(
                max(0, left), max(0, top), min(across, left + right), min(down, top + bottom)
            )
            flags = raw.FPDF_ANNOT | raw.FPDF_PRINTING | raw.FPDF_REVERSE_BYTE_ORDER
            raw.FPDF_RenderPageBitmapWithMatrix(bitmap, page, moved, clip, flags)
        finally:
            raw.FPDFBitmap_Destroy(bitmap)
        return Image.frombuffer("RGBX", (across, down), pixels, "raw", "RGBX", 0, 1)
