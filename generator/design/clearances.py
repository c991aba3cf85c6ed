"""The least distances between the things on a page, as rows of a theme."""

from collections.abc import Mapping
from typing import Final, Self

from generator.source.fields import Field
from generator.source.rows import Row

SHARES = ("bubble_em", "next_place")  # no lengths


class Clearances(Row):
    """The least distances of one kind of piece, in mm of the printed page, from the ink of letters
    and never from their line. No fitting gives them up: gaps, paddings and leading open."""

    bubble: float = Field(1.0, ge=0, description="Text and the edge of its own bubble")
    bubble_em: float = Field(0.18, ge=0, description="The same, in ems of the text")
    bubble_text: float = Field(1.5, ge=0, description="A bubble and text over or under it")
    bubble_card: float = Field(4.0, ge=0, description="A bubble and a code's card under it")
    tail: float = Field(1.5, ge=0, description="The tip of a tail and what is straight under it")
    tail_bubble: float = Field(1.5, ge=0, description="The tip of a tail and the next of its list")
    card_beside: float = Field(3.0, ge=0, description="A code's card and text beside it")
    card_under: float = Field(1.2, ge=0, description="A code's card and text under it")
    card_fallen: float = Field(
        2.5, ge=0, description="The same where words do not fit beside the card and so stand under"
    )
    card_imprint: float = Field(2.0, ge=0, description="A code's card and the imprint")
    code_white: float = Field(
        0.15, ge=0, description="The white round a code without a card and what is over or under it"
    )
    rule_under: float = Field(1.1, ge=0, description="A rule and text under it")
    rule_over: float = Field(0.8, ge=0, description="A rule and text over it")
    place: float = Field(0.3, ge=0, description="A contact's place and the number under it")
    next_place: float = Field(
        1.5, ge=0, description="A number and the next place, times a place and its number"
    )
    lines: float = Field(0.3, ge=0, description="One line and the next")

    def at_scale(self, scale: float) -> Self:
        """The distances in the millimetres of a layout that is printed at a scale."""
        lengths = (name for name in type(self).row_fields if name not in SHARES)
        return self.model_copy(update={name: getattr(self, name) / scale for name in lengths})


# The field that says how far one thing keeps from another under it, by the kinds of the two.
# Pages are set by these distances, and held against them when they are finished.
BETWEEN: Final[Mapping[tuple[str, str], str]] = {
    ("text", "text"): "lines",
    ("text", "imprint"): "lines",
    ("imprint", "imprint"): "lines",
    ("card", "imprint"): "card_imprint",
    ("bubble", "imprint"): "bubble_text",
    ("tail", "imprint"): "tail",
    ("rule", "imprint"): "rule_under",
    ("text", "bubble"): "bubble_text",
    ("text", "card"): "card_under",
    ("text", "rule"): "rule_over",
    ("text", "field"): "lines",
    ("field", "text"): "lines",
    ("bubble", "text"): "bubble_text",
    ("bubble", "bubble"): "bubble_text",
    ("bubble", "card"): "bubble_card",
    ("bubble", "rule"): "rule_over",
    ("tail", "text"): "tail",
    ("tail", "bubble"): "tail_bubble",
    ("tail", "card"): "tail",
    ("tail", "rule"): "tail",
    ("text", "white"): "code_white",
    ("imprint", "white"): "code_white",
    ("field", "white"): "code_white",
    ("rule", "white"): "code_white",
    ("bubble", "white"): "code_white",
    ("tail", "white"): "code_white",
    ("white", "text"): "code_white",
    ("white", "imprint"): "code_white",
    ("white", "field"): "code_white",
    ("white", "rule"): "code_white",
    ("white", "bubble"): "code_white",
    ("card", "text"): "card_under",
    ("card", "card"): "card_under",
    ("card", "bubble"): "bubble_text",
    ("card", "rule"): "rule_over",
    ("rule", "text"): "rule_under",
    ("rule", "card"): "rule_under",
    ("rule", "bubble"): "rule_under",
}
