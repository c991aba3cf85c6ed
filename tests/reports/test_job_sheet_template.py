"""The second page of a job sheet, made from that of another file, is the page set as a whole."""

from collections.abc import Iterable, Iterator, Mapping

import pytest

from generator.cache import Cache
from generator.page import GlyphRun, Group, Mark, Shape, Tag
from generator.reports.job_sheet_details import details_page, filled_strips, whole_strips
from generator.reports.job_sheet_facts import (
    CampaignFacts,
    CodeFacts,
    EditionFacts,
    FileFacts,
    InkFacts,
    JobSheetFacts,
    LanguageFacts,
    PageFact,
    PreflightFacts,
    SheetFacts,
    WarningFacts,
)
from generator.reports.job_sheet_template import SetStrip, StripTemplatesInputs
from generator.reports.job_sheet_words import SharedFacts
from generator.typeset.safety import runs
from tests.declared_inputs import assert_fields_count
from tests.values import replace

FACTS = JobSheetFacts(
    version=1,
    file=FileFacts("garden/ashdale/en-GB/card--press.pdf", "card--press.pdf", "5ca1ab1e" * 8, 9999),
    campaign=CampaignFacts("garden", "Could you spot the signs?", "1", "2026-03-01"),
    language=LanguageFacts("en-GB", "English"),
    area="ashdale",
    area_title="Ashdale",
    layout="card",
    title="Card",
    edition=EditionFacts("press", "For a print shop"),
    printer="",
    draft=False,
    test=False,
    sheet=SheetFacts("A6", (148, 105), (148, 105), "none", (), 3, 5, "sides", "short"),
    pages=(PageFact("front", (148, 105), (184, 141)),),
    ink=InkFacts(("Black",), (), 300, 100, False, "Coated", "FOGRA39", "PDF/X-4", True),
    paper="silk",
    stock="",
    codes=(CodeFacts(1, "https://www.example.org/story", 0.81),),
    numbers=("0116 496 0123",),
    fonts=("PublicSans-Bold", "PublicSans-Regular"),
    under_12_pt_percent=0.0,
    preflight=PreflightFacts("press-coated", ("fonts",), ("fonts",), True, ()),
)


def areas(*titles: str) -> Iterator[JobSheetFacts]:
    for title in titles:
        yield replace(FACTS, area_title=title)


def codes(*targets: str) -> JobSheetFacts:
    found = tuple(CodeFacts(n + 1, target, 1.33) for n, target in enumerate(targets))
    return replace(FACTS, codes=found)


def warnings(*messages: str) -> JobSheetFacts:
    found = tuple(WarningFacts("test-area", message, n + 1) for n, message in enumerate(messages))
    return replace(FACTS, preflight=replace(FACTS.preflight, warnings=found))


def paths(path: str, size: int) -> JobSheetFacts:
    file = replace(FACTS.file, path=path, name=path.rpartition("/")[2], bytes=size)
    return replace(FACTS, file=file)


ADDRESS = "https://www.example.org/its-own-page"
SIMPLE = (
    *areas("Ashdale", "Ashdale and Calderby", "Leicester, Leicestershire and Rutland", "Ynys Môn"),
    *areas("Łódź, Wrocław", "Ashdale, Calderby, Dunmere, Eastwold and Fernhill (North)"),
    codes(),
    codes("https://example.org", f"{ADDRESS}/1", "https://example.org/story"),
    warnings("it is a trial"),
    warnings("the area " + "is for trying things out " * 8, "it is a trial", "nobody " * 40),
    paths("a/card.pdf", 1),
    paths("kayleighs-love-story/ashdale/en-GB/leaflet-dl-6pp--press-TEST.pdf", 1_279_408),
    replace(FACTS, draft=True, test=True, printer="A printer", under_12_pt_percent=12.5),
)
# Hanging quotation marks, other scripts, words too long for their line, more than has room.
OTHERS = (
    *areas("“Ashdale”", "Calderby and Fernhill “Dunmere”", "Ашдейл"),
    *areas("A\u00adsh", "Ashdale\u00a0East", "a_name_without_any_place_to_part_it"),
    codes(f"{ADDRESS}/" * 3),
    warnings(*["word " * 60] * 30),
    paths("x" * 150 + ".pdf", 1),
)


def seen(strips: Mapping[str, SetStrip]) -> dict[str, tuple[float, list[str]]]:
    """The lowest baseline of each strip, and what stands where, to a thousandth of a mm."""

    def walk(marks: Iterable[Mark], top: float) -> Iterator[str]:
        for mark in marks:
            if isinstance(mark, GlyphRun):
                drawn = mark.text.strip(), mark.size, mark.font.path, mark.colour.name
                yield repr((round(mark.x, 3), round(mark.y + top, 3), drawn))
            elif isinstance(mark, Shape):
                yield repr((round(mark.path[0][2] + top, 3), mark.fill))  # type: ignore[misc]
            elif isinstance(mark, Group | Tag):
                yield from walk(mark.marks, top)

    return {
        name: (
            round(strip.last, 3),
            sorted(
                each for group, at in (*strip.shared, *strip.own) for each in walk([group], at.y)
            ),
        )
        for name, strip in strips.items()
    }


def test_words_put_where_other_words_stood_stand_as_if_all_were_set() -> None:
    cache = Cache()
    for facts in SIMPLE:
        filled = filled_strips(facts, cache)
        assert filled is not None, facts
        assert seen(filled) == seen(whole_strips(facts, Cache())), facts


def test_what_cannot_be_put_so_is_set_as_a_whole() -> None:
    cache = Cache()
    for facts in OTHERS:
        assert filled_strips(facts, cache) is None, facts
        assert details_page(facts, (), cache).marks == details_page(facts, (), Cache(0)).marks


def test_a_page_is_the_same_whatever_was_set_before() -> None:
    cache = Cache()
    pages = [details_page(facts, (), cache) for facts in (*SIMPLE, *OTHERS)]
    for facts, page in zip((*SIMPLE, *OTHERS), pages, strict=True):
        alone = details_page(facts, (), Cache(0))
        assert page.marks == alone.marks


def test_what_is_of_no_file_is_one_group_for_all_of_a_batch() -> None:
    cache = Cache()
    first, other = (details_page(facts, (), cache) for facts in areas("Ashdale", "Calderby"))
    assert first.marks[0] is other.marks[0]
    assert first.marks[1] != other.marks[1]
    said = [run.text for run in runs(other.marks[1:])]
    assert len(said) == len(set(said)) == 8


def test_what_the_strips_depend_on() -> None:
    base = StripTemplatesInputs(SharedFacts.of(FACTS), 1)
    other = replace(FACTS, fonts=("PublicSans-Medium",))
    assert_fields_count(base, facts=SharedFacts.of(other), warnings=2)


@pytest.mark.parametrize(
    "change",
    [
        {"campaign": replace(FACTS.campaign, title="Another")},
        {"language": LanguageFacts("cy", "Welsh")},
        {"edition": EditionFacts("press", "Another title")},
        {"printer": "A printer"},
        {"sheet": replace(FACTS.sheet, bleed_mm=5)},
        {"pages": FACTS.pages * 2},
        {"ink": replace(FACTS.ink, heaviest_percent=230)},
        {"paper": "uncoated"},
        {"stock": "130 g/m²"},
        {"fonts": ("PublicSans-Medium",)},
        {"codes": (replace(FACTS.codes[0], page=2),)},
    ],
)
def test_what_all_files_say_is_on_the_page(change: dict[str, object]) -> None:
    cache = Cache()
    before = details_page(FACTS, (), cache)
    changed = replace(FACTS, **change)
    page = details_page(changed, (), cache)
    assert page.marks[0] != before.marks[0]
    assert page.marks == details_page(changed, (), Cache(0)).marks
