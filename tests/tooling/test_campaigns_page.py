"""What docs/campaigns.md says of a campaign's words holds."""

import re
from pathlib import Path
from typing import get_args, get_type_hints

import yaml

from generator.content.campaign_rows import AnyBlock, Campaign
from generator.design.items import AnyItem
from tests.sample_projects import ROOT, cease

PAGE = (ROOT / "docs/campaigns.md").read_text("utf-8")
EXAMPLE = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)[0]


def kinds_of(union: object) -> set[str]:
    rows = get_args(get_args(union)[0])
    return {get_args(get_type_hints(row)["kind"])[0] for row in rows}


def rows_below(heading: str) -> list[list[str]]:
    """The cells of the table below a heading, without its head."""
    table = PAGE.partition(f"## {heading}\n")[2].partition("\n\n## ")[0]
    lines = [line.strip("|").split(" | ") for line in table.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line] for line in lines[2:]]


def test_every_kind_of_block_has_its_row_and_its_example() -> None:
    kinds = {row[0].strip("`") for row in rows_below("Kinds of blocks")}
    written = yaml.safe_load(EXAMPLE)["blocks"].values()
    assert kinds == kinds_of(AnyBlock) == {block["kind"] for block in written}


def test_items_that_set_a_block_are_items() -> None:
    items = {
        name for row in rows_below("Kinds of blocks") for name in re.findall(r"`(\w+)`", row[2])
    }
    assert items <= kinds_of(AnyItem)


def test_every_key_of_a_campaign_is_said() -> None:
    said = {
        key for row in rows_below("Beside its blocks") for key in re.findall(r"`(\w+)`", row[0])
    }
    assert said | {"blocks", "publisher"} == {*Campaign.row_fields}


def test_the_commands_and_the_example_make_a_campaign(tmp_path: Path) -> None:
    """In this order, as somebody types them who has nothing yet."""
    folder = tmp_path / "roads"
    assert cease("init", folder, "--empty", "road-safety").status == 0
    (folder / "content/road-safety/en-GB.yaml").write_text(EXAMPLE, "utf-8")
    (folder / "content/areas/example.yaml").unlink()
    for command in re.findall(
        r"^    cease (new (?:area|theme|layout) .*?)(?: {2,}#.*)?$", PAGE, re.MULTILINE
    ):
        done = cease(*command.split(), "--project", folder)
        assert done.status == 0, (command, done.err)
    area = (folder / "content/areas/moor.yaml").read_text("utf-8")
    assert "links:\n  report: www.example.org/report\n" in area
    done = cease("validate", "--project", folder)
    assert done.status == 0, done.err
    done = cease("build", "--edition", "office", "--project", folder)
    assert done.status == 0, done.err
