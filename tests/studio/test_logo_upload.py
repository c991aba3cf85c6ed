"""Partners' logos that are sent to the studio: drawn anew and compared, or refused in words."""

from __future__ import annotations

import gzip
import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from generator.jobs.partner_logo import TakenLogo, redraw, take_logo
from generator.problems import Refused
from generator.studio.asking import SentFile
from generator.studio.logo_upload import LogoAnswer, LogoAsked, LogoUpload
from generator.vectors import Unusable, in_black, read_vector
from tests.sample_projects import cease
from tests.studio.studio_tab import copy_project
from tests.studio.test_areas import Desk, ashdale, faults
from tests.values import replace as changed

LOGOS = Path(__file__).parents[1] / "vectors/logos"
HEAD = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'viewBox="0 0 90 30" width="90" height="30"'
)
SHAPE = '<path d="M0 0h90v30H0z" fill="#006b3f"/>'


def svg(inside: str, more: str = "", before: str = "") -> bytes:
    return f"{before}{HEAD} {more}>{SHAPE}{inside}</svg>".encode()


def png(size: tuple[int, int] = (900, 300), mode: str = "RGB", colour: str = "navy") -> bytes:
    found = io.BytesIO()
    notes = PngInfo()
    notes.add_text("Comment", "<script>alert(1)</script>")
    Image.new(mode, size, colour).save(found, "PNG", pnginfo=notes)
    return found.getvalue()


def huge_png(side: int) -> bytes:
    """A PNG that says it is enormous."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        length, check = struct.pack(">I", len(data)), struct.pack(">I", zlib.crc32(kind + data))
        return length + kind + data + check

    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    rows = zlib.compress(bytes(1 + side // 8) * side, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def zipped(data: bytes) -> bytes:
    found = io.BytesIO()
    with zipfile.ZipFile(found, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("logo.svg", data)
    return found.getvalue()


LAUGHS = (
    '<!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "'
    + "&a;" * 50
    + '"><!ENTITY c "'
    + "&b;" * 50
    + '">]>'
)
XXE = '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
USES = "<defs><g id='u0'><path d='M0 0h1v1z'/></g>" + "".join(
    f"<g id='u{n}'>" + f"<use xlink:href='#u{n - 1}'/>" * 10 + "</g>" for n in range(1, 10)
)

PICTURE = '<image href="{}" width="9" height="9"/>'

ATTACKS = {
    "script": (svg("<script>alert(1)</script>"), "holds a script"),
    "onload": (svg("", 'onload="alert(1)"'), ""),
    "onclick": (svg('<path d="M0 0h9v9z" onclick="alert(1)"/>'), ""),
    "foreign object": (svg("<foreignObject><p>words</p></foreignObject>"), "holds a web page"),
    "entities": (svg("<title>&c;</title>", before=LAUGHS), ""),
    "external entity": (svg("<title>&x;</title>", before=XXE), ""),
    "remote picture": (svg(PICTURE.format("https://example.org/a")), "pixels"),
    "data picture": (svg(PICTURE.format("data:image/png,a")), "pixels"),
    "remote style": (svg('<style>@import url("https://example.org/a.css");</style>'), ""),
    "uses of uses": (svg(f"{USES}</defs><use xlink:href='#u9'/>"), ""),
    "deep": (svg("<g>" * 20_000 + "</g>" * 20_000), ""),
    "type": (svg("<text>words</text>"), "type, not outlines"),
    "huge picture": (huge_png(40_000), "pixels"),
    "packed drawing": (gzip.compress(svg(" " * 50_000_000)), "is no SVG"),
    "zip": (zipped(b"0" * 80_000_000), "is no SVG"),
    "web page": (b"<!doctype html><script>alert(1)</script>", "is no SVG"),
    "half a picture": (png()[:300], ""),
    "half a drawing": (svg("")[:-20], ""),
    "nothing": (b"", "is no SVG"),
    "not a PDF": (b"%PDF-1.7\n%%EOF", ""),
}  # fmt: skip


@pytest.mark.parametrize("name", ATTACKS)
def test_what_does_harm_is_refused_in_words(name: str) -> None:
    data, why = ATTACKS[name]
    found = redraw(data)
    if name in ("onload", "onclick") and isinstance(found, TakenLogo):
        assert b"alert" not in found.data  # what is not drawn is not kept
        return
    assert isinstance(found, Unusable)
    assert why in found.message
    assert found.hint


def test_a_child_process_reads_the_file() -> None:
    with pytest.raises(Refused) as refused:
        take_logo(huge_png(40_000), "huge.png")
    assert "huge.png" in refused.value.problems[0].message
    with pytest.raises(Refused, match="may have 5"):
        take_logo(bytes(5_000_001), "large.png")


@pytest.mark.parametrize("file", ["square.svg", "wide.svg", "white.svg"])
def test_a_drawing_is_drawn_anew_and_looks_the_same(file: str, tmp_path: Path) -> None:
    data = (LOGOS / file).read_bytes()
    found = redraw(data)
    assert isinstance(found, TakenLogo)
    assert found.suffix == ".svg"
    assert found.percent < 1
    assert found.data != data
    place = tmp_path / "again.svg"
    place.write_bytes(found.data)
    vector = read_vector(str(place))
    assert bool(found.black) == (in_black(vector) is not None)
    sizes = {Image.open(io.BytesIO(each)).size for each in (found.before, found.after)}
    assert len(sizes) == 1


def test_a_page_is_drawn_anew_in_its_colours(tmp_path: Path) -> None:
    from generator.vectors import DeviceColour, colours
    from generator.vectors.model import PaintedPath, Vector, box
    from generator.vectors.redraw import as_pdf

    ink = DeviceColour((1.0, 0.5, 0.0, 0.25))
    mark = PaintedPath(box(0, 0, 90, 30), (1, 0, 0, 1, 0, 0), ink, False, None, ())
    found = redraw(as_pdf(Vector(90, 30, (mark,))))
    assert isinstance(found, TakenLogo)
    assert found.suffix == ".pdf"
    place = tmp_path / "again.pdf"
    place.write_bytes(found.data)
    assert colours(read_vector(str(place))) == {ink}


def test_a_picture_keeps_its_pixels_and_nothing_else() -> None:
    found = redraw(png())
    assert isinstance(found, TakenLogo)
    assert (found.suffix, found.width, found.height) == (".png", 900, 300)
    assert b"script" not in found.data
    assert found.black
    again = Image.open(io.BytesIO(found.data))
    assert again.getpixel((5, 5)) == (0, 0, 128)
    assert Image.open(io.BytesIO(found.black)).getpixel((5, 5)) == 0


def test_a_picture_in_inks_stays_in_inks() -> None:
    data = io.BytesIO()
    Image.new("CMYK", (300, 300), (200, 20, 0, 40)).save(data, "JPEG", quality=100)
    found = redraw(data.getvalue())
    assert isinstance(found, TakenLogo)
    assert found.suffix == ".tif"
    assert Image.open(io.BytesIO(found.data)).mode == "CMYK"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    found = Desk(copy_project(tmp_path))
    yield found
    found.studio.worker.stop()


def sent(desk: Desk, name: str, data: bytes) -> LogoAnswer:
    upload = LogoUpload(desk.studio, desk.screen.logos)
    return upload.take(LogoAsked(), SentFile(name, data))


def line(file: str, **more: object) -> object:
    from generator.studio.area_filled_in import LogoLine

    return changed(LogoLine(file, "Ashdale Council"), **more)


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("Ashdale Council (final).SVG", "logos/ashdale-council-final.svg"),
        ("../../../etc/passwd.svg", "logos/passwd.svg"),
        ("C:\\logos\\con.svg", "logos/logo-con.svg"),
        ("….svg", "logos/logos.svg"),
        (f"{'a' * 300}.svg", f"logos/{'a' * 60}.svg"),
    ],
)
def test_a_logo_gets_a_name_that_files_can_have(desk: Desk, name: str, file: str) -> None:
    assert sent(desk, name, (LOGOS / "square.svg").read_bytes()).file == file


def test_a_logo_stands_in_the_project_once_its_area_is_saved(desk: Desk) -> None:
    folder = desk.folder / "content/areas/logos"
    data = (LOGOS / "square.svg").read_bytes()
    found = sent(desk, "ashdale.svg", data)
    assert found.drawing
    assert {found.before, found.after} <= {f"/art/{name}" for name in desk.studio.assets}
    assert not folder.exists()
    form = ashdale(logos=[line(found.file, lead=True)])
    shown = desk.look(form)
    assert not faults(shown)
    assert shown.pages[0].name == "right"
    assert shown.logos[0].width > 5
    assert desk.save(form).area == "ashdale"
    assert [each.name for each in folder.iterdir()] == ["ashdale.svg"]
    text = desk.text("content/areas/ashdale.yaml")
    assert "logos:\n  - file: logos/ashdale.svg\n    alt: Ashdale Council\n    lead: true\n" in text
    kept = (folder / "ashdale.svg").read_bytes()
    other = sent(desk, "ashdale.svg", (LOGOS / "wide.svg").read_bytes())
    assert other.file == "logos/ashdale-2.svg"
    assert sent(desk, "ashdale.svg", data).file == "logos/ashdale.svg"
    assert (folder / "ashdale.svg").read_bytes() == kept


def test_the_command_keeps_the_same_bytes(desk: Desk, tmp_path: Path) -> None:
    found = sent(desk, "Ashdale.svg", (LOGOS / "square.svg").read_bytes())
    desk.save(ashdale(logos=[line(found.file)]))
    kept = (desk.folder / "content/areas" / found.file).read_bytes()
    (tmp_path / "other").mkdir()
    other = copy_project(tmp_path / "other")
    file = tmp_path / "Ashdale.svg"
    file.write_bytes((LOGOS / "square.svg").read_bytes())
    for _ in range(2):  # the second time it is there
        done = cease("areas", "logo", file, "--project", other)
        assert (done.status, "logos/ashdale.svg: one colour" in done.out + done.err) == (0, True)
    assert (other / "content/areas/logos/ashdale.svg").read_bytes() == kept
    file.write_bytes(svg("<script/>"))
    assert cease("areas", "logo", file, "--project", other).status == 1
    assert len([*(other / "content/areas/logos").iterdir()]) == 1


def test_a_logo_that_is_too_coarse_says_how_many_pixels_it_needs(desk: Desk) -> None:
    found = sent(desk, "tiny.png", png((40, 20)))
    shown = desk.look(ashdale(logos=[line(found.file)]))
    assert "too small" in faults(shown)["logos.0.file"]
    assert shown.pages
    assert not shown.logos


def test_a_logo_needs_words_that_say_whose_it_is(desk: Desk) -> None:
    found = sent(desk, "ashdale.svg", (LOGOS / "square.svg").read_bytes())
    assert "logos.0.alt" in faults(desk.look(ashdale(logos=[line(found.file, alt="")])))


@pytest.mark.parametrize("file", ["../ashdale.yaml", "/etc/passwd", "logos/none.svg"])
def test_no_form_names_a_file_elsewhere(desk: Desk, file: str) -> None:
    assert "logos.0.file" in faults(desk.save(ashdale(logos=[line(file)])))
