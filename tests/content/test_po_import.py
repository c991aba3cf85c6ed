"""What translators' programs and services do to a PO file, and what is made of it."""

import re
from pathlib import Path
from typing import Any

import pytest

from generator.content import po_export
from generator.content.sentences import sentences
from generator.problems import Refused
from tests.content.test_po_export import (
    REVIEW,
    campaign,
    edited,
    exported,
    line_of,
    refused,
    taken,
    translated,
    unpacked,
)
from tests.outside_programs import run as run_program

TWICE: Any = {"kind": "list", "items": ["First.", "Third."]}


def errors(text: str) -> list[str]:
    """What of a file is wrong, its warnings apart."""
    return [said for said in refused(text) if "error[" in said]


# damaged lines


@pytest.mark.parametrize(
    ("line", "after", "column", "message", "hint"),
    [
        ('msgstr "Pierwsze.', 0, 18, "quotation mark of this text is not closed", 'put " at'),
        ('msgstr "Pierwsze.\\"', 0, 20, "is not closed", 'its last \\" is part of the text'),
        ("msgstr Pierwsze.", 0, 8, "does not stand in quotation marks", 'write msgstr "…"'),
        ("msgstr “Pierwsze.”", 0, 8, "begins with “, not with a straight", 'write msgstr "…"'),
        ('msgstr "Pier"wsze"', 0, 13, "ends at this quotation mark", 'write \\" for'),
        ('msgstr "Pierwsze\\."', 0, 17, "\\. stands for nothing", "write \\\\ for"),
        ('mgstr "Pierwsze."', 0, 1, 'begins with "mgstr"', 'did you mean "msgstr"?'),
        ('msgstr"Pierwsze."', 0, 7, "no space behind msgstr", "put one there"),
        ('msgstr "a"\nPierwsze.', 1, 1, "not a line of a PO file", 'put " before and after'),
        ('msgstr "a"\n<<<<<<< HEAD', 1, 1, "two versions of the file", "keep one of the two"),
        ('msgstr "a"\nmsgstr "b"', 1, 1, "there is a second msgstr", "keep one"),
        ("", -2, 1, "this entry has no msgstr", 'write msgstr "…" in it'),
    ],
)
def test_a_damaged_line_is_reported_with_its_place_and_its_mend(
    line: str, after: int, column: int, message: str, hint: str
) -> None:
    text = exported(translated())
    number = text[: text.index('msgstr "Pierwsze."')].count("\n") + 1 + after
    (said,) = refused(text.replace('msgstr "Pierwsze."', line))
    assert said.startswith(f"pl.po:{number}:{column}: error[po]: ")
    assert message in said
    assert hint in said
    assert "nothing is lost" in said
    assert "export" not in said


def test_a_text_of_no_entry_is_reported() -> None:
    (said,) = refused('"Pierwsze."\n' + exported(translated()))
    assert said.startswith("pl.po:1:1: error[po]: this text belongs to no entry")


# headers


@pytest.mark.parametrize("says", ["pl_PL", "pl-PL", "PL", "Polish", "pl_PL.UTF-8"])
def test_a_program_may_write_the_language_in_its_own_way(says: str) -> None:
    text = exported({}).replace('"Language: pl', f'"Language: {says}')
    assert taken(text, {}).changed == ()
    text = re.sub(r'"X-Cease-Language.*\n', "", text)
    assert unpacked(text).language == "pl"


@pytest.mark.parametrize(
    ("says", "tag"), [("zh_CN", "zh-Hans"), ("zh", "zh-Hans"), ("zh_TW", ""), ("sv", ""), ("", "")]
)
def test_a_language_is_not_guessed(says: str, tag: str) -> None:
    text = exported({}).replace('"Language: pl', f'"Language: {says}')
    text = re.sub(r'"X-Cease-Language.*\n', "", text)
    if tag:
        assert unpacked(text).language == tag
        return
    (said,) = refused(text)
    assert "error[foreign]: " in said
    assert 'write "Language: TAG\\n" among its first lines; the tags: pl, uk, zh-Hans' in said


def headless(text: str) -> str:
    """A file whose headers a service has rewritten."""
    text = re.sub(r'"X-Cease-.*\n', "", text)
    return re.sub('"Project-Id-Version: .*\n', '"Project-Id-Version: PACKAGE\\\\n"\n', text)


def test_a_file_without_our_headers_is_known_by_its_originals() -> None:
    text = headless(edited(exported({}), "some.0", translated="Pierwsze."))
    assert "Cease" not in text
    result = taken(text, {})
    assert (result.changed, result.problems) == (("some.0",), ())
    assert taken(exported(translated()).replace("X-C", "x-c"), translated()).changed == ()


def test_a_file_without_headers_or_originals_of_ours_is_refused() -> None:
    text = headless(exported(translated()))
    (said,) = refused(re.sub('msgid ".+"', 'msgid "Else"', text))
    assert "error[foreign]: this file was not made by `cease translate export`" in said


# contexts


def without_contexts(text: str) -> str:
    return re.sub('msgctxt ".*"\n', "", text)


def test_entries_without_contexts_are_known_by_their_originals() -> None:
    before = translated()
    text = without_contexts(edited(exported(before), "some.0", translated="Najpierw."))
    result = taken(text, before)
    assert (result.changed, result.problems) == (("some.0",), ())
    assert taken(headless(text), before).changed == ("some.0",)


def test_an_original_that_stands_twice_is_matched_in_turn_or_for_both() -> None:
    words = campaign(more=TWICE)
    text = exported({}, words)
    text = edited(text, "some.0", translated="Pierwsze.")
    text = without_contexts(edited(text, "more.0", translated="Pierwszy."))
    result = taken(text, {}, words)
    assert [result.answers[key].text for key in ("some.0", "more.0")] == ["Pierwsze.", "Pierwszy."]
    # gettext keeps one entry of two that are alike
    merged = text.replace('msgid "First."\nmsgstr "Pierwszy."\n', "")
    result = taken(merged, {}, words)
    assert result.answers["more.0"].text == result.answers["some.0"].text == "Pierwsze."
    assert (
        "warning[no-context]: this entry has no context, and its translation is taken in for "
        'sentence 1 of "some" and sentence 1 of "more"'
    ) in "\n".join(map(str, result.problems))


def test_entries_that_cannot_be_distinguished_are_reported() -> None:
    words = campaign(more=TWICE)
    text = without_contexts(exported(translated(words), words))
    text += '\nmsgid "First."\nmsgstr "Trzecie."\n'
    with pytest.raises(Refused) as found:
        taken(text, {}, words)
    said = str(found.value)
    assert 'this original, which stands in: sentence 1 of "some", sentence 1 of "more"' in said
    assert 'with a line above its msgid: msgctxt "some.0"' in said
    text = without_contexts(exported(translated())) + '\nmsgid "Else."\nmsgstr "Inne."\n'
    assert "has no context, and its original is not in the campaign" in refused(text)[0]


# texts


@pytest.mark.parametrize(
    ("key", "written", "read"),
    [
        ("some.0", "  Pierwsze. \n", "Pierwsze."),
        ("some.0", "Pierw\nsze.", "Pierw sze."),
        ("some.0", "Pierwsze.\r\n", "Pierwsze."),
        ("some.0", "A\tB", "A B"),
        ("some.0", "Tom &amp; Ala", "Tom & Ala"),
        ("some.0", "&quot;Tom&#39;s&quot; &#x263A;", '"Tom\'s" ☺'),
        ("some.0", "Tom &amp;amp; Ala", "Tom & Ala"),
        ("some.0", "AT&T; &nosuch;", "AT&T; &nosuch;"),
        ("head.0", "DZIECI\nBEZPIECZNE", "DZIECI\\\nBEZPIECZNE"),
        ("head.0", "DZIECI \\\n  BEZPIECZNE\n", "DZIECI\\\nBEZPIECZNE"),
    ],
)
def test_a_text_is_without_what_programs_add(key: str, written: str, read: str) -> None:
    result = taken(edited(exported({}), key, translated=written), {})
    assert result.answers[key].text == read
    rules = {problem.rule for problem in result.problems}
    assert rules == ({"entities"} if ";" in written and "nosuch" not in written else set())


def test_an_original_with_entities_is_no_other_original() -> None:
    text = exported(translated())
    changed = text.replace('msgid "Say \\"when\\""', 'msgid "Say &quot;when&quot;"')
    assert changed != text
    assert taken(changed, translated()).changed == ()


def test_an_entity_may_not_bring_in_what_no_file_may_hold() -> None:
    text = edited(exported({}), "some.0", translated="A&#8238;B")
    (said,) = errors(text)
    assert said.startswith(f"pl.po:{line_of(text, 'some.0')}:1: error[character]")


def test_plural_forms_are_one_sentence_or_reported() -> None:
    text = exported({})
    plural = 'msgid "First."\nmsgid_plural "Firsts."\nmsgstr[0] "{}"\nmsgstr[1] "{}"'
    one = text.replace('msgid "First."\nmsgstr ""', plural.format("Pierwsze.", "Pierwsze."))
    assert taken(one, {}).answers["some.0"].text == "Pierwsze."
    two = text.replace('msgid "First."\nmsgstr ""', plural.format("Pierwsze.", "Pierwszych."))
    (said,) = errors(two)
    assert said.startswith(f"pl.po:{line_of(two, 'some.0')}:1: error[plural-forms]: sentence 1 of")


def test_work_in_obsolete_entries_is_reported() -> None:
    text = exported(translated())
    entry = 'msgctxt "some.0"\nmsgid "First."\nmsgstr "Pierwsze."'
    assert entry in text
    old = "\n".join(f"#~ {line}" for line in entry.split("\n"))
    result = taken(text.replace(entry, "") + f"\n{old}\n", {})
    said = "\n".join(map(str, result.problems))
    assert "warning[obsolete]: this entry is marked as obsolete" in said
    missing = '1 of 8 sentences are not in this file: sentence 1 of "some"'
    assert f"warning[missing-entry]: {missing}" in said


def test_words_of_another_script_are_refused() -> None:
    text = edited(exported({}), "some.0", translated="Цей лист не польською мовою")
    (said,) = errors(text)
    assert "error[script]: most of this is in Cyrillic letters" in said
    ukrainian = exported(translated()).replace(": pl\\n", ": uk\\n")
    assert all("error[script]" in said for said in errors(ukrainian))


# what helps


def test_a_stale_sentence_shows_what_it_said_before(tmp_path: Path) -> None:
    before = translated()
    new = campaign(
        some={
            "kind": "paragraphs",
            "paragraphs": ["At first.", {"text": "Second, with **12**.", "short": "Short 12."}],
        }
    )
    assert taken(exported({}), {}).made_from == {}
    earlier = taken(exported(before), {}).made_from
    text = po_export.export(
        "swim", new, sentences(new, "en-GB"), ("pl", "Polish"), before, {}, None, earlier
    )
    assert '#| msgid "First."\nmsgctxt "some.0"\nmsgid "At first."' in text
    assert text.count("#| ") == 1
    path = tmp_path / "pl.po"
    path.write_text(text, encoding="utf-8")
    run_program("msgfmt", "--check", "-o", tmp_path / "pl.mo", path)
    assert taken(text, before, new).problems == ()


def test_every_sentence_has_a_note() -> None:
    places = {"head": ["a-very-long-name-of-a-layout", "another-very-long-name-of-a-layout"]}
    words = campaign()
    text = po_export.export(
        "swim", words, sentences(words, "en-GB"), ("pl", "Polish"), {}, {}, places
    )
    entries = re.split(r"\n\n", text)[1:]
    assert len(entries) == 8
    assert all(entry.startswith("#. ") for entry in entries)
    for line in (
        "#. A heading.",
        "#. A paragraph, 2 of 2.",
        "#. A sentence before a list of places and telephone numbers.",
        "#. Stands in: a-very-long-name-of-a-layout,\n#. another-very-long-name-of-a-layout.",
        "#. The document's title",
    ):
        assert line in text


# two people at once


def test_a_sentence_that_was_corrected_since_the_export_stays_so() -> None:
    text = exported(translated()).replace("Pierwsze.", "Po pierwsze.")
    corrected = translated(None, None, **{"talk.0": "Poprawione."})
    found = taken(text, corrected)
    assert found.changed == ("some.0",)
    assert found.answers["talk.0"].text == "Poprawione."
    (said,) = found.problems
    assert said.rule == "stale-file"
    assert "was translated again since this file was exported" in said.message
    assert said.details == ("it is now: Poprawione.",)


def test_two_translators_of_one_sentence_are_told_of_each_other() -> None:
    text = exported(translated()).replace("Pierwsze.", "Po pierwsze.")
    found = taken(text, translated(None, None, **{"some.0": "Najpierw."}))
    assert found.answers["some.0"].text == "Po pierwsze."
    (said,) = found.problems
    assert (said.rule, said.details) == ("two-changes", ("the project had: Najpierw.",))
    assert said.span
    assert said.span.line == line_of(text, "some.0")
    assert taken(text, {**found.answers}).problems == ()  # the same file again


def test_two_halves_of_one_language_both_stay() -> None:
    empty = exported({})
    there = {**taken(edited(empty, "some.0", translated="Pierwsze."), {}).answers}
    whole = taken(edited(empty, "talk.0", translated="Powiedz"), there)
    assert {each.text for each in whole.answers.values()} == {"Pierwsze.", "Powiedz"}


def test_a_file_whose_headers_were_dropped_is_taken_as_it_is() -> None:
    text = headless(exported(translated()).replace("Pierwsze.", "Po pierwsze."))
    found = taken(text, translated(None, None, **{"talk.0": "Poprawione."}))
    assert set(found.changed) == {"some.0", "talk.0"}


def test_a_reviewer_of_an_older_wording_has_not_read_the_newer_one() -> None:
    corrected = translated(None, None, **{"talk.0": "Poprawione."})
    found = taken(exported(translated()), corrected, None, REVIEW)
    assert found.answers["some.0"].review == REVIEW
    assert found.answers["talk.0"].review is None


def test_another_program_keeps_what_was_translated_at_the_export(tmp_path: Path) -> None:
    text = exported(translated())
    path = tmp_path / "pl.po"
    path.write_text(text, encoding="utf-8")
    again = tmp_path / "again.po"
    run_program("msgcat", "--sort-output", "-w", "40", "-o", again, path)
    assert unpacked(again.read_text(encoding="utf-8")).given == unpacked(text).given
    assert len(unpacked(text).given or ()) == len(translated())
