"""The program remembers in `generator.cache` alone: no module keeps results of its own."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

# Modules that look as if they remember results and do not, and what it is that they keep.
NO_MEMORY: dict[str, str] = {
    "generator/pdf/artwork_file.py": "the links of one file, while it is written",
    "generator/pdf/structure_writer.py": "the links of one file, while it is written",
    "generator/preflight/merging.py": "the problems of one list, while it is shortened",
    "generator/preflight/rules/registry.py": "the rules, once their modules are loaded",
    "generator/source/kept_rows.py": "the containers of one row, while it is written",
}
REMEMBERS = {"lru_cache", "cache"}
WEAK = {"WeakKeyDictionary", "WeakValueDictionary", "WeakSet"}
EMPTY = {"dict", "defaultdict", "OrderedDict", "set", "list", *WEAK}


def memories(source: str) -> Iterator[str]:
    """Every memory of its own that a module has, with its line."""
    tree = ast.parse(source)
    yield from _remembering_functions(tree)
    yield from _written_constants(tree)
    seen = {id(call) for call in _asked_whether_seen(tree)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _name(node.func) in WEAK:
            yield f"line {node.lineno}: a weak dictionary"
        if isinstance(node, ast.Call) and _name(node.func) == "id" and id(node) not in seen:
            yield f"line {node.lineno}: a key by id"
        if isinstance(node, ast.Global):
            yield f"line {node.lineno}: {', '.join(node.names)} of the module's is changed"
    for node in tree.body:
        made = getattr(node, "value", None)
        if isinstance(made, ast.Call) and _name(made.func) == "Cache":
            yield f"line {node.lineno}: a cache that nobody hands down"


def _asked_whether_seen(tree: ast.Module) -> Iterator[ast.AST]:
    """Where identity is asked for on one walk, and kept by nothing: `id(x) in seen`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.In | ast.NotIn):
            yield node.left
        elif isinstance(node, ast.Call) and _name(node.func) == "add":
            yield from node.args


def _remembering_functions(tree: ast.Module) -> Iterator[str]:
    """Where `functools` is asked to keep results. A function without arguments is a constant of the
    program, and one inside another forgets when that returns."""
    imported = {
        each.asname or each.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "functools"
        for each in node.names
        if each.name in REMEMBERS
    } | {f"functools.{name}" for name in REMEMBERS}
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    inner = {id(each) for outer in functions for each in ast.walk(outer) if each is not outer}
    constant = {
        id(decorator)
        for each in functions
        if id(each) in inner or not ast.unparse(each.args)
        for decorator in each.decorator_list
    }
    decorators = [decorator for each in functions for decorator in each.decorator_list]
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    for node in [*decorators, *calls]:
        called = node.func if isinstance(node, ast.Call) else node
        if id(node) not in constant and ast.unparse(called) in imported:
            yield f"line {node.lineno}: results are kept"


def _written_constants(tree: ast.Module) -> Iterator[str]:
    """A collection of the module's that a function writes to."""
    kept = {
        target.id
        for node in tree.body
        if isinstance(node, (ast.Assign, ast.AnnAssign)) and _is_collection(node.value)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name)
    }
    for function in ast.walk(tree):
        if isinstance(function, (ast.FunctionDef, ast.Lambda)):
            for node in ast.walk(function):
                if (name := _written(node)) and name in kept:
                    yield f"line {getattr(node, 'lineno', 0)}: {name} is written to"


def _is_collection(value: ast.expr | None) -> bool:
    return isinstance(value, (ast.Dict, ast.List, ast.Set, ast.DictComp)) or (
        isinstance(value, ast.Call) and _name(value.func) in EMPTY
    )


def _written(node: ast.AST) -> str:
    """The name of what a statement puts something in."""
    if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store | ast.Del):
        return _name(node.value)
    writing = {"setdefault", "update", "append", "add", "pop", "extend", "clear"}
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        return _name(node.func.value) if node.func.attr in writing else ""
    return ""


def _name(node: ast.AST) -> str:
    if isinstance(node, ast.Subscript):
        return _name(node.value)
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def modules() -> dict[str, str]:
    found = {
        path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
        for path in (ROOT / "generator").rglob("*.py")
    }
    return {name: text for name, text in found.items() if name != "generator/cache.py"}


def test_no_module_has_a_memory_of_its_own() -> None:
    found = {name: list(memories(text)) for name, text in modules().items()}
    assert {name for name, each in found.items() if each} == NO_MEMORY.keys()


@pytest.mark.parametrize(
    "source",
    [
        "from functools import lru_cache\n@lru_cache(maxsize=9)\ndef f(x): ...",
        "from functools import lru_cache\n@lru_cache\ndef f(x): ...",
        "@functools.cache\ndef f(x): ...",
        "from functools import cache\n@cache\ndef f(*, x): ...",
        "from functools import cache as once\n@once\ndef f(**x): ...",
        "from functools import cache\nclass A:\n    @cache\n    def f(self): ...",
        "from functools import lru_cache\ndef f(g): return lru_cache(maxsize=9)(g)",
        "_kept = Cache()",
        "_kept = 0\ndef f(x):\n    global _kept\n    _kept = x",
        "_kept: WeakKeyDictionary[str, int] = WeakKeyDictionary()",
        "_kept = {}\ndef f(x): _kept[x] = 1",
        "_kept: dict[str, int] = {}\ndef f(x): return _kept.setdefault(x, 1)",
        "_seen = set()\ndef f(x): _seen.add(x)",
        "def f(self, x): return self.kept[id(x)]",
    ],
)
def test_a_memory_is_found(source: str) -> None:
    assert list(memories(source))


@pytest.mark.parametrize(
    "source",
    [
        "from functools import cache\n@cache\ndef f(): ...",
        "from functools import lru_cache\n@lru_cache(maxsize=1)\ndef f(): ...",
        "from functools import cache\ndef f(x):\n    @cache\n    def g(y): ...",
        "NAMES = {}\nNAMES['a'] = 1\ndef f(x): return NAMES[x]",
        "def f(x):\n    kept = {}\n    kept[x] = 1",
        "def f(x, seen):\n    if id(x) in seen: return\n    seen.add(id(x))",
    ],
)
def test_a_constant_and_a_piece_of_work_are_no_memories(source: str) -> None:
    assert list(memories(source)) == []
