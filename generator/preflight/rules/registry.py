"""Rules: small functions from facts about a PDF to faults, registered by name."""

from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from generator.preflight.facts import Facts
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


Judge = Callable[..., Iterator[Fault]]


class PreflightRule(NamedTuple):
    """`what` the rule asks for in one line and the `source` that asks for it. `judge` takes the
    facts, and its limits by name."""

    name: str
    what: str
    source: str
    judge: Judge


RULES: Final[dict[str, PreflightRule]] = {}


def rule(name: str, what: str, source: str) -> Callable[[Judge], Judge]:
    """Register the decorated function as the rule `name`."""

    def register(judge: Judge) -> Judge:
        if name in RULES:
            raise ValueError(f"two rules called {name}")
        RULES[name] = PreflightRule(name, what, source, judge)
        return judge

    return register


def promised(facts: Facts) -> Iterator[tuple[int, tuple[float, float]]]:
    """Page numbers from 1 with the trimmed size each should have, as far as pages go."""
    if facts.expected is not None:
        pairs = zip(facts.pages, facts.expected.pages, strict=False)
        for number, (_, size) in enumerate(pairs, 1):
            yield number, size
