"""QR codes as outlines: read by another program, counted module by module."""

import itertools

import pytest
import qrcode
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from qrcode.exceptions import DataOverflowError
from qrcode.util import QRData, create_data, lost_point

from generator.cache import Cache
from generator.page import Shape
from generator.qr import QUIET, Code, CodeInputs, code
from generator.qr.codewords import DivisorInputs, EncodedAddress, _data, encoded
from generator.qr.qr_code import _contours
from generator.qr.qr_masks import best_mask, penalty
from generator.qr.qr_versions import FormatInputs, VersionInputs
from tests.declared_inputs import assert_fields_count
from tests.typeset.squares import BLACK, drawing

STORY = "https://www.leics.police.uk/Kayleighslovestory"
PLEDGE = "https://www.leics.police.uk/CEASE"


def area(corners: tuple[tuple[int, int], ...]) -> float:
    """The area inside by the shoelace formula; positive for an outer edge (y down)."""
    pairs = zip(corners, (*corners[1:], corners[0]), strict=True)
    return sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairs) / 2


def windings(symbol: Code) -> list[list[int]]:
    """How often the contours go round each module, row by row."""
    turns = [[0] * (symbol.side + 1) for _ in range(symbol.side)]
    for corners in symbol.contours:
        for (x, y0), (x1, y1) in zip(corners, (*corners[1:], corners[0]), strict=True):
            if x == x1:
                for row in range(min(y0, y1), max(y0, y1)):
                    turns[row][x] += 1 if y1 < y0 else -1
    return [list(itertools.accumulate(row))[: symbol.side] for row in turns]


def picture(symbol: Code, scale: int = 4) -> Image.Image:
    """What filling the contours paints, with the quiet zone."""
    side = symbol.with_quiet_zone
    image = Image.new("L", (side, side), 255)
    for y, row in enumerate(windings(symbol)):
        for x, turns in enumerate(row):
            if turns:
                image.putpixel((x + QUIET, y + QUIET), 0)
    return image.resize((side * scale, side * scale), Image.Resampling.NEAREST)


def read(image: Image.Image) -> list[tuple[str, str]]:
    return [(found.text, found.ec_level) for found in zxingcpp.read_barcodes(image)]


@pytest.mark.parametrize(("target", "modules"), [(PLEDGE, 29), (STORY, 33)])
def test_an_address_takes_as_few_modules_as_it_can(target: str, modules: int) -> None:
    assert code(target, Cache()).side == modules
    assert code(target, Cache()).with_quiet_zone == modules + 8


@pytest.mark.parametrize(
    ("target", "level"),
    [
        (PLEDGE, "M"),  # 33 characters: 29 modules hold 42 at M, 32 at Q
        (STORY, "Q"),  # 46: 33 modules hold 62 at M, 46 at Q, 34 at H
        ("https://www.ceop.police.uk", "M"),  # 26: 25 modules hold 26 at M, 20 at Q
        ("https://example.org", "Q"),  # 19
        ("https://a.uk", "M"),  # 12: 21 modules hold 14 at M, 11 at Q
        ("https://example.org/swimming", "Q"),  # 28: 29 modules hold 32 at Q, 24 at H
    ],
)
def test_correction_is_raised_where_that_is_free(target: str, level: str) -> None:
    assert read(picture(code(target, Cache()))) == [(target, level)]


def test_every_dark_module_is_painted_once() -> None:
    """Once round each dark module and never round a light one, so that any rule of filling
    paints the same."""
    symbol = code(STORY, Cache())
    turns = [turn for row in windings(symbol) for turn in row]
    assert set(turns) == {0, 1}
    assert sum(area(corners) for corners in symbol.contours) == sum(turns)
    assert 0.4 < sum(turns) / symbol.side**2 < 0.6


def test_contours_have_no_needless_corners_and_turn_at_each() -> None:
    for corners in code(PLEDGE, Cache()).contours:
        steps = zip(corners, (*corners[1:], corners[0]), strict=True)
        level = [y0 == y1 for (_, y0), (_, y1) in steps]
        assert all(a != b for a, b in zip(level, [*level[1:], level[0]], strict=True))


def test_modules_that_touch_at_a_corner_keep_outlines_of_their_own() -> None:
    squares = _contours(0b1001, 2)
    assert sorted(map(len, squares)) == [4, 4]
    assert [area(corners) for corners in squares] == [1, 1]
    ring = _contours(0b111_101_111, 3)
    assert [area(corners) for corners in ring] == [9, -1]


def test_a_symbol_is_one_path_in_its_place() -> None:
    symbol = code(PLEDGE, Cache())
    path = symbol.path(10, 20, 0.5)
    corners = [segment[1:] for segment in path if len(segment) == 3]
    assert min(corners) == (10, 20)
    assert max(x for x, _ in corners) == pytest.approx(10 + 29 * 0.5)
    assert max(y for _, y in corners) == pytest.approx(20 + 29 * 0.5)
    assert sum(segment[0] == "Z" for segment in path) == len(symbol.contours)


def test_a_writer_fills_it_as_it_is_meant() -> None:
    """Painted by PDFium from the file, module for module."""
    symbol = code(PLEDGE, Cache())
    side = symbol.with_quiet_zone
    painted = drawing([Shape(symbol.path(QUIET, QUIET, 1), BLACK)], side, side)
    image = picture(symbol, scale=1)
    expected = [
        "".join("BB" if image.getpixel((x, y)) == 0 else "__" for x in range(side))
        for y in range(side)
    ]
    assert painted == expected


@settings(max_examples=12, deadline=None)
@given(
    st.from_regex(r"https://[a-z]{1,12}\.example\.org(/[A-Za-z0-9-]{1,24}){0,4}", fullmatch=True)
)
def test_any_address_reads_back(target: str) -> None:
    found = read(picture(code(target, Cache())))
    assert [text for text, _ in found] == [target]
    assert found[0][1] in "MQH"


def test_each_address_has_its_own_symbol_in_one_cache() -> None:
    assert_fields_count(CodeInputs("https://example.org/a"), target="https://example.org/b")


LEVELS = {"L": 1, "M": 0, "Q": 3, "H": 2}


def symbol_of_qrcode(target: str, level: str, version: int | None = None) -> qrcode.QRCode[None]:
    symbol: qrcode.QRCode[None] = qrcode.QRCode(version, LEVELS[level])
    symbol.add_data(target, optimize=0)
    return symbol


def number_of(symbol: qrcode.QRCode[None]) -> int:
    dark = "".join(str(int(bool(module))) for row in symbol.modules for module in row)
    return int(dark[::-1], 2)


@given(st.text(min_size=1, max_size=150), st.sampled_from("LMQH"))
@settings(max_examples=40, deadline=None)
def test_the_mask_is_the_one_that_qrcode_chooses(target: str, level: str) -> None:
    symbol, cache = symbol_of_qrcode(target, level), Cache()
    symbol.best_fit()
    chosen = symbol.best_mask_pattern()
    version = cache.get(VersionInputs(symbol.version))
    bare = version.filled(bytes(symbol.data_cache or []))
    assert best_mask(bare, version) == chosen
    assert penalty(number_of(symbol), symbol.modules_count) == lost_point(symbol.modules)


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("number", [*range(1, 11), 14, 22, 27, 35, 40])
def test_every_module_is_the_one_that_qrcode_sets(number: int, level: str) -> None:
    """Of each kind of characters, in versions with each number of patterns and of blocks."""
    cache = Cache()
    version = cache.get(VersionInputs(number))
    for mask, target in enumerate(("012", "A/B", "https", "é", "\x00", "9", "Z", "~")):
        theirs = symbol_of_qrcode(target, level, number)
        theirs.makeImpl(False, mask)
        words = EncodedAddress(number, LEVELS[level], _data(QRData(target), number))
        found = words.codewords(cache)
        assert list(found) == theirs.data_cache
        named = cache.get(FormatInputs(number, LEVELS[level], mask))
        assert version.filled(found) ^ version.masks[mask] | named == number_of(theirs)


@given(st.one_of(st.text(max_size=1200), st.text("0123456789", max_size=3000)))
@settings(max_examples=60, deadline=None)
def test_codewords_are_those_of_qrcode(target: str) -> None:
    found = encoded(target)
    theirs = create_data(found.version, found.level, [QRData(target)])
    assert list(found.codewords(Cache())) == theirs


@given(st.text(min_size=1, max_size=300))
@settings(max_examples=60, deadline=None)
def test_the_version_is_the_smallest_at_level_m_and_the_level_the_best_it_holds(
    target: str,
) -> None:
    found = encoded(target)
    fits = {level: symbol_of_qrcode(target, level).best_fit() for level in "MQH"}
    assert found.version == fits["M"]
    levels = [level for level in "MQH" if fits[level] == fits["M"]]
    assert found.level == LEVELS[levels[-1]]


def test_an_address_that_no_symbol_holds_is_refused() -> None:
    assert encoded("a" * 2331).version == 40
    with pytest.raises(DataOverflowError):
        encoded("a" * 2332)


def test_each_version_has_modules_of_its_own() -> None:
    assert_fields_count(VersionInputs(2), version=3)
    assert_fields_count(DivisorInputs(10), count=13)


def test_each_format_is_named_by_modules_of_its_own() -> None:
    assert_fields_count(FormatInputs(7, 0, 0), version=8, level=1, mask=1)
