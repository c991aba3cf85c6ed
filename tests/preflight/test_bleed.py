"""Grounds that touch the trim run on to the edge of the bleed; nothing else is asked to."""

import io
from collections.abc import Callable

import pikepdf
import pytest
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from generator.problems import Problem
from generator.units import pt
from tests.checked import check
from tests.preflight.samples import BLEED, SLUG, TRIM, Sample, expected, press, rectangle, write


def found(data: bytes, profile: str = "press-coated", promised: bool = True) -> list[Problem]:
    report = check(data, profile, expected() if promised else None)
    return [problem for problem in report.problems if problem.rule == "bleed-painted"]


def ground(content: bytes, ink: bytes = b"0 0.3 0.2 0 k") -> Callable[[Sample], Sample]:
    return lambda sample: sample | {"ground": (b"", b"q " + ink + b"\n" + content + b" Q\n")}


def path(*points: tuple[float, float]) -> bytes:
    """A polygon through points in mm from the trimmed page's top left corner."""
    corners = [b"%.4f %.4f" % (pt(SLUG + x), pt(SLUG + TRIM - y)) for x, y in points]
    return corners[0] + b" m " + b"".join(corner + b" l " for corner in corners[1:]) + b"h f"


def disc(x: float, y: float, radius: float) -> bytes:
    from math import cos, pi, sin

    steps = [2 * pi * step / 90 for step in range(90)]
    return path(*[(x + radius * cos(step), y + radius * sin(step)) for step in steps])


FULL = rectangle(-BLEED, -BLEED, TRIM + 2 * BLEED, TRIM + 2 * BLEED)
# what is painted, and the side, reach, start and end of each fault
SHORT = {
    "ends at the trim": (
        rectangle(0, 0, TRIM, TRIM) + b"f",
        [(side, 0.0, 0, 60) for side in ("left", "top", "right", "bottom")],
    ),
    "clipped to the trim": (
        rectangle(0, 0, TRIM, TRIM) + b"W n " + FULL + b"f",
        [(side, 0.0, 0, 60) for side in ("left", "top", "right", "bottom")],
    ),
    "one millimetre": (
        rectangle(-1, -1, TRIM + 2, TRIM + 2) + b"f",
        [(side, 1.0, 0, 60) for side in ("left", "top", "right", "bottom")],
    ),
    "one side": (rectangle(-BLEED, -BLEED, TRIM + 2 * BLEED, TRIM + 4) + b"f",
                 [("bottom", 1.0, 0, 60)]),
    "half a side": (FULL + b"f 0 0 0 0 k " + rectangle(30, -BLEED, 40, BLEED) + b"f",
                    [("top", 0.0, 30, 60)]),
    "a bar": (rectangle(-BLEED, 40, 30, 8) + b"f " + rectangle(40, 10, 20, 6) + b"f",
              [("right", 0.0, 10, 16)]),
    "a shape at an angle, clipped": (
        rectangle(0, -BLEED, TRIM, TRIM) + b"W n " + path((10, 10), (-9, 20), (-9, 30), (10, 40)),
        [("left", 0.0, 15.3, 34.7)],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", SHORT)
def test_a_ground_that_ends_too_early_is_reported_with_its_side_and_place(case: str) -> None:
    content, gaps = SHORT[case]
    reported = found(write(ground(content)(press())))
    assert len(reported) == len(gaps)
    for problem, (side, reach, start, end) in zip(reported, gaps, strict=True):
        assert f"the {side} trim" in problem.message
        assert (problem.limit, problem.found) == ("3 mm", f"{reach:.1f} mm")
        place = problem.place
        along = (place.y, place.height) if side in ("left", "right") else (place.x, place.width)
        assert along == pytest.approx((start, end - start), abs=0.4)


ENOUGH = {
    "to the edge": FULL + b"f",
    "beyond the edge": rectangle(-9, -9, 99, 99) + b"f",
    "white": b"0 0 0 0 k " + rectangle(0, 0, TRIM, TRIM) + b"f",
    "bare": b"",
    "near the trim": rectangle(0.4, 10, 20, 20) + b"f " + rectangle(20, 0.4, 20, 9) + b"f",
    "a line along the trim": b"0 0 0 1 K 1 w " + rectangle(0.2, 0.2, 59.6, 59.6) + b"S",
    "a thin line that ends at the trim": rectangle(30, 0, 0.5, 20) + b"f",
    "a disc over the trim": disc(0, 30, 12) + b" " + disc(30, 4, 10) + b" " + disc(62, 62, 12),
    "a slant over the trim": path((-9, 10), (20, 10), (20, 40), (-9, 20)),
    "a slant that leaves the page": path((-9, -9), (90, -9), (-9, 90)),
    "spots": b"".join(disc(x * 1.5, 0, 0.6) for x in range(40)),
}  # fmt: skip


@pytest.mark.parametrize("case", ENOUGH)
def test_what_needs_no_more_bleed_is_left_alone(case: str) -> None:
    assert not found(write(ground(ENOUGH[case])(press())))


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_turned_page_is_reported_as_it_is_seen(turn: int) -> None:
    sample = ground(rectangle(-BLEED, -BLEED, TRIM + 2 * BLEED, TRIM + 4) + b"f")(press())
    sample["page"] = sample["page"].replace(b"/Parent", b"/Rotate %d /Parent" % turn, 1)
    (problem,) = found(write(sample), promised=False)
    side = {0: "bottom", 90: "left", 180: "top", 270: "right"}[turn]
    assert f"beyond the {side} trim" in problem.message


def cropped(sample: Sample, left: float, bottom: float, right: float, top: float) -> bytes:
    """The sample as a file with a CropBox, in mm of the whole sheet."""
    box = b"[%.4f %.4f %.4f %.4f]" % (pt(left), pt(bottom), pt(right), pt(top))
    sample["page"] = sample["page"].replace(b"/TrimBox", b"/CropBox " + box + b" /TrimBox", 1)
    return write(sample)


CROPS = {"the trimmed page": (10, 10, 70, 70), "a corner of it": (40, 40, 70, 70)}


@pytest.mark.parametrize("crop", CROPS)
def test_a_crop_box_hides_no_bleed(crop: str) -> None:
    assert not found(cropped(press(), *CROPS[crop]))


@pytest.mark.parametrize("crop", CROPS)
def test_a_crop_box_hides_no_want_of_bleed(crop: str) -> None:
    content, gaps = SHORT["one side"]
    reported = found(cropped(ground(content)(press()), *CROPS[crop]))
    assert [(problem.limit, problem.found) for problem in reported] == [("3 mm", "1.0 mm")]
    assert f"the {gaps[0][0]} trim" in reported[0].message


def picture(left: float, right: float, entries: bytes = b"", **objects: object) -> bytes:
    """A picture dark above and white below, whose edge runs 1 mm beyond the lower trim."""
    dark, rows = round((TRIM - 40 + 1) * 10), round((TRIM - 40 + BLEED) * 10)
    pixels = b"\x20" * dark + b"\xff" * (rows - dark)
    image = (b"/Subtype /Image /Width 1 /Height %d /BitsPerComponent 8 /ColorSpace /DeviceGray %b"
             % (rows, entries), pixels)  # fmt: skip
    a, d = pt(right - left), pt(rows / 10)
    placed = b"%.4f 0 0 %.4f %.4f %.4f cm /I Do" % (a, d, pt(SLUG + left), pt(SLUG - BLEED))
    base = ground(placed)(press())
    base["resources"] = base["resources"].replace(b"/Font", b"/XObject << /I @i >> /Font", 1)
    return write(base | {"i": image} | objects)


def test_the_white_of_a_picture_is_no_end_of_a_ground() -> None:
    """A photograph of snow, say, that runs over the whole bleed."""
    assert not found(picture(-BLEED, TRIM + BLEED))


def test_a_picture_that_ends_too_early_is_still_reported() -> None:
    (problem,) = found(picture(10, TRIM), promised=False)
    assert (problem.found, problem.place.x) == ("0.0 mm", TRIM)


def test_what_shines_through_a_picture_may_end_too_early() -> None:
    mask = (b"/Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray",
            b"\xff")  # fmt: skip
    (problem,) = found(picture(-BLEED, TRIM + BLEED, b"/SMask @mask", mask=mask))
    assert problem.found == "1.0 mm"


def canvas(reach: float) -> bytes:
    """A page of A6 with 3 mm bleed by ReportLab, its ground `reach` mm beyond the trim."""
    out = io.BytesIO()
    page = Canvas(out, pagesize=(111 * mm, 154 * mm), trimBox=(3 * mm, 3 * mm, 108 * mm, 151 * mm),
                  bleedBox=(0, 0, 111 * mm, 154 * mm))  # fmt: skip
    page.setFillColorCMYK(0.2, 0.4, 0, 0)
    page.rect((3 - reach) * mm, (3 - reach) * mm, (105 + 2 * reach) * mm, (148 + 2 * reach) * mm,
              stroke=0, fill=1)  # fmt: skip
    page.drawString(20 * mm, 20 * mm, "Words")
    page.save()
    return out.getvalue()


def test_files_of_another_writer() -> None:
    assert not found(canvas(3), promised=False)
    assert [problem.found for problem in found(canvas(0), promised=False)] == ["0.0 mm"] * 4


def test_a_bleed_cut_off_afterwards_is_missed() -> None:
    """Some programs that work on finished files crop every box to the trimmed page."""
    with pikepdf.open(io.BytesIO(canvas(3))) as document:
        page = document.pages[0]
        page.MediaBox = page.TrimBox
        del page.BleedBox
        out = io.BytesIO()
        document.save(out)
    reported = found(out.getvalue(), promised=False)
    assert [problem.found for problem in reported] == ["0.0 mm"] * 4
    assert reported[0].limit == "3 mm"


def test_equal_strips_are_checked_alike_whatever_else_changes() -> None:
    """A batch: words differ, then the ground does."""
    short, full = rectangle(-BLEED, -BLEED, TRIM + 2 * BLEED, TRIM + 4) + b"f", FULL + b"f"
    for words, content, faults in ((b"B", full, 0), (b"C", short, 1), (b"D", full, 0)):
        sample = ground(content)(press())
        sample["text"] = (b"", sample["text"][1] + b"% " + words)
        assert len(found(write(sample))) == faults
