"""An area's telephone numbers, addresses, logos and dates: what cannot be right, and how a number
is printed.

Numbers are judged by libphonenumber's plan of the United Kingdom, and by Ofcom's list of numbers
for use in drama.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Final

from generator.content import rows
from generator.problems import Problem, Refused, Span, error, warning

REGION: Final = "GB"
COUNTRY: Final = 44
_LEAST: Final = 9  # figures of a number with its area code; Brampton has five after 016977
CLOCK: Final = "CEASE_TODAY"
# What the largest QR code holds at correction M, beside https:// (ISO/IEC 18004, table 7).
_LONGEST: Final = 2331 - len("https://")

_NUMBER: Final = re.compile(r"^\+?[\d ()\-\u00a0]+$")
_ADDRESS: Final = re.compile(
    r"^(?:https://)?(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}(?::\d+)?(?:/[^\s<>\"{}|\\^`]*)?$",
    re.IGNORECASE | re.ASCII,
)
# ofcom.org.uk, "Telephone numbers for use in TV and radio drama programmes": the first seven
# figures after the 0; any three may follow.
_DRAMA: Final = re.compile(
    r"^(?:1632960|11[3-8]4960|1[2-6]14960|2079460|1914980|2896496|2920180"
    r"|7700900|8081570|9098790|3069990)\d{3}$"
)


def today() -> date:
    """The date that areas are judged on: what CEASE_TODAY says (2026-03-31), or else the
    clock's, where the computer is. No file's bytes depend on it. Raises `Refused`."""
    given = os.environ.get(CLOCK)
    if not given:
        return datetime.now().astimezone().date()
    day = _day(given)
    if day is None:
        message = f'{CLOCK} is "{given}", which is not a date'
        raise Refused([error("clock", message, None, "write it as 2026-03-31, or unset it")])
    return day


def check_area(area: rows.Area, now: date | None = None) -> list[Problem]:
    """Numbers, addresses, logos and dates that cannot be right, and whether anybody has checked
    them. Nothing here but an error depends on the date `now` (that of `today`)."""
    problems: list[Problem] = []
    for name, number in area.numbers.items():
        problems += check_number(number, area.at(f"numbers.{name}"), area.test)
    for contacts in area.contacts.values():
        for contact in contacts:
            problems += check_number(contact.number, contact.at("number"), area.test)
    for name, address in area.links.items():
        problems += check_address(address, area.at(f"links.{name}"))
    problems += _check_logos(area)
    problems += _check_names(area)
    problems += _check_verified(area, now or today())
    return problems


# --- telephone numbers -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Verdict:
    """What the numbering plan says of a number: `wrong` and `hint` if it cannot be rung, `doubt`
    if it may not be in use, whether it is `drama`, and its `national` grouping."""

    wrong: str = ""
    hint: str = ""
    doubt: bool = False
    drama: bool = False
    national: str = ""


def check_number(number: str, span: Span | None, test: bool = False) -> Iterator[Problem]:
    """Whether a number can be rung from the United Kingdom. Numbers that Ofcom keeps for drama
    are for test areas alone."""
    digits = sum(character.isdigit() for character in number)
    shape = _NUMBER.match(number) and number.isascii()
    if not shape or not 3 <= digits <= 15 or number != number.strip() or "  " in number:
        yield error(
            "phone-number",
            f'"{number}" is not a telephone number',
            span,
            "use 3 to 15 digits with single spaces, such as 0116 496 0123",
        )
        return
    verdict = _judge(number)
    if verdict.wrong:
        yield error("phone-number", f'"{number}" {verdict.wrong}', span, verdict.hint)
    elif verdict.drama and not test:
        yield error(
            "drama-number",
            f'"{number}" is kept for films and plays: it rings nobody',
            span,
            "give the real number, or write `test: true` in an area made for trying things out",
        )
    elif verdict.doubt and not verdict.drama:
        yield warning(
            "phone-number",
            f'"{number}" is in no range of numbers known to be in use',
            span,
            "ring it, and compare it figure by figure",
        )


def printed_number(number: str) -> str:
    """A number as it is set: as typed where it was typed with spaces; in national grouping where
    it was typed without any, or begins with +44. What cannot be rung stays as typed."""
    if " " in number and not number.startswith(("+", "00")):
        return number
    return _judge(number).national or number


def dialled(number: str) -> str:
    """What a link to a printed number is: `tel:` with the country's code, or a short number such
    as 101 as it is (RFC 3966, 5.1)."""
    digits = "".join(figure for figure in number if figure.isdigit())
    if number.lstrip().startswith("+"):
        return f"tel:+{digits}"
    if digits.startswith("00"):
        return f"tel:+{digits[2:]}"
    return f"tel:+44{digits[1:]}" if digits.startswith("0") else f"tel:{digits}"


@lru_cache(maxsize=4096)
def _judge(number: str) -> _Verdict:
    import phonenumbers as plan
    from phonenumbers import shortnumberinfo as short

    try:
        parsed = plan.parse(number, REGION)
    except plan.NumberParseException:
        return _Verdict("is not a telephone number", "write it with its area code: 0116 496 0123")
    if parsed.country_code != COUNTRY:
        return _Verdict(
            f"is a number in another country (+{parsed.country_code})",
            "give one that can be rung from the United Kingdom as it stands",
        )
    if short.is_valid_short_number_for_region(parsed, REGION):
        return _Verdict()
    reason = plan.is_possible_number_with_reason(parsed)
    valid = plan.is_valid_number(parsed)
    digits = re.sub(r"\D", "", number)
    # The plan knows a few whole numbers of seven figures, and so takes any seven for possible.
    short_of = not valid and len(digits) < _LEAST
    if reason != plan.ValidationResult.IS_POSSIBLE or short_of:
        return _impossible(reason == plan.ValidationResult.TOO_LONG)
    if not number.startswith("+") and not digits.startswith("0"):
        return _Verdict(
            "has lost the 0 it begins with",
            "write the 0; a spreadsheet keeps it in cells that are formatted as text",
        )
    return _Verdict(
        doubt=not valid,
        drama=bool(_DRAMA.match(str(parsed.national_number))),
        national=plan.format_number(parsed, plan.PhoneNumberFormat.NATIONAL),
    )


def _impossible(long: bool) -> _Verdict:
    if long:
        return _Verdict("has too many figures for a telephone number", "count them")
    return _Verdict(
        "has too few figures for a telephone number",
        "write it with its area code, such as 0116 496 0123; 101, 111 and 999 need none",
    )


# --- everything else ---------------------------------------------------------------------------


def check_address(address: str, span: Span | None) -> Iterator[Problem]:
    """Whether an address, as printed, can be opened over https."""
    if len(address.encode()) > _LONGEST:
        hint = "ask for a shorter one that leads there"
        yield error("address", f"this address has {len(address)} characters", span, hint)
    elif not _ADDRESS.match(address):
        what, hint = "is not a web address", "write it as printed, such as www.example.org/help"
        if address.lower().startswith("http:"):
            what, hint = "begins with http://", "addresses must work over https: leave it out"
        yield error("address", f'"{address}" {what}', span, hint)


def _check_logos(area: rows.Area) -> Iterator[Problem]:
    for logo in area.logos:
        if not logo.alt.strip():
            yield error(
                "alt-text",
                "this logo has no alt text",
                logo.at("alt"),
                "say whose logo it is, such as: Wrenport Town Council",
            )


def _check_names(area: rows.Area) -> Iterator[Problem]:
    names = [*area.names, *area.numbers, *area.links]
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield error(
            "duplicate-name",
            f"{{{name}}} is given more than once in names, numbers and links",
            area.at(f"links.{name}") or area.at(f"numbers.{name}"),
            "call one of them something else",
        )


def _check_verified(area: rows.Area, now: date) -> Iterator[Problem]:
    if area.verified is None or not (area.verified.by and area.verified.on):
        yield warning(
            "unverified",
            "nobody has checked the numbers and addresses of this area since they were typed",
            area.at("verified") or area.at(),
            "ring and open each one, then fill in `verified: {by: …, on: …}`",
        )
        return
    checked, place = _day(area.verified.on), area.verified.at("on")
    if checked is None:
        hint = "write the year, the month and the day, such as 2026-03-31"
        yield error("verified", f'"{area.verified.on}" is not a date', place, hint)
    elif checked > now:
        yield error(
            "verified",
            f"the area was verified on {checked}, which is in the future",
            place,
            f"today is {now}; write the day on which the numbers were rung",
        )


def trial(name: str, area: rows.Area) -> Iterator[Problem]:
    """A warning if the area called `name` is for trying things out. It is no part of `check_area`,
    for nothing is wrong with the area's file."""
    if area.test:
        yield warning(
            "test-area",
            f'the area "{name}" is for trying things out: its numbers may ring nobody',
            area.at("test"),
            "before anything is handed out, give it real numbers, and take `test: true` out",
        )


def overdue(area: rows.Area, now: date | None = None) -> Iterator[Problem]:
    """A warning if the numbers were last checked more than twelve months before the date `now`
    (that of `today`). It is no part of `check_area`: what is wrong with a finished file does not
    depend on when that is asked, and this does."""
    checked = _day(area.verified.on) if area.verified and area.verified.by else None
    if area.verified and checked and (now or today()) > _a_year_after(checked):
        yield warning(
            "verified-long-ago",
            f"the numbers and addresses of this area were last checked on {checked}, "
            "more than 12 months ago",
            area.verified.at("on"),
            "ring and open each one again, then change `verified: {by: …, on: …}`",
        )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _a_year_after(day: date) -> date:
    try:
        return day.replace(year=day.year + 1)
    except ValueError:  # 29 February
        return date(day.year + 1, 3, 1)
