"""Areas from a spreadsheet: its rows with what is wrong in them, and the same files as the
command's."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import pytest
from openpyxl import Workbook

from generator.problems import Refused
from generator.studio.area_import import AreaImport, RowsAsked, SheetAsked
from generator.studio.asking import SentFile
from generator.studio.desk import OpenProject
from generator.studio.guard import Keys
from generator.studio.state import Studio
from tests.sample_projects import cease
from tests.studio.studio_tab import copy_project
from tests.typeset import shipped

A = TypeVar("A")

HEAD = "area,title,region,police,contact 1 place,contact 1 number,pledge,story,ceop,test"
HEAD += ",contact 2 place,contact 2 number,contact 3 place,contact 3 number"
LINKS = "www.ashdale.gov.uk/a,www.ashdale.gov.uk/b,www.ashdale.gov.uk/c,yes"
ASHDALE = f"ashdale,Ashdale,Ashdale,101,Ashdale Town,0116 496 0123,{LINKS}"
FERNFORD = f"fernford,Fernford,Fernford,101,Fernford,0116 496 01,{LINKS}"
THERE = f"{shipped.AREA},Leicester,Leicester,101,Leicester City,0116 496 0777,{LINKS}"
THERE += ",Leicestershire,0116 496 0778,Rutland,01632 960779"
TABLE = f"{HEAD}\n{ASHDALE}\n{FERNFORD}\n{THERE}\n"


def done(steps: Generator[None, None, A]) -> A:
    """What steps return at their end."""
    try:
        while True:
            next(steps)
    except StopIteration as stop:
        found: A = stop.value
        return found


class Importing:
    """The import of a project, without a browser."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.studio = Studio(OpenProject(folder), Keys(1))
        self.screen = AreaImport(self.studio)

    def send(self, data: str | bytes, name: str = "areas.csv", sheet: str = "") -> str:
        sent = data.encode() if isinstance(data, str) else data
        return self.screen.read(SheetAsked(sheet), SentFile(name, sent)).token

    def rows(self, token: str, **more: bool) -> Any:
        return done(self.screen.rows(RowsAsked(token, **more)))

    def bring(self, token: str, **more: bool) -> Any:
        return done(self.screen.bring(RowsAsked(token, **more)))

    def files(self) -> dict[str, bytes]:
        folder = self.folder / "content/areas"
        return {each.name: each.read_bytes() for each in folder.glob("*.yaml")}


@pytest.fixture
def importing(tmp_path: Path) -> Iterator[Importing]:
    found = Importing(copy_project(tmp_path))
    yield found
    found.studio.worker.stop()


def test_each_mistake_is_at_its_cell_and_nothing_is_written(importing: Importing) -> None:
    before = importing.files()
    found = importing.rows(importing.send(TABLE))
    assert (found.right, found.there, found.wrong) == (1, 1, 1)
    assert [row.state for row in found.rows] == ["right", "wrong", "there"]
    (fault,) = found.rows[1].faults
    assert found.columns[fault.column] == "contact 1 number"
    assert fault.message.startswith('"0116 496 01" has too few figures')
    assert found.unverified == 1
    assert importing.files() == before


@pytest.mark.parametrize("replaces", [False, True])
def test_the_files_are_those_of_the_command(
    importing: Importing, tmp_path: Path, replaces: bool
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    folder = copy_project(other)
    table = tmp_path / "areas.csv"
    table.write_text(TABLE)
    cease("areas", "import", table, "--project", folder, *(["--replace"] if replaces else []))
    found = importing.bring(importing.send(TABLE), replaces=replaces)
    assert list(found.areas) == ["ashdale", *([shipped.AREA] if replaces else [])]
    assert [row.area for row in found.left] == ["fernford", *([] if replaces else [shipped.AREA])]
    areas = folder / "content/areas"
    assert importing.files() == {each.name: each.read_bytes() for each in areas.glob("*.yaml")}
    assert "ashdale" in importing.studio.project.project.areas()


def test_an_area_that_is_there_is_replaced_only_if_asked(importing: Importing) -> None:
    before = importing.files()
    token = importing.send(TABLE)
    assert importing.rows(token, replaces=True).right == 2
    importing.bring(token)
    name = f"{shipped.AREA}.yaml"
    assert importing.files()[name] == before[name]


def test_a_workbook_is_read_by_its_sheets(importing: Importing, tmp_path: Path) -> None:
    book = Workbook()
    notes = book.active
    assert notes is not None
    notes.title = "Notes"
    notes.append(["something"])
    sheet = book.create_sheet("Areas")
    for line in TABLE.splitlines():
        sheet.append(line.split(","))
    place = tmp_path / "areas.xlsx"
    book.save(place)
    asked = SheetAsked(), SentFile("areas.xlsx", place.read_bytes())
    read = importing.screen.read(*asked)
    assert (read.sheet, read.others) == ("Notes", ("Areas",))
    with pytest.raises(Refused):
        importing.rows(read.token)
    found = importing.rows(importing.send(place.read_bytes(), "areas.xlsx", "Areas"))
    assert (found.right, found.wrong) == (1, 1)
    assert found.rows[1].faults[0].message.startswith('"0116 496 01" has')


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"%PDF-1.7", "is a PDF file"),
        (b"PK\x03\x04 damaged", "is a damaged workbook"),
        (b"", "holds no rows"),
        (b"<!doctype html><table>", "is a web page"),
    ],
)
def test_what_is_no_table_is_refused_in_words(importing: Importing, data: bytes, why: str) -> None:
    with pytest.raises(Refused, match=why):
        importing.send(data)


def test_columns_that_nobody_knows_stop_the_import(importing: Importing) -> None:
    token = importing.send(TABLE.replace("contact 1 number", "phone of somebody"))
    ask: Callable[..., Any]
    for ask in (importing.rows, importing.bring):
        with pytest.raises(Refused, match="phone of somebody"):
            ask(token)
    with pytest.raises(msgspec.ValidationError):
        importing.rows("another")
