"""One name stands for one thing: no two classes, no two aliases of types and no two files of the
program share a name."""

import ast
from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = ROOT / "generator"

# Folders that say of every file in them what it is. A file here may share its name with the
# module that it is about, such as `cli/check.py` with `preflight/check.py`.
FOLDERS = ("cli", "preflight/rules")


@cache
def modules() -> tuple[Path, ...]:
    return tuple(sorted(PROGRAM.rglob("*.py")))


def types_of(source: str) -> list[str]:
    """The names of all classes and aliases of types in a module, without a leading underscore:
    `Box` and `_Box` are one name to a reader."""
    tree = ast.parse(source)
    found = [node.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    return [name.lstrip("_") for name in (*found, *filter(None, map(_alias, tree.body)))]


def _alias(node: ast.stmt) -> str | None:
    """The name of an alias: what begins with a capital and is no constant, or says so itself.
    A type variable stands for many types, so its name may recur."""
    match node:
        case ast.AnnAssign(target=ast.Name(name), annotation=ast.Name("TypeAlias")):
            return name
        case ast.Assign(targets=[ast.Name(name)], value=value):
            camel = name.lstrip("_")[:1].isupper() and not name.isupper()
            return name if camel and not _is_variable(value) else None
    return None


def _is_variable(value: ast.expr) -> bool:
    match value:
        case ast.Call(func=ast.Name("TypeVar" | "ParamSpec")):
            return True
    return False


def files_of(paths: Iterable[Path]) -> list[str]:
    """The names of files that must be unique: all but those that Python and FOLDERS explain."""
    return [
        path.name
        for path in paths
        if not path.name.startswith("__")
        and path.parent.relative_to(PROGRAM).as_posix() not in FOLDERS
    ]


def shared(names: Iterable[str]) -> set[str]:
    return {name for name, count in Counter(names).items() if count > 1}


def test_every_class_and_alias_has_a_name_of_its_own() -> None:
    names = [name for path in modules() for name in types_of(path.read_text("utf-8"))]
    assert shared(names) == set()


def test_every_file_has_a_name_of_its_own() -> None:
    assert shared(files_of(modules())) == set()


def test_the_folders_that_explain_a_name_are_there_and_in_contributing() -> None:
    contributing = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    for folder in FOLDERS:
        assert list((PROGRAM / folder).glob("*.py"))
        assert f"`generator/{folder}/`" in contributing


def test_a_shared_name_is_found() -> None:
    one = (
        "class Box:\n    class _Inner: ...\nPath: TypeAlias = tuple[float, ...]\n_Row = tuple[int]"
    )
    other = "class Inner: ...\nclass Path: ...\nRow = dict[str, int]\nKind = TypeVar('Kind')"
    assert shared([*types_of(one), *types_of(other)]) == {"Inner", "Path", "Row"}
    assert shared([*types_of("Kind = TypeVar('Kind')"), *types_of(other)]) == set()
    paths = [
        PROGRAM / name
        for name in ("cli/check.py", "reflow/check.py", "a/box.py", "b/box.py", "a/__init__.py")
    ]
    assert shared(files_of(paths)) == {"box.py"}
