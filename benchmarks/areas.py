"""A project of many areas, made for the races: no two have the same name, numbers or codes.

Places are invented, numbers are those that Ofcom keeps for fiction, and each area is a `test`.
"""

import json
import random
import re
from pathlib import Path
from typing import NamedTuple

PLACES = (
    "Ashdale", "Brackenford", "Calderby", "Dunmere", "Eastwold", "Fernhill", "Glenmoor",
    "Harrowden", "Inglestone", "Kirkholme", "Langport", "Marlhampton", "Netherby", "Oakhaven",
    "Penwithick", "Quarrington", "Ravensworth", "Stourbeck", "Thornleigh", "Wyremarsh",
)  # fmt: skip
# Ofcom keeps these ranges for fiction: nobody's telephone rings.
EXCHANGES = ("0113 496 0", "0114 496 0", "0115 496 0", "0116 496 0", "0117 496 0", "0118 496 0")


class MadeArea(NamedTuple):
    """An area: the places it joins with a number for each, and what its two codes lead to."""

    name: str
    contacts: tuple[tuple[str, str], ...]
    pledge: str
    story: str

    def yaml(self, languages: list[str]) -> str:
        lines = [f"title: {self.name}", "test: true", "names:", f"  region: {self.name}"]
        lines += ["numbers:", "  police: 101", "contacts:", "  social-care:"]
        for place, number in self.contacts:
            lines += [f"    - place: {place}", f"      number: {number}"]
        lines += ["links:", f"  pledge: {self.pledge}", f"  story: {self.story}"]
        lines += ["  ceop: www.ceop.police.uk", "translations:"]
        lines += [f"  {tag}: {{names: {{region: '{self.name}'}}}}" for tag in languages]
        return "\n".join([*lines, ""])


def areas(count: int) -> list[MadeArea]:
    """The first `count` areas; they are always the same ones."""
    dice = random.Random(20)
    made: dict[str, MadeArea] = {}
    while len(made) < count:
        first, second, third = places = dice.sample(PLACES, 3)
        name = f"{first}, {second} and {third}"
        contacts = [
            (place, dice.choice(EXCHANGES) + f"{dice.randrange(1000):03}") for place in places
        ]
        links = (f"www.example.org/{word}{len(made)}" for word in ("pledge", "story"))
        made.setdefault(name, MadeArea(name, tuple(contacts), *links))
    return list(made.values())


def project(folder: Path, count: int) -> list[Path]:
    """Put `count` areas in the place of those of a project just begun. Gives their files."""
    into = folder / "content" / "areas"
    for older in into.glob("*.yaml"):
        older.unlink()
    words = folder / "content" / "kayleighs-love-story"
    languages = sorted(path.stem for path in words.glob("*.yaml") if path.stem != "en-GB")
    files = [into / f"area-{number:05}.yaml" for number in range(count)]
    for path, area in zip(files, areas(count), strict=True):
        path.write_text(area.yaml(languages), "utf-8")
    return files


def with_another_number(text: str) -> str:
    """An area's file after somebody has corrected the last digit of its first number."""
    return re.sub(
        r"(?<=number: )(.*)(\d)", lambda had: had[1] + str(9 - int(had[2])), text, count=1
    )


def words_of(project: Path) -> Path:
    """The file of a project's words in the campaign's own language."""
    (found,) = (project / "content").glob("*/en-GB.yaml")
    return found


def with_another_word(text: str) -> str:
    """The words after somebody has put another in one sentence."""
    return text.replace("The grooming process can take", "The grooming process may take", 1)


def for_peers(path: Path, count: int) -> None:
    """The same areas as JSON, for the other tools."""
    path.write_text(json.dumps([area._asdict() for area in areas(count)]))
