"""Each rule trips on a file that breaks it, alone, and is silent on a clean one."""

import inspect
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.preflight import PROFILES, RULES
from generator.preflight.facts import Facts
from generator.preflight.glyphs.font_resources import DocumentFonts
from tests.checked import check, opened
from tests.outside_programs import run
from tests.preflight.samples import (
    BLEED,
    SLUG,
    Sample,
    box,
    expected,
    office,
    press,
    with_text,
    write,
)


def tripped(data: bytes, profile: str = "press-coated", bleed: float = BLEED) -> set[str]:
    report = check(data, profile, expected(bleed))
    return {problem.rule for problem in report.problems}


def page(old: bytes, new: bytes) -> Callable[[Sample], Sample]:
    return lambda sample: with_text(sample, "page", old, new)


def change(name: str, old: bytes, new: bytes) -> Callable[[Sample], Sample]:
    return lambda sample: with_text(sample, name, old, new)


def painted(
    content: bytes, resources: bytes = b"", **objects: object
) -> Callable[[Sample], Sample]:
    """The ground replaced by `content`, with more resources and objects."""

    def changed(sample: Sample) -> Sample:
        more = with_text(sample, "resources", b"<< /Font", b"<< " + resources + b" /Font")
        return more | {"ground": (b"", b"q " + content + b" Q\n")} | objects  # type: ignore[dict-item]

    return changed


def image(space: bytes, more: bytes = b"") -> tuple[bytes, bytes]:
    entries = b"/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 "
    return entries + b"/ColorSpace " + space + more, b"\0\0\0"


def form(content: bytes, more: bytes = b"") -> tuple[bytes, bytes]:
    return b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << >> " + more, content


RGB_TINT = b"<< /FunctionType 2 /Domain [0 1] /N 1 /C0 [1 1 1] /C1 [0 0 0] >>"

PRESS_FAULTS = {
    "rgb fill": (painted(b"1 0 0 rg 0 0 9 9 re f"), {"colour-spaces"}),
    "rgb stroke": (painted(b"1 0 0 RG 0 0 m 9 9 l S"), {"colour-spaces"}),
    "rgb by name": (painted(b"/DeviceRGB cs 1 0 0 sc 0 0 9 9 re f"), {"colour-spaces"}),
    "icc rgb": (
        painted(b"/All cs 1 0 0 scn 0 0 9 9 re f", c=(b"/N 3", b"not looked into"),
                all=b"[/ICCBased @c]", marks=(b"", b"")),
        {"colour-spaces"},
    ),
    "rgb image": (
        painted(b"/I Do", b"/XObject << /I @i >>", i=image(b"/DeviceRGB")), {"colour-spaces"}
    ),
    "rgb palette": (
        painted(b"/I Do", b"/XObject << /I @i >>", i=image(b"[/Indexed /DeviceRGB 0 <000000>]")),
        {"colour-spaces"},
    ),
    "rgb soft mask of an image": (
        painted(b"/I Do", b"/XObject << /I @i >>", i=image(b"/DeviceCMYK", b" /SMask @m"),
                m=image(b"/DeviceRGB")),
        {"colour-spaces"},
    ),
    "rgb inline image": (
        painted(b"BI /W 1 /H 1 /BPC 8 /CS /RGB ID \0\0\0 EI"), {"colour-spaces"}
    ),
    "rgb in a form in a form": (
        painted(b"/X Do", b"/XObject << /X @outer >>",
                outer=(b"/Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /Y @inner >> >>",
                       b"/Y Do"),
                inner=form(b"0 1 0 rg 0 0 9 9 re f")),
        {"colour-spaces"},
    ),
    "rgb group of a form": (
        painted(b"/X Do", b"/XObject << /X @x >>",
                x=form(b"0 g 0 0 9 9 re f", b"/Group << /S /Transparency /CS /DeviceRGB >>")),
        {"colour-spaces"},
    ),
    "rgb group of the page": (
        page(b"/Parent", b"/Group << /S /Transparency /CS /DeviceRGB >> /Parent"),
        {"colour-spaces", "ink-limit"},
    ),
    "rgb group of a soft mask": (
        painted(b"/G gs 0 g 0 0 9 9 re f",
                b"/ExtGState << /G << /SMask << /S /Luminosity /G @x >> >> >>",
                x=form(b"0 g 0 0 9 9 re f", b"/Group << /S /Transparency /CS /DeviceRGB >>")),
        {"colour-spaces"},
    ),
    "rgb tiling pattern": (
        painted(b"/Pattern cs /P scn 0 0 9 9 re f", b"/Pattern << /P @p >>",
                p=(b"/PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 9 9] /XStep 9 /YStep 9 "
                   b"/Resources << >>", b"1 0 0 rg 0 0 5 5 re f")),
        {"colour-spaces"},
    ),
    "rgb shading pattern": (
        painted(b"/Pattern cs /P scn 0 0 9 9 re f", b"/Pattern << /P @p >>", t=RGB_TINT,
                p=b"<< /PatternType 2 /Shading << /ShadingType 2 /ColorSpace /DeviceRGB "
                b"/Coords [0 0 1 1] /Function @t >> >>"),
        {"colour-spaces"},
    ),
    "rgb shading": (
        painted(b"0 0 9 9 re W n /S sh", b"/Shading << /S @s >>", t=RGB_TINT,
                s=b"<< /ShadingType 2 /ColorSpace /DeviceRGB /Coords [0 0 1 1] /Function @t >>"),
        {"colour-spaces"},
    ),
    "spot with an rgb alternate": (
        painted(b"1 g", all=b"[/Separation /All /DeviceRGB @tint]", tint=RGB_TINT),
        {"colour-spaces"},
    ),
    "type 3 glyph in rgb": (
        painted(b"BT /F1 9 Tf ET", b"", font=b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 9 9] "
                b"/FontMatrix [0.1 0 0 0.1 0 0] /FirstChar 0 /LastChar 0 /Widths [9] "
                b"/Resources << >> /Encoding << /Differences [0 /a] >> /CharProcs << /a @a >> "
                b"/ToUnicode @unicode /Name /ABCDEF+T >>",
                a=(b"", b"9 0 d0 1 0 0 rg 0 0 9 9 re f")),
        {"colour-spaces"},
    ),
    "lab": (
        painted(b"/All cs 50 0 0 sc 0 0 9 9 re f", all=b"[/Lab << /WhitePoint [1 1 1] >>]",
                marks=(b"", b"")),
        {"colour-spaces", "ink-limit"},
    ),
    "colour space that is not there": (
        painted(b"/C cs 0 0 9 9 re f"), {"content", "ink-limit"}
    ),
    "four-ink black text": (change("text", b"0 0 0 1 k", b"0.7 0.6 0.6 0.9 k"), {"black-text"}),
    "black text with blue under it": (change("text", b"0 0 0 1 k", b"0.4 0 0 1 k"), {"black-text"}),
    "white overprints": (
        painted(b"/G gs 0 0 0 0 k 0 0 9 9 re f", b"/ExtGState << /G << /op true /OPM 1 >> >>"),
        {"white-overprint"},
    ),
    "too much ink": (painted(b"1 1 0.9 0.2 k 40 40 9 9 re f"), {"ink-limit"}),
    "too much ink in a shading": (
        painted(b"40 40 9 9 re W n /S sh", b"/Shading << /S @s >>",
                s=b"<< /ShadingType 2 /ColorSpace /DeviceCMYK /Coords [40 40 41 41] "
                b"/Extend [true true] /Function << /FunctionType 2 /Domain [0 1] /N 1 "
                b"/C0 [0 0 0 0] /C1 [1 1 1 1] >> >>"),
        {"ink-limit"},
    ),
    "colour that is no number": (painted(b"(0) g 40 40 9 9 re f"), {"content", "ink-limit"}),
    "dictionary for a number": (painted(b"<< /A 1 >> w 40 40 9 9 re f"), {"content"}),
    "stitched function of nothing": (
        painted(b"40 40 9 9 re W n /S sh", b"/Shading << /S @s >>",
                s=b"<< /ShadingType 2 /ColorSpace /DeviceCMYK /Coords [0 0 1 1] "
                b"/Function << /FunctionType 3 /Domain [0 1] >> >>"),
        set(),
    ),
    "unknown operator": (painted(b"0 0 9 9 re fill"), {"content", "ink-limit"}),
    "font that is not there": (change("text", b"/F1", b"/F2"), {"content", "ink-limit"}),
    "q without Q": (painted(b"q"), {"content"}),
    "no trim box": (page(b"/TrimBox " + box(SLUG), b""),
                    {"trim-box", "trim-size", "bleed", "code-reads"}),
    "trim box outside the bleed": (
        page(b"/TrimBox " + box(SLUG), b"/TrimBox " + box(2)),
        {"boxes-nested", "trim-size", "bleed", "code-reads"},
    ),
    "no bleed box": (page(b"/BleedBox " + box(SLUG - BLEED), b""), {"bleed"}),
    "bleed of 2 mm": (
        page(b"/BleedBox " + box(SLUG - BLEED), b"/BleedBox " + box(SLUG - 2)), {"bleed"}
    ),
    "art box": (page(b"/Parent", b"/ArtBox " + box(SLUG) + b" /Parent"), {"art-box"}),
    "crop box": (page(b"/Parent", b"/CropBox " + box(1) + b" /Parent"), {"crop-box"}),
    "negative origin": (page(b"/MediaBox [0.0000", b"/MediaBox [-9"), {"media-origin"}),
    "two pages": (
        lambda sample: with_text(sample, "pages", b"[@page]", b"[@page @second]")
        | {"second": sample["page"]},
        {"page-count"},
    ),
    "no font program": (change("descriptor", b"/FontFile2 @program", b""), {"fonts-embedded"}),
    "helvetica nobody uses": (
        change("resources", b"/F1 @font", b"/F1 @font /F9 << /Type /Font /Subtype /Type1 "
               b"/BaseFont /Helvetica >>"),
        {"fonts-embedded"},
    ),
    "no unicode map": (change("font", b"/ToUnicode @unicode", b""), {"to-unicode"}),
    "whole font": (change("font", b"/ABCDEF+", b"/"), {"fonts-subset"}),
    "no output intent": (change("catalog", b"[@intent]", b"[]"), {"output-intent"}),
    "two output intents": (
        change("catalog", b"[@intent]", b"[@intent @intent]"), {"output-intent"}
    ),
    "no registry": (change("intent", b"/RegistryName", b"/Registry"), {"output-intent"}),
    "no profile": (change("intent", b"/DestOutputProfile", b"/Other"), {"output-intent"}),
    "monitor profile": (change("icc", b"prtrCMYK", b"mntrRGB "), {"output-intent"}),
    "not a profile": (change("icc", b"acsp", b"none"), {"output-intent"}),
    "no metadata": (change("catalog", b"/Metadata @xmp", b""), {"pdfx-metadata"}),
    "metadata says X-1a": (change("xmp", b'"PDF/X-4"', b'"PDF/X-1a"'), {"pdfx-metadata"}),
    "trapped differs": (change("info", b"/Trapped /False", b"/Trapped /True"), {"pdfx-metadata"}),
    "title differs": (change("info", b"(Sample)", b"(Other)"), {"pdfx-metadata"}),
    "no document id": (change("xmp", b"xmpMM:DocumentID", b"xmpMM:Other"), {"pdfx-metadata"}),
    "metadata is not xml": (change("xmp", b"</rdf:RDF>", b""), {"pdfx-metadata"}),
    "lzw": (
        lambda sample: sample | {"spare": (b"/Filter /LZWDecode", b"\x80\x0b")}, {"forbidden"}
    ),
    "javascript": (
        change("catalog", b"/Pages", b"/Names << /JavaScript << >> >> /Pages"), {"forbidden"}
    ),
    "open action": (
        change("catalog", b"/Pages", b"/OpenAction << /S /Named /N /Print >> /Pages"),
        {"forbidden"},
    ),
    "attachment": (
        lambda sample: sample | {"spare": (b"/Type /EmbeddedFile", b"data")}, {"forbidden"}
    ),
    "postscript": (
        lambda sample: sample | {"spare": (b"/Type /XObject /Subtype /PS", b"showpage")},
        {"forbidden"},
    ),
    "alternate image": (
        lambda sample: sample | {"spare": image(b"/DeviceGray", b" /Alternates []")}, {"forbidden"}
    ),
    "link on the page": (
        page(b"/Parent", b"/Annots [<< /Type /Annot /Subtype /Link /Rect [50 50 60 60] >>]/Parent"),
        {"annotations"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", PRESS_FAULTS)
def test_each_fault_trips_its_rule_alone(case: str) -> None:
    breaks, rules = PRESS_FAULTS[case]
    assert tripped(write(breaks(press()))) == rules


def test_a_clean_press_file_passes_every_rule() -> None:
    report = check(write(press()), "press-coated", expected())
    assert report.problems == ()
    assert report.rules_run == tuple(row.rule for row in PROFILES["press-coated"].rows)
    assert report.plates == ("Magenta", "Yellow", "Black")
    assert report.pages[0].size == pytest.approx((60, 60), abs=0.01)
    assert [(font.name, font.kind) for font in report.fonts] == [
        ("ABCDEF+PublicSans-Regular", "Type0")
    ]


def test_the_clean_samples_are_sound_by_another_program(tmp_path: Path) -> None:
    for name, sample in (("press", press()), ("office", office())):
        path = tmp_path / f"{name}.pdf"
        path.write_bytes(write(sample))
        run("qpdf", "--check", path)


@pytest.mark.parametrize(
    ("version", "trailer", "rules"),
    [("1.7", b"/ID [<01> <01>]", {"version"}), ("1.6", b"", {"file-id"})],
)
def test_header_and_identifier(version: str, trailer: bytes, rules: set[str]) -> None:
    assert tripped(write(press(), version, trailer)) == rules


def test_a_clean_office_file_passes_every_rule() -> None:
    report = check(write(office()), "office", expected(0))
    assert report.problems == ()
    assert report.rules_run == tuple(row.rule for row in PROFILES["office"].rows)


OFFICE_FAULTS = {
    "almost black": (change("text", b"0 0 0 rg", b"0.12 0.12 0.11 rg"), {"true-black"}),
    "black in four inks": (change("text", b"0 0 0 rg", b"0.7 0.6 0.6 0.9 k"), {"black-text"}),
    "room for marks": (page(b"/Resources", b"/TrimBox [5 5 165 165] /Resources"),
                       {"no-marks", "trim-size"}),
    "other size": (page(b"/MediaBox [0 0", b"/MediaBox [0 -9"), {"media-origin", "trim-size"}),
    "no font program": (change("descriptor", b"/FontFile2 @program", b""), {"fonts-embedded"}),
}  # fmt: skip


@pytest.mark.parametrize("case", OFFICE_FAULTS)
def test_office_faults(case: str) -> None:
    breaks, rules = OFFICE_FAULTS[case]
    assert tripped(write(breaks(office())), "office", 0) == rules


@pytest.mark.parametrize(("entries", "rules"), [
    (b"/NeedsRendering true /AcroForm << /XFA @form >>", {"page-count"}),
    (b"/AcroForm << /XFA @form >>", set()),
])  # fmt: skip
def test_a_form_whose_pages_are_made_when_it_is_opened(entries: bytes, rules: set[str]) -> None:
    """Other programs than Acrobat show one page that asks to wait."""
    sample = with_text(office(), "catalog", b"/Type /Catalog", b"/Type /Catalog " + entries)
    sample["form"] = b"", b"<xdp:xdp xmlns:xdp='http://ns.adobe.com/xdp/'/>"
    assert tripped(write(sample), "office", 0) == rules


UNSEEN = b"BT 3 Tr /F2 9 Tf 20 20 Td (Words) Tj ET "


def searchable(also: bytes = b"") -> bytes:
    """A page with words in a font that is not there, as programs lay them over a scan."""
    sample = office() | {"bare": b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"}
    sample["resources"] = sample["resources"].replace(b"/F1", b"/F2 @bare /F1")
    entries, content = sample["text"]
    return write(sample | {"text": (entries, UNSEEN + also + content)})


def test_words_that_are_only_there_to_be_searched_need_no_font() -> None:
    assert not tripped(searchable(), "office", 0)


def test_a_font_of_such_words_in_which_one_is_painted_must_be_there() -> None:
    painted_too = UNSEEN.replace(b"3 Tr", b"0 Tr")
    assert tripped(searchable(painted_too), "office", 0) == {"fonts-embedded"}


def test_the_font_of_a_filled_field_must_be_there() -> None:
    sample = with_text(office(), "page", b"/Type /Page ", b"/Type /Page /Annots [@note] ")
    sample |= {
        "note": b"<< /Subtype /Widget /Rect [9 9 99 29] /F 4 /AP << /N @look >> >>",
        "look": (b"/Subtype /Form /BBox [0 0 90 20] /Resources << /Font << /H @bare >> >>",
                 b"BT /H 9 Tf 0 g 2 2 Td (Words) Tj ET"),
        "bare": b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    }  # fmt: skip
    assert tripped(write(sample), "office", 0) == {"fonts-embedded"}


def test_colours_are_counted_as_plates() -> None:
    spot = painted(b"/Spot cs 0.5 scn 40 40 9 9 re f /None cs 1 scn 0 0 9 9 re f")(press())
    spaces = (
        b"/ColorSpace << /None [/Separation /None /DeviceCMYK @tint] "
        b"/Spot [/Separation /Orange#20021 /DeviceCMYK @tint] "
    )
    report = check(
        write(with_text(spot, "resources", b"/ColorSpace << ", spaces)), "press-coated", expected()
    )
    assert report.problems == ()
    assert report.plates == ("Black", "Orange 021")


def test_the_ink_limit_is_the_press_conditions() -> None:
    from tests.values import replace

    sample = painted(b"1 1 0.5 0 k 40 40 9 9 re f")(press())
    newsprint = replace(expected(), ink_limit=240)
    assert not check(write(sample), "press-coated", expected()).problems
    assert {p.rule for p in check(write(sample), "press-coated", newsprint).problems} == {
        "ink-limit"
    }


def test_every_row_of_every_profile_fits_its_rule() -> None:
    for profile in PROFILES.values():
        for row in profile.rows:
            rule = RULES[row.rule]
            inspect.signature(rule.check).bind(*rule.needs, **row.limits)


def test_every_rule_needs_facts_that_there_are() -> None:
    facts = opened(write(press()))
    assert isinstance(facts, Facts)
    for rule in RULES.values():
        assert set(rule.needs) <= vars(facts).keys(), rule.name


def test_a_rule_that_cannot_run_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(self: DocumentFonts) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(DocumentFonts, "all", property(broken))
    report = check(write(press()), "press-coated", expected())
    (problem,) = report.problems
    assert problem.message == "3 preflight rules could not run"
    assert problem.details == (
        "ZeroDivisionError: ZeroDivisionError",
        "fonts-embedded, fonts-subset, to-unicode",
    )
    assert "fonts-embedded" not in report.rules_run
    assert not report.passed


def test_an_unknown_profile_is_a_problem_with_a_hint() -> None:
    (problem,) = check(write(press()), "press-coted").problems
    assert problem.rule == "unknown-profile"
    assert problem.hint == 'did you mean "press-coated"?'
