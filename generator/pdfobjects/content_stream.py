"""Cuts content streams into operands and operators.

Path construction is most of a drawing's bytes, so a run of it is one token. So is the array of TJ,
and a line of text that is placed and shown at once.
"""

import re
from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from .parse import (
    END_OF_TOKEN,
    NUMBER,
    SIMPLE_STRING,
    SPACE,
    hexadecimal,
    literal,
    name,
    nested_string,
    parse,
)
from .values import Keyword, Malformed, Obj


class PathRun(Struct, frozen=True):
    """A run of m, l, c, v, y and h as written."""

    raw: bytes


class RectangleRun(Struct, frozen=True):
    """A run of `re` as written."""

    raw: bytes


class FlatArray(Struct, frozen=True):
    """An array of numbers and strings as written."""

    raw: bytes


class MatrixLine(Struct, frozen=True):
    """`a b c d e f Tm [...] TJ`: the matrix and the array as written."""

    matrix: bytes
    array: bytes


class InlineImage(Struct, frozen=True):
    """An inline image: its dictionary, as that of an image XObject says it, and its bytes."""

    entries: dict[str, Obj]
    data: bytes


Token = Obj | Keyword | PathRun | RectangleRun | FlatArray | MatrixLine | InlineImage
_BLANK: Final = rb"(?:" + SPACE + rb"++|%[^\r\n]*+)*+"
_OPERAND: Final = rb"(?:" + NUMBER + SPACE + rb"++)"
_STEP: Final = rb"(?:" + _OPERAND + rb"{2,6}+[mlcvy]|h)" + END_OF_TOKEN + SPACE + rb"*+"
_RECTANGLE: Final = _OPERAND + rb"{4}re" + END_OF_TOKEN + SPACE + rb"*+"
# Hexadecimal strings inside are checked when they are read.
_ARRAY: Final = rb"(\[(?:[^\[\]()/%]++|" + SIMPLE_STRING + rb")*+\])"
_KINDS: Final = (
    rb"(" + _OPERAND + rb"{6})Tm" + SPACE + rb"*+" + _ARRAY + SPACE + rb"*+TJ" + END_OF_TOKEN,
    rb"((?:" + _STEP + rb")++)",
    rb"((?:" + _RECTANGLE + rb")++)",
    rb"(" + NUMBER + rb")" + END_OF_TOKEN,
    rb"([A-Za-z'\"][A-Za-z0-9*]*+)" + END_OF_TOKEN,
    rb"/([^\x00\t\n\f\r ()<>\[\]{}/%]*+)",
    _ARRAY,
    rb"<([0-9A-Fa-f\x00\t\n\f\r ]*+)>",
    rb"(" + SIMPLE_STRING + rb")",
    rb"(<<|\[)",
    rb"(\()",
    rb"([^\x00\t\n\f\r ])",
    rb"(\Z)",  # or each of many blanks at the end would be searched from anew
)
_TOKEN = re.compile(_BLANK + rb"(?:" + rb"|".join(_KINDS) + rb")", re.DOTALL)
_WORDS: Final[dict[bytes, bool | None]] = {b"true": True, b"false": False, b"null": None}
# The operators that most drawing consists of, made once.
_USUAL: Final = {
    word: Keyword(word)
    for word in b"q Q cm gs w d k K cs CS scn SCN f S B BT ET Tf Do".split()
}  # fmt: skip
# What an inline image may call its keys and filters (ISO 32000-1, tables 93 and 94).
_IMAGE_KEYS: Final = {
    "W": "Width", "H": "Height", "BPC": "BitsPerComponent", "CS": "ColorSpace", "F": "Filter",
    "DP": "DecodeParms", "D": "Decode", "IM": "ImageMask", "I": "Interpolate",
}  # fmt: skip
_IMAGE_FILTERS: Final = {
    "AHx": "ASCIIHexDecode", "A85": "ASCII85Decode", "LZW": "LZWDecode", "Fl": "FlateDecode",
    "RL": "RunLengthDecode", "CCF": "CCITTFaxDecode", "DCT": "DCTDecode",
}  # fmt: skip
_END_OF_IMAGE = re.compile(SPACE + rb"EI" + END_OF_TOKEN)


def content_tokens(data: bytes) -> Iterator[tuple[Token, int]]:
    """Every token with the place after it. Raises `Malformed` at what is not PDF syntax."""
    place, restart = 0, True
    while restart:
        restart = False
        for found in _TOKEN.finditer(data, place):
            end = found.end()
            match found.lastindex:  # the usual ones here: a call for each would cost twice as much
                case 2:
                    yield MatrixLine(found[1], found[2]), end
                    continue
                case 5:
                    yield float(found[5]), end
                    continue
                case 6 if (usual := _USUAL.get(found[6])) is not None:
                    yield usual, end
                    continue
                case 14:
                    return
            token, place = _token(data, found)
            yield token, place
            if place != end:
                restart = True
                break


def _token(data: bytes, found: re.Match[bytes]) -> tuple[Token, int]:
    end = found.end()
    match found.lastindex:
        case 3:
            return PathRun(found[3]), end
        case 4:
            return RectangleRun(found[4]), end
        case 6:
            word = found[6]
            if word == b"BI":
                return _inline_image(data, end)
            return (_WORDS[word] if word in _WORDS else Keyword(word)), end
        case 7:
            return name(found[7]), end
        case 8:
            return FlatArray(found[8]), end
        case 9:
            return hexadecimal(found[9]), end
        case 10:
            return literal(found[10][1:-1]), end
        case 11:
            value, end = parse(data, found.start(11))
            return _flat(value), end
        case 12:
            return nested_string(data, found.start(12))
    raise Malformed(f"{found[0].strip()[:10]!r} among the page's drawing")


def _flat(value: Obj) -> Token:
    """An array of numbers and strings, parsed like any other: its strings may nest brackets."""
    if type(value) is not tuple:
        return value
    written = [_operand_bytes(item) for item in value]
    return value if None in written else FlatArray(b"[%b]" % b" ".join(filter(None, written)))


def _operand_bytes(item: Obj) -> bytes | None:
    if isinstance(item, bytes):
        return b"<%b>" % item.hex().encode()
    return b"%g" % item if type(item) in (int, float) else None  # type: ignore[str-format]


def _inline_image(data: bytes, start: int) -> tuple[Token, int]:
    """The dictionary of an inline image (ISO 32000-1, 8.9.7), and the place after EI."""
    place = start
    entries: dict[str, Obj] = {"Type": "XObject", "Subtype": "Image"}
    while True:
        rest = re.compile(SPACE + rb"*ID(?:\r\n|[\s])").match(data, place)
        if rest:
            break
        key, place = parse(data, place)
        value, place = parse(data, place)
        if not isinstance(key, str):
            raise Malformed("an inline image whose keys are not names")
        key = _IMAGE_KEYS.get(key, key)
        entries[key] = _filters(value) if key == "Filter" else value
    end = _END_OF_IMAGE.search(data, rest.end())
    if end is None:
        raise Malformed("an inline image that does not end")
    return InlineImage(entries, data[rest.end() : end.start()]), end.end()


def _filters(value: Obj) -> Obj:
    if isinstance(value, tuple):
        return tuple([_IMAGE_FILTERS.get(str(one), one) for one in value])
    return _IMAGE_FILTERS.get(value, value) if isinstance(value, str) else value
