"""Reads and writes PO files, in which translators' programs exchange texts (GNU gettext manual,
3.1).

polib reads damaged files without a word: it drops a line whose quotes are not closed. So each
line is checked first, and the entries that polib reads are counted.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from textwrap import wrap
from typing import Any, Final

from msgspec import Struct

from generator.problems import Problem, Refused, Span, did_you_mean, error
from generator.source.project_files import check_characters

FUZZY: Final = "fuzzy"
BRACES: Final = "python-brace-format"  # other programs then hold {names} to be the same

_WIDTH: Final = 74  # beside the #. of a note
_WHERE: Final = re.compile(r"line (\d+)")


@dataclass(frozen=True, slots=True)
class Entry:
    """One text to translate. `key` is its context, empty if it has none. `notes` are shown to the
    translator. `fuzzy` marks a translation that needs work, and `previous` is the original that it
    was made from. `forms` are translations by number, which only other programs write. `line` is
    where it begins in the file."""

    key: str
    original: str
    translated: str
    fuzzy: bool = False
    notes: tuple[str, ...] = ()
    places: tuple[tuple[str, int], ...] = ()
    flags: tuple[str, ...] = ()
    previous: str = ""
    forms: tuple[str, ...] = ()
    line: int = field(default=1, compare=False)


class PoFile(Struct, frozen=True):
    """A file's headers and entries. Entries marked as `obsolete` (#~) are apart."""

    headers: Mapping[str, str]
    entries: tuple[Entry, ...]
    remark: str = ""
    obsolete: tuple[Entry, ...] = ()


def write(file: PoFile) -> str:
    """The text of a PO file. The same file always gives the same text."""
    from polib import POEntry, POFile

    made = POFile()
    made.header = file.remark
    made.metadata = dict(file.headers)
    for entry in file.entries:
        flags = [FUZZY] if entry.fuzzy else []
        made.append(
            POEntry(
                msgctxt=entry.key,
                msgid=entry.original,
                msgstr=entry.translated,
                comment="\n".join(_wrapped(entry.notes)),
                occurrences=[(path, str(line)) for path, line in entry.places],
                flags=[*flags, *entry.flags],
                previous_msgid=entry.previous or None,
            )
        )
    return f"{made}\n" if not str(made).endswith("\n") else str(made)


def _wrapped(notes: Iterable[str]) -> Iterator[str]:
    """Notes as lines, whose names with hyphens stay whole."""
    for note in notes:
        yield from wrap(note, _WIDTH, break_on_hyphens=False, break_long_words=False)


def read(text: str, shown: str) -> PoFile:
    """The headers and entries of a PO file. Raises `Refused` with each damaged line."""
    from polib import pofile

    text = text.replace("\r\n", "\n").replace("\r", "\n")
    problems = check_characters(text, shown) or list(check_lines(text, shown))
    if problems:
        raise Refused(problems)
    try:
        read_file = pofile(f"{text}\n")  # no name of a file ends in a line feed
    except OSError as problem:
        line = _WHERE.search(str(problem))
        raise Refused([damaged(shown, int(line[1]) if line else 1)]) from None
    current = [entry for entry in read_file if not entry.obsolete]
    contexts = re.findall(r"^\s*msgctxt\b", text, re.MULTILINE)
    if len(contexts) != sum(entry.msgctxt is not None for entry in current):
        raise Refused([damaged(shown, 1, "some of the entries are not whole")])
    obsolete = (entry for entry in read_file if entry.obsolete)
    headers = {str(name): str(value) for name, value in read_file.metadata.items()}
    return PoFile(headers, _entries(current), read_file.header, _entries(obsolete))


def _entries(found: Iterable[Any]) -> tuple[Entry, ...]:
    return tuple(
        Entry(
            key=(entry.msgctxt or "").strip(),
            original=entry.msgid,
            translated=entry.msgstr,
            fuzzy=FUZZY in entry.flags,
            forms=tuple(entry.msgstr_plural[number] for number in sorted(entry.msgstr_plural)),
            line=entry.linenum,
        )
        for entry in found
    )


_LINE: Final = re.compile(
    r"""\s*(?:(msgctxt|msgid|msgid_plural|msgstr|msgstr\[\d+\])\s+)?"(?:[^"\\]|\\[nrt"\\])*"\s*"""
)
_KEYWORD: Final = re.compile(r"\s*([A-Za-z_]+(?:\[\d*\])?)(\s*)(.*)", re.DOTALL)
_KEYWORDS: Final = ("msgctxt", "msgid", "msgstr", "msgid_plural", "msgstr[0]", "msgstr[1]")
_CONFLICT: Final = re.compile(r"(?:<{7}|={7}|>{7})(?:\s.*)?")
_CURLY: Final = "“”„‟‘’«»＂"
_KEPT: Final = "nothing is lost: correct the line, and import the file again"

# What may stand before each part of an entry; "" is the beginning of a file.
_ENDS: Final = ("", "msgstr", "msgstr[]")
_AFTER: Final = {
    "msgctxt": _ENDS,
    "msgid": ("msgctxt", *_ENDS),
    "msgid_plural": ("msgid",),
    "msgstr": ("msgid",),
    "msgstr[]": ("msgid_plural", "msgstr[]"),
}


def damaged(shown: str, line: int, message: str = "this is not a line of a PO file") -> Problem:
    """A fault whose kind is not known."""
    return error("po", message, Span(shown, line), _KEPT)


def check_lines(text: str, shown: str) -> Iterator[Problem]:
    """Each line that is not of a PO file; or, if there is none, each entry that is not whole."""
    lines = text.split("\n")
    wrong = [_line_problem(line, number, shown) for number, line in enumerate(lines, 1)]
    found = [problem for problem in wrong if problem]
    yield from found or _check_order(lines, shown)


def _line_problem(line: str, number: int, shown: str) -> Problem | None:
    bare = line.strip()
    if not bare or bare.startswith("#") or _LINE.fullmatch(line):
        return None
    if _CONFLICT.fullmatch(bare):
        message = "this is a mark of two versions of the file that were put together"
        return _problem(shown, number, 1, message, "keep one of the two versions, and take it out")
    at = len(line) - len(line.lstrip())
    keyword = ""
    if bare[0] != '"':
        match = _KEYWORD.fullmatch(line)
        if match is None or not match[3] or (match[1] not in _KEYWORDS and match[3][0] != '"'):
            hint = 'if it belongs to the text above it, put " before and after it'
            return _problem(shown, number, at + 1, "this is not a line of a PO file", hint)
        keyword, at = match[1], match.start(3)
        if keyword not in _KEYWORDS and not re.fullmatch(r"msgstr\[\d+\]", keyword):
            message = f'no line of a PO file begins with "{keyword}"'
            hint = did_you_mean(keyword, _KEYWORDS)
            return _problem(shown, number, match.start(1) + 1, message, hint)
        if line[at] == '"' and not match[2]:
            message = f"there is no space behind {keyword}"
            return _problem(shown, number, at + 1, message, "put one there")
    if line[at] != '"':
        example = f'{keyword or "msgstr"} "…"'
        if line[at] in _CURLY:
            message = f"this text begins with {line[at]}, not with a straight quotation mark"
            return _problem(shown, number, at + 1, message, f"write {example}")
        message = "this text does not stand in quotation marks"
        return _problem(shown, number, at + 1, message, f"write {example}")
    return _wrong_text(line, at + 1, number, shown)


def _wrong_text(line: str, at: int, number: int, shown: str) -> Problem:
    """What is wrong with a text, which begins at `at`, behind its quotation mark."""
    while at < len(line):
        if line[at] == "\\":
            if line[at + 1 : at + 2] not in tuple('nrt"\\'):
                message = f"\\{line[at + 1 : at + 2]} stands for nothing in a PO file"
                return _problem(shown, number, at + 1, message, "write \\\\ for a backslash")
            at += 2
        elif line[at] == '"':
            message = "the text ends at this quotation mark, and more follows"
            hint = 'write \\" for a quotation mark inside a text'
            return _problem(shown, number, at + 1, message, hint)
        else:
            at += 1
    message = "the quotation mark of this text is not closed"
    hint = 'put " at the end of the line'
    if line.rstrip().endswith('\\"'):
        hint = 'its last \\" is part of the text: put another " behind it'
    return _problem(shown, number, len(line.rstrip()) + 1, message, hint)


def _check_order(lines: list[str], shown: str) -> Iterator[Problem]:
    """Whether each entry has an original and a translation, and each only once."""
    state, begins, first = "", 0, True
    for number, line in enumerate(lines, 1):
        match = _LINE.fullmatch(line)
        if match is None:  # a comment, or nothing
            continue
        if not match[1]:
            if first:
                message = "this text belongs to no entry: a line with msgid or msgstr is missing"
                yield _problem(
                    shown, number, 1, message, "write it back, as it was above this line"
                )
            continue
        first = False
        part = re.sub(r"\d+", "", match[1])
        if state not in _AFTER[part]:
            yield _out_of_order(part, state, begins, number, shown)
        if part in {"msgctxt", "msgid"} and not (part == "msgid" and state == "msgctxt"):
            begins = number
        state = part
    if state not in _ENDS:
        yield _out_of_order("", state, begins, begins, shown)


def _out_of_order(part: str, state: str, begins: int, number: int, shown: str) -> Problem:
    """What is missing from an entry, or in it twice."""
    if state in {"msgid", "msgctxt", "msgid_plural"} and part != state:
        lacks = "msgid" if state == "msgctxt" else "msgstr"
        message = f"this entry has no {lacks}"
        return _problem(shown, begins, 1, message, f'write {lacks} "…" in it')
    message = (
        f"there is a second {part} in this entry"
        if part == state
        else (f"{part} stands here without a msgid before it")
    )
    return _problem(shown, number, 1, message, "keep one, or write back the lines that are missing")


def _problem(shown: str, line: int, column: int, message: str, hint: str) -> Problem:
    return error("po", message, Span(shown, line, column), hint, [_KEPT])
