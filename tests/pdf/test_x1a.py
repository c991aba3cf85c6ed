"""PDF/X-1a: nothing see-through and nothing profiled in the file, and the picture no different."""

import hashlib
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pypdf
import pypdfium2
import pytest
from PIL import Image as Pillow
from PIL import ImageChops

from generator.cache import Cache
from generator.colour import Colour
from generator.page import Artwork, Group, Image, Mark, Shape
from generator.pdf import write
from generator.problems import Refused
from tests.outside_programs import needs, run
from tests.pdf.artwork import (
    BLACK,
    COATED,
    CYAN,
    GRAY,
    ORANGE,
    PRESS,
    WHITE,
    X1A,
    artwork,
    page,
    rectangle,
    words,
)
from tests.pdf.plates import ink, plates

KEY = "area:logos.0.file"
SAND = Colour("sand", (5, 10, 30, 0), "#F2E4BE")


def crest(folder: Path, soft: bool = True, x: float = 20, y: float = 10) -> Image:
    """A red disc in a black bar, 30 × 20 mm at 10 pixels per mm; its rim fades over 2 mm, or it
    is cut out sharply. All round it is see-through."""
    picture = Pillow.new("RGB", (300, 200), (200, 30, 40))
    picture.paste((0, 0, 0), (60, 95, 240, 105))
    opacity = Pillow.new("L", picture.size, 0)
    across = (picture.size[0] - 1) / 2, (picture.size[1] - 1) / 2
    for top in range(200):
        for left in range(300):
            distance = ((left - across[0]) ** 2 + (top - across[1]) ** 2) ** 0.5
            level = max(0, min(255, round((90 - distance) / 20 * 255)))
            opacity.putpixel((left, top), level if soft else 255 * (distance < 80))
    picture.putalpha(opacity)
    file = folder / f"crest-{soft}.png"
    picture.save(file)
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    return Image(str(file), digest, x, y, 30, 20, "a crest", KEY)


def objects(data: bytes) -> Iterator[Any]:
    """Every dictionary and array anywhere in a file."""
    reader = pypdf.PdfReader(io.BytesIO(data))

    def within(found: Any) -> Iterator[Any]:
        if isinstance(found, dict | list):
            yield found
            for each in found.values() if isinstance(found, dict) else found:
                if not isinstance(each, pypdf.generic.IndirectObject):
                    yield from within(each)

    for number in range(1, reader.trailer["/Size"]):
        yield from within(reader.get_object(number))


def kinds(data: bytes) -> set[str]:
    """What of all that X-1a forbids a file has in it."""
    found = set()
    for each in objects(data):
        if isinstance(each, list):
            found |= {"/ICCBased", "/Lab", "/CalRGB"} & {one for one in each if type(one) is not int
                                                         and isinstance(one, str)}  # fmt: skip
        else:
            found |= {"/SMask", "/Group", "/CA", "/ca", "/BM", "/Metadata"} & set(each)
            found |= {"/ObjStm", "/XRef"} & {each.get("/Type")}
            filters = each.get("/Filter")
            found |= {"/LZWDecode"} & set(filters if isinstance(filters, list) else [filters])
    return found - {"/Metadata"}


def everything(folder: Path) -> Artwork:
    tint = ORANGE.tinted(40, "peach")
    return artwork(
        page(
            rectangle(0, 0, 100, 60, SAND),
            words("Black", 60, 20),
            words("spot", 60, 30, colour=ORANGE),
            Group((rectangle(60, 35, 5, 5, tint), rectangle(60, 42, 5, 5, GRAY)), static=True),
            crest(folder),
            bleed=3,
            slug=9,
        ),
        title="A leaflet (1)",
    )


def test_a_file_declares_x_1a_as_it_wants_to_be_declared(tmp_path: Path) -> None:
    data = write(everything(tmp_path), X1A, COATED, cache=Cache())
    assert data.startswith(b"%PDF-1.4\n")
    reader = pypdf.PdfReader(io.BytesIO(data))
    info = reader.metadata
    assert info is not None
    assert info["/GTS_PDFXVersion"] == "PDF/X-1a:2003"
    assert "/GTS_PDFXConformance" not in info
    assert info["/Trapped"] == "/False"
    assert {"/Title", "/CreationDate", "/ModDate"} <= set(info)
    packet = reader.root_object["/Metadata"].get_data().decode()
    assert 'xmlns:pdfx="http://ns.adobe.com/pdfx/1.3/"' in packet
    assert "<pdfx:GTS_PDFXVersion>PDF/X-1a:2003</pdfx:GTS_PDFXVersion>" in packet
    assert "pdfxid" not in packet
    assert len(reader.trailer["/ID"]) == 2
    (intent,) = reader.root_object["/OutputIntents"]
    assert (intent["/S"], intent["/OutputConditionIdentifier"]) == ("/GTS_PDFX", "FOGRA39")
    assert {"/TrimBox", "/BleedBox"} <= set(reader.pages[0])
    (tmp_path / "a.pdf").write_bytes(data)
    run("qpdf", "--check", tmp_path / "a.pdf")
    assert re.search(r"PDF subtype: +PDF/X-1a:2003", run("pdfinfo", tmp_path / "a.pdf"))


def test_nothing_in_it_is_see_through_or_profiled(tmp_path: Path) -> None:
    piece = everything(tmp_path)
    assert kinds(write(piece, X1A, COATED, cache=Cache())) == set()
    assert kinds(write(piece, PRESS, COATED, cache=Cache())) == {"/SMask"}


def test_another_library_opens_it_without_repairs(tmp_path: Path) -> None:
    with pikepdf.open(io.BytesIO(write(everything(tmp_path), X1A, COATED, cache=Cache()))) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert pdf.pdf_version == "1.4"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"colours": "srgb"}, "a PDF/X-1a:2003 edition has to use cmyk colours"),
        ({"pdf_version": "1.6"}, "a PDF/X-1a:2003 edition has to have PDF version 1.4"),
        ({"links": True}, "a PDF/X-1a:2003 edition cannot have links"),
    ],
)
def test_an_edition_that_contradicts_it_is_refused(change: dict[str, object], message: str) -> None:
    with pytest.raises(Refused, match=message):
        write(artwork(page(words("a"))), X1A.model_copy(update=change), COATED, cache=Cache())


def test_it_needs_a_press_condition() -> None:
    edition = X1A.model_copy(update={"condition": ""})
    with pytest.raises(Refused, match="has to name its press condition"):
        write(artwork(page(words("a"))), edition, cache=Cache())


# --- soft edges --------------------------------------------------------------------------------


# A card whose round corner cuts off a corner of the picture's box alone.
ROUNDED = Shape(
    (("M", 0, 0), ("L", 30, 0), ("C", 38, 2, 48, 14, 52, 30), ("L", 52, 60), ("L", 0, 60), ("Z",)),
    CYAN,
)


def rendered(data: bytes, folder: Path, program: str) -> Pillow.Image:
    if program == "pdfium":
        with pypdfium2.PdfDocument(data) as document:
            return document[0].render(scale=4 * 25.4 / 72).to_pil().convert("RGB")
    needs("mutool")
    (folder / "a.pdf").write_bytes(data)
    run("mutool", "draw", "-q", "-N", "-r", str(4 * 25.4), "-o", folder / "a.png", folder / "a.pdf")
    with Pillow.open(folder / "a.png") as opened:
        return opened.convert("RGB")


GROUNDS: dict[str, tuple[Mark, ...]] = {
    "paper": (),
    "a flat ground": (rectangle(0, 0, 100, 60, SAND),),
    "a tint": (rectangle(0, 0, 100, 60, CYAN.tinted(30)),),
    "black": (rectangle(0, 0, 100, 60, BLACK),),
    "the topmost of two": (rectangle(0, 0, 40, 60, CYAN), rectangle(10, 5, 60, 40, SAND)),
    "a card as large as it": (rectangle(0, 0, 100, 60, CYAN), rectangle(20, 10, 30, 20, WHITE)),
    "a rounded card": (
        rectangle(0, 0, 100, 60, CYAN),
        Shape(
            (("M", 15, 0), ("L", 60, 0), ("C", 90, 0, 90, 40, 60, 40), ("L", 15, 40), ("Z",)), SAND
        ),
    ),
    "a frame's middle": (
        Shape((("M", 5, 5), ("L", 90, 5), ("L", 90, 50), ("L", 5, 50), ("Z",)), SAND, CYAN, 2),
    ),
}


@pytest.mark.parametrize("program", ["pdfium", "mutool"])
@pytest.mark.parametrize("ground", GROUNDS)
def test_soft_edges_look_as_they_do_with_transparency(
    tmp_path: Path, ground: str, program: str
) -> None:
    piece = artwork(page(Group(GROUNDS[ground]), Group((crest(tmp_path),))))
    one = rendered(write(piece, X1A, COATED, cache=Cache()), tmp_path, program)
    other = rendered(write(piece, PRESS, COATED, cache=Cache()), tmp_path, program)
    assert len(one.crop((80, 40, 200, 120)).getcolors(100_000)) > 10
    worst = max(high for _, high in ImageChops.difference(one, other).getextrema())
    assert worst <= 50  # the blend is of inks there, of the screen's colours here


def test_the_ground_beside_a_soft_picture_keeps_its_ink(tmp_path: Path) -> None:
    """In the corners of its box, which are see-through, and at the end of its rim."""
    found = plates(artwork(page(rectangle(0, 0, 100, 60, SAND), crest(tmp_path))), tmp_path, X1A)
    for name, percent in zip(("Cyan", "Magenta", "Yellow", "Black"), SAND.printed, strict=True):
        beside = ink(found[name], 5, 5)
        assert beside == pytest.approx(percent, abs=0.4)
        assert ink(found[name], 21, 11) == beside
        assert ink(found[name], 26.0, 18) == pytest.approx(beside, abs=3)
    assert ink(found["Magenta"], 35, 15) > 80


def test_a_picture_cut_out_sharply_may_stand_on_anything(tmp_path: Path) -> None:
    piece = artwork(
        page(
            rectangle(0, 0, 100, 15, CYAN),
            rectangle(0, 15, 100, 45, ORANGE),
            crest(tmp_path, soft=False),
        )
    )
    data = write(piece, X1A, COATED, cache=Cache())
    assert kinds(data) == set()
    found = plates(piece, tmp_path, X1A)
    assert ink(found["Cyan"], 21, 11) == ink(found["PANTONE 151 C"], 21, 29) == 100
    assert ink(found["PANTONE 151 C"], 35, 25) == 0
    assert ink(found["Magenta"], 35, 25) > 80


def test_only_what_shows_of_a_soft_picture_has_to_stand_on_one_colour(tmp_path: Path) -> None:
    """A clip hides the rest of it, and words are as tall as the letters of their font."""
    clip = (20.0, 10.0, 35.0, 30.0)
    beneath = rectangle(0, 0, 36, 60, SAND), rectangle(36, 0, 64, 60, CYAN), words("a", 20, 6)
    piece = artwork(page(*beneath, Group((crest(tmp_path),), clip=clip)))
    data = write(piece, X1A, COATED, cache=Cache())
    one = rendered(data, tmp_path, "pdfium")
    other = rendered(write(piece, PRESS, COATED, cache=Cache()), tmp_path, "pdfium")
    assert max(high for _, high in ImageChops.difference(one, other).getextrema()) <= 50
    wider = artwork(page(*beneath, Group((crest(tmp_path),), clip=(20.0, 10.0, 37.0, 30.0))))
    with pytest.raises(Refused, match="the edge of a shape"):
        write(wider, X1A, COATED, cache=Cache())
    part = Group((rectangle(0, 0, 100, 60, SAND),), clip=(0.0, 0.0, 30.0, 60.0))
    with pytest.raises(Refused, match="the edge of a shape"):
        write(artwork(page(part, Group((crest(tmp_path),)))), X1A, COATED, cache=Cache())


@pytest.mark.parametrize(
    ("beneath", "what"),
    [
        ((rectangle(0, 0, 30, 60, CYAN),), "the edge of a shape"),
        ((rectangle(0, 0, 45, 60, CYAN),), "the edge of a shape"),
        ((rectangle(25, 15, 20, 10, CYAN),), "the edge of a shape"),
        ((ROUNDED,), "the edge of a shape"),
        ((rectangle(0, 0, 100, 60, SAND), words("under", 25, 20)), "words"),
        ((rectangle(0, 0, 100, 60, ORANGE),), 'the spot ink "PANTONE 151 C"'),
        ((rectangle(0, 0, 30, 60, CYAN), rectangle(0, 0, 100, 60)), "the edge of a shape"),
        ((rectangle(0, 0, 100, 60, CYAN), rectangle(0, 0, 100, 60)), "black that overprints"),
        ((Shape((("M", 0, 0), ("L", 100, 60)), stroke=CYAN, weight=1),), "the edge of a shape"),
    ],
)
def test_soft_edges_over_what_is_not_one_flat_colour_are_refused(
    tmp_path: Path, beneath: tuple[Mark, ...], what: str
) -> None:
    piece = artwork(page(*beneath, Group((crest(tmp_path),))))
    with pytest.raises(Refused) as refused:
        write(piece, X1A, COATED, cache=Cache())
    (problem,) = refused.value.problems
    assert (problem.rule, problem.key) == ("soft-edges", KEY)
    assert f"stands on {what}" in problem.message
    write(piece, PRESS, COATED, cache=Cache())


def test_soft_edges_over_another_picture_are_refused(tmp_path: Path) -> None:
    piece = artwork(page(crest(tmp_path), crest(tmp_path, x=30)))
    with pytest.raises(Refused, match="stands on a picture"):
        write(piece, X1A, COATED, cache=Cache())


def test_the_same_group_on_two_grounds_is_blended_with_each(tmp_path: Path) -> None:
    group = Group((crest(tmp_path),))
    piece = artwork(page(rectangle(0, 0, 100, 60, SAND), group), page(group))
    pages = pypdf.PdfReader(io.BytesIO(write(piece, X1A, COATED, cache=Cache()))).pages
    names = [set(each["/Resources"]["/XObject"]) for each in pages]
    assert names[0] != names[1]
