"""An area's own words in layouts: where they stand, what gives way, and what is reported."""

from dataclasses import replace
from pathlib import Path

import pytest

from generator.content.document import Document
from generator.design import layout_walk
from generator.page import Page, Tag
from generator.problems import Problem
from generator.typeset.compose import Composed, compose
from generator.typeset.flowing import flow
from generator.typeset.safety import ink
from tests import own_words, sample_areas
from tests.checked import CACHE
from tests.typeset import shipped

LONG = {
    **own_words.SCHOOL,
    "sentence": "Whoever answers can reach a nurse, a social worker and the police, at any hour of "
    "any day, all the year.",
    "name": "Mrs Oluwaseun Adebayo-Featherstone",
    "role": "Designated safeguarding lead and deputy headteacher",
}


def posted(
    folder: Path, layout: str, own: dict[str, str], tag: str = "en-GB", **more: dict[str, str]
) -> tuple[Composed, list[str]]:
    """A piece at the format it was drawn for, and its lines from top to bottom."""
    content, design = own_words.project(folder, own, **more)
    words, _ = content.document(shipped.CAMPAIGN, tag, shipped.AREA)
    drawn, _ = design.drawing(layout)
    made = compose(words, drawn, drawn.layout.formats[0], cache=CACHE)
    return made, shipped.words(made).split("\n")


def reported(composed: Composed) -> list[Problem]:
    return [each for each in composed.problems if each.rule in {"left-out", "unprinted"}]


def tags(page: Page) -> list[tuple[str, str]]:
    """Each innermost block of a page that is tagged, with its words."""
    found: list[tuple[str, str]] = []

    def within(marks: tuple[object, ...]) -> str:
        said = ""
        for mark in marks:
            inner = within(getattr(mark, "marks", ())) or getattr(mark, "text", "")
            inner = getattr(mark, "actual_text", "") or inner
            if isinstance(mark, Tag) and mark.role not in {"Span", "Link"}:
                found.append((mark.role, inner.strip()))
            said += inner
        return said

    within(page.marks)
    return found


def test_the_story_poster_says_whom_to_ask_under_its_heading(tmp_path: Path) -> None:
    made, lines = posted(tmp_path, shipped.STORY, own_words.SCHOOL)
    start = next(index for index, line in enumerate(lines) if line.startswith("Raise any"))
    assert lines[start + 1 : start + 6] == [
        own_words.HEADING,
        "Ms A. Shah, Deputy head:",
        own_words.NUMBER,
        own_words.SENTENCE,
        "www.example.org/tell",
    ]
    assert not reported(made)
    assert ("H3", own_words.HEADING) in tags_of(made)


def tags_of(made: Composed) -> list[tuple[str, str]]:
    return [each for page in made.artwork.pages for each in tags(page)]


def test_its_chat_gives_way_to_them_and_then_their_sentence(tmp_path: Path) -> None:
    plain = shipped.english(shipped.STORY)
    made, _ = posted(tmp_path / "a", shipped.STORY, own_words.SCHOOL)
    assert made.steps["chat"] < plain.steps.get("chat", plain.full["chat"])
    content, design = own_words.project(tmp_path / "b", LONG)
    file = tmp_path / "b/layouts/poster-story.yaml"
    file.write_text(
        file.read_text().replace("colour: white, floor: 66", "colour: white, floor: 69")
    )
    words: Document = content.document(shipped.CAMPAIGN, "en-GB", shipped.AREA)[0]
    tight = compose(words, design.drawing(shipped.STORY)[0], "a3", cache=CACHE)
    assert tight.steps["chat"] == 69
    assert "nurse, a social" not in shipped.words(tight)
    (problem,) = reported(tight)
    assert problem.message.startswith("the sentence of the area's own words is left out")
    assert problem.span
    assert (problem.span.path, problem.span.key) == (own_words.PATH, "own.sentence")


def test_the_line_is_smaller_rather_than_broken(tmp_path: Path) -> None:
    longer = {**own_words.SCHOOL, "role": "Designated safeguarding lead and deputy head"}
    made, lines = posted(tmp_path, shipped.STORY, longer)
    assert f"Ms A. Shah, {longer['role']}:" in lines
    sizes = {run.size for page in made.artwork.pages for run in shipped.runs(page.marks)}
    full = shipped.drawing(shipped.STORY).layout.styles["own"].size
    assert full not in sizes
    assert any(17.5 <= size < full for size in sizes)


def test_a_heading_without_a_name_leads_the_line(tmp_path: Path) -> None:
    made, lines = posted(tmp_path, shipped.STORY, {"heading": "Out of hours", "number": "999"})
    assert lines[lines.index("Out of hours:") + 1] == "999"
    assert "Out of hours" not in lines
    assert any(
        role.startswith("H") and words == "Out of hours: 999" for role, words in tags_of(made)
    )


@pytest.mark.parametrize("tag", ["en-GB", "ur"])
def test_the_signs_poster_has_them_after_whom_to_trust(tmp_path: Path, tag: str) -> None:
    made, _ = posted(tmp_path, shipped.SIGNS, own_words.SCHOOL, tag, ur=own_words.IN_URDU)
    words = own_words.IN_URDU if tag == "ur" else own_words.SCHOOL
    said = [(role, text) for role, text in tags_of(made) if text]
    heading = next(i for i, (_, text) in enumerate(said) if text == words["heading"])
    assert said[heading][0].startswith("H")
    rest = [role for role, _ in said[heading + 1 : heading + 6]]
    assert rest == ["P", "Lbl", "LBody", "LI", "L"]
    assert not reported(made)


def test_its_columns_end_level(tmp_path: Path) -> None:
    made, _ = posted(tmp_path, shipped.SIGNS, own_words.SCHOOL)
    runs = [run for page in made.artwork.pages for run in shipped.runs(page.marks)]
    bubbles = shipped.shapes(made.artwork.pages[0], "bubble")
    tip = max(shipped.extent(bubble)[3] for bubble in bubbles)
    ceop = max(run.y for run in runs if "ceop" in run.text)
    assert tip == pytest.approx(ceop + 1.3, abs=0.5)


@pytest.mark.parametrize(
    "words",
    [
        {"heading": "Ask", "sentence": "At any time."},
        {"heading": "Ask", "name": "Mr Li"},
        {"heading": "Ask", "number": "999"},
        {"heading": "Ask", "address": "www.example.org"},
    ],
)
@pytest.mark.parametrize("layout", [shipped.STORY, shipped.SIGNS])
def test_what_they_do_not_have_leaves_no_space(
    tmp_path: Path, layout: str, words: dict[str, str]
) -> None:
    made, lines = posted(tmp_path, layout, words)
    assert not reported(made)
    assert sum(words[key] in line for line in lines for key in words if key != "heading") == 1


@pytest.mark.parametrize("layout", [shipped.CARD])
def test_a_layout_without_a_place_for_them_says_so(tmp_path: Path, layout: str) -> None:
    made, lines = posted(tmp_path, layout, own_words.SCHOOL)
    assert own_words.HEADING not in "\n".join(lines)
    (problem,) = reported(made)
    assert problem.message == f"the area's own words are not printed by {layout}"
    assert problem.span
    assert problem.span.path == own_words.PATH


@pytest.mark.parametrize(("count", "is_there"), [(1, True), (2, True), (3, False), (8, False)])
def test_the_card_has_them_beside_two_numbers_at_most(count: int, is_there: bool) -> None:
    area = sample_areas.area(count, own=own_words.SCHOOL)
    del area["translations"]
    drawing = shipped.drawing(shipped.CARD)
    made = compose(sample_areas.made(area), drawing, "card-85x55", cache=CACHE)
    assert (own_words.HEADING in shipped.words(made)) == is_there
    (problem,) = reported(made)
    lost = "sentence and address is" if is_there else "own words are"
    assert problem.message.endswith(f"{lost} not printed by pocket-card")


def test_a_layout_without_a_place_for_a_part_of_them_names_it(tmp_path: Path) -> None:
    content, design = own_words.project(tmp_path, own_words.SCHOOL)
    file = tmp_path / "layouts/poster-story.yaml"
    text = file.read_text()
    lines = [line for line in text.splitlines(True) if "block: own, part: address" not in line]
    assert len(lines) == len(text.splitlines()) - 2  # for A3 and for A4
    file.write_text("".join(lines))
    words: Document = content.document(shipped.CAMPAIGN, "en-GB", shipped.AREA)[0]
    made = compose(words, design.drawing(shipped.STORY)[0], "a3", cache=CACHE)
    (problem,) = reported(made)
    assert problem.message == "the area's address is not printed by poster-story"


def in_large_print(folder: Path, layout: str, tag: str) -> tuple[Document, Composed]:
    content, design = own_words.project(
        folder, own_words.SCHOOL, ur=own_words.IN_URDU, zh_Hans=own_words.IN_CHINESE
    )
    words, _ = content.document(shipped.CAMPAIGN, tag, shipped.AREA)
    source = design.layout(layout)
    sections = layout_walk.sections(source, design.formats().formats[source.formats[0]])
    return words, flow(words, design.drawing("large-print")[0], sections, 18, cache=CACHE)


def test_a_code_may_begin_a_page_of_large_print(tmp_path: Path) -> None:
    words, _ = in_large_print(tmp_path, shipped.STORY, "ur")
    sections = (layout_walk.Section("codes", ("pledge-link", "story-link")),)
    drawing = shipped.design().drawing("large-print")[0]
    row = drawing.layout.flow
    assert row
    (code,) = row.code
    row = row.model_copy(update={"code": (code.model_copy(update={"caption_drop": None}),)})
    margins = drawing.layout.margins.model_copy(update={"top": 10})
    layout = drawing.layout.model_copy(update={"flow": row, "margins": margins})
    made = flow(words, replace(drawing, layout=layout), sections, 18, cache=CACHE)
    page = made.artwork.pages[0]
    assert page.codes[0].y < 25
    tops = [box[1] for run in shipped.runs(page.marks) if (box := ink(run))]
    assert min(tops) == pytest.approx(page.safe, abs=0.01)


@pytest.mark.parametrize("tag", ["en-GB", "ur", "zh-Hans"])
def test_large_print_has_them_after_whom_to_trust(tmp_path: Path, tag: str) -> None:
    words, made = in_large_print(tmp_path, shipped.LEAFLET, tag)
    said = [(role, text) for role, text in tags_of(made) if text]
    own = words.blocks["own"].texts[0].plain
    place = next(i for i, (_, text) in enumerate(said) if text == own)
    assert said[place][0] == "H3"
    assert words.blocks["raise"].texts[0].plain.split()[-1] in said[place - 1][1]
    assert [role for role, _ in said[place + 1 : place + 6]] == ["P", "Lbl", "LBody", "LI", "L"]
    assert not reported(made)


@pytest.mark.parametrize(
    ("name", "role", "beside"),
    [
        ("Ms A. Shah", "Deputy head", True),
        ("Ms Abigail Testington", "Designated safeguarding lead", False),
    ],
)
def test_a_name_of_many_lines_stands_over_its_number(name: str, role: str, beside: bool) -> None:
    """In a table it would stand beside the number in a column of one word a line."""
    own = {**own_words.SCHOOL, "name": name, "role": role}
    document = sample_areas.made(sample_areas.area(3, own=own))
    drawing = shipped.drawing(shipped.LEAFLET)
    made = compose(document, drawing, drawing.layout.formats[0], cache=CACHE)
    lines = [line for page in made.artwork.pages for line in shipped.lines(page)]
    (named,) = (run for words, run in lines if words.startswith(name[:6]))
    (number,) = (run for words, run in lines if words == own_words.SCHOOL["number"])
    assert (number.x > named.x + 10) is beside
    assert (number.y > named.y + 6) is not beside
