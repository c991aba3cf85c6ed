"""Itemisation: cuts text into runs of one font, script and direction.

A text is set whole in the face of its own script. Latin words and figures in it keep the theme's
Latin face, and so do emoticons. A character that the chosen font lacks is set in the first font
that has it.
"""

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from generator.fonts import FontFile
from generator.isolates import EMOTICON
from .line_breaks import CONTROLS

COMMON = ("Zyyy", "Zinh", "Zzzz")
RTL_SCRIPTS = ("Arab", "Hebr", "Syrc", "Thaa", "Nkoo")


class Faces(Struct, frozen=True):
    """The fonts of one weight: `main` for the text's own script, `latin` for Latin words and
    figures at `latin_scale` of the size, `others` by script for words of a foreign one, and
    `fallback` for characters that these lack."""

    main: FontFile
    latin: FontFile
    latin_scale: float = 1.0
    others: tuple[tuple[str, FontFile], ...] = ()
    fallback: tuple[FontFile, ...] = ()

    def __hash__(self) -> int:
        return hash((self.main, self.latin))


class FontRun(Struct, frozen=True):
    """A run of text, from character `start`: one font at `scale` of the style's size, one
    script, one embedding level."""

    text: str
    start: int
    font: FontFile
    script: str
    level: int
    scale: float


def itemise(
    text: str,
    faces: Faces,
    script: str,
    levels: Sequence[int],
    start: int = 0,
    around: tuple[str, str] = ("", ""),
) -> Iterator[FontRun]:
    """The runs of `text` in the script `script` (ISO 15924), between the characters `around` it."""
    if faces.main == faces.latin and not any(levels) and _covered(text, faces.main):
        yield FontRun(text, start, faces.main, script, 0, 1.0)
        return
    scripts = _scripts(text, script)
    if levels and any(levels):
        # stops and brackets that read from left to right are Latin here: HarfBuzz would turn
        # them round in a right-to-left script
        for index, level in enumerate(levels):
            if level % 2 == 0 and scripts[index] in RTL_SCRIPTS:
                scripts[index] = "Latn" if _script(text[index]) in COMMON else scripts[index]
    wanted = list(zip(text, scripts, strict=True))
    chosen = {each: _font(*each, script, faces) for each in set(wanted)}
    fonts = [chosen[each] for each in wanted]
    _keep_marks(text, fonts)
    if script in RTL_SCRIPTS:
        _keep_apart(text, fonts, scripts, faces, [_side(each, script, faces) for each in around])
    first = 0
    for index in range(1, len(text) + 1):
        if index < len(text) and (fonts[index], scripts[index], levels[index]) == (
            fonts[first],
            scripts[first],
            levels[first],
        ):
            continue
        font = fonts[first]
        latin = font is faces.latin and font is not faces.main
        yield FontRun(
            text[first:index],
            start + first,
            font,
            scripts[first],
            levels[first],
            faces.latin_scale if latin else 1.0,
        )
        first = index


def _covered(text: str, font: FontFile) -> bool:
    return font.face.coverage.issuperset(map(ord, text))


def _script(character: str) -> str:
    """A character's script; European figures count as Latin, for they take its face."""
    if character.isascii() and character.isdigit():
        return "Latn"
    import icu

    return str(icu.Script.getScript(character).getShortName())


def _scripts(text: str, script: str) -> list[str]:
    """The script of each character. A character of no script takes that of its neighbours: Latin
    only between two Latin ones, otherwise the text's own. An emoticon is Latin, as the kisses after
    it are."""
    known = {character: _script(character) for character in set(text)}
    found = [known[character] for character in text]
    for face in re.finditer(EMOTICON, text):
        found[face.start() : face.end()] = ["Latn"] * len(face[0])
    index = 0
    while index < len(found):
        if found[index] not in COMMON:
            index += 1
            continue
        end = index
        while end < len(found) and found[end] in COMMON:
            end += 1
        before = found[index - 1] if index else ""
        after = found[end] if end < len(found) else ""
        inherited = before if before == after and before else script
        marks = index
        while marks < end and before and known[text[marks]] == "Zinh":
            found[marks] = before  # a combining mark belongs to its letter
            marks += 1
        found[marks:end] = [inherited] * (end - marks)
        index = end
    return found


def _font(character: str, own: str, script: str, faces: Faces) -> FontFile:
    """The first font that has the character, among those that suit it."""
    wanted = faces.main if own == script else faces.latin
    if own not in (script, "Latn"):
        wanted = dict(faces.others).get(own, faces.main)
    code = ord(character)
    if code in wanted.face.coverage:
        return wanted
    others = (font for _, font in faces.others)
    for font in (faces.main, faces.latin, *faces.fallback, *others):
        if code in font.face.coverage:
            return font
    return wanted


def _side(character: str, script: str, faces: Faces) -> tuple[FontFile, str]:
    """The font and the script of a character beside a text; those of the text if there is none."""
    own = _scripts(character, script)[0] if character else script
    return _font(character or " ", own, script, faces), own


def _keep_marks(text: str, fonts: list[FontFile]) -> None:
    """Keep marks and joiners in the run of the letter before them, if its font can draw them."""
    import unicodedata

    for index in range(1, len(text)):
        category = unicodedata.category(text[index])
        ignorable = category == "Cf"
        if category[0] == "M" or ignorable:
            covered = ord(text[index]) in fonts[index - 1].face.coverage
            if covered or ignorable:
                fonts[index] = fonts[index - 1]


def _keep_apart(
    text: str,
    fonts: list[FontFile],
    scripts: list[str],
    faces: Faces,
    sides: Sequence[tuple[FontFile, str]],
) -> None:
    """Give a space between two fonts the wider of theirs. A word of Nastaliq reaches out over its
    own narrow space, and would touch a figure there. A space that bears a mark keeps its own.
    `sides` are the font and the script of the characters before and after the text."""
    import unicodedata

    shown = [
        -1,
        *(n for n, character in enumerate(text) if ord(character) not in CONTROLS),
        len(text),
    ]
    looks = {-1: sides[0], len(text): sides[1], **dict(enumerate(zip(fonts, scripts, strict=True)))}
    for one, index, two in zip(shown, shown[1:], shown[2:], strict=False):
        if text[index] == " " and looks[one][0] != looks[two][0]:
            if unicodedata.category(text[two : two + 1] or " ")[0] == "M":
                continue
            wider = max(looks[one], looks[two], key=lambda look: _space(look[0], faces))
            fonts[index], scripts[index] = wider


def _space(font: FontFile, faces: Faces) -> float:
    """The width of a font's space in a text, em."""
    face = font.face
    scale = faces.latin_scale if font == faces.latin else 1.0
    return scale * face.advance(face.glyph(ord(" "))) / face.units_per_em
