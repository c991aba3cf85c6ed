"""Words on as many pages as they take, each block set as its kind is."""

from functools import lru_cache

import pytest

from generator.cache import Cache
from generator.content.document import Document
from generator.design import layout_walk
from generator.design.drawing import Drawing
from generator.jobs.project import Project
from generator.page import Group, Mark, Page, Tag
from generator.problems import Refused
from generator.typeset.compose import Composed
from generator.typeset.flowing import flow
from generator.typeset.safety import runs
from tests.typeset import shipped
from tests.values import replace

LANGUAGES = ("en-GB", "ur", "ta", "gu", "zh-Hans")


@lru_cache(maxsize=1)
def project() -> Project:
    return Project.open(shipped.ROOT)


def document(tag: str) -> Document:
    return project().document("kayleighs-love-story", tag, "leicester-leicestershire-rutland")[0]


@lru_cache(maxsize=32)
def set_in(tag: str, layout: str = "leaflet-dl-6pp", body: float = 18) -> Composed:
    return flow(document(tag), drawing(), sections(layout), body, cache=Cache())


def drawing() -> Drawing:
    return project().design.drawing("large-print")[0]


def sections(layout: str) -> tuple[layout_walk.Section, ...]:
    row = project().design.layout(layout)
    return layout_walk.sections(row, project().design.formats().formats[row.formats[0]])


def spoken(page: Page) -> str:
    """What a screen reader reads of a page."""

    def within(marks: tuple[Mark, ...], tagged: bool) -> list[str]:
        found = []
        for mark in marks:
            if isinstance(mark, Tag):
                found.append(mark.actual_text or "".join(within(mark.marks, True)))
            elif isinstance(mark, Group):
                found += within(mark.marks, tagged)
            elif tagged and mark in set(runs((mark,))):
                found.append(mark.text)  # type: ignore[union-attr]
        return found

    return " ".join(" ".join(within(page.marks, False)).split())


def seen(page: Page) -> str:
    return " ".join("".join(run.text + " " for run in runs(page.marks)).split())


def letters(text: str) -> str:
    return "".join(sorted(character for character in text if character.isalnum()))


@pytest.mark.parametrize("body", [16, 18, 24])
@pytest.mark.parametrize("tag", LANGUAGES)
def test_every_word_of_the_layout_is_there(tag: str, body: float) -> None:
    """Read aloud once for each time that the layout prints it; running heads and page numbers are
    seen and not read aloud."""
    blocks = document(tag).blocks
    wanted = ""
    for section in sections("leaflet-dl-6pp"):
        for name in section.blocks:
            block = blocks[name]
            wanted += "".join(text.plain for text in block.texts) + block.address
            wanted += "".join(one.place.plain + one.number.plain for one in block.contacts)
    made = set_in(tag, body=body).artwork
    assert letters("".join(map(spoken, made.pages))) == letters(wanted)


def test_a_page_for_each_frame_in_english() -> None:
    made = set_in("en-GB").artwork
    assert [page.width for page in made.pages] == [210] * 6
    heads = ["Kayleigh’s", "Kayleigh’s", "Online", "Spot", "What", "“I"]
    assert [seen(page)[: len(head)] for page, head in zip(made.pages, heads, strict=True)] == heads


def test_pages_are_numbered_and_what_goes_on_says_under_which_heading() -> None:
    made = set_in("ta").artwork
    numbers = [seen(page).rpartition(" ")[2] for page in made.pages]
    assert numbers == [str(number) for number in range(1, len(made.pages) + 1)]
    heads = [
        " ".join(run.text for run in runs(mark.marks)).strip()
        for page in made.pages
        for mark in page.marks
        if isinstance(mark, Group) and mark.name == "running head"
    ]
    blocks = document("ta").blocks
    assert len(heads) == len(made.pages) - 6
    assert heads[0] == blocks["grooming"].texts[0].plain


@pytest.mark.parametrize(("tag", "body"), [("en-GB", 18), ("ur", 18), ("ta", 24)])
def test_no_type_is_smaller_than_the_running_text_but_for_what_had_to_shrink(
    tag: str, body: float
) -> None:
    composed = set_in(tag, body=body)
    least = min(composed.steps.values(), default=body)
    script = drawing().setting_for(document(tag).script, tag)
    factor = min(1.0, script.setting.size) if script else 1.0
    for page in composed.artwork.pages:
        for run in runs(page.marks):
            assert run.size >= min(body, least) * factor - 0.01, run.text


def test_text_keeps_off_the_edges_and_the_page_number() -> None:
    for page in set_in("ur").artwork.pages:
        for run in runs(page.marks):
            assert run.y <= 297 - 10


def test_both_codes_and_a_link_to_every_number() -> None:
    made = set_in("en-GB").artwork
    assert sorted(code.address for page in made.pages for code in page.codes) == [
        "www.leics.police.uk/CEASE",
        "www.leics.police.uk/Kayleighslovestory",
    ]


def test_a_code_that_the_words_do_not_hold_is_missed() -> None:
    short = tuple(one for one in sections("leaflet-dl-6pp") if one.name != "back")
    with pytest.raises(Refused) as refused:
        flow(document("en-GB"), drawing(), short, 18, cache=Cache())
    assert "pledge-link" in str(refused.value)


def test_a_poster_read_in_large_print_has_the_posters_words() -> None:
    said = " ".join(map(spoken, set_in("en-GB", "poster-story").artwork.pages))
    assert "Could you spot the signs?" in said
    assert "Online grooming refers" not in said


def test_a_kind_that_the_layout_does_not_set_is_reported_by_the_block_s_own_name() -> None:
    whole = drawing()
    assert whole.layout.flow
    kinds = {kind: items for kind, items in whole.layout.flow.kinds.items() if kind != "messages"}
    row = whole.layout.flow.model_copy(update={"kinds": kinds})
    changed = replace(whole, layout=whole.layout.model_copy(update={"flow": row}))
    with pytest.raises(Refused) as caught:
        flow(document("en-GB"), changed, sections("leaflet-dl-6pp"), 18, cache=Cache())
    found = {problem.message for problem in caught.value.problems if problem.rule == "unset-kind"}
    assert found == {'"messages" is a block of kind messages, which large-print does not set'}
