"""Areas from a spreadsheet: its rows in a table, each mistake at its cell. Nothing is written until
somebody says which rows."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from hashlib import sha256
from pathlib import PurePath
from typing import Final

import msgspec
from msgspec import Struct
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from generator.content.area_table import Filed
from generator.content.cells import Spreadsheet, padded
from generator.jobs.imported_areas import (
    EXISTS,
    UNVERIFIED,
    AreaSheet,
    area_sheet,
    filed_areas,
    open_sheet,
    said_alone,
    write_area,
)
from generator.problems import Problem, Refused
from .asking import Call, SentFile, Upload
from .saving import one_at_a_time
from .state import Studio
from .worker import LATER

MOST_ROWS: Final = 500  # of a table on a page
_SHOWN: Final = 80  # letters of a file's name in messages
_KEPT: Final = 4  # spreadsheets that wait for an answer


class SheetAsked(Struct, frozen=True, forbid_unknown_fields=True):
    """Read a spreadsheet: its sheet of this name, or else the first with words in it."""

    sheet: str = ""


class RowsAsked(Struct, frozen=True, forbid_unknown_fields=True):
    """Look at the rows of a spreadsheet that was sent, or bring in those that are right.
    `replaces` says that areas which are there are written anew."""

    token: str
    replaces: bool = False


class SheetRead(Struct, frozen=True):
    """A spreadsheet that waits under a `token`. `sheet` is the one that was read, and `others` are
    those beside it."""

    token: str
    sheet: str
    others: tuple[str, ...]


class CellFault(Struct, frozen=True):
    """What is wrong with a cell: its column, from 0, or -1 for the whole row."""

    column: int
    severity: str
    message: str
    hint: str


class TableRow(Struct, frozen=True):
    """A row of a spreadsheet: its number there, the area's name, its cells and what is wrong. Its
    state is `right`; `there`, for an area that stands in the project; or `wrong`."""

    number: int
    area: str
    state: str
    cells: tuple[str, ...]
    faults: tuple[CellFault, ...]


class RowsAnswer(Struct, frozen=True):
    """The rows of a spreadsheet, the first few hundred of them, with the counts of all. `notes` are
    what there is to know of the sheet, and `unverified` counts areas that nobody has checked."""

    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]
    right: int
    there: int
    wrong: int
    unverified: int
    notes: tuple[str, ...] = ()


class BroughtAnswer(Struct, frozen=True):
    """The areas whose files were written, and the rows of which none was made."""

    areas: tuple[str, ...]
    left: tuple[TableRow, ...]


class AreaImport:
    """Shows what a spreadsheet would bring in, and brings it in."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio
        self._waiting: dict[str, Spreadsheet] = {}

    def routes(self) -> list[Route]:
        return [Route("/areas/import", self.show)]

    def calls(self) -> list[Call | Upload]:
        return [
            Upload(
                "/api/areas/sheet",
                "Read a spreadsheet of areas",
                SheetAsked,
                SheetRead,
                self.read,
                elsewhere=True,
            ),
            Call(
                "/api/areas/rows",
                "Show the rows of a spreadsheet with what is wrong in them",
                RowsAsked,
                RowsAnswer,
                self.rows,
                when=LATER,
            ),
            Call(
                "/api/areas/bring",
                "Write the areas of a spreadsheet whose rows are right",
                RowsAsked,
                BroughtAnswer,
                self.bring,
            ),
        ]

    async def show(self, request: Request) -> Response:
        """The screen that brings in areas from a spreadsheet."""
        return await self._studio.shown(lambda: self._studio.page("areas"))

    def read(self, asked: SheetAsked, file: SentFile) -> SheetRead:
        """Read a spreadsheet in a child process. Raises `Refused`."""
        name = PurePath(file.name.replace("\\", "/")).name
        shown = "".join(letter for letter in name if letter.isprintable())[:_SHOWN]
        found = open_sheet(file.data, shown or "table", asked.sheet)
        token = sha256(file.data + asked.sheet.encode()).hexdigest()[:24]
        self._waiting.pop(token, None)
        self._waiting[token] = found
        for old in list(self._waiting)[:-_KEPT]:
            self._waiting.pop(old, None)
        return SheetRead(token, found.lines[0].sheet if found.lines else "", found.others)

    def rows(self, asked: RowsAsked) -> Generator[None, None, RowsAnswer]:
        """The rows of a spreadsheet that waits, a row a step. Raises `Refused`."""
        sheet, found = self._opened(asked)
        filed: list[Filed] = []
        for each in filed_areas(self._studio.project.project, sheet, asked.replaces):
            filed.append(each)
            yield
        states = [_state(each) for each in filed]
        notes = (*found.problems, *sheet.problems)
        return RowsAnswer(
            sheet.columns.headers,
            tuple(_row(each, sheet) for each in filed[:MOST_ROWS]),
            sum(each == "right" for each in states),
            sum(each == "there" for each in states),
            sum(each == "wrong" for each in states),
            sum(_is_unverified(each) for each in filed if not each.refused),
            tuple(dict.fromkeys(each.message for each in notes)),
        )

    def bring(self, asked: RowsAsked) -> Generator[None, None, BroughtAnswer]:
        """Write the areas of the rows that are right, a row a step. Raises `Refused`."""
        project = self._studio.project
        sheet, _ = self._opened(asked)
        written: list[str] = []
        left: list[TableRow] = []
        with one_at_a_time(project.root):
            for filed in filed_areas(project.project, sheet, asked.replaces):
                if not filed.refused:
                    write_area(project.project, filed)
                if filed.refused:
                    left.append(_row(filed, sheet))
                else:
                    written.append(filed.name)
                yield
        paths = [project.project.content.area_path(name) for name in written]
        project.go_on(paths)
        self._waiting.pop(asked.token, None)
        return BroughtAnswer(tuple(written), tuple(left[:MOST_ROWS]))

    def _opened(self, asked: RowsAsked) -> tuple[AreaSheet, Spreadsheet]:
        """The sheet that waits under a token. Raises `ValidationError` or `Refused`."""
        found = self._waiting.get(asked.token)
        if found is None:
            raise msgspec.ValidationError("there is no such spreadsheet: send it again")
        try:
            return area_sheet(self._studio.project.project, found), found
        except Refused as refused:
            notes = [each for each in found.problems if each.is_error]
            raise Refused([*notes, *refused.problems]) from None


def _state(filed: Filed) -> str:
    errors = [each for each in filed.problems if each.is_error]
    if not errors:
        return "right"
    return "there" if all(each.rule == EXISTS for each in errors) else "wrong"


def _is_unverified(filed: Filed) -> bool:
    return any(each.rule == UNVERIFIED for each in filed.problems)


def _row(filed: Filed, sheet: AreaSheet) -> TableRow:
    cells = padded(filed.line.cells, len(sheet.columns.headers))
    problems = (each for each in filed.problems if each.rule not in (UNVERIFIED, EXISTS))
    return TableRow(
        filed.line.number,
        filed.name,
        _state(filed),
        tuple(cell.text for cell in cells),
        tuple(_faults(problems, filed, sheet)),
    )


def _faults(problems: Iterable[Problem], filed: Filed, sheet: AreaSheet) -> Iterable[CellFault]:
    for problem in problems:
        header = problem.span.key if problem.span else ""
        headers = sheet.columns.headers
        column = headers.index(header) if header in headers else -1
        if column < 0 and header in sheet.columns.paths:
            column = sheet.columns.paths.index(header)
        message = said_alone(filed, problem, column)
        yield CellFault(column, str(problem.severity), message, problem.hint)
