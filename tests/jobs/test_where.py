"""`--where`: a condition as it is typed, what it chooses, and the place of what is wrong in it."""

from typing import NamedTuple

import pytest

from generator.jobs.where import DEEPEST, ComparedField, condition
from generator.problems import WrongChoice


class Leaf(NamedTuple):
    language: str
    edition: str
    pages: int
    outdated: bool
    problems: tuple[str, ...] = ()


LEAVES = (
    Leaf("en-GB", "press", 2, outdated=False),
    Leaf("ur", "press", 2, outdated=True, problems=("draft", "gap")),
    Leaf("ur", "office", 4, outdated=False, problems=("draft",)),
    Leaf("gu", "office", 12, outdated=False),
)
FIELDS = {
    "language": ComparedField[Leaf](lambda leaf: (leaf.language,)),
    "edition": ComparedField[Leaf](lambda leaf: (leaf.edition,)),
    "problem": ComparedField[Leaf](lambda leaf: leaf.problems),
    "pages": ComparedField[Leaf](lambda leaf: leaf.pages, "number"),
    "outdated": ComparedField[Leaf](lambda leaf: leaf.outdated, "yes"),
}


def chosen(text: str) -> list[int]:
    return [LEAVES.index(leaf) for leaf in condition(text).chosen(LEAVES, FIELDS)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("language == ur", [1, 2]),
        ("language != ur", [0, 3]),
        ("language in (ur, gu) and edition == press", [1]),
        ("language not in (ur, gu)", [0]),
        ("not language in (ur, gu)", [0]),
        ("language=='ur'", [1, 2]),
        ('language in("ur",gu)', [1, 2, 3]),
        # `and` binds closer than `or`, `not` closer than both
        ("edition == press or language == gu and edition == press", [0, 1]),
        ("(edition == press or language == gu) and edition == office", [3]),
        ("not edition == press and language == ur", [2]),
        ("not (edition == press and language == ur)", [0, 2, 3]),
        ("not not edition == press", [0, 1]),
        ("pages == 2", [0, 1]),
        ("pages > 2", [2, 3]),  # as numbers: 12 is more than 2
        ("pages >= 4 and pages < 12", [2]),
        ("pages in (4, 12)", [2, 3]),
        ("outdated == yes", [1]),
        ("outdated != yes", [0, 2, 3]),
        # a field with several values
        ("problem == gap", [1]),
        ("problem != gap", [0, 2, 3]),
        ("problem in (gap, draft)", [1, 2]),
        ("language == ur and language == gu", []),
    ],
)
def test_a_condition_chooses(text: str, found: list[int]) -> None:
    assert chosen(text) == found


@pytest.mark.parametrize(
    ("text", "message", "caret", "hint"),
    [
        ("", "here the name of a field should stand", "^", "as in language"),
        ("langauge == ur", 'no field is called "langauge"', "^^^^^^^^", '"language"?'),
        ("language == ur and edition == pres",
         'no file has the edition "pres"', " " * 30 + "^^^^", '"press"?'),
        ("language in (ur, guj)", 'no file has the language "guj"', " " * 17 + "^^^", "gu"),
        ("language = ur", 'after "language" should stand how it is compared', " " * 9 + "^", "=="),
        ("language", 'after "language" should stand how it is compared', " " * 8 + "^", "=="),
        ("language ==", "here a value should stand", " " * 11 + "^", "quotes"),
        ("language == and", "here a value should stand", " " * 12 + "^^^", "quotes"),
        ("language in ur", "after `in` should stand values in brackets", " " * 12 + "^^", "(ur"),
        ("language in (ur gu)", "here a comma or a bracket is missing", " " * 16 + "^^", "(ur"),
        ("language in ()", "here a value should stand", " " * 13 + "^", "quotes"),
        ("(language == ur", "a bracket is not closed", " " * 15 + "^", ")"),
        ("language == ur)", "here the condition should end", " " * 14 + "^", ""),
        ("language == ur edition == press",
         "here the condition should end", " " * 15 + "^^^^^^^", ""),
        ("language == ur AND edition == press",
         "here the condition should end", " " * 15 + "^^^", "write and"),
        ("language == ur || edition == press",
         "here the condition should end", " " * 15 + "^^", "write or"),
        ('language == "ur', "a quotation mark is not closed", " " * 12 + "^", ""),
        ("language == !ur", '"!" has no meaning', " " * 12 + "^", "quotes"),
        ("language > ur", '"language" is no number', "^^^^^^^^", "== != or in"),
        ("pages == two", '"pages" is a number', " " * 9 + "^^^", "digits"),
        ("pages == ²", '"pages" is a number', " " * 9 + "^", "digits"),
        ("outdated == true", '"outdated" is yes or no', " " * 12 + "^^^^", "yes or no"),
        ("and == ur", "here the name of a field should stand", "^^^", ""),
    ],
)  # fmt: skip
def test_what_is_wrong_has_its_place(text: str, message: str, caret: str, hint: str) -> None:
    with pytest.raises(WrongChoice) as refused:
        chosen(text)
    (problem,) = refused.value.problems
    assert problem.message.startswith(message)
    assert problem.details == (text, caret)
    assert hint in problem.hint


def test_a_long_condition_is_shown_around_the_place() -> None:
    text = " or ".join(["language == ur"] * 40 + ["language = gu"] + ["language == ur"] * 40)
    with pytest.raises(WrongChoice) as refused:
        chosen(text)
    shown, caret = refused.value.problems[0].details
    assert len(shown) < 80
    assert shown[caret.index("^") - 9 :].startswith("language = gu")


@pytest.mark.parametrize("deep", ["(" * 5000, "not " * 5000])
def test_a_condition_is_only_so_deep(deep: str) -> None:
    with pytest.raises(WrongChoice, match="too many brackets"):
        condition(f"{deep}language == ur")
    assert condition("(" * DEEPEST + "language == ur" + ")" * DEEPEST).fields == {"language"}


def test_a_condition_is_never_run() -> None:
    with pytest.raises(WrongChoice):
        chosen("__import__('os').system('true')")
