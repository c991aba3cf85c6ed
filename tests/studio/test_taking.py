"""Files are taken away: made as `cease build` makes them, whole or not at all, with what was
checked in words."""

import hashlib
import json
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest

from generator.jobs.taken import parcel
from generator.jobs.taking import (
    FoundApproval,
    HasFile,
    HasSheets,
    LacksFile,
    WantedPiece,
    take,
)
from generator.problems import Refused
from generator.reflow import phone_picture
from generator.reports.printer_letter import LetterWords
from generator.studio.letter_file import LetterFile
from generator.studio.take_jobs import TakeJob, TakeJobs
from generator.studio.take_told import everything, job_answer
from tests.sample_projects import cease, change
from tests.studio.studio_tab import StudioTab
from tests.typeset import shipped
from tests.values import replace

CARD = WantedPiece(
    campaign="garden",
    language="en-GB",
    area="ashdale",
    layout="card",
    format="a6",
    editions=("press", "office"),
    on_desk="office",
)
PATIENCE = 60


@pytest.fixture
def jobs(project: Path, tmp_path: Path) -> Iterator[TakeJobs]:
    found = TakeJobs(project, tmp_path / "taken", tmp_path / "pictures")
    yield found
    found.close()


def until(condition: Callable[[], object]) -> None:
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


def finished(jobs: TakeJobs, wanted: WantedPiece = CARD, key: str = "") -> TakeJob:
    job = jobs.start(wanted, key)
    until(lambda: not job.goes_on)
    return job


def answer(job: TakeJob) -> object:
    return job_answer(job, 0, lambda problem: "", stale=False)


def test_files_are_those_of_the_command_line(project: Path, tmp_path: Path) -> None:
    out, built = tmp_path / "taken", tmp_path / "built"
    events = list(take(project, out, tmp_path / "pictures", CARD))
    made = [event for event in events if isinstance(event, HasFile)]
    command = ("build", "card-a6", "--edition", "press,office", "--project", project)
    done = cease(*command, "--out", built, "--zip", tmp_path / "built.zip")
    assert done.status == 0, done.err
    files = [each for has in made for each in has.file.every]
    assert len(files) == 5  # two files, a job sheet as a page and as data, and a letter
    for each in files:
        assert (out / each.path).read_bytes() == (built / each.path).read_bytes()
    assert parcel(out, [has.file for has in made]) == (tmp_path / "built.zip").read_bytes()
    for has in made:
        for name in has.pictures:
            assert (tmp_path / "pictures" / name).read_bytes().startswith(b"\x89PNG")


def test_a_web_page_has_a_picture_of_a_telephone(project: Path, tmp_path: Path) -> None:
    change(
        project / "layouts/editions.yaml",
        "editions:\n",
        "editions:\n  page: {title: Page, form: html, default: false}\n"
        "  words: {title: Words, form: text, default: false}\n",
    )
    wanted = replace(CARD, editions=("page", "words"), on_desk="")
    events = list(take(project, tmp_path / "taken", tmp_path / "pictures", wanted))
    page, text = [event for event in events if isinstance(event, HasFile)]
    assert page.pictures == (f"{page.file.sha256}-1.svg",)
    made = (tmp_path / "taken" / page.file.path).read_bytes()
    assert (tmp_path / "pictures" / page.pictures[0]).read_bytes() == phone_picture(made)
    assert text.pictures == ()


def test_sheets_are_those_of_the_command_line(project: Path, tmp_path: Path) -> None:
    out = tmp_path / "taken"
    events = list(take(project, out, tmp_path / "pictures", CARD))
    (sheets,) = [event for event in events if isinstance(event, HasSheets)]
    assert (sheets.sheets.use, sheets.sheets.places) == ("several", 4)
    (office,) = out.rglob("garden/ashdale/en-GB/card--office-TEST.pdf")
    options = ("--sheet", "a4", "--gutter", "0", "--marks", "none")
    assert cease("impose", office, *options, "-o", tmp_path / "a.pdf").status == 0
    assert (out / sheets.file.path).read_bytes() == (tmp_path / "a.pdf").read_bytes()


def test_a_poster_over_sheets_is_that_of_the_command_line(project: Path, tmp_path: Path) -> None:
    change(project / "layouts/formats.yaml", "trim: [148, 210]", "trim: [297, 420]")
    out = tmp_path / "taken"
    wanted = replace(CARD, format="a5", editions=("office",))
    events = list(take(project, out, tmp_path / "pictures", wanted))
    found = [event for event in events if isinstance(event, HasSheets)]
    assert [each.sheets.use for each in found] == ["poster", "smaller-poster"]
    (office,) = out.rglob("garden/ashdale/en-GB/card-a5--office-TEST.pdf")
    for each in found:
        scale = f"{100 * each.sheets.scale:g}%"
        target = tmp_path / "tiles.pdf"
        assert cease("tile", office, "--cover", "--scale", scale, "-o", target).status == 0
        assert (out / each.file.path).read_bytes() == target.read_bytes()
        assert len(each.pictures) == each.sheets.sheets + 1  # and the cover


def test_what_cannot_be_made_is_said_and_the_rest_is_made(project: Path, tmp_path: Path) -> None:
    change(project / "content/garden/en-GB.yaml", "Come and dig", "Come — and dig \U0001f331")
    events = list(take(project, tmp_path / "taken", tmp_path / "pictures", CARD))
    lacking = [event for event in events if isinstance(event, LacksFile)]
    assert [each.edition for each in lacking] == ["press", "office"]
    errors = [problem for each in lacking for problem in each.problems if problem.is_error]
    assert errors
    assert {error.span and error.span.key for error in errors} == {"blocks.words.paragraphs.0"}
    assert not list(tmp_path.rglob("*.pdf"))


def test_only_errors_are_told_as_reasons(project: Path, jobs: TakeJobs) -> None:
    change(project / "content/garden/en-GB.yaml", "Come and dig", "Come and dig \U0001f331")
    told = job_answer(finished(jobs), 0, lambda problem: "", stale=False)
    assert {fault.rule for each in told.lacking for fault in each.faults} == {"missing-glyph"}


def test_a_job_offers_what_is_whole(jobs: TakeJobs) -> None:
    job = finished(jobs)
    assert job.state == "done"
    told = job_answer(job, 0, lambda problem: "/edit", stale=False)
    press, office = told.editions
    assert press.offer.name == "card--press-TEST.zip"
    assert [each.name for each in press.files] == [
        "card--press-TEST.pdf",
        "card--press-TEST--job-sheet.pdf",
        "card--press-TEST--job-sheet.json",
        "card--press-TEST--letter.txt",
    ]
    assert office.offer == office.files[0]
    assert told.everything
    assert told.everything.name == "card-en-GB.zip"
    assert "Colours run 3 mm past where the paper is cut" in press.passed
    assert [(each.rule, each.address) for each in office.known] == [("test-area", "/edit")]
    for edition in told.editions:
        for offer in edition.files:
            file = job.files[int(offer.address.rpartition("/")[2])]
            data = (jobs.out / file.path).read_bytes()
            assert (file.name, len(data)) == (offer.name, offer.bytes)


def test_an_approval_is_said_with_what_has_changed_since(
    project: Path, tmp_path: Path, jobs: TakeJobs
) -> None:
    change(project / "content/garden/en-GB.yaml", "codes:", "release: {approval: required}\ncodes:")
    office = replace(CARD, editions=("office",), on_desk="")
    assert finished(jobs, office).approval == FoundApproval("", "", (), required=True)
    proofed = cease("proof", "card", "--format", "a6", "--project", project, "--out", tmp_path)
    assert proofed.status == 0, proofed.err
    approved = ("approve", "card", "--format", "a6", "--by", "A. Clerk", "--project", project)
    done = cease(*approved)
    assert done.status == 0, done.err
    found = finished(jobs, office).approval
    assert found
    assert (found.by, found.changes) == ("A. Clerk", ())
    change(project / "content/garden/en-GB.yaml", "on Saturday", "on Sunday")
    found = finished(jobs, office).approval
    assert found
    assert "Sunday" in " ".join(found.changes)


def test_the_same_files_are_not_made_twice_at_once(jobs: TakeJobs) -> None:
    first = jobs.start(CARD, "one")
    assert jobs.start(CARD, "one") is first
    other = jobs.start(CARD, "two")  # the words have changed since
    assert other is not first
    assert jobs.ahead(other) == 1
    until(lambda: not other.goes_on)
    assert (first.state, other.state) == ("done", "done")
    assert first.files == other.files


def test_two_projects_windows_at_once_make_whole_files(jobs: TakeJobs, project: Path) -> None:
    others = TakeJobs(project, jobs.out, jobs.pictures)
    threads = [threading.Thread(target=finished, args=(each,)) for each in (jobs, others)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    job = finished(jobs)
    for file in job.files:
        data = (jobs.out / file.path).read_bytes()
        assert hashlib.sha256(data).hexdigest() == file.sha256
    others.close()


def test_a_stopped_job_offers_nothing_half_made(jobs: TakeJobs) -> None:
    job = jobs.start(CARD, "")
    until(lambda: job.begun)
    jobs.stop(job)
    assert job.state == "stopped"
    for file in job.files:
        assert (jobs.out / file.path).is_file()
    again = finished(jobs)  # the next one gets a process of its own
    assert again.state == "done"
    assert len(again.made) == 2
    assert not job.problems  # nothing is wrong with the program that was stopped
    assert not job.lacking


def test_a_job_that_waits_can_be_stopped(jobs: TakeJobs) -> None:
    first, second = jobs.start(CARD, "one"), jobs.start(CARD, "two")
    jobs.stop(second)
    until(lambda: not first.goes_on)
    assert second.state == "stopped"
    assert not second.made


def test_a_killed_process_leaves_no_half_file(jobs: TakeJobs) -> None:
    job = jobs.start(CARD, "")
    until(lambda: job.begun)
    process = jobs._child._process
    assert process
    process.kill()
    until(lambda: not job.goes_on)
    assert job.state == "failed"
    assert job.problems
    names = {file.path for file in job.files}
    assert names == {
        str(path.relative_to(jobs.out))
        for path in jobs.out.rglob("card--*")
        if path.is_file()
    }  # fmt: skip
    assert finished(jobs).state == "done"


def test_a_file_that_was_made_again_is_not_handed_over(jobs: TakeJobs) -> None:
    job = finished(jobs)
    file = everything(job, "office")
    (jobs.out / file[0].path).write_bytes(b"%PDF-other")
    with pytest.raises(Refused, match="made again"):
        parcel(jobs.out, file)


# --- in the browser ----------------------------------------------------------------------------

TAKE = f"/take/{shipped.CAMPAIGN}/en-GB/{shipped.AREA}/pocket-card"
SHOP = "document.querySelector('[data-place=shop]')"


def test_the_press_file_is_downloaded_and_passes(studio: StudioTab, tmp_path: Path) -> None:
    studio.visit(TAKE)
    studio.wait(f"{SHOP}.querySelector('.offer a')")
    studio.tab.call("Browser.setDownloadBehavior", behavior="allow", downloadPath=str(tmp_path))
    studio.ask(f"{SHOP}.querySelector('.offer a').click()")
    parcel_file = tmp_path / "pocket-card--press-TEST.zip"
    until(parcel_file.is_file)
    with ZipFile(parcel_file) as archive:
        archive.extractall(tmp_path)
        rows = json.loads(archive.read("manifest.json"))["files"]
    press = tmp_path / "pocket-card--press-TEST.pdf"
    assert hashlib.sha256(press.read_bytes()).hexdigest() == rows[0]["sha256"]
    assert cease("check", press).status == 0
    assert "0116 252 7000" in (tmp_path / "pocket-card--press-TEST--letter.txt").read_text()
    built = ("build", "pocket-card", "--edition", "press", "--project", studio.folder)
    assert cease(*built, "--out", tmp_path / "built").status == 0
    assert next((tmp_path / "built").rglob(press.name)).read_bytes() == press.read_bytes()


def test_every_place_has_a_picture(studio: StudioTab) -> None:
    studio.visit(TAKE)
    studio.wait("document.body.dataset.ready")
    studio.wait("[...document.images].every((each) => each.complete)")
    shown = studio.ask(
        "Object.fromEntries([...document.querySelectorAll('[data-place]')].map((row) =>"
        " [row.dataset.place, row.querySelector('.thumb img')?.naturalWidth]))"
    )
    assert {*shown} >= {"shop", "office", "web", "social"}
    assert all(shown.values()), shown
    assert shown["web"] == 360


def test_a_letter_is_filled_in_as_by_the_command(studio: StudioTab, tmp_path: Path) -> None:
    studio.visit(TAKE)
    studio.wait(f"{SHOP}.querySelector('.offer a')")
    studio.tab.call("Browser.setDownloadBehavior", behavior="allow", downloadPath=str(tmp_path))
    said = {"copies": "500", "name": "Jo Smith", "deliver_to": "Town Hall, Ashdale"}
    studio.ask(f"{SHOP}.querySelector('details.letter').open = true")
    for part, words in said.items():
        studio.ask(f"document.getElementById('letter-{part}').focus()")
        studio.tab.call("Input.insertText", text=words)
    # the click leaves the field, so the download waits until its words are kept
    studio.ask(f"document.activeElement.blur() || {SHOP}.querySelector('.offer a').click()")
    parcel_file = tmp_path / "pocket-card--press-TEST.zip"
    until(parcel_file.is_file)
    options = (
        "--copies", "500", "--sender", "Jo Smith", "--deliver-to", "Town Hall, Ashdale",
    )  # fmt: skip
    build = ("build", "pocket-card", "--edition", "press", "--project", studio.folder)
    made = tmp_path / "made.zip"
    done = cease(*build, "--out", tmp_path / "built", "--zip", made, *options)
    assert done.status == 0, done.err
    assert parcel_file.read_bytes() == made.read_bytes()
    letter = studio.ask(
        f"fetch({SHOP}.querySelector('a[href*=file]:last-of-type').href.replace(/[0-9]+$/, 3))"
        ".then((found) => found.text())"
    )
    assert "How many: 500" in letter

    studio.visit(TAKE)  # the words are there the next time, and in no file of the project
    assert studio.ask("document.getElementById('letter-name').value") == "Jo Smith"
    assert not [
        path
        for path in (studio.folder / "content").rglob("*")
        if path.is_file() and b"Jo Smith" in path.read_bytes()
    ]
    kept = LetterFile(studio.folder).words()
    assert kept == LetterWords("500", "Jo Smith", "", "Town Hall, Ashdale", "")


def test_words_of_a_letter_that_cannot_be_are_told_at_their_field(studio: StudioTab) -> None:
    studio.visit(TAKE)
    studio.ask(f"{SHOP}.querySelector('details.letter').open = true")
    studio.ask("document.getElementById('letter-name').focus()")
    studio.tab.call("Input.insertText", text="Jo\u202eSmith")
    studio.ask("document.activeElement.blur()")
    studio.wait("!document.getElementById('letter-name-fault').hidden")
    assert "U+202E" in studio.ask("document.getElementById('letter-name-fault').textContent")
    assert LetterFile(studio.folder).words() == LetterWords()


def test_a_letter_file_that_is_damaged_says_nothing(tmp_path: Path) -> None:
    letter = LetterFile(tmp_path)
    assert letter.words() == LetterWords()
    assert letter.keep(LetterWords(copies=" 500 ")) == LetterWords(copies="500")
    assert letter.words() == LetterWords(copies="500")
    place = tmp_path / ".cease/studio/letter.json"
    for damaged in (b"{", b'{"copies": 5}', b'{"copies": "a\\u202eb"}', b"\xff"):
        place.write_bytes(damaged)
        assert letter.words() == LetterWords()


def test_words_that_are_not_saved_are_said(studio: StudioTab) -> None:
    studio.edit("ur", "flyer-a5")
    studio.type_whole("area:contacts.social-care.0.number", "0116 496 0123")
    studio.visit(f"/take/{shipped.CAMPAIGN}/ur/{shipped.AREA}/flyer-a5")
    studio.wait("document.querySelector('main.take')")
    titles = studio.ask("[...document.querySelectorAll('.banner h2')].map((h) => h.textContent)")
    assert titles[:3] == [
        "You have words that are not saved",
        "Not reviewed",
        "This area is for trying things out",
    ]
    studio.click("#stop")
    studio.wait("document.getElementById('kept').textContent.startsWith('Stopped')")
    assert not studio.ask("document.getElementById('again').hidden")
