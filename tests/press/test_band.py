"""The band of marks round a page: registration marks and colour bar beside crop and fold marks,
none touching another, the bleed or the slug, on pages of any size."""

from itertools import combinations

import pytest
from PIL import Image as Images

from generator.cache import Cache
from generator.colour import Colour
from generator.design.editions import Edition
from generator.page import Artwork, Group, Page, Shape
from generator.pdf import write
from generator.press import REGISTRATION, finish, inks
from generator.press.inks import BLACK, CYAN, MAGENTA, YELLOW
from generator.press.printers_marks import MarksInputs, patches, reach
from tests.outside_programs import run
from tests.pdf.artwork import COATED

ALL = ("crop", "fold", "registration", "colour-bar", "slug")
GOLD = Colour("Gold", (20, 30, 80, 0), "#CCAA33", spot="Gold")
SILVER = Colour("Silver", (20, 10, 10, 0), "#AAAAAA", spot="Silver")
PROCESS = (CYAN, MAGENTA, YELLOW, BLACK)
SIZES = [
    (55, 85, ()),
    (85, 55, ()),
    (85, 55, (42.5,)),
    (148, 210, ()),
    (297, 210, (97, 197)),
    (297, 210, (148.5,)),
    (594, 841, ()),
]

Box = tuple[float, float, float, float]


def box(shape: Shape) -> Box:
    """Left, top, right and bottom."""
    numbers = [number for segment in shape.path for number in segment[1:]]
    xs, ys = numbers[0::2], numbers[1::2]
    return min(xs), min(ys), max(xs), max(ys)


def split(group: Group) -> tuple[list[Box], list[Box], list[tuple[Box, Colour]]]:
    """Lines that are crop or fold marks, registration marks, and patches with their colours."""
    shapes = [mark for mark in group.marks if isinstance(mark, Shape)]
    rings = [box(shape) for shape in shapes if shape.stroke and shape.path[-1] == ("Z",)]
    middles = [((left + right) / 2, (top + bottom) / 2) for left, top, right, bottom in rings]
    targets = [(x - 2.5, y - 2.5, x + 2.5, y + 2.5) for x, y in middles]
    lines = [box(shape) for shape in shapes if shape.stroke and shape.path[-1] != ("Z",)]
    lines = [line for line in lines if not any(inside(line, target) for target in targets)]
    painted = [(box(shape), shape.fill) for shape in shapes if shape.fill]
    return lines, targets, [(b, fill) for b, fill in painted if fill and fill != REGISTRATION]


def inside(small: Box, large: Box) -> bool:
    return all(s >= b - 1e-6 for s, b in zip(small[:2], large[:2], strict=True)) and all(
        s <= b + 1e-6 for s, b in zip(small[2:], large[2:], strict=True)
    )


def apart(first: Box, second: Box) -> float:
    """How far two boxes are from each other, across or down."""
    return max(
        first[0] - second[2], second[0] - first[2], first[1] - second[3], second[1] - first[3]
    )


@pytest.mark.parametrize("bleed", [0.0, 2.0, 3.0, 5.0, 10.0])
@pytest.mark.parametrize("used", [(BLACK,), PROCESS, (*PROCESS, GOLD, SILVER)], ids=len)
@pytest.mark.parametrize(("width", "height", "folds"), SIZES)
def test_no_mark_touches_another_or_the_bleed(
    width: float, height: float, folds: tuple[float, ...], used: tuple[Colour, ...], bleed: float
) -> None:
    lines, targets, bar = split(Cache().get(MarksInputs(width, height, bleed, folds, ALL, used)))
    assert len(lines) == 8 + 2 * len(folds)
    assert len(targets) == 4
    assert [colour for _, colour in bar] == [colour for row in patches(used) for colour in row]
    placed = [*lines, *targets, *(where for where, _ in bar)]
    start, end = reach(bleed)
    assert start > bleed
    for one in placed:
        assert apart(one, (0, 0, width, height)) >= start - 1e-6
        assert inside(one, (-end, -end, width + end, height + end))
    patches_ = {where for where, _ in bar}
    for one, other in combinations(placed, 2):
        side_by_side = one in patches_ and other in patches_
        assert apart(one, other) >= (-1e-6 if side_by_side else 1.9), (one, other)


@pytest.mark.parametrize(("width", "folds"), [(297, (97, 197)), (297, (148.5,)), (85, (42.5,))])
def test_registration_marks_stand_in_the_middle_or_beside_a_fold_there(
    width: float, folds: tuple[float, ...]
) -> None:
    _, targets, _ = split(Cache().get(MarksInputs(width, 210, 3, folds, ALL, PROCESS)))
    across = sorted((left + right) / 2 for left, top, right, bottom in targets)
    beside = width / 2 in folds
    assert [x - width / 2 for x in across[1:3]] == pytest.approx([-4.5, -4.5] if beside else [0, 0])
    assert across[0] == -6
    assert across[3] == width + 6
    down = sorted((top + bottom) / 2 for left, top, right, bottom in targets)
    assert down == [-6, 105, 105, 216]


def test_the_bar_is_in_one_piece_where_there_is_room() -> None:
    _, _, bar = split(Cache().get(MarksInputs(297, 210, 3, (97, 197), ALL, PROCESS)))
    edges = [left for (left, _, _, _), _ in bar]
    assert [right - left for left, right in zip(edges, edges[1:], strict=False)] == [5] * 11
    assert len({top for (_, top, _, _), _ in bar}) == 1


def test_the_bar_has_the_inks_that_print_and_no_other() -> None:
    assert patches((BLACK,)) == ((BLACK,), (BLACK.tinted(50),))
    assert patches((BLACK, GOLD)) == ((BLACK, GOLD), (BLACK.tinted(50), GOLD.tinted(50)))
    flat = [colour for row in patches((*PROCESS, GOLD)) for colour in row]
    assert flat[:5] == [*PROCESS, GOLD]
    assert flat[8].printed == (0, 0, 0, 50)
    assert flat[9].printed == (50, 40, 40, 0)  # the gray beside the black it is compared with
    assert sum(colour.spot == "Gold" for colour in flat) == 2


def test_a_page_too_small_for_every_patch_has_those_there_is_room_for() -> None:
    _, targets, bar = split(Cache().get(MarksInputs(20, 20, 3, (), ALL, PROCESS)))
    assert len(targets) == 4
    assert bar == []


# --- on the plates -----------------------------------------------------------------------------

DOTS = 8  # per mm
WORDS = Edition(
    title="Press", colours="cmyk", bleed=True, marks=ALL[:4], condition="fogra39-coated",
    overprint_black=True, pdf_version="1.6", standard="PDF/X-4", profile="press-coated",
)  # fmt: skip


@pytest.fixture(scope="module")
def separated(tmp_path_factory: pytest.TempPathFactory) -> tuple[Page, dict[str, Images.Image]]:
    """A card of five inks with its marks, and its plates; 0 is full ink, 255 none."""
    folder = tmp_path_factory.mktemp("plates")
    colours = (Colour("night", (80, 90, 30, 40), "#221133"), GOLD)
    shapes = tuple(
        Shape((("M", x, 20), ("L", x + 5, 20), ("L", x + 5, 25), ("L", x, 25), ("Z",)), colour)
        for x, colour in zip((20, 50), colours, strict=True)
    )
    piece = Artwork("Card", "en", "ltr", (Page("front", 85, 55, shapes, bleed=3, folds=(42.5,)),))
    piece = finish(piece, WORDS, [[]], cache=Cache())
    (folder / "card.pdf").write_bytes(write(piece, WORDS, COATED, cache=Cache()))
    device = ("-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=tiffsep", f"-r{DOTS * 25.4}")
    run("gs", *device, f"-sOutputFile={folder}/sep.tif", folder / "card.pdf")
    found = {}
    for file in folder.glob("sep(*).tif"):
        with Images.open(file) as opened:
            found[file.stem[4:-1]] = opened.convert("L")
    return piece.pages[0], found


def ink(plate: Images.Image, page: Page, place: Box) -> float:
    """The mean percent of ink in a box of the page, mm."""
    around = page.bleed + page.slug
    part = plate.crop(tuple(round((edge + around) * DOTS) for edge in place))
    data = part.tobytes()
    return 100 - sum(data) / len(data) / 2.55


def shrunk(place: Box, by: float) -> Box:
    return place[0] + by, place[1] + by, place[2] - by, place[3] - by


def test_crop_fold_and_registration_marks_are_on_every_plate(
    separated: tuple[Page, dict[str, Images.Image]],
) -> None:
    page, plates = separated
    assert set(plates) == {"Cyan", "Magenta", "Yellow", "Black", "Gold"}
    lines, targets, _ = split(page.marks[-1])
    assert len(lines) == 10
    for plate in plates.values():
        for left, top, right, bottom in (*lines, *targets):
            assert ink(plate, page, (left - 0.3, top - 0.3, right + 0.3, bottom + 0.3)) > 5


def test_each_patch_prints_its_own_inks_alone(
    separated: tuple[Page, dict[str, Images.Image]],
) -> None:
    page, plates = separated
    _, _, bar = split(page.marks[-1])
    assert len(bar) == 14
    for place, colour in bar:
        wanted = dict.fromkeys(plates, 0.0)
        if colour.spot:
            wanted[colour.spot] = colour.tint
        else:
            wanted |= dict(zip(("Cyan", "Magenta", "Yellow", "Black"), colour.printed, strict=True))
        for name, percent in wanted.items():
            got = ink(plates[name], page, shrunk(place, 0.5))
            assert got == pytest.approx(percent, abs=1), (colour, name)


def test_nothing_of_the_marks_is_inside_the_bleed(
    separated: tuple[Page, dict[str, Images.Image]],
) -> None:
    page, plates = separated
    for plate in plates.values():
        for strip in ((-3, -3, 88, 19.9), (-3, 25.1, 88, 58), (-3, -3, 19.9, 58), (56, -3, 88, 58)):
            assert ink(plate, page, strip) == 0


def test_the_inks_of_a_piece_are_its_process_inks_then_its_spots() -> None:
    shapes = tuple(
        Shape((("M", 0, 0), ("L", 9, 0), ("L", 9, 9), ("Z",)), colour)
        for colour in (SILVER, GOLD.tinted(30, "pale gold"), Colour("k", (0, 0, 0, 20), "#CCCCCC"))
    )
    assert inks(Artwork("t", "en", "ltr", (Page("p", 9, 9, shapes),)), cache=Cache()) == (
        BLACK,
        GOLD,
        SILVER,
    )
