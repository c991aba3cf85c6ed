"""A piece is made again for whatever it uses, and for nothing else: one value after another of all
files of the shipped project is edited, against every layout.

A piece that is kept has the bytes that it would have if it were made again. One whose layout,
words, language or edition the edit does not concern is kept. The area is one for tests, and no
digit of a word is changed.
"""

import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import pytest

from generator.cache import Cache
from generator.jobs.choosing import Choice
from generator.jobs.manifest import Manifest
from generator.jobs.planning import Job, plan
from generator.jobs.project import Project
from generator.jobs.run import attempt, run
from generator.jobs.staleness import Staleness
from generator.problems import Refused
from tests.sample_projects import ROOT
from tests.soak.edits import COMMENT, Edit, edits
from tests.soak.trials import IS_WHOLE, chance, rounds

CAMPAIGN = "content/kayleighs-love-story"
SHIPPED = "content/areas/leicester-leicestershire-rutland.yaml"
AREA, OTHER = "content/areas/ashdale.yaml", "content/areas/birchley.yaml"
DRAMA = {
    "0116 252 7000": "0116 496 0111",
    "0116 305 0005": "0116 496 0222",
    "01572 758 407": "0116 496 0333",
    "www.leics.police.uk": "www.example.org",
    "logos: []": "logos: [{file: crest.svg, alt: Ashdale Council}]",
}
CREST = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><path d="M0 0h9v9z"/></svg>\n'
# What is built: layouts, editions and languages.
SAMPLE = [
    Choice(("pocket-card",), editions=("office", "press")),
    Choice(("pocket-card",), editions=("text",), languages=("pl",)),
]
WHOLE = [
    Choice(editions=("all",), languages=("en-GB",)),
    Choice(editions=("press", "screen", "html"), languages=("pl", "ur")),
]
# How many edits one test tries, and for how many pieces that are kept it makes them again.
HANDFUL = 10
MADE_AGAIN = 12 if IS_WHOLE else 2


class Built(NamedTuple):
    """A project, what was built of it, the cache that all share, and the edits to try."""

    project: Path
    out: Path
    bytes: dict[str, str]
    cache: Cache
    edits: Sequence[Edit]


@pytest.fixture(name="built", scope="module")
def _built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("edits")
    project, out, cache = make(folder / "project"), folder / "out", Cache()
    opened = Project.open(project, cache)
    jobs = to_make(opened)
    outcomes = run(opened, jobs, out, workers=1)
    assert not [outcome.problems for outcome in outcomes if outcome.failed]
    kept = {
        path.relative_to(out).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in out.rglob("*--*")
    }
    return Built(project, out, kept, cache, [*in_turn(project, jobs)])


def to_make(project: Project) -> list[Job]:
    """What a build would make; nothing if the project's files stop it."""
    found: dict[Job, None] = {}
    for choice in WHOLE if IS_WHOLE else SAMPLE:
        with suppress(Refused):
            found |= dict.fromkeys(plan(project, choice._replace(areas=("ashdale",))).jobs)
    return [*found]


def make(project: Path) -> Path:
    """The shipped project for two test areas, without fonts of its own."""
    for folder in ("content", "layouts"):
        shutil.copytree(ROOT / folder, project / folder)
    text = (project / SHIPPED).read_text("utf-8")
    (project / SHIPPED).unlink()
    for old, new in DRAMA.items():
        assert old in text
        text = text.replace(old, new)
    (project / AREA).write_text(text.replace("default: true", "default: true\ntest: true"), "utf-8")
    (project / OTHER).write_text(text.replace("default: true", "test: true"), "utf-8")
    (project / "content/areas/crest.svg").write_text(CREST)
    return project


def in_turn(project: Path, jobs: Sequence[Job]) -> Iterator[Edit]:
    """All edits, those of each kind in turn: in each first those that may concern what is built,
    then the others, each in an order that falls by chance."""
    kinds: dict[str, list[Edit]] = {}
    for path in sorted(path.relative_to(project).as_posix() for path in project.rglob("*.yaml")):
        for edit in edits(project, path):
            kinds.setdefault(kind_of(edit), []).append(edit)
    for name, found in kinds.items():
        chance("edits", name).shuffle(found)
        found.sort(key=lambda each: any(concerns(project, each, job) is not False for job in jobs))
    names = sorted(kinds)
    chance("kinds").shuffle(names)
    while any(kinds.values()):
        yield from (kinds[name].pop() for name in names if kinds[name])


def kind_of(edit: Edit) -> str:
    """The kind of an edit: a block, a part of a layout, a table's row."""
    if edit.keys == COMMENT:
        return "comment"
    folder, _, file = edit.path.rpartition("/")
    if edit.path == f"{CAMPAIGN}/en-GB.yaml":
        return "easy words" if "easy" in edit.keys else f"words {edit.keys[0]}"
    if folder == "layouts" and file not in {"editions.yaml", "formats.yaml"}:
        return f"layout {edit.keys[0]}"
    return edit.path if folder in {"content/areas", "layouts", "layouts/press"} else folder


def concerns(project: Path, edit: Edit, job: Job) -> bool | None:
    """Whether an edit concerns a piece, as far as its place says so; None if that is not enough."""
    piece, keys = job.piece, edit.keys
    easy = piece.layout.startswith("easy-read")
    if keys == COMMENT or keys[-1] in {"note", "label"}:
        return False
    if edit.path == f"{CAMPAIGN}/en-GB.yaml":
        if keys[0] != "blocks" or piece.language != "en-GB" or easy:
            return None
        return _prints(project, keys, job)
    first = re.search(r"(?m)^formats: \[([\w-]+)", text_of(project, job))
    tables = {
        "content/languages.yaml": {piece.language, "en-GB"},
        "layouts/editions.yaml": {piece.edition},
        "layouts/formats.yaml": {piece.format, first and first[1]},
    }
    folders = {
        "content/areas": {piece.area},
        CAMPAIGN: {piece.language},
        f"{CAMPAIGN}/terms": {piece.language},
        "layouts": {piece.layout, piece.edition.removesuffix("-24")},
        "layouts/social": {piece.layout.removeprefix("social/")},
        "layouts/themes": {"cease"},
    }
    folder, _, file = edit.path.rpartition("/")
    if edit.path in tables:
        own, name = tables[edit.path], keys[1] if len(keys) > 1 else None
    else:
        own, name = folders.get(folder, set()), file.removesuffix(".yaml")
    if not own or name is None or (easy and folder == "layouts"):
        return None
    return None if name in own else False


def _prints(project: Path, keys: Sequence[str], job: Job) -> bool | None:
    """Whether a layout prints an English block, by the layout's own text."""
    there = re.search(rf"(?<![\w-]){re.escape(keys[1])}(?![\w-])", text_of(project, job))
    if keys[1] == "imprint":  # an area's own may stand in its place, or some of its sentences
        return None
    return there is not None and "easy" not in keys


def text_of(project: Path, job: Job) -> str:
    """The layout that a piece's blocks are read from, as it is written."""
    return (project / f"layouts/{job.piece.layout}.yaml").read_text("utf-8")


def made(built: Built, opened: Project, job: Job) -> dict[str, str] | None:
    """The digests of a piece and of what goes with it, made again; None if it is refused."""
    outcome, staged, _ = attempt(opened, job, built.out.with_name("again"))
    assert not outcome.bug, outcome.bug
    found = {}
    for each in staged:
        path = each.path.relative_to(built.out.with_name("again")).as_posix()
        found[path] = sha256(each.part.read_bytes()).hexdigest()
        each.part.unlink()
    return None if outcome.failed else found


def check(built: Built, edit: Edit) -> None:
    """Hold an edit to every piece that there is to make, and make some of those that are kept
    again."""
    file = built.project / edit.path
    before = file.read_text("utf-8")
    luck = chance(edit.name)
    try:
        file.write_text(edit.of(before), "utf-8")
        opened = Project.open(built.project, built.cache)
        states = Staleness(opened, built.out, Manifest.of(built.out))
        kept = []
        for job in to_make(opened):
            reasons = [*states.reasons(job)]
            if job.file not in built.bytes:  # the edit moves large print to another layout
                assert reasons == ["it has not been made"], (edit, job, reasons)
                continue
            about = f"{edit.name}, now {edit.new!r}, for {job.file}: {reasons}"
            wanted = concerns(built.project, edit, job)
            if reasons and reasons[0].startswith("it cannot be made"):
                assert made(built, opened, job) is None, about
            else:
                assert wanted is None or bool(reasons) == wanted, about
            if not reasons:
                kept.append(job)
        for job in luck.sample(kept, min(MADE_AGAIN, len(kept))):
            new = made(built, opened, job)
            about = f"{edit.name}, now {edit.new!r}, for {job.file}, which is kept"
            assert new == {path: built.bytes[path] for path in new or {job.file}}, about
    finally:
        file.write_text(before, "utf-8")


@pytest.mark.slow
@pytest.mark.parametrize("number", rounds(72, 2))
def test_a_piece_is_made_again_for_what_it_uses_and_for_nothing_else(
    built: Built, number: int
) -> None:
    for edit in built.edits[number * HANDFUL : (number + 1) * HANDFUL]:
        check(built, edit)
