"""All that the studio writes or makes, a command makes too, with the same bytes; and what a studio
has shown for a long time is what a new process makes of the saved files."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from zipfile import ZipFile

import msgspec
import pytest

from generator.jobs.making import unchecked_pages
from generator.reports.piece_names import PieceName
from generator.studio.changes import Change
from generator.studio.desk import DeskName, OpenProject
from generator.studio.saving import save
from tests.sample_projects import cease, make
from tests.soak.trials import chance
from tests.studio.plain_client import PlainClient
from tests.studio.studio_tab import AREA, NUMBER, copy_project, running, started
from tests.studio.test_area_import import ASHDALE, FERNFORD, HEAD
from tests.studio.test_areas import ashdale
from tests.studio.two_ways import TwoWays
from tests.typeset import shipped

LOGO = Path(__file__).resolve().parents[1] / "vectors/logos/square.svg"
WORDS = f"content/{shipped.CAMPAIGN}"
DESK = {"campaign": shipped.CAMPAIGN, "language": "ur", "area": shipped.AREA}
PIECE = {"desk": DESK, "layout": shipped.FLYER}
ENGLISH = {"desk": {**DESK, "language": "en-GB"}, "layout": shipped.FLYER}
CARD = {
    "desk": {"campaign": "garden", "language": "en-GB", "area": "ashdale"},
    "layout": "card",
    "format": "a6",
}
QUESTION, SEEN = "Could you spot the signs?", "Could you see the signs?"
READER = "A. Reader"
LINKS = ("ceop", "pledge", "story")


def words(both: TwoWays) -> None:
    """A number is corrected and saved; or in a text editor."""
    changes = [{"key": NUMBER, "text": "0116 496 0123"}]
    both.call("/api/change", {**PIECE, "changes": changes})
    assert both.call("/api/save", {"desk": DESK})["files"] == [AREA]
    both.edit(AREA, "0116 252 7000", "0116 496 0123")


def sign_off(both: TwoWays) -> None:
    """Somebody has read a translation."""
    asked = {**PIECE, "act": "sign", "key": "ur:blocks.question", "words": READER}
    both.call("/api/act", asked)
    both.call("/api/save", {"desk": DESK})
    both.command("translate", "review", "ur", "question", "--reviewed-by", READER)


def same_meaning(both: TwoWays) -> None:
    """The English changes, and its meaning does not: every translation stays fresh."""
    key = "campaign:blocks.question.text"
    both.call("/api/change", {**ENGLISH, "changes": [{"key": key, "text": SEEN}]})
    both.call("/api/act", {**ENGLISH, "act": "same", "key": key})
    assert len(both.call("/api/save", {"desk": ENGLISH["desk"]})["files"]) > 10
    both.edit(f"{WORDS}/en-GB.yaml", QUESTION, SEEN)
    both.command("translate", "same", "question.0")


def fresh(both: TwoWays) -> None:
    """The English has changed, and one translation says the same already."""
    for folder in (both.here, both.there):
        file = folder / WORDS / "en-GB.yaml"
        file.write_text(file.read_text("utf-8").replace(QUESTION, SEEN), "utf-8")
    both.data("/api/state")  # the studio notices it
    both.call("/api/act", {**PIECE, "act": "fresh", "key": "ur:blocks.question.text"})
    both.call("/api/save", {"desk": DESK})
    both.command("translate", "same", "question", "--language", "ur")


def new_area(both: TwoWays) -> None:
    """The form of a new area; or the file that a command begins, filled in."""
    asked = {"form": msgspec.to_builtins(ashdale()), "area": "", "base": "", "choices": {}}
    assert both.call("/api/area/save", asked)["area"] == "ashdale"
    both.command("new", "area", "ashdale")
    area, example = "content/areas/ashdale.yaml", "everything below is an example"
    for before, after in (
        (f"# {example.capitalize()}: replace it before anything is printed.\n", ""),
        ("place: Ashdale\n", "place: Ashdale Town\n"),
        ("      number: 01632 960000\n", "      number: 0116 496 0123\n"),
        *((f"example.org/{name}\n", f"ashdale.gov.uk/{name}\n") for name in LINKS),
    ):
        both.edit(area, before, after)


def old_area(both: TwoWays) -> None:
    """The form of an area that is there; or a text editor."""
    page = both.data(f"/area/{shipped.AREA}").decode()
    state = json.loads(page.partition('id="area-state">')[2].partition("</script>")[0])
    state["form"]["contacts"]["social-care"][0]["number"] = "0116 496 0123"
    asked = {"form": state["form"], "area": shipped.AREA, "base": state["base"], "choices": {}}
    saved = both.call("/api/area/save", asked)
    both.edit(AREA, "0116 252 7000", "0116 496 0123")
    assert saved["text"] == (both.there / AREA).read_text("utf-8")


def rows(both: TwoWays) -> None:
    """Areas of a spreadsheet, of which one is wrong."""
    table = f"{HEAD}\n{ASHDALE}\n{FERNFORD}\n"
    sent = both.upload("/api/areas/sheet", "areas.csv", table.encode())
    brought = both.call("/api/areas/bring", {"token": sent["token"], "replaces": False})
    assert brought["areas"] == ["ashdale"]
    (both.place / "areas.csv").write_text(table)
    cease("areas", "import", both.place / "areas.csv", "--project", both.there)


def logo(both: TwoWays) -> None:
    """A partner's logo, which stands in the project once its area is saved."""
    sent = both.upload("/api/area/logo", "Ashdale Council.svg", LOGO.read_bytes())
    lines = [{"file": sent["file"], "alt": "Ashdale Council"}]
    form = {**msgspec.to_builtins(ashdale()), "logos": lines}
    asked = {"form": form, "area": "", "base": "", "choices": {}}
    assert both.call("/api/area/save", asked)["faults"] == []
    file = both.place / "Ashdale Council.svg"
    shutil.copyfile(LOGO, file)
    both.command("areas", "logo", file)
    ours, theirs = (each / "content/areas/logos" for each in (both.here, both.there))
    assert [each.name for each in ours.iterdir()] == ["ashdale-council.svg"]
    assert (theirs / "ashdale-council.svg").read_bytes() == (
        ours / "ashdale-council.svg"
    ).read_bytes()
    area = "content/areas/ashdale.yaml"
    text = (both.here / area).read_text("utf-8")
    assert f"logos:\n  - file: {sent['file']}\n    alt: Ashdale Council\n" in text
    (both.there / area).write_text(text, "utf-8")  # an area's file is words, as above


def proof(both: TwoWays) -> None:
    """A proof."""
    made = both.call("/api/proof", CARD)
    options = ("--format", "a6", "--out", both.place / "proof", "--json")
    (file,) = both.command("proof", "card", *options).json["files"]
    assert made["file"] == Path(file["path"]).name
    assert both.data(made["address"]) == Path(file["path"]).read_bytes()


def approval(both: TwoWays) -> None:
    """An approval of a proof."""
    code = both.call("/api/proof", CARD)["code"]
    done = both.call("/api/approve", {**CARD, "by": READER, "code": code})
    both.command("approve", "card", "--format", "a6", "--by", READER, "--proof", code)
    assert (both.here / done["file"]).is_file()


def files(both: TwoWays) -> None:
    """Files to take away: each of them, the zip of an edition and that of all, and sheets."""
    asked = {**CARD, "editions": ["press", "office"], "on_desk": "office"}
    job = both.job(both.call("/api/take", asked)["job"])
    built = both.place / "built"
    build = ("build", "card-a6", "--edition")
    both.command(*build, "press,office", "--out", built, "--zip", both.place / "all.zip")
    both.command(*build, "press", "--out", built, "--zip", both.place / "press.zip")
    taken = [each for edition in job["editions"] for each in edition["files"]]
    assert len(taken) == 5  # two files, a job sheet as a page and as data, and a letter
    for each in taken:
        (file,) = built.rglob(each["name"])
        assert both.data(each["address"]) == file.read_bytes(), each["name"]
    press = next(each for each in job["editions"] if each["edition"] == "press")
    for offer, name in ((job["everything"], "all.zip"), (press["offer"], "press.zip")):
        ours, theirs = both.data(offer["address"]), (both.place / name).read_bytes()
        assert members(ours) == members(theirs)
        assert ours == theirs
    (sheets,) = job["sheets"]
    (office,) = built.rglob("card--office-TEST.pdf")
    target = both.place / "sheets.pdf"
    options = ("--sheet", "a4", "--gutter", "0", "--marks", "none")
    assert cease("impose", office, *options, "-o", target).status == 0
    assert both.data(sheets["offer"]["address"]) == target.read_bytes()


def letter(both: TwoWays) -> None:
    """The letter to a print shop, with what only its sender knows."""
    said = {
        "copies": "250",
        "name": READER,
        "contact": "0116 496 0123, reader@example.org",
        "deliver_to": "The Library, Ashdale",
        "needed_by": "3 July 2026",
    }
    both.call("/api/letter", said)
    job = both.job(both.call("/api/take", {**CARD, "editions": ["press"]})["job"])
    target = both.place / "press.zip"
    build = ("build", "card-a6", "--edition", "press", "--out", both.place / "built")
    names = ("--copies", "--sender", "--contact", "--deliver-to", "--needed-by")
    options = [each for pair in zip(names, said.values(), strict=True) for each in pair]
    both.command(*build, "--zip", target, *options)
    (edition,) = job["editions"]
    ours, theirs = both.data(edition["offer"]["address"]), target.read_bytes()
    (words,) = [text for name, text in members(ours).items() if name.endswith("letter.txt")]
    assert said["deliver_to"] in words.decode()
    assert members(ours) == members(theirs)
    assert ours == theirs
    (alone,) = [each for each in edition["files"] if each["name"].endswith("letter.txt")]
    assert both.data(alone["address"]) == words


def members(data: bytes) -> dict[str, bytes]:
    with ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


# The calls that write files of the project or make others, each with all that it writes or makes.
WRITES: dict[str, tuple[Callable[[TwoWays], None], ...]] = {
    "/api/save": (words, sign_off, same_meaning, fresh),
    "/api/area/save": (new_area, old_area),
    "/api/area/logo": (logo,),
    "/api/areas/bring": (rows,),
    "/api/proof": (proof,),
    "/api/approve": (approval,),
    "/api/take": (files,),
    "/api/letter": (letter,),
}
# Those that change drafts alone, which /api/save writes.
DRAFTS = {"/api/change", "/api/undo", "/api/discard", "/api/act", "/api/draft"}
# Those that only look, or stop what others began.
LOOKS = {
    *("/api/refresh", "/api/fields", "/api/fit", "/api/fit-others", "/api/compare", "/api/exact"),
    *("/api/area/look", "/api/area/sizes", "/api/areas/sheet", "/api/areas/rows", "/api/stop"),
}
SMALL = (proof, approval, files, letter)  # what is tried with a small project


@pytest.mark.slow
@pytest.mark.parametrize(
    "does",
    [each for several in WRITES.values() for each in several],
    ids=lambda each: each.__name__,
)
def test_a_command_makes_the_same_bytes(does: Callable[[TwoWays], None], tmp_path: Path) -> None:
    begin = make if does in SMALL else copied
    here, there = begin(tmp_path / "here/project"), begin(tmp_path / "there/project")
    with running(here) as address:
        both = TwoWays(PlainClient(address, here), there, tmp_path)
        does(both)
        both.assert_same()


def copied(folder: Path) -> Path:
    folder.mkdir(parents=True)
    return copy_project(folder)


@pytest.mark.slow
def test_a_project_begins_with_the_same_bytes(tmp_path: Path) -> None:
    with started(tmp_path) as address:
        client = PlainClient(address, tmp_path)
        edge = "edge-of-a-part"
        part = f'--{edge}\r\ncontent-disposition: form-data; name="name"\r\n\r\nours'
        kind = f"multipart/form-data; boundary={edge}"
        body = f"{part}\r\n--{edge}--\r\n".encode()
        assert client.ask("POST", "/begin", body, content_type=kind).status == 200
    assert cease("init", tmp_path / "theirs").status == 0
    ours, theirs = (files_of(tmp_path / name) for name in ("ours", "theirs"))
    assert len(ours) > 50
    assert ours == theirs


def files_of(folder: Path) -> dict[str, bytes]:
    found = [each for each in folder.rglob("*") if each.is_file() and ".cease" not in each.parts]
    return {str(each.relative_to(folder)): each.read_bytes() for each in found}


def unnamed(calls: set[str]) -> set[str]:
    """The calls of which nothing is said above."""
    return calls - {*WRITES} - DRAFTS - LOOKS


def test_every_call_that_writes_is_in_the_table(tmp_path: Path) -> None:
    project = make(tmp_path / "project")
    with ExitStack() as stack:
        client = PlainClient(stack.enter_context(running(project)), project)
        described = client.ask("GET", "/openapi.json").json()["paths"]
    calls = {path for path, how in described.items() if path.startswith("/api/") and "post" in how}
    looked = {path for path, how in described.items() if path in LOOKS and "get" in how}
    assert unnamed(calls) == set()
    assert {*WRITES} | DRAFTS | LOOKS == calls | looked
    assert unnamed({*calls, "/api/another"}) == {"/api/another"}
    assert sum(map(len, ([*WRITES], DRAFTS, LOOKS))) == len({*WRITES} | DRAFTS | LOOKS)
    assert all(WRITES.values())


EDITS = 60
KEYS = (
    ("campaign", "blocks.actions.items.0"),
    ("campaign", "blocks.survey.paragraphs.0"),
    ("campaign", "blocks.statistic.text"),
    ("area", "contacts.social-care.0.number"),
)
# Ofcom's numbers for drama.
NUMBERS = ("0116 496 0123", "0116 496 0999", "01632 960123")
FRESH = """
import sys
from pathlib import Path
from generator.jobs.making import unchecked_pages
from generator.jobs.project import Project
from generator.reports.piece_names import PieceName
name = PieceName.of(*sys.argv[2:])
sys.stdout.buffer.write(unchecked_pages(Project.open(sys.argv[1]), name))
"""


@pytest.mark.slow
def test_a_build_after_many_edits_has_the_bytes_of_a_fresh_one(tmp_path: Path) -> None:
    luck = chance("same bytes")
    project = OpenProject(copy_project(tmp_path))
    desk = DeskName(shipped.CAMPAIGN, "en-GB", shipped.AREA)
    paths = project.paths(desk)
    words = {key: project.value(desk, f"{word}:{key}") or "" for word, key in KEYS}
    for number in range(EDITS):
        word, key = luck.choice(KEYS)
        if word == "area":
            text = luck.choice(NUMBERS)
        else:
            text = words[key][: -luck.randrange(1, 4)] + luck.choice(["", " and", " or more", "s"])
        project.change(Change(paths[word], "set", key, text), number * luck.choice([0.1, 2.0]))
        project.shown(desk, shipped.FLYER)
        if luck.random() < 0.1:
            project.undo([*paths.values()])
    save(project, [*paths.values()])
    project.draft_files.close()
    names = desk.campaign, desk.area, desk.language, shipped.FLYER, "a5", "office"
    live = unchecked_pages(project.project, PieceName.of(*names))
    command = [sys.executable, "-c", FRESH, str(tmp_path), *names]
    fresh = subprocess.run(command, capture_output=True, check=True, timeout=60)
    assert live == fresh.stdout
