"""Easy read from the command line: built when it is named, marked while it is a draft."""

from pathlib import Path

import pypdf
import pytest

from generator.jobs import verapdf
from tests.outside_programs import needs_verapdf
from tests.sample_projects import Result, cease, change, pieces
from tests.typeset import shipped

WORDS = shipped.WORDS
EASY = "easy-read-a4"


@pytest.fixture(name="shipped_copy", scope="module")
def _copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("shipped")
    shipped.changed(folder)
    verify(folder)
    return folder


@pytest.fixture(name="reviewed", scope="module")
def _reviewed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped project as if somebody had reviewed its easy wording."""
    folder = tmp_path_factory.mktemp("reviewed")
    shipped.changed(folder)
    said = "status: reviewed\n      reviewed_by: B. Reader\n      reviewed_on: 2026-04-01\n"
    change(folder / WORDS, "      status: draft\n", f"      {said}")
    verify(folder)
    return folder


def verify(project: Path) -> None:
    """As if somebody had rung the numbers of its area."""
    area = project / f"content/areas/{shipped.AREA}.yaml"
    change(area, "verified:\n  by:\n  on:", "verified: {by: A. Clerk, on: 2026-03-31}")


def build(project: Path, out: Path, *options: str) -> Result:
    return cease("build", *options, "--project", project, "--out", out)


def validated(project: Path) -> Result:
    """What is wrong in English, the only language with easy wording."""
    return cease("validate", "--language", "en-GB", "--project", project)


def names(out: Path) -> list[str]:
    return sorted(path.name for path in pieces(out))


def test_a_draft_says_so_where_it_goes_to_a_press(shipped_copy: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = build(shipped_copy, out, EASY, "--edition", "press", "--edition", "office")
    assert done.status == 0, done.err
    assert names(out) == [f"{EASY}--office.pdf", f"{EASY}--press-DRAFT.pdf"]
    assert f"{WORDS}:" in done.err
    assert "warning[draft]: the easy wording is a draft: 15 of 15 blocks are not" in done.err
    (press,) = out.rglob("*press-DRAFT.pdf")
    first = pypdf.PdfReader(press).pages[0].extract_text()
    assert "DRAFT: EASY WORDING NOT REVIEWED" in first


def test_a_draft_is_not_released(shipped_copy: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = build(shipped_copy, out, EASY, "--edition", "office", "--release")
    assert done.status == 1
    assert "error[draft]: the easy wording is a draft" in done.err
    assert names(out) == []


def test_other_layouts_neither_warn_nor_wait_for_it(shipped_copy: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = build(shipped_copy, out, "pocket-card", "--edition", "press", "--release")
    assert done.status == 0, done.err
    assert "easy" not in done.err
    assert names(out) == ["pocket-card--press.pdf"]


def test_what_is_reviewed_is_released(reviewed: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = build(reviewed, out, EASY, "--edition", "press", "--release")
    assert done.status == 0, done.err
    assert names(out) == [f"{EASY}--press.pdf"]
    (press,) = pieces(out)
    assert "DRAFT" not in pypdf.PdfReader(press).pages[0].extract_text()


def test_what_is_stale_is_not_released(reviewed: Path, tmp_path: Path) -> None:
    change(reviewed / WORDS, "can take a matter of hours", "may take a matter of hours")
    try:
        done = build(reviewed, tmp_path, EASY, "--edition", "office", "--release")
        assert done.status == 1
        assert 'error[stale]: "duration" has changed since its easy wording was made' in done.err
        warned = validated(reviewed).err
        assert 'warning[stale]: "duration" has changed' in warned
    finally:
        change(reviewed / WORDS, "may take a matter of hours", "can take a matter of hours")


def test_it_is_no_part_of_all(shipped_copy: Path, tmp_path: Path) -> None:
    from generator.jobs.choosing import Choice
    from generator.jobs.planning import plan
    from generator.jobs.project import Project

    opened = Project.open(shipped_copy)
    for choice in (Choice(), Choice.everything()):
        assert EASY not in {job.piece.layout for job in plan(opened, choice).jobs}
    named = plan(opened, Choice((EASY,), languages=("all",), editions=("all",))).jobs
    assert {job.piece.language for job in named} == {"en-GB"}
    editions = {job.piece.edition_name for job in named}
    assert {"press", "office", "screen", "mono", "mono-saver", "press-x1a"} <= editions
    assert not {"large-print", "html", "text"} & editions


@pytest.mark.parametrize("edition", ["large-print", "html"])
def test_an_edition_that_lays_out_by_itself_is_refused(shipped_copy: Path, edition: str) -> None:
    done = cease("build", EASY, "--edition", edition, "--project", shipped_copy)
    assert done.status == 2
    assert f'"{EASY}" is laid out by itself, and the edition "{edition}" by another' in done.err


def test_a_language_without_it_says_so(shipped_copy: Path, tmp_path: Path) -> None:
    done = build(shipped_copy, tmp_path, EASY, "--edition", "office", "--language", "ur")
    assert done.status == 1
    assert 'error[no-easy]: "kayleighs-love-story" has no easy wording in ur' in done.err
    assert "translations have none: build it in en-GB" in done.err


def test_a_changed_picture_is_built_anew(reviewed: Path, tmp_path: Path) -> None:
    command = (EASY, "--edition", "office", "--json")
    kept = [build(reviewed, tmp_path, *command).json["files"][0]["kept"] for _ in range(2)]
    assert kept == [False, True]
    picture = reviewed / f"content/{shipped.CAMPAIGN}/symbols/hours.svg"
    change(picture, "#F5A26C", "#FFFFFF")
    assert not build(reviewed, tmp_path, *command).json["files"][0]["kept"]


def test_status_tells_how_far_it_is(shipped_copy: Path) -> None:
    done = cease("translate", "status", "--language", "cy", "--project", shipped_copy)
    assert "easy wording in en-GB: 15 blocks, 0 stale, 15 draft" in done.err
    listed = cease("list", "layouts", "--json", "--project", shipped_copy).json["layouts"]
    assert [row["words"] for row in listed if row["name"] == EASY] == ["easy"]


def test_validate_sets_it(shipped_copy: Path) -> None:
    done = validated(shipped_copy)
    assert done.status == 0, done.err
    assert done.err.count("the easy wording is a draft") == 1
    drawing = shipped_copy / f"content/{shipped.CAMPAIGN}/symbols/phone.svg"
    kept = drawing.read_text()
    drawing.write_text("<svg/>")
    try:
        done = validated(shipped_copy)
        assert done.status == 1
        assert 'error[unreadable-image]: "phone.svg"' in done.err
    finally:
        drawing.write_text(kept)


@pytest.mark.timeout(400)  # all languages, areas and layouts
def test_validate_finds_no_error_in_the_shipped_project(shipped_copy: Path) -> None:
    done = cease("validate", "--project", shipped_copy)
    assert done.status == 0, done.err
    assert done.err.count("the easy wording is a draft") == 1


def test_black_alone_is_black_alone(shipped_copy: Path, tmp_path: Path) -> None:
    done = build(shipped_copy, tmp_path, EASY, "--edition", "mono", "--edition", "mono-saver")
    assert done.status == 0, done.err


def test_verapdf_finds_nothing_wrong(shipped_copy: Path, tmp_path: Path) -> None:
    needs_verapdf()
    assert build(shipped_copy, tmp_path, EASY, "--edition", "screen").status == 0
    files = pieces(tmp_path)
    assert len(files) == 1
    assert not [reported for reported in verapdf.check(files).values() if reported]


def test_the_pictures_are_the_projects_own_drawings() -> None:
    """In the theme's colours, with no words in them, on one square. Only speech that helps is in
    the colour of help."""
    theme = shipped.design().theme("cease")
    inks = {"#{:02X}{:02X}{:02X}".format(*theme.colour(name).rgb) for name in theme.palette}
    folder = shipped.ROOT / f"content/{shipped.CAMPAIGN}/symbols"
    easy = (one for block in shipped.document().blocks.values() for one in block.easy)
    used = {Path(one.symbol).name for one in easy if one.symbol}  # headings and links have none
    assert {path.name for path in folder.iterdir()} == used
    for path in folder.iterdir():
        text = path.read_text()
        assert 'viewBox="0 0 100 100"' in text
        assert "<text" not in text
        colours = {word[:7] for word in text.split('"') if word.startswith("#")}
        assert colours <= inks, path.name
        helps = path.stem in {"talk", "tell", "police", "website"}
        assert ("#005C62" in colours) == helps, path.name


def test_a_layout_in_no_known_format_is_an_error_where_its_order_is_read(tmp_path: Path) -> None:
    leaflet = "layouts/leaflet-dl-6pp.yaml"
    wrong = "formats: [a4-role-fold-dl]"
    shipped.changed(tmp_path / "project", (leaflet, "formats: [a4-roll-fold-dl]", wrong))
    for layout, edition in (EASY, "screen"), ("leaflet-dl-6pp", "large-print"):
        done = build(tmp_path / "project", tmp_path / "out", layout, "--edition", edition)
        assert done.status == 1
        assert f'{leaflet}:5:11: error[unknown-format]: no format is called "a4-role-' in done.err
