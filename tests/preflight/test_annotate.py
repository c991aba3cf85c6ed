"""The marked copy: outlines stand where things were found, seen in pixels, however the page is
turned; the list follows them; damaged files are marked too."""

import io

import pypdf
import pypdfium2
import pytest
from PIL import Image, ImageChops

from generator.cache import Cache
from generator.preflight.annotate import CannotAnnotate, annotated
from generator.preflight.facts import Facts
from generator.problems import Place, Problem, Severity
from generator.reports.problem_list import problem_list
from tests.checked import opened
from tests.preflight.samples import SLUG, TRIM, press, with_text, write

PLACE = Place(1, 40.0, 10.0, 8.0, 6.0)


def problem(place: Place | None = PLACE, **more: object) -> Problem:
    said = "a line of 0.05 mm (a hairline)"
    return Problem(Severity.ERROR, "thin-lines", said, place=place, **more)  # type: ignore[arg-type]


LIST = problem_list("poster.pdf", [], Cache())


def marked(data: bytes, *problems: Problem, listed: bytes = LIST) -> bytes:
    facts = opened(data)
    assert isinstance(facts, Facts)
    return annotated(facts, problems, listed)


def picture(data: bytes, scale: float = 2.0) -> Image.Image:
    with pypdfium2.PdfDocument(data) as document:
        return document[0].render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")


def changed(before: bytes, after: bytes) -> tuple[float, float, float, float]:
    """The box in mm from the trimmed page's top left corner in which two files look different."""
    box = ImageChops.difference(picture(before), picture(after)).getbbox()
    assert box is not None
    left, top, right, bottom = (edge / 2 * 25.4 / 72 - SLUG for edge in box)
    return left, top, right, bottom


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_an_outline_stands_round_what_was_found(turn: int) -> None:
    data = write(with_text(press(), "page", b"/Parent", b"/Rotate %d /Parent" % turn))
    left, top, right, bottom = changed(data, marked(data, problem()))
    assert (left, right) == pytest.approx((40 - 0.7, 48 + 0.7), abs=0.4)
    assert bottom == pytest.approx(16 + 0.7, abs=0.4)
    assert top == pytest.approx(10 - 0.7 - 3.5, abs=0.5)  # its number stands on it


def test_an_outline_stands_right_on_a_sheet_that_starts_elsewhere_in_larger_units() -> None:
    sample = with_text(press(), "page", b"/Parent", b"/UserUnit 2 /Parent")
    data = write(with_text(sample, "page", b"/TrimBox [", b"/TrimBox [20 20 90 90] /Was ["))
    facts = opened(data)
    assert isinstance(facts, Facts)
    place = Place(1, 0.0, 0.0, facts.pages.boxes[0].size[0], facts.pages.boxes[0].size[1])
    # PDFium does not enlarge a page by its UserUnit.
    left, _, right, bottom = (
        2 * (edge + SLUG) for edge in changed(data, marked(data, problem(place)))
    )
    trim = facts.pages.boxes[0].visible_trim
    assert left == pytest.approx(trim.left - 0.7, abs=0.5)
    assert right == pytest.approx(trim.right + 0.7, abs=0.5)
    assert bottom == pytest.approx(facts.pages.boxes[0].media.top - trim.bottom + 0.7, abs=0.5)


def test_every_place_of_a_repeated_fault_is_outlined_with_its_words() -> None:
    again = problem(count=3, others=(Place(1, 5, 40), Place(1, 30, 40)))
    page = pypdf.PdfReader(io.BytesIO(marked(write(press()), problem(None), again))).pages[0]
    notes = [note.get_object() for note in page["/Annots"]]  # type: ignore[attr-defined]
    assert len(notes) == 3
    assert {note["/T"] for note in notes} == {"thin-lines"}
    assert all(note["/Contents"].startswith("2. a line of 0.05 mm (a hairline)") for note in notes)


def test_the_list_follows_the_last_page() -> None:
    """With what its pages need, once for all of them."""
    many = [problem(Place(1, x, 9)) for x in range(60)]
    listed = problem_list("poster.pdf", many, Cache())
    made = pypdf.PdfReader(io.BytesIO(marked(write(press()), *many, listed=listed)))
    of_list = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(listed)).pages]
    assert [page.extract_text() for page in list(made.pages)[1:]] == of_list
    assert len(of_list) > 1
    fonts = {font.idnum for page in list(made.pages)[1:] for font in _fonts(page)}
    assert len(fonts) == 2  # regular and bold


def _fonts(page: pypdf.PageObject) -> list[pypdf.generic.IndirectObject]:
    resources = page["/Resources"]
    assert isinstance(resources, dict)
    return [resources["/Font"].raw_get(key) for key in resources["/Font"]]


def test_a_damaged_file_is_marked_as_far_as_it_can_be_read() -> None:
    whole = write(press())
    data = whole[: whole.index(b"xref\n")]
    assert changed(whole, marked(data, problem()))[0] == pytest.approx(40 - 0.7, abs=0.4)


def test_what_cannot_be_written_again_says_so() -> None:
    facts = opened(write(press() | {"pages": b"<< /Type /Pages /Kids [@pages] /Count 1 >>"}))
    assert isinstance(facts, Facts)
    with pytest.raises(CannotAnnotate):
        annotated(facts, [problem()], LIST)


def test_the_places_are_those_of_the_trimmed_page() -> None:
    facts = opened(write(press()))
    assert isinstance(facts, Facts)
    assert facts.pages.boxes[0].from_top_left(0, 0) == pytest.approx((SLUG, SLUG + TRIM), abs=0.01)


@pytest.mark.parametrize(
    "change",
    [
        {"catalog": (b"/Pages @pages", b"/Pages @page")},  # not the root of its tree
        {"page": (b"/Parent @pages", b"/UserUnit null /Annots [null] /Parent @pages")},
        {"page": (b"/Parent @pages", b"/Annots null")},
        {"pages": (b"/Count 1", b"/Count 99")},
        {"catalog": (b"/Type /Catalog", b"/Type /Wrong")},
    ],
)
def test_a_file_that_viewers_read_is_marked(change: dict[str, tuple[bytes, bytes]]) -> None:
    sample = press()
    for name, (old, new) in change.items():
        sample = with_text(sample, name, old, new)
    data = write(sample)
    assert changed(data, marked(data, problem()))[0] == pytest.approx(40 - 0.7, abs=0.4)


def test_why_a_copy_cannot_be_written_is_said_in_plain_words() -> None:
    facts = opened(write(press() | {"pages": b"<< /Type /Pages /Kids [@pages] /Count 1 >>"}))
    assert isinstance(facts, Facts)
    with pytest.raises(CannotAnnotate, match="the page tree is broken"):
        annotated(facts, [problem()], LIST)
