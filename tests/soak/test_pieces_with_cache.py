"""Each piece of the shipped campaign is the same, whatever was made before it with the same cache.

Every layout is made in every edition and language, for two areas that differ in their numbers, a
handful of pieces at a time in an order that falls by chance.
"""

from hashlib import sha256
from itertools import product

import pytest

from generator import Cache, Project, Refused
from tests.soak.trials import IS_WHOLE, chance, rounds

AREA = "content/areas/leicester-leicestershire-rutland.yaml"
# Two areas that differ from the shipped one in their numbers, which are kept for drama.
AREAS = ("ashdale", "birchley")
NUMBERS = {
    "0116 252 7000": ("0116 496 0111", "0116 496 0444"),
    "0116 305 0005": ("0116 496 0222", "0116 496 0555"),
    "01572 758 407": ("01632 960 333", "01632 960 666"),
}
# Pieces that are made with one cache.
HANDFUL = 14 if IS_WHOLE else 2
Name = tuple[str, str, str, str]


def opened(limit: int) -> Project:
    shipped = Project.shipped()
    given = (shipped.folder / AREA).read_text("utf-8").replace("default: true", "test: true")
    files = {f"content/areas/{name}.yaml": given for name in AREAS}
    for index, path in enumerate(files):
        for old, new in NUMBERS.items():
            assert old in given
            files[path] = files[path].replace(old, new[index])
    return Project.from_data(files, shipped.folder, Cache(limit))


def made(project: Project, name: Name) -> tuple[str, object]:
    layout, edition, language, area = name
    try:
        piece = project.build(layout, edition=edition, language=language, area=area)
    except Refused as refused:
        return "", refused.problems
    return sha256(piece.data).hexdigest(), piece.problems


def handfuls() -> list[list[Name]]:
    """Every piece once. Those of one handful are of a layout, in two languages."""
    project = opened(0)
    languages = project.languages()
    chance("languages").shuffle(languages)
    pairs = [languages[start : start + 2] for start in range(0, len(languages), 2)]
    found: list[list[Name]] = []
    for layout, pair in product(project.layouts(), pairs):
        names = list(product([layout], project.editions(), pair, AREAS))
        chance("cache", layout, *pair).shuffle(names)
        found += [names[start : start + HANDFUL] for start in range(0, len(names), HANDFUL)]
    chance("cache").shuffle(found)
    return found


HANDFULS = handfuls()


@pytest.mark.parametrize("number", rounds(len(HANDFULS), 1))
def test_pieces_are_the_same_with_one_cache_as_without(number: int) -> None:
    project = opened(Cache().limit)
    for name in HANDFULS[number]:
        assert made(project, name) == made(opened(0), name), name
