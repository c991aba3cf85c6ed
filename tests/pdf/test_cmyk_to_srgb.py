"""Logos in inks in a file for a screen, which has an output intent for sRGB and nothing else."""

from pathlib import Path

import pypdfium2
import pytest
from PIL import Image as Pillow

from generator.cache import Cache
from generator.design.editions import Edition
from generator.page import Image
from generator.pdf import write
from generator.pdf.intent import OutputIntent
from tests.checked import check
from tests.pdf.artwork import COATED, CYAN, OFFICE, PRESS, ROOT, artwork, page, rectangle
from tests.pdf.test_image_objects import place

ARCHIVE = Edition(
    title="screen", colours="srgb", condition="srgb", standard="PDF/A-2a",
    tagged=True, links=True, profile="screen",
)  # fmt: skip
SRGB = OutputIntent("sRGB", "sRGB", "", "", str(ROOT / "layouts/press/sRGB.icc"))
ONLY_CYAN = (0, 158, 224)  # in FOGRA39 under its relative colorimetric intent, cut off to sRGB
NEWSPRINT_CYAN = (0, 177, 235)  # paler: newsprint takes less ink


def kinds(folder: Path) -> dict[str, Path]:
    cyan = Pillow.new("CMYK", (30, 20), (255, 0, 0, 0))
    newsprint = (ROOT / "layouts/press/IFRA26S_2004_newsprint.icc").read_bytes()
    cyan.save(folder / "plain.tif")
    cyan.save(folder / "adobe.jpg", quality=100)
    cyan.save(folder / "own.tif", icc_profile=newsprint)
    cyan.save(folder / "broken.tif", icc_profile=b"no profile")
    whole = write(
        artwork(page(rectangle(0, 0, 30, 20, CYAN), width=30, height=20)),
        PRESS,
        COATED,
        cache=Cache(),
    )
    (folder / "drawing.pdf").write_bytes(whole)
    return {file.stem: file for file in folder.iterdir()}


def middle(data: bytes, image: Image) -> tuple[int, int, int]:
    with pypdfium2.PdfDocument(data) as document:
        seen = document[0].render(scale=2).to_pil().convert("RGB")
    scale = 2 * 72 / 25.4
    x, y = image.x + image.width / 2, image.y + image.height / 2
    found = seen.getpixel((round(x * scale), round(y * scale)))
    assert isinstance(found, tuple)
    assert len(found) == 3
    return found


@pytest.mark.parametrize("kind", ["plain", "adobe", "own", "broken", "drawing"])
def test_inks_become_srgb_where_nothing_else_may_stand(tmp_path: Path, kind: str) -> None:
    image = place(kinds(tmp_path)[kind])
    data = write(artwork(page(image)), ARCHIVE, SRGB, cache=Cache())
    assert not [one for one in check(data, "screen").problems if one.rule == "colours-meant"]
    reported = NEWSPRINT_CYAN if kind == "own" else ONLY_CYAN
    assert middle(data, image) == pytest.approx(reported, abs=4)


def test_an_office_file_keeps_them(tmp_path: Path) -> None:
    image = place(kinds(tmp_path)["plain"])
    assert b"/ColorSpace/DeviceCMYK" in write(artwork(page(image)), OFFICE, cache=Cache())
