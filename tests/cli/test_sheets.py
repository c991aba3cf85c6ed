"""`cease impose` and `cease tile` as they are typed."""

from pathlib import Path

import pytest

from generator.jobs.project import Project
from generator.press.plan import SheetBox
from tests.checked import check
from tests.outside_programs import run
from tests.press.pages import PER_MM, Drawn, difference, document, part, pictures
from tests.sample_projects import ROOT, cease


@pytest.fixture
def pair(tmp_path: Path) -> Path:
    path = tmp_path / "pair.pdf"
    path.write_bytes(document([Drawn(), Drawn()]))
    return path


def test_impose_writes_sheets_and_tells_of_them(pair: Path, tmp_path: Path) -> None:
    done = cease("impose", pair, "-o", tmp_path / "sheets.pdf", "--sheet", "a4")
    assert done.status == 0
    assert "2 sides of A4" in done.err
    assert "turn the sheets on their long edge" in done.err
    assert "(3 × 6)" in done.err
    run("qpdf", "--check", tmp_path / "sheets.pdf")


def test_impose_as_json_says_where_everything_stands(pair: Path, tmp_path: Path) -> None:
    reported = cease(
        "impose", pair, "-o", tmp_path / "s.pdf", "--sheet", "200x140", "--gutter", "6,4",
        "--columns", "2", "--rows", "2", "--marks", "cut", "--json",
    ).json  # fmt: skip
    assert (reported["columns"], reported["rows"], reported["work"], reported["turn_on"]) == (
        2, 2, "sheetwise", "short",
    )  # fmt: skip
    front, back = reported["sides"]
    assert [place["page"] for place in front["placements"]] == [1] * 4
    assert [place["page"] for place in back["placements"]] == [2] * 4
    assert front["placements"][0]["box_mm"] == pytest.approx([37, 28, 60, 40], abs=0.01)
    assert front["trim_mm"] == pytest.approx([37, 28, 126, 84], abs=0.01)


def test_tile_writes_tiles_and_a_cover(pair: Path, tmp_path: Path) -> None:
    done = cease(
        "tile", pair, "-o", tmp_path / "t.pdf", "--scale", "500%", "--pages", "2", "--cover"
    )
    assert done.status == 0
    assert "300 × 200 mm on 2 sheets of A4 (210 × 297 mm), 2 across and 1 down" in done.err
    assert len(pictures((tmp_path / "t.pdf").read_bytes())) == 3
    reported = cease("tile", pair, "-o", tmp_path / "t.pdf", "--to", "a3", "--json").json
    assert reported["posters"][0]["width_mm"] == pytest.approx(420, abs=0.1)


def test_sheets_are_named_after_their_file(
    pair: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    assert cease("impose", pair).status == 0
    assert cease("tile", pair).status == 0
    there = sorted(path.name for path in Path().iterdir())
    assert there == ["pair--imposed.pdf", "pair--tiles.pdf"]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--sheet", "a9"], 'no sheet is called "a9"'),
        (["--pages", "1-x"], '"1-x" names no pages'),
        (["--pages", "0"], "names pages no file has"),
        (["--gutter", "wide"], '--gutter is no length: "wide"'),
        (["--gutter", "1,2,3"], "--gutter is no length"),
        (["--gutter", "-3"], "--gutter is no length"),
        (["--fold", "z3"], '"z3" is no place for a fold'),
        (["--marks", "cat"], 'no mark is called "cat"'),
        (["--scale", "0%"], '"0%" is no scale'),
        (["--scale", "big"], '"big" is no scale'),
    ],
)
def test_what_is_typed_wrong_is_reported(pair: Path, options: list[str], message: str) -> None:
    done = cease("impose", pair, "-o", pair.parent / "o.pdf", *options)
    assert done.status == 2
    assert message in done.err
    assert not (pair.parent / "o.pdf").exists()


def test_a_size_and_a_scale_for_one_poster_are_refused(pair: Path) -> None:
    done = cease("tile", pair, "--to", "a3", "--scale", "200%")
    assert done.status == 2
    assert "give one of them" in done.err


def test_folds_are_marked_where_they_are_said_to_be(pair: Path, tmp_path: Path) -> None:
    options = ("--sheet", "210x297", "--columns", "1", "--rows", "1", "--sides", "one")
    for name, fold in (("x", "20"), ("y", "y10")):
        cease("impose", pair, "-o", tmp_path / f"{name}.pdf", *options, "--marks", "fold",
              "--fold", fold)  # fmt: skip
    across, down = (pictures((tmp_path / f"{n}.pdf").read_bytes())[0] for n in ("x", "y"))
    left, top = (210 - 60) / 2, (297 - 40) / 2
    assert across.getpixel((round((left + 20) * 4), round((top - 4) * 4))) != (255, 255, 255)
    assert down.getpixel((round((left - 4) * 4), round((top + 10) * 4))) != (255, 255, 255)


UNREADABLE = [(None, 2, "unreadable"), (b"words", 2, "not-a-pdf"), (b"%PDF-1.7", 2, "damaged")]


@pytest.mark.parametrize(
    ("command", "data", "status", "rule"),
    [
        *(("impose", *case) for case in UNREADABLE),
        *(("tile", *case) for case in UNREADABLE),
        ("impose", document([Drawn(width=60), Drawn(width=90)]), 1, "mixed-sizes"),
        ("impose", document([Drawn(width=900, height=900)]), 1, "too-large"),
    ],
)
def test_a_file_that_is_refused_leaves_what_was_there(
    tmp_path: Path, command: str, data: bytes | None, status: int, rule: str
) -> None:
    file, out = tmp_path / "in.pdf", tmp_path / "out.pdf"
    if data is not None:
        file.write_bytes(data)
    out.write_bytes(b"before")
    done = cease(command, file, "-o", out)
    assert (done.status, out.read_bytes()) == (status, b"before")
    assert f"error[{rule}]" in done.err
    assert "Traceback" not in done.err
    assert {path.name for path in tmp_path.iterdir()} <= {"in.pdf", "out.pdf"}


@pytest.mark.parametrize(
    ("more", "fit"), [((), "does not fit"), (("--columns", "2"), "do not fit")]
)
def test_what_is_too_large_for_the_sheet(tmp_path: Path, more: tuple[str, ...], fit: str) -> None:
    file = tmp_path / "in.pdf"
    file.write_bytes(document([Drawn(width=900, height=900)]))
    done = cease("impose", file, *more, "-o", tmp_path / "out.pdf")
    assert f"for bleed, marks and margin, {fit} on SRA3" in done.err


def test_the_file_itself_is_never_written_over(pair: Path) -> None:
    before = pair.read_bytes()
    done = cease("impose", pair, "-o", pair)
    assert (done.status, pair.read_bytes()) == (2, before)
    assert "would take the place of" in done.err


def test_a_place_that_takes_no_files_is_reported(pair: Path) -> None:
    done = cease("impose", pair, "-o", pair / "o.pdf")
    assert done.status == 2
    assert "error[unwritable]" in done.err


# the shipped card


@pytest.fixture(scope="module")
def card() -> bytes:
    project = Project.open(ROOT)
    area = project.content.default_area() or project.content.areas()[0]
    document, _ = project.document("kayleighs-love-story", "en-GB", area)
    return project.make(document, "pocket-card", "card-85x55", "press").data


def test_five_pocket_cards_go_on_a4_butted_and_every_code_reads(
    card: bytes, tmp_path: Path
) -> None:
    (tmp_path / "card.pdf").write_bytes(card)
    out = tmp_path / "five.pdf"
    options = ("--sheet", "a4", "--gutter", "0", "--fold", "85", "--json")
    reported = cease("impose", tmp_path / "card.pdf", "-o", out, *options).json
    assert (reported["columns"], reported["rows"], reported["turned"]) == (1, 5, False)
    assert [len(side["placements"]) for side in reported["sides"]] == [5, 5]
    for side in reported["sides"]:
        tops = sorted(place["box_mm"][1] for place in side["placements"])
        assert tops == pytest.approx([11, 66, 121, 176, 231], abs=0.01)  # one cut parts two
        assert all(place["box_mm"][0] == pytest.approx(20) for place in side["placements"])
    data = out.read_bytes()
    assert [str(problem) for problem in check(data, "pdfx4").problems] == []
    originals = pictures(card)
    edge = (originals[0].width / PER_MM - 170) / 2
    for side, picture, original in zip(reported["sides"], pictures(data), originals, strict=True):
        usual = part(original, SheetBox(edge, edge, 170, 55))
        for place in side["placements"]:
            assert difference(part(picture, SheetBox(*place["box_mm"])), usual) < 0.01
    picture_file = tmp_path / "five.png"
    pictures(data, 12)[0].save(picture_file)
    read = run("zbarimg", "--nodbus", "-q", "--raw", picture_file).split()
    assert len(read) == 10
    assert len(set(read)) == 2


def test_tile_says_what_a_smaller_scale_saves(tmp_path: Path) -> None:
    a3 = tmp_path / "a3.pdf"
    a3.write_bytes(document([Drawn(width=297, height=420)]))
    done = cease("tile", a3, "-o", tmp_path / "t.pdf")
    assert "on 4 sheets of A4" in done.err
    assert "(3 with --scale 96.6%, 2 with --scale 92.8%)" in done.err
    done = cease("tile", a3, "-o", tmp_path / "t.pdf", "--scale", "92.8%", "--json")
    (poster,) = done.json["posters"]
    assert (poster["columns"] * poster["rows"], poster["smaller"]) == (2, [])


def test_impose_says_that_marks_take_room(tmp_path: Path) -> None:
    a4 = tmp_path / "a4.pdf"
    a4.write_bytes(document([Drawn(width=210, height=297, boxes=("Media", "Trim"))]))
    done = cease("impose", a4, "--sheet", "a3", "-o", tmp_path / "s.pdf")
    assert "1 place on each" in done.err
    assert "marks take room: 2 fit with --marks none\n" in done.err
    done = cease("impose", a4, "--sheet", "a3", "--marks", "none", "-o", tmp_path / "s.pdf")
    assert "2 places on each" in done.err
    assert "take room" not in done.err
