"""Any bytes get a report: sound files of other shapes are read, the rest are problems."""

import io
import random
from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest
from pypdf.generic import NameObject

from generator.preflight.raster.render import CannotRender, Renderer
from tests.checked import check
from tests.outside_programs import run
from tests.preflight.samples import TEXT, expected, press, with_text, write


def rules(data: bytes) -> set[str]:
    return {problem.rule for problem in check(data, "press-coated", expected()).problems}


@pytest.mark.parametrize(
    "data", [b"", b"hello", b"\0" * 5000, b"%PDF", b"\x89PNG\r\n", "£".encode() * 99]
)
def test_what_is_not_a_pdf_is_said_to_be_none(data: bytes) -> None:
    report = check(data, "press-coated", expected())
    assert [problem.rule for problem in report.problems] == ["not-a-pdf"]
    assert report.rules_run == ()


def test_a_file_cut_short_is_damaged() -> None:
    data = write(press())
    for share in (0.02, 0.3, 0.6, 0.95, 0.999):
        found = rules(data[: int(len(data) * share)])
        assert found & {"damaged", "structure"}, share


def test_a_wrong_table_of_objects_is_damage_though_viewers_mend_it() -> None:
    data = write(press()).replace(b"1 0 obj", b"\n1 0 obj", 1)
    assert "structure" in rules(data)


def test_a_wrong_stream_length_is_damage() -> None:
    data = write(press())
    length = b"%d" % len(press()["xmp"][1])
    wrong = data.replace(b"/Length " + length, b"/Length " + b"9" * len(length), 1)
    assert len(wrong) == len(data)
    assert "structure" in rules(wrong)


def test_an_encrypted_file_is_refused() -> None:
    writer = pypdf.PdfWriter(io.BytesIO(write(press())))
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    (problem,) = check(out.getvalue(), "press-coated", expected()).problems
    assert problem.rule == "encrypted"


def test_a_file_with_cross_reference_streams_gets_the_same_report(tmp_path: Path) -> None:
    plain, packed = tmp_path / "plain.pdf", tmp_path / "packed.pdf"
    plain.write_bytes(write(press()))
    run("qpdf", "--object-streams=generate", "--force-version=1.6", plain, packed)
    assert b"/XRef" in packed.read_bytes()
    ours = check(plain.read_bytes(), "press-coated", expected())
    assert check(packed.read_bytes(), "press-coated", expected()) == ours
    assert not ours.problems


def test_a_file_saved_again_on_its_end_is_read_in_its_newest_form() -> None:
    reader = pypdf.PdfReader(io.BytesIO(write(press())))
    writer = pypdf.PdfWriter(reader, incremental=True)
    del writer.pages[0][NameObject("/TrimBox")]
    out = io.BytesIO()
    writer.write(out)
    assert out.getvalue().startswith(write(press()))
    assert "trim-box" in rules(out.getvalue())


def test_content_that_loops_into_itself_ends() -> None:
    sample = press()
    sample["x"] = (
        b"/Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X @x >> >>",
        b"/X Do",
    )
    sample["resources"] = b"<< /Font << /F1 @font >> /XObject << /X @x >> >>"
    sample["ground"] = (b"", b"/X Do\n")
    sample["marks"] = (b"", b"")
    assert "content" in rules(write(sample))


def test_a_page_tree_that_loops_ends() -> None:
    sample = press() | {"pages": b"<< /Type /Pages /Count 1 /Kids [@pages] >>"}
    assert "page-count" in rules(write(sample))


def test_a_stream_that_unpacks_without_end_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    import zlib

    from generator.pdfobjects import filters

    monkeypatch.setattr(filters, "MAX_BYTES", 1 << 20)
    bomb = zlib.compress(b" " * (1 << 22))
    assert "content" in rules(write(press() | {"ground": (b"/Filter /FlateDecode", bomb)}))


@pytest.mark.parametrize("piece", [b" ", b"%%\n", b"1", b"(", b"[", b"<<", b"/A ", b"q "])
def test_content_of_one_thing_again_and_again_is_read_in_no_time(piece: bytes) -> None:
    """Nothing here may take time that grows with the square of its length."""
    import time

    many = piece * (2_000_000 // len(piece) if piece != b"q " else 20_000)
    for end in (b"", b"x", b"\n"):
        start = time.process_time()
        check(write(press() | {"ground": (b"", many + end)}), "pdfx4")
        assert time.process_time() - start < 5


NESTED = b"[(a\\(b) -3 (c (d) e) .5 <41>]"


def test_an_array_with_brackets_in_its_strings_is_taken_as_any_other() -> None:
    from generator.pdfobjects.content_stream import FlatArray, content_tokens

    (token, end), _ = content_tokens(NESTED + b" TJ")
    assert token == FlatArray(b"[<612862> -3 <63202864292065> 0.5 <41>]")
    assert end == len(NESTED)
    text = TEXT.replace(b"[<0022> 12 <0023>]", b'[(\0"(\0#)) 12 <0023>]')
    assert "content" not in rules(write(press() | {"text": (b"", text)}))


@pytest.mark.parametrize(
    "content",
    [b"12 M 0 0 m 9 9 l S", b"q " * 500 + b"Q " * 500],
    ids=["a long mitre", "states saved deep"],
)
def test_what_is_seldom_done_and_allowed_is_not_reported(content: bytes) -> None:
    drawn = with_text(press(), "ground", b"q ", b"q " + content + b" ")
    assert "content" not in rules(write(drawn))


@pytest.mark.parametrize(
    "content", [b"7 Do", b"q " * 100_000, b"<41> Do", b"/F1 (a) Tf", b"1 2 3 cm", b"@ " * 9000]
)
def test_nonsense_in_content_is_reported_in_words(content: bytes) -> None:
    drawn = with_text(press(), "ground", b"q ", b"q " + content + b" ")
    found = check(write(drawn), "press-coated", expected()).problems
    reported = [one for one in found if one.rule == "content"]
    assert reported
    assert not [said for one in found for said in one.details if "Error: " in said]


def test_a_page_off_its_sheet_is_reported_in_words() -> None:
    drawn = with_text(press(), "page", b"/MediaBox [0.0000", b"/MediaBox [900")
    found = check(write(drawn), "press-coated", expected()).problems
    assert "boxes-nested" in {one.rule for one in found}
    assert not [said for one in found for said in one.details if "Error: " in said]


@pytest.mark.parametrize("unit", [b"-1", b"0", b"/A", b"1000000000000", b"[]"])
def test_a_user_unit_that_is_none_counts_as_one(unit: bytes) -> None:
    drawn = with_text(press(), "page", b"/Parent", b"/UserUnit " + unit + b" /Parent")
    assert rules(write(drawn)) == {"user-unit"}


def test_compressed_content_reads_as_plain_content_does() -> None:
    import base64
    import zlib

    plain = press()["code"][1]
    packed = {
        b"/Filter /FlateDecode": zlib.compress(plain),
        b"/Filter [/ASCII85Decode /FlateDecode]": base64.a85encode(zlib.compress(plain)) + b"~>",
        b"/Filter /ASCIIHexDecode": plain.hex().encode() + b">",
    }
    for entries, data in packed.items():
        report = check(write(press() | {"code": (entries, data)}), "press-coated", expected())
        assert not report.problems, entries


@pytest.mark.parametrize("seed", range(60))
def test_no_damage_raises(seed: int) -> None:
    """Bytes changed, dropped and doubled at random places, most of them in the structure."""
    chance = random.Random(seed)
    sample = press()
    sample["program"], sample["icc"] = (b"", b"font"), (b"/N 4", b"profile")
    data = bytearray(write(sample))
    for _ in range(chance.randint(1, 12)):
        place = chance.randrange(len(data))
        match chance.randrange(3):
            case 0:
                data[place] = chance.choice(b"<>[]()/ 0123456789RDfT%\\")
            case 1:
                del data[place : place + chance.randint(1, 40)]
            case _:
                data[place:place] = data[place : place + chance.randint(1, 40)]
    report = check(bytes(data), "press-coated", expected())
    assert report.problems


def _shorter_rows(data: bytes) -> bytes:
    """Rows of the table of objects with a line feed alone at their ends."""
    start = data.index(b"xref\n", data.index(b"endobj"))
    return data[:start] + data[start:].replace(b" n \n", b" n\n").replace(b" f \n", b" f\n")


def _commented(data: bytes) -> bytes:
    """A comment at the end of the last object, which moves none."""
    last = data.rindex(b"endobj")
    moved = data[:last] + b"% as some writers do\n" + data[last:]
    table = data.index(b"xref\n", last)
    start = b"startxref\n%d" % table
    return moved.replace(start, b"startxref\n%d" % (table + len(b"% as some writers do\n")))


def _carriage_return(data: bytes) -> bytes:
    return data.replace(b"stream\nq ", b"stream\rq ", 1)


@pytest.mark.parametrize("shape", [_shorter_rows, _commented, _carriage_return])
def test_what_every_reader_reads_is_not_damage(shape: Callable[[bytes], bytes]) -> None:
    data = write(press())
    assert shape(data) != data
    assert check(shape(data), "press-coated", expected()).problems == ()


def test_null_among_annotations_is_nothing() -> None:
    sample = with_text(press(), "page", b"/Parent", b"/Annots [null null] /Parent")
    assert check(write(sample), "press-coated", expected()).problems == ()


def test_a_page_that_cannot_be_drawn_is_reported_in_plain_words(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(renderer: Renderer) -> Renderer:
        raise CannotRender("PDFium cannot open the file")

    monkeypatch.setattr(Renderer, "__enter__", refuse)
    (problem,) = check(write(press()), "press-coated").problems
    assert problem.details[0] == "PDFium cannot open the file"


def test_what_stops_many_rules_is_reported_once() -> None:
    sample = press() | {"pages": b"<< /Type /Pages /Count 1 /Kids [@pages] >>"}
    (problem,) = check(write(sample), "press-coated").problems
    assert problem.message.endswith("preflight rules could not run")
    said, rules = problem.details
    assert said == "the page tree is broken"
    assert {"trim-box", "bleed", "code-contrast"} <= set(rules.split(", "))
