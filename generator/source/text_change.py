"""Another text in place of one in a YAML file: quotes stay quotes, and of a folded text only the
lines that differ are folded anew."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from .merge_marks import has_merge_marks
from .writer import WIDTH, in_double_quotes, one_line, text_lines
from .yaml_places import ValuePlace, holder_column, indent_of, line_end

# What a text within brackets or braces may not hold without quotes.
FLOW_MARKS: Final = ",[]{}"
_NARROWEST: Final = 40  # characters of a line that may tell how wide a file is folded


class TextChange(Struct):
    """What stands from `start` to `end`, in characters, becomes `new`."""

    start: int
    end: int
    new: str


def text_change(text: str, place: ValuePlace, value: str) -> TextChange:
    """Another text in place of one."""
    begin = text.rfind("\n", 0, place.start) + 1
    lead = text[begin : place.start]
    gap = "" if not lead or lead[-1] in " [{" else " "
    if place.style in ("|", ">"):
        return _block_change(text, place, value, lead)
    remark = text[place.end : line_end(text, place.end)].lstrip(" \t").startswith("#")
    if place.style == '"' and place.end - place.start > len('""'):  # round nothing they may go
        new = in_double_quotes(value)
    elif place.in_flow or remark or place.style == "'":
        new = one_line(value, FLOW_MARKS if place.in_flow else "")
    else:
        margin = holder_column(text, place.start) + 2
        new = "\n".join(text_lines(value, lead + gap, margin))[len(lead + gap) :]
    return TextChange(place.start, place.end, gap + new)


def _block_change(text: str, place: ValuePlace, value: str, lead: str) -> TextChange:
    """Another text in place of a block."""
    header = text[place.start : line_end(text, place.start)]
    lines = text[place.start : place.end].split("\n")[1:]
    if (folded := _folded_anew(header, lines, value)) is not None:
        return TextChange(place.start, place.end, "\n".join([header, *folded]))
    margin = indent_of(lines[0]) if lines else holder_column(text, place.start) + 2
    _, hash_sign, remark = header.partition("#")
    first, *others = text_lines(value, lead, margin)
    if hash_sign:
        first += f"  #{remark}"
    return TextChange(place.start, place.end, "\n".join([first[len(lead) :], *others]))


def _folded_anew(header: str, lines: list[str], value: str) -> list[str] | None:
    """The lines of a folded text for another text: those that need not change stay. None if lines
    cannot be told from words."""
    words = value.split(" ")
    mark = header.split("#", maxsplit=1)[0].strip()
    margin = indent_of(lines[0]) if lines else 0
    texts = [line[margin:] for line in lines]
    is_even = all(indent_of(line) == margin and line == line.rstrip() for line in lines)
    if mark != ">-" or not lines or not is_even or not all(words) or "\n" in value:
        return None
    if (
        "#" in words or words[0] == "-" or has_merge_marks(value)
    ):  # would be taken for a comment, or an item of a list
        return None
    first = last = 0
    while first < len(texts) and words[: len(texts[first].split(" "))] == texts[first].split(" "):
        words = words[len(texts[first].split(" ")) :]
        first += 1
    while first + last < len(texts) and words[-len(end := texts[-1 - last].split(" ")) :] == end:
        words = words[: -len(end)]
        last += 1
    longest = max(map(len, lines))
    width = max(longest, WIDTH) if longest > WIDTH or len(lines) == 1 else max(longest, _NARROWEST)
    folded = _folded(words, margin, width)
    return [*lines[:first], *folded, *lines[len(lines) - last :]]


def _folded(words: list[str], margin: int, width: int) -> list[str]:
    lines: list[str] = []
    for word in words:
        if lines and (len(lines[-1]) + 1 + len(word) <= width or word == "-"):
            lines[-1] += f" {word}"
        else:
            lines.append(" " * margin + word)
    return lines
