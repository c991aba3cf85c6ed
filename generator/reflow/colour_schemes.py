"""The light and dark colours of a web page, taken from a layout and its theme.

Each ground and each voice becomes a `Surface` with legible colours (WCAG 2.2): 4.5:1 for words, 3:1
for large type. The layout's own colour is used if it has that contrast, else the theme's black or
white. In the dark scheme the theme's darkest colour replaces light grounds, and headings take the
light ground's colour.
"""

import colorsys
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from generator.colour import Rgb, contrast, luminance
from generator.design import items as rows
from generator.design.drawing import Drawing
from .reading_order import ReadingOrder, spoken_in

WORDS: Final = 4.5
LARGE: Final = 3.0  # from 24 px, or 18.7 px in bold
APART: Final = 1.6  # least contrast of a bubble with the ground it stands on
PALE: Final = 0.8  # luminance from which a ground counts as paper
DARK: Final = 0.18  # luminance below which a ground stays as it is in the dark scheme
DEEPER: Final = 0.45  # how far paper is mixed with black in the dark scheme
STEP: Final = 0.05
_PURE: Final = (0, 0, 0), (255, 255, 255)


class Surface(NamedTuple):
    """Colours on one ground, as `#rrggbb`: `ink` for words, `title` for headings, `accent` for
    large type, `mark` for decoration."""

    ground: str
    ink: str
    title: str
    accent: str
    mark: str


class Scheme(NamedTuple):
    """The page's own surface (`paper`), and those of grounds and voices by name."""

    paper: Surface
    grounds: dict[str, Surface]
    voices: dict[str, Surface]


class _LayoutColours:
    """The colours that a layout uses on each ground and in each bubble, by its name."""

    def __init__(self) -> None:
        self.titles: dict[str, Rgb] = {}
        self.accents: dict[str, Rgb] = {}
        self.marks: dict[str, Rgb] = {}


def schemes(drawing: Drawing, reading: ReadingOrder) -> tuple[Scheme, Scheme]:
    """The page's light and dark colour schemes."""
    palette = {name: colour.rgb for name, colour in drawing.palette.items()}
    ends = palette["black"], palette["white"]
    layout, voices = drawing.layout, drawing.theme.voices
    used = _LayoutColours()
    for page in layout.pages:
        for frame in page.frames:
            _note(frame.stack, frame.ground or page.ground or "white", drawing, used)
    for surface, colour in _titles(reading, drawing):
        used.titles.setdefault(surface, colour)
    grounds = {band.ground or "white": palette[band.ground or "white"] for band in reading.bands}
    spoken = {name: palette[voice.fill] for name, voice in voices.items()}
    words = {name: palette[voice.text] for name, voice in voices.items()}
    day = Scheme(
        _surface(palette["white"], ends, "white", used),
        {name: _surface(ground, ends, name, used) for name, ground in grounds.items()},
        {
            name: _surface(fill, (words[name], *ends), _voiced(name), used)
            for name, fill in spoken.items()
        },
    )
    dusk = _darkest([*grounds.values(), *spoken.values(), palette["black"]])
    night = {name: _darkened(ground, dusk) for name, ground in grounds.items()}
    paper = _darkened(palette["white"], dusk)
    beneath = {name: [night[each] for each in found] for name, found in _beneath(reading).items()}
    turned = _dark_titles(used, grounds, night)
    return day, Scheme(
        _surface(paper, ends, "white", turned),
        {name: _surface(ground, ends, name, turned) for name, ground in night.items()},
        {
            name: _surface(
                _apart(fill, beneath.get(name, []), words[name]),
                (words[name], *ends),
                _voiced(name),
                used,
            )
            for name, fill in spoken.items()
        },
    )


def _surface(ground: Rgb, inks: tuple[Rgb, ...], name: str, used: _LayoutColours) -> Surface:
    """A ground with the first ink that has a contrast of 7:1 on it, else the ink of the highest
    contrast. If no ink of the theme reaches 4.5:1, it is pure black or white."""
    best = max(inks, key=lambda each: contrast(each, ground))
    if contrast(best, ground) < WORDS:
        best = max(_PURE, key=lambda each: contrast(each, ground))
    ink = next((each for each in inks if contrast(each, ground) >= 7), best)

    def taken(colour: Rgb | None, least: float) -> Rgb:
        return colour if colour is not None and contrast(colour, ground) >= least else ink

    title = taken(used.titles.get(name), WORDS)
    accent = taken(used.accents.get(name), LARGE)
    mark = used.marks.get(name, accent)
    return Surface(*map(_css, (ground, ink, title, accent, mark)))


def _voiced(name: str) -> str:
    return f"voice {name}"


def _note(stack: Iterable[rows.Item], surface: str, drawing: Drawing, used: _LayoutColours) -> None:
    """Record the first colour that the layout uses for large type and for marks on each surface."""
    for item in stack:
        if style := _large(item):
            colour = drawing.palette[drawing.layout.styles[style].colour].rgb
            used.accents.setdefault(surface, colour)
        match item:
            case rows.FieldItem():
                used.marks.setdefault(surface, drawing.palette[item.colour].rgb)
            case rows.BubbleItem():
                _note(item.stack, _voiced(item.voice), drawing, used)
            case rows.BandItem():
                _note(item.stack, item.ground, drawing, used)
            case rows.ColumnsItem():
                for column in item.columns:
                    _note(column.stack, surface, drawing, used)
            case _:
                pass


def _large(item: rows.Item) -> str:
    """The style of the words that an item sets large."""
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
    """The surfaces of headings, each with the colour of the heading."""
    for band in reading.bands:
        for group in band.groups:
            for passage in group.passages:
                if passage.rank and isinstance(passage.item, rows.TextItem):
                    style = drawing.layout.styles[passage.item.style]
                    surface = _voiced(passage.voice) if passage.voice else band.ground or "white"
                    yield surface, drawing.palette[style.colour].rgb


def _beneath(reading: ReadingOrder) -> dict[str, set[str]]:
    """The grounds under each voice's bubbles."""
    found: dict[str, set[str]] = {}
    for band in reading.bands:
        for group in band.groups:
            for passage in group.passages:
                for voice in spoken_in(passage):
                    found.setdefault(voice, set()).add(band.ground or "white")
    return found


def _dark_titles(
    used: _LayoutColours, day: dict[str, Rgb], night: dict[str, Rgb]
) -> _LayoutColours:
    """The colours for the dark scheme: headings on a changed ground take the light ground's
    colour."""
    turned = _LayoutColours()
    turned.accents, turned.marks, turned.titles = used.accents, used.marks, dict(used.titles)
    turned.titles |= {name: ground for name, ground in day.items() if night[name] != ground}
    return turned


def _darkest(colours: Iterable[Rgb]) -> Rgb:
    """The darkest colour with some saturation, else the darkest of all."""
    dark = sorted((each for each in colours if luminance(each) < DARK), key=luminance)
    return next((each for each in dark if _saturation(each) > 0.25), dark[0])


def _saturation(colour: Rgb) -> float:
    return colorsys.rgb_to_hsv(*(part / 255 for part in colour))[1]


def _darkened(ground: Rgb, dusk: Rgb) -> Rgb:
    if luminance(ground) < DARK:
        return ground
    return _mixed(dusk, (0, 0, 0), DEEPER) if luminance(ground) >= PALE else dusk


def _apart(fill: Rgb, beneath: list[Rgb], words: Rgb) -> Rgb:
    """A bubble's fill, lightened until it differs from every ground beneath, as far as its words
    stay legible."""
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
