"""A file begins and ends as ISO 32000 has it, and its table says where each object begins."""

import re

from generator.pdf.object_bytes import FileBuilder


def test_the_table_says_where_objects_begin() -> None:
    file = FileBuilder("1.6")
    info = file.reserve()
    catalog = file.add(b"<</Type/Catalog>>")
    file.fill(info, b"<</Title(T)>>")
    data = file.finish(catalog, info, bytes(range(16)))
    first, second = data.split(b"\n", 2)[:2]
    assert first == b"%PDF-1.6"
    assert second[:1] == b"%"
    assert min(second[1:5]) >= 128
    places = [int(place) for place in re.findall(rb"(\d{10}) 00000 n \n", data)]
    assert [data[place:].split(b"\n")[:2] for place in places] == [
        [b"1 0 obj", b"<</Title(T)>>"],
        [b"2 0 obj", b"<</Type/Catalog>>"],
    ]
    start = int(re.findall(rb"startxref\n(\d+)\n%%EOF\n$", data)[0])
    assert data[start:].startswith(b"xref\n0 3\n0000000000 65535 f \n")
    half = bytes(range(16)).hex().encode()
    assert b"/Info 1 0 R\n/Root 2 0 R\n/Size 3\n" in data
    assert b"/ID [<" + half + b"><" + half + b">]" in data
