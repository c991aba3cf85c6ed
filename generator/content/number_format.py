"""Shows whole numbers as a spreadsheet does, with the digits and spaces of their format: 1632960777
with the format 00000 000000 is shown as 01632 960777."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

# A code of ECMA-376-1, 18.8.31: a place of a figure, text in quotes or behind a backslash, a space
# as wide as a letter, a letter that fills the cell, or a mark that stands as it is.
_CODE: Final = re.compile(r'([0#?])|"([^"]*)"|\\(.)|_(.)|\*.|([-+ ()/:])')


def formatted(number: int, code: str) -> str:
    """A number in a format of figures and text alone; as plain figures in any other."""
    parts = list(_parts(code.split(";", maxsplit=1)[0])) if number >= 0 else []
    places = [index for index, (place, _) in enumerate(parts) if place]
    if not parts or not places:
        return str(number)
    figures = list(str(number))
    shown: list[str] = []
    for index in range(len(parts) - 1, -1, -1):
        place, text = parts[index]
        if not place:
            shown.append(text)
        elif index == places[0]:
            shown.append("".join(figures) or ("0" if place == "0" else ""))
            figures = []
        elif figures:
            shown.append(figures.pop())
        elif place == "0":
            shown.append("0")
    return "".join(reversed(shown)).strip()


def _parts(code: str) -> Iterator[tuple[str, str]]:
    """Each place of a figure, and each text between; nothing of a format that has more to it."""
    found: list[tuple[str, str]] = []
    at = 0
    while at < len(code):
        match = _CODE.match(code, at)
        if match is None:
            return
        at = match.end()
        if match[1]:
            found.append((match[1], ""))
        else:
            text = match[2] or match[3] or match[5] or (" " if match[4] else "")
            found.append(("", text))
    yield from found
