"""Takes each part out of each key of the cache in turn, and shows which no test misses.

    python -m tools.cache_keys [--only WORD] [--wide] [--list]

A key is an `Inputs` class. Each of its fields is left out of the comparison in turn, and each
guard, a condition on a line that ends in `# guard`, is turned round; then the tests are run that
should notice: those that build everything with the cache on and off, and with `--wide` those of
the room as well. What no test notices is printed, and the exit status is 1. Either a test is
missing, or another field says the same, and this one is no part of the key:
`field(compare=False)`.

The work is done on copies in a temporary folder. A field takes about ten seconds where a test
notices it, and a minute where none does, on each of `--jobs` processes.
"""

import argparse
import ast
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import Queue
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
LEFT_OUT: Final = (".git", ".venv", "output", "node_modules", "__pycache__", ".*_cache")
GUARD: Final = "# guard"

# What is run for every part of a key, after the tests of the cache that its room has.
QUICK: Final = "tests/test_same_with_cache.py"


@dataclass(frozen=True)
class Mutation:
    """A file of the program with one part of a key taken out."""

    path: str
    name: str
    text: str

    @property
    def tests(self) -> tuple[str, ...]:
        """Tests of the cache that the module's room has of its own."""
        room = Path("tests", *Path(self.path).parts[1:-1])
        return tuple(
            path.relative_to(ROOT).as_posix() for path in (ROOT / room).glob("**/test_*cache*.py")
        )

    @property
    def room(self) -> str:
        return Path("tests", *Path(self.path).parts[1:2]).as_posix()


def mutations(root: Path) -> Iterator[Mutation]:
    """Every part of every key in the program."""
    for file in sorted((root / "generator").rglob("*.py")):
        text, path = file.read_text(encoding="utf-8"), file.relative_to(root).as_posix()
        tree = ast.parse(text)
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef) and _is_inputs(node):
                for field in filter(_is_compared, node.body):
                    assert isinstance(field, ast.AnnAssign)
                    name = f"{node.name}.{ast.unparse(field.target)}"
                    yield Mutation(path, name, _without(text, field))
            elif isinstance(node, (ast.If, ast.IfExp)) and _is_guard(text, node.test):
                name = f"line {node.test.lineno}: {ast.unparse(node.test)}"
                yield Mutation(path, name, _negated(text, node.test))


def _is_inputs(node: ast.ClassDef) -> bool:
    bases = (base.value if isinstance(base, ast.Subscript) else base for base in node.bases)
    return any(isinstance(base, ast.Name) and base.id == "Inputs" for base in bases)


def _is_compared(node: ast.stmt) -> bool:
    return isinstance(node, ast.AnnAssign) and not (
        node.value is not None and "compare=False" in ast.unparse(node.value)
    )


def _is_guard(text: str, node: ast.expr) -> bool:
    return text.splitlines()[node.lineno - 1].rstrip().endswith(GUARD)


def _without(text: str, field: ast.AnnAssign) -> str:
    """The module with a field that is not compared."""
    value = "" if field.value is None else ast.unparse(field.value)
    if value.startswith("field("):
        value = value.replace("field(", "_field(compare=False, ", 1)
    else:
        value = f"_field(compare=False{f', default={value}' if value else ''})"
    target, kind = ast.unparse(field.target), ast.unparse(field.annotation)
    changed = _replaced(text, field, f"{target}: {kind} = {value}")
    future = "from __future__ import annotations\n"
    imported = "from dataclasses import field as _field\n"
    if future in changed:
        return changed.replace(future, future + imported, 1)
    end = ast.parse(text).body[0].end_lineno or 0  # of the docstring
    lines = changed.splitlines(keepends=True)
    return "".join([*lines[:end], imported, *lines[end:]])


def _negated(text: str, test: ast.expr) -> str:
    return _replaced(text, test, f"not ({ast.unparse(test)})")


def _replaced(text: str, node: ast.stmt | ast.expr, new: str) -> str:
    lines = text.encode().splitlines(keepends=True)
    first, last = node.lineno - 1, (node.end_lineno or node.lineno) - 1
    before = lines[first][: node.col_offset]
    after = lines[last][node.end_col_offset or 0 :]
    lines[first : last + 1] = [before + new.encode() + after]
    return b"".join(lines).decode()


# --- running the tests -------------------------------------------------------------------------


def copied(folder: Path) -> Path:
    """The tree as it is now, in a folder of its own."""
    shutil.copytree(ROOT, folder, ignore=shutil.ignore_patterns(*LEFT_OUT), symlinks=True)
    return folder


def survives(mutation: Mutation, tree: Path, wide: bool) -> bool:
    """Whether all tests pass with a part of a key taken out."""
    file = tree / mutation.path
    before = file.read_text(encoding="utf-8")
    file.write_text(mutation.text, encoding="utf-8")
    try:
        quick = (*mutation.tests, QUICK)
        return _pass(tree, quick) and not (wide and not _pass(tree, (mutation.room,)))
    finally:
        file.write_text(before, encoding="utf-8")


def _pass(tree: Path, tests: Sequence[str]) -> bool:
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider"]
    command += ["-m", "not slow", *tests]
    env = {**os.environ, "PYTHONPATH": str(tree), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(command, cwd=tree, env=env, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):
        raise RuntimeError(f"the tests could not be run:\n{done.stdout}{done.stderr}")
    return done.returncode == 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--only", default="", help="modules and fields with this in their name")
    parser.add_argument("--wide", action="store_true", help="run the tests of the room as well")
    parser.add_argument("--list", action="store_true", help="list the parts, and run nothing")
    parser.add_argument("--jobs", type=int, default=2)
    given = parser.parse_args()
    found = [each for each in mutations(ROOT) if given.only in f"{each.path} {each.name}"]
    if given.list:
        print(*(f"{each.path}: {each.name}" for each in found), sep="\n")
        return 0
    with tempfile.TemporaryDirectory(prefix="cease-keys-") as folder:
        trees: Queue[Path] = Queue()
        for number in range(given.jobs):
            trees.put(copied(Path(folder, str(number))))

        def tried(mutation: Mutation) -> bool:
            tree = trees.get()
            try:
                lives = survives(mutation, tree, given.wide)
            finally:
                trees.put(tree)
            print(
                f"{'SURVIVES' if lives else 'noticed '} {mutation.path}: {mutation.name}",
                flush=True,
            )
            return lives

        with ThreadPoolExecutor(given.jobs) as pool:
            survivors = sum(pool.map(tried, found))
    print(f"{survivors} of {len(found)} parts of keys could go, and no test would notice")
    return int(survivors > 0)


if __name__ == "__main__":
    sys.exit(main())
