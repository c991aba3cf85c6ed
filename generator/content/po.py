"""PO files, the form in which translators' programs exchange texts (GNU gettext manual, 3.1).

polib reads forgivingly: it drops a line whose quotes are not closed. So each line is looked at
first, and what polib makes of the file is counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from generator.problems import Problem, Refused, Span, error
from generator.source.files import check_characters

FUZZY: Final = "fuzzy"
BRACES: Final = "python-brace-format"  # other programs then hold {names} to be the same

_LINE: Final = re.compile(
    r"""\s*(?:(?:msgctxt|msgid|msgid_plural|msgstr(?:\[\d+\])?)\s+)?"(?:[^"\\]|\\[nrt"\\])*"\s*"""
)
_WHERE: Final = re.compile(r"line (\d+)")
_HINT: Final = "export it again, and save it as a PO file in UTF-8"


@dataclass(frozen=True, slots=True)
class Entry:
    """One text to translate: `key` is its context, `notes` are shown to the translator, `fuzzy`
    marks a translation that needs work. `line` is where it begins in a file that was read."""

    key: str
    original: str
    translated: str
    fuzzy: bool = False
    notes: tuple[str, ...] = ()
    places: tuple[tuple[str, int], ...] = ()
    flags: tuple[str, ...] = ()
    line: int = field(default=1, compare=False)


@dataclass(frozen=True, slots=True)
class PoFile:
    """A file's headers and entries."""

    headers: Mapping[str, str]
    entries: tuple[Entry, ...]
    remark: str = ""


def write(file: PoFile) -> str:
    """The text of a PO file; the same file gives the same text."""
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
                comment="\n".join(entry.notes),
                occurrences=[(path, str(line)) for path, line in entry.places],
                flags=[*flags, *entry.flags],
            )
        )
    return f"{made}\n" if not str(made).endswith("\n") else str(made)


def read(text: str, shown: str) -> PoFile:
    """A PO file's headers and entries, obsolete ones left out. Raises `Refused` with each line
    that is not of a PO file."""
    from polib import pofile

    text = text.replace("\r\n", "\n").replace("\r", "\n")
    problems = check_characters(text, shown) or list(_check_lines(text, shown))
    if problems:
        raise Refused(problems)
    try:
        read_file = pofile(f"{text}\n")  # no name of a file ends in a line feed
    except OSError as problem:
        line = _WHERE.search(str(problem))
        raise Refused([_wrong(shown, int(line[1]) if line else 1)]) from None
    current = [entry for entry in read_file if not entry.obsolete]
    contexts = re.findall(r"^\s*msgctxt\b", text, re.MULTILINE)
    if len(contexts) != sum(entry.msgctxt is not None for entry in current):
        raise Refused([_wrong(shown, 1, "some of the entries are not whole")])
    entries = (
        Entry(
            key=entry.msgctxt or "",
            original=entry.msgid,
            translated=entry.msgstr,
            fuzzy=FUZZY in entry.flags,
            line=entry.linenum,
        )
        for entry in current
    )
    return PoFile(dict(read_file.metadata), tuple(entries), read_file.header)


def _check_lines(text: str, shown: str) -> Iterator[Problem]:
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip() and not line.lstrip().startswith("#") and not _LINE.fullmatch(line):
            yield _wrong(shown, number)


def _wrong(shown: str, line: int, message: str = "this is not a line of a PO file") -> Problem:
    return error("po", message, Span(shown, line), _HINT)
