"""Proofs and approvals: what is shown and recorded, what has changed since, and what stands."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from generator.cache import Cache
from generator.content.approval_rows import Approvals
from generator.jobs import verapdf
from generator.jobs.approvals import approve, changes_since, since_approval
from generator.jobs.project import Project
from generator.jobs.proof import make_proof
from generator.jobs.proof_parts import ProofParts, proof_parts
from generator.page import Group, Shape
from generator.problems import Refused, WrongChoice
from generator.reports.page_ink import inked, texts
from generator.reports.page_parts import changed_boxes, page_looks
from generator.reports.placed_pages import At
from generator.reports.proof_pages import BAND, MARGIN, proof_pages
from generator.reports.proof_sheets import proof_sheets
from generator.reports.watermark import LINE, watermark
from generator.reports.word_changes import word_changes
from generator.typeset.safety import runs
from tests.jobs.proofs import (
    APPROVALS,
    AREA,
    LAYOUT,
    PIECE,
    THEME,
    WORDS,
    ApprovedPiece,
    with_everything,
)
from tests.outside_programs import needs_verapdf
from tests.reading_order import by_pdfium
from tests.sample_projects import cease, change


@pytest.fixture
def folder(project: Path) -> Path:
    return with_everything(project)


@pytest.fixture
def approved(folder: Path) -> ApprovedPiece:
    return ApprovedPiece(folder)


def parts_of(folder: Path) -> ProofParts:
    return proof_parts(Project.open(folder, Cache()), PIECE)


# what is recorded


def test_every_value_is_listed_with_what_it_rings_or_opens(folder: Path) -> None:
    found = [(each.value.kind, each.value.shown, each.value.leads[:40])
             for each in parts_of(folder).values]  # fmt: skip
    assert ("number", "01632 960011", "tel:+441632960011") in found
    assert ("number", "01632 960001", "tel:+441632960001") in found
    assert ("address", "www.example.org/garden", "https://www.example.org/garden") in found
    assert ("code", "www.example.org/garden", "https://www.example.org/garden") in found
    assert ("name", "Ashdale", "") in found
    assert [each[:2] for each in found if each[0] == "logo"] == [("logo", "The Mill Trust")]


def test_words_are_kept_as_they_are_read(folder: Path) -> None:
    words = [each.text for each in parts_of(folder).words]
    assert words[:2] == [
        "Gardens of Ashdale",
        "Everybody in the street may come along, with a spade or without one.",
    ]
    assert words.index("The Mill") + 1 == words.index("01632 960011")


def test_an_approval_says_who_when_and_what_in_a_file_that_reads_back(
    approved: ApprovedPiece,
) -> None:
    row, problems = approved.project.content.approvals("ashdale")
    assert isinstance(row, Approvals)
    assert not problems
    (approval,) = row.approvals
    assert (approval.by, approval.day) == ("A. Reader", "2026-06-30")
    assert "Gardens of Ashdale" in approval.words
    assert approval.at("by").line > 4  # type: ignore[union-attr]


def test_approving_again_changes_one_piece_and_no_other_byte(approved: ApprovedPiece) -> None:
    file = approved.folder / APPROVALS
    other = PIECE.__class__.of("garden", "ashdale", "en-GB", "card", "a6", "office")
    approve(approved.project, [other], "B. Reader")
    text = file.read_text().replace("approvals:", "# Kept by the office.\napprovals:", 1)
    file.write_text(text)
    approved.project.forget([APPROVALS])
    approve(approved.project, [PIECE], "C. Reader")
    assert file.read_text() == text.replace("by: A. Reader", "by: C. Reader")


def test_a_proof_that_is_no_longer_right_is_not_approved(approved: ApprovedPiece) -> None:
    code = proof_parts(approved.project, PIECE).code
    change(approved.folder / AREA, "01632 960011", "01632 960099")
    approved.project.forget([AREA])
    before = (approved.folder / APPROVALS).read_bytes()
    with pytest.raises(Refused, match="has changed since the proof"):
        approve(approved.project, [PIECE], "A. Reader", code)
    assert (approved.folder / APPROVALS).read_bytes() == before


@pytest.mark.parametrize("by", ["", "   ", "x" * 101])
def test_somebody_must_approve_it(folder: Path, by: str) -> None:
    with pytest.raises(WrongChoice):
        approve(Project.open(folder, Cache()), [PIECE], by)
    assert not (folder / APPROVALS).exists()


def test_a_piece_with_an_error_is_not_approved(folder: Path) -> None:
    change(folder / WORDS, "Come and dig", "Come and " + 90 * "dig")
    with pytest.raises(Refused):
        approve(Project.open(folder, Cache()), [PIECE], "A. Reader")
    assert not (folder / APPROVALS).exists()


# what stands


def test_it_stands_after_a_comment_another_area_and_other_words_on_no_page(
    approved: ApprovedPiece,
) -> None:
    for path in (AREA, WORDS, LAYOUT, THEME):
        file = approved.folder / path
        file.write_text(f"# A remark.\n{file.read_text()}")
    text = (approved.folder / AREA).read_text()
    (approved.folder / "content/areas/moor.yaml").write_text(text.replace("960011", "960077"))
    change(approved.folder / WORDS, "date: 2026-03-31", "date: 2026-04-01")
    change(approved.folder / LAYOUT, "title: Card", "title: A card")
    found = approved.since(AREA, WORDS, LAYOUT, THEME, "content/areas/moor.yaml")
    assert found.stands, found
    assert since_approval(approved.project, PIECE) == ()


def test_it_stands_in_a_process_that_keeps_results_from_another(approved: ApprovedPiece) -> None:
    fresh = Project.open(approved.folder, Cache())
    found = changes_since(fresh, proof_parts(fresh, PIECE))
    assert found is not None
    assert found.stands


def test_a_build_says_in_words_what_has_changed(approved: ApprovedPiece) -> None:
    change(approved.folder / AREA, "01632 960011", "01632 960099")
    approved.project.forget([AREA])
    (problem,) = since_approval(approved.project, PIECE)
    assert problem.rule == "since-approval"
    assert not problem.is_error
    assert "A. Reader approved it on 2026-06-30" in problem.message
    assert problem.details[0] == "was: number: 01632 960011; is: number: 01632 960099"
    assert problem.span is not None
    assert problem.span.path == APPROVALS


def test_a_record_that_was_changed_by_hand_is_an_error(approved: ApprovedPiece) -> None:
    change(approved.folder / APPROVALS, "shown: 01632 960011", "shown: 01632 960099")
    found = Project.open(approved.folder, Cache()).validate()
    assert [each.rule for each in found if each.is_error] == ["approval"]


def test_approvals_of_an_area_that_is_gone_are_reported(approved: ApprovedPiece) -> None:
    file = approved.folder / APPROVALS
    file.rename(file.with_name("elsewhere.yaml"))
    found = Project.open(approved.folder, Cache()).validate()
    assert [each.rule for each in found if "elsewhere" in each.message] == ["unknown-area"]


# comparing


@pytest.mark.parametrize(
    ("before", "after", "kinds"),
    [
        (["a", "b"], ["a", "b"], []),
        (["a"], ["a", "b"], ["new"]),
        (["a", "b"], ["a"], ["gone"]),
        (["one", "two", "three"], ["three", "one", "two"], ["moved"]),
        (["ring 0116 496 0123"], ["ring 0116 496 0124"], ["changed"]),
        (["07700 900123"], ["0116 496 0124"], ["changed"]),
    ],
)
def test_words_are_compared(before: list[str], after: list[str], kinds: list[str]) -> None:
    assert [each.kind for each in word_changes(before, after)] == kinds


def test_a_text_that_moved_has_no_word_that_differs() -> None:
    (found,) = word_changes(["one", "two", "three"], ["three", "one", "two"])
    assert not any(part.differs for part in (*found.before, *found.after))


def test_only_the_words_that_differ_are_marked() -> None:
    (found,) = word_changes(["Ring 0116 496 0123 now"], ["Ring 0116 496 0999 now"])
    assert [part.text for part in found.before if part.differs] == ["0123"]
    assert [part.text for part in found.after if part.differs] == ["0999"]
    assert (found.was, found.now) == ("Ring 0116 496 0123 now", "Ring 0116 496 0999 now")


def test_a_changed_part_of_a_page_is_found_where_it_is() -> None:
    before, after = ["aaaabbbb", "ccccdddd"], ["aaaabbbb", "ccccxxxx"]
    ((left, top, right, bottom),) = changed_boxes(before, after, (20.0, 20.0))
    assert (round(left, 1), round(top, 1), right, bottom) == (10.2, 10.2, 20.0, 20.0)
    assert changed_boxes(["aaaa"], ["aaaabbbb"], (20.0, 20.0)) == [(0.0, 0.0, 20.0, 20.0)]


def test_looks_that_are_kept_on_disk_are_those_of_the_page(folder: Path) -> None:
    pages = parts_of(folder).artwork.pages
    assert page_looks(pages, cache=Cache()) == page_looks(pages, cache=Cache(0))


# the file


def test_the_watermark_touches_no_word(folder: Path) -> None:
    for page in parts_of(folder).artwork.pages:
        _, line = watermark(page, texts(page), At(0, 0))
        boxes = [each.box for each in inked(page)]
        reach = LINE / 2
        for _, x, y in line.path:  # type: ignore[misc]
            assert 0 <= x <= page.width
            assert not any(
                left - reach < x < right + reach and top - reach < y < bottom + reach
                for left, top, right, bottom in boxes
            )


def test_boxes_and_their_numbers_hide_no_word(approved: ApprovedPiece) -> None:
    change(approved.folder / AREA, "01632 960011", "01632 960099")
    change(approved.folder / WORDS, "gloves, water", "gloves, tea")
    change(approved.folder / LAYOUT, "size: 24, caption", "size: 22, caption")
    approved.project.forget([AREA, WORDS, LAYOUT])
    made = make_proof(approved.project, PIECE)
    assert len(made.facts.changes) == 2
    assert made.facts.looks
    pages = made.parts.artwork.pages
    for page, sheet in zip(pages, proof_pages(made.facts, pages, Cache()), strict=True):
        (boxes,) = [m for m in sheet.marks if isinstance(m, Group) and m.name == "changes"]
        shapes = [mark for mark in boxes.marks if isinstance(mark, Shape)]
        assert len(shapes) > 4
        for _, x, y in (segment for shape in shapes for segment in shape.path if segment[1:]):  # type: ignore[misc]
            assert not any(
                left < x - MARGIN < right and top < y - MARGIN - BAND < bottom
                for _, (left, top, right, bottom) in inked(page)
            )


def test_a_long_list_goes_on_on_further_sheets(approved: ApprovedPiece) -> None:
    change(approved.folder / AREA, "01632 960011", "01632 960099")
    approved.project.forget([AREA])
    facts = make_proof(approved.project, PIECE).facts
    (one,) = facts.changes
    marks = [str(number) for number in range(1, 90)]
    many = replace(facts, changes=tuple(replace(one, mark=mark) for mark in marks))
    sheets = list(proof_sheets(many, Cache()))
    assert len(sheets) > 2
    said = [run.text for sheet in sheets for run in runs(sheet.marks)]
    assert [text for text in said if text in marks] == marks
    assert said.count("Continued on the next sheet") == len(sheets) - 1
    assert sum("Signature" in text for text in said) == 1


def test_a_proof_is_no_press_file_and_says_so(approved: ApprovedPiece) -> None:
    change(approved.folder / AREA, "01632 960011", "01632 960099")
    approved.project.forget([AREA])
    made = make_proof(approved.project, PIECE)
    assert made.file == "garden/ashdale/en-GB/card-a5--proof.pdf"
    assert b"PDF/X" not in made.data
    assert b"OutputIntent" not in made.data
    assert made.facts.compared == "What has changed since A. Reader approved it on 30 June 2026"
    (listed,) = made.facts.changes
    assert listed.what == "Number changed, on the front"
    ((page, box),) = listed.boxes
    assert page == 0
    assert box[2] > box[0]


def test_the_same_project_gives_the_same_proof(folder: Path) -> None:
    one, other = (make_proof(Project.open(folder, Cache()), PIECE).data for _ in range(2))
    assert one == other


# read aloud


def test_a_proof_is_read_aloud_in_order(approved: ApprovedPiece) -> None:
    change(approved.folder / AREA, "01632 960011", "01632 960444")
    change(approved.folder / WORDS, "may come along", "may join us")
    made = make_proof(Project.open(approved.folder, Cache()), PIECE)
    read = by_pdfium(made.data)
    said = [(each.role, " ".join(each.words.split())) for each in read]
    heads = [words for role, words in said if role.startswith("H")]
    assert heads[0] == f"Proof {made.facts.code}"
    assert heads[1] == "Ring, open, scan and read each of these"
    pages = [words for role, words in said if role == "H1" and words.startswith("PROOF Not for")]
    assert len(pages) == len(made.parts.artwork.pages)
    number = next(words for role, words in said if role == "P" and "960444 Ring it" in words)
    assert number.startswith("01632 960444 Ring it")
    after = [words for _, words in said]
    was = after.index("Was 01632 960011")
    assert after[was + 1] == "Is 01632 960444"
    assert after[was - 1].startswith("1 Number changed")
    first = next(place for place, words in enumerate(after) if words in pages)
    whole = " ".join(after[first:])
    assert "may join us" in whole
    assert "01632 960444" in whole
    assert all(words for role, words in said if role in ("P", "H1", "H2", "LBody"))


@pytest.mark.slow
def test_verapdf_finds_nothing_wrong_with_proofs(tmp_path: Path) -> None:
    needs_verapdf()
    languages = ("--language", "en-GB,ur,zh-Hans")
    done = cease("proof", "leaflet-dl-6pp", "flyer-a5", *languages, "--out", tmp_path)
    assert done.status == 0, done.err
    files = sorted(tmp_path.rglob("*.pdf"))
    assert len(files) == 6
    found = verapdf.check(files, ["ua1"], seconds=300)
    assert [(path, faults) for path, faults in found.items() if faults] == []
