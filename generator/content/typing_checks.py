"""Finds typing mistakes in files of words: changes that YAML, a browser or a keyboard made.

Each is reported at its own line. A mistake that `normalise` can correct without changing a word is
not reported.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Annotated, Any, Final, get_args, get_origin

from msgspec import Struct

from generator.problems import Problem, Where, error, problem, warning
from generator.source.comments import behind_text, in_place_of_text, is_hashtag, shortened
from generator.source.fields import RowField
from generator.source.nodes import Items, Missing, Node, Scalar, Table
from .fidelity import without_addresses
from .normalise import normalise
from .text import unclosed

# Fields with text that is not words: no markup, quotes or emptiness to speak of.
_NO_WORDS: Final = frozenset(
    {
        "address", "apostrophe", "by", "codes", "contacts", "default", "fallback", "file",
        "formats", "links", "note", "number", "numbers", "open", "reference", "reviewed_by",
        "shown", "symbol", "version",
    }
)  # fmt: skip
# Values that are set as they stand: nothing in them stands for something else.
_AS_TYPED: Final = frozenset(
    {
        "alt", "names", "Area.title", "Language.name", "Language.english", "qr_code",
        "AreaImprint.publisher", "ImprintSpelling.publisher", "reference",
    }
)  # fmt: skip
_NAMES: Final = _AS_TYPED | {"AreaContact.place", "places"}
# A value that words use, so that without it they have a gap.
_NEEDED: Final = frozenset(
    {
        "names", "places", "Area.title", "AreaContact.place", "Heading.text", "Quote.text",
        "Statistic.text", "Contacts.text", "LinkTo.text", "Language.name", "Language.english",
        "qr_code",
    }
)  # fmt: skip
# Who signed: a signature without a name is none.
_SIGNED: Final = frozenset({"by", "reviewed_by"})
_NOTHING: Final = frozenset({"~", "null", "Null", "NULL"})  # YAML 1.2.2, 10.3.2
# Whose words may be somebody's: these quotes are theirs.
_QUOTING: Final = frozenset({"Messages", "Quote"})
# A translation has the quotes of its original (`content.translation` compares them).
_TRANSLATED: Final = frozenset({"Translation", "TranslatedBlock"})

_ENTITY: Final = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_TAG: Final = re.compile(
    r"</?(?:a|b|big|br|center|code|div|em|font|h[1-6]|hr|i|img|li|ol|p|small|span|strong|sub|sup|table"
    r"|tbody|td|th|tr|u|ul)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_UNSEEN: Final = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180e\u2061-\u2065\u206a-\u206f\u2800\u3164\uffa0\ufff9-\ufffb"
    "\U000e0000-\U000e0fff]"
)
_LOST: Final = "\ufffd"
# Letters of UTF-8 that a program read as Windows-1252: Ã´ for ô, â€™ for ’. What may end a word in
# capitals, as in “CAFÉ”, is none.
_FRAGMENT: Final = (
    "[\u20ac\u201a\u0192\u201e\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u017d\u2018\u2022\u02dc\u2122"
    "\u0161\u203a\u0153\u017e\u0178\u0081\u008d\u008f\u0090\u009d\u00a0-\u00bf]"
)
_ANY_FRAGMENT: Final = _FRAGMENT.replace("[", "[\u2026\u2019\u201c\u201d\u2013\u2014", 1)
_MISREAD: Final = re.compile(
    r"(?!(?<!\S)[^\u00c3]\u00a0)(?:"  # a word of one letter, tied to the next: Welsh Â
    rf"[\u00c2-\u00c5\u00c8\u00d0\u00d1\u00d8-\u00db]{_FRAGMENT}"
    rf"|\u00e2\u20ac{_ANY_FRAGMENT}|[\u00e0-\u00ef]{_ANY_FRAGMENT}{_FRAGMENT})"
)
_ASKED: Final = re.compile(r"[^\W\d_]+\?(?=[^\W\d_])\w+")
_MARKS: Final = re.compile("[\u202a-\u202c\u2066-\u2069]")
_OPEN: Final = {"\u202a": "\u202c", "\u202b": "\u202c"}
_PAIRS: Final = (
    '""', "''", "“”", "‘’", "„“", "„”", "‚‘", "‚’", "””", "’’", "«»", "»«", "‹›", "›‹", "「」",
    "『』", "《》", "＂＂",
)  # fmt: skip
_APOSTROPHE: Final = re.compile(r"(?<=\w)['’](?=\w)")


class _Value(Struct, frozen=True):
    """A value with the field it was read for: `owner.field`, and the types of the rows round it."""

    node: Scalar | Missing
    owner: str
    field: str
    described: RowField
    kind: Any  # the field's type
    alone: bool  # the field's own value, not one of several
    around: frozenset[str]

    def among(self, fields: frozenset[str]) -> bool:
        return self.field in fields or f"{self.owner}.{self.field}" in fields

    @property
    def is_text(self) -> bool:
        return _is_text(self.kind, self.described)


def normalise_values(node: Node) -> None:
    """Remove invisible characters from every value below a node, in place."""
    if isinstance(node, Table):
        for key, value in node.items():
            node[key] = _normalised(value)
    elif isinstance(node, Items):
        node[:] = map(_normalised, node)


def _normalised(value: Node) -> Node:
    if not isinstance(value, Scalar):
        normalise_values(value)
        return value
    normalised = normalise(value)
    if normalised == value:
        return value
    return Scalar.make(normalised, value.span, value.plain, value.comment)


def check_typing(node: Node) -> Iterator[Problem]:
    """Report the typing mistakes in a file that was read as rows."""
    yield from _keys(node)
    for value in _values(node, None, frozenset()):
        if isinstance(value.node, Missing):
            yield from _hashtag(value.node, value)
        else:
            yield from _check_text(value.node, value)


def _check_text(text: Scalar, value: _Value) -> Iterator[Problem]:
    if text.comment and value.is_text:
        yield behind_text(text.comment)
    if value.field in ("label", "note"):
        return
    if text.plain and text in _NOTHING and value.is_text:
        yield _nothing(text, value)
    if value.among(_NEEDED) and not text:
        yield error("no-words", "there are no words here", text.span, "write them")
    if value.among(_NO_WORDS) or value.among(_AS_TYPED):
        yield from _characters(text, text.span)
    else:
        yield from of_words(text, text.span)
    if value.among(_NO_WORDS):
        return
    if value.among(_AS_TYPED):
        yield from _as_typed(text)
        yield from _lost_letters(text, text.span)
    if not value.around & _QUOTING and value.owner not in _TRANSLATED:
        yield from _quotes(text, value)


def of_words(text: str, where: Where) -> Iterator[Problem]:
    """The typing mistakes in a sentence from any source: characters that a web page or an old file
    changed, and incomplete markup."""
    yield from _characters(text, where)
    yield from _lost_letters(text, where)
    if any(mark in text for mark in "*[\\"):
        for severity, what, hint in unclosed(text):
            yield problem(severity, "markup", what, where, hint)


def _hashtag(missing: Missing, value: _Value) -> Iterator[Problem]:
    """Report a key that looks empty because its text begins with a hash."""
    optional = value.alone and not value.described.is_required
    if missing.comment and is_hashtag(missing.comment) and optional and value.is_text:
        yield in_place_of_text(missing.comment)


def _nothing(text: Scalar, value: _Value) -> Problem:
    """Report a word that YAML reads as no value and that somebody meant as text."""
    message = f'"{text}" means nothing in YAML, and is taken for text here'
    hint = "leave the value empty if there is none; put the text in quotes if it is meant"
    if value.among(_NEEDED | _SIGNED) and value.owner != "Message":
        return error("no-words", message, text.span, hint)
    return warning("no-words", message, text.span, hint)


def _characters(text: str, where: Where) -> Iterator[Problem]:
    for entity in dict.fromkeys(_ENTITY.findall(text)) if "&" in text else ():
        from html import unescape

        meant = unescape(entity)
        if meant != entity:
            shown = "a space" if meant.isspace() else f'"{meant}"'
            message = f'"{entity}" is of a web page, and would be printed as it stands'
            yield error("entity", message, where, f"write {shown}")
    for tag in dict.fromkeys(_TAG.findall(text)) if "<" in text else ():
        message = f'"{shortened(tag)}" is of a web page, and would be printed as it stands'
        hint = "take it out; ** before and after words makes them strong, where words may be so"
        yield error("markup", message, where, hint)
    if text.isascii():
        return
    if _LOST in text:
        message = "a letter has been lost here, and U+FFFD stands in its place"
        hint = "type it again; the file it was copied from was read in another encoding"
        yield error("character", message, where, hint)
    for misread in dict.fromkeys(_MISREAD.findall(text)):
        if meant := _meant(misread):
            message = f'"{misread}" is what "{meant}" becomes in another encoding'
            hint = f'write "{meant}"; open the file it was copied from as UTF-8'
            yield error("character", message, where, hint)
    for character in dict.fromkeys(_UNSEEN.findall(text)):
        message = f"the text holds a character that nobody can see (U+{ord(character):04X})"
        yield error("character", message, where, "delete it, or type the text again")
    if not _is_balanced(text):
        message = "a mark of direction has no partner, so other words may be turned round"
        yield error("character", message, where, "delete it, or type the text again")


def _lost_letters(text: str, where: Where) -> Iterator[Problem]:
    """Warn of a question mark inside a word: what a program writes for a letter it lacks."""
    for word in dict.fromkeys(_ASKED.findall(without_addresses(text))) if "?" in text else ():
        message = f'"{word}" has a question mark inside'
        hint = "type the letter that was lost, or put a space behind the question mark"
        yield warning("character", message, where, hint)


def _meant(misread: str) -> str:
    """The letter whose bytes in UTF-8 were read as other letters; nothing if they are none."""
    with suppress(UnicodeError):
        found = bytes(_byte(letter) for letter in misread).decode("utf-8")
        return found.replace("\u00a0", " ") if found.isprintable() or found.isspace() else ""
    return ""


def _byte(letter: str) -> int:
    """A letter's byte in Windows-1252, which leaves five bytes to those of Latin-1."""
    with suppress(UnicodeError):
        return letter.encode("cp1252")[0]
    return letter.encode("latin-1")[0]


def _as_typed(text: Scalar) -> Iterator[Problem]:
    if "{" in text or "}" in text:
        yield error(
            "placeholder",
            f'"{shortened(text)}" would be printed as it stands, braces and all',
            text.span,
            "write out what {} stands for: nothing is put into a name",
        )
    elif "\\" in text:
        message = f'"{shortened(text)}" would be printed as it stands, "\\" and all'
        yield error("markup", message, text.span, "take it out")
    elif "**" in text or re.search(r"\]\(\S+\)", text):
        message = f'"{shortened(text)}" would be printed as it stands, marks and all'
        yield warning("markup", message, text.span, "take the marks out")


def _quotes(text: Scalar, value: _Value) -> Iterator[Problem]:
    if quoted(text):
        yield _around(text, text.span)
    elif value.among(_NAMES) and len(re.findall('["“”„«»]', text)) == 1:
        message = f'"{shortened(text)}" has a quotation mark without its partner'
        yield warning("quotes", message, text.span, "take it out, or add the other")


def added_quotes(original: str, text: str, where: Where) -> Iterator[Problem]:
    """Warn if a translation stands in quotes and its original does not."""
    if quoted(text) and not quoted(original):
        yield _around(text, where)


def _around(text: str, where: Where) -> Problem:
    pair = quoted(text)
    message = f"the quotes {pair[0]} and {pair[1]} round this text are printed with it"
    return warning("quotes", message, where, "take them out, unless they belong to the words")


def _keys(node: Node) -> Iterator[Problem]:
    """Report names of values that look alike."""
    if isinstance(node, Table):
        for key, value in node.items():
            if normalise(key) != key:
                yield error(
                    "key",
                    f'the name "{normalise(key)}" has a space, or something not seen, in it',
                    node.keys_at[key],
                    f"write {normalise(key)}",
                )
            yield from _keys(value)
    elif isinstance(node, Items):
        for item in node:
            yield from _keys(item)


def quoted(text: str) -> str:
    """The pair of quotes round a whole text; empty if there is none, or if others stand inside, as
    in “yes” and “no”."""
    whole = text.strip()
    pair = whole[:1] + whole[-1:]
    if len(whole) < 3 or pair not in _PAIRS:
        return ""
    inside = _APOSTROPHE.sub("", whole[1:-1])
    return "" if pair[0] in inside or pair[1] in inside else pair


def _is_balanced(text: str) -> bool:
    """Whether every isolate and embedding that opens is closed, and no other is."""
    waiting: list[str] = []
    for mark in _MARKS.findall(text):
        if mark in "\u202a\u202b\u2066\u2067\u2068":
            waiting.append(_OPEN.get(mark, "\u2069"))
        elif not waiting or waiting.pop() != mark:
            return False
    return not waiting


_FieldRead = tuple[str, str, RowField, Any]


def _values(
    node: Node, field: _FieldRead | None, around: frozenset[str], alone: bool = True
) -> Iterator[_Value]:
    if isinstance(node, Scalar | Missing):
        if field is not None:
            yield _Value(node, *field, alone, around)
    elif isinstance(node, Items):
        for item in node:
            yield from _values(item, field, around, alone=False)
    else:
        around |= {reader.__name__ for reader in node.readers}
        for key, value in node.items():
            yield from _values(value, _field(node, key, field), around, alone=bool(node.readers))


def _field(table: Table, key: str, field: _FieldRead | None) -> _FieldRead | None:
    """The field that a key of a table was read for. A table that is no row has the field that it
    was read for itself."""
    if not table.readers:
        return field
    for reader in table.readers:
        if key in reader.row_fields:
            return reader.__name__, key, reader.row_fields[key], reader.field_types[key]
    return None


def _is_text(kind: Any, *said: Any) -> bool:
    """Whether a field takes any text; not so for keywords, dates, numbers and digests."""
    if kind is str:
        return "pattern" not in {name for each in said for name, _ in getattr(each, "limits", ())}
    parts = get_args(kind)
    if get_origin(kind) is Annotated:
        return _is_text(parts[0], *said, *parts[1:])
    return any(_is_text(part) for part in parts)
