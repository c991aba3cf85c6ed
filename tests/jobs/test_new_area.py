"""What an area's file begins with."""

from pathlib import Path

from generator.jobs.new_area import area_names, example_values
from generator.jobs.project import Project
from tests.sample_projects import cease, change

GARDEN = "content/garden/en-GB.yaml"
AREA = "content/areas/ashdale.yaml"


def test_an_address_is_a_link_before_any_area_has_one(project: Path) -> None:
    """As in a project that has just begun."""
    change(project / AREA, "links: {more: www.example.org/garden}", "links: {}")
    found = area_names(Project.open(project))
    assert (found.links, found.names) == (("more",), ("town",))
    values = example_values(Project.open(project), "Moor")
    assert values["links"] == {"more": "www.example.org/more"}


def test_a_table_takes_it_for_a_link_too(project: Path, tmp_path: Path) -> None:
    (project / AREA).unlink()
    change(project / GARDEN, "Ring {office} first.", "Come early.")
    table = tmp_path / "areas.csv"
    table.write_text("area,title,town,more\nmoor,Moor,Moor,www.example.org/moor\n", "utf-8")
    done = cease("areas", "import", table, "--project", project)
    assert done.status == 0, done.err
    text = (project / "content/areas/moor.yaml").read_text("utf-8")
    assert "links:\n  more: www.example.org/moor\n" in text
