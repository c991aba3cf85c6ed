"""No words of a block are lost where a layout sets parts of it, or begins a paragraph with it."""

import pytest

from generator.content.text import Run, Text
from generator.problems import Refused
from generator.typeset.compose import compose
from tests.checked import CACHE
from tests.typeset import shipped

FEW = (shipped.LEAFLET, shipped.FLYER, shipped.BOOKLET)


def _with(name: str, *texts: Text) -> shipped.Document:
    return shipped.with_block(name, texts=texts, short=texts)


def _set(document: shipped.Document, layout: str) -> shipped.Composed:
    found = shipped.drawing(layout)
    return compose(document, found, found.layout.formats[0], cache=CACHE)


def _police() -> Text:
    return shipped.document().blocks["police"].texts[0]


@pytest.mark.parametrize("layout", FEW)
def test_words_after_a_number_that_ends_the_original_are_an_error(layout: str) -> None:
    police = _police()
    longer = Text((*police.runs, Run(" at any hour")), police.language, police.key)
    with pytest.raises(Refused) as refused:
        _set(_with("police", longer), layout)
    (found,) = [each for each in refused.value.problems if each.rule == "unprinted"]
    assert found.is_error
    assert found.message == (
        f'{layout} does not print the words of "police" after its **strong** words: "at any hour"'
    )
    assert found.hint.startswith("say it before them, or")
    assert found.span is not None
    assert found.span.path == shipped.WORDS


@pytest.mark.parametrize("layout", FEW)
def test_a_second_paragraph_after_one_that_is_parted_is_an_error(layout: str) -> None:
    police = _police()
    more = shipped.says("Ask for the desk.", police)
    with pytest.raises(Refused, match="Ask for the desk"):
        _set(_with("police", police, more), layout)


@pytest.mark.parametrize("layout", [shipped.SIGNS, shipped.STORY])
def test_a_layout_that_prints_the_whole_block_prints_its_second_paragraph(layout: str) -> None:
    police = _police()
    longer = Text((*police.runs, Run(" by day")), police.language, police.key)
    made = _set(_with("police", longer, shipped.says("Ask.", police)), layout)
    words = " ".join(shipped.words(made).split())
    assert "by day" in words
    assert "Ask." in words


@pytest.mark.parametrize("layout", [shipped.LEAFLET, shipped.BOOKLET])
def test_every_paragraph_that_runs_into_a_statistic_is_printed(layout: str) -> None:
    duration = shipped.document().blocks["duration"].texts[0]
    first = shipped.says("It begins with a word.", duration)
    made = _set(_with("duration", first, duration), layout)
    words = " ".join(shipped.words(made).split())
    assert "It begins with a word. The grooming process" in words


def test_a_fault_in_words_that_run_into_others_stands_where_they_are() -> None:
    duration, statistic = (
        shipped.document().blocks[name].texts[0] for name in ("duration", "statistic")
    )
    places = []
    for name, text in (("duration", duration), ("statistic", statistic)):
        wrong = Text((Run("\U0001f600 "), *text.runs), text.language, text.key)
        with pytest.raises(Refused, match="U\\+1F600") as refused:
            _set(_with(name, wrong), shipped.LEAFLET)
        spans = {each.span for each in refused.value.problems if each.rule == "missing-glyph"}
        places.append([span.line for span in spans if span])
    own = [shipped.document().span(text.key) for text in (duration, statistic)]
    assert places == [[span.line] for span in own if span]


def test_too_many_words_that_run_into_others_are_blamed_where_they_are() -> None:
    duration = shipped.document().blocks["duration"].texts[0]
    many = shipped.says("It begins with a word. " * 300, duration)
    with pytest.raises(Refused, match='"duration" is the longest there'):
        _set(_with("duration", many), shipped.LEAFLET)
