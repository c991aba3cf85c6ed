"""Areas from workbooks: each cell as the spreadsheet shows it, and what cannot be taken so."""

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from generator.content.spreadsheet import read_sheet
from generator.content.workbook import formatted
from generator.problems import Refused, WrongChoice
from tests.content.areas import HEADER, row
from tests.content.test_area_table import _garden, area, areas
from tests.sample_projects import Result, cease

__all__ = ["_garden"]
ROW = 9


def book(*rows: list[Any], change: Callable[[Any], None] = lambda sheet: None) -> bytes:
    """A workbook of one sheet called Areas."""
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.title = "Areas"
    for cells in rows:
        sheet.append(cells)
    change(sheet)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def one(*changes: tuple[str, Any], change: Callable[[Any], None] = lambda sheet: None) -> bytes:
    """A workbook with one row, some of its cells changed."""
    cells: dict[str, Any] = dict(zip(HEADER, row(ROW), strict=True))
    cells |= {"police": 101, "verified on": date(2026, 3, 31), "test": True, **dict(changes)}
    return book(list(cells), list(cells.values()), change=change)


def part(data: bytes, name: str, edit: Callable[[str], str]) -> bytes:
    """The workbook with the text of one of its parts changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", 8) as new:
        for each in old.namelist():
            text = old.read(each)
            new.writestr(each, edit(text.decode()) if each == name else text)
    return out.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def with_texts(data: bytes, texts: str) -> bytes:
    """A workbook with the table of texts that Excel writes."""
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("xl/sharedStrings.xml", texts)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    entry = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'
    return part(out.getvalue(), "[Content_Types].xml", lambda text: text.replace("</Types>", entry))


def import_(project: Path, data: bytes, *options: str, name: str = "areas.xlsx") -> Result:
    (project / name).write_bytes(data)
    return cease("areas", "import", project / name, "--project", project, *options)


def cells(data: bytes, row: int = 0) -> list[str]:
    return [cell.text for cell in read_sheet(data, "a.xlsx").lines[row].cells]


def faults(data: bytes) -> list[str]:
    return [cell.wrong for line in read_sheet(data, "a.xlsx").lines for cell in line.cells]


def reported(data: bytes, wanted: str = "") -> str:
    with pytest.raises(Refused) as found:
        read_sheet(data, "a.xlsx", wanted)
    return str(found.value)


# whole imports


@pytest.mark.parametrize("name", ["areas.xlsx", "areas.csv", "areas.XLSX", "areas"])
def test_a_workbook_is_read_as_it_is_whatever_its_name(garden: Path, name: str) -> None:
    done = import_(garden, one(), name=name)
    assert (done.status, done.err) == (0, "1 area written, 0 rows refused\n")
    found = area(garden)
    assert found.test
    assert found.numbers["police"] == "101"
    assert found.verified.on == "2026-03-31"


def test_a_cell_is_named_as_the_workbook_names_it(garden: Path) -> None:
    good, bad = row(2), row(3)
    bad[5] = "0116 305"
    done = import_(garden, book(["Councils"], [], list(HEADER), good, bad))
    assert done.status == 1
    assert (
        'areas.xlsx:5:6: error[phone-number]: sheet "Areas", row 5, column "contact 1 number" '
        '(F5): "0116 305" has too few figures'
    ) in done.err
    assert "row 3 names the columns; what is above it is left out: row 1\n" in done.err
    assert areas(garden) == {"ashdale", "area-2"}


def test_a_number_that_lost_its_0_is_refused_and_one_whose_format_shows_it_is_not(
    garden: Path,
) -> None:
    data = one(("contact 1 number", 1632960777))
    done = import_(garden, data)
    assert '"1632960777" has lost the 0 it begins with' in done.err
    column = list(HEADER).index("contact 1 number") + 1

    def shown(sheet: Any) -> None:
        sheet.cell(2, column).number_format = "00000 000000"

    done = import_(garden, one(("contact 1 number", 1632960777), change=shown))
    assert done.status == 0, done.err
    assert area(garden).contacts["care"][0].number == "01632 960777"


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [
        ("contact 1 place", date(2026, 3, 1), "made a date of this: 2026-03-01"),
        ("title", True, "the spreadsheet's TRUE, which is no text"),
        ("title", "#REF!", "shows the error #REF! here"),
        ("title", "#N/A", "shows the error #N/A here"),
        ("title", "########", "shows the error ######## here"),
        ("title", "=A1", "holds a formula without its result"),
        ("contact 1 number", "4.41633E+11", "is a number that the spreadsheet has shortened"),
        ("contact 1 number", 441632960777000000, "more than 15 figures"),
        ("contact 1 place", time(12, 30), 'holds a time, "12:30:00"'),
        ("verified on", "31/03/2026", "format the cell as a date"),
        ("police", 101.5, '"101.5" is not a telephone number'),
    ],
)
def test_a_cell_that_is_not_what_it_seems(
    garden: Path, column: str, value: Any, message: str
) -> None:
    done = import_(garden, one((column, value)))
    assert done.status == 1
    assert f'row 2, column "{column}" ({chr(65 + HEADER.index(column))}2): ' in done.err
    assert message in done.err
    assert areas(garden) == {"ashdale"}


def test_an_empty_column_without_a_header_is_none(garden: Path) -> None:
    header, cells_ = list(HEADER), row(ROW)
    header.insert(3, None)  # type: ignore[arg-type]
    cells_.insert(3, "")
    done = import_(garden, book([*header, None, ""], cells_))
    assert done.status == 0, done.err
    done = import_(garden, book(header, [*cells_, "x"]), "--replace")
    assert 'row 2: column P has no header, and here it says "x"' in done.err
    cells_[3] = "y"
    done = import_(garden, book(header, cells_), "--replace")
    assert 'row 1: column 4 (D) has no header, and row 2 has "y"' in done.err


def test_logos_have_columns(garden: Path) -> None:
    data = one(("logo 1 file", "crest.png"), ("logo 1 alt", "Ashdale Council"))
    assert import_(garden, data).status == 0
    assert [(logo.file, logo.alt) for logo in area(garden).logos] == [
        ("crest.png", "Ashdale Council")
    ]
    done = import_(garden, one(("logo", "crest.png"), ("logo 1 alt", "")), "--replace")
    assert 'column "logo 1 alt" (P2): the logo "crest.png" has no words that say whose it is' in (
        done.err
    )
    done = import_(garden, one(("logo", "crset.png"), ("logo alt", "A")), "--replace")
    assert 'column "logo" (O2): there is no file "content/areas/crset.png"' in done.err
    assert 'did you mean "crest.png"?' in done.err
    # empty cells of a table that has the columns are no logos; without them those there stay
    assert import_(garden, one(), "--replace").status == 0
    assert len(area(garden).logos) == 1
    assert import_(garden, one(("logo 1 file", ""), ("logo 1 alt", "")), "--replace").status == 0
    assert area(garden).logos == ()


# sheets, and what is hidden


def sheets(*titles: str, hidden: str = "") -> bytes:
    made = Workbook()
    made.active.title = "Empty"  # type: ignore[union-attr]
    for title in titles:
        sheet = made.create_sheet(title)
        sheet.append([title])
        sheet.sheet_state = "hidden" if title == hidden else "visible"
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def test_the_first_sheet_with_words_is_read_or_the_one_that_is_named() -> None:
    found = read_sheet(sheets("One", "Two"), "a.xlsx")
    assert (found.lines[0].sheet, found.others) == ("One", ("Two",))
    assert read_sheet(sheets("One", "Two"), "a.xlsx", "two").lines[0].sheet == "Two"
    assert read_sheet(sheets("One", "Two", hidden="One"), "a.xlsx").lines[0].sheet == "Two"
    assert "but in sheets that are hidden" in reported(sheets("One", hidden="One"))
    with pytest.raises(WrongChoice, match='no sheet is called "Tow"'):
        read_sheet(sheets("One", "Two"), "a.xlsx", "Tow")
    with pytest.raises(WrongChoice, match="is a CSV file"):
        read_sheet(b"a,b\n", "a.csv", "One")


def test_other_sheets_are_named(garden: Path) -> None:
    done = import_(garden, sheets("Notes", "Areas"))
    assert 'sheet "Notes" is read; --sheet chooses another: "Areas"' in done.err
    done = import_(garden, sheets("Notes", "Areas"), "--sheet", "Aeras")
    assert done.status == 2
    assert 'did you mean "Areas"?' in done.err


def test_what_is_hidden_is_left_out_and_reported(garden: Path) -> None:
    def hide(sheet: Any) -> None:
        sheet.row_dimensions[3].hidden = True
        sheet.column_dimensions["O"].hidden = True

    done = import_(garden, book([*HEADER, "x"], [*row(2), "y"], [*row(3), "z"], change=hide))
    assert done.status == 0
    assert 'warning[hidden]: sheet "Areas": row 3 is hidden, and left out' in done.err
    assert 'warning[hidden]: sheet "Areas": column O is hidden, and left out' in done.err
    assert areas(garden) == {"ashdale", "area-2"}


def test_merged_cells_are_reported(garden: Path) -> None:
    def merge(sheet: Any) -> None:
        sheet.merge_cells("C2:C3")

    done = import_(garden, book(list(HEADER), row(2), row(3), change=merge))
    assert 'row 3, column "region" (C3): this cell is merged with C2' in done.err
    assert areas(garden) == {"ashdale", "area-2"}


# values


def test_rich_text_line_breaks_and_whole_numbers_are_text() -> None:
    rich = CellRichText("North ", TextBlock(InlineFont(b=True), "Moor"))
    data = book(
        [rich, "two\nlines", " x ", 101, 101.0, 5e3, datetime(2026, 3, 31, 14, 5)]  # noqa: DTZ001
    )
    assert cells(data) == ["North Moor", "two lines", "x", "101", "101", "5000", "2026-03-31"]


def struck(cells: str) -> Callable[[Any], None]:
    """Strikes cells of a sheet through."""

    def change(sheet: Any) -> None:
        for found in sheet[cells] if ":" in cells else [[sheet[cells]]]:
            for cell in found:
                cell.font = Font(strike=True)

    return change


def test_a_cell_that_is_struck_through_is_refused() -> None:
    (_, line) = read_sheet(one(change=struck("D2")), "a.xlsx").lines
    assert [cell.wrong for cell in line.cells if cell.wrong] == ["this cell is struck through"]


def test_a_row_that_is_struck_through_is_left_out_and_reported() -> None:
    found = read_sheet(book(["a", "b"], [1, 2], [3, 4], change=struck("A2:B2")), "a.xlsx")
    assert [line.number for line in found.lines] == [1, 3]
    (said,) = found.problems
    assert said.message == 'sheet "Areas": row 2 is struck through, and left out'
    assert said.span
    assert said.span.line == 2


@pytest.mark.parametrize(
    ("runs", "wrong"),
    [
        ("<r><rPr><strike/></rPr><t>0116 496 0199 </t></r><r><t>0116 496 0123</t></r>", True),
        ('<r><rPr><strike val="0"/><b/></rPr><t>0116 496</t></r><r><t> 0123</t></r>', False),
        ("<r><rPr><strike/></rPr><t> </t></r><r><t>0116 496 0123</t></r>", False),
    ],
)
def test_a_part_of_a_cell_that_is_struck_through_is_no_part_of_a_name(
    runs: str, wrong: bool
) -> None:
    text = "<t>0116 496 0123</t>"
    inside = part(book(["0116 496 0123"]), SHEET, lambda sheet: sheet.replace(text, runs))
    cell = '<c r="A1" t="s"><v>0</v></c>'
    apart = part(book(["a"]), SHEET, lambda sheet: re.sub("<c .*</c>", cell, sheet))
    apart = with_texts(apart, f"<sst {MAIN}><si>{runs}</si></sst>")
    for data in (inside, apart):
        (line,) = read_sheet(data, "a.xlsx").lines
        said = line.cells[0].wrong
        assert said == ("a part of this cell is struck through" if wrong else "")
        assert wrong or line.cells[0].text == "0116 496 0123"


def test_line_ends_of_windows_in_a_cell_are_read() -> None:
    data = part(book(["a"]), SHEET, lambda text: text.replace(">a<", ">a_x000D_\nb<"))
    assert cells(data) == ["a b"]


def test_a_workbook_as_excel_writes_it() -> None:
    """Texts in a table of their own, with the pronunciation that Japanese has beside them; the
    results of formulas."""
    texts = (
        f'<sst {MAIN}><si><t xml:space="preserve"> Moor </t></si><si><r><t>Lower </t></r>'
        '<r><rPr><b/></rPr><t>Moor</t></r><rPh sb="0" eb="1"><t>x</t></rPh></si></sst>'
    )
    found = (
        '<row r="2"><c r="A2" t="s"><v>0</v></c><c r="C2" t="s"><v>1</v></c>'
        '<c r="D2" t="str"><f>A2</f><v>Moor</v></c><c r="E2" t="str"><f>""</f><v></v></c>'
        '<c r="F2" t="b"><v>1</v></c><c r="G2" t="e"><v>#N/A</v></c></row>'
    )
    whole = with_texts(
        part(book(["a"]), SHEET, lambda text: re.sub("<row.*</row>", found, text)), texts
    )
    (line,) = read_sheet(whole, "a.xlsx").lines
    assert line.number == 2
    assert [cell.text for cell in line.cells] == [
        "Moor",
        "",
        "Lower Moor",
        "Moor",
        "",
        "true",
        "#N/A",
    ]
    assert [cell.kind for cell in line.cells][5] == "truth"
    assert line.cells[6].wrong


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("00000 000000", "01632 960777"),
        ('"0"0000 000000', "01632 960777"),
        ("0##########", "01632960777"),
        (r"\(00000\) 000000", "(01632) 960777"),
        ("00000000000;-0", "01632960777"),
        ("0", "1632960777"),
        ("General", "1632960777"),
        ("@", "1632960777"),
        ("#,##0", "1632960777"),
        ("[<=9]0;00000000000", "1632960777"),
        ("0.00", "1632960777"),
        ("", "1632960777"),
    ],
)
def test_a_number_is_as_its_format_shows_it(code: str, shown: str) -> None:
    assert formatted(1632960777, code) == shown


# strangers' files


def test_a_workbook_without_end_is_refused_at_once() -> None:
    far = part(
        book(["a"]),
        SHEET,
        lambda text: text.replace('r="1"', 'r="1048576"').replace('"A1"', '"XFD1048576"'),
    )
    assert "more than" in reported(far)
    row_ = '<row r="1"><c r="A1"><v>1</v></c></row>'
    out_of_order = part(book(["a"]), SHEET, lambda text: re.sub("<row.*</row>", row_ * 2, text))
    assert "is a damaged workbook" in reported(out_of_order)
    long = part(
        book(["a"]),
        SHEET,
        lambda text: re.sub(
            "<row.*</row>",
            "".join(f'<row r="{n}"><c><v>1</v></c></row>' for n in range(1, 10_002)),
            text,
        ),
    )
    assert "more than 10,000 rows" in reported(long)


def test_a_bomb_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("xl/workbook.xml", b" " * 1024)
        with made.open("xl/sharedStrings.xml", "w") as strings:
            for _ in range(17):
                strings.write(b" " * 1024 * 1024)
    assert len(out.getvalue()) < 100_000
    assert "too large to be a table of areas" in reported(out.getvalue())


def test_entities_are_refused() -> None:
    laughs = '<!DOCTYPE a [<!ENTITY b "ha">]>'

    def bomb(text: str) -> str:
        return laughs + re.sub("<worksheet", "<worksheet", text)

    assert "is a damaged workbook" in reported(part(book(["a"]), SHEET, bomb))


@pytest.mark.parametrize("name", [SHEET, "xl/workbook.xml", "xl/styles.xml", "[Content_Types].xml"])
def test_a_damaged_part_is_reported(name: str) -> None:
    assert "is a damaged workbook" in reported(
        part(one(), name, lambda text: text[: len(text) // 2])
    )


@pytest.mark.parametrize("cut", range(1, 20))
def test_a_workbook_cut_short_is_reported(cut: int) -> None:
    data = one()
    assert "damaged workbook" in reported(data[: len(data) * cut // 20])


def archive(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, data in parts.items():
            made.writestr(name.replace("__", "/").replace("_dot_", "."), data)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "Excel 97 to 2003 (.xls)"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "locked with a password",
        ),
        (
            archive(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"),
            "an OpenDocument spreadsheet (.ods)",
        ),
        (archive(xl__workbook_dot_bin=b""), "a binary workbook (.xlsb)"),
        (archive(Index__Document_dot_iwa=b""), "a spreadsheet of Numbers"),
        (archive(word__document_dot_xml=b""), "a document of Word"),
        (archive(a=b""), "an archive with no workbook in it"),
        (
            archive(xl__workbook_dot_xml=b'<w xmlns="http://purl.oclc.org/ooxml/x"/>'),
            "Strict Open XML",
        ),
        (b"%PDF-1.7\n", "is a PDF file"),
        (b"\xef\xbb\xbf<html><table>", "is a web page"),
        (b'<?xml version="1.0"?><Workbook/>', "is an XML file"),
        (b"PK\x05\x06" + bytes(18), "an archive with no workbook in it"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "is a PNG picture"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "is a JPEG picture"),
        (b"{\\rtf1\\ansi area,title}", "is a text with formatting (.rtf)"),
        (b'\n[{"area": "north-moor", "title": "North Moor"}]', "is a JSON file"),
        (b'{"area": "a"}\n{"area": "b"}\n', "is a JSON file"),
        (b"\x7fELF\x02\x01\x01\x00\xff", "is neither a workbook nor text"),
    ],
    ids=(
        "xls locked ods xlsb numbers word zip strict pdf html xml empty png jpeg rtf json lines elf"
    ).split(),
)
def test_other_files_are_named_for_what_they_are(data: bytes, message: str) -> None:
    said = reported(data)
    assert message in said
    assert "hint: " in said
