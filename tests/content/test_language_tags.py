"""Language tags, and the languages that people mean."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.content import language_tags
from generator.content.language_rows import Language


@pytest.mark.parametrize("tag", ["en-GB", "cy", "zh-Hans", "ckb", "sr-Latn-RS", "de-1996"])
def test_what_is_registered_is_a_tag(tag: str) -> None:
    assert language_tags.is_tag(tag)


@pytest.mark.parametrize(
    "tag", ["hebrew", "polish", "xx", "en_GB", "und", "mul", "", "../x", "e", "pseudo", "en-GB-"]
)
def test_what_is_not_registered_is_none(tag: str) -> None:
    assert not language_tags.is_tag(tag)


@pytest.mark.parametrize(
    ("said", "tag"),
    [
        ("hebrew", "he"),
        ("Polish", "pl"),
        ("polski", "pl"),
        ("اردو", "ur"),
        ("Simplified Chinese", "zh-Hans"),
        ("simplified_chinese", "zh-Hans"),
        ("Ukranian", "uk"),
        ("iw", "he"),
        ("EN-gb", "en-GB"),
        ("en_GB", "en-GB"),
        ("gibberish", ""),
        ("", ""),
    ],
)
def test_a_language_is_known_by_its_names(said: str, tag: str) -> None:
    assert language_tags.meant(said) == tag


@given(st.text(max_size=80))
def test_anything_may_be_asked(said: str) -> None:
    language_tags.is_tag(said)
    assert isinstance(language_tags.suggestion(said, ["en-GB", "cy"]), str)


@pytest.mark.parametrize(
    ("said", "hint"),
    [
        ("Welsh", 'did you mean "cy"?'),
        ("cymraeg", 'did you mean "cy"?'),
        ("Klingonisch", 'did you mean "tlh"?'),
        ("english", 'did you mean "en-GB"?'),
        ("en-BG", 'did you mean "en-GB"?'),
        ("French", 'French is "fr": begin it with: cease new language fr'),
        ("fr", "known names: cy, en-GB, tlh"),
    ],
)
def test_a_suggestion_names_a_language_there_is(said: str, hint: str) -> None:
    known = {"tlh": Language(name="Klingonisch", english="Klingon", script="Latn")}
    assert language_tags.suggestion(said, ["en-GB", "cy", "tlh"], known) == hint
