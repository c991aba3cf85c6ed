"""An area's numbers, addresses, logos and dates: what cannot be right, and who checked it when."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Final

from generator.content import rows
from generator.content.numbers import check_number, check_numbers_in
from generator.problems import Problem, Refused, Span, error, warning

CLOCK: Final = "CEASE_TODAY"
_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
# What the largest QR code holds at correction M, beside https:// (ISO/IEC 18004, table 7).
_LONGEST: Final = 2331 - len("https://")

_ADDRESS: Final = re.compile(
    r"^(?:https://)?(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}(?::\d+)?(?:/[^\s<>\"{}|\\^`]*)?$",
    re.IGNORECASE | re.ASCII,
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
    for text, place in _words(area):
        problems += check_numbers_in(text, place, area.test)
    for name, address in area.links.items():
        problems += check_address(address, area.at(f"links.{name}"))
    problems += _check_logos(area)
    problems += _check_names(area)
    problems += _check_verified(area, now or today())
    return problems


def _words(area: rows.Area) -> Iterator[tuple[str, Span | None]]:
    """What of an area is printed or said as it stands, and where it is written."""
    yield from ((text, area.at(f"names.{name}")) for name, text in area.names.items())
    for contacts in area.contacts.values():
        yield from ((contact.place, contact.at("place")) for contact in contacts)
    for spelling in area.translations.values():
        for field in ("names", "places"):
            written = getattr(spelling, field).items()
            yield from ((text, spelling.at(f"{field}.{name}")) for name, text in written)
    yield from ((logo.alt, logo.at("alt")) for logo in area.logos)


def check_address(address: str, span: Span | None) -> Iterator[Problem]:
    """Whether an address, as printed, can be opened over https."""
    if len(address.encode()) > _LONGEST:
        hint = "ask for a shorter one that leads there"
        yield error("address", f"this address has {len(address)} characters", span, hint)
    elif not _ADDRESS.fullmatch(address):
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
    if not _DATE.fullmatch(text):
        return None  # such as 20260331, which is as good to a computer and not to a reader
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _a_year_after(day: date) -> date:
    try:
        return day.replace(year=day.year + 1)
    except ValueError:  # 29 February, or the last year there is
        return date(day.year + 1, 3, 1) if day.year < date.max.year else date.max
