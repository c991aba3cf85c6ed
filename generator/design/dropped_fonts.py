"""Font files that somebody puts into fonts/ without a row in fonts.yaml: families by their own
names.
"""

from collections.abc import Collection, Iterator, Mapping
from typing import Final

from msgspec import Struct

from generator.fonts import FontFace, FontFile
from generator.problems import Problem, Span, error, warning
from generator.source.shelf import Shelf
from .families import Family

SUFFIXES: Final = (".ttf", ".otf", ".TTF", ".OTF")
# Fonts for web pages, and several fonts in one file.
OTHER_SUFFIXES: Final = (".woff", ".woff2", ".ttc", ".otc")

# Bits of `fsType`: no file may carry the font; only whole; only as pictures of its letters.
RESTRICTED: Final = 0x0002
WHOLE_ONLY: Final = 0x0100
BITMAPS_ONLY: Final = 0x0200
_FORBIDS: Final = {
    RESTRICTED: "files may not carry it",
    WHOLE_ONLY: "files may carry it only whole",
    BITMAPS_ONLY: "files may carry only pictures of its letters",
}

# Letters that a font has if it is for a script.
LETTERS: Final = {
    "Latn": "ABCXYZabcxyz",
    "Cyrl": "АБВЯабвя",
    "Grek": "ΑΒΓΩαβγω",
    "Arab": "ابجدهي",
    "Beng": "অআকখগ",
    "Deva": "अआकखग",
    "Gujr": "અઆકખગ",
    "Guru": "ਅਆਕਖਗ",
    "Hans": "的一是不了",
    "Taml": "அஆகஙச",
}


class DroppedFonts(Struct, frozen=True):
    """Families by name, and what is wrong with their files: of a family, and of files that say no
    family."""

    families: Mapping[str, Family]
    problems: Mapping[str, tuple[Problem, ...]]


def dropped_fonts(shelf: Shelf, folder: str, named: Collection[str]) -> DroppedFonts:
    """The families of the font files under a folder that are not `named` by fonts.yaml. Of italics
    there are none."""
    weights: dict[str, dict[int, str]] = {}
    letters: dict[str, set[str]] = {}
    problems: dict[str, list[Problem]] = {}
    for path in sorted(path for suffix in SUFFIXES for path in shelf.files(folder, suffix)):
        if path in named or _is_hidden(path):
            continue
        with shelf.unrecorded():
            face = FontFace(str(shelf.find(path)))
        name = face.family if face.glyph_count else ""
        known = weights.setdefault(name, {})
        if not (name and face.is_sound):
            problems.setdefault(name, []).append(_unreadable(path))
            continue
        if face.slant:
            continue
        if face.is_variable:
            hint = f"put the static files of {name} there instead, one for each weight"
            message = f'"{path}" is a variable font, whose weights cannot be told apart in print'
            problems.setdefault(name, []).append(error("variable-font", message, Span(path), hint))
            continue
        weight = round(face.weight)
        if weight in known:
            hint = "take one of them away, such as that of another width"
            message = f'"{path}" and "{known[weight]}" are both {name} {weight}'
            problems.setdefault(name, []).append(error("same-font", message, Span(path), hint))
            continue
        known[weight] = path.removeprefix(f"{folder}/")
        able = {script for script, some in LETTERS.items() if _has(face, some)}
        letters[name] = letters.get(name, able) & able
    nameless = [
        *problems.pop("", ()),
        *(_unreadable(path) for path in _others(shelf, folder) if path not in named),
    ]
    for name, known in weights.items():
        folders = {_folder(f"{folder}/{file}") for file in known.values()}
        beside = [one for one in nameless if one.span and _folder(one.span.path) in folders]
        if name and beside:
            problems.setdefault(name, []).extend(beside)
    if nameless:
        problems[""] = nameless
    families = {
        name: Family.model_construct(
            licence="", scripts=tuple(sorted(letters.get(name, ()))), weights=known
        )
        for name, known in weights.items()
        if name and known
    }
    return DroppedFonts(families, {name: tuple(found) for name, found in problems.items()})


def _is_hidden(path: str) -> bool:
    """Whether a file is one that macOS writes beside another one, in zips."""
    return path.rpartition("/")[2].startswith(".")


def _folder(path: str) -> str:
    return path.rpartition("/")[0]


def _others(shelf: Shelf, folder: str) -> list[str]:
    """Font files of kinds that are of no use here."""
    found = (path for suffix in OTHER_SUFFIXES for path in shelf.files(folder, suffix))
    return sorted(path for path in found if not _is_hidden(path))


def _has(face: FontFace, letters: str) -> bool:
    return all(ord(letter) in face.coverage for letter in letters)


def _unreadable(path: str) -> Problem:
    hint = "use a static TrueType or OpenType font file (.ttf or .otf), or take it away"
    return error("unreadable-font", f'"{path}" cannot be read as a font', Span(path), hint)


def check_embedding(fonts: Mapping[int, FontFile], place: Span | None) -> Iterator[Problem]:
    """Report fonts whose makers forbid files like ours to carry them."""
    for weight, font in fonts.items():
        for bit, why in _FORBIDS.items():
            if font.face.embedding & bit:
                message = f"the licence of {font.family} {weight} says: {why}"
                hint = "ask whoever sold it for a licence to embed it in PDFs, with new files"
                found = error("font-licence", message, place, hint)
                yield found
                break


def check_nearest(
    family: str, weights: Collection[int], asked: Collection[int], place: Span | None
) -> Iterator[Problem]:
    """Say which weight stands for those that a family does not have."""
    lacking = sorted(set(asked) - set(weights))
    if lacking:
        stand_ins = ", ".join(f"{nearest(weights, one)} for {one}" for one in lacking)
        has = ", ".join(map(str, sorted(weights)))
        message = f"{family} has no weight {lacking[0]}"
        if len(lacking) > 1:
            message = f"{family} has no weights {', '.join(map(str, lacking))}"
        yield warning(
            "nearest-weight",
            f"{message}, so the nearest are set: {stand_ins}",
            place,
            f"it has {has}",
        )


def nearest(weights: Collection[int], wanted: int) -> int:
    """The weight nearest to one; of two as near, the bolder."""
    return min(weights, key=lambda weight: (abs(weight - wanted), -weight))
