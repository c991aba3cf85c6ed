"""Finds the marks that git leaves where two versions of a file could not be merged."""

import re
from typing import Final

from generator.problems import Problem, error
from .project_files import place_in

_MARK: Final = re.compile(r"^[ \t]*(?:[<>]{7}(?:[ \t].*)?|={7}[ \t]*)\r?$", re.MULTILINE)


def check_merge_marks(text: str, shown: str) -> list[Problem]:
    """Report each mark, as the words of both versions would be read."""
    if not has_merge_marks(text):
        return []
    return [
        error(
            "two-versions",
            f'"{match.group().strip()[:7]}" marks two versions of the file that were put together',
            place_in(text, match.start() + match.group().index(match.group().strip()[0]), shown),
            "keep the lines of one version, and take the marks out",
        )
        for match in _MARK.finditer(text)
    ]


def has_merge_marks(text: str) -> bool:
    """Whether a line of a text may be such a mark."""
    return "<<<<<<<" in text or ">>>>>>>" in text
