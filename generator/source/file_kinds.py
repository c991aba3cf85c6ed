"""Tells by its first bytes what a file is that should be text and is not."""

import json
from typing import Final

_RIFF: Final = {b"WEBP": "a WebP picture", b"WAVE": "a sound", b"AVI ": "a film"}
# How files of a kind begin: the formats' own specifications.
_BEGINNINGS: Final = (
    (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF87a", "a GIF picture"),
    (b"GIF89a", "a GIF picture"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
    (b"8BPS\x00", "a picture of Photoshop"),
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "an archive, as documents of Word and workbooks of Excel are"),
    (b"PK\x05\x06", "an archive, as documents of Word and workbooks of Excel are"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a document of an Office program from before 2007"),
    (b"\x1f\x8b", "a compressed file (.gz)"),
    (b"7z\xbc\xaf\x27\x1c", "an archive (.7z)"),
    (b"Rar!\x1a\x07", "an archive (.rar)"),
    (b"SQLite format 3\x00", "a database"),
    (b"{\\rtf", "a text with formatting (.rtf)"),
)
_ICON: Final = b"\x00\x00\x01\x00"


def kind_of(data: bytes) -> str:
    """What a file is that is no plain text, such as "a PNG picture"; empty if its first bytes do
    not say so."""
    for begins, kind in _BEGINNINGS:
        if data.startswith(begins):
            return kind
    if data[:4] == b"RIFF" and data[8:12] in _RIFF:
        return _RIFF[data[8:12]]
    if data[4:8] == b"ftyp":
        brand = data[8:12]
        return "a HEIF picture" if brand in (b"heic", b"heix", b"mif1", b"avif") else "a film"
    return "an icon" if data.startswith(_ICON) else ""


def is_json(data: bytes) -> bool:
    """Whether a file begins with a list or a table in JSON, whatever spaces stand before it."""
    text = data.decode("utf-8", "replace").lstrip("\ufeff \t\r\n")
    if text[:1] not in ("[", "{"):
        return False
    try:
        json.JSONDecoder().raw_decode(text)
    except (ValueError, RecursionError):
        return False
    return True
