"""ARCHITECTURE.md is one page, and its table has every room in the order of the layers."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
LONGEST = 150  # lines
LONGEST_MODULE = 400  # lines; a longer one does two things


def layers() -> list[set[str]]:
    """The rooms that import-linter holds apart, the lowest first."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    contracts = project["tool"]["importlinter"]["contracts"]
    rows = next(one["layers"] for one in contracts if one["id"] == "layers")
    return [set(row.split(" | ")) for row in reversed(rows)]


def test_it_is_one_page() -> None:
    assert len(PAGE.splitlines()) <= LONGEST


def test_every_room_is_in_its_table_in_the_order_of_imports() -> None:
    table = PAGE.partition("| room |")[2].partition("\n\n")[0]
    rooms = [
        name for line in table.splitlines() for name in re.findall(r"`(\w+)`", line.split("|")[1])
    ]
    order = {name: number for number, layer in enumerate(layers()) for name in layer}
    assert set(rooms) == set(order)
    assert [order[name] for name in rooms] == sorted(order.values())


def test_no_module_is_longer_than_it_may_be() -> None:
    modules = (ROOT / "generator").rglob("*.py")
    lengths = {path.name: len(path.read_text("utf-8").splitlines()) for path in modules}
    assert {name for name, length in lengths.items() if length > LONGEST_MODULE} == set()
