"""Printing conditions: what is wrong with a profile that a printer gave out, or somebody copied."""

from pathlib import Path

import pytest

from generator.cache import Cache
from generator.pdf import profile, write
from generator.problems import Refused
from tests.pdf.artwork import COATED, PRESS, ROOT, X1A, artwork, page, rectangle
from tests.pdf.test_x1a import crest
from tests.values import replace

WHOLE = Path(COATED.icc).read_bytes()


def changed(at: int, new: bytes) -> bytes:
    return WHOLE[:at] + new + WHOLE[at + len(new) :]


def without(tag: bytes) -> bytes:
    count = int.from_bytes(WHOLE[128:132], "big")
    table = WHOLE[132 : 132 + 12 * count]
    entries = [table[at : at + 12] for at in range(0, len(table), 12)]
    return changed(132, b"".join(b"XXXX" + e[4:] if e[:4] == tag else e for e in entries))


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "is not an ICC profile"),
        (b"%PDF-1.4 " * 50, "is not an ICC profile"),
        (WHOLE[:-1], "is cut short: it has 121367 bytes of the 121368"),
        (WHOLE[:5000], "is cut short: it has 5000 bytes"),
        (changed(12, b"scnr"), "in four inks: it describes a scanner or a camera in CMYK"),
        (changed(12, b"link"), "it describes the way from one device to another"),
        (changed(16, b"RGB "), "it describes a press in RGB"),
        (changed(8, b"\5"), "is an ICC profile of version 5, which PDF 1.6 does not know"),
        (without(b"B2A0"), r"has no table from colours to inks \(B2A0\)"),
        (without(b"A2B0"), r"has no table from inks to colours \(A2B0\)"),
    ],
)
def test_a_file_that_is_no_profile_of_a_press_is_refused(
    tmp_path: Path, data: bytes, message: str
) -> None:
    file = tmp_path / "own.icc"
    file.write_bytes(data)
    with pytest.raises(Refused, match=f'"own.icc" .*{message}') as refused:
        profile(replace(COATED, icc=str(file)), cache=Cache())
    assert refused.value.problems[0].rule == "condition"
    assert refused.value.problems[0].hint


def test_a_table_beyond_the_end_is_refused(tmp_path: Path) -> None:
    at = WHOLE.index(b"B2A0", 128, 400)
    (tmp_path / "own.icc").write_bytes(changed(at + 4, b"\x7f\xff\xff\xff"))
    with pytest.raises(Refused, match="is damaged in its table from colours to inks"):
        profile(replace(COATED, icc=str(tmp_path / "own.icc")), cache=Cache())


def test_x_1a_takes_no_profile_of_a_later_version(tmp_path: Path) -> None:
    (tmp_path / "own.icc").write_bytes(changed(8, b"\4"))
    intent = replace(COATED, icc=str(tmp_path / "own.icc"))
    piece = artwork(page(rectangle(0, 0, 9, 9)))
    with pytest.raises(Refused, match="ICC profile of version 4"):
        write(piece, X1A, intent, cache=Cache())
    assert write(piece, PRESS, intent, cache=Cache())


def test_a_printers_own_profile_goes_into_the_file_as_it_is(tmp_path: Path) -> None:
    own = changed(60, b"\1\2\3\4")
    (tmp_path / "own.icc").write_bytes(own)
    intent = replace(COATED, icc=str(tmp_path / "own.icc"))
    first = write(artwork(page(rectangle(0, 0, 9, 9))), PRESS, intent, cache=Cache())
    (tmp_path / "own.icc").write_bytes(WHOLE)
    second = write(artwork(page(rectangle(0, 0, 9, 9))), PRESS, intent, cache=Cache())
    assert first != second


def test_a_profile_whose_tables_are_damaged_inside_is_refused_where_it_is_used(
    tmp_path: Path,
) -> None:
    damaged = bytearray(WHOLE)
    count = int.from_bytes(WHOLE[128:132], "big")
    for at in range(132, 132 + 12 * count, 12):
        if damaged[at : at + 3] == b"B2A":
            start = int.from_bytes(damaged[at + 4 : at + 8], "big")
            damaged[start : start + 4] = b"none"
    (tmp_path / "own.icc").write_bytes(damaged)
    intent = replace(COATED, icc=str(tmp_path / "own.icc"))
    with pytest.raises(Refused, match="cannot turn RGB into inks"):
        write(artwork(page(crest(tmp_path))), PRESS, intent, cache=Cache())


@pytest.mark.parametrize("name", ["FOGRA39L_coated", "FOGRA47L_uncoated", "IFRA26S_2004_newsprint"])
def test_the_profiles_that_come_with_the_program_are_of_presses(name: str) -> None:
    folder = ROOT / "layouts/press"
    intent = replace(COATED, icc=str(folder / f"{name}.icc"))
    assert profile(intent, "1.4", cache=Cache()).version == 2
    assert "known copyright restrictions" in (folder / f"{name}.LICENCE.txt").read_text()
