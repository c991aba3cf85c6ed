"""The rules of PDF/X on what pages could draw upon: each trips alone, and is silent on a clean
file, also on one that holds the nearest thing the standard allows."""

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.preflight import PROFILES
from tests.checked import check
from tests.outside_programs import run
from tests.preflight.samples import Sample, expected, press, with_text, write, x1a
from tests.preflight.test_rules import change, form, image, page, painted

Change = Callable[[Sample], Sample]
STATE = b"/ExtGState << /G << %b >> >>"


def tripped(sample: Sample, profile: str) -> set[str]:
    version = "1.4" if profile.endswith("1a") else "1.6"
    report = check(write(sample, version), profile, expected())
    return {problem.rule for problem in report.problems}


def in_space(space: bytes, content: bytes) -> Change:
    """The ground drawn in a colour space called C."""
    drawn = painted(content)
    spaces = b"/ColorSpace << /C " + space + b" "
    return lambda sample: drawn(with_text(sample, "resources", b"/ColorSpace << ", spaces))


def state(settings: bytes, use: bytes = b"/G gs") -> Change:
    """The ground drawn in a graphics state with these settings."""
    return painted(use + b" 0 g 0 0 9 9 re f", STATE % settings)


OUTER = b"/Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /Y @inner >> >>"
INNER = b"/Subtype /Form /BBox [0 0 9 9] /Resources << " + STATE % b"/ca .2" + b" >>"
GROUP = b"/Group << /S /Transparency >>"
TRANSPARENCY: dict[str, Change] = {
    "opacity of fills": state(b"/ca 0.5"),
    "opacity of strokes": state(b"/CA 0.99"),
    "blend mode": state(b"/BM /Multiply"),
    "blend modes to choose from": state(b"/BM [/Darken /Normal]"),
    "a state that nothing uses": state(b"/ca 0.5", b""),
    "soft mask of a state": painted(
        b"/G gs 0 g 0 0 9 9 re f",
        STATE % b"/SMask << /S /Luminosity /G @x >>",
        x=form(b"0 g 0 0 9 9 re f"),
    ),
    "soft mask of an image": painted(
        b"/I Do", b"/XObject << /I @i >>", i=image(b"/DeviceCMYK", b" /SMask @m"),
        m=image(b"/DeviceGray"),
    ),
    "group of the page": page(b"/Parent", b"/Group << /S /Transparency /CS /DeviceCMYK >> /Parent"),
    "group of a form": painted(
        b"/X Do", b"/XObject << /X @x >>", x=form(b"0 g 0 0 9 9 re f", GROUP)
    ),
    "opacity in a form in a form": painted(
        b"/X Do", b"/XObject << /X @outer >>", outer=(OUTER, b"/Y Do"), inner=(INNER, b"/G gs")
    ),
    "opacity in a tiling pattern": painted(
        b"/Pattern cs /P scn 0 0 9 9 re f", b"/Pattern << /P @p >>",
        p=(b"/PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 9 9] /XStep 9 /YStep 9 "
           b"/Resources << " + STATE % b"/ca .2" + b" >>", b"/G gs 0 g 0 0 5 5 re f"),
    ),
    "opacity in a Type 3 glyph": painted(
        b"BT /F1 9 Tf ET", b"", font=b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 9 9] "
        b"/FontMatrix [0.1 0 0 0.1 0 0] /FirstChar 0 /LastChar 0 /Widths [9] /Resources << "
        + STATE % b"/ca .2" + b" >> /Encoding << /Differences [0 /a] >> /CharProcs << /a @a >> "
        b"/ToUnicode @unicode /Name /ABCDEF+T >>", a=(b"", b"9 0 d0 0 0 9 9 re f"),
    ),
    "opacity of an appearance": page(
        b"/Parent", b"/Annots [<< /Type /Annot /Subtype /Stamp /Rect [0 0 9 9] /AP << /N << /On "
        b"@stamp >> >> >>] /Parent"
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", TRANSPARENCY)
def test_x1a_takes_no_transparency_and_x4_does(case: str) -> None:
    extra: Sample = {"stamp": form(b"", GROUP)}
    sample = TRANSPARENCY[case](x1a() | extra)
    assert tripped(sample, "press-x1a") == {"transparency"}
    same = TRANSPARENCY[case](press() | extra)
    assert tripped(same, "pdfx4") == set()


SPOTS = (
    b"/ColorSpace << /A [/Separation /Warm /DeviceCMYK @tint] "
    b"/B [/Separation /Warm /DeviceCMYK @two] "
)
Cases = dict[str, tuple[Change, set[str]]]
SHARED: Cases = {
    "transfer curve": (state(b"/TR /Identity"), {"transfer-curves"}),
    "transfer curve of PDF 1.3": (
        state(b"/TR2 << /FunctionType 2 /Domain [0 1] /N 2 >>"), {"transfer-curves", "ink-limit"}
    ),
    "halftone phase": (state(b"/HTP [0 0]"), {"transfer-curves"}),
    "threshold screen": (state(b"/HT << /HalftoneType 6 >>"), {"halftones"}),
    "named screen": (
        state(b"/HT << /HalftoneType 1 /HalftoneName (Dots) >>"), {"halftones"}
    ),
    "threshold screen of one ink": (
        state(b"/HT << /HalftoneType 5 /Default << /HalftoneType 1 >> /Cyan "
              b"<< /HalftoneType 10 >> >>"), {"halftones"}
    ),
    "opi": (
        painted(b"/I Do", b"/XObject << /I @i >>", i=image(b"/DeviceGray", b" /OPI << >>")),
        {"complete"},
    ),
    "page of another file": (
        painted(b"/X Do", b"/XObject << /X @x >>", x=form(b"", b"/Ref << /F (a.pdf) >>")),
        {"complete"},
    ),
    "data in another file": (
        lambda sample: sample | {"spare": (b"/F (data.bin)", b"")}, {"complete"}
    ),
    "separated page": (page(b"/Parent", b"/SeparationInfo << >> /Parent"), {"separated"}),
    "printing of the crop only": (
        change("catalog", b"/Pages", b"/ViewerPreferences << /PrintArea /CropBox >> /Pages"),
        {"view-boxes"},
    ),
    "unknown intent": (state(b"/RI /Vivid"), {"rendering-intents"}),
    "unknown intent of an image": (
        painted(b"/I Do", b"/XObject << /I @i >>", i=image(b"/DeviceGray", b" /Intent /Vivid")),
        {"rendering-intents"},
    ),
    "user unit": (page(b"/Parent", b"/UserUnit 2 /Parent"),
                  {"user-unit", "trim-size", "bleed", "code-reads"}),
    "one ink described twice": (
        lambda sample: with_text(sample, "resources", b"/ColorSpace << ", SPOTS)
        | {"two": b"<< /FunctionType 2 /Domain [0 1] /N 1 /C0 [0 0 0 0] /C1 [0 1 1 0] >>"},
        {"spot-alike"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("profile", ["press-x1a", "press-coated"])
@pytest.mark.parametrize("case", SHARED)
def test_what_both_standards_forbid(case: str, profile: str) -> None:
    breaks, rules = SHARED[case]
    sample = x1a() if profile == "press-x1a" else press()
    assert tripped(breaks(sample), profile) == rules


X1A: Cases = {
    "layers": (change("catalog", b"/Pages", b"/OCProperties << /OCGs [] /D << >> >> /Pages"),
               {"layers"}),
    "default space": (
        lambda sample: with_text(sample, "resources", b"/ColorSpace << ", b"/ColorSpace << "
                                 b"/DefaultCMYK [/ICCBased @icc] "), {"default-spaces"}
    ),
    "jpeg 2000 nothing uses": (
        lambda sample: sample | {"spare": image(b"/DeviceGray", b" /Filter /JPXDecode")},
        {"compression"},
    ),
    "jbig2 nothing uses": (
        lambda sample: sample | {"spare": image(b"/DeviceGray", b" /Filter [/JBIG2Decode]")},
        {"compression"},
    ),
    "icc cmyk": (
        in_space(b"[/ICCBased @icc]", b"/C cs 0 0 0 1 sc 0 0 9 9 re f"), {"colour-spaces"}
    ),
    "calibrated gray": (
        in_space(b"[/CalGray << /WhitePoint [1 1 1] >>]", b"/C cs 0 sc 0 0 9 9 re f"),
        {"colour-spaces"},
    ),
    "declares x-4": (change("info", b"PDF/X-1a:2003", b"PDF/X-4"), {"pdfx-info"}),
    "declares nothing": (change("info", b"/GTS_PDFXVersion", b"/Other"), {"pdfx-info"}),
    "no date": (change("info", b"/ModDate", b"/Other"), {"pdfx-info"}),
    "no title": (change("info", b"(Sample)", b"()"), {"pdfx-info"}),
    "trapping unknown": (change("info", b"/False", b"/Unknown"), {"pdfx-info"}),
    "neither profile nor registry": (
        change("intent", b"/RegistryName (http://www.color.org) /Info (Coated) "
               b"/DestOutputProfile @icc", b"/Info (Coated)"),
        {"output-intent"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", X1A)
def test_x1a_faults(case: str) -> None:
    breaks, rules = X1A[case]
    assert tripped(breaks(x1a()), "press-x1a") == rules


def test_a_clean_x1a_file_passes_every_rule() -> None:
    for profile in ("pdfx1a", "press-x1a"):
        report = check(write(x1a(), "1.4"), profile, expected())
        assert report.problems == ()
        assert report.rules_run == tuple(row.rule for row in PROFILES[profile].rows)


def test_x1a_is_pdf_1_4_at_most() -> None:
    assert not check(write(x1a(), "1.3"), "pdfx1a").problems
    assert {one.rule for one in check(write(x1a(), "1.5"), "pdfx1a").problems} == {"version"}
    later = with_text(x1a(), "catalog", b"/Pages", b"/Version /1.6 /Pages")
    assert tripped(later, "pdfx1a") == {"version"}


def test_x1a_takes_no_packed_objects(tmp_path: Path) -> None:
    plain, packed = tmp_path / "plain.pdf", tmp_path / "packed.pdf"
    plain.write_bytes(write(x1a(), "1.4"))
    run("qpdf", "--object-streams=generate", plain, packed)
    rules = {one.rule for one in check(packed.read_bytes(), "pdfx1a").problems}
    assert rules == {"version", "plain-objects"}


def test_x1a_takes_a_registered_condition_without_its_profile() -> None:
    sample = with_text(x1a(), "intent", b"/DestOutputProfile @icc", b"")
    assert tripped(sample, "pdfx1a") == set()
    assert tripped(sample, "press-x1a") == {"output-intent"}


ALLOWED: dict[str, Change] = {
    "opacity of one": state(b"/ca 1 /CA 1.0 /BM /Normal /SMask /None"),
    "blend mode of old readers": state(b"/BM /Compatible"),
    "transfer curve of the device": state(b"/TR2 /Default"),
    "screens of each ink": state(
        b"/HT << /HalftoneType 5 /Default << /HalftoneType 1 /Frequency 60 >> >>"
    ),
    "stencil": painted(
        b"0 g /I Do", b"/XObject << /I @i >>",
        i=(b"/Subtype /Image /Width 1 /Height 1 /ImageMask true", b"\0"),
    ),
    "stencil mask of an image": painted(
        b"/I Do", b"/XObject << /I @i >>", i=image(b"/DeviceGray", b" /Mask @m"),
        m=(b"/Subtype /Image /Width 1 /Height 1 /ImageMask true", b"\0"),
    ),
    "an art box instead of a trim box": page(b"/TrimBox", b"/ArtBox"),
    "printing of the bleed": change(
        "catalog", b"/Pages", b"/ViewerPreferences << /PrintArea /BleedBox >> /Pages"
    ),
    "trap network": page(
        b"/Parent", b"/Annots [<< /Type /Annot /Subtype /TrapNet /Rect [30 30 60 60] >>] /Parent"
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", ALLOWED)
def test_what_the_standards_allow_is_not_reported(case: str) -> None:
    assert tripped(ALLOWED[case](x1a()), "pdfx1a") == set()
    assert tripped(ALLOWED[case](press()), "pdfx4") == set()


def test_x4_takes_what_x1a_does_not() -> None:
    layers = b"/OCProperties << /OCGs [] /D << >> >> /Pages"
    assert tripped(with_text(press(), "catalog", b"/Pages", layers), "pdfx4") == set()
    switching = layers.replace(b"/D << >>", b"/D << /AS [] >>")
    assert tripped(with_text(press(), "catalog", b"/Pages", switching), "pdfx4") == {"layers"}
    profiled = in_space(b"[/ICCBased @icc]", b"/C cs 0 0 0 1 sc 0 0 9 9 re f")(press())
    assert tripped(profiled, "pdfx4") == set()
    assert tripped(profiled, "press-coated") == {"colour-spaces"}


def test_a_spot_ink_turned_grey_leaves_its_plate_missing() -> None:
    from tests.values import replace

    spot = in_space(b"[/Separation /Orange#20021 /DeviceCMYK @tint]", b"/C cs 1 scn 40 40 9 9 re f")
    sample = spot(press())
    promised = replace(expected(), plates=("Black", "Orange 021"))
    assert not check(write(sample), "press-coated", promised).problems
    grey = painted(b"0.4 g 0 0 9 9 re f")(press())
    (problem,) = check(write(grey), "press-coated", promised).problems
    assert (problem.rule, problem.message) == (
        "plates",
        "the ink Orange 021 was drawn and has no plate",
    )
    blue = painted(b"1 0 0 0 k 0 0 9 9 re f")(press())
    reported = {p.message for p in check(write(blue), "press-coated", promised).problems}
    assert "there is a plate for Cyan, which nothing was drawn in" in reported


def test_what_hides_in_a_page_that_leads_in_circles_is_still_found() -> None:
    sample = x1a()
    sample["x"] = (
        b"/Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X @x /Y @y >> >>", b"",
    )  # fmt: skip
    sample["y"] = form(b"", GROUP)
    sample = with_text(sample, "resources", b"<< /Font", b"<< /XObject << /X @x >> /Font")
    assert tripped(sample, "pdfx1a") == {"transparency"}
