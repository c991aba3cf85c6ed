"""The real leaflet, flyer and posters, end to end, checked by other people's programs.

Every word of the printed leaflet (`goldens/leaflet-source.txt`) comes back from the file, codes
read, boxes, fonts and plates are what a press asks for, and the same words give the same bytes.
"""

import hashlib
import io
import os
import re
import subprocess
import sys
from collections import Counter
from functools import lru_cache
from pathlib import Path

import pypdf
import pypdfium2
import pytest
import zxingcpp
from PIL import Image, ImageChops

from generator.cache import Cache
from generator.jobs.project import Project
from generator.pdf import OutputIntent, write
from generator.typeset.compose import compose
from tests.goldens import proofs
from tests.outside_programs import needs, run
from tests.typeset import shipped as words_of
from tests.values import replace

LAYOUTS = {
    "leaflet-dl-6pp": ("a4-roll-fold-dl", (297.0, 210.0), 2),
    "leaflet-a5-4pp": ("a4-half-fold", (297.0, 210.0), 2),
    "flyer-a5": ("a5", (148.0, 210.0), 2),
    "pocket-card": ("card-85x55", (170.0, 55.0), 2),
    "poster-signs": ("a3", (297.0, 420.0), 1),
    "poster-story": ("a3", (297.0, 420.0), 1),
}
PIECES = [(layout, edition) for layout in LAYOUTS for edition in ("press", "office")]
LEAFLETS = ["leaflet-dl-6pp", "leaflet-a5-4pp"]  # they print every word
EVERY = pytest.mark.parametrize(("layout", "edition"), PIECES)

SOURCE = proofs.ROOT / "tests/goldens/leaflet-source.txt"
STORY = "Kayleigh’s Love Story"  # the flap says it again
NUMBERS = ("0116 252 7000", "0116 305 0005", "01572 758 407", "101")
CODES = {
    "https://www.leics.police.uk/CEASE",
    "https://www.leics.police.uk/Kayleighslovestory",
}
BLEED = 3.0


@pytest.fixture(name="folder", scope="session")
def _folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pieces")


@pytest.fixture(name="files", scope="session")
def _files(folder: Path) -> "Files":
    return Files(folder)


class Files:
    """Every piece as a file, made once, and what other programs read in it, asked once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.text = lru_cache(maxsize=None)(self._text)
        self.plates = lru_cache(maxsize=None)(self._plates)

    def path(self, layout: str, edition: str) -> Path:
        path = self.folder / f"{layout}--{edition}.pdf"
        if not path.exists():
            path.write_bytes(proofs.shipped(layout, LAYOUTS[layout][0], edition))
        return path

    def _text(self, layout: str, edition: str) -> tuple[str, str]:
        """The piece's words as Poppler and as PDFium read them."""
        path = self.path(layout, edition)
        with pypdfium2.PdfDocument(path) as document:
            pdfium = "\n".join(page.get_textpage().get_text_bounded() for page in document)
        return run("pdftotext", path, "-"), pdfium

    def pictures(self, layout: str, edition: str, dpi: int) -> list[Path]:
        """Each page as Poppler paints it."""
        stem = self.folder / f"{layout}--{edition}-{dpi}"
        run("pdftoppm", "-r", str(dpi), "-gray", self.path(layout, edition), stem)
        return sorted(self.folder.glob(f"{stem.name}-*.pgm"))

    def _plates(self, path: Path, dpi: int) -> list[dict[str, Image.Image]]:
        """Each page's plates as Ghostscript separates them: ink names to pictures in which 255 is
        no ink."""
        folder = self.folder / f"plates-{path.stem}"
        folder.mkdir(exist_ok=True)
        run(
            "gs",
            "-q",
            "-dNOPAUSE",
            "-dBATCH",
            "-dSAFER",
            "-sDEVICE=tiffsep",
            f"-r{dpi}",
            f"-sOutputFile={folder}/%d.tif",
            path,
        )
        pages: dict[int, dict[str, Image.Image]] = {}
        for plate in sorted(folder.glob("*(*).tif")):
            number, ink = re.fullmatch(r"(\d+)\((.*)\)", plate.stem).groups()
            with Image.open(plate) as image:
                pages.setdefault(int(number), {})[ink] = image.convert("L")
        return [pages[number] for number in sorted(pages)]


# words


def plain(text: str) -> str:
    """Words in one line with single spaces, no markup, apostrophes as they are set, and
    quotation marks apart, since Poppler overlooks the narrow space after one."""
    text = text.replace("**", "").replace("'", "’")
    return " ".join(re.sub("([“”])", r" \1 ", text).split())


def whole(text: str) -> str:
    """Text without the breaks that addresses may have after a slash."""
    return re.sub(r"/\s+(?=CEASE|Kayleighs)", "/", text)


def source_lines() -> list[str]:
    """The printed leaflet's paragraphs without list hyphens and brackets round places."""
    text = re.sub(
        r"\*\*CHILD SEXUAL\s+EXPLOITATION\*\*\s+", "CHILD SEXUAL EXPLOITATION ", _source()
    )
    lines = (plain(re.sub(r"^- ", "", line)) for line in text.splitlines())
    return [re.sub(r"\(([A-Z][^)]*)\)", r"\1", line) for line in lines if line]


def _source() -> str:
    return SOURCE.read_text(encoding="utf-8")


@pytest.mark.parametrize("program", [0, 1], ids=["poppler", "pdfium"])
@pytest.mark.parametrize("edition", ["office", "press"])
@pytest.mark.parametrize("layout", LEAFLETS)
def test_every_word_of_the_printed_leaflet_comes_back(
    files: Files, layout: str, edition: str, program: int
) -> None:
    found = Counter(plain(whole(files.text(layout, edition)[program])).split())
    wanted = Counter(" ".join(source_lines()).split()) + Counter(STORY.split())
    assert wanted - found == Counter(), "lost"
    if edition == "office":  # a press file has a slug as well
        assert found - wanted == Counter(), "added"


@pytest.mark.parametrize("layout", LEAFLETS)
def test_every_sentence_comes_back_whole(files: Files, layout: str) -> None:
    read = [plain(whole(text)) for text in files.text(layout, "office")]
    for line in source_lines():
        if NUMBERS[0] in line:
            continue  # places stand above their numbers
        sentences = re.split(r"(?<=[.?:]) (?=[A-Zw])", line)
        for sentence in sentences:
            assert any(sentence in text for text in read), sentence


@EVERY
def test_telephone_numbers_come_back_exactly(files: Files, layout: str, edition: str) -> None:
    wanted = NUMBERS if layout != "poster-story" else ("101",)
    for text in files.text(layout, edition):
        for number in wanted:
            assert re.search(rf"(?<!\d){number}(?!\d)", text), number


def test_numbers_and_places_belong_together(files: Files) -> None:
    for text in files.text("leaflet-dl-6pp", "office"):
        for place, number in zip(
            ("Leicester City", "Leicestershire", "Rutland"), NUMBERS, strict=False
        ):
            assert f"{place} {number}" in plain(text)


@EVERY
def test_addresses_come_back_exactly(files: Files, layout: str, edition: str) -> None:
    for text in files.text(layout, edition):
        for target in (*CODES, "https://www.ceop.police.uk"):
            assert target.removeprefix("https://") in whole(text)


# codes


@pytest.mark.parametrize(
    ("layout", "edition"),
    [("leaflet-dl-6pp", "press"), *((layout, "office") for layout in LAYOUTS)],
)
def test_codes_are_read_from_a_print_at_150_dots_an_inch(
    files: Files, layout: str, edition: str
) -> None:
    pictures = files.pictures(layout, edition, 150)
    with_zxing: list[str] = []
    for path in pictures:
        with Image.open(path) as image:
            found = zxingcpp.read_barcodes(image, formats=zxingcpp.BarcodeFormat.QRCode)
            with_zxing += [code.text for code in found]
    assert sorted(with_zxing) == sorted(CODES)
    only_codes = ("--quiet", "--raw", "-Sdisable", "-Sqrcode.enable")
    needs("zbarimg")
    with_zbar: list[str] = []
    for path in pictures:  # a page without a code is a failure to zbar
        command = ["zbarimg", *only_codes, str(path)]
        found = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
        with_zbar += found.stdout.split()
    assert sorted(with_zbar) == sorted(CODES)


# boxes and fonts


@EVERY
def test_boxes(files: Files, layout: str, edition: str) -> None:
    _, trim, sides = LAYOUTS[layout]
    pages = pypdf.PdfReader(files.path(layout, edition)).pages
    assert len(pages) == sides
    for page in pages:
        assert "/ArtBox" not in page
        assert ("/BleedBox" in page) == (edition == "press")
        media, bleed, cut = (
            [float(value) * 25.4 / 72 for value in box]
            for box in (page.mediabox, page.bleedbox, page.trimbox)
        )
        assert (cut[2] - cut[0], cut[3] - cut[1]) == pytest.approx(trim, abs=0.01)
        assert media[:2] == [0, 0]
        if edition == "office":
            assert media == pytest.approx(cut)
        else:
            grown = [cut[0] - BLEED, cut[1] - BLEED, cut[2] + BLEED, cut[3] + BLEED]
            assert bleed == pytest.approx(grown, abs=0.01)
            assert all(edge >= 5 for edge in (bleed[0], bleed[1], media[2] - bleed[2]))


@EVERY
def test_fonts_are_embedded_subsets(files: Files, layout: str, edition: str) -> None:
    rows = run("pdffonts", files.path(layout, edition)).splitlines()[2:]
    assert len(rows) >= 2
    for row in rows:
        assert re.match(r"[A-Z]{6}\+PublicSans-\w+ ", row), row
        assert re.search(r" yes yes yes +\d+ +\d+$", row), row


@EVERY
def test_files_are_sound(files: Files, layout: str, edition: str) -> None:
    assert "No syntax or stream encoding errors" in run(
        "qpdf", "--check", files.path(layout, edition)
    )


# plates


@pytest.mark.parametrize("layout", list(LAYOUTS))
def test_a_press_file_prints_from_four_plates(files: Files, layout: str) -> None:
    for plates in files.plates(files.path(layout, "press"), 30):
        assert set(plates) == {"Cyan", "Magenta", "Yellow", "Black"}


@pytest.mark.parametrize("layout", list(LAYOUTS))
def test_no_more_ink_than_the_heaviest_build(files: Files, layout: str) -> None:
    """Night is the heaviest, 230 %: nothing overprints anything to more, marks apart."""
    for plates in files.plates(files.path(layout, "press"), 30):
        width, height = plates["Black"].size
        inside = (20, 20, width - 20, height - 20)  # marks are on every plate
        inks = [ImageChops.invert(plate.crop(inside)).tobytes() for plate in plates.values()]
        heaviest = max(map(sum, zip(*inks, strict=True))) / 255
        assert 1.0 < heaviest <= 2.31


def body_of(files: Files, path: Path) -> dict[str, Image.Image]:
    """Each plate where the leaflet's black body text stands on cream."""
    dpi, around = 100, 15.0
    mm = dpi / 25.4
    area = (around + 8, around + 70, around + 92, around + 155)
    plates = files.plates(path, dpi)[1]
    return {ink: plate.crop(tuple(round(v * mm) for v in area)) for ink, plate in plates.items()}


def test_black_text_is_one_ink_and_the_ground_lies_under_it(files: Files) -> None:
    plates = body_of(files, files.path("leaflet-dl-6pp", "press"))
    low, high = plates.pop("Black").getextrema()
    assert (low, high) == (0, 255)
    assert {ink: plate.getextrema() for ink, plate in plates.items()} == {
        "Cyan": (255, 255),
        "Magenta": (245, 245),  # 4 %
        "Yellow": (225, 225),  # 12 %
    }


def test_the_check_of_overprinting_sees_text_knocked_out(files: Files) -> None:
    project = proofs.opened_project(proofs.ROOT)
    edition, intent = project.edition("press")
    assert isinstance(intent, OutputIntent)
    artwork = words_of.english("leaflet-dl-6pp").artwork
    pages = tuple(page.with_marks(slug=12.0) for page in artwork.pages)
    knocking = edition.model_copy(update={"overprint_black": False})
    path = files.folder / "knocked-out.pdf"
    path.write_bytes(write(replace(artwork, pages=pages), knocking, intent, cache=Cache()))
    low, high = body_of(files, path)["Yellow"].getextrema()
    assert (low, high) == (225, 255)


def test_ink_coverage_of_the_press_leaflet(files: Files) -> None:
    """The share of each sheet that has each ink: night, teal and apricot panels where they are."""
    found = run(
        "gs", "-q", "-o", "-", "-sDEVICE=inkcov", "-r20", files.path("leaflet-dl-6pp", "press")
    )
    pages = [
        [float(share) for share in line.split()[:4]]
        for line in found.splitlines()
        if "CMYK" in line
    ]
    assert len(pages) == 2
    cyan, magenta, _, black = pages[1]
    assert 0.25 < cyan < 0.5  # teal panel and bubbles only
    assert magenta > 0.4  # paper and apricot
    assert black < 0.6
    assert "RGB" not in found


# the same words, the same bytes


@EVERY
def test_the_same_bytes_again(files: Files, layout: str, edition: str) -> None:
    again = Project.open(proofs.ROOT)
    document, _ = again.document(*proofs.SHIPPED)
    made = again.make(document, layout, LAYOUTS[layout][0], edition)
    assert made.data == files.path(layout, edition).read_bytes()


SCRIPT = """
import hashlib
from tests.goldens import proofs
for layout, size in (("flyer-a5", "a5"), ("leaflet-dl-6pp", "a4-roll-fold-dl")):
    print(hashlib.sha256(proofs.shipped(layout, size, "press")).hexdigest())
"""


def test_the_same_bytes_in_another_process_with_another_hash_seed(files: Files) -> None:
    found = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
        cwd=proofs.ROOT,
        env={**os.environ, "PYTHONHASHSEED": "4711", "PYTHONPATH": str(proofs.ROOT)},
    ).stdout.split()
    assert found == [
        hashlib.sha256(files.path(layout, "press").read_bytes()).hexdigest()
        for layout in ("flyer-a5", "leaflet-dl-6pp")
    ]


def test_a_piece_made_after_others_is_the_same(files: Files) -> None:
    """In one process, after the same layout with other words."""
    drawing = words_of.drawing("flyer-a5")
    office, _ = proofs.opened_project(proofs.ROOT).edition("office")
    compose(words_of.with_texts(words_of.longer, "raise", "actions"), drawing, "a5", cache=Cache())
    artwork = compose(words_of.document(), drawing, "a5", cache=Cache()).artwork
    assert write(artwork, office, cache=Cache()) == files.path("flyer-a5", "office").read_bytes()


def test_readers_show_the_title(files: Files) -> None:
    for layout, edition in PIECES:
        info = pypdf.PdfReader(io.BytesIO(files.path(layout, edition).read_bytes())).metadata
        assert info is not None
        assert info.title == "Child sexual exploitation: could you spot the signs?"
