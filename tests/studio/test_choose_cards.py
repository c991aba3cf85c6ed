"""A card on the first screen says what is known of its piece, and when that is not all."""

from pathlib import Path

import pytest

from generator.studio.choose_cards import StateWords
from generator.studio.desk import OpenProject
from generator.studio.looks import Look
from generator.studio.thumbs import LookedAt
from generator.studio.words import words_of

CARD = LookedAt("garden", "en-GB", "ashdale", "card")


@pytest.mark.parametrize(
    ("look", "busy", "blank"),
    [
        (Look(), True, False),
        (Look(seen=True), True, False),  # looked at for the table of languages: not drawn yet
        (Look(picture="a.png", seen=True), True, False),  # of other words: it may change
        (Look(picture="a.png", seen=True, drawn=True), False, False),
        (Look(seen=True, drawn=True), False, True),
        (Look(broken=True), False, True),
    ],
)
def test_a_card_waits_for_its_picture(project: Path, look: Look, busy: bool, blank: bool) -> None:
    opened = OpenProject(project)
    card = StateWords(words_of("choose"), opened).card(CARD, look, "")
    assert (card.busy, bool(card.blank)) == (busy, blank)
    opened.draft_files.close()
