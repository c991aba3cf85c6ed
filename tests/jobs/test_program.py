"""What is upgraded makes every file anew."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from generator.jobs.choosing import Choice
from generator.jobs.planning import plan
from generator.jobs.program import libraries, library_versions, program
from generator.jobs.project import Project
from generator.jobs.run import run
from tests.sample_projects import ROOT


@pytest.fixture(autouse=True)
def _asked_anew() -> Iterator[None]:
    yield
    program.cache_clear()
    library_versions.cache_clear()


@pytest.fixture(name="upgrade")
def _upgrade(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], None]:
    """Puts another version of a distribution before the one that is installed."""
    monkeypatch.syspath_prepend(tmp_path / "newer")

    def upgrade(name: str, needs: str = "") -> None:
        folder = tmp_path / "newer" / f"{name.replace('-', '_')}-99.0.dist-info"
        folder.mkdir(parents=True)
        heading = f"Metadata-Version: 2.1\nName: {name}\nVersion: 99.0\n{needs}"
        (folder / "METADATA").write_text(f"{heading}\nVersion: 1 of the words\n")
        program.cache_clear()
        library_versions.cache_clear()

    return upgrade


def test_every_library_of_the_lock_is_listed_with_its_version() -> None:
    """What the lock holds for Windows alone is not installed elsewhere."""
    locked = re.findall(
        r"^([\w.-]+)==(\S+)(?: ;.*)? \\$", (ROOT / "requirements.lock").read_text(), re.MULTILINE
    )
    there = dict(line.split("==") for line in libraries())
    assert len(there) > 25
    assert there.keys() <= {*dict(locked), "cease-print"}
    assert {"reportlab", "uharfbuzz", "pydantic-core", "language-data"} <= there.keys()


@pytest.mark.parametrize("name", ["reportlab", "pyphen", "mdurl", "marisa-trie"])
def test_another_version_of_a_library_is_another_program(
    upgrade: Callable[[str], None], name: str
) -> None:
    """Whether this program needs it itself, or what it needs does."""
    before = program()
    upgrade(name)
    assert f"{name}==99.0" in set(libraries())
    assert program() != before


@pytest.mark.parametrize("name", ["ruff", "nobody-needs-this"])
def test_what_is_not_needed_is_not_asked(upgrade: Callable[[str], None], name: str) -> None:
    before = program()
    upgrade(name)
    assert program() == before


def test_a_library_that_a_newer_one_needs_is_listed_too(
    upgrade: Callable[[str, str], None],
) -> None:
    upgrade("polib", "Requires-Dist: New_Thing>=1; python_version > '3'\n")
    upgrade("new_thing", "Requires-Dist: never (>1) ; extra == 'speed'\n")
    upgrade("never", "")
    found = set(libraries())
    assert {"polib==99.0", "new-thing==99.0"} <= found
    assert "never==99.0" not in found


def test_files_are_made_anew_with_an_upgraded_library(
    project: Path, tmp_path: Path, upgrade: Callable[[str], None]
) -> None:
    def kept() -> list[bool]:
        opened = Project.open(project)
        jobs = plan(opened, Choice(("card",), editions=("office",))).jobs
        return [outcome.kept for outcome in run(opened, jobs, tmp_path / "out")]

    assert (kept(), kept()) == ([False], [True])
    upgrade("reportlab")
    assert (kept(), kept()) == ([False], [True])


@pytest.mark.parametrize("file", ["layouts/job-sheet.yaml", "job_sheet.py"])
def test_another_report_layout_is_another_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, file: str
) -> None:
    import shutil

    from generator.jobs import program as module

    package = tmp_path / "generator"
    shutil.copytree(ROOT / "generator", package, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(module, "__file__", str(package / "jobs/program.py"))
    program.cache_clear()
    library_versions.cache_clear()
    before = program()
    with open(package / "reports" / file, "a") as text:
        text.write("\n# changed\n")
    program.cache_clear()
    library_versions.cache_clear()
    assert program() != before
