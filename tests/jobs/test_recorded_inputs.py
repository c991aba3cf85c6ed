"""A piece is made anew when anything that was read for it has changed, and only then."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from generator.content.project_content import Content
from generator.jobs.choosing import Choice
from generator.jobs.manifest import Manifest
from generator.jobs.planning import Job, plan
from generator.jobs.project import Project
from generator.jobs.run import run
from generator.jobs.staleness import Staleness
from generator.problems import Problem
from generator.reports.piece_names import PieceName
from generator.source.reads import Reads
from tests.sample_projects import FILES, ROOT, into_welsh, made_of
from tests.sample_projects import WELSH as WELSH_TEXTS

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
    with open(project / "content/garden/en-GB.yaml", "a") as words:
        words.write(SPARE)
    into_welsh(project, words={**WELSH_TEXTS, "spare.0": "Does neb yn argraffu hwn"})
    for family in ("PublicSans", "NotoSans"):
        shutil.copytree(ROOT / "fonts" / family, project / "fonts" / family)
    shutil.copy(ROOT / "fonts/fonts.yaml", project / "fonts/fonts.yaml")
    keep_two_families(project / "fonts/fonts.yaml")
    with open(project / "content/areas/ashdale.yaml", "a") as area:
        area.write("logos: [{file: crest.svg, alt: Ashdale Council}]\n")
    with open(project / "layouts/card.yaml", "a") as card:
        card.write("          - {kind: logos, area: 90, gap: {least: 5, natural: 9, most: 19}}\n")
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
    states = Staleness(Project.open(project), out, Manifest.of(out))
    return {
        f"{row.language} {row.edition}"
        for row in [*states.manifest.rows.values()]
        if not states.is_current(Job(row.piece, row.path))
    }


NOBODY: frozenset[str] = frozenset()
ENGLISH = EVERY - WELSH
OFFICE = EVERY - PRESS
WARNED = frozenset({"cy press"})  # whose job sheet says that a translation is stale
WORDS, WELSH_WORDS = "content/garden/en-GB.yaml", "content/garden/cy.yaml"
TERMS, LANGUAGES = "content/garden/terms/cy.yaml", "content/languages.yaml"
CARD, PLAIN, FORMATS = "layouts/card.yaml", "layouts/themes/plain.yaml", "layouts/formats.yaml"
EDITIONS, CONDITIONS = "layouts/editions.yaml", "layouts/press/conditions.yaml"
AREA = "content/areas/ashdale.yaml"
SPARE = '  spare: {kind: heading, text: "Nobody prints this"}\n'
# What is edited: the file, what is replaced in it, and whose files are made again. What is replaced
# is the end of the file if it is empty, and the whole file if there is nothing in its place.
EDITS = [
    # a campaign's words
    ("a comment", WORDS, "", "# note\n", NOBODY),
    ("a line above", WORDS, "title: G", "\n\ntitle: G", NOBODY),
    ("quotation marks", WORDS, '"Find out more:"', "'Find out more:'", NOBODY),
    ("a printed block", WORDS, "Come and dig", "Come and plant", ENGLISH | WARNED),
    ("another printed block", WORDS, "Find out more", "Learn more", ENGLISH | WARNED),
    ("a block that nobody prints", WORDS, "Nobody prints", "No layout prints", WARNED),
    ("one more block", WORDS, "", SPARE.replace("spare", "more_still"), WELSH),
    ("a note for translators", WORDS, "kind: paragraphs", "kind: paragraphs\n    note: so", NOBODY),
    ("the title", WORDS, "title: Gardens", "title: Allotments", ENGLISH | WARNED),
    ("the date of the words", WORDS, "2026-03-31", "2026-04-30", EVERY),
    ("the version", WORDS, "title: G", 'version: "2"\ntitle: G', PRESS),
    ("a translated block", WELSH_WORDS, "Dewch i balu", "Dewch i blannu", WELSH),
    ("a comment in a translation", WELSH_WORDS, "", "# nodyn\n", NOBODY),
    ("terms", TERMS, "terms: []", "terms: [{term: garden, wordings: [gardd]}]", NOBODY),
    # an area's
    ("a comment in an area", AREA, "", "# ring on Monday\n", NOBODY),
    ("a number that is printed", AREA, "01632 960001", "01632 960002", EVERY),
    ("a number that is not", AREA, "numbers: {", "numbers: {desk: 01632 960009, ", NOBODY),
    ("a name that is printed", AREA, "town: Ashdale", "town: Ashdene", EVERY),
    ("an address that is coded", AREA, "org/garden", "org/gardens", EVERY),
    ("the area's title", AREA, "title: Ashdale", "title: Ashdale and Moor", PRESS),
    ("who verified it", AREA, "A. Clerk", "B. Clerk", NOBODY),
    ("another area", "content/areas/calderby.yaml", "01632 960001", "01632 960003", NOBODY),
    ("a logo that is printed", "content/areas/crest.svg", "h9v9z", "h8v8z", EVERY),
    # languages
    ("a language's word", LANGUAGES, "english: Welsh", "english: Cymric", WELSH),
    ("one more language", LANGUAGES, "", "  de: {name: D, english: G, script: Latn}\n", NOBODY),
    # layouts, themes and formats
    ("a comment in a layout", CARD, "", "# drawn in March\n", NOBODY),
    ("a gap in a layout", CARD, "above: 5}", "above: 6}", EVERY),
    ("the title of a layout", CARD, "title: Card", "title: Small card", PRESS),
    ("another layout", "layouts/other.yaml", "above: 5}", "above: 6}", NOBODY),
    ("one more layout", "layouts/third.yaml", None, FILES["layouts/card.yaml"], NOBODY),
    ("a colour of the theme", PLAIN, "60, 0, 80, 0", "60, 0, 90, 0", EVERY),
    ("a comment in the theme", PLAIN, "", "# from the council\n", NOBODY),
    ("a variant nobody asks for", PLAIN, "", "variants: {dim: {title: D}}\n", NOBODY),
    ("a format that is used", FORMATS, "[105, 148]", "[105, 150]", EVERY),
    ("the paper of a format", FORMATS, "title: A6", "paper: Offset, title: A6", PRESS),
    ("a format that is not", FORMATS, "[148, 210]", "[148, 211]", NOBODY),
    # editions, conditions and printers
    ("a setting of an edition", EDITIONS, "print_settings: true", "links: true", OFFICE),
    ("the title of an edition with job sheets", EDITIONS, "Commercial printer", "Printer", PRESS),
    ("the title of one without", EDITIONS, "Office or school printer", "Office printer", NOBODY),
    ("a comment in the editions", EDITIONS, "", "# ours\n", NOBODY),
    ("a press condition", CONDITIONS, "ink_limit: 300", "ink_limit: 290", PRESS),
    ("a printer nobody asks for", "layouts/press/printers.yaml", "", "# theirs\n", NOBODY),
    ("the profile", "layouts/press/FOGRA39L_coated.icc", "", "\n", PRESS),
    ("another profile", "layouts/press/FOGRA47L_uncoated.icc", "", "\n", NOBODY),
    # fonts, and what is none of these
    ("a font", FONT, "", "\n", EVERY),
    ("another font", "fonts/NotoSans/NotoSans-Regular.ttf", "", "\n", NOBODY),
    ("a comment on fonts", "fonts/fonts.yaml", "", "# theirs\n", NOBODY),
    ("a stranger's file", "notes.txt", "", "more\n", NOBODY),
]


SAID = {
    NOBODY: "nothing", EVERY: "all four", PRESS: "both for press", OFFICE: "both for office",
    ENGLISH: "both in English", WELSH: "both in Welsh", WARNED: "one, for its warning",
    ENGLISH | WARNED: "both in English, and one for its warning",
}  # fmt: skip


PLACES = {
    WORDS: "the campaign's words", WELSH_WORDS: "their translation", TERMS: "terms of a language",
    AREA: "the area", "content/areas/": "a file beside it", LANGUAGES: "the languages",
    CARD: "the layout", "layouts/themes/": "the theme", FORMATS: "the formats",
    EDITIONS: "the editions", "layouts/press/": "what a press is", "layouts/": "another layout",
    "fonts/": "the fonts", "": "the project's folder",
}  # fmt: skip


def test_the_table_in_the_documentation_is_that_of_these_edits() -> None:
    told = (ROOT / "docs/batches.md").read_text()
    assert "".join(table()) in told


def table() -> Iterator[str]:
    yield "| edit | in | made again |\n|---|---|---|\n"
    for said, file, _, _, which in EDITS:
        place = next(place for path, place in PLACES.items() if file.startswith(path))
        yield f"| {said} | {place} | {SAID[which]} |\n"


@pytest.mark.parametrize(
    ("file", "old", "new", "concerned"), [e[1:] for e in EDITS], ids=[e[0] for e in EDITS]
)
def test_an_edit_concerns_the_pieces_that_use_what_it_changes(
    built: tuple[Path, Path], file: str, old: str | None, new: str, concerned: frozenset[str]
) -> None:
    project, out = built
    path = project / file
    before = path.read_bytes() if old is not None else b""
    made = before + new.encode() if not old else before.replace(old.encode(), new.encode())
    assert made != before
    try:
        path.write_bytes(made)
        assert stale(project, out) == concerned
    finally:
        path.write_bytes(before) if old is not None else path.unlink()
    assert stale(project, out) == NOBODY


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
    assert "content/weather.txt" in made_of(tmp_path, outcome.row.path)
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
    assert found[0].made_of == found[1].made_of
    assert found[0].own == found[1].own
    assert found[0].used == found[1].used


def recorded(layout: str, edition: str) -> Reads:
    """What is read for a piece of the shipped campaign."""
    opened = Project.shipped()
    (area,) = opened.areas()
    (campaign,) = opened.campaigns()
    name = PieceName.of(campaign, area, "en-GB", layout, "a4-read", edition)
    if layout == "pocket-card":
        name = replace(name, format=opened.formats(layout)[0])
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
