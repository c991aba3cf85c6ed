"""The parts of a drawing that a piece's key is made of, and the blocks that a layout sets."""

from pathlib import Path

from generator.cache import Cache
from generator.jobs.matching import LayoutBlocksInputs
from generator.jobs.project import Project
from generator.jobs.used_parts import DesignPartsInputs
from tests.declared_inputs import assert_fields_count
from tests.sample_projects import change


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
