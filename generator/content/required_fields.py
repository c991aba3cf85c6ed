"""Finds the fields that campaigns ask of every area: names in their sentences, and lists of
contacts."""

from collections.abc import Iterator, Mapping

from msgspec import Struct

from generator.problems import Problem, Refused
from generator.source.rows import Row
from .campaign_rows import IMPRINT, Contacts, LinkTo
from .project_content import Content
from .text import PLACEHOLDER


class RequiredFields(Struct, frozen=True):
    """The placeholders of campaigns by name, their lists of contacts, and which of the placeholders
    stand for an address that a link leads to."""

    names: frozenset[str]
    contacts: frozenset[str]
    links: frozenset[str]


def required_fields(library: Content) -> tuple[RequiredFields, list[Problem]]:
    """The fields that all readable campaigns ask for together, and the problems of any of them.
    Raises `Refused` if there is no list of languages."""
    names: set[str] = set()
    contacts: set[str] = set()
    links: set[str] = set()
    problems: list[Problem] = []
    for campaign in library.campaigns():
        try:
            words = library.source(campaign)
        except Refused as refused:
            problems += refused.problems
            continue
        others = {name: row for name, row in words.blocks.items() if name != IMPRINT}
        for text in _texts(words.model_copy(update={"blocks": others})):
            names.update(match[1].strip() for match in PLACEHOLDER.finditer(text))
        contacts.update(
            block.contacts for block in words.blocks.values() if isinstance(block, Contacts)
        )
        addresses = (row.address for row in others.values() if isinstance(row, LinkTo))
        whole = (PLACEHOLDER.fullmatch(address.strip()) for address in addresses)
        links.update(match[1].strip() for match in whole if match)
    return RequiredFields(frozenset(names), frozenset(contacts), frozenset(links)), problems


def _texts(value: object) -> Iterator[str]:
    """Every text in a row, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Row):
        for name in type(value).row_fields.keys() - {"label", "note"}:
            yield from _texts(getattr(value, name))
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, tuple):
        for each in value:
            yield from _texts(each)
