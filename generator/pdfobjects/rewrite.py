"""A file's objects written down anew, so that programs less patient can read them."""

import re
from collections.abc import Mapping, Sequence

from generator.pdfobjects.file import PdfFile
from generator.pdfobjects.values import Obj, Ref, Stream

# What a name may hold as it is (ISO 32000-1, 7.3.5).
_IRREGULAR = re.compile(rb"[^!\"$&'*+,\-.0-9:;=?@A-Z\\^_`a-z|~]")


def rewritten(file: PdfFile, leaves: Sequence[tuple[int, Mapping[str, Obj]]] = ()) -> bytes:
    """The same objects under their own numbers, with a table that is right. `leaves` are the
    pages by number, 0 for one that is no object, and stand in a tree of one level."""
    values = {number: file.stored(number).value for number in file.numbers}
    if leaves:
        _plant(values, file.trailer.get("Root"), leaves)
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    offsets: dict[int, int] = {}
    for number, value in values.items():
        if isinstance(value, Stream) and value.dict.get("Type") in ("XRef", "ObjStm"):
            continue  # their objects are written in the open
        offsets[number] = len(out)
        out += b"%d 0 obj\n%b\nendobj\n" % (number, _written(value))
    start, size = len(out), max(offsets, default=0) + 1
    out += b"xref\n0 1\n0000000000 65535 f \n"
    for number, offset in offsets.items():
        out += b"%d 1\n%010d 00000 n \n" % (number, offset)
    kept = {key: file.trailer[key] for key in ("Root", "Info", "ID") if key in file.trailer}
    trailer = _written(kept | {"Size": size})
    return bytes(out + b"trailer\n%b\nstartxref\n%d\n%%%%EOF\n" % (trailer, start))


def _plant(
    values: dict[int, Obj], root: Obj, leaves: Sequence[tuple[int, Mapping[str, Obj]]]
) -> None:
    """Put a new tree of pages in the place of a file's own."""
    free = max(values, default=0) + 1
    tree, kids = free, []
    for index, (number, entries) in enumerate(leaves, free + 1):
        kids.append(Ref(number or index, 0))
        values[number or index] = {**entries, "Type": "Page", "Parent": Ref(tree, 0)}
    values[tree] = {"Type": "Pages", "Count": len(kids), "Kids": tuple(kids)}
    catalog = values.get(root.number) if isinstance(root, Ref) else None
    if isinstance(root, Ref) and isinstance(catalog, dict):
        values[root.number] = {**catalog, "Type": "Catalog", "Pages": Ref(tree, 0)}


def _written(value: Obj) -> bytes:
    match value:
        case None:
            return b"null"
        case bool():
            return b"true" if value else b"false"
        case int():
            return b"%d" % value
        case float():
            return b"%.6f" % value
        case str():
            return _name(value)
        case bytes():
            return b"<" + value.hex().encode() + b">"
        case Ref():
            return b"%d 0 R" % value.number
        case dict():
            inside = b" ".join(_name(key) + b" " + _written(one) for key, one in value.items())
            return b"<< " + inside + b" >>"
        case Stream():
            entries = _written(value.dict | {"Length": len(value.raw)})
            return entries + b"\nstream\n" + value.raw + b"\nendstream"
    return b"[" + b" ".join(map(_written, value)) + b"]"


def _name(text: str) -> bytes:
    plain = text.encode("latin-1")
    return b"/" + _IRREGULAR.sub(lambda found: b"#%02x" % found[0][0], plain)
