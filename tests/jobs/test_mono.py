"""Pieces for a laser printer: black alone, clear of the sheet's edge, the voices distinct."""

import io
import re
import shutil
from functools import lru_cache
from pathlib import Path

import pypdf
import pytest
from PIL import Image

from generator.content.document import Logo
from generator.jobs.making import Piece
from generator.jobs.project import Project
from generator.page import Group, Shape
from generator.preflight.raster.render import Renderer
from generator.problems import Refused
from generator.typeset.compose import compose
from tests.checked import CACHE
from tests.goldens.proofs import HARBOUR, ROOT, SWIM, opened_project
from tests.outside_programs import run
from tests.typeset import shipped
from tests.values import replace

DPI = 120
PIXEL = 25.4 / DPI
# What is left white at the sides and the head, and at the foot, mm: there the tail of the story
# poster's last bubble hangs below the margin, as it is drawn in the comp.
PIECES = [
    ("leaflet-dl-6pp", "a4-roll-fold-dl", 5, 5),
    ("leaflet-a5-4pp", "a4-half-fold", 5, 5),
    ("flyer-a5", "a5", 5, 5),
    ("poster-story", "a3", 15, 8),
    ("poster-story", "a4", 10.6, 5.6),
    ("poster-signs", "a3", 15, 15),
]
TAGS = ("en-GB", "ur", "gu", "bn", "pl", "zh-Hans")


def shipped_project() -> Project:
    return opened_project(ROOT)


@lru_cache(maxsize=32)
def piece(layout: str, size: str, edition: str = "mono", tag: str = "en-GB") -> Piece:
    document = shipped_project().document(shipped.CAMPAIGN, tag, shipped.AREA)[0]
    return shipped_project().make(document, layout, size, edition)


def pages(made: Piece) -> list[Image.Image]:
    """Each page in grays, as PDFium paints it."""
    with Renderer(made.data) as renderer:
        return [
            renderer.draw(index, 0, 0, *renderer.size(index), DPI / 72).convert("L")
            for index in range(len(made.artwork.pages))
        ]


def borders(image: Image.Image) -> tuple[float, float]:
    """How far from the head and the sides anything is printed, and from the foot, mm."""
    inked = image.point([255] * 250 + [0] * 6).getbbox()
    assert inked
    left, top, right, bottom = inked
    return min(left, top, image.width - right) * PIXEL, (image.height - bottom) * PIXEL


@pytest.mark.parametrize("edition", ["mono", "mono-saver"])
@pytest.mark.parametrize(("layout", "size", "margin", "foot"), PIECES)
def test_a_page_is_black_and_white_and_clear_of_the_sheets_edge(
    layout: str, size: str, margin: float, foot: float, edition: str, tmp_path: Path
) -> None:
    """Ghostscript smooths no edges, so that any gray would be one that is painted."""
    file = tmp_path / "mono.pdf"
    file.write_bytes(piece(layout, size, edition).data)
    drawn = tmp_path / "%d.png"
    run(
        "gs",
        "-q",
        "-dSAFER",
        "-dBATCH",
        "-dNOPAUSE",
        "-sDEVICE=pnggray",
        f"-r{DPI}",
        f"-o{drawn}",
        file,
    )
    for number in range(1, len(piece(layout, size, edition).artwork.pages) + 1):
        with Image.open(tmp_path / f"{number}.png") as image:
            assert {value for value, count in enumerate(image.histogram()) if count} == {0, 255}
            around, below = borders(image)
            assert around >= margin - 1.5 * PIXEL
            assert below >= foot - 1.5 * PIXEL


def test_a_border_is_left_white_on_an_office_printer() -> None:
    for image in pages(piece("leaflet-dl-6pp", "a4-roll-fold-dl", "office-margin")):
        assert borders(image) == pytest.approx((5, 5), abs=PIXEL)


@pytest.mark.parametrize(("layout", "size"), [one[:2] for one in PIECES])
def test_ghostscript_finds_ink_on_the_black_plate_alone(
    layout: str, size: str, tmp_path: Path
) -> None:
    file = tmp_path / "mono.pdf"
    file.write_bytes(piece(layout, size).data)
    said = run(
        "gs", "-q", "-dSAFER", "-dBATCH", "-dNOPAUSE", "-sDEVICE=inkcov", "-sOutputFile=-", file
    )
    amounts = re.findall(r"([\d.]+) +([\d.]+) +([\d.]+) +([\d.]+) CMYK", said)
    assert len(amounts) == len(piece(layout, size).artwork.pages)
    for cyan, magenta, yellow, black in amounts:
        assert float(cyan) == float(magenta) == float(yellow) == 0
        assert 0.01 < float(black) < 0.5


def test_the_saver_lays_much_less_toner() -> None:
    def share(edition: str) -> float:
        image = pages(piece("poster-story", "a3", edition))[0]
        return image.histogram()[0] / image.width / image.height

    assert 0.25 < share("mono") < 0.33
    assert share("mono-saver") < 0.15


def test_an_outline_measures_what_it_should_in_pixels() -> None:
    image = pages(piece("poster-story", "a3"))[0]
    mm = DPI / 25.4
    child = [
        shipped.extent(shape)
        for shape in shipped.shapes(piece("poster-story", "a3").artwork.pages[0], "bubble")
    ][1]
    row = round((child[1] + 45) * mm)
    line = [
        image.getpixel((x, row))
        for x in range(round((child[0] - 3) * mm), round((child[0] + 8) * mm))
    ]
    dark = sum(255 - value for value in line if isinstance(value, int)) / 255 / mm
    assert dark == pytest.approx(1.6, abs=0.1)


@pytest.mark.parametrize(("layout", "size"), [one[:2] for one in PIECES])
@pytest.mark.parametrize("tag", ["ur", "gu"])
def test_other_scripts_pass_preflight_in_black_alone(layout: str, size: str, tag: str) -> None:
    """Their letters reach further, and must not into the white round a code."""
    assert piece(layout, size, "mono", tag).report.passed


@pytest.mark.parametrize("tag", TAGS)
@pytest.mark.parametrize("variant", ["mono", "mono-saver"])
def test_every_layout_holds_its_words_in_black_alone(tag: str, variant: str) -> None:
    document = shipped_project().document(shipped.CAMPAIGN, tag, shipped.AREA)[0]
    for layout, size in shipped.PIECES:
        compose(
            document, shipped_project().design.drawing(layout, variant, 5)[0], size, cache=CACHE
        )  # or refused


def test_the_voices_differ_in_side_and_fill_without_colour() -> None:
    page = piece("poster-story", "a3").artwork.pages[0]
    stranger, child = list(shipped.shapes(page, "bubble"))[:2]
    assert shipped.extent(stranger)[0] < shipped.extent(child)[0]
    image, mm = pages(piece("poster-story", "a3"))[0], DPI / 25.4
    middles = []
    for shape in (stranger, child):
        left, top, right, _ = shipped.extent(shape)
        middles.append(image.getpixel((round((left + right) / 2 * mm), round((top + 6) * mm))))
    assert middles == [0, 255]


def test_a_logo_of_one_colour_is_black_and_one_of_several_is_left_out(tmp_path: Path) -> None:
    one, two = tmp_path / "one.svg", tmp_path / "two.svg"
    head = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 200">'
    blue = '<rect width="300" height="200" fill="#004b93"/><circle cx="150" cy="100" r="60"'
    blue += ' fill="#fff"/>'
    one.write_text(f"{head}{blue}</svg>")
    two.write_text(f'{head}{blue}<rect width="50" height="50" fill="#c00"/></svg>')
    document = shipped_project().document(shipped.CAMPAIGN, "en-GB", shipped.AREA)[0]
    logos = (Logo(str(one), "One"), Logo(str(two), "Two"))
    made = shipped_project().make(
        replace(document, logos=logos), "leaflet-dl-6pp", "a4-roll-fold-dl", "mono"
    )
    assert [problem.rule for problem in made.problems] == ["logo-colours"]
    assert "two.svg" in made.problems[0].message
    office = shipped_project().make(
        replace(document, logos=logos), "leaflet-dl-6pp", "a4-roll-fold-dl", "office"
    )
    assert not office.problems


def test_a_pale_logo_stands_in_an_outline_in_black_alone(tmp_path: Path) -> None:
    """Where it has a plate in colour."""
    head = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 200">'
    (tmp_path / "pale.svg").write_text(
        f'{head}<circle cx="150" cy="100" r="90" fill="#fff"/></svg>'
    )
    document = shipped_project().document(shipped.CAMPAIGN, "en-GB", shipped.AREA)[0]
    document = replace(document, logos=(Logo(str(tmp_path / "pale.svg"), "Pale"),))
    drawing = shipped_project().design.drawing("leaflet-dl-6pp", "mono", 5)[0]
    made = compose(document, drawing, "a4-roll-fold-dl", cache=CACHE)
    assert made.problems == ()
    groups = [group for group in made.artwork.pages[0].marks if isinstance(group, Group)]
    shapes = [mark for group in groups for mark in group.marks if isinstance(mark, Shape)]
    cards = [mark for mark in shapes if mark.kind == "card"]
    assert [(card.fill, card.stroke and card.stroke.name) for card in cards] == [(None, "black")]


def test_pixels_of_a_logo_of_one_colour_become_black_and_white(tmp_path: Path) -> None:
    picture = Image.new("RGB", (600, 400), "white")
    picture.paste((0, 75, 147), (100, 100, 500, 300))
    picture.save(tmp_path / "crest.png")
    document = shipped_project().document(shipped.CAMPAIGN, "en-GB", shipped.AREA)[0]
    document = replace(document, logos=(Logo(str(tmp_path / "crest.png"), "Crest"),))
    made = shipped_project().make(document, "leaflet-dl-6pp", "a4-roll-fold-dl", "mono")
    reader = pypdf.PdfReader(io.BytesIO(made.data))
    images = [
        entry.get_object()
        for entry in reader.pages[0]["/Resources"]["/XObject"].values()  # type: ignore[index]
        if entry.get_object()["/Subtype"] == "/Image"
    ]
    assert [(image["/ColorSpace"], image["/BitsPerComponent"]) for image in images] == [
        ("/DeviceGray", 1)
    ]


@pytest.mark.parametrize(
    ("layout", "size", "edition", "asked"),
    [
        ("leaflet-dl-6pp", "a4-roll-fold-dl", "office", "/DuplexFlipShortEdge"),
        ("flyer-a5", "a5", "mono", "/DuplexFlipLongEdge"),
        ("poster-story", "a4", "mono", None),
    ],
)
def test_the_print_dialog_is_asked_for_both_sides_at_full_size(
    layout: str, size: str, edition: str, asked: str | None
) -> None:
    catalog = pypdf.PdfReader(io.BytesIO(piece(layout, size, edition).data)).root_object
    wanted = catalog["/ViewerPreferences"]
    assert wanted["/PrintScaling"] == "/None"  # type: ignore[index]
    assert wanted.get("/Duplex") == asked  # type: ignore[union-attr]
    assert "/NumCopies" not in wanted  # type: ignore[operator]


def test_a_press_file_asks_nothing_of_a_print_dialog() -> None:
    catalog = pypdf.PdfReader(io.BytesIO(piece("flyer-a5", "a5", "press").data)).root_object
    assert set(catalog["/ViewerPreferences"]) == {"/DisplayDocTitle"}  # type: ignore[arg-type]


def test_words_nearer_to_the_edge_than_a_printer_prints_are_refused(tmp_path: Path) -> None:
    title = "    title: Office printer that leaves a white border of 5 mm\n"
    row = f"{title}    colours: srgb\n    margin: 5\n"
    content, design = shipped.changed(
        tmp_path / "project", ("layouts/editions.yaml", row, row.replace("5\n", "12\n"))
    )
    document = content.document(shipped.CAMPAIGN, "en-GB", shipped.AREA)[0]
    margin = design.editions()["office-margin"].margin
    drawing = design.drawing("leaflet-dl-6pp", "", margin)[0]
    with pytest.raises(Refused, match="nearer than 12 mm"):
        compose(document, drawing, "a4-roll-fold-dl", cache=CACHE)


TIDE = """
variants:
  mono:
    line: 0.5
    grounds:
      deep: {fill: black, ink: white}
      shallow: {fill: white, ink: black}
      buoy: {fill: white, ink: black, lines: 1}
      white: {fill: white, ink: black}
    voices:
      shore: {fill: black, ink: white}
      float: {fill: white, ink: black, lines: 1}
"""
ROW = """
  mono:
    title: Laser printer
    colours: srgb
    variant: mono
    margin: 5
    profile: mono
"""


def test_another_campaign_has_a_variant_of_its_own(tmp_path: Path) -> None:
    """Other colours, a spot ink among them, other voices and other layouts."""
    root = tmp_path / "harbour"
    shutil.copytree(HARBOUR, root)
    for name, more in (("themes/tide.yaml", TIDE), ("editions.yaml", ROW)):
        file = root / "layouts" / name
        file.write_text(file.read_text(encoding="utf-8").rstrip() + more, encoding="utf-8")
    harbour = Project.open(root)
    document = harbour.document(*SWIM)[0]
    for layout, size in (("fold-a5", "a4-half-fold"), ("notice-a4", "a4")):
        made = harbour.make(document, layout, size, "mono")
        assert made.report.passed
        assert set(made.report.plates) <= {"Black"}


def test_a_campaign_without_the_variant_gets_a_hint_what_to_write(tmp_path: Path) -> None:
    root = tmp_path / "harbour"
    shutil.copytree(HARBOUR, root)
    file = root / "layouts/editions.yaml"
    file.write_text(file.read_text(encoding="utf-8").rstrip() + ROW, encoding="utf-8")
    harbour = Project.open(root)
    with pytest.raises(Refused) as refused:
        harbour.make(harbour.document(*SWIM)[0], "notice-a4", "a4", "mono")
    (problem,) = refused.value.problems
    assert problem.message == 'the theme "tide" has no variant "mono"'
    assert problem.hint
