"""What the words on pages are of."""

from msgspec.structs import replace

from generator.cache import Cache
from generator.jobs.printed_runs import GroupRunsInputs, PrintedRuns, printed_runs
from generator.page import Group, Page, Tag
from tests.declared_inputs import assert_fields_count
from tests.pdf.artwork import REGULAR, words

OTHER = replace(REGULAR, family="Another")


def test_all_words_count_however_deep_they_stand() -> None:
    one, two, three = (replace(words("a"), key=key) for key in ("one", "two", "three"))
    two = replace(two, font=OTHER)
    inside = Group((Tag("P", (two,)), Group((three,))))
    pages = [Page("front", 9, 9, (one, inside)), Page("back", 9, 9, (Tag("P", (inside,)),))]
    cache = Cache()
    for _ in range(2):
        found = printed_runs(pages, cache)
        assert found.keys == {"one", "two", "three"}
        assert found.families == {REGULAR.family, "Another"}
    assert printed_runs(pages[1:], cache).keys == {"two", "three"}
    assert printed_runs([], cache) == PrintedRuns(frozenset(), frozenset())


def test_what_is_remembered_of_a_group() -> None:
    base = GroupRunsInputs(Group((replace(words("a"), key="one"),)))
    assert_fields_count(base, group=Group((replace(words("a"), key="two"),)))
