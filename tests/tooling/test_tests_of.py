"""The tests of any module can be found: by its name, or by what imports it."""

import re
from pathlib import Path

import pytest

from tools.tests_of import find_tests, importers, known_modules

ROOT = Path(__file__).resolve().parents[2]


def found(module: str) -> list[str]:
    return [path.as_posix() for path in find_tests(module)]


def reaching(module: str) -> set[str]:
    """Every file that imports a module, directly or by way of others."""
    seen, waiting = {module}, [module]
    while waiting:
        others = importers()[waiting.pop()] - seen
        seen |= others
        waiting += others
    return {known_modules()[name].as_posix() for name in seen}


@pytest.mark.parametrize(
    ("module", "test"),
    [
        ("generator.typeset.rag", "tests/typeset/test_rag.py"),
        ("generator.cache", "tests/test_cache.py"),
        ("generator.content.phone_numbers", "tests/content/test_phone_numbers.py"),
        ("generator.vectors.viewport", "tests/vectors/test_svg.py"),
    ],
)
def test_the_tests_of_a_module(module: str, test: str) -> None:
    assert test in found(module)


def test_a_test_of_the_same_name_is_the_only_one() -> None:
    assert found("generator.typeset.line_breaks") == ["tests/typeset/test_line_breaks.py"]


def test_every_module_has_a_test() -> None:
    modules = [
        name
        for name, path in known_modules().items()
        if name.startswith("generator.") and not path.stem.startswith("__")
    ]
    assert len(modules) > 100
    assert [name for name in modules if not find_tests(name)] == []


def test_contributing_names_tests_of_the_modules_beside_them() -> None:
    """Of each row of "Where is …", one test at least imports one of the modules, if by others."""
    page = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    table = page.partition("| what | in the code | its test |")[2].partition("\n\n")[0]
    rows = [line.split("|")[1:-1] for line in table.splitlines()[2:]]
    assert len(rows) > 20
    for what, code, tests in rows:
        modules = re.findall(r"`(generator/[\w/]+)\.py`", code)
        named = set(re.findall(r"`(tests/[\w/]+\.py)`", tests))
        reached = {path for module in modules for path in reaching(module.replace("/", "."))}
        assert not modules or not named or named & reached, (what, reached)
