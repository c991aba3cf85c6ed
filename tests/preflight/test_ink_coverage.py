"""Ink is measured where it lies: overprint, transparency, images, and what hides below."""

import io
from pathlib import Path

import pytest
from PIL import Image
from reportlab.lib.colors import CMYKColor
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from generator.preflight.facts import Facts
from generator.preflight.raster import ink_coverage
from generator.preflight.raster.ink_coverage import proven
from generator.problems import Problem
from tests.checked import check, open_file
from tests.outside_programs import run
from tests.preflight.inks import made
from tests.preflight.samples import (
    ROOT,
    STATES,
    expected,
    office,
    press,
    rectangle,
    with_text,
    write,
)
from tests.preflight.test_rules import painted

HEAVY = b"0.9 0.9 0.9 0.9 k "
OVERPRINT = b"/ExtGState << /G << /OP true /op true /OPM 1 >> /M << /BM /Multiply >> >>"


def found(data: bytes, profile: str = "press-coated", rule: str = "ink-limit") -> list[Problem]:
    return [one for one in check(data, profile).problems if one.rule == rule]


def sample(content: bytes, resources: bytes = b"", **objects: object) -> bytes:
    return write(painted(content, resources, **objects)(press()))


def square(x: float, y: float, side: float = 5) -> bytes:
    return rectangle(x, y, side, side) + b"f "


def picture(*pixels: tuple[int, int, int, int]) -> tuple[bytes, bytes]:
    entries = b"/Subtype /Image /Width %d /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceCMYK"
    return entries % len(pixels), bytes(value for pixel in pixels for value in pixel)


PLACED = b"q 28 0 0 28 35 40 cm /I Do Q"
LIGHT, DARK = (200, 100, 0, 0), (230, 230, 204, 204)

TOO_MUCH = {
    "one colour": (HEAVY + square(5, 5), b"", {}, 360),
    "overprint": (b"1 1 0 0 k " + square(5, 5) + b"/G gs 0 0 1 0.5 k " + square(5, 5),
                  OVERPRINT, {}, 350),
    "multiply": (b"1 1 0 0 k " + square(5, 5) + b"/M gs 0 0 0.8 0.8 k " + square(5, 5),
                 OVERPRINT, {}, 360),
    "part of an image": (PLACED, b"/XObject << /I @i >>", {"i": picture(LIGHT, DARK)}, 340),
    "a spot on four inks": (
        b"0.8 0.8 0.8 0 k " + square(5, 5) + b"/G gs /S cs 1 scn " + square(5, 5),
        OVERPRINT + b" /ColorSpace << /S [/Separation /Orange /DeviceCMYK @tint] >> ", {}, 340,
    ),
}  # fmt: skip


def test_a_colour_that_one_stream_sets_and_the_next_paints_is_measured() -> None:
    base = with_text(painted(square(5, 5))(press()), "page", b"[@ground", b"[@colour @ground")
    (problem,) = found(write(base | {"colour": (b"", HEAVY)}))
    assert problem.found == "359 %"


@pytest.mark.parametrize("case", TOO_MUCH)
def test_ink_above_the_limit_is_reported_with_its_place_and_amount(case: str) -> None:
    content, resources, objects, percent = TOO_MUCH[case]
    if b"/ColorSpace" in resources:
        base = press()
        base["resources"] = b"<< /Font << /F1 @font /F0 @plain >> " + resources.replace(
            b"/ColorSpace <<", b"/ColorSpace << /All @all"
        ) + STATES  # fmt: skip
        data = write(base | {"ground": (b"", b"q " + content + b" Q\n")})
    else:
        data = sample(content, resources, **objects)
    (problem,) = found(data)
    assert problem.limit == "300 %"
    assert float(problem.found.removesuffix(" %")) == pytest.approx(percent, abs=2)
    place = problem.place
    assert place.page == 1
    if "image" in case:  # in its right half, which begins 49 pt from the sheet's left edge
        assert 7.3 - 1 < place.x < 12.2
    else:
        assert place.x == pytest.approx(5, abs=0.6)
        assert place.y == pytest.approx(5, abs=0.6)


@pytest.mark.parametrize(("turn", "x", "y"), [(90, 40, 5), (180, 50, 40), (270, 15, 50)])
def test_a_place_on_a_turned_page_is_where_it_is_seen(turn: int, x: float, y: float) -> None:
    heavy = painted(HEAVY + square(5, 15))(press())
    heavy["page"] = heavy["page"].replace(b"/Parent", b"/Rotate %d /Parent" % turn, 1)
    (problem,) = found(write(heavy))
    assert (problem.place.x, problem.place.y) == pytest.approx((x, y), abs=0.6)


LITTLE = {
    "up to the limit": (b"0.9 0.9 0.9 0.3 k " + square(5, 5), b"", {}),
    "knocked out": (b"1 1 0 0 k " + square(5, 5) + b"0 0 1 1 k " + square(5, 5), b"", {}),
    "covered": (HEAVY + square(5, 5) + b"0 0 0 0.1 k " + square(4, 4, 8), b"", {}),
    "clipped away": (b"q 0 0 1 1 re W n " + HEAVY + square(5, 5) + b" Q", b"", {}),
    "a speck": (HEAVY + square(5, 5, 0.6), b"", {}),
    "a hairline": (HEAVY + rectangle(5, 5, 30, 0.4) + b"f", b"", {}),
    "outside the bleed": (HEAVY + square(-9, -9), b"", {}),
    "an image of little": (PLACED, b"/XObject << /I @i >>", {"i": picture(LIGHT, LIGHT)}),
    "half see-through": (b"/H gs " + HEAVY + square(5, 5),
                         b"/ExtGState << /H << /ca 0.5 >> >>", {}),
}  # fmt: skip


@pytest.mark.parametrize("case", LITTLE)
def test_ink_that_the_paper_takes_is_left_alone(case: str) -> None:
    content, resources, objects = LITTLE[case]
    assert not found(sample(content, resources, **objects))


def test_what_cannot_be_measured_is_an_error_that_says_why() -> None:
    content, resources = b"/G gs 0 g " + square(5, 5), b"/ExtGState << /G << /TR @t >> >>"
    (problem,) = found(sample(content, resources, t=b"<< /FunctionType 2 /Domain [0 1] /N 2 >>"))
    assert problem.is_error
    assert problem.message == "page 1: its ink could not be measured: a transfer function"


def test_a_colour_without_inks_is_an_error_even_outside_the_bleed() -> None:
    lab = {"all": b"[/Lab << /WhitePoint [1 1 1] >>]", "marks": (b"", b"")}
    (problem,) = found(sample(b"/All cs 50 0 0 sc 0 0 9 9 re f", **lab))
    assert "could not be measured" in problem.message


def test_rgb_is_measured_as_the_output_profile_turns_it_into_ink() -> None:
    rgb = sample(b"0 0 0 rg " + square(5, 5))
    newsprint = check(rgb, "press-newsprint")
    (problem,) = [one for one in newsprint.problems if one.rule == "ink-limit"]
    assert 250 < float(problem.found.removesuffix(" %")) <= 331
    pixels = (b"/Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceRGB",
              b"\0\0\0")  # fmt: skip
    image = sample(PLACED, b"/XObject << /I @i >>", i=pixels)
    (same,) = [one for one in check(image, "press-newsprint").problems if one.rule == "ink-limit"]
    assert same.found == problem.found


def test_the_same_page_for_another_paper_is_measured_anew() -> None:
    """Files that differ in their output profile alone, checked one after the other."""
    papers = {
        name: next((ROOT / "layouts/press").glob(f"{name}_*.icc")).read_bytes()
        for name in ("IFRA26S", "FOGRA39L")
    }

    def ink_on(paper: str) -> list[str]:
        data = sample(b"0 0 0 rg " + square(5, 5), icc=(b"/N 4", papers[paper]))
        return [problem.found for problem in found(data, "press-newsprint")]

    thin, coated = ink_on("IFRA26S"), ink_on("FOGRA39L")
    assert (thin, len(coated)) == ([], 1)
    assert (ink_on("FOGRA39L"), ink_on("IFRA26S")) == (coated, thin)


def test_a_page_is_only_called_light_without_a_look_if_it_is() -> None:
    """The bound by declared colours never lets pass what the plates show."""
    for table, light in ((TOO_MUCH, False), (LITTLE, None)):
        for case, (content, resources, objects, *_) in table.items():
            if b"/ColorSpace" in resources:
                continue
            facts = Facts(open_file(sample(content, resources, **objects)), None)
            if light is not None:
                assert proven(facts.rendered, 0, 300) is light, case
    plain = Facts(open_file(write(press())), None)
    assert proven(plain.rendered, 0, 300)


def test_the_most_ink_is_what_ghostscript_separates(tmp_path: Path) -> None:
    """A photo-like picture by ReportLab, on a page of its own."""
    pixels = Image.linear_gradient("L")
    photo = Image.merge(
        "CMYK", (pixels, pixels.rotate(90), pixels.rotate(180), pixels.point(lambda v: v // 2))
    )
    out = io.BytesIO()
    page = Canvas(out, pagesize=(144, 144))
    page.setFillColor(CMYKColor(0.1, 0, 0, 0))
    page.rect(0, 0, 144, 144, stroke=0, fill=1)
    page.drawImage(ImageReader(photo), 36, 36, 72, 72)
    page.save()
    path = tmp_path / "page.pdf"
    path.write_bytes(out.getvalue())
    run("gs", "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=tiffsep", "-r72",
        f"-sOutputFile={tmp_path}/%d.tif", path)  # fmt: skip
    plates = [Image.open(one).convert("L") for one in sorted(tmp_path.glob("1(*).tif"))]
    values = zip(*(plate.tobytes() for plate in plates), strict=True)
    most = max(sum(255 - value for value in each) for each in values) / 2.55
    facts = Facts(open_file(out.getvalue()), None)
    spot = ink_coverage.heaviest(
        ink_coverage.draw(facts.rendered, 0, ink_coverage.laid(facts.painted.pages[0].paints)), 0
    )
    assert spot.total == pytest.approx(most, abs=6)  # the picture's steepest square millimetre


EMPTY = b"/ColorSpace << /S [/Separation /Gold /DeviceCMYK @t] >>"
TINT = b"<< /FunctionType 2 /Domain [0 1] /N 1 /C0 [0 0 0 0] /C1 [0 0.2 0.6 0.2] >>"


@pytest.mark.parametrize(
    ("content", "empty"),
    [
        (b"/S cs 1 scn 10 10 30 30 re f", False),
        (b"/S cs 0 scn 10 10 30 30 re f", True),
        (b"/S cs 1 scn 10 10 30 30 re f 0 0 0 0.2 k 5 5 60 60 re f", True),
        (b"/S cs 1 scn 300 300 30 30 re f", True),
        (b"0 0 0 1 k 10 10 30 30 re f", False),
    ],
)
def test_a_spot_plate_with_nothing_on_it_is_warned_of(content: bytes, empty: bool) -> None:
    reported = found(made(content, EMPTY, {"t": TINT}), rule="plate-empty")
    assert [problem.message for problem in reported] == (
        ['nothing is printed on the plate "Gold"'] if empty else []
    )
    assert not any(problem.is_error for problem in reported)


MONO = {
    "black": (b"0 g", set()),
    "rgb gray": (b"0.4 0.4 0.4 rg", set()),
    "black ink": (b"0 0 0 0.3 k", set()),
    "rgb colour": (b"0.4 0.4 0.5 rg", {"Cyan", "Magenta"}),
    "black in four inks": (b"0.7 0.6 0.5 0.9 k", {"Cyan", "Magenta", "Yellow"}),
}


@pytest.mark.parametrize("case", MONO)
def test_a_page_in_black_alone_has_nothing_on_its_other_plates(case: str) -> None:
    colour, inks = MONO[case]
    mono = with_text(office(), "code", b"q ", b"q " + colour + b" 20 20 30 30 re f ")
    reported = found(write(mono), "mono", "true-mono")
    assert bool(reported) == bool(inks)
    for problem in reported:
        assert {part.split()[0] for part in problem.found.split(", ")} == inks
        assert problem.place.width == pytest.approx(30 / 72 * 25.4, abs=0.6)


def test_the_limit_of_the_promised_paper_wins() -> None:
    from tests.values import replace

    data = sample(b"0.9 0.9 0.8 0 k " + square(5, 5))
    assert not check(data, "press-coated", expected()).problems
    newsprint = replace(expected(), ink_limit=240)
    assert [p.rule for p in check(data, "press-coated", newsprint).problems] == ["ink-limit"]
