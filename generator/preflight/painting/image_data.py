"""Whether an image has all its data. One that was cut short prints in part, or not at all."""

import io
import math
import zlib
from dataclasses import field
from typing import Final

from generator.cache import Cache, Inputs, frozen_inputs
from generator.pdfobjects.file import PdfFile, filters_of
from generator.pdfobjects.filters import MAX_BYTES
from generator.pdfobjects.values import Obj, Stream
from .painter import Painter

_FLATE: Final = ("FlateDecode", "Fl")
_PHOTOS: Final = {"DCTDecode": "JPEG", "DCT": "JPEG", "JPXDecode": "JPEG 2000"}
# The mark at the end of a photograph (ISO/IEC 10918-1 and 15444-1), and where it is looked for.
_END_MARK: Final = b"\xff\xd9"
_TAIL: Final = 64
_MORE: Final = b"\x55" * 64
_MOST_PIXELS: Final = 30_000_000


@frozen_inputs
class ImageFaultInputs(Inputs[str]):
    """What is wrong with the data of an image: its `rows` have so many bytes each, 0 where that is
    not known."""

    digest: bytes
    row: int
    rows: int
    file: PdfFile = field(compare=False)
    image: Stream = field(compare=False)

    def make(self, cache: Cache) -> str:
        filters = filters_of(self.file, self.image)
        kind, settings = filters[0] if filters else ("", {})
        if len(filters) > 1:
            return ""
        if isinstance(kind, str) and kind in _PHOTOS:
            return "" if _is_whole_photo(self.image.raw) else f"a {_PHOTOS[kind]} that breaks off"
        predictor = settings.get("Predictor", 1)
        row = self.row + (type(predictor) is int and predictor >= 10)  # PNG's name each row's kind
        wanted = row * self.rows
        if not self.row or wanted > MAX_BYTES or kind not in ("", *_FLATE):
            return ""
        found = _length(self.image.raw, wanted) if kind else len(self.image.raw)
        if found > wanted - row:  # some programs leave out the last few bytes
            return ""
        return f"an image that breaks off after {100 * found // wanted} % of its pixels"


def image_fault(painter: Painter, entry: Obj) -> str:
    """What is wrong with the data of an image; empty if nothing is, or nobody can say, or if
    `entry` is no image."""
    file = painter.file
    image = file.get(entry)
    if not isinstance(image, Stream):
        return ""
    columns, rows, bits = (
        file.get(image.dict.get(key)) for key in ("Width", "Height", "BitsPerComponent")
    )
    named = image.dict.get("ColorSpace")
    row = 0
    if type(columns) is int and type(rows) is int and min(columns, rows) > 0:
        if file.get(image.dict.get("ImageMask")) is True:
            row = (columns + 7) // 8
        elif type(bits) is int and named is not None:
            row = (columns * bits * painter.resources.space(named).components + 7) // 8
    else:
        rows = 0
    assert isinstance(rows, int)
    return file.cache.get(ImageFaultInputs(file.digest(entry), row, rows, file, image))


def _length(data: bytes, most: int) -> int:
    """How many bytes compressed data unpack to, as far as they can be read, and so many at most."""
    unpacker = zlib.decompressobj()
    found = 0
    try:
        while data and found < most and not unpacker.eof:
            found += len(unpacker.decompress(data, 1 << 20))
            data = unpacker.unconsumed_tail
    except zlib.error:
        pass
    return found


def _is_whole_photo(data: bytes) -> bool:
    """Whether a photograph has its end mark, or all its pixels without it: what is put in place of
    the mark changes nothing then."""
    if _END_MARK in data[-_TAIL:]:
        return True
    found = _pixels(data + _END_MARK)
    return found is not None and found == _pixels(data + _MORE + _END_MARK)


def _pixels(data: bytes) -> bytes | None:
    """The pixels of a photograph; None if they cannot be read. Of the largest there are none."""
    from PIL import Image

    try:
        with Image.open(io.BytesIO(data)) as photo:
            # more take too long
            return photo.tobytes() if math.prod(photo.size) <= _MOST_PIXELS else b""
    except (OSError, SyntaxError, ValueError):
        return None
