"""Write the table of preflight rules into docs/preflight.md: `python -m tools.rules`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from generator.preflight import PROFILES, RULES
from generator.preflight.profiles import STANDARDS
from generator.problems import Severity

PAGE: Final = Path(__file__).resolve().parents[1] / "docs/preflight.md"
BEGIN: Final = "<!-- rules: python -m tools.rules -->\n"
END: Final = "<!-- end of rules -->\n"
# Profiles that stand in one row where all of them ask for the same.
PRESS: Final = tuple(name for name in PROFILES if name.startswith("press-"))


def table() -> str:
    """Every rule with what it asks for, where, with which limits, and its source."""
    lines = [
        f"{len(RULES)} rules.\n",
        "| rule | holds that | in the profiles, with their limits | source |",
        "|---|---|---|---|",
    ]
    lines += [
        f"| `{name}` | {rule.what} | {_used(name)} | {rule.source} |"
        for name, rule in sorted(RULES.items())
    ]
    return "\n".join(lines) + "\n"


def _used(rule: str) -> str:
    """The profiles that ask for a rule, by what they ask."""
    asked: dict[str, list[str]] = {}
    rows = {name: profile.rows for name, profile in PROFILES.items()}
    for name, held in (rows | {"PDF/A": STANDARDS["pdfa2a"]}).items():
        for row in held:
            if row.rule == rule:
                asked.setdefault(_limits(row.limits, row.severity), []).append(name)
    return "; ".join(_names(names) + (f" ({limits})" if limits else "")
                     for limits, names in asked.items())  # fmt: skip


def _names(names: Iterable[str]) -> str:
    known = list(names)
    if len([name for name in known if name in PROFILES]) == len(PROFILES):
        return "all"
    if set(PRESS) <= set(known):
        place = known.index(PRESS[0])
        known = [name for name in known if name not in PRESS]
        known.insert(min(place, len(known)), "press")
    return ", ".join(known)


def _limits(limits: Mapping[str, Any], severity: Severity) -> str:
    shown = [f"{key.replace('_', ' ')}: {_value(value)}" for key, value in limits.items()]
    return ", ".join([*shown, *(["a warning"] if severity is Severity.WARNING else [])])


def _value(value: Any) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case str():
            return value
        case list() | tuple() | set() | frozenset():
            return " ".join(map(_value, value))
        case dict():
            return " ".join(f"{key} {_value(one)}" for key, one in value.items())
    return f"{value:g}" if isinstance(value, float) else str(value)


def page(text: str) -> str:
    """The page with the table as it is now."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return before + BEGIN + "\n" + table() + "\n" + END + after


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text("utf-8")), "utf-8")
