"""An area as a form: checked as it is filled in, shown as it prints, and kept in its file."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from generator.content.area_rows import Area
from generator.jobs.project import Project
from generator.problems import Refused
from generator.source.file_names import slug
from generator.studio.area_answers import AreaAnswer, AreaLook, AreaSaveAnswer, AreaSaveRequest
from generator.studio.area_filled_in import ContactLine, FilledIn
from generator.studio.area_screen import AreaScreen
from generator.studio.desk import OpenProject
from generator.studio.guard import Keys
from generator.studio.state import Studio
from tests.sample_projects import cease
from tests.studio.studio_tab import AREA, copy_project
from tests.typeset import shipped

LIST = "social-care"
FIRST = f"contacts.{LIST}.0"


class Desk:
    """The screen of areas of a project, without a browser."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.studio = Studio(OpenProject(folder), Keys(1))
        self.screen = AreaScreen(self.studio)

    def look(self, form: FilledIn, area: str = "") -> AreaAnswer:
        return self.screen.look(AreaLook(form, area))

    def save(self, form: FilledIn, area: str = "", **more: object) -> AreaSaveAnswer:
        return self.screen.save(AreaSaveRequest(form, area, **more))  # type: ignore[arg-type]

    def text(self, path: str = AREA) -> str:
        return (self.folder / path).read_text("utf-8")

    def form(self, area: str = shipped.AREA) -> FilledIn:
        return self.screen.opened(area)[0]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    found = Desk(copy_project(tmp_path))
    yield found
    found.studio.worker.stop()


def ashdale(**more: object) -> FilledIn:
    """A new area that can be saved."""
    lines = [ContactLine("Ashdale Town", "0116 496 0123")]
    links = {name: f"www.ashdale.gov.uk/{name}" for name in ("ceop", "pledge", "story")}
    form = FilledIn(
        "Ashdale", numbers={"police": "101"}, contacts={LIST: lines}, links=links, test=True
    )
    return replace(form, **more)  # type: ignore[arg-type]


def faults(found: AreaAnswer | AreaSaveAnswer) -> dict[str, str]:
    return {each.key: each.message for each in found.faults if each.severity == "error"}


def test_a_wrong_number_is_told_at_its_field_and_left_off_the_page(desk: Desk) -> None:
    right = ContactLine("Ashdale Town", "0116 496 0123")
    wrong = ContactLine("Fernford", "0116 496 01")
    both = desk.look(ashdale(contacts={LIST: [right, ContactLine(), wrong]}))
    assert list(faults(both)) == [f"contacts.{LIST}.2.number"]
    assert "too few figures" in faults(both)[f"contacts.{LIST}.2.number"]
    assert [(each.key, each.kind, each.place) for each in both.news][1:] == [
        (f"{FIRST}.number", "place", "Leicester")
    ]
    one = desk.look(ashdale(contacts={LIST: [right]}))
    assert both.pages == one.pages
    assert both.pages[0].name == "right"
    other = replace(right, number="0116 496 0124")
    assert desk.look(ashdale(contacts={LIST: [other]})).pages != one.pages


def test_an_empty_form_says_what_is_missing_and_shows_a_page(desk: Desk) -> None:
    found = desk.look(desk.form(""))
    assert {"title", f"{FIRST}.place", "links.ceop", "links.pledge", "links.story"} <= set(
        faults(found)
    )
    assert found.pages
    assert desk.save(desk.form("")).faults


def test_a_new_area_is_the_file_that_the_command_begins(desk: Desk) -> None:
    done = desk.save(ashdale())
    assert (done.area, done.faults) == ("ashdale", ())
    path = "content/areas/ashdale.yaml"
    made = desk.text(path)
    assert cease("new", "area", "north-moor", "--project", desk.folder).status == 0
    begun = desk.text("content/areas/north-moor.yaml")
    expected = begun.replace("North Moor", "Ashdale").replace(
        "\n# Everything below is an example: replace it before anything is printed.", ""
    )
    expected = expected.replace("place: Ashdale", "place: Ashdale Town")
    expected = expected.replace("01632 960000\n\nlinks", "0116 496 0123\n\nlinks")
    expected = expected.replace("www.example.org/", "www.ashdale.gov.uk/")
    expected = expected.replace("www.ashdale.gov.uk/formats", "www.example.org/formats")
    assert made == expected
    row, problems = Project.open(desk.folder).content.area_row("ashdale")
    assert isinstance(row, Area)
    assert row.test
    assert not problems


@pytest.mark.parametrize(
    ("title", "name", "key"),
    [
        ("Ashdale", shipped.AREA, "name"),
        ("Ashdale", "../ashdale", "name"),
        ("Ashdale", "con", "name"),
        ("Ashdale", "all", "name"),
        ("Ashdale", "North Moor", "name"),
        ("", "", "title"),
        ("…", "", "name"),
    ],
)
def test_a_new_area_has_a_name_that_files_can_have(
    desk: Desk, title: str, name: str, key: str
) -> None:
    before = sorted((desk.folder / "content/areas").iterdir())
    done = desk.save(ashdale(title=title, name=name))
    assert key in faults(done)
    assert sorted((desk.folder / "content/areas").iterdir()) == before
    assert desk.text() == (shipped.ROOT / AREA).read_text("utf-8") + "test: true\n"


def test_a_saved_number_is_the_only_byte_that_changes(desk: Desk) -> None:
    before = desk.text()
    form = desk.form()
    assert desk.save(form, shipped.AREA).area == shipped.AREA
    assert desk.text() == before
    form.contacts[LIST][0].number = "0116 496 0123"
    assert not desk.save(form, shipped.AREA).faults
    assert desk.text() == before.replace("0116 252 7000", "0116 496 0123")


def test_a_place_called_otherwise_keeps_its_spellings(desk: Desk) -> None:
    before = desk.text()
    form = desk.form()
    form.contacts[LIST][0].place = "City of Leicester"
    assert not desk.save(form, shipped.AREA).faults
    assert desk.text() == before.replace("Leicester City:", "City of Leicester:").replace(
        "place: Leicester City\n", "place: City of Leicester\n"
    )
    content = Project.open(desk.folder).content
    row, _ = content.area_row(shipped.AREA)
    assert row
    assert not [each for each in content.area_problems(row) if each.is_error]


def test_lines_are_put_in_moved_and_taken_out(desk: Desk) -> None:
    form = desk.form()
    lines = form.contacts[LIST]
    form.contacts[LIST] = [lines[2], lines[0], ContactLine("Fernford", "0116 496 0123")]
    assert not desk.save(form, shipped.AREA).faults
    project = Project.open(desk.folder)
    row, problems = project.content.area_row(shipped.AREA)
    assert row
    assert not problems
    assert [each.place for each in row.contacts[LIST]] == ["Rutland", "Leicester City", "Fernford"]
    assert not [each for each in project.content.area_problems(row) if each.is_error]
    assert "Leicestershire:" not in desk.text()  # its spellings are gone with it
    assert "# How the names above are written in other languages" in desk.text()


def test_what_somebody_else_changed_is_kept_and_shown_beside(desk: Desk) -> None:
    form = desk.form()
    base = desk.text()
    form.contacts[LIST][0].number = "0116 496 0123"
    theirs = base.replace("01572 758 407", "01572 758 408")
    (desk.folder / AREA).write_text(theirs, "utf-8")
    assert not desk.save(form, shipped.AREA, base=base).conflicts
    assert desk.text() == theirs.replace("0116 252 7000", "0116 496 0123")
    both = desk.text().replace("0116 496 0123", "0116 496 0777")
    (desk.folder / AREA).write_text(both, "utf-8")
    form.contacts[LIST][0].number = "0116 496 0555"
    found = desk.save(form, shipped.AREA, base=base)
    (conflict,) = found.conflicts
    assert (conflict.ours, conflict.theirs) == ("0116 496 0555", "0116 496 0777")
    assert desk.text() == both
    assert not desk.studio.project.history.changed
    done = desk.save(form, shipped.AREA, base=base, choices={conflict.key: conflict.ours})
    assert done.area
    assert desk.text() == both.replace("0116 496 0777", "0116 496 0555")


def test_who_rang_the_numbers_is_in_the_file(desk: Desk) -> None:
    form = replace(desk.form(), rung=True, by="A. Shah", on="2026-03-31")
    assert not desk.save(form, shipped.AREA).faults
    assert "verified:\n  by: A. Shah\n  on: 2026-03-31\n" in desk.text()
    form = desk.form()
    assert (form.rung, form.by, form.on) == (True, "A. Shah", "2026-03-31")
    form.contacts[LIST][0].number = "0116 496 0123"
    assert desk.look(form, shipped.AREA).again
    assert "verified.on" in faults(desk.save(form, shipped.AREA))
    assert not desk.save(replace(form, rung=False), shipped.AREA).faults
    assert "A. Shah" not in desk.text()


@pytest.mark.parametrize(
    ("form", "key"),
    [
        (ashdale(rung=True, by="A. Shah", on="2999-01-01"), "verified.on"),
        (ashdale(rung=True, by="", on="2026-03-31"), "verified.by"),
        (ashdale(links={"pledge": "not here", "story": "", "ceop": ""}), "links.pledge"),
        (ashdale(test=False), f"{FIRST}.number"),
        (ashdale(own={"heading": "Our lead"}), "own.heading"),
        (ashdale(imprint={"formats": "0116 49"}), "imprint.formats"),
        (ashdale(numbers={"police": ""}), "numbers.police"),
        (ashdale(contacts={LIST: [ContactLine("Ashdale", "")]}), f"{FIRST}.number"),
        (ashdale(contacts={LIST: [ContactLine("", "0116 496 0123")]}), f"{FIRST}.place"),
        (ashdale(contacts={LIST: [ContactLine("{ash}", "0116 496 0123")]}), f"{FIRST}.place"),
        (
            ashdale(contacts={LIST: [ContactLine("A", "0116 496 0123")] * 9}),
            f"contacts.{LIST}.8.place",
        ),
        (ashdale(title="Ash\u202edale"), "title"),
    ],
)
def test_a_mistake_is_told_at_its_field(desk: Desk, form: FilledIn, key: str) -> None:
    assert key in faults(desk.save(form))
    assert not (desk.folder / "content/areas/ashdale.yaml").exists()


def test_words_of_its_own_and_the_publisher_are_kept(desk: Desk) -> None:
    own = {"heading": "Our safeguarding lead", "name": "Ms A. Shah", "number": "0116 496 0123"}
    form = ashdale(own=own, imprint={"publisher": "Ashdale Partnership", "date": "2026-03"})
    shown = desk.look(form)
    assert [page.name for page in shown.pages] == ["right", "back"]
    assert [page.name for page in desk.look(ashdale()).pages] == ["right"]
    assert desk.save(form).area == "ashdale"
    text = desk.text("content/areas/ashdale.yaml")
    assert "own:\n  heading: Our safeguarding lead\n  name: Ms A. Shah\n" in text
    assert 'imprint:\n  publisher: Ashdale Partnership\n  date: "2026-03"\n' in text
    assert desk.form("ashdale").own["name"] == "Ms A. Shah"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Ashdale", "ashdale"),
        ("Leicester, Leicestershire and Rutland", "leicester-leicestershire-and-rutland"),
        ("Ynys Môn", "ynys-mon"),
        ("King's Lynn", "king-s-lynn"),
        ("…", ""),
    ],
)
def test_a_file_is_named_after_its_area(title: str, name: str) -> None:
    assert slug(title) == name


def test_the_example_area_is_not_in_the_way(tmp_path: Path) -> None:
    folder = copy_project(tmp_path)
    shutil.rmtree(folder / "content/areas")
    desk = Desk(folder)
    assert desk.look(FilledIn("Ashdale")).faults
    desk.studio.worker.stop()


@pytest.mark.parametrize(
    "text", ["title: Ashdale\ncontacts: here\n", "- a\n", "title: [\n", "a: 1\n"]
)
def test_a_file_that_is_no_area_is_refused_in_words(desk: Desk, text: str) -> None:
    (desk.folder / AREA).write_text(text)
    with pytest.raises(Refused):
        desk.form()
    (desk.folder / AREA).write_text((shipped.ROOT / AREA).read_text("utf-8"))
    form = desk.form()
    assert faults(desk.save(form, shipped.AREA, base=text))
