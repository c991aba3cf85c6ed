"""Finished files with a picture in a slot: what each edition makes of it."""

import shutil
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from generator.jobs.project import Project
from generator.problems import Refused
from tests.checked import CACHE
from tests.sample_projects import ROOT
from tests.typeset import shipped

pytestmark = pytest.mark.slow

AREA = f"content/areas/{shipped.AREA}.yaml"
DRAWN = """
images:
  poster: {file: ../kayleighs-love-story/images/terrace.svg, alt: A terrace, focus: [0.171, 0.429],
    sky: ground}
"""
TAKEN = """
images:
  poster: {file: street.jpg, alt: A street, credit: "Photograph: A. Example", focus: [0.05, 0.95]}
"""


@pytest.fixture(name="own")
def _own(tmp_path: Path) -> Path:
    for room in ("content", "layouts"):
        shutil.copytree(ROOT / room, tmp_path / "own" / room)
    return tmp_path / "own"


def objects(file: pikepdf.Pdf, key: str, name: str) -> list[pikepdf.Object]:
    """The dictionaries and streams of a file of one type."""
    kinds = pikepdf.Dictionary, pikepdf.Stream
    return [each for each in file.objects if isinstance(each, kinds) and each.get(key) == name]


def named(own: Path, rows: str, width: int = 0) -> Project:
    """The project with a picture for the poster; `width` pixels of a photograph."""
    (own / AREA).write_text((own / AREA).read_text() + rows)
    if width:
        Image.new("RGB", (width, width), (5, 4, 12)).save(own / "content/areas/street.jpg")
    return Project.open(own, CACHE)


@pytest.mark.parametrize("standard", ["pdfx4", "pdfx1a"])
def test_a_drawing_prints_in_the_themes_inks(own: Path, standard: str) -> None:
    piece = named(own, DRAWN).build("poster-story", edition="press", standard=standard)
    assert piece.report.passed
    assert set(piece.report.plates) == {"Cyan", "Magenta", "Yellow", "Black"}
    with pikepdf.open(BytesIO(piece.data)) as file:
        assert not objects(file, "/Subtype", "/Image")


def test_a_photograph_becomes_ink_within_the_limit(own: Path) -> None:
    """Of a nearly black picture, so that all inks together would be too much."""
    piece = named(own, TAKEN, 3700).build("poster-story", edition="press", standard="pdfx1a")
    assert piece.report.passed
    with pikepdf.open(BytesIO(piece.data)) as file:
        (image,) = objects(file, "/Subtype", "/Image")
        assert image.ColorSpace == "/DeviceCMYK"
    assert not [one for one in piece.problems if "image" in one.rule]


def test_a_picture_without_a_focus_is_made_with_a_warning(own: Path) -> None:
    piece = named(own, TAKEN.replace(", focus: [0.05, 0.95]", ""), 3700).build(
        "poster-story", edition="press", standard="pdfx1a"
    )
    assert piece.report.passed
    (found,) = (one for one in piece.problems if one.rule == "hidden-image")
    assert (found.is_error, found.span and found.span.path) == (False, AREA)


def test_few_pixels_are_an_error_for_a_press_and_a_warning_on_a_screen(own: Path) -> None:
    project = named(own, TAKEN, 1200)
    with pytest.raises(Refused) as refused:
        project.build("poster-story", edition="press")
    assert "image-resolution" in {one.rule for one in refused.value.problems if one.is_error}
    screen = project.build("poster-story", edition="screen")
    (problem,) = (one for one in screen.problems if one.rule == "small-image")
    assert not problem.is_error
    assert problem.span is not None
    assert problem.span.path == AREA


def test_a_screen_reader_is_told_what_it_shows_and_whose_it_is(own: Path) -> None:
    piece = named(own, TAKEN, 3700).build("poster-story", edition="screen")
    with pikepdf.open(BytesIO(piece.data)) as file:
        told = objects(file, "/S", "/Figure")
        assert "A street" in [str(each.get("/Alt")) for each in told]
    with pypdfium2.PdfDocument(piece.data) as document:
        assert "Photograph: A. Example" in document[0].get_textpage().get_text_bounded()


def test_a_piece_is_stale_when_its_picture_has_changed(own: Path) -> None:
    project = named(own, TAKEN, 3700)
    with project.shelf.recording() as recorder:
        project.build("poster-story", edition="screen")
    assert "content/areas/street.jpg" in recorder.files


def test_a_picture_that_is_not_there_is_an_error_at_its_line(own: Path) -> None:
    line = (own / AREA).read_text().count("\n") + 3
    with pytest.raises(Refused) as refused:
        named(own, TAKEN).build("poster-story", edition="screen")
    (problem,) = (one for one in refused.value.problems if one.is_error)
    assert problem.rule == "no-file"
    assert problem.span is not None
    assert (problem.span.path, problem.span.line) == (AREA, line)


@pytest.mark.parametrize("alt", ['""', '"   "'])
@pytest.mark.parametrize("edition", ["press", "screen"])
def test_a_picture_that_says_nothing_is_an_error_at_its_line(
    own: Path, alt: str, edition: str
) -> None:
    line = (own / AREA).read_text().count("\n") + 3
    with pytest.raises(Refused) as refused:
        named(own, TAKEN.replace("alt: A street", f"alt: {alt}"), 3700).build(
            "poster-story", edition=edition
        )
    (problem,) = (one for one in refused.value.problems if one.is_error)
    assert problem.message == '"alt" is empty'
    assert problem.span is not None
    assert (problem.span.path, problem.span.line) == (AREA, line)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("crop: [0.6, 0, 0.4, 1]", "this crop leaves nothing of the picture"),
        ("crop: [0.5, 0, 1, 1]", "the focus lies outside the crop"),
    ],
)
def test_a_crop_that_leaves_nothing_to_see_is_an_error(own: Path, row: str, message: str) -> None:
    rows = TAKEN.replace("}\n", f", {row}}}\n")
    with pytest.raises(Refused, match=message):
        named(own, rows, 3700).build("poster-story", edition="screen")
