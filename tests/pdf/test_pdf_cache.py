"""What the writer remembers depends on every field that it declares."""

from pathlib import Path

import pytest
from PIL import Image as Pillow
from PIL import ImageCms

from generator.cache import Cache
from generator.page import Group, Tag
from generator.pdf.cmyk_to_srgb import ShownInputs
from generator.pdf.content_streams import EncodedInputs, encode
from generator.pdf.drawing_forms import DrawingInputs, _DrawingInks
from generator.pdf.embedding import EmbeddedInputs, SubsetInputs
from generator.pdf.glyph_codes import Characters, ClusterCodesInputs, ExtraGlyph, RepertoireInputs
from generator.pdf.image_objects import BlackImageInputs, HeaviestInputs, ImageInputs
from generator.pdf.intent import ProfileInputs
from generator.pdf.rgb_to_cmyk import Press, SeparationInputs
from generator.pdf.stream_writer import FormInputs, PageContext
from generator.pictures.raster import RasterInputs
from tests.declared_inputs import assert_fields_count
from tests.outside_programs import needs
from tests.pdf.artwork import BOLD, COATED, CYAN, MAGENTA, REGULAR, ROOT, rectangle, words
from tests.values import replace

PRESS = Press(COATED.icc, b"1", 300)
PAGE = PageContext(300, 200, 10, 190, PRESS, overprint=False)


def group(text: str = "a", static: bool = False) -> Group:
    return Group(
        (rectangle(0, 0, 5, 5, CYAN), *(() if static else (Tag("P", (words(text),)),))),
        static=static,
    )


def test_content_streams() -> None:
    tagged = replace(PAGE, tagged=True)
    extra = next(
        need
        for need in Cache().get(EncodedInputs(group("e\u0301"), tagged)).fonts[REGULAR]
        if isinstance(need, ExtraGlyph)
    )
    moves = {REGULAR: frozenset({(extra, 0xFFF0)})}
    base = EncodedInputs(group("e\u0301"), tagged)
    assert_fields_count(
        base,
        shown_by=lambda made: (made.digest, made.body),
        group=group("b"),
        context=replace(tagged, left=20),
        first=3,
        moves=tuple(moves.items()),
    )
    assert_fields_count(
        ClusterCodesInputs(REGULAR),
        shown_by=lambda made: (made.known.face.name, made.moved),
        font=BOLD,
        moved=moves[REGULAR],
    )
    cache = Cache()
    usual = encode(base.group, tagged, cache, {})
    assert encode(base.group, tagged, cache, moves).body != usual.body


def test_forms() -> None:
    other = Group((rectangle(0, 0, 5, 5, MAGENTA),), static=True)
    base = FormInputs(group(static=True), PAGE)
    assert_fields_count(base, group=other, context=replace(PAGE, press=None))


def test_fonts() -> None:
    needs, more = frozenset({Characters(0x20, 0x7E)}), frozenset({Characters(0x40, 0x7F)})
    assert_fields_count(EmbeddedInputs(REGULAR, needs), font=BOLD, needs=more)
    outlines = ((5, ((5, 0, 0),)),)
    other = ((6, ((6, 0, 0),)),)
    assert_fields_count(SubsetInputs(REGULAR, outlines), font=BOLD, outlines=other)
    assert_fields_count(RepertoireInputs(REGULAR), shown_by=lambda made: made.face.name, font=BOLD)


def saved(path: Path, mode: str, colour: object) -> RasterInputs:
    Pillow.new(mode, (8, 8), colour).save(path)
    return RasterInputs(str(path), path.stem)


@pytest.fixture(name="red")
def _red(tmp_path: Path) -> RasterInputs:
    return saved(tmp_path / "red.png", "RGBA", (200, 20, 20, 128))


def test_images(tmp_path: Path, red: RasterInputs) -> None:
    blue = saved(tmp_path / "blue.png", "RGBA", (20, 20, 200, 128))
    inked = saved(tmp_path / "inks.tif", "CMYK", (255, 0, 0, 0))
    assert_fields_count(
        ImageInputs(red, "relative", PRESS, None, srgb=False),
        file=blue,
        intent="absolute",
        press=replace(PRESS, limit=60),
        ground=(0.0, 50.0, 0.0, 0.0),
    )
    assert_fields_count(ImageInputs(inked, "relative", None, None, srgb=False), srgb=True)
    assert_fields_count(BlackImageInputs(saved(tmp_path / "one.png", "L", 0)), file=half(tmp_path))
    assert_fields_count(HeaviestInputs(striped(tmp_path), 20.0), file=inked, width=0.5)


def half(folder: Path) -> RasterInputs:
    """A picture that is black on its left."""
    picture = Pillow.new("L", (8, 8), 255)
    picture.paste(0, (0, 0, 4, 8))
    picture.save(folder / "half.png")
    return RasterInputs(str(folder / "half.png"), "half")


def striped(folder: Path) -> RasterInputs:
    """A picture with one column of ink."""
    picture = Pillow.new("CMYK", (40, 40), (0, 0, 0, 0))
    picture.paste((255, 255, 0, 0), (0, 0, 1, 40))
    picture.save(folder / "striped.tif")
    return RasterInputs(str(folder / "striped.tif"), "striped")


def test_drawings(tmp_path: Path) -> None:
    head = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">'
    shape = head + '<path d="{}" fill="{}"/></svg>'
    for name, path, fill in (("a", "M0 0h9v9z", "#c81414"), ("b", "M0 0h5v5z", "#c81414")):
        (tmp_path / f"{name}.svg").write_text(shape.format(path, fill), encoding="utf-8")
    inks = _DrawingInks(PRESS, "relative", (), False)
    base = DrawingInputs(str(tmp_path / "a.svg"), "a", False, inks)
    assert_fields_count(base, black=True, inks=replace(inks, press=None))
    cache = Cache()
    first = cache.get(base)
    (tmp_path / "a.svg").write_bytes((tmp_path / "b.svg").read_bytes())
    assert cache.get(replace(base, digest="b")) != first


def test_ways_between_colours() -> None:
    def seen(transform: object) -> object:
        made = ImageCms.applyTransform(Pillow.new("RGB", (1, 1), (250, 250, 90)), transform)
        return made.getpixel((0, 0))

    def shown(transform: object) -> object:
        made = ImageCms.applyTransform(Pillow.new("CMYK", (1, 1), (10, 200, 0, 0)), transform)
        return made.getpixel((0, 0))

    newsprint = next(
        p for p in (ROOT / "layouts/press").glob("*.icc") if p.name != Path(COATED.icc).name
    )
    wide = Path("/usr/share/color/icc/ghostscript/a98.icc")
    needs(str(wide))
    assert_fields_count(
        SeparationInputs(b"", PRESS, "relative"),
        shown_by=seen,
        source=wide.read_bytes(),
        press=replace(PRESS, icc=str(newsprint)),
        intent="absolute",
    )
    assert_fields_count(
        ShownInputs(b"", "relative"),
        shown_by=shown,
        source=newsprint.read_bytes(),
        intent="absolute",
    )


def test_profiles(tmp_path: Path) -> None:
    coated = Path(COATED.icc).read_bytes()
    file = tmp_path / "a.icc"
    file.write_bytes(coated)
    cache, base = Cache(), ProfileInputs(str(file), 1, 2, "cmyk")
    first = cache.get(base)
    assert_fields_count(base, colours="srgb", path=str(ROOT / "README.md"))
    file.write_bytes(coated[:200])
    for changed in (ProfileInputs(str(file), 9, 2, "cmyk"), ProfileInputs(str(file), 1, 9, "cmyk")):
        assert cache.get(changed) != first
