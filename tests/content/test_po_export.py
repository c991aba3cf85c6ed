"""PO files out and in: exact there and back, and every fault of a file reported where it stands."""

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.content import po, po_export, po_import
from generator.content.answers import Answer, Review, answers
from generator.content.campaign_rows import Campaign
from generator.content.language_rows import Language, Languages
from generator.content.po_identify import TranslatedFile, identify
from generator.content.script_checks import check_script
from generator.content.sentences import digest, sentences
from generator.content.text import PLACEHOLDER
from generator.content.translation_file import translation_text
from generator.content.translation_rows import Translation
from generator.content.typing_checks import of_words
from generator.problems import Refused
from generator.source.reader import read
from generator.source.rows import validate
from tests.outside_programs import run as run_program
from tests.source.models import REFUSED
from tests.values import replace

CAMPAIGN: Any = {
    "title": "Swim in {town}",
    "date": "2026-01-31",
    "version": "3",
    "blocks": {
        "head": {"kind": "heading", "text": "CHILD\\\nSAFETY", "note": "On the cover."},
        "some": {
            "kind": "paragraphs",
            "paragraphs": ["First.", {"text": "Second, with **12**.", "short": "Short 12."}],
        },
        "talk": {"kind": "messages", "messages": [{"by": "mum", "text": 'Say "when"'}]},
        "ring": {"kind": "contacts", "text": "Ring **{harbour}**, or:", "contacts": "guards"},
        "link": {"kind": "link", "text": "See www.example.org:", "address": "{site}"},
    },
}
POLISH = {
    "title": "Pływanie w {town}",
    "head.0": "BEZPIECZNE\\\nDZIECKO",
    "some.0": "Pierwsze.",
    "some.1": "Drugie, z **12**.",
    "some.1.short": "Krótkie 12.",
    "talk.0": 'Powiedz „kiedy” "teraz"',
    "ring.0": "Zadzwoń: **{harbour}** lub",
    "link.0": "Zob. www.example.org:",
}
LANGUAGES = Languages(
    default="en-GB",
    languages={
        tag: Language(name=english, english=english, script=script)
        for tag, english, script in (
            ("en-GB", "English", "Latn"),
            ("pl", "Polish", "Latn"),
            ("uk", "Ukrainian", "Cyrl"),
            ("zh-Hans", "Chinese", "Hans"),
        )
    },
)
REVIEW = Review("B. Reader", "2026-03-31")


def campaign(**blocks: object) -> Campaign:
    """The campaign, with blocks of its own."""
    return Campaign.model_validate({**CAMPAIGN, "blocks": {**CAMPAIGN["blocks"], **blocks}})


def translated(
    words: Campaign | None = None, review: Review | None = None, **changed: str
) -> dict[str, Answer]:
    """Every sentence in Polish, made from the original as it is."""
    originals = sentences(words or campaign(), "en-GB")
    texts = {**POLISH, **changed}
    return {
        key: Answer(texts[key], digest(originals[key].text), review)
        for key in originals
        if texts.get(key)
    }


def exported(answers_given: dict[str, Answer], words: Campaign | None = None) -> str:
    words = words or campaign()
    originals = sentences(words, "en-GB")
    return po_export.export("swim", words, originals, ("pl", "Polish"), answers_given, {})


def taken(
    text: str,
    answers_given: dict[str, Answer],
    words: Campaign | None = None,
    review: Review | None = None,
) -> po_import.Imported:
    originals = sentences(words or campaign(), "en-GB")
    return po_import.import_file(unpacked(text, words), originals, answers_given, review)


def unpacked(text: str, words: Campaign | None = None) -> TranslatedFile:
    """A file as it is known, in a project of two campaigns."""
    known = {"swim": words or campaign(), "run": campaign(head={"kind": "heading", "text": "Run"})}
    return identify(
        po.read(text, "pl.po"),
        "pl.po",
        ["run", "swim"],
        LANGUAGES,
        lambda name: sentences(known[name], "en-GB"),
    )


def refused(text: str, answers_given: dict[str, Answer] | None = None) -> list[str]:
    with pytest.raises(Refused) as found:
        taken(text, answers_given or translated())
    return [str(problem) for problem in found.value.problems]


def entry(text: str, key: str) -> po.Entry:
    (found,) = [each for each in po.read(text, "").entries if each.key == key]
    return found


def edited(text: str, which: str, **changes: Any) -> str:
    """The file with an entry changed, as a translator's program would."""
    file = po.read(text, "pl.po")
    entries = tuple(
        replace(each, **changes) if each.key == which else each for each in file.entries
    )
    return po.write(replace(file, entries=entries))


def line_of(text: str, key: str) -> int:
    """The line on which an entry begins."""
    begin = text.rindex("\n\n", 0, text.index(f'msgctxt "{key}"')) + 2
    return text[:begin].count("\n") + 1


# out


def test_a_file_tells_a_translator_what_is_needed(tmp_path: Path) -> None:
    words = campaign()
    originals = sentences(words, "en-GB")
    given_ = translated(review=REVIEW)
    given_["some.0"] = replace(given_["some.0"], source="00000000")
    del given_["link.0"]
    text = po_export.export(
        "swim", words, originals, ("pl", "Polish"), given_, {"some.0": "About 9 fit."}
    )
    file = po.read(text, "")
    assert file.headers["Language"] == "pl"
    assert file.headers["X-Cease-Campaign"] == "swim"
    assert file.headers["X-Cease-Version"] == "3"
    assert file.headers["X-Cease-Source"] == po_export.digest_of_all(originals)
    assert [each.key for each in file.entries] == list(POLISH)
    assert entry(text, "some.0").fuzzy
    assert not entry(text, "some.1").fuzzy
    assert entry(text, "link.0").translated == ""
    for line in (
        "#. About 9 fit.",
        "#. On the cover.",
        '#. A message from "mum".',
        "#. The short form of some.1.",
        "#. Keep ** round what stands for: {harbour}",
        "#. Reviewed by B. Reader on 2026-03-31.",
        "#, python-brace-format",
    ):
        assert line in text
    path = tmp_path / "pl.po"
    path.write_text(text, encoding="utf-8")
    run_program("msgfmt", "--check", "-o", tmp_path / "pl.mo", path)


def test_where_a_sentence_was_written_is_reported(project: Path) -> None:
    from generator.cache import Cache
    from generator.content.project_content import Content
    from generator.source.shelf import Shelf

    library = Content(Shelf.at(project), Cache())
    originals = library.originals("garden")
    text = po_export.export("garden", library.source("garden"), originals, ("cy", "Welsh"), {}, {})
    assert "#: content/garden/en-GB.yaml:10\nmsgctxt" in text


# there and back


def test_what_comes_back_unchanged_changes_nothing() -> None:
    before = translated(review=REVIEW)
    before["some.0"] = replace(before["some.0"], source="00000000")
    del before["link.0"]
    result = taken(exported(before), before)
    assert (result.changed, result.problems) == ((), ())
    assert result.answers == before


def test_translators_programs_may_write_the_file_anew(tmp_path: Path) -> None:
    path = tmp_path / "pl.po"
    path.write_text(exported(translated()), encoding="utf-8")
    for options in (["--no-wrap"], ["--width=40", "--sort-output"], ["--no-location"]):
        again = run_program("msgcat", *options, path)
        assert taken(again, translated()).changed == ()
    unwrapped = run_program("msgcat", "--no-wrap", path).replace("\n", "\r\n")
    assert taken(unwrapped, translated()).changed == ()


def is_foreign(text: str) -> bool:
    """Whether a text is refused as Polish because most of it is in other letters."""
    return any(problem.is_error for problem in check_script(text, "", "Latn"))


LETTERS = st.text(
    st.characters(
        codec="utf-8",
        exclude_categories=["Cc", "Cs", "Nd"],
        exclude_characters=f"{{}}*[]\\{REFUSED}",
    )
    | st.sampled_from("\n\t\r\"'\\"),
    max_size=40,
).filter(
    lambda text: not (re.search("www|[@.]", text) or list(of_words(text, None)) or is_foreign(text))
)


def kept(original: str) -> str:
    """What a translation of a sentence must have in it."""
    found = [match[0] for match in PLACEHOLDER.finditer(original)]
    found += ["12"] if "12" in original else []
    found += ["www.example.org"] if "www.example.org" in original else []
    thing = " ".join(found)
    return f"**{thing}**" if "**" in original else thing


@given(
    st.dictionaries(st.sampled_from(list(POLISH)), LETTERS), st.sets(st.sampled_from(list(POLISH)))
)
def test_any_translation_comes_back_exactly(texts: dict[str, str], fuzzy: set[str]) -> None:
    words = campaign()
    originals = sentences(words, "en-GB")
    text = exported({})
    for key, letters in texts.items():
        whole = f"{kept(originals[key].text)} {letters}"
        text = edited(text, key, translated=whole, fuzzy=key in fuzzy)
    result = taken(text, {}, words)
    wanted = {
        key: po_import.normalised(f"{kept(originals[key].text)} {letters}", originals[key].text)[0]
        for key, letters in texts.items()
    }
    wanted = {key: text for key, text in wanted.items() if text}
    assert {key: answer.text for key, answer in result.answers.items()} == wanted
    # through the file of the translation, and out again
    written = translation_text(words, result.answers, "Polish", None)
    node, problems = read(written, "pl.yaml")
    assert node is not None, problems
    row, problems = validate(node, Translation)
    assert row is not None, problems
    back, problems = answers(originals, row)
    assert not problems
    assert back == result.answers
    again = exported(back)
    assert {each.key for each in po.read(again, "").entries if each.fuzzy} == fuzzy & set(wanted)
    assert exported(dict(taken(again, back).answers)) == again
    assert translation_text(words, back, "Polish", written) == written


# in


@pytest.mark.parametrize("character", REFUSED)
def test_what_no_file_may_hold_is_not_taken_in(character: str) -> None:
    text = edited(exported({}), "some.0", translated=f"Pierwsze{character}.")
    (problem,) = refused(text)
    assert problem.startswith("pl.po:")
    assert "error[character]" in problem


def test_what_was_translated_is_taken_in_with_the_digest_of_its_original() -> None:
    result = taken(edited(exported({}), "some.0", translated="Pierwsze."), {})
    assert result.changed == ("some.0",)
    assert result.answers == {"some.0": Answer("Pierwsze.", digest("First."), None)}


def test_a_stale_translation_that_is_no_longer_fuzzy_is_fresh() -> None:
    before = translated(review=REVIEW)
    before["some.0"] = replace(before["some.0"], source="00000000")
    text = exported(before)
    assert taken(edited(text, "some.0", translated="Inne."), before).answers["some.0"] == Answer(
        "Inne.", "00000000", None
    )
    after = taken(edited(text, "some.0", fuzzy=False), before).answers["some.0"]
    assert after == Answer("Pierwsze.", digest("First."), None)


def test_a_translation_marked_as_fuzzy_becomes_stale() -> None:
    before = translated()
    after = taken(edited(exported(before), "some.0", fuzzy=True), before).answers["some.0"]
    assert after == Answer("Pierwsze.", "", None)


def test_a_review_is_of_the_words_that_were_reviewed() -> None:
    before = translated(review=REVIEW)
    result = taken(edited(exported(before), "some.0", translated="Inne."), before)
    assert result.answers["some.0"].review is None
    assert result.answers["some.1"].review == REVIEW


def test_a_reviewers_name_is_put_to_all_but_what_is_fuzzy() -> None:
    text = edited(exported(translated()), "some.0", fuzzy=True)
    result = taken(text, translated(), review=REVIEW)
    assert {key for key, answer in result.answers.items() if answer.review is None} == {"some.0"}
    written = translation_text(campaign(), result.answers, "Polish", None)
    assert written.count("status: reviewed\n") == 5
    assert written.count("reviewed_by: B. Reader\n") == 5
    assert "  some:\n    status: draft\n" in written


def test_an_emptied_entry_keeps_what_was_there() -> None:
    text = edited(exported(translated()), "some.0", translated="")
    result = taken(text, translated())
    assert result.changed == ()
    assert [str(problem) for problem in result.problems] == [
        f"pl.po:{line_of(text, 'some.0')}:1: warning[left-empty]: "
        'sentence 1 of "some" is empty here\n'
        "  hint: what is there already is kept"
    ]


@pytest.mark.parametrize(
    ("key", "changes", "problem"),
    [
        ("some.1", {"translated": "Drugie, z **21**."}, "changed-number]: 12 has become 21"),
        ("some.1", {"translated": "Drugie, z 12."}, "lost-strong]: nothing here is **strong**"),
        ("title", {"translated": "Pływanie"}, "changed-placeholder]: {town} is missing"),
        ("link.0", {"translated": "Zob."}, 'changed-address]: "www.example.org" is missing'),
        ("some.0", {"key": "some.7"}, 'unknown-entry]: sentence 8 of "some" is not in the'),
        (
            "some.0",
            {"key": "link.0", "original": "See www.example.org:", "translated": "www.example.org"},
            'duplicate-entry]: sentence 1 of "link" is in the file twice',
        ),
        ("some.0", {"original": "1st."}, 'changed-original]: the original of sentence 1 of "some"'),
    ],
)
def test_nothing_is_taken_in_from_a_file_with_a_fault(
    key: str, changes: dict[str, str], problem: str
) -> None:
    (said,) = refused(edited(exported(translated()), key, **changes))
    assert said.startswith("pl.po:")
    assert f"error[{problem}" in said


def test_all_faults_are_reported_at_once() -> None:
    text = exported(translated())
    for key in ("some.1", "title", "link.0"):
        text = edited(text, key, translated="Nic.")
    assert len(refused(text)) >= 3


# stale files


def test_an_older_file_is_taken_in_and_stays_stale() -> None:
    text = edited(exported({}), "some.0", translated="Pierwsze.")
    text = edited(text, "talk.0", translated="Powiedz")
    new = campaign(some={"kind": "paragraphs", "paragraphs": ["At first.", "Then."]})
    result = taken(text, {}, new)
    assert [str(problem) for problem in result.problems] == [
        f"pl.po:{line_of(text, 'some.0')}:1: warning[stale-file]: "
        'the original of sentence 1 of "some" has changed since this file was exported\n'
        "  it is now: At first.\n"
        "  hint: its translation is taken in and marked stale; export again to correct it"
    ]
    assert result.answers["some.0"].source == digest("First.")
    assert result.answers["talk.0"].source == digest('Say "when"')


def test_an_older_file_does_not_undo_what_was_done_since() -> None:
    new = campaign(some={"kind": "paragraphs", "paragraphs": ["At first.", "Then."]})
    now = translated(new, **{"some.0": "Najpierw.", "some.1": "Potem."})
    result = taken(exported(translated()), now, new)
    assert result.answers == now
    assert 'sentence 1 of "some" was translated again since' in str(result.problems[0])


def test_what_is_no_longer_there_is_left_out_of_an_older_file() -> None:
    new = campaign(some={"kind": "paragraphs", "paragraphs": ["First."]})
    now = translated(new)
    text = exported(translated())
    result = taken(text, now, new)
    assert result.answers == now
    assert [str(problem).split("\n")[0] for problem in result.problems] == [
        f"pl.po:{line_of(text, 'some.1')}:1: warning[stale-file]: "
        'sentence 2 of "some" is no longer in the original',
        f"pl.po:{line_of(text, 'some.1.short')}:1: warning[stale-file]: "
        'the short form of sentence 2 of "some" is no longer in the original',
    ]


# foreign files


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("Campaign: swim", "Campaign: swin", 'of the campaign "swin", which this project does'),
        ("X-Cease-Language: pl", "X-Cease-Language: de", 'for the language "de", which no'),
        ("X-Cease-Language: pl", "X-Cease-Language: en-GB", 'for the language "en-GB", which no'),
        ('"Language: pl', '"Language: de', 'made for "pl", and says its language is "de"'),
    ],
)
def test_a_foreign_file_is_refused(old: str, new: str, problem: str) -> None:
    text = exported(translated())
    assert old in text
    (said,) = refused(text.replace(old, new))
    assert said.startswith("pl.po:1:1: error[foreign]: this file ")
    assert problem in said


def test_a_file_of_another_project_with_a_campaign_of_that_name_is_refused() -> None:
    words = campaign()
    other = {key: replace(s, text=f"Other {s.text}") for key, s in sentences(words, "en").items()}
    text = po_export.export("swim", words, other, ("pl", "Polish"), {}, {})
    (said,) = refused(text)
    assert 'error[foreign]: none of its originals is in the campaign "swim"' in said


# files that are no PO files


@pytest.mark.parametrize("text", ["", "\n", "nonsense", "title: a\n", "{}", "/etc/hostname"])
def test_something_else_is_no_po_file(text: str) -> None:
    (said,) = refused(text)
    assert "error[po]" in said or "error[foreign]" in said


@given(st.data())
def test_a_damaged_file_never_loses_a_translation_in_silence(data: st.DataObject) -> None:
    before = translated()
    text = exported(before)
    start = text.index('msgctxt "title"')
    at = data.draw(st.integers(start, len(text) - 1))
    damaged = text[:at] + data.draw(st.sampled_from(["", '"', "\n", "\\"])) + text[at + 1 :]
    try:
        result = taken(damaged, {})
    except Refused:
        return
    assert set(result.answers) == set(before)
