"""Slips that no type forbids, each reported at its own line."""

import pytest

from generator.content.area_rows import Area
from generator.content.campaign_rows import Campaign
from generator.content.language_rows import Languages
from generator.content.translation_rows import Terms, Translation
from generator.content.typing_checks import added_quotes, of_words, quoted
from generator.problems import Problem
from generator.source.reader import read
from generator.source.rows import Row, validate

AREA = "title: Ashdale\nnames: {{town: {}}}\n"


def found(text: str, model: type[Row] = Area) -> list[Problem]:
    node, problems = read(text, "a.yaml")
    assert node is not None, problems
    return [*problems, *validate(node, model)[1]]


def rules(text: str, model: type[Row] = Area) -> list[str]:
    return [problem.rule for problem in found(text, model)]


def wrong(text: str) -> list[str]:
    return [problem.rule for problem in of_words(text, None)]


@pytest.mark.parametrize(
    ("value", "pair"),
    [
        ("“Hillshire”", "“”"), ("‘Hillshire’", "‘’"), ('"Hillshire"', '""'),
        ("«Hillshire»", "«»"), ("„Hillshire“", "„“"), ("”Hillshire”", "””"),
        ("»Hillshire«", "»«"), ("「Hillshire」", "「」"), ("‘Children’s Care’", "‘’"),
        ("“ Hillshire ”", "“”"),
        ("Hillshire", ""), ("“yes” and “no”", ""), ("the “Hill”", ""), ("’Tis so", ""),
        ("”", ""), ("", ""), ("‘a’ or ‘b’", ""),
    ],
)  # fmt: skip
def test_quotes_round_a_whole_value(value: str, pair: str) -> None:
    assert quoted(value) == pair
    if '"' not in value and value:
        assert ("quotes" in rules(AREA.format(f'"{value}"'))) == bool(pair or value == "”")


WORDS = """\
title: A
date: 2026-03-31
blocks:
  said: {{kind: {kind}, {field}}}
"""


@pytest.mark.parametrize(
    ("kind", "field", "warned"),
    [
        ("heading", "text: “A”", True),
        ("paragraphs", "paragraphs: [“A”]", True),
        ("list", "items: [{text: “A b”, short: “A”}]", True),
        ("quote", "text: “A”", False),
        ("messages", "messages: [{by: me, text: “A”}]", False),
        ("heading", "text: A, note: “A”", False),
    ],
)
def test_words_that_somebody_says_keep_their_quotes(kind: str, field: str, warned: bool) -> None:
    problems = found(WORDS.format(kind=kind, field=field), Campaign)
    assert {problem.rule for problem in problems} == ({"quotes"} if warned else set())
    assert not any(problem.is_error for problem in problems)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Fish &amp; chips", ["entity"]), ("It&#39;s", ["entity"]), ("It&#x27;s", ["entity"]),
        ("a&nbsp;b &lt; c", ["entity", "entity"]), ("R&D; Q&A", []), ("a & b", []),
        ("a<br>b", ["markup"]), ("<b>a</B>", ["markup", "markup"]), ("<3", []), ("a < b > c", []),
        ('<a href="https://www.example.org">a</a>', ["markup", "markup"]), ("<name>", []),
        ("Caf\ufffd", ["character"]), ("a\u2063b", ["character"]), ("a\u3164b", ["character"]),
        ("\u0627\u2067b", ["character"]), ("\u0627\u2067b\u2069", []),
        ("\u0627\u202cb", ["character"]),
        ("a **b", ["markup"]), ("a **b** c", []), ("a **b* c", ["markup"]), ("5 * 3", []),
        (r"\*terms", []), ("*terms", ["markup"]), ("[a](b", ["markup"]), ("[a] (b)", []),
        ("[a](b)", []), ("**{police}** and **12**", []), ("[sic]", []),
        ("Meet\\nme", ["markup"]), ("Meet me \\", ["markup"]), ("CHILD\\ SAFETY", ["markup"]),
        ("CHILD\\\nSAFETY", []), (r":\\ said Jo", []),
        # what was UTF-8 once
        ("Ynys MÃ´n", ["character"]), ("DÅµr itâ€™s", ["character", "character"]),
        ("Ã\u00a0 la", ["character"]), ("costsÂ\u00a0£5", ["character"]), ("Â£5", ["character"]),
        ("Ð›ÐµÑ\u20acter", ["character"] * 3), ("Ø§Ù„", ["character"] * 2), ("èŽ±", ["character"]),
        ("àª²", ["character"]),
        ("Ynys Môn, Dŵr, “CAFÉ…” and NESCAFÉ®", []), ("Â\u00a0phwy? IRMÃ… « À » café…”", []),
        ("Ynys M?n", ["character"]), ("Why? www.example.org/a?b=c Who?", []), ("(a?)", []),
    ],
)  # fmt: skip
def test_what_would_be_printed_as_it_stands(text: str, said: list[str]) -> None:
    assert wrong(text) == said


@pytest.mark.parametrize(
    "field",
    [
        "names: {{town: {}}}",
        "translations: {{cy: {{names: {{town: {}}}}}}}",
        "logos: [{{file: a.svg, alt: {}}}]",
    ],
)
def test_nothing_is_put_into_what_is_put_into_sentences(field: str) -> None:
    for value in ('"{nope}"', '"Hill {"', '"}"'):
        assert rules("title: A\n" + field.format(value)) == ["placeholder"]
    assert rules("title: A\n" + field.format('"**Hill**"')) == ["markup"]
    assert rules("title: A\n" + field.format("Hill")) == []


@pytest.mark.parametrize(
    "field",
    [
        "names: {{town: {}}}",
        "translations: {{cy: {{names: {{town: {}}}}}}}",
        "translations: {{cy: {{places: {{Town: {}}}}}}}",
        "contacts: {{all: [{{place: {}, number: '101'}}]}}",
    ],
)
def test_a_value_that_words_use_says_something(field: str) -> None:
    for value in ('""', '"  "', '"\u200b"', '"\u00ad \u200e"', '"\\n"'):
        assert rules("title: A\n" + field.format(value)) == ["no-words"]


def test_an_area_has_a_title() -> None:
    assert rules('title: ""') == ["no-words"]


@pytest.mark.parametrize(
    ("value", "rule"), [("''", "no-words"), ("~", "no-words"), ('"{x}"', "placeholder")]
)
@pytest.mark.parametrize("key", ["name", "english", "qr_code"])
def test_what_a_language_is_called_is_printed_and_said(key: str, value: str, rule: str) -> None:
    row = {"name": "Cymraeg", "english": "Welsh", "script": "Latn", key: value}
    fields = "".join(f"    {name}: {text}\n" for name, text in row.items())
    (problem,) = found(f"default: cy\nlanguages:\n  cy:\n{fields}", Languages)
    assert (problem.rule, problem.is_error) == (rule, True)
    assert problem.span is not None
    assert problem.span.key == f"languages.cy.{key}"


@pytest.mark.parametrize("word", ["~", "null", "Null", "NULL"])
def test_words_for_nothing(word: str) -> None:
    for line in ("names: {{town: {}}}", "verified: {{by: {}, on: 2026-03-31}}"):
        (problem,) = found("title: A\n" + line.format(word))
        assert (problem.rule, problem.is_error) == ("no-words", True)
        assert found("title: A\n" + line.format(f'"{word}"')) == []
    (problem,) = found(f"title: A\nimprint: {{publisher: {word}}}")
    assert (problem.rule, problem.is_error) == ("no-words", False)
    assert found(f"title: {word} and void") == []
    said = WORDS.format(kind="messages", field=f"messages: [{{by: me, text: {word}}}]")
    (problem,) = found(said, Campaign)
    assert (problem.rule, problem.is_error) == ("no-words", False)


@pytest.mark.parametrize("name", ['"town "', '" town"', '"to\u200bwn"', '"to  wn"'])
def test_a_name_that_only_looks_like_another(name: str) -> None:
    (problem,) = found(f"title: A\nnames: {{{name}: B}}\n")
    assert (problem.rule, problem.is_error) == ("key", True)


def test_a_value_is_read_as_it_is_printed() -> None:
    node, _ = read('title: "  Ash\u00addale "\nnumbers: {a: "0116\u00a0496\u00a00123"}', "a.yaml")
    assert node is not None
    row, problems = validate(node, Area)
    assert row is not None
    assert not problems
    assert (row.title, row.numbers["a"]) == ("Ashdale", "0116 496 0123")
    assert row.at("title") == node["title"].span  # type: ignore[index,union-attr,call-overload]


@pytest.mark.parametrize(
    ("line", "model"),
    [
        ("title: Ash #2", Area),
        ("title: A\nlinks: {a: www.example.org/a #b\n }", Area),
        ("title: A\nnumbers:\n  police: 101 #5", Area),
        ("title: A\ntranslations:\n  cy:\n    places:\n      A: B #c", Area),
        ("title: A\nlogos:\n  - file: Town #2.svg\n    alt: Town", Area),
        ("title: A #b", Translation),
        ("terms:\n  - term: grooming #1\n    wordings: [x]", Terms),
        ("blocks:\n  a:\n    texts:\n      - one #two\n", Translation),
        ("blocks:\n  a:\n    short: one #two\n    text: one", Translation),
        (
            "default: cy\nlanguages:\n  cy:\n    name: Cym #1\n    english: W\n    script: Latn",
            Languages,
        ),
        (
            "title: A\ndate: 2026-03-31\nblocks:\n  a:\n    kind: quote\n    text: B #c",
            Campaign,
        ),
    ],
)
def test_a_comment_behind_unquoted_text(line: str, model: type[Row]) -> None:
    (problem,) = found(line, model)
    assert (problem.rule, problem.is_error) == ("comment", True)
    assert problem.span is not None
    row = line.split("\n")[problem.span.line - 1]
    assert row[problem.span.column - 1 :] in row[row.index("#") :]
    assert row[problem.span.column - 1] == "#"


@pytest.mark.parametrize(
    ("line", "model"),
    [
        ("title: A\ntest: true # for now\ndefault: yes # b", Area),
        ("title: A\nverified: {on: 2026-03-31 # c\n }", Area),
        ("title: A\nnames: # c\n  a: B\ncontacts: {} # d\nlogos: [] # e", Area),
        ("title: \"A\" # b\nnames: {a: 'B'} # c", Area),
        ("status: draft # b\nblocks: {} # c", Translation),
        ('title: A\nsource: ["d761b3b2"] # b', Translation),
        ("title: A#b\nnames: {a: 'C #d'}", Area),
    ],
)
def test_a_comment_that_takes_no_words_away(line: str, model: type[Row]) -> None:
    assert found(line, model) == []


@pytest.mark.parametrize(
    ("original", "text", "warned"),
    [("A", "„A”", True), ("“A”", "„A”", False), ("A", "A", False), ("“A” or “B”", "„A”", True)],
)
def test_quotes_that_a_translation_adds(original: str, text: str, warned: bool) -> None:
    assert bool(list(added_quotes(original, text, None))) == warned


@pytest.mark.parametrize("value", ["|\n    Ash\n    Dale\n", '"Ash\\nDale"', "Ash\n    Dale"])
def test_a_name_stands_on_one_line(value: str) -> None:
    node, _ = read(f"title: A\nnames:\n  town: {value}\n", "a.yaml")
    assert node is not None
    row, problems = validate(node, Area)
    assert not problems
    assert row is not None
    assert row.names["town"] == "Ash Dale"
