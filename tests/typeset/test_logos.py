"""Partners' logos: in cells, at their own proportions; and what may be wrong with one."""

import math
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from PIL import Image as Raster

from generator.colour import Colour
from generator.content.document import Document, Logo, LogoFile
from generator.design.layout_walk import logos_ground
from generator.page import Group, Image, Mark, Page, Tag
from generator.problems import Refused, Span, with_places
from generator.typeset.compose import Composed, compose
from generator.typeset.picture_files import LogoRoom, open_logo
from tests.checked import CACHE
from tests.typeset import shipped
from tests.typeset.shipped import LEAFLET, SIGNS, STORY
from tests.values import replace


def logo(folder: Path, name: str = "a.png", size: tuple[int, int] = (600, 200)) -> Logo:
    path = folder / name
    Raster.new("RGB", size, "navy").save(path)
    return Logo(str(path), f"The logo of {name}", "area:title")


def with_logos(*logos: Logo) -> Document:
    return replace(shipped.document(), logos=logos)


def piece(document: Document, layout: str) -> Composed:
    return compose(document, shipped.drawing(layout), shipped.formats(layout)[0], cache=CACHE)


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


def test_two_logos_have_one_optical_area_and_stand_from_the_start(tmp_path: Path) -> None:
    """92 mm² for each of four, so 1.4 times that for each of two; both are solid, and so a tenth
    lower. The strip stands at the panel's foot."""
    wide, square = logo(tmp_path, "wide.png", (1200, 300)), logo(tmp_path, "sq.png", (300, 300))
    page = piece(with_logos(wide, square), LEAFLET).artwork.pages[0]
    first, second = images(page)
    side = math.sqrt(92 * 1.4) * 0.9
    assert (first.width, first.height) == pytest.approx((2 * side, side / 2))
    assert (second.width, second.height) == pytest.approx((side, side))
    assert first.x == pytest.approx(105)
    assert second.x == pytest.approx(105 + 2 * side + 9)
    assert first.y + first.height / 2 == pytest.approx(second.y + second.height / 2)
    assert 183 <= second.y < second.y + second.height <= 199.2 + 1e-9
    assert [mark.alt for mark in (first, second)] == [wide.alt, square.alt]


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


def test_more_logos_than_a_row_holds_take_a_second_row(tmp_path: Path) -> None:
    four = [logo(tmp_path, f"{number}.png", (1500, 300)) for number in range(4)]
    found = images(piece(with_logos(*four), LEAFLET).artwork.pages[0])
    assert len({round(mark.y, 3) for mark in found}) == 2
    assert found[2].x == pytest.approx(found[0].x)


def test_a_white_logo_stands_on_a_plate_unless_it_has_a_dark_version(tmp_path: Path) -> None:
    white, dark = svg(tmp_path, "white.svg", "white"), svg(tmp_path, "dark.svg", "#123456")
    room = LogoRoom(11, 50, PAPER, plate=NIGHT)
    assert opened(room, white) == ("white.svg on a plate", [])
    assert opened(room, white, dark=dark) == ("dark.svg", [])
    assert opened(room, dark) == ("dark.svg", [])
    name, (said,) = opened(room._replace(plate=PAPER), white)
    assert (name, said.split(": ")[1]) == ("", "error[unseen-logo]")
    (shape,) = [
        shipped.extent(each)
        for each in shipped.shapes(strip_of(white), "card")
        if each.fill and each.fill.name == "night"
    ]
    (image,) = images(strip_of(white))
    padding = max(1.2, 0.3 * image.height)
    around = image.x, image.y, image.x + image.width, image.y + image.height
    assert shape == pytest.approx(
        (around[0] - padding, around[1] - padding, around[2] + padding, around[3] + padding)
    )


def strip_of(file: str) -> Page:
    return piece(with_logos(Logo(file, "A council", "area:title")), LEAFLET).artwork.pages[0]


def test_a_lead_partner_stands_first_with_a_rule(tmp_path: Path) -> None:
    wide, square = logo(tmp_path, "wide.png", (1200, 300)), logo(tmp_path, "sq.png", (300, 300))
    page = piece(with_logos(wide, replace(square, lead=True)), LEAFLET).artwork.pages[0]
    first, second = images(page)
    assert [mark.alt for mark in (first, second)] == [square.alt, wide.alt]
    (rule,) = [box for box in map(shipped.extent, shipped.shapes(page, "rule")) if box[1] > 150]
    assert rule[2] - rule[0] == pytest.approx(0.35)
    assert rule[0] == pytest.approx(first.x + first.width + 6)
    assert second.x == pytest.approx(rule[2] + 6)


def test_logos_stand_on_one_card_where_the_layout_says_so(tmp_path: Path) -> None:
    """The card is as wide as the measure where they are spread, else it hugs them."""
    for count, across, width in ((1, 600, 11 + 8), (3, 1500, 84)):
        logos = [logo(tmp_path, f"{number}.png", (across, 600)) for number in range(count)]
        edit = (f"layouts/{LEAFLET}.yaml", "plate: stranger", "ground: white")
        _, design = shipped.changed(tmp_path / str(count), edit)
        drawing = design.drawing(LEAFLET)[0]
        page = compose(
            with_logos(*logos), drawing, shipped.formats(LEAFLET)[0], cache=CACHE
        ).artwork.pages[0]
        cards = list(map(shipped.extent, shipped.shapes(page, "card")))
        (card,) = [box for box in cards if box[1] > 160]
        assert card[2] - card[0] == pytest.approx(width)
        first = images(page)[0]
        assert (first.x - card[0], first.y - card[1]) == pytest.approx((4, 4))


def test_a_logo_that_is_not_there(tmp_path: Path) -> None:
    lost = replace(logo(tmp_path), file=str(tmp_path / "lost.png"))
    assert problem(with_logos(lost)) == (
        f'content/areas/{shipped.AREA}.yaml:3:8: error[missing-image]: there is no file "lost.png"'
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
        f'content/areas/{shipped.AREA}.yaml:3:8: error[unreadable-image]: "a.svg" has words that '
        "are type, not outlines (in its line 1)\n"
        "  hint: convert its words to outlines (curves) and export it again"
    )
    assert "is not a drawing" in problem(with_logos(drawn(tmp_path, name="a.eps")))
    lost = replace(drawn(tmp_path), file=str(tmp_path / "lost.svg"))
    assert 'there is no file "lost.svg"' in problem(with_logos(lost))


def svg(folder: Path, name: str, *colours: str) -> str:
    """A drawing of squares in these colours."""
    squares = "".join(
        f'<rect x="{10 * number}" width="10" height="10" fill="{colour}"/>'
        for number, colour in enumerate(colours)
    )
    space = 'xmlns="http://www.w3.org/2000/svg"'
    size = f'viewBox="0 0 {10 * len(colours)} 10"'
    (folder / name).write_text(f"<svg {space} {size}>{squares}</svg>")
    return str(folder / name)


PAPER = Colour("paper", (0, 0, 0, 0), "#FFFFFF")
NIGHT = Colour("night", (90, 80, 0, 60), "#1A1030")
WRITTEN = {
    "area:logos.0.file": Span("areas/a.yaml", 8, 3),
    "area:logos.0.dark": Span("areas/a.yaml", 9, 3),
}


def opened(room: LogoRoom, file: str, **versions: str) -> tuple[str, list[str]]:
    """The file that is placed, and what is said."""
    named = {key: LogoFile(each, "area:logos.0.dark") for key, each in versions.items()}
    given = Logo(file, "A council", "area:logos.0.file", **named)
    placed, problems = open_logo(given, room, cache=CACHE)
    picture = placed and placed.picture
    name = Path(picture.path).name + " in black" * picture.black if picture else ""
    name += " on a plate" * bool(placed and placed.plate)
    return name, [str(one) for one in with_places(problems, WRITTEN.get)]


def test_a_logo_that_cannot_be_seen_is_an_error_unless_it_has_a_dark_version(
    tmp_path: Path,
) -> None:
    white, dark = svg(tmp_path, "white.svg", "white"), svg(tmp_path, "dark.svg", "#123456")
    name, (said,) = opened(LogoRoom(11, 50, PAPER), white)
    assert name == ""
    assert said == (
        'areas/a.yaml:8:3: error[unseen-logo]: "white.svg" cannot be seen on paper: nearly all of '
        "it is about as light\n  limit at least 1.5:1\n  hint: ask the partner for one in dark "
        "colours, and name it: dark: logos/…"
    )
    assert opened(LogoRoom(11, 50, PAPER), white, dark=dark) == ("dark.svg", [])
    assert opened(LogoRoom(11, 50, NIGHT), white, dark=dark) == ("white.svg", [])
    assert "dark.svg" in opened(LogoRoom(11, 50, NIGHT), dark, dark=dark)[1][0]
    assert "areas/a.yaml:9:3" in opened(LogoRoom(11, 50, PAPER), white, dark=white)[1][0]


@pytest.mark.parametrize(
    ("colours", "seen"),
    [
        (["#F4F4F4"], False),
        (["#FFF200"], False),
        (["#949494"], True),
        (["white"] * 19 + ["black"], False),
        (["white"] * 8 + ["black"], True),
    ],
)
def test_a_tenth_of_a_logo_has_to_stand_out(tmp_path: Path, colours: list[str], seen: bool) -> None:
    assert bool(opened(LogoRoom(11, 50), svg(tmp_path, "a.svg", *colours))[0]) is seen


def test_a_picture_of_pixels_that_cannot_be_seen(tmp_path: Path) -> None:
    for colour, seen in (("#FDFDFD", False), ("navy", True)):
        Raster.new("RGB", (600, 300), colour).save(tmp_path / f"{colour}.png")
        assert bool(opened(LogoRoom(11, 50), str(tmp_path / f"{colour}.png"))[0]) is seen


def test_in_black_alone_the_version_for_it_is_printed(tmp_path: Path) -> None:
    two, one = svg(tmp_path, "two.svg", "red", "navy"), svg(tmp_path, "one.svg", "#222222")
    room = LogoRoom(11, 50, PAPER, black=True)
    assert opened(room, two, black=one) == ("one.svg in black", [])
    assert opened(room, one) == ("one.svg in black", [])
    name, (said,) = opened(room, two)
    assert (name, said.split(": ")[1]) == ("", "warning[logo-colours]")
    assert "ask the partner for one in black alone, and name it: black: logos/" in said
    assert opened(room, svg(tmp_path, "w.svg", "white"), dark=one) == ("one.svg in black", [])
    assert "too light to be seen on paper" in opened(room, svg(tmp_path, "w.svg", "white"))[1][0]
    # on a plate in colour, so in an outline here
    outlined = room._replace(plate=NIGHT)
    assert opened(outlined, svg(tmp_path, "w.svg", "white"))[0] == "w.svg in black on a plate"
    assert opened(outlined, svg(tmp_path, "w.svg", "white"), dark=one) == ("one.svg in black", [])
    name, (said,) = opened(room, one, black=two)
    assert said.startswith('areas/a.yaml:9:3: error[logo-colours]: "two.svg" is named as')


def test_a_turned_photograph_keeps_its_proportions(tmp_path: Path) -> None:
    exif = Raster.Exif()
    exif[0x0112] = 6
    Raster.new("RGB", (600, 200), "navy").save(tmp_path / "a.jpg", exif=exif)
    turned = replace(logo(tmp_path), file=str(tmp_path / "a.jpg"))
    (found,) = images(piece(with_logos(turned), LEAFLET).artwork.pages[0])
    assert found.width / found.height == pytest.approx(1 / 3)


def test_the_ground_that_logos_stand_on_is_found() -> None:
    for layout, ground in ((LEAFLET, "paper"), (SIGNS, "paper"), (STORY, "paper")):
        drawing = shipped.drawing(layout)
        for page in drawing.layout.pages:
            for frame in page.frames:
                found = logos_ground(frame.stack, frame.ground or page.ground)
                assert found is None or found in drawing.palette, ground


def test_white_margins_of_an_opaque_picture_are_not_printed(tmp_path: Path) -> None:
    """The logo is as large as its ink allows, and its margins cover no neighbour."""
    crest = Raster.new("RGB", (1200, 900), "white")
    crest.paste("navy", (400, 300, 800, 600))
    crest.save(tmp_path / "crest.png")
    given = replace(logo(tmp_path), file=str(tmp_path / "crest.png"))
    page = piece(with_logos(given), LEAFLET).artwork.pages[0]
    (found,) = images(page)
    (clip,) = [each.clip for each in nested(page.marks) if each.clip]
    left, top, right, bottom = clip
    assert right - left == pytest.approx(found.width / 3, rel=0.01)
    assert bottom - top == pytest.approx(found.height / 3, rel=0.01)
    assert bottom - top == pytest.approx(0.9 * math.sqrt(1.75 * 92 * 3 / 4), rel=0.01)


WORDMARK = '<path d="M100 420H260V580H100ZM300 430H900V500H300ZM300 520H800V570H300Z" {}/>'


@pytest.mark.parametrize("layout", [SIGNS, STORY, LEAFLET, "flyer-a5"])
@pytest.mark.parametrize("paper", ["", '<path d="M0 0H1000V1000H0Z" fill="white"/>'])
def test_a_wordmark_in_a_square_file_stands_as_one_without_margins(
    tmp_path: Path, layout: str, paper: str
) -> None:
    """The margins, some 20 mm high, lie over codes and words, and are not there."""
    given = logo(tmp_path)
    dark = WORDMARK.format('fill="#124a7c"')
    for name, box, inside in (("wide", "100 420 800 160", dark), ("square", "0 0 1000 1000", dark)):
        begin = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}">'
        (tmp_path / f"{name}.svg").write_text(
            f"{begin}{paper if name == 'square' else ''}{inside}</svg>"
        )
    places = []
    for name in ("wide", "square"):
        made = piece(with_logos(replace(given, file=str(tmp_path / f"{name}.svg"))), layout)
        found = [image for page in made.artwork.pages for image in images(page)]
        places.append([image.ink_box for image in found])
        assert len(found) == 1
    for one, other in zip(*places, strict=True):
        assert one == pytest.approx(other, abs=0.25)


def nested(marks: Iterable[Mark]) -> Iterator[Group]:
    """Every group among marks, however deep."""
    for mark in marks:
        if isinstance(mark, Group):
            yield mark
            yield from nested(mark.marks)
