"""Changes are made, undone, and made anew in a file that somebody else has changed."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.problems import Refused
from generator.source.splice import rename, set_text, value_at
from generator.source.writer import write
from generator.studio.changes import (
    MOST,
    TOGETHER,
    Change,
    Conflict,
    Edit,
    History,
    differences,
    merged,
    put_in,
)
from tests.soak.trials import chance

PATH = "content/areas/north-moor.yaml"
BASE = """\
title: North Moor  # as people say it
contacts:
  social-care:
    - place: North Moor
      number: 0116 496 0123

    - place: East Moor
      number: "01632 960123"
links:
  ceop: www.example.org
"""
NUMBER = "contacts.social-care.0.number"
OTHER = "contacts.social-care.1.number"


def typed(key: str, value: str) -> Change:
    return Change(PATH, "set", key, value)


def history() -> History:
    return History(lambda _: BASE)


def test_typing_on_in_one_field_is_one_step() -> None:
    desk = history()
    for time, words in enumerate(("N", "No", "Nor")):
        desk.make(typed("title", words), time * TOGETHER / 4)
    desk.make(typed(NUMBER, "0116 496 0999"), 0.8)
    desk.make(typed("title", "Moor"), 0.9)
    assert len(desk.done) == 3
    assert "title: Moor  #" in desk.text(PATH)
    assert desk.undo([PATH])
    assert desk.undo([PATH])
    assert desk.text(PATH) == BASE.replace("title: North Moor", "title: Nor")
    assert desk.undo([PATH])
    assert desk.text(PATH) == BASE
    assert desk.changed == []
    assert desk.undo([PATH]) is None


def test_a_pause_ends_a_step() -> None:
    desk = history()
    desk.make(typed("title", "a"), 0)
    desk.make(typed("title", "b"), TOGETHER)
    assert len(desk.done) == 2


def test_every_step_is_undone_and_done_again_to_the_byte() -> None:
    luck = chance("history")
    desk, texts = history(), [BASE]
    for number in range(60):
        match luck.randrange(4):
            case 0:
                change = typed("title", luck.choice(["A: b", "", "x" * 300, "a\nb", "née #1"]))
            case 1:
                row = {"place": f"Place {number}", "number": "0116 496 0001"}
                change = Change(PATH, "insert", "contacts.social-care", row, 0)
            case 2:
                change = Change(PATH, "insert", "links", "www.example.org", f"link-{number}")
            case _:
                change = Change(PATH, "rename", "links.ceop", name="ceop")
        try:
            text = desk.make(change, number * 10.0)
        except Refused:
            assert desk.text(PATH) == texts[-1]
            continue
        if text != texts[-1]:
            texts.append(text)
    for text in reversed(texts[:-1]):
        desk.undo([PATH])
        assert desk.text(PATH) == text
    for text in texts[1:]:
        desk.redo([PATH])
        assert desk.text(PATH) == text
    assert desk.redo([PATH]) is None


def test_a_new_step_forgets_what_was_undone_and_steps_are_bounded() -> None:
    desk = history()
    for number in range(MOST + 5):
        desk.make(typed("title", f"Place {number}"), number * 10.0)
    assert len(desk.done) == MOST
    desk.undo([PATH])
    desk.make(typed("title", "Place"), 1e6)
    assert desk.redo([PATH]) is None


def test_what_cannot_be_changed_leaves_the_text_as_it_was() -> None:
    desk = history()
    with pytest.raises(Refused):
        desk.make(typed("nothing", "x"), 0)
    assert desk.text(PATH) == BASE
    assert desk.done == []


def ours(*changes: Change) -> str:
    text = BASE
    for change in changes:
        text = change.made(text)
    return text


def test_changes_of_two_people_meet_where_they_are_of_other_values() -> None:
    disk = BASE.replace("01632 960123", "01632 960999").replace("title:", "# new\ntitle:")
    found = merged(PATH, BASE, ours(typed(NUMBER, "0116 496 0555")), disk)
    assert found.conflicts == ()
    assert found.text == disk.replace("0116 496 0123", "0116 496 0555")


def test_both_wordings_are_told_where_both_changed_a_value() -> None:
    disk = BASE.replace("0116 496 0123", "0116 496 0777")
    mine = ours(typed(NUMBER, "0116 496 0555"), typed("title", "M"))
    found = merged(PATH, BASE, mine, disk)
    before, new, theirs = "0116 496 0123", "0116 496 0555", "0116 496 0777"
    assert found.conflicts == (Conflict(PATH, NUMBER, before, new, theirs),)
    assert found.text == disk.replace("North Moor  #", "M  #")


def test_the_same_change_by_two_people_is_no_conflict() -> None:
    disk = BASE.replace("0116 496 0123", "0116 496 0777")
    found = merged(PATH, BASE, ours(typed(NUMBER, "0116 496 0777")), disk)
    assert found == merged(PATH, disk, disk, disk)


def test_a_value_that_is_gone_is_told() -> None:
    disk = BASE.replace("links:\n  ceop: www.example.org\n", "links: {}\n")
    found = merged(PATH, BASE, ours(typed("links.ceop", "www.example.com")), disk)
    assert found.text == disk
    gone = Conflict(PATH, "links.ceop", "www.example.org", "www.example.com", None)
    assert found.conflicts == (gone,)


def test_a_row_is_put_into_a_list_only_if_the_list_is_as_it_was() -> None:
    row = {"place": "West Moor", "number": "0116 496 0001"}
    mine = ours(Change(PATH, "insert", "contacts.social-care", row, 2))
    other = BASE.replace("example.org", "example.com")
    assert merged(PATH, BASE, mine, other).text == mine.replace("example.org", "example.com")
    disk = BASE.replace("01632 960123", "01632 960999")
    found = merged(PATH, BASE, mine, disk)
    assert found.text == disk
    assert [each.key for each in found.conflicts] == ["contacts.social-care"]


ROWS = """\
contacts:
  social-care:
    - place: North Moor
      number: 0116 496 0001
    - place: South Moor
      number: 0116 496 0002
    - place: West Moor
      number: 0116 496 0002
"""
ROW = "    - place: East Moor\n      number: 0116 496 0009\n"
SOUTH = "contacts.social-care.1.number"


@pytest.mark.parametrize(
    "disk",
    [
        ROWS.replace("    - place: North", f"{ROW}    - place: North"),
        ROWS.replace("    - place: North Moor\n      number: 0116 496 0001\n", ""),
        ROWS.replace("North", "X").replace("South", "North").replace("X", "South"),
    ],
)
def test_a_change_in_a_row_goes_with_the_row(disk: str) -> None:
    mine = Change(PATH, "set", SOUTH, "0116 496 0123").made(ROWS)
    found = merged(PATH, ROWS, mine, disk)
    south = "South Moor\n      number: 0116 496 "
    if f"{south}0002" in disk:
        assert found == merged(PATH, disk, disk.replace(f"{south}0002", f"{south}0123"), disk)
    else:  # both rows were changed: nobody knows which is which
        assert found.text == disk
        assert [each.key for each in found.conflicts] == ["contacts.social-care"]


def test_the_lists_are_told_where_a_row_is_gone() -> None:
    mine = Change(PATH, "set", SOUTH, "0116 496 0123").made(ROWS)
    mine = Change(PATH, "set", "contacts.social-care.1.place", "Moor").made(mine)
    disk = ROWS.replace("    - place: South Moor\n      number: 0116 496 0002\n", "")
    found = merged(PATH, ROWS, mine, disk)
    assert found.text == disk
    (conflict,) = found.conflicts
    assert conflict.ours == value_at(mine, PATH, "contacts.social-care")
    assert conflict.theirs == value_at(disk, PATH, "contacts.social-care")
    assert value_at(put_in(disk, conflict), PATH, "") == value_at(mine, PATH, "")


DATA = st.recursive(
    st.sampled_from(["", "a", "b: c", "0116 496 0123", "no"]),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from(["one", "two", "three"]), inner, max_size=3),
    ),
    max_leaves=8,
)


@settings(max_examples=120, deadline=None)
@given(st.dictionaries(st.sampled_from("abc"), DATA), st.dictionaries(st.sampled_from("abc"), DATA))
def test_differences_lead_from_any_file_to_any_other(
    before: dict[str, Any], after: dict[str, Any]
) -> None:
    before, after = {"stays": "here", **before}, {"stays": "here", **after}
    text, wanted = write(before, {}), write(after, {})
    changes = differences(PATH, value_at(text, PATH, ""), value_at(wanted, PATH, ""))
    for change in changes:
        text = change.made(text)
    assert value_at(text, PATH, "") == value_at(wanted, PATH, "")


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("x" * 10_001, "these are 10,001 characters, and a field holds at most 10,000"),
        ("0116 \u202e496 0123", "a mark that overrides the direction of letters (U+202E)"),
        ("0116\x00", "a NUL character (U+0000)"),
        ("a\x1bb", "a control character (U+001B)"),
        ("\ud800", "half of a surrogate pair (U+D800)"),
    ],
)
@pytest.mark.parametrize("how", ["set", "insert", "rename"])
def test_words_that_no_field_can_hold_are_refused_at_their_key(
    how: str, value: str, said: str
) -> None:
    text = "names:\n  one: ONE\n  two: TWO\n"
    change = {
        "set": Change("a.yaml", "set", "names.one", value),
        "insert": Change("a.yaml", "insert", "names", {"inner": [value]}, "three"),
        "rename": Change("a.yaml", "rename", "names.one", name=value),
    }[how]
    with pytest.raises(Refused) as refused:
        change.made(text)
    (problem,) = refused.value.problems
    assert problem.message == said
    assert problem.span is not None
    assert problem.span.key == change.key


OTHER_PATH = "content/areas/south-moor.yaml"


def both(read: Callable[[str], str]) -> dict[str, str]:
    """An edit of two files."""
    new = {NUMBER: "0116 496 0555"}
    return {
        path: set_text(read(path), path, *next(iter(new.items()))) for path in (PATH, OTHER_PATH)
    }


def test_a_step_in_two_files_is_undone_from_either_of_them() -> None:
    desk = history()
    assert desk.edit(both, 0) == [PATH, OTHER_PATH]
    assert desk.changed == [PATH, OTHER_PATH]
    step = desk.undo([OTHER_PATH])
    assert step is not None
    assert {change.path: change.key for change in step.changes} == {
        PATH: NUMBER,
        OTHER_PATH: NUMBER,
    }
    assert desk.changed == []
    desk.redo([PATH])
    assert desk.changed == [PATH, OTHER_PATH]


def test_what_was_typed_since_in_another_file_of_a_step_stays() -> None:
    desk = history()
    desk.edit(both, 0)
    desk.make(Change(OTHER_PATH, "set", "title", "South Moor"), 5)
    desk.undo([PATH])
    assert desk.text(PATH) == BASE
    assert desk.text(OTHER_PATH) == BASE.replace("title: North", "title: South")
    desk.redo([PATH])
    assert "0116 496 0555" in desk.text(OTHER_PATH)
    assert "South Moor" in desk.text(OTHER_PATH)


def test_typing_on_makes_what_goes_with_it_anew() -> None:
    desk = history()

    def renamed(place: str) -> Edit:
        key = "contacts.social-care.0.place"
        return lambda read: {
            PATH: rename(set_text(read(PATH), PATH, key, place), PATH, "links.ceop", place)
        }

    for time, place in enumerate(("N", "North", "North-East")):
        desk.edit(renamed(place), time * TOGETHER / 4, (PATH, "place"))
    assert len(desk.done) == 1
    assert "North-East: www.example.org" in desk.text(PATH)
    desk.undo([PATH])
    assert desk.text(PATH) == BASE


def test_quotes_that_half_a_word_needed_do_not_stay_however_slowly_it_is_typed() -> None:
    desk = history()
    before = desk.text(PATH)
    for time, number in enumerate(("0", "0116", "0116 496 0123")):
        desk.make(Change(PATH, "set", NUMBER, number), 10.0 * time)
    assert desk.text(PATH) == Change(PATH, "set", NUMBER, "0116 496 0123").made(before)
    assert '"' not in desk.text(PATH).replace(before, "")
    undone = [desk.undo([PATH]) and value_at(desk.text(PATH), PATH, NUMBER) for _ in range(3)]
    assert undone[:2] == ["0116", "0"]
    assert desk.text(PATH) == before
