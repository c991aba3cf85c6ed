"""Reads and writes PO files, in which translators' programs exchange texts (GNU gettext manual,
3.1).

polib reads damaged files without a word: it drops a line whose quotes are not closed. So `po_lines`
checks each line first, and the entries that polib reads are counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from textwrap import wrap
from typing import Any, Final

from generator.content.po_lines import check_lines, damaged
from generator.problems import Refused
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


@dataclass(frozen=True, slots=True)
class PoFile:
    """A file's headers and entries. Entries marked as `obsolete` (#~) are apart."""

    headers: Mapping[str, str]
    entries: tuple[Entry, ...]
    remark: str = ""
    obsolete: tuple[Entry, ...] = ()


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
    """A PO file's headers and entries. Raises `Refused` with each line that is not of a PO
    file."""
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
