"""A piece is made anew when anything that was read for it has changed, and only then."""

import shutil
from pathlib import Path

import pytest

from generator.content.project_content import Content
from generator.jobs.choosing import Choice
from generator.jobs.manifest import Manifest, is_current
from generator.jobs.planning import plan
from generator.jobs.project import Project
from generator.jobs.run import run
from generator.problems import Problem
from generator.reports.piece_names import PieceName
from generator.source.reads import Reads
from tests.sample_projects import FILES, ROOT, into_welsh

CHOICE = Choice(("card",), languages=("en-GB", "cy"), editions=("press", "office"))
CREST = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><path d="M0 0h9v9z"/></svg>'
FONT = "fonts/PublicSans/PublicSans-Regular.ttf"
EVERY = frozenset({"en-GB press", "en-GB office", "cy press", "cy office"})
WELSH = frozenset({"cy press", "cy office"})
PRESS = frozenset({"en-GB press", "cy press"})


@pytest.fixture(name="built", scope="module")
def _built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A project with a file of every kind, built."""
    from tests.sample_projects import make

    project = make(tmp_path_factory.mktemp("project"))
    into_welsh(project)
    for family in ("PublicSans", "NotoSans"):
        shutil.copytree(ROOT / "fonts" / family, project / "fonts" / family)
    shutil.copy(ROOT / "fonts/fonts.yaml", project / "fonts/fonts.yaml")
    keep_two_families(project / "fonts/fonts.yaml")
    with open(project / "content/areas/ashdale.yaml", "a") as area:
        area.write("logos: [{file: crest.svg, alt: Ashdale Council}]\n")
    for path, text in {
        "content/areas/crest.svg": CREST,
        "content/areas/calderby.yaml": FILES["content/areas/ashdale.yaml"] + "default: true\n",
        "content/garden/terms/cy.yaml": "terms: []\n",
        "layouts/other.yaml": FILES["layouts/card.yaml"],
        "notes.txt": "unrelated\n",
    }.items():
        (project / path).parent.mkdir(exist_ok=True)
        (project / path).write_text(text)
    out = tmp_path_factory.mktemp("out")
    build(project, out)
    return project, out


def keep_two_families(fonts: Path) -> None:
    text = fonts.read_text()
    starts = [text.index(f"  {name}:\n") for name in ("Public Sans", "Noto Sans")]
    end = text.index("\n  Noto", starts[1] + 5)
    fonts.write_text(text[: starts[0]] + text[starts[0] : end] + "\n")


def build(project: Path, out: Path) -> None:
    opened = Project.open(project)
    outcomes = run(opened, plan(opened, CHOICE._replace(areas=("ashdale",))).jobs, out)
    assert not [outcome.problems for outcome in outcomes if outcome.failed]


def stale(project: Path, out: Path) -> set[str]:
    """The pieces that would be made anew."""
    digest = Project.open(project).design.digest
    return {
        f"{row.language} {row.edition}"
        for row in Manifest.of(out).rows.values()
        if not is_current(row, out, digest)
    }


@pytest.mark.parametrize(
    ("file", "concerned"),
    [
        ("content/garden/en-GB.yaml", EVERY),
        ("content/garden/cy.yaml", WELSH),
        ("content/garden/terms/cy.yaml", WELSH),
        ("content/areas/ashdale.yaml", EVERY),
        ("content/areas/crest.svg", EVERY),
        ("content/languages.yaml", EVERY),
        ("layouts/card.yaml", EVERY),
        ("layouts/themes/plain.yaml", EVERY),
        ("layouts/formats.yaml", EVERY),
        ("layouts/editions.yaml", EVERY),
        ("layouts/press/printers.yaml", PRESS),
        ("layouts/press/conditions.yaml", PRESS),
        ("layouts/press/FOGRA39L_coated.icc", PRESS),
        ("fonts/fonts.yaml", EVERY),
        (FONT, EVERY),
        ("fonts/NotoSans/NotoSans-Regular.ttf", frozenset()),
        ("content/areas/calderby.yaml", frozenset()),
        ("layouts/other.yaml", frozenset()),
        ("layouts/press/FOGRA47L_uncoated.icc", frozenset()),
        ("notes.txt", frozenset()),
    ],
)
def test_a_changed_file_concerns_the_pieces_it_was_read_for(
    built: tuple[Path, Path], file: str, concerned: frozenset[str]
) -> None:
    project, out = built
    before = (project / file).read_bytes()
    try:
        (project / file).write_bytes(before + b"\n")
        assert stale(project, out) == concerned
    finally:
        (project / file).write_bytes(before)
    assert stale(project, out) == set()


def test_a_file_read_in_a_way_that_nobody_foresaw_is_an_input(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / "content/weather.txt").write_text("rain\n")

    def trial(content: Content, name: str) -> list[Problem]:
        content.shelf.read_text("content/weather.txt")
        return []

    monkeypatch.setattr(Content, "trial", trial)
    opened = Project.open(project)
    jobs = plan(opened, Choice(("card",), editions=("office",))).jobs
    (outcome,) = run(opened, jobs, tmp_path)
    assert outcome.row is not None
    assert "content/weather.txt" in outcome.row.inputs
    (project / "content/weather.txt").write_text("sun\n")
    assert stale(project, tmp_path) == {"en-GB office"}


def test_the_second_piece_of_a_process_has_the_same_inputs_as_the_first(
    project: Path, tmp_path: Path
) -> None:
    """What is remembered from one piece is recorded for the next."""
    opened = Project.open(project)
    jobs = plan(opened, Choice(("card",), editions=("press",))).jobs
    found = [run(opened, jobs, tmp_path / name)[0].row for name in ("one", "other")]
    assert found[0] is not None
    assert found[1] is not None
    assert found[0].inputs == found[1].inputs


def recorded(layout: str, edition: str) -> Reads:
    """What is read for a piece of the shipped campaign."""
    opened = Project.shipped()
    (area,) = opened.areas()
    (campaign,) = opened.campaigns()
    name = PieceName.of(campaign, area, "en-GB", layout, "a4-read", edition)
    if layout == "pocket-card":
        name = name.model_copy(update={"format": opened.formats(layout)[0]})
    with opened.shelf.recording() as recorder:
        opened.make_named(name)
    return recorder.reads


def test_easy_words_are_made_of_their_pictures_and_of_the_order_of_all_layouts() -> None:
    files = recorded("easy-read-a4", "screen").files
    assert any(file.startswith("content/kayleighs-love-story/symbols/") for file in files)
    assert {"layouts/easy-read-a4.yaml", "layouts/flyer-a5.yaml"} <= files


def test_other_words_are_not() -> None:
    reads = recorded("pocket-card", "screen")
    assert not any("symbols" in file for file in reads.files)
    assert "layouts/flyer-a5.yaml" not in reads.files


def test_the_blocks_and_values_that_a_piece_prints_are_recorded() -> None:
    reads = recorded("pocket-card", "screen")
    words = Project.shipped().content.source("kayleighs-love-story").blocks
    assert reads.blocks
    assert reads.blocks < set(words)
    assert any(key.startswith("area:") for key in reads.fields)
    assert any(key.startswith("campaign:blocks.") for key in reads.fields)
    others = set(words) - reads.blocks
    assert not any(
        key.startswith(f"campaign:blocks.{name}.") for name in others for key in reads.fields
    )
