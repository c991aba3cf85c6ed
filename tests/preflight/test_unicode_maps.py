"""Which letters a font's glyphs are, by its map or by its encoding (ISO 32000-1, 9.10.2)."""

import pytest

from generator.preflight import PROFILES
from tests.checked import check
from tests.preflight.samples import Sample, office, press, words, write

SIMPLE = (
    b"<< /Type /Font /Subtype /%b /BaseFont /ABCDEF+PublicSans-Regular /FirstChar 32 /LastChar 34 "
    b"/Widths [300 600 600] /FontDescriptor @descriptor %b >>"
)
COMPOSITE = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /ABCDEF+PublicSans-Regular /Encoding /%b "
    b"/DescendantFonts [@cid] %b >>"
)
SYMBOLIC, PLAIN = b"/Flags 4", b"/Flags 32"
DRAWN = (
    b"<< /Type /Font /Subtype /Type3 /FontMatrix [0.001 0 0 0.001 0 0] /FontBBox [0 0 1000 1000] "
    b"/CharProcs << /%b @drawing >> /FirstChar 65 /LastChar 65 /Widths [1000] "
    b"/Encoding << /Differences [65 /%b] >> >>"
)
JAPANESE = b"/Registry (Adobe) /Ordering (Japan1)"


def known(font: bytes, flags: bytes = PLAIN, *, collection: bytes = b"") -> bool:
    """Whether the letters of such a font are known; it is warned of if not, and that alone."""
    sample: Sample = office() | {"plain": font, "drawing": (b"", b"0 0 1000 1000 re f")}
    descriptor, cid = sample["descriptor"], sample["cid"]
    assert isinstance(descriptor, bytes)
    assert isinstance(cid, bytes)
    sample["descriptor"] = descriptor.replace(b"/Flags 4", flags)
    if collection:
        sample["cid"] = cid.replace(b"/Registry (Adobe) /Ordering (Identity)", collection)
    del sample["address"]
    page = sample["page"]
    assert isinstance(page, bytes)
    sample["page"] = page.replace(b"@address", b"")
    report = check(write(sample), "office")
    reported = [problem for problem in report.problems if problem.rule == "to-unicode"]
    assert not any(problem.is_error for problem in reported)
    return not reported


@pytest.mark.parametrize(
    ("font", "flags"),
    [
        (SIMPLE % (b"TrueType", b"/Encoding /WinAnsiEncoding"), PLAIN),
        (SIMPLE % (b"TrueType", b"/Encoding /WinAnsiEncoding"), SYMBOLIC),
        (SIMPLE % (b"TrueType", b"/Encoding /MacRomanEncoding"), PLAIN),
        (SIMPLE % (b"TrueType", b"/Encoding /MacExpertEncoding"), PLAIN),
        (SIMPLE % (b"TrueType", b""), PLAIN),
        (SIMPLE % (b"Type1", b"/Encoding << /Differences [32 /space /eacute /uni0041] >>"), PLAIN),
        (
            SIMPLE % (b"TrueType", b"/Encoding << /BaseEncoding /WinAnsiEncoding >>"),
            SYMBOLIC,
        ),
        (DRAWN % (b"A", b"A"), PLAIN),
        (COMPOSITE % (b"UniJIS-UCS2-H", b""), SYMBOLIC),
        (COMPOSITE % (b"Identity-H", b"/ToUnicode @unicode"), SYMBOLIC),
        (COMPOSITE % (b"Identity-H", b"/ToUnicode /Identity-H"), SYMBOLIC),
        (b"<< /Type /Font /Subtype /Type1 /BaseFont /Symbol >>", PLAIN),
        (b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>", PLAIN),
    ],
)
def test_letters_known_by_a_map_or_an_encoding(font: bytes, flags: bytes) -> None:
    assert known(font, flags)


def test_letters_known_by_a_published_collection() -> None:
    assert known(COMPOSITE % (b"Identity-H", b""), collection=JAPANESE)


@pytest.mark.parametrize(
    ("font", "flags"),
    [
        (COMPOSITE % (b"Identity-H", b""), SYMBOLIC),
        (SIMPLE % (b"TrueType", b""), SYMBOLIC),
        (SIMPLE % (b"Type1", b"/Encoding << /Differences [32 /space /g17] >>"), PLAIN),
        (DRAWN % (b"g1", b"g1"), PLAIN),
    ],
)
def test_letters_that_nobody_can_know(font: bytes, flags: bytes) -> None:
    assert not known(font, flags)


def test_missing_letters_are_an_error_for_the_screen_alone() -> None:
    severities = {
        profile: row.severity
        for profile, rows in PROFILES.items()
        for row in rows.rows
        if row.rule == "to-unicode"
    }
    assert set(severities.values()) == {"warning"}
    assert "screen" not in severities
    assert "letters" in {row.rule for row in PROFILES["screen"].rows}


def test_missing_letters_are_reported_in_an_untagged_file_for_a_screen() -> None:
    sample = press() | {"plain": COMPOSITE % (b"Identity-H", b"")}
    sample["address"] = (b"", words("a", 8, 14, b"0 0 0 1 k"))
    rules = {problem.rule for problem in check(write(sample), "screen").problems}
    assert "letters" in rules
