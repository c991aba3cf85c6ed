"""Areas from spreadsheets: what is made of a good row, and what is reported of everything else."""

import csv
import io
from pathlib import Path
from typing import Any

import pytest

from generator.cache import Cache
from generator.content.content_checks import check_content
from generator.content.project_content import Content
from generator.content.spreadsheet import read_csv
from generator.problems import Refused
from generator.source.shelf import Shelf
from tests.content.areas import BAD, HEADER, row, table
from tests.sample_projects import Result, cease, change

ROW = 9
GARDEN = "content/garden/en-GB.yaml"


@pytest.fixture(name="garden")
def _garden(project: Path) -> Path:
    """A project whose campaign asks areas for what the table has."""
    change(
        project / GARDEN,
        "blocks:\n",
        "blocks:\n  ring: {kind: contacts, text: 'Ring {police} in {region}:', contacts: care}\n"
        "  a: {kind: link, text: More, address: '{pledge}'}\n"
        "  b: {kind: link, text: More, address: '{story}'}\n"
        "  c: {kind: link, text: More, address: '{ceop}'}\n",
    )
    change(project / GARDEN, "title: Gardens of {town}", "title: Gardens")
    change(project / GARDEN, "Gardens of {town}", "Gardens")
    change(project / GARDEN, "Ring {office} first.", "Ring first.")
    change(project / GARDEN, '"{more}"', "www.example.org/more")
    (project / "content/areas/ashdale.yaml").write_text(
        "title: Ashdale\nnames: {region: Ashdale}\nnumbers: {police: 101}\n"
        "contacts: {care: [{place: Shed, number: 0800 1111}]}\n"
        "links: {pledge: www.example.org/p, story: www.example.org/s, ceop: www.example.org/c}\n"
        "verified: {by: A. Clerk, on: 2026-03-31}\ndefault: true\n"
        "logos: [{file: crest.png, alt: Ashdale Council}]\n"
    )
    (project / "content/areas/crest.png").write_bytes(b"")
    return project


def import_(project: Path, data: str | bytes, *options: str) -> Result:
    file = project / "areas.csv"
    file.write_bytes(data.encode() if isinstance(data, str) else data)
    return cease("areas", "import", file, "--project", project, *options)


def areas(project: Path) -> set[str]:
    return {path.stem for path in (project / "content/areas").glob("*.yaml")}


def one(*changes: tuple[str, str], header: tuple[str, ...] = HEADER) -> str:
    """A table of one row, with some of its cells changed."""
    cells = dict(zip(HEADER, row(ROW), strict=True)) | dict(changes)
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(header)
    writer.writerow([cells.get(name, "") for name in header])
    return out.getvalue()


def area(project: Path, name: str = f"area-{ROW}") -> Any:
    return Content(Shelf.at(project), Cache()).area(name)[0]


def test_fifty_areas_of_which_five_cannot_be_used(garden: Path) -> None:
    done = import_(garden, table())
    assert done.status == 1
    assert done.err.splitlines()[-1] == "45 areas written, 5 rows refused"
    assert done.err.count("error[") == 5
    for number, (column, value, reason) in BAD.items():
        (line,) = [line for line in done.err.splitlines() if f" row {number}," in line]
        assert line.startswith(f"areas.csv:{number}:1: error[")
        assert f'row {number}, column "{column}": ' in line
        assert reason in line
        assert not value or f'"{value}"' in line
    assert areas(garden) == {
        "ashdale", *(f"area-{n}" for n in range(2, 52) if n not in BAD)
    }  # fmt: skip
    problems = check_content(Content(Shelf.at(garden), Cache()))
    assert [str(p) for p in problems if p.is_error] == []
    document, _ = Content(Shelf.at(garden), Cache()).document("garden", "en-GB", "area-50")
    assert document.blocks["ring"].texts[0].plain == "Ring 101 in Area 50 and its Parishes:"
    assert [c.number.plain for c in document.blocks["ring"].contacts] == [
        "0121 496 0050", "01632 960 050",
    ]  # fmt: skip


def test_the_same_as_data(garden: Path) -> None:
    reported = import_(garden, table(6, 7, 8), "--json").json
    assert reported["status"] == 1
    assert reported["files"] == ["content/areas/area-6.yaml", "content/areas/area-8.yaml"]
    (refused,) = reported["refused"]
    assert (refused["row"], refused["area"]) == (3, "area-7")
    (problem,) = refused["problems"]
    assert problem["column"] == "contact 1 number"
    assert "too few figures" in problem["reason"]
    assert problem["hint"]


def test_a_dry_run_writes_nothing_and_tells_the_same(garden: Path) -> None:
    done = import_(garden, table(6, 7), "--dry-run")
    assert done.status == 1
    assert done.err.endswith("1 area would be written, 1 row would be refused\n")
    assert areas(garden) == {"ashdale"}


def test_all_rows_good_is_status_0(garden: Path) -> None:
    done = import_(garden, table(2, 3))
    assert (done.status, done.err) == (0, "2 areas written, 0 rows refused\n")


def test_an_area_that_is_there_is_kept_unless_replace_is_given(garden: Path) -> None:
    before = (garden / "content/areas/ashdale.yaml").read_bytes()
    done = import_(garden, one(("area", "ashdale")))
    assert done.status == 1
    assert "error[area-exists]" in done.err
    assert (garden / "content/areas/ashdale.yaml").read_bytes() == before
    done = import_(garden, one(("area", "ashdale")), "--replace")
    assert done.status == 0, done.err
    found = area(garden, "ashdale")
    assert found.title == f"Area {ROW}"
    assert found.default  # what a table has no columns for stays
    assert [(logo.file, logo.alt) for logo in found.logos] == [("crest.png", "Ashdale Council")]


def test_a_link_that_opens_more_than_it_shows_does_so_while_it_shows_the_same(
    garden: Path,
) -> None:
    link = "{shown: www.example.org/p, open: 'www.example.org/p?from=leaflet'}"
    change(garden / "content/areas/ashdale.yaml", "pledge: www.example.org/p,", f"pledge: {link},")
    cells = [("area", "ashdale"), ("pledge", "www.example.org/p")]
    assert import_(garden, one(*cells), "--replace").status == 0
    kept = area(garden, "ashdale").links["pledge"]
    assert not isinstance(kept, str)
    assert kept.open == "www.example.org/p?from=leaflet"
    cells[1] = ("pledge", "www.example.org/other")
    assert import_(garden, one(*cells), "--replace").status == 0
    assert area(garden, "ashdale").links["pledge"] == "www.example.org/other"


OWN = ("own heading", "own sentence", "own name", "own role", "own number", "own address")


def test_words_of_an_areas_own(garden: Path) -> None:
    values = ("Ask us", "At any time.", "Ms Li", "Duty team", "01632 960 009", "www.example.org/a")
    header = (*HEADER, *OWN)
    done = import_(garden, one(*zip(OWN, values, strict=True), header=header))
    assert done.status == 0, done.err
    own = area(garden, f"area-{ROW}").own
    assert own is not None
    assert tuple(getattr(own, name.removeprefix("own ")) for name in OWN) == values
    cells = [("area", "plain"), *((name, "") for name in OWN)]
    assert import_(garden, one(*cells, header=header)).status == 0
    assert area(garden, "plain").own is None


def test_what_is_wrong_with_them_is_reported_at_its_cell(garden: Path) -> None:
    cells = [(name, "") for name in OWN] + [("own heading", "x" * 41), ("own number", "0116 252")]
    done = import_(garden, one(*cells, header=(*HEADER, *OWN)))
    assert done.status == 1
    assert 'column "own heading": the heading has 41 characters, and may have 40' in done.err
    assert 'column "own number": "0116 252" has too few figures' in done.err


def test_a_table_without_columns_for_them_keeps_them(garden: Path) -> None:
    change(garden / "content/areas/ashdale.yaml", "default: true", "own: {heading: Ask, name: Li}")
    done = import_(garden, one(("area", "ashdale")), "--replace")
    assert done.status == 0, done.err
    own = area(garden, "ashdale").own
    assert own is not None
    assert (own.heading, own.name) == ("Ask", "Li")


def test_an_area_that_cannot_be_read_is_not_replaced(garden: Path) -> None:
    (garden / "content/areas/area-9.yaml").write_text("title: [\n")
    done = import_(garden, one(), "--replace")
    assert done.status == 1
    assert "take it away first" in done.err


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbf" + table(ROW).encode(),
        table(ROW, end="\r\n").encode(),
        table(ROW, end="\r").encode(),
        b"sep=;\r" + table(ROW, mark=";", end="\r").encode(),
        table(ROW, end=",,,\r\n").encode(),
        b"Councils 2026,,,,\r\n,,,\r\nMarch,,,\r\n" + table(ROW, end="\r\n").encode(),
        table(ROW).replace("contact 1 place", "contact\u00a01\u00a0place").encode(),
        table(ROW).replace("area,", "\u200barea\u2060,", 1).encode(),
        table(ROW, mark=";").encode(),
        table(ROW, mark="\t").encode(),
        b"sep=;\r\n" + table(ROW, mark=";", end="\r\n").encode(),
        b"\n,,,\n" + table(ROW).encode() + b"\n,,,,,,,,,,,,,\n\n",
        table(ROW).replace("\n", ",,,\n").replace(",,,\n", "\n", 1).encode(),
        table(ROW).replace("contact 1 place", " Contact_1  PLACE ").encode(),
        table(ROW).replace("police", "numbers.police").encode(),
        table(ROW).replace("contact 1", "care 1").encode(),
        table(ROW).replace("Parishes,01632", '" Parishes ",01632').encode(),
    ],
    ids=(
        "bom crlf cr sep-cr empty-columns title no-break zero-width semicolon tab sep empty-rows "
        "empty-cells header-case prefix list quotes"
    ).split(),
)
def test_every_way_to_save_it_is_the_same(garden: Path, data: bytes) -> None:
    expected = import_(garden, one())
    assert expected.status == 0, expected.err
    path = garden / "content/areas/area-9.yaml"
    text = path.read_bytes()
    path.unlink()
    done = import_(garden, data)
    assert done.status == 0, done.err
    assert path.read_bytes() == text


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+SUM(A1)",
        "@x",
        "a: b # c",
        'say "no"',
        "yes",
        "null",
        "- x",
        "Ynys Môn, the",
        "'a'",
    ],
)
def test_cells_are_text_whatever_they_look_like(garden: Path, text: str) -> None:
    done = import_(garden, one(("title", text), ("contact 1 place", text)))
    assert done.status == 0, done.err
    found = area(garden)
    assert found.title == found.contacts["care"][0].place == text


def test_a_cell_of_two_lines_is_one(garden: Path) -> None:
    done = import_(garden, one(("title", "North\nMoor")) + ",\n")
    assert done.status == 0, done.err
    assert area(garden).title == "North Moor"


def test_what_nobody_can_see_is_not_written(garden: Path) -> None:
    done = import_(
        garden,
        one(
            ("region", "\u200bAsh\u00addale  Vale\u00a0"),
            ("contact 1 number", "\u200e0113\u00a0496\u20110009"),
            ("pledge", "www.example.org/pledge\u200b"),
        ),
    )
    assert done.status == 0, done.err
    text = (garden / f"content/areas/area-{ROW}.yaml").read_text(encoding="utf-8")
    assert text.isascii()
    assert "region: Ashdale Vale\n" in text
    assert "number: 0113 496-0009\n" in text
    assert "pledge: www.example.org/pledge\n" in text


def test_contacts_close_up_and_a_problem_is_reported_at_its_cell(garden: Path) -> None:
    gap = [("contact 1 place", ""), ("contact 1 number", "")]
    assert import_(garden, one(*gap)).status == 0
    assert [contact.place for contact in area(garden).contacts["care"]] == ["Parishes"]
    done = import_(garden, one(("area", "b"), ("contact 2 number", "01632 96"), *gap))
    assert 'row 2, column "contact 2 number": "01632 96" has too few' in done.err


@pytest.mark.parametrize(
    ("cells", "column", "message"),
    [
        ([("area", "")], "area", "this cell is empty"),
        ([("title", "")], "title", "this cell is empty"),
        ([("region", "")], "region", "this cell is empty"),
        ([("area", "a/../b")], "area", "is no name for an area"),
        ([("police", "1163050005")], "police", "has lost the 0"),
        ([("contact 1 number", '="01632960001"')], "contact 1 number", "not a telephone number"),
        ([("contact 1 number", "")], "contact 1 number", '"Area 9" has no number'),
        ([("contact 1 place", "{twon}")], "contact 1 place", "nothing is called {twon}"),
        ([("test", "no")], "contact 1 number", "kept for films and plays"),
        ([("test", "perhaps")], "test", "perhaps"),
        ([("verified on", "2026-02-30")], "verified on", "is not a date"),
        ([("verified on", "2030-01-01")], "verified on", "in the future"),
        (
            [(f"contact {n} {part}", "") for n in (1, 2) for part in ("place", "number")],
            "contact 1 place",
            "there is no contact",
        ),
    ],
)
def test_a_cell_that_cannot_be_used(
    garden: Path, cells: list[tuple[str, str]], column: str, message: str
) -> None:
    done = import_(garden, one(*cells))
    assert done.status == 1
    assert areas(garden) == {"ashdale"}
    (line, *_) = [line for line in done.err.splitlines() if line.startswith("areas.csv:2:1: error")]
    assert f'row 2, column "{column}": ' in line
    assert message in done.err


def test_a_second_row_for_an_area(garden: Path) -> None:
    done = import_(garden, table(8, 9, 8))
    assert '"area-8" is the area of row 2 already' in done.err
    assert done.err.endswith("2 areas written, 1 row refused\n")


def test_a_row_with_too_many_cells(garden: Path) -> None:
    done = import_(garden, table(8, 9).replace("Area 8 and its", "Area 8, and its"))
    assert "row 2 has 15 cells, and the header 14" in done.err
    assert done.err.endswith("1 area written, 1 row refused\n")


def test_areas_nobody_verified_are_counted(garden: Path) -> None:
    done = import_(garden, one(("verified by", "")))
    assert done.status == 0
    assert "1 area nobody has verified" in done.err


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (table(9).replace("region", "regoin"), 'did you mean "region"?'),
        (table(9).replace("title", "colour of door"), "columns: area, title"),
        (table(9).replace("title", ""), "has no header"),
        (table(9).replace("region", "title"), "is there already"),
        (table(9).replace("region", "names.town"), 'there is no column "region"'),
        (table(9).replace("contact 1", "contact 9"), "unknown-column"),
        (table(9).splitlines()[0], "a header and no row"),
        ("", "holds no rows"),
        ("\n ,, \n", "holds no rows"),
        (table(9).replace("Parishes,01632", '"Parishes,01632'), "quotation mark"),
        (table(9).replace("Area", "Ar\xe9a").encode("cp1252"), "CSV UTF-8 (Comma delimited)"),
        (table(9).encode("utf-16"), "CSV UTF-8 (Comma delimited)"),
        (b"PK\x03\x04\x00", "CSV UTF-8 (Comma delimited)"),
        ("a" * 140_000 + "," + table(9), "row 1 has a cell of more than 131,072 characters"),
        (table(9, end="\r").replace("Parishes,01632", '"Parishes,01632'), "quotation mark"),
    ],
    ids=(
        "near far none twice missing nine header empty blank quote cp1252 utf-16 xlsx long cr-quote"
    ).split(),
)
def test_a_table_that_cannot_be_used(garden: Path, data: str | bytes, message: str) -> None:
    done = import_(garden, data)
    assert done.status == 1
    assert message in done.err
    assert areas(garden) == {"ashdale"}


def test_a_file_that_is_not_there_is_status_2(garden: Path) -> None:
    done = cease("areas", "import", garden / "none.csv", "--project", garden)
    assert done.status == 2
    assert "cannot be read" in done.err


def test_a_campaign_that_cannot_be_read_stops_the_import(garden: Path) -> None:
    (garden / GARDEN).write_text("title: [\n")
    done = import_(garden, one())
    assert done.status == 1
    assert GARDEN in done.err
    assert areas(garden) == {"ashdale"}


def test_rows_are_counted_as_the_spreadsheet_does_and_placed_as_the_editor_does() -> None:
    lines = read_csv(b'a,b\n"1\n2",x\n\n3,4\n', "t.csv").lines
    assert [(line.number, line.span.line) for line in lines] == [(1, 1), (2, 2), (4, 5)]


def test_a_quotation_mark_without_its_partner_is_placed() -> None:
    with pytest.raises(Refused) as refused:
        read_csv(b'a,b\n1,2\n3,"4\n5,6\n', "t.csv")
    assert refused.value.problems[0].span
    assert refused.value.problems[0].span.line == 3


def test_yes_is_written_as_editors_expect_it(garden: Path) -> None:
    logo = {"logo 1 file": "crest.png", "logo 1 alt": "Ashdale Council", "logo 1 lead": "yes"}
    table_of_one = one(("test", "yes"), *logo.items(), header=(*HEADER, *logo))
    done = import_(garden, table_of_one)
    assert (done.status, done.err.splitlines()[-1]) == (0, "1 area written, 0 rows refused")
    text = (garden / f"content/areas/area-{ROW}.yaml").read_text()
    assert "\ntest: true\n" in text
    assert "lead: true\n" in text
    replaced = import_(garden, one(("area", "ashdale")), "--replace")
    assert replaced.status == 0
    assert "\ndefault: true\n" in (garden / "content/areas/ashdale.yaml").read_text()


@pytest.mark.parametrize(
    ("missing", "says", "hint"),
    [
        ("ceop", 'there is no column "ceop", which', 'hint: add a column called "ceop"'),
        (
            "contact",
            'there are no columns for the contacts "care", which',
            'hint: add "contact 1 place" and "contact 1 number"',
        ),
    ],
)
def test_a_missing_column_is_said_as_it_is_called(
    garden: Path, missing: str, says: str, hint: str
) -> None:
    header = tuple(name for name in HEADER if not name.startswith(missing))
    done = import_(garden, one(header=header))
    assert done.status == 1
    assert says in done.err
    assert hint in done.err
