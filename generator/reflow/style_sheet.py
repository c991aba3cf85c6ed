"""The style sheet of a web page: the rules of all pages, with a theme's colours and fonts."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from generator.content.document import Document
from generator.design.drawing import Drawing
from generator.design.items import OWN
from .colour_schemes import Scheme, Surface
from .reading_order import ReadingOrder

# The average width of a letter in a heavy weight, in ems, without combining marks.
_LETTERS: Final = {"Latn": 0.64, "Cyrl": 0.68, "Grek": 0.66, "Arab": 0.6, "Taml": 1.15}
_USUAL: Final = 0.85
_BREAKS_ANYWHERE: Final = frozenset({"Hans", "Hant", "Jpan", "Thai", "Laoo", "Khmr", "Mymr"})
_BODY_LEADING: Final = 1.3  # a theme's factors for scripts multiply this
_LEADING: Final = 1.5  # of running text on a screen (WCAG 1.4.12)
_TIGHT: Final = 1.1  # of display type

# The rules that all web pages share; and those for an area's own words, whose number is a button as
# large as a thumb, in the colours of its ground the other way round. Colours and measures are
# variables (`--ink`, `--lines`), which each page sets.
_ALL_PAGES: Final = Path(__file__).with_name("web_page.css")
_OWN_WORDS: Final = Path(__file__).with_name("own_words.css")


def style_sheet(
    document: Document,
    drawing: Drawing,
    reading: ReadingOrder,
    day: Scheme,
    night: Scheme,
    names: Mapping[tuple[str, str], str],
) -> str:
    """The page's style sheet. `names` are the classes of surfaces, by ("ground", its colour) and
    ("voice", its name)."""
    script = drawing.setting_for(document.script, document.language)
    families = [drawing.theme.family, *([script.setting.family] if script else [])]
    fonts = ",".join([*(f'"{_quoted(name)}"' for name in dict.fromkeys(families)), "system-ui"])
    leading, tight, hang, tracks = _LEADING, _TIGHT, 0.0, True
    if script:
        leading = max(_LEADING, _BODY_LEADING * script.setting.leading)
        tight = max(_TIGHT, script.setting.least_leading)
        tracks, hang = script.setting.tracking, script.setting.overhang
    measures = {
        "fonts": f"{fonts},sans-serif",
        "lines": f"{leading:.3g}",
        "tight": f"{tight:.3g}",
        "hang": f"{hang:g}em",
        "tracking": "-.012em" if tracks else "0",
        "h1": _room(_words(reading, {1}), document.script),
        "h2": _room(_words(reading, {2, 3, 4, 5, 6}), document.script),
        "chat": _room(_message_words(reading), document.script),
    }
    has_own = any(each.block.kind == OWN for each in reading.passages)
    root = ";".join(f"--{name}:{value}" for name, value in measures.items())
    return (
        f":root{{color-scheme:light dark;{root}}}\n"
        + "".join(_rules(day, names))
        + "@media (prefers-color-scheme:dark){\n"
        + "".join(_rules(night, names))
        + "}\n"
        + _ALL_PAGES.read_text("utf-8")
        + (_OWN_WORDS.read_text("utf-8") if has_own else "")
    )


def _quoted(name: str) -> str:
    """A font's name, safe inside quotation marks of CSS."""
    return "".join(letter for letter in name if letter.isalnum() or letter in " -_.")


def _rules(scheme: Scheme, names: Mapping[tuple[str, str], str]) -> Iterator[str]:
    yield _rule(":root", scheme.paper)
    for kind, surfaces in (("ground", scheme.grounds), ("voice", scheme.voices)):
        for name, surface in surfaces.items():
            if (kind, name) in names:
                yield _rule(f".{names[kind, name]}", surface)


def _rule(selector: str, surface: Surface) -> str:
    colours = ";".join(f"--{name}:{value}" for name, value in surface._asdict().items())
    return f"{selector}{{{colours}}}\n"


def _words(reading: ReadingOrder, ranks: set[int]) -> Iterator[str]:
    for passage in reading.passages:
        if passage.rank in ranks:
            yield from passage.block.texts[0].plain.split()


def _message_words(reading: ReadingOrder) -> Iterator[str]:
    for passage in reading.passages:
        if passage.block.kind == "messages":
            for text in passage.block.texts:
                yield from text.plain.split()


def _room(words: Iterable[str], script: str) -> str:
    """The largest size at which the longest word fits between a screen's margins, as a CSS
    length."""
    if script in _BREAKS_ANYWHERE:
        return "6rem"
    em = _LETTERS.get(script, _USUAL)
    longest = max((sum(map(_advance, word)) for word in words), default=1)
    return f"calc((100vw - 2.25rem)/{max(4.0, longest * em):.3g})"


def _advance(letter: str) -> float:
    """A character's width in letters: a combining mark has none, a spacing mark half of one."""
    return {"Mn": 0.0, "Me": 0.0, "Mc": 0.5}.get(unicodedata.category(letter), 1.0)
