"""The words of the studio's screens stand in `words/*.yaml`, so that translators can have them."""

import re
from pathlib import Path
from string import Formatter

import pytest

from tests.studio.spoken_words import (
    ANY,
    STUDIO,
    Spoken,
    known_words,
    of_module,
    of_script,
    of_template,
    own_words_of_module,
    own_words_of_script,
    own_words_of_template,
    spoken,
)

WORDS = known_words()
# Modules whose strings are for another program, or for the terminal.
OF_THE_PROGRAM = {
    "app.py",
    "asking.py",
    "asking_described.py",
    "downloads.py",
    "language_fonts.py",
    "interface.py",
    "network.py",
    "refusals.py",
    "serving.py",
}


def keys(one: Spoken) -> list[str]:
    """The keys that are meant, among those that there are."""
    ends = (".one", ".more") if one.counts else ("",)
    wanted = re.compile(".+".join(map(re.escape, one.key.split(ANY))))
    if ANY not in one.key:
        return [one.key + end for end in ends]
    return [
        key
        for key in WORDS
        for end in ends
        if key.endswith(end) and wanted.fullmatch(key.removesuffix(end))
    ]


def names(text: str) -> set[str]:
    """The names in the braces of words."""
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_templates_have_no_words_of_their_own() -> None:
    pages = (STUDIO / "pages").glob("*.html")
    found = {page.name: own_words_of_template(page.read_text("utf-8")) for page in pages}
    assert {name: words for name, words in found.items() if words} == {}


def test_scripts_have_no_words_of_their_own() -> None:
    scripts = (STUDIO / "static").glob("*.js")
    found = {path.name: own_words_of_script(path.read_text("utf-8")) for path in scripts}
    assert {name: words for name, words in found.items() if words} == {}


def test_modules_have_no_words_of_their_own() -> None:
    modules = [path for path in STUDIO.glob("*.py") if path.name not in OF_THE_PROGRAM]
    found = {path.name: own_words_of_module(path.read_text("utf-8")) for path in modules}
    assert {name: words for name, words in found.items() if words} == {}
    excepted = (STUDIO / name for name in OF_THE_PROGRAM)
    assert all(own_words_of_module(path.read_text("utf-8")) for path in excepted)


def test_every_key_that_is_asked_for_is_there() -> None:
    missing = {
        (one.file, key)
        for one in spoken()
        for key in (keys(one) or [one.key])
        if one.key != ANY and key not in WORDS
    }
    assert missing == set()


def test_every_key_that_is_there_is_asked_for() -> None:
    asked = {key for one in spoken() if one.key != ANY for key in keys(one)}
    assert set(WORDS) - asked == set()


def test_names_in_braces_are_those_that_are_filled_in() -> None:
    wrong = {
        (one.file, key): (names(WORDS[key]), set(one.values))
        for one in spoken()
        for key in keys(one)
        if key in WORDS and one.values is not None
        if not names(WORDS[key]) <= {*one.values, *(["number"] if one.counts else [])}
        or (ANY not in one.key and not one.counts and names(WORDS[key]) != set(one.values))
    }
    assert wrong == {}


@pytest.mark.parametrize("path", sorted((STUDIO / "words").glob("*.yaml")), ids=lambda p: p.stem)
def test_words_read_well(path: Path) -> None:
    own = {key: text for key, text in WORDS.items() if key.startswith(f"{path.stem}.")}
    assert own
    for key, text in own.items():
        assert text == " ".join(text.split()), key
        assert text, key
        assert not re.search(r"'|\"|\.\.\.| - ", text), key  # typographic marks


def test_no_other_words_stand_where_a_plural_is_looked_for() -> None:
    counted = {key.rpartition(".")[0] for key in WORDS if key.endswith(".more")}
    forms = ("zero", "two", "few", "many", "other")  # CLDR's, which come before `more`
    assert [f"{key}.{form}" for key in counted for form in forms if f"{key}.{form}" in WORDS] == []


def test_words_in_the_wrong_place_are_found() -> None:
    assert own_words_of_template('<p>{{ say("a.b") }}</p><b aria-label="Save">Now</b>') == [
        "Now",
        "Save",
    ]
    assert own_words_of_script(
        'kept.textContent = "Saved"; x("a.b, [c]"); // It is\n y = "is kept"'
    ) == [
        "Saved",
        "is kept",
    ]
    text = 'def f():\n    """A doc."""\n    return f"{x}, shorter", error("k", "it is so"), "a-b"'
    assert own_words_of_module(text) == [", shorter"]


def test_keys_are_found() -> None:
    template = '{{ say("a.b", one=1) }}{{ count("a." ~ kind, number, of=2) }}'
    assert [*of_template("t", template)] == [
        Spoken("t", "a.b", frozenset({"one"})),
        Spoken("t", "a.*", frozenset({"of"}), True),
    ]
    script = 'say("a.b"); say(`a.${c}.d`, { one, two: f(1, 2) }); count("a.e", list.at(0), { x });'
    assert [*of_script("s", script)] == [
        Spoken("s", "a.b", frozenset()),
        Spoken("s", "a.*.d", frozenset({"one", "two"})),
        Spoken("s", "a.e", frozenset({"x"}), True),
    ]
    assert [*of_module("m", 'words.say(f"a.{b}", c=1)')] == [Spoken("m", "a.*", frozenset({"c"}))]
