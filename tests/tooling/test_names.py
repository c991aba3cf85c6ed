"""One name stands for one thing: no two classes and no two files of the program share a name."""

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


def classes_of(source: str) -> list[str]:
    """The names of all classes in a module, those inside others and private ones too."""
    return [node.name for node in ast.walk(ast.parse(source)) if isinstance(node, ast.ClassDef)]


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


def test_every_class_has_a_name_of_its_own() -> None:
    names = [name for path in modules() for name in classes_of(path.read_text("utf-8"))]
    assert shared(names) == set()


def test_every_file_has_a_name_of_its_own() -> None:
    assert shared(files_of(modules())) == set()


def test_the_folders_that_explain_a_name_are_there_and_in_contributing() -> None:
    contributing = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    for folder in FOLDERS:
        assert list((PROGRAM / folder).glob("*.py"))
        assert f"`generator/{folder}/`" in contributing


def test_a_shared_name_is_found() -> None:
    one, other = "class Box:\n    class _Inner: ...", "class _Inner: ..."
    assert shared([*classes_of(one), *classes_of(other)]) == {"_Inner"}
    paths = [
        PROGRAM / name
        for name in ("cli/check.py", "reflow/check.py", "a/box.py", "b/box.py", "a/__init__.py")
    ]
    assert shared(files_of(paths)) == {"box.py"}
