"""A web page and a text say what the layout prints: every block, in the order it is read."""

import pytest

from generator.reflow.text_file import BULLET
from tests.reflow.pages import (
    EVERY,
    Piece,
    Words,
    document,
    lines,
    page,
    plain,
    printed,
    text,
    visible,
)

each_piece = pytest.mark.parametrize("one", EVERY, ids=str)


@each_piece
def test_a_web_page_says_each_block_whole_and_in_order(one: Piece) -> None:
    found = [(name, plain(words)) for name, words in Words(page(one)).blocks]
    assert found == [
        (block.name, plain(" ".join(lines(block, between=" ")))) for block in printed(one)
    ]


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
