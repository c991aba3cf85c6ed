"""Whatever is mistyped in one place of a project's files, `cease validate` says what is wrong, and
never that it has a bug: one value or key after another of all files of the shipped project."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from generator.cache import Cache
from generator.jobs.project import Project
from generator.jobs.validate import Scope, validate
from generator.problems import Problem, Refused
from tests.soak.edits import Edit, edits, misspellings
from tests.soak.test_edits import make
from tests.soak.trials import chance, rounds

# What is set at each trial: words in another language are read, and not set.
SCOPE = Scope(("ashdale",), ("en-GB",))
HANDFUL = 10


class Spoilt(NamedTuple):
    """A project, the cache that all its trials share, and the edits to try."""

    project: Path
    cache: Cache
    edits: Sequence[Edit]


@pytest.fixture(name="spoilt", scope="module")
def _spoilt(tmp_path_factory: pytest.TempPathFactory) -> Spoilt:
    project = make(tmp_path_factory.mktemp("misspelt") / "project")
    return Spoilt(project, Cache(), in_turn(project))


def in_turn(project: Path) -> list[Edit]:
    """All edits, one of each file in turn, in an order that falls by chance."""
    files: dict[str, list[Edit]] = {}
    for path in sorted(path.relative_to(project).as_posix() for path in project.rglob("*.yaml")):
        files[path] = [*edits(project, path), *misspellings(project, path)]
        chance("misspelt", path).shuffle(files[path])
    most = max(map(len, files.values()))
    return [found[turn] for turn in range(most) for found in files.values() if turn < len(found)]


def problems(spoilt: Spoilt, edit: Edit) -> Sequence[Problem]:
    file = spoilt.project / edit.path
    before = file.read_text("utf-8")
    try:
        file.write_text(edit.of(before), "utf-8")
        return validate(Project.open(spoilt.project, spoilt.cache), SCOPE)
    except Refused as refused:
        return refused.problems
    except Exception as bug:
        raise AssertionError(f"{edit.name}, now {edit.new!r}") from bug
    finally:
        file.write_text(before, "utf-8")


@pytest.mark.slow
@pytest.mark.parametrize("number", rounds(120, 2))
def test_a_mistyped_file_is_answered(spoilt: Spoilt, number: int) -> None:
    first = number * HANDFUL
    for edit in spoilt.edits[first : first + HANDFUL]:
        problems(spoilt, edit)
    spoilt.cache.empty()  # rows of files read anew are others


@pytest.mark.slow
def test_what_was_once_no_error_is_one(spoilt: Spoilt) -> None:
    theme, leaflet = "layouts/themes/cease.yaml", "layouts/leaflet-dl-6pp.yaml"
    tried = [
        (theme, ("palette", "screen", "of"), "strangee"),
        (leaflet, ("formats", "0"), "a4-role-fold-dl"),
    ]
    for path, keys, new in tried:
        (edit,) = (each for each in edits(spoilt.project, path) if each.keys == keys)
        found = problems(spoilt, edit._replace(new=new))
        assert any(each.is_error and f'"{new}"' in each.message for each in found)
