"""Writes the places of the dialling codes of the United Kingdom, from libphonenumber's data.

    python -m tools.dialling_codes

libphonenumber's Python package reads the places of the whole world at once, which takes most of a
second. A beginning that says no more than a shorter one is left out.
"""

from pathlib import Path
from typing import Final

from phonenumbers.geodata import GEOCODE_DATA

from generator.content import number_kinds

COUNTRY: Final = "44"


def places() -> dict[str, str]:
    """The place of each beginning of a number, with its 0."""
    found: dict[str, str] = {}
    for digits, names in sorted(GEOCODE_DATA.items(), key=lambda each: (len(each[0]), each[0])):
        if not digits.startswith(COUNTRY) or "en" not in names:
            continue
        begins = f"0{digits.removeprefix(COUNTRY)}"
        shorter = (begins[:end] for end in range(len(begins) - 1, 1, -1))
        if next((found[each] for each in shorter if each in found), "") != names["en"]:
            found[begins] = names["en"]
    return dict(sorted(found.items()))


def text() -> str:
    """The file's lines: a beginning, and its place."""
    return "".join(f"{begins} {place}\n" for begins, place in places().items())


if __name__ == "__main__":
    Path(number_kinds.CODES).write_text(text(), "utf-8")
