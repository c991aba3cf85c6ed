"""Words that stand for others which nobody has written yet."""

import pytest

from generator.content.blocks import check_finished


@pytest.mark.parametrize(
    "text",
    [
        "Say here in two or three sentences what this is about, and whom it is for.",
        "The second",
        "Lorem ipsum dolor sit amet.",
        "TODO: ask Jo",
        "Open on TBC",
        "Ring [your council] first.",
        "Ask <insert name here>.",
    ],
)
def test_they_are_found(text: str) -> None:
    (problem,) = check_finished(text, None)
    assert (problem.rule, problem.is_error) == ("placeholder-words", False)


@pytest.mark.parametrize(
    "text",
    [
        "love you XXX",
        "The second time, say what you saw.",
        "Read [your rights](https://www.gov.uk) here.",
        "Todos, and to do lists; tbc",
        "Say it here.",
    ],
)
def test_words_that_are_meant_are_not(text: str) -> None:
    assert list(check_finished(text, None)) == []
