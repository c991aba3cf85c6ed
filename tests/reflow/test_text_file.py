"""Plain text: lines, bullets, and what steers direction."""

from tests.reflow.pages import page, piece, text


def test_a_line_for_each_paragraph_and_two_empty_ones_before_a_heading() -> None:
    made = text(piece())
    assert made.startswith("Kayleigh’s Love Story\n\nWe will have to meet up some time :) x x\n")
    assert "\n\n\nSpot the Signs\n\n• Understand the risks" in made
    assert "\nLeicester City: 0116 252 7000\nLeicestershire: 0116 305 0005\n" in made
    assert made.endswith("visit:\nwww.leics.police.uk/CEASE\n")
    assert "\n\n\n\n" not in made


def test_a_draft_says_so_first() -> None:
    assert text(piece("pl")).startswith("[Draft translation. Nobody qualified has reviewed")


def test_only_right_to_left_text_has_isolates() -> None:
    assert "\u206601572 758 407\u2069" in text(piece("ar"))
    assert "\u2066www.leics.police.uk/CEASE\u2069" in text(piece("ckb"))
    assert "\u2066" not in text(piece("gu"))
    assert "\u2066" not in page(piece("ar")).decode()
