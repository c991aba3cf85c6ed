"""What a piece does without where all that it prints finds no room, and what it says of that."""

import dataclasses
from pathlib import Path
from typing import Any

import pytest

from generator.content.document import Document
from generator.design.drawing import Drawing
from generator.design.items import IMPRINT
from generator.problems import Refused
from generator.typeset.compose import Composed, compose
from tests import own_words, sample_areas
from tests.checked import CACHE
from tests.soak.ink_distances import images
from tests.typeset import shipped
from tests.values import replace

NUMBERS = ("0116 496 0121", "0116 496 0122")
LONG = {
    "heading": "The safeguarding lead of our big school",
    "name": "Ms Anneliese Featherstonehaugh-Cholmondeley",
    "role": "Deputy head teacher and head of the sixth form",
    "number": own_words.NUMBER,
}
SHORT = {key: own_words.SCHOOL[key] for key in ("heading", "name", "role", "number")}
ONE_WORD = {"heading": "Ask her", "name": "Featherstonehaugh" * 3, "number": "0116 496 0123"}


def card(tag: str, **changes: Any) -> Composed:
    document = sample_areas.made(sample_areas.area(2, **changes), tag)
    return piece(document, shipped.drawing(shipped.CARD))


def piece(document: Document, drawing: Drawing) -> Composed:
    return compose(document, drawing, drawing.layout.formats[0], cache=CACHE)


def said(made: Composed) -> list[str]:
    return [each.message for each in made.problems if each.rule == "left-out"]


def logos(made: Composed) -> int:
    return sum(1 for page in made.artwork.pages for _ in images(page))


@pytest.mark.parametrize(("tag", "own"), [("pl", LONG), ("en-GB", ONE_WORD)])
def test_a_card_leaves_out_own_words_that_are_too_long(tag: str, own: dict[str, str]) -> None:
    """All else stands as where the area has none; the warning names the piece."""
    made, without = card(tag, own=own), card(tag)
    assert shipped.words(made) == shipped.words(without)
    assert all(number in shipped.words(made) for number in NUMBERS)
    assert made.steps == without.steps
    (problem,) = [each for each in made.problems if "own words" in each.message]
    assert problem.message.startswith("the area's own words are left out of pocket-card")
    assert problem.span
    assert (problem.span.path, problem.span.key) == (sample_areas.PATH, "own")


def test_a_card_keeps_own_words_that_fit() -> None:
    made = card("pl", own=SHORT)
    assert own_words.NUMBER in shipped.words(made)
    assert said(made) == []


def flyer(document: Document, share: float, layout: Drawing | None = None) -> Composed:
    """The flyer with longer words, by a share of their letters."""
    blocks = {
        name: replace(block, texts=tuple(shipped.longer(text, share) for text in block.texts))
        if share and block.kind != "imprint" and not block.contacts
        else block
        for name, block in document.blocks.items()
    }
    longer = dataclasses.replace(document, blocks=blocks)
    return piece(longer, layout or shipped.drawing(shipped.FLYER))


def without_strip(folder: Path, names: str) -> Drawing:
    """The flyer with no logos in the arrangement for long words."""
    path = f"layouts/{shipped.FLYER}.yaml"
    imprint = "- {kind: imprint, only: {logos: true, to: 6}, style: imprint, "
    text = (shipped.ROOT / path).read_text()
    end = text.index(
        imprint, text.index("tight: true}\n            columns:\n              - stack:")
    )
    strip = text[text.rindex("- kind: logos", 0, end) : end] + imprint
    edits = (path, strip, imprint + names), (path, "    - {names: true}\n", "")
    return shipped.changed(folder, *edits)[1].drawing(shipped.FLYER)[0]


@pytest.mark.parametrize(
    ("tag", "count", "share", "hint"),
    [
        ("en-GB", 3, 0.25, "list fewer logos, or shorten the words of this piece, to"),
        ("en-GB", 3, 0.3, "shorten the words of this piece to"),
        ("ar", 1, 0.0, "shorten the words of this piece to"),
        ("uk", 6, 0.0, "shorten the words of this piece to"),
    ],
)
def test_an_arrangement_without_a_strip_warns_of_the_logos(
    tmp_path: Path, tag: str, count: int, share: float, hint: str
) -> None:
    """Long words take the strip of such a flyer, and its imprint names the partners."""
    drawing = without_strip(tmp_path, "names: 1, ")
    made = flyer(sample_areas.document(tag, 3, count), share, drawing)
    assert logos(made) == 0
    assert "Partner square" in shipped.words(made)
    are = "logo is" if count == 1 else "logos are"
    (problem,) = [each for each in made.problems if each.rule == "left-out"]
    assert problem.message == (
        f"{count} {are} left out of flyer-a5 to make the rest fit: the imprint names the partners"
    )
    assert problem.hint == f"{hint} have them back"
    assert problem.span
    assert problem.span.key == f"logos.{count - 1}.file"


def test_it_is_said_where_no_partner_is_named(tmp_path: Path) -> None:
    made = flyer(sample_areas.document("ar", 3, 3), 0, without_strip(tmp_path, ""))
    assert logos(made) == 0
    assert "Partner square" not in shipped.words(made)
    (message,) = said(made)
    assert message.endswith("to make the rest fit: no partner is named")


@pytest.mark.parametrize(("count", "strip"), [(3, 3), (8, 3), (3, 8), (3, 0)])
def test_a_flyer_says_nothing_of_logos_that_it_shows_or_never_would(count: int, strip: int) -> None:
    """It has no strip for five and more contacts, nor for seven and more logos."""
    assert said(flyer(sample_areas.document("en-GB", count, strip), 0)) == []


@pytest.mark.parametrize("tag", ["ar", "ckb", "cy", "pt", "ro", "so", "ta", "uk", "ur"])
@pytest.mark.parametrize("contacts", [1, 3])
def test_a_flyer_shows_logos_beside_long_words_too(tag: str, contacts: int) -> None:
    made = flyer(sample_areas.document(tag, contacts, 6), 0)
    assert logos(made) == 6
    assert said(made) == []


@pytest.mark.parametrize("count", [1, 8])
def test_partners_are_named_where_their_logos_find_no_room(count: int) -> None:
    """In Tamil with eight contacts the leaflet's back holds the words of another panel."""
    document = sample_areas.document("ta", 8, count)
    made = piece(document, shipped.drawing(shipped.LEAFLET))
    assert logos(made) == 0
    words = " ".join(shipped.words(made).split())
    assert all(f"Partner {name}" in words for name in sample_areas.STRIPS[count])
    message = f"{count} logo{'s are' if count > 1 else ' is'} left out of leaflet-dl-6pp"
    (problem,) = [each for each in made.problems if each.message.startswith(message)]
    assert problem.span
    assert problem.span.key == f"logos.{count - 1}.file"
    assert "crowd" not in {each.rule for each in made.problems}


def test_the_imprint_is_its_first_sentence_before_words_are_lost() -> None:
    made = piece(sample_areas.document("ta", 8, 8), shipped.drawing(shipped.LEAFLET))
    assert "the imprint's last 2 sentences are left out of leaflet-dl-6pp to make the rest fit" in (
        said(made)
    )
    assert sample_areas.IMPRINT["publisher"] in shipped.words(made)
    assert sample_areas.IMPRINT["formats"] not in shipped.words(made)


def test_logos_stay_where_nothing_would_name_the_partners() -> None:
    document = sample_areas.document("ta", 8, 8)
    blocks = {name: block for name, block in document.blocks.items() if name != IMPRINT}
    nameless = dataclasses.replace(document, blocks=blocks)
    with pytest.raises(Refused, match=r"there is no room for 8 logos"):
        piece(nameless, shipped.drawing(shipped.LEAFLET))


def test_a_layout_that_does_not_say_so_does_without_nothing(tmp_path: Path) -> None:
    file = f"layouts/{shipped.CARD}.yaml"
    _, design = shipped.changed(tmp_path, (file, "    - {own: true}\n", ""))
    document = sample_areas.made(sample_areas.area(2, own=LONG), "pl")
    with pytest.raises(Refused):
        piece(document, design.drawing(shipped.CARD)[0])
