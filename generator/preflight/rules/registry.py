"""Registers rules by name: small functions that find faults in facts about a PDF."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from inspect import signature
from typing import Any, Final, NamedTuple

from msgspec import Struct

from generator.problems import Place, Severity
from ..facts import Facts
from ..tree.structure_tree import StructElem, TaggedText


class Fault(NamedTuple):
    """Something that a rule finds wrong. `message` says what in plain words, `hint` how to mend it,
    and `place` where. `limit` is allowed and `found` was measured, both with their units. It occurs
    so many `times`. `severity`, if given, replaces the profile's."""

    message: str
    hint: str = ""
    details: tuple[str, ...] = ()
    place: Place | None = None
    limit: str = ""
    found: str = ""
    times: int = 1
    severity: Severity | None = None


RuleCheck = Callable[..., Iterator[Fault]]


class PreflightRule(Struct, frozen=True):
    """A rule: `what` it asks for in one line, and the `source` that asks for it. `check` takes the
    facts that it `needs`, and its limits by name."""

    name: str
    what: str
    source: str
    check: RuleCheck
    needs: tuple[str, ...]

    def faults(self, facts: Facts, limits: Mapping[str, Any]) -> Iterator[Fault]:
        return self.check(*(getattr(facts, need) for need in self.needs), **limits)


RULES: Final[dict[str, PreflightRule]] = {}


def rule(what: str, source: str) -> Callable[[RuleCheck], RuleCheck]:
    """Register the decorated function as the rule of its name, with hyphens. Its parameters name
    the `Facts` that it needs, and its keyword-only parameters are its limits."""

    def register(check: RuleCheck) -> RuleCheck:
        name = check.__name__.replace("_", "-")
        if name in RULES:
            raise ValueError(f"two rules called {name}")
        parameters = signature(check).parameters.values()
        needs = tuple(one.name for one in parameters if one.kind is not one.KEYWORD_ONLY)
        RULES[name] = PreflightRule(name, what, source, check, needs)
        return check

    return register


def at_each(places: Iterable[tuple[Place | None, int]], fault: Fault) -> Iterator[Fault]:
    """A fault for each of some places, with the number of times it occurs there."""
    for place, times in places:
        yield fault._replace(place=place, times=times)


def in_element(
    tagged: TaggedText, element: StructElem, said: str, hint: str = "", limit: str = ""
) -> Fault:
    """A fault of an element of the structure, at the place where the element begins."""
    return Fault(f"{element.at}{said}", hint, place=tagged.place(element), limit=limit)
