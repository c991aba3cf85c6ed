"""Preflight: checks a finished PDF from its bytes.

It shares no code with the writer. `facts` finds facts about a file, `rules` check them, and
`profiles` name the rules with their limits. A rule that cannot run counts as failed. The code that
checks is imported when a file is first checked.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import field
from importlib import import_module
from typing import TYPE_CHECKING, Final

from generator.cache import Cache, KeptInputs, frozen_inputs
from .report import CodeReading, Expected, ExpectedCode, FontFacts, PageBox, PageFacts, Report

if TYPE_CHECKING:
    from .checker import RuleResult, opened, reported, run_rules
    from .profiles import PROFILES
    from .rules import RULES

__all__ = [
    "PROFILES",
    "RULES",
    "CodeReading",
    "Expected",
    "ExpectedCode",
    "FontFacts",
    "PageBox",
    "PageFacts",
    "Report",
    "RuleResult",
    "check",
    "opened",
    "reported",
    "run_rules",
]

_MODULES: Final = {
    "PROFILES": ".profiles",
    "RULES": ".rules",
    "RuleResult": ".checker",
    "opened": ".checker",
    "reported": ".checker",
    "run_rules": ".checker",
}


def __getattr__(name: str) -> object:
    module = _MODULES.get(name)
    if module is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(module, __name__), name)


def check(
    data: bytes,
    profile: str,
    expected: Expected | None = None,
    standards: Sequence[str] = (),
    *,
    cache: Cache,
) -> Report:
    """Check the PDF in `data` by the rules of `profile` and of `standards`, and against what the
    build promised.

    It never raises for anything in the file: a file that cannot be read, and every rule that could
    not run on it, is an error in the report.
    """
    digest = hashlib.sha256(data).digest() if cache.keeps(ReportInputs) else b""
    return cache.recall(ReportInputs(digest, profile, expected, tuple(standards), data))


@frozen_inputs
class ReportInputs(KeptInputs[Report]):
    """The bytes of a file and what they are checked for. Only a report of a file that passed by
    every rule is kept, for a failure may be the machine's."""

    kept_as = Report
    digest: bytes
    profile: str
    expected: Expected | None
    standards: tuple[str, ...]
    data: bytes = field(compare=False)

    def make(self, cache: Cache) -> Report:
        from .checker import checked

        return checked(self.data, self.profile, self.expected, self.standards, cache)

    def worth_keeping(self, result: Report) -> bool:
        return result.passed and result.rules_run == result.rules
