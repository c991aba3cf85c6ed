"""Every shape in which other programs store objects and streams reads as the plain one does."""

import base64
import io
import zlib
from pathlib import Path

import pytest

from generator.pdfobjects.file import decode
from generator.pdfobjects.filters import unfiltered
from generator.pdfobjects.values import Malformed, Stream
from tests.checked import check, open_file
from tests.outside_programs import run
from tests.preflight.samples import expected, press, write

PLAIN = b"q 0 0.04 0.12 0 k 0 0 9 9 re f Q\n" * 40


def repacked(tmp_path: Path, *options: str) -> bytes:
    plain, packed = tmp_path / "plain.pdf", tmp_path / "packed.pdf"
    plain.write_bytes(write(press()))
    run("qpdf", *options, "--force-version=1.6", plain, packed)
    return packed.read_bytes()


@pytest.mark.parametrize(
    "options",
    [
        ("--linearize",),
        ("--object-streams=generate",),
        ("--object-streams=generate", "--linearize"),
        ("--newline-before-endstream", "--object-streams=preserve"),
        ("--qdf",),
    ],
    ids=" ".join,
)
def test_a_file_packed_otherwise_gets_the_same_report(
    tmp_path: Path, options: tuple[str, ...]
) -> None:
    ours = check(write(press()), "press-coated", expected())
    assert not ours.problems
    assert check(repacked(tmp_path, *options), "press-coated", expected()) == ours


def hybrid(sound: bool = True) -> bytes:
    """A file whose Info is only in the half that older readers do not see (7.5.8.4)."""
    data = write(press())
    number = data.count(b" 0 obj")  # Info is the last
    offset = data.index(b"%d 0 obj" % number)
    row = b"%010d 00000 n \n" % offset
    data = data.replace(row, b"0000000000 00001 f \n")
    cells = b"\x01" + (offset if sound else 9).to_bytes(4) + b"\0"
    start = data.index(b"xref\n")
    hidden = (
        b"%d 0 obj << /Type /XRef /Size %d /W [1 4 1] /Index [%d 1] /Length %d >>\nstream\n"
        % (number + 1, number + 2, number, len(cells))
        + cells
        + b"\nendstream\nendobj\n"
    )
    data = data[:start] + hidden + data[start:]
    data = data.replace(b"trailer\n<<", b"trailer\n<< /XRefStm %d" % start)
    return data.replace(b"startxref\n%d" % start, b"startxref\n%d" % (start + len(hidden)))


def test_a_hybrid_file_is_read_through_its_hidden_half() -> None:
    assert not check(hybrid(), "press-coated", expected()).problems
    assert "structure" in {
        problem.rule for problem in check(hybrid(False), "press-coated", expected()).problems
    }


def test_a_file_with_bytes_before_its_header_is_damaged_but_read() -> None:
    report = check(b"HTTP/1.1 200 OK\r\n" + write(press()), "press-coated", expected())
    (problem,) = report.problems
    assert (problem.rule, problem.message) == (
        "structure",
        "the file is damaged: 17 bytes stand before its header",
    )
    assert report.plates == ("Magenta", "Yellow", "Black")


def test_a_file_without_any_table_is_searched_for_its_objects() -> None:
    data = write(press())
    report = check(data[: data.index(b"xref\n")], "press-coated", expected())
    assert {problem.rule for problem in report.problems} == {"structure", "file-id"}
    assert [reading.text for reading in report.codes] == ["https://example.org/pledge"]


def test_what_is_listed_at_byte_0_is_free() -> None:
    """As old Macs wrote it, for object 0 and others."""
    data = write(press()).replace(b"0000000000 65535 f ", b"0000000000 65535 n ")
    count = data.count(b" 00000 n ") + 1
    data = data.replace(b"xref\n0 %d\n" % count, b"xref\n0 %d\n" % (count + 1), 1)
    data = data.replace(b"trailer\n", b"0000000000 00000 n \ntrailer\n")
    assert not check(data, "press-coated", expected()).problems


def test_packed_objects_are_found_without_any_table(tmp_path: Path) -> None:
    data = repacked(tmp_path, "--object-streams=generate")
    report = check(data[: data.rindex(b"startxref")], "press-coated", expected())
    assert {problem.rule for problem in report.problems} == {"structure"}
    assert report.plates == ("Magenta", "Yellow", "Black")


def test_an_object_moved_by_one_byte_is_damage_in_a_packed_file(tmp_path: Path) -> None:
    data = repacked(tmp_path, "--object-streams=generate")
    moved = data.replace(b"stream\n", b"stream\r\n", 1)
    assert "structure" in {problem.rule for problem in check(moved, "press-coated").problems}


def lzw(data: bytes) -> bytes:
    """LZW with nothing learnt: a clear code every 200 bytes keeps every code at nine bits."""
    codes: list[int] = []
    for start in range(0, len(data), 200):
        codes += [256, *data[start : start + 200]]
    bits = "".join(f"{code:09b}" for code in [*codes, 257])
    return int(bits.ljust(-(-len(bits) // 8) * 8, "0"), 2).to_bytes(-(-len(bits) // 8))


def run_lengths(data: bytes) -> bytes:
    rows = [data[start : start + 128] for start in range(0, len(data), 128)]
    return b"".join(bytes((len(row) - 1,)) + row for row in rows) + b"\x80"


def png(data: bytes, kind: int, width: int = 30) -> bytes:
    """Each row predicted by `kind` for one byte to the pixel."""
    out, above = b"", bytes(width)
    for start in range(0, len(data), width):
        row = data[start : start + width].ljust(width, b"\n")
        out += bytes((kind,))
        for index, up in enumerate(above):
            left = row[index - 1] if index else 0
            corner = above[index - 1] if index else 0
            paeth = min((left, up, corner), key=lambda v: abs(left + up - corner - v))
            guess = (0, left, up, (left + up) // 2, paeth)[kind]
            out += bytes(((row[index] - guess) % 256,))
        above = row
    return out


def tiff(data: bytes, width: int = 30) -> bytes:
    rows = [data[start : start + width].ljust(width, b"\n") for start in range(0, len(data), width)]
    return b"".join(
        bytes((row[0], *((b - a) % 256 for a, b in zip(row, row[1:], strict=False))))
        for row in rows
    )


COLUMNS = b"/DecodeParms << /Predictor %d /Columns 30 >> /Filter /FlateDecode"
PACKED = {
    "flate": (b"/Filter /FlateDecode", zlib.compress(PLAIN)),
    "lzw": (b"/Filter /LZWDecode", lzw(PLAIN)),
    "run lengths": (b"/Filter [/RunLengthDecode]", run_lengths(PLAIN)),
    "hexadecimal": (b"/Filter /ASCIIHexDecode", PLAIN.hex(" ").encode() + b">"),
    "85 over flate": (
        b"/Filter [/ASCII85Decode /FlateDecode]",
        base64.a85encode(zlib.compress(PLAIN), wrapcol=60) + b"~>",
    ),
    "tiff predictor": (COLUMNS % 2, zlib.compress(tiff(PLAIN))),
    **{
        f"png predictor {kind}": (COLUMNS % (10 + kind), zlib.compress(png(PLAIN, kind)))
        for kind in range(5)
    },
}


@pytest.mark.parametrize("case", PACKED)
def test_a_stream_reads_as_it_was_before_its_filters(case: str) -> None:
    file = open_file(write(press() | {"extra": PACKED[case]}))
    number = file.numbers[-1]
    stream = file.stored(number).value
    assert isinstance(stream, Stream)
    assert decode(file, stream).rstrip() == PLAIN.rstrip()


def test_lzw_that_learns_reads_as_another_program_wrote_it() -> None:
    """The specification's own example (7.4.4.2)."""
    data = bytes.fromhex("800B6050220C0C8501")
    assert unfiltered(data, [("LZWDecode", {})]) == bytes((45, 45, 45, 45, 45, 65, 45, 45, 45, 66))


def test_long_lzw_grows_its_codes_as_pillow_does() -> None:
    from PIL import Image

    words = bytes(value * value % 251 for value in range(60_000))
    out = io.BytesIO()
    Image.frombytes("L", (300, 200), words).save(out, "TIFF", compression="tiff_lzw")
    with Image.open(io.BytesIO(out.getvalue())) as picture:
        offsets, counts = picture.tag_v2[273], picture.tag_v2[279]  # type: ignore[attr-defined]
    strips = [out.getvalue()[o : o + n] for o, n in zip(offsets, counts, strict=True)]
    assert b"".join(unfiltered(strip, [("LZWDecode", {})]) for strip in strips) == words


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("FlateDecode", b"not deflated"),
        ("LZWDecode", b"\xff\xff\xff"),
        ("ASCIIHexDecode", b"0g>"),
        ("ASCII85Decode", b"\x7f~>"),
        ("DCTDecode", b"\xff\xd8"),
    ],
)
def test_a_filter_that_cannot_be_undone_says_so(kind: str, data: bytes) -> None:
    with pytest.raises(Malformed):
        unfiltered(data, [(kind, {})])


@pytest.mark.parametrize("kind", ["LZWDecode", "RunLengthDecode", "FlateDecode"])
def test_every_filter_stops_at_the_limit(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from generator.pdfobjects import filters

    monkeypatch.setattr(filters, "MAX_BYTES", 5000)
    bomb = {
        "LZWDecode": lzw(bytes(9000)),
        "RunLengthDecode": b"\x81\0" * 50 + b"\x80",
        "FlateDecode": zlib.compress(bytes(9000)),
    }[kind]
    with pytest.raises(Malformed, match="more than"):
        unfiltered(bomb, [(kind, {})])
