"""Glyphs and their places are those that HarfBuzz's own program gives."""

import json
import subprocess
from functools import lru_cache

import pytest

from generator.fonts import FontFile
from generator.page import GlyphRun
from generator.typeset.safety import runs
from generator.typeset.shape import shape
from tests.outside_programs import needs
from tests.typeset import shipped, squares

OPTIONS = (
    "--output-format=json",
    "--no-glyph-names",
    "--cluster-level=1",
    "--remove-default-ignorables",
    "--script=Latn",
    "--language=en-gb",
    "--direction=ltr",
)


def hb_shape(
    texts: list[str], font: FontFile, ligatures: bool = True
) -> list[list[tuple[int, int]]]:
    """(glyph, advance) of every glyph of each text, as `hb-shape` sets it."""
    needs("hb-shape")
    features = () if ligatures else ("--features=-liga,-clig",)
    result = subprocess.run(
        ["hb-shape", *OPTIONS, *features, "--text-file=-", font.path],
        input="".join(text + "\n" for text in texts),
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    found = [json.loads(line) for line in result.stdout.splitlines()]
    assert len(found) == len(texts)
    return [[(glyph["g"], glyph["ax"]) for glyph in line] for line in found]


@lru_cache(maxsize=1)
def all_words() -> list[str]:
    """Every text of the campaign, and every number and address."""
    blocks = shipped.document().blocks.values()
    texts = [text.plain for block in blocks for text in (*block.texts, *block.short)]
    texts += [block.address for block in blocks if block.address]
    for block in blocks:
        for contact in block.contacts:
            texts += [contact.place.plain, contact.number.plain]
    return list(dict.fromkeys(texts))


@pytest.mark.parametrize("weight", [400, 500, 600, 700, 800])
def test_every_text_is_shaped_as_harfbuzz_shapes_it(weight: int) -> None:
    font = shipped.drawing(shipped.LEAFLET).weights[weight]
    for ligatures in (True, False):
        reference = hb_shape(all_words(), font, ligatures)
        for text, expected in zip(all_words(), reference, strict=True):
            shaped = shape(text, font, "en-GB", "Latn", ligatures=ligatures)
            glyphs = [glyph for cluster in shaped.clusters for glyph, _, _ in cluster.glyphs]
            assert glyphs == [glyph for glyph, _ in expected], text
            advances = [cluster.advance for cluster in shaped.clusters]
            assert advances == [advance for _, advance in expected], text
            assert "".join(cluster.text for cluster in shaped.clusters) == text


@pytest.mark.parametrize("layout", [shipped.LEAFLET, shipped.FLYER, shipped.SIGNS, shipped.STORY])
def test_every_line_is_kerned_as_harfbuzz_kerns_it(layout: str) -> None:
    """A line cut from a shaped paragraph is set as that line alone would be."""
    by_font: dict[FontFile, list[GlyphRun]] = {}
    for page in shipped.english(layout).artwork.pages:
        for run in runs(page.marks):
            by_font.setdefault(run.font, []).append(run)
    kerned = 0
    for font, found in by_font.items():
        for run, expected in zip(found, hb_shape([run.text for run in found], font), strict=True):
            assert [c.glyphs[0][0] for c in run.clusters] == [glyph for glyph, _ in expected]
            # tracking widens every letter of a run alike
            pairs = zip(run.clusters, expected, strict=True)
            extra = {round(cluster.advance - advance, 6) for cluster, (_, advance) in pairs}
            assert len(extra) == 1, run.text
            kerned += sum(
                shape(text, font, "en-GB", "Latn").clusters[0].advance != advance
                for text, (_, advance) in zip(run.text, expected, strict=True)
            )
    assert kerned > 20, "no pair of letters is kerned"


def test_letters_that_join_and_letters_kept_apart() -> None:
    font = squares.font()
    joined = shape("fifi", font, "en-GB", "Latn")
    assert [cluster.text for cluster in joined.clusters] == ["fi", "fi"]
    assert [cluster.advance for cluster in joined.clusters] == [1000, 1000]
    apart = shape("fifi", font, "en-GB", "Latn", ligatures=False)
    assert [cluster.text for cluster in apart.clusters] == ["f", "i", "f", "i"]
    assert [cluster.advance for cluster in apart.clusters] == [1000, 500, 1000, 500]


def test_a_letter_with_its_mark_is_one_cluster() -> None:
    shaped = shape("be\u0301d", squares.font(), "en-GB", "Latn")
    assert [cluster.text for cluster in shaped.clusters] == ["b", "e\u0301", "d"]
    assert len(shaped.clusters[1].glyphs) == 2
    assert shaped.starts == (0, 1, 3)


def test_missing_letters_are_named() -> None:
    assert shape("a£b€", squares.font(), "en-GB", "Latn").missing == ("£", "€")
    assert shape("a\u00a0b", squares.font(), "en-GB", "Latn").missing == ()


def test_a_line_may_be_cut_where_nothing_is_kerned_across() -> None:
    shaped = shape("AV AV", squares.font(), "en-GB", "Latn")
    assert shaped.safe == {3}
    assert [cluster.advance for cluster in shaped.clusters] == [500, 1000, 500, 500, 1000]
