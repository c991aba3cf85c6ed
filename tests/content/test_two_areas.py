"""A document never holds a word, number, address or logo of another area.

Two areas of one project differ in every value, and each document of a library that reads them all
is the one that a process makes which reads nothing else.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from itertools import permutations
from pathlib import Path

import pytest

from generator.cache import Cache
from generator.content.document import Document
from generator.content.project_content import Content
from generator.problems import Refused
from generator.source.shelf import Shelf
from tests.sample_projects import ROOT
from tests.values import field_names

LANGUAGES = """\
default: en-GB
languages:
  en-GB: {name: English, english: English, script: Latn}
  cy: {name: Cymraeg, english: Welsh, script: Latn}
"""
AREA = """\
title: %(Town)s
test: true
names: {town: %(Town)s, side: %(Side)s}
numbers: {office: %(office)s}
contacts:
  wardens:
    - {place: "%(Side)s", number: %(warden)s}
    - {place: "Near {town}", number: %(second)s}
links: {site: %(site)s, more: %(more)s}
logos: [{file: logos/%(logo)s, alt: Arms of %(Town)s}]
translations:
  cy:
    names: {town: %(Welsh)s, side: %(Glan)s}
    places: {%(Side)s: %(Glan)s}
verified: {by: %(clerk)s, on: 2026-03-31}
"""
AREAS = {
    "ashdale": {
        "Town": "Ashdale", "Side": "Westgate", "Welsh": "Dyffryn", "Glan": "Porth",
        "office": "0116 496 0111", "warden": "0121 496 0222", "second": "0131 496 0333",
        "site": "ash.example.org/dig", "more": "www.example.org/ashdale", "logo": "ash.svg",
        "clerk": "A. Clerk",
    },
    "birchley": {
        "Town": "Birchley", "Side": "Eastwell", "Welsh": "Bedwlwyn", "Glan": "Ffynnon",
        "office": "0141 496 0444", "warden": "0151 496 0555", "second": "0161 496 0666",
        "site": "birch.example.com/grow", "more": "www.example.com/birchley", "logo": "birch.svg",
        "clerk": "B. Clerk",
    },
}  # fmt: skip
WORDS = """\
title: "{town} digs"
subject: "Gardens by {side}"
date: 2026-03-31
codes: [more]
blocks:
  first: {kind: heading, text: "{town} in spring", short: "Spring"}
  last: {kind: heading, text: "Spring in {town}"}
  only: {kind: quote, text: "{office}"}
  nowhere: {kind: heading, text: "Spring"}
  begins:
    kind: paragraphs
    paragraphs: ["{side} is open.", "Come and dig.", "Bring a spade."]
  middle:
    kind: list
    items: ["Come and dig.", "Ring **{office}** first.", "Bring a spade."]
  ends:
    kind: paragraphs
    paragraphs: ["Come and dig.", "Bring a spade.", "Ring {office}"]
  short: {kind: heading, text: "Come and dig", short: "Dig in {town}"}
  shorts:
    kind: paragraphs
    paragraphs:
      - {text: Come and dig here., short: "Dig by {side}."}
      - Bring a spade.
  talk:
    kind: messages
    messages: [{by: mum, text: "Off to {town}?"}, {by: me, text: "Yes"}]
  easy:
    kind: paragraphs
    paragraphs: [Come and dig in our garden.]
    easy:
      status: draft
      sentences: [{text: Come and dig.}, {text: It is our garden.}]
  easy-placed:
    kind: paragraphs
    paragraphs: ["Come to {town}."]
    easy:
      status: draft
      sentences: [{text: "Come to {town}."}, {text: Come soon.}]
  label: {kind: quote, text: "See [the map of {town}](www.example.net/map)."}
  target: {kind: quote, text: "See [the map]({site}) first."}
  spoken: {kind: quote, text: "See {more}"}
  ring: {kind: contacts, text: "Ring:", contacts: wardens}
  many: {kind: statistic, text: "We dug **12** beds in {town}.", value: 12}
  more: {kind: link, text: "Find out more:", address: "{more}"}
  built: {kind: link, text: "Or in {side}:", address: "www.example.net/here"}
"""
WELSH = """\
title: "{town} yn palu"
subject: "Gerddi ger {side}"
blocks:
  first: {text: "{town} yn y gwanwyn", short: "Gwanwyn"}
  last: {text: "Gwanwyn yn {town}"}
  only: {text: "{office}"}
  nowhere: {text: "Gwanwyn"}
  begins: {texts: ["Mae {side} ar agor.", "Dewch i balu.", "Dewch â rhaw."]}
  middle: {texts: ["Dewch i balu.", "Ffoniwch **{office}** yn gyntaf.", "Dewch â rhaw."]}
  ends: {texts: ["Dewch i balu.", "Dewch â rhaw.", "Ffoniwch {office}"]}
  short: {text: "Dewch i balu", short: "Palu yn {town}"}
  shorts: {texts: ["Dewch i balu yma.", "Dewch â rhaw."], shorts: ["Palu ger {side}."]}
  talk: {texts: ["I {town}?", "Ie"]}
  easy: {texts: ["Dewch i balu yn ein gardd."]}
  easy-placed: {texts: ["Dewch i {town}."]}
  label: {text: "Gweler [map {town}](www.example.net/map)."}
  target: {text: "Gweler [y map]({site}) yn gyntaf."}
  spoken: {text: "Gweler {more}"}
  ring: {text: "Ffoniwch:"}
  many: {text: "Palwyd **12** gwely yn {town}."}
  more: {text: "Dysgwch fwy:"}
  built: {text: "Neu yn {side}:"}
"""
ALL = [(area, tag) for area in AREAS for tag in ("en-GB", "cy")]
ORDERS = [[ALL[index] for index in order] for order in permutations(range(4))]


def write(root: Path, path: str, text: str) -> None:
    file = root / "content" / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


@pytest.fixture(name="root", scope="module")
def _root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project, which no test changes."""
    return make(tmp_path_factory.mktemp("areas"))


def make(root: Path) -> Path:
    write(root, "languages.yaml", LANGUAGES)
    write(root, "garden/en-GB.yaml", WORDS)
    write(root, "garden/cy.yaml", WELSH)
    for name, values in AREAS.items():
        write(root, f"areas/{name}.yaml", AREA % values)
        write(root, f"areas/logos/{values['logo']}", "<svg/>")
    return root


def read(library: Content, area: str, tag: str) -> Document:
    return library.document("garden", tag, area)[0]


def library_of(root: Path) -> Content:
    return Content(Shelf.at(root), Cache())


def texts(value: object) -> Iterator[str]:
    """Every text in a document, names of files and addresses too, but not where it was written."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from texts(each)
    elif isinstance(value, tuple):
        for each in value:
            yield from texts(each)
    for name in field_names(value):
        if name != "span":
            yield from texts(getattr(value, name))


def marks(area: str) -> set[str]:
    """What only this area's documents may hold: its values, and its numbers as they are dialled."""
    values = {name: text for name, text in AREAS[area].items() if name != "clerk"}
    dialled = {f"+44{text.replace(' ', '')[1:]}" for text in values.values() if text[0] == "0"}
    return {*values.values(), *dialled, area}


@pytest.fixture(name="alone", scope="module")
def _alone(root: Path) -> dict[tuple[str, str], str]:
    """Each document as a process has it that reads no other."""
    program = (
        "import sys; from generator.cache import Cache\n"
        "from generator.content.project_content import Content\n"
        "from generator.source.shelf import Shelf\n"
        "root, area, tag = sys.argv[1:]\n"
        "print(ascii(Content(Shelf.at(root), Cache()).document('garden', tag, area)))"
    )
    return {
        (area, tag): subprocess.run(
            (sys.executable, "-c", program, root, area, tag),
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            check=True,
            capture_output=True,
            text=True,
        ).stdout.strip()
        for area, tag in ALL
    }


@pytest.mark.parametrize("order", ORDERS, ids=lambda order: " ".join(a[0] + t for a, t in order))
def test_a_document_is_the_one_that_a_fresh_process_makes(
    root: Path, alone: dict[tuple[str, str], str], order: list[tuple[str, str]]
) -> None:
    library = library_of(root)
    for area, tag in order * 2:
        assert ascii(library.document("garden", tag, area)) == alone[area, tag], (area, tag)


@pytest.mark.parametrize("order", ORDERS, ids=lambda order: " ".join(a[0] + t for a, t in order))
def test_nothing_of_another_area_is_in_a_document(root: Path, order: list[tuple[str, str]]) -> None:
    library = library_of(root)
    for area, tag in order:
        whole = "\n".join(texts(read(library, area, tag)))
        (other,) = AREAS.keys() - {area}
        assert [mark for mark in sorted(marks(other)) if mark in whole] == []


@pytest.mark.parametrize(("area", "tag"), ALL)
def test_everything_of_its_own_area_is(root: Path, area: str, tag: str) -> None:
    """Or else the test before would hold of documents that say nothing."""
    document = read(library_of(root), area, tag)
    whole = "\n".join(texts(document))
    values = AREAS[area]
    names = ("Welsh", "Glan") if tag == "cy" else ("Town", "Side")
    said = [*names, "office", "warden", "second", "site", "more", "logo"]
    assert [name for name in said if values[name] not in whole] == []
    town = values[names[0]]
    blocks = document.blocks
    assert [logo.alt for logo in document.logos] == [f"Arms of {values['Town']}"]
    assert [Path(logo.file).name for logo in document.logos] == [values["logo"]]
    for name in ("first", "last", "label", "many"):
        assert town in blocks[name].texts[0].plain, name
    assert town in blocks["short"].short[0].plain
    assert values[names[1]] in blocks["shorts"].short[0].plain
    if tag == "en-GB":
        assert blocks["easy-placed"].easy[0].text.plain == f"Come to {town}."


@pytest.mark.parametrize("tag", ["en-GB", "cy"])
def test_what_is_the_same_for_every_area_is_read_once(root: Path, tag: str) -> None:
    """Pieces of a batch share what they set from it."""
    library = library_of(root)
    first, second = (read(library, area, tag) for area in AREAS)
    same = {name for name, block in first.blocks.items() if block is second.blocks[name]}
    assert same == {"nowhere", "easy"}


@pytest.mark.parametrize("broken", ['"Come } and dig."', '"Come to {twon}."'])
def test_a_block_that_is_wrong_is_wrong_for_every_area(tmp_path: Path, broken: str) -> None:
    root = make(tmp_path)
    text = (root / "content/garden/en-GB.yaml").read_text()
    write(root, "garden/en-GB.yaml", text.replace("[Come and dig in our garden.]", f"[{broken}]"))
    library = library_of(root)
    said = []
    for area in (*AREAS, *AREAS):
        with pytest.raises(Refused) as refused:
            read(library, area, "en-GB")
        said.append([(each.rule, each.span) for each in refused.value.problems])
    assert said[0]
    assert all(each == said[0] for each in said)
