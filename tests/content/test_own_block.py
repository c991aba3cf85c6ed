"""An area's own words: what may not be missing, what is too long, and what other languages say."""

import re
from pathlib import Path

import pytest
import yaml

from generator.cache import Cache
from generator.content import own_block
from generator.content.area_rows import Own
from generator.content.document import Block
from generator.content.project_content import Content
from generator.design import items
from generator.problems import Problem, Refused
from generator.source.shelf import Shelf
from tests import own_words
from tests.sample_projects import change

AREA = "content/areas/ashdale.yaml"


def found(project: Path, own: str, more: str = "") -> list[Problem]:
    change(project / AREA, "title: Ashdale\n", f"title: Ashdale\nown: {own}\n{more}")
    try:
        return Content(Shelf.at(project), Cache()).area("ashdale")[1]
    except Refused as refused:
        return list(refused.problems)


def block(folder: Path, tag: str = "en-GB", **translations: dict[str, str]) -> Block:
    return own_words.document(folder, own_words.SCHOOL, tag, **translations)[0].blocks[
        own_block.OWN
    ]


def test_layouts_and_areas_call_the_block_the_same() -> None:
    assert own_block.OWN == items.OWN


@pytest.mark.parametrize(
    "words",
    [
        "{heading: Ask us, sentence: At any time.}",
        "{heading: Ask us, number: 101}",
        "{heading: Ask us, name: Mr Li}",
        "{heading: Ask us, role: Duty team, number: 01632 960 123}",
        "{heading: Ask us, address: www.example.org}",
        '{heading: "Ask in {town}", sentence: "Ring {office}."}',
        f"{{heading: {'x' * 40}, sentence: {'y' * 110}}}",
    ],
)
def test_whole_words_of_an_areas_own(project: Path, words: str) -> None:
    assert found(project, words) == []


@pytest.mark.parametrize(
    ("words", "rule", "key", "message"),
    [
        ("{sentence: Ring us.}", "own-words", "own", "have no heading"),
        ('{heading: "", number: 101}', "own-words", "own.heading", "have no heading"),
        ("{heading: Ask us}", "own-words", "own.heading", "nothing stands under the heading"),
        (
            f"{{heading: {'x' * 41}, number: 101}}",
            "own-words",
            "own.heading",
            "the heading has 41 characters, and may have 40",
        ),
        (
            f"{{heading: Ask, sentence: {'x' * 120}}}",
            "own-words",
            "own.sentence",
            "the sentence has 120 characters, and may have 110",
        ),
        (
            '{heading: Ask, sentence: "Look [here](http://www.gov.uk)."}',
            "address",
            "own.sentence",
            "begins with http://",
        ),
        ('{heading: "Ask in {twon}", number: 101}', "placeholder", "own.heading", "{twon}"),
        ('{heading: "Ask in {town", number: 101}', "placeholder", "own.heading", "a brace"),
        ("{heading: Ask, number: 0116 252}", "phone-number", "own.number", "too few figures"),
        ("{heading: Ask, address: http://a.org}", "address", "own.address", "begins with http"),
        ("{heading: Ask, phone: 101}", "unknown-key", "own.phone", "phone"),
    ],
)
def test_what_is_wrong_with_an_areas_own_words(
    project: Path, words: str, rule: str, key: str, message: str
) -> None:
    problem = next(problem for problem in found(project, words) if problem.is_error)
    assert (problem.rule, problem.span and problem.span.key) == (rule, key)
    assert problem.span
    assert (problem.span.path, problem.span.line) == (AREA, 2)
    assert message in problem.message
    assert problem.hint


def test_a_line_break_is_a_space(project: Path) -> None:
    assert found(project, '{heading: "Ask\\nus", name: "Mr\\nLi"}') == []
    own = Content(Shelf.at(project), Cache()).area("ashdale")[0].own
    assert own is not None
    assert (own.heading, own.name) == ("Ask us", "Mr Li")


def test_a_number_of_drama_is_for_test_areas(project: Path) -> None:
    change(project / AREA, "test: true\n", "")
    rules = [each.rule for each in found(project, "{heading: Ask, number: 01632 960 123}")]
    assert "drama-number" in rules


@pytest.mark.parametrize(
    ("words", "rule", "message"),
    [
        ("{heading: " + "x" * 61 + "}", "own-words", "may have 60"),
        ("{role: Pennaeth}", "unknown-own", "have no role"),
        ('{heading: "{twon}"}', "placeholder", "{twon}"),
        ("{number: 101}", "unknown-key", "number"),
    ],
)
def test_what_is_wrong_with_them_in_another_language(
    project: Path, words: str, rule: str, message: str
) -> None:
    more = f"translations:\n  cy: {{own: {words}}}\n"
    (problem,) = found(project, "{heading: Ask us, number: 101}", more)
    assert (problem.rule, problem.span and problem.span.line) == (rule, 4)
    assert message in problem.message


@pytest.mark.parametrize(
    ("words", "rules"),
    [
        ('"Ffoniwch 01632 960123 tan 17"', []),
        ('"Ffoniwch {office} tan 17"', ["changed-number"]),
        ('"Ffoniwch 01632 960124 tan 17"', ["changed-number"]),
        ('"Ffoniwch 960123 01632 tan 17"', ["changed-number"]),
        ('"Ffoniwch ni tan 17"', ["changed-number"]),
        ('"Ffoniwch 01632 960123: www.example.org/a"', ["changed-address"]),
    ],
)
def test_what_is_rung_and_opened_is_the_same_in_every_language(
    project: Path, words: str, rules: list[str]
) -> None:
    more = f"translations:\n  cy: {{own: {{sentence: {words}}}}}\n"
    own = '{heading: Ask us, sentence: "Ring 01632 960123 until 5 pm."}'
    problems = found(project, own, more)
    assert [problem.rule for problem in problems if problem.rule != "own-untranslated"] == rules
    assert all(problem.span and problem.span.line == 4 for problem in problems)


def test_marks_on_letters_are_no_characters(project: Path) -> None:
    assert found(project, f"{{heading: {'நி' * 40}, number: 101}}") == []


def test_a_campaign_has_no_block_of_that_name(project: Path) -> None:
    words = "content/garden/en-GB.yaml"
    change(project / words, "  headline:", "  own: {kind: heading, text: Ours}\n  headline:")
    with pytest.raises(Refused, match="layouts call the area's own words"):
        Content(Shelf.at(project), Cache()).source("garden")


def test_a_campaign_says_after_which_of_its_blocks_they_are_read(project: Path) -> None:
    words = "content/garden/en-GB.yaml"
    change(project / words, "codes: [more]", "codes: [more]\nown_after: wrods")
    with pytest.raises(Refused, match=r'no block is called "wrods"\n  hint: did you mean "words"'):
        Content(Shelf.at(project), Cache()).document("garden", "en-GB", "ashdale")


# --- the block ---------------------------------------------------------------------------------


def test_the_block_holds_all_of_them(tmp_path: Path) -> None:
    found = block(tmp_path)
    assert [text.plain for text in found.texts] == [own_words.HEADING, own_words.SENTENCE]
    (asked,) = found.contacts
    assert (asked.place.plain, asked.number.plain) == ("Ms A. Shah, Deputy head", own_words.NUMBER)
    assert asked.number.runs[0].link == "tel:+441164960123"
    assert found.address == "www.example.org/tell"
    assert found.line
    assert found.line.plain == "Ms A. Shah, Deputy head: 0116 496 0123"
    assert [run.text for run in found.line.runs if run.strong] == [own_words.NUMBER]


def test_there_is_none_where_the_area_has_none() -> None:
    assert own_block.OWN not in own_words.shipped.document().blocks


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ({"heading": "Out of hours", "number": "999"}, "Out of hours: 999"),
        ({"heading": "In danger now?", "number": "999"}, "In danger now? 999"),
        ({"heading": "Ask", "name": "Mr Li"}, "Mr Li"),
        ({"heading": "Ask", "role": "Duty team", "number": "101"}, "Duty team: 101"),
        ({"heading": "Ask", "sentence": "At any time."}, "Ask"),
    ],
)
def test_the_line_of_whom_to_ask(tmp_path: Path, words: dict[str, str], line: str) -> None:
    found = own_words.document(tmp_path, words)[0].blocks[own_block.OWN].line
    assert found
    assert found.plain == line


def test_in_another_language_they_are_in_its_words_and_marks(tmp_path: Path) -> None:
    words, problems = own_words.document(tmp_path, own_words.SCHOOL, "ur", ur=own_words.IN_URDU)
    found = words.blocks[own_block.OWN]
    assert {text.language for text in found.texts} == {"ur"}
    assert found.contacts[0].place.plain == "محترمہ شاہ، نائب ہیڈ"
    assert not [problem for problem in problems if problem.rule == "own-untranslated"]


def test_chinese_marks_bring_their_own_space(tmp_path: Path) -> None:
    found = block(tmp_path, "zh-Hans", zh_Hans=own_words.IN_CHINESE)
    assert found.line
    assert found.line.plain == "Ms A. Shah，副校长：0116 496 0123"


def test_what_is_not_translated_is_in_english_marked_so_and_reported(tmp_path: Path) -> None:
    given = {"heading": own_words.IN_URDU["heading"], "name": own_words.IN_URDU["name"]}
    words, problems = own_words.document(tmp_path, own_words.SCHOOL, "ur", ur=given)
    found = words.blocks[own_block.OWN]
    assert [text.language for text in found.texts] == ["ur", "en-GB"]
    assert (found.contacts[0].place.plain, found.contacts[0].place.language) == (
        "Ms A. Shah, Deputy head",
        "en-GB",
    )
    (problem,) = [problem for problem in problems if problem.rule == "own-untranslated"]
    assert not problem.is_error
    assert "have no sentence and role in ur" in problem.message
    assert problem.span
    assert problem.span.key == "own.sentence"


def test_a_name_needs_no_translation(tmp_path: Path) -> None:
    words = {"heading": "Ask", "name": "Mr Li", "number": "101"}
    content, _ = own_words.project(tmp_path, words, pl={"heading": "Zapytaj"})
    document, problems = content.document(own_words.shipped.CAMPAIGN, "pl", own_words.shipped.AREA)
    assert not [problem for problem in problems if problem.rule == "own-untranslated"]
    assert document.blocks[own_block.OWN].contacts[0].place.language == "pl"


def test_trial_languages_are_not_asked_for_them(tmp_path: Path) -> None:
    _, problems = own_words.document(tmp_path, own_words.SCHOOL, "pseudo")
    assert not [problem for problem in problems if problem.rule == "own-untranslated"]


def test_where_they_are_read() -> None:
    frames = [["head", "raise"], ["numbers", "end"]]
    assert own_block.own_place(frames, "raise", ["numbers"]) == (0, 2)
    assert own_block.own_place(frames, "", ["numbers"]) == (1, 0)
    assert own_block.own_place(frames, "elsewhere", []) == (1, 2)


def test_the_example_in_the_documents_is_good(project: Path) -> None:
    page = (own_words.shipped.ROOT / "docs/areas.md").read_text(encoding="utf-8")
    examples = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    kinds = [example.partition(":")[0] for example in examples]
    assert kinds == ["own", "translations", "imprint", "imprint"]
    campaign = own_words.shipped.ROOT / own_words.shipped.WORDS
    (labels,) = yaml.safe_load(examples.pop()).values()
    assert (
        labels.items() <= yaml.safe_load(campaign.read_text("utf-8"))["blocks"]["imprint"].items()
    )
    (project / AREA).write_text(
        "".join(
            ["title: Ashdale\ntest: true\nverified: {by: A. Clerk, on: 2026-03-31}\n", *examples]
        )
    )
    area, problems = Content(Shelf.at(project), Cache()).area("ashdale")
    assert not problems
    assert area.own is not None
    assert area.imprint is not None


def test_rows_say_what_the_limits_are() -> None:
    described = Own.row_fields
    assert str(own_block.MOST["heading"]) in (described["heading"].description or "")
    assert str(own_block.MOST["sentence"]) in (described["sentence"].description or "")
