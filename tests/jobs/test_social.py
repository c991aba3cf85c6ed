"""Pictures for social media: their size, their words, and what stands beside them."""

from io import BytesIO
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from pydantic_core import ValidationError

from generator.design.editions import Edition
from generator.design.formats import Format
from generator.jobs.project import Project
from generator.page import Page
from generator.typeset.safety import ink, runs
from generator.units import pt
from tests.checked import CACHE
from tests.goldens.proofs import SHIPPED
from tests.sample_projects import ROOT, cease
from tests.typeset import shipped

CAMPAIGN, _, AREA = SHIPPED
SIZES = {"square": (1080, 1080), "story": (1080, 1920), "share": (1200, 630)}
PER_MM = 4  # pixels
LANGUAGES = ["en-GB", "ur", "zh-Hans", "ta", "pl"]


@pytest.fixture(name="project", scope="module")
def _project() -> Project:
    return Project.open(ROOT, CACHE)


def set_page(project: Project, name: str, language: str) -> Page:
    document, _ = project.document(CAMPAIGN, language, AREA)
    made = project.make(document, f"social/{name}", f"social-{name}", "social")
    (page,) = made.artwork.pages
    return page


def test_a_build_makes_three_pictures_with_their_words_beside_them(tmp_path: Path) -> None:
    done = cease("build", "--edition", "social", "--project", ROOT, "--out", tmp_path)
    assert done.status == 0
    folder = tmp_path / CAMPAIGN / AREA / "en-GB"
    assert len(list(folder.glob("*.png"))) == 3
    for name, size in SIZES.items():
        with Image.open(folder / f"social-{name}--social.png") as picture:
            assert picture.size == size
            assert not zxingcpp.read_barcodes(picture)
        assert (folder / f"social-{name}--social.txt").read_text("utf-8") == (
            "We will have to meet up some time :) x x\nYep sound good lol x x\n"
            "Could you spot the signs?\n"
        )


def test_a_draft_says_so_in_its_name(project: Project, tmp_path: Path) -> None:
    chosen = ("--edition", "social", "--language", "pl", "--project", ROOT, "--out", tmp_path)
    assert cease("build", *chosen).status == 0
    assert {path.name for path in tmp_path.rglob("*.png")} == {
        f"social-{name}--social-DRAFT.png" for name in SIZES
    }


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", SIZES)
def test_all_words_can_be_read_on_a_phone(project: Project, name: str, language: str) -> None:
    page = set_page(project, name, language)
    assert not page.codes
    sizes = [run.size for run in runs(page.marks)]
    # Latin letters beside Nastaliq are a tenth smaller than the style.
    assert min(sizes) >= pt(32 / PER_MM) * (0.9 if language == "ur" else 0.99)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_emoticon_stands_alone_with_its_kisses(project: Project, language: str) -> None:
    """A bubble is wider where they find no room beside the word before them. On the wide picture a
    Tamil bubble has no more room."""
    for name in ("story", "square") if language == "ta" else SIZES:
        lines: dict[tuple[str, float], str] = {}
        for run in runs(set_page(project, name, language).marks):
            if "messages" in run.key:
                line = run.key, round(run.y, 1)
                lines[line] = lines.get(line, "") + run.text
        assert lines
        assert ":) x x" not in {line.strip(" \u2066\u2069") for line in lines.values()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_stands_where_apps_lay_their_buttons(project: Project, language: str) -> None:
    page = set_page(project, "story", language)
    document, _ = project.document(CAMPAIGN, language, AREA)
    made = project.make(document, "social/story", "social-story", "social")
    assert page.height == 480
    with Image.open(BytesIO(made.data)) as picture:
        ground = picture.getpixel((0, 0))
        for box in ((0, 0, 1080, 250), (0, 1920 - 340, 1080, 1920)):
            found = picture.crop(box).getextrema()
            assert found == tuple((part, part) for part in ground), (language, box)


def test_an_edition_of_pictures_names_its_layouts() -> None:
    with pytest.raises(ValidationError, match="pictures have"):
        Edition(title="none", form="png")
    with pytest.raises(ValidationError, match="pictures have"):
        Edition(title="web", form="html", pictures=("social/square",))


def test_pixels_are_in_proportion_to_the_sheet() -> None:
    with pytest.raises(ValidationError, match="not in proportion"):
        Format(title="bent", trim=(100, 100), pixels=(1080, 1081))
    assert Format(title="wide", trim=(300, 157.5), pixels=(1200, 630)).pixels == (1200, 630)


def test_a_preview_draws_the_pictures_as_they_are(tmp_path: Path) -> None:
    chosen = ("--edition", "social", "--project", ROOT)
    assert cease("build", *chosen, "--out", tmp_path / "built").status == 0
    done = cease("preview", *chosen, "-o", tmp_path / "seen")
    assert (done.status, done.err.splitlines()[-1]) == (0, f"3 pictures in {tmp_path / 'seen'}")
    for name in SIZES:
        (built,) = (tmp_path / "built").rglob(f"social-{name}--social.png")
        assert (tmp_path / f"seen/social-{name}--social-1.png").read_bytes() == built.read_bytes()


def test_a_preview_of_them_may_have_other_pixels_and_guides(tmp_path: Path) -> None:
    chosen = ("--edition", "social", "--project", ROOT)
    cease("preview", *chosen, "--pixels", "600x315", "--type", "webp", "-o", tmp_path / "a")
    with Image.open(tmp_path / "a/social-share--social-1.webp") as picture:
        assert picture.size == (600, 315)
    cease("preview", *chosen, "--dpi", "36", "--guides", "-o", tmp_path / "b")
    with Image.open(tmp_path / "b/social-share--social-1.png") as picture:
        assert picture.size == pytest.approx((300 * 36 / 25.4, 157.5 * 36 / 25.4), abs=1)


@pytest.mark.parametrize("language", ["ta", "so"])
def test_the_room_above_the_question_is_meant(project: Project, language: str) -> None:
    """Where the question has few or small lines, it stands at the foot as in other languages."""
    document, _ = project.document(CAMPAIGN, language, AREA)
    made = project.make(document, "social/share", "social-share", "social")
    assert not [each for each in made.problems if each.rule in {"hollow", "empty-page"}]


def test_a_short_question_grows_to_the_width(project: Project) -> None:
    document, _ = project.document(CAMPAIGN, "zh-Hans", AREA)
    made = project.make(document, "social/share", "social-share", "social")
    assert made.full["spot"] < 75 < made.steps["spot"]


def _foot(page: Page) -> float:
    """The room under the last words, mm."""
    inks = [ink(run) for run in runs(page.marks)]
    return page.height - max(box[3] for box in inks if box)


@pytest.mark.parametrize("language", ["en-GB", "ro", "uk", "zh-Hans"])
def test_the_square_picture_ends_with_its_help_band(project: Project, language: str) -> None:
    """Room that is left over stands between the messages and over the question, not at the foot."""
    assert _foot(set_page(project, "square", language)) < 16


def test_the_question_of_the_tall_picture_breaks_as_the_designer_broke_it(project: Project) -> None:
    page = set_page(project, "story", "en-GB")
    said = [text for text, run in shipped.lines(page) if run.size > 80]
    assert said == ["Could you", "spot the signs?"]
    inks = [ink(run) for run in runs(page.marks)]
    assert 62.5 <= min(box[1] for box in inks if box) < 65


def test_the_question_of_the_wide_picture_stands_out_in_tamil(project: Project) -> None:
    page = set_page(project, "share", "ta")
    sizes = sorted({run.size for _, run in shipped.lines(page) if run.x > 170})
    assert sizes[-1] >= 1.4 * sizes[0]


def test_letters_of_the_wide_picture_keep_off_the_address_in_urdu(project: Project) -> None:
    page = set_page(project, "share", "ur")
    (address,) = (run for run in runs(page.marks) if "www" in run.text)
    top = ink(address)
    others = [ink(run) for run in runs(page.marks) if run.x < 130 and run is not address]
    assert top
    assert top[1] - max(box[3] for box in others if box) >= 3.99


def test_no_wide_picture_is_hollow(project: Project) -> None:
    document, _ = project.document(CAMPAIGN, "uk", AREA)
    made = project.make(document, "social/share", "social-share", "social")
    assert "hollow" not in {problem.rule for problem in made.problems}
