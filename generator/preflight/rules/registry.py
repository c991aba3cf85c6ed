"""Rules: small functions from facts about a PDF to faults, registered by name."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from inspect import signature
from typing import Any, Final, NamedTuple

from generator.preflight.facts import Facts
from generator.preflight.tree.structure_tree import StructElem, TaggedText
from generator.problems import Place, Severity


class Fault(NamedTuple):
    """Something a rule finds wrong: what, in plain words; how to mend it; where on which page;
    what is allowed and what was measured, both with their units; how often it is there.
    `severity` takes the place of the profile's."""

    message: str
    hint: str = ""
    details: tuple[str, ...] = ()
    place: Place | None = None
    limit: str = ""
    found: str = ""
    times: int = 1
    severity: Severity | None = None


RuleCheck = Callable[..., Iterator[Fault]]


class PreflightRule(NamedTuple):
    """`what` the rule asks for in one line and the `source` that asks for it. `check` takes the
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
    """Register the decorated function as the rule of its name, with hyphens. What its parameters
    are called says which of the `Facts` it needs; those by keyword alone are its limits."""

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
    """A fault at each of some places, with how often it is there."""
    for place, times in places:
        yield fault._replace(place=place, times=times)


def in_element(
    tagged: TaggedText, element: StructElem, said: str, hint: str = "", limit: str = ""
) -> Fault:
    """A fault of an element of the structure, where that begins."""
    return Fault(f"{element.at}{said}", hint, place=tagged.place(element), limit=limit)
