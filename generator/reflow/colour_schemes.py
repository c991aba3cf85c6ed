"""The light and dark colours of a web page, taken from a layout and its theme.

Each ground and each voice becomes a `Surface` with legible colours (WCAG 2.2): 4.5:1 for words, 3:1
for large type. The layout's own colour is used if it has that contrast, else the theme's black or
white. The dark scheme is made of the theme's darkest colour: light grounds become deep shades of
it, and words take the lightest ground's colour. Buttons look alike by day and by night.
"""

import colorsys
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from generator.colour import Rgb, contrast, luminance
from generator.design import items as rows
from generator.design.drawing import Drawing
from .reading_order import ReadingOrder, spoken_in
from .shades import BLACK, WHITE, lab, lightened, mixed

WORDS: Final = 4.5
LARGE: Final = 3.0  # from 24 px, or 18.7 px in bold
APART: Final = 1.6  # least contrast of a bubble or a button with the ground it stands on
PLAIN: Final = 3.2  # contrast with that ground of a bubble that is lightened
PALE: Final = 0.8  # luminance from which a ground counts as paper
DARK: Final = 0.18  # luminance below which a ground stays as it is in the dark scheme
# How much of another colour is in the darkest one by night: in the page, in coloured light grounds,
# in the darkest ground itself, and in lines.
_PAGE: Final = (10, 10, 10), 0.63
_COLOURED: Final = BLACK, 0.235
_DEEPEST: Final = BLACK, 0.67
_LINES: Final = WHITE, 0.29
_GLARE: Final = (205, 205, 205), 0.24  # what takes the glare out of words by night
_STEP: Final = 0.4  # of lightness, in which a bubble is lightened


class Surface(NamedTuple):
    """Colours on one ground, as `#rrggbb`: `ink` for words, `title` for headings, `accent` for
    large type, `mark` for decoration, `line` for rules."""

    ground: str
    ink: str
    title: str
    accent: str
    mark: str
    line: str


class Scheme(NamedTuple):
    """The page's own surface (`paper`), and those of grounds and voices by name. `numbers` are the
    buttons that ring, and `addresses` those that open a page, each by what it stands on: ("ground",
    name) or ("voice", name)."""

    paper: Surface
    grounds: dict[str, Surface]
    voices: dict[str, Surface]
    numbers: Mapping[tuple[str, str], Surface]
    addresses: Mapping[tuple[str, str], Surface]


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
    sheet = palette[page_ground(drawing)]
    dusk = _darkest([*grounds.values(), *spoken.values(), palette["black"]])
    lead = next(iter(grounds.values()), sheet)
    day = Scheme(
        _surface(sheet, ends, page_ground(drawing), used),
        {name: _surface(ground, ends, name, used) for name, ground in grounds.items()},
        {
            name: _surface(fill, (words[name], *ends), _voiced(name), used)
            for name, fill in spoken.items()
        },
        _numbers(grounds, spoken, grounds, ends),
        _addresses(grounds, spoken, lead, (dusk, *ends)),
    )
    night = {name: _darkened(ground, dusk) for name, ground in grounds.items()}
    beneath = {name: [night[each] for each in found] for name, found in _beneath(reading).items()}
    apart = {
        name: _apart(fill, beneath.get(name, []), words[name]) for name, fill in spoken.items()
    }
    by_night = _ByNight(mixed(sheet, *_GLARE), sheet, mixed(dusk, *_LINES), used)
    return day, Scheme(
        by_night.surface(_darkened(sheet, dusk), ends, page_ground(drawing), turned=True),
        {
            name: by_night.surface(ground, ends, name, turned=luminance(grounds[name]) >= DARK)
            for name, ground in night.items()
        },
        {
            name: _surface(fill, (words[name], *ends), _voiced(name), used)
            for name, fill in apart.items()
        },
        _numbers(night, apart, grounds, ends),
        _addresses(night, apart, lead, (dusk, *ends)),
    )


def page_ground(drawing: Drawing) -> str:
    """The name of the page's own ground: the lightest that the layout has beside white, if it is as
    light as paper."""
    named = {frame.ground or page.ground for page in drawing.layout.pages for frame in page.frames}
    light = {
        name: luminance(drawing.palette[name].rgb)
        for name in sorted(named)
        if name and drawing.palette[name].rgb != WHITE
    }
    best = max(light, key=lambda name: light[name], default="")
    return best if best and light[best] >= PALE else "white"


class _ByNight(NamedTuple):
    """What is on a ground that is light by day: the colours of words, of headings and of lines."""

    words: Rgb
    titles: Rgb
    lines: Rgb
    used: _LayoutColours

    def surface(self, ground: Rgb, inks: tuple[Rgb, ...], name: str, *, turned: bool) -> Surface:
        if not turned:
            return _surface(ground, inks, name, self.used)
        plain = _LayoutColours()
        plain.titles[name] = self.titles
        plain.accents, plain.marks = self.used.accents, self.used.marks
        made = _surface(ground, (self.words, *inks), name, plain)
        return made._replace(line=_css(self.lines))


def _numbers(
    grounds: Mapping[str, Rgb],
    spoken: Mapping[str, Rgb],
    day: Mapping[str, Rgb],
    ends: tuple[Rgb, ...],
) -> dict[tuple[str, str], Surface]:
    """The buttons with numbers: white where white stands apart, with the ground's own colour for
    the number; else the ground the other way round. `day` are the grounds by day."""
    made = {}
    for key, ground, own in (
        *((("ground", name), ground, day[name]) for name, ground in grounds.items()),
        *((("voice", name), fill, fill) for name, fill in spoken.items()),
    ):
        white, black = ends[1], ends[0]
        button = white if contrast(white, ground) >= APART else _best(ends, ground)
        number = own if contrast(own, button) >= 7 else _best((black, white), button)
        under = mixed(number, button, 0.5)
        made[key] = _button(button, _best((black, white), button), number, under)
    return made


def _addresses(
    grounds: Mapping[str, Rgb], spoken: Mapping[str, Rgb], lead: Rgb, inks: tuple[Rgb, ...]
) -> dict[tuple[str, str], Surface]:
    """The buttons with addresses: in the colour of the page's first ground where that stands apart;
    else the ground the other way round."""
    made = {}
    for kind, colours in (("ground", grounds), ("voice", spoken)):
        for name, ground in colours.items():
            button = lead if contrast(lead, ground) >= APART else _best(inks[1:], ground)
            words = next((ink for ink in inks if contrast(ink, button) >= 7), _best(inks, button))
            made[kind, name] = _button(button, words, words, words)
    return made


def _button(ground: Rgb, ink: Rgb, title: Rgb, mark: Rgb) -> Surface:
    if contrast(ink, ground) < WORDS:
        ink = _best((BLACK, WHITE), ground)
    if contrast(title, ground) < WORDS:
        title = ink
    return Surface(*map(_css, (ground, ink, title, title, mark, ink)))


def _best(colours: Iterable[Rgb], ground: Rgb) -> Rgb:
    return max(colours, key=lambda each: contrast(each, ground))


def _surface(ground: Rgb, inks: tuple[Rgb, ...], name: str, used: _LayoutColours) -> Surface:
    """A ground with the first ink that has a contrast of 7:1 on it, else the ink of the highest
    contrast. If no ink of the theme reaches 4.5:1, it is pure black or white."""
    best = _best(inks, ground)
    if contrast(best, ground) < WORDS:
        best = _best((BLACK, WHITE), ground)
    ink = next((each for each in inks if contrast(each, ground) >= 7), best)

    def taken(colour: Rgb | None, least: float) -> Rgb:
        return colour if colour is not None and contrast(colour, ground) >= least else ink

    title = taken(used.titles.get(name), WORDS)
    accent = taken(used.accents.get(name), LARGE)
    mark = used.marks.get(name, accent)
    return Surface(*map(_css, (ground, ink, title, accent, mark, ink)))


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


def _darkest(colours: Iterable[Rgb]) -> Rgb:
    """The darkest colour with some saturation, else the darkest of all."""
    dark = sorted((each for each in colours if luminance(each) < DARK), key=luminance)
    return next((each for each in dark if _saturation(each) > 0.25), dark[0])


def _saturation(colour: Rgb) -> float:
    return colorsys.rgb_to_hsv(*(part / 255 for part in colour))[1]


def _darkened(ground: Rgb, dusk: Rgb) -> Rgb:
    """A ground by night. Dark ones stay, but for the darkest, which goes deeper than the page."""
    if ground == dusk:
        return mixed(dusk, *_DEEPEST)
    if luminance(ground) < DARK:
        return ground
    return mixed(dusk, *(_PAGE if luminance(ground) >= PALE else _COLOURED))


def _apart(fill: Rgb, beneath: list[Rgb], words: Rgb) -> Rgb:
    """A bubble's fill by night. Where it hardly differs from a ground beneath it, it is lightened
    until it does, as far as its words stay legible."""
    if all(contrast(fill, ground) >= APART for ground in beneath):
        return fill
    found, lightness = fill, lab(fill)[0]
    while any(contrast(found, ground) < PLAIN for ground in beneath):
        lightness += _STEP
        lighter = lightened(fill, min(lightness, 100))
        if lightness > 100 or contrast(lighter, words) < WORDS:
            break
        found = lighter
    return found


def _css(colour: Rgb) -> str:
    return "#{:02x}{:02x}{:02x}".format(*colour)
