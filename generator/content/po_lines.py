"""Checks the lines of a PO file one by one: what is wrong with a line, at which column, and what to
do.

A translator's work may be in that one file, so it must be possible to repair it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from generator.problems import Problem, Span, did_you_mean, error

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
