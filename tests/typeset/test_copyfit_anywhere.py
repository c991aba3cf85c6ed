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

# Blocks of the leaflet whose words vary, and by which share: short words and long ones.
BLOCKS = ("messages", "question", "how", "survey", "actions", "raise", "police", "threat", "pledge")
SHARES = st.dictionaries(st.sampled_from(BLOCKS), st.floats(-0.9, 1.2), min_size=1, max_size=5)
FORMAT = "a4-roll-fold-dl"
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


def made(document: Document, cache: Cache) -> Composed | None:
    """The leaflet, or None if its words are too long even at the floors."""
    try:
        return compose(document, shipped.drawing(shipped.LEAFLET), FORMAT, cache=cache)
    except Refused as refused:
        if {problem.rule for problem in refused.problems} - {"overset"}:
            raise
        return None


def marks(composed: Composed) -> list[bytes]:
    pages = composed.artwork.pages
    return [mark.digest for page in pages for mark in page.marks if isinstance(mark, Group)]


def words(text: str) -> Counter[str]:
    return Counter("".join(text.split()))


@often
@given(SHARES)
def test_no_word_is_lost(shares: dict[str, float]) -> None:
    document = varied(shares)
    composed = made(document, Cache())
    if composed is None or composed.problems:
        return
    printed = words(
        "".join(text for page in composed.artwork.pages for text, _ in shipped.lines(page))
    )
    said = words("".join(t.plain for name in shares for t in document.blocks[name].texts))
    assert not said - printed


@often
@given(SHARES)
def test_nothing_lies_over_another_or_out_of_its_frame(shares: dict[str, float]) -> None:
    document, cache = varied(shares), Cache()
    if made(document, cache) is None:
        return
    drawing = shipped.drawing(shipped.LEAFLET)
    place = cache.get(GeometryInputs(drawing, FORMAT, LanguageSettings.of(document)))
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
@given(SHARES)
def test_sizes_stay_between_the_floor_and_the_most(shares: dict[str, float]) -> None:
    composed = made(varied(shares), Cache())
    if composed is None:
        return
    styles = shipped.drawing(shipped.LEAFLET).layout.styles
    for name, size in composed.steps.items():
        floor = styles[name].floor
        least = getattr(floor, "size", floor)
        assert least is None or size >= least - 0.001
        assert size <= max(styles[name].most or 0.0, styles[name].size) + 0.001


@often
@given(SHARES)
def test_what_was_set_before_leaves_no_trace(shares: dict[str, float]) -> None:
    """Longer words, then the given ones again: sizes and marks come back."""
    cache = Cache()
    first = made(shipped.document(), cache)
    made(varied(shares), cache)
    again = made(shipped.document(), cache)
    assert first is not None
    assert again is not None
    assert marks(first) == marks(again) == marks(shipped.english(shipped.LEAFLET))
    assert first.steps == again.steps
