"""The style sheet of a web page: the rules of all pages, with a theme's colours and fonts."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from generator.content.document import Document
from generator.content.strong_words import parted
from generator.design.drawing import Drawing
from generator.design.items import OWN
from generator.fonts.web_font import text_width
from .colour_schemes import Scheme, Surface
from .reading_order import ReadingOrder
from .web_fonts import PageFonts
from .web_ties import number_parts
from .web_weights import weight_rules

# The average width of a letter in a heavy weight, in ems, without combining marks.
_LETTERS: Final = {"Latn": 0.64, "Cyrl": 0.68, "Grek": 0.66, "Arab": 0.6, "Taml": 1.15}
_USUAL: Final = 0.85
_BREAKS_ANYWHERE: Final = frozenset({"Hans", "Hant", "Jpan", "Thai", "Laoo", "Khmr", "Mymr"})
_BODY_LEADING: Final = 1.3  # a theme's factors for scripts multiply this
_LEADING: Final = 1.5  # of running text on a screen (WCAG 1.4.12)
_TIGHT: Final = 1.1  # of display type
_CLEAR: Final = 1.08  # of display type in other scripts, times how far its ink reaches
# How far letters of a script with a leading of its own reach into a bubble's padding, times the
# leading that they need more than others.
_RISE: Final = 0.6
_ONE_LINE: Final = 9.0  # ems of a main heading that is set on one line if its script has no spaces

_PHONE: Final = 7.5  # ems of a line of a main heading on a phone of 360 px
_MOST_LINES: Final = 3  # of a main heading, where it can be
_SMALLEST: Final = 0.85  # of its size, for fewer lines

# The rules that all web pages share; and those for an area's own words. Colours and measures are
# variables (`--ink`, `--lines`), which each page sets.
_ALL_PAGES: Final = Path(__file__).with_name("web_page.css")
_OWN_WORDS: Final = Path(__file__).with_name("own_words.css")
_NUMBER: Final = 9.4  # ems in which every number has room that nothing stands before or after
_SPARE: Final = 1.04  # times the width of a number, for browsers that round
# What stands round a message inside its bubble, in ems of it.
_PADDING: Final = 1.6


def style_sheet(
    document: Document,
    drawing: Drawing,
    reading: ReadingOrder,
    schemes: tuple[Scheme, Scheme],
    names: Mapping[tuple[str, str], str],
    fonts: PageFonts,
) -> str:
    """The page's style sheet. `schemes` are the colours by day and by night. `names` are the
    classes of surfaces, by ("ground", its colour) and ("voice", its name)."""
    script = drawing.setting_for(document.script, document.language)
    leading, tight, display, tracks = _LEADING, _TIGHT, 1.0, True
    if script:
        setting = script.setting
        leading = max(_LEADING, _BODY_LEADING * setting.leading)
        tight = max(_TIGHT, _CLEAR * setting.least_leading)
        tracks = setting.tracking
        if setting.web:
            web = setting.web
            leading, tight, display = web.leading, web.tight, web.display
    longest = _ems(_words(reading, {1}), document.script)
    main = max(float(longest), _main_heading(reading, drawing, document, display))
    measures = {
        "fonts": fonts.families,
        "latin": fonts.latin,
        "lines": f"{leading:.3g}",
        "tight": f"{tight:.3g}",
        "rise": f"{_RISE * (tight - _TIGHT) if script and script.setting.web else 0:.3g}em",
        "display": f"{display:g}",
        "tracking": "-.012em" if tracks else "0",
        "h1": f"{main:.3g}",
        "h2": _ems(_words(reading, {2, 3, 4, 5, 6}), document.script),
        "word": _ems(_counted_words(reading), document.script),
        "number": f"{max(_NUMBER, _widest(_numbers(reading), drawing)):.3g}",
        "large": f"{_widest(_large_numbers(reading), drawing):.3g}",
        "chat": _ems(_message_words(reading), document.script, _PADDING),
    }
    has_own = any(each.block.kind == OWN for each in reading.passages)
    root = ";".join(f"--{name}:{value}" for name, value in measures.items())
    day, night = schemes
    return (
        fonts.rules
        + f":root{{color-scheme:light dark;{root}}}\n"
        + "".join(_rules(day, names))
        + "@media (prefers-color-scheme:dark){\n"
        + "".join(_rules(night, names))
        + "}\n"
        + "".join(weight_rules())
        + _ALL_PAGES.read_text("utf-8")
        + (_OWN_WORDS.read_text("utf-8") if has_own else "")
    )


def _rules(scheme: Scheme, names: Mapping[tuple[str, str], str]) -> Iterator[str]:
    yield _rule(":root", scheme.paper)
    for kind, surfaces in (("ground", scheme.grounds), ("voice", scheme.voices)):
        for name, surface in surfaces.items():
            if (kind, name) in names:
                inside = f".{names[kind, name]}"
                yield _rule(inside, surface)
                yield _rule(f"{inside} .ring", scheme.numbers[kind, name])
                yield _rule(f"{inside} .act", scheme.addresses[kind, name])


def _rule(selector: str, surface: Surface) -> str:
    colours = ";".join(f"--{name}:{value}" for name, value in surface._asdict().items())
    return f"{selector}{{{colours}}}\n"


def _words(reading: ReadingOrder, ranks: set[int]) -> Iterator[str]:
    for passage in reading.passages:
        if passage.rank in ranks:
            yield from passage.block.texts[0].plain.split()


def _main_heading(
    reading: ReadingOrder, drawing: Drawing, document: Document, display: float
) -> float:
    """The measure of a main heading that would have more than three lines on a phone, in ems: with
    a little smaller letters it has two or three. 0 if it has no need, or letters would be small."""
    if document.script in _BREAKS_ANYWHERE:
        return 0.0
    script = drawing.setting_for(document.script, document.language)
    weights = [drawing.weights, *([script.weights] if script else []), *drawing.fallback]
    fonts = [each[max(each)] for each in weights]
    room = _PHONE / display
    for text in (each.block.texts[0] for each in reading.passages if each.rank == 1):
        words = [text_width(f"{word} ", fonts) for word in text.plain.split()]
        if _lines(words, room) <= _MOST_LINES:
            continue
        for wanted in range(2, _MOST_LINES + 1):
            limits = (
                sum(words[start:end])
                for start in range(len(words))
                for end in range(start + 1, len(words) + 1)
            )
            least = min(limit for limit in limits if _lines(words, limit) <= wanted)
            if least <= room / _SMALLEST:
                return least
    return 0.0


def _lines(words: list[float], room: float) -> int:
    """How many lines words of these widths fill."""
    count, left = 0, 0.0
    for width in words:
        if width > left:
            count, left = count + 1, room
        left -= width
    return count


def _counted_words(reading: ReadingOrder) -> Iterator[str]:
    """The words after a figure that is set large, which are large too."""
    for passage in reading.passages:
        if passage.block.name in reading.figures:
            for text in passage.block.texts:
                parts = parted(text)
                if parts.strong and not parts.strong[0].link:
                    yield from "".join(run.text for run in parts.after).split()


def _numbers(reading: ReadingOrder) -> Iterator[str]:
    """The numbers to ring, each of what stays together by itself."""
    for passage in reading.passages:
        for contact in passage.block.contacts:
            yield from number_parts(contact.number.plain)


def _large_numbers(reading: ReadingOrder) -> Iterator[str]:
    """The same, of those that are set large."""
    for passage in reading.passages:
        if passage.block.name in reading.figures:
            for text in passage.block.texts:
                for run in parted(text).strong:
                    yield from number_parts(run.text) if run.link else ()


def _widest(words: Iterable[str], drawing: Drawing) -> float:
    """The width of the widest number in the heaviest of the theme's own fonts, in ems."""
    fonts = [each[max(each)] for each in (drawing.weights, *drawing.fallback)]
    return max((text_width(each, fonts) * _SPARE for each in words), default=1.0)


def _message_words(reading: ReadingOrder) -> Iterator[str]:
    for passage in reading.passages:
        if passage.block.kind == "messages":
            for text in passage.block.texts:
                yield from text.plain.split()


def _ems(words: Iterable[str], script: str, more: float = 0.0) -> str:
    """The width of the longest word and of what stands beside it, in ems."""
    if script in _BREAKS_ANYWHERE:
        whole = max(map(len, words), default=1)
        return f"{whole}" if whole <= _ONE_LINE else "1"
    em = _LETTERS.get(script, _USUAL)
    longest = max((sum(map(_advance, word)) for word in words), default=1)
    return f"{max(4.0, longest * em + more):.3g}"


def _advance(letter: str) -> float:
    """A character's width in letters: a combining mark has none, a spacing mark half of one."""
    return {"Mn": 0.0, "Me": 0.0, "Mc": 0.5}.get(unicodedata.category(letter), 1.0)
