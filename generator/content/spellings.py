"""Checks how an area's names and places are spelt in other languages."""

from __future__ import annotations

from collections.abc import Iterator

from generator.content.area_rows import Area
from generator.content.text import read_text
from generator.problems import Problem, did_you_mean, error


def check_spellings(area: Area) -> Iterator[Problem]:
    """Every name and place in another language that the area itself does not have, and each
    {name} in a place that nothing answers to."""
    values = {**area.names, **area.numbers, **area.shown}
    for contacts in area.contacts.values():
        for contact in contacts:
            yield from read_text(contact.place, "", values, where=contact.at("place"))[1]
    for spelling in area.translations.values():
        for place, written in spelling.places.items():
            yield from read_text(written, "", values, where=spelling.at(f"places.{place}"))[1]
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
        for place in spelling.places:
            if place not in places:
                yield error(
                    "unknown-place",
                    f'no contact of the area is in "{place}"',
                    spelling.at("places"),
                    did_you_mean(place, places),
                )
