"""Job sheets: what a print shop reads is what is in the press file, and they go where it goes."""

import hashlib
import itertools
import json
import re
import shutil
from pathlib import Path
from typing import Any

import pypdf
import pytest
from msgspec import convert, to_builtins
from msgspec.json import encode

from generator.cache import Cache
from generator.colour import Colour
from generator.jobs.choosing import Choice
from generator.jobs.manifest_rows import ManifestRow
from generator.jobs.planning import plan
from generator.jobs.press_facts import fold
from generator.jobs.project import Project
from generator.jobs.run import run
from generator.page import Artwork, Page
from generator.preflight import Expected
from generator.reports.job_sheet import job_sheet
from generator.reports.job_sheet_facts import JobSheetFacts, WarningFacts
from generator.reports.job_sheet_order import _ordered
from generator.reports.job_sheet_pages import job_sheet_artwork
from generator.reports.placed_pages import At, placed
from generator.reports.sheet_colours import SheetColours
from generator.typeset.safety import runs
from tests.checked import check
from tests.goldens.proofs import HARBOUR, render
from tests.outside_programs import run as run_program
from tests.sample_projects import ROOT, cease, change, into_welsh
from tests.typeset.shipped import BOOKLET, CARD, english, extent, lines, shapes
from tests.values import replace

PRESS = Choice(("card",), editions=("press",))


def whole(row: ManifestRow) -> dict[str, Any]:
    """A row of the manifest with what it has alike with others."""
    return {
        **json.loads(encode(row.facts)),
        **json.loads(encode(row.report)),
        **json.loads(row.line()),
    }


def build(project: Path, out: Path, choice: Choice = PRESS) -> list[dict[str, Any]]:
    opened = Project.open(project)
    rows = [
        whole(outcome.row) for outcome in run(opened, plan(opened, choice).jobs, out) if outcome.row
    ]
    assert all(rows)
    return [row for row in rows if row]


def sheets(out: Path, row: dict[str, Any]) -> tuple[Path, Any]:
    """A row's job sheet: the page, and the data."""
    page, data, _ = (out / each["path"] for each in row["extra"])
    return page, json.loads(data.read_bytes())


def words(page: Path) -> str:
    return " ".join(run_program("pdftotext", "-layout", page, "-").split())


@pytest.fixture(name="leaflet", scope="module")
def _leaflet(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    out = tmp_path_factory.mktemp("leaflet")
    (row,) = build(ROOT, out, Choice(("leaflet-dl-6pp",), editions=("press",)))
    return out, row


def test_it_stands_beside_the_press_file(leaflet: tuple[Path, dict[str, Any]]) -> None:
    out, row = leaflet
    stem = row["path"].removesuffix(".pdf")
    assert [each["path"] for each in row["extra"]] == [
        f"{stem}--job-sheet.pdf",
        f"{stem}--job-sheet.json",
        f"{stem}--letter.txt",
    ]
    for each in row["extra"]:
        data = (out / each["path"]).read_bytes()
        assert (each["sha256"], each["bytes"]) == (hashlib.sha256(data).hexdigest(), len(data))


def test_the_data_is_what_is_in_the_file(leaflet: tuple[Path, dict[str, Any]]) -> None:
    out, row = leaflet
    _, facts = sheets(out, row)
    file = (out / row["path"]).read_bytes()
    assert facts["file"] == {
        "path": row["path"],
        "name": "leaflet-dl-6pp--press.pdf",
        "sha256": hashlib.sha256(file).hexdigest(),
        "bytes": len(file),
    }
    sheet = facts["sheet"]
    assert (sheet["flat_mm"], sheet["folded_mm"]) == ([297, 210], [100, 210])
    assert (sheet["fold"], sheet["turn"], sheet["bleed_mm"]) == ("roll fold", "short", 3)
    assert [side["folds_mm"] for side in sheet["sides"]] == [[97, 197], [100, 200]]
    outside = [(panel["name"], panel["width_mm"]) for panel in sheet["sides"][0]["panels"]]
    assert outside == [("flap", 97), ("back", 100), ("front", 100)]
    boxes = row["boxes"][0]["media"]
    assert facts["pages"][0]["sheet_mm"] == [boxes[2], boxes[3]]
    assert facts["pages"][0]["trim_mm"] == [297, 210]
    assert facts["ink"]["plates"] == row["plates"]
    assert (facts["ink"]["heaviest_percent"], facts["ink"]["pictures"]) == (230, False)
    assert (facts["ink"]["output_intent"], facts["ink"]["limit_percent"]) == ("FOGRA39", 300)
    assert "115 g/m²" in facts["paper"]
    assert [(code["page"], code["target"]) for code in facts["codes"]] == [
        (code["page"], code["target"]) for code in row["codes"]
    ]
    assert facts["fonts"] == sorted(name.partition("+")[2] for name in row["fonts"])
    found = facts["preflight"]
    assert found["passed"]
    assert found["rules_run"] == found["rules"] != []
    assert [warning["rule"] for warning in found["warnings"]] == [
        problem["rule"] for problem in row["problems"]
    ]


def test_the_page_says_what_the_data_says(leaflet: tuple[Path, dict[str, Any]]) -> None:
    out, row = leaflet
    page, facts = sheets(out, row)
    said = words(page)
    assert len(pypdf.PdfReader(page).pages) == 2
    for fact in (
        facts["file"]["name"],
        facts["file"]["sha256"],
        f"{facts['file']['bytes']:,} bytes",
        "Folded leaflet, A4 to DL, six panels",
        "Leicester, Leicestershire and Rutland",
        "Version 1",
        facts["campaign"]["date"],
        "English (en-GB)",
        "297 × 210 mm",
        "100 × 210 mm",
        "roll fold",
        "flap 97 | back 100 | front 100",
        "left 100 | middle 100 | right 97",
        "3 mm",
        "turn on the short",
        "4: Cyan, Magenta, Yellow, Black",
        "FOGRA39",
        "230 %, the heaviest colour on it",
        "Silk or uncoated, 130 to 150 g/m",
        "Night 75 85 0 70",
        "flap 97",
        "PDF/X-4",
        "unverified: nobody has checked",
    ):
        assert fact in said, fact
    for code in facts["codes"]:
        assert code["target"] in "".join(run_program("pdftotext", "-raw", page, "-").split())
    for font in facts["fonts"]:
        assert font in said
    assert "DRAFT" not in said
    found = facts["preflight"]
    count = len(found["rules"])
    assert f"Passed {found['profile']}: {count} of {count} rules run" in said


def test_it_shows_the_sides_of_the_sheet(leaflet: tuple[Path, dict[str, Any]]) -> None:
    """The cover's apricot, the flap's night and the fold between its panels, where they are."""
    out, row = leaflet
    page, _ = sheets(out, row)
    picture, _ = render(page.read_bytes(), 254)  # 10 pixels to the mm
    found = {picture.getpixel((x, y)) for x in range(160, 1010) for y in range(580, 1120, 7)}
    assert {(0x2F, 0x1B, 0x42), (0xF5, 0xA2, 0x6C), (0xFF, 0xF6, 0xE6)} <= found
    said = words(page)
    assert "Could you" in said
    assert "0116 252 7000" in said


def test_it_passes_preflight_as_a_page_for_the_office(
    leaflet: tuple[Path, dict[str, Any]],
) -> None:
    out, row = leaflet
    page, _ = sheets(out, row)
    report = check(page.read_bytes(), "office", Expected(((210, 297), (210, 297))))
    assert report.passed
    assert report.pages[0].size == pytest.approx((210, 297), abs=0.1)
    assert "No syntax or stream encoding errors" in run_program("qpdf", "--check", page)


def test_single_panels_are_listed_with_their_sizes(tmp_path: Path) -> None:
    (row,) = build(ROOT, tmp_path, Choice(("leaflet-dl-6pp",), editions=("press-panels",)))
    page, _ = sheets(tmp_path, row)
    said = re.sub(r"\s+", " ", run_program("pdftotext", "-raw", page, "-"))
    assert "1 front 100 × 210 mm; 2 flap 97 × 210 mm; 3 left 100 × 210 mm" in said
    assert "6 back 100 × 210 mm" in said
    assert "the panels imposed as the first page shows" in said
    assert "on the short edge" not in said


def test_a_draft_says_so(project: Path, tmp_path: Path) -> None:
    into_welsh(project)
    choice = PRESS._replace(languages=("cy",))
    (row,) = build(project, tmp_path, choice)
    page, facts = sheets(tmp_path, row)
    assert facts["draft"]
    assert page.name == "card--press-DRAFT-TEST--job-sheet.pdf"
    assert "DRAFT: TRANSLATION NOT REVIEWED" in words(page)
    assert "Welsh (cy)" in words(page)


def test_a_sheet_of_one_side_is_neither_folded_nor_turned(project: Path, tmp_path: Path) -> None:
    (row,) = build(project, tmp_path)
    page, facts = sheets(tmp_path, row)
    assert (facts["sheet"]["fold"], facts["sheet"]["turn"]) == ("none", "")
    assert re.search(r"Print\s+one side", words(page))
    assert "Folded" not in words(page)


def test_spot_inks_are_named(tmp_path: Path) -> None:
    project = tmp_path / "harbour"
    shutil.copytree(HARBOUR, project)
    change(project / "layouts/editions.yaml", "colours: cmyk", "colours: cmyk\n    job_sheet: true")
    (row,) = build(project, tmp_path, Choice(("fold-a5",), editions=("press",)))
    page, facts = sheets(tmp_path, row)
    (spot,) = facts["ink"]["spots"]
    assert spot in row["plates"]
    assert spot in words(page)
    assert facts["sheet"]["fold"] == "single fold"


def test_only_editions_for_a_print_shop_have_one(project: Path, tmp_path: Path) -> None:
    (row,) = build(project, tmp_path, PRESS._replace(editions=("office",)))
    assert row["extra"] == []
    assert not list(tmp_path.rglob("*job-sheet*"))


def test_it_is_another_when_the_press_file_is(project: Path, tmp_path: Path) -> None:
    (row,) = build(project, tmp_path)
    before = [path.read_bytes() for path in (tmp_path / each["path"] for each in row["extra"])]
    change(project / "content/garden/en-GB.yaml", "Come and dig", "Come and plant")
    (row,) = build(project, tmp_path)
    page, facts = sheets(tmp_path, row)
    assert facts["file"]["sha256"] == row["sha256"]
    assert row["sha256"] in words(page)
    after = [path.read_bytes() for path in (tmp_path / each["path"] for each in row["extra"])]
    assert all(old != new for old, new in zip(before, after, strict=True))


@pytest.mark.parametrize("ending", ["pdf", "json"])
def test_one_that_somebody_touched_is_made_again(
    project: Path, tmp_path: Path, ending: str
) -> None:
    build(project, tmp_path)
    (path,) = tmp_path.rglob(f"*--job-sheet.{ending}")
    before = path.read_bytes()
    path.write_bytes(b"not ours")
    build(project, tmp_path)
    assert path.read_bytes() == before
    path.unlink()
    build(project, tmp_path)
    assert path.read_bytes() == before


def test_it_goes_when_its_file_or_its_edition_has_none(project: Path, tmp_path: Path) -> None:
    build(project, tmp_path)
    next(tmp_path.rglob("card--press-TEST.pdf")).unlink()
    build(project, tmp_path, PRESS._replace(editions=("office",)))
    assert not list(tmp_path.rglob("*job-sheet*"))
    build(project, tmp_path)
    change(project / "layouts/editions.yaml", "job_sheet: true", "job_sheet: false")
    build(project, tmp_path)
    assert not list(tmp_path.rglob("*job-sheet*"))


@pytest.mark.parametrize(
    "extra",
    [
        [{"path": "../../letter.pdf"}],
        [{"path": "garden/ashdale/en-GB/card--press--/../../../../letter.pdf"}],
        [{"path": "{letter}"}],
        [{"path": "garden/ashdale/en-GB/note--job-sheet.pdf"}],
        [{"path": 3}, "letter.pdf", {}],
        None,
    ],
)
def test_a_manifest_somebody_wrote_removes_nothing_else(
    project: Path, tmp_path: Path, extra: Any
) -> None:
    out = tmp_path / "a" / "out"
    build(project, out)
    letter, note = tmp_path / "letter.pdf", out / "garden/ashdale/en-GB/note--job-sheet.pdf"
    for path in (letter, note):
        path.write_bytes(b"mine")
    *shared, line = (out / "manifest.jsonl").read_text().splitlines()
    row = json.loads(line)
    row["extra"] = json.loads(json.dumps(extra).replace("{letter}", str(letter)))
    for each in [each for each in row["extra"] or () if isinstance(each, dict)]:
        each |= {"sha256": "0" * 64, "bytes": 4}
    (out / "manifest.jsonl").write_text("\n".join((*shared, json.dumps(row), "")))
    (out / "garden/ashdale/en-GB/card--press-TEST.pdf").unlink()
    build(project, out)
    assert letter.exists()
    assert note.exists()


def test_the_same_words_give_the_same_sheets(project: Path, tmp_path: Path) -> None:
    for out in ("one", "other"):
        build(project, tmp_path / out)
    one, other = (
        {path.name: path.read_bytes() for path in (tmp_path / out).rglob("*job-sheet*")}
        for out in ("one", "other")
    )
    assert len(one) == 2
    assert one == other


def test_a_sheet_of_a_batch_has_the_bytes_of_one_made_alone(
    leaflet: tuple[Path, dict[str, Any]],
) -> None:
    facts, cache = facts_of(*leaflet), Cache()
    for number, title in enumerate(
        (
            "Ashdale",
            "Leicester, Leicestershire and Rutland",
            "Ashdale",
            "Łódź",
            "Ашдейл",
            "“Dunmere”",
        )
    ):
        file = replace(facts.file, bytes=1000 + number, path=f"{title}/{facts.file.name}")
        codes = facts.codes[: number % 3]
        other = replace(facts, area_title=title, file=file, codes=codes, draft=number > 3)
        flat = english(CARD if number % 2 else BOOKLET).artwork
        assert job_sheet(other, flat, cache=cache) == job_sheet(other, flat, cache=Cache(0)), title


def test_a_build_tells_of_them(project: Path, tmp_path: Path) -> None:
    done = cease("build", "card", "--project", project, "--out", tmp_path, "--json")
    reported = {file["path"]: file["extra"] for file in done.json["files"]}
    assert reported["garden/ashdale/en-GB/card--press-TEST.pdf"] == [
        "garden/ashdale/en-GB/card--press-TEST--job-sheet.pdf",
        "garden/ashdale/en-GB/card--press-TEST--job-sheet.json",
        "garden/ashdale/en-GB/card--press-TEST--letter.txt",
    ]
    assert reported["garden/ashdale/en-GB/card--office-TEST.pdf"] == []


@pytest.mark.parametrize(
    ("widths", "name"),
    [
        ([148.0], "none"),
        ([148.5, 148.5], "single fold"),
        ([97, 100, 100], "roll fold"),
        ([100, 100, 97], "roll fold"),
        ([99, 99, 99], "Z fold"),
        ([74.25] * 4, "concertina fold"),
        ([73, 74, 75, 75], "3 parallel folds"),
    ],
)
def test_a_fold_is_known_by_its_panels(widths: list[float], name: str) -> None:
    assert fold(widths) == name


def test_a_small_page_is_the_page_at_a_fraction_of_its_size() -> None:
    page = english(BOOKLET).artwork.pages[1]
    small = placed(page, At(10, 20, 0.5), Cache())
    assert {group.clip for group in small} == {(10, 20, 10 + page.width / 2, 20 + page.height / 2)}
    drawn = lines(Page("small", 210, 297, tuple(small)))
    assert [text for text, _ in drawn] == [text for text, _ in lines(page)]
    for (_, set_small), (_, full) in zip(drawn, lines(page), strict=True):
        assert (set_small.x, set_small.y) == pytest.approx((10 + full.x / 2, 20 + full.y / 2))
        assert set_small.size == pytest.approx(full.size / 2)


def test_a_frame_made_small_again_is_the_same_object() -> None:
    """So that the writer encodes it once in a batch."""
    page, cache = english(CARD).artwork.pages[0], Cache()
    one, other = (placed(page, At(1, 2, 0.4), cache) for _ in range(2))
    assert len(one) == len(page.marks)
    assert all(a is b for a, b in zip(one, other, strict=True))
    moved = placed(page, At(1, 3, 0.4), cache)
    assert not any(a is b for a, b in zip(one, moved, strict=True))


def facts_of(out: Path, row: dict[str, Any]) -> JobSheetFacts:
    """The facts of a sheet, from its data."""
    return convert(sheets(out, row)[1], JobSheetFacts)


def test_the_data_is_whole(leaflet: tuple[Path, dict[str, Any]]) -> None:
    out, row = leaflet
    _, data = sheets(out, row)
    assert json.loads(json.dumps(to_builtins(facts_of(out, row)))) == data


def sizes(page: Page) -> set[float]:
    return {run.size for _, run in lines(page)}


def test_the_first_page_is_filled_in_by_whoever_orders(
    leaflet: tuple[Path, dict[str, Any]],
) -> None:
    """As in the comp: lines 6.9 mm apart, three boxes, no type under 8 pt but in the sides."""
    facts = facts_of(*leaflet)
    flat = Artwork("", "en-GB", "ltr", (Page("front", 210, 297, ()),))
    order, details = job_sheet_artwork(facts, flat, Cache()).pages
    found = dict(lines(order))
    rows = [found[name].y for name in ("Quantity", "Stock", "Finish", "Deliver to", "By (date)")]
    assert [b - a for a, b in itertools.pairwise(rows)] == pytest.approx([6.9] * 4)
    for name in ("Ordered by", "Artwork by", "Approved by", "Order no.", "Languages", "Weight"):
        assert name in found
    boxes = [shape for shape in shapes(order, "mark") if shape.weight == 0.35 and not shape.dash]
    assert len(boxes) == 3
    assert min(sizes(order) | sizes(details)) >= 8
    assert max(run.y for run in found.values()) < 290


def test_black_that_overprints_adds_to_what_it_stands_on() -> None:
    light, dark = (
        Colour("light", (0, 60, 80, 0), "#EE8844"),
        Colour("dark", (90, 80, 0, 40), "#202050"),
    )
    black = Colour("black", (0, 0, 0, 100), "#000000")
    found = SheetColours((light, dark, black), False)
    assert (found.heaviest(False), found.heaviest(True)) == (210, 240)
    assert SheetColours((light, dark), False).heaviest(True) == 210


@pytest.mark.parametrize("count", [0, 1, 12, 90])
def test_as_many_warnings_are_printed_as_have_room(
    leaflet: tuple[Path, dict[str, Any]], count: int
) -> None:
    facts = facts_of(*leaflet)
    warnings = tuple(WarningFacts(f"rule-{n}", "word " * 30, 1) for n in range(count))
    facts = replace(facts, preflight=replace(facts.preflight, warnings=warnings))
    page = job_sheet_artwork(facts, english(CARD).artwork, Cache()).pages[1]
    said = [text for text, _ in lines(page)]
    shown = sum(text.startswith("rule-") for text in said)
    more = [text for text in said if text.endswith("more, in the JSON file beside this sheet")]
    left = count - shown
    assert more == [f"and {left} more, in the JSON file beside this sheet"] * bool(left)
    assert left == 0 if count <= 1 else shown > 3
    facts_end = max(run.y for text, run in lines(page) if run.y < 275)
    assert facts_end <= 267.3


def test_names_longer_than_their_columns_are_parted(leaflet: tuple[Path, dict[str, Any]]) -> None:
    """Whatever somebody calls a file, an ink or an area, its sheet is made and is whole."""
    facts = facts_of(*leaflet)
    long = "a_name_without_any_place_to_part_it_" * 4
    file = replace(facts.file, name=f"{long}.pdf", path=f"{long}/{long}/{long}.pdf")
    ink = replace(facts.ink, plates=(long,), spots=(long,))
    facts = replace(facts, file=file, ink=ink, area_title=f"{long} 測 試")
    page = job_sheet_artwork(facts, english(CARD).artwork, Cache()).pages[1]
    set_lines = lines(page)
    said = "".join(text.strip() for text, _ in set_lines)
    assert said.count(long.rstrip("_")) >= 6
    assert "U+6E2C" in said
    assert all(run.x + run.width <= 195.2 for _, run in set_lines)
    assert max(run.y for _, run in set_lines) < 295


def test_many_sides_stand_in_rows(leaflet: tuple[Path, dict[str, Any]]) -> None:
    facts = facts_of(*leaflet)
    flat = Artwork("", "en-GB", "ltr", tuple(Page("page", 210, 297, ()) for _ in range(15)))
    order, _ = job_sheet_artwork(facts, flat, Cache()).pages
    edges = [box for box in map(extent, shapes(order, "mark")) if 40 < box[1] < 120]
    sides = [box for box in edges if box[3] - box[1] > 20]
    assert len(sides) == 15
    assert all(18 <= left < right <= 192.01 for left, _, right, _ in sides)
    assert all(57 <= top < bottom <= 113.5 for _, top, _, bottom in sides)


@pytest.mark.parametrize(
    "title", ["بچوں کا جنسی استحصال", "அறிகுறிகளைக் கண்டறிய முடியுமா?", "您能识别迹象吗？"]
)
def test_what_is_ordered_is_written_in_its_own_script(title: str) -> None:
    """It stood there as code points, in a face that has Latin letters alone."""
    ordered = (title, "Urdu", "Leicester, Leicestershire and Rutland" * 3)
    marks = tuple(_ordered(ordered, Cache()))
    found = list(runs(marks))
    assert "U+" not in "".join(run.text for run in found)
    assert {letter for run in found for letter in run.text} >= set(title.replace(" ", ""))
    assert min(run.x for run in found) == pytest.approx(18)
    assert max(run.x + run.width for run in found) < 192.1
    assert min(run.size for run in found) >= 8 - 0.01
