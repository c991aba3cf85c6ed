"""The letter to a print shop says what the job sheet's facts say, and nothing else."""

import json
import re
from pathlib import Path

import pytest
from msgspec import convert
from msgspec.structs import replace

from generator.cache import Cache
from generator.jobs.choosing import Choice
from generator.jobs.planning import plan
from generator.jobs.project import Project
from generator.jobs.run import run
from generator.problems import Refused
from generator.reports.job_sheet_facts import JobSheetFacts
from generator.reports.printer_letter import (
    MOST,
    LetterLinesInputs,
    LetterWords,
    printer_letter,
)
from tests.declared_inputs import assert_fields_count
from tests.sample_projects import ROOT

SAID = LetterWords(
    "500", "Jo Smith", "0116 496 0123, jo@example.org", "Town Hall, Ashdale", "12 March"
)

SHEET = "leaflet-dl-6pp--press--job-sheet.pdf"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[JobSheetFacts, str]:
    """The facts of the shipped leaflet in Welsh, and the letter that was made with it."""
    out = tmp_path_factory.mktemp("letter")
    project = Project.open(ROOT)
    choice = Choice(("leaflet-dl-6pp",), editions=("press",), languages=("cy",))
    (outcome,) = run(project, plan(project, choice).jobs, out)
    assert outcome.row
    (_, data, letter) = (out / each.path for each in outcome.row.extra)
    assert Path(letter).name == "leaflet-dl-6pp--press-DRAFT--letter.txt"
    facts = convert(json.loads(data.read_bytes()), JobSheetFacts)
    return facts, letter.read_text()


def test_every_figure_in_it_is_a_fact(made: tuple[JobSheetFacts, str]) -> None:
    facts, letter = made
    known = set(re.findall(r"\d+", str(facts)))
    counts = {str(len(facts.pages)), str(len(facts.ink.plates))}
    assert {*re.findall(r"\d+", letter.replace(",", ""))} <= known | counts


def test_it_lists_the_numbers_and_the_codes_that_are_printed(
    made: tuple[JobSheetFacts, str],
) -> None:
    facts, letter = made
    assert facts.numbers == ("0116 252 7000", "0116 305 0005", "01572 758 407", "101")
    for number in facts.numbers:
        assert f"\n    {number}\n" in letter
    assert [code.target for code in facts.codes] == re.findall(r"opens (\S+)", letter)


def test_a_draft_is_not_to_be_printed(made: tuple[JobSheetFacts, str]) -> None:
    facts, letter = made
    assert "DO NOT PRINT" in letter
    assert "Please print the file" not in letter
    final = printer_letter(replace(facts, draft=False), SHEET)
    assert "DO NOT PRINT" not in final
    assert "Please print the file" in final
    assert "DO NOT PRINT" in printer_letter(replace(facts, draft=False, test=True), SHEET)


def test_what_the_lines_of_a_paragraph_depend_on() -> None:
    base = LetterLinesInputs("A paragraph", False)
    assert_fields_count(base, words="Another", indented=True)


def test_a_letter_is_the_same_whatever_was_written_before(made: tuple[JobSheetFacts, str]) -> None:
    facts, cache = made[0], Cache()
    for each in (facts, replace(facts, area_title="Ashdale", draft=False), facts):
        assert printer_letter(each, SHEET, cache=cache) == printer_letter(each, SHEET)


def test_no_line_is_longer_than_an_e_mail_takes(made: tuple[JobSheetFacts, str]) -> None:
    assert max(map(len, made[1].splitlines())) <= 78


def test_a_flat_sheet_is_cut_and_not_folded(made: tuple[JobSheetFacts, str]) -> None:
    facts, _ = made
    flat = replace(facts, sheet=replace(facts.sheet, fold="none", turn=""), numbers=(), codes=())
    letter = printer_letter(flat, SHEET)
    assert "Nothing is folded." in letter
    assert "One side." in letter
    assert "Telephone" not in letter
    assert "QR codes" not in letter


def test_what_the_sender_says_takes_the_place_of_brackets(
    made: tuple[JobSheetFacts, str],
) -> None:
    facts, letter = made
    assert printer_letter(facts, sheet_of(facts)) == letter  # the facts are all that it has
    brackets = re.findall(r"\[[^]]+\]", letter.replace("\n    ", " "))
    assert brackets == [
        "[brackets]",
        "[how many]",
        "[your name, telephone number and e-mail address]",
        "[where]",
        "[date]",
        "[your name]",
    ]
    said = printer_letter(facts, sheet_of(facts), SAID)
    assert "[" not in said
    assert "How many: 500, from a file of" in said
    assert "  Jo Smith, 0116 496 0123, jo@example.org\n" in said
    assert "  Deliver to: Town Hall, Ashdale\n  By: 12 March\n" in said
    assert said.endswith("\nThank you\nJo Smith\n")
    unknown = replace(facts, paper="", stock="")
    assert "stands below in [brackets]" in printer_letter(unknown, SHEET, SAID).replace("\n", " ")


@pytest.mark.parametrize(
    ("words", "bracket"),
    [
        (replace(SAID, copies=""), "[how many]"),
        (replace(SAID, name=""), "[your name], 0116 496 0123"),
        (replace(SAID, contact=""), "Jo Smith, [your telephone number and e-mail address]"),
        (replace(SAID, deliver_to=""), "Deliver to: [where]"),
        (replace(SAID, needed_by=""), "By: [date]"),
    ],
)
def test_what_the_sender_does_not_say_stays_in_brackets(
    made: tuple[JobSheetFacts, str], words: LetterWords, bracket: str
) -> None:
    letter = printer_letter(made[0], SHEET, words)
    assert bracket in letter
    assert "stands below in [brackets]" in letter.replace("\n", " ")


@pytest.mark.parametrize("part", LetterWords.__struct_fields__)
def test_words_are_one_line_of_printable_characters(part: str) -> None:
    assert LetterWords(**{part: " Jo\n  Smith "}).checked() == LetterWords(**{part: "Jo Smith"})
    for words in ("a\u202eb", "\x07", "x" * (MOST + 1)):
        with pytest.raises(Refused) as refused:
            LetterWords(**{part: words}).checked()
        assert [each.span and each.span.key for each in refused.value.problems] == [part]


def sheet_of(facts: JobSheetFacts) -> str:
    return f"{facts.file.name.removesuffix('.pdf')}--job-sheet.pdf"
