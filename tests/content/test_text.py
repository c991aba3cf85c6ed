"""Words as writers type them: a little Markdown, names from the area, apostrophes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.content.text import BREAK, Run, Text, closed, flowed, join, parting, read_text
from generator.problems import Span

VALUES = {"town": "Wrenport", "police": "101", "pledge": "example.org/pledge", "odd": "a*b*_{x}"}


def read(source: str, **values: str) -> tuple[Run, ...]:
    text, problems = read_text(source, "en-GB", {**VALUES, **values})
    assert not problems, problems
    return text.runs


def problems(source: str) -> list[str]:
    place = Span("content/a/en-GB.yaml", 3, 11, "blocks.a.text")
    found = read_text(source, "en-GB", VALUES, where=place)[1]
    assert all(problem.span == place for problem in found)
    return [f"{problem.rule}: {problem.message} ({problem.hint})" for problem in found]


@pytest.mark.parametrize(
    ("source", "runs"),
    [
        ("", ()),
        ("plain words", (Run("plain words"),)),
        ("ring **101** now", (Run("ring "), Run("101", strong=True), Run(" now"))),
        ("*so* it is", (Run("so", emphasis=True), Run(" it is"))),
        ("***both***", (Run("both", strong=True, emphasis=True),)),
        ("“ I **C**ommit”", (Run("“ I "), Run("C", strong=True), Run("ommit”"))),
        ("see [us](https://example.org)", (Run("see "), Run("us", link="https://example.org"))),
        ("[**a** b](x)", (Run("a", strong=True, link="https://x"), Run(" b", link="https://x"))),
        ("CHILD\\\nSAFETY", (Run(f"CHILD{BREAK}SAFETY"),)),
        ("one\nline", (Run("one line"),)),
        ("not \\*strong\\*", (Run("not *strong*"),)),
        ("2 * 3 * 4", (Run("2 * 3 * 4"),)),
        ("snake_case_name", (Run("snake_case_name"),)),
        ("# no heading", (Run("# no heading"),)),
        ("- no list", (Run("- no list"),)),
        ("1. no list", (Run("1. no list"),)),
        ("<b>no HTML</b> &amp;", (Run("<b>no HTML</b> &amp;"),)),
        ("`no code`", (Run("`no code`"),)),
        ("![no picture](x.png)", (Run("!"), Run("no picture", link="https://x.png"))),
        ("www.example.org stays text", (Run("www.example.org stays text"),)),
    ],
)
def test_markup(source: str, runs: tuple[Run, ...]) -> None:
    assert read(source) == runs


def test_names_are_put_in_as_they_stand() -> None:
    assert read("in {town}.") == (Run("in Wrenport."),)
    assert read("on **{police}**") == (Run("on "), Run("101", strong=True))
    assert read("{ town }") == (Run("Wrenport"),)
    assert read("{odd}") == (Run("a*b*_{x}"),)  # markup in a value is none
    assert read("[pledge](https://{pledge})") == (Run("pledge", link="https://example.org/pledge"),)


def test_a_name_nobody_gave() -> None:
    assert problems("in {twon}, on {fax}") == [
        'placeholder: nothing is called {twon} here (did you mean "town"?)',
        "placeholder: nothing is called {fax} here (known names: odd, pledge, police, town)",
    ]


@pytest.mark.parametrize("source", ["in {town", "in town}", "{}{", "{{town}}", "in {to*w*n}"])
def test_a_brace_without_its_partner(source: str) -> None:
    assert any("a brace { or } stands without its partner" in found for found in problems(source))


def test_an_apostrophe_is_curled_and_a_quotation_mark_is_not() -> None:
    assert read("Kayleigh's") == (Run("Kayleigh’s"),)
    assert read("the '90s and 'so'") == (Run("the '90s and 'so’"),)
    assert read("O'Brien", town="St Mary's") == (Run("O’Brien"),)
    assert read("at {town}", town="St Mary's") == (Run("at St Mary’s"),)
    text, _ = read_text("l'eau", "fr", {}, apostrophe="'")
    assert text.plain == "l'eau"


def test_an_apostrophe_after_strong_words() -> None:
    assert read("**Kayleigh**'s") == (Run("Kayleigh", strong=True), Run("’s"))
    assert read("a **'b'**") == (Run("a "), Run("'b’", strong=True))


def test_plain_words() -> None:
    text, _ = read_text("CHILD\\\nSEXUAL **harm**", "en-GB", {})
    assert text.plain == "CHILD SEXUAL harm"
    assert text
    assert not read_text("", "en-GB", {})[0]


def test_neighbours_of_one_kind_are_joined() -> None:
    runs = (Run("a"), Run("b"), Run("c", strong=True), Run("d", strong=True), Run("e"))
    assert join(runs) == (Run("ab"), Run("cd", strong=True), Run("e"))


def test_texts_are_equal_when_they_read_the_same_and_stand_for_the_same_value() -> None:
    one = Text((Run("a"),), "en-GB", "campaign:title")
    assert one == Text((Run("a"),), "en-GB", "campaign:title")
    assert one != Text((Run("a"),), "cy", "campaign:title")
    assert one != Text((Run("a"),), "en-GB", "area:title")


@given(st.text(st.characters(codec="utf-8", exclude_characters="{}\\*_[\n'"), max_size=40))
def test_everything_else_is_set_as_typed(source: str) -> None:
    text, found = read_text(source, "en-GB", {})
    assert text.plain.replace(BREAK, " ") == source.replace(BREAK, " ")
    assert not found


@given(st.text("ab *_[]()\\{}\n'", max_size=30))
def test_any_markup_is_read_without_a_fall(source: str) -> None:
    text, found = read_text(source, "en-GB", VALUES)
    assert bool(found) == ("{" in text.plain or "}" in text.plain)
    assert all(run.text for run in text.runs)
    assert text.runs == join(text.runs)


@pytest.mark.parametrize(
    ("typed", "flowing"),
    [
        ("儿童\u2028性剥削", "儿童性剥削"),
        ("请，\u2028看", "请，看"),
        ("a\u2028b", "a b"),
        ("儿\u2028b", "儿 b"),
    ],
)
def test_a_break_that_flows_is_a_space_but_nothing_between_ideographs(
    typed: str, flowing: str
) -> None:
    assert flowed(typed) == flowing
    assert Text((Run(typed),), "zh-Hans").plain == flowing
    before, _, after = typed.partition("\u2028")
    assert before + parting(before, after) + after == flowing


@pytest.mark.parametrize(
    ("typed", "set_as"),
    [
        ("“ I will. ”", "“I will.”"),
        ("„ Tak ”, mówi", "„Tak”, mówi"),
        ("« Так »", "«Так»"),
        ("say “hi” “yo”", "say “hi” “yo”"),
        ("er sagt „ja“ und „nein“ dann", "er sagt „ja“ und „nein“ dann"),
        ("”میں“ کہا", "”میں“ کہا"),
    ],
)
def test_quotation_marks_stand_close_to_their_words(typed: str, set_as: str) -> None:
    assert closed(typed, "en-GB") == set_as
    assert closed("« Oui »", "fr") == "« Oui »"


def test_quotation_marks_stand_close_to_words_of_another_kind() -> None:
    typed = Text((Run("“ I "), Run("C", strong=True), Run("ommit. ”")), "en-GB", "key")
    assert typed.closed == Text((Run("“I "), Run("C", strong=True), Run("ommit.”")), "en-GB", "key")
    before = Text((Run("“", strong=True), Run(" I will.")), "en-GB")
    assert before.closed.plain == "“I will."
    plain = Text((Run("I will."),), "en-GB")
    assert plain.closed is plain
