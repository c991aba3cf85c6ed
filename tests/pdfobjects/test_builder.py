"""PDF files written, and parts of other files copied."""

import gc
import io
from typing import TypeAlias

import pikepdf
import pytest

from generator.cache import Cache
from generator.pdfobjects.builder import New, ScratchBuilder, serialised
from generator.pdfobjects.file import PdfFile, open_file, page_objects
from generator.pdfobjects.parse import parse
from generator.pdfobjects.sheet_builder import SheetBuilder
from generator.pdfobjects.values import Obj, Ref, Stream
from tests.preflight.samples import press, with_text, write


def opened(data: bytes) -> PdfFile:
    file = open_file(data, cache=Cache())
    assert not file.damage
    return file


Kind: TypeAlias = type[ScratchBuilder] | type[SheetBuilder]
by_each = pytest.mark.parametrize("kind", [ScratchBuilder, SheetBuilder])


def copied(
    kind: Kind, source: PdfFile, page: dict[str, object], **choices: frozenset[str]
) -> PdfFile:
    builder = kind(source, **choices)
    return opened(builder.finish({"Pages": builder.page_tree([page])}))


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, b"null"),
        (True, b"true"),
        (1.0, b"1"),
        (-0.0, b"0"),
        (1e-7, b"0.0000001"),
        (0.1 + 0.2, b"0.30000000000000004"),
        (1e20, b"100000000000000000000"),
        ("A b#\xe9", b"/A#20b#23#E9"),
        (b"(\\)\r", b"<285c290d>"),
        ((1, "N", Ref(4, 0), New(2)), b"[1 /N 4 0 R 2 0 R]"),
        ({"K": ()}, b"<</K []>>"),
        (Stream({"Length": 99}, b"ab"), b"<</Length 2>>\nstream\nab\nendstream"),
    ],
)
def test_a_value_is_written_as_the_specification_says(value: object, written: bytes) -> None:
    assert serialised(value) == written


@pytest.mark.parametrize(
    "value", ["A b#\xe9\xff", b"(\\)\r\xfe\xff\x00", (1, -0.5, (True, None)), {"\xe9": {"B": b""}}]
)
def test_what_is_written_is_read_as_it_was(value: Obj) -> None:
    assert parse(serialised(value) + b" ")[0] == value


def test_writing_a_value_leaves_nothing_for_the_collector() -> None:
    gc.collect()
    gc.disable()
    try:
        for _ in range(20):
            serialised({"K": (1, Ref(4, 0))})
        assert gc.collect() == 0
    finally:
        gc.enable()


def test_a_stream_inside_a_value_is_a_mistake_of_the_program() -> None:
    with pytest.raises(TypeError):
        serialised({"S": Stream({}, b"")})


@by_each
def test_a_page_is_copied_byte_for_byte_with_all_it_leads_to(kind: Kind) -> None:
    source = opened(write(press()))
    page = dict(page_objects(source)[0].entries)
    made = copied(kind, source, page, left_behind=frozenset({"Pages"}))
    (copy,) = page_objects(made)
    before = [source.get(one) for one in source.array(page["Contents"])]
    after = [made.get(one) for one in made.array(copy.entries["Contents"])]
    raw = [one.raw for one in before if isinstance(one, Stream)]
    assert raw == [one.raw for one in after if isinstance(one, Stream)] != []
    streams = {one.value.raw for one in source.every if isinstance(one.value, Stream)}
    kept = {one.value.raw for one in made.every if isinstance(one.value, Stream)}
    assert set(raw) < kept <= streams


@by_each
def test_names_keep_their_bytes(kind: Kind) -> None:
    """Whatever a foreign program meant by them, content streams use the same bytes."""
    names = b"/Properties << /\xe9 1 /\xc3\xa9 2 /\xb0\xa1 3 >>"
    source = opened(write(with_text(press(), "page", b"/Parent", names + b" /Parent")))
    made = copied(kind, source, dict(page_objects(source)[0].entries))
    (page,) = page_objects(made)
    assert page.entries["Properties"] == {"\xe9": 1, "\xc3\xa9": 2, "\xb0\xa1": 3}


@by_each
def test_an_object_is_copied_once_and_loops_end(kind: Kind) -> None:
    source = opened(write(press()))
    builder = kind(source)
    root = source.trailer["Root"]
    first, second = builder.add((root, root)), builder.add((root,))
    made = opened(builder.finish({"First": first, "Second": second}))
    one, other = made.array(made.catalog["First"])
    assert one == other == made.array(made.catalog["Second"])[0]
    assert made.dictionary(one)["Type"] == "Catalog"


@by_each
def test_what_is_dropped_or_left_behind_brings_nothing_along(kind: Kind) -> None:
    source = opened(write(press()))
    page = page_objects(source)[0]
    builder = kind(source, dropped=frozenset({"Parent"}), left_behind=frozenset({"Font"}))
    fonts = source.dictionary(source.dictionary(page.entries["Resources"])["Font"])
    place = builder.add({"Copy": Ref(page.number, 0), "Font": next(iter(fonts.values()))})
    made = opened(builder.finish({"Kept": place}))
    kept = made.dictionary(made.catalog["Kept"])
    assert "Parent" not in made.dictionary(kept["Copy"])
    assert made.get(kept["Font"]) is None


@by_each
def test_another_object_stands_in_for_one_of_the_source(kind: Kind) -> None:
    source = opened(write(press()))
    number = page_objects(source)[0].number
    builder = kind(source)
    builder.fill(builder.instead_of(number), {"Type": "Other"})
    made = opened(builder.finish({"Leads": builder.add((Ref(number, 0),))}))
    (found,) = made.array(made.catalog["Leads"])
    assert made.dictionary(found) == {"Type": "Other"}


@by_each
def test_a_file_is_as_qpdf_wants_it_and_the_same_each_time(kind: Kind) -> None:
    def made() -> bytes:
        builder = kind()
        content = builder.deflated({}, b"0 g 1 1 5 5 re f")
        page = {"MediaBox": (0, 0, 9, 9), "Resources": {}, "Contents": content}
        return builder.finish({"Pages": builder.page_tree([page])}, {"Title": b"a"}, "1.6")

    data = made()
    assert data == made()
    assert data.startswith(b"%PDF-1.6\n")
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert pdf.pages[0].Contents.read_bytes() == b"0 g 1 1 5 5 re f"
        assert pdf.docinfo["/Title"] == "a"
        if kind is SheetBuilder:
            assert pdf.trailer["/ID"][0] == pdf.trailer["/ID"][1]
