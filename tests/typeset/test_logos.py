"""Partners' logos: in cells, at their own proportions; and what may be wrong with one."""

from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image as Raster

from generator.content.document import Document, Logo
from generator.page import Group, Image, Mark, Page, Tag
from generator.problems import Refused, Span
from generator.typeset.compose import Composed, compose
from tests.typeset import shipped
from tests.typeset.shipped import LEAFLET, SIGNS, STORY


def logo(folder: Path, name: str = "a.png", size: tuple[int, int] = (600, 200)) -> Logo:
    path = folder / name
    Raster.new("RGB", size, "navy").save(path)
    return Logo(str(path), f"The logo of {name}", Span("content/areas/a.yaml", 3, 5))


def with_logos(*logos: Logo) -> Document:
    return replace(shipped.document(), logos=logos)


def piece(document: Document, layout: str) -> Composed:
    return compose(document, shipped.drawing(layout), shipped.formats(layout)[0])


def images(page: Page) -> list[Image]:
    def within(marks: tuple[Mark, ...]) -> list[Image]:
        found: list[Image] = []
        for mark in marks:
            if isinstance(mark, Image):
                found.append(mark)
            elif isinstance(mark, Group | Tag):
                found += within(mark.marks)
        return found

    return within(page.marks)


def problem(document: Document, layout: str = LEAFLET) -> str:
    with pytest.raises(Refused) as refused:
        piece(document, layout)
    (found,) = refused.value.problems
    return str(found)


def test_logos_stand_in_equal_cells_at_their_own_proportions(tmp_path: Path) -> None:
    """Three cells in 84 mm with gaps of 3, logos at most 11 high, the strip at the panel's foot."""
    wide, tall = logo(tmp_path, "wide.png", (1200, 300)), logo(tmp_path, "tall.png", (300, 300))
    page = piece(with_logos(wide, tall), LEAFLET).artwork.pages[0]
    first, second = images(page)
    cell = (84 - 2 * 3) / 3
    assert (first.width, first.height) == pytest.approx((cell, cell / 4))
    assert (second.width, second.height) == pytest.approx((11, 11))
    assert first.x == pytest.approx(105)
    assert second.x == pytest.approx(105 + cell + 3)
    assert first.y + first.height / 2 == pytest.approx(second.y + second.height / 2)
    assert 183 <= second.y < second.y + second.height <= 199
    assert [mark.alt for mark in (first, second)] == [wide.alt, tall.alt]


def test_no_logos_no_strip(tmp_path: Path) -> None:
    for layout in (LEAFLET, SIGNS, STORY):
        assert not any(map(images, shipped.english(layout).artwork.pages))


@pytest.mark.parametrize("layout", [LEAFLET, SIGNS, STORY])
def test_a_strip_of_logos_leaves_room_for_all_the_words(layout: str, tmp_path: Path) -> None:
    found = piece(with_logos(logo(tmp_path, size=(1600, 500))), layout)
    assert sum(len(images(page)) for page in found.artwork.pages) == 1
    assert sorted(shipped.words(found).split()) == sorted(
        shipped.words(shipped.english(layout)).split()
    )


def test_more_logos_than_cells_take_a_second_row(tmp_path: Path) -> None:
    four = [logo(tmp_path, f"{number}.png", (900, 300)) for number in range(4)]
    found = images(piece(with_logos(*four), LEAFLET).artwork.pages[0])
    assert len({round(mark.y, 3) for mark in found}) == 2
    assert found[3].x == pytest.approx(found[0].x)


def test_a_logo_that_is_not_there(tmp_path: Path) -> None:
    lost = replace(logo(tmp_path), file=str(tmp_path / "lost.png"))
    assert problem(with_logos(lost)) == (
        'content/areas/a.yaml:3:5: error[missing-image]: there is no file "lost.png"'
    )


@pytest.mark.parametrize("data", [b"", b"no picture", b"\x89PNG\r\n\x1a\n" + bytes(30)])
def test_a_logo_that_is_no_picture(data: bytes, tmp_path: Path) -> None:
    broken = logo(tmp_path)
    Path(broken.file).write_bytes(data)
    assert 'error[unreadable-image]: "a.png" cannot be read as an image' in problem(
        with_logos(broken)
    )


def test_a_logo_too_coarse_to_print(tmp_path: Path) -> None:
    """11 mm high needs 109 pixels at 250 an inch, and is wanted at 300."""
    coarse = problem(with_logos(logo(tmp_path, size=(107, 107))))
    assert '"a.png" is too small: 107 × 107 pixels print at 247 ppi' in coarse
    assert "ask the partner for one at least 130 pixels high" in coarse
    assert piece(with_logos(logo(tmp_path, size=(110, 110))), LEAFLET)


DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 10"><path d="M0 0h9v9"/>%s</svg>'


def drawn(folder: Path, inside: str = "", name: str = "a.svg") -> Logo:
    (folder / name).write_text(DRAWING % inside)
    return replace(logo(folder), file=str(folder / name))


def test_a_drawing_stands_at_its_own_proportions_and_is_fine_enough_at_any_size(
    tmp_path: Path,
) -> None:
    (found,) = images(piece(with_logos(drawn(tmp_path)), LEAFLET).artwork.pages[0])
    assert found.width / found.height == pytest.approx(4)
    assert found.path.endswith("a.svg")


def test_a_drawing_that_cannot_be_printed_exactly_says_why(tmp_path: Path) -> None:
    assert problem(with_logos(drawn(tmp_path, "<text>Council</text>"))) == (
        'content/areas/a.yaml:3:5: error[unreadable-image]: "a.svg" has words that are type, not '
        "outlines (in its line 1)\n  hint: convert its words to outlines (curves) and export it again"
    )
    assert "is not a drawing" in problem(with_logos(drawn(tmp_path, name="a.eps")))
    lost = replace(drawn(tmp_path), file=str(tmp_path / "lost.svg"))
    assert 'there is no file "lost.svg"' in problem(with_logos(lost))
