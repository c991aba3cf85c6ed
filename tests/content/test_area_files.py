"""What a plan knows of areas, and which of many areas an open project keeps."""

from pathlib import Path

import pytest

from generator.cache import Cache
from generator.content import area_files
from generator.content.area_files import AreaFacts
from generator.content.project_content import Content
from generator.problems import Refused
from generator.source import shelf
from generator.source.shelf import Shelf
from tests.content import test_two_areas as two_areas
from tests.sample_projects import change

PLAIN = "title: Ashdale\n"


@pytest.fixture(name="folder")
def _folder(tmp_path: Path) -> Path:
    two_areas.make(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("words", "facts"),
    [
        ("", AreaFacts()),
        ("test: true\n", AreaFacts(test=True)),
        ("theme: sea\ndefault: yes\n", AreaFacts(theme="sea", default=True)),
        ('"\\x74est": true\n', AreaFacts(test=True)),
        ("# the latest numbers\n", AreaFacts()),
        ("test: perhaps\n", AreaFacts()),
    ],
)
def test_the_facts_are_those_of_the_row(folder: Path, words: str, facts: AreaFacts) -> None:
    two_areas.write(folder, "areas/ashdale.yaml", PLAIN + words)
    content = Content(Shelf.at(folder), Cache())
    assert content.facts("ashdale") == facts
    row, _ = content.area_row("ashdale")
    assert (AreaFacts(row.test, row.theme, row.default) if row else AreaFacts()) == facts


def test_an_area_that_can_say_none_of_them_is_not_read_as_a_row(folder: Path) -> None:
    two_areas.write(folder, "areas/ashdale.yaml", PLAIN)
    content = Content(Shelf.at(folder), Cache())
    content.facts("ashdale")
    assert not content.shelf._rows


@pytest.fixture(name="one_at_once")
def _one_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (shelf, area_files):
        monkeypatch.setattr(module, "MOST_PASSING", 1)


def _documents(content: Content) -> list[object]:
    names = ("ashdale", "birchley", "ashdale")
    return [content.document("garden", "cy", name) for name in names]


def test_documents_of_areas_that_were_forgotten_are_the_same(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = _documents(Content(Shelf.at(folder), Cache()))
    for module in (shelf, area_files):
        monkeypatch.setattr(module, "MOST_PASSING", 1)
    content = Content(Shelf.at(folder), Cache())
    assert _documents(content) == kept
    areas = {path for path in content.shelf._rows if path.startswith("content/areas/")}
    assert areas == {"content/areas/ashdale.yaml"}
    assert len(content._areas) == 1
    assert content.shelf.read >= {"content/areas/ashdale.yaml", "content/areas/birchley.yaml"}


@pytest.mark.usefixtures("one_at_once")
def test_an_area_that_changes_while_it_is_forgotten_is_refused(folder: Path) -> None:
    content = Content(Shelf.at(folder), Cache())
    content.area("ashdale")
    content.area("birchley")
    change(folder / "content/areas/ashdale.yaml", "test: true\n", "test: true\n# more\n")
    for _ in range(2):
        with pytest.raises(Refused) as refused:
            content.area("ashdale")
        assert [problem.rule for problem in refused.value.problems] == ["file-changed"]
        content.area("birchley")
