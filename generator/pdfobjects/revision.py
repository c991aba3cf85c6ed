"""Adds a revision to a file (ISO 32000-1, 7.5.6), for a renderer that reads it at once.

Nothing is copied: the new objects stand after the file as it is and refer to those it has.
"""

import re
from collections.abc import Mapping
from typing import Any, Final

from .builder import New, serialised
from .file import PdfFile
from .values import Obj

_START: Final = re.compile(rb"startxref\s+(\d{1,12})\s+%%EOF\s*\Z")
_TAIL: Final = 64


def is_revisable(file: PdfFile) -> bool:
    """Whether `with_one_page` knows how to revise a file: not a damaged or an encrypted one, nor
    one whose last table is a stream."""
    size, table = file.trailer.get("Size"), _last_table(file.data)
    return (
        not (file.damage or file.is_encrypted)
        and type(size) is int
        and max(file.numbers, default=0) < size
        and file.data.startswith(b"xref", table)
    )


def with_one_page(file: PdfFile, page: Mapping[str, Obj]) -> bytes:
    """A revisable file with `page` as its only one."""
    size = file.trailer["Size"]
    assert isinstance(size, int)
    root, tree, only = New(size), New(size + 1), New(size + 2)
    objects: tuple[Mapping[str, Any], ...] = (
        {"Type": "Catalog", "Pages": tree},
        {"Type": "Pages", "Count": 1, "Kids": (only,)},
        {**page, "Type": "Page", "Parent": tree},
    )
    added, rows = bytearray(b"\n"), []
    for number, value in enumerate(objects, size):
        rows.append(b"%010d 00000 n \n" % (len(file.data) + len(added)))
        added += b"%d 0 obj\n%b\nendobj\n" % (number, serialised(value))
    place = len(file.data) + len(added)
    entries = {"Size": size + len(objects), "Root": root, "Prev": _last_table(file.data)}
    added += b"xref\n%d %d\n%b" % (size, len(objects), b"".join(rows))
    added += b"trailer\n%b\nstartxref\n%d\n%%%%EOF\n" % (serialised(entries), place)
    return file.data + added


def _last_table(data: bytes) -> int:
    """The byte at which the newest table begins; that of the end if nothing says it."""
    found = _START.search(data, max(0, len(data) - _TAIL))
    return int(found[1]) if found else len(data)
