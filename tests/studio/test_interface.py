"""The studio in another language: what is translated is said so, everything else in English."""

from pathlib import Path

import pytest

from generator.problems import Refused
from generator.studio.interface import (
    ENGLISH,
    Interface,
    begun_translation,
    english_files,
    read_interface,
    untranslated,
)
from generator.studio.words import words_of


def _count(spoken: Interface) -> int:
    return sum(map(len, untranslated(spoken).values()))


def written(root: Path, **screens: str) -> Path:
    folder = root / "words/cy"
    folder.mkdir(parents=True)
    for screen, text in screens.items():
        (folder / f"{screen}.yaml").write_text(text, "utf-8")
    return root


def test_translated_words_are_said_and_the_others_in_english(tmp_path: Path) -> None:
    root = written(tmp_path, frame="help: X\n")
    spoken, problems = read_interface(root, "cy")
    words = words_of("edit", spoken)
    assert problems == []
    assert (words.say("frame.help"), words.say("frame.pieces")) == ("X", "Pieces")
    assert (spoken.language, spoken.direction) == ("cy", "ltr")
    assert _count(spoken) == _count(ENGLISH) - 1
    assert "help" not in untranslated(spoken)["words/cy/frame.yaml"]
    assert "help.title" not in words.table


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ('saved: "X {file}"', "a name in braces is not one of the English"),
        ('saved: "X {files.__class__}"', "a name in braces is not one of the English"),
        ('saved: "X {files:>99}"', "a name in braces is not one of the English"),
        ('saved: "X {files"', "a name in braces is not one of the English"),
        ('saved: " "', "there are no words here"),
        ("savd: X", 'no word is called "savd"'),
    ],
)
def test_words_that_cannot_be_used_are_told_with_their_place(
    tmp_path: Path, words: str, message: str
) -> None:
    spoken, problems = read_interface(written(tmp_path, edit=f"# one\n{words}\n"), "cy")
    assert spoken.table == {}
    (found,) = problems
    assert (found.message, found.is_error) == (message, False)
    assert found.span
    assert (found.span.path, found.span.line) == ("words/cy/edit.yaml", 2)


@pytest.mark.parametrize("broken", [b"a: [\n", b"a: \xff\n", b""])
def test_a_file_that_cannot_be_read_leaves_its_words_in_english(
    tmp_path: Path, broken: bytes
) -> None:
    root = written(tmp_path, frame="help: X\n")
    (root / "words/cy/edit.yaml").write_bytes(broken)
    spoken, problems = read_interface(root, "cy")
    assert [problem.is_error for problem in problems] == [False]
    assert problems[0].span
    assert problems[0].span.path == "words/cy/edit.yaml"
    assert spoken.table == {"frame.help": "X"}
    assert len(untranslated(spoken)["words/cy/edit.yaml"]) > 9


def test_a_language_without_words_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        read_interface(tmp_path, "cy")
    assert "cease new interface cy" in refused.value.problems[0].hint
    with pytest.raises(Refused) as refused:
        read_interface(tmp_path, "../cy")
    assert refused.value.problems[0].rule == "no-words"


def test_what_is_begun_can_be_read_and_is_in_english_still(tmp_path: Path) -> None:
    for path, text in begun_translation("ur").items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, "utf-8")
        assert "to be said in Urdu" in text
    spoken, problems = read_interface(tmp_path, "ur")
    assert problems == []
    assert spoken.direction == "rtl"
    assert _count(spoken) == _count(ENGLISH) == len(spoken.table)
    for screen in english_files():
        assert words_of(screen, spoken).table == words_of(screen).table


def test_a_language_has_its_own_forms_of_numbers() -> None:
    table = {"frame.days.one": "1", "frame.days.few": "f {number}", "frame.days.more": "m {number}"}
    polish = words_of("edit", Interface("pl", "ltr", table))
    assert [polish.count("frame.days", number) for number in (1, 3, 5)] == ["1", "f 3", "m 5"]
    english = words_of("edit", Interface("en-GB", "ltr", table))
    assert [english.count("frame.days", number) for number in (1, 3)] == ["1", "m 3"]
