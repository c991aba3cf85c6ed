"""Black alone: each way of painting something else is found, and solid black never is."""

import pytest

from generator.problems import Problem
from generator.units import MM_PER_PT
from tests.checked import check
from tests.preflight.samples import Sample, expected, office, with_text, write

HEAD = b"/Type /XObject /Subtype /Image /Width 8 /Height 1 "


def mono() -> Sample:
    """A file in black alone."""
    return with_text(office(), "text", b"0 0 0 rg", b"0 g")


def painting(content: bytes, resources: bytes = b"", **objects: object) -> Sample:
    """The same with something else painted before its words."""
    sample = with_text(mono(), "resources", b"<< /Font", b"<< " + resources + b" /Font")
    body = b"q " + content + b" Q\n" + sample["text"][1]
    return sample | {"text": (b"", body)} | objects  # type: ignore[dict-item]


def found(sample: Sample, rule: str = "black-alone") -> list[Problem]:
    report = check(write(sample), "mono", expected(bleed=0))
    assert rule in report.rules_run
    return [problem for problem in report.problems if problem.rule == rule]


def test_black_and_paper_are_all_there_may_be() -> None:
    assert not found(mono())


ALLOWED = {
    "paper": painting(b"1 g 0 0 9 9 re f"),
    "black ink": painting(b"0 0 0 1 k 0 0 9 9 re f"),
    "no ink": painting(b"0 0 0 0 k 0 0 9 9 re f"),
    "a black line": painting(b"0 G 0 0 m 9 9 l S"),
    "pixels of one bit": painting(
        b"/I Do", b"/XObject << /I @i >>",
        i=(HEAD + b"/ColorSpace /DeviceGray /BitsPerComponent 1", b"\x55")),
    "a stencil": painting(
        b"0 g /I Do", b"/XObject << /I @i >>",
        i=(HEAD + b"/ImageMask true /BitsPerComponent 1", b"\x55")),
}  # fmt: skip

FORBIDDEN: dict[str, tuple[Sample, str]] = {
    "gray": (painting(b"0.5 g 20 20 9 9 re f"), "black 50 %"),
    "nearly black": (painting(b"0.05 g 20 20 9 9 re f"), "black 95 %"),
    "a tint of black ink": (painting(b"0 0 0 0.3 k 20 20 9 9 re f"), "black 30 %"),
    "a gray line": (painting(b"0.5 G 20 20 m 9 9 l S"), "black 50 %"),
    "cyan": (painting(b"1 0 0 0 k 20 20 9 9 re f"), "Cyan"),
    "cyan under black": (painting(b"0.4 0 0 1 k 20 20 9 9 re f"), "Cyan"),
    "colour": (painting(b"1 0 0 rg 20 20 9 9 re f"), "colour"),
    "black that is not of the black plate": (painting(b"0 0 0 rg 20 20 9 9 re f"), "colour"),
    "a gray stencil": (
        painting(b"0.5 g 9 0 0 9 20 20 cm /I Do", b"/XObject << /I @i >>",
                 i=(HEAD + b"/ImageMask true /BitsPerComponent 1", b"\x55")), "black 50 %"),
    "pixels with shades": (
        painting(b"9 0 0 9 20 20 cm /I Do", b"/XObject << /I @i >>",
                 i=(HEAD + b"/ColorSpace /DeviceGray /BitsPerComponent 8", bytes(8))), ""),
    "pixels in colour": (
        painting(b"9 0 0 9 20 20 cm /I Do", b"/XObject << /I @i >>",
                 i=(HEAD + b"/ColorSpace /DeviceRGB /BitsPerComponent 8", bytes(24))), "colour"),
    "gray text": (with_text(mono(), "text", b"0 g", b"0.4 g"), "black 60 %"),
}  # fmt: skip


@pytest.mark.parametrize("case", ALLOWED)
def test_what_a_laser_printer_prints_as_it_is_passes(case: str) -> None:
    assert not found(ALLOWED[case])


@pytest.mark.parametrize("case", FORBIDDEN)
def test_what_it_would_print_in_dots_is_found_with_its_place(case: str) -> None:
    sample, shade = FORBIDDEN[case]
    problems = found(sample)
    assert problems
    assert shade in {problem.found for problem in problems}
    assert all(problem.place and problem.place.page == 1 and problem.limit for problem in problems)


def noted(flags: int, kind: bytes = b"Stamp", ink: bytes = b"1 0 0 0 k") -> list[Problem]:
    """The problems of a page in black on which an annotation is drawn in another ink."""
    note = b"<< /Subtype /%b /Rect [20 20 40 40] /F %d /AP << /N @look >> >>" % (kind, flags)
    sample = with_text(mono(), "page", b"/Type /Page ", b"/Type /Page /Annots [@note] ")
    look = b"/Subtype /Form /BBox [0 0 20 20]", ink + b" 0 0 20 20 re f"
    return found(sample | {"note": note, "look": look}, "true-mono")


@pytest.mark.parametrize("ink", [b"1 0 0 0 k", b"1 0 0 rg"])
@pytest.mark.parametrize("kind", [b"Stamp", b"Widget"])
def test_a_printed_annotation_in_colour_is_found(kind: bytes, ink: bytes) -> None:
    """Office printers print stamps and filled fields as they print the page."""
    (problem,) = noted(4, kind, ink)
    assert problem.place.x == pytest.approx(20 * MM_PER_PT, abs=0.5)


@pytest.mark.parametrize("flags", [0, 2, 6])
def test_an_annotation_that_is_not_printed_may_have_any_colour(flags: int) -> None:
    assert not noted(flags)


def test_an_office_file_need_not_be_in_black_alone() -> None:
    report = check(write(painting(b"0.5 g 20 20 9 9 re f")), "office", expected(bleed=0))
    assert "black-alone" not in report.rules
    assert report.passed
