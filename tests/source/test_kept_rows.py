"""A row that is kept comes back as it was: its values, what was given, and every place."""

import hashlib
from pathlib import Path
from typing import Any

import pytest

from generator.cache import Cache
from generator.content.area_rows import Area
from generator.content.campaign_rows import Campaign
from generator.design.layout import Layout
from generator.jobs.project import Project
from generator.kept import Kept
from generator.problems import Span
from generator.source.kept_rows import packed, unpacked
from generator.source.project_folder import shipped_root
from generator.source.row_files import RowInputs
from generator.source.rows import Row
from generator.source.shelf import Shelf
from tests.source.models import Heading, Picture

AREA = "content/areas/ashdale.yaml"


def command(project: Path) -> Shelf:
    """The project as a command opens it that keeps rows beside it."""
    return Shelf.at(project, Cache(kept=Kept(project.parent / "kept", str)))


def kept(project: Path) -> int:
    return command(project).cache.kept.size().entries  # type: ignore[union-attr]


def told(value: object) -> Any:
    """All that anybody can ask a row: its values with their types, what was given, the places."""
    if isinstance(value, Row):
        names = type(value).row_fields
        return (
            type(value),
            value.model_fields_set,
            [(name, told(getattr(value, name)), value.at(name)) for name in names],
            value.at(),
            value.nearest("no.such.key"),
        )
    if isinstance(value, tuple):
        return tuple(map(told, value))
    if isinstance(value, dict):
        return {key: told(each) for key, each in value.items()}
    return type(value), value


def test_every_shipped_file_comes_back_as_it_was() -> None:
    project = Project.open(shipped_root())
    for name in project.layouts():
        project.design.drawing(name)
    for campaign in project.campaigns():
        for tag in project.content.tags(campaign):
            project.document(campaign, tag, project.areas()[0])
    kinds = set()
    for path, (row, problems, _) in project.shelf._rows.items():
        if row is None or problems:
            continue
        data = packed(row)
        assert data is not None, path
        again = unpacked(data)
        assert told(again) == told(row), path
        assert hash(again) == hash(row)
        kinds.add(type(row))
    assert {Area, Campaign, Layout} <= kinds


def test_a_place_in_a_list_or_beyond_an_alias_is_kept(project: Path) -> None:
    path = project / "layouts/card.yaml"
    shelf = command(project)
    first, _ = shelf.row("layouts/card.yaml", Layout)
    again, _ = command(project).row("layouts/card.yaml", Layout)
    assert again is not None
    assert told(first) == told(again)
    assert path.is_file()


def test_a_changed_file_is_read_again(project: Path) -> None:
    command(project).row(AREA, Area)
    path = project / AREA
    path.write_text(path.read_text().replace("01632 960001", "01632 960002"))
    row, _ = command(project).row(AREA, Area)
    assert row is not None
    assert row.numbers["office"] == "01632 960002"


@pytest.mark.parametrize("wrong", ["title: [", "titel: Ashdale\n", "title: A\ntitle: B\n", ""])
def test_a_file_with_problems_is_not_kept(project: Path, wrong: str) -> None:
    (project / AREA).write_text(wrong)
    first = command(project).row(AREA, Area)
    assert first[1]
    assert command(project).row(AREA, Area) == first
    assert kept(project) == 0


def test_a_file_is_kept_as_one_type_of_row(project: Path) -> None:
    assert command(project).row(AREA, Area)[0] is not None
    row, problems = command(project).row(AREA, Campaign)
    assert row is None
    assert problems


def test_a_kept_row_is_of_its_path_bytes_and_type(tmp_path: Path) -> None:
    """`RowInputs`: a row with the same bytes in another file has other places."""

    def read(path: str, data: bytes, model: type[Row]) -> Any:
        digest, kind = hashlib.sha256(data).digest(), model.__qualname__
        cache = Cache(kept=Kept(tmp_path / "kept", str))
        row, _ = cache.recall(RowInputs(path, digest, kind, data, model))
        return row

    one, other = (b"kind: heading\ntext: %b\n" % text for text in (b"Hello", b"Goodbye"))
    for _ in range(2):
        assert read("one.yaml", one, Heading).at() == Span("one.yaml")
        assert read("two.yaml", one, Heading).at() == Span("two.yaml")
        assert read("one.yaml", other, Heading).text == "Goodbye"
        assert read("one.yaml", one, Picture) is None


def test_a_row_of_each_type_has_a_place_of_its_own() -> None:
    """`RowInputs`: a file that is read as two types is kept as both."""
    digest = hashlib.sha256(b"").digest()
    kinds = ("Heading", "Picture")
    inputs = [RowInputs("one.yaml", digest, kind, b"", Heading) for kind in kinds]
    assert inputs[0].key() != inputs[1].key()


def test_a_missing_file_is_reported_and_not_remembered(project: Path) -> None:
    command(project).row(AREA, Area)
    (project / AREA).rename(project / "elsewhere.yaml")
    row, problems = command(project).row(AREA, Area)
    assert row is None
    assert problems[0].rule == "no-file"


def test_an_entry_that_is_no_row_is_read_again(project: Path) -> None:
    assert unpacked(b"") is None
    assert unpacked(b"\x93\x91\xa7no:type\x94\x01\x01\x01\xa0\x94\x00\x00\x80\x90") is None
