"""Easy wording: held to the block's own words, and reported when it is stale or a draft."""

from pathlib import Path

import pytest

from generator.cache import Cache
from generator.content import easy_read
from generator.content.content_checks import check_content
from generator.content.document import Document
from generator.content.project_content import Content
from generator.content.sentences import digest
from generator.kept import Kept
from generator.problems import Problem, Refused
from generator.source.shelf import Shelf

WORDS = "content/swim/en-GB.yaml"
SAYS = "One beach in 5 has guards. Ring **{harbour}** or see www.example.org/swim."
FILES = {
    "content/languages.yaml": """\
default: en-GB
languages:
  en-GB: {name: English, english: English, script: Latn}
  cy: {name: Cymraeg, english: Welsh, script: Latn}
""",
    "content/areas/wrenport.yaml": """\
title: Wrenport
test: true
names: {town: Wrenport}
numbers: {harbour: 01632 960 123}
links: {site: www.example.org/swim}
verified: {by: A. Clerk, on: 2026-01-31}
""",
    WORDS: f"""\
title: Swim
date: 2026-01-31
blocks:
  some:
    kind: paragraphs
    paragraphs:
      - {SAYS}
      - Swim in {{town}}.
    easy:
      source: ["{digest(SAYS)}", "{digest("Swim in {town}.")}"]
      sentences:
        - text: Guards watch beaches, one in 5.
          symbol: symbols/guard.svg
        - text: "Ring {{harbour}} or go to www.example.org/swim. {{harbour}} is in {{town}}."
  more:
    kind: link
    text: "More:"
    address: "{{site}}"
    easy:
      status: reviewed
      reviewed_by: B. Reader
      reviewed_on: 2026-02-01
      source: ["{digest("More:")}"]
      sentences:
        - text: "Look at {{site}}"
""",
    "content/swim/symbols/guard.svg": "<svg/>",
    "content/swim/cy.yaml": """\
title: Nofio
blocks:
  some: {texts: ["Ffoniwch **{harbour}**: 5, www.example.org/swim", "Yn {town}."]}
  more: {text: "Mwy:"}
""",
}


class Files:
    """A project of a campaign with easy wording, which a test may change."""

    def __init__(self, root: Path) -> None:
        self.root = root
        for name, text in FILES.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")

    def change(self, old: str, new: str) -> None:
        path = self.root / WORDS
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, text.count(old)
        path.write_text(text.replace(old, new), encoding="utf-8")

    @property
    def library(self) -> Content:
        return Content(Shelf.at(self.root), Cache())

    def read(self, tag: str = "en-GB") -> Document:
        return self.library.document("swim", tag, "wrenport")[0]

    def refused(self) -> list[Problem]:
        with pytest.raises(Refused) as refused:
            self.read()
        return list(refused.value.problems)


@pytest.fixture(name="swim")
def _swim(tmp_path: Path) -> Files:
    return Files(tmp_path)


def test_sentences_with_an_areas_values_and_their_pictures(swim: Files) -> None:
    first, second = swim.read().blocks["some"].easy
    assert first.text.plain == "Guards watch beaches, one in 5."
    assert first.symbol == (swim.root / "content/swim/symbols/guard.svg").as_posix()
    assert second.text.plain.startswith("Ring 01632 960 123 or go to www.example.org/swim.")
    assert second.symbol == ""
    assert next(run.link for run in second.text.runs if run.link) == "tel:+441632960123"
    assert first.text.key == "campaign:blocks.some.easy.sentences.0.text"


def test_a_block_without_has_none_and_neither_has_a_translation(swim: Files) -> None:
    assert not any(block.easy for block in swim.read("cy").blocks.values())
    assert not swim.library.has_easy("swim", "cy")
    assert swim.library.has_easy("swim", "en-GB")


def test_words_made_up_from_the_original_are_easy_too(swim: Files) -> None:
    first, _ = swim.read("pseudo-rtl").blocks["some"].easy
    assert first.text.plain.startswith("[Ĝ")
    assert first.symbol


@pytest.mark.parametrize(
    ("written", "rule", "says"),
    [
        ("Guards watch 7 beaches, 1 in 5.", "changed-number", "1 and 7 are not in the original"),
        ("In {county}, one in 5.", "changed-placeholder", "{county} is not in the original"),
        ("One in 5: www.example.org/dive", "changed-address", '"www.example.org/dive" is not in'),
        ("One in 5: example.com", "changed-address", '"example.com" is not in'),
        ("One in 5: [here](https://example.com)", "changed-address", '"https://example.com" is'),
    ],
)
def test_nothing_may_be_invented(swim: Files, written: str, rule: str, says: str) -> None:
    swim.change("Guards watch beaches, one in 5.", f'"{written}"')
    (problem,) = [one for one in swim.refused() if one.rule == rule]
    assert says in problem.message
    assert problem.span is not None
    assert problem.span.key == "blocks.some.easy.sentences.0.text"


def test_the_next_command_says_the_same_until_a_word_changes(
    swim: Files, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Words that were compared are not compared again, and what was wrong keeps its place."""

    def said() -> list[Problem]:
        kept = Kept(tmp_path / "kept", str)
        return list(Content(Shelf.at(swim.root), Cache(kept=kept)).check_easy("swim", "en-GB"))

    assert said() == []
    swim.change("beaches, one in 5.", "7 beaches, one in 5.")
    wrong = said()
    assert [one.rule for one in wrong] == ["changed-number"]
    monkeypatch.setattr(easy_read, "reworded", lambda *_: pytest.fail("compared again"))
    assert said() == wrong


@pytest.mark.parametrize(
    ("old", "new", "rule", "says"),
    [
        ("beaches, one in 5", "beaches", "changed-number", "5 is missing"),
        ("is in {town}.", "it is.", "changed-placeholder", "{town} is missing"),
        (" or go to www.example.org/swim.", ".", "changed-address", '"www.example.org/swim" is'),
    ],
)
def test_nothing_that_must_survive_may_be_lost(
    swim: Files, old: str, new: str, rule: str, says: str
) -> None:
    swim.change(old, new)
    (problem,) = swim.refused()
    assert (problem.rule, says in problem.message) == (rule, True)


def test_a_link_may_name_its_own_address_alone(swim: Files) -> None:
    swim.read()
    swim.change('- text: "Look at {site}"', "- text: Look there")
    swim.read()
    swim.change("Look there", '"Look at {harbour}"')
    assert [one.rule for one in swim.refused()] == ["changed-placeholder"]


def test_a_picture_that_is_not_there(swim: Files) -> None:
    swim.change("symbols/guard.svg", "symbols/gard.svg")
    (problem,) = swim.refused()
    assert problem.message == 'there is no file "content/swim/symbols/gard.svg"'
    assert problem.hint == 'did you mean "guard.svg"?'
    assert problem.span is not None
    assert problem.span.key == "blocks.some.easy.sentences.0.symbol"


def test_a_picture_outside_the_project_is_refused(swim: Files) -> None:
    swim.change("symbols/guard.svg", "../../../guard.svg")
    assert [one.rule for one in swim.refused()] == ["outside-project"]


def test_a_sentence_without_words(swim: Files) -> None:
    swim.change('"Look at {site}"', '" "')
    (problem,) = swim.refused()
    assert problem.message == "there are no words here"


def test_what_is_reviewed_says_by_whom(swim: Files) -> None:
    swim.change("      reviewed_by: B. Reader\n", "")
    assert [one.rule for one in swim.refused()] == ["reviewed"]


def test_a_draft_is_reported_once(swim: Files) -> None:
    (problem,) = swim.library.easy_warnings("swim")
    assert problem.rule == "draft"
    assert problem.message == "the easy wording is a draft: 1 of 2 blocks are not reviewed"
    assert problem in check_content(swim.library)


def test_a_draft_does_not_make_the_words_themselves_one(swim: Files) -> None:
    document, problems = swim.library.document("swim", "en-GB", "wrenport")
    assert (document.draft, problems) == (False, [])


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("- Swim in {town}.", "- Swim well in {town}.", "sentence 2 of"),
        ("      - Swim in {town}.\n", "      - Swim in {town}.\n      - Well.\n", "sentence 3 of"),
        ("- Swim in {town}.", "- In {town}.", "sentence 2 of"),
    ],
)
def test_changed_words_leave_it_stale(swim: Files, old: str, new: str, says: str) -> None:
    swim.change(old, new)
    stale = [one for one in swim.library.easy_warnings("swim") if one.rule == "stale"]
    (problem,) = stale
    assert problem.message == '"some" has changed since its easy wording was made'
    assert problem.details[0].startswith(says)
    wanted = problem.hint.partition("`")[2].removesuffix("`")
    current = f'source: ["{digest(SAYS)}", "{digest("Swim in {town}.")}"]'
    swim.change(current, wanted)
    assert [one.rule for one in swim.library.easy_warnings("swim")] == ["draft"]


def test_words_taken_out_leave_it_stale(swim: Files) -> None:
    swim.change("      - Swim in {town}.\n", "")
    assert "stale" in [one.rule for one in swim.library.easy_warnings("swim")]


def test_nobody_has_noted_what_it_was_made_from(swim: Files) -> None:
    swim.change(f'      source: ["{digest("More:")}"]\n', "")
    assert any(
        one.message.startswith('nobody has noted which words of "more"')
        for one in swim.library.easy_warnings("swim")
    )
