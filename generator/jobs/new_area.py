"""Begins an area's file: with examples, or with what somebody says of the area.

The file has every name, number, link and list of contacts that a campaign asks for, or that another
area has, and comments that explain them.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from string import Template
from typing import Final

from msgspec import Struct

from generator.content.required_fields import required_fields
from generator.source.writer import Data, one_line, table_lines
from .libraries import Libraries

# Numbers that Ofcom keeps for drama, so that no example rings anybody.
EXAMPLE_NUMBER: Final = "01632 960000"
EXAMPLE_ADDRESS: Final = "www.example.org"
_NATIONAL: Final = 4  # figures at most of a number that is the same everywhere, such as 101
_TEMPLATE: Final = Path(__file__).parent / "templates" / "area.yaml"
_EXAMPLE: Final = "\n# Everything below is an example: replace it before anything is printed."
_TEST: Final = """
# Take this line out once the numbers are real: it allows those that ring nobody.
test: true
"""
_OWN: Final = f"""# own:
#   heading: Our safeguarding lead
#   name: Ms A. Example
#   number: {EXAMPLE_NUMBER}"""
_IMPRINT: Final = (
    "# imprint: {publisher: , date: 2026-03, reference: , formats: www.example.org/formats}"
)
_VERIFIED: Final = "verified:\n  by:\n  on:"


class AreaNames(Struct, frozen=True, kw_only=True):
    """The keys that areas of a project have. `unknown` are those of the names that no area has yet,
    so that nobody can say what they are; `national` has the numbers that are the same
    everywhere."""

    names: tuple[str, ...]
    contacts: tuple[str, ...]
    links: tuple[str, ...]
    numbers: tuple[str, ...]
    unknown: tuple[str, ...]
    national: Mapping[str, str]


def area_names(project: Libraries) -> AreaNames:
    """What campaigns ask every area for, and what other areas have. Raises `Refused`."""
    known = project.readable_areas()
    numbers = {key: value for area in known for key, value in sorted(area.numbers.items())}
    asked, _ = required_fields(project.content)
    links = asked.links | {key for area in known for key in area.links}
    names = (asked.names | {key for area in known for key in area.names}) - set(numbers) - links
    contacts = asked.contacts | {key for area in known for key in area.contacts}
    return AreaNames(
        names=tuple(sorted(names)),
        contacts=tuple(sorted(contacts)),
        links=tuple(sorted(links)),
        numbers=tuple(numbers),
        unknown=tuple(sorted(names - {key for area in known for key in area.names})),
        national={key: value for key, value in numbers.items() if len(value) <= _NATIONAL},
    )


def example_values(project: Libraries, title: str) -> dict[str, Data]:
    """What an area's file may hold before anybody has said anything of the area. Nobody can mistake
    its values for real ones. Raises `Refused`."""
    known = area_names(project)
    return {
        "title": title,
        "test": "true",
        "names": dict.fromkeys(known.names, title),
        "numbers": {key: known.national.get(key, EXAMPLE_NUMBER) for key in known.numbers},
        "contacts": {key: [{"place": title, "number": EXAMPLE_NUMBER}] for key in known.contacts},
        "links": {key: f"{EXAMPLE_ADDRESS}/{key}" for key in known.links},
    }


def area_text(values: Mapping[str, Data], *, example: bool = False) -> str:
    """The text of an area's file that holds these values. `example` says in it that nobody means
    them."""

    def section(name: str, otherwise: str) -> str:
        value = values.get(name)
        return "\n".join(table_lines({name: value}, 0)) if value else otherwise

    return Template(_TEMPLATE.read_text("utf-8")).substitute(
        example=_EXAMPLE if example else "",
        title=one_line(str(values["title"])),
        test=_TEST if values.get("test") == "true" else "",
        own=section("own", _OWN),
        imprint=section("imprint", _IMPRINT),
        logos=section("logos", "logos: []"),
        verified=section("verified", _VERIFIED),
        **{
            name: section(name, f"{name}: {{}}")
            for name in ("names", "numbers", "contacts", "links")
        },
    )
