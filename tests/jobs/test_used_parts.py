"""The parts of a drawing that a piece's key is made of, and the blocks that a layout sets."""

from pathlib import Path

import pytest

from generator.cache import Cache
from generator.jobs.matching import LayoutBlocksInputs
from generator.jobs.project import Project
from generator.jobs.used_parts import DesignPartsInputs, UsedParts, used_parts
from generator.reports.piece_names import PieceName
from tests.declared_inputs import assert_fields_count
from tests.sample_projects import cease, change, into_welsh
from tests.typeset import shipped

EASY = "Online grooming is when an adult goes online"


def test_each_part_is_told(project: Path) -> None:
    roots = (str(project), "/nowhere")
    drawing, _ = Project.open(project).design.drawing("card")
    change(project / "layouts/card.yaml", "above: 5}", "above: 6}")
    other, _ = Project.open(project).design.drawing("card")
    assert_fields_count(
        DesignPartsInputs(drawing, "a6", roots),
        drawing=other,
        format="a5",
        roots=(str(Path(next(iter(drawing.weights.values())).path).parent), "/nowhere"),
    )


def test_a_layout_sets_the_blocks_that_it_names(project: Path) -> None:
    path = project / "layouts/card.yaml"
    card = Project.open(project).design.layout("card")
    block = next(iter(LayoutBlocksInputs(card).make(Cache())))
    change(path, block, "another")
    other = Project.open(project).design.layout("card")
    assert_fields_count(LayoutBlocksInputs(card), layout=other)
    assert LayoutBlocksInputs(other).make(Cache()) != LayoutBlocksInputs(card).make(Cache())


@pytest.mark.parametrize(
    ("layout", "format_name", "edition", "is_told"),
    [
        ("easy-read-a4", "a4-read", "screen", True),
        ("leaflet-dl-6pp", "a4-roll-fold-dl", "large-print", False),
    ],
)
def test_easy_words_are_told_of_pieces_in_easy_words(
    tmp_path: Path, layout: str, format_name: str, edition: str, *, is_told: bool
) -> None:
    shipped.changed(tmp_path)

    def parts() -> UsedParts:
        names = shipped.CAMPAIGN, shipped.AREA, "en-GB", layout, format_name, edition
        return used_parts(Project.open(tmp_path), PieceName.of(*names))

    before = parts()
    change(tmp_path / shipped.WORDS, EASY, EASY.replace("an adult", "a grown-up"))
    assert (parts().key != before.key) == is_told


@pytest.mark.parametrize("form", ["html", "text"])
@pytest.mark.parametrize("reviewed", [True, False])
def test_what_says_that_it_is_a_draft_is_made_again_when_it_is_none(
    project: Path, tmp_path: Path, form: str, *, reviewed: bool
) -> None:
    """A review changes no word, and a page without a printer's marks is called the same."""
    with open(project / "layouts/editions.yaml", "a") as editions:
        editions.write(f"  plain: {{title: Without pages, form: {form}}}\n")

    def built(out: str, *, reviewed: bool) -> bytes:
        into_welsh(project, reviewed=reviewed)
        made = ("build", "--language", "cy", "--edition", "plain", "--project", project)
        assert cease(*made, "--out", tmp_path / out).status == 0
        (page,) = (tmp_path / out).rglob("card*--*")
        return page.read_bytes()

    before = built("out", reviewed=not reviewed)
    after = built("out", reviewed=reviewed)
    assert (b"Draft translation" in after) != reviewed
    assert before != after == built("anew", reviewed=reviewed)


@pytest.mark.parametrize(
    ("layout", "format_name", "edition", "is_told"),
    [
        ("leaflet-dl-6pp", "a4-roll-fold-dl", "office", True),
        ("leaflet-dl-6pp", "a4-roll-fold-dl", "html", True),
        ("leaflet-dl-6pp", "a4-roll-fold-dl", "text", False),
        ("social/square", "social-square", "social", False),
    ],
)
def test_a_title_and_a_date_are_told_of_files_with_metadata(
    tmp_path: Path, layout: str, format_name: str, edition: str, *, is_told: bool
) -> None:
    """A text and a picture have none, and are the same bytes after either is changed."""
    shipped.changed(tmp_path)
    name = PieceName.of(shipped.CAMPAIGN, shipped.AREA, "en-GB", layout, format_name, edition)

    def made() -> tuple[str, bytes]:
        opened = Project.open(tmp_path)
        return used_parts(opened, name).key, opened.make_named(name).data

    before = made()
    change(tmp_path / shipped.WORDS, '\ntitle: "', '\ntitle: "Another ')
    change(tmp_path / shipped.WORDS, "\ndate: 2026", "\ndate: 2025")
    after = made()
    assert [one != other for one, other in zip(before, after, strict=True)] == [is_told, is_told]
