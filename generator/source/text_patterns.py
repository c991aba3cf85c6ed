"""Patterns that short texts must match, with the message for a text that does not."""

import re
from datetime import datetime
from typing import Final

from msgspec import Struct


class Form(Struct, frozen=True):
    """A regular expression for a whole text, what such a text is, and what to do about another."""

    pattern: str
    what: str
    hint: str

    @property
    def or_nothing(self) -> str:
        """The expression for such a text, or none."""
        return f"^({self.pattern.strip('^$')})?$"


DATE: Final = Form(
    r"^\d{4}-\d{2}-\d{2}$", "a date", "write the year, the month and the day, such as 2026-03-31"
)
MONTH: Final = Form(
    r"^\d{4}-(?:0[1-9]|1[0-2])$", "a month", "write the year and the month, such as 2026-03"
)
DIGEST: Final = Form(
    r"^[0-9a-f]{8}$",
    "a digest of 8 figures",
    "leave it out, and `cease validate` says what to write",
)
SCRIPT: Final = Form(
    r"^[A-Z][a-z]{3}$", "a script's code", "write it as Latn, Arab or Hans (ISO 15924)"
)
COLOUR: Final = Form(
    r"^#[0-9A-Fa-f]{6}$",
    "a colour",
    'write # and six figures, in quotes, such as "#66BB55"',
)
_FORMS: Final = (DATE, MONTH, DIGEST, SCRIPT, COLOUR)
# Day before month, as in the United Kingdom.
_DAYS: Final = ("%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%Y/%m/%d", "%d %B %Y", "%d %b %Y", "%Y-%m-%d")
_MONTHS: Final = ("%B %Y", "%b %Y", "%m/%Y", "%m.%Y", "%m-%Y", "%Y/%m", "%Y-%m", "%B, %Y")
_ORDINAL: Final = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b")


def form_of(pattern: str) -> Form | None:
    """The form with this expression."""
    return next((form for form in _FORMS if pattern in (form.pattern, form.or_nothing)), None)


def corrected(form: Form, text: str) -> str:
    """The text in the right form that a text was meant to be; empty if nobody can know."""
    whole = text.strip()
    if form is COLOUR and re.fullmatch("[0-9A-Fa-f]{6}", whole):
        return f'"#{whole}"'
    if form is SCRIPT and re.fullmatch("[A-Za-z]{4}", whole):
        return whole.title()
    for order in _DAYS if form is DATE else _MONTHS if form is MONTH else ():
        try:
            found = datetime.strptime(_ORDINAL.sub("", whole), order).date().isoformat()  # noqa: DTZ007
        except ValueError:
            continue
        return found if form is DATE else found.rpartition("-")[0]
    return ""
