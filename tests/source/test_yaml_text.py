"""A text keeps what it says: it is read once, whoever asks, and its row is that of its bytes."""

from pathlib import Path

import pytest

from generator.content.area_rows import Area
from generator.source import yaml_text
from generator.source.shelf import Shelf
from generator.source.splice import set_text, value_at
from generator.source.yaml_text import YamlText
from generator.studio.drafts import DraftShelf
from tests.typeset import shipped

PATH = f"content/areas/{shipped.AREA}.yaml"
WORDS = (shipped.ROOT / PATH).read_text("utf-8")
TITLE = "A place of another name"


@pytest.fixture
def readings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Each text that is read as YAML."""
    found: list[str] = []
    read = yaml_text.read

    def noted(text: str, shown: str) -> object:
        found.append(text)
        return read(text, shown)

    monkeypatch.setattr(yaml_text, "read", noted)
    return found


def test_what_is_typed_after_one_another_is_read_once_each(readings: list[str]) -> None:
    text: str = YamlText(WORDS)
    for count in range(5):
        text = set_text(text, PATH, "title", TITLE[: 3 + count])
        assert value_at(text, PATH, "title") == TITLE[: 3 + count]
    assert len(readings) == 6
    assert text == set_text(WORDS, PATH, "title", TITLE[:7])


def test_a_text_that_forgets_is_read_again(readings: list[str]) -> None:
    text = YamlText(WORDS)
    assert value_at(text, PATH, "title") == value_at(text, PATH, "title")
    text.forget()
    value_at(text, PATH, "title")
    assert len(readings) == 2


def test_a_row_of_a_text_is_the_row_of_its_bytes(tmp_path: Path) -> None:
    text = set_text(YamlText(WORDS), PATH, "title", TITLE)
    shelf = DraftShelf.at(shipped.ROOT)
    shelf.put(PATH, text)
    row, problems = shelf.row(PATH, Area)
    place = tmp_path / PATH
    place.parent.mkdir(parents=True)
    place.write_text(text, "utf-8")
    files = Shelf.at(tmp_path)
    assert (row, problems) == files.row(PATH, Area)
    assert shelf.digest(PATH) == files.digest(PATH)
    assert row is not None
    assert row.at("title") == files.row(PATH, Area)[0].at("title")  # type: ignore[union-attr]
    assert text.node is None  # a row changes it, so nobody has it twice
