"""What typesetting remembers depends on every field that it declares."""

from pathlib import Path

from generator.cache import Cache
from generator.content.document import Document
from generator.content.project_content import Content
from generator.content.text import Run, Text
from generator.page import Group, Shape, rectangle
from generator.pdfobjects.values import IDENTITY
from generator.source.shelf import Shelf
from generator.typeset.bubble_boxes import NarrowestInputs
from generator.typeset.canvas import PageTransform
from generator.typeset.clear_lines import ClearInputs
from generator.typeset.code_card import SymbolInputs
from generator.typeset.display import BetterBrokenInputs, DisplayText, EndsInputs
from generator.typeset.fit_path import PathInputs, Steps, initial, rows_of
from generator.typeset.frame_items import Finer
from generator.typeset.frames import DrawnInputs, FrameInputs, Frames
from generator.typeset.geometry import Geometry, GeometryInputs, LanguageSettings
from generator.typeset.legibility import ExtentInputs, FaintInputs, GroundsInputs
from generator.typeset.logo_boxes import PlacedLogo
from generator.typeset.paragraph import ParagraphInputs, ParagraphMeasure, SpeltInputs
from generator.typeset.parts import FieldInputs, PlacedPicture
from generator.typeset.picture_files import PaintedInputs
from generator.typeset.shaped_text import RunInputs, ShapedInputs, Stretch
from generator.typeset.sized_styles import FacesInputs, SettingInputs, StylesInputs
from generator.typeset.slots import OpenedSlot
from generator.vectors.model import DeviceColour, PaintedPath, Vector, box
from tests import sample_areas
from tests.declared_inputs import assert_fields_count
from tests.typeset import shipped
from tests.typeset.squares import BLACK, RED, WHITE, style
from tests.typeset.test_glyph_ink import style_of
from tests.values import replace

PLAIN, SMALLER = PageTransform(), PageTransform(scale=0.5)


def words(text: str, *more: Run) -> Text:
    return Text((Run(text), *more), "en-GB")


def shipped_texts(language: str) -> list[Text]:
    """The paragraphs of the shipped campaign in a language."""
    content = Content(Shelf.at(shipped.ROOT), Cache())
    document = content.document(shipped.CAMPAIGN, language, shipped.AREA)[0]
    return [text for block in document.blocks.values() for text in block.texts]


def test_paragraphs() -> None:
    base = ParagraphInputs(words("ab cd "), style(), ParagraphMeasure(5))
    strong = replace(base, text=words("ab cd ", Run("E", strong=True)))
    assert_fields_count(
        base, text=words("ab ce"), style=style(size=20), measure=ParagraphMeasure(2)
    )
    assert_fields_count(strong, initial=style(colour="red"))


def test_line_ends_of_a_size_that_is_tried() -> None:
    base = EndsInputs(words("ab cd ef "), style(), ParagraphMeasure(5))
    assert_fields_count(
        base, text=words("ab "), setting=style(size=20), measure=ParagraphMeasure(2)
    )


def test_headings_made_smaller_for_better_lines() -> None:
    """Of the columns that a heading may stand in, the first where a smaller size saves a line."""
    here, row = geometry(), 0
    urdu = geometry(language="ur", script="Arab", rtl=True)
    start = initial(here.layout)
    setting = SettingInputs(here, here.layout.fit.shrink[row].styles[0], 1.0).make(Cache(0))

    def heading(width: float, said: str = "What is grooming, and who does it?") -> DisplayText:
        measure = ParagraphMeasure(width)
        ends = EndsInputs(words(said), setting, measure).make(Cache(0))
        return DisplayText.of(words(said), setting, measure, ends)

    found = (BetterBrokenInputs(here, row, start, (heading(width),)) for width in range(40, 120))
    base = next(
        one
        for one in found
        if one.make(Cache(0)) != start
        and replace(one, geometry=urdu).make(Cache(0)) != one.make(Cache(0))
    )
    assert_fields_count(
        base, geometry=urdu, row=6, steps=shrunk(1), texts=(heading(200, "Signs of it"),)
    )


def test_acrostics() -> None:
    text = words("one ", Run("t", strong=True), Run("wo "), Run("t", strong=True), Run("hree"))
    base = SpeltInputs(text, style(), ParagraphMeasure(90), style(size=20))
    assert_fields_count(
        base,
        text=words("one two"),
        style=style(colour="red"),
        measure=ParagraphMeasure(2),
        initial=style(size=30),
    )


def test_line_ends_that_keep_letters_apart() -> None:
    """Of the shipped words in Urdu, the first that each field sets otherwise."""
    said = shipped_texts("ur")
    setting = style_of("Arab", "ur")
    measure = ParagraphMeasure(120, 0.0, "Arab", True, "ur")
    others = {
        "setting": replace(setting, size=30.0),
        "measure": replace(measure, width=90.0),
        "free": 0.4 * setting.line,
        "right": False,
        "overhang": 3.0,
    }
    for name, other in others.items():
        base = next(
            one
            for text in said
            if (one := ClearInputs(text, setting, measure, 0.7 * setting.line, True))
            and repr(one.make(Cache(0))) != repr(replace(one, **{name: other}).make(Cache(0)))
        )
        assert_fields_count(base, **{name: other})
    assert_fields_count(base, text=next(text for text in said if text != base.text))


def test_the_narrowest_measures() -> None:
    setting, said = style_of("Arab", "ur"), shipped_texts("ur")
    measure = ParagraphMeasure(60.0, script="Arab", rtl=True, language="ur")
    others = {
        "setting": replace(setting, size=setting.size * 0.8),
        "measure": replace(measure, width=30.0),
        "reaching": True,
    }
    for name, other in others.items():
        base = next(
            one
            for text in said
            if (one := NarrowestInputs(text, setting, measure)).make(Cache(0))
            != replace(one, **{name: other}).make(Cache(0))
        )
        assert_fields_count(base, **{name: other})
    assert_fields_count(base, text=next(text for text in said if text != base.text))


def test_shaped_texts() -> None:
    def stretches(text: str) -> tuple[Stretch, ...]:
        return (Stretch(text, 0, style().faces, BLACK),)

    base = ShapedInputs(stretches("fi abcdefghijk"), "en-GB", "Latn", False, True, True)
    assert_fields_count(
        base,
        shown_by=lambda made: (made.items, made.ends, made.mixed, made.names),
        stretches=stretches("fi abcdefghijl"),
        language="xx",
        script="Arab",
        rtl=True,
        ligatures=False,
        hyphenate=False,
        names=("fi abc",),
    )


def test_a_part_of_a_text_is_shaped_again_where_letters_join_across_its_end() -> None:
    """`ShapedText.cut`"""
    cache = Cache()
    stretches = (Stretch("fifi", 0, style().faces, BLACK),)
    shaped = cache.get(ShapedInputs(stretches, "en-GB", "Latn", False, True, False))
    (item,) = shaped.items

    def cut(first: int, last: int) -> list[str]:
        return [cluster.text for cluster in shaped.cut(item, first, last, cache)]

    assert [cut(0, 4), cut(0, 2), cut(0, 1), cut(1, 4)] == [
        ["fi", "fi"],
        ["fi"],
        ["f"],
        ["i", "fi"],
    ]


def test_runs() -> None:
    drawing = shipped.drawing(shipped.LEAFLET)
    devanagari = drawing.scripts["Deva"].weights[400]
    assert_fields_count(
        RunInputs("fi", drawing.weights[400], "en-GB", "Latn", False, True),
        text="fj",
        font=drawing.weights[700],
        language="tr",  # where an i keeps its dot
        rtl=True,
        ligatures=False,
    )
    assert_fields_count(RunInputs("क्षि", devanagari, "hi", "Deva", False, True), script="Latn")


def test_a_text_in_two_sizes_and_colours_is_shaped_once() -> None:
    cache = Cache()
    for colour in (BLACK, RED):
        stretches = (Stretch("fi abcdefgh", 0, style().faces, colour),)
        cache.get(ShapedInputs(stretches, "en-GB", "Latn", False, True, True))
    assert len(cache) == 3  # two texts of one run


def geometry(layout: str = shipped.LEAFLET, **changes: object) -> Geometry:
    language = replace(LanguageSettings("en-GB", "Latn", False), **changes)
    drawing = shipped.drawing(layout)
    return Geometry(drawing, drawing.layout.formats[0], language)


def test_geometry() -> None:
    base = GeometryInputs(
        shipped.drawing(shipped.SIGNS), "a4", LanguageSettings("en", "Latn", False)
    )
    assert_fields_count(
        base,
        shown_by=lambda made: (made.drawing.name, made.format, made.language),
        drawing=shipped.drawing(shipped.STORY),
        format_name="a3",
        language=LanguageSettings("en", "Latn", True),
    )


def shrunk(by: int) -> Steps:
    layout = shipped.drawing(shipped.LEAFLET).layout
    return tuple(by if row.styles else 0 for row in rows_of(layout))


def test_styles_and_paths() -> None:
    here, start = geometry(), initial(shipped.drawing(shipped.LEAFLET).layout)
    urdu = geometry(language="ur", script="Arab", rtl=True)
    assert_fields_count(StylesInputs(here, start), geometry=urdu, steps=shrunk(2))
    assert_fields_count(StylesInputs(urdu, start), latin=True)
    one = SettingInputs(here, "body", 1.0)
    assert_fields_count(one, geometry=urdu, style="lead", share=0.9)
    assert_fields_count(SettingInputs(urdu, "body", 1.0), latin=True)
    weights = sorted({style.weight for style in urdu.layout.styles.values()})
    assert_fields_count(FacesInputs(urdu, weights[0]), geometry=here, weight=weights[1], latin=True)
    every, some = frozenset(here.layout.styles), frozenset(here.layout.fit.shrink[0].styles)
    base = PathInputs(here, start, every, frozenset({"pictures"}))
    more = {"start": shrunk(1), "used": some, "has": frozenset({"pictures", "drop", "contacts"})}
    assert_fields_count(base, **more)
    assert_fields_count(base, geometry=urdu)


def frame(document: Document, layout: str = shipped.LEAFLET, number: int = 0) -> FrameInputs:
    here = geometry(layout)
    return Frames(document, here, (), (), Cache()).inputs(number, initial(here.layout))


def test_frames() -> None:
    document = shipped.document()
    base = frame(document)
    changed = shipped.with_texts(lambda text: shipped.says("Other words", text))

    def drawn(inputs: FrameInputs, cache: Cache) -> object:
        made = cache.get(DrawnInputs(inputs))
        return [group.digest for group in made.groups], made.codes, made.problems

    for other in (
        frame(changed),
        replace(base, number=1),
        replace(base, steps=shrunk(2)),
        replace(base, geometry=geometry(rtl=True)),
    ):
        cache = Cache()
        first = drawn(base, cache)
        assert drawn(other, cache) == drawn(other, Cache(0)) != first


def test_a_frame_whose_captions_must_fall() -> None:
    """`FrameInputs.finer`: the A4 poster has no room for Somali captions under its codes."""
    document = sample_areas.document("so")
    here = Geometry(shipped.drawing(shipped.SIGNS), "a4", LanguageSettings.of(document))
    base = Frames(document, here, (), (), Cache()).inputs(0, initial(here.layout))
    assert_fields_count(base, shown_by=lambda one: (one.overset, one.lacks), finer=Finer(True))


def test_frames_with_logos_and_without_blocks() -> None:
    document = shipped.document()
    here = geometry(shipped.SIGNS)
    number = next((n for n, place in enumerate(here.frames) if place.logos), None)
    if number is not None:
        logo = PlacedLogo(PlacedPicture("/a.png", "d", 2.0, "alt", "area:logos.0"))
        base = frame(document, shipped.SIGNS, number)
        cache = Cache()
        with_logo = replace(base, logos=(logo,))
        assert len(cache.get(base).stack.boxes) < len(cache.get(with_logo).stack.boxes)
    short = replace(document, blocks={})
    other = replace(short, blocks={"lone": next(iter(document.blocks.values()))})
    cache = Cache()
    hints = [cache.get(frame(each)).problems for each in (short, other)]
    assert hints[0] != hints[1]


def test_texts_of_a_style_have_one_leading_in_a_frame() -> None:
    """`FrameInputs.made`: Urdu letters open some texts of a style more than others."""
    document, cache = sample_areas.document("ur"), Cache()
    drawing = shipped.drawing(shipped.LEAFLET)
    here = Geometry(drawing, drawing.layout.formats[0], LanguageSettings.of(document))
    frames = Frames(document, here, (), (), cache)
    widened = False
    for number in range(len(here.frames)):
        made = frames.inputs(number, initial(here.layout)).made(cache)
        widened = widened or any(item.opened for item, _ in made)
        for name in {name for _, each in made for name in each.opened}:
            assert len({each.opened[name] for _, each in made if name in each.opened}) == 1
    assert widened


def test_a_frame_without_a_strip_that_counts_logos(tmp_path: Path) -> None:
    rule = "{kind: rule, only: {imprint: true},"
    wanted = "{kind: rule, only: {logos: true, from: 3},"
    edit = f"layouts/{shipped.CARD}.yaml", rule, wanted
    drawing = shipped.changed(tmp_path, edit)[1].drawing(shipped.CARD)[0]
    here = Geometry(drawing, drawing.layout.formats[0], LanguageSettings("en-GB", "Latn", False))
    (number,) = (n for n, place in enumerate(here.frames) if place.counts_logos)

    document = sample_areas.document(strip=3)

    def made(logos: int) -> FrameInputs:
        words = replace(document, logos=document.logos[:logos])  # the imprint is the same
        return Frames(words, here, (), (), Cache()).inputs(number, initial(here.layout))

    cache = Cache()
    stacks = [cache.get(made(logos)).stack for logos in (1, 3)]
    assert len(stacks[0].boxes) < len(stacks[1].boxes)


def test_frames_with_pictures_in_slots() -> None:
    here = geometry(shipped.STORY)
    number = next(n for n, place in enumerate(here.frames) if place.slots)
    base = frame(shipped.document(), shipped.STORY, number)
    file = str(shipped.ROOT / "content" / shipped.CAMPAIGN / "images/terrace.svg")
    picture = PlacedPicture(file, "digest", 2.4, "alt", "campaign:images.poster.file")
    whole = (0.0, 0.0, 1.0, 1.0)
    slot = OpenedSlot("poster", picture, None, "", (0.2, 0.4), whole, "ground", "en-GB")
    cache = Cache()
    heights = [
        cache.get(inputs).stack.height(cache.get(inputs).fit)
        for inputs in (base, replace(base, slots=(slot,)))
    ]
    assert heights[0] != heights[1]


def test_static_drawings() -> None:
    base = FieldInputs(12, 30, 20, 1, 2, BLACK, RED, PLAIN)
    others = {"count": 13, "width": 31, "height": 12, "x": 2, "y": 3, "colour": WHITE}
    assert_fields_count(base, **others, accent=None, transform=SMALLER)
    code = SymbolInputs("https://example.org", 1, 2, 0.5, BLACK, PLAIN)
    other = {"target": "https://example.com", "x": 2, "y": 3, "module": 0.6, "ink": RED}
    assert_fields_count(code, **other, transform=SMALLER)


def test_colours_of_drawings() -> None:
    def painted(digest: str, *values: float) -> PaintedInputs:
        square = PaintedPath(box(0, 0, 1, 1), IDENTITY, DeviceColour(values), False, None, ())
        return PaintedInputs(digest, Vector(1, 1, (square,)))

    cache = Cache()
    found = [cache.get(each) for each in (painted("red", 1, 0, 0), painted("gray", 0.5))]
    assert found == [((1, 0, 0),), ((0.5,),)]


def test_legibility() -> None:
    def ground(colour: object) -> Group:
        return Group((Shape(rectangle(0, 0, 90, 90), colour, kind="ground"),))

    assert_fields_count(GroundsInputs(ground(BLACK)), group=ground(RED))
    assert_fields_count(ExtentInputs(ground(BLACK)), group=Group(()))
    composed = shipped.english(shipped.LEAFLET).artwork.pages[0]
    groups = [mark for mark in composed.marks if isinstance(mark, Group)]
    written = next(each for each in groups if Cache().get(FaintInputs(each, (), 90.0)))
    base = FaintInputs(written, (ground(WHITE),), 1.0)
    assert_fields_count(
        base, below=(ground(BLACK), ground(replace(BLACK, srgb="#777777"))), least=90.0
    )
    faint = replace(base, least=90.0)
    other = next(
        each for each in groups if Cache().get(FaintInputs(each, (), 90.0)) and each != written
    )
    assert_fields_count(faint, group=other)
