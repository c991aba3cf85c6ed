"""Find the tests of a module of the program.

    python -m tools.tests_of generator/press/cover.py

A test of the module's own name comes first. Else these are the tests that import the module; else
those that import the modules which import it, and so on, those in the module's own room first.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.util import resolve_name
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]


def module_name(path: Path) -> str:
    """The dotted name of a file, relative to the repository."""
    parts = path.with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports_of(tree: ast.Module, known: Mapping[str, Path]) -> Iterator[str]:
    """Modules of the program and of its tests that a module imports, or names in a string."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in known)
        elif isinstance(node, ast.ImportFrom) and node.module and node.module in known:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
            found = [name for name in names if name in known]
            yield from found
            if len(found) < len(names):
                yield node.module
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from {node.value} & known.keys()


@cache
def importers() -> Mapping[str, frozenset[str]]:
    """By module, the modules that import it."""
    known = known_modules()
    found: dict[str, set[str]] = {name: set() for name in known}
    for name, path in known.items():
        tree = ast.parse((ROOT / path).read_text("utf-8"))
        package = name if path.name == "__init__.py" else name.rpartition(".")[0]
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.level:
                node.module = resolve_name("." * node.level + (node.module or ""), package)
        for imported in imports_of(tree, known):
            found[imported].add(name)
    return {name: frozenset(others - {name}) for name, others in found.items()}


@cache
def known_modules() -> Mapping[str, Path]:
    """Every module of the program and of its tests, by its dotted name."""
    paths = [
        path.relative_to(ROOT)
        for folder in ("generator", "tests")
        for path in sorted((ROOT / folder).rglob("*.py"))
        if "node_modules" not in path.parts
    ]
    return {module_name(path): path for path in paths}


def is_test(name: str) -> bool:
    return name.rpartition(".")[2].startswith("test_")


def find_tests(module: str) -> list[Path]:
    """The tests nearest to a module: of its name, or by the way of the fewest imports. Tests of
    its own room go before tests that are as near."""
    known = known_modules()
    room, _, last = module.removeprefix("generator.").rpartition(".")
    top = room.partition(".")[0]
    named = [name for name in (f"tests.{room}.test_{last}", f"tests.{top}.test_{last}",
                               f"tests.test_{last}") if name in known]  # fmt: skip
    if named:
        return [known[named[0]]]
    seen, level = {module}, {module}
    elsewhere: list[Path] = []
    while level:
        level = {other for name in level for other in importers()[name]} - seen
        seen |= level
        tests = sorted(known[name] for name in level if is_test(name))
        here = [path for path in tests if path.parts[1] == top]
        if here:
            return here
        elsewhere = elsewhere or tests
        level = {name for name in level if not is_test(name)}
    return elsewhere


def main() -> None:
    for argument in sys.argv[1:]:
        name = module_name(Path(argument).resolve().relative_to(ROOT))
        for path in find_tests(name):
            print(path.as_posix())


if __name__ == "__main__":
    main()
