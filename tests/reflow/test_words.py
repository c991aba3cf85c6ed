"""A web page and a text say what the layout prints: every block, in the order it is read."""

from collections.abc import Iterator

import pytest

from generator.reflow.text_file import BULLET
from tests.reflow.pages import (
    EVERY,
    Piece,
    Words,
    document,
    lines,
    page,
    piece,
    plain,
    printed,
    text,
    visible,
    web_reading,
)

each_piece = pytest.mark.parametrize("one", EVERY, ids=str)


@each_piece
def test_a_web_page_says_each_block_whole_and_in_order(one: Piece) -> None:
    found = [(name, plain(words)) for name, words in Words(page(one)).blocks]
    assert [(name, unspaced(words)) for name, words in found] == [
        (name, unspaced(words)) for name, words in expected(one)
    ]


def unspaced(words: str) -> str:
    """Words without spaces, for a number that is a button needs none before it."""
    return words.replace(" ", "")


def expected(one: Piece) -> Iterator[tuple[str, str]]:
    """Each block's words. What asks for a pledge is its heading, and the address follows."""
    for band in web_reading(one).bands:
        for group in band.groups:
            blocks = [passage.block for passage in group.passages]
            if [block.kind for block in blocks] == ["quote", "link"]:
                quote, link = blocks
                yield link.name, plain(link.texts[0].plain)
                yield quote.name, plain(quote.texts[0].closed.plain)
                yield link.name, link.address
                continue
            for block in blocks:
                yield block.name, plain(" ".join(lines(block, between=" ")))


@each_piece
def test_a_web_page_says_every_block_that_the_layout_prints(one: Piece) -> None:
    names = [passage.block.name for passage in web_reading(one).passages]
    assert sorted(names) == sorted(block.name for block in printed(one))


def test_whoever_rings_finds_the_numbers_before_the_story() -> None:
    names = [name for name, _ in Words(page(piece())).blocks]
    assert list(dict.fromkeys(names)) == [
        "story", "messages", "exploitation", "question",
        "what-to-do", "raise", "social-care", "police", "ceop",
        "signs", "actions", "grooming", "definition", "how", "survey", "threat",
        "duration", "statistic", "story-link", "pledge-link", "pledge",
    ]  # fmt: skip


@each_piece
def test_a_text_says_each_block_whole_and_in_order(one: Piece) -> None:
    found = [visible(line).removeprefix(f"{BULLET} ") for line in text(one).splitlines() if line]
    expected = [line for block in printed(one) for line in lines(block)]
    assert found[document(one).draft + document(one).test :] == expected


@each_piece
def test_numbers_and_addresses_can_be_followed(one: Piece) -> None:
    links = [attributes["href"] for attributes in Words(page(one)).of("a")]
    for block in printed(one):
        if block.address:
            assert f"https://{block.address}" in links
        for contact in block.contacts:
            digits = contact.number.plain.replace(" ", "")
            assert f"tel:+44{digits.removeprefix('0')}" in links
