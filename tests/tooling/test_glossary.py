"""The glossary is true: what it names is in the code, and what many rooms share is in it."""

import ast
import pkgutil
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = ROOT / "generator"
PAGE = (ROOT / "docs/glossary.md").read_text("utf-8")
# A class that so many rooms import is known everywhere.
MANY_ROOMS = 4
LONGEST = 75  # lines: one page


def rows() -> Iterator[tuple[str, str, list[str]]]:
    """Each term, what it is, and the names of it in the code."""
    for line in PAGE.splitlines():
        if cells := re.fullmatch(r"\| ([^|`]+) \| ([^|]+) \| (`[^|]+`) \|", line):
            yield cells[1], cells[2], re.findall(r"`([^`]+)`", cells[3])


NAMES = [name for _, _, names in rows() for name in names]


def modules() -> Iterator[tuple[str, ast.Module]]:
    """Each module with the room it is in: the folder, or the file at the top."""
    for path in sorted(PROGRAM.rglob("*.py")):
        yield path.relative_to(PROGRAM).parts[0].removesuffix(".py"), ast.parse(path.read_text())


def classes_that_many_rooms_import() -> set[str]:
    owners: dict[str, set[str]] = defaultdict(set)
    importers: dict[str, set[str]] = defaultdict(set)
    for room, tree in modules():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                owners[node.name].add(room)
            elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("generator"):
                for alias in node.names:
                    importers[alias.name].add(room)
    return {name for name in owners if len(importers[name] - owners[name] - {"cli"}) >= MANY_ROOMS}


@pytest.mark.parametrize("name", sorted(set(NAMES)))
def test_what_the_glossary_names_is_in_the_code(name: str) -> None:
    assert pkgutil.resolve_name(f"generator.{name}")


def test_a_class_that_many_rooms_import_is_in_the_glossary() -> None:
    named = {name.rpartition(".")[2] for name in NAMES}
    found = classes_that_many_rooms_import()
    assert {"Problem", "Page", "Document"} <= found
    assert found - named == set()


def test_every_room_has_a_term() -> None:
    rooms = {path.parent.name for path in PROGRAM.glob("*/__init__.py")} - {"cli"}
    assert rooms - {name.partition(".")[0] for name in NAMES} == set()


def test_the_glossary_is_one_page_in_order_each_term_once() -> None:
    terms = [term for term, _, _ in rows()]
    assert terms == sorted(set(terms))
    table = [line for line in PAGE.splitlines() if line.startswith("|")]
    assert len(terms) == len(table) - 2
    assert len(PAGE.splitlines()) <= LONGEST
    assert max(map(len, PAGE.splitlines())) <= 160
