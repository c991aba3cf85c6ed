"""Pseudo-localised words: how long they are, what they keep, and that fonts have their letters."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.cache import Cache
from generator.content.document import Block, Document
from generator.content.fidelity import unfaithful
from generator.content.project_content import Content
from generator.content.pseudolocalise import TAGS, pseudo
from generator.content.sentences import Sentence
from generator.content.text import words_alone
from generator.design.project_design import Design
from generator.source.shelf import Shelf
from tests.sample_projects import ROOT, change

CAMPAIGN = "kayleighs-love-story"
AREA = "leicester-leicestershire-rutland"


@pytest.fixture(scope="module")
def shipped() -> Content:
    return Content(Shelf.at(ROOT), Cache())


@pytest.fixture(scope="module")
def made(shipped: Content) -> Document:
    return shipped.document(CAMPAIGN, "pseudo", AREA)[0]


def by_block(sentences: dict[str, Sentence]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for sentence in sentences.values():
        found.setdefault(sentence.block, []).append(sentence.text)
    return found


def test_every_block_is_two_fifths_longer(shipped: Content) -> None:
    blocks = by_block(shipped.originals(CAMPAIGN))
    assert len(blocks) > 20
    for name, texts in blocks.items():
        before = sum(len(words_alone(text)) for text in texts)
        after = sum(len(words_alone(pseudo(text))) for text in texts)
        assert 1.4 * before <= after < 1.4 * before + len(texts), name


def test_what_is_set_is_two_fifths_longer_too(shipped: Content, made: Document) -> None:
    english, _ = shipped.document(CAMPAIGN, "en-GB", AREA)

    def length(block: Block) -> int:
        return sum(len(text.plain) for text in block.texts)

    for name in set(english.blocks) - {"police", "pledge"}:  # which hold a number and a name
        assert length(made.blocks[name]) >= 1.4 * length(english.blocks[name]), name
    whole = [sum(map(length, document.blocks.values())) for document in (made, english)]
    assert whole[0] == pytest.approx(1.4 * whole[1], rel=0.02)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Spot the Signs", "[Ŝpöţ ţĥê Ŝïĝñŝ ľöŕ]"),
        ("Stop", "[Ŝţöp]"),
        ("CHILD SEXUAL\\\nEXPLOITATION", "[ÇĤÏĽĎ ŜÊXÜÄĽ\\\nÊXPĽÖÏŢÄŢÏÖÑ ĽÖŔÊM Ï]"),
        ("Ring **{police}** or 0116 now", "[Ŕïñĝ **{police}** öŕ 0116 ñöŵ ľöŕê]"),
        ("Ring the police on **{police}**", "[Ŕïñĝ ţĥê pöľïçê öñ ľöŕêm] **{police}**"),
        ("**Stop**", "[**Stop**]"),
        ("to **E**radicate", "[ţö **E**ŕäďïçäţê ľö]"),
        ("See [our page](example.org/a) today", "[Ŝêê [öüŕ päĝê](example.org/a) ţöďäÿ ľöŕêm]"),
        ("Ask help@a.org or ceop.police.uk.", "[Äŝķ help@a.org öŕ ceop.police.uk. ľöŕêm ïpŝüm]"),
        ("At year 9, the 3rd", "[Äţ ÿêäŕ 9, ţĥê 3rd ľöŕêm]"),
    ],
)  # fmt: skip
def test_letters_change_and_nothing_else(source: str, expected: str) -> None:
    assert pseudo(source) == expected


WORDS = st.text("ab eéZ.,'?:0١", max_size=40)
THINGS = ["", " {town} ", " **{town}** ", " **C**", " www.example.org/a ", "1"]


@given(WORDS, st.sampled_from(THINGS))
def test_it_is_as_long_as_promised_whatever_is_typed(words: str, thing: str) -> None:
    source = f"so {words}{thing}so it is"
    before, after = len(words_alone(source)), len(words_alone(pseudo(source)))
    assert 1.4 * before <= after < 1.4 * before + 1
    assert unfaithful(source, pseudo(source)) == []


def test_it_is_faithful_to_the_campaign(shipped: Content) -> None:
    for sentence in shipped.originals(CAMPAIGN).values():
        assert unfaithful(sentence.text, pseudo(sentence.text)) == []


def test_the_fonts_have_every_letter_of_it(made: Document) -> None:
    fonts = Design(Shelf.at(ROOT)).fonts.weights("Public Sans")
    text = "".join(text.plain for block in made.blocks.values() for text in block.texts)
    assert {"ŝ", "ţ", "ŕ", "[", "]"} <= set(text)
    for font in fonts.values():
        assert not set(map(ord, text)) - font.face.coverage


def test_words_are_the_same_mirrored(shipped: Content, made: Document) -> None:
    mirrored, problems = shipped.document(CAMPAIGN, "pseudo-rtl", AREA)
    assert (made.direction, mirrored.direction) == ("ltr", "rtl")
    assert made.script == mirrored.script == "Latn"
    for name, block in made.blocks.items():
        other = mirrored.blocks[name]
        assert [text.plain for text in other.texts] == [text.plain for text in block.texts]
        assert (other.address, other.value) == (block.address, block.value)
    assert "draft" in [problem.rule for problem in problems]
    assert mirrored.draft


def test_short_forms_grow_too(project: Path) -> None:
    path = project / "content/garden/en-GB.yaml"
    change(path, 'text: "Gardens of {town}"}', 'text: "Gardens of {town}", short: Gardens}')
    document, _ = Content(Shelf.at(project), Cache()).document("garden", "pseudo", "ashdale")
    headline = document.blocks["headline"]
    assert headline.texts[0].plain == "[Ĝäŕďêñŝ öf Ashdale ľö]"
    assert headline.short[0].plain == "[Ĝäŕďêñŝä]"


def test_it_is_no_language_of_the_project(project: Path) -> None:
    library = Content(Shelf.at(project), Cache())
    with library.shelf.recording() as pseudo:
        library.document("garden", "pseudo", "ashdale")
    assert library.tags("garden") == ["en-GB"]
    assert not {*TAGS} & {*library.languages().languages}
    with library.shelf.recording() as english:
        library.document("garden", "en-GB", "ashdale")
    assert pseudo.files == english.files
