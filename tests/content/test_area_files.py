"""What a plan knows of areas, and which of many areas an open project keeps."""

from pathlib import Path

import pytest

from generator.cache import Cache
from generator.content import area_files
from generator.content.area_files import AreaFacts
from generator.content.project_content import Content
from generator.kept import Kept
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


def _many(folder: Path) -> list[str]:
    names = [f"area-{number:02}" for number in range(12)]
    for number, name in enumerate(names):
        more = "test: true\n" if number % 2 else "# not for testing\n"
        two_areas.write(folder, f"areas/{name}.yaml", PLAIN + more)
    return names


def _learnt(folder: Path, kept: Path, names: list[str]) -> Content:
    content = Content(Shelf.at(folder), Cache(kept=Kept(kept, lambda: "program 1")))
    content.learn_facts(names)
    return content


def test_facts_of_many_areas_are_kept_for_files_as_they_are(folder: Path, tmp_path: Path) -> None:
    """`AreaFactsInputs`: a file that says something else."""
    names = _many(folder)
    kept = tmp_path / "kept"
    first = _learnt(folder, kept, names)
    assert first.shelf._rows
    again = _learnt(folder, kept, names)
    assert [again.facts(name) for name in names] == [first.facts(name) for name in names]
    assert [again.facts(name).test for name in names] == [False, True] * 6
    assert not again.shelf._rows
    assert again.shelf.read == first.shelf.read
    change(folder / "content/areas/area-00.yaml", "# not for", "theme: sea\n# for")
    assert _learnt(folder, kept, names).facts("area-00") == AreaFacts(theme="sea")


def test_facts_of_many_areas_are_kept_by_their_names(folder: Path, tmp_path: Path) -> None:
    """`AreaFactsInputs`: two areas whose files have changed places."""
    names = _many(folder)
    _learnt(folder, tmp_path / "kept", names)
    files = [folder / f"content/areas/{name}.yaml" for name in names[:2]]
    words = [file.read_text() for file in files]
    for file, each in zip(files, reversed(words), strict=True):
        file.write_text(each)
    content = _learnt(folder, tmp_path / "kept", [*reversed(names[:2]), *names[2:]])
    assert [content.facts(name).test for name in names[:2]] == [True, False]


def test_facts_of_many_areas_are_not_kept_if_one_cannot_be_read(
    folder: Path, tmp_path: Path
) -> None:
    names = _many(folder)
    (folder / "content/areas/area-03.yaml").unlink()
    (folder / "content/areas/area-03.yaml").mkdir()
    content = _learnt(folder, tmp_path / "kept", names)
    assert [content.facts(name).test for name in names] == [False, True, False, False] + [
        False, True,
    ] * 4  # fmt: skip
    assert not (tmp_path / "kept").exists()


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
