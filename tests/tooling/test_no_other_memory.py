"""The program remembers in `generator.cache` alone: no module keeps results of its own."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

# Modules that still remember in a way of their own. This list only shrinks.
REMAINING: frozenset[str] = frozenset(
    """
    generator/typeset/code_boxes.py
    """.split()
)
# Modules with a dictionary of things by identity, or filled as modules are loaded, and why it is no
# memory of results: what it holds lives as long as it does.
NO_MEMORY: frozenset[str] = frozenset(
    """
    generator/preflight/rules/registry.py
    generator/preflight/merging.py
    generator/pdf/artwork_file.py
    generator/pdf/structure_writer.py
    """.split()
)
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


def _asked_whether_seen(tree: ast.Module) -> Iterator[ast.AST]:
    """Where identity is asked for on one walk, and kept by nothing: `id(x) in seen`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.In | ast.NotIn):
            yield node.left
        elif isinstance(node, ast.Call) and _name(node.func) == "add":
            yield from node.args


def _remembering_functions(tree: ast.Module) -> Iterator[str]:
    """A function whose results are kept. One without arguments is a constant of the program, and
    one inside another forgets when that returns."""
    decorators = set[int]()
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            inside = [each for each in ast.walk(node) if isinstance(each, ast.FunctionDef)]
            decorators |= {id(one) for each in inside[1:] for one in each.decorator_list}
            arguments = node.args
            taken = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
            for decorator in node.decorator_list:
                called = decorator.func if isinstance(decorator, ast.Call) else decorator
                if _name(called) in REMEMBERS and not (taken or arguments.vararg):
                    decorators |= {id(called), id(decorator)}
    for node in ast.walk(tree):
        kept = isinstance(node, (ast.Name, ast.Attribute)) and id(node) not in decorators
        if kept and _name(node) == "lru_cache":
            yield f"line {node.lineno}: lru_cache"
        if isinstance(node, ast.FunctionDef):
            for decorator in node.decorator_list:
                if _name(decorator) == "cache" and id(decorator) not in decorators:
                    yield f"line {node.lineno}: {node.name} keeps its results"


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
    allowed = REMAINING | NO_MEMORY
    assert {name: each for name, each in found.items() if each and name not in allowed} == {}


def test_what_remains_is_named_rightly() -> None:
    known = modules()
    assert [name for name in REMAINING | NO_MEMORY if not list(memories(known.get(name, "")))] == []


@pytest.mark.parametrize(
    "source",
    [
        "@lru_cache(maxsize=9)\ndef f(x): ...",
        "@lru_cache\ndef f(x): ...",
        "@functools.cache\ndef f(x): ...",
        "@cache\ndef f(*, x): ...",
        "def f(g): return lru_cache(maxsize=9)(g)",
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
        "@cache\ndef f(): ...",
        "@lru_cache(maxsize=1)\ndef f(): ...",
        "NAMES = {}\nNAMES['a'] = 1\ndef f(x): return NAMES[x]",
        "def f(x):\n    kept = {}\n    kept[x] = 1",
        "def f(x, seen):\n    if id(x) in seen: return\n    seen.add(id(x))",
    ],
)
def test_a_constant_and_a_piece_of_work_are_no_memories(source: str) -> None:
    assert list(memories(source)) == []
