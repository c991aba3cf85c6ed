"""Editions as rows, with what their printers ask for."""

from pathlib import Path

import pytest

from generator.design.project_design import Design
from generator.problems import Refused
from generator.source.shelf import Shelf
from tests.sample_projects import change


def library(project: Path) -> Design:
    return Design(Shelf.at(project))


def test_printers_name_their_press_condition(project: Path) -> None:
    change(project / "layouts/press/printers.yaml", "fogra39-coated", "fogra39-coatd")
    with pytest.raises(Refused) as refused:
        library(project).editions()
    problem = refused.value.problems[0]
    assert problem.rule == "unknown-condition"
    assert problem.hint == 'did you mean "fogra39-coated"?'
    assert problem.span is not None
    assert problem.span.path == "layouts/press/printers.yaml"


def test_marks_without_a_bleed_are_an_error(project: Path) -> None:
    change(project / "layouts/editions.yaml", "printer: trade", "printer: trade\n    bleed: false")
    with pytest.raises(Refused, match="marks stand outside the bleed") as refused:
        library(project).editions()
    span = refused.value.problems[0].span
    assert span is not None
    assert (span.path, span.key) == ("layouts/editions.yaml", "editions.press")


def test_an_edition_takes_from_its_printer_what_it_does_not_say(project: Path) -> None:
    (project / "layouts/press/printers.yaml").write_text(
        "printers:\n  ours: {title: Ours, bleed: 5, marks: [crop], pages: panels, ink_limit: 240,\n"
        "         condition: fogra39-coated}\n"
    )
    change(project / "layouts/editions.yaml", "printer: trade", "printer: ours\n    bleed: 4")
    edition = library(project).editions()["press"]
    assert edition.own_bleed == 4
    assert (edition.marks, edition.pages, edition.ink_limit) == (("crop",), "panels", 240)
    assert edition.condition == "fogra39-coated"


def test_an_edition_names_a_printer_there_is(project: Path) -> None:
    change(project / "layouts/editions.yaml", "printer: trade", "printer: traed")
    with pytest.raises(Refused) as refused:
        library(project).editions()
    (problem,) = refused.value.problems
    assert (problem.rule, problem.hint) == ("unknown-printer", 'did you mean "trade"?')
    assert problem.span is not None
    assert problem.span.key == "editions.press.printer"


def test_a_project_needs_no_printers(project: Path) -> None:
    (project / "layouts/press/printers.yaml").unlink()
    change(project / "layouts/editions.yaml", "printer: trade", "bleed: true")
    found = library(project)
    assert found.printers() == {}
    assert found.editions()["press"].bleed is True
    assert found.check() == []


def test_what_a_printer_asks_for_is_part_of_what_a_piece_is_made_from(project: Path) -> None:
    found = library(project)
    for edition, takes in (("press", True), ("office", False), ("press", True)):
        with found.shelf.recording() as recorder:
            found.edition(edition)
        assert ("layouts/press/printers.yaml" in recorder.files) is takes
