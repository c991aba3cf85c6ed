"""What shrinks, what grows, in which order, until it fits; and what is said when it cannot."""

import pytest

from generator.cache import Cache
from generator.content.document import Document
from generator.content.project_content import Content
from generator.content.text import Text
from generator.problems import Refused
from generator.source.shelf import Shelf
from generator.typeset.boxes import TextBox
from generator.typeset.compose import PieceComposer, compose
from generator.typeset.frames import MeasuredFrame
from generator.typeset.geometry import GeometryInputs, LanguageSettings
from generator.typeset.safety import ink
from generator.typeset.sized_styles import StylesInputs
from tests import sample_areas
from tests.checked import CACHE
from tests.languages import translated
from tests.typeset import shipped
from tests.values import replace


def long_words(times: int, *blocks: str) -> Document:
    def grown(text: Text) -> Text:
        words = " ".join([text.plain] * times)
        return shipped.says(words, text)

    return shipped.with_texts(grown, *blocks)


def test_a_style_shrinks_in_the_whole_piece_or_nowhere() -> None:
    """A longer definition in one panel makes every text of its step smaller, in all panels."""
    document = shipped.with_texts(lambda text: shipped.longer(text, 1.5), "how")
    composed = compose(document, shipped.drawing(shipped.LEAFLET), "a4-roll-fold-dl", cache=CACHE)
    step = {"body", "help-body", "place", "caption-flap", "flap-text"}
    assert step & set(composed.steps), "nothing shrank"
    sizes = {composed.steps.get(name, 12) for name in ("body", "help-body", "place")}
    assert len(sizes) == 1
    found: dict[str, set[float]] = {}
    for page in composed.artwork.pages:
        for text, run in shipped.lines(page):
            for block in ("survey", "raise"):
                words = document.blocks[block].texts[0].plain
                if text and text in words and len(text) > 12:
                    found.setdefault(block, set()).add(run.size)
    assert found["survey"] == found["raise"] == {composed.steps["body"]}


def test_what_saved_lines_leave_goes_to_other_styles() -> None:
    """A heading of the Urdu poster is smaller to save a line. The question stands at its floor
    again, and the field gives way before it does."""
    words = sample_areas.document("ur", 3, 0)
    made = compose(words, shipped.drawing(shipped.SIGNS), "a4", cache=CACHE)
    layout = shipped.drawing(shipped.SIGNS).settings["a4"].layout
    script = shipped.drawing(shipped.SIGNS).theme.scripts["Arab/ur"]
    assert made.steps["spot-line"] == pytest.approx(layout.styles["spot-line"].floor * script.size)
    assert "cse" not in made.steps


def test_nothing_is_under_its_floor_where_another_style_could_give_more() -> None:
    words = sample_areas.document("ta", 3, 0)
    made = compose(words, shipped.drawing(shipped.SIGNS), "a4", cache=CACHE)
    layout = shipped.drawing(shipped.SIGNS).settings["a4"].layout
    script = shipped.drawing(shipped.SIGNS).theme.scripts["Taml"]
    assert made.steps["heading"] >= layout.styles["heading"].floor * script.size - 1e-3


@pytest.mark.parametrize(("share", "shrinks"), [(0.9, "lead"), (1.2, "lead"), (1.5, "body")])
def test_what_one_frame_needs_shrinks_nothing_else(share: float, shrinks: str) -> None:
    """Too much to say in two frames costs what each would cost alone, although the styles of
    the one come before those of the other."""

    def steps(*blocks: str) -> dict[str, float]:
        document = shipped.with_texts(lambda text: shipped.longer(text, share), *blocks)
        return dict(
            compose(
                document, shipped.drawing(shipped.LEAFLET), "a4-roll-fold-dl", cache=CACHE
            ).steps
        )

    front, inside = steps("messages"), steps("how")
    assert "chat" in front
    assert shrinks in inside
    assert not set(front) & set(inside)
    assert steps("messages", "how") == front | inside


def test_words_of_the_shorter_column_take_back_what_they_gave_in_vain() -> None:
    """The signs stand beside longer words, so the poster is no lower for smaller signs."""
    made = compose(translated.document("hi"), shipped.drawing(shipped.SIGNS), "a4", cache=CACHE)
    assert "body" in made.steps
    assert "action" not in made.steps


def test_telephone_numbers_never_shrink() -> None:
    document = shipped.with_texts(shipped.longer, but=("story",))
    for layout in (shipped.LEAFLET, shipped.SIGNS):
        composed = compose(
            document, shipped.drawing(layout), shipped.formats(layout)[0], cache=CACHE
        )
        plain = shipped.english(layout)
        assert composed.steps
        for number in shipped.NUMBERS:
            sizes = [
                {
                    run.size
                    for page in piece.artwork.pages
                    for text, run in shipped.lines(page)
                    if text == number
                }
                for piece in (composed, plain)
            ]
            assert sizes[0] == sizes[1] != set()


def test_too_much_to_say_is_reported_where_by_how_much_and_what_to_cut() -> None:
    with pytest.raises(Refused) as refused:
        compose(
            long_words(9, "raise"),
            shipped.drawing(shipped.LEAFLET),
            "a4-roll-fold-dl",
            cache=CACHE,
        )
    (problem,) = refused.value.problems
    assert problem.rule == "overset"
    assert problem.message == 'the words do not fit "what-to-do": "raise" is the longest there'
    assert problem.span is not None
    assert problem.span.key.startswith("blocks.raise")
    assert problem.details[0] == "it is set in help-body at 10.5 pt, its smallest"
    assert problem.details[1].startswith("the frame is ")
    assert problem.details[1].endswith(" mm too short in leaflet-dl-6pp")
    characters = int("".join(filter(str.isdigit, problem.hint)))
    assert 30 < characters < len(shipped.document().blocks["raise"].texts[0].plain) * 9


def test_cutting_as_many_characters_as_advised_makes_it_fit_or_nearly() -> None:
    document = long_words(9, "raise")
    drawing = shipped.drawing(shipped.LEAFLET)
    for _ in range(3):
        try:
            compose(document, drawing, "a4-roll-fold-dl", cache=CACHE)
        except Refused as refused:
            advice = int("".join(filter(str.isdigit, refused.problems[0].hint)))
            old = document.blocks["raise"]
            shorter = shipped.says(old.texts[0].plain[:-advice], old.texts[0])
            block = replace(old, texts=(shorter,))
            document = replace(document, blocks={**document.blocks, "raise": block})
    assert compose(document, drawing, "a4-roll-fold-dl", cache=CACHE)


def test_a_field_shrinks_after_the_words() -> None:
    document = long_words(5, "duration")
    composed = compose(document, shipped.drawing(shipped.LEAFLET), "a4-roll-fold-dl", cache=CACHE)
    assert composed.steps["flap-text"] < 12
    height = {}
    for piece in (composed, shipped.english(shipped.LEAFLET)):
        (field, *_) = shipped.shapes(piece.artwork.pages[0], "field")
        _, top, _, bottom = shipped.extent(field)
        height[piece is composed] = bottom - top
        assert sum(segment[0] == "M" for segment in field.path) == 2642
    assert 59 < height[True] < height[False]


# display lines


def question(words: str) -> Document:
    return shipped.with_texts(lambda text: shipped.says(words, text), "question")


def display_lines(document: Document, layout: str, style: str) -> tuple[list[str], float]:
    """The lines of the question on the cover, and the share of its size that it is set at."""
    made = compose(document, shipped.drawing(layout), shipped.formats(layout)[0], cache=CACHE)
    words = document.blocks["question"].texts[0].plain
    found = [
        text.strip()
        for page in made.artwork.pages
        for text, run in shipped.lines(page)
        if text.strip() and text.strip() in words and run.size > 20
    ]
    return found, made.steps.get(style, made.full[style]) / made.full[style]


def test_a_question_is_a_little_smaller_before_its_first_word_stands_alone() -> None:
    lines, share = display_lines(question("Ma garan kartaa calaamadaha?"), shipped.LEAFLET, "spot")
    assert lines[0] != "Ma"
    assert 0.9 <= share < 1


def test_a_question_is_a_little_smaller_before_one_more_line() -> None:
    wide = question("Could you spot all those signs?")
    lines, share = display_lines(wide, shipped.FLYER, "spot")
    assert len(lines) == 2
    assert 0.9 <= share < 1


def test_the_question_as_it_was_drawn_stays_as_it_was_drawn() -> None:
    for layout in (shipped.LEAFLET, shipped.FLYER, shipped.BOOKLET):
        assert display_lines(shipped.document(), layout, "spot")[1] == 1


def test_size_lines_and_gaps_change_together() -> None:
    """With longer words the heading of a panel is smaller, its text takes more lines, and the gaps
    close, but not to their least; and no other size changes."""

    def help_panel(document: Document) -> tuple[MeasuredFrame, dict[str, float]]:
        drawing, cache = shipped.drawing(shipped.LEAFLET), Cache()
        language = LanguageSettings.of(document)
        place = cache.get(GeometryInputs(drawing, "a4-roll-fold-dl", language))
        composer = PieceComposer(document, place, cache)
        steps = composer.fit.steps()
        number = next(n for n, one in enumerate(place.frames) if one.row.name == "what-to-do")
        styles = cache.get(StylesInputs(place, steps))
        sizes = {name: styles[name].size / drawing.layout.styles[name].size for name in styles}
        return composer.frames.measured(steps)[number], sizes

    def lines(frame: MeasuredFrame) -> int:
        boxes = [stacked.box for stacked in frame.stack.boxes]
        texts = [box for box in boxes if isinstance(box, TextBox)]
        return sum(len(paragraph.lines) for box in texts for paragraph in box.paragraphs)

    plain, natural = help_panel(shipped.document())
    said = shipped.with_texts(lambda text: shipped.longer(text, 0.4), "raise", "ceop", "police")
    long, sizes = help_panel(said)
    assert set(natural.values()) == {1.0}
    assert sizes["h2"] < 1 == sizes["help-body"]
    assert lines(long) > lines(plain)
    assert plain.fit.gaps == 0 < long.fit.gaps < 1
    assert not long.overset


# growth


@pytest.mark.parametrize(
    ("layout", "least", "most"),
    [(shipped.FLYER, 64, 74), (shipped.STORY, 126, 131), (shipped.LEAFLET, 55, 62)],
)
def test_short_messages_grow_until_they_fill_the_cover(
    layout: str, least: float, most: float
) -> None:
    """The designer's comps have "Hi :)" and "Ok" at 68 pt on the flyer and at 128.5 pt on the
    poster, and no more than twice the size for which the cover is drawn."""
    said = iter(("Hi :)", "Ok") * 9)
    short = shipped.with_texts(lambda text: shipped.says(next(said), text), "messages")
    made = compose(short, shipped.drawing(layout), shipped.formats(layout)[0], cache=CACHE)
    assert least <= made.steps["chat"] <= most
    assert made.problems == ()
    natural = shipped.english(layout)
    assert natural.steps.get("chat", natural.full["chat"]) == pytest.approx(
        natural.full["chat"], abs=0.6
    )


def set_question(tag: str, layout: str, size: str) -> tuple[float, float]:
    """The size of the question, pt, and the width of its longest line, mm."""
    made = compose(translated.document(tag), shipped.drawing(layout), size, cache=CACHE)
    found = [run for run in translated.all_runs(made) if "question" in run.key]
    boxes = [(run.y, box) for run in found if (box := ink(run))]
    lines = {y for y, _ in boxes}
    ends = [(min(b[0] for y, b in boxes if y == line), max(b[2] for y, b in boxes if y == line))
            for line in lines]  # fmt: skip
    return max(run.size for run in found), max(right - left for left, right in ends)


@pytest.mark.parametrize(
    ("layout", "size", "measure", "drawn"),
    [(shipped.LEAFLET, "a4-roll-fold-dl", 84, 36), (shipped.CARD, "card-85x55", 75.8, 17.9)],
)
def test_a_short_question_grows_to_its_measure(
    layout: str, size: str, measure: float, drawn: float
) -> None:
    """At most 1.6 times what is drawn; the English one is as it was drawn."""
    large, width = set_question("zh-Hans", layout, size)
    assert 0.88 * measure <= width <= measure
    assert 1.4 * drawn < large <= 1.6 * drawn
    assert set_question("en-GB", layout, size)[0] == pytest.approx(drawn, abs=0.05)


def test_a_question_that_gave_way_does_not_grow_back() -> None:
    """The Urdu card has no room for its question to fill the measure."""
    _, width = set_question("ur", shipped.CARD, "card-85x55")
    made = translated.composed("ur", shipped.CARD, "card-85x55")
    assert made.steps["spot"] < made.full["spot"]
    assert width < 65


def test_a_pledge_without_initials_is_larger() -> None:
    """Its letters begin no lines, so it is shorter; the English one stays as it was drawn."""
    layout = shipped.drawing(shipped.BOOKLET)
    polish = compose(translated.document("pl"), layout, "a4-half-fold", cache=CACHE)
    full = polish.full["pledge-plain"]
    assert polish.steps["pledge-plain"] > full * 1.2
    assert "pledge-plain" not in shipped.english(shipped.BOOKLET).steps


def test_a_panel_a_quarter_of_which_is_empty_is_reported_with_its_share() -> None:
    cut = shipped.with_texts(
        lambda text: shipped.says(" ".join(text.plain.split()[:2]), text), "how", "survey", "threat"
    )
    made = compose(cut, shipped.drawing(shipped.LEAFLET), "a4-roll-fold-dl", cache=CACHE)
    (problem,) = [one for one in made.problems if one.rule == "hollow"]
    share = int(problem.message.split("%")[0])
    assert share > 25
    assert '"grooming" of leaflet-dl-6pp stands empty in one place' in problem.message


def test_the_panel_of_the_docs_has_the_sizes_lines_and_gaps_that_they_say() -> None:
    """docs/layouts.md shows the A5 leaflet's first panel in English and in Polish."""

    def panel(language: str) -> tuple[float, float, float, int, float]:
        content = Content(Shelf.at(shipped.ROOT), CACHE)
        document = content.document(shipped.CAMPAIGN, language, shipped.AREA)[0]
        drawing, cache = shipped.drawing(shipped.BOOKLET), Cache()
        geometry = GeometryInputs(drawing, "a4-half-fold", LanguageSettings.of(document))
        place = cache.get(geometry)
        composer = PieceComposer(document, place, cache)
        steps = composer.fit.steps()
        styles = cache.get(StylesInputs(place, steps))
        number = next(n for n, one in enumerate(place.frames) if one.row.name == "grooming")
        frame = composer.frames.measured(steps)[number]
        texts = [one.box for one in frame.stack.boxes if isinstance(one.box, TextBox)]
        lines = sum(len(paragraph.lines) for box in texts for paragraph in box.paragraphs)
        h1, lead, body = (styles[name].size for name in ("h1", "lead", "body"))
        return h1, lead, round(body, 1), lines, round(frame.fit.gaps, 2)

    assert panel("en-GB") == (30, 16.5, 14.5, 20, 0)
    assert panel("pl") == (27, 15.25, 13.4, 24, 0.73)
