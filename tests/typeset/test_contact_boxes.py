"""Contacts: rows of places and numbers, with rules or space between them."""

from collections.abc import Callable

import pytest

from generator.design.items import Gap
from generator.typeset.boxes import CLOSED, NATURAL, Stack, Stacked, TextBox
from generator.typeset.canvas import Canvas
from generator.typeset.contact_boxes import ContactRow, ContactsBox
from tests.checked import CACHE
from tests.typeset.squares import RED, painted, paragraph, style
from tests.values import replace


def words(text: str, width: float, **values: object) -> TextBox:
    return TextBox([paragraph(text, width, **values)], style(**values), width)


def contacts(count: int, rule: float = 0.0, inline: bool = False) -> ContactsBox:
    rows = [ContactRow(words("ab", 8), words("123", 8), inline, 8) for _ in range(count)]
    return ContactsBox(rows, 8, rule, RED, 0, 0, Gap(natural=1, min=0))


def test_contacts_stacked_with_space_between() -> None:
    box = contacts(2)
    assert painted(box, 4, 5) == ["BBBB____", "BBBBBB__", "________", "BBBB____", "BBBBBB__"]
    assert box.height(CLOSED) == pytest.approx(4, rel=1e-3)


def test_contacts_inline_with_rules() -> None:
    """A rule above each row and one below the last; number first, place at the end."""
    assert painted(contacts(2, rule=1, inline=True), 8, 5) == [
        "RRRRRRRRRRRRRRRR",
        "BBBBBB______BBBB",
        "RRRRRRRRRRRRRRRR",
        "BBBBBB______BBBB",
        "RRRRRRRRRRRRRRRR",
    ]


def test_contacts_in_a_table_stand_beside_their_places() -> None:
    """Numbers in a column of their own, as many lines as they need, level with their places."""
    rows = [
        ContactRow(words("ab", 3), words("abc de", 5), False, 8, 3),
        ContactRow(words("abc", 3), words("d", 5), False, 8, 3),
    ]
    box = ContactsBox(rows, 8, 0, RED, 0, 0, Gap(natural=1, min=0))
    assert painted(box, 8, 5) == [
        "BBBB__BBBBBB____",
        "______BBBB______",
        "________________",
        "BBBBBBBB________",
        "________________",
    ]
    assert box.height(NATURAL) == pytest.approx(4, rel=1e-3)
    assert box.widest() == pytest.approx(6, rel=1e-3)


def test_contacts_in_columns_run_down_one_and_then_the_next() -> None:
    """Rows stand level, also where one of them is higher; a rule ends each column."""
    box = contacts(3, rule=1)
    tall = ContactRow(words("ab", 2), words("ab cd", 2), False, 2)
    box.rows = [tall, *(ContactRow(words("a", 2), words("1", 2), False, 2) for _ in range(2))]
    box.width, box.columns, box.gap = 2, 2, 1
    assert painted(box, 5, 9) == [
        "RRRR__RRRR",
        "BBBB__BB__",
        "BBBB__BB__",
        "BBBB______",
        "RRRR__RRRR",
        "BB________",
        "BB________",
        "RRRR______",
        "__________",
    ]
    assert box.height(NATURAL) == pytest.approx(8, rel=1e-3)
    assert box.widest() == pytest.approx(5, rel=1e-3)


@pytest.mark.parametrize("count", [1, 2, 5, 8])
@pytest.mark.parametrize(
    "make", [contacts, lambda n: contacts(n, 0.5), lambda n: contacts(n, 1, True)]
)
def test_contacts_are_as_high_as_they_are_drawn(
    count: int, make: Callable[[int], ContactsBox]
) -> None:
    box = make(count)
    rows = round(box.height(NATURAL) * 2) / 2
    found = painted(box, 8, 40)
    drawn = max(index for index, row in enumerate(found) if set(row) != {"_"}) + 1
    assert drawn - 1 < rows <= drawn + 0.5


def test_rows_have_their_words_in_the_middle() -> None:
    """A place on two lines stands level with the middle of its number."""
    rows = [
        ContactRow(words("ab cd", 2), words("123", 4), False, 8, 4, centred=True),
        ContactRow(words("ab", 2), words("123", 4), False, 8, 4, centred=True),
    ]
    box = ContactsBox(rows, 8, 1, RED, 0, 0, 0, least=3)
    assert box.height(NATURAL) == pytest.approx(7, rel=1e-3)
    sheet = Canvas(CACHE)
    box.draw(sheet, 0, 0, NATURAL)
    baselines = [run.y for mark in sheet.marks for run in _runs(mark)]
    assert baselines == pytest.approx([2, 3, 2.5, 5.5, 5.5], abs=0.01)


def _runs(mark: object) -> list[object]:
    found = [run for inner in getattr(mark, "marks", ()) for run in _runs(inner)]
    return found or ([mark] if hasattr(mark, "clusters") else [])


def test_rows_spread_over_what_is_left_over() -> None:
    rows = [ContactRow(words("ab", 8), words("123", 8), False, 8) for _ in range(3)]
    apart = ContactsBox(rows, 8, 0, RED, 0, 0, Gap(natural=0, stretch=1))
    (_, box), *_ = Stack([Stacked(apart)]).tops(NATURAL, 4)
    assert [row[0] for row in painted(box, 8, 10)] == list("BB__BB__BB")
    ruled = ContactsBox(rows[:2], 8, 1, RED, 0, Gap(natural=0, stretch=1), 0, closed=False)
    (_, box), *_ = Stack([Stacked(ruled)]).tops(NATURAL, 4)
    assert [row[0] for row in painted(box, 8, 10)] == list("RBB__RBB__")
    assert box.height(CLOSED) == pytest.approx(10, rel=1e-3)


@pytest.mark.parametrize(("count", "rule"), [(2, 0.0), (3, 0.0), (3, 0.2)])
@pytest.mark.parametrize(("more", "moves"), [(2.0, 0.5), (40.0, 1.0)])
def test_a_number_moves_away_from_deep_letters_as_rows_spread(
    count: int, rule: float, more: float, moves: float
) -> None:
    """By a quarter of what its row spreads, and by no more than a millimetre."""
    box = contacts(count, rule)
    gap = Gap(natural=1, most=50, stretch=1)
    box.rows = [replace(row, apart=0.3) for row in box.rows]
    box.between = box.pad_bottom = gap
    spread = box.stretched(more * count, NATURAL)
    assert spread.height(NATURAL) == pytest.approx(box.height(NATURAL) + more * count)
    assert [row.apart for row in spread.rows] == [pytest.approx(0.3 + moves)] * count
    first, *others = box.rows
    for other in (replace(first, inline=True), replace(first, place=None)):  # no higher for it
        box.rows = [other, *others]
        mixed = box.stretched(more * count, NATURAL)
        assert mixed.height(NATURAL) == pytest.approx(box.height(NATURAL) + more * count)
    box.rows = [replace(row, apart=0.0) for row in box.rows]
    assert all(row.apart == 0 for row in box.stretched(more * count, NATURAL).rows)
