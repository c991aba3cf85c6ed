"""A layout in a variant of its theme: everything in the ink of what it stands on."""

from pathlib import Path

import pytest

from generator.design.drawing import Drawing
from generator.design.item_base import closed, natural
from generator.design.items import BandItem
from generator.design.layout_walk import STYLES, all_items, items, named
from generator.design.project_design import Design
from generator.problems import Refused
from generator.source.shelf import Shelf
from tests import sample_projects
from tests.typeset import shipped

THEME = "layouts/themes/cease.yaml"
LEAFLET = "layouts/leaflet-dl-6pp.yaml"
INKS = {"black", "white"}


def mono(layout: str, variant: str = "mono", margin: float = 5) -> Drawing:
    return shipped.design().drawing(layout, variant, margin)[0]


def refused(folder: Path, path: str, old: str, new: str, variant: str = "mono") -> list[str]:
    """What is wrong with the leaflet in a variant after an edit."""
    _, design = shipped.changed(folder / "project", (path, old, new))
    with pytest.raises(Refused) as found:
        design.drawing("leaflet-dl-6pp", variant, 5)
    return [problem.message for problem in found.value.problems]


def in_black_alone(drawing: Drawing) -> None:
    """Fail if any colour that the drawing uses is not black or white."""
    layout, used = drawing.layout, set[str]()
    for page in layout.pages:
        assert {page.ground, *(frame.ground for frame in page.frames)} <= {*INKS, ""}
    if layout.flow:
        assert {layout.flow.ground, layout.flow.folio.colour} <= INKS
        used |= {layout.flow.running, layout.flow.folio.style}
    for item in all_items(layout):
        for key in ("ground", "colour", "rule_colour", "divider_colour", "accent"):
            assert getattr(item, key, None) in {*INKS, "", None}
        used |= {name for _, name in named(item, STYLES)}
    for style in (layout.styles[name] for name in used):
        assert {style.colour, style.strong_colour, style.small_colour} <= {*INKS, None}
    for voice in drawing.theme.voices.values():
        assert {voice.fill, voice.text} == INKS


@pytest.mark.parametrize("variant", ["mono", "mono-saver"])
@pytest.mark.parametrize("layout", shipped.design().layouts())
def test_every_shipped_layout_has_only_black_and_white_in_it(layout: str, variant: str) -> None:
    in_black_alone(mono(layout, variant))


def test_the_colours_a_theme_has_are_left_to_other_editions() -> None:
    mono("leaflet-dl-6pp")
    assert shipped.drawing("leaflet-dl-6pp").layout.styles["body"].colour == "black"
    assert shipped.drawing("leaflet-dl-6pp").layout.styles["flap-text"].colour == "white"
    assert shipped.drawing("leaflet-dl-6pp").theme.voices["help"].fill == "help"


def test_words_white_on_teal_turn_black_and_words_white_on_night_stay() -> None:
    styles = mono("leaflet-dl-6pp").layout.styles
    assert styles["help-body"].colour == "black"
    assert styles["flap-text"].colour == "white"


def test_a_style_on_grounds_of_both_kinds_is_parted_and_still_shrinks_as_one(
    tmp_path: Path,
) -> None:
    flap = "{kind: text, block: story, style: h1-flap}"
    _, design = shipped.changed(
        tmp_path / "project", (LEAFLET, flap, flap.replace("h1-flap", "h2"))
    )
    layout = design.drawing("leaflet-dl-6pp", "mono", 5)[0].layout
    assert layout.styles["h2"].colour == "white"  # the flap comes first
    assert layout.styles["h2 in black"].colour == "black"
    assert layout.styles["h2 in black"].size == layout.styles["h2"].size
    step = next(step for step in layout.fit.shrink if "h2" in step.styles)
    assert "h2 in black" in step.styles


def test_words_that_colour_alone_marked_are_underlined(tmp_path: Path) -> None:
    _, design = shipped.changed(
        tmp_path / "project",
        ("layouts/poster-signs.yaml", "strong: 800, strong_colour", "strong_colour"),
    )
    reported = design.drawing("poster-signs", "mono", 5)[0].layout.styles["stat"]
    assert reported.strong_underline == 0.5
    bold = mono("poster-signs").layout.styles["stat"]
    assert bold.strong == 800
    assert bold.strong_underline == 0


def test_an_outline_is_so_many_lines_of_the_layout() -> None:
    assert mono("leaflet-dl-6pp").theme.voices["child"].outline == pytest.approx(0.7)
    assert mono("poster-story").theme.voices["child"].outline == pytest.approx(1.6)
    assert mono("poster-story").theme.voices["stranger"].outline == 0
    assert mono("poster-story", "mono-saver").theme.voices["stranger"].outline == pytest.approx(3.2)


def test_grounds_that_are_paper_are_not_drawn_and_blocks_keep_their_words_inside() -> None:
    frames = {
        frame.name: frame for page in mono("leaflet-dl-6pp").layout.pages for frame in page.frames
    }
    assert frames["front"].ground == ""
    assert frames["flap"].ground == "black"
    assert frames["what-to-do"].outline is not None
    assert frames["what-to-do"].outline.weight == pytest.approx(0.7)
    margins = frames["flap"].margins
    assert margins is not None
    assert (margins.start, margins.end) == (9, 9)  # 5 to the edge, or to the fold, and 4 inside
    assert (
        frames["front"].margins
        == shipped.drawing("leaflet-dl-6pp").layout.pages[0].frames[2].margins
    )


def test_words_come_nearer_to_the_edge_of_a_band_that_may_close() -> None:
    layout = mono("poster-signs", "mono-saver").settings["a4"].layout
    wide, close = (item for item in all_items(layout) if isinstance(item, BandItem))
    assert wide.only is not None
    assert wide.only.tight is False
    # 10.6 to the edge of the sheet, an outline of two lines of 1.1, and the padding
    assert wide.side == pytest.approx(2.2 + 6.8)
    assert natural(wide.head) == closed(wide.head) == pytest.approx(10.6 + 2.2 + 6.8 - 9.2)
    assert close.side == pytest.approx(2.2 + 3.8)
    assert natural(close.head) == natural(wide.head)
    assert closed(close.head) == pytest.approx(10.6 + 2.2 + 3.8 - 9.2)


def test_a_band_keeps_the_room_over_its_words(tmp_path: Path) -> None:
    line = "            padding: 10.25\n"
    edit = ("layouts/poster-signs.yaml", line, f"{line}            head: 30\n")
    _, design = shipped.changed(tmp_path / "project", edit)
    drawing, _ = design.drawing("poster-signs", "mono", 5)
    (band,) = (item for item in all_items(drawing.layout) if isinstance(item, BandItem))
    assert natural(band.head) == 30


def test_codes_stand_bare_on_paper_and_keep_their_card_on_black() -> None:
    codes = {
        item.block: item
        for page in mono("leaflet-dl-6pp").layout.pages
        for frame in page.frames
        for item in items(frame.stack)
        if item.kind == "code"  # type: ignore[attr-defined]
    }
    assert codes["pledge-link"].bare is True  # type: ignore[attr-defined]
    assert codes["story-link"].bare is False  # type: ignore[attr-defined]


def test_an_edition_of_a_variant_the_theme_has_not_is_refused(tmp_path: Path) -> None:
    assert refused(tmp_path, THEME, "  mono-saver:", "  mono-sparing:", "mono-saver") == [
        'the theme "cease" has no variant "mono-saver"'
    ]


WRONG = {
    "colour": ("grounds:\n      stranger: {fill: black", "grounds:\n      strangr: {fill: black",
               'no colour is called "strangr"'),
    "fill": ("ground: {fill: white", "ground: {fill: whit", 'no colour is called "whit"'),
    "ink": ("voices:\n      stranger: {fill: black, ink: white}",
            "voices:\n      stranger: {fill: black, ink: wite}", 'no colour is called "wite"'),
    "voice": ("voices:\n      stranger: {fill: black", "voices:\n      strangr: {fill: black",
              'no voice is called "strangr"'),
    "like": ("like: mono", "like: momo", 'no variant is called "momo"'),
    "circle": ("    title: Black alone\n", "    title: Black alone\n    like: mono-saver\n",
               "these variants are each like the other"),
    "ground": ("      help: {fill: white, ink: black, lines: 1}\n      paper", "      paper",
               'the variant "mono" does not say what becomes of the colour "help"'),
    "silent voice": ("      child: {fill: white, ink: black, lines: 1}\n", "",
                     'the variant "mono" does not say what becomes of the voice "child"'),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG)
def test_a_name_that_nothing_answers_to_in_a_variant_is_an_error(tmp_path: Path, case: str) -> None:
    old, new, message = WRONG[case]
    assert message in refused(tmp_path, THEME, old, new)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("  mono:\n    fold", "  momo:\n    fold", 'no variant is called "momo"'),
        ("initial: {underline", "initals: {underline", 'no style is called "initals"'),
        (
            "    fold: 5\n",
            "    fold: 5\n    bubbles: {actoin: 1}\n",
            'no bubble is called "actoin"',
        ),
    ],
)
def test_a_name_that_nothing_answers_to_in_a_layouts_measures_is_an_error(
    tmp_path: Path, old: str, new: str, message: str
) -> None:
    assert message in refused(tmp_path, LEAFLET, old, new)


def test_an_edition_with_bleed_has_no_margin(tmp_path: Path) -> None:
    folder = sample_projects.make(tmp_path / "project")
    file = folder / "layouts/editions.yaml"
    keys = ("title: Both", "colours: srgb", "bleed: true", "margin: 5", "profile: office")
    row = "".join(f"    {key}\n" for key in keys)
    text = file.read_text(encoding="utf-8").rstrip("\n")
    file.write_text(f"{text}\n  both:\n{row}", encoding="utf-8")
    with pytest.raises(Refused, match="an edition that keeps its bleed has no margin"):
        Design(Shelf.at(folder)).editions()
