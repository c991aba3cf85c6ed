"""Terms: which sentences have them, which translations lack them, and where that is reported."""

from pathlib import Path

import pytest

from generator.cache import Cache
from generator.content import terms
from generator.content.answers import answers
from generator.content.fidelity import spelt_out, unfaithful
from generator.content.project_content import Content
from generator.content.script_checks import check_script
from generator.content.translation_rows import Term
from generator.source.shelf import Shelf
from tests.sample_projects import ROOT, cease, change, into_welsh

SHIPPED = Content(Shelf.at(ROOT), Cache())
CAMPAIGN = "kayleighs-love-story"
TAGS = [tag for tag in SHIPPED.tags(CAMPAIGN) if tag != SHIPPED.languages().default]
TERM = Term(
    term="digging", forms=("dig", "Love's Saturday"), wordings=("palu", "Cloddio"), note="By hand."
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Come and dig", True),
        ("**D**ig", True),
        ("DIGGING", True),
        ("Digger, digs", False),
        ("On love’s\\\nSaturday", True),
    ],
)
def test_a_sentence_has_a_term_in_any_of_its_forms(text: str, found: bool) -> None:
    assert terms.terms_of(text, [TERM]) == ([TERM] if found else [])


def with_terms(project: Path, wordings: str) -> None:
    path = project / "content/garden/terms/cy.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(
        f"terms:\n  - {{term: digging, forms: [dig], note: By hand., wordings: [{wordings}]}}\n"
    )


def test_status_names_what_does_not_say_a_term(project: Path) -> None:
    into_welsh(project)
    with_terms(project, "balu")
    done = cease("translate", "status", "--project", project, "--json")
    assert done.json["terms"] == []
    with_terms(project, "cloddio, palu’r")
    reported = 'content/garden/cy.yaml:17: sentence 1 of "words" has no wording of "digging": '
    done = cease("translate", "status", "--project", project)
    assert done.err.endswith(f"{reported}cloddio, palu’r\n")
    assert done.status == 0
    (row,) = cease("translate", "status", "--project", project, "--json").json["terms"]
    assert (row["key"], row["term"], row["wordings"]) == (
        "words.0",
        "digging",
        ["cloddio", "palu’r"],
    )


def test_status_names_what_is_stale(project: Path) -> None:
    into_welsh(project)
    change(project / "content/garden/en-GB.yaml", "Come and dig", "Dig")
    done = cease("translate", "status", "--project", project)
    assert 'content/garden/cy.yaml:17: sentence 1 of "words" is stale\n' in done.err


def test_terms_go_out_beside_the_file_and_in_it(project: Path, tmp_path: Path) -> None:
    into_welsh(project)
    with_terms(project, "balu, cloddio")
    out = tmp_path / "cy.po"
    done = cease("translate", "export", "cy", "--project", project, "-o", out)
    assert done.err == f"{out}\n{tmp_path / 'cy.terms.csv'}\n"
    assert "#. Term: digging: balu or cloddio. By hand.\n" in out.read_text()
    assert (tmp_path / "cy.terms.csv").read_bytes().decode() == (
        "\ufeffterm,wording,note\r\ndigging,balu,By hand.\r\ndigging,cloddio,By hand.\r\n"
    )


def test_a_file_of_terms_is_checked(project: Path) -> None:
    into_welsh(project)
    path = project / "content/garden/terms/cy.yaml"
    path.parent.mkdir()
    path.write_text(
        "terms:\n  - {term: dig, wordings: [палити, копати]}\n  - {term: Dig, wordings: [a]}\n"
        "  - {term: x, wordings: []}\n"
    )
    said = cease("validate", "--project", project).err
    assert "terms/cy.yaml:4:" in said
    path.write_text(
        "terms:\n  - {term: dig, wordings: [палити, копати]}\n  - {term: Dig, wordings: [a]}\n"
    )
    said = cease("validate", "--project", project).err
    assert 'terms/cy.yaml:3:12: error[duplicate-term]: "Dig" is a form of "dig" already' in said
    assert "terms/cy.yaml:2:3: error[script]: most of this is in Cyrillic letters" in said
    path.rename(path.with_name("xx.yaml"))
    assert 'no language is called "xx"' in cease("validate", "--project", project).err


def test_a_number_that_a_note_or_a_term_names_may_be_added() -> None:
    original, translated = "A year 9 survey", "Ankieta Year 9 (13–14 lat)"
    assert [p.rule for p in unfaithful(original, translated)] == ["changed-number"]
    assert unfaithful(original, translated, named="Pupils are 13 or 14 years old.") == []
    named = terms.named_in(
        original, terms.term_words([Term(term="year 9", wordings=("Year 9 (13–14)",))])
    )
    assert unfaithful(original, translated, named=named) == []
    assert unfaithful(original, "Ankieta 13", named=named)  # but none may be lost
    assert unfaithful(original, "Ankieta Year 9 (15)", named=named)


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("two weeks", {"2"}),
        ("Twenty-five or forty two", {"25", "42"}),
        ("nineteen, ninety", {"19", "90"}),
        ("one of our biggest, someone, often, tension", set()),
    ],
)
def test_numbers_that_are_spelt_out(text: str, figures: set[str]) -> None:
    assert spelt_out(text) == figures


def test_easy_wording_may_have_the_figure_and_no_other(project: Path) -> None:
    path = project / "content/garden/en-GB.yaml"
    change(path, "Come and dig on Saturday.", "Come and dig for two days.")
    easy = '    easy: {sentences: [{text: "Dig for 2 days. Ring {office}."}]}'
    change(path, "  more: {kind", f"{easy}\n  more: {{kind")
    assert "changed-number" not in cease("validate", "--project", project).err
    change(path, "Dig for 2 days", "Dig for 3 days")
    assert 'changed-number]: the easy wording of "words": 3 is not in the original' in (
        cease("validate", "--project", project).err
    )


@pytest.mark.parametrize(
    ("text", "original", "script", "rules"),
    [
        ("Luke Harlow QR", "Luke Harlow QR", "Cyrl", []),
        ("lol x x :)", "Yep sound good lol x x", "Arab", []),
        ("www.example.org/abc {region}", "", "Arab", []),
        ("Сталося це в Year 9 (grooming)", "Year 9", "Cyrl", []),
        ("Grooming can take years", "Grooming can take years", "Cyrl", ["script"]),
        ("儿童性剥削", "Child", "Hans", []),
        ("儿童性剥削", "Child", "Latn", ["script"]),
        ("Dziec\u043e i rodzice", "A child", "Latn", ["mixed-script"]),
        ("ਬੱਚੇ ਦੀ ਸੁਰੱਖਿਆ", "A child", "Deva", ["script"]),
        ("ꦧꦱ", "A child", "Java", []),
        ("Grooming can take years", "Grooming can take years", "Latn", ["copied"]),
        ("What's **your**  child doing", "What’s **your** child doing", "Latn", ["copied"]),
        ("Kayleigh’s Love Story", "Kayleigh's Love Story", "Latn", []),
        ("Online grooming", "Online grooming", "Latn", []),
        ("Grooming kann Jahre dauern", "Grooming can take years", "Latn", []),
    ],
)
def test_a_text_is_of_its_languages_script(
    text: str, original: str, script: str, rules: list[str]
) -> None:
    assert [problem.rule for problem in check_script(text, original, script)] == rules


@pytest.mark.parametrize("tag", TAGS)
def test_the_shipped_terms_are_those_of_the_translation(tag: str) -> None:
    known = SHIPPED.terms(CAMPAIGN, tag)
    assert len(known) == 7
    originals = SHIPPED.originals(CAMPAIGN)
    given, _ = answers(originals, SHIPPED.translation(CAMPAIGN, tag))
    assert list(terms.unsaid(originals, given, known)) == []


def test_the_shipped_originals_are_kept() -> None:
    kept = SHIPPED.earlier(CAMPAIGN)
    assert {text.strip() for text in kept.values()} >= {
        sentence.text.strip() for sentence in SHIPPED.originals(CAMPAIGN).values()
    }
