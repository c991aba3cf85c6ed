"""Plates are what Ghostscript separates, for every way in which a page can lay ink."""

import re
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageFilter, ImageStat

from generator.preflight.facts import Facts
from generator.preflight.raster.plates import Unmeasurable, plates
from tests.checked import open_file
from tests.goldens import proofs
from tests.outside_programs import run
from tests.preflight.inks import CASES, SIDE, made, page

PROCESS = ("Cyan", "Magenta", "Yellow", "Black")
# Of 255. Edges are smoothed by each program in its own way; within an area only rounding and the
# steps in which a shading is drawn may differ.
MEAN, WITHIN = 2.5, 4
TEXT_MEAN = 12.0  # the font is not embedded, so each takes its own
ROUND_SHADING = 16
LEAFLET_MEAN = 4.0  # three thousand dots and small type are edges all over


def separated(folder: Path, dpi: int, *files: Path) -> list[dict[str, Image.Image]]:
    """Each page's plates by Ghostscript, 255 full ink, drawn four times as large and reduced."""
    run("gs", "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=tiffsep", f"-r{4 * dpi}",
        f"-sOutputFile={folder}/%d.tif", *files)  # fmt: skip
    pages: dict[int, dict[str, Image.Image]] = {}
    for plate in sorted(folder.glob("*(*).tif")):
        number, ink = re.fullmatch(r"(\d+)\((.*)\)", plate.stem).groups()
        with Image.open(plate) as image:
            pages.setdefault(int(number), {})[ink] = ImageChops.invert(image.convert("L")).reduce(4)
    return [pages[number] for number in sorted(pages)]


@pytest.fixture(name="theirs", scope="module")
def _theirs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Image.Image]]:
    """The plates of every case, in one run."""
    folder = tmp_path_factory.mktemp("plates")
    files = [folder / f"{number}.pdf" for number, _ in enumerate(CASES)]
    for case, path in zip(CASES, files, strict=True):
        path.write_bytes(page(case))
    return dict(zip(CASES, separated(folder, 72, *files), strict=True))


def ours(data: bytes, names: tuple[str, ...], number: int = 0) -> dict[str, Image.Image]:
    facts = Facts(open_file(data), None)
    return plates(facts.document.file, facts.pages.entries[number], names, 72)


@pytest.mark.parametrize("case", CASES)
def test_plates_are_those_of_ghostscript(
    case: str, theirs: dict[str, dict[str, Image.Image]]
) -> None:
    mine = ours(page(case), (*PROCESS, "Orange"))
    assert set(PROCESS) <= set(theirs[case])
    for ink, plate in theirs[case].items():
        difference = ImageChops.difference(mine[ink], plate)
        within = difference.filter(ImageFilter.MinFilter(5)).getextrema()[1]
        assert ImageStat.Stat(difference).mean[0] < (TEXT_MEAN if "words" in case else MEAN), ink
        assert within <= (ROUND_SHADING if "radial" in case else WITHIN), ink


def test_the_cases_lay_ink_where_they_say() -> None:
    """A square of 48 pt on a ground, whatever another program thinks of it."""

    def inside(case: str) -> tuple[int, ...]:
        found = ours(page(case), (*PROCESS, "Orange"))
        return tuple(
            round(plate.getpixel((SIDE // 2, SIDE // 2)) / 2.55) for plate in found.values()
        )

    assert inside("knockout") == (0, 100, 0, 0, 0)
    assert inside("overprint mode 1") == (40, 90, 20, 10, 0)
    assert inside("overprint mode 0") == (0, 90, 0, 0, 0)
    assert inside("spot") == (0, 0, 0, 0, 70)
    assert inside("spot overprint") == (40, 10, 20, 10, 70)
    assert inside("two inks overprint") == (20, 10, 20, 10, 90)
    assert inside("registration") == (80, 80, 80, 80, 80)
    assert inside("multiply") == (40, 73, 20, 28, 0)


@pytest.mark.slow
def test_the_leaflets_plates_are_those_of_ghostscript(tmp_path: Path) -> None:
    """The shipped leaflet as a press gets it: both its pages, every plate."""
    data = proofs.shipped("leaflet-dl-6pp", "a4-roll-fold-dl", "press")
    path = tmp_path / "leaflet.pdf"
    path.write_bytes(data)
    for number, theirs in enumerate(separated(tmp_path, 72, path)):
        assert set(theirs) == set(PROCESS)
        for ink, plate in ours(data, PROCESS, number).items():
            rows = min(plate.height, theirs[ink].height)
            area = (0, 0, plate.width, rows)
            difference = ImageChops.difference(plate.crop(area), theirs[ink].crop(area))
            assert ImageStat.Stat(difference).mean[0] < LEAFLET_MEAN, (number, ink)
            covered = [ImageStat.Stat(one.crop(area)).mean[0] for one in (plate, theirs[ink])]
            assert covered[0] == pytest.approx(covered[1], abs=1.5), (number, ink)


def test_each_annotation_is_drawn_as_it_appears() -> None:
    """Two appearances without names of their own, in one ink each."""
    box = b"/Subtype /Form /BBox [0 0 40 40] /Resources << >>"
    note = b"<< /Subtype /Square /F 4 /Rect [%b] /AP << /N @%b >> >>"
    data = made(
        b"",
        b">> /Annots [@one @two] /Extra <<",
        {
            "one": note % (b"0 0 40 40", b"cyan"),
            "two": note % (b"50 0 90 40", b"black"),
            "cyan": (box, b"1 0 0 0 k 0 0 40 40 re f"),
            "black": (box, b"0 0 0 1 k 0 0 40 40 re f"),
        },
    )
    found = ours(data, ("Cyan", "Black"))
    assert found["Cyan"].getpixel((20, 76)) == found["Black"].getpixel((70, 76)) == 255
    assert found["Cyan"].getpixel((70, 76)) == found["Black"].getpixel((20, 76)) == 0


UNMEASURABLE = {
    "rgb": (b"1 0 0 rg 0 0 9 9 re f", b"", {}, "DeviceRGB"),
    "rgb image": (
        b"/I Do", b"/XObject << /I @image >>",
        {"image": (b"/Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 "
                   b"/ColorSpace /DeviceRGB", b"\0\0\0")},
        "DeviceRGB",
    ),
    "lab": (
        b"/L cs 50 0 0 sc 0 0 9 9 re f",
        b"/ColorSpace << /L [/Lab << /WhitePoint [0.96 1 0.82] >>] >>", {}, "Lab",
    ),
    "jpeg 2000": (
        b"/I Do", b"/XObject << /I @image >>",
        {"image": (b"/Subtype /Image /Width 1 /Height 1 /Filter /JPXDecode", b"")}, "JPEG 2000",
    ),
    "transfer function": (
        b"/G gs 0 g 0 0 9 9 re f",
        b"/ExtGState << /G << /TR << /FunctionType 2 /Domain [0 1] /N 1 >> >> >>", {}, "transfer",
    ),
    "knockout group": (
        b"/X Do", b"/XObject << /X @form >>",
        {"form": (b"/Subtype /Form /BBox [0 0 9 9] /Group << /S /Transparency /K true >>", b"")},
        "knockout",
    ),
    "group that blends in rgb": (
        b"/X Do", b"/XObject << /X @form >>",
        {"form": (b"/Subtype /Form /BBox [0 0 9 9] "
                  b"/Group << /S /Transparency /CS /DeviceRGB >>", b"1 0 0 0 k 0 0 9 9 re f")},
        "blends in RGB",
    ),
    "mask of an image by its colours": (
        b"/I Do", b"/XObject << /I @image >>",
        {"image": (b"/Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 "
                   b"/ColorSpace /DeviceCMYK /Mask [0 1 0 1 0 1 0 1]", b"\0\0\0\0")},
        "masked by its colours",
    ),
    "mask drawn in a spot": (
        b"/G gs 0 g 0 0 9 9 re f",
        b"/ExtGState << /G << /SMask << /S /Luminosity /G @form >> >> >>",
        {"form": (b"/Subtype /Form /BBox [0 0 9 9] /Group << /S /Transparency /CS /DeviceCMYK >> "
                  b"/Resources << /ColorSpace << /S [/Separation /Orange /DeviceGray @tint] >> >>",
                  b"/S cs 1 scn 0 0 9 9 re f"),
         "tint": b"<< /FunctionType 2 /Domain [0 1] /N 1 /C0 [1] /C1 [0] >>"},
        "soft mask drawn in Separation",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", UNMEASURABLE)
def test_what_cannot_be_predicted_is_said_by_name(case: str) -> None:
    content, resources, objects, named = UNMEASURABLE[case]
    with pytest.raises(Unmeasurable, match=named):
        ours(made(content, resources, objects), PROCESS)
