"""docs/layouts.md names every key that a layout may have, in tables that hold, with pictures that
`make pictures` makes."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.design.items import Item, RuleItem
from generator.design.layout import Layout, Style
from generator.source.fields import Field
from generator.source.rows import Row
from tests import browser
from tests.studio.pictures import PICTURES as STUDIO_PICTURES
from tools import arrangement_pictures, layout_keys, layout_pictures, logo_pictures, slot_pictures

ROOT = Path(__file__).resolve().parents[2]
PAGES = ["README.md", *(f"docs/{path.name}" for path in sorted((ROOT / "docs").glob("*.md")))]
ROWS = {row.__name__: row for row in layout_keys.every_row()}


def page() -> str:
    return layout_keys.PAGE.read_text("utf-8")


def unnamed(row: type[Row], document: str) -> list[str]:
    """The keys of a row that its table does not name."""
    _, _, rest = document.partition(f"<!-- keys of {row.__name__}:")
    named = set(
        re.findall(r"^\| `(\w+)` \|", rest.partition("<!-- end of keys -->")[0], re.MULTILINE)
    )
    return [key for key in layout_keys.keys(row) if key not in named]


@pytest.mark.parametrize("name", ROWS)
def test_every_key_is_named(name: str) -> None:
    assert unnamed(ROWS[name], page()) == []


def test_the_rows_are_those_of_a_layout() -> None:
    assert {Layout, Style, Item, RuleItem} <= set(ROWS.values())
    assert len(ROWS) > 40


def test_a_key_that_is_not_named_is_found() -> None:
    class RuleItem(Row):
        weight: float
        dashes: float = Field(0, description="Length of a dash, mm")

    assert unnamed(RuleItem, page()) == ["dashes"]


def test_the_tables_say_what_the_rows_say() -> None:
    assert layout_keys.page(page()) == page(), "run python -m tools.layout_keys"


def sections(document: str) -> Iterator[tuple[str, str]]:
    """The title and the text of each section that has a table of keys."""
    for part in re.split(r"^## ", document, flags=re.MULTILINE)[1:]:
        title, _, text = part.partition("\n")
        if "<!-- keys of" in text:
            yield title, text


def test_every_section_of_keys_has_a_picture() -> None:
    assert [title for title, text in sections(page()) if "](pictures/" not in text] == []


# pictures


def made() -> set[str]:
    """The pictures that the program's tools draw, and those of the pieces that the Makefile asks
    for, whatever their page."""
    tools = (arrangement_pictures, logo_pictures, slot_pictures)
    names = {row[-1] for tool in tools for row in tool.DRAWN}
    names |= {f"layouts/{shown.name}" for shown in layout_pictures.DRAWN}
    names |= {name.removesuffix(".png") for name in browser.PICTURES}
    names |= {f"{name}--social" for name in ("social-square", "social-story", "social-share")}
    recipe = (ROOT / "Makefile").read_text("utf-8").partition("\npictures:")[2].partition("\n\n")[0]
    if "tests.studio.pictures" in recipe:
        names |= {name.removesuffix(".png") for name in STUDIO_PICTURES}
    names |= set(re.findall(r"--prefix (\S+)-(?= )", recipe))
    for line in re.findall(r"\$\(PREVIEW\) (.+)", recipe):
        names |= set(pieces(shlex.split(line)))
    return names


def pieces(words: list[str]) -> Iterator[str]:
    """The names of the pictures of a `cease preview`, without the number of their page."""
    given: dict[str, list[str]] = {}
    layouts: list[str] = []
    rest = iter(words)
    for word in rest:
        if word.startswith("-"):
            given.setdefault(word, []).append(next(rest))
        else:
            layouts.append(word)
    folder = f"{given['--language'][0]}/" if "--language" in given else ""
    size = "-a4" if given.get("--format") == ["a4"] else ""
    for layout in layouts:
        for edition in given["--edition"]:
            for theme in given.get("--theme", [""])[0].split(","):
                yield f"{folder}{layout}{size}--{edition}" + (f"--{theme}" if theme else "")


def not_made(document: str) -> list[str]:
    shown = re.findall(r"\((?:docs/)?pictures/([^)]+)\.png\)", document)
    names = made()
    return [each for each in shown if {each, re.sub(r"-\d+$", "", each)}.isdisjoint(names)]


@pytest.mark.parametrize("document", PAGES)
def test_every_picture_is_made(document: str) -> None:
    assert not_made((ROOT / document).read_text("utf-8")) == []


def test_a_picture_that_nothing_makes_is_found() -> None:
    assert not_made("![x](pictures/layouts/by-hand.png) ![y](pictures/flyer-a5--press-1.png)") == [
        "layouts/by-hand",
        "flyer-a5--press-1",
    ]
