"""Translations beside their original: what answers what, and what is wrong with them."""

import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from generator.cache import Cache
from generator.content.answers import answers
from generator.content.content_checks import check_content
from generator.content.project_content import Content
from generator.content.sentences import digest
from generator.content.terms import TermWords
from generator.content.translation import ComparedInputs, tally
from generator.problems import Refused
from generator.source.shelf import Shelf
from tests.declared_inputs import assert_fields_count

FILES = {
    "languages.yaml": """\
default: en-GB
languages:
  en-GB: {name: English, english: English, script: Latn}
  pl: {name: Polski, english: Polish, script: Latn, fallback: en-GB}
  szl: {name: Ślōnski, english: Silesian, script: Latn, fallback: pl}
""",
    "areas/wrenport.yaml": """\
title: Wrenport
test: true
names: {town: Wrenport}
numbers: {harbour: 01632 960123}
contacts: {guards: [{place: Quay, number: 01632 960124}, {place: North Beach, number: 101}]}
links: {site: www.example.org/swim}
translations:
  pl:
    names: {town: Wrenporcie}
    places: {Quay: Nabrzeże}
verified: {by: A. Clerk, on: 2026-01-31}
""",
    "swim/en-GB.yaml": """\
title: Swim in {town}
date: 2026-01-31
codes: [link]
blocks:
  some:
    kind: paragraphs
    paragraphs:
      - First.
      - {text: "Second, with 12.", short: Short.}
      - Third.
  ring: {kind: contacts, text: "Ring {harbour}, or:", contacts: guards}
  link: {kind: link, text: "More:", address: "{site}"}
""",
    "swim/pl.yaml": """\
title: Pływanie w {town}
source: [TITLE]
blocks:
  some:
    source: [FIRST, SECOND, THIRD]
    texts: [Pierwsze., "Drugie, z 12.", Trzecie.]
    short_source: ["", SHORT]
    shorts: ["", Krótkie.]
  ring:
    source: [RING]
    text: "Zadzwoń: {harbour} lub"
  link:
    source: [LINK]
    text: "Więcej:"
""",
}
ENGLISH = {
    "TITLE": "Swim in {town}",
    "FIRST": "First.",
    "SECOND": "Second, with 12.",
    "THIRD": "Third.",
    "SHORT": "Short.",
    "RING": "Ring {harbour}, or:",
    "LINK": "More:",
}


class Files:
    """A project, each of whose files a test may change; digests are filled in."""

    def __init__(self, root: Path) -> None:
        self.root = root
        digests = {name: f'"{digest(english)}"' for name, english in ENGLISH.items()}
        for path, text in FILES.items():
            self.write(path, re.sub("[A-Z]{4,}", lambda match: digests[match[0]], text))

    def write(self, path: str, text: str) -> None:
        file = self.root / "content" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def change(self, path: str, old: str, new: str) -> None:
        text = (self.root / "content" / path).read_text(encoding="utf-8")
        assert old in text
        self.write(path, text.replace(old, new))

    @property
    def library(self) -> Content:
        return Content(Shelf.at(self.root), Cache())

    def said(self, tag: str = "pl", *, draft: bool = False) -> list[str]:
        """What is reported of a document, whether or not it is given."""
        try:
            problems: Iterable[object] = self.library.document("swim", tag, "wrenport")[1]
        except Refused as refused:
            problems = refused.problems
        return [str(each) for each in problems if draft or "[draft]" not in str(each)]


@pytest.fixture(name="files")
def _files(tmp_path: Path) -> Files:
    return Files(tmp_path)


def test_words_come_from_the_translation_and_the_rest_from_the_original(files: Files) -> None:
    assert files.said() == []
    document, _ = files.library.document("swim", "pl", "wrenport")
    assert (document.language, document.title) == ("pl", "TEST: Pływanie w Wrenporcie")
    some, ring, link = (document.blocks[name] for name in ("some", "ring", "link"))
    assert [text.plain for text in some.texts] == ["Pierwsze.", "Drugie, z 12.", "Trzecie."]
    assert [text.plain for text in some.short] == ["Pierwsze.", "Krótkie.", "Trzecie."]
    assert ring.texts[0].plain == "Zadzwoń: 01632 960123 lub"
    assert [contact.number.plain for contact in ring.contacts] == ["01632 960124", "101"]
    assert (link.address, link.texts[0].language) == ("www.example.org/swim", "pl")
    assert document.codes == ("link",)
    span = document.span(some.texts[1].key)
    assert span
    assert (span.path, span.line, span.key) == ("content/swim/pl.yaml", 6, "blocks.some.texts.1")


def test_places_are_spelt_as_in_the_language_or_else_as_the_area_does(files: Files) -> None:
    def places(tag: str) -> list[str]:
        document, _ = files.library.document("swim", tag, "wrenport")
        return [contact.place.plain for contact in document.blocks["ring"].contacts]

    assert places("pl") == ["Nabrzeże", "North Beach"]
    assert places("en-GB") == ["Quay", "North Beach"]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            "{town: Wrenporcie",
            "{twon: Wrenporcie",
            'error[unknown-name]: the area has no name "twon"',
        ),
        (
            "places: {Quay:",
            "places: {Key:",
            'error[unknown-place]: no contact of the area is in "Key"',
        ),
    ],
)
def test_a_spelling_of_nothing_is_an_error(files: Files, old: str, new: str, problem: str) -> None:
    files.change("areas/wrenport.yaml", old, new)
    (said,) = files.said()
    assert said.startswith("content/areas/wrenport.yaml:")
    assert problem in said


def test_a_spelling_in_a_language_nobody_listed_is_an_error(files: Files) -> None:
    files.change("areas/wrenport.yaml", "  pl:", "  lp:")
    assert 'no language is called "lp"' in str(check_content(files.library)[0])


# stale


def test_a_changed_sentence_makes_exactly_its_translation_stale(files: Files) -> None:
    files.change("swim/en-GB.yaml", "Second, with 12.", "Secondly, with 12.")
    assert files.said() == [
        "content/swim/pl.yaml:6:24: warning[stale]: the original of sentence 2 of "
        '"some" has changed since this was translated\n'
        "  the original is now: Secondly, with 12.\n"
        f"  hint: make it say the same, then write {digest('Secondly, with 12.')} in its place in "
        "`source`"
    ]


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("title: Swim", "title: Swimming", 'the "title"'),
        ("short: Short.", "short: Shorter.", 'the short form of sentence 2 of "some"'),
        ("Ring {harbour}, or:", "Ring {harbour} or:", 'sentence 1 of "ring"'),
    ],
)
def test_so_it_is_for_every_kind_of_sentence(files: Files, old: str, new: str, what: str) -> None:
    files.change("swim/en-GB.yaml", old, new)
    (said,) = files.said()
    assert f"the original of {what} has changed" in said


def test_a_translation_with_no_digest_is_stale_since_nobody_can_know(files: Files) -> None:
    files.change("swim/pl.yaml", f'["{digest("More:")}"]', "[]")
    (said,) = files.said()
    assert 'nobody has noted which original sentence 1 of "link" was translated from' in said


def test_what_does_not_change_the_words_does_not_make_them_stale(files: Files) -> None:
    files.change("swim/en-GB.yaml", "- Third.", "-   >-\n          Third.")
    files.change("swim/en-GB.yaml", "{kind: link,", "{kind: link, note: A web page.,")
    assert files.said() == []


# which answers which


def test_a_sentence_put_between_leaves_the_others_as_they_are(files: Files) -> None:
    files.change("swim/en-GB.yaml", "      - First.\n", "      - First.\n      - New.\n")
    (said,) = files.said()
    assert 'error[untranslated]: sentence 2 of "some" is not translated' in said
    assert "the original is: New." in said


def test_sentences_in_another_order_are_found_by_what_they_were_made_from(files: Files) -> None:
    path = "swim/en-GB.yaml"
    files.change(path, "- First.", "- X.")
    files.change(path, "- Third.", "- First.")
    files.change(path, "- X.", "- Third.")
    assert files.said() == []
    document, _ = files.library.document("swim", "pl", "wrenport")
    texts = [text.plain for text in document.blocks["some"].texts]
    assert texts == ["Trzecie.", "Drugie, z 12.", "Pierwsze."]


def test_a_text_that_answers_nothing_is_an_error(files: Files) -> None:
    files.change("swim/en-GB.yaml", "      - Third.\n", "")
    (said,) = files.said()
    assert said == (
        "content/swim/pl.yaml:6:41: error[text-count]: this answers no sentence of "
        '"some", which has 2 in the original\n'
        "  hint: take it out, or put the texts in the order of the original"
    )


def test_a_block_the_original_does_not_have_is_an_error(files: Files) -> None:
    files.change("swim/pl.yaml", "  ring:", "  rnig:")
    said = files.said()
    assert said[0] == (
        'content/swim/pl.yaml:10:5: error[unknown-block]: the original has no block called "rnig"\n'
        '  hint: did you mean "ring"?'
    )
    assert 'error[untranslated]: "ring" is not translated' in said[1]


def test_what_is_not_translated_is_reported_once_for_a_block(files: Files) -> None:
    files.change("swim/pl.yaml", '[Pierwsze., "Drugie, z 12.", Trzecie.]', '["", "", " "]')
    files.change("swim/pl.yaml", 'shorts: ["", Krótkie.]', "shorts: []")
    files.change("swim/pl.yaml", "title: Pływanie w {town}\n", "")
    messages = [said.split("error[untranslated]: ")[1].split("\n")[0] for said in files.said()]
    assert messages == ['the "title" is not translated', '"some" is not translated']


def test_a_short_form_not_translated_is_an_error(files: Files) -> None:
    files.change("swim/pl.yaml", 'shorts: ["", Krótkie.]', 'shorts: ["", ""]')
    (said,) = files.said()
    assert 'the short form of sentence 2 of "some" is not translated' in said


def test_a_translation_may_have_a_short_form_of_its_own(files: Files) -> None:
    files.change("swim/pl.yaml", 'shorts: ["", Krótkie.]', "shorts: [P., Krótkie.]")
    assert files.said() == []
    document, _ = files.library.document("swim", "pl", "wrenport")
    assert document.blocks["some"].short[0].plain == "P."
    files.change("swim/pl.yaml", "shorts: [P.,", 'shorts: ["P. 13",')
    (said,) = files.said()
    assert "error[changed-number]: 13 is not in the original" in said


def test_what_was_changed_is_reported_at_the_translation(files: Files) -> None:
    files.change("swim/pl.yaml", "z 12.", "z 21.")
    (said,) = files.said()
    assert said == (
        "content/swim/pl.yaml:6:24: error[changed-number]: 12 has become 21\n"
        "  hint: numbers must be those of the original, in the figures 0 to 9"
    )


# fallback


@pytest.mark.parametrize(
    ("original", "translated", "lost"),
    [
        ("Ring {harbour}, or:", "Zadzwoń lub", "error[changed-placeholder]: {harbour} is missing"),
        ("Ring 12 times, or:", "Zadzwoń lub", "error[changed-number]"),
        ("See www.example.org, or:", "Zobacz lub", "error[changed-address]"),
        ("Ring **now**, or:", "Zadzwoń lub", "error[lost-strong]"),
    ],
)
def test_a_whole_sentence_may_lose_nothing(
    files: Files, original: str, translated: str, lost: str
) -> None:
    files.change("swim/en-GB.yaml", "Ring {harbour}, or:", original)
    files.change("swim/pl.yaml", "Zadzwoń: {harbour} lub", translated)
    said = [each for each in files.said() if "[stale]" not in each]
    assert len(said) == 1
    assert said[0].startswith("content/swim/pl.yaml:")
    assert lost in said[0]


def test_a_shorter_form_of_the_translation_may_leave_things_out(files: Files) -> None:
    whole = '    text: "Zadzwoń: {harbour} lub"\n'
    files.change("swim/pl.yaml", whole, f"{whole}    short: Lub\n")
    assert files.said() == []


def test_a_language_stands_in_for_another_with_a_warning(files: Files) -> None:
    files.write(
        "swim/szl.yaml",
        f'title: Pływaniy w {{town}}\nsource: ["{digest("Swim in {town}")}"]\n'
        f'blocks: {{link: {{text: "Wiyncyj:", source: ["{digest("More:")}"]}}}}\n',
    )
    assert files.said("szl") == [
        "content/swim/szl.yaml:1:1: warning[fallback]: what is not translated stands in pl: "
        'sentence 1 of "some", sentence 2 of "some", the short form of sentence 2 of "some" '
        "and others\n"
        "  hint: translate it here too"
    ]
    content = files.library
    with content.shelf.recording() as recorder:
        document, _ = content.document("swim", "szl", "wrenport")
    languages = {name: block.texts[0].language for name, block in document.blocks.items()}
    assert languages == {"some": "pl", "ring": "pl", "link": "szl"}
    assert document.title == "TEST: Pływaniy w Wrenporcie"
    assert "content/swim/pl.yaml" in recorder.files


def test_the_original_never_stands_in(files: Files) -> None:
    files.write("swim/szl.yaml", "title: Pływaniy w {town}\n")
    files.change("swim/pl.yaml", 'text: "Więcej:"', 'text: ""')
    assert any('error[untranslated]: "link" is not translated' in s for s in files.said("szl"))


@pytest.mark.parametrize("fallback", ["pl", "szl"])
def test_a_language_that_stands_in_for_itself_is_an_error(files: Files, fallback: str) -> None:
    files.change("languages.yaml", "fallback: en-GB", f"fallback: {fallback}")
    with pytest.raises(Refused) as refused:
        files.library.languages()
    assert "stands in for itself" in str(refused.value)


# drafts and reviews


def test_a_draft_is_warned_of_and_a_review_ends_it(files: Files) -> None:
    assert files.said(draft=True) == [
        "content/swim/pl.yaml:1:1: warning[draft]: this translation is a draft: 7 of 7 sentences "
        "are not reviewed\n"
        "  hint: have them read by somebody qualified, then write `status: reviewed`, "
        "`reviewed_by` and `reviewed_on` in each block"
    ]
    assert files.library.document("swim", "pl", "wrenport")[0].draft
    reviewed = "status: reviewed, reviewed_by: B. Reader, reviewed_on: 2026-03-31"
    lines = reviewed.replace(", ", "\n")
    files.change("swim/pl.yaml", "title:", f"{lines}\ntitle:")
    indented = lines.replace("\n", "\n    ")
    files.change("swim/pl.yaml", "    source:", f"    {indented}\n    source:")
    assert files.said(draft=True) == []
    assert not files.library.document("swim", "pl", "wrenport")[0].draft


@pytest.mark.parametrize(
    ("given", "lacks"),
    [
        ("status: reviewed", "reviewed_by"),
        ("status: reviewed\n    reviewed_by: B. Reader", "reviewed_on"),
        ('status: reviewed\n    reviewed_by: " "\n    reviewed_on: 2026-03-31', "reviewed_by"),
    ],
)
def test_a_review_is_somebodys_and_has_a_date(files: Files, given: str, lacks: str) -> None:
    files.change("swim/pl.yaml", "  link:\n", f"  link:\n    {given}\n")
    (said,) = files.said()
    assert said.startswith("content/swim/pl.yaml:13:13: error[reviewed]: it says")
    assert f"but not `{lacks}`" in said


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('    text: "Więcej:"', "", "there are no words here"),
        ('    text: "Więcej:"', "    text: a\n    texts: [a]", "a block has either"),
        ('    text: "Więcej:"', "    text: a\n    shorts: [a]", "`short` goes with `text`"),
        ('["", Krótkie.]', "[a, b, c, d]", "there are 4 short forms of 3 texts"),
        (
            'short_source: [""',
            'short_source: ["", "", "", ""',
            "there are more digests than texts: 5 of 3",
        ),
        (f'["{digest("More:")}"]', "[xyz]", "source"),
        ('    text: "Więcej:"', "    text: a\n    kind: link", 'unknown key "kind"'),
    ],
)
def test_a_file_that_is_no_translation_is_refused(
    files: Files, old: str, new: str, problem: str
) -> None:
    files.change("swim/pl.yaml", old, new)
    said = files.said()
    assert said
    assert all(each.startswith("content/swim/pl.yaml:") for each in said)
    assert problem in said[0]


# how far


def test_a_tally_counts_sentences(files: Files) -> None:
    files.change("swim/en-GB.yaml", "- Third.", "- Thirdly.")
    files.change("swim/pl.yaml", 'text: "Więcej:"', 'text: ""')
    originals = files.library.originals("swim")
    given, problems = answers(originals, files.library.translation("swim", "pl"))
    assert not problems
    done = tally(originals, given)
    assert (done.sentences, done.translated, done.stale) == (7, 6, 1)
    assert (done.draft, done.reviewed) == (6, 0)


def test_a_sentence_is_compared_with_all_that_it_depends_on() -> None:
    base = ComparedInputs("Call 5 for X", "Ring somebody 5 or 7 for X", "", False, "Latn", ())
    assert_fields_count(
        base,
        original="Call 5 or 7 for X",
        translated="Ring somebody 5 or 8 for X",
        note="It may say 7.",
        script="Arab",
        terms=(TermWords("X", (), ("the 7",)),),
    )
    shorter = ComparedInputs("Call 5 or 7", "Call 5", "", False, "Latn", ())
    assert_fields_count(shorter, shortened=True)
