"""Sheets as files: what comes out of any PDF, checked by other programs and in pixels."""

import io
import re
import time
from pathlib import Path

import pypdf
import pytest
from PIL import Image, ImageOps

from generator.press.impose import Imposed, ImposeOptions, impose_pdf
from generator.press.papers import paper
from generator.press.plan import Placement, SheetBox
from generator.problems import Refused
from tests.checked import check
from tests.outside_programs import needs, run
from tests.pdf.plates import ink
from tests.preflight import samples
from tests.press.pages import (
    DPI,
    INTENT,
    PER_MM,
    Drawn,
    difference,
    document,
    part,
    pictures,
    trimmed,
)

PAIR = [Drawn(), Drawn()]
ALIKE = 0.002  # the share of pixels that may differ, at edges that fall on parts of pixels


def imposed(data: bytes, sheet: str = "a4", **options: object) -> Imposed:
    return impose_pdf(data, "pages.pdf", ImposeOptions(paper(sheet), **options))


def rules(made: Imposed) -> list[str]:
    return [problem.rule for problem in made.problems]


def upright(picture: Image.Image, turned: int) -> Image.Image:
    """A turned copy as its reader holds it."""
    turns = {90: Image.Transpose.ROTATE_90, 180: Image.Transpose.ROTATE_180}
    turns[270] = Image.Transpose.ROTATE_270
    return picture.transpose(turns[turned]) if turned else picture


# every copy is the page


def test_another_page_is_seen_to_differ() -> None:
    first, second = (trimmed(picture, Drawn()) for picture in pictures(document(PAIR)))
    assert difference(first, first) == 0
    assert difference(first, second) > 5 * ALIKE


WRITTEN = {
    "plain": Drawn(),
    "turned by 90": Drawn(rotate=90),
    "turned by 180": Drawn(rotate=180),
    "turned by -90": Drawn(rotate=-90),
    "larger units": Drawn(unit=2.5),
    "an origin below zero": Drawn(origin=(-200, 37)),
    "a crop box": Drawn(boxes=("Media", "Crop", "Bleed", "Trim")),
    "inherited resources": Drawn(inherited=True),
    "all of it": Drawn(
        rotate=270, unit=3, origin=(5, -70), boxes=("Media", "Crop", "Bleed", "Trim"),
        inherited=True,
    ),
}  # fmt: skip


@pytest.mark.parametrize("page", WRITTEN.values(), ids=WRITTEN)
@pytest.mark.parametrize("sheet", ["a4", "150x200"])
def test_every_copy_is_the_page(page: Drawn, sheet: str) -> None:
    usual = trimmed(pictures(document([Drawn()]))[0], Drawn())
    made = imposed(document([page]), sheet)
    (picture,) = pictures(made.data)
    (side,) = made.plan.sheets
    assert len(side.placements) == made.grid.count > 3
    for place in side.placements:
        copy = upright(part(picture, place.box), place.turned)
        assert difference(copy, usual) < ALIKE
    assert not made.problems


def test_a_page_without_a_trim_box_is_taken_as_it_is_shown() -> None:
    bare = Drawn(boxes=("Media",))
    made = imposed(document([bare]))
    (reported,) = made.problems
    assert "page 1 has no TrimBox, so its MediaBox is taken" in reported.message
    assert "80.0 × 60.0 mm" in reported.message
    cropped = imposed(document([Drawn(boxes=("Media", "Crop"))]))
    assert "its CropBox is taken" in cropped.problems[0].message
    assert cropped.plan.sheets[0].placements[0].box.width == pytest.approx(70)


def test_bleed_is_there_and_neighbours_do_not_reach_into_it() -> None:
    made = imposed(document([Drawn(bleed=3)]), gutter=(6, 6))
    (picture,) = pictures(made.data)
    place = made.plan.sheets[0].placements[0]
    strip = part(picture, SheetBox(place.box.x - 2.5, place.box.y + 5, 2, 20))
    assert strip.getextrema()[2][1] < 200  # the ground, not paper
    wide = imposed(document([Drawn(bleed=3)]), gutter=(10, 10))
    (picture,) = pictures(wide.data)
    place = wide.plan.sheets[0].placements[0]
    paper_between = part(picture, SheetBox(place.box.right + 4, place.box.y, 2, 20))
    assert paper_between.getextrema() == ((255, 255),) * 3


def test_a_bleed_that_is_asked_for_is_taken_from_what_surrounds_the_trim() -> None:
    unstated = document([Drawn(boxes=("Media", "Trim"))])
    assert imposed(unstated).plan.sheets[0].bleed == imposed(unstated).plan.sheets[0].trim
    place = imposed(unstated, bleed=3.0, gutter=(6, 6)).plan.sheets[0].placements[0]
    assert place.box.x - place.clip.x == pytest.approx(3)
    assert rules(imposed(document([Drawn(boxes=("Media", "Trim"), edge=1)]), bleed=3.0)) == [
        "bleed"
    ]


# both sides


def back_of(front: Placement, made: Imposed) -> Image.Image:
    """What is behind a piece, as its reader sees who turns it like a page of a book: the sheet is
    printed, turned over on its edge and looked through, and the piece cut out of it."""
    width, height = made.grid.paper.width, made.grid.paper.height
    back = pictures(made.data)[-1]
    long_edge_upright = height >= width
    if (made.plan.flip == "long") == long_edge_upright:
        seen_through = ImageOps.mirror(back)
    else:
        seen_through = ImageOps.flip(back)
    return ImageOps.mirror(upright(part(seen_through, front.box), front.turned))


@pytest.mark.parametrize(
    ("sheet", "options"),
    [
        ("a4", {"sides": "turn"}),
        ("a4", {"sides": "turn", "gutter": (0, 0)}),
        ("a4", {"sides": "tumble"}),
        ("150x200", {"sides": "sheetwise"}),
        ("a4", {"sides": "sheetwise", "flip": "long"}),
        ("a4", {"sides": "sheetwise", "flip": "short"}),
        ("200x140", {"sides": "sheetwise", "flip": "long"}),
        ("200x140", {"sides": "sheetwise", "flip": "short"}),
    ],
)
def test_the_back_is_behind_its_front_and_upright(sheet: str, options: dict[str, str]) -> None:
    original = document(PAIR)
    second = trimmed(pictures(original)[1], Drawn())
    made = imposed(original, sheet, **options)
    fronts = [place for place in made.plan.sheets[0].placements if place.page == 0]
    assert fronts
    for place in fronts:
        assert difference(back_of(place, made), second) < ALIKE


def test_a_calendars_back_is_upside_down() -> None:
    original = document(PAIR)
    second = trimmed(pictures(original)[1], Drawn())
    made = imposed(original, head_to_foot=True)
    back = back_of(made.plan.sheets[0].placements[0], made)
    assert difference(back.transpose(Image.Transpose.ROTATE_180), second) < ALIKE
    assert difference(back, second) > 10 * ALIKE


def test_an_odd_number_of_places_cannot_be_turned() -> None:
    with pytest.raises(Refused, match="even number of columns"):
        imposed(document(PAIR), sides="turn", columns=3)


# booklets


def test_a_booklet_reads_from_its_first_page_to_its_last() -> None:
    original = document([Drawn()] * 6)
    usual = [trimmed(picture, Drawn()) for picture in pictures(original)]
    made = imposed(original, booklet=True)
    sides = [
        [place.page for place in sorted(side.placements, key=lambda place: place.box.x)]
        for side in made.plan.sheets
    ]
    assert sides == [[None, 0], [1, None], [5, 2], [3, 4]]
    assert "6 pages make a booklet of 8, with 2 blank pages" in made.problems[0].message
    for side, picture in zip(made.plan.sheets, pictures(made.data), strict=True):
        for place in side.placements:
            if place.page is not None:
                assert difference(part(picture, place.box), usual[place.page]) < ALIKE


@pytest.mark.parametrize(
    ("catalog", "options", "first"),
    [
        (b"", {}, 3),
        (b"/Lang (ur-PK)", {}, 0),
        (b"/Lang (az-Arab)", {}, 0),
        (b"/Lang (en-GB)", {}, 3),
        (b"/ViewerPreferences << /Direction /R2L >>", {}, 0),
        (b"/Lang (ur)", {"binding": "left"}, 3),
        (b"", {"binding": "right"}, 0),
    ],
)
def test_what_is_read_from_right_to_left_is_bound_on_the_right(
    catalog: bytes, options: dict[str, str], first: int
) -> None:
    made = imposed(document([Drawn()] * 4, catalog), booklet=True, **options)
    outside = sorted(made.plan.sheets[0].placements, key=lambda place: place.box.x)
    assert outside[0].page == first


def test_creep_is_seen_on_the_sheet_in_mm() -> None:
    pages = document([Drawn(bleed=0)] * 16)
    made = imposed(pages, booklet=True, creep=0.5, marks=())
    shown = pictures(made.data)
    spine = made.grid.paper.width / 2
    found = []
    for sheet in (0, 3):
        band = part(shown[2 * sheet], SheetBox(spine, 0, 70, made.grid.paper.height))
        row = band.crop((0, band.height // 2, band.width, band.height // 2 + 1)).convert("L")
        edge = max(x for x in range(row.width) if row.getpixel((x, 0)) < 250)
        found.append(edge / PER_MM)
    assert found[0] - found[1] == pytest.approx(3 * 0.5, abs=1.2 / PER_MM)


def test_pages_made_to_fit_are_as_large_as_can_be() -> None:
    a4 = Drawn(width=210, height=297, bleed=0)
    made = imposed(document([a4] * 4), booklet=True, scale=0.0, marks=())
    assert made.scale == pytest.approx(148.5 / 210, abs=0.002)
    assert made.plan.sheets[0].width == 297
    with pytest.raises(Refused, match="depends on how many"):
        imposed(document([a4]), scale=0.0)


# what stays as it was


def strangers(**how: str) -> bytes:
    """A press file with spot ink, overprint, a group, a hidden layer and annotations."""
    page = Drawn(
        entries=b"/Group << /S /Transparency /CS /DeviceCMYK >> /Annots [@link @stamp]",
        over=b"q /GS gs 0 0 0 1 k 30 30 12 4 re f Q /OC /L BDC 0 1 0 0 k 0 0 60 3 re f EMC\n",
    )
    extra: samples.Sample = {
        "resources": b"<< /Font << /F1 @font >> /ColorSpace << /Gold [/Separation /Gold "
        b"/DeviceCMYK @tint] >> /ExtGState << /GS << /OP true /op true /OPM 1 >> >> "
        b"/Properties << /L @layer >> >>",
        "layer": b"<< /Type /OCG /Name (hidden) >>",
        "link": b"<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] >>",
        "stamp": b"<< /Type /Annot /Subtype /Stamp /F 4 /Rect [0 0 9 9] /AP << /N @look >> >>",
        "look": (b"/Type /XObject /Subtype /Form /BBox [0 0 9 9]", b""),
        "outlines": b"<< /Type /Outlines >>",
    }
    catalog = (
        INTENT + b" /Outlines @outlines /OCProperties << /OCGs [@layer] /D << /OFF [@layer] >> >>"
    )
    return document([page, page], catalog, extra, **how)


def test_spot_inks_overprint_and_marks_are_on_the_plates(tmp_path: Path) -> None:
    needs("gs")
    made = imposed(strangers())
    (tmp_path / "sheet.pdf").write_bytes(made.data)
    device = ("-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=tiffsep", f"-r{DPI}")
    run("gs", *device, "-dFirstPage=1", "-dLastPage=1",
        f"-sOutputFile={tmp_path}/p.tif", tmp_path / "sheet.pdf")  # fmt: skip
    plates = {}
    for file in tmp_path.glob("p*(*.tif"):
        with Image.open(file) as opened:
            plates[re.findall(r"\((.*)\)", file.name)[0]] = opened.convert("L")
    assert set(plates) == {"Cyan", "Magenta", "Yellow", "Black", "Gold"}
    side = made.plan.sheets[0]
    box = side.placements[0].box
    assert ink(plates["Gold"], box.x + 45, box.y + 34) == pytest.approx(100, abs=1)
    assert ink(plates["Yellow"], box.x + 45, box.y + 34) == pytest.approx(0, abs=1)
    over, beside = ((box.x + 36, box.y + 8), (box.x + 36, box.y + 20))
    assert ink(plates["Black"], *over) == pytest.approx(100, abs=1)
    assert ink(plates["Yellow"], *over) == pytest.approx(ink(plates["Yellow"], *beside), abs=1)
    cut = side.cuts.upright[0]
    for plate in plates.values():
        column = part(plate, SheetBox(cut - 0.5, side.bleed.y - 4, 1, 2))
        assert column.getextrema()[0] < 128


def test_the_sheets_hold_to_pdfx4_as_their_pages_did(tmp_path: Path) -> None:
    made = imposed(strangers())
    assert [str(p) for p in check(made.data, "pdfx4").problems] == []
    (tmp_path / "sheet.pdf").write_bytes(made.data)
    assert "No syntax or stream encoding errors" in run("qpdf", "--check", tmp_path / "sheet.pdf")
    root = pypdf.PdfReader(io.BytesIO(made.data)).trailer["/Root"]
    intent = root["/OutputIntents"][0]
    profile = pypdf.PdfReader(io.BytesIO(strangers())).trailer["/Root"]["/OutputIntents"][0]
    assert intent["/DestOutputProfile"].get_data() == profile["/DestOutputProfile"].get_data()
    assert intent["/OutputConditionIdentifier"] == "FOGRA39"


def test_the_boxes_of_a_sheet_are_those_of_its_pieces() -> None:
    made = imposed(strangers())
    page = pypdf.PdfReader(io.BytesIO(made.data)).pages[0]
    side = made.plan.sheets[0]
    assert [float(x) for x in page.mediabox] == pytest.approx([0, 0, 595.2756, 841.8898], abs=1e-3)
    for box, expected in ((page.trimbox, side.trim), (page.bleedbox, side.bleed)):
        assert float(box.left) / 72 * 25.4 == pytest.approx(expected.x, abs=1e-3)
        assert float(box.width) / 72 * 25.4 == pytest.approx(expected.width, abs=1e-3)
        assert float(box.top) / 72 * 25.4 == pytest.approx(297 - expected.y, abs=1e-3)


def test_fonts_are_those_of_the_pages(tmp_path: Path) -> None:
    def fonts(data: bytes) -> list[str]:
        (tmp_path / "f.pdf").write_bytes(data)
        lines = run("pdffonts", tmp_path / "f.pdf").splitlines()[2:]
        return [line.rsplit(maxsplit=2)[0] for line in lines]

    original = strangers()
    assert fonts(imposed(original).data) == fonts(original) != []


def test_a_hidden_layer_stays_hidden() -> None:
    original = strangers()
    before = trimmed(pictures(original)[0], Drawn())
    made = imposed(original)
    place = made.plan.sheets[0].placements[0]
    assert difference(part(pictures(made.data)[0], place.box), before) < ALIKE
    assert "/OCProperties" in pypdf.PdfReader(io.BytesIO(made.data)).trailer["/Root"]


def test_a_group_that_all_pages_share_is_the_sheets_and_others_stay_on_their_pages() -> None:
    shared = pypdf.PdfReader(io.BytesIO(imposed(strangers()).data)).pages[0]
    assert shared["/Group"]["/CS"] == "/DeviceCMYK"
    assert "/Group" not in shared["/Resources"]["/XObject"]["/P0"]
    group = Drawn(entries=b"/Group << /S /Transparency /CS /DeviceCMYK >>")
    mixed = pypdf.PdfReader(io.BytesIO(imposed(document([group, Drawn()])).data)).pages[0]
    assert "/Group" not in mixed
    assert mixed["/Resources"]["/XObject"]["/P0"]["/Group"]["/I"]


def test_what_cannot_come_along_is_reported() -> None:
    reported = {problem.rule: problem for problem in imposed(strangers()).problems}
    assert "2 Link, 2 Stamp" in reported["annotations"].message
    assert "seen in print, first on page 1" in reported["annotations"].details[0]
    assert "bookmarks" in reported["left-behind"].message


def test_a_page_that_stands_in_many_places_is_in_the_file_once() -> None:
    one = imposed(document([Drawn()]), columns=1, rows=1)
    many = imposed(document([Drawn()]), columns=3, rows=5)
    assert len(many.data) < len(one.data) + 2000


def test_a_content_in_pieces_is_put_together() -> None:
    usual = trimmed(pictures(document([Drawn()]))[0], Drawn())
    parts = document([Drawn()]).replace(b"/Contents 1", b"/Contents     1")
    reader = pypdf.PdfReader(io.BytesIO(parts))
    writer = pypdf.PdfWriter(reader)
    page = writer.pages[0]
    whole = page["/Contents"].get_object().get_data()
    middle = whole.index(b"q 0.8")
    streams = []
    for piece in (whole[:middle], whole[middle:]):
        stream = pypdf.generic.DecodedStreamObject()
        stream.set_data(piece)
        streams.append(writer._add_object(stream.flate_encode()))
    page[pypdf.generic.NameObject("/Contents")] = pypdf.generic.ArrayObject(streams)
    out = io.BytesIO()
    writer.write(out)
    made = imposed(out.getvalue())
    place = made.plan.sheets[0].placements[0]
    assert difference(part(pictures(made.data)[0], place.box), usual) < ALIKE


def test_names_that_are_no_utf8_keep_their_bytes() -> None:
    strange = document([Drawn()]).replace(b"/Gold cs", b"/G\xe9ld cs")
    strange = strange.replace(b"<< /Gold [", b"<< /G\xe9ld [")
    usual = trimmed(pictures(document([Drawn()]))[0], Drawn())
    made = imposed(strange)
    place = made.plan.sheets[0].placements[0]
    assert difference(part(pictures(made.data)[0], place.box), usual) < ALIKE


# what the file says of itself


def xmp(data: bytes) -> str:
    stream = pypdf.PdfReader(io.BytesIO(data)).trailer["/Root"]["/Metadata"]
    return stream.get_data().decode()


def test_another_file_has_other_identifiers_and_the_same_claims() -> None:
    before, after = strangers(), imposed(strangers()).data
    assert 'GTS_PDFXVersion="PDF/X-4"' in xmp(after)
    assert "2024-01-01</xmp:CreateDate>" in xmp(after)
    one, other = (re.search("DocumentID>(.*?)<", xmp(data)) for data in (before, after))
    assert one
    assert other
    assert one[1] != other[1]
    information = pypdf.PdfReader(io.BytesIO(after)).metadata
    assert information.title == "Sample"
    assert information.producer == "cease-print"
    assert information["/CreationDate"] == "D:20240101000000Z"


def test_sheets_do_not_claim_what_needs_tags() -> None:
    packet = samples.XMP.replace(
        b'pdf:Trapped="False"',
        b'pdf:Trapped="False" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"',
    )
    entries = b"/Type /Metadata /Subtype /XML"
    made = imposed(document([Drawn()], INTENT, {"xmp": (entries, packet)}))
    assert "pdfuaid:part" not in xmp(made.data)
    assert "GTS_PDFXVersion" in xmp(made.data)
    assert "no longer say that they are PDF/UA" in made.problems[0].message


def test_marks_of_both_sides_stand_in_the_same_places() -> None:
    front, back = imposed(document([Drawn(bleed=5), Drawn(bleed=0)]), gutter=(6, 6)).plan.sheets
    assert front.bleed == back.bleed
    assert front.trim.x - front.bleed.x == pytest.approx(5)
    lines = [[shape for shape in sheet.marks if shape.stroke] for sheet in (front, back)]
    assert lines[0] == lines[1]


def test_boxes_may_stand_in_objects_of_their_own() -> None:
    usual = imposed(document([Drawn()]))
    corners = b"[0 0 226.7717 170.0787]"
    page = Drawn(boxes=("Bleed", "Trim"), entries=b"/MediaBox @box /Rotate @turn")
    extra: samples.Sample = {"box": corners, "turn": b"0"}
    made = imposed(document([page], extra=extra))
    assert made.plan.sheets[0].placements == usual.plan.sheets[0].placements
    assert not made.problems


@pytest.mark.parametrize("packet", [b"<x", b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'])
def test_metadata_that_is_none_is_left_out_and_reported(packet: bytes) -> None:
    made = imposed(document([Drawn()], INTENT, {"xmp": (b"/Type /Metadata", packet)}))
    assert rules(made) == ["metadata"]
    assert "/Metadata" not in pypdf.PdfReader(io.BytesIO(made.data)).trailer["/Root"]


def test_the_same_input_gives_the_same_bytes() -> None:
    first, second = (imposed(strangers(), dummy=False).data for _ in range(2))
    assert first == second
    other = imposed(strangers(), columns=1, rows=1).data
    identifiers = [pypdf.PdfReader(io.BytesIO(data)).trailer["/ID"][0] for data in (first, other)]
    assert identifiers[0] != identifiers[1]


@pytest.mark.parametrize("version", ["1.3", "1.4", "1.6", "2.0"])
def test_the_version_is_the_originals_and_never_too_old(version: str) -> None:
    made = imposed(document([Drawn()], version=version))
    assert made.data.startswith(b"%PDF-" + max(version, "1.4").encode())


def test_sheets_are_printed_at_their_size_and_turned_on_the_right_edge() -> None:
    def preferences(**options: object) -> object:
        made = imposed(document(PAIR), **options)
        return pypdf.PdfReader(io.BytesIO(made.data)).trailer["/Root"]["/ViewerPreferences"]

    usual = {"/PrintScaling": "/None", "/Duplex": "/DuplexFlipLongEdge"}
    assert preferences() == usual
    assert preferences(flip="short") == usual | {"/Duplex": "/DuplexFlipShortEdge"}
    assert preferences(sides="one") == {"/PrintScaling": "/None"}
    assert preferences(sides="turn") == {"/PrintScaling": "/None"}


# dummies


@pytest.mark.parametrize("options", [{}, {"booklet": True}, {"sides": "tumble"}])
def test_a_dummy_has_the_sheets_geometry_and_none_of_the_pages(options: dict[str, object]) -> None:
    pages = document([Drawn()] * 4)
    sheets, dummies = imposed(pages, **options), imposed(pages, dummy=True, **options)
    for sheet, dummy in zip(sheets.plan.sheets, dummies.plan.sheets, strict=True):
        assert (dummy.trim, dummy.bleed, dummy.cuts, dummy.folds) == (
            sheet.trim, sheet.bleed, sheet.cuts, sheet.folds,
        )  # fmt: skip
        assert not dummy.placements
    assert b"/Form" not in dummies.data


def test_a_dummys_numbers_stand_as_the_pages_do() -> None:
    pages = document([Drawn()] * 4)
    made, plain = imposed(pages, dummy=True, booklet=True), imposed(pages, booklet=True)
    first, second = pictures(made.data)[0], pictures(made.data)[1]
    boxes = {place.page: place.box for place in plain.plan.sheets[0].placements}
    boxes |= {place.page: place.box for place in plain.plan.sheets[1].placements}

    def figure(picture: Image.Image, page: int) -> Image.Image:
        box = boxes[page]
        return part(picture, SheetBox(box.x + 15, box.y + 11, 30, 18)).convert("L")

    found = [figure(first, 0), figure(second, 1), figure(second, 2), figure(first, 3)]
    inked = [sum(image.histogram()[:128]) for image in found]
    assert min(inked) > 200
    assert len(set(inked)) == 4  # four different figures
    assert inked[0] == min(inked)  # of which 1 is the thinnest


# what is refused


def test_an_encrypted_file_is_refused() -> None:
    writer = pypdf.PdfWriter(io.BytesIO(document([Drawn()])))
    writer.encrypt("", "owner", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    with pytest.raises(Refused, match=r"error\[encrypted\]"):
        imposed(out.getvalue())


@pytest.mark.parametrize(
    "data",
    [b"", b"no pdf", b"%PDF-1.7\n", document([Drawn()])[:700], b"%PDF-1.4\ntrailer<</Root 1 0 R>>"],
)
def test_a_file_that_cannot_be_read_is_refused(data: bytes) -> None:
    with pytest.raises(Refused, match=r"error\[(damaged|not-a-pdf)\]"):
        imposed(data)


def test_a_damaged_file_that_can_be_mended_says_so() -> None:
    moved = document([Drawn()]).replace(b"startxref\n", b"startxref\n9")
    assert "mended" in rules(imposed(moved))


def test_pages_of_several_sizes_are_refused_by_number() -> None:
    mixed = document([Drawn(), Drawn(), Drawn(width=70)])
    with pytest.raises(Refused, match=r"70\.0 × 40\.0 mm: page 3"):
        imposed(mixed)
    assert imposed(mixed, pages=(1, 2)).pages == 2
    with pytest.raises(Refused, match="there is no page 4"):
        imposed(mixed, pages=(4,))


def test_a_piece_too_large_for_the_sheet_says_by_how_much() -> None:
    with pytest.raises(Refused, match=r"together 7\.0 mm too high, whichever way"):
        imposed(document([Drawn()]), "70x70")


NULLS = {
    "annotations": Drawn(entries=b"/Annots [null << /Subtype /Link /F null >> 7]"),
    "no annotations": Drawn(entries=b"/Annots null"),
    "annotations that are none": Drawn(entries=b"/Annots 3"),
    "turn and unit": Drawn(entries=b"/Rotate null /UserUnit null /Group null"),
    "odd boxes": Drawn(entries=b"/ArtBox [null 0 1 1] /CropBox (none)"),
}


@pytest.mark.parametrize("case", NULLS)
def test_null_and_odd_entries_are_nothing_as_in_viewers(case: str) -> None:
    usual = imposed(document([Drawn(), Drawn()]))
    odd = imposed(document([NULLS[case], Drawn()]))
    for picture, wanted in zip(pictures(odd.data), pictures(usual.data), strict=True):
        assert difference(picture, wanted) == 0


@pytest.mark.parametrize("contents", [b"null", b"[null]", b"[]", b"<< >>", b"7"])
def test_a_page_with_odd_content_is_blank(contents: bytes) -> None:
    data = document([Drawn()])
    reference = re.search(rb"/Contents \d+ 0 R", data)
    assert reference is not None
    length = len(reference[0])
    odd = b"/Contents " + contents
    assert length >= len(odd)
    data = data.replace(reference[0], odd.ljust(length))
    assert imposed(data).pages == 1


def test_more_copies_than_can_be_drawn_are_refused_at_once() -> None:
    """One page that a file lists five thousand times."""
    data = document([Drawn()])
    kids = re.search(rb"/Count 1 /Kids \[(\d+ 0 R)\]", data)
    assert kids is not None
    listed = b"/Count 5000 /Kids [" + b" ".join([kids[1]] * 5000) + b"]"
    began = time.process_time()
    with pytest.raises(Refused, match="5000 pages, each 18 times on its sheet, are 90,000 copies"):
        imposed(data.replace(kids[0], listed))
    assert time.process_time() - began < 20
