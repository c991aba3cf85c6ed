"""The values that an area gives to sentences: names, numbers, addresses and places in a
language."""

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from generator.addresses import bare, leading_to
from generator.cache import Cache
from generator.source.keys import AREA, key_of
from .area_rows import Area, AreaLink
from .phone_numbers import dialled, printed_number


class Named(Struct, frozen=True):
    """The value of a `{name}` in a sentence. It has words, perhaps an address that they lead to,
    perhaps another address that opens in place of the printed one, and the key of the value."""

    text: str
    target: str = ""
    opens: str = ""
    key: str = ""
    is_link: bool = False


class AreaWords(Struct, frozen=True):
    """An area's `{name}` values in a language, and the places of its contacts by the area's own
    spelling, each with its key."""

    named: Mapping[str, Named]
    places: Mapping[str, tuple[str, str]]


def words_in(area: Area, languages: Sequence[str], cache: Cache) -> AreaWords:
    """Each name and place as the first of the languages spells it, or else as the area does."""
    named = {
        name: Named(text, key=key_of(AREA, f"names.{name}")) for name, text in area.names.items()
    }
    places: dict[str, tuple[str, str]] = {}
    for tag in reversed(languages):
        spelling = area.translations.get(tag)
        if spelling is not None:
            path = f"translations.{tag}"
            for name, text in spelling.names.items():
                named[name] = Named(text, key=key_of(AREA, f"{path}.names.{name}"))
            for place, text in spelling.places.items():
                places[place] = text, key_of(AREA, f"{path}.places.{place}")
    for name, number in area.numbers.items():
        printed = printed_number(number, cache=cache)
        target = dialled(printed, cache=cache)
        named[name] = Named(printed, target, key=key_of(AREA, f"numbers.{name}"))
    for name, link in area.links.items():
        named[name] = _link(name, link)
    return AreaWords(named, places)


def _link(name: str, link: str | AreaLink) -> Named:
    path = f"links.{name}"
    if isinstance(link, AreaLink):
        opens = leading_to(link.open)
        return Named(bare(link.shown), opens, opens, key_of(AREA, f"{path}.shown"), True)
    return Named(bare(link), leading_to(link), "", key_of(AREA, path), True)


def words_of(named: Iterable[tuple[str, Named]]) -> tuple[dict[str, str], dict[str, str]]:
    """The words of each name, and the address that each leads to if it has one."""
    named = tuple(named)
    words = {name: each.text for name, each in named}
    return words, {name: each.target for name, each in named if each.target}
