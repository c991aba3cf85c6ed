"""Words on as many pages as they take, each block set as its kind is."""

from functools import lru_cache
from itertools import pairwise

import pytest

from generator.content.document import Document
from generator.design import layout_walk
from generator.design.drawing import Drawing
from generator.jobs.project import Project
from generator.page import Group, Mark, Page, Tag
from generator.problems import Refused
from generator.typeset.compose import Composed
from generator.typeset.excerpts import split
from generator.typeset.flow_parts import APART
from generator.typeset.flowing import flow
from generator.typeset.page_checks import misplaced
from generator.typeset.safety import runs
from tests import sample_areas
from tests.checked import CACHE
from tests.languages.translated import TAGS
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
    return flow(document(tag), drawing(), sections(layout), body, cache=CACHE)


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
    """Read aloud once for each time that the layout prints it, and a number beside its sentence
    again; running heads and page numbers are seen and not read aloud."""
    blocks = document(tag).blocks
    wanted = ""
    assert "own" not in blocks, "the area has no words of its own"
    for section in sections("leaflet-dl-6pp"):
        for name in section.blocks:
            if name == "own":
                continue
            block = blocks[name]
            wanted += "".join(text.plain for text in block.texts) + block.address
            wanted += "".join(one.place.plain + one.number.plain for one in block.contacts)
            if (
                block.kind == "paragraphs"
                and block.texts[0].plain != split(block.texts[0])[0].plain
            ):
                wanted += split(block.texts[0])[1].plain
    made = set_in(tag, body=body).artwork
    assert letters("".join(map(spoken, made.pages))) == letters(wanted)


def test_a_page_for_each_frame_in_english() -> None:
    made = set_in("en-GB").artwork
    assert [page.width for page in made.pages] == [210] * 6
    heads = ["Kayleigh’s", "Online", "Kayleigh’s", "Spot", "What", "“I"]
    assert [seen(page)[: len(head)] for page, head in zip(made.pages, heads, strict=True)] == heads


def test_pages_are_numbered_and_what_goes_on_says_under_which_heading() -> None:
    made = set_in("ta").artwork
    numbers = [seen(page).rpartition(" ")[2] for page in made.pages[1:]]  # the cover has none
    assert numbers == [str(number) for number in range(2, len(made.pages) + 1)]
    heads = [
        " ".join(run.text for run in runs(mark.marks)).strip()
        for page in made.pages
        for mark in page.marks
        if isinstance(mark, Group) and mark.name == "running head"
    ]
    blocks = document("ta").blocks
    assert len(heads) == len(made.pages) - 6
    assert heads[0] == blocks["grooming"].texts[0].plain


@pytest.mark.parametrize(
    ("tag", "body"), [*((tag, 18.0) for tag in TAGS), ("uk", 24.0), ("ta", 24.0)]
)
def test_no_type_is_smaller_than_the_running_text(tag: str, body: float) -> None:
    """18 pt is a promise in every language, whatever its script is set at beside Latin letters; and
    telephone numbers are as large as drawn."""
    number = drawing().layout.styles["number"].size * body / 18
    for page in set_in(tag, body=body).artwork.pages:
        for run in runs(page.marks):
            assert run.size >= body, run.text
            if run.key.endswith("number"):
                assert run.size == pytest.approx(number, abs=0.01)


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
        flow(document("en-GB"), drawing(), short, 18, cache=CACHE)
    assert "pledge-link" in str(refused.value)


def test_a_poster_read_in_large_print_has_the_posters_words() -> None:
    said = " ".join(map(spoken, set_in("en-GB", "poster-story").artwork.pages))
    assert "Could you spot the signs?" in said
    assert "Online grooming refers" not in said


def test_a_kind_that_the_layout_does_not_set_is_reported_by_the_block_s_own_name() -> None:
    whole = drawing()
    assert whole.layout.flow
    kinds = {kind: items for kind, items in whole.layout.flow.kinds.items() if kind != "statistic"}
    row = whole.layout.flow.model_copy(update={"kinds": kinds})
    changed = replace(whole, layout=whole.layout.model_copy(update={"flow": row}))
    with pytest.raises(Refused) as caught:
        flow(document("en-GB"), changed, sections("leaflet-dl-6pp"), 18, cache=CACHE)
    found = {problem.message for problem in caught.value.problems if problem.rule == "unset-kind"}
    assert found == {'"statistic" is a block of kind statistic, which large-print does not set'}


# the cover, growth and spreading


def changed_flow(**changes: object) -> Drawing:
    whole = drawing()
    assert whole.layout.flow
    row = whole.layout.flow.model_copy(update=changes)
    return replace(whole, layout=whole.layout.model_copy(update={"flow": row}))


def in_english(changed: Drawing, words: Document | None = None) -> Composed:
    given = words or document("en-GB")
    return flow(given, changed, sections("leaflet-dl-6pp"), 18, cache=CACHE)


def grounds(page: Page) -> list[str]:
    return [shape.fill.name for shape in shipped.shapes(page, "ground") if shape.fill]


def test_the_cover_stands_on_its_own_ground_and_has_the_sizes_of_the_comp() -> None:
    cover = set_in("en-GB").artwork.pages[0]
    assert grounds(cover) == ["apricot"]
    found = {words: (run.x, run.y, run.size) for words, run in shipped.lines(cover)}
    for words, x, y, size in (
        ("Kayleigh’s Love Story", 20, 27, 24),
        ("We will have to", 33.05, 68.47, 50),
        ("good lol x x", 81.91, 169.25, 50),
        ("CHILD SEXUAL EXPLOITATION", 20, 231.48, 28),
        ("Could you", 19.2, 253.68, 67.4),
        ("spot the signs?", 19.2, 277.0, 67.4),
    ):
        assert found[words] == pytest.approx((x, y, size), abs=0.5), words


def test_words_that_a_cover_does_not_set_begin_as_others_do() -> None:
    made = flow(document("en-GB"), drawing(), sections("poster-signs"), 18, cache=CACHE)
    assert grounds(made.artwork.pages[0]) == ["paper"]
    whole = changed_flow(cover=None)
    assert grounds(in_english(whole).artwork.pages[0]) == ["paper"]


def test_the_contacts_stand_together_on_one_page() -> None:
    for tag, body in (("en-GB", 18.0), ("en-GB", 24.0), ("ta", 24.0), ("ur", 24.0)):
        contacts = [one.number.plain for one in document(tag).blocks["social-care"].contacts]
        for page in set_in(tag, body=body).artwork.pages:
            here = [number for number in contacts if number in seen(page)]
            assert here in ([], contacts), (tag, body)


def test_no_page_has_a_code_alone() -> None:
    for tag, body in (("en-GB", 18.0), ("en-GB", 24.0), ("ta", 24.0), ("ur", 18.0)):
        for page in set_in(tag, body=body).artwork.pages:
            if page.codes:
                assert len(list(shipped.lines(page))) > 6, (tag, body)


def test_running_text_grows_until_the_emptiest_page_is_full_enough() -> None:
    """A page under 55 % makes it grow, on as many pages."""

    def bodies(made: Composed) -> set[float]:
        return {run.size for page in made.artwork.pages for run in runs(page.marks)
                if run.font.weight == 400}  # fmt: skip

    plain = document("en-GB")
    definition = plain.blocks["definition"]
    few = {**plain.blocks, "how": replace(definition, name="how")}
    few |= {name: replace(definition, name=name) for name in ("survey", "threat")}
    few["actions"] = replace(
        plain.blocks["actions"], texts=plain.blocks["actions"].texts[:1],
        short=plain.blocks["actions"].short[:1],
    )  # fmt: skip
    sparse = in_english(drawing(), replace(plain, blocks=few))
    assert bodies(set_in("en-GB")) == {18}
    (size,) = bodies(sparse)
    assert 18 < size <= 22
    assert len(sparse.artwork.pages) == len(set_in("en-GB").artwork.pages)
    (problem,) = [one for one in sparse.problems if one.rule == "empty-page"]
    assert problem.message == "30% of page 4 of large-print is filled"


def test_display_type_that_shrank_in_vain_has_its_size() -> None:
    """In Welsh the contacts fit on one page with smaller headings: nothing else is smaller for
    their sake."""
    sizes = {run.key: run.size for page in set_in("cy").artwork.pages
             for run in runs(page.marks) if run.font.weight >= 600}  # fmt: skip
    for name, key in (("action", "actions.texts.0"), ("caption", "pledge-link.text")):
        assert sizes[f"cy:blocks.{key}"] == drawing().layout.styles[name].size, name
    assert sizes["cy:blocks.what-to-do.text"] < drawing().layout.styles["heading"].size


def test_the_last_block_of_a_page_stands_on_the_margin() -> None:
    loose, spread = in_english(changed_flow(spread=False)), set_in("en-GB")
    foot = 297 - drawing().layout.margins.bottom
    for before, after in zip(loose.artwork.pages[1:], spread.artwork.pages[1:], strict=True):
        lowest = [
            max(run.y for run in runs(page.marks) if run.y < foot) for page in (before, after)
        ]
        assert lowest[0] < lowest[1] <= foot
        assert lowest[1] > foot - 13


@pytest.mark.parametrize("tag", TAGS)
def test_no_page_stops_short_of_its_foot_in_any_language(tag: str) -> None:
    foot = 297 - drawing().layout.margins.bottom
    for page in set_in(tag).artwork.pages[1:]:
        assert foot - 15 < max(run.y for run in runs(page.marks) if run.y < foot + 1) <= foot + 1


def test_what_goes_on_alone_stands_lower_than_the_head_of_its_page() -> None:
    """Two short blocks leave room that is not all between them."""
    page = set_in("ar").artwork.pages[5]
    lines = sorted({round(run.y, 1) for run in runs(page.marks) if run.y < 263})
    gaps = sorted(after - before for before, after in pairwise(lines))[-2:]
    assert gaps[1] < 90, "less than a third of the page"
    assert gaps[1] - gaps[0] < 15, "under the running head, and between the blocks"


def test_no_heading_stands_with_one_block_if_smaller_headings_leave_room_for_more() -> None:
    """In Bengali and Punjabi the contacts went overleaf."""
    for tag in ("bn", "pa"):
        numbers = [one.number.plain for one in document(tag).blocks["social-care"].contacts]
        pages = set_in(tag).artwork.pages
        (heading,) = [page for page in pages if numbers[0] in seen(page)]
        assert not [mark for mark in heading.marks if getattr(mark, "name", "") == "running head"]


@pytest.mark.parametrize("tag", TAGS)
def test_the_question_on_the_cover_has_two_lines_at_most(tag: str) -> None:
    cover = set_in(tag).artwork.pages[0]
    question = [run for run in runs(cover.marks) if run.key.endswith("blocks.question.text")]
    assert 1 <= len({round(run.y) for run in question}) <= 2


def for_area(count: int) -> Document:
    return sample_areas.made(sample_areas.area(count, translations={}))


def test_eight_contacts_fill_a_page_and_go_on_overleaf() -> None:
    """Their numbers stay as large as three would be, and no page has one alone."""
    words = for_area(8)
    numbers = [one.number.plain for one in words.blocks["social-care"].contacts]
    pages = in_english(drawing(), words).artwork.pages
    counts = [sum(number in seen(page) for number in numbers) for page in pages]
    first, second = (count for count in counts if count)
    assert first + second == 8
    assert min(first, second) > 1
    assert words.blocks["what-to-do"].texts[0].plain in seen(pages[counts.index(first)])


def test_the_imprint_stands_at_the_foot_of_the_last_page_beside_its_number() -> None:
    last = in_english(drawing(), for_area(3)).artwork.pages[-1]
    found = dict(shipped.lines(last))
    line = found["Other formats: www.example.org/formats."]
    assert (line.x, line.y) == pytest.approx((20, 279.5), abs=0.5)
    assert line.x + line.width < 172
    rules = shipped.shapes(last, "rule")
    assert min(shipped.extent(rule)[1] for rule in rules) == pytest.approx(252.8, abs=1)
    assert last.codes


@pytest.mark.parametrize("tag", ["ta", "ckb"])
def test_the_imprint_has_no_page_to_itself(tag: str) -> None:
    """Where the last words and the imprint do not fit a page, the code goes overleaf with it."""
    words = sample_areas.made(sample_areas.area(3), tag)
    made = flow(words, drawing(), sections("leaflet-dl-6pp"), 24, cache=CACHE)
    assert made.artwork.pages[-1].codes
    assert not any(problem.rule == "empty-page" for problem in made.problems)


@pytest.mark.parametrize("body", [18, 24])
@pytest.mark.parametrize(
    "parts", [("reference",), ("formats",), ("publisher",), ("reference", "formats")]
)
def test_the_rule_of_an_imprint_keeps_clear_of_the_number_under_it(
    parts: tuple[str, ...], body: float
) -> None:
    """However few of its sentences an area has."""
    kept = {part: sample_areas.IMPRINT[part] for part in parts}
    words = sample_areas.made({**sample_areas.area(3), "imprint": kept})
    made = flow(words, drawing(), sections("leaflet-dl-6pp"), body, cache=CACHE)
    assert misplaced(made.artwork, drawing().clearances, cache=CACHE) == []
    last = made.artwork.pages[-1]
    over = max(shipped.extent(rule)[3] for rule in shipped.shapes(last, "rule"))
    number = min(shipped.extent(shape)[1] for shape in shipped.shapes(last, "bubble")
                 if shipped.extent(shape)[1] > 250)  # fmt: skip
    assert number - over >= APART - 0.6  # its outline is drawn inside


@pytest.mark.parametrize("tag", ["en-GB", "ur", "ta"])
def test_a_question_right_under_a_chat_keeps_clear_of_it(tag: str) -> None:
    """As a campaign has it that says no more on its cover: the room stands between the two."""
    first, *others = sections("leaflet-dl-6pp")
    fewer = tuple(name for name in first.blocks if name != "exploitation")
    made = flow(document(tag), drawing(), (first._replace(blocks=fewer), *others), 18, cache=CACHE)
    cover = made.artwork.pages[0]
    assert grounds(cover) == ["apricot"]
    assert misplaced(made.artwork, drawing().clearances, cache=CACHE) == []
    chat = max(shipped.extent(shape)[3] for shape in shipped.shapes(cover, "bubble"))
    question = [run for run in runs(cover.marks) if run.key.endswith("blocks.question.text")]
    assert min(run.y - run.size * 25.4 / 72 for run in question) > chat


def test_a_quote_keeps_off_what_it_follows() -> None:
    """Here the field of a statistic."""
    section = layout_walk.Section("one", ("story", "statistic", "pledge"))
    words = replace(document("en-GB"), codes=())
    (page,) = flow(words, changed_flow(cover=None), (section,), 24, cache=CACHE).artwork.pages
    field = max(shipped.extent(shape)[3] for shape in shipped.shapes(page, "field"))
    tops = [shipped.extent(shape)[1] for shape in shipped.shapes(page, "bubble")]
    assert min(top for top in tops if top > field - 3) - field > 3
