"""Words come back from the file exactly, letter for letter, and lie where they were set."""

import io
import itertools
import shutil
import subprocess
import unicodedata
from pathlib import Path

import pypdf
import pypdfium2
import pytest

from generator.cache import Cache
from generator.fonts import FontFace, FontFile
from generator.page import Cluster, GlyphRun
from generator.pdf import write
from generator.pdf.glyph_codes import MOST_UNITS, ClusterCodes, ExtraGlyph, Repertoire
from tests.outside_programs import needs, run
from tests.pdf.artwork import (
    BLACK,
    BOLD,
    CFF,
    COATED,
    GUJARATI,
    OFFICE,
    PRESS,
    REGULAR,
    artwork,
    page,
    shape,
    words,
)
from tests.values import replace

LINES = (
    "The office first finds, “afterwards”, what Kayleigh’s story says, 9–5;",
    "ring 01234 567890 or 999; write to help@example.org.uk.",
    "Café, naïve, Łódź, Ţară: AVATAR To. Wa",
)


def poppler(data: bytes, folder: Path) -> str:
    (folder / "a.pdf").write_bytes(data)
    return run("pdftotext", "-raw", folder / "a.pdf", "-")


def pdfium(data: bytes) -> str:
    with pypdfium2.PdfDocument(data) as document:
        return "\n".join(side.get_textpage().get_text_bounded() for side in document)


def glyph(character: str) -> int:
    return REGULAR.face.glyph(ord(character))


def plain(character: str, text: str) -> Cluster:
    """A cluster that draws a character's glyph and stands for another text."""
    return Cluster(text, ((glyph(character), 0, 0),), REGULAR.face.advance(glyph(character)))


def set_clusters(*clusters: Cluster) -> GlyphRun:
    return GlyphRun(REGULAR, 12, 10, 20, BLACK, clusters)


def test_every_extractor_reads_the_words_as_written(tmp_path: Path) -> None:
    runs = [words(line, y=10 + 10 * n, font=(REGULAR, BOLD)[n % 2]) for n, line in enumerate(LINES)]
    data = write(artwork(page(*runs, width=200)), PRESS, COATED, cache=Cache())
    assert poppler(data, tmp_path).split() == " ".join(LINES).split()
    assert pdfium(data).split() == " ".join(LINES).split()
    assert pypdf.PdfReader(io.BytesIO(data)).pages[0].extract_text().split() == (
        " ".join(LINES).split()
    )
    assert (
        run("mutool", "draw", "-N", "-F", "txt", tmp_path / "a.pdf").split()
        == " ".join(LINES).split()
    )


def test_two_copies_of_a_font_file_are_one_font(tmp_path: Path) -> None:
    """A project with fonts of its own, and a job sheet in the program's."""
    copied = Path(shutil.copy(REGULAR.path, tmp_path / "copy.ttf"))
    marks = words("office"), words("297 × 210", y=20, font=replace(REGULAR, path=str(copied)))
    data = write(artwork(page(*marks)), OFFICE, cache=Cache())
    assert poppler(data, tmp_path).split() == ["office", "297", "×", "210"]
    assert len(run("pdffonts", tmp_path / "a.pdf").splitlines()) == 3


def test_all_fonts_are_embedded_subsets(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(
        write(artwork(page(words("plain"), words("bold", y=20, font=BOLD))), OFFICE, cache=Cache())
    )
    rows = [line.split() for line in run("pdffonts", tmp_path / "a.pdf").splitlines()[2:]]
    assert sorted(row[0][7:] for row in rows) == ["PublicSans-Bold", "PublicSans-Regular"]
    for row in rows:
        assert row[0][:6].isalpha()
        assert row[0][:6].isupper()
        assert row[1:4] == ["CID", "TrueType", "Identity-H"]
        assert row[4:7] == ["yes", "yes", "yes"]
    run("qpdf", "--check", tmp_path / "a.pdf")


def test_one_glyph_may_stand_for_two_texts() -> None:
    a, space, hard = plain("a", "a"), plain(" ", " "), plain(" ", "\u00a0")
    data = write(artwork(page(set_clusters(a, space, a, hard, a))), OFFICE, cache=Cache())
    assert pdfium(data).strip() == "a a\u00a0a"
    assert pypdf.PdfReader(io.BytesIO(data)).pages[0].extract_text() == "a a\u00a0a"


def test_a_letter_with_marks_placed_by_hand_is_one_code_with_its_text(tmp_path: Path) -> None:
    dotted = Cluster("e\u0307\u0323", ((glyph("e"), 0, 0), (glyph("."), 400, 1300)), 1100)
    again = Cluster("e\u0307", ((glyph("e"), 0, 0), (glyph("."), 400, 1300)), 1100)
    data = write(artwork(page(set_clusters(plain("a", "a"), dotted, again))), OFFICE, cache=Cache())
    assert poppler(data, tmp_path).strip() == "ae\u0307\u0323e\u0307"
    assert pdfium(data).strip() == "ae\u0307\u0323e\u0307"


def ink_box(data: bytes, dots_per_mm: float) -> tuple[float, float, float, float]:
    """The box around everything dark on the first page, in mm from its top left."""
    with pypdfium2.PdfDocument(data) as document:
        picture = document[0].render(scale=dots_per_mm * 25.4 / 72).to_pil().convert("L")
    box = picture.point(lambda level: 255 if level < 128 else 0).getbbox()
    assert box is not None
    return tuple(side / dots_per_mm for side in box)


@pytest.mark.parametrize("character", ["H", "."])
def test_a_glyph_lies_where_it_was_set(character: str) -> None:
    size, x, y = 72.0, 20.0, 40.0
    data = write(artwork(page(words(character, x, y, size=size))), OFFICE, cache=Cache())
    left, bottom, right, top = REGULAR.face.inks[glyph(character)]
    mm = size / 2000 * 25.4 / 72
    expected = (x + left * mm, y - top * mm, x + right * mm, y - bottom * mm)
    assert ink_box(data, 10) == pytest.approx(expected, abs=0.11)


def test_a_composite_lies_where_its_parts_would() -> None:
    parts = ((glyph("o"), 100, 0), (glyph("."), -300, 1200), (glyph("."), 900, -500))
    composite = GlyphRun(REGULAR, 72, 20, 40, BLACK, (Cluster("o\u0307\u0323", parts, 1200),))
    apart = [
        GlyphRun(
            REGULAR,
            72,
            20 + x / 2000 * 25.4,
            40 - y / 2000 * 25.4,
            BLACK,
            (Cluster("o", ((number, 0, 0),), 0),),
        )
        for number, x, y in parts
    ]
    assert ink_box(write(artwork(page(composite)), OFFICE, cache=Cache()), 10) == pytest.approx(
        ink_box(write(artwork(page(*apart)), OFFICE, cache=Cache()), 10), abs=0.11
    )


def test_the_pen_follows_the_shaped_advances() -> None:
    """A full stop after forty tracked and kerned letters is still in its place."""
    tracked = [
        cluster._replace(advance=cluster.advance + 37.25)
        for cluster in shape("AVAToW" * 7, REGULAR)
    ]
    before = GlyphRun(REGULAR, 8, 10, 20, BLACK, tuple(tracked))
    data = write(
        artwork(page(GlyphRun(REGULAR, 8, 10, 20, BLACK, (*tracked, *shape(".", REGULAR))))),
        OFFICE,
        cache=Cache(),
    )
    left, _, right, _ = REGULAR.face.inks[glyph(".")]
    mm = 8 / 2000 * 25.4 / 72
    with pypdfium2.PdfDocument(data) as document:
        text = document[0].get_textpage()
        box = text.get_charbox(text.count_chars() - 1)
    assert box[0] * 25.4 / 72 == pytest.approx(10 + before.width + left * mm, abs=0.005)
    assert box[2] * 25.4 / 72 == pytest.approx(10 + before.width + right * mm, abs=0.005)


def test_gujarati_comes_back_word_for_word(tmp_path: Path) -> None:
    needs(GUJARATI)
    font = FontFile("Noto Sans Gujarati", 400, GUJARATI)
    text = "બાળકોને સુરક્ષિત રાખવા માટે આપણે સૌ જવાબદાર છીએ"
    data = write(artwork(page(words(text, font=font), width=200)), PRESS, COATED, cache=Cache())
    assert poppler(data, tmp_path).split() == text.split()
    assert pdfium(data).split() == text.split()
    run("qpdf", "--check", tmp_path / "a.pdf")


def test_a_cff_font_is_embedded_as_cff(tmp_path: Path) -> None:
    needs(CFF)
    font = FontFile("C059", 400, CFF)
    opened = FontFace(CFF)
    e, dot, space = (opened.glyph(ord(character)) for character in "e. ")
    clusters = (
        *shape("First office", font),
        Cluster("\u00a0", ((space, 0, 0),), opened.advance(space)),
        Cluster("e\u0307", ((e, 0, 0), (dot, 120, 900)), opened.advance(e)),
    )
    data = write(artwork(page(GlyphRun(font, 24, 10, 20, BLACK, clusters))), OFFICE, cache=Cache())
    assert pdfium(data).strip() == "First office\u00a0e\u0307"
    assert poppler(data, tmp_path).split() == ["First", "office", "e\u0307"]
    assert "CID Type 0C" in run("pdffonts", tmp_path / "a.pdf")
    run("gs", "-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=nullpage", tmp_path / "a.pdf")
    dot_top = 20 - (900 + opened.inks[dot][3]) / 1000 * 24 * 25.4 / 72
    assert ink_box(data, 20)[1] == pytest.approx(dot_top, abs=0.06)


def colliding() -> tuple[str, str]:
    """Two texts for the glyph of `a` whose codes are drawn alike."""
    seen: dict[int, str] = {}
    repertoire = Repertoire(REGULAR.face)
    for letters in itertools.product("bcdefghijk", repeat=4):
        text = "".join(letters)
        code = repertoire.preferred(ExtraGlyph(((glyph("a"), 0, 0),), text))
        if code in seen:
            return seen[code], text
        seen[code] = text
    raise AssertionError("no two codes are alike")


def test_two_meanings_that_want_the_same_code_both_get_through(tmp_path: Path) -> None:
    one, other = colliding()
    single = [artwork(page(set_clusters(plain("a", text)))) for text in (one, other)]
    both = artwork(page(set_clusters(plain("a", one), plain(" ", " "), plain("a", other))))
    alone = [write(piece, OFFICE, cache=Cache()) for piece in single]
    together = write(both, OFFICE, cache=Cache())
    assert [poppler(data, tmp_path).split() for data in (*alone, together)] == [
        [one],
        [other],
        [one, other],
    ]
    assert [write(piece, OFFICE, cache=Cache()) for piece in single] == alone


def placed_after(mark: tuple[int, float, float], advance: float) -> GlyphRun:
    """A letter with a mark on it, shaped `advance` wide, in a word."""
    letter = plain("o", "o")
    marked = Cluster("ö", (*letter.glyphs, mark), advance)
    return set_clusters(plain("g", "g"), marked, plain("d", "d"), plain("s", "s"))


@pytest.mark.parametrize("share", [0.9, 1.0, 1.06, 1.4, 2.0])
def test_a_cluster_shaped_wider_than_its_glyphs_leaves_no_space_in_a_word(
    tmp_path: Path, share: float
) -> None:
    """As Bengali and Nastaliq fonts do; the letters after it stay where they were set."""
    dot = (glyph("."), 0, 1300)
    advance = round(REGULAR.face.advance(glyph("o")) * share)
    data = write(artwork(page(placed_after(dot, advance))), OFFICE, cache=Cache())
    assert poppler(data, tmp_path).split() == ["göds"]
    assert pdfium(data).split() == ["göds"]
    with pypdfium2.PdfDocument(data) as document:
        text = document[0].get_textpage()
        left = text.get_charbox(2, loose=True)[0]
    em = 12 / REGULAR.face.units_per_em
    expected = 10 * 72 / 25.4 + (REGULAR.face.advance(glyph("g")) + advance) * em
    assert left == pytest.approx(expected, abs=0.02)


@pytest.mark.parametrize("number", ["0116 252 7000", "www.leics.police.uk/CEASE"])
def test_numbers_and_addresses_are_copied_in_order_from_right_to_left_pieces(number: str) -> None:
    piece = artwork(page(words(number)), language="ur", direction="rtl")
    assert pdfium(write(piece, OFFICE, cache=Cache())).split() == number.split()


@pytest.mark.parametrize("marks", [61, 62, 200])
def test_a_letter_with_very_many_marks_is_read_whole(tmp_path: Path, marks: int) -> None:
    """The text of one code has a limit, and readers lose a letter whose text is longer."""
    letter = "e" + "\u0301\u0323" * (marks // 2) + "\u0301" * (marks % 2)
    clusters = plain("e", letter), *(plain(each, each) for each in "nd")
    data = write(artwork(page(set_clusters(*clusters), width=200)), OFFICE, cache=Cache())
    (tmp_path / "a.pdf").write_bytes(data)
    said = subprocess.run(
        ["pdftotext", "-raw", tmp_path / "a.pdf", "-"], capture_output=True, check=True, text=True
    )
    assert said.stderr == ""
    normal = unicodedata.normalize("NFD", f"{letter}nd")
    assert unicodedata.normalize("NFD", said.stdout).split() == [normal]
    read = unicodedata.normalize("NFD", pdfium(data))
    assert read.split() == [normal]


def test_a_code_stands_for_whole_characters() -> None:
    letter = "e" + "\u0301" * (MOST_UNITS - 2) + "\U0001e000" * 40
    coded = ClusterCodes(Repertoire(REGULAR.face), {})[plain("e", letter)]
    assert isinstance(coded.need, ExtraGlyph)
    assert coded.need.text == letter[: MOST_UNITS - 1]
