"""A campaign's words with an area's names and numbers, and what may be wrong with either."""

from pathlib import Path

import pytest

from generator.cache import Cache
from generator.content.document import Document
from generator.content.project_content import Content
from generator.problems import Problem, Refused
from generator.source.shelf import Shelf

LANGUAGES = """
default: en-GB
languages:
  en-GB: {name: English, english: English, script: Latn}
  ur: {name: اردو, english: Urdu, script: Arab, direction: rtl, fallback: en-GB}
"""
AREA = """
title: Wrenport
names: {town: Wrenport}
numbers: {harbour: 01632 960 123}
contacts:
  guards:
    - {place: "{town} beach", number: 01632 960 124}
    - {place: Quay, number: 01632 960 123}
links: {site: www.example.org/swim}
verified: {by: A. Clerk, on: 2026-01-31}
test: true
"""
WORDS = """
title: Swim in {town}
subject: Safety
date: 2026-01-31
codes: [link]
blocks:
  head: {kind: heading, text: "Swim *well*", short: Swim}
  some:
    kind: paragraphs
    paragraphs:
      - One in {town}.
      - {text: Two and more., short: Two.}
  list: {kind: list, items: [a, b, c]}
  talk: {kind: messages, messages: [{by: mum, text: "Out?"}, {by: me, text: "Yes x x"}]}
  many: {kind: statistic, text: "It was **12** times.", value: 12}
  ring: {kind: contacts, text: "Ring:", contacts: guards}
  vow: {kind: quote, text: "I will."}
  link: {kind: link, text: "More:", address: "{site}"}
"""
TRANSLATED = """
title: "{town} میں تیراکی"
subject: حفاظت
blocks:
  head: {text: "*اچھی* تیراکی", short: تیراکی}
  some: {texts: ["ایک {town} میں۔", دو اور مزید۔], shorts: ["", دو۔]}
  list: {texts: [ا, ب, ج]}
  talk: {texts: ["باہر؟", "ہاں x x"]}
  many: {text: "ایسا **12** بار ہوا۔"}
  ring: {text: "فون کریں:"}
  vow: {text: میں کروں گا۔}
  link: {text: "مزید:"}
"""


@pytest.fixture(name="library")
def _library(tmp_path: Path) -> "Files":
    return Files(tmp_path)


class Files:
    """A project of three files, each of which a test may change."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.write("languages.yaml", LANGUAGES)
        self.write("areas/wrenport.yaml", AREA)
        self.write("swim/en-GB.yaml", WORDS)

    def write(self, path: str, text: str) -> None:
        file = self.root / "content" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text.lstrip(), encoding="utf-8")

    def change(self, path: str, old: str, new: str) -> None:
        text = (self.root / "content" / path).read_text(encoding="utf-8")
        assert old in text
        self.write(path, text.replace(old, new))

    def read(self, tag: str = "en-GB") -> tuple[Document, list[Problem]]:
        return Content(Shelf.at(self.root), Cache()).document("swim", tag, "wrenport")

    def refused(self, tag: str = "en-GB") -> list[str]:
        with pytest.raises(Refused) as refused:
            self.read(tag)
        return [str(problem) for problem in refused.value.problems]

    def warned(self) -> list[str]:
        return [str(problem) for problem in self.read()[1]]


def test_blocks_with_their_meaning(library: Files) -> None:
    document, problems = library.read()
    assert not problems
    blocks = document.blocks
    assert document.title == "TEST: Swim in Wrenport"
    assert (document.language, document.script, document.direction) == ("en-GB", "Latn", "ltr")
    assert [text.plain for text in blocks["some"].texts] == ["One in Wrenport.", "Two and more."]
    assert [text.plain for text in blocks["some"].short] == ["One in Wrenport.", "Two."]
    assert blocks["head"].short[0].plain == "Swim"
    assert [text.plain for text in blocks["list"].texts] == ["a", "b", "c"]
    assert blocks["talk"].speakers == ("mum", "me")
    assert blocks["many"].value == 12
    assert blocks["link"].address == "www.example.org/swim"
    assert [(c.place.plain, c.number.plain) for c in blocks["ring"].contacts] == [
        ("Wrenport beach", "01632 960 124"),
        ("Quay", "01632 960 123"),
    ]
    assert {name: block.kind for name, block in blocks.items()} == {
        "head": "heading",
        "some": "paragraphs",
        "list": "list",
        "talk": "messages",
        "many": "statistic",
        "ring": "contacts",
        "vow": "quote",
        "link": "link",
    }


def test_the_place_of_every_text_is_found_by_its_key(library: Files) -> None:
    document, _ = library.read()
    spans = [document.span(text.key) for block in document.blocks.values() for text in block.texts]
    assert all(span and span.path == "content/swim/en-GB.yaml" for span in spans)
    second = document.span(document.blocks["some"].texts[1].key)
    assert second is not None
    assert (second.line, second.key) == (11, "blocks.some.paragraphs.1.text")
    place = document.span(document.blocks["ring"].contacts[0].place.key)
    assert place is not None
    assert (place.path, place.line) == ("content/areas/wrenport.yaml", 6)


def test_a_name_the_area_does_not_have(library: Files) -> None:
    library.change("swim/en-GB.yaml", "One in {town}", "One in {twon}")
    assert library.refused() == [
        "content/swim/en-GB.yaml:10:9: error[placeholder]: nothing is called {twon} here\n"
        '  hint: did you mean "town"? or call that "twon" in content/areas/wrenport.yaml'
    ]


def test_contacts_the_area_does_not_have(library: Files) -> None:
    library.change("swim/en-GB.yaml", "contacts: guards", "contacts: guard")
    (problem,) = library.refused()
    assert 'error[unknown-contacts]: the area has no contacts called "guard"' in problem
    assert 'did you mean "guards"?' in problem


def test_a_code_that_is_no_link(library: Files) -> None:
    library.change("swim/en-GB.yaml", "codes: [link]", "codes: [link, head]")
    (problem,) = library.refused()
    assert "content/swim/en-GB.yaml:4:15: error[unknown-block]: no link block is called" in problem


@pytest.mark.parametrize(
    ("address", "wrong"),
    [
        ("example", '"example" is not a web address'),
        ("http://example.org", '"http://example.org" begins with http://'),
        ("www.example.org/a b", "this address has a space in it"),
        ("ftp://x.org", '"ftp://x.org" begins with ftp:'),
        ("-a.org", '"-a.org" is not a web address'),
        ("x.org/" + "a" * 2400, "this address has 2406 characters"),
    ],
    ids=lambda words: words[:20],
)
def test_addresses_that_cannot_be_opened(library: Files, address: str, wrong: str) -> None:
    library.change("areas/wrenport.yaml", "site: www.example.org/swim", f'site: "{address}"')
    assert any(f"error[address]: {wrong}" in problem for problem in library.refused())


@pytest.mark.parametrize("address", ["example.org", "https://www.example.org:8443/A-b/c?d=e#f"])
def test_addresses_that_can_be_opened(library: Files, address: str) -> None:
    library.change("areas/wrenport.yaml", "site: www.example.org/swim", f'site: "{address}"')
    link = library.read()[0].blocks["link"]
    assert link.address == address.removeprefix("https://")
    assert link.target == f"https://{link.address}"


def test_an_address_typed_into_the_words_is_checked_too(library: Files) -> None:
    library.change("swim/en-GB.yaml", 'address: "{site}"', "address: example")
    (problem,) = library.refused()
    assert problem.startswith("content/swim/en-GB.yaml:")
    assert "error[address]" in problem


@pytest.mark.parametrize(
    "verified", ["", "verified: {by: A. Clerk}\n", "verified:\n  by:\n  on:\n"]
)
def test_an_area_nobody_checked_is_reported_once(library: Files, verified: str) -> None:
    library.change("areas/wrenport.yaml", "verified: {by: A. Clerk, on: 2026-01-31}\n", verified)
    (warning,) = library.warned()
    assert "warning[unverified]: nobody has checked the numbers and addresses" in warning
    assert "content/areas/wrenport.yaml" in warning


def test_one_name_for_two_things(library: Files) -> None:
    library.change("areas/wrenport.yaml", "names: {town: Wrenport}", "names: {harbour: Wrenport}")
    problems = library.refused()
    assert "error[duplicate-name]: {harbour} is given more than once" in problems[0]


def test_a_logo_without_words_for_it(library: Files) -> None:
    (library.root / "content/areas/a.png").write_bytes(b"")
    library.change(
        "areas/wrenport.yaml", "title: Wrenport", "logos: [{file: a.png, alt: ' '}]\ntitle: W"
    )
    (problem,) = library.refused()
    assert "error[alt-text]: this logo has no alt text" in problem


def test_a_language_nobody_listed(library: Files) -> None:
    library.write("swim/cy.yaml", WORDS)
    assert 'error[unknown-language]: no language is called "cy"' in library.refused("cy")[0]


def test_the_direction_and_script_of_a_language(library: Files) -> None:
    library.write("swim/ur.yaml", TRANSLATED)
    document, _ = library.read("ur")
    assert (document.direction, document.script) == ("rtl", "Arab")
    assert document.blocks["vow"].texts[0].language == "ur"


def test_all_that_is_wrong_is_reported_at_once(library: Files) -> None:
    library.change("swim/en-GB.yaml", "One in {town}", "One in {twon}")
    library.change("swim/en-GB.yaml", "contacts: guards", "contacts: guard")
    library.change("swim/en-GB.yaml", "codes: [link]", "codes: [lonk]")
    assert len(library.refused()) == 3


def test_the_same_words_are_the_same_document(library: Files) -> None:
    first, _ = library.read()
    library.change("swim/en-GB.yaml", "blocks:", "# nothing but a remark\nblocks:")
    second, _ = library.read()
    assert first == second
    library.change("swim/en-GB.yaml", "I will.", "I shall.")
    assert first.blocks["vow"] != library.read()[0].blocks["vow"]
