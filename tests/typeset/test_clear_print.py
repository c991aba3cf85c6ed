"""How many letters of sentences are smaller than 12 pt."""

import pytest

from generator.design.drawing import Drawing
from generator.page import Artwork, Group, Page
from generator.typeset.clear_print import LetterCount, SentenceLettersInputs, clear_print
from generator.typeset.compose import compose
from generator.typeset.safety import runs
from tests import sample_areas
from tests.checked import CACHE
from tests.declared_inputs import assert_fields_count
from tests.typeset import shipped
from tests.typeset.shipped import LEAFLET
from tests.values import replace


def composed(tag: str = "en-GB") -> Artwork:
    drawing = shipped.drawing(LEAFLET)
    document = sample_areas.document(tag)
    return compose(document, drawing, drawing.layout.formats[0], cache=CACHE).artwork


def resized(artwork: Artwork, key: str, size: float) -> Artwork:
    """The runs of the values whose keys begin so, alone, at a size."""
    found = [run for page in artwork.pages for run in runs(page.marks) if run.key.startswith(key)]
    assert found, key
    marks = tuple(replace(run, size=size) for run in found)
    return Artwork("t", "en-GB", "ltr", (Page("p", 100, 100, marks=(Group(marks),)),))


def counted(artwork: Artwork, tag: str = "en-GB", drawing: Drawing | None = None) -> LetterCount:
    document = sample_areas.document(tag)
    return clear_print(artwork, document, drawing or shipped.drawing(LEAFLET), cache=CACHE)


def test_letters_of_sentences_under_12_pt_are_counted() -> None:
    made = composed()
    small = counted(resized(made, "campaign:blocks.threat", 11.9))
    assert small.letters == small.small > 50
    assert (small.percent, small.smallest) == (100.0, 11.9)
    assert counted(resized(made, "campaign:blocks.threat", 12)).percent == 0.0


@pytest.mark.parametrize("key", ["area:contacts", "area:links"])
def test_places_and_addresses_are_no_sentences(key: str) -> None:
    assert counted(resized(composed(), key, 8)) == LetterCount()


def test_the_imprint_is_no_sentence() -> None:
    (run, *_) = [run for page in composed().pages for run in runs(page.marks) if run.key]
    for key, said in (
        ("campaign:blocks.imprint.sentences.0", False),
        ("pl:blocks.imprint.texts.0", False),
        ("campaign:blocks.threat.paragraphs.0", True),
        ("area:own.sentence", True),
        ("area:translations.pl.own.sentence", True),
        ("area:own.name", False),
        ("campaign:blocks.pledge-link.address", False),
        ("", False),
    ):
        changed = Group((replace(run, key=key, size=8),))
        assert bool(SentenceLettersInputs(changed, "Public Sans", 1.0).make(CACHE).small) is said, (
            key
        )


def test_letters_of_another_script_count_by_how_large_they_look() -> None:
    """Bengali is set 1.05 times as large, to look as large as Latin."""
    made = composed("bn")
    just = counted(resized(made, "bn:blocks.threat", 12 * 1.05), "bn")
    assert just.percent < 1  # the Latin words in it are 12.6 pt
    assert counted(resized(made, "bn:blocks.threat", 12.5), "bn").percent > 90


def test_a_share_is_never_0_if_any_letter_is_small() -> None:
    assert LetterCount(100_000, 1, 10.0).percent == 0.1
    assert (LetterCount(10, 1, 11.0) + LetterCount(30, 0, 12.0)) == LetterCount(40, 1, 11.0)


def test_what_is_remembered_depends_on_every_field() -> None:
    runs_of = [run for page in composed("bn").pages for run in runs(page.marks)]
    (run,) = [each for each in runs_of if each.key.startswith("bn:blocks.threat")][:1]
    base = SentenceLettersInputs(Group((replace(run, size=12.3),)), "Public Sans", 1.05)
    other = Group((replace(run, size=14),))
    assert_fields_count(base, group=other, latin=run.font.family, factor=1.0)


# Of letters of sentences under 12 pt on the folded leaflet, percent, with up to four contacts: the
# most in languages whose words are too long for its panels. The others have none.
TAGS = sorted(path.stem for path in shipped.ROOT.glob(f"content/{shipped.CAMPAIGN}/*.yaml"))
SMALL = {"ckb": 59.0, "ta": 71.5, "ur": 37.6}


@pytest.mark.parametrize("tag", TAGS)
def test_the_folded_leaflet_is_in_clear_print(tag: str) -> None:
    """Four contacts leave the least room."""
    drawing = shipped.drawing(LEAFLET)
    document = sample_areas.document(tag, 4)
    made = compose(document, drawing, drawing.layout.formats[0], cache=CACHE)
    found = clear_print(made.artwork, document, drawing, cache=CACHE)
    assert found.percent <= SMALL.get(tag, 0.0)
