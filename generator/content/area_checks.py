"""Checks an area's numbers, addresses, logos and dates, and who verified them when."""

import os
import re
import time
from collections.abc import Iterator
from datetime import date
from typing import Final

from generator.cache import NO_CACHE, Cache
from generator.problems import Problem, Refused, did_you_mean, error, warning, with_places
from generator.source.rows import Row
from .address_checks import (
    check_address,
    check_addresses_in,
    is_shown_with_more,
    is_tracked,
    untracked,
)
from .area_rows import MOST_LOGOS, Area, AreaContact, AreaLink, Verified
from .image_rows import SlotImage
from .imprint import check_imprint
from .phone_numbers import check_number, check_numbers_in
from .sentences import IMAGE_WORDS
from .text import read_text

CLOCK: Final = "CEASE_TODAY"
# No port, no user, no query: search engines are told this address.
_SITE: Final = re.compile(r"https://((?:[a-z0-9-]+\.)+[a-z]{2,}(?:/[A-Za-z0-9._~-]+)*/?)")
_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def today() -> date:
    """The date on which areas are checked: what CEASE_TODAY says (2026-03-31), or else the
    clock's, where the computer is. No file's bytes depend on it. Raises `Refused`."""
    given = os.environ.get(CLOCK)
    if not given:
        return date(*time.localtime()[:3])  # which also takes a wrong TZ
    day = _day(given)
    if day is None:
        message = f'{CLOCK} is "{given}", which is not a date'
        raise Refused([error("clock", message, None, "write it as 2026-03-31, or unset it")])
    return day


def check_area(area: Area, now: date | None = None, *, cache: Cache = NO_CACHE) -> list[Problem]:
    """Report numbers, addresses, logos and dates that cannot be right, and an area that nobody has
    checked. Only errors depend on the date `now` (see `today`)."""
    problems: list[Problem] = []
    now = now or today()
    for name, number in area.numbers.items():
        problems += check_number(number, area.at(f"numbers.{name}"), area.test, cache=cache)
    for contacts in area.contacts.values():
        for contact in contacts:
            problems += check_number(contact.number, contact.at("number"), area.test, cache=cache)
    for text, row, path in _words(area):
        found = [
            *check_numbers_in(text, path, area.test, cache=cache),
            *check_addresses_in(text, path, area.test),
        ]
        problems += with_places(found, row.at)
    for name, link in area.links.items():
        problems += _check_link(name, link, area, now)
    problems += _check_repeated(area)
    problems += _check_site(area)
    problems += _check_logos(area)
    problems += check_imprint(area)
    problems += _check_names(area)
    problems += _check_verified(area, now)
    return problems


def _check_repeated(area: Area) -> Iterator[Problem]:
    """Warn of a place or a number that stands twice in a list: one of the two may be a slip."""
    for contacts in area.contacts.values():
        places: dict[str, AreaContact] = {}
        numbers: dict[str, AreaContact] = {}
        for contact in contacts:
            place = " ".join(contact.place.casefold().split())
            digits = "".join(filter(str.isdigit, contact.number))
            if place in places:
                message = f'"{contact.place}" stands here a second time'
                hint = "name the place that is meant, or take one of them out"
                yield warning("repeated-contact", message, contact.at("place"), hint)
            elif digits in numbers:
                other = numbers[digits].place
                message = f'"{contact.place}" has the number of "{other}": {contact.number}'
                hint = "ring it; if it is right for both, one row may name both places"
                yield warning("repeated-contact", message, contact.at("number"), hint)
            places.setdefault(place, contact)
            numbers.setdefault(digits, contact)


def _check_site(area: Area) -> Iterator[Problem]:
    """Report a site that is no https address of a folder."""
    if not area.site:
        return
    place = area.at("site")
    match = _SITE.fullmatch(area.site)
    if match is None:
        hint = "write the whole address of a folder, such as https://www.example.org/help"
        yield error("site", f'"{area.site}" is no https address of a folder', place, hint)
        return
    yield from check_address(match[1].rstrip("/"), place, area.test)


def _check_link(name: str, link: str | AreaLink, area: Area, now: date) -> Iterator[Problem]:
    """Report a printed address that cannot be opened, or one that may not open another."""
    if isinstance(link, str):
        place = area.at(f"links.{name}")
        yield from check_address(link, place, area.test)
        if is_tracked(link):
            short = untracked(link)
            yield warning(
                "address-tracking",
                f"{{{name}}} has parameters that only count who follows it, and nobody types",
                place,
                f'print it without them: `{name}: {{shown: {short}, open: "{link}"}}`',
            )
        return
    shown, opened = link.at("shown"), link.at("open")
    found = [
        *check_address(link.shown, shown, area.test),
        *check_address(link.open, opened, area.test),
    ]
    yield from found
    if any(problem.is_error for problem in found) or is_shown_with_more(link.shown, link.open):
        return
    checked = link.checked
    if checked is None or not _is_signed(checked):
        yield error(
            "link-open",
            f'"{link.open}" is not the address shown, "{link.shown}", with a query',
            opened,
            f"open it, and if it leads to {link.shown}, say who did and when: "
            "`checked: {by: …, on: 2026-03-31}`",
        )
    else:
        yield from _check_day(checked, "the link was opened", now)


def _words(area: Area) -> Iterator[tuple[str, Row, str]]:
    """The words of an area that are printed or read aloud as they stand, each with a row and its
    key path in the row."""
    yield from ((text, area, f"names.{name}") for name, text in area.names.items())
    for contacts in area.contacts.values():
        yield from ((contact.place, contact, "place") for contact in contacts)
    for spelling in area.translations.values():
        for field in ("names", "places"):
            written = getattr(spelling, field).items()
            yield from ((text, spelling, f"{field}.{name}") for name, text in written)
    yield from ((logo.alt, logo, "alt") for logo in area.logos)
    for image in area.images.values():
        if isinstance(image, SlotImage):
            yield from ((getattr(image, word), image, word) for word in IMAGE_WORDS)
    if area.imprint:
        yield area.imprint.publisher, area.imprint, "publisher"


def _check_logos(area: Area) -> Iterator[Problem]:
    if len(area.logos) > MOST_LOGOS:
        message = f"the area has {len(area.logos)} logos, and a strip has room for {MOST_LOGOS}"
        hint = "keep the logos of those who publish it, and name the others in the words"
        yield error("too-many-logos", message, area.logos[MOST_LOGOS].at("file"), hint)
    leads = [logo for logo in area.logos if logo.lead]
    for logo in leads[1:]:
        message = f"two logos lead: this one, and that of {leads[0].alt or leads[0].file}"
        yield error("two-leads", message, logo.at("lead"), "keep `lead: true` at one of them")
    for logo in area.logos:
        if not logo.alt.strip():
            yield error(
                "alt-text",
                "this logo has no alt text",
                logo.at("alt"),
                "say whose logo it is, such as: Wrenport Town Council",
            )


def _check_names(area: Area) -> Iterator[Problem]:
    names = [*area.names, *area.numbers, *area.links]
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield error(
            "duplicate-name",
            f"{{{name}}} is given more than once in names, numbers and links",
            area.at(f"links.{name}") or area.at(f"numbers.{name}"),
            "call one of them something else",
        )


def _check_verified(area: Area, now: date) -> Iterator[Problem]:
    if area.verified is not None and area.verified.on:
        yield from _check_day(area.verified, "the area was verified", now)
    if area.verified is None or not _is_signed(area.verified):
        yield warning(
            "unverified",
            "nobody has checked the numbers and addresses of this area since they were typed",
            area.at("verified") or area.at(),
            "ring and open each one, then fill in `verified: {by: …, on: …}`",
        )


def _is_signed(signed: Verified) -> bool:
    """Whether a name with a letter in it and a date are given."""
    return bool(signed.on) and any(map(str.isalpha, signed.by))


def _check_day(signed: Verified, what: str, now: date) -> Iterator[Problem]:
    checked, place = _day(signed.on), signed.at("on")
    if checked is None:
        hint = "write the year, the month and the day, such as 2026-03-31"
        yield error("verified", f'"{signed.on}" is not a date', place, hint)
    elif checked > now:
        yield error(
            "verified",
            f"{what} on {checked}, which is in the future",
            place,
            f"today is {now}; write the day on which that was done",
        )


def trial(name: str, area: Area) -> Iterator[Problem]:
    """Warn if the area called `name` is for trying things out. It is not part of `check_area`, for
    the area's file has no mistake."""
    if area.test:
        yield warning(
            "test-area",
            f'the area "{name}" is for trying things out: its numbers may ring nobody',
            area.at("test"),
            "before anything is handed out, give it real numbers, and take `test: true` out",
        )


def overdue(area: Area, now: date | None = None) -> Iterator[Problem]:
    """Warn if somebody last checked the numbers, or the target of a link, more than twelve months
    before the date `now` (see `today`). It is not part of `check_area`: a finished file is as good
    later as it is today."""
    if area.verified and _is_long_ago(area.verified, now):
        yield warning(
            "verified-long-ago",
            "the numbers and addresses of this area were last checked on "
            f"{area.verified.on}, more than 12 months ago",
            area.verified.at("on"),
            "ring and open each one again, then change `verified: {by: …, on: …}`",
        )
    for name, link in area.links.items():
        if isinstance(link, AreaLink) and link.checked and _is_long_ago(link.checked, now):
            yield warning(
                "verified-long-ago",
                f"{{{name}}} was last opened on {link.checked.on}, more than 12 months ago",
                link.checked.at("on"),
                "open it again, then change `checked: {by: …, on: …}`",
            )


def earliest_check(area: Area) -> str:
    """The earliest of the days on which somebody checked what an area says; empty if nobody did."""
    links = (link.checked for link in area.links.values() if isinstance(link, AreaLink))
    signed = (each for each in (area.verified, *links) if each and each.by and _day(each.on))
    return min((each.on for each in signed), default="")


def is_long_ago(day: str, now: date | None = None) -> bool:
    """Whether a day, if it is one, is more than twelve months before the date `now`."""
    checked = _day(day)
    return checked is not None and (now or today()) > _a_year_after(checked)


def _is_long_ago(signed: Verified, now: date | None) -> bool:
    return bool(signed.by) and is_long_ago(signed.on, now)


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


def check_places(area: Area) -> Iterator[Problem]:
    """Report each {name} in a place that the area does not have."""
    for contacts in area.contacts.values():
        for contact in contacts:
            yield from _check_braces(contact.place, area, contact, "place")


def _check_braces(text: str, area: Area, row: Row, path: str) -> Iterator[Problem]:
    """Report each {name} in a text that the area does not have, and a brace without its partner.
    The text stands at a key path of a row."""
    if "{" in text or "}" in text:
        values = {**area.names, **area.numbers, **area.shown}
        yield from read_text(text, "", values, where=row.at(path))[1]


def check_spellings(area: Area) -> Iterator[Problem]:
    """Report every name and place in another language that the area itself does not have, and each
    {name} in a place that the area does not have."""
    yield from check_places(area)
    for spelling in area.translations.values():
        for place, written in spelling.places.items():
            yield from _check_braces(written, area, spelling, f"places.{place}")
    places = {contact.place for contacts in area.contacts.values() for contact in contacts}
    for spelling in area.translations.values():
        for name in spelling.names:
            if name not in area.names:
                yield error(
                    "unknown-name",
                    f'the area has no name "{name}"',
                    spelling.at(f"names.{name}"),
                    did_you_mean(name, area.names),
                )
        pictured = [slot for slot, row in area.images.items() if isinstance(row, SlotImage)]
        for slot in spelling.images:
            if slot not in pictured:
                message = f'the area has no picture for a slot called "{slot}"'
                where = spelling.at(f"images.{slot}")
                yield error("unknown-slot", message, where, did_you_mean(slot, pictured))
        for place in spelling.places:
            if place not in places:
                yield error(
                    "unknown-place",
                    f'no contact of the area is in "{place}"',
                    spelling.at("places"),
                    did_you_mean(place, places),
                )
