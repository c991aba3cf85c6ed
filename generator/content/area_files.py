"""The areas of a project: each read when it is asked for, and forgotten once many others were."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field
from functools import cached_property
from pathlib import PurePosixPath
from typing import Final, NamedTuple

from generator.cache import Cache, KeptInputs, frozen_inputs
from generator.problems import Problem, Refused
from generator.source.shelf import MOST_PASSING, Remembered, Shelf
from .area_checks import check_area, check_spellings, earliest_check, overdue, trial
from .area_gaps import holders_of
from .area_logos import AREAS, check_logos
from .area_rows import Area
from .own_block import check_own


class AreaFacts(NamedTuple):
    """What a plan must know of an area. Nothing is said of one that cannot be read."""

    test: bool = False
    theme: str = ""
    default: bool = False


# What a file holds in which any fact stands: the key itself, or an escape that may spell it.
_SAYS_MORE: Final = tuple(name.encode() for name in (*AreaFacts._fields, "\\"))


# The facts of so many areas are kept as one result: fewer are as quick to read again.
_TOGETHER: Final = 100
_WORTH_KEEPING: Final = 10


class AreaFiles:
    """The files under `content/areas/`, of which there may be tens of thousands."""

    def __init__(self, shelf: Shelf, cache: Cache) -> None:
        self.shelf = shelf
        self.cache = cache
        self._areas: Remembered[str, tuple[Area, list[Problem]]] = {}
        self._facts: dict[str, AreaFacts] = {}

    def areas(self) -> list[str]:
        return self.stems(AREAS)

    def stems(self, folder: str) -> list[str]:
        """The names of the YAML files of a folder."""
        within = f"{folder}/"
        names = (path.removeprefix(within) for path in self.shelf.files(folder))
        return [PurePosixPath(name).stem for name in names if "/" not in name]

    @staticmethod
    def area_path(name: str) -> str:
        return f"{AREAS}/{name}.yaml"

    def area_row(self, name: str) -> tuple[Area | None, tuple[Problem, ...]]:
        """An area's row, None if it has any error, and all problems of its file."""
        return self.shelf.passing_row(self.area_path(name), Area)

    def facts(self, name: str) -> AreaFacts:
        """What a plan must know of an area, kept for all of them."""
        path = self.area_path(name)
        self.shelf.note_files(path)
        known = self._facts.get(name)
        if known is None:
            known = self._facts[name] = self.facts_as_read(name)
        return known

    def learn_facts(self, names: Sequence[str]) -> None:
        """Read the facts of many areas, or take them from what an earlier command read of the same
        files."""
        unknown = [name for name in names if name not in self._facts]
        for start in range(0, len(unknown), _TOGETHER):
            group = unknown[start : start + _TOGETHER]
            if len(group) < _WORTH_KEEPING:
                break
            paths = [self.area_path(name) for name in group]
            digests = tuple(map(self.shelf.digest, paths))
            if all(digests):
                found = self.cache.recall(AreaFactsInputs(tuple(group), digests, self))
                self._facts.update(found)
                self.shelf.add_read(paths)

    def facts_as_read(self, name: str) -> AreaFacts:
        """What the file of an area says as it is now."""
        path = self.area_path(name)
        row = None
        if self.shelf.may_say(path, _SAYS_MORE):
            row, _ = self.area_row(name)
        return AreaFacts(row.test, row.theme, row.default) if row else AreaFacts()

    def default_area(self) -> str | None:
        """The area built when none is named: the only one, or the one that says `default`."""
        areas = self.areas()
        if len(areas) == 1:
            return areas[0]
        self.learn_facts(areas)
        marked = [name for name in areas if self.facts(name).default]
        return marked[0] if len(marked) == 1 else None

    def unread_areas(self) -> list[Problem]:
        """The problems of the areas that cannot be read."""
        found = map(self.area_row, self.areas())
        return [problem for row, problems in found if row is None for problem in problems]

    def area(self, name: str) -> tuple[Area, list[Problem]]:
        """An area and its warnings. Raises `Refused`."""
        found = self.shelf.remember(self._areas, name, lambda: self._area(name))
        if len(self._areas) > MOST_PASSING:
            del self._areas[next(iter(self._areas))]
        return found

    def _area(self, name: str) -> tuple[Area, list[Problem]]:
        row, found = self.area_row(name)
        if row is None:
            raise Refused(found)
        problems = [*found, *self.area_problems(row)]
        if any(problem.is_error for problem in problems):
            raise Refused(problems)
        return row, problems

    def area_problems(self, area: Area) -> list[Problem]:
        """The problems of an area that could be read."""
        found = [*check_area(area, cache=self.cache), *check_spellings(area), *check_own(area)]
        return [*found, *check_logos(area, self.shelf)]

    def is_test(self, name: str) -> bool:
        """Whether an area is for trying things out; False if it cannot be read."""
        return self.facts(name).test

    def trial(self, name: str) -> Iterator[Problem]:
        """Warn if an area is for trying things out."""
        row, _ = self.area_row(name)
        if row is not None:
            yield from trial(name, row)

    def title(self, name: str) -> str:
        """The title of an area; empty if its file cannot be read."""
        row, _ = self.area_row(name)
        return (row and row.title) or ""

    def overdue(self, names: Iterable[str]) -> Iterator[Problem]:
        """Warn of each of these areas that nobody has checked for more than a year."""
        for name in names:
            row, _ = self.area_row(name)
            if row is not None:
                yield from overdue(row)

    def earliest_check(self, name: str) -> str:
        """The earliest day on which somebody checked what an area says; empty if nobody did."""
        row, _ = self.area_row(name)
        return earliest_check(row) if row is not None else ""

    @cached_property
    def holders(self) -> dict[str, list[str]]:
        """The readable areas that have each name and list of contacts."""
        return holders_of((name, row) for name in self.areas() if (row := self.area_row(name)[0]))


@frozen_inputs
class AreaFactsInputs(KeptInputs[dict[str, AreaFacts]]):
    """Areas by name, and the sha256 of the file of each."""

    kept_as = dict[str, AreaFacts]
    most = 400
    names: tuple[str, ...]
    digests: tuple[str, ...]
    files: AreaFiles = field(compare=False)

    def make(self, cache: Cache) -> dict[str, AreaFacts]:
        return {name: self.files.facts_as_read(name) for name in self.names}
