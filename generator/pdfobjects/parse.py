"""Parses PDF objects (ISO 32000-1, 7.2 and 7.3) from bytes to `values`."""

import re
from collections.abc import Iterable, Iterator
from typing import Final, cast

from .values import Dictionary, Keyword, Malformed, Obj, Ref

NUMBER: Final = rb"[+-]?+(?:\d++\.?+\d*+|\.\d++)"
SPACE: Final = rb"[\x00\t\n\f\r ]"
GAP: Final = rb"(?:" + SPACE + rb"|%[^\r\n]*)*+"  # what may part two words: blanks, comments
END_OF_TOKEN: Final = rb"(?=[\x00\t\n\f\r ()<>\[\]{}/%]|\Z)"
SIMPLE_STRING: Final = rb"\((?:[^()\\]|\\.)*+\)"
_TOKEN = re.compile(
    GAP + rb"(?:"
    rb"(" + NUMBER + rb")" + END_OF_TOKEN + rb"|"
    rb"/([^\x00\t\n\f\r ()<>\[\]{}/%]*)|"
    rb"(<<|>>|\[|\])|"
    rb"<([0-9A-Fa-f\x00\t\n\f\r ]*)>|"
    rb"(" + SIMPLE_STRING + rb")|"
    rb"(\()|"
    rb"([^\x00\t\n\f\r ()<>\[\]{}/%]+|[{}])"
    rb")",
    re.DOTALL,
)
_REF = re.compile(SPACE + rb"+(\d+)" + SPACE + rb"+R" + END_OF_TOKEN)
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r\n|.)|\r\n?", re.DOTALL)
_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_HEX_IN_NAME = re.compile(rb"#([0-9A-Fa-f]{2})")
_CLOSES = {b"<<": b">>", b"[": b"]"}
_WORDS: dict[bytes, Obj] = {b"true": True, b"false": False, b"null": None}
MAX_DEPTH: Final = 100
MAX_DIGITS: Final = 300


def number(text: bytes) -> int | float:
    """A number. An integer beyond what a machine holds is only nearly right. Raises `Malformed`."""
    if len(text) > MAX_DIGITS:
        raise Malformed(f"a number of {len(text)} digits")
    return float(text) if b"." in text or len(text) > 18 else int(text)


def name(text: bytes) -> str:
    """A name without its slash, `#xx` decoded."""
    if b"#" in text:
        text = _HEX_IN_NAME.sub(lambda found: bytes((int(found[1], 16),)), text)
    return text.decode("latin-1")


def literal(text: bytes) -> bytes:
    """The bytes of a literal string. `text` is without the outer parentheses."""
    if b"\\" not in text and b"\r" not in text:
        return text

    def decode(found: re.Match[bytes]) -> bytes:
        escape = found[1]
        if escape is None:
            return b"\n"
        if escape[:1].isdigit() and escape[:1] < b"8":
            return bytes((int(escape, 8) & 255,))
        if escape in (b"\n", b"\r", b"\r\n"):
            return b""
        return _ESCAPES.get(escape, escape)

    return _ESCAPE.sub(decode, text)


def hexadecimal(text: bytes) -> bytes:
    digits = bytes(text.translate(None, b"\x00\t\n\f\r "))
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))


def nested_string(data: bytes, start: int) -> tuple[bytes, int]:
    """The literal string that opens at `start`, with balanced parentheses, and its end."""
    depth, place = 0, start
    for found in re.compile(rb"\\.|[()]", re.DOTALL).finditer(data, start):
        if found[0] == b"(":
            depth += 1
        elif found[0] == b")":
            depth -= 1
        place = found.end()
        if depth == 0:
            return literal(data[start + 1 : place - 1]), place
    raise Malformed(f"a string that opens at byte {start} never closes")


def tokens(data: bytes, start: int = 0) -> Iterator[tuple[Obj | Keyword, int]]:
    """Every token from `start` with the place after it: an `Obj` for scalars, `Keyword` for
    words and for the brackets `<< >> [ ]`."""
    place = start
    while True:
        found = _TOKEN.match(data, place)
        if found is None:
            if data[place:].strip(b"\x00\t\n\f\r ") and not _only_comment(data, place):
                raise Malformed(f"unexpected byte at {place}")
            return
        place = found.end()
        match found.lastindex:
            case 1:
                yield number(found[1]), place
            case 2:
                yield name(found[2]), place
            case 4:
                yield hexadecimal(found[4]), place
            case 5:
                yield literal(found[5][1:-1]), place
            case 6:
                text, place = nested_string(data, place - 1)
                yield text, place
            case _:
                word = found[3] or found[7]
                yield (_WORDS[word] if word in _WORDS else Keyword(word)), place


def _only_comment(data: bytes, place: int) -> bool:
    return re.compile(rb"(?:" + SPACE + rb"|%[^\r\n]*)*+\Z").match(data, place) is not None


def parse(data: bytes, start: int = 0) -> tuple[Obj, int]:
    """The object that starts at `start`, and the place after it."""
    open_items: list[list[Obj]] = []
    brackets: list[bytes] = []
    for token, end in tokens(data, start):
        value: Obj
        if not isinstance(token, Keyword):
            value = token
        elif token.word in (b"<<", b"["):
            if len(brackets) == MAX_DEPTH:
                raise Malformed(f"objects nested more than {MAX_DEPTH} deep")
            open_items.append([])
            brackets.append(token.word)
            continue
        elif token.word == b"R" and open_items:
            value = _reference(open_items[-1])
        elif brackets and token.word == _CLOSES[brackets[-1]]:
            brackets.pop()
            items = open_items.pop()
            value = tuple(items) if token.word == b"]" else _dictionary(items)
        else:
            raise Malformed(f"unexpected {token.word[:20]!r} before byte {end}")
        if not open_items:
            if type(value) is int and (found := _REF.match(data, end)):
                return Ref(value, int(found[1])), found.end()
            return value, end
        open_items[-1].append(value)
    raise Malformed(f"the file ends inside the object at byte {start}")


def _reference(items: list[Obj]) -> Ref:
    if len(items) < 2 or type(items[-1]) is not int or type(items[-2]) is not int:
        raise Malformed("R without an object number before it")
    generation, number = items.pop(), items.pop()
    return Ref(cast(int, number), cast(int, generation))


def _dictionary(items: list[Obj]) -> Dictionary:
    """A dictionary. An entry that is null is no entry (7.3.7)."""
    keys = items[::2]
    if len(items) % 2 or not all(isinstance(key, str) for key in keys):
        raise Malformed("a dictionary whose keys are not names")
    pairs: Iterable[tuple[str, Obj]] = zip(cast(list[str], keys), items[1::2], strict=True)
    if None in items:
        pairs = ((key, value) for key, value in pairs if value is not None)
    return Dictionary(pairs)
