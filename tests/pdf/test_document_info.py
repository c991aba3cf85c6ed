"""What a file says about itself, and what it declares itself to be."""

import io
import re
from pathlib import Path

import pypdf
import pytest

from generator.cache import Cache
from generator.page import Link
from generator.pdf import write
from generator.problems import Refused
from tests.outside_programs import run
from tests.pdf.artwork import COATED, OFFICE, PRESS, ROOT, SCREEN, artwork, page, words
from tests.values import replace

FACTS = {
    "title": "Kayleigh’s story (1 & 2) <final>",
    "author": "Somewhere Council",
    "subject": "What to look for",
    "date": "2024-03-05",
}


def read(data: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(data))


def test_info_and_xmp_say_the_same() -> None:
    reader = read(write(artwork(page(words("a")), **FACTS), PRESS, COATED, cache=Cache()))
    info, xmp = reader.metadata, reader.xmp_metadata
    assert info is not None
    assert xmp is not None
    assert info.title == xmp.dc_title["x-default"] == FACTS["title"]
    assert [info.author] == xmp.dc_creator == [FACTS["author"]]
    assert info.subject == xmp.dc_description["x-default"] == FACTS["subject"]
    assert info.producer == xmp.pdf_producer == "cease-print"
    assert info.creation_date == info.modification_date
    assert info.creation_date.isoformat() == "2024-03-05T00:00:00+00:00"
    assert xmp.xmp_create_date == xmp.xmp_modify_date == info.creation_date.replace(tzinfo=None)
    assert info["/Trapped"] == "/False"


def test_a_press_file_declares_pdf_x_4_and_holds_what_it_asks_for(tmp_path: Path) -> None:
    data = write(artwork(page(words("a"), bleed=3, slug=9), **FACTS), PRESS, COATED, cache=Cache())
    (tmp_path / "a.pdf").write_bytes(data)
    run("qpdf", "--check", tmp_path / "a.pdf")
    assert data.startswith(b"%PDF-1.6")
    reader = read(data)
    packet = reader.root_object["/Metadata"].get_data().decode()
    assert "<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>" in packet
    for name in ("DocumentID", "VersionID", "RenditionClass"):
        assert re.search(f"<xmpMM:{name}>[^<]+</xmpMM:{name}>", packet)
    for name in ("CreateDate", "ModifyDate", "MetadataDate"):
        assert f"<xmp:{name}>2024-03-05T00:00:00Z</xmp:{name}>" in packet
    (intent,) = reader.root_object["/OutputIntents"]
    assert intent["/S"] == "/GTS_PDFX"
    assert intent["/OutputConditionIdentifier"] == "FOGRA39"
    assert intent["/RegistryName"] == "http://www.color.org"
    assert intent["/Info"] == "FOGRA39 coated"
    assert intent["/DestOutputProfile"]["/N"] == 4
    assert intent["/DestOutputProfile"].get_data() == Path(COATED.icc).read_bytes()
    assert len(reader.trailer["/ID"]) == 2
    assert b"/ObjStm" not in data
    assert b"ASCII85" not in data


def test_an_office_file_declares_nothing() -> None:
    reader = read(write(artwork(page(words("a"))), OFFICE, cache=Cache()))
    assert "/OutputIntents" not in reader.root_object
    assert "GTS_PDFX" not in reader.root_object["/Metadata"].get_data().decode()


def test_language_reaches_the_reader() -> None:
    root = read(
        write(artwork(page(), language="ur", direction="rtl"), OFFICE, cache=Cache())
    ).root_object
    assert root["/Lang"] == "ur"
    assert root["/ViewerPreferences"] == {"/DisplayDocTitle": True}


def test_links_are_there_only_where_the_edition_has_them() -> None:
    link = Link(10, 20, 30, 5, "https://example.org/pledge?a=(1)", "Sign the pledge – now")
    piece = artwork(page(words("a"), link))
    assert "/Annots" not in read(write(piece, OFFICE, cache=Cache())).pages[0]
    (reference,) = read(write(piece, SCREEN, cache=Cache())).pages[0]["/Annots"]
    annotation = reference.get_object()
    assert annotation["/A"] == {"/Type": "/Action", "/S": "/URI", "/URI": link.target}
    assert annotation["/Contents"] == link.description
    assert annotation["/F"] == 4
    assert annotation["/Border"] == [0, 0, 0]
    mm = 72 / 25.4
    assert annotation["/Rect"] == pytest.approx([10 * mm, 35 * mm, 40 * mm, 40 * mm], abs=0.001)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"colours": "srgb"}, "cmyk colours"),
        ({"pdf_version": "1.7"}, "version 1.6"),
        ({"links": True}, "links"),
    ],
)
def test_an_edition_that_contradicts_pdf_x_4_is_refused(
    change: dict[str, object], message: str
) -> None:
    with pytest.raises(Refused, match=message):
        write(artwork(page(words("a"))), PRESS.model_copy(update=change), COATED, cache=Cache())


@pytest.mark.parametrize("condition", ["", "fogra39-coated"])
def test_pdf_x_4_without_a_press_condition_is_refused(condition: str) -> None:
    with pytest.raises(Refused, match="press condition"):
        write(
            artwork(page(words("a"))),
            PRESS.model_copy(update={"condition": condition}),
            cache=Cache(),
        )


@pytest.mark.parametrize(
    ("profile", "message"),
    [(ROOT / "layouts/press/sRGB.icc", "four inks"), (ROOT / "nowhere.icc", "cannot be read")],
)
def test_a_profile_of_something_else_is_refused(profile: Path, message: str) -> None:
    with pytest.raises(Refused, match=message):
        write(artwork(page(words("a"))), PRESS, replace(COATED, icc=str(profile)), cache=Cache())
