"""Places are found from keys, in whichever file goes by the word of the key."""

from generator.problems import Span, error, with_places
from generator.source.keys import Files, key_of, row_key
from generator.source.reader import read
from generator.source.rows import Row, validate

TEXT = "title: A\nnames:\n  town: Wrenport\n  St. Ann's: Ann\n"


class Place(Row):
    title: str
    names: dict[str, str]


def place(text: str = TEXT, path: str = "a.yaml") -> Place:
    node, _ = read(text, path)
    assert node is not None
    row, problems = validate(node, Place)
    assert row is not None, problems
    return row


def test_the_same_key_is_found_in_each_file_where_it_stands_there() -> None:
    key = key_of("area", "names.town")
    assert Files({"area": place()}).span(key) == Span("a.yaml", 3, 9, "names.town")
    moved = place(f"# one line more\n{TEXT}", "b.yaml")
    assert Files({"area": moved}).span(key) == Span("b.yaml", 4, 9, "names.town")


def test_a_name_with_a_dot_in_it_is_found() -> None:
    assert Files({"area": place()}).span("area:names.St. Ann's") == Span(
        "a.yaml", 4, 14, "names.St. Ann's"
    )


def test_what_is_not_there_is_shown_where_it_would_stand() -> None:
    files = Files({"area": place()})
    assert files.span("area:names.county") == Span("a.yaml", 3, 3, "names")
    assert files.span("area:own.name") == Span("a.yaml", 1, 1)
    assert files.span("ur:title") is None


def test_a_row_knows_the_keys_of_its_fields() -> None:
    assert row_key("area", place(), "title") == "area:title"
    assert row_key("area", Place(title="A", names={}), "title") == ""


def test_a_problem_with_a_key_gets_its_place_and_others_keep_theirs() -> None:
    files = Files({"area": place()})
    placed = error("a", "b", Span("c.yaml", 2))
    assert with_places([error("a", "b", "area:title"), placed, error("a", "b")], files.span) == (
        error("a", "b", Span("a.yaml", 1, 8, "title")),
        placed,
        error("a", "b"),
    )
