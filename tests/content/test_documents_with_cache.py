"""A document is the same with the cache on and off, whatever was read before it: other areas and
languages, another campaign of the same words, and the same files before they were changed."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.cache import Cache
from generator.content.area_words import Named
from generator.content.blocks import SentenceInputs
from generator.content.document import Document
from generator.content.project_content import Content
from generator.content.sentences import Sentence
from generator.content.text import MarkupInputs, RunsInputs
from generator.problems import Problem, Refused, Span
from generator.source.shelf import Shelf
from tests.content import test_two_areas as two_areas
from tests.declared_inputs import assert_fields_count
from tests.sample_projects import change
from tests.values import field_names

TERMS = """\
terms:
  - {term: beds, wordings: [gwely 7]}
"""
# An area for use: what belongs to nobody may not be printed in it.
CEDAR = {
    **two_areas.AREAS["ashdale"],
    "office": "101", "warden": "101", "second": "111", "site": "www.gov.uk/dig",
    "more": "www.gov.uk/garden",
}  # fmt: skip
DRAMA = "0116 496 0123"
CASES = [
    (campaign, tag, area)
    for campaign in ("garden", "meadow")
    for tag in ("en-GB", "cy", "pseudo")
    for area in (*two_areas.AREAS, "cedar")
]
Read = tuple[Document | None, tuple[Problem, ...], list[tuple[str, Span | None]]]


@pytest.fixture(name="folder")
def _folder(tmp_path: Path) -> Path:
    """A project of two areas and two campaigns, whose words are the same."""
    two_areas.make(tmp_path)
    garden = tmp_path / "content/garden"
    two_areas.write(tmp_path, "garden/terms/cy.yaml", TERMS)
    cedar = two_areas.AREA.replace("test: true\n", "") % CEDAR
    two_areas.write(tmp_path, "areas/cedar.yaml", cedar)
    for path, text in (("en-GB.yaml", "kind: heading, "), ("cy.yaml", "")):
        drama = f'blocks:\n  drama: {{{text}text: "{DRAMA}"}}\n'
        change(garden / path, "blocks:\n", drama)
    change(garden / "en-GB.yaml", 'text: "Yes"', 'text: "Don\'t ask"')
    change(garden / "en-GB.yaml", "{text: It is our", "{symbol: symbols/a.svg, text: It is our")
    change(garden / "cy.yaml", "**12** gwely", "**12** gwely 7")
    for name in ("garden", "meadow"):
        two_areas.write(tmp_path, f"{name}/symbols/a.svg", "<svg/>")
    for path in garden.glob("**/*.yaml"):
        name = path.relative_to(garden).as_posix()
        two_areas.write(tmp_path, f"meadow/{name}", path.read_text(encoding="utf-8"))
    return tmp_path


def read(folder: Path, cache: Cache) -> list[Read]:
    """Every document, with what was said, and the place of each key in it."""
    content = Content(Shelf.at(folder), cache)
    found: list[Read] = []
    for campaign, tag, area in CASES:
        try:
            document, problems = content.document(campaign, tag, area)
        except Refused as refused:
            found.append((None, refused.problems, []))
            continue
        places = [(key, document.span(key)) for key in keys(document)]
        found.append((document, tuple(problems), places))
    return found


def keys(value: object) -> Iterator[str]:
    """Every key in a document."""
    if isinstance(value, dict):
        for each in value.values():
            yield from keys(each)
    elif isinstance(value, tuple):
        for each in value:
            yield from keys(each)
    for name in field_names(value):
        each = getattr(value, name)
        if name in ("key", "address_key") and each:
            yield each
        elif name != "files":
            yield from keys(each)


def test_documents_are_the_same_without_a_cache(folder: Path) -> None:
    """Campaigns of the same words have pictures of their own: `BlockInputs.words` say whose."""
    cache = Cache()
    once, again, without = read(folder, cache), read(folder, cache), read(folder, Cache(0))
    assert once == without
    assert again == without
    assert len(cache) > 0


def test_a_number_that_rings_nobody_is_for_test_areas_alone(folder: Path) -> None:
    for (_, _, area), (document, problems, _) in zip(CASES, read(folder, Cache()), strict=True):
        refused = any(problem.rule == "drama-number" for problem in problems)
        assert (document is None, refused) == ((True, True) if area == "cedar" else (False, False))


def test_every_key_is_found_in_the_file_of_its_own_campaign_and_area(folder: Path) -> None:
    for (campaign, tag, area), (_, _, places) in zip(CASES, read(folder, Cache()), strict=True):
        files = {
            "area": f"content/areas/{area}.yaml",
            "campaign": f"content/{campaign}/en-GB.yaml",
            "cy": f"content/{campaign}/cy.yaml",
        }
        assert places or area == "cedar"
        for key, span in places:
            word, _, path = key.partition(":")
            assert span, key
            assert span.path == files[word], (tag, key)
            assert path == span.key or path.startswith(f"{span.key}."), key


# what is changed, or the part of a key that no other says
CHANGES = {
    "BlockInputs.named": ("areas/ashdale.yaml", "0116 496 0111", "0116 496 0112"),
    "BlockInputs.contacts": ("areas/ashdale.yaml", "0121 496 0222", "0121 496 0223"),
    "a place": ("areas/birchley.yaml", 'place: "Eastwell"', 'place: "Northwell"'),
    "a name": ("areas/birchley.yaml", "town: Birchley", "town: Birchham"),
    "a link": ("areas/birchley.yaml", "birch.example.com/grow", "birch.example.com/dig"),
    "BlockInputs.test": ("areas/ashdale.yaml", "test: true\n", ""),
    "BlockInputs.words, WordingInputs.source": (
        "garden/en-GB.yaml",
        '"Bring a spade."',
        '"Bring a fork."',
    ),
    "who speaks": ("garden/en-GB.yaml", "by: ", "by: X"),
    "a value": ("garden/en-GB.yaml", "value: 12", "value: 11"),
    "BlockInputs.words and their row": (
        "garden/en-GB.yaml",
        'text: "Spring"}',
        'text: "Spring", level: 3}',
    ),
    "easy words": ("garden/en-GB.yaml", "text: Come soon.", "text: Come now."),
    "EasyFaultsInputs.file": (
        "garden/en-GB.yaml",
        "text: Come soon.",
        "text: Come at 7.",
    ),
    "WordingInputs.translations": (
        "garden/cy.yaml",
        "Dewch â rhaw.",
        "Dewch â fforch.",
    ),
    "WordingInputs.terms_files": (
        "garden/terms/cy.yaml",
        "wordings: [gwely 7]",
        "wordings: [gwely]",
    ),
    "BlockInputs.words and their apostrophe": (
        "languages.yaml",
        "english: English",
        "english: English, apostrophe: ʼ",
    ),
    "WordingInputs.scripts": (
        "languages.yaml",
        "english: Welsh, script: Latn",
        "english: Welsh, script: Cyrl",
    ),
    "a line more in the campaign": (
        "garden/en-GB.yaml",
        "title:",
        "# more\ntitle:",
    ),
    "a line more in the translation": ("garden/cy.yaml", "title:", "# more\ntitle:"),
    "a line more in an area": ("areas/ashdale.yaml", "names:", "# more\nnames:"),
}


@pytest.mark.parametrize("changed", CHANGES)
def test_a_change_of_any_file_is_seen(folder: Path, changed: str) -> None:
    """What was remembered of the files as they were is not taken for them as they are."""
    cache = Cache()
    before = read(folder, cache)
    path, old, new = CHANGES[changed]
    change(folder / "content" / path, old, new)
    after = read(folder, cache)
    assert after == read(folder, Cache(0))
    assert after != before, "or else this change shows nothing"


def test_a_block_that_asks_an_area_for_nothing_is_made_once(folder: Path) -> None:
    content = Content(Shelf.at(folder), Cache())
    one, other = (content.document("garden", "cy", area)[0] for area in two_areas.AREAS)
    shared = {name for name, block in one.blocks.items() if block is other.blocks[name]}
    asking = {name for name, block in one.blocks.items() if block != other.blocks[name]}
    assert asking, "or else the areas do not differ"
    assert shared == one.blocks.keys() - asking


def test_a_title_is_made_of_all_that_it_says() -> None:
    assert_fields_count(
        SentenceInputs(Sentence(f"{{town}}'s 7 ways: {DRAMA}", "en"), _town("Ash"), "’", True),
        sentence=Sentence("{town}", "en"),
        named=_town("Birch"),
        apostrophe="ʼ",
        test=False,
    )


def test_markup_is_made_of_the_words_it_is_in() -> None:
    assert_fields_count(RunsInputs("**One** way"), source="**Two** ways")
    assert_fields_count(MarkupInputs("**One** way"), source="**Two** ways")


def _town(name: str) -> tuple[tuple[str, Named], ...]:
    return (("town", Named(name)),)
