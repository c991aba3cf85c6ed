"""No module of the program imports itself by way of others."""

import ast
from collections.abc import Iterator, Mapping
from functools import cache
from graphlib import CycleError, TopologicalSorter
from importlib.util import resolve_name
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@cache
def modules(top: Path) -> dict[str, ast.Module]:
    """Every module below `top` by its dotted name, the names in its imports whole."""
    found: dict[str, ast.Module] = {}
    for path in top.rglob("*.py"):
        name = ".".join(path.relative_to(top.parent).with_suffix("").parts)
        module = found[name.removesuffix(".__init__")] = ast.parse(path.read_text("utf-8"))
        for node in ast.walk(module):
            if isinstance(node, ast.ImportFrom) and node.level:
                short = "." * node.level + (node.module or "")
                node.module = resolve_name(short, name.rpartition(".")[0])
    return found


def imported(module: ast.Module, known: Mapping[str, object]) -> Iterator[str]:
    """What a module imports of those known, also where it does so late or for types alone."""
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in known)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                name = inner if inner in known else node.module
                if name in known:
                    yield name


def cycle(top: Path) -> list[str]:
    """The modules of one cycle, each imported by the next; empty if there is none."""
    known = modules(top)
    graph = {name: {*imported(module, known)} - {name} for name, module in known.items()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def test_no_module_imports_itself_by_way_of_others() -> None:
    assert cycle(ROOT / "generator") == []


def test_a_cycle_is_found(tmp_path: Path) -> None:
    top = tmp_path / "generator"
    (top / "room").mkdir(parents=True)
    (top / "one.py").write_text("from generator.room import other\n")
    (top / "two.py").write_text("x = 1\n")
    (top / "room" / "other.py").write_text("import generator.two\n")
    assert cycle(top) == []
    for late in ("from generator.one import y", "from .one import y", "from . import one"):
        modules.cache_clear()
        (top / "two.py").write_text(f"def f():\n    if True:\n        {late}\n")
        assert set(cycle(top)) == {"generator.one", "generator.room.other", "generator.two"}


def test_imports_are_read_as_python_reads_them() -> None:
    found = modules(ROOT / "generator")
    names = set(imported(found["generator.preflight.rules.boxes"], found))
    assert "generator.preflight.page_tree" in names
    assert "generator.preflight.rules.registry" in names
