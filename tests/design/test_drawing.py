"""A layout names formats, panels, styles, colours, voices and fonts: each must exist."""

from pathlib import Path

import pytest

from generator.design.formats import Format, Side
from generator.design.layout import Layout, Shrink, Style
from generator.design.layout_walk import all_items, blocks, styles
from generator.problems import Refused
from tests.typeset import shipped

FLYER = "layouts/flyer-a5.yaml"
LEAFLET = "layouts/leaflet-dl-6pp.yaml"
BOOKLET = "layouts/leaflet-a5-4pp.yaml"
SIGNS = "layouts/poster-signs.yaml"
LARGE = "layouts/large-print.yaml"
STORY = "layouts/poster-story.yaml"
THEME = "layouts/themes/cease.yaml"
# What follows the first padding of rows of contacts on the folded leaflet.
PAD = "            pad_bottom: {natural: 2.3, min: 0.9}\n"


def refused(folder: Path, path: str, old: str, new: str) -> list[str]:
    """What is wrong with a shipped layout (or the leaflet, for a theme) after an edit."""
    _, design = shipped.changed(folder / "project", (path, old, new))
    name = "leaflet-dl-6pp" if path == THEME else Path(path).stem
    with pytest.raises(Refused) as found:
        design.drawing(name)
    return [str(problem) for problem in found.value.problems]


WRONG = {
    "format": (FLYER, "formats: [a5]", "formats: [a5, a55]", 'no format is called "a55"'),
    "default": (SIGNS, "default: [a3, a4]", "default: [a3, a5]", '"a5" is none of the layout'),
    "side": (LEAFLET, "side: inside", "side: inner", 'no side is called "inner"'),
    "panel": (LEAFLET, "panel: middle", "panel: centre", 'no panel is called "centre"'),
    "page-ground": (FLYER, "ground: paper", "ground: papers", 'no colour is called "papers"'),
    "frame-ground": (LEAFLET, "ground: help", "ground: tael", 'no colour is called "tael"'),
    "style-colour": (
        FLYER,
        "colour: black, floor: 10.5, wrap: balance}\n  caption-logos",
        "colour: blak, floor: 10.5, wrap: balance}\n  caption-logos",
        'no colour is called "blak"',
    ),
    "strong-colour": (
        SIGNS,
        "strong_colour: ground",
        "strong_colour: peach",
        'no colour is called "peach"',
    ),
    "small-colour": (
        FLYER,
        "small_colour: black, floor: 13, wrap: balance}\n  chat",
        "small_colour: ink, floor: 13, wrap: balance}\n  chat",
        'no colour is called "ink"',
    ),
    "weight": (
        STORY,
        "leading: 60.4, weight: 800",
        "leading: 60.4, weight: 900",
        "Public Sans has no weight 900",
    ),
    "strong-weight": (
        STORY,
        "strong: 700, floor: 17.5",
        "strong: 750, floor: 17.5",
        "Public Sans has no weight 750",
    ),
    "fit": (STORY, "{styles: [cse], by", "{styles: [csee], by", 'no style is called "csee"'),
    "text-style": (FLYER, "style: cse,", "style: cs,", 'no style is called "cs"'),
    "caption": (
        LEAFLET,
        "caption: caption-flap",
        "caption: captain",
        'no style is called "captain"',
    ),
    "address": (LEAFLET, "address: url-flap", "address: url", 'no style is called "url"'),
    "initial": (
        LEAFLET,
        "style: pledge, initial: initial",
        "style: pledge, initial: first",
        'no style is called "first"',
    ),
    "figure": (LEAFLET, "figure: figure", "figure: digits", 'no style is called "digits"'),
    "narrow": (LEAFLET, "narrow: figure-words", "narrow: thin", 'no style is called "thin"'),
    "number": (
        LEAFLET,
        "number: number-one\n",
        "number: numeral\n",
        'no style is called "numeral"',
    ),
    "rule": (
        FLYER,
        "weight: 0.5, colour: black",
        "weight: 0.5, colour: balck",
        'no colour is called "balck"',
    ),
    "field": (
        LEAFLET,
        "colour: ground\n            accent",
        "colour: orange\n            accent",
        'no colour is called "orange"',
    ),
    "small-marks": (
        BOOKLET,
        "height: 33\n                min: 33\n                colour: ground\n"
        "                accent: white\n                small_colour: white",
        "height: 33\n                min: 33\n                colour: ground\n"
        "                accent: white\n                small_colour: chalk",
        'no colour is called "chalk"',
    ),
    "accent": (LEAFLET, "accent: white", "accent: chalk", 'no colour is called "chalk"'),
    "bullet": (
        BOOKLET,
        "style: list\n                    bullet: help",
        "style: list\n                    bullet: hlep",
        'no voice is called "hlep"',
    ),
    "speaker": (FLYER, "adult: stranger", "adult: strange", 'no voice is called "strange"'),
    "messages-shape": (FLYER, "shape: chat", "shape: chatt", 'no bubble is called "chatt"'),
    "bubbles-shape": (LEAFLET, "shape: action", "shape: acton", 'no bubble is called "acton"'),
    "bubble-shape": (
        FLYER,
        "shape: help-flyer-many",
        "shape: flyer",
        'no bubble is called "flyer"',
    ),
    "bubble-voice": (
        LEAFLET,
        "voice: help\n            stack:\n              - {kind: acrostic",
        "voice: hep\n            stack:\n              - {kind: acrostic",
        'no voice is called "hep"',
    ),
    "contacts-rule": (
        LEAFLET,
        "rule_colour: white\n            pad_top: 1.65\n" + PAD,
        "rule_colour: wite\n            pad_top: 1.65\n" + PAD,
        'no colour is called "wite"',
    ),
    "divider": (
        BOOKLET,
        "divider_colour: white",
        "divider_colour: wite",
        'no colour is called "wite"',
    ),
    "flow-ground": (LARGE, "  ground: paper", "  ground: papper", 'no colour is called "papper"'),
    "flow-running": (LARGE, "running: running", "running: run", 'no style is called "run"'),
    "folio-style": (LARGE, "style: folio,", "style: number-1,", 'no style is called "number-1"'),
    "folio-colour": (
        LARGE,
        "colour: help, shape",
        "colour: tael, shape",
        'no colour is called "tael"',
    ),
    "folio-shape": (LARGE, "shape: folio,", "shape: foil,", 'no bubble is called "foil"'),
    "flow-kind": (LARGE, "style: title,", "style: titel,", 'no style is called "titel"'),
    "band": (
        SIGNS,
        "ground: stranger\n            padding",
        "ground: murk\n            padding",
        'no colour is called "murk"',
    ),
    "logos": (
        STORY,
        "ground: white\n            padding",
        "ground: wheat\n            padding",
        'no colour is called "wheat"',
    ),
    "theme": (FLYER, "theme: cease", "theme: caese", 'no theme is called "caese"'),
    "family": (
        THEME,
        "family: Public Sans",
        "family: Pubic Sans",
        'no font family is called "Pubic Sans"',
    ),
    "voice-fill": (THEME, "{fill: help,", "{fill: tale,", 'no colour is called "tale"'),
    "voice-text": (THEME, "text: stranger,", "text: nite,", 'no colour is called "nite"'),
    "rule-without-colour": (
        BOOKLET,
        "divider_colour: white",
        "",
        "error[missing-colour]: this rule has no colour",
    ),
    "contacts-rule-without-colour": (
        LEAFLET,
        "rule_colour: white\n            pad_top: 1.65\n" + PAD,
        "pad_top: 1.65\n" + PAD,
        "error[missing-colour]: this rule has no colour",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_name_that_nothing_answers_to(name: str, tmp_path: Path) -> None:
    path, old, new, message = WRONG[name]
    found = refused(tmp_path, path, old, new)
    assert any(message in problem for problem in found), found
    # it says where: file, line and column
    assert all(problem.startswith(f"{path}:") for problem in found if message in problem)


def test_every_unknown_name_is_reported_at_once(tmp_path: Path) -> None:
    edits = [WRONG[name][:3] for name in ("text-style", "bubble-shape", "format")]
    _, design = shipped.changed(tmp_path / "project", *edits)
    with pytest.raises(Refused) as found:
        design.drawing("flyer-a5")
    rules = {problem.rule for problem in found.value.problems}
    assert rules == {"unknown-style", "unknown-bubble", "unknown-format"}
    assert 'did you mean "cse"?' in {problem.hint for problem in found.value.problems}


def test_a_band_stands_in_no_other_item(tmp_path: Path) -> None:
    """It would hide what stands beside it."""
    path = FLYER
    text = (shipped.ROOT / path).read_text(encoding="utf-8")
    bubble = next(line for line in text.splitlines() if line.strip() == "- kind: bubble")
    indent = bubble[: bubble.index("-")]
    band = f"{indent}    - {{kind: band, ground: help, stack: [{{kind: space, height: 1}}]}}"
    head, found, rest = text.partition(f"{bubble}\n")
    stack = rest.index(f"{indent}  stack:\n") + len(f"{indent}  stack:\n")
    new = f"{head}{found}{rest[:stack]}{band}\n{rest[stack:]}"
    (problem,) = refused(tmp_path, path, text, new)
    assert "error[band-inside]" in problem
    assert "in the stack of its frame" in problem


@pytest.mark.parametrize("name", ["black", "white"])
def test_codes_need_black_and_white(name: str, tmp_path: Path) -> None:
    text = (shipped.ROOT / THEME).read_text(encoding="utf-8")
    line = next(line for line in text.splitlines() if line.startswith(f"  {name}: {{cmyk"))
    found = refused(tmp_path, THEME, line, "")
    assert any(f'no colour is called "{name}"' in problem for problem in found)


@pytest.mark.parametrize("layout", sorted(shipped.design().layouts()))
def test_shipped_layouts_are_whole(layout: str) -> None:
    drawing, problems = shipped.design().drawing(layout)
    assert not problems
    assert drawing.first_format.title
    # every style is used by something, or it is dead weight for designers
    used = styles(all_items(drawing.layout))
    if flow := drawing.layout.flow:
        used |= {flow.running, flow.folio.style}
    assert used == set(drawing.layout.styles)


def test_a_colour_keeps_its_inks_and_its_screen_colour() -> None:
    night = shipped.drawing("flyer-a5").palette["stranger"]
    assert (night.cmyk, night.srgb, night.spot) == ((75, 85, 0, 70), "#2F1B42", "")


def test_folds_lie_between_panels() -> None:
    sheet = Format(
        title="three",
        trim=(297, 210),
        sides={"outside": Side(panels={"flap": 97, "back": 100, "front": 100})},
    )
    assert sheet.folds("outside") == (97, 197)
    assert sheet.folds("") == ()


def test_items_inside_items_are_found() -> None:
    layout: Layout = shipped.drawing("flyer-a5").layout
    kinds = [item.kind for item in all_items(layout)]
    assert kinds.count("contacts") == 10
    assert kinds.count("code") == 8
    assert blocks(layout.pages[1].frames[0].stack) >= {"police", "ceop", "social-care", "signs"}


def test_a_rung_without_styles_is_for_pictures() -> None:
    assert Shrink(pictures=True).styles == ()
    assert Shrink(tightest=True, alone=True).alone
    with pytest.raises(ValueError, match="only the row with `tightest` is `alone`"):
        Shrink(tight=True, alone=True)
    with pytest.raises(ValueError, match="greater than 0"):
        Style(size=0, leading=1, colour="black")
