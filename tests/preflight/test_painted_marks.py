"""What pages paint: how large, thin and sharp it is, and where, whatever way it is drawn."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.problems import Place, Problem
from generator.units import pt
from tests.checked import check
from tests.outside_programs import run
from tests.preflight.samples import GLYPHS, SLUG, STATES, Sample, expected, press, with_text, write
from tests.preflight.test_rules import page, painted
from tests.values import replace

INK = b"0 0 0 1 k "


def found(sample: Sample, rule: str, profile: str = "press-coated") -> list[Problem]:
    problems = check(write(sample), profile, expected()).problems
    assert not [one for one in problems if one.rule == "content"]
    return [one for one in problems if one.rule == rule]


def sample(content: bytes, resources: bytes = b"", **objects: object) -> Sample:
    return painted(content, resources, **objects)(press())


def mm(x: float, y: float) -> bytes:
    """A point in mm from the trimmed page's top left corner, as two operands."""
    return b"%.4f %.4f" % (pt(SLUG + x), pt(SLUG + 60 - y))


def text(size: float, x: float, y: float, before: bytes = INK, codes: bytes = b"0023") -> bytes:
    """A D (`0023`), whose ink is from 95.5 to 639.5 and from 0 to 723 thousandths."""
    return b"/K gs BT " + before + b"/F1 %g Tf 1 0 0 1 %b Tm [<%b>] TJ ET\n" % (
        size, mm(x, y), codes
    )  # fmt: skip


def inked(size: float, x: float, y: float) -> tuple[float, float, float, float]:
    """Where that D's ink is."""
    em = size * 25.4 / 72
    return x + 0.0955 * em, y - 0.723 * em, 0.544 * em, 0.723 * em


def picture(
    columns: int, rows: int, more: bytes = b"/BitsPerComponent 8 /ColorSpace /DeviceGray"
) -> tuple[bytes, bytes]:
    entries = b"/Subtype /Image /Width %d /Height %d " % (columns, rows)
    return entries + more, bytes(columns * rows)


def placed(width: float, height: float, x: float = 10, y: float = 40, name: bytes = b"I") -> bytes:
    """An image whose bottom left corner stands at x, y."""
    return b"q %.4f 0 0 %.4f %b cm /%b Do Q\n" % (pt(width), pt(height), mm(x, y), name)


def form(content: bytes, resources: bytes = b"", more: bytes = b"") -> tuple[bytes, bytes]:
    entries = b"/Subtype /Form /BBox [0 0 300 300] /Resources << %b >> %b"
    return entries % (resources, more), content


def near(place: Place | None, x: float, y: float, width: float, height: float) -> None:
    assert place is not None
    assert tuple(place[1:]) == pytest.approx((x, y, width, height), abs=0.1)


# Images. 10 x 20 mm of 80 x 100 pixels is 203.2 ppi across and 127 down.

XOBJECT = b"/XObject << /I @i >>"
CELL = (b"/PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 99 99] /XStep 99 /YStep 99 "
        b"/Resources << /XObject << /I @i >> >>")  # fmt: skip
SIDES = b"%.4f 0 0 %.4f 0 0 cm" % (pt(10), pt(20))
MASK = b"/ImageMask true /BitsPerComponent 1"

IMAGES: dict[str, tuple[bytes, bytes, dict[str, object]]] = {
    "on the page": (placed(10, 20), XOBJECT, {}),
    "inline": (
        b"q %.4f 0 0 %.4f %b cm BI /W 80 /H 100 /BPC 1 /CS /G /D [0 1] /F /AHx ID 00> EI Q\n"
        % (pt(10), pt(20), mm(10, 40)), b"", {},
    ),
    "in a form in a form": (
        b"q 2 0 0 2 %b cm /X Do Q" % mm(10, 40), b"/XObject << /X @outer >>",
        {"outer": form(b"q 0.5 0 0 0.5 0 0 cm /Y Do Q", b"/XObject << /Y @inner >>"),
         "inner": form(SIDES + b" /I Do", XOBJECT)},
    ),
    "in a form with a matrix": (
        b"/X Do", b"/XObject << /X @x >>",
        {"x": form(SIDES + b" /I Do", XOBJECT, b"/Matrix [1 0 0 1 %b]" % mm(10, 40))},
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", IMAGES)
def test_a_coarse_image_is_found_and_measured(case: str) -> None:
    content, resources, objects = IMAGES[case]
    rule = "line-art-resolution" if case == "inline" else "image-resolution"
    (problem,) = found(sample(content, resources, i=picture(80, 100), **objects), rule)
    assert problem.found == "203 x 127 ppi"
    near(problem.place, 10, 20, 10, 20)


def test_an_image_in_a_pattern_is_reported_where_the_pattern_is_laid() -> None:
    content = b"/Pattern cs /P scn %b %.4f %.4f re f" % (mm(10, 45), pt(30), pt(25))
    cell = CELL, SIDES + b" /I Do"
    (problem,) = found(
        sample(content, b"/Pattern << /P @p >>", p=cell, i=picture(80, 100)), "image-resolution"
    )
    assert problem.found == "203 x 127 ppi"
    near(problem.place, 10, 20, 30, 25)


def test_an_image_in_a_type_3_glyph() -> None:
    glyph = b"9 0 d0 q 0.9 0 0 0.9 0 0 cm BI /W 90 /H 90 /IM true ID " + bytes(1080) + b" EI Q"
    font = (b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 1 1] /FontMatrix [1 0 0 1 0 0] "
            b"/FirstChar 35 /LastChar 35 /Widths [1] /Resources << >> /Name /T "
            b"/Encoding << /Differences [35 /a] >> /CharProcs << /a @a >> >>")  # fmt: skip
    content = INK + b"BT /F3 %.4f Tf 1 0 0 1 %b Tm (##) Tj ET" % (pt(10), mm(10, 40))
    base = sample(content, a=(b"", glyph), font3=font)
    made = with_text(base, "resources", b"/F1 @font", b"/F1 @font /F3 @font3")
    (problem,) = found(made, "line-art-resolution")
    assert problem.found == "254 x 254 ppi"
    near(problem.place, 10, 31, 9, 9)


def test_a_font_drawn_with_itself_comes_to_an_end() -> None:
    """Followed all the way down it would be drawn 2 ** 24 times."""
    glyph = b"9 0 d0 0 0 5 5 re f BT /F3 1 Tf (##) Tj 1 2 Td (##) Tj ET"
    font = (b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 1 1] /FontMatrix [0.5 0 0 1 0 0] "
            b"/FirstChar 35 /LastChar 35 /Widths [1] /Name /T "
            b"/Encoding << /Differences [35 /a] >> /CharProcs << /a @a >> >>")  # fmt: skip
    base = sample(INK + b"BT /F3 9 Tf 1 0 0 1 %b Tm (##) Tj ET" % mm(10, 40), a=(b"", glyph),
                  font3=font)  # fmt: skip
    made = with_text(base, "resources", b"/F1 @font", b"/F1 @font /F3 @font3")
    assert "Black" in check(write(made), "press-coated").plates


def test_what_is_sharp_enough_is_left_alone() -> None:
    """At 254, 305 and 813 ppi, and a flat colour of one pixel."""
    fine = sample(
        placed(10, 10) + placed(10, 10, 25, 40, b"J") + placed(10, 10, 40, 40, b"L"),
        b"/XObject << /I @i /J @j /L @l >>",
        i=picture(120, 120), j=picture(320, 320, MASK), l=picture(1, 1),
    )  # fmt: skip
    assert not found(fine, "image-resolution")
    assert not found(fine, "image-sharpness")
    assert not found(fine, "line-art-resolution")


def test_a_picture_that_could_be_sharper_is_a_warning() -> None:
    made = sample(placed(10, 10), XOBJECT, i=picture(110, 110))
    (problem,) = found(made, "image-sharpness")
    assert (problem.severity, problem.found) == ("warning", "279 x 279 ppi")
    assert not found(made, "image-resolution")


def test_resolutions_are_poppler_s(tmp_path: Path) -> None:
    turned = b"q %.4f %.4f %.4f %.4f %b cm /I Do Q " % (
        pt(8), pt(6), -pt(12), pt(16), mm(30, 40)
    )  # fmt: skip
    made = sample(placed(12, 9, 5, 20) + turned, XOBJECT, i=picture(80, 100))
    (tmp_path / "images.pdf").write_bytes(write(made))
    rows = run("pdfimages", "-list", tmp_path / "images.pdf").splitlines()[2:]
    theirs = {tuple(map(float, row.split()[12:14])) for row in rows}
    problems = check(write(made), "press-coated").problems
    coarse = [one for one in problems if one.rule == "image-resolution"]
    ours = {tuple(map(float, re.findall(r"\d+", one.found))) for one in coarse}
    assert len(ours) == 1  # both are reported once, in the words of the first
    assert coarse[0].count == 2
    assert len(theirs) == 2
    assert ours < {tuple(round(side) for side in sides) for sides in theirs}


# Lines.

LINES: dict[str, tuple[bytes, str]] = {
    "thin": (b"0.1 w %b m %b l S" % (mm(10, 10), mm(30, 10)), "0.1 pt"),
    "hairline": (b"0 w %b m %b l S" % (mm(10, 10), mm(30, 10)), "0 pt"),
    "scaled down": (b"0.1 0 0 0.1 %b cm 1 w 0 0 m 500 0 l S" % mm(10, 10), "0.1 pt"),
    "flattened": (b"1 0 0 0.1 %b cm 1 w 0 0 m 50 0 l S" % mm(10, 10), "0.1 pt"),
    "thin rectangle": (b"%b 40 0.1 re f" % mm(10, 10), "0.1 pt"),
    "turned rectangle": (
        b"0.8 0.6 -0.6 0.8 %b cm 0 0 m 40 0 l 40 0.1 l 0 0.1 l h f" % mm(10, 20), "0.1 pt"
    ),
    "outlined letters": (
        b"BT 0 0 0 1 K 0.1 w 1 Tr /F1 20 Tf 1 0 0 1 %b Tm [<0023>] TJ ET" % mm(10, 20), "0.1 pt"
    ),
    "by a graphics state": (b"/W gs %b m %b l S" % (mm(10, 10), mm(30, 10)), "0.2 pt"),
}  # fmt: skip


@pytest.mark.parametrize("case", LINES)
def test_a_thin_line_is_found(case: str) -> None:
    content, width = LINES[case]
    made = sample(INK + content, b"/ExtGState << /W << /LW 0.2 >> >>")
    (problem,) = found(made, "thin-lines")
    assert problem.found == width


THICK = {
    "a quarter point": b"0.25 w %b m %b l S" % (mm(10, 10), mm(30, 10)),
    "flattened the other way": b"0.1 0 0 1 %b cm 1 w 0 0 m 500 0 l S" % mm(10, 10),
    "a thin clip": b"%b 40 0.1 re W n %b 40 40 re f" % (mm(10, 20), mm(10, 20)),
    "a fill with an outline of its colour": b"0 0 0 1 K 0.1 w %b 40 40 re B" % mm(10, 30),
    "a small dot": b"%b 1 1 re f" % mm(10, 10),
}


@pytest.mark.parametrize("case", THICK)
def test_a_line_thick_enough_is_left_alone(case: str) -> None:
    assert not found(sample(INK + THICK[case]), "thin-lines")


def test_where_a_thin_line_is() -> None:
    (problem,) = found(sample(INK + LINES["thin"][0]), "thin-lines")
    near(problem.place, 10, 10, 20, 0.035)


# Places on pages of every kind: a box 5 mm wide and 2 mm high at 10, 20 mm in RGB.


def wrong(x: float = 10, y: float = 20) -> bytes:
    return b"1 0 0 rg %b %.4f %.4f re f" % (mm(x, y + 2), pt(5), pt(2))


def turned(angle: int) -> Callable[[Sample], Sample]:
    return page(b"/Parent", b"/Rotate %d /Parent" % angle)


def test_places_are_seen_from_the_top_left_of_a_turned_page() -> None:
    """/Rotate turns the page clockwise when it is shown (ISO 32000-1, 7.7.3.3)."""
    base = sample(wrong())
    for angle, box in (
        (0, (10, 20, 5, 2)),
        (90, (38, 10, 2, 5)),
        (180, (45, 38, 5, 2)),
        (270, (20, 45, 2, 5)),
    ):
        (problem,) = found(turned(angle)(base), "colour-spaces")
        near(problem.place, *box)


def test_places_in_user_units_and_on_a_moved_sheet() -> None:
    base = sample(wrong())
    doubled = page(b"/Parent", b"/UserUnit 2 /Parent")(base)
    (problem,) = found(doubled, "colour-spaces")
    near(problem.place, 20, 40, 10, 4)

    def moved(body: bytes) -> bytes:
        edges = re.compile(rb"Box \[([^\]]+)\]")
        return edges.sub(
            lambda m: b"Box [%b]" % b" ".join(b"%.4f" % (float(n) - 50) for n in m[1].split()), body
        )

    shifted = base | {"page": moved(base["page"]),  # type: ignore[arg-type]
                      "ground": (b"", b"q 1 0 0 1 -50 -50 cm " + wrong() + b" Q")}  # fmt: skip
    (problem,) = found(shifted, "colour-spaces")
    near(problem.place, 10, 20, 5, 2)


def test_what_a_clip_or_the_edge_of_a_form_hides_is_not_there() -> None:
    half = b"%b %.4f %.4f re W n " % (mm(10, 30), pt(2), pt(15))
    (problem,) = found(sample(half + wrong()), "colour-spaces")
    near(problem.place, 10, 20, 2, 2)
    beside = b"%b 9 9 re W n " % mm(40, 40)
    assert not found(sample(beside + wrong()), "colour-spaces")


# Type.


def test_small_type_is_measured_as_it_prints() -> None:
    plain = text(5.5, 10, 15)
    scaled = b"q 0.5 0 0 0.5 0 0 cm /K gs BT 0 0 0 1 k /F1 1 Tf 0 11 -11 0 %b Tm [<0023>] TJ ET Q"
    double = scaled % b" ".join(b"%.4f" % (2 * float(n)) for n in mm(30, 15).split())
    for content in (plain, double):
        (problem,) = found(sample(content), "small-type")
        assert (problem.found, problem.limit) == ("5.50 pt", "6 pt")
    (problem,) = found(sample(plain), "small-type")
    near(problem.place, *inked(5.5, 10, 15))


def test_sizes_are_poppler_s(tmp_path: Path) -> None:
    """Poppler's boxes are as high as the font's ascent and descent, 1.175 of the size here."""
    made = sample(text(5.5, 10, 52, INK, b"%04X" % GLYPHS[ord("B")]))
    (tmp_path / "type.pdf").write_bytes(write(made))
    boxes = run("pdftotext", "-bbox", tmp_path / "type.pdf", "-")
    ends = re.findall(r'yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)">B<', boxes)
    ((top, bottom),) = ends
    (problem,) = found(made, "small-type")
    size = float(problem.found.removesuffix(" pt"))
    assert float(bottom) - float(top) == pytest.approx(1.175 * size, abs=0.02)


SILENT_TYPE = {
    "at the limit": text(6, 10, 15),
    "not painted": text(4, 10, 15, INK + b"3 Tr "),
    "in the slug": text(4, 10, -6),
    "hidden by a clip": b"q %b 5 5 re W n " % mm(40, 40) + text(4, 10, 15) + b"Q",
}


@pytest.mark.parametrize("case", SILENT_TYPE)
def test_type_that_is_left_alone(case: str) -> None:
    assert not found(sample(SILENT_TYPE[case]), "small-type")


PAPER, DARK = b"0 0 0 0 k ", b"0 0 0 1 k %b 90 40 re f " % mm(8, 20)


def test_reversed_type_needs_a_ground_under_it() -> None:
    white = text(6.5, 10, 15, PAPER)
    (problem,) = found(sample(DARK + white), "reversed-type")
    assert problem.found == "6.50 pt"
    assert not found(sample(white), "reversed-type")  # on bare paper
    assert not found(sample(white + DARK), "reversed-type")  # under the ground
    assert not found(sample(DARK + text(7, 10, 15, PAPER)), "reversed-type")
    in_form = b"/XObject << /X @x >>", form(DARK + white, b"/Font << /F1 @font >> " + STATES[:-3])
    (problem,) = found(sample(b"/X Do", in_form[0], x=in_form[1]), "reversed-type")
    apart = sample(DARK) | {"card": (b"", white)}  # in another stream of the page
    assert len(found(apart, "reversed-type")) == 1


SMALL = {
    "four inks": (text(8, 10, 15, b"0.2 0 0.9 0 k "), "in 2 inks (Cyan 20, Yellow 90)"),
    "a tint": (text(8, 10, 15, b"0 0 0 0.5 k "), "in a tint (Black 50)"),
    "out of two inks": (
        b"1 0.5 0 0 k %b 90 40 re f " % mm(8, 20) + text(8, 10, 15, PAPER),
        "white out of 2 inks (Cyan 100, Magenta 50)",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", SMALL)
def test_small_type_in_several_inks(case: str) -> None:
    content, said = SMALL[case]
    (problem,) = found(sample(content), "small-type-inks")
    assert problem.found == f"{said} at 8.00 pt"


def test_small_type_in_one_solid_ink_is_left_alone() -> None:
    for content in (
        text(8, 10, 15), text(8, 10, 15, b"0 1 0 0 k "), DARK + text(8, 10, 15, PAPER),
        text(9, 10, 15, b"0.2 0 0.9 0 k "), text(8, 10, -6, b"0.2 0 0.9 0 k "),
    ):  # fmt: skip
        assert not found(sample(content), "small-type-inks")


# Overprint.

MODES = b"/ExtGState << /A << /op true >> /B << /op true /OPM 1 >> /N << /op false >> >> "
SPOT = b"/ColorSpace << /S [/Separation /Black /DeviceCMYK @tint] /All @all >> "


def black(before: bytes) -> bytes:
    return b"q BT " + before + b" /F1 9 Tf 1 0 0 1 %b Tm [<0023>] TJ ET Q " % mm(10, 15)


@pytest.mark.parametrize(
    ("before", "faults"),
    [(b"0 0 0 1 k", 1), (b"/N gs 0 0 0 1 k", 1), (b"/A gs 0 0 0 1 k", 1), (b"/B gs 0 g", 1),
     (b"/B gs 0 0 0 1 k", 0), (b"/A gs 0 0 0 0.8 k", 0), (b"1 0 0 0 k", 0)],
)  # fmt: skip
def test_black_text_overprints(before: bytes, faults: int) -> None:
    problems = found(sample(black(before), MODES), "black-overprint")
    assert len(problems) == faults
    for problem in problems:
        near(problem.place, *inked(9, 10, 15))


def test_white_that_overprints_is_reported_with_its_place() -> None:
    image = b"q %.4f 0 0 %.4f %b cm /I Do Q" % (pt(10), pt(10), mm(10, 30))
    content = b"/B gs " + PAPER
    (problem,) = found(
        sample(content + image, MODES + XOBJECT, i=picture(320, 320, MASK)), "white-overprint"
    )
    near(problem.place, 10, 20, 10, 10)
    inside = form(b"%b 20 20 re f" % mm(10, 30))
    (problem,) = found(
        sample(content + b"/X Do", MODES + b"/XObject << /X @x >>", x=inside), "white-overprint"
    )
    near(problem.place, 10, 30 - 20 * 25.4 / 72, 20 * 25.4 / 72, 20 * 25.4 / 72)


def test_black_text_in_several_inks_is_reported_with_its_place() -> None:
    (problem,) = found(sample(text(20, 10, 30, b"0.7 0.6 0.6 0.9 k ")), "black-text")
    near(problem.place, *inked(20, 10, 30))


def test_a_brown_that_is_nearly_black_is_no_black_text() -> None:
    """Black ink itself lets an eighth of the light through, so 94 % of it is not yet black."""
    assert not found(sample(text(20, 10, 30, b"0 0.55 0.5 0.94 k ")), "black-text")
    assert found(sample(text(20, 10, 30, b"0 0.55 0.5 1 k ")), "black-text")


# Edges.


def safe(content: bytes, **promised: object) -> list[Problem]:
    problems = check(
        write(sample(content)), "press-coated", replace(expected(), **promised)  # type: ignore[arg-type]
    ).problems  # fmt: skip
    return [one for one in problems if one.rule in ("text-safe", "text-near-trim")]


def test_text_near_the_trim_is_measured_on_its_ink() -> None:
    """9 pt is 3.175 mm: the ink of a D begins 0.3 mm after its origin."""
    (problem,) = safe(text(9, 4, 30))
    assert (problem.rule, problem.severity, problem.found) == (
        "text-near-trim", "warning", "4.3 mm"
    )  # fmt: skip
    near(problem.place, *inked(9, 4, 30))
    assert not safe(text(9, 4.75, 30))
    (problem,) = safe(text(9, 4, 30), safe=5.0)
    assert (problem.rule, problem.severity) == ("text-safe", "error")
    assert not safe(text(9, 4, 30), safe=4.0)
    (problem,) = safe(text(9, -2, 30))
    assert problem.message == "page 1: text across the trim"
    assert not safe(text(9, 20, 66))  # in the slug


def test_text_near_a_fold_or_across_it() -> None:
    fold = {"folds": ((50.0,),), "safe": 5.0}
    (problem,) = safe(text(9, 51, 52), **fold)
    assert problem.message == "page 1: text 1.3 mm from the fold"
    (problem,) = safe(text(9, 49, 52), **fold)
    assert problem.message == "page 1: text across the fold"
    assert not safe(text(9, 42.9, 52), **fold)


# Marks round the page.

MARK = b"0.25 w %b m %b l S " % (mm(-9, 0), mm(-4, 0))


def test_a_crop_mark_is_on_every_plate() -> None:
    (problem,) = found(sample(b"0 0 0 1 K " + MARK), "marks-on-every-plate")
    assert (problem.found, problem.limit) == ("Black", "All")
    near(problem.place, -9, 0, 5, 0.09)
    assert not found(sample(b"/All CS 1 SCN " + MARK), "marks-on-every-plate")
    slug = b"0 0 0 1 K 0.25 w %b m %b l S " % (mm(25, -6), mm(30, -6))
    assert not found(sample(slug), "marks-on-every-plate")


# Transparency.

VEILS = {
    "opacity": (b"/V gs " + INK + b"%b 20 20 re f" % mm(10, 30), b"/ca 0.5", (7.06, 7.06)),
    "blend mode": (b"/V gs " + INK + b"%b 20 20 re f" % mm(10, 30), b"/BM /Multiply", (7.06, 7.06)),
    "opacity of an outline": (
        b"/V gs 2 w 0 0 0 1 K %b 20 20 re S" % mm(10, 30), b"/CA 0.5", (7.06, 7.06)
    ),
    "soft mask": (
        b"/V gs " + INK + b"%b 20 20 re f" % mm(10, 30),
        b"/SMask << /S /Luminosity /G @mask >>", (7.06, 7.06),
    ),
    "opacity of text": (b"/V gs " + text(9, 10, 30).replace(b"/K gs ", b""), b"/ca 0.5",
                        inked(9, 10, 30)[2:]),
}  # fmt: skip


@pytest.mark.parametrize("case", VEILS)
def test_transparency_is_reported_with_its_place(case: str) -> None:
    content, state, (width, height) = VEILS[case]
    mask = form(b"0 g 0 0 300 300 re f", more=b"/Group << /S /Transparency /CS /DeviceGray >>")
    made = sample(content, b"/ExtGState << /V << %b >> >> " % state, mask=mask)
    problems = [one for one in found(made, "transparency", "press-x1a") if "state" in one.message]
    (problem,) = problems
    left = inked(9, 10, 30)[0] if "text" in case else 10
    bottom = 30
    near(problem.place, left, bottom - height, width, height)


# Spot inks.


@pytest.mark.parametrize(
    ("names", "faults"),
    [((b"PANTONE#20485#20C", b"Pantone#20485#20U"), 1), ((b"Gold", b"Silver"), 0),
     ((b"black",), 1), ((b"Process#20Cyan",), 1), ((b"Black",), 0), ((b"Registration",), 1)],
)  # fmt: skip
def test_names_of_spot_inks(names: tuple[bytes, ...], faults: int) -> None:
    spaces = b" ".join(
        b"/S%d [/Separation /%b /DeviceCMYK @tint]" % (index, name)
        for index, name in enumerate(names)
    )
    content = b" ".join(
        b"/S%d cs 1 scn %b 9 9 re f" % (index, mm(10, 20)) for index in range(len(names))
    )
    made = with_text(sample(content), "resources", b"/All @all", b"/All @all " + spaces)
    assert len(found(made, "spots")) == faults


# Layers.

LAYER = b"<< /Type /OCG /Name (Die line) >>"
RULED = b"<< /Type /OCMD /OCGs @layer /P /AllOn >>"


def layered(content: bytes, usual: bytes, **objects: object) -> Sample:
    made = sample(content, b"/Properties << /L @layer /R @ruled >> ", layer=LAYER, ruled=RULED,
                  **objects)  # fmt: skip
    properties = b"/OCProperties << /OCGs [@layer] /D << %b >> >> /Pages" % usual
    return with_text(made, "catalog", b"/Pages", properties)


@pytest.mark.parametrize("name", [b"L", b"R"])
def test_what_a_hidden_layer_holds_may_be_printed(name: bytes) -> None:
    box = b"/OC /%b BDC %b 20 20 re f EMC" % (name, mm(10, 30))
    off = found(layered(INK + box, b"/OFF [@layer]"), "hidden-layers")
    assert len(off) == 1
    near(off[0].place, 10, 30 - 20 * 25.4 / 72, 20 * 25.4 / 72, 20 * 25.4 / 72)
    assert len(found(layered(INK + box, b"/BaseState /OFF"), "hidden-layers")) == 1
    assert not found(layered(INK + box, b"/ON [@layer]"), "hidden-layers")
    after = b"/OC /%b BDC EMC %b 20 20 re f" % (name, mm(10, 30))
    assert not found(layered(INK + after, b"/OFF [@layer]"), "hidden-layers")


# Fonts.


@pytest.mark.parametrize("profile", ["press-coated", "office", "mono", "screen"])
def test_a_code_without_a_glyph(profile: str) -> None:
    (problem,) = found(sample(text(9, 10, 15, INK, b"00230000")), "missing-glyph", profile)
    assert "PublicSans" in problem.message
    assert len(found(sample(text(9, 10, 15, INK, b"FFF0")), "missing-glyph")) == 1
    assert not found(sample(text(9, 10, 15)), "missing-glyph")


def test_widths_that_are_not_the_font_s() -> None:
    other = with_text(press(), "cid", b"] /FontDescriptor", b" 35 [720]] /FontDescriptor")
    (problem,) = found(other, "font-widths")
    assert problem.found == "26 thousandths at most"
    assert not found(press(), "font-widths")
