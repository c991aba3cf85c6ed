"""The colours of a page on a screen, by day and by night, taken from a layout and its theme.

Each ground and each voice becomes a `Surface` with colours that can be read on it (WCAG 2.2): 4.5
to 1 for words, 3 to 1 for what is set large. The layout's own colour is taken where it does, or
else the theme's black or white. By night light grounds give way to the theme's darkest colour,
and lend theirs to the headings.
"""

from __future__ import annotations

import colorsys
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from generator.colour import Rgb, contrast, luminance
from generator.design import layout as rows
from generator.design.drawing import Drawing
from generator.reflow.reading_order import ReadingOrder, spoken_in

WORDS: Final = 4.5
LARGE: Final = 3.0  # from 24 px, or 18.7 px in bold
APART: Final = 1.6  # a bubble from the ground it stands on
PALE: Final = 0.8  # luminance from which a ground is paper
DARK: Final = 0.18  # and below which it is dark already
DEEPER: Final = 0.45  # how far towards black paper goes by night
STEP: Final = 0.05
_PURE: Final = (0, 0, 0), (255, 255, 255)


class Surface(NamedTuple):
    """Colours on one ground, as `#rrggbb`: words, headings, what is set large, and marks that
    decorate."""

    ground: str
    ink: str
    title: str
    accent: str
    mark: str


class Scheme(NamedTuple):
    """Surfaces by the palette's name of a ground, and by the theme's name of a voice. `paper` is
    the page's own."""

    paper: Surface
    grounds: dict[str, Surface]
    voices: dict[str, Surface]


class _LayoutColours:
    """Which colours the layout has on a ground or in a bubble, by its name."""

    def __init__(self) -> None:
        self.titles: dict[str, Rgb] = {}
        self.accents: dict[str, Rgb] = {}
        self.marks: dict[str, Rgb] = {}


def schemes(drawing: Drawing, reading: ReadingOrder) -> tuple[Scheme, Scheme]:
    """The page's colours by day and by night."""
    palette = {name: colour.rgb for name, colour in drawing.palette.items()}
    ends = palette["black"], palette["white"]
    layout, voices = drawing.layout, drawing.theme.voices
    wishes = _LayoutColours()
    for page in layout.pages:
        for frame in page.frames:
            _wish(frame.stack, frame.ground or page.ground or "white", drawing, wishes)
    for surface, colour in _titles(reading, drawing):
        wishes.titles.setdefault(surface, colour)
    grounds = {band.ground or "white": palette[band.ground or "white"] for band in reading.bands}
    spoken = {name: palette[voice.fill] for name, voice in voices.items()}
    words = {name: palette[voice.text] for name, voice in voices.items()}
    day = Scheme(
        _surface(palette["white"], ends, "white", wishes),
        {name: _surface(ground, ends, name, wishes) for name, ground in grounds.items()},
        {
            name: _surface(fill, (words[name], *ends), _voiced(name), wishes)
            for name, fill in spoken.items()
        },
    )
    dusk = _darkest([*grounds.values(), *spoken.values(), palette["black"]])
    night = {name: _at_night(ground, dusk) for name, ground in grounds.items()}
    paper = _at_night(palette["white"], dusk)
    beneath = {name: [night[each] for each in found] for name, found in _beneath(reading).items()}
    turned = _turned(wishes, grounds, night)
    return day, Scheme(
        _surface(paper, ends, "white", turned),
        {name: _surface(ground, ends, name, turned) for name, ground in night.items()},
        {
            name: _surface(
                _apart(fill, beneath.get(name, []), words[name]),
                (words[name], *ends),
                _voiced(name),
                wishes,
            )
            for name, fill in spoken.items()
        },
    )


def _surface(ground: Rgb, inks: tuple[Rgb, ...], name: str, wishes: _LayoutColours) -> Surface:
    """A ground with the first of the inks that is read well on it (7 to 1), or the one that is read
    best; on a middling ground, where no ink of the theme will do, pure black or white."""
    best = max(inks, key=lambda each: contrast(each, ground))
    if contrast(best, ground) < WORDS:
        best = max(_PURE, key=lambda each: contrast(each, ground))
    ink = next((each for each in inks if contrast(each, ground) >= 7), best)

    def taken(wish: Rgb | None, least: float) -> Rgb:
        return wish if wish is not None and contrast(wish, ground) >= least else ink

    title = taken(wishes.titles.get(name), WORDS)
    accent = taken(wishes.accents.get(name), LARGE)
    mark = wishes.marks.get(name, accent)
    return Surface(*map(_css, (ground, ink, title, accent, mark)))


def _voiced(name: str) -> str:
    return f"voice {name}"


def _wish(
    stack: Iterable[rows.Item], surface: str, drawing: Drawing, wishes: _LayoutColours
) -> None:
    """Note the first colour that the layout gives to what is set large and to marks on each
    surface."""
    for item in stack:
        if style := _large(item):
            colour = drawing.palette[drawing.layout.styles[style].colour].rgb
            wishes.accents.setdefault(surface, colour)
        match item:
            case rows.FieldItem():
                wishes.marks.setdefault(surface, drawing.palette[item.colour].rgb)
            case rows.BubbleItem():
                _wish(item.stack, _voiced(item.voice), drawing, wishes)
            case rows.BandItem():
                _wish(item.stack, item.ground, drawing, wishes)
            case rows.ColumnsItem():
                for column in item.columns:
                    _wish(column.stack, surface, drawing, wishes)
            case _:
                pass


def _large(item: rows.Item) -> str:
    """The style of what an item sets large."""
    match item:
        case rows.StatisticItem():
            return item.figure
        case rows.AcrosticItem():
            return item.initial
        case rows.TextItem(part="strong"):
            return item.style
        case _:
            return ""


def _titles(reading: ReadingOrder, drawing: Drawing) -> Iterator[tuple[str, Rgb]]:
    """The surfaces that headings stand on, each with the colour of the heading."""
    for band in reading.bands:
        for group in band.groups:
            for passage in group.passages:
                if passage.rank and isinstance(passage.item, rows.TextItem):
                    style = drawing.layout.styles[passage.item.style]
                    surface = _voiced(passage.voice) if passage.voice else band.ground or "white"
                    yield surface, drawing.palette[style.colour].rgb


def _beneath(reading: ReadingOrder) -> dict[str, set[str]]:
    """The grounds that each voice's bubbles stand on."""
    found: dict[str, set[str]] = {}
    for band in reading.bands:
        for group in band.groups:
            for passage in group.passages:
                for voice in spoken_in(passage):
                    found.setdefault(voice, set()).add(band.ground or "white")
    return found


def _turned(wishes: _LayoutColours, day: dict[str, Rgb], night: dict[str, Rgb]) -> _LayoutColours:
    """By night a ground that has changed is the colour of its own headings."""
    turned = _LayoutColours()
    turned.accents, turned.marks, turned.titles = wishes.accents, wishes.marks, dict(wishes.titles)
    turned.titles |= {name: ground for name, ground in day.items() if night[name] != ground}
    return turned


def _darkest(colours: Iterable[Rgb]) -> Rgb:
    """The darkest that is a colour and not black, if there is one that is dark."""
    dark = sorted((each for each in colours if luminance(each) < DARK), key=luminance)
    return next((each for each in dark if _saturation(each) > 0.25), dark[0])


def _saturation(colour: Rgb) -> float:
    return colorsys.rgb_to_hsv(*(part / 255 for part in colour))[1]


def _at_night(ground: Rgb, dusk: Rgb) -> Rgb:
    if luminance(ground) < DARK:
        return ground
    return _mixed(dusk, (0, 0, 0), DEEPER) if luminance(ground) >= PALE else dusk


def _apart(fill: Rgb, beneath: list[Rgb], words: Rgb) -> Rgb:
    """A bubble's fill, lighter by as much as it takes to stand apart from every ground beneath
    while its words can still be read."""
    share, found = 0.0, fill
    while any(contrast(found, ground) < APART for ground in beneath):
        share += STEP
        lighter = _mixed(fill, (255, 255, 255), share)
        if share >= 1 or contrast(lighter, words) < WORDS:
            break
        found = lighter
    return found


def _mixed(colour: Rgb, other: Rgb, share: float) -> Rgb:
    red, green, blue = (
        round(part + (end - part) * share) for part, end in zip(colour, other, strict=True)
    )
    return red, green, blue


def _css(colour: Rgb) -> str:
    return "#{:02x}{:02x}{:02x}".format(*colour)
