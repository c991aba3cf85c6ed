"""An area's names and places as they are spelt in a language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.content import rows
from generator.content.text import read_text
from generator.problems import Problem, Span, did_you_mean, error


@dataclass(frozen=True, eq=False)
class Names:
    """An area's `{name}` values in a language, and the places of its contacts by how the area
    itself spells them, each with where that is written."""

    names: Mapping[str, str]
    places: Mapping[str, tuple[str, Span | None]]

    def place(self, contact: rows.Contact) -> tuple[str, Span | None]:
        """The place of a contact, and where its spelling is written."""
        return self.places.get(contact.place) or (contact.place, contact.at("place"))


def names_in(area: rows.Area, languages: Iterable[str]) -> Names:
    """Each name and place as the first of the languages spells it that has it, or else as the
    area does."""
    names = dict(area.names)
    places: dict[str, tuple[str, Span | None]] = {}
    for tag in reversed(tuple(languages)):
        spelling = area.translations.get(tag)
        if spelling is not None:
            names |= spelling.names
            for place, written in spelling.places.items():
                places[place] = written, spelling.at(f"places.{place}")
    return Names(names, places)


def check_spellings(area: rows.Area) -> Iterator[Problem]:
    """Every name and place in another language that the area itself does not have, and each
    {name} in a place that nothing answers to."""
    values = {**area.names, **area.numbers, **area.shown}
    for contacts in area.contacts.values():
        for contact in contacts:
            yield from read_text(contact.place, "", values, span=contact.at("place"))[1]
    for spelling in area.translations.values():
        for place, written in spelling.places.items():
            yield from read_text(written, "", values, span=spelling.at(f"places.{place}"))[1]
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
