"""A logo that is spoilt is printed or refused at its own line of the area's file."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, NameObject

from tests import sample_projects
from tests.sample_projects import cease
from tests.soak.trials import chance, mutated, rounds

DRAWINGS = Path(__file__).parents[1] / "vectors" / "logos"
TOKENS = (
    *(b"", b"1e999", b"-1", b"0", b"NaN", b"%", b"<g>", b"</g>", b"url(#a)", b'"', b"\x00"),
    *(b' style="rotate:9deg"', b' transform="scale(1e9)"', b"<use href='#a'/>", b"&a;"),
    *(b" q ", b" Q ", b" W n ", b"/F Do ", b" gs ", b"<<", b">>", b"endobj", b"/JBIG2Decode"),
    *(b"IDAT", b"iCCP", b"eXIf", b"\x7f\xff\xff\xff", b"\xff\xd9", b"\xff\xda", b"9" * 400),
)


def svg(number: int) -> bytes:
    files = sorted(DRAWINGS.glob("*.svg"))
    return files[number % len(files)].read_bytes()


def pixels(number: int) -> Image.Image:
    mode = ("RGB", "L", "RGBA", "P", "CMYK", "1")[number % 6]
    picture = Image.linear_gradient("L").resize((300, 150)).convert("RGB").convert("RGBA")
    return picture if mode == "RGBA" else picture.convert("RGB").convert(mode)


def png(number: int) -> bytes:
    picture, found, about = pixels(number), io.BytesIO(), PngInfo()
    about.add_text("Title", "A council", zip=True)
    exif = Image.Exif()
    exif[0x0112] = 1 + number % 8
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    picture = picture.convert("RGB") if picture.mode == "CMYK" else picture
    picture.save(found, "PNG", pnginfo=about, exif=exif, icc_profile=profile, dpi=(300, 300))
    return found.getvalue()


def jpeg(number: int) -> bytes:
    picture, found = pixels(number), io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 1 + number % 8
    picture = picture.convert("RGB") if picture.mode in {"RGBA", "P", "1"} else picture
    picture.save(found, "JPEG", exif=exif, progressive=number % 2 == 0)
    return found.getvalue()


def pdf(number: int) -> bytes:
    writer, found = PdfWriter(), io.BytesIO()
    stream = DecodedStreamObject()
    stream.set_data(b"q 1 0 0 1 5 5 cm .2 .6 0 .2 k 0 0 80 40 re W n 10 10 m 70 30 l 9 9 30 20 8 7 "
                    b"c h f Q 0 0 .4 RG 3 w [4 2] 0 d 5 5 60 20 re S")  # fmt: skip
    page = writer.add_blank_page(90, 50)
    page[NameObject("/Contents")] = writer._add_object(
        stream.flate_encode() if number % 2 else stream
    )
    writer.write(found)
    return found.getvalue()


KINDS: dict[str, Callable[[int], bytes]] = {"svg": svg, "png": png, "jpg": jpeg, "pdf": pdf}


@pytest.fixture(name="project", scope="module")
def _project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose area has a logo on paper."""
    project = sample_projects.make(tmp_path_factory.mktemp("logos") / "project")
    sample_projects.change(project / "layouts/card.yaml", "    ground: leaf\n", "")
    layout = project / "layouts/card.yaml"
    layout.write_text(
        layout.read_text()
        + "          - {kind: logos, area: 90, gap: {least: 5, natural: 9, most: 19}}\n"
    )
    return project


@pytest.mark.parametrize("number", rounds(1000, 24))
def test_a_spoilt_logo_is_printed_or_refused_at_its_line(project: Path, number: int) -> None:
    kind = [*KINDS][number % len(KINDS)]
    luck = chance("logo", number)
    (project / f"content/areas/logo.{kind}").write_bytes(
        mutated(KINDS[kind](number // len(KINDS)), luck, TOKENS)
    )
    area = project / "content/areas/ashdale.yaml"
    before = area.read_text().split("logos:")[0]
    area.write_text(f"{before}logos:\n  - {{file: logo.{kind}, alt: A council}}\n")
    chosen = ("--edition", luck.choice(["press", "office"]), "--jobs", "1")
    done = cease("build", *chosen, "--project", project, "--out", project.parent / "out", "--force")
    assert done.status in {0, 1}, done.err
    if done.status:
        errors = [line for line in done.err.splitlines() if ": error[" in line]
        assert errors, done.err
        assert all(line.startswith("content/areas/ashdale.yaml:8:12: ") for line in errors), errors
