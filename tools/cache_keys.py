"""Takes each part out of each key of the cache in turn, and prints those that no test misses.

    python -m tools.cache_keys [--list] [ROOM or KEY ...]

A key is an `Inputs` class. Its parts are the fields that are compared and the guards: conditions
that decide whether the cache is asked, and those on a line that ends in `# guard`. A field is left
out of the comparison, a guard is turned round. Then the tests are run that name the key or the
guard's function. If all pass, the part survives: a test is missing, or another field says the same
and this one is `field(compare=False)`. The exit status is 1 if any part survives.

Each part is tried in a process of its own, forked from one that has loaded the tests, so most take
less than a second.
"""

import argparse
import ast
import gc
import os
import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from io import StringIO
from operator import attrgetter
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any, Final

import pytest

from tools.tests_of import find_tests, module_name

ROOT: Final = Path(__file__).resolve().parents[1]
GUARD: Final = "# guard"
LEAVING: Final = (ast.Return, ast.Raise, ast.Continue)


@dataclass(frozen=True)
class Part:
    """A part of a key in a module of the program, and the words that tests name it by."""

    path: Path
    name: str
    words: frozenset[str]
    take_out: Callable[[], None]
    is_guard: bool = False

    @property
    def room(self) -> str:
        return room_of(self.path)

    def is_wanted(self, wanted: Sequence[str]) -> bool:
        return not wanted or bool({self.room, re.split("[.:]", self.name)[0]} & set(wanted))


def room_of(path: Path) -> str:
    return path.relative_to(ROOT / "generator").parts[0].removesuffix(".py")


def modules() -> list[Path]:
    names = ("cache.py", "__main__.py")
    found = sorted((ROOT / "generator").rglob("*.py"))
    return [path for path in found if path.name not in names]


def parts(path: Path) -> Iterator[Part]:
    """Every part of every key in a module, and its guards."""
    text = path.read_text(encoding="utf-8")
    if "Inputs" not in text and GUARD not in text:
        return
    module = import_module(module_name(path.relative_to(ROOT)))
    tree = ast.parse(text)
    for node in tree.body:
        if isinstance(node, ast.ClassDef) and node.name.endswith("Inputs"):
            kind: Any = getattr(module, node.name)
            for name in kind.compared:
                others = [each for each in kind.compared if each != name]
                take_out = partial(_leave_out, kind, others)
                yield Part(path, f"{node.name}.{name}", frozenset({node.name}), take_out)
    for name, function in _functions(tree):
        keys = {word for word in _words(function) if word.endswith("Inputs")}
        for test in _guards(function, text.splitlines()):
            take_out = partial(_turn_round, module, text, name, ast.unparse(test), test.lineno)
            shown = f"{name}: {ast.unparse(test)}"
            words = frozenset({name if "." in name else f"{module.__name__}.{name}", *keys})
            yield Part(path, shown, words, take_out, is_guard=True)


def _leave_out(kind: Any, others: Sequence[str]) -> None:
    kind._compared = attrgetter(*(others or ["__class__"]))


def _functions(tree: ast.Module) -> Iterator[tuple[str, ast.FunctionDef]]:
    """The functions of a module and the methods of its classes."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            yield node.name, node
        elif isinstance(node, ast.ClassDef):
            for each in node.body:
                if isinstance(each, ast.FunctionDef):
                    yield f"{node.name}.{each.name}", each


def _guards(function: ast.FunctionDef, lines: Sequence[str]) -> Iterator[ast.expr]:
    """The conditions in a function that decide whether the cache is asked, each part of an `and` or
    an `or` by itself."""
    calls = [node for node in ast.walk(function) if isinstance(node, ast.Call)]
    last = max((node.lineno for node in calls if _asks(node)), default=0)
    for node in ast.walk(function):
        if isinstance(node, (ast.If, ast.IfExp)):
            body, other = ([each] if isinstance(each, ast.expr) else each
                           for each in (node.body, node.orelse))  # fmt: skip
            asks, instead = any(map(_asks_in, body)), any(map(_asks_in, other))
            before = isinstance(body[-1], LEAVING) and node.lineno < last and not asks
            if asks != instead or before or _is_marked(node, lines):
                yield from node.test.values if isinstance(node.test, ast.BoolOp) else [node.test]
        elif isinstance(node, ast.Return) and _is_marked(node, lines):
            found = (each for each in ast.walk(node) if isinstance(each, ast.BoolOp))
            yield from (value for each in found for value in each.values)


def _is_marked(node: ast.stmt | ast.expr, lines: Sequence[str]) -> bool:
    return lines[node.lineno - 1].rstrip().endswith(GUARD)


def _asks_in(node: ast.AST) -> bool:
    return any(map(_asks, ast.walk(node)))


def _asks(node: ast.AST) -> bool:
    """Whether this is a call of the cache."""
    called = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
    return bool(re.search(r"\bcache\.(get|find|put)$", called))


class _Negation(ast.NodeTransformer):
    def __init__(self, shown: str, line: int) -> None:
        self.shown, self.line = shown, line

    def visit(self, node: ast.AST) -> Any:
        if not (isinstance(node, ast.expr) and node.lineno == self.line):
            return self.generic_visit(node)
        shown = ast.unparse(node) == self.shown
        return ast.UnaryOp(ast.Not(), node) if shown else self.generic_visit(node)


def _turn_round(module: ModuleType, text: str, name: str, shown: str, line: int) -> None:
    """Give a function the code that it has with a condition turned round."""
    tree = ast.fix_missing_locations(_Negation(shown, line).visit(ast.parse(text)))
    made = next(each for each in _codes(compile(tree, "", "exec")) if each.co_qualname == name)
    owner, _, own = name.rpartition(".")
    found: Any = vars(getattr(module, owner) if owner else module)[own]
    function = getattr(found, "func", None) or getattr(found, "fget", None) or found
    function.__code__ = made


def _codes(code: CodeType) -> Iterator[CodeType]:
    yield code
    for each in code.co_consts:
        if isinstance(each, CodeType):
            yield from _codes(each)


# --- the tests --------------------------------------------------------------------------------


@dataclass(frozen=True)
class NamedTests:
    """All tests: by file, the words that each of its tests comes upon."""

    files: Mapping[str, Mapping[str, frozenset[str]]]

    @classmethod
    def read(cls) -> "NamedTests":
        files = sorted((ROOT / "tests").rglob("test_*.py"))
        texts = {path.relative_to(ROOT).as_posix(): path.read_text("utf-8") for path in files}
        return cls({path: _reached(text) for path, text in texts.items()})

    def of(self, part: Part) -> Iterator[dict[str, set[str]]]:
        """By file, the tests that come upon a word of a part; then, for a guard, those of its
        module."""
        yield {
            path: named
            for path, tests in self.files.items()
            if (named := {test for test, words in tests.items() if words & part.words})
        }
        if part.is_guard:
            near = find_tests(module_name(part.path.relative_to(ROOT)))
            yield {path: set(self.files[path]) for path in map(Path.as_posix, near)}


def _reached(text: str) -> dict[str, frozenset[str]]:
    """By each test of a module, the words in it and in what it uses of the module."""
    defined: dict[str, set[str]] = {}
    for node in ast.parse(text).body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            defined[node.name] = set(_words(node))
        elif isinstance(node, (ast.Assign, ast.AnnAssign)):
            for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
                defined[ast.unparse(target)] = set(_words(node))
        elif isinstance(node, ast.ImportFrom):
            for name in node.names:
                defined[name.asname or name.name] = {f"{node.module}.{name.name}"}
    return {name: frozenset(_closed(name, defined)) for name in defined if name.startswith("test_")}


def _closed(name: str, defined: Mapping[str, set[str]]) -> set[str]:
    found, waiting = set[str](), [name]
    while waiting:
        word = waiting.pop()
        if word not in found:
            found.add(word)
            waiting += defined.get(word, ())
    return found


def _words(node: ast.AST) -> Iterator[str]:
    """The names in a piece of code, and the words of its strings."""
    for each in ast.walk(node):
        if isinstance(each, ast.Name):
            yield each.id
        elif isinstance(each, ast.Attribute):
            yield each.attr
        elif isinstance(each, ast.Constant) and isinstance(each.value, str):
            for word in re.findall(r"\w+(?:\.\w+)*", each.value):
                yield from (word, word.partition(".")[0])


class Selection:
    """A plugin of pytest that keeps the tests which name a part: of a test that is run for each row
    of a table, the rows that name it where any do."""

    def __init__(self, part: Part, tests: Mapping[str, set[str]]) -> None:
        self.part, self.tests = part, tests

    def pytest_collection_modifyitems(self, items: list[pytest.Function]) -> None:
        known = [item for item in items if item.originalname in self.tests.get(_file(item), ())]
        own = self.part.name.partition(":")[0]
        words = (own, *self.part.words)
        named = [item for item in known if any(word in item.name for word in words)]
        tables = {item.originalname for item in named}
        items[:] = [each for each in known if each in named or each.originalname not in tables]
        items.sort(key=lambda item: own not in item.name)


def _file(item: pytest.Item) -> str:
    return item.path.relative_to(ROOT).as_posix()


def run(tests: Iterable[str], *more: object) -> int:
    options = [each for each in more if isinstance(each, str)]
    plugins = [each for each in more if not isinstance(each, str)]
    with redirect_stdout(StringIO()), redirect_stderr(StringIO()):
        return pytest.main(
            ["-q", "-x", "-p", "no:cacheprovider", "-m", "not slow", *options, *tests], plugins
        )


def outcome(part: Part, tests: Mapping[str, set[str]], take_out: Callable[[], None]) -> int:
    """What pytest says of the tests that name a part, in a process of its own."""
    process = os.fork()
    if process:
        return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    take_out()
    os._exit(run(sorted(tests), Selection(part, tests)))  # the files the tests made stay for others


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("wanted", nargs="*", metavar="ROOM or KEY", help="all if none is named")
    parser.add_argument("--list", action="store_true", help="list the parts, and try nothing")
    given = parser.parse_args()
    found: dict[str, list[Part]] = {}
    for path in modules():
        kept = found.setdefault(room_of(path), [])
        kept += [part for part in parts(path) if part.is_wanted(given.wanted)]
    if given.list:
        print(*(f"{part.room}: {part.name}" for each in found.values() for part in each), sep="\n")
        return 0
    tests = NamedTests.read()
    every = {
        path for each in found.values() for part in each for near in tests.of(part) for path in near
    }
    run(sorted(every), "--collect-only")  # so that each process finds them loaded
    gc.freeze()
    rooms = [room for room in found if found[room] or not given.wanted]
    trial = Trial(tests)
    survivors = [each for room in rooms for each in trial.survivors(room, found[room])]
    print(f"survivors: {', '.join(survivors) or 'none'}")
    return int(bool(survivors))


class Trial:
    """Tries parts of keys one after another."""

    def __init__(self, tests: NamedTests) -> None:
        self.tests = tests
        self.passed: list[dict[str, set[str]]] = []

    def survivors(self, room: str, parts: Sequence[Part]) -> list[str]:
        """The parts of a room's keys that survive."""
        survivors: list[str] = []
        for number, part in enumerate(parts, 1):
            start = time.perf_counter()
            noticed = any(self.is_noticed(part, each) for each in self.tests.of(part) if each)
            survivors += [] if noticed else [part.name]
            word, took = "noticed " if noticed else "SURVIVES", time.perf_counter() - start
            print(f"{number:3}/{len(parts)} {word} {took:5.1f} s  {room}: {part.name}", flush=True)
        print(
            f"{room}: {len(parts)} parts, survivors: {', '.join(survivors) or 'none'}", flush=True
        )
        return survivors

    def is_noticed(self, part: Part, tests: dict[str, set[str]]) -> bool:
        """Whether a test fails with a part of a key taken out. As it is, all have to pass."""
        if tests not in self.passed and outcome(part, tests, lambda: None) != pytest.ExitCode.OK:
            raise RuntimeError(f"the tests of {part.name} fail as it is: {tests}")
        self.passed.append(tests)
        return outcome(part, tests, part.take_out) != pytest.ExitCode.OK


if __name__ == "__main__":
    sys.exit(main())
