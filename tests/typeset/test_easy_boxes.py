"""Rows of easy wording: every word, its picture beside it, and what is read aloud."""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pytest
from PIL import Image as Raster

from generator.content.document import Block, Document, Easy
from generator.content.text import Run, Text
from generator.design.drawing import Drawing
from generator.jobs.easy_reading import compose_easy_read
from generator.jobs.project import Project
from generator.page import Group, Image, Mark, Page, Tag
from generator.problems import Refused
from generator.typeset.code_card import KEYLINE
from generator.typeset.compose import Composed
from generator.typeset.safety import runs
from tests.typeset import shipped
from tests.typeset.test_flowing import letters, spoken
from tests.values import replace

LAYOUT = "easy-read-a4"


@lru_cache(maxsize=1)
def project() -> Project:
    return Project.open(shipped.ROOT)


def document(tag: str = "en-GB") -> Document:
    return project().document(shipped.CAMPAIGN, tag, shipped.AREA)[0]


def drawing(variant: str = "") -> Drawing:
    return project().design.drawing(LAYOUT, variant)[0]


@lru_cache(maxsize=4)
def rows_in(tag: str = "en-GB", variant: str = "") -> Composed:
    return compose_easy_read(project(), document(tag), drawing(variant))


def with_easy(name: str, *easy: Easy) -> Document:
    """The words with the easy wording of one block alone."""
    found = document()
    blocks = {key: replace(block, easy=()) for key, block in found.blocks.items()}
    return replace(found, blocks={**blocks, name: replace(blocks[name], easy=easy)})


def sentence(words: str, symbol: str = "") -> Easy:
    return Easy(Text((Run(words),), "en-GB"), symbol)


def leaves(
    marks: tuple[Mark, ...], roles: tuple[str, ...] = ()
) -> Iterator[tuple[Mark, tuple[str, ...]]]:
    """Every mark with the roles of the tags it stands in."""
    for mark in marks:
        if isinstance(mark, Tag):
            yield from leaves(mark.marks, (*roles, mark.role))
        elif isinstance(mark, Group):
            yield from leaves(mark.marks, roles)
        else:
            yield mark, roles


def images(page: Page) -> list[Image]:
    return [mark for mark, _ in leaves(page.marks) if isinstance(mark, Image)]


def worded(block: Block, easy: bool) -> str:
    texts = [one.text for one in block.easy] if easy else block.texts
    words = "".join(text.plain for text in texts) + block.address
    return words + "".join(one.place.plain + one.number.plain for one in block.contacts)


@pytest.mark.parametrize("tag", ["en-GB", "pseudo-rtl"])
def test_each_block_is_said_in_its_easy_words_or_else_in_its_own(tag: str) -> None:
    found = document(tag)
    said = letters("".join(spoken(page) for page in rows_in(tag).artwork.pages))
    once = "".join(worded(block, bool(block.easy)) for block in found.blocks.values())
    again = found.blocks["story"].texts[0].plain  # a heading on two panels
    assert said == letters(once + again)


def test_words_in_the_order_of_the_layout_with_most_blocks() -> None:
    said = " ".join(spoken(page) for page in rows_in().artwork.pages)
    found = document().blocks
    order = ["definition", "how", "survey", "threat", "duration", "statistic", "actions", "raise"]
    places = [said.index(found[name].easy[0].text.plain.split("2643")[0]) for name in order]
    assert places == sorted(places)
    for name in order:
        plain = [one.text.plain for one in found[name].easy]
        places = [said.index(words) for words in plain]
        assert places == sorted(places)


def test_a_picture_beside_every_sentence() -> None:
    """Level with its words, at the start, and never on another page."""
    easy = [one for block in document().blocks.values() for one in block.easy]
    wanted = [Path(one.symbol).name for one in easy if one.symbol]
    placed = [image for page in rows_in().artwork.pages for image in images(page)]
    assert sorted(Path(image.path).name for image in placed) == sorted(wanted)
    # in a row, beside contacts, two on a page, and in the bubble of the pledge
    sizes = {(20, 62, 62), (20, 64, 64), (20, 80, 80), (29.2, 46, 46)}
    assert {(image.x, image.width, image.height) for image in placed} == sizes
    for page in rows_in().artwork.pages:
        tops = [run.y for run in runs(page.marks) if run.x > 80 and run.size == 21]
        for image in images(page):
            assert any(image.y < y < image.y + image.height for y in tops)


def test_every_sentence_has_a_picture_and_is_short() -> None:
    for one in sentences():
        assert one.symbol, one.text.plain
    for block in document().blocks.values():
        for one in block.easy:
            assert len(one.text.plain.split()) <= 15, one.text.plain


def sentences() -> list[Easy]:
    """The easy sentences. Headings and the words beside a code have no picture."""
    blocks = document().blocks.values()
    return [one for b in blocks if b.kind not in {"heading", "link"} for one in b.easy]


def test_from_right_to_left_pictures_stand_at_the_right() -> None:
    placed = [image for page in rows_in("pseudo-rtl").artwork.pages for image in images(page)]
    assert {round(image.x + image.width, 2) for image in placed} == {190, 180.8}


def test_three_rows_fill_a_page() -> None:
    """As in the comps: from 57.2 mm under a heading, down to the margin at 262."""
    page = rows_in().artwork.pages[1]
    first, _, last = images(page)
    assert (first.y, last.y + last.height) == pytest.approx((57.5, 262), abs=0.5)


def test_four_rows_are_two_larger_ones_on_each_of_two_pages() -> None:
    pages = [page for page in rows_in().artwork.pages if "Spot the Signs" in all_seen(page)]
    assert [[image.height for image in images(page)] for page in pages] == [[80, 80], [80, 80]]
    first, last = images(pages[0])
    assert (first.y, last.y + last.height) == pytest.approx((57.5, 262), abs=0.5)


def test_the_only_row_of_a_page_is_the_largest() -> None:
    words = with_easy("actions", sentence("Talk to your child.", symbol()))
    pages = compose_easy_read(project(), words, drawing()).artwork.pages
    assert [[image.height for image in images(page)] for page in pages if images(page)] == [[90]]


def test_pictures_and_codes_of_a_page_are_of_one_size() -> None:
    """Their words begin at one edge. The pledge's stand in its bubble, as drawn."""
    for page in rows_in().artwork.pages[1:-1]:
        cards = {code.size + 2 * KEYLINE for code in page.codes}
        assert len({image.height for image in images(page)} | cards) == 1, page.name


def test_a_picture_stands_on_white_in_a_line() -> None:
    page = rows_in().artwork.pages[1]
    squares = list(shipped.shapes(page, "picture"))
    for image, (ground, line) in zip(
        images(page), zip(squares[::2], squares[1::2], strict=True), strict=True
    ):
        assert ground.fill is not None
        assert line.stroke is not None
        assert (ground.fill.name, line.stroke.name, line.weight) == ("white", "night", 0.7)
        edges = image.x, image.y, image.x + image.width, image.y + image.height
        assert shipped.extent(ground) == pytest.approx(edges)


def test_the_pledge_stands_in_one_bubble_of_help() -> None:
    page = rows_in().artwork.pages[-1]
    (bubble,) = [one for one in shipped.shapes(page, "bubble") if one.fill]
    assert bubble.fill is not None
    assert bubble.fill.name == "teal"
    left, top, right, bottom = shipped.extent(bubble)
    assert (left, top, right, bottom) == pytest.approx((20, 18, 190, 190.5), abs=0.5)
    assert all(left < image.x and image.y + image.height < bottom for image in images(page))


def test_phone_numbers_end_at_the_margin_and_their_places_begin_at_the_other() -> None:
    (page,) = [page for page in rows_in().artwork.pages if shipped.NUMBERS[0] in all_seen(page)]
    lines = dict(shipped.lines(page))
    for place, number in zip(("Leicester City", "Rutland"), shipped.NUMBERS[:3:2], strict=True):
        assert lines[place].x == 20
        assert lines[number].x + lines[number].width == pytest.approx(190, abs=0.1)
        assert (lines[place].size, lines[number].size) == (21, 38)


def test_pictures_are_decoration_and_lists_are_lists() -> None:
    found: dict[str, set[tuple[str, ...]]] = {}
    actions = {word for one in document().blocks["actions"].easy for word in one.text.plain.split()}
    for page in rows_in().artwork.pages:
        for mark, roles in leaves(page.marks):
            if isinstance(mark, Image):
                assert "Figure" not in roles
            elif mark in set(runs((mark,))) and set(mark.text.split()) <= actions:  # type: ignore[union-attr]
                found.setdefault(mark.text, set()).add(roles)  # type: ignore[union-attr]
    assert ("L", "LI", "LBody") in set.union(*found.values())


def test_a_number_stands_large_under_its_sentence() -> None:
    sizes = {
        run.text.strip(): run.size for page in rows_in().artwork.pages for run in runs(page.marks)
    }
    assert sizes["2643"] == sizes["101"] == 70
    assert sizes["messages."] == 21


def test_numbers_of_one_block_stay_on_a_page_with_their_sentence() -> None:
    def numbers(page: Page) -> int:
        return sum(number in spoken(page) for number in shipped.NUMBERS[:3])

    (page,) = [page for page in rows_in().artwork.pages if numbers(page)]
    assert numbers(page) == 3
    assert "phone Children’s Social Care" in spoken(page)


def test_pages_of_a_part_hold_three_rows_each() -> None:
    pages = [page for page in rows_in().artwork.pages if "Online grooming" in all_seen(page)]
    assert [len(images(page)) for page in pages] == [3] * 6


def all_seen(page: Page) -> str:
    return " ".join(run.text for run in runs(page.marks))


def test_more_rows_than_a_page_takes_go_on_to_the_next() -> None:
    many = [sentence(f"Sentence {number}.", symbol()) for number in "abcdefghi"]
    pages = compose_easy_read(project(), with_easy("how", *many), drawing()).artwork.pages
    held = [len(images(page)) for page in pages if images(page)]
    assert sum(held) == 9
    assert max(held) <= 5


def symbol(name: str = "hours") -> str:
    return str(shipped.ROOT / f"content/{shipped.CAMPAIGN}/symbols/{name}.svg")


def test_a_heading_takes_easy_words_as_its_own() -> None:
    changed = with_easy("what-to-do", sentence("What can I do?"))
    pages = compose_easy_read(project(), changed, drawing()).artwork.pages
    said = " ".join(map(spoken, pages))
    assert "What can I do?" in said
    assert "suspect" not in said


def test_words_beside_easy_wording_are_not_set_and_change_no_verdict() -> None:
    given, check = document(), project().piece_check

    def with_words(name: str) -> Document:
        block = given.blocks[name]
        texts = tuple(shipped.says("Other words", text) for text in block.texts)
        changed = replace(block, texts=texts, short=texts)
        return replace(given, blocks={**given.blocks, name: changed})

    def key(words: Document) -> bytes:
        return check.key(words, drawing(), "")

    assert given.blocks["how"].easy
    made = compose_easy_read(project(), with_words("how"), drawing()).artwork
    marks = [page.marks for page in made.pages]
    assert marks == [page.marks for page in rows_in().artwork.pages]
    assert key(with_words("how")) == key(given)
    assert not given.blocks["messages"].easy
    assert key(with_words("messages")) != key(given)


def test_without_any_easy_wording_there_is_nothing_to_set() -> None:
    unwritten = document()
    blocks = {name: replace(block, easy=()) for name, block in unwritten.blocks.items()}
    hints = {"en-GB": "write it under `easy:`", "ur": "translations have none: build it in en-GB"}
    for each in (replace(unwritten, blocks=blocks), document("ur")):
        with pytest.raises(Refused) as refused:
            compose_easy_read(project(), each, drawing())
        (problem,) = refused.value.problems
        assert problem.rule == "no-easy"
        assert problem.message == f'"{shipped.CAMPAIGN}" has no easy wording in {each.language}'
        assert problem.hint.startswith(hints[each.language])


def test_a_theme_s_colours_are_its_inks_and_black_alone_is_black() -> None:
    palette = drawing().palette
    inks = {ink for page in rows_in().artwork.pages for one in images(page) for _, ink in one.inks}
    drawn = ("skin", "skin-dark", "hair", "cloth", "screen", "grass")
    named = ("stranger", "ground", "help", "white", "paper", "black", *drawn)
    assert inks == {palette[name] for name in named}
    for variant in ("mono", "mono-saver"):
        placed = [one for page in rows_in("en-GB", variant).artwork.pages for one in images(page)]
        assert {ink.name for one in placed for _, ink in one.inks} == {"black", "white"}


def test_a_drawing_in_colours_of_its_own_keeps_them(tmp_path: Path) -> None:
    own = tmp_path / "own.svg"
    own.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100">'
        '<rect width="200" height="100" fill="#123456"/></svg>'
    )
    changed = with_easy("threat", sentence("Wide.", str(own)))
    (image,) = [
        i
        for page in compose_easy_read(project(), changed, drawing()).artwork.pages
        for i in images(page)
    ]
    assert image.inks == ()
    assert (image.width, image.height) == (62, 31)


def test_a_picture_of_pixels(tmp_path: Path) -> None:
    path = tmp_path / "own.png"
    image = Raster.new("RGB", (800, 800), "navy")
    image.paste("red", (0, 0, 300, 300))
    image.save(path)
    changed = with_easy("threat", sentence("Pixels.", str(path)))
    composed = compose_easy_read(project(), changed, drawing())
    assert [one.path for page in composed.artwork.pages for one in images(page)] == [str(path)]
    mono = compose_easy_read(project(), changed, drawing("mono"))
    assert not [one for page in mono.artwork.pages for one in images(page)]
    (problem,) = [one for one in mono.problems if one.rule == "symbol-colours"]
    assert problem.hint == "use a drawing, in SVG or PDF"


def test_a_picture_too_coarse_for_its_size(tmp_path: Path) -> None:
    path = tmp_path / "own.png"
    Raster.new("RGB", (100, 100), "navy").save(path)
    with pytest.raises(Refused) as refused:
        compose_easy_read(project(), with_easy("threat", sentence("Coarse.", str(path))), drawing())
    (problem,) = refused.value.problems
    assert problem.rule == "small-image"
    assert problem.hint.startswith("use one at least 733 pixels high")


def test_a_picture_with_type_in_it_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "own.svg"
    path.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><text>Stop</text></svg>'
    )
    with pytest.raises(Refused) as refused:
        compose_easy_read(project(), with_easy("threat", sentence("Type.", str(path))), drawing())
    assert [one.rule for one in refused.value.problems] == ["unreadable-image"]
