"""Whatever the words, a piece that is set loses none of them and lays nothing over another."""

from collections import Counter
from collections.abc import Mapping

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from generator.cache import Cache
from generator.content.document import Document
from generator.content.text import Text
from generator.page import Group
from generator.problems import Refused
from generator.typeset.compose import Composed, PieceComposer, compose
from generator.typeset.geometry import GeometryInputs, LanguageSettings
from tests.soak.trials import IS_WHOLE
from tests.typeset import shipped
from tests.values import replace

# Blocks whose words vary, and by which share: short words and long ones.
BLOCKS = {
    shipped.LEAFLET: (
        *("messages", "question", "how", "survey", "actions"),
        *("raise", "police", "threat", "pledge"),
    ),
    shipped.FLYER: ("messages", "question", "actions", "raise", "ceop"),
    shipped.STORY: ("messages", "question", "exploitation", "ceop"),
}


def pieces(most: float) -> st.SearchStrategy[tuple[str, dict[str, float]]]:
    """A layout, and by which share some of its blocks are longer, or shorter."""
    return st.sampled_from(sorted(BLOCKS)).flatmap(
        lambda layout: st.tuples(
            st.just(layout),
            st.dictionaries(
                st.sampled_from(BLOCKS[layout]), st.floats(-0.9, most), min_size=1, max_size=5
            ),
        )
    )


Piece = tuple[str, dict[str, float]]
often = settings(
    max_examples=150 if IS_WHOLE else 8,
    deadline=None,
    derandomize=not IS_WHOLE,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow],
)


def varied(shares: Mapping[str, float]) -> Document:
    """The document with the words of each block longer, or with some of them left out."""

    def of(text: Text, share: float) -> Text:
        if share >= 0 or len(text.runs) > 1:
            return shipped.longer(text, abs(share))
        words = text.plain.split()
        return shipped.says(" ".join(words[: max(1, round(len(words) * (1 + share)))]), text)

    document = shipped.document()
    blocks = dict(document.blocks)
    for name, share in shares.items():
        changed = shipped.with_texts(lambda text, share=share: of(text, share), name)
        blocks[name] = changed.blocks[name]
    return replace(document, blocks=blocks)


def made(layout: str, document: Document, cache: Cache) -> Composed | None:
    """A piece, or None if its words are too long even at the floors."""
    try:
        drawing, (size, *_) = shipped.drawing(layout), shipped.formats(layout)
        return compose(document, drawing, size, cache=cache)
    except Refused as refused:
        if {problem.rule for problem in refused.problems} - {"overset"}:
            raise
        return None


def marks(composed: Composed) -> list[bytes]:
    pages = composed.artwork.pages
    return [mark.digest for page in pages for mark in page.marks if isinstance(mark, Group)]


def words(text: str) -> Counter[str]:
    return Counter("".join(text.split()))


def printed(composed: Composed) -> Counter[str]:
    return words(
        "".join(text for page in composed.artwork.pages for text, _ in shipped.lines(page))
    )


@often
@given(pieces(1.2))
def test_no_word_is_lost(piece: Piece) -> None:
    layout, shares = piece
    document = varied(shares)
    composed = made(layout, document, Cache())
    if composed is None or {"left-out", "short-form"} & {one.rule for one in composed.problems}:
        return
    said = words("".join(t.plain for name in shares for t in document.blocks[name].texts))
    assert not said - printed(composed)


@often
@given(pieces(0.15))
def test_words_a_little_longer_are_always_set(piece: Piece) -> None:
    layout, shares = piece
    assert made(layout, varied(shares), Cache()) is not None


@often
@given(pieces(1.2))
def test_nothing_lies_over_another_or_out_of_its_frame(piece: Piece) -> None:
    """In the stacks of frames; and `made` raises what is said of two things on a page."""
    layout, shares = piece
    document, cache = varied(shares), Cache()
    if made(layout, document, cache) is None:
        return
    drawing, (size, *_) = shipped.drawing(layout), shipped.formats(layout)
    place = cache.get(GeometryInputs(drawing, size, LanguageSettings.of(document)))
    composer = PieceComposer(document, place, cache)
    for frame, where in zip(
        composer.frames.measured(composer.fit.steps()), place.frames, strict=True
    ):
        bottom = 0.0
        for top, box in frame.stack.tops(frame.fit, frame.left_over):
            assert top >= bottom - 0.001
            bottom = top + box.height(frame.fit)
        assert bottom <= where.height + 0.011


@often
@given(pieces(1.2))
def test_sizes_stay_between_the_floor_and_the_most(piece: Piece) -> None:
    layout, shares = piece
    composed = made(layout, varied(shares), Cache())
    if composed is None:
        return
    styles = shipped.drawing(layout).layout.styles
    for name, size in composed.steps.items():
        floor = styles[name].floor
        least = getattr(floor, "size", floor)
        assert least is None or size >= least - 0.001
        assert size <= max(styles[name].most or 0.0, styles[name].size) + 0.001


@often
@given(pieces(1.2), st.sampled_from(["Hi :)", "Ok"]))
def test_what_grew_and_what_shrank_comes_back(piece: Piece, short: str) -> None:
    """A few words, then long ones, then the given ones again: sizes and marks are as drawn."""
    layout, shares = piece
    cache = Cache()
    first = made(layout, shipped.document(), cache)
    grown = made(layout, shipped.with_texts(lambda t: shipped.says(short, t), "messages"), cache)
    made(layout, varied(shares), cache)
    again = made(layout, shipped.document(), cache)
    assert first is not None
    assert grown is not None
    assert again is not None
    full = first.full["chat"]
    assert grown.steps.get("chat", full) > first.steps.get("chat", full)
    assert marks(first) == marks(again) == marks(shipped.english(layout))
    assert first.steps == again.steps
