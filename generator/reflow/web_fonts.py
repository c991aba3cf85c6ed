"""The fonts inside a web page: the theme's own face and that of the page's script, cut down to the
characters of each weight.

On a page in another script the theme's face is first in the list, for letters and figures alone
(`unicode-range`): so Latin words and numbers look as they do in print, and stops and quotation
marks are those of the script. What is Latin as a whole, such as a number or an address, has its
signs from a second family of the same font.
"""

import base64
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from generator.cache import Cache
from generator.content.document import Document
from generator.design.drawing import Drawing
from generator.fonts import FontFile
from generator.fonts.web_font import web_font
from .web_weights import FontNeed

_SIGNS: Final = " Signs"  # added to a family's name
_SPACE: Final = 0x20
_NAMES: Final = 700  # weight of languages' names
# Weights of another script that stand for their neighbours: its fonts are large.
_FOLDED: Final = {500: 400, 700: 800}


class PageFonts(NamedTuple):
    """The rules for the fonts of a page; and the families, as CSS lists them, of its words and of
    what is Latin as a whole."""

    rules: str
    families: str
    latin: str


def page_fonts(
    document: Document, drawing: Drawing, needed: Mapping[FontNeed, frozenset[int]], cache: Cache
) -> PageFonts:
    """The fonts for the characters that each weight needs. A character that no font of the theme
    has is left to the reader's system."""
    script = drawing.setting_for(document.script, document.language)
    main = drawing.theme.family
    faces = _PageFaces()
    for need, characters in needed.items():
        left = set(characters)
        own = drawing.weights[_nearest(drawing.weights, need.weight)]
        if script:
            latin = {letter for letter in left if _is_latin(letter)}
            faces.add(main, need.weight, own, latin)
            left -= own.face.coverage & latin
            if need.latin:
                faces.add(main + _SIGNS, need.weight, own, left, strut=True)
                left -= own.face.coverage
            instead = script.setting.web.weights if script.setting.web else {}
            weight = _FOLDED.get(need.weight, need.weight)
            weight = instead.get(weight, weight)
            other = script.weights[_nearest(script.weights, weight)]
            faces.add(other.family, weight, other, left)
            left -= other.face.coverage
        for weights in (drawing.weights, *drawing.fallback):
            font = weights[_nearest(weights, need.weight)]
            family = font.family + (_SIGNS if script and font.family == main else "")
            faces.add(family, need.weight, font, left)
            left -= font.face.coverage
    used = faces.families()
    others = [name for name in used if name not in {main, main + _SIGNS}]
    signs = [main + _SIGNS] if main + _SIGNS in used else []
    first = [main] if main in used else []
    return PageFonts(
        "".join(faces.rules({main, main + _SIGNS} if script else set(), cache)),
        _listed([*first, *others, *signs]),
        _listed([*first, *signs, *others]),
    )


def names_fonts(names: Iterable[tuple[str, str, str]], drawing: Drawing, cache: Cache) -> PageFonts:
    """The fonts of languages' own names, each given with its script and its tag. Letters that the
    theme's own face has are left to it."""
    faces = _PageFaces()
    for name, script, tag in names:
        found = drawing.setting_for(script, tag)
        if found:
            font = found.weights[_nearest(found.weights, _NAMES)]
            left = set(map(ord, name)) - drawing.weights[min(drawing.weights)].face.coverage
            faces.add(font.family, _NAMES, font, left)
    rules = "".join(faces.rules(set(), cache))
    return PageFonts(rules, "".join(f'"{_quoted(name)}",' for name in faces.families()), "")


class _PageFaces:
    """Fonts by family and file, with the weights they stand for and their characters."""

    def __init__(self) -> None:
        self._weights: dict[tuple[str, FontFile], set[int]] = defaultdict(set)
        self._letters: dict[tuple[str, FontFile], set[int]] = defaultdict(set)

    def add(
        self,
        family: str,
        weight: int,
        font: FontFile,
        letters: Iterable[int],
        *,
        strut: bool = False,
    ) -> None:
        """A font for its letters, if they are more than spaces. As a `strut` it has a space in any
        case: a line stands as the first font wants it that has one (CSS Inline Layout 3, 1.1)."""
        wanted = font.face.coverage.intersection(letters)
        if strut:
            wanted |= {_SPACE}
        if strut or any(not chr(letter).isspace() for letter in wanted):
            self._weights[family, font].add(weight)
            self._letters[family, font] |= wanted

    def families(self) -> list[str]:
        return list(dict.fromkeys(family for family, _ in self._weights))

    def rules(self, ranged: set[str], cache: Cache) -> Iterator[str]:
        """A rule for each font; those of the families `ranged` are for their characters alone."""
        for (family, font), weights in self._weights.items():
            letters = frozenset(self._letters[family, font])
            data = base64.b64encode(web_font(font, letters, cache)).decode()
            stands = f"{min(weights)} {max(weights)}" if len(weights) > 1 else f"{min(weights)}"
            within = f";unicode-range:{_ranges(letters)}" if family in ranged else ""
            yield (
                f'@font-face{{font-family:"{_quoted(family)}";font-weight:{stands};'
                f"src:url(data:font/woff2;base64,{data}) format('woff2'){within}}}\n"
            )


def _nearest(weights: Mapping[int, FontFile], wanted: int) -> int:
    """The weight that is there and nearest; of two as near the bolder."""
    return min(weights, key=lambda weight: (abs(weight - wanted), -weight))


def _is_latin(letter: int) -> bool:
    """Whether a character is a European figure, or a letter of the Latin script."""
    return chr(letter) in "0123456789" or unicodedata.name(chr(letter), "").startswith("LATIN ")


def _ranges(letters: Iterable[int]) -> str:
    """The letters as CSS writes them: U+30-39,U+41."""
    runs: list[list[int]] = []
    for letter in sorted(letters):
        if runs and letter == runs[-1][1] + 1:
            runs[-1][1] = letter
        else:
            runs.append([letter, letter])
    return ",".join(f"U+{a:X}" if a == b else f"U+{a:X}-{b:X}" for a, b in runs)


def _listed(families: Iterable[str]) -> str:
    return ",".join([*(f'"{_quoted(name)}"' for name in families), "system-ui", "sans-serif"])


def _quoted(name: str) -> str:
    """A font's name, safe inside quotation marks of CSS."""
    return "".join(letter for letter in name if letter.isalnum() or letter in " -_.")
