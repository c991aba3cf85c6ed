"""Files of other programs, and ours after other programs had them: what print shops sent back."""

import io
import subprocess
from pathlib import Path

import pypdf
import pytest
from pypdf.generic import NameObject, RectangleObject

from generator.preflight import Report
from tests.checked import check
from tests.outside_programs import needs, run
from tests.preflight.samples import expected, press, with_text, write
from tests.preflight.test_pdfx import in_space
from tests.values import replace

ROOT = Path(__file__).parents[2]


def rules(report: Report) -> set[str]:
    return {problem.rule for problem in report.problems}


def saved(writer: pypdf.PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def ours() -> pypdf.PdfWriter:
    return pypdf.PdfWriter(clone_from=io.BytesIO(write(press())))


def through_ghostscript(data: bytes, folder: Path, *options: str) -> bytes:
    before, after = folder / "before.pdf", folder / "after.pdf"
    before.write_bytes(data)
    run("gs", "-q", "-o", after, "-sDEVICE=pdfwrite", *options, before)
    return after.read_bytes()


def test_ours_saved_again_by_a_careful_program_still_passes() -> None:
    writer = ours()
    writer.pdf_header = "%PDF-1.6"
    assert not check(saved(writer), "press-coated", expected()).problems


def test_boxes_lost_by_a_program_that_merges_pages() -> None:
    """Pages stamped onto blank ones keep their look and lose their boxes."""
    source = pypdf.PdfReader(io.BytesIO(write(press())))
    writer = pypdf.PdfWriter()
    page = writer.add_blank_page(source.pages[0].mediabox.width, source.pages[0].mediabox.height)
    page.merge_page(source.pages[0])
    found = rules(check(saved(writer), "press-coated", expected()))
    assert {"trim-box", "bleed", "output-intent", "pdfx-metadata"} <= found
    assert "code-reads" in found  # a code is looked for from the trimmed page's corner


def test_a_sheet_moved_to_a_negative_origin() -> None:
    writer = ours()
    page = writer.pages[0]
    left, bottom, right, top = page.mediabox
    page.mediabox = RectangleObject((left - 20, bottom - 20, right + 20, top + 20))
    assert "media-origin" in rules(check(saved(writer), "press-coated", expected()))


def test_a_blending_group_in_rgb_round_inks() -> None:
    writer = ours()
    group = pypdf.generic.DictionaryObject({
        NameObject("/S"): NameObject("/Transparency"), NameObject("/CS"): NameObject("/DeviceRGB"),
    })  # fmt: skip
    writer.pages[0][NameObject("/Group")] = group
    for profile in ("pdfx4", "press-coated"):
        report = check(saved(writer), profile)
        (problem,) = [one for one in report.problems if one.rule == "colour-spaces"]
        assert "DeviceRGB in a group" in problem.message


def test_what_ghostscript_leaves_of_a_press_file(tmp_path: Path) -> None:
    found = rules(check(through_ghostscript(write(press()), tmp_path), "press-coated", expected()))
    assert {"output-intent", "pdfx-metadata"} <= found


def test_inks_turned_into_rgb_by_ghostscript(tmp_path: Path) -> None:
    data = through_ghostscript(write(press()), tmp_path, "-sColorConversionStrategy=RGB")
    assert "colour-spaces" in rules(check(data, "press-coated", expected()))


def test_a_spot_ink_turned_into_process_inks_by_ghostscript(tmp_path: Path) -> None:
    spot = in_space(b"[/Separation /Varnish /DeviceCMYK @tint]", b"/C cs 1 scn 0 0 9 9 re f")
    promised = replace(expected(), plates=("Black", "Varnish"))
    data = write(spot(press()))
    assert "plates" not in rules(check(data, "press-coated", promised))
    turned = through_ghostscript(
        data, tmp_path, "-sColorConversionStrategy=CMYK", "-dPreserveSeparation=false"
    )
    reported = [one.message for one in check(turned, "press-coated", promised).problems]
    assert "the ink Varnish was drawn and has no plate" in reported
    assert "there is a plate for Cyan, which nothing was drawn in" in reported


def test_opacity_from_reportlab_in_a_file_for_pdfx_1a() -> None:
    from reportlab.lib.colors import CMYKColor
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(200, 200), invariant=1)
    canvas.setFillColor(CMYKColor(1, 0, 0, 0, alpha=0.4))
    canvas.rect(0, 0, 100, 100, fill=1)
    canvas.setFont("Helvetica", 12)
    canvas.drawString(20, 150, "Words")
    canvas.save()
    found = rules(check(out.getvalue(), "pdfx1a"))
    assert {"transparency", "fonts-embedded", "trim-box", "output-intent", "pdfx-info"} <= found
    # ReportLab names a group's colour space, and strokes in gray: nothing of it is RGB
    assert "content" not in found


def test_a_page_from_a_browser_like_program() -> None:
    python = ROOT / ".venv-peers/bin/python"
    needs(str(python))
    script = (
        'import sys, weasyprint; weasyprint.HTML(string=\'<p lang=en style="color: #222">Words '
        "in almost black, <a href=https://example.org>a link</a></p>')"
        ".write_pdf(sys.stdout.buffer)"
    )
    done = subprocess.run([python, "-c", script], capture_output=True, timeout=60, check=True)
    assert rules(check(done.stdout, "office")) == {"true-black"}
    found = rules(check(done.stdout, "pdfx4"))
    assert {"version", "output-intent", "pdfx-metadata", "annotations"} <= found


@pytest.mark.parametrize("algorithm", ["RC4-40", "RC4-128"])
def test_a_file_locked_without_a_password_to_open_it(algorithm: str) -> None:
    writer = ours()
    writer.encrypt("", "owner", algorithm=algorithm)
    (problem,) = check(saved(writer), "pdfx4").problems
    assert (problem.rule, problem.is_error) == ("encrypted", True)


def test_trim_boxes_that_a_program_wrote_for_another_size() -> None:
    sample = with_text(press(), "page", b"/TrimBox [28.3465", b"/TrimBox [40.0000")
    assert "trim-size" in rules(check(write(sample), "press-coated", expected()))
